"""Members as roster rows: what a roster is compared with, and what an export writes."""

from collections.abc import Collection
from typing import Any, Literal, cast
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.access import nodes_below
from api.codes.text import tidy
from api.members.roster.cells import AwayPlace, AwayReason
from api.members.roster.compare import KnownMember
from api.members.roster.fields import RosterRow
from api.models import (
    ActivityCard,
    AwayPeriod,
    Group,
    HostLink,
    Membership,
    Opening,
    Organization,
    Person,
    current,
)

_DAY_LENGTH = {"day": 10, "month": 7, "season": 7, "year": 4}
"""How many characters of a departure's day are known."""


_IN_HAND = frozenset({"issued", "to_inspect"})


def read_known(session: Session, organization_id: UUID) -> list[KnownMember]:
    """Return all members on the roll at and below a node, in the order of branches and names."""
    statement = (
        select(Membership, Person, Organization.name, Group.name)
        .join(Person, Person.id == Membership.person_id)
        .join(Organization, Organization.id == Membership.organization_id)
        .outerjoin(Group, Group.id == Membership.group_id)
        .where(Membership.to_on.is_(None), Membership.organization_id.in_(nodes_below([organization_id])))
        .order_by(Organization.position, Organization.id, Person.pinyin, Membership.id)
    )
    found = session.execute(statement).all()
    further = _Further(session, [membership.id for membership, *_ in found])
    return [
        KnownMember(
            membership_id=membership.id,
            person_id=person.id,
            version=membership.version + person.version,
            branch_id=membership.organization_id,
            id_number_index=person.id_number_index,
            row=RosterRow(
                branch_name=branch_name,
                group_name=group_name,
                **_of_record(person, membership),
                **further.of(membership.id),
            ),
        )
        for membership, person, branch_name, group_name in found
    ]


def _of_record(person: Person, membership: Membership) -> dict[str, Any]:
    return {
        "name": person.name,
        "sex": None if person.sex == "0" else person.sex,
        "id_number": person.id_number,
        "ethnicity": person.ethnicity,
        "birth_date": person.birth_date,
        "education": person.education,
        "kind": membership.kind,
        "joined_on": membership.joined_on,
        "confirmed_on": membership.confirmed_on,
        "job": person.job,
        "phone": person.phone,
        "landline": person.landline,
        "address": person.address,
        "roll_status": membership.roll_status,
        "lost_contact": membership.reported_lost,
        "lost_contact_on": membership.reported_lost_on,
        "family_contact": person.family_contact,
        "communication": person.communication,
        # A cell holds one line: a note of several is the same note.
        "note": person.note and tidy(person.note),
    }


class _Further:
    """The facts of many members that stand in their roster rows, in one look-up for each table."""

    def __init__(self, session: Session, membership_ids: Collection[UUID]) -> None:
        self.away: dict[UUID, AwayPeriod] = {}
        for period in session.scalars(
            current(AwayPeriod)
            .where(AwayPeriod.membership_id.in_(membership_ids), AwayPeriod.returned_on.is_(None))
            .order_by(AwayPeriod.departed_on)
        ):
            self.away[period.membership_id] = period
        periods = [period.id for period in self.away.values()]
        self.cards = {
            card.away_period_id: card
            for card in session.scalars(current(ActivityCard).where(ActivityCard.away_period_id.in_(periods)))
        }
        self.hosts = {
            link.away_period_id: link
            for link in session.scalars(current(HostLink).where(HostLink.away_period_id.in_(periods)))
        }
        self.openings = {
            opening.membership_id: opening
            for opening in session.scalars(current(Opening).where(Opening.membership_id.in_(membership_ids)))
        }

    def of(self, membership_id: UUID) -> dict[str, Any]:
        """Return one member's values."""
        values: dict[str, Any] = {}
        opening = self.openings.get(membership_id)
        if opening is not None:
            values["dues_paid_to"] = opening.dues_paid_to
            values["last_contact_on"] = _iso(opening.last_contact_on)
            values["last_organization_life_on"] = _iso(opening.last_organization_life_on)
        period = self.away.get(membership_id)
        if period is None:
            return values | {"floating": False}
        card, host = self.cards.get(period.id), self.hosts.get(period.id)
        return values | {
            "floating": True,
            "place": _place(period),
            "reason": _reason(period.reason_code),
            "departed_on": _departed(period),
            "employer": period.employer,
            "residence": period.residence,
            "has_card": card is not None and card.state in _IN_HAND,
            "card_number": card.number if card is not None else None,
            "host": host.organization_text if host is not None else None,
            "expected_return_on": _iso(period.expected_return_on),
        }


def _departed(period: AwayPeriod) -> str | None:
    if period.departed_on is None:
        return None
    return period.departed_on.isoformat()[: _DAY_LENGTH[period.departed_precision]]


def _place(period: AwayPeriod) -> AwayPlace | None:
    if period.place_code is None and not period.place_unsettled:
        return None
    return AwayPlace(
        period.place_code, "地点不固定" if period.place_unsettled else None, period.place_unsettled
    )


def _reason(code: str | None) -> AwayReason | None:
    if code is None:
        return None
    return AwayReason(cast(Literal["work", "business", "study", "family", "other"], code))


def _iso(day: Any) -> str | None:
    return None if day is None else day.isoformat()
