"""Set the pages of several books beside the reading of the next ones: typesetting leaves the other core free."""

from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import ExitStack
from dataclasses import dataclass
from threading import Event
from typing import TypeVar

from api.registers.writing.pdf import Made, Pause

AHEAD = 7
"""Books that may be read and not yet set."""
_BEAT_SECONDS = 5

B = TypeVar("B")


@dataclass(frozen=True)
class Work:
    """What is left to be done for a book's pages. long: it takes memory, so that one such is done at a time."""

    set: Callable[[Pause], Made]
    long: bool


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
        pools = {long: ThreadPoolExecutor(1, thread_name_prefix="setting") for long in (False, True)}
        for pool in pools.values():
            end.callback(pool.shutdown, cancel_futures=True)
        end.callback(stopped.set)
        for book, work in books:
            waiting.append((book, pools[work.long].submit(work.set, pause)))
            while waiting and (len(waiting) > AHEAD or waiting[0][1].done()):
                yield _next(waiting, beat)
        while waiting:
            yield _next(waiting, beat)


def _next(waiting: deque[tuple[B, Future[Made]]], beat: Callable[[], None]) -> tuple[B, Made]:
    book, future = waiting.popleft()
    while not wait([future], timeout=_BEAT_SECONDS).done:
        beat()
    return book, future.result()
