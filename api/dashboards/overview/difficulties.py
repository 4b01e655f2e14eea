"""五难: what the figures say of the five difficulties, a sentence each; what is 未登记 is said, never judged."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from api import clock
from api.dashboards.items import Pair, say
from api.dashboards.overview import figures, people
from api.dashboards.overview.rings import SCREENING, TRAINING, Ring, State
from api.models import Contribution, Training
from api.standing.months import add_months
from api.standing.words import Language
from api.trainings import kinds
from api.trainings.service import list_unplanned

DIFFICULTIES = ("whereabouts", "rules", "learning", "meetings", "contribution")
"""摸清底数难 规范管理难 教育到位难 开展活动难 发挥作用难."""

_WHEREABOUTS: Pair = (
    "{members} 位党员里 {away} 位在外；{gaps}",
    "{away} of {members} members are away; {gaps}",
)
_NO_GAPS: Pair = ("去向和最近联系都登记了。", "departures and last contacts are all on record.")
_GAPS: tuple[tuple[str, Pair], ...] = (
    (figures.CONTACT_UNKNOWN, ("{count} 位最近联系未登记", "the last contact of {count} is not on record")),
    (figures.DEPARTURE_UNKNOWN, ("{count} 位离村时间未登记", "the departure of {count} is not on record")),
    (
        figures.OPENING_MISSING,
        ("{count} 位的底数还没补登", "what was known before of {count} is not on record"),
    ),
)
_RULES: Pair = (
    "{uncovered} 位在外的同志没有联络员，{silent} 位 90 天以上没有联系上。",
    "{uncovered} members away have no liaison; {silent} were not reached for 90 days and more.",
)
_RULES_FINE: Pair = (
    "在外的同志都有联络员，没有 90 天以上没联系上的。",
    "Everybody away has a liaison, and nobody on record was out of touch for 90 days.",
)


def say_above(
    session: Session, node_id: UUID, kind: str, counted: Mapping[str, int], language: Language
) -> list[dict[str, Any]]:
    """Say all five above a branch: people of whom something is not on record, and what was held and done; no rate."""
    return [
        {"key": "whereabouts", "sentence": _whereabouts(counted, language)},
        {"key": "rules", "sentence": _rules(counted, language)},
        {"key": "learning", "sentence": _learning_above(session, node_id, kind, counted, language)},
        {"key": "meetings", "sentence": _held(session, node_id, kind, language)},
        {"key": "contribution", "sentence": _contribution(session, node_id, language)},
    ]


def say_of_branch(
    session: Session,
    branch_id: UUID,
    counted: Mapping[str, int],
    rings: Mapping[str, Ring],
    language: Language,
) -> list[dict[str, Any]]:
    """Say all five of a branch."""
    return [
        {
            "key": "whereabouts",
            "sentence": _whereabouts(counted, language) + _screened(rings[SCREENING], language),
        },
        {"key": "rules", "sentence": _rules(counted, language)},
        {"key": "learning", "sentence": _learning(rings[TRAINING], language)},
        {"key": "meetings", "sentence": _meetings(session, branch_id, language)},
        {"key": "contribution", "sentence": _contribution(session, branch_id, language)},
    ]


def _whereabouts(counted: Mapping[str, int], language: Language) -> str:
    parts = [say(pair, language, count=counted[key]) for key, pair in _GAPS if counted[key]]
    gaps = ("、" if language == "zh" else ", ").join(parts)
    told = gaps + ("。" if language == "zh" else ".") if parts else say(_NO_GAPS, language)
    return say(
        _WHEREABOUTS,
        language,
        members=counted[figures.MEMBERS],
        away=counted[figures.AWAY],
        gaps=told,
    )


_SCREENED: Pair = ("{about}排查还有 {count} 位没有问到。", " {about}: {count} not asked yet.")
_NOT_SCREENED: Pair = ("近一年还没有开过排查。", " No round of screening within a year.")


def _screened(ring: Ring, language: Language) -> str:
    if ring.missing:
        return say(_NOT_SCREENED, language)
    left = ring.count(State.OPEN)
    return say(_SCREENED, language, about=ring.about, count=left) if left else ""


def _rules(counted: Mapping[str, int], language: Language) -> str:
    uncovered, silent = counted[figures.UNCOVERED], counted[figures.SILENT[90]]
    if not uncovered and not silent:
        return say(_RULES_FINE, language)
    return say(_RULES, language, uncovered=uncovered, silent=silent)


_LEARNING: Pair = (
    "近 {months} 个月，{done} 位在外的同志参加过组织生活或培训，{open} 位还没有{unknown}。",
    "Within {months} months {done} members away took part, {open} did not{unknown}.",
)
_LEARNING_UNKNOWN: Pair = ("，{count} 位未登记", ", and of {count} nothing is on record")
_LEARNING_NOBODY: Pair = ("眼下没有在外的同志要参加。", "Nobody is away at present.")


def _learning(ring: Ring, language: Language) -> str:
    if ring.missing:
        return say(_LEARNING_NOBODY, language)
    unknown = ring.count(State.UNKNOWN)
    return say(
        _LEARNING,
        language,
        months=ring.values["months"],
        done=ring.count(State.DONE),
        open=ring.count(State.OPEN),
        unknown=say(_LEARNING_UNKNOWN, language, count=unknown) if unknown else "",
    )


_PLANNED: Pair = ("该开的会都有了安排。", "Everything that is to be held is planned.")
_UNPLANNED: Pair = ("还没安排：{what}。", "Not planned yet: {what}.")
_PERIODS = {1: ("本月", "this month"), 3: ("本季度", "this quarter"), 12: ("今年", "this year")}


def _meetings(session: Session, branch_id: UUID, language: Language) -> str:
    unplanned = list_unplanned(session, branch_id)
    if not unplanned:
        return say(_PLANNED, language)
    at = 0 if language == "zh" else 1
    parts = [
        f"{_PERIODS[months][at]}的{'、'.join(name[at] for name in names)}"
        if language == "zh"
        else f"{', '.join(name[at] for name in names)} ({_PERIODS[months][at]})"
        for months, names in unplanned.items()
    ]
    return say(_UNPLANNED, language, what=("，" if language == "zh" else "; ").join(parts))


_DEEDS: Pair = (
    "今年登记了 {back} 件在外同志的反哺、{help} 件在家同志的帮扶。",
    "This year {back} deeds of members away and {help} of help at home were recorded.",
)
_NO_DEEDS: Pair = ("今年还没有登记双向带动的事。", "No deed in either direction was recorded this year.")


_LEARNING_ABOVE: Pair = (
    "近 3 个月{taught}；{known}。谁参加了、谁还没有，由各支部自己看。",
    "Within 3 months {taught}; {known}. Who took part and who did not is for each branch to see.",
)
_TAUGHT: Pair = (
    "登记了 {count} 次党课和培训{where}",
    "{count} lectures and trainings were held{where}",
)
_NONE_TAUGHT: Pair = ("还没有登记党课和培训", "no lecture or training is on record")
_LIFE_UNKNOWN: Pair = (
    "{count} 位在外的同志最近参加组织生活未登记",
    "when {count} members away last took part is not on record",
)
_LIFE_KNOWN: Pair = (
    "在外的同志最近参加组织生活都有登记",
    "when the members away last took part is on record for all",
)
_HELD: Pair = (
    "近 3 个月登记了 {count} 次组织生活{where}。",
    "Within 3 months {count} meetings were held{where}.",
)
_NONE_HELD: Pair = (
    "近 3 个月还没有登记组织生活。",
    "No meeting of the last 3 months is on record.",
)
_IN_BRANCHES: Pair = ("，在 {branches} 个支部", ", in {branches} branches")
_TEACHING = (kinds.LECTURE, kinds.TRAINING)


def _learning_above(
    session: Session, node_id: UUID, kind: str, counted: Mapping[str, int], language: Language
) -> str:
    count, branches = _count_held(session, node_id, Training.kind.in_(_TEACHING))
    unknown = counted[figures.LIFE_UNKNOWN]
    return say(
        _LEARNING_ABOVE,
        language,
        taught=say(
            _TAUGHT if count else _NONE_TAUGHT,
            language,
            count=count,
            where=_where(kind, branches, language),
        ),
        known=say(_LIFE_UNKNOWN if unknown else _LIFE_KNOWN, language, count=unknown),
    )


def _held(session: Session, node_id: UUID, kind: str, language: Language) -> str:
    count, branches = _count_held(session, node_id, Training.kind.not_in(_TEACHING))
    return say(_HELD if count else _NONE_HELD, language, count=count, where=_where(kind, branches, language))


def _where(kind: str, branches: int, language: Language) -> str:
    """Say in how many branches; of one branch that is said already."""
    return "" if kind == "branch" else say(_IN_BRANCHES, language, branches=branches)


def _count_held(session: Session, node_id: UUID, which: ColumnElement[bool]) -> tuple[int, int]:
    """Return how many meetings were held and closed lately, and in how many branches; those not for others stay out."""
    count, branches = session.execute(
        select(func.count(), func.count(Training.organization_id.distinct())).where(
            Training.organization_id.in_(people.nodes()),
            Training.state == "closed",
            Training.private.is_(False),
            Training.on_date > add_months(clock.today(), -3),
            which,
        ),
        {"node": node_id},
    ).one()
    return count, branches


def _contribution(session: Session, node_id: UUID, language: Language) -> str:
    counted = dict(
        session.execute(
            select(Contribution.direction, func.count())
            .where(
                Contribution.node_id.in_(people.nodes()),
                Contribution.replaced_at.is_(None),
                Contribution.state == "accepted",
                Contribution.on_date >= date(clock.today().year, 1, 1),
            )
            .group_by(Contribution.direction),
            {"node": node_id},
        ).all()
    )
    if not counted:
        return say(_NO_DEEDS, language)
    return say(_DEEDS, language, back=counted.get("back", 0), help=counted.get("help", 0))
