"""Compare a parsed roster with what is known: what would be created, changed, left, and what a person must decide."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal
from uuid import UUID

from api.codes import mask, partial_date
from api.codes.text import squeeze
from api.members.roster.cells import AwayPlace, AwayReason
from api.members.roster.faults import Fault
from api.members.roster.fields import BY_KEY, FIELDS, RosterRow, shown
from api.members.roster.parse import ParsedRoster

Outcome = Literal["create", "change", "same", "fault"]


@dataclass(frozen=True)
class KnownMember:
    """A member as the database has it: current values as a roster row, and what identifies the record.

    id_number_index: of the stored ID number, made with the same function that `compare` is given; None where no number is
    stored. row.id_number may stay None where the caller does not decrypt it.
    """

    membership_id: UUID
    person_id: UUID
    version: int
    branch_id: UUID
    id_number_index: str | None
    row: RosterRow


@dataclass(frozen=True)
class KnownBranch:
    """A branch that the import may fill, with every name that it is known by."""

    id: UUID
    name: str
    short_name: str = ""
    other_names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Change:
    """One field that would change. before and after are as on the screen: Chinese words, personal data masked."""

    field: str
    label_zh: str
    label_en: str
    before: str
    after: str


@dataclass(frozen=True)
class RowOutcome:
    """What an import would do with one row.

    row: the values to write, of which only those named by `changes` differ from what is known; None for a fault that was
    found while reading. version: of the record that was compared, to notice that it has changed since.
    """

    number: int
    name: str
    outcome: Outcome
    row: RosterRow | None = None
    membership_id: UUID | None = None
    person_id: UUID | None = None
    version: int | None = None
    branch_id: UUID | None = None
    changes: tuple[Change, ...] = ()
    faults: tuple[Fault, ...] = ()
    hints: tuple[Fault, ...] = ()


def compare(
    parsed: ParsedRoster,
    known: Iterable[KnownMember],
    branches: Sequence[KnownBranch],
    *,
    index_of: Callable[[str], str] = str,
    default_branch_id: UUID | None = None,
) -> list[RowOutcome]:
    """Return one outcome for each row with something in it, in the sheet's order.

    A row is matched by ID number, then by name and birth date, where 1986-07 fits 1986-07-12; several matches are a fault.
    An empty cell changes nothing. index_of: makes the exact-match index of an ID number. default_branch_id: for rows that
    name no branch; with a single branch it is that one.
    """
    comparison = _Comparison(parsed, known, branches, index_of, default_branch_id)
    outcomes = [comparison.judge(row) for row in parsed.rows] + comparison.faulty_rows()
    return sorted(outcomes, key=lambda outcome: outcome.number)


def summarise(outcomes: Iterable[RowOutcome]) -> dict[Outcome, int]:
    """Count the rows of each outcome."""
    summary: dict[Outcome, int] = {"create": 0, "change": 0, "same": 0, "fault": 0}
    for one in outcomes:
        summary[one.outcome] += 1
    return summary


class _Comparison:
    """The known members and branches, indexed, and the rows that already claimed one."""

    def __init__(
        self,
        parsed: ParsedRoster,
        known: Iterable[KnownMember],
        branches: Sequence[KnownBranch],
        index_of: Callable[[str], str],
        default_branch_id: UUID | None,
    ) -> None:
        self.parsed = parsed
        self.index_of = index_of
        self.by_number: dict[str, list[KnownMember]] = {}
        self.by_name: dict[str, list[KnownMember]] = {}
        for member in known:
            if member.id_number_index:
                self.by_number.setdefault(member.id_number_index, []).append(member)
            self.by_name.setdefault(_bare(member.row.name or ""), []).append(member)
        self.branch_names = {branch.id: branch.name for branch in branches}
        self.branches = _index_branches(branches)
        self.default_branch_id = default_branch_id or (branches[0].id if len(branches) == 1 else None)
        self.claimed: dict[UUID, int] = {}
        self.hints: dict[int, list[Fault]] = {}
        for hint in parsed.hints:
            self.hints.setdefault(hint.row, []).append(hint)

    def faulty_rows(self) -> list[RowOutcome]:
        faults: dict[int, list[Fault]] = {}
        for one in self.parsed.faults:
            faults.setdefault(one.row, []).append(one)
        return [
            RowOutcome(number, found[0].name, "fault", faults=tuple(found), hints=self._hints(number))
            for number, found in faults.items()
        ]

    def judge(self, row: RosterRow) -> RowOutcome:
        matches = self._match(row)
        if isinstance(matches, Fault):
            return self._refuse(row, matches)
        member = matches
        branch_id = self._branch_of(row, member)
        if isinstance(branch_id, Fault):
            return self._refuse(row, branch_id)
        if member is None:
            return RowOutcome(
                row.number, row.name or "", "create", row, branch_id=branch_id, hints=self._hints(row.number)
            )
        if (first := self.claimed.setdefault(member.membership_id, row.number)) != row.number:
            return self._refuse(
                row,
                self._fault(
                    row,
                    "name",
                    "member_twice",
                    f"与第{first}行对应到同一名党员，请人工确认。",
                    f"This row and row {first} both match the same member; please check.",
                ),
            )
        changes = self._changes(row, member, branch_id)
        return RowOutcome(
            row.number,
            row.name or "",
            "change" if changes else "same",
            _settled(row, member.row),
            member.membership_id,
            member.person_id,
            member.version,
            branch_id,
            changes,
            hints=self._hints(row.number),
        )

    def _match(self, row: RosterRow) -> KnownMember | Fault | None:
        index = self.index_of(row.id_number) if row.id_number else None
        if index and (found := self.by_number.get(index)):
            return found[0] if len(found) == 1 else self._ambiguous(row, len(found))
        namesakes = [
            member
            for member in self.by_name.get(_bare(row.name or ""), [])
            if not (index and member.id_number_index) and _births_may_agree(row, member.row)
        ]
        certain = [member for member in namesakes if _births_agree(row, member.row)]
        if len(certain) == 1 and len(namesakes) == 1 and self._is_certain_enough(row, certain[0]):
            return certain[0]
        return self._ambiguous(row, len(namesakes)) if namesakes else None

    def _is_certain_enough(self, row: RosterRow, member: KnownMember) -> bool:
        """Without any birth date, a name tells somebody apart in one branch only."""
        if row.birth_date is not None:
            return True
        named = (
            self.branches.get(_bare_branch(row.branch_name)) if row.branch_name else self.default_branch_id
        )
        return named is None or named == member.branch_id

    def _branch_of(self, row: RosterRow, member: KnownMember | None) -> UUID | Fault:
        if row.branch_name:
            branch_id = self.branches.get(_bare_branch(row.branch_name))
            return branch_id or self._fault(
                row,
                "branch_name",
                "branch_unknown",
                "没有叫这个名称的党支部，请核对，或先在系统里建立。",
                "There is no branch of this name; check it, or set the branch up first.",
            )
        if member is not None:
            return member.branch_id
        return self.default_branch_id or self._fault(
            row,
            "branch_name",
            "branch_missing",
            "没有填写所在党支部，不知放到哪个支部。",
            "The branch is missing, so it is not known where this member belongs.",
        )

    def _changes(self, row: RosterRow, member: KnownMember, branch_id: UUID) -> tuple[Change, ...]:
        changes = []
        index = self.index_of(row.id_number) if row.id_number else None
        for field in FIELDS:
            before, after = getattr(member.row, field.key), getattr(row, field.key)
            if field.key == "branch_name":
                if branch_id != member.branch_id:
                    old, new = (self.branch_names.get(id_) or "" for id_ in (member.branch_id, branch_id))
                    changes.append(Change(field.key, field.zh, field.en, old or before or "", new))
                continue
            if field.key == "id_number" and index == member.id_number_index:
                continue
            if after is None or not _differs(before, after, is_date=field.key in _DATES):
                continue
            words = (shown(field, value, masked=True) for value in (before, after))
            changes.append(Change(field.key, field.zh, field.en, *words))
        return tuple(changes)

    def _ambiguous(self, row: RosterRow, count: int) -> Fault:
        return self._fault(
            row,
            "name",
            "match_ambiguous",
            f"系统里有{count}名同名党员可能是此人，资料不足以分清，请人工确认(补上身份证号码即可)。",
            f"{count} members of this name may be meant and cannot be told apart; adding the ID number helps.",
        )

    def _fault(self, row: RosterRow, field: str, code: str, zh: str, en: str) -> Fault:
        value = mask.digits(shown(BY_KEY[field], getattr(row, field), masked=True))
        return Fault(
            self.parsed.cell_of(field, row.number), row.number, field, value, code, zh, en, row.name or ""
        )

    def _refuse(self, row: RosterRow, fault: Fault) -> RowOutcome:
        return RowOutcome(
            row.number, row.name or "", "fault", row, faults=(fault,), hints=self._hints(row.number)
        )

    def _hints(self, number: int) -> tuple[Fault, ...]:
        return tuple(self.hints.get(number, ()))


_DATES = {field.key for field in FIELDS if field.key.endswith(("_on", "_date"))}


def _differs(before: Any, after: Any, *, is_date: bool) -> bool:
    """Tell whether a cell says something new. A less precise date, or a place's bare code, does not."""
    if before is None:
        return True
    if is_date:
        return not before.startswith(after)
    if isinstance(after, AwayPlace | AwayReason) and after.text is None and after.code == before.code:
        return False
    return bool(before != after)


