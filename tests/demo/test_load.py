"""The township as it stands in a database: told through the real verbs, whole, and the same on both databases."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from api import clock, crypto
from api.access import read_actor
from api.auth import passwords
from api.contacts import search, today
from api.dashboards.desk import list_desk
from api.db import Database, connect
from api.demo.load import load_township
from api.demo.township import build_township
from api.migrate import upgrade
from api.models import (
    AwayPeriod,
    Grant,
    InboxMessage,
    JournalEntry,
    Membership,
    Opening,
    Organization,
    Password,
    Person,
    Report,
    Robot,
    current,
)
from api.upkeep.prove import prove
from tests.databases import once_for_all_workers, run_folder
from tests.demo.telling import WORDS, Told

MAIN = "guihuaping"


@pytest.fixture
def told_again(pytestconfig: pytest.Config, keys_file: Path) -> Iterator[Database]:
    """Return the township told a second time."""
    crypto.use(crypto.Keys.read(keys_file))
    passwords.use("light")
    folder = run_folder(pytestconfig)
    url = f"sqlite:///{folder / 'told-again.db'}"

    def tell() -> None:
        upgrade(url)
        database = connect(url)
        load_township(database, build_township(clock.today()), WORDS, folder / "told-again-files")
        database.engine.dispose()

    once_for_all_workers(folder, "told-again", tell)
    database = connect(url)
    yield database
    database.engine.dispose()


def test_the_journal_of_the_story_verifies(told: Told) -> None:
    said: list[str] = []
    assert prove(told.database, said.append), "\n".join(said)


def test_the_main_branch_has_twenty_nine_members_of_whom_nine_are_away(told: Told) -> None:
    with told.database.reading() as session:
        members = list(
            session.scalars(
                select(Membership.id).where(
                    Membership.organization_id == told.ids.nodes[MAIN], Membership.to_on.is_(None)
                )
            )
        )
        away = session.scalars(
            current(AwayPeriod).where(AwayPeriod.membership_id.in_(members), AwayPeriod.returned_on.is_(None))
        ).all()
    assert (len(members), len({period.membership_id for period in away})) == (29, 9)


def test_the_secretary_finds_four_reports_on_the_desk_and_the_youngest_village_its_opening_grid(
    told: Told,
) -> None:
    with told.database.reading() as session:
        secretary = read_actor(session, told.ids.accounts["xiang-guoliang"])
        officer = read_actor(session, told.ids.accounts["wen-qing"])
        assert secretary
        assert officer
        main = list_desk(session, secretary, told.ids.nodes[MAIN], "zh")
        all_ = list_desk(session, officer, told.ids.nodes["yunqi"], "zh")
    waiting = [item["kind"] for item in main if item["kind"] in {"report_waiting", "hearsay_waiting"}]
    assert waiting == ["report_waiting", "report_waiting", "report_waiting", "hearsay_waiting"]
    missing = [item for item in all_ if item["kind"] == "opening_missing"]
    assert [item["subject_id"] for item in missing] == [told.ids.nodes["fengxiangling"]]


def test_everything_was_recorded_when_the_story_says_and_nothing_after_this_moment(told: Told) -> None:
    township = build_township(clock.today())
    with told.database.reading() as session:
        first = session.execute(select(Report.id, func.min(Report.recorded_at)).group_by(Report.id))
        recorded = {row[0]: row[1] for row in first}
        newest = session.scalar(select(func.max(JournalEntry.at)))
    assert newest is not None
    assert newest < clock.now()
    for event in township.events:
        if event.corrects is None:
            assert clock.day_of(recorded[told.ids.reports[event.key]]) == event.recorded_on, event.key


def test_somebody_is_overdue_somebody_was_sought_for_months_and_one_call_was_noted_down_twice(
    told: Told,
) -> None:
    with told.database.reading() as session:
        listed = today.list_for_branch(session, told.ids.nodes[MAIN])
        sought = search.show_search(session, told.ids.memberships["luo-dayong"])
        actor = read_actor(session, told.ids.accounts["xiang-guoliang"])
        assert actor is not None
        desk = list_desk(session, actor, told.ids.nodes[MAIN], "zh")
    urgency = {item["member_name"]: item["urgency"] for item in listed["items"]}
    assert (urgency["龙云飞"], urgency["罗大勇"]) == ("overdue", "overdue")
    assert sum(one["count"] for one in sought["tried"]) >= 5
    kinds = {(item["kind"], item["member_name"]) for item in desk}
    assert {("contact_double", "田晓琴"), ("contact_overdue", "龙云飞")} <= kinds
    said = [item["sentence"] for item in desk if item["code"] == "suspected_out_of_contact"]
    assert any("罗大勇" in sentence and "已试过" in sentence for sentence in said)


def test_only_those_with_a_password_can_sign_in_and_roles_hold_from_their_day(told: Told) -> None:
    with told.database.reading() as session:
        with_password = set(session.scalars(select(Password.account_id)))
        first_roles = session.scalars(
            select(Grant.from_on).where(Grant.organization_id == told.ids.nodes["yunqi"])
        ).all()
        started_on = session.scalar(
            select(Organization.started_on).where(Organization.id == told.ids.nodes["yunqi"])
        )
    assert with_password == {told.ids.accounts[key] for key in WORDS}
    assert set(first_roles) == {started_on}


def test_the_secretarys_inbox_has_a_read_and_an_unread_message_and_no_robot_is_set_up(told: Told) -> None:
    with told.database.reading() as session:
        mine = session.scalars(
            select(InboxMessage)
            .where(InboxMessage.account_id == told.ids.accounts["xiang-guoliang"])
            .order_by(InboxMessage.on_date)
        ).all()
        robots = session.scalar(select(func.count()).select_from(Robot))
    assert [one.read_at is None for one in mine] == [False, True]
    assert all(one.lines for one in mine)
    assert robots == 0


def test_phones_and_id_numbers_lie_sealed(told: Told) -> None:
    with told.database.reading() as session:
        person = session.get_one(Person, told.ids.persons["tian-xiaoqin"])
        assert person.phone == "19900000021"
        assert "19900000021" not in (person.phone_sealed or "")


def test_the_opening_grid_was_filled_in_after_what_it_tells(told: Told) -> None:
    with told.database.reading() as session:
        for row in session.scalars(current(Opening)):
            assert row.last_contact_on is None or row.last_contact_on < clock.day_of(row.recorded_at)


def test_the_same_day_tells_the_same_story_on_every_database(told: Told, told_again: Database) -> None:
    assert _read_journal(told.database) == _read_journal(told_again)


def _read_journal(database: Database) -> list[tuple[Any, ...]]:
    with database.reading() as session:
        entries = session.execute(
            select(Organization.name, JournalEntry.number, JournalEntry.kind, JournalEntry.at)
            .join(Organization, Organization.id == JournalEntry.node_id)
            .order_by(Organization.position, JournalEntry.number)
        )
        return [tuple(entry) for entry in entries]
