"""A township with one of everything in each branch, so that a request can reach for anything, anywhere.

Who reaches, and whither (`place`):

- `own`     the caller's own record (陈远 for the member, 周书兰 for the secretary; the others are in no branch)
- `branch`  somebody or something else of 青松村: 李守田
- `town`    云栖镇 itself, for what is asked of a node
- `other`   白鹭村, another branch of the same township: 郑飞
- `beyond`  竹溪村, a branch of another township: 韩外
"""

import hashlib
import io
import pickle
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import openpyxl
import pytest
from flask import Flask
from sqlalchemy import func, literal, select, union_all
from sqlalchemy.orm import Session

from api import clock, crypto
from api.auth import service as accounts
from api.config import Config
from api.db import connect
from api.http.guard import make_access_token
from api.http.running import NAME, Running
from api.jobs.worker import work_once
from api.journal import in_transaction
from api.migrate import upgrade
from api.models import Account, JournalHead, RosterImport
from api.worker import HANDLERS
from tests.cast import World, plant
from tests.databases import TEMPLATE, once_for_all_workers, run_folder, worker_name
from tests.permissions.meetings import hold_meetings
from tests.reports.stories import departure, told

PASSWORD = "Qingsong-2026"
ROBOT = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=0"
STAFF_WHO_UPLOAD = ("孙委员", "周书兰", "何记")
_LIVE_IN = {"陈远": "青松村", "周书兰": "青松村", "李守田": "青松村", "郑飞": "白鹭村", "韩外": "竹溪村"}
_OFFICERS = {"青松村": "孙委员", "白鹭村": "孙委员", "竹溪村": "冯外"}
_UNCOUNTED = {"throttles", "known_devices", "client_uses", "client_allowances"}
"""What a refusal may write: that a sign-in failed, or that a system called."""


@dataclass
class Filled:
    """The world, and the ids of what lies in it by the member or branch that it belongs to."""

    world: World
    running: Running
    things: dict[str, dict[str, str]] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)

    def of(self, name: str) -> dict[str, str]:
        """Return the ids of everything that belongs to a member, with those of the branch."""
        return {**self.things[_LIVE_IN[name]], **self.things[name]}

    def written(self) -> dict[str, Any]:
        """Return how many rows each table holds, and where each journal stands."""
        tables = [
            select(literal(table.name).label("name"), func.count().label("rows")).select_from(table)
            for table in Account.metadata.sorted_tables
            if table.name not in _UNCOUNTED
        ]
        with self.world.database.reading() as session:
            counts: dict[str, int] = {row[0]: row[1] for row in session.execute(union_all(*tables))}
            heads = session.execute(select(JournalHead.node_id, JournalHead.number, JournalHead.hash))
            return {**counts, **{str(node): (number, hash_) for node, number, hash_ in heads}}


def fill(filled: Filled) -> None:
    """Let the cast do their work, so that each branch has one of everything."""
    world = filled.world
    in_transaction(world.database, lambda session: _give_passwords(session, world))
    for branch, officer in _OFFICERS.items():
        filled.things[branch] = _fill_branch(filled, branch, officer)
    sign_in(filled)
    for name, branch in _LIVE_IN.items():
        filled.things[name] = _fill_record(filled, name, _OFFICERS[branch])
    for branch, officer in _OFFICERS.items():
        filled.things[branch].update(hold_meetings(world, branch, officer))
    for name, branch in _LIVE_IN.items():
        filled.things[name]["make_up"] = _made(
            world,
            name,
            f"/trainings/{filled.things[branch]['training']}/own-make-ups",
            {"on_date": str(clock.today()), "way": "material"},
        )
    for name in _LIVE_IN:
        opened = world.as_(name).post("/calendar-feeds").json
        filled.things[name]["feed"] = opened["path"].rsplit("/", 1)[-1]
    for name in STAFF_WHO_UPLOAD:
        filled.files[name] = upload(world, name)
    _check_imports(filled)
    for branch, officer in _OFFICERS.items():
        things = filled.things[branch]
        things["pack"] = _made(world, officer, "/registers/packs", pack_order(things["node"]))
        things["webhook"] = _made(world, officer, "/webhooks", webhook_order(things["node"]))
        blank = {"organization_id": things["node"], "book": "contacts"}
        things["sheet"] = _made(world, officer, "/registers/sheets", blank)
        things.update(_connect_system(world, branch, officer))
    town = str(world.node("云栖镇"))
    _made(world, "孙委员", "/webhooks", webhook_order(town))
    _made(world, "孙委员", "/registers/prints", print_order(town))
    _made(world, "孙委员", "/registers/packs", pack_order(town))


