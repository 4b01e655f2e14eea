"""What stands on paper in words, read as the records hold it: a place, the names of those who went."""

import re
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.codes import places
from api.errors import Refusal
from api.models import Membership, Person

_UNSETTLED = re.compile(r"[\s,，;；、（(]*(?:地点|地方)?不固定[)）]*")
_BETWEEN = re.compile(r"[、,，;；/]+")


def read_place(text: str | None) -> dict[str, Any]:
    """Return what a place as people write it says: `place_code`, and `place_unsettled` for 地点不固定.

    Raise where it is none, or could be several.
    """
    if not text:
        return {}
    settled = _UNSETTLED.sub("", text)
    unsettled = {"place_unsettled": True} if settled != text else {}
    found = places.find_one(settled)
    if found is None and unsettled:
        return unsettled
    if found is None:
        raise Refusal(
            "validation_failed", errors={"place": ["没认出是哪里，请写到省和市县，如“浙江宁波鄞州”。"]}
        )
    return {"place_code": found.code, **unsettled}


def read_names(session: Session, node_id: UUID, text: str | None) -> tuple[list[UUID], str | None]:
    """Return the members of a branch who are named, and in words who else is.

    Two members of one name are nobody in particular: both stay words.
    """
    known = _by_name(session, node_id)
    ids: dict[UUID, None] = {}
    others = []
    for part in filter(None, map(str.strip, _BETWEEN.split(text or ""))):
        names = [part] if part in known else part.split()
        found = [known[name] for name in names if name in known]
        if len(found) == len(names):
            ids |= dict.fromkeys(found)
        else:
            others.append(part)
    return list(ids), "、".join(others) or None


def _by_name(session: Session, node_id: UUID) -> dict[str, UUID]:
    rows = session.execute(
        select(Person.name, Membership.id)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.organization_id == node_id, Membership.to_on.is_(None))
    ).all()
    names = [name for name, _ in rows]
    return {name: member for name, member in rows if names.count(name) == 1}
