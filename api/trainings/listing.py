"""Read meetings as the branch sees them: the list, one with its roll and figures, and the frequency watch."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from api import clock
from api.access import Actor, nodes_below, reaches
from api.errors import Refusal
from api.http.paging import page
from api.models import (
    Account,
    CommitteeSeat,
    Exclusion,
    Group,
    JournalEntry,
    Material,
    Membership,
    Minutes,
    Organization,
    Person,
    Training,
    TrainingNotice,
    current,
)
from api.trainings import gather, rules
from api.trainings.attending import code_of
from api.trainings.due import Figures, Footing, Local, count, place_of
from api.trainings.formula import Language, write_formula
from api.trainings.minuting import TEXTS, read_resolutions
from api.trainings.periods import spans_of
from api.trainings.quorum import ballots, is_carried, quorum_of, votes_needed

PLAN = (
    "id",
    "organization_id",
    "series_id",
    "group_id",
    "kind",
    "state",
    "title",
    "starts_at",
    "ends_at",
    "on_date",
    "matters",
    "place",
    "platform",
    "join_link",
    "agenda",
    "hours",
    "private",
    "version",
)


def list_trainings(
    session: Session, actor: Actor, query: dict[str, Any]
) -> tuple[list[dict[str, Any]], str | None]:
    """Return one page of the meetings in reach, newest first."""
    statement: Select[Any] = (
        rules.visible_to(actor)
        .join(Organization, Organization.id == Training.organization_id)
        .outerjoin(Group, Group.id == Training.group_id)
        .outerjoin(Minutes, (Minutes.training_id == Training.id) & Minutes.replaced_at.is_(None))
        .add_columns(Organization.short_name, Group.name.label("group_name"), Minutes.figures)
    )
    if query["organization_id"]:
        statement = statement.where(Training.organization_id.in_(nodes_below([query["organization_id"]])))
    for name in ("kind", "state"):
        if query[name]:
            statement = statement.where(getattr(Training, name) == query[name])
    if query["from_on"]:
        statement = statement.where(Training.on_date >= query["from_on"])
    if query["to_on"]:
        statement = statement.where(Training.on_date <= query["to_on"])
    order = [(Training.starts_at, True), (Training.id, True)]
    rows, following = page(session, statement, order, query["limit"], query["cursor"])
    return [
        {
            **{name: getattr(row[0], name) for name in PLAN},
            "organization_name": row.short_name,
            "group_name": row.group_name,
            "due": (row.figures or {}).get("due"),
            "present": (row.figures or {}).get("present"),
        }
        for row in rows
    ], following


def read_training(session: Session, actor: Actor, training_id: UUID, language: Language) -> dict[str, Any]:
    """Return a meeting with everything the branch needs to hold it: plan, roll, figures, minutes, materials."""
    training = rules.get_visible(session, actor, training_id)
    minutes = gather.minutes_of(session, [training.id]).get(training.id)
    local = gather.local_rules(session, training.organization_id, training.on_date)
    roll = gather.roll_of(session, training, minutes)
    attendances = gather.attendances_of(session, [training.id])[training.id]
    opinions = gather.opinions_of(session, [training.id])[training.id]
    figures = count(roll, training.kind, gather.ways_of(attendances), opinions, local)
    writes = reaches(session, actor, "trainings.write", training.organization_id)
    branch = session.get_one(Organization, training.organization_id)
    group = session.get(Group, training.group_id) if training.group_id else None
    return {
        **{name: getattr(training, name) for name in PLAN},
        "organization_name": branch.short_name,
        "group_name": group.name if group else None,
        "host": training.host,
        "recorder": training.recorder,
        "called_off_because": training.called_off_because,
        "code": code_of(training.id) if writes and training.state == "planned" else None,
        "figures": show_figures(training, figures, local, language),
        "video_counts_as_present": local.video_present,
        "video_counts_as_vote": local.video_votes,
        "away_members_due": local.away_due,
        "members": _show_roll(session, training, roll, local, writes=writes),
        "exclusions": _show_exclusions(session, training.id, writes=writes),
        "minutes": show_minutes(minutes, figures) if minutes else None,
        "materials": list_materials(session, [training.id])[training.id],
        "noticed_on": session.scalar(
            select(TrainingNotice.told_on)
            .where(TrainingNotice.training_id == training.id, TrainingNotice.replaced_at.is_(None))
            .order_by(TrainingNotice.told_on.desc())
            .limit(1)
        ),
    }


def show_figures(training: Training, figures: Figures, local: Local, language: Language) -> dict[str, Any]:
    """Write the figures of a meeting with the formula of 应到 and its quorum."""
    quorum = quorum_of(training.kind, training.matters, figures, local)
    return {
        **{
            name: getattr(figures, name)
            for name in (
                "on_roll",
                "due",
                "present",
                "may_vote",
                "votes",
                "written",
                "observers",
                "absent",
                "in_hall",
                "by_video",
                "at_host",
            )
        },
        "ballots": ballots(figures),
        "formula": write_formula(training.kind, figures, language),
        "quorum_needed": quorum.needed if quorum else None,
        "quorum_met": quorum.met if quorum else None,
    }


def show_minutes(minutes: Minutes, figures: Figures) -> dict[str, Any]:
    """Write minutes with what each resolution needed and whether it was carried."""
    return {
        **{name: getattr(minutes, name) for name in TEXTS},
        "revision": minutes.revision,
        "closed": minutes.closed,
        "hours": minutes.hours,
        "page_of_book": minutes.page_of_book,
        "basis": minutes.basis,
        "recorded_at": minutes.recorded_at,
        "resolutions": [
            {**one, "needed": votes_needed(one["matter"], figures), "carried": is_carried(one, figures)}
            for one in read_resolutions(minutes.resolutions)
        ],
    }


def list_corrections(session: Session, actor: Actor, training_id: UUID) -> list[dict[str, Any]]:
    """Return every closed state of a meeting's minutes, oldest first, with who wrote it: nothing is overwritten."""
    training = rules.get_visible(session, actor, training_id)
    rows = session.scalars(
        select(Minutes)
        .where(Minutes.training_id == training.id, Minutes.closed.is_(True))
        .order_by(Minutes.revision)
    ).all()
    writers = {
        entry.at: entry.name
        for entry in session.execute(
            select(JournalEntry.at, Person.name)
            .join(Account, Account.id == JournalEntry.actor_id)
            .join(Person, Person.id == Account.person_id)
            .where(
                JournalEntry.node_id == training.organization_id,
                JournalEntry.at.in_([row.recorded_at for row in rows]),
            )
        )
    }
    return [
        {
            **show_minutes(row, Figures(**row.figures)),
            "by_name": writers.get(row.recorded_at),
            "due": row.figures["due"],
            "present": row.figures["present"],
        }
        for row in rows
    ]


