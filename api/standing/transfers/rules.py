"""Who sees and keeps a transfer, and which act follows which."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from api.access import Actor, ensure_reaches, within_reach
from api.errors import Refusal
from api.models import Transfer, current
from api.standing.transfers.letter import POSSIBLE, UNDER_WAY, Act, TransferState


def get_visible(session: Session, actor: Actor, transfer_id: UUID) -> Transfer:
    """Return a transfer. Raise `not_found` where the actor may not see it or it is not there."""
    seen = within_reach(actor, "standing.read", Transfer.node_id, Transfer.membership_id)
    found = session.scalar(current(Transfer).where(Transfer.id == transfer_id, seen))
    if found is None:
        raise Refusal("not_found")
    return found


def ensure_may_decide(session: Session, actor: Actor, transfer_id: UUID) -> None:
    """Raise unless the actor decides at the branch that keeps the transfer, and about somebody else."""
    transfer = get_visible(session, actor, transfer_id)
    ensure_reaches(session, actor, "standing.decide", transfer.node_id)
    if transfer.membership_id == actor.membership_id:
        raise Refusal("own_decision")


def under_way_of(session: Session, membership_id: UUID) -> Transfer | None:
    """Return the transfer of a member that is under way."""
    return session.scalar(
        current(Transfer).where(
            Transfer.membership_id == membership_id, Transfer.state.in_([state.value for state in UNDER_WAY])
        )
    )


def ensure_act_fits(transfer: Transfer, data: dict[str, Any], most_days: int, today: date) -> None:
    """Raise unless the act follows the transfer's state, in the order of days, with its grounds."""
    act, on = Act(data["act"]), data["on_date"]
    if act not in POSSIBLE[TransferState(transfer.state)]:
        raise Refusal("transfer_step_impossible")
    if on > today:
        raise Refusal("date_in_future", errors={"on_date": ["这一天还没到。"]})
    if on < latest_day(transfer):
        raise Refusal("dates_in_wrong_order", errors={"on_date": ["早于前一步的日期。"]})
    if act is Act.LETTER:
        if not (data["letter_number"] or data["basis"]):
            raise Refusal("basis_missing", errors={"letter_number": ["请写明介绍信编号。"]})
        if data["valid_days"] is not None and data["valid_days"] > most_days:
            raise Refusal("validation_failed", errors={"valid_days": [f"介绍信有效期最长 {most_days} 天。"]})
    elif act is not Act.SENT and not data["basis"]:
        sentence = "请写明回执或依据。" if act is Act.RECEIVED else "请写明原因。"
        raise Refusal("basis_missing", errors={"basis": [sentence]})


def latest_day(transfer: Transfer) -> date:
    """Return the day of the latest step on record."""
    days = (
        transfer.planned_on,
        transfer.letter_on,
        transfer.sent_on,
        transfer.received_on,
        transfer.returned_on,
    )
    return max((day for day in days if day is not None), default=date.min)
