"""What the clocks are given: facts about one member, and the limits in force on the day that is judged."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from api.standing.months import Month, Precision


class MembershipKind(StrEnum):
    """党员类别."""

    FULL = "full"
    PROBATIONARY = "probationary"


class RollStatus(StrEnum):
    """党籍状态."""

    NORMAL = "normal"
    SUSPENDED = "suspended"
    RESTORED = "restored"
    RETAINED = "retained"


class State(StrEnum):
    """Where a member stands, as the clocks see it or as a decision confirmed it."""

    AT_HOME = "at_home"
    DEPARTURE_REPORTED = "departure_reported"
    SHORT_ABSENCE = "short_absence"
    FLOATING = "floating"
    RETURN_EXPECTED = "return_expected"
    UNREGISTERED = "unregistered"
    OUT_OF_CONTACT = "out_of_contact"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class AwayFacts:
    """One away period 外出期, from an accepted departure to an accepted return.

    `departed_on` is the earliest day that the departure may have happened, None while nobody knows it;
    `discovered_on` is the day the branch learned of it, so the departure is not later than that.
    """

    id: str
    departed_on: date | None
    precision: Precision = Precision.DAY
    discovered_on: date | None = None
    expected_return_on: date | None = None
    returned_on: date | None = None
    relation_transferred_on: date | None = None
    place_unsettled: bool = False
    overseas: bool = False


@dataclass(frozen=True, slots=True)
class HomeStay:
    """A short stay at home 短暂回家; `to_on` is the day of leaving again, None while it is open."""

    from_on: date
    to_on: date | None = None


@dataclass(frozen=True, slots=True)
class CardFacts:
    """An activity card 活动证 in the member's hand; a lost or inspected one runs no clock."""

    number: str
    issued_on: date | None = None
    reviewed_on: date | None = None
    inspected_on: date | None = None
    lost_on: date | None = None


@dataclass(frozen=True, slots=True)
class ProbationFacts:
    """The probation 预备期: decision of the branch general meeting, extension, meeting on 转正."""

    decided_on: date | None
    extended_months: int = 0
    meeting_on: date | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """A standing that a person confirmed, from a day on."""

    state: State
    on: date


@dataclass(frozen=True, slots=True)
class StandingFacts:
    """All that is known of one membership on the day that is judged; None means 未登记.

    `ended_on` is the day of 去世, 转出 or any other leaving: from that day on nothing is asked any more.
    `started_on` is the branch's 启用日期: from there on its records are complete.
    `transfer_under_way`: nobody suggests what has begun already.
    `dues_paid_on` is the day of the last payment; without it the end of the month paid up to counts.
    """

    kind: MembershipKind = MembershipKind.FULL
    from_on: date | None = None
    ended_on: date | None = None
    roll_status: RollStatus = RollStatus.NORMAL
    suspended_on: date | None = None
    exempt: bool = False
    whereabouts_registered: bool = True
    started_on: date | None = None
    away_periods: tuple[AwayFacts, ...] = ()
    home_stays: tuple[HomeStay, ...] = ()
    reported_departure_on: date | None = None
    reported_return_on: date | None = None
    decisions: tuple[Decision, ...] = ()
    probation: ProbationFacts | None = None
    cards: tuple[CardFacts, ...] = ()
    last_contact_on: date | None = None
    last_organization_life_on: date | None = None
    transfer_under_way: bool = False
    dues_paid_to: Month | None = None
    dues_paid_on: date | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """The settings that the clocks read, with the defaults of the rules."""

    floating_months: int = 6
    transfer_months: int = 6
    home_stay_restarts: bool = False
    suspected_days: int = 90
    overseas_suspected_months: int = 6
    study_months: int = 6
    detachment_months: int = 6
    removal_months: int = 24
    dues_hint_months: int = 1
    dues_task_months: int = 3
    dues_red_months: int = 5
    back_payment_months: int = 6
    cards_in_use: bool = True
    card_review_months: int = 12
    probation_months: int = 12
    probation_days_before: tuple[int, ...] = (60, 30)
    probation_days_after: tuple[int, ...] = (0, 15, 30)
    probation_quarter_days: int = 14
    approval_days: tuple[int, ...] = (75, 90)
    approval_months: int = 3
