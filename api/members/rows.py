"""Members as rows: prebuilt column selects for lists and hot reads, masked unless somebody reveals.

A membership that ended shows the person as known when it ended: after a move the old branch keeps what it knew,
and does not see what the new one learns (design §4).
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from api import clock, crypto
from api.codes import mask, phone, places
from api.codes.text import join_han
from api.models import Account, AwayPeriod, Group, HomeStay, Membership, Organization, Person, current

_MASKS: dict[str, Callable[[str], str]] = {
    "id_number": mask.id_number,
    "phone": mask.phone,
    "landline": mask.landline,
    "address": mask.address,
    "family_contact": mask.digits,
    "wechat": lambda text: f"{text[:1]}{mask.COVER}",
    "note": mask.digits,
}

REVEALED = tuple(_MASKS)
"""The fields that are masked until somebody reveals them."""

BEYOND_A_LIAISON = frozenset({"id_number", "address", "note", "roll_status_on"})
"""What keeping in touch does not need: a liaison does not even read it masked."""

_PLAIN_OF_PERSON = (
    "name",
    "sex",
    "birth_date",
    "ethnicity",
    "education",
    "job",
    "communication",
    "household_id",
    "erased",
)
_OF_MEMBERSHIP = (
    "id",
    "person_id",
    "organization_id",
    "kind",
    "from_on",
    "to_on",
    "joined_on",
    "confirmed_on",
    "roll_status",
    "roll_status_on",
    "leaving_reason",
    "group_id",
    "exempt",
)

FIELDS = (
    *_OF_MEMBERSHIP,
    *_PLAIN_OF_PERSON,
    *REVEALED,
    "organization_name",
    "group_name",
    "has_account",
    "away",
    "version",
)
"""Everything that a member's answer carries."""


def select_members(*, ended: bool = False) -> tuple[Select[Any], Any]:
    """Return the select of members with their person, and the person's columns for filters and order.

    ended: those who left a branch, each with the person as known at that moment; else those on the roll.
    """
    person: Any = Person.versions.c if ended else Person.__table__.c
    statement = (
        select(
            *[getattr(Membership, name) for name in _OF_MEMBERSHIP],
            *[person[name] for name in _PLAIN_OF_PERSON],
            *[person[f"{name}_sealed"] for name in REVEALED],
            Organization.name.label("organization_name"),
            Group.name.label("group_name"),
            (Membership.version + person.version).label("version"),
            exists()
            .where(Account.person_id == Membership.person_id, Account.closed.is_(False))
            .label("has_account"),
        )
        .select_from(Membership)
        .join(Organization, Organization.id == Membership.organization_id)
        .outerjoin(Group, Group.id == Membership.group_id)
    )
    if not ended:
        return (
            statement.join(Person, Person.id == Membership.person_id).where(Membership.to_on.is_(None)),
            person,
        )
    ending = ending_instant()
    known_then = and_(
        person.id == Membership.person_id,
        person.recorded_at <= ending,
        or_(person.replaced_at.is_(None), person.replaced_at > ending),
    )
    return statement.join(Person.versions, known_then).where(Membership.to_on.is_not(None)), person


def ending_instant() -> Any:
    """Return the instant at which a membership's end was recorded, for use beside `Membership`."""
    versions = Membership.versions.alias("endings")
    return (
        select(func.min(versions.c.recorded_at))
        .where(versions.c.id == Membership.id, versions.c.to_on.is_not(None))
        .correlate(Membership)
        .scalar_subquery()
    )


def matching(wanted: str, person: Any) -> ColumnElement[bool]:
    """Return the condition that a part of the name, a beginning of the pinyin or the whole phone number fits."""
    # A name is kept without blanks between its characters and without invisible marks: so it is looked for.
    wanted = join_han(wanted)
    spelled = wanted.lower().replace(" ", "")
    found = or_(
        person.name.contains(wanted, autoescape=True),
        person.pinyin.startswith(spelled, autoescape=True),
        person.pinyin.contains(f" {spelled}", autoescape=True),
    )
    digits = phone.normalise(wanted)
    if len(digits) == 11 and digits.isascii() and digits.isdigit():
        found = or_(found, person.phone_index == crypto.keys().index_of(digits))
    return found


def is_away() -> ColumnElement[bool]:
    """Return the condition that a membership has an open time away."""
    return exists().where(
        AwayPeriod.membership_id == Membership.id,
        AwayPeriod.replaced_at.is_(None),
        AwayPeriod.returned_on.is_(None),
    )


def present(
    session: Session, rows: Sequence[Row[Any]], *, wanted: Collection[str] = FIELDS, reveal: bool = False
) -> list[dict[str, Any]]:
    """Return rows of `select_members` as answers, with each one's open time away read in one go."""
    away = read_away(session, [row.id for row in rows]) if "away" in wanted else {}
    return [_answer(row._mapping, away, wanted, reveal=reveal) for row in rows]


def _answer(
    row: Mapping[Any, Any], away: Mapping[UUID, Any], wanted: Collection[str], *, reveal: bool
) -> dict[str, Any]:
    answer: dict[str, Any] = {"id": row["id"]}
    kept_back = frozenset() if row.get("in_full", True) else BEYOND_A_LIAISON
    for field in FIELDS:
        if field not in wanted:
            continue
        if field in kept_back:
            answer[field] = None
            continue
        if field == "away":
            answer[field] = away.get(row["id"])
        elif field in _MASKS:
            sealed = row[f"{field}_sealed"]
            plain = None if sealed is None else crypto.keys().open(sealed, row["person_id"], field)
            answer[field] = plain if reveal or plain is None else _MASKS[field](plain)
        else:
            answer[field] = row[field]
    return answer


def read_away(session: Session, membership_ids: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    """Return the open time away of each member who has one, and the stay at home that holds today."""
    if not membership_ids:
        return {}
    today = clock.today()
    stays = {
        stay.membership_id: {"from_on": stay.from_on, "to_on": stay.to_on}
        for stay in session.scalars(
            current(HomeStay).where(
                HomeStay.membership_id.in_(membership_ids), HomeStay.from_on <= today, HomeStay.to_on >= today
            )
        )
    }
    periods = session.scalars(
        current(AwayPeriod)
        .where(AwayPeriod.membership_id.in_(membership_ids), AwayPeriod.returned_on.is_(None))
        .order_by(AwayPeriod.departed_on)
    )
    return {
        period.membership_id: {
            "id": period.id,
            "departed_on": period.departed_on,
            "departed_precision": period.departed_precision,
            "departed_text": period.departed_text,
            "expected_return_on": period.expected_return_on,
            "reason_code": period.reason_code,
            "place_code": period.place_code,
            "place_name": place_name(period.place_code),
            "place_unsettled": period.place_unsettled,
            "employer": period.employer,
            "home_stay": stays.get(period.membership_id),
        }
        for period in periods
    }


def place_name(code: str | None) -> str | None:
    """Return the words for a place's code, the code itself where it is not known any more."""
    if code is None:
        return None
    return places.name_of(code) if code in places.names() else code
