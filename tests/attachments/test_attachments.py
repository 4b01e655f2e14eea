"""附件: a file goes first, arrives whole or not at all, lies encrypted, and is read by few."""

import hashlib
import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from api import clock
from api.access import THE_PRODUCT
from api.attachments.routes import LIMIT
from api.attachments.service import (
    Sent,
    clean_name,
    load,
    mark_referenced,
    name_of,
    store,
    sweep_unreferenced,
)
from api.attachments.vault import all_files, path_of
from api.config import Config
from api.errors import Refusal
from api.http.running import NAME
from api.journal import in_transaction
from api.models import Attachment, RosterImport
from tests.cast import World

ROSTER = "姓名,性别\n王小满,女\n".encode()


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def send(
    world: World,
    name: str | None = "周书兰",
    content: bytes = ROSTER,
    file_id: UUID | str | None = None,
    headers: Mapping[str, str] | None = None,
) -> TestResponse:
    caller = world.as_(name) if name else world.stranger
    return caller.put(
        f"/attachments/{file_id or uuid4()}",
        data=content,
        headers={"X-Content-SHA256": digest(content), "Content-Type": "text/csv", **(headers or {})},
    )


def config_of(world: World) -> Config:
    return world.app.extensions[NAME].config


def stored(world: World, file_id: UUID) -> Attachment | None:
    with world.database.reading() as session:
        return session.get(Attachment, file_id)


def read_as(world: World, name: str | None, file_id: UUID) -> bytes:
    actor = world.actor(name) if name else THE_PRODUCT
    with world.database.reading() as session:
        return load(session, config_of(world).files, actor, file_id)


def refuse_reading(world: World, name: str, file_id: UUID) -> str:
    with pytest.raises(Refusal) as refused:
        read_as(world, name, file_id)
    return refused.value.code


def files(world: World) -> list[Path]:
    return list(all_files(config_of(world).files))


def test_a_stranger_stores_nothing(world: World) -> None:
    assert send(world, name=None).status_code == 401
    assert files(world) == []


@pytest.mark.parametrize("name", ["钱审", "赵管"])
def test_who_only_reads_or_only_keeps_accounts_stores_nothing(world: World, name: str) -> None:
    assert send(world, name).status_code == 403


@pytest.mark.parametrize(
    ("headers", "status", "code"),
    [
        ({"X-Content-SHA256": digest(b"other bytes")}, 422, "attachment_broken"),
        ({"X-Content-SHA256": "abc"}, 422, "validation_failed"),
        ({"X-Content-SHA256": ""}, 422, "validation_failed"),
        ({"X-File-Name": "%FF%FE"}, 422, "validation_failed"),
        ({"Content-Type": "nonsense"}, 415, "unsupported_media_type"),
        ({"Content-Type": "a" * 300 + "/b"}, 415, "unsupported_media_type"),
    ],
)
def test_a_file_that_is_not_what_its_headers_say_is_refused(
    world: World, headers: dict[str, str], status: int, code: str
) -> None:
    answer = send(world, headers=headers)

    assert (answer.status_code, answer.json["code"]) == (status, code)
    assert files(world) == []


def test_a_file_over_the_limit_is_refused_and_one_at_the_limit_is_not(world: World) -> None:
    assert send(world, content=bytes(LIMIT + 1)).json["code"] == "body_too_large"
    assert send(world, content=bytes(LIMIT)).status_code == 201


def test_other_bytes_under_the_same_id_are_refused(world: World) -> None:
    file_id = uuid4()
    send(world, file_id=file_id)

    answer = send(world, file_id=file_id, content=b"other")

    assert (answer.status_code, answer.json["code"]) == (409, "attachment_differs")
    assert read_as(world, "周书兰", file_id) == ROSTER


def test_an_id_of_somebody_else_is_refused_even_with_the_same_bytes(world: World) -> None:
    file_id = uuid4()
    send(world, file_id=file_id)

    assert send(world, "吴白鹭", file_id=file_id).json["code"] == "id_taken"


def test_the_same_bytes_again_are_no_fault(world: World) -> None:
    file_id = uuid4()

    first, again = send(world, file_id=file_id), send(world, file_id=file_id)

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json == again.json == {"id": str(file_id), "size": len(ROSTER), "sha256": digest(ROSTER)}
    assert len(files(world)) == 1


def test_two_files_sent_under_one_id_at_once_do_not_mix(world: World) -> None:
    for _ in range(4):
        file_id = uuid4()
        contents = [os.urandom(50_000) for _ in range(4)]

        def put(content: bytes, file_id: UUID = file_id) -> tuple[int, bytes]:
            return send(world, file_id=file_id, content=content).status_code, content

        with ThreadPoolExecutor(4) as pool:
            answers = list(pool.map(put, contents))

        winners = [content for status, content in answers if status == 201]
        assert len(winners) == 1
        assert {status for status, _ in answers} == {201, 409}
        assert read_as(world, "周书兰", file_id) == winners[0]


