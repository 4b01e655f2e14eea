"""Turn one line of cells into a RosterRow, with the faults that keep it out and the hints that do not."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from api.codes import id_number as id_numbers
from api.codes import mask, partial_date
from api.codes.unreadable import UnreadableError
from api.members.roster.cells import Cell, is_empty, text_of
from api.members.roster.columns import Header
from api.members.roster.faults import Fault
from api.members.roster.fields import BY_KEY, Field, RosterRow

_COVERED = re.compile(r"\*{2,}|(?:\d|^)[*×xX]{3,}")
_NUMBER_FIELDS = {"id_number", "phone", "landline"}
_FULL_AGE = 18
"""The Party's constitution, article 1: who is eighteen may apply."""


@dataclass(frozen=True)
class ReadRow:
    """One line of the roster. A row with faults stays out; its values are what could be read of it."""

    row: RosterRow
    faults: tuple[Fault, ...]
    hints: tuple[Fault, ...]


def parse_row(cells: Sequence[Cell], number: int, header: Header, today: date) -> ReadRow:
    """Read and check one line. number: the row's number in the sheet, from 1. today: no past date lies after it."""
    return _Reading(cells, number, header, today).finish()


class Finding(NamedTuple):
    """What is wrong with one field of a row, before its cell is known."""

    field: str
    value: str
    code: str
    zh: str
    en: str


def locate(finding: Finding, row: RosterRow, header: Header) -> Fault:
    """Make a finding the fault of its cell; long numbers in the value are masked."""
    field, value, code, zh, en = finding
    shown = mask.number(value) if field in _NUMBER_FIELDS else mask.digits(value)
    cell = f"{header.letter_of(field)}{row.number}"
    return Fault(cell, row.number, field, shown[:60], code, zh, en, mask.digits(row.name or "")[:50])


