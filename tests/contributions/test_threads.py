"""A deed that goes on from year to year counts once: the fast rule against one that looks at each thread alone."""

from datetime import date
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from api.contributions.threads import Deed, join

FIGURES = st.none() | st.integers(1, 9)
DEEDS = st.lists(
    st.builds(
        Deed,
        id=st.uuids(),
        thread_id=st.integers(1, 4).map(lambda number: UUID(int=number)),
        on_date=st.dates(date(2023, 1, 1), date(2026, 12, 31)),
        amount_yuan=FIGURES,
        people=FIGURES,
        area_mu=FIGURES,
    ),
    max_size=12,
    unique_by=lambda deed: deed.id,
)


@given(DEEDS)
def test_each_deed_stands_once_with_its_years_and_its_newest_figures(deeds: list[Deed]) -> None:
    threads = join(deeds)

    assert sorted(one.thread_id.int for one in threads) == sorted({deed.thread_id.int for deed in deeds})
    for thread in threads:
        own = sorted(
            (one for one in deeds if one.thread_id == thread.thread_id), key=lambda one: (one.on_date, one.id)
        )
        assert thread.newest_id == own[-1].id
        assert set(thread.years) == {one.on_date.year for one in own}
        for name in ("amount_yuan", "people", "area_mu"):
            told = [getattr(one, name) for one in own if getattr(one, name) is not None]
            assert getattr(thread, name) == (told[-1] if told else None)


@given(DEEDS)
def test_the_order_in_which_lines_are_read_changes_nothing(deeds: list[Deed]) -> None:
    assert join(deeds) == join(list(reversed(deeds)))
