"""Gather the small lists. Nothing is stored for them, and nothing changes because somebody stands in one."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api import clock
from api.access import Actor, nodes_below
from api.codes.places import OVERSEAS
from api.models import ActivityCard, AwayPeriod, HostLink, Membership, Person, Transfer
from api.settings.values import values_on
from api.standing.lists import words
from api.standing.lists.order import KEYS
from api.standing.months import Precision, add_months, latest_day
from api.standing.registrations.differences import find_differences
from api.standing.service import cards_in_use_for, standings_of
from api.standing.transfers.letter import UNDER_WAY, TransferState, last_valid_day, state_on
from api.standing.words import STAFF_ONLY, Language

_LIST_OF = {
    "suggest_floating": ("floating", "confirm_floating"),
    "suggest_transfer": ("transfer_due", "plan_transfer"),
    "suspected_out_of_contact": ("out_of_contact", "search_and_study"),
    "to_be_studied": ("out_of_contact", "search_and_study"),
    "suspected_detachment": ("detachment", "search_and_study"),
    "removal_to_be_studied": ("removal", "decide_roll_status"),
    "dues_hint": ("dues", "record_dues"),
    "dues_task": ("dues", "record_dues"),
    "dues_red": ("dues", "record_dues"),
    "card_review": ("cards", "review_card"),
    "card_inspection": ("cards", "inspect_card"),
    "probation_quarter": ("probation", "take_probation_step"),
    "probation_ending": ("probation", "take_probation_step"),
    "probation_ended": ("probation", "take_probation_step"),
    "approval_waiting": ("probation", "take_probation_step"),
}
"""Which list a suggestion stands in, and the act that may follow it."""

_FOR_STAFF_ONLY = frozenset({"out_of_contact", "detachment", "removal"})
_WAITING_HOST = frozenset({"not_contacted", "contacted"})


def read_lists(
    session: Session, actor: Actor, organization_id: UUID, language: Language
) -> list[dict[str, Any]]:
    """Return the lists of a node and below, in their order; those for secretary and officer only to them."""
    members = _read_members(session, organization_id)
    items: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for key, item in _from_clocks(session, actor, members, language):
        items[key].append(item)
    items["transfers"] = transfer_items(session, organization_id, language)
    items["host_links"] = host_items(session, organization_id, language)
    items["national_registration"] = registration_items(session, organization_id, language)
    hidden = set() if STAFF_ONLY & actor.roles else set(_FOR_STAFF_ONLY)
    if not cards_in_use_for(session, organization_id):
        hidden.add("cards")
    return [
        {"key": key, "items": sorted(items[key], key=_by_day)}
        for key in KEYS
        if key not in hidden and (key != "removal" or items[key])
    ]


def transfer_items(session: Session, organization_id: UUID, language: Language) -> list[dict[str, Any]]:
    """Return the transfers under way at a node and below, with the letter's last day."""
    rows = session.execute(
        select(
            Transfer.id,
            Transfer.membership_id,
            Transfer.node_id,
            Transfer.state,
            Transfer.to_organization,
            Transfer.planned_on,
            Transfer.letter_on,
            Transfer.valid_days,
            Transfer.received_on,
            Person.name,
        )
        .join(Membership, Membership.id == Transfer.membership_id)
        .join(Person, Person.id == Membership.person_id)
        .where(Transfer.replaced_at.is_(None), Membership.to_on.is_(None))
        .where(
            Transfer.node_id.in_(nodes_below([organization_id])),
            Transfer.state.in_([state.value for state in UNDER_WAY]),
        )
    )
    return [_transfer_item(row, language) for row in rows]


def _transfer_item(row: Any, language: Language) -> dict[str, Any]:
    state = state_on(TransferState(row.state), row.letter_on, row.valid_days, clock.today())
    until = last_valid_day(row.letter_on, row.valid_days) if row.letter_on and row.valid_days else None
    since: date | None = {
        TransferState.PLANNED: row.planned_on,
        TransferState.RECEIVED: row.received_on,
        TransferState.OVERRUN: until,
    }.get(state, row.letter_on)
    return {
        "member_id": row.membership_id,
        "member_name": row.name,
        "organization_id": row.node_id,
        "subject_id": row.id,
        "code": state.value,
        "since": since,
        "due": until if state is not TransferState.RECEIVED else None,
        "sentence": words.say(words.TRANSFER[state], language, to=row.to_organization or "", until=until),
        "basis": "A 介绍信有效期",
        "act": "let_leave" if state is TransferState.RECEIVED else "act_on_transfer",
    }


def transfers_that_wait(session: Session, organization_id: UUID, language: Language) -> list[dict[str, Any]]:
    """Return the transfers that need a person now: received, run out, or about to."""
    items = transfer_items(session, organization_id, language)
    branches = {item["member_id"]: item["organization_id"] for item in items}
    today = clock.today()
    hint_days = values_on(session, ["transfer_letter_hint_days"], branches, today)
    return [
        item
        for item in items
        if item["code"] in {TransferState.RECEIVED, TransferState.OVERRUN}
        or (
            item["due"] is not None
            and item["due"] <= today + timedelta(days=_days(hint_days[item["member_id"]]))
        )
    ]