def list_materials(session: Session, training_ids: Sequence[UUID]) -> dict[UUID, list[dict[str, Any]]]:
    """Return the materials of meetings."""
    found: dict[UUID, list[dict[str, Any]]] = {training_id: [] for training_id in training_ids}
    for one in session.scalars(
        current(Material)
        .where(Material.training_id.in_(list(training_ids)), Material.withdrawn.is_(False))
        .order_by(Material.recorded_at, Material.id)
    ):
        found[one.training_id].append(
            {name: getattr(one, name) for name in ("id", "title", "link", "file_name", "file_kind", "size")}
        )
    return found


def watch_frequency(session: Session, actor: Actor, organization_id: UUID, year: int) -> list[dict[str, Any]]:
    """Return a branch's months and quarters of a year: held, planned, missing. Raise `not_found` out of reach."""
    if not reaches(session, actor, "trainings.read", organization_id):
        raise Refusal("not_found")
    groups = {
        group.id: group.name
        for group in session.scalars(select(Group).where(Group.organization_id == organization_id))
    }
    return [
        {
            **{
                name: getattr(span, name)
                for name in (
                    "kind",
                    "group_id",
                    "first",
                    "last",
                    "times",
                    "held",
                    "to_close",
                    "planned",
                    "status",
                )
            },
            "group_name": groups.get(span.group_id) if span.group_id else None,
        }
        for span in spans_of(session, organization_id, year, clock.today())
    ]


def list_seats(session: Session, actor: Actor, organization_id: UUID) -> list[dict[str, Any]]:
    """Return who sits or sat on a branch's committee. Raise `not_found` out of reach."""
    if not reaches(session, actor, "trainings.read", organization_id):
        raise Refusal("not_found")
    rows = session.execute(
        select(CommitteeSeat, Person.name)
        .join(Membership, Membership.id == CommitteeSeat.membership_id)
        .join(Person, Person.id == Membership.person_id)
        .where(CommitteeSeat.organization_id == organization_id, CommitteeSeat.replaced_at.is_(None))
        .order_by(CommitteeSeat.from_on, CommitteeSeat.id)
    )
    return [
        {
            "id": seat.id,
            "member_id": seat.membership_id,
            "member_name": name,
            "duty": seat.duty,
            "from_on": seat.from_on,
            "to_on": seat.to_on,
        }
        for seat, name in rows
    ]


def _show_roll(
    session: Session, training: Training, roll: list[Footing], local: Local, *, writes: bool
) -> list[dict[str, Any]]:
    attendances = gather.attendances_of(session, [training.id])[training.id]
    opinions = gather.opinions_of(session, [training.id])[training.id]
    make_ups = gather.make_ups_of(session, [training.id])[training.id]
    footings = {footing.member_id: footing for footing in roll}
    ids = {*footings, *attendances, *make_ups}
    names = session.execute(
        select(Membership.id, Person.name, Person.pinyin)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.id.in_(ids))
        .order_by(Person.pinyin, Membership.id)
    )
    shown = []
    for row in names:
        footing, attendance = footings.get(row.id), attendances.get(row.id)
        way = attendance.way if attendance else None
        place = place_of(footing, training.kind, way, local)
        made_up = make_ups.get(row.id)
        shown.append(
            {
                "member_id": row.id,
                "name": row.name,
                "due": place.due,
                "why_not_due": place.why,
                "may_vote": place.may_vote,
                "probationary": footing.probationary if footing else False,
                "exempt": footing.exempt if footing else False,
                "away": footing.away if footing else False,
                "at_home": footing.at_home if footing else False,
                "way": way,
                "source": attendance.source if attendance else None,
                "host_branch": attendance.host_branch if attendance else None,
                "reason_code": attendance.reason_code if attendance else None,
                "reason": attendance.reason if attendance and writes else None,
                "wrote": row.id in opinions,
                "make_up": {
                    "id": made_up.id,
                    "on_date": made_up.on_date,
                    "way": made_up.way,
                    "state": made_up.state,
                    "note": made_up.note if writes else None,
                }
                if made_up
                else None,
            }
        )
    return shown


def _show_exclusions(session: Session, training_id: UUID, *, writes: bool) -> list[dict[str, Any]]:
    rows = session.scalars(
        current(Exclusion)
        .where(Exclusion.training_id == training_id, Exclusion.withdrawn.is_(False))
        .order_by(Exclusion.recorded_at, Exclusion.id)
    )
    return [
        {
            "member_id": one.membership_id,
            "basis_code": one.basis_code,
            "consent_on": one.consent_on,
            "voted_on": one.voted_on,
            "note": one.note if writes else None,
        }
        for one in rows
    ]
