"""What goes on from year to year is one deed: its years, and its newest figures. Pure."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Deed:
    """One accepted line."""

    id: UUID
    thread_id: UUID
    on_date: date
    amount_yuan: int | None = None
    people: int | None = None
    area_mu: int | None = None


@dataclass(frozen=True, slots=True)
class Thread:
    """A deed through the years. A figure is that of the newest line that has one; nothing is added up."""

    thread_id: UUID
    newest_id: UUID
    years: tuple[int, ...]
    amount_yuan: int | None
    people: int | None
    area_mu: int | None


def join(deeds: Iterable[Deed]) -> list[Thread]:
    """Return a thread for each deed, the one that was last heard of first."""
    by_thread: dict[UUID, list[Deed]] = defaultdict(list)
    for deed in sorted(deeds, key=lambda one: (one.on_date, one.id), reverse=True):
        by_thread[deed.thread_id].append(deed)
    return [
        Thread(
            thread_id=thread_id,
            newest_id=own[0].id,
            years=tuple(sorted({deed.on_date.year for deed in own})),
            amount_yuan=_newest([deed.amount_yuan for deed in own]),
            people=_newest([deed.people for deed in own]),
            area_mu=_newest([deed.area_mu for deed in own]),
        )
        for thread_id, own in by_thread.items()
    ]


def _newest(figures: list[int | None]) -> int | None:
    return next((figure for figure in figures if figure is not None), None)