def sign_in(filled: Filled) -> None:
    """Give everybody a token that knows of the roles handed over meanwhile."""
    world = filled.world
    with world.database.reading() as session, world.app.app_context():
        for name, account_id in world.accounts.items():
            account = session.get_one(Account, account_id)
            world.tokens[name] = make_access_token(account, world.families[name], [])


def upload(world: World, name: str) -> str:
    """Let somebody send a small roster; return its id."""
    book = openpyxl.Workbook()
    book.active.append(["姓名", "性别", "出生年月", "入党时间"])
    book.active.append(["蓝天明", "男", "1986.07", "2008年7月"])
    kept = io.BytesIO()
    book.save(kept)
    content, file_id = kept.getvalue(), str(uuid4())
    sent = world.as_(name).put(
        f"/attachments/{file_id}",
        data=content,
        content_type="application/octet-stream",
        headers={"X-Content-SHA256": hashlib.sha256(content).hexdigest(), "X-File-Name": "roster.xlsx"},
    )
    assert sent.status_code == 201, sent.json
    return file_id


def upload_picture(world: World, name: str) -> str:
    """Let somebody send a picture; return its id."""
    content, file_id = b"\x89PNG\r\n\x1a\n and so on", str(uuid4())
    digest = {"X-Content-SHA256": hashlib.sha256(content).hexdigest()}
    path = f"/attachments/{file_id}"
    sent = world.as_(name).put(path, data=content, content_type="image/png", headers=digest)
    assert sent.status_code == 201, sent.json
    return file_id


def _give_passwords(session: Session, world: World) -> None:
    for account_id in world.accounts.values():
        accounts.set_password(session, account_id, PASSWORD)


def _fill_branch(filled: Filled, branch: str, officer: str) -> dict[str, str]:
    world, node = filled.world, str(filled.world.node(branch))
    member = next(name for name in ("李守田", "郑飞", "韩外") if _LIVE_IN[name] == branch)
    later = clock.today() + timedelta(days=30)
    probationary = _made(
        world,
        officer,
        "/members",
        {
            "organization_id": node,
            "name": f"{branch}预备",
            "kind": "probationary",
            "joined_on": str(clock.today() - timedelta(days=9)),
        },
    )
    accepted = {"step": "accepted", "on_date": str(clock.today() - timedelta(days=9))}
    decided = {"meeting": "党员大会", "basis": "大会决议"}
    newcomer = {"name": f"{branch}记录员", "phone": f"1991100{1000 + sorted(_OFFICERS).index(branch)}"}
    return {
        "node": node,
        "group": _made(world, officer, "/groups", {"organization_id": node, "name": "一组"}),
        "campaign": _made(
            world,
            officer,
            "/campaigns",
            {"organization_id": node, "title": "互助", "text": "帮一把", "from_on": str(clock.today())},
        ),
        "screening": _made(world, officer, "/screenings", {"organization_id": node, "window_key": "daily"}),
        "robot": _made(
            world,
            officer,
            "/robots",
            {"organization_id": node, "kind": "wecom", "name": "支部群", "address": ROBOT},
        ),
        "home": _made(
            world, officer, "/members", {"organization_id": node, "name": f"{branch}在家", "kind": "full"}
        ),
        "grant": _made(
            world,
            officer,
            "/grants",
            {"organization_id": node, "role": "recorder", "newcomer": newcomer},
        ),
        "probationary": probationary,
        "step": _made(world, officer, f"/members/{probationary}/probation-steps", {**accepted, **decided}),
        "delegation": _made(
            world,
            officer,
            "/delegations",
            {
                "organization_id": node,
                "person_id": str(world.person(member)),
                "from_on": str(later),
                "to_on": str(later + timedelta(days=9)),
            },
        ),
    }


