"""How a member leaves a branch: off the roll for a reason (减少原因), or into another branch."""

from datetime import date
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from api import clock
from api.access import Actor
from api.auth.invitations import revoke_invitations
from api.errors import Refusal
from api.journal import Outcome, lock, record
from api.members.carrying import CARD_IN_HAND, carry_probation, carry_time_away, hand_on_needs, open_periods
from api.members.rules import ensure_is_branch
from api.members.service import lock_member
from api.models import Account, ActivityCard, Fact, Grant, Group, Master, Membership, current

REASONS = ("died", "transferred", "struck_off", "withdrew", "expelled", "probation_cancelled")
"""减少原因 that a person decides; `moved` and `recorded_twice` follow from moving and merging."""


def leave(session: Session, actor: Actor, membership_id: UUID, reason: str, on: date, basis: str) -> Outcome:
    """Take a member off the roll on a day, for a reason, on a stated basis.

    去世 ends time away, card, duties, account and invitations at the same moment, without a word to anybody
    (domain §2).
    """
    _, membership = lock_member(session, membership_id)
    _ensure_may_end(membership, on, basis)
    if (reason == "probation_cancelled") != (membership.kind == "probationary") and reason in {
        "probation_cancelled",
        "struck_off",
    }:
        raise Refusal("validation_failed", errors={"reason": ["这个减少原因与党员类别不一致，请核对。"]})
    close(membership, reason, on, basis)
    revoke_invitations(session, membership.person_id)
    writes: list[Fact | Master] = [membership, *_give_up_lead(session, membership.id)]
    if reason == "died":
        writes += _end_time_away(session, membership, on, basis)
        writes += _end_duties(session, actor, membership, on)
    entry = record(
        session,
        node_id=membership.organization_id,
        kind="member.left",
        actor=actor,
        subjects={"membership": membership.id, "person": membership.person_id},
        facts={"reason": reason, "on": on.isoformat()},
        writes=writes,
    )
    return Outcome(membership.id, "left", entry)


def move(
    session: Session, actor: Actor, membership_id: UUID, organization_id: UUID, on: date, basis: str
) -> Outcome:
    """Move a member into another branch; both journals say so in one transaction.

    The old branch keeps its facts. An open time away with what hangs on it, the card in hand and a probation go on in
    the new branch as its own facts, so that nobody drops out of sight.
    """
    ensure_is_branch(session, organization_id)
    _, old = lock_member(session, membership_id)
    if old.organization_id == organization_id:
        raise Refusal("organization_invalid")
    _ensure_may_end(old, on, basis)
    close(old, "moved", on, basis)
    # The old one must be closed before the new one is inserted: at most one is open, by constraint.
    session.flush()
    new = Membership(
        person_id=old.person_id,
        organization_id=organization_id,
        from_on=on,
        **{
            name: getattr(old, name)
            for name in (
                "kind",
                "joined_on",
                "confirmed_on",
                "roll_status",
                "roll_status_on",
                "roll_status_basis",
                "exempt",
            )
        },
    )
    subjects = {"person": old.person_id, "from_membership": old.id, "membership": new.id}
    facts = {"on": on.isoformat(), "from": str(old.organization_id), "to": str(organization_id)}
    record(
        session,
        node_id=old.organization_id,
        kind="member.moved_out",
        actor=actor,
        subjects={"person": old.person_id, "membership": old.id, "to_membership": new.id},
        facts=facts,
        writes=[old, *_give_up_lead(session, old.id)],
    )
    entry = record(
        session,
        node_id=organization_id,
        kind="member.moved_in",
        actor=actor,
        subjects=subjects,
        facts=facts,
        writes=[
            new,
            *carry_time_away(session, old.id, new.id, with_card=True),
            *carry_probation(session, old.id, new.id),
            *hand_on_needs(session, old.id, new.id),
        ],
    )
    return Outcome(new.id, "moved", entry)


def close(membership: Membership, reason: str, on: date, basis: str) -> None:
    """End a membership; the row itself is written by the caller's entry."""
    membership.to_on = on
    membership.leaving_reason = reason
    membership.leaving_basis = basis
    membership.group_id = None


def _ensure_may_end(membership: Membership, on: date, basis: str) -> None:
    if on > clock.today():
        raise Refusal("date_in_future")
    if on < membership.from_on:
        raise Refusal("dates_in_wrong_order")
    if not basis:
        raise Refusal("basis_missing")


def _give_up_lead(session: Session, membership_id: UUID) -> list[Group]:
    """Leave the groups that this member led without a leader; the secretary names another."""
    led = session.scalars(select(Group.id).where(Group.leader_id == membership_id).order_by(Group.id)).all()
    groups = [group for group_id in led if (group := lock(session, Group, group_id)) is not None]
    for group in groups:
        group.leader_id = None
    return groups


def _end_time_away(session: Session, membership: Membership, on: date, basis: str) -> list[Fact]:
    ended: list[Fact] = [
        period.corrected(returned_on=max(on, period.departed_on or on), basis=basis)
        for period in open_periods(session, membership.id)
    ]
    cards = session.scalars(
        current(ActivityCard).where(
            ActivityCard.membership_id == membership.id, ActivityCard.state.in_(CARD_IN_HAND)
        )
    )
    return ended + [card.corrected(state="void") for card in cards]


def _end_duties(session: Session, actor: Actor, membership: Membership, on: date) -> list[Master]:
    """End account and grants. A grant at another node is recorded in that node's own journal."""
    account_id = session.scalar(select(Account.id).where(Account.person_id == membership.person_id))
    account = lock(session, Account, account_id) if account_id else None
    if account is None:
        return []
    account.closed = True
    account.grants_version += 1
    here: list[Master] = [account]
    still_held = or_(Grant.to_on.is_(None), Grant.to_on > on)
    for grant_id in session.scalars(
        select(Grant.id).where(Grant.account_id == account.id, still_held).order_by(Grant.id)
    ).all():
        grant = lock(session, Grant, grant_id)
        if grant is None:
            continue
        grant.to_on = max(on, grant.from_on)
        if grant.organization_id == membership.organization_id:
            here.append(grant)
        else:
            record(
                session,
                node_id=grant.organization_id,
                kind="grant.ended",
                actor=actor,
                subjects={"grant": grant.id, "account": account.id},
                facts={"on": on.isoformat()},
                writes=[grant],
            )
    return here
