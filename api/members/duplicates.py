"""Find who may be the same person: by ID number, then by name and birth date. Merging is a person's decision."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, aliased

from api.access import Actor, nodes_below, reaches
from api.codes import mask, partial_date
from api.errors import Refusal
from api.journal import Outcome, lock, record
from api.members.particulars import index_of
from api.members.rules import in_reach
from api.models import Membership, Organization, Person, ToldApart, current

MOST_PAIRS = 200


@dataclass(frozen=True)
class Candidate:
    """Somebody who may be the same person, and why: `id_number` or `name_and_birth_date`."""

    person: Person
    reason: str


def find_person_duplicates(
    session: Session, *, id_number: str | None, name: str, birth_date: str | None
) -> list[Candidate]:
    """Return the persons of this installation with the ID number, then those with name and birth date.

    Two dates known to a different precision agree where they may mean the same day; without one nobody is found by
    the name alone.
    """
    alive = select(Person).where(Person.merged_into_id.is_(None), Person.erased.is_(False))
    found: dict[UUID, Candidate] = {}
    if id_number:
        for person in session.scalars(alive.where(Person.id_number_index == index_of(id_number))):
            found[person.id] = Candidate(person, "id_number")
    if birth_date:
        for person in session.scalars(alive.where(Person.name == name, Person.birth_date.is_not(None))):
            if partial_date.compatible(person.birth_date or "", birth_date) and _numbers_may_agree(
                person.id_number_index, index_of(id_number)
            ):
                found.setdefault(person.id, Candidate(person, "name_and_birth_date"))
    return sorted(found.values(), key=lambda candidate: (candidate.reason, candidate.person.id))


def describe(session: Session, actor: Actor, candidates: list[Candidate]) -> list[dict[str, Any]]:
    """Return candidates for a refusal: the name is masked, and the branch is named only within the actor's reach."""
    people = [candidate.person.id for candidate in candidates]
    homes = {
        row.person_id: row
        for row in session.execute(
            select(Membership.person_id, Membership.organization_id, Organization.name)
            .join(Organization, Organization.id == Membership.organization_id)
            .where(Membership.person_id.in_(people), Membership.to_on.is_(None))
        )
    }
    described = []
    for candidate in candidates:
        home = homes.get(candidate.person.id)
        seen = home is not None and reaches(session, actor, "members.read", home.organization_id)
        described.append(
            {
                "person_id": str(candidate.person.id),
                "name": mask_name(candidate.person.name),
                "reason": candidate.reason,
                "has_open_membership": home is not None,
                "organization_name": home.name if home is not None and seen else None,
            }
        )
    return described


def mask_name(name: str) -> str:
    """Show the first character of a name: `张*`."""
    return f"{name[:1]}{mask.COVER[0] * max(len(name) - 1, 1)}"


def list_pairs(session: Session, actor: Actor, organization_id: UUID) -> list[dict[str, Any]]:
    """Return pairs of members on the roll who may be one person: one at or below the node, the other in reach."""
    here, there = aliased(Membership), aliased(Membership)
    one, other = aliased(Person), aliased(Person)
    seen = select(Membership.id).where(in_reach(actor), Membership.to_on.is_(None))
    statement = (
        select(here, one, there, other)
        .join(one, one.id == here.person_id)
        .join(
            other,
            or_(
                one.id_number_index == other.id_number_index,
                and_(one.name == other.name, one.birth_date.is_not(None), other.birth_date.is_not(None)),
            ),
        )
        .join(there, there.person_id == other.id)
        .where(one.id != other.id, here.id.in_(seen), there.id.in_(seen))
        .where(here.organization_id.in_(nodes_below([organization_id])))
        .order_by(here.id, there.id)
    )
    pairs = _distinct_pairs(session.execute(statement), _told_apart(session))
    return list(islice(pairs, MOST_PAIRS))


def tell_apart(session: Session, actor: Actor, one_id: UUID, other_id: UUID) -> Outcome:
    """Record that two members are two people. Raise `validation_failed` where one person is named twice."""
    found = session.execute(
        select(Membership.id, Membership.person_id, Membership.organization_id).where(
            Membership.id.in_([one_id, other_id])
        )
    ).all()
    people = sorted({row.person_id for row in found})
    if len(people) != 2:
        raise Refusal("validation_failed", errors={"other_id": ["请选两个人。"]})
    for person_id in people:
        lock(session, Person, person_id)
    known = session.scalar(
        current(ToldApart).where(ToldApart.person_id == people[0], ToldApart.other_id == people[1])
    )
    decision = known or ToldApart(person_id=people[0], other_id=people[1])
    # Where the two belong to two branches, either journal alone would leave the other without a trace.
    nodes = sorted({row.organization_id for row in found})
    subjects = {"memberships": sorted(row.id for row in found), "persons": people}
    entries = [
        record(
            session,
            node_id=node_id,
            kind="member.told_apart",
            actor=actor,
            subjects=subjects,
            writes=[] if known or number else [decision],
        )
        for number, node_id in enumerate(nodes)
    ]
    return Outcome(decision.id, "told_apart", entries[0])


def _told_apart(session: Session) -> set[frozenset[UUID]]:
    rows = session.execute(current(ToldApart).with_only_columns(ToldApart.person_id, ToldApart.other_id))
    return {frozenset(row) for row in rows}


def _distinct_pairs(rows: Any, apart: set[frozenset[UUID]]) -> Iterator[dict[str, Any]]:
    met = set(apart)
    for here, one, there, other in rows:
        pair = frozenset({one.id, other.id})
        same_number = one.id_number_index is not None and one.id_number_index == other.id_number_index
        if pair in met or not (same_number or _look_alike(one, other)):
            continue
        met.add(pair)
        yield {
            "reason": "id_number" if same_number else "name_and_birth_date",
            "members": [_side(here, one), _side(there, other)],
        }


def _look_alike(one: Person, other: Person) -> bool:
    return partial_date.compatible(one.birth_date or "", other.birth_date or "") and _numbers_may_agree(
        one.id_number_index, other.id_number_index
    )


def _numbers_may_agree(one: str | None, other: str | None) -> bool:
    # Two people of one name and birth date with two ID numbers are two people.
    return one is None or other is None or one == other


def _side(membership: Membership, person: Person) -> dict[str, Any]:
    return {
        "id": membership.id,
        "person_id": person.id,
        "organization_id": membership.organization_id,
        "name": person.name,
        "birth_date": person.birth_date,
        "kind": membership.kind,
        "joined_on": membership.joined_on,
    }
