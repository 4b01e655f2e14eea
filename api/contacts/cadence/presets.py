"""Which contact a rule asks for: presets, own counts, the family, and members overseas (domain: contact and its cadence)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from api.contacts.cadence.periods import MONTH, QUARTER, WEEK, XUN, Unit, months

Value = int | bool | str


class Duty(StrEnum):
    """What a duty asks for: one way, any way at all, or word with the family."""

    ANY = "any"
    PHONE = "phone"
    WECHAT = "wechat"
    VIDEO = "video"
    IN_PERSON = "in_person"
    FAMILY = "family"


@dataclass(frozen=True, slots=True)
class Asked:
    """So many contacts of one kind in each period."""

    duty: Duty
    unit: Unit
    count: int = 1


@dataclass(frozen=True, slots=True)
class Rule:
    """What is asked for at a place, in the country and overseas; days of grace; whether 视频 serves 微信 too."""

    home: tuple[Asked, ...]
    overseas: tuple[Asked, ...]
    grace_days: int = 3
    covering: bool = True


_PRESETS: dict[str, tuple[Asked, ...]] = {
    "monthly": (Asked(Duty.ANY, MONTH),),
    "article": (Asked(Duty.PHONE, MONTH), Asked(Duty.WECHAT, XUN), Asked(Duty.VIDEO, WEEK)),
    "quarterly": (Asked(Duty.ANY, QUARTER),),
}

_CUSTOM = {
    "contact_any_per_month": (Duty.ANY, MONTH),
    "contact_phone_per_month": (Duty.PHONE, MONTH),
    "contact_wechat_per_xun": (Duty.WECHAT, XUN),
    "contact_video_per_week": (Duty.VIDEO, WEEK),
    "contact_in_person_per_quarter": (Duty.IN_PERSON, QUARTER),
}

KEYS = (
    "contact_cadence",
    *_CUSTOM,
    "contact_family_per_quarter",
    "contact_grace_days",
    "overseas_contact_months",
    "stronger_way_covers_weaker",
)
"""The settings that make a rule."""

PRESET = "contact_cadence"


def make_rule(values: Mapping[str, Value], *, made_for_the_member: bool = False) -> Rule:
    """Make a rule of the settings in force on a day.

    Overseas one contact in so many months replaces the preset, unless the preset was chosen for this very member.
    """
    preset = values[PRESET]
    own = (
        tuple(Asked(duty, unit, int(values[key])) for key, (duty, unit) in _CUSTOM.items() if values[key])
        if preset == "custom"
        else _PRESETS[str(preset)]
    )
    family_count = int(values["contact_family_per_quarter"])
    family = (Asked(Duty.FAMILY, QUARTER, family_count),) if family_count else ()
    seldom = (Asked(Duty.ANY, months(int(values["overseas_contact_months"]))),)
    return Rule(
        home=own + family,
        overseas=(own if made_for_the_member else seldom) + family,
        grace_days=int(values["contact_grace_days"]),
        covering=bool(values["stronger_way_covers_weaker"]),
    )
