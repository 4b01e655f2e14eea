"""What the clocks answer: a standing, what they suggest, and what nobody has registered yet."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from api.standing.facts import State


class SuggestionCode(StrEnum):
    """What a clock may suggest; none of them changes anything by itself."""

    SUGGEST_FLOATING = "suggest_floating"
    SUGGEST_TRANSFER = "suggest_transfer"
    ASK_RETURN = "ask_return"
    SUSPECTED_OUT_OF_CONTACT = "suspected_out_of_contact"
    TO_BE_STUDIED = "to_be_studied"
    SUSPECTED_DETACHMENT = "suspected_detachment"
    REMOVAL_TO_BE_STUDIED = "removal_to_be_studied"
    DUES_HINT = "dues_hint"
    DUES_TASK = "dues_task"
    DUES_RED = "dues_red"
    CARD_REVIEW = "card_review"
    CARD_INSPECTION = "card_inspection"
    PROBATION_QUARTER = "probation_quarter"
    PROBATION_ENDING = "probation_ending"
    PROBATION_ENDED = "probation_ended"
    APPROVAL_WAITING = "approval_waiting"


class Unknown(StrEnum):
    """A fact that reads 未登记 and whose clock therefore does not run."""

    WHEREABOUTS = "whereabouts"
    DEPARTED_ON = "departed_on"
    LAST_CONTACT_ON = "last_contact_on"
    LAST_ORGANIZATION_LIFE_ON = "last_organization_life_on"
    DUES_PAID_TO = "dues_paid_to"
    CARD_ISSUED_ON = "card_issued_on"
    PROBATION_DECIDED_ON = "probation_decided_on"
    SUSPENDED_ON = "suspended_on"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One suggestion: the first day it holds, the day something is due, and the rule it rests on.

    `basis` is the rule's name behind its mark: A read in the rule's own text, B in one secondary source,
    C common knowledge. `approximate` says that the departure is not known to the day and that the latest
    possible day was taken. The basis is for secretary and officer; what others read is in `words.py`.
    """

    code: SuggestionCode
    since: date
    due: date | None
    basis: str
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """How a member stands on one day: derived state, confirmed state, suggestions, and what is 未登记."""

    state: State
    confirmed_state: State | None = None
    suggestions: tuple[Suggestion, ...] = ()
    unknown: frozenset[Unknown] = frozenset()
    away_period_id: str | None = None
