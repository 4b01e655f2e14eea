"""The pairings of the demo township: nine away, each led by one at home, but for the one who lost a liaison."""

from datetime import date

import pytest

from api.demo.acts import Ids
from api.demo.main_branch import AWAY, CAST
from api.demo.pairings import GIVEN_UP, PAIRS, tell_pairings
from api.demo.township import build_township
from tests.demo.test_township import DAYS


def test_each_of_the_nine_is_led_by_one_of_the_branch() -> None:
    keys = {villager.key for villager in CAST}
    assert {pair.member_key for pair in PAIRS} >= {villager.key for villager in AWAY}
    for villager in AWAY:
        leading = [pair for pair in PAIRS if pair.member_key == villager.key and pair.lead]
        assert len({pair.absence for pair in leading}) == len(leading) > 0
    assert all({pair.member_key, pair.liaison_key} <= keys for pair in PAIRS)


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_the_story_is_told_in_the_past_on_any_day(today: date) -> None:
    acts = list(tell_pairings(build_township(today), Ids(), today))
    assert acts and all(act.at.date() <= today for act in acts)
    assert GIVEN_UP[0] in {pair.member_key for pair in PAIRS}
