"""The phrases that explain a proposal."""

from typing import Literal

Language = Literal["zh", "en"]

_BONDS: dict[str, tuple[str, str]] = {
    "kin": ("两人是亲属", "they are kin"),
    "household": ("两人是一家人", "they share a home"),
    "neighbour": ("两家是邻居", "they are neighbours"),
    "past": ("以前结过对", "they were paired before"),
    "other": ("两人平时有来往", "they know each other"),
    "same_group": ("同在{group}", "both belong to {group}"),
}
_LOAD = ("这样一共联系 {count} 人", "this makes {count} in all")
_UNPLACED = (
    "本支部眼下没有在家、能当联络员的同志，可以请组织委员帮忙。",
    "Nobody of this branch is at home and free to be a liaison; the township officer can help.",
)


def explain(bond: str | None, group_name: str | None, load: int, language: Language) -> str:
    """Explain a proposal in a phrase: what ties the two, and what the liaison would carry in all."""
    place = 0 if language == "zh" else 1
    carried = _LOAD[place].format(count=load)
    if bond is None:
        return f"{carried}。" if language == "zh" else f"{carried[0].upper()}{carried[1:]}."
    tie = _BONDS[bond][place].format(group=group_name)
    return f"{tie}，{carried}。" if language == "zh" else f"{tie[0].upper()}{tie[1:]}; {carried}."


def say_unplaced(language: Language) -> str:
    """Say that nobody is possible."""
    return _UNPLACED[0 if language == "zh" else 1]


_CARD = (
    "去哪里、换电话、换单位或者要回来，请打个电话或在连心桥里报一声。",
    "When you move, change phone or job, or come home, please call or say so in Lianxinqiao.",
)


def card_sentence(language: Language) -> str:
    """Ask to report changes (变动请报告)."""
    return _CARD[0 if language == "zh" else 1]
