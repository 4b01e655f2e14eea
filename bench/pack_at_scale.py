"""How long a township's inspection pack of a year takes, and how much memory: 12 branches, 600 away, 60,000 contacts."""

import io
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from api import clock, crypto
from api.access import THE_PRODUCT, read_actor
from api.attachments.service import load_made
from api.auth import service as auth
from api.codes.pinyin import search_text
from api.config import Config
from api.db import Database, connect
from api.jobs.worker import work_once
from api.journal import in_transaction, make_ready, open_node, record
from api.migrate import upgrade
from api.models import AwayPeriod, Contact, Membership, Organization, Person, RegisterPack, Report
from api.registers import packs
from api.worker import HANDLERS
from tests.databases import running_cluster

BRANCHES, AWAY, HOME = 12, 50, 25
CONTACTS_EACH = 100
_NOTE = "近来在厂里上班，身体好，工作顺利，按月交了党费，家里老人由邻居照看，孩子今年上初中。"
_NAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"


def measure() -> Iterator[str]:
    """Make the pack of a year on both databases, in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        keys = crypto.Keys.fresh()
        keys.write(data / "keys.json")
        crypto.use(keys)
        yield from _measure(Config(data=data))
        with running_cluster(fsync=True) as cluster:
            yield from _measure(Config(data=data, database_url=cluster.create("bench")))


def _measure(config: Config) -> Iterator[str]:
    upgrade(config.engine_url)
    database = connect(config.engine_url)
    township, account_id = in_transaction(database, _plant)
    for number in range(BRANCHES):
        _plant_branch(database, township, number, account_id)
    year = clock.today().year - 1

    def order(session: Session) -> UUID:
        actor = read_actor(session, account_id) or THE_PRODUCT
        data = {
            "organization_id": township,
            "from_on": date(year, 1, 1),
            "to_on": date(year, 12, 31),
            "purpose": "测量",
            "phones": None,
            "id_numbers": False,
        }
        return packs.order(session, actor, data).id

    pack_id = in_transaction(database, order)
    began = time.perf_counter()
    words = [sys.executable, "-m", "bench.pack_at_scale", str(config.data), config.engine_url]
    done = subprocess.run(words, check=True, capture_output=True, text=True)  # noqa: S603  our own module
    took = time.perf_counter() - began
    with database.reading() as session:
        pack = session.get_one(RegisterPack, pack_id)
        made = load_made(session, config.files, pack.attachment_id) if pack.attachment_id else None
    if made is None:
        raise RuntimeError("the pack was not made")
    content = made
    files = zipfile.ZipFile(io.BytesIO(content)).namelist()
    kind = database.engine.dialect.name
    database.engine.dispose()
    yield (
        f"{kind}: {BRANCHES} branches, {BRANCHES * AWAY} away, {BRANCHES * AWAY * CONTACTS_EACH} contacts: "
        f"{len(files)} files, {len(content) / 1e6:.1f} MB in {took:.1f} s, {done.stdout.strip()} MB of memory at most"
    )


def _plant(session: Session) -> tuple[UUID, UUID]:
    township = Organization(kind="township", name="云栖镇党委", short_name="云栖镇", place_code="422802")
    open_node(session, township.id)
    officer = Person(name="孙委员")
    record(
        session,
        node_id=township.id,
        kind="organization.created",
        actor=THE_PRODUCT,
        subjects={"organization": township.id},
        writes=[township, officer],
    )
    session.flush()
    account = auth.open_account(session, THE_PRODUCT, officer.id, township.id)
    session.flush()
    auth.grant_role(session, THE_PRODUCT, account.id, "officer", township.id, clock.today())
    return township.id, account.id


def _plant_branch(database: Database, township: UUID, number: int, account_id: UUID) -> None:
    branch = Organization(
        kind="branch",
        name=f"中共云栖镇第{number + 1}村支部委员会",
        short_name=f"第{number + 1}村",
        parent_id=township,
        position=number,
    )

    def open_branch(session: Session) -> None:
        open_node(session, branch.id)
        record(
            session,
            node_id=branch.id,
            kind="organization.created",
            actor=THE_PRODUCT,
            subjects={"organization": branch.id},
            writes=[branch],
        )

    in_transaction(database, open_branch)
    rows = _people(branch.id, number, account_id)
    ready = make_ready(database, branch.id, rows)
    in_transaction(
        database,
        lambda session: record(
            session,
            node_id=branch.id,
            kind="members.imported",
            actor=THE_PRODUCT,
            subjects={"organization": branch.id},
            ready=ready,
        ),
    )


def _people(branch_id: UUID, number: int, account_id: UUID) -> list[Any]:
    first = date(clock.today().year - 1, 1, 1)
    rows: list[Any] = []
    members = []
    for at in range(AWAY + HOME):
        name = f"{_NAMES[at % len(_NAMES)]}{_NAMES[(at * 7 + number) % len(_NAMES)]}{_NAMES[at // 3 % len(_NAMES)]}"
        person = Person(
            name=name,
            pinyin=search_text(name),
            sex="1",
            birth_date="1986-07",
            phone=f"199{number:04d}{at:04d}",
            address="桂花坪村三组 12 号",
        )
        membership = Membership(
            person_id=person.id, organization_id=branch_id, kind="full", from_on=first, joined_on="2010-07"
        )
        rows += [person, membership]
        members.append(membership.id)
    for at, member_id in enumerate(members[:AWAY]):
        told = {"place_code": "330212", "employer": "顺达五金厂", "reason_code": "work", "departed_on": first}
        report = Report(
            membership_id=member_id,
            kind="departure",
            method="phone",
            submitted_by_id=account_id,
            reported_on=first,
            **told,
        )
        rows += [report, AwayPeriod(membership_id=member_id, opened_by_id=report.id, **told)]
        for count in range(CONTACTS_EACH):
            day = first + timedelta(days=(count * 363 // CONTACTS_EACH + at) % 365)
            rows.append(
                Contact(
                    membership_id=member_id,
                    way=("phone", "wechat", "video")[count % 3],
                    with_whom="self",
                    outcome="reached",
                    direction="outgoing",
                    happened_on=day,
                    recorded_at_device=clock.now(),
                    by_membership_id=members[AWAY + at % HOME],
                    logged_by_id=account_id,
                    note=_NOTE if count % 4 == 0 else "都好",
                )
            )
    return rows


def _work(data: str, url: str) -> None:
    config = Config(data=Path(data), database_url=url)
    crypto.use(crypto.Keys.read(config.keys_file))
    database = connect(config.engine_url)
    work_once(config, database, HANDLERS, "bench")
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(f"{used.ru_utime + used.ru_stime:.1f} s of processor, {used.ru_maxrss // 1024}")


if __name__ == "__main__":
    _work(*sys.argv[1:])
