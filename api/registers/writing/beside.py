"""Set the pages of several books beside the reading of the next ones: typesetting leaves the other core free."""

from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from threading import Event
from typing import TypeVar

from api.registers.writing.pdf import Made, Pause

AT_ONCE = 2
"""Books that are set at the same time; each takes memory for its part."""
AHEAD = 8
"""Books that may be read and not yet set."""
_BEAT_SECONDS = 5

B = TypeVar("B")


class SettingStoppedError(Exception):
    """Nobody waits for these pages any more."""


def set_beside(
    books: Iterable[tuple[B, Callable[[Pause], Made]]], beat: Callable[[], None]
) -> Generator[tuple[B, Made]]:
    """Yield each book with its pages, in order. beat: called now and then while a long one is waited for; it may raise.

    Close it (contextlib.closing), so that what is being set stops where its consumer does.
    """
    stopped = Event()

    def pause() -> None:
        if stopped.is_set():
            raise SettingStoppedError

    waiting: deque[tuple[B, Future[Made]]] = deque()
    pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="setting")
    try:
        for book, work in books:
            waiting.append((book, pool.submit(work, pause)))
            while waiting and (len(waiting) > AHEAD or waiting[0][1].done()):
                yield _next(waiting, beat)
        while waiting:
            yield _next(waiting, beat)
    finally:
        stopped.set()
        pool.shutdown(cancel_futures=True)


def _next(waiting: deque[tuple[B, Future[Made]]], beat: Callable[[], None]) -> tuple[B, Made]:
    book, future = waiting.popleft()
    while not wait([future], timeout=_BEAT_SECONDS).done:
        beat()
    return book, future.result()
