"""How far a drill has come, counted by its clients; the killer waits for it, never for a time."""

import threading
import time


class Progress:
    """Counts requests and answers, and knows when the drill is over or out of time."""

    def __init__(self, limit: float) -> None:
        """limit: seconds after which the drill has failed."""
        self.over = threading.Event()
        self._ends = time.monotonic() + limit
        self._changed = threading.Condition()
        self._counts = {"answers": 0, "requests": 0}

    def time_left(self) -> float:
        """Return how many seconds are left."""
        return self._ends - time.monotonic()

    def note_request(self) -> None:
        """Count a request that is about to be sent."""
        self._note("requests")

    def note_answer(self) -> None:
        """Count an errand that was answered."""
        self._note("answers")

    def await_more(self, what: str, more: int) -> None:
        """Return when there are so many more. Raise TimeoutError where the time runs out first."""
        with self._changed:
            wanted = self._counts[what] + more
            if not self._changed.wait_for(lambda: self._counts[what] >= wanted, self.time_left()):
                raise TimeoutError(f"{self._counts[what]} {what} came, {wanted} were awaited")

    def _note(self, what: str) -> None:
        with self._changed:
            self._counts[what] += 1
            self._changed.notify_all()
