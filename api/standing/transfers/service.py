"""What can be recorded of a transfer. It ends no membership: leaving the roll is an act of its own."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from api import clock
from api.access import Actor
from api.errors import Refusal
from api.journal import Outcome, record
from api.members.service import lock_member
from api.models import Membership, Person, Transfer
from api.settings.values import value_on
from api.standing.transfers import rules
from api.standing.transfers.letter import (
    POSSIBLE,
    STATE_AFTER,
    UNDER_WAY,
    Act,
    TransferState,
    last_valid_day,
    state_on,
)

_SHOWN = (
    "id",
    "state",
    "to_organization",
    "planned_on",
    "letter_number",
    "letter_on",
    "sent_on",
    "received_on",
    "returned_on",
    "basis",
)


def plan(session: Session, actor: Actor, data: dict[str, Any]) -> Outcome:
    """Record that a transfer is planned (拟转). Raise `transfer_under_way` where one is under way."""
    if data["planned_on"] > clock.today():
        raise Refusal("date_in_future", errors={"planned_on": ["这一天还没到。"]})
    _, membership = lock_member(session, data["member_id"])
    if rules.under_way_of(session, membership.id) is not None:
        raise Refusal("transfer_under_way")
    transfer = Transfer(
        membership_id=membership.id,
        state=TransferState.PLANNED.value,
        to_organization=data["to_organization"],
        planned_on=data["planned_on"],
        basis=data["basis"],
    )
    return _record(session, actor, transfer, membership, "transfer.planned", data["planned_on"])


def act(session: Session, actor: Actor, transfer_id: UUID, data: dict[str, Any]) -> Outcome:
    """Record what happened to a transfer: letter, sent, received, returned or dropped."""
    membership_id = rules.get_visible(session, actor, transfer_id).membership_id
    _, membership = lock_member(session, membership_id)
    transfer = rules.get_visible(session, actor, transfer_id)
    today = clock.today()
    most_days = int(value_on(session, "transfer_letter_days", membership.organization_id, data["on_date"]))
    rules.ensure_act_fits(transfer, data, most_days, today)
    done, on = Act(data["act"]), data["on_date"]
    state = STATE_AFTER[done]
    other = rules.under_way_of(session, membership.id)
    if state in UNDER_WAY and other is not None and other.id != transfer.id:
        # It came back, and another was begun meanwhile.
        raise Refusal("transfer_under_way")
    changes: dict[str, Any] = {"state": state.value, "basis": data["basis"] or transfer.basis}
    if done is Act.LETTER:
        changes |= {
            "letter_number": data["letter_number"],
            "letter_on": on,
            "valid_days": data["valid_days"] or most_days,
            "sent_on": None,
            "received_on": None,
            "returned_on": None,
        }
    else:
        changes["returned_on" if done is Act.DROPPED else f"{done.value}_on"] = on
    return _record(session, actor, transfer.corrected(**changes), membership, f"transfer.{state.value}", on)


def transfers_of(session: Session, membership_id: UUID) -> list[dict[str, Any]]:
    """Return a member's transfers, newest first."""
    return list_transfers(session, Transfer.membership_id == membership_id)


def list_transfers(session: Session, condition: ColumnElement[bool]) -> list[dict[str, Any]]:
    """Return the transfers that fit a condition, newest first, as they stand today."""
    rows = session.execute(
        select(Transfer, Person.name)
        .join(Membership, Membership.id == Transfer.membership_id)
        .join(Person, Person.id == Membership.person_id)
        .where(Transfer.replaced_at.is_(None), condition)
        .order_by(Transfer.recorded_at.desc(), Transfer.id)
    ).all()
    return [_show(transfer, name) for transfer, name in rows]


def members_under_way(session: Session, membership_ids: Sequence[UUID]) -> set[UUID]:
    """Return which of these members have a transfer under way."""
    return set(
        session.scalars(
            select(Transfer.membership_id).where(
                Transfer.membership_id.in_(list(membership_ids)),
                Transfer.replaced_at.is_(None),
                Transfer.state.in_([state.value for state in UNDER_WAY]),
            )
        )
    )


def _show(transfer: Transfer, name: str) -> dict[str, Any]:
    state = TransferState(transfer.state)
    has_letter = transfer.letter_on is not None and transfer.valid_days is not None
    return {
        **{field: getattr(transfer, field) for field in _SHOWN},
        "member_id": transfer.membership_id,
        "member_name": name,
        "state_today": state_on(state, transfer.letter_on, transfer.valid_days, clock.today()),
        "valid_until": (
            last_valid_day(transfer.letter_on, transfer.valid_days)  # type: ignore[arg-type]
            if has_letter
            else None
        ),
        "possible": [one for one in Act if one in POSSIBLE[state]],
    }


def _record(
    session: Session, actor: Actor, transfer: Transfer, membership: Membership, kind: str, on: Any
) -> Outcome:
    entry = record(
        session,
        node_id=membership.organization_id,
        kind=kind,
        actor=actor,
        subjects={
            "transfer": transfer.id,
            "membership": membership.id,
            "person": membership.person_id,
        },
        facts={"state": transfer.state, "on": on.isoformat()},
        writes=[transfer],
    )
    return Outcome(transfer.id, transfer.state, entry)