class _Reading:
    """The reading of one line: values by field, and what was found on the way."""

    def __init__(self, cells: Sequence[Cell], number: int, header: Header, today: date) -> None:
        self.cells = cells
        self.number = number
        self.header = header
        self.today = today
        self.values: dict[str, Any] = {}
        self.faults: list[Finding] = []
        self.hints: list[Finding] = []

    def finish(self) -> ReadRow:
        for field, indexes in self.header.indexes.items():
            self._read(BY_KEY[field], indexes)
        self._check_name()
        self._check_id_number()
        self._check_order_of_dates()
        self._note_doubts()
        row = RosterRow(**self.values, number=self.number)
        return ReadRow(row, self._dress(row, self.faults), self._dress(row, self.hints))

    def _read(self, field: Field, indexes: list[int]) -> None:
        cell = self._cell_of(field, indexes)
        if is_empty(cell) and not (field.key == "has_card" and text_of(cell)):
            return
        text = text_of(cell)
        if field.mask and _COVERED.search(text):
            self._hint(
                field.key,
                text,
                "value_masked",
                f"“{field.zh}”中间被隐去，没有读取，原有内容不变。",
                f"Part of “{field.en}” is hidden; it was not read and what is known stays.",
            )
            return
        try:
            value = field.read(cell)
        except UnreadableError as unreadable:
            self._fault(field.key, text, unreadable.code, unreadable.zh, unreadable.en)
            return
        if field.past and partial_date.earliest(value) > self.today:
            self._fault(
                field.key,
                text,
                "date_in_future",
                f"“{field.zh}”晚于今天，请核对。",
                f"“{field.en}” lies in the future.",
            )
            return
        self.values[field.key] = value

    def _cell_of(self, field: Field, indexes: list[int]) -> Cell:
        cells = [self.cells[index] for index in indexes if index < len(self.cells)]
        if len(cells) <= 1:
            return cells[0] if cells else None
        blank = "" if field.key == "place" else " "
        return blank.join(dict.fromkeys(text_of(cell) for cell in cells if not is_empty(cell)))

    def _check_name(self) -> None:
        if "name" not in self.values and not self._is_faulty("name"):
            self._fault("name", "", "name_missing", "姓名没有填写。", "The name is missing.")

    def _check_id_number(self) -> None:
        """Compare the ID number with birth date and sex, and take from it what the sheet leaves open (GB 11643)."""
        number = self.values.get("id_number")
        if number is None:
            return
        born, sex = id_numbers.birth_date_of(number), id_numbers.sex_of(number)
        if partial_date.earliest(born) > self.today:
            self._fault(
                "id_number",
                number,
                "id_number_birth_date",
                "身份证号码里的出生日期晚于今天，请核对。",
                "The birth date inside the ID number lies in the future.",
            )
            return
        written = self.values.get("birth_date")
        if written is not None and not partial_date.compatible(written, born):
            self._fault(
                "birth_date",
                written,
                "birth_date_differs",
                f"出生日期与身份证号码不一致：号码里是{born}。",
                f"The birth date does not agree with the ID number, which says {born}.",
            )
        elif not self._is_faulty("birth_date"):
            self.values["birth_date"] = born
        if self.values.get("sex") in ("1", "2") and self.values["sex"] != sex:
            word = "男" if sex == "1" else "女"
            self._fault(
                "sex",
                BY_KEY["sex"].show(self.values["sex"]),
                "sex_differs",
                f"性别与身份证号码不一致：号码里是“{word}”。",
                f"The sex does not agree with the ID number, which says {word}.",
            )
        elif not self._is_faulty("sex"):
            self.values["sex"] = sex

    def _check_order_of_dates(self) -> None:
        self._ensure_not_before("joined_on", "birth_date", "joined_before_birth")
        self._ensure_not_before("confirmed_on", "joined_on", "confirmed_before_joined")
        self._ensure_not_before("returned_on", "departed_on", "returned_before_departed")

    def _ensure_not_before(self, later: str, sooner: str, code: str) -> None:
        last, first = self.values.get(later), self.values.get(sooner)
        if (
            last is not None
            and first is not None
            and partial_date.latest(last) < partial_date.earliest(first)
        ):
            self._fault(
                later,
                last,
                code,
                f"“{BY_KEY[later].zh}”早于“{BY_KEY[sooner].zh}”，请核对。",
                f"“{BY_KEY[later].en}” is earlier than “{BY_KEY[sooner].en}”.",
            )

    def _note_doubts(self) -> None:
        born, joined = self.values.get("birth_date"), self.values.get("joined_on")
        if born and joined and 0 <= partial_date.full_years_between(born, joined) < _FULL_AGE:
            self._hint(
                "joined_on",
                joined,
                "joined_before_18",
                "入党时不满18周岁，请核对出生日期和入党日期。",
                "Joined before the age of 18; please check both dates.",
            )
        if self.values.get("kind") == "probationary" and self.values.get("confirmed_on"):
            self._hint(
                "confirmed_on",
                self.values["confirmed_on"],
                "probationary_but_confirmed",
                "人员类别是预备党员，却有转正日期，请核对。",
                "A probationary member has a date of confirmation; please check.",
            )
        place = self.values.get("place")
        if place is not None and place.code is None and not place.unsettled:
            self._hint(
                "place",
                place.text or "",
                "place_unknown",
                "外出流向没有对应到省市县，已按原文保留；请写明省和市。",
                "The place of absence was kept as written, without a code; write province and city.",
            )

    def _is_faulty(self, field: str) -> bool:
        return any(finding.field == field for finding in self.faults)

    def _fault(self, field: str, value: str, code: str, zh: str, en: str) -> None:
        self.faults.append(Finding(field, value, code, zh, en))

    def _hint(self, field: str, value: str, code: str, zh: str, en: str) -> None:
        self.hints.append(Finding(field, value, code, zh, en))

    def _dress(self, row: RosterRow, found: Iterable[Finding]) -> tuple[Fault, ...]:
        return tuple(locate(finding, row, self.header) for finding in found)
