"""Who should look after whom: an assignment that covers everybody, balances the load and respects bonds.

Each liaison stands for several columns, one for each further member they could take; each column costs more than the
one before, so the cheapest assignment is the balanced one. A bond makes one pair cheaper, by less than two steps: for a
bond somebody may carry at most two more than another, never a heap.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import numpy

STEP = 10
"""What one member more costs."""

UNFIT = "unfit"
"""Their pairing ended because one of the two could not, or another fitted better."""

CLOSENESS = {
    "kin": 14,
    "household": 14,
    "neighbour": 13,
    "past": 12,
    "other": 11,
    "same_group": 6,
    UNFIT: -15,
}
"""What a bond takes off. Under one step it only decides between equals; none reaches two."""

_ROOM = 2
"""How many columns a liaison gets above the level at which all would be covered."""


@dataclass(frozen=True, slots=True)
class Uncovered:
    """A member who needs a liaison. bonds: what ties them to whom."""

    id: UUID
    group_id: UUID | None = None
    bonds: Mapping[UUID, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Possible:
    """Somebody at home who may take members, and how many they have already."""

    id: UUID
    load: int
    group_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """One pair, the bond that spoke for it, and what the liaison would carry in all."""

    member_id: UUID
    liaison_id: UUID
    bond: str | None
    load: int


def assign(uncovered: Sequence[Uncovered], possible: Sequence[Possible]) -> list[Proposal]:
    """Give each uncovered member of one branch a liaison; nobody where nobody is possible."""
    if not uncovered or not possible:
        return []
    loads = numpy.array([one.load for one in possible])
    room = numpy.maximum(_level(loads, len(uncovered)) + _ROOM - loads, 0)
    owner = numpy.repeat(numpy.arange(len(possible)), room)
    nth = numpy.concatenate([numpy.arange(1, count + 1) for count in room])
    closeness = _closeness(uncovered, possible)
    chosen = owner[_solve(STEP * (loads[owner] + nth)[None, :] - closeness[:, owner])]
    totals = loads + numpy.bincount(chosen, minlength=len(possible))
    return [
        Proposal(member.id, possible[at].id, _bond(member, possible[at]), int(totals[at]))
        for member, at in zip(uncovered, chosen.tolist(), strict=True)
    ]


def _level(loads: Any, count: int) -> int:
    """Return the lowest load at which all could be covered, were the work shared like water."""
    level = int(loads.min())
    while numpy.maximum(level - loads, 0).sum() < count:
        level += 1
    return level


def _closeness(uncovered: Sequence[Uncovered], possible: Sequence[Possible]) -> Any:
    mine = _numbered(uncovered, -1)
    theirs = _numbered(possible, -2)
    closeness = numpy.where(mine[:, None] == theirs[None, :], CLOSENESS["same_group"], 0)
    at = {one.id: column for column, one in enumerate(possible)}
    for row, member in enumerate(uncovered):
        for other_id, bond in member.bonds.items():
            if other_id in at:
                closeness[row, at[other_id]] = CLOSENESS[bond]
    return closeness


def _numbered(people: Sequence[Uncovered] | Sequence[Possible], nobody: int) -> Any:
    """Return a number for each one's group; who is in none is in nobody's."""
    return numpy.array([nobody if one.group_id is None else one.group_id.int % (2**61) for one in people])


def _bond(member: Uncovered, liaison: Possible) -> str | None:
    if liaison.id in member.bonds:
        bond = member.bonds[liaison.id]
        return None if bond == UNFIT else bond
    together = member.group_id is not None and member.group_id == liaison.group_id
    return "same_group" if together else None


def _solve(cost: Any) -> Any:
    # Imported here: the solver takes a quarter of a second to load, and few requests need it.
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415

    return linear_sum_assignment(cost)[1]
