"""The formula of 应到 in words, with its numbers."""

from typing import Literal

from api.trainings.due import Figures
from api.trainings.kinds import COMMITTEE, GROUP_MEETING

Language = Literal["zh", "en"]

_ROLL = {
    COMMITTEE: ("支部委员", "committee members"),
    GROUP_MEETING: ("本组党员", "members of the group"),
}
_EVERYBODY = ("在册党员", "members on the roll")

_LESS = {
    "suspended": ("停止党籍", "suspended"),
    "excluded": ("不计入应到", "excluded with a basis"),
    "away": ("在外未参加", "away and not taking part"),
    "exempt": ("年老体弱未到", "frail and not come"),
}


def write_formula(kind: str, figures: Figures, language: Language) -> str:
    """Write how 应到 comes about: `应到 24 = 在册党员 29 - 停止党籍 1 - 在外未参加 4`."""
    at = 0 if language == "zh" else 1
    roll = _ROLL.get(kind, _EVERYBODY)[at]
    less = "".join(f" − {_LESS[why][at]} {number}" for why, number in figures.reasons.items() if number)
    return f"{('应到', 'Due')[at]} {figures.due} = {roll} {figures.on_roll}{less}"
