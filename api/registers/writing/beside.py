"""Set the pages of several books at once, beside the reading of the next ones: typesetting holds no interpreter lock."""

from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import ExitStack
from threading import Event
from typing import TypeVar

from api.registers.writing.pdf import Made, Pause

AHEAD = 7
"""Books that may be read and not yet set."""
_AT_ONCE = 2
"""Books being set: each more is faster where there are more cores, and takes the memory of one more part."""
_BEAT_SECONDS = 5

B = TypeVar("B")
Work = Callable[[Pause], Made]
"""What is left to be done for a book's pages."""


class SettingStoppedError(Exception):
    """Nobody waits for these pages any more."""


def set_beside(books: Iterable[tuple[B, Work]], beat: Callable[[], None]) -> Generator[tuple[B, Made]]:
    """Yield each book with its pages, in order. beat: called now and then while a long one is waited for; it may raise.

    Close it (contextlib.closing), so that what is being set stops where its consumer does.
    """
    stopped = Event()

    def pause() -> None:
        if stopped.is_set():
            raise SettingStoppedError

    waiting: deque[tuple[B, Future[Made]]] = deque()
    with ExitStack() as end:
        pool = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="setting")
        end.callback(pool.shutdown, cancel_futures=True)
        end.callback(stopped.set)
        for book, work in books:
            waiting.append((book, pool.submit(work, pause)))
            while waiting and (len(waiting) > AHEAD or waiting[0][1].done()):
                yield _next(waiting, beat)
        while waiting:
            yield _next(waiting, beat)


def _next(waiting: deque[tuple[B, Future[Made]]], beat: Callable[[], None]) -> tuple[B, Made]:
    book, future = waiting.popleft()
    while not wait([future], timeout=_BEAT_SECONDS).done:
        beat()
    return book, future.result()
