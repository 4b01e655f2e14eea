"""The course of a transfer and the validity of its letter: pure, so that dates can be tried by the thousand."""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum


class TransferState(StrEnum):
    """Where a transfer stands; `overrun` 超期 is reckoned from the letter and never written."""

    PLANNED = "planned"
    LETTER_ISSUED = "letter_issued"
    IN_TRANSIT = "in_transit"
    RECEIVED = "received"
    RETURNED = "returned"
    DROPPED = "dropped"
    OVERRUN = "overrun"


class Act(StrEnum):
    """What a person records of a transfer."""

    LETTER = "letter"
    SENT = "sent"
    RECEIVED = "received"
    RETURNED = "returned"
    DROPPED = "dropped"


UNDER_WAY = frozenset(
    {
        TransferState.PLANNED,
        TransferState.LETTER_ISSUED,
        TransferState.IN_TRANSIT,
        TransferState.RECEIVED,
    }
)
WITH_LETTER = frozenset({TransferState.LETTER_ISSUED, TransferState.IN_TRANSIT})

POSSIBLE: Mapping[TransferState, frozenset[Act]] = {
    TransferState.PLANNED: frozenset({Act.LETTER, Act.DROPPED}),
    TransferState.LETTER_ISSUED: frozenset(Act),
    TransferState.IN_TRANSIT: frozenset({Act.LETTER, Act.RECEIVED, Act.RETURNED, Act.DROPPED}),
    TransferState.RECEIVED: frozenset({Act.RETURNED}),
    TransferState.RETURNED: frozenset({Act.LETTER}),
    TransferState.DROPPED: frozenset(),
}
"""Which acts a state allows. A letter may be written anew: after 超期, or after it came back."""

STATE_AFTER: Mapping[Act, TransferState] = {
    Act.LETTER: TransferState.LETTER_ISSUED,
    Act.SENT: TransferState.IN_TRANSIT,
    Act.RECEIVED: TransferState.RECEIVED,
    Act.RETURNED: TransferState.RETURNED,
    Act.DROPPED: TransferState.DROPPED,
}


def last_valid_day(letter_on: date, valid_days: int) -> date:
    """Return the last day on which a letter holds."""
    return letter_on + timedelta(days=valid_days)


def state_on(state: TransferState, letter_on: date | None, valid_days: int | None, on: date) -> TransferState:
    """Return how a transfer stands on a day: 超期 once its letter has run out and nobody has received it."""
    if state not in WITH_LETTER or letter_on is None or valid_days is None:
        return state
    return TransferState.OVERRUN if last_valid_day(letter_on, valid_days) < on else state