def _fill_record(filled: Filled, name: str, officer: str) -> dict[str, str]:
    world, member = filled.world, str(filled.world.member(name))
    node = filled.things[_LIVE_IN[name]]["node"]
    left = _made(world, officer, "/reports", departure(world, name, method="in_person"))
    if "print" not in filled.things[_LIVE_IN[name]]:
        # Before the acceptance, so that something was corrected since.
        _print_a_book(filled, _LIVE_IN[name], officer)
    _made(world, officer, f"/reports/{left}/acceptance", {})
    away = world.as_(officer).get(f"/members/{member}/away-periods").json["items"][0]
    assert world.as_(officer).get(f"/members/{member}?reveal=true").status_code == 200
    today = str(clock.today())
    picture, snapshot = upload_picture(world, name), upload_picture(world, officer)
    link = {"state": "registered", "organization": "下应街道党支部", "on_date": today, "contact": "胡书记"}
    _made(world, officer, f"/members/{member}/host-links", link)
    plan = {"member_id": member, "to_organization": "下应街道党支部", "planned_on": today}
    paid = {"from_month": "2024-01", "to_month": "2024-01", "paid_on": today, "amount_fen": 20}
    _made(world, officer, "/dues/payments", {"organization_id": node, "member_ids": [member], **paid})
    home = filled.things[_LIVE_IN[name]]["home"]
    pair = {"id": str(uuid4()), "member_id": member, "liaison_id": home}
    bond = {"organization_id": node, "member_id": member, "other_id": home, "kind": "kin"}
    return {
        "member": member,
        "person": str(world.person(name)),
        "name": name,
        "report": _made(world, name, "/reports", told(world, "change", name, note="换了厂")),
        "away": away["id"],
        "transfer": _made(world, officer, "/transfers", plan),
        "card": away["card_id"],
        "need": _made(
            world,
            name,
            "/needs",
            {"member_id": member, "kind": "health", "words": "想请人陪诊", "raised_on": str(clock.today())},
        ),
        "handoff": _made(
            world,
            officer,
            "/handoffs",
            {"organization_id": node, "member_id": member, "about": "other", "note": "请去看看老人"},
        ),
        "contribution": _give_back(world, name, officer, picture),
        "picture": picture,
        "finding": _made(
            world,
            officer,
            f"/screenings/{filled.things[_LIVE_IN[name]]['screening']}/findings",
            {
                "member_id": member,
                "screened_on": str(clock.today()),
                "method": "phone",
                "asked": "self",
                "result": "same",
            },
        ),
        "pairing": _made(world, officer, "/pairings", {"organization_id": node, "pairs": [pair]}),
        "bond": _made(world, officer, "/bonds", bond),
        "visit": _made(
            world,
            officer,
            "/visits",
            {
                "members": [{"member_id": member, "outcome": "met_family"}],
                "on_date": str(clock.today()),
                "photo_ids": [snapshot],
            },
        ),
        "snapshot": snapshot,
        "household": _made(world, officer, "/households", {"organization_id": node, "member_ids": [member]}),
        "invitation": _made(world, officer, "/invitations", {"person_id": str(world.person(name))}),
        "contact": _made(
            world,
            officer,
            "/contacts",
            {"member_ids": [member], "way": "phone", "happened_on": str(clock.today())},
        ),
        "pause": _made(
            world,
            officer,
            f"/members/{member}/contact-pauses",
            {"reason": "hospital", "from_on": str(clock.today())},
        ),
    }


def _connect_system(world: World, branch: str, officer: str) -> dict[str, str]:
    """Let an officer connect a system at a branch, with scopes that an admin holds, too."""
    body = {
        "organization_id": str(world.node(branch)),
        "name": "县里的平台",
        "scopes": ["feed:read", "organizations:read"],
    }
    made = world.as_(officer).post("/service-clients", body)
    assert made.status_code == 201, made.json
    return {"client": made.json["id"], "client_secret": made.json["client_secret"]}


def _give_back(world: World, name: str, officer: str, picture: str) -> str:
    """Let a member record two deeds, the first of them accepted; return the one that waits."""
    body = {
        "member_id": str(world.member(name)),
        "direction": "back",
        "kind": "road",
        "on_date": str(clock.today()),
        "words": "修路",
    }
    first = _made(world, name, "/contributions", body)
    _made(world, officer, f"/contributions/{first}/acceptance", {})
    return _made(world, name, "/contributions", {**body, "photo_ids": [picture], "photos_agreed": True})


def _check_imports(filled: Filled) -> None:
    """Let each branch have an import that is checked, and one whose job still waits."""
    world = filled.world
    for branch, officer in _OFFICERS.items():
        filled.things[branch]["import"] = _begin_import(filled, branch, officer)
    config = world.app.extensions[NAME].config
    while work_once(config, world.database, HANDLERS, "the worker"):
        pass
    for branch, officer in _OFFICERS.items():
        waiting = _begin_import(filled, branch, officer)
        with world.database.reading() as session:
            filled.things[branch]["job"] = str(session.get_one(RosterImport, UUID(waiting)).job_id)


