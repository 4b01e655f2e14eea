"""The sentences for each suggestion, in plain Chinese and English, that blame nobody."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Literal

from api.standing.suggestions import Suggestion, SuggestionCode

Language = Literal["zh", "en"]

CONTACT_BRANCH_CODE = "contact_branch"

STAFF_ONLY = frozenset({"secretary", "officer"})


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence in both languages; `for_roles` names who may read it, None means everybody concerned.

    `{since}` and `{due}` are filled with days.
    """

    zh: str
    en: str
    for_roles: frozenset[str] | None = None


CONTACT_BRANCH = Words(zh="请与支部联系。", en="Please get in touch with your branch.")

APPROXIMATE = Words(
    zh="外出日期只知道大概，这里按最晚的可能算。",
    en="The departure is known only roughly; the latest possible day was taken.",
)

WORDS: dict[SuggestionCode, Words] = {
    SuggestionCode.SUGGEST_FLOATING: Words(
        zh="到{since}，连续外出已满认定流动党员的时间，组织关系还在本支部。核对后可确认为流动党员。",
        en="By {since} the time away in a row reached the limit for a floating member, "
        "with the relation still here. It can be confirmed after a check.",
    ),
    SuggestionCode.SUGGEST_TRANSFER: Words(
        zh="到{since}，在外地住得比较稳定，可以商量把组织关系转到当地。",
        en="By {since} the place away has become settled; a transfer of the relation can be talked over.",
    ),
    SuggestionCode.ASK_RETURN: Words(
        zh="原来预计{since}返回。方便时问一问：回来了，还是改了日子？",
        en="The return was expected on {since}. When convenient, ask: back home, or another day?",
    ),
    SuggestionCode.SUSPECTED_OUT_OF_CONTACT: Words(
        zh="疑似失联：到{since}还没有新的联系、组织生活或党费记录。请多找几条路问一问，每次都记下来。",
        en="Possibly out of contact: no newer contact, organisation life or dues on record by {since}. "
        "Please try several ways and note each one.",
        for_roles=STAFF_ONLY,
    ),
    SuggestionCode.TO_BE_STUDIED: Words(
        zh="疑似失联，到{since}已满规定时间。如多方查找都没有结果，请提交组织研究。",
        en="Possibly out of contact, and by {since} for the time the rule names. "
        "If every search has failed, please bring it before the branch.",
        for_roles=STAFF_ONLY,
    ),
    SuggestionCode.SUSPECTED_DETACHMENT: Words(
        zh="到{since}，组织生活或党费没有新的记录，已满自行脱党条款所说的时间。请先问清有没有正当理由，再提交组织研究。",
        en="By {since} there is no newer record of organisation life or dues for the time that the rule on "
        "self-detachment names. Please first ask for good reasons, then bring it before the branch.",
        for_roles=STAFF_ONLY,
    ),
    SuggestionCode.REMOVAL_TO_BE_STUDIED: Words(
        zh="停止党籍到{since}已满规定时间，请提交组织研究。",
        en="The suspension reached the time the rule names on {since}; please bring it before the branch.",
        for_roles=STAFF_ONLY,
    ),
    SuggestionCode.DUES_HINT: Words(
        zh="有一段时间的党费还没有登记，方便时核对一下。",
        en="Dues for a recent month are not on record yet; please check when convenient.",
    ),
    SuggestionCode.DUES_TASK: Words(
        zh="有几个月的党费还没有登记，请核对；没交的可在{due}前补上，家属代交也可以。",
        en="Dues for some months are not on record; please check. What is unpaid can be paid by {due}, "
        "by the family too.",
    ),
    SuggestionCode.DUES_RED: Words(
        zh="党费登记快到补交期限（{due}）了，请尽早核对，有困难就说一声。",
        en="The time for paying back dues ends on {due}; please check soon, and say so if it is difficult.",
    ),
    SuggestionCode.CARD_REVIEW: Words(
        zh="活动证到{since}该年审了，方便时带回或托人带回。",
        en="The activity card is due for its yearly review since {since}; "
        "bring it or send it when convenient.",
    ),
    SuggestionCode.CARD_INSPECTION: Words(
        zh="{since}已返乡，活动证还没有查验。",
        en="Back home since {since}; the activity card has not been looked at yet.",
    ),
    SuggestionCode.PROBATION_QUARTER: Words(
        zh="一个季度到了（{since}），可以谈一谈、写几句预备期考察情况。",
        en="A quarter ended on {since}: time for a talk and a few lines on the probation.",
    ),
    SuggestionCode.PROBATION_ENDING: Words(
        zh="预备期{due}满。本人可以写转正申请了，支部安排好党员大会。",
        en="The probation ends on {due}. Time for the written request and for planning the branch meeting.",
    ),
    SuggestionCode.PROBATION_ENDED: Words(
        zh="预备期已于{due}满，请支部党员大会讨论转正。",
        en="The probation ended on {due}; the branch meeting can now discuss full membership.",
    ),
    SuggestionCode.APPROVAL_WAITING: Words(
        zh="转正决议在等上级党委审批，一般应在{due}前批复，可以问一问进度。",
        en="The decision on full membership awaits the committee's approval, normally by {due}; "
        "ask how it stands.",
    ),
}


def write_sentence(suggestion: Suggestion, language: Language, roles: Collection[str]) -> str:
    """Write a suggestion for a reader with these roles; others are asked to get in touch with the branch."""
    if not _may_read(suggestion, roles):
        return CONTACT_BRANCH.zh if language == "zh" else CONTACT_BRANCH.en
    words = WORDS[suggestion.code]
    text = words.zh if language == "zh" else words.en
    sentence = text.format(
        since=write_day(suggestion.since, language),
        due=write_day(suggestion.due, language) if suggestion.due else "",
    )
    if not suggestion.approximate:
        return sentence
    return sentence + APPROXIMATE.zh if language == "zh" else f"{sentence} {APPROXIMATE.en}"


def name_code(suggestion: Suggestion, roles: Collection[str]) -> str:
    """Name a suggestion in data for a reader; to others it is `contact_branch`, as its sentence is."""
    return suggestion.code.value if _may_read(suggestion, roles) else CONTACT_BRANCH_CODE


def _may_read(suggestion: Suggestion, roles: Collection[str]) -> bool:
    for_roles = WORDS[suggestion.code].for_roles
    return for_roles is None or not for_roles.isdisjoint(roles)


def write_day(day: date, language: Language) -> str:
    """Write a day as people read it."""
    return f"{day.year}年{day.month}月{day.day}日" if language == "zh" else day.isoformat()
