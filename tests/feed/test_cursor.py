"""A place in many journals fits an address, and comes back as it was."""

import random
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.errors import Refusal
from api.integration.feed import cursor as cursors
from api.integration.feed.cursor import Places, Position
from api.integration.feed.schemas import LONGEST_CURSOR

ROOT = uuid4()
positions = st.builds(Position, st.integers(0, 5), st.integers(0, 2**31 - 1))
nodes = st.dictionaries(st.uuids(), positions, max_size=30)


@pytest.mark.usefixtures("keys")
@given(present=nodes, left=nodes)
def test_what_is_written_is_read(present: dict[UUID, Position], left: dict[UUID, Position]) -> None:
    left = {node: position for node, position in left.items() if node not in present}
    places = Places(dict(present), left)
    text = cursors.write(ROOT, places)
    assert cursors.read(ROOT, text, [*present, *left, uuid4()]) == places
    assert cursors.write(ROOT, Places(dict(reversed(present.items())), left)) == text


@pytest.mark.usefixtures("keys")
def test_a_county_of_seven_hundred_nodes_fits_an_address() -> None:
    draw = random.Random(7)
    present = {
        UUID(int=draw.getrandbits(128)): Position(1, int(draw.lognormvariate(6, 1.2))) for _ in range(700)
    }
    text = cursors.write(ROOT, Places(present))
    assert len(text) < 4_600, len(text)
    assert cursors.read(ROOT, text, present).present == present
    a_year_of_restores = {node: Position(draw.randint(1, 4), number) for node, (_, number) in present.items()}
    assert len(cursors.write(ROOT, Places(a_year_of_restores))) < 5_200 < LONGEST_CURSOR


@pytest.mark.usefixtures("keys")
def test_each_changed_letter_is_noticed() -> None:
    places = {uuid4(): Position(1, 7), uuid4(): Position(2, 700)}
    text = cursors.write(ROOT, Places(places))
    # The last letter may hold bits that stand for nothing.
    for at, letter in enumerate(text[:-1]):
        spoiled = text[:at] + ("A" if letter != "A" else "B") + text[at + 1 :]
        with pytest.raises(Refusal, match="feed_cursor_invalid"):
            cursors.read(ROOT, spoiled, places)


@pytest.mark.usefixtures("keys")
def test_two_nodes_whose_hashes_agree_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    real = cursors._hash
    monkeypatch.setattr(cursors, "_hash", lambda node, width: 5 if width == 32 else real(node, width))
    places = {uuid4(): Position(1, 7), uuid4(): Position(1, 700)}
    assert cursors.read(ROOT, cursors.write(ROOT, Places(places)), places).present == places
