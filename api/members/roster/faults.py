"""What is wrong with a roster: with the whole workbook, or with one cell."""

from dataclasses import dataclass


class RosterRefusedError(Exception):
    """The workbook as a whole cannot be read. Carries a stable code and a sentence in Chinese and English."""

    def __init__(self, code: str, zh: str, en: str) -> None:
        super().__init__(en)
        self.code = code
        self.zh = zh
        self.en = en


@dataclass(frozen=True)
class Fault:
    """One cell that keeps its row out (a fault), or that somebody should look at (a hint).

    cell: such as C7. row: its row's number in the sheet. field: key of the catalogue in fields.py. value: what stands
    there, ID numbers and phones masked. name: the name in that row, to find it by.
    """

    cell: str
    row: int
    field: str
    value: str
    code: str
    sentence_zh: str
    sentence_en: str
    name: str = ""
