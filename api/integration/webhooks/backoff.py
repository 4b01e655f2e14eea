"""When to try again. Pure: what it needs to know is passed in."""

from datetime import timedelta

PAUSES = (
    timedelta(seconds=5),
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(minutes=30),
    timedelta(hours=1),
)
"""After the first try that failed, the second …; the last pause is repeated."""

PATIENCE = timedelta(hours=72)
"""How long one entry is tried."""

LONGEST_WISH = timedelta(hours=1)
"""How much rest a receiver may ask for with Retry-After."""


def pause_after(failures: int, wish: str | None = None) -> timedelta:
    """Return how long to wait after so many tries in a row that failed.

    wish: the receiver's Retry-After in seconds; a longer rest is granted, within reason.
    """
    pause = PAUSES[min(failures, len(PAUSES)) - 1] if failures else timedelta()
    if wish and wish.isascii() and wish.isdecimal() and len(wish) < 7:
        pause = max(pause, min(timedelta(seconds=int(wish)), LONGEST_WISH))
    return pause
