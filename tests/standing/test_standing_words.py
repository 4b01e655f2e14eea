"""What each reader is told, and what they are not."""

from datetime import date

import pytest

from api.standing.suggestions import Suggestion, SuggestionCode
from api.standing.words import WORDS, Language, name_code, write_sentence

HARD_WORDS = ("自行脱党", "疑似失联", "失联", "out of contact", "detachment")
BLAMING_WORDS = ("逾期", "欠费", "拖欠", "违反", "必须", "督办", "催办", "overdue", "failed to", "must")


def suggest(code: SuggestionCode, approximate: bool = False) -> Suggestion:
    return Suggestion(code, date(2026, 2, 28), date(2026, 8, 31), "A", approximate)


@pytest.mark.parametrize("code", SuggestionCode)
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("roles", [set(), {"member"}, {"liaison"}, {"recorder"}, {"auditor", "admin"}])
def test_the_hard_words_reach_nobody_but_secretary_and_officer(
    code: SuggestionCode, language: Language, roles: set[str]
) -> None:
    sentence = write_sentence(suggest(code), language, roles)
    assert not any(word in sentence for word in HARD_WORDS)


@pytest.mark.parametrize(
    "code",
    [
        SuggestionCode.SUSPECTED_OUT_OF_CONTACT,
        SuggestionCode.TO_BE_STUDIED,
        SuggestionCode.SUSPECTED_DETACHMENT,
    ],
)
def test_a_liaison_reads_please_get_in_touch_with_the_branch(code: SuggestionCode) -> None:
    assert write_sentence(suggest(code), "zh", {"liaison", "member"}) == "请与支部联系。"
    assert write_sentence(suggest(code), "en", {"liaison"}) == "Please get in touch with your branch."


def test_the_code_gives_nothing_away_either() -> None:
    silent = suggest(SuggestionCode.SUSPECTED_OUT_OF_CONTACT)
    assert name_code(silent, {"member"}) == "contact_branch"
    assert name_code(silent, {"secretary"}) == "suspected_out_of_contact"
    assert name_code(suggest(SuggestionCode.CARD_REVIEW), {"member"}) == "card_review"


@pytest.mark.parametrize("role", ["secretary", "officer"])
def test_the_secretary_and_the_officer_read_the_word_of_the_rule(role: str) -> None:
    assert "疑似失联" in write_sentence(
        suggest(SuggestionCode.SUSPECTED_OUT_OF_CONTACT), "zh", {role, "member"}
    )
    assert "自行脱党" in write_sentence(suggest(SuggestionCode.SUSPECTED_DETACHMENT), "zh", {role})


@pytest.mark.parametrize("code", SuggestionCode)
def test_no_sentence_blames_and_no_gap_is_left_open(code: SuggestionCode) -> None:
    for language, ending in (("zh", ("。", "？")), ("en", (".", "?"))):
        sentence = write_sentence(suggest(code), language, {"secretary"})  # type: ignore[arg-type]
        assert not any(word in sentence for word in BLAMING_WORDS)
        assert "{" not in sentence
        assert sentence.endswith(ending)


def test_days_are_written_as_each_language_writes_them() -> None:
    floating = suggest(SuggestionCode.SUGGEST_FLOATING)
    assert "2026年2月28日" in write_sentence(floating, "zh", {"member"})
    assert "2026-02-28" in write_sentence(floating, "en", {"member"})


def test_an_approximate_departure_is_said_to_be_one() -> None:
    rough = suggest(SuggestionCode.SUGGEST_FLOATING, approximate=True)
    assert write_sentence(rough, "zh", {"secretary"}).endswith("外出日期只知道大概，这里按最晚的可能算。")
    assert "latest possible day" in write_sentence(rough, "en", {"secretary"})


def test_every_suggestion_has_its_words() -> None:
    assert set(WORDS) == set(SuggestionCode)
