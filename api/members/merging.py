"""Merge two records of one person. Facts stay where they were written; the dropped record points to the kept one."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api import clock
from api.access import Actor
from api.auth.invitations import revoke_invitations
from api.errors import Refusal
from api.journal import Outcome, lock, record
from api.members import particulars
from api.members.carrying import (
    carry_bonds,
    carry_dues,
    carry_known,
    carry_needs,
    carry_pairings,
    carry_probation,
    carry_stays,
    carry_time_away,
    hand_on_needs,
)
from api.members.leaving import close
from api.models import Account, Fact, Master, Membership, Person


def merge(session: Session, actor: Actor, keep_id: UUID, drop_id: UUID) -> Outcome:
    """Keep one membership and close the other as recorded twice; what only the dropped record knew is taken over.

    Raise `merge_impossible` where both have an account, where they are one person already, or where the one to keep
    is off the roll.
    """
    keep, drop, kept, dropped = _lock_both(session, keep_id, drop_id)
    _ensure_mergeable(keep, kept, dropped)
    _fill_gaps(kept, dropped)
    dropped.merged_into_id = kept.id
    here: list[Fact | Master] = [kept] if session.is_modified(kept) else []
    # What had been merged into the dropped record before is the kept person's, too.
    there: list[Fact | Master] = [dropped, *_follow(session, dropped.id, kept.id)]
    if drop.to_on is None:
        today = clock.today()
        close(drop, "recorded_twice", max(today, drop.from_on), "recorded_twice")
        there.append(drop)
        here += carry_time_away(session, drop.id, keep.id, with_card=False)
        here += carry_dues(session, drop.id, keep.id)
        if keep.kind == "probationary":
            here += carry_probation(session, drop.id, keep.id)
        if drop.organization_id != keep.organization_id:
            here += hand_on_needs(session, drop.id, keep.id)
    here += carry_known(session, drop.id, keep.id) + carry_stays(session, drop.id, keep.id)
    if drop.organization_id == keep.organization_id:
        here += carry_pairings(session, drop.id, keep.id) + carry_bonds(session, drop.id, keep.id)
        here += carry_needs(session, drop.id, keep.id)
    here += _take_over_account(session, kept, dropped)
    revoke_invitations(session, dropped.id)
    subjects = {
        "membership": keep.id,
        "person": kept.id,
        "dropped_membership": drop.id,
        "dropped_person": dropped.id,
    }
    if drop.organization_id != keep.organization_id:
        record(
            session,
            node_id=drop.organization_id,
            kind="member.merged_away",
            actor=actor,
            subjects=subjects,
            writes=there,
        )
        there = []
    entry = record(
        session,
        node_id=keep.organization_id,
        kind="member.merged",
        actor=actor,
        subjects=subjects,
        writes=[*here, *there],
    )
    return Outcome(keep.id, "merged", entry)


def _lock_both(
    session: Session, keep_id: UUID, drop_id: UUID
) -> tuple[Membership, Membership, Person, Person]:
    owners = {
        row.id: row.person_id
        for row in session.execute(
            select(Membership.id, Membership.person_id).where(Membership.id.in_([keep_id, drop_id]))
        )
    }
    if len(set(owners.values())) != 2:
        raise Refusal("merge_impossible")
    persons = {person_id: lock(session, Person, person_id) for person_id in sorted(owners.values())}
    memberships = {
        membership_id: lock(session, Membership, membership_id) for membership_id in sorted(owners)
    }
    keep, drop = memberships[keep_id], memberships[drop_id]
    if keep is None or drop is None:
        raise Refusal("not_found")
    kept, dropped = persons[keep.person_id], persons[drop.person_id]
    if kept is None or dropped is None:
        raise Refusal("not_found")
    return keep, drop, kept, dropped


def _ensure_mergeable(keep: Membership, kept: Person, dropped: Person) -> None:
    is_over = any(person.merged_into_id or person.erased for person in (kept, dropped))
    differ = (
        kept.id_number_index and dropped.id_number_index and kept.id_number_index != dropped.id_number_index
    )
    if is_over or differ or keep.to_on is not None:
        raise Refusal("merge_impossible")


def _fill_gaps(kept: Person, dropped: Person) -> None:
    gaps = {
        field: getattr(dropped, field)
        for field in sorted(particulars.OF_PERSON - {"name", "sex"})
        if getattr(kept, field) is None and getattr(dropped, field) is not None
    }
    if kept.sex == "0" and dropped.sex != "0":
        gaps["sex"] = dropped.sex
    particulars.apply(kept, gaps)


def _follow(session: Session, dropped_id: UUID, kept_id: UUID) -> list[Master]:
    """Let records that point to the dropped person point to the kept one: readers follow one step, not a chain."""
    ids = session.scalars(select(Person.id).where(Person.merged_into_id == dropped_id).order_by(Person.id))
    earlier = [person for one in ids.all() if (person := lock(session, Person, one)) is not None]
    for person in earlier:
        person.merged_into_id = kept_id
    return list(earlier)


def _take_over_account(session: Session, kept: Person, dropped: Person) -> list[Master]:
    found = session.scalars(
        select(Account.id).where(Account.person_id.in_([kept.id, dropped.id])).order_by(Account.id)
    ).all()
    accounts = [
        account for account_id in found if (account := lock(session, Account, account_id)) is not None
    ]
    if len(accounts) > 1:
        raise Refusal("merge_impossible")
    if not accounts or accounts[0].person_id == kept.id:
        return []
    accounts[0].person_id = kept.id
    return [accounts[0]]
