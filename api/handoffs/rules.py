"""Who sees, asks and answers a hand-off, and what may be asked of whom."""

from dataclasses import replace
from uuid import UUID

from sqlalchemy import ColumnElement, Select, false, or_, select
from sqlalchemy.orm import Session

from api.access import OFFICER, SECRETARY, Actor, ensure_reaches, nodes_below, reaches, within_reach
from api.errors import Refusal
from api.handoffs.words import FOR_BRANCH, FOR_MEMBER
from api.models import Handoff, Membership, Organization

OPEN = ("open", "support_wanted")
ASKED = ("branch", "township")
"""Kinds of nodes that are asked; nobody asks a county, which has nobody above it here."""


def visible_to(actor: Actor) -> Select[Handoff]:
    """Select the hand-offs that the actor may see: of the branches in reach."""
    return select(Handoff).where(
        Handoff.replaced_at.is_(None), within_reach(actor, "handoffs.read", Handoff.node_id)
    )


def get_visible(session: Session, actor: Actor, handoff_id: UUID) -> Handoff:
    """Return a hand-off. Raise `not_found` where the actor may not see it or it is not there."""
    found = session.scalar(visible_to(actor).where(Handoff.id == handoff_id))
    if found is None:
        raise Refusal("not_found")
    return found


def ensure_may_ask(session: Session, actor: Actor, organization_id: UUID) -> None:
    """Raise unless the node is a branch or a township that the actor stands above."""
    ensure_reaches(session, actor, "handoffs.ask", organization_id)
    kind = session.scalar(select(Organization.kind).where(Organization.id == organization_id))
    if kind not in ASKED or not _stands_above(session, actor, organization_id):
        raise Refusal("organization_invalid")


def _stands_above(session: Session, actor: Actor, organization_id: UUID) -> bool:
    """Say whether a grant of the actor lies above a node: nobody asks the node that they speak for."""
    above = tuple(held for held in actor.held if held.organization_id != organization_id)
    return reaches(session, replace(actor, held=above), "handoffs.ask", organization_id)


def asks(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that a grant of the actor lies above the node that was asked, and carries the asking."""
    return or_(
        false(),
        *(
            within_reach(replace(actor, held=(held,)), "handoffs.ask", Handoff.node_id)
            & (Handoff.node_id != held.organization_id)
            for held in actor.held
        ),
    )


def answers(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that the actor answers: a secretary for what lies below, an officer for the township itself."""
    secretary = replace(actor, held=tuple(held for held in actor.held if held.role == SECRETARY))
    townships = select(Organization.id).where(
        Organization.kind == "township",
        Organization.id.in_([held.organization_id for held in actor.held if held.role == OFFICER]),
    )
    return within_reach(secretary, "handoffs.answer", Handoff.node_id) | Handoff.node_id.in_(townships)


def ensure_asks_well(session: Session, organization_id: UUID, member_id: UUID | None, about: str) -> None:
    """Raise where this is not asked about a member, or about a branch, or the member is not of the branch's roll."""
    if about not in (FOR_BRANCH if member_id is None else FOR_MEMBER):
        raise Refusal("validation_failed", errors={"about": ["这件事不是这样问的，请重新选。"]})
    if member_id is None:
        return
    here = select(Membership.id).where(
        Membership.id == member_id,
        Membership.organization_id.in_(nodes_below([organization_id])),
        Membership.to_on.is_(None),
    )
    if session.scalar(here) is None:
        raise Refusal("not_found")


def ensure_may_answer(session: Session, actor: Actor, handoff_id: UUID) -> None:
    """Raise unless the actor answers for the branch or the township that was asked."""
    ensure_reaches(session, actor, "handoffs.answer", get_visible(session, actor, handoff_id).node_id)
    _ensure(session, handoff_id, answers(actor))


def ensure_may_reply(session: Session, actor: Actor, handoff_id: UUID) -> None:
    """Raise unless the actor asks such things of this branch or township."""
    ensure_reaches(session, actor, "handoffs.ask", get_visible(session, actor, handoff_id).node_id)
    _ensure(session, handoff_id, asks(actor))


def _ensure(session: Session, handoff_id: UUID, condition: ColumnElement[bool]) -> None:
    found = session.scalar(
        select(Handoff.row_id).where(Handoff.id == handoff_id, Handoff.replaced_at.is_(None), condition)
    )
    if found is None:
        raise Refusal("forbidden")


def ensure_may_pass_on(session: Session, actor: Actor, handoff_id: UUID, organization_id: UUID) -> None:
    """Raise unless the actor answers for the township that was asked, and the branch is one of its own."""
    ensure_may_answer(session, actor, handoff_id)
    ensure_reaches(session, actor, "handoffs.ask", organization_id)
    handoff = get_visible(session, actor, handoff_id)
    branch = session.scalar(
        select(Organization.id).where(
            Organization.id == organization_id,
            Organization.kind == "branch",
            Organization.ended_on.is_(None),
            Organization.id.in_(nodes_below([handoff.node_id])),
        )
    )
    if branch is None or branch == handoff.node_id:
        raise Refusal("organization_invalid")


def node_of_asker(session: Session, actor: Actor, organization_id: UUID) -> UUID:
    """Return for which node the actor speaks: the one whose grant reaches the branch."""
    for node_id in sorted(actor.nodes_for("handoffs.ask") - {organization_id}):
        speaker = Actor(
            actor.account_id, held=tuple(one for one in actor.held if one.organization_id == node_id)
        )
        if reaches(session, speaker, "handoffs.ask", organization_id):
            return node_id
    raise Refusal("forbidden")


def ensure_open(handoff: Handoff) -> None:
    """Raise `handoff_closed` where it was answered or taken back already."""
    if handoff.state not in OPEN:
        raise Refusal("handoff_closed")


def find_open(session: Session, organization_id: UUID, member_id: UUID | None, about: str) -> Handoff | None:
    """Return the open one that asks the same of the same."""
    return session.scalar(
        select(Handoff)
        .where(
            Handoff.replaced_at.is_(None),
            Handoff.node_id == organization_id,
            Handoff.membership_id == member_id if member_id else Handoff.membership_id.is_(None),
            Handoff.about == about,
            Handoff.state.in_(OPEN),
        )
        .order_by(Handoff.asked_on.desc())
        .limit(1)
    )
