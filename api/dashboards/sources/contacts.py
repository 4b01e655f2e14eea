"""Members whom somebody should call, and calls that two people noted down: for the branch itself only.

Above the branch no figure of contact is shown but who was silent for long, so a township's desk has none of this.
"""

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.access import Actor
from api.contacts import listing, today
from api.dashboards.items import MOST, count_of, item, say
from api.models import Contact, Membership, Organization, Person
from api.standing.words import Language

_OVERDUE = ("{name}该联系了：{ways}。", "Time to call {name}: {ways}.")
_DUE = ("本期还有 {count} 位党员待联系。", "{count} members are still to be called in this period.")
_DOUBLE = (
    "{name}在{day}的{way}，有两位同志登记，请看是不是同一次。",
    "Two people noted down contact with {name} on {day} ({way}); please say whether it is one.",
)
_DUTIES = {
    "any": ("联系一次", "get in touch"),
    "phone": ("电话", "a call"),
    "wechat": ("微信", "a message"),
    "video": ("视频", "a video call"),
    "in_person": ("见个面", "a meeting"),
    "family": ("问候家属", "a word with the family"),
    "letter": ("信函", "a letter"),
}


def find(session: Session, _actor: Actor, organization_id: UUID, language: Language) -> list[dict[str, Any]]:
    """Return one item for each member overdue, one for all the others due, one for each suspected double."""
    kind = session.scalar(select(Organization.kind).where(Organization.id == organization_id))
    if kind != "branch":
        return []
    due = today.list_for_branch(session, organization_id)["items"]
    overdue = [one for one in due if one["urgency"] == "overdue"]
    items = [_overdue(one, language) for one in overdue]
    others = [one for one in due if one["urgency"] != "overdue"]
    if others:
        items.append(_due(organization_id, others, language))
    return items + _doubles(session, organization_id, language)


def _overdue(one: dict[str, Any], language: Language) -> dict[str, Any]:
    duties = [duty["duty"] for duty in one["duties"] if duty["state"] == "overdue"]
    ways = ("、" if language == "zh" else ", ").join(say(_DUTIES[duty], language) for duty in duties)
    return {
        "kind": "contact_overdue",
        "code": None,
        "subject_id": one["member_id"],
        "member_id": one["member_id"],
        "member_name": one["member_name"],
        "organization_id": one["organization_id"],
        "sentence": say(_OVERDUE, language, name=one["member_name"], ways=ways),
        "since": min(duty["period_first"] for duty in one["duties"] if duty["state"] == "overdue"),
        "count": None,
    }


def _due(organization_id: UUID, due: list[dict[str, Any]], language: Language) -> dict[str, Any]:
    begun = [
        duty["period_first"] for one in due for duty in one["duties"] if duty["state"] in {"due", "grace"}
    ]
    return count_of(
        "contact_due",
        organization_id,
        [one["member_id"] for one in due],
        lambda count: say(_DUE, language, count=count),
        since=min(begun),
    )


def _doubles(session: Session, organization_id: UUID, language: Language) -> list[dict[str, Any]]:
    marked = (
        select(
            Contact.id,
            Contact.membership_id,
            Contact.node_id,
            Contact.happened_on,
            Contact.way,
            Person.name,
        )
        .join(Membership, Membership.id == Contact.membership_id)
        .join(Person, Person.id == Membership.person_id)
        .where(
            Contact.node_id == organization_id,
            Contact.replaced_at.is_(None),
            Contact.withdrawn_by_id.is_(None),
            listing.suspected(),
        )
        .order_by(Contact.happened_on)
        .limit(MOST)
    )
    return [
        item(
            "contact_double",
            row.id,
            row,
            say(
                _DOUBLE,
                language,
                name=row.name,
                day=_day(row.happened_on, language),
                way=say(_DUTIES[row.way], language),
            ),
            since=row.happened_on,
        )
        for row in session.execute(marked)
    ]


def _day(day: Any, language: Language) -> str:
    return f"{day.month}月{day.day}日" if language == "zh" else str(day)
