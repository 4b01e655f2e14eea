"""A year at 青松村: 陈远 leaves and reports, and then much of it is changed, corrected, withdrawn or entered late."""

from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from api.access import THE_PRODUCT
from api.journal import in_transaction, record
from api.models import (
    AwayPeriod,
    JournalHead,
    Membership,
    Organization,
    Person,
    Report,
    ReportDecision,
    at,
    current,
)
from tests.cast import World

BOOK = (Person, Membership, AwayPeriod, Report, ReportDecision, Organization)
NOT_IN_A_CUT = {"replaced_at"}
"""When a row was replaced is known only afterwards; every other column must read as it did."""


def read_book(world: World, cut: datetime) -> dict[str, list[dict[str, Any]]]:
    with world.database.reading() as session:
        return {
            model.__name__: sorted(
                (
                    {name: value for name, value in row.items() if name not in NOT_IN_A_CUT}
                    for row in session.execute(at(model, cut)).mappings()
                ),
                key=lambda row: row["row_id"],
            )
            for model in BOOK
        }


def head_of(world: World, node: str) -> datetime:
    with world.database.reading() as session:
        return session.get_one(JournalHead, world.node(node)).at


def write(
    world: World,
    kind: str,
    writes: list[Any],
    node: str = "青松村",
    facts: dict[str, Any] | None = None,
    change: dict[str, str] | None = None,
) -> None:
    """Record one entry. change: what to change on 陈远 with it."""

    def work(session: Session) -> None:
        changed: list[Any] = []
        if change:
            person = session.get_one(Person, world.person("陈远"))
            for name, value in change.items():
                setattr(person, name, value)
            changed.append(person)
        record(
            session,
            node_id=world.node(node),
            kind=kind,
            actor=THE_PRODUCT,
            subjects={"membership": world.member("陈远")},
            writes=[*writes, *changed],
            facts=facts,
        )

    in_transaction(world.database, work)


def report_of(world: World, on: date, note: str) -> Report:
    return Report(
        membership_id=world.member("陈远"),
        kind="departure",
        method="self",
        submitted_by_id=world.accounts["陈远"],
        reported_on=on,
        departed_on=on,
        note=note,
    )


def tell(world: World) -> None:
    """Let 陈远 leave and report it; one more report waits."""
    accepted = report_of(world, date(2026, 3, 1), "去温州")
    waiting = report_of(world, date(2026, 3, 2), "换了厂")
    period = AwayPeriod(
        membership_id=world.member("陈远"),
        departed_on=date(2026, 3, 1),
        opened_by_id=accepted.id,
        residence="温州",
    )
    write(world, "report.submitted", [accepted])
    write(world, "report.submitted", [waiting])
    decision = ReportDecision(report_id=accepted.id, report_row_id=accepted.row_id, outcome="accepted")
    write(world, "report.accepted", [decision, period])


def change_everything(world: World) -> None:
    """Change a name, correct an away period, withdraw a report and enter a late one."""

    def rename(session: Session) -> None:
        person = session.get_one(Person, world.person("陈远"))
        person.name, person.phone = "陈远航", "19900000999"
        record(
            session,
            node_id=world.node("青松村"),
            kind="member.changed",
            actor=THE_PRODUCT,
            subjects={"person": person.id},
            writes=[person],
        )

    def correct(session: Session) -> None:
        period = session.scalars(current(AwayPeriod)).one()
        corrected = period.corrected(departed_on=date(2026, 2, 20), residence="苍南", basis="本人更正")
        record(
            session,
            node_id=world.node("青松村"),
            kind="away_period.corrected",
            actor=THE_PRODUCT,
            subjects={"membership": period.membership_id},
            writes=[corrected],
        )

    def withdraw(session: Session) -> None:
        waiting = session.scalars(current(Report).where(Report.reported_on == date(2026, 3, 2))).one()
        decision = ReportDecision(report_id=waiting.id, report_row_id=waiting.row_id, outcome="withdrawn")
        record(
            session,
            node_id=world.node("青松村"),
            kind="report.withdrawn",
            actor=THE_PRODUCT,
            subjects={"report": waiting.id},
            writes=[decision],
        )

    for work in (rename, correct, withdraw):
        in_transaction(world.database, work)
    write(world, "report.submitted", [report_of(world, date(2025, 12, 30), "补报:去年底就走了")])