def _days(values: Mapping[str, Any]) -> int:
    return int(values["transfer_letter_hint_days"])


def host_items(session: Session, organization_id: UUID, language: Language) -> list[dict[str, Any]]:
    """Return who has been away for the months that a place has set and is not registered at a host branch."""
    rows = session.execute(
        select(
            AwayPeriod.membership_id,
            AwayPeriod.node_id,
            AwayPeriod.departed_on,
            AwayPeriod.departed_precision,
            HostLink.state,
            Person.name,
        )
        .join(Membership, Membership.id == AwayPeriod.membership_id)
        .join(Person, Person.id == Membership.person_id)
        .outerjoin(HostLink, (HostLink.away_period_id == AwayPeriod.id) & HostLink.replaced_at.is_(None))
        .where(AwayPeriod.replaced_at.is_(None), AwayPeriod.returned_on.is_(None))
        .where(AwayPeriod.node_id.in_(nodes_below([organization_id])), Membership.to_on.is_(None))
        # Abroad, and where the place changes all the time, there is no branch that could be asked.
        .where(AwayPeriod.departed_on.is_not(None), AwayPeriod.place_unsettled.is_(False))
        .where(AwayPeriod.place_code.is_(None) | (AwayPeriod.place_code != OVERSEAS))
        .where(HostLink.state.is_(None) | HostLink.state.in_(_WAITING_HOST))
    ).all()
    today = clock.today()
    branches = {row.membership_id: row.node_id for row in rows}
    told = values_on(session, ["months_until_host_link_due"], branches, today)
    items = []
    for row in rows:
        months = int(told[row.membership_id]["months_until_host_link_due"])
        since = add_months(latest_day(row.departed_on, Precision(row.departed_precision)), months)
        if since > today:
            continue
        code = row.state or "not_contacted"
        items.append(
            {
                "member_id": row.membership_id,
                "member_name": row.name,
                "organization_id": row.node_id,
                "subject_id": row.membership_id,
                "code": code,
                "since": since,
                "due": None,
                "sentence": words.say(words.HOST[code], language),
                "basis": "C 流入地衔接",
                "act": "tell_host",
            }
        )
    return items


def registration_items(session: Session, organization_id: UUID, language: Language) -> list[dict[str, Any]]:
    """Return what is to be copied into the national system, for each branch at a node and below."""
    branches = list(session.scalars(nodes_below([organization_id])))
    found = find_differences(session, branches)
    homes = _homes(session, [one.member_id for one in found])
    return [
        {
            "member_id": one.member_id,
            "member_name": one.member_name,
            "organization_id": homes[one.member_id],
            "subject_id": one.member_id,
            "code": one.change,
            "since": one.since,
            "due": None,
            "sentence": words.say(words.REGISTRATION[one.change], language),
            "basis": "B 全国系统登记",
            "act": "copy_registration",
        }
        for one in found
    ]


def _homes(session: Session, member_ids: Sequence[UUID]) -> dict[UUID, UUID]:
    rows = session.execute(
        select(Membership.id, Membership.organization_id).where(Membership.id.in_(list(member_ids)))
    )
    return {row.id: row.organization_id for row in rows}


def _read_members(session: Session, organization_id: UUID) -> dict[UUID, Any]:
    rows = session.execute(
        select(Membership.id, Membership.organization_id, Person.name)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.organization_id.in_(nodes_below([organization_id])), Membership.to_on.is_(None))
    )
    return {row.id: row for row in rows}


def _from_clocks(
    session: Session, actor: Actor, members: Mapping[UUID, Any], language: Language
) -> Iterator[tuple[str, dict[str, Any]]]:
    cards = _cards_of(session, list(members))
    for answer in standings_of(session, actor, list(members), language):
        member = members[answer["member_id"]]
        for suggestion in answer["suggestions"]:
            if suggestion["code"] not in _LIST_OF:
                continue
            key, act = _LIST_OF[suggestion["code"]]
            yield (
                key,
                {
                    "member_id": member.id,
                    "member_name": member.name,
                    "organization_id": member.organization_id,
                    "subject_id": cards.get(member.id, member.id) if key == "cards" else member.id,
                    "code": suggestion["code"],
                    "since": suggestion["since"],
                    "due": suggestion["due"],
                    "sentence": suggestion["sentence"],
                    "basis": suggestion["basis"],
                    "act": act,
                },
            )


def _cards_of(session: Session, member_ids: Sequence[UUID]) -> dict[UUID, UUID]:
    rows = session.execute(
        select(ActivityCard.membership_id, ActivityCard.id)
        .where(ActivityCard.membership_id.in_(list(member_ids)), ActivityCard.replaced_at.is_(None))
        .where(ActivityCard.state.in_(["issued", "to_inspect"]))
        .order_by(ActivityCard.recorded_at)
    )
    return {row.membership_id: row.id for row in rows}


def _by_day(item: dict[str, Any]) -> tuple[str, str]:
    return str(item["since"] or ""), str(item["member_id"])
