"""The limits that the clocks read, from the settings in force on the day that is judged."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from api.settings.values import values_on
from api.standing.facts import Limits

_SETTING_OF = {
    "floating_months": "months_until_floating",
    "transfer_months": "months_until_transfer",
    "home_stay_restarts": "home_stay_restarts_clock",
    "suspected_days": "days_until_suspected",
    "overseas_suspected_months": "months_until_suspected_overseas",
    "study_months": "months_until_studied",
    "detachment_months": "months_until_detachment",
    "removal_months": "months_until_removal",
    "dues_hint_months": "dues_hint_months",
    "dues_task_months": "dues_task_months",
    "dues_red_months": "dues_red_months",
    "back_payment_months": "dues_back_payment_months",
    "cards_in_use": "card_issuing",
    "card_review_months": "card_review_months",
    "probation_months": "probation_months",
    "approval_months": "probation_approval_months",
}


def read_limits(session: Session, branches: Mapping[UUID, UUID], on: date) -> dict[UUID, Limits]:
    """Return the limits for each membership, as its place has set them for that day.

    branches: the branch of each membership.
    """
    told = values_on(session, list(_SETTING_OF.values()), branches, on)
    made: dict[tuple[object, ...], Limits] = {}
    limits: dict[UUID, Limits] = {}
    for membership_id, values in told.items():
        key = tuple(values.values())
        if key not in made:
            named = {name: values[setting] for name, setting in _SETTING_OF.items()}
            made[key] = Limits(**named)  # type: ignore[arg-type]  # the catalogue holds each to its type
        limits[membership_id] = made[key]
    return limits
