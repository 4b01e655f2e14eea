"""What the tests of the journal share."""

import pytest

from tests.cast import World
from tests.journal.story import tell


@pytest.fixture
def told(world: World) -> World:
    """Return the world in which 陈远 has left, reported it, and one more report waits."""
    tell(world)
    return world