def _begin_import(filled: Filled, branch: str, officer: str) -> str:
    body = {
        "organization_id": str(filled.world.node(branch)),
        "attachment_id": upload(filled.world, officer),
    }
    return _made(filled.world, officer, "/roster-imports", body)


def print_order(node: str) -> dict[str, Any]:
    """Return an order for the reports of the last days, as a workbook: quick to make."""
    today = clock.today()
    return {
        "organization_id": node,
        "book": "reports",
        "form": "xlsx",
        "from_on": str(today - timedelta(days=300)),
        "to_on": str(today),
        "purpose": "迎接检查",
    }


def webhook_order(node: str) -> dict[str, Any]:
    """Return a webhook whose receiver nobody ever calls."""
    return {"organization_id": node, "name": "县里的平台", "address": "https://hooks.example/in"}


def pack_order(node: str) -> dict[str, Any]:
    """Return an order for an inspection pack of the last days."""
    asked = print_order(node)
    return {name: asked[name] for name in ("organization_id", "from_on", "to_on", "purpose")}


def _print_a_book(filled: Filled, branch: str, officer: str) -> None:
    things = filled.things[branch]
    things["print"] = _made(filled.world, officer, "/registers/prints", print_order(things["node"]))
    kept = filled.world.as_(officer).get(f"/registers/prints/{things['print']}")
    things["check"] = kept.json["code"]


def _made(world: World, name: str, path: str, body: dict[str, Any]) -> str:
    answer = world.as_(name).post(path, body)
    assert answer.status_code == 201, (path, answer.json)
    made: str = answer.json["id"]
    return made


def fill_template(request: pytest.FixtureRequest, kind: str, the_app: Flask, keys_file: Path) -> None:
    """Fill a database of this kind once for the whole run, and note its ids beside it."""
    folder = keys_file.parent
    crypto.use(crypto.Keys.read(keys_file))

    def work() -> None:
        if kind == "sqlite":
            url = f"sqlite:///{folder / 'filled.db'}"
            upgrade(url)
        else:
            url = request.getfixturevalue("cluster").create("filled", TEMPLATE)
        data = folder / f"filled-{kind}"
        data.mkdir()
        config = Config(data=data, database_url=url, password_cost="light", static=data / "none")
        database = connect(config.engine_url)
        the_app.extensions[NAME] = Running(config, database)
        world = World(the_app, database)
        plant(database, world)
        filled = Filled(world, the_app.extensions[NAME])
        fill(filled)
        database.engine.dispose()
        ids = ("nodes", "people", "memberships", "accounts", "families")
        noted = ({name: getattr(world, name) for name in ids}, filled.things, filled.files)
        (folder / f"filled-{kind}.ids").write_bytes(pickle.dumps(noted))

    once_for_all_workers(folder, f"filled-{kind}", work)


_GROUNDS: dict[tuple[str, str], Running] = {}
"""One engine for each kind and use: what it compiled for one test serves the next."""


def open_copy(
    request: pytest.FixtureRequest, kind: str, the_app: Flask, keys_file: Path, name: str
) -> Iterator[Filled]:
    """Open a fresh copy of the filled township, and close it again."""
    fill_template(request, kind, the_app, keys_file)
    folder = run_folder(request.config)
    data = folder / f"{name}-{kind}-{worker_name()}"
    if (kind, name) not in _GROUNDS:
        data.mkdir()
        (data / "keys.json").write_bytes(keys_file.read_bytes())
    shutil.rmtree(data / "files", ignore_errors=True)
    shutil.copytree(folder / f"filled-{kind}" / "files", data / "files")
    if kind == "sqlite":
        for beside in ("-wal", "-shm"):
            (data / f"lianxinqiao.db{beside}").unlink(missing_ok=True)
        (data / "lianxinqiao.db").write_bytes((folder / "filled.db").read_bytes())
        url = f"sqlite:///{data / 'lianxinqiao.db'}"
    else:
        url = request.getfixturevalue("cluster").renew(f"{name}_{worker_name()}", "filled")
    config = Config(data=data, database_url=url, password_cost="light", static=data / "none")
    here = _GROUNDS.setdefault((kind, name), Running(config, connect(config.engine_url)))
    world = World(the_app, here.database)
    noted, things, files = pickle.loads((folder / f"filled-{kind}.ids").read_bytes())
    for attribute, ids in noted.items():
        getattr(world, attribute).update(ids)
    the_app.extensions[NAME] = here
    filled = Filled(world, here, things, files)
    sign_in(filled)
    try:
        yield filled
    finally:
        here.database.engine.dispose()
