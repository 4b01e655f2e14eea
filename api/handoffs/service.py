"""What can be done about a hand-off: ask, pass on, answer, reply to a wish for support, take back, open again."""

from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from api import clock
from api.access import Actor
from api.errors import Refusal
from api.handoffs import rules
from api.handoffs.known import Records
from api.journal import Outcome, lock, record
from api.models import Handoff, Membership, Organization


def visible_to(actor: Actor) -> Select[Handoff]:
    """Select the hand-offs that the actor may see, for figures and the desk."""
    return rules.visible_to(actor)


def ask(session: Session, actor: Actor, data: dict[str, Any], passed_from: UUID | None = None) -> Outcome:
    """Hand a matter to a branch or a township.

    Raise `answer_known` where the records answer it, `already_asked` where it is open.
    """
    branch, member_id, about = data["organization_id"], data["member_id"], data["about"]
    # Two who ask the same at once wait for each other here, and the second finds the first.
    lock(session, Organization, branch)
    rules.ensure_asks_well(session, branch, member_id, about)
    if data["id"] is not None and session.scalar(select(Handoff.row_id).where(Handoff.id == data["id"])):
        raise Refusal("id_taken")
    today = clock.today()
    records = Records(session, "zh")
    if records.ask(about, branch, member_id, today).met:
        raise Refusal("answer_known")
    # What is no question of the records may be asked in many ways; only a codified one is asked once.
    asked = None if about == "other" else rules.find_open(session, branch, member_id, about)
    if asked is not None and not records.ask(about, branch, member_id, asked.asked_on).met:
        raise Refusal("already_asked")
    handoff = Handoff(
        id=data["id"],
        membership_id=member_id,
        about=about,
        asked_on=today,
        asked_by_id=actor.account_id,
        asked_from_id=rules.node_of_asker(session, actor, branch),
        note=data["note"] or None,
        passed_from_id=passed_from,
    )
    return _record(session, actor, handoff, branch, "handoff.asked")


def pass_on(session: Session, actor: Actor, handoff_id: UUID, data: dict[str, Any]) -> Outcome:
    """Ask a branch what the township was asked; the township's own question waits until the branches have answered."""
    handoff = _lock(session, actor, handoff_id)
    rules.ensure_open(handoff)
    told = {
        "id": data["id"],
        "organization_id": data["organization_id"],
        "member_id": handoff.membership_id,
        "about": handoff.about,
        "note": data["note"],
    }
    return ask(session, actor, told, passed_from=handoff.id)


def answer(session: Session, actor: Actor, handoff_id: UUID, data: dict[str, Any]) -> Outcome:
    """Say that it is done, or what the branch needs for it."""
    handoff = _lock(session, actor, handoff_id)
    rules.ensure_open(handoff)
    if data["state"] == "support_wanted" and not data["answer"]:
        raise Refusal("validation_failed", errors={"answer": ["请写一句需要什么支持。"]})
    corrected = handoff.corrected(
        revision=handoff.revision + 1,
        state=data["state"],
        answered_on=clock.today(),
        answered_by_id=actor.account_id,
        answer=data["answer"] or None,
    )
    return _record(session, actor, corrected, handoff.node_id, "handoff.answered")


def reply(session: Session, actor: Actor, handoff_id: UUID, words: str) -> Outcome:
    """Answer a wish for support; who was asked then goes on."""
    handoff = _lock(session, actor, handoff_id)
    if handoff.state != "support_wanted":
        raise Refusal("handoff_closed")
    corrected = handoff.corrected(
        revision=handoff.revision + 1, state="open", replied_on=clock.today(), reply=words
    )
    return _record(session, actor, corrected, handoff.node_id, "handoff.replied")


def withdraw(session: Session, actor: Actor, handoff_id: UUID) -> Outcome:
    """Take a question back; it stays readable."""
    handoff = _lock(session, actor, handoff_id)
    rules.ensure_open(handoff)
    corrected = handoff.corrected(revision=handoff.revision + 1, state="withdrawn")
    return _record(session, actor, corrected, handoff.node_id, "handoff.withdrawn")


def reopen(session: Session, actor: Actor, handoff_id: UUID) -> Outcome:
    """Take an answer back; the question stands as before. Raise `handoff_open` where none was given."""
    handoff = _lock(session, actor, handoff_id)
    if handoff.answered_on is None or handoff.state not in {"done", "support_wanted"}:
        raise Refusal("handoff_open")
    corrected = handoff.corrected(
        revision=handoff.revision + 1, state="open", answered_on=None, answered_by_id=None, answer=None
    )
    return _record(session, actor, corrected, handoff.node_id, "handoff.reopened")


def _lock(session: Session, actor: Actor, handoff_id: UUID) -> Handoff:
    """Lock the branch, then read the hand-off anew: it may be about no member."""
    lock(session, Organization, rules.get_visible(session, actor, handoff_id).node_id)
    session.expire_all()
    return rules.get_visible(session, actor, handoff_id)


def _record(session: Session, actor: Actor, handoff: Handoff, branch: UUID, kind: str) -> Outcome:
    subjects: dict[str, Any] = {"handoff": handoff.id}
    if handoff.membership_id is not None:
        person_id = session.scalar(select(Membership.person_id).where(Membership.id == handoff.membership_id))
        subjects |= {"membership": handoff.membership_id, "person": person_id}
    entry = record(
        session,
        node_id=branch,
        kind=kind,
        actor=actor,
        subjects=subjects,
        facts={"about": handoff.about, "state": handoff.state},
        writes=[handoff],
    )
    return Outcome(handoff.id, handoff.state, entry)
