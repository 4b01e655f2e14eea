"""What can be done about a need: raise it, name who handles it, take steps, close it, tell the member.

`raise_need` returns the facts for the entry of whatever it came up in; the other verbs write an entry of their own.
"""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from api import clock
from api.access import Actor
from api.errors import Refusal
from api.journal import Outcome, lock, record
from api.members.service import lock_member
from api.models import Fact, Membership, Need, NeedStep
from api.needs import rules


def raise_need(
    session: Session,
    membership: Membership,
    told: dict[str, Any],
    *,
    source: str,
    source_id: UUID | None,
    raised_on: date,
    raised_by_id: UUID | None,
) -> list[Fact]:
    """Return the facts of a need that came up in the caller's act; the caller records them in its own entry.

    told: `kind` and `words`, and where known `id`, `private`, `told_by`, `recorded_at_device`. source: check_in,
    contact, visit, screening, member or told; source_id: the report, contact, visit or finding. The caller has
    locked the member. Raise `id_taken`.
    """
    if told.get("id") is not None and session.scalar(
        select(Need.row_id).where(Need.id == told["id"]).limit(1)
    ):
        raise Refusal("id_taken")
    return [
        Need(
            id=told.get("id"),
            membership_id=membership.id,
            kind=told["kind"],
            words=told.get("words") or None,
            private=bool(told.get("private")),
            told_by=told.get("told_by") or "member",
            recorded_at_device=told.get("recorded_at_device"),
            source=source,
            source_id=source_id,
            raised_on=raised_on,
            raised_by_id=raised_by_id,
        )
    ]


def visible_to(actor: Actor) -> Select[Need]:
    """Select the needs that the actor may see, for figures and the desk."""
    return rules.visible_to(actor)


def submit(session: Session, actor: Actor, data: dict[str, Any]) -> Outcome:
    """Raise a need for oneself, or for a member who told it."""
    rules.ensure_has_come(data["raised_on"], clock.today())
    person, membership = lock_member(session, data["member_id"])
    source, told_by = rules.told_of(data, actor, person.id)
    rules.ensure_own_report(session, data.get("report_id"), membership.id)
    facts = raise_need(
        session,
        membership,
        {**data, "told_by": told_by},
        source=source,
        source_id=data.get("report_id") if source == "check_in" else None,
        raised_on=data["raised_on"],
        raised_by_id=actor.account_id,
    )
    need = facts[0]
    entry = record(
        session,
        node_id=membership.organization_id,
        kind="need.raised",
        actor=actor,
        subjects=_subjects(need, membership),
        facts={"kind": data["kind"], "source": source},
        writes=facts,
        device_at=data.get("recorded_at_device"),
        on_behalf_of_id=membership.id if source == "told" else None,
    )
    return Outcome(need.id, "open", entry)


def change(
    session: Session, actor: Actor, need_id: UUID, wanted_revision: int, changes: dict[str, Any]
) -> Outcome:
    """Put right what was written, while nothing has become of it yet. Raise `stale_version`."""
    need, membership = _lock_need(session, actor, need_id)
    if need.revision != wanted_revision:
        raise Refusal("stale_version")
    rules.ensure_open(need)
    return _write(session, actor, need, membership, "need.changed", changes, fields=sorted(changes))


def assign(session: Session, actor: Actor, need_id: UUID, handler_id: UUID, due_on: date | None) -> Outcome:
    """Name who sees to a need, and by when."""
    need, membership = _lock_need(session, actor, need_id)
    rules.ensure_open(need)
    rules.ensure_can_handle(session, need, handler_id, clock.today())
    if due_on is not None and due_on < need.raised_on:
        raise Refusal("dates_in_wrong_order", errors={"due_on": ["不能早于提出的那天。"]})
    changes = {"handler_id": handler_id, "due_on": due_on}
    return _write(session, actor, need, membership, "need.assigned", changes)