def _settled(row: RosterRow, known: RosterRow) -> RosterRow:
    """Return the row with everything that it leaves open, or says less precisely, taken from what is known."""
    kept = {
        field.key: getattr(known, field.key)
        for field in FIELDS
        if getattr(row, field.key) is None
        or not _differs(getattr(known, field.key), getattr(row, field.key), is_date=field.key in _DATES)
    }
    return replace(row, **kept)


def _births_may_agree(row: RosterRow, known: RosterRow) -> bool:
    if row.birth_date is None or known.birth_date is None:
        return True
    return partial_date.compatible(row.birth_date, known.birth_date)


def _births_agree(row: RosterRow, known: RosterRow) -> bool:
    if row.birth_date is None or known.birth_date is None:
        return row.birth_date is known.birth_date
    return partial_date.compatible(row.birth_date, known.birth_date)


def _bare(name: str) -> str:
    return re.sub(r"[·•・‧.]", "", squeeze(name)).upper()


def _bare_branch(name: str) -> str:
    """Return a branch's name without what everybody writes differently: 中共, 支部委员会, 党支部, 支部."""
    flat = re.sub(r"[()\-·.]", "", squeeze(name))
    return re.sub(r"^(?:中国共产党|中共)|(?:党?支部委员会|党?支委会|党支部|支部)$", "", flat) or flat


def _index_branches(branches: Sequence[KnownBranch]) -> dict[str, UUID]:
    """Return every name's branch; a name that two branches share means neither."""
    index: dict[str, UUID] = {}
    shared: set[str] = set()
    for branch in branches:
        for name in {
            _bare_branch(name) for name in (branch.name, branch.short_name, *branch.other_names) if name
        }:
            if index.setdefault(name, branch.id) != branch.id:
                shared.add(name)
    return {name: id_ for name, id_ in index.items() if name not in shared}