def test_nothing_of_a_file_lies_in_plain_on_the_disk_or_in_the_database(world: World) -> None:
    file_id = uuid4()
    send(world, file_id=file_id, headers={"X-File-Name": quote("青松村花名册.csv")})

    row = stored(world, file_id)
    assert row
    assert name_of(row) == "青松村花名册.csv"
    assert "青松村" not in (row.name_sealed or "")
    assert ROSTER not in files(world)[0].read_bytes()
    assert "王小满".encode() not in files(world)[0].read_bytes()


def test_only_who_sent_it_reads_it_until_something_refers_to_it(world: World) -> None:
    file_id = uuid4()
    send(world, "何记", file_id=file_id)

    assert read_as(world, "何记", file_id) == ROSTER
    for name in ("周书兰", "孙委员", "冯外", "陈远"):
        assert refuse_reading(world, name, file_id) == "not_found"

    in_transaction(world.database, lambda session: refer(session, world, file_id, "何记"))
    for name in ("何记", "周书兰", "孙委员"):
        assert read_as(world, name, file_id) == ROSTER
    for name in ("冯外", "陈远", "钱审", "吴白鹭"):
        assert refuse_reading(world, name, file_id) == "not_found"
    assert read_as(world, None, file_id) == ROSTER


def refer(session: Session, world: World, file_id: UUID, name: str) -> None:
    mark_referenced(session, world.actor(name), file_id)
    session.add(
        RosterImport(
            id=uuid4(),
            organization_id=world.node("青松村"),
            attachment_id=file_id,
            account_id=world.accounts[name],
            state="checking",
            created_at=clock.now(),
        )
    )


def test_somebody_elses_file_cannot_be_referred_to(world: World) -> None:
    file_id = uuid4()
    send(world, "吴白鹭", file_id=file_id)

    with pytest.raises(Refusal, match="attachment_missing"):
        in_transaction(world.database, lambda session: refer(session, world, file_id, "周书兰"))


@pytest.mark.parametrize(
    "harm", [lambda path: path.unlink(), lambda path: path.write_bytes(b"k1.garbage" * 9)]
)
def test_a_file_that_is_gone_or_altered_is_said_to_be_missing(world: World, harm: Any) -> None:
    file_id = uuid4()
    send(world, file_id=file_id)
    harm(files(world)[0])

    assert refuse_reading(world, "周书兰", file_id) == "attachment_missing"


def test_a_file_put_in_anothers_place_does_not_open(world: World) -> None:
    one, other = uuid4(), uuid4()
    send(world, file_id=one)
    send(world, file_id=other)
    places = [path_of(config_of(world).files, each, digest(ROSTER)) for each in (one, other)]
    places[0].write_bytes(places[1].read_bytes())

    assert refuse_reading(world, "周书兰", one) == "attachment_missing"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("花名册.xlsx", "花名册.xlsx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\文档\\名单.xls", "名单.xls"),
        ("a\0b\r\nSet-Cookie: x.csv", "abSet-Cookie: x.csv"),
        ("\u202egnp.exe", "gnp.exe"),
        ("..", None),
        ("/", None),
        ("长" * 300 + ".xlsx", "长" * 195 + ".xlsx"),
    ],
)
def test_a_file_name_keeps_no_path_and_nothing_invisible(given: str, kept: str | None) -> None:
    assert clean_name(given) == kept


def test_after_seven_days_what_nothing_refers_to_goes_and_the_rest_stays(world: World) -> None:
    old, referred, fresh = uuid4(), uuid4(), uuid4()
    now = clock.now()
    with clock.at(now - timedelta(days=8)):
        for file_id in (old, referred):
            keep(world, file_id)
    in_transaction(world.database, lambda session: refer(session, world, referred, "周书兰"))
    send(world, file_id=fresh)
    interrupted = files(world)[0].with_name("interrupted.tmp")
    interrupted.write_bytes(b"half")
    under_way = files(world)[0].with_name("under-way.tmp")
    under_way.write_bytes(b"half")
    for path in (*files_of(world, old), interrupted):
        os.utime(path, (now.timestamp() - 8 * 86_400,) * 2)

    sweep_unreferenced(config_of(world), world.database)

    assert stored(world, old) is None
    assert read_as(world, "周书兰", referred) == read_as(world, "周书兰", fresh) == ROSTER
    assert not interrupted.exists()
    assert under_way.exists()
    assert files_of(world, old) == []


def keep(world: World, file_id: UUID) -> None:
    sent = Sent(ROSTER, digest(ROSTER), "text/csv", None)
    store(world.database, config_of(world).files, world.actor("周书兰"), file_id, sent)


def files_of(world: World, file_id: UUID) -> list[Path]:
    return [path for path in files(world) if path.name.startswith(str(file_id))]


def test_the_database_knows_every_file_that_lies_there(world: World) -> None:
    for _ in range(3):
        send(world)

    with world.database.reading() as session:
        rows = session.execute(select(Attachment.id, Attachment.sha256)).all()
    assert {path_of(config_of(world).files, *row) for row in rows} == set(files(world))