def take_step(session: Session, actor: Actor, need_id: UUID, data: dict[str, Any]) -> Outcome:
    """Note one step that was taken."""
    need, membership = _lock_need(session, actor, need_id)
    rules.ensure_open(need)
    rules.ensure_days_fit(need, data["on_date"], clock.today(), "on_date")
    step = NeedStep(need_id=need.id, membership_id=need.membership_id, taken_by_id=actor.account_id, **data)
    entry = record(
        session,
        node_id=need.node_id,
        kind="need.step_taken",
        actor=actor,
        subjects={**_subjects(need, membership), "need_step": step.id},
        facts={"on": data["on_date"].isoformat()},
        writes=[step],
    )
    return Outcome(step.id, need.state, entry)


def settle(session: Session, actor: Actor, need_id: UUID, data: dict[str, Any]) -> Outcome:
    """Write what became of a need; where the member was told in the same breath, that too."""
    need, membership = _lock_need(session, actor, need_id)
    rules.ensure_open(need)
    rules.ensure_days_fit(need, data["on_date"], clock.today(), "on_date")
    way = data.get("told_way")
    changes = {
        "state": data["state"],
        "result": data["result"],
        "closed_on": data["on_date"],
        "told_on": data["on_date"] if way else None,
        "told_way": way,
    }
    on = data["on_date"].isoformat()
    return _write(session, actor, need, membership, "need.closed", changes, state=data["state"], on=on)


def tell(session: Session, actor: Actor, need_id: UUID, on: date, way: str) -> Outcome:
    """Note that the member was told what became of it (告知本人)."""
    need, membership = _lock_need(session, actor, need_id)
    if need.state == "open":
        raise Refusal("need_open")
    rules.ensure_days_fit(need, on, clock.today(), "on_date")
    own = membership.person_id == actor.person_id
    changes = {"told_on": on, "told_way": "app" if own else way}
    return _write(session, actor, need, membership, "need.told", changes, on=on.isoformat())


def withdraw(session: Session, actor: Actor, need_id: UUID) -> Outcome:
    """Take a need back; it stays readable."""
    need, membership = _lock_need(session, actor, need_id)
    rules.ensure_open(need)
    changes = {"state": "withdrawn", "closed_on": max(clock.today(), need.raised_on)}
    return _write(session, actor, need, membership, "need.withdrawn", changes)


def reopen(session: Session, actor: Actor, need_id: UUID) -> Outcome:
    """Open a need again, because it is not settled after all."""
    need, membership = _lock_need(session, actor, need_id)
    if need.state == "open":
        raise Refusal("need_open")
    changes = {"state": "open", "closed_on": None, "told_on": None, "told_way": None}
    return _write(session, actor, need, membership, "need.reopened", changes)


def _write(
    session: Session,
    actor: Actor,
    need: Need,
    membership: Membership,
    kind: str,
    changes: dict[str, Any],
    **facts: Any,
) -> Outcome:
    corrected = need.corrected(**changes, revision=need.revision + 1)
    entry = record(
        session,
        node_id=need.node_id,
        kind=kind,
        actor=actor,
        subjects=_subjects(corrected, membership),
        facts=facts,
        writes=[corrected],
    )
    return Outcome(need.id, corrected.state, entry)


def _lock_need(session: Session, actor: Actor, need_id: UUID) -> tuple[Need, Membership]:
    """Lock the membership, then read the need anew; a need outlives the membership and can still be closed."""
    membership = lock(session, Membership, rules.get_visible(session, actor, need_id).membership_id)
    if membership is None:
        raise Refusal("not_found")
    session.expire_all()
    return rules.get_visible(session, actor, need_id), membership


def _subjects(need: Any, membership: Membership) -> dict[str, Any]:
    """Name whom an entry is about; a private need stands in nobody's timeline, where other roles would read of it."""
    if need.private:
        return {"need": need.id}
    return {"need": need.id, "membership": membership.id, "person": membership.person_id}
