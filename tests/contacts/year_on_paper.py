"""The recorded year as 《流动党员联系登记册》 prints it: its rows, and what somebody who counts them would find.

What should stand there is read from the tables of the year alone, the way a person reads them; nothing of the application
helps.
"""

from collections import Counter
from dataclasses import dataclass

from tests.cast import World
from tests.contacts.branch_year import FAMILY_TOTALS, TOTALS, YEAR, Noted, read_by_hand, read_members

ON_PAPER = {"phone": "电话", "wechat": "微信", "video": "视频", "in_person": "当面", "letter": "信函"}

REMARKS = {
    # Noted down forty and nine days later; after a return, and before a departure.
    ("陈远", "2025.11.28"): "补录",
    ("王海", "2025.03.03"): "补录",
    ("李远航", "2025.12.05"): "不计入本期",
    ("杨新走", "2025.12.05"): "不计入本期",
}
HALF_YEARLY = "王海"
"""Overseas: asked for once in half a year, under its last month."""
TWICE_A_MONTH = "罗老三"
JUNE_BY_WAY = {
    # 谭勤联 in June: a call; a message or video in each 旬; a video in two of the four weeks that end in June.
    "电话": ["2025.06.20"],
    "微信": ["2025.06.12"],
    "视频": ["2025.06.03", "2025.06.24"],
}


@dataclass(frozen=True)
class Row:
    """One row of the register, as it is read on paper."""

    on: str
    member: str
    liaisons: str
    whom: str
    way: str
    outcome: str
    remarks: str

    @property
    def month(self) -> int:
        return int(self.on[5:7])

    @property
    def counts(self) -> bool:
        return self.outcome == "联系上" and "不计入本期" not in self.remarks


def read_register(world: World) -> list[Row]:
    """Read the register of the year as the secretary does."""
    answer = world.as_("周书兰").get(
        f"/registers/contacts/rows?organization_id={world.node('青松村')}"
        f"&from_on={YEAR}-01-01&to_on={YEAR}-12-31&limit=500"
    )
    assert answer.status_code == 200, answer.json
    titles = [column["title"] for column in answer.json["columns"]]
    read = ("日期", "流动党员", "联络员", "联系对象", "方式", "是否联系上", "备注")
    rows = [dict(zip(titles, item["cells"], strict=True)) for item in answer.json["items"]]
    assert [row["序号"] for row in rows] == [str(number) for number in range(1, len(rows) + 1)]
    return [Row(*(row[title] for title in read)) for row in rows]


def compare_register(world: World) -> None:
    """Hold the register's rows, and what can be counted on them, against the tables worked out by hand."""
    rows = read_register(world)
    assert [row.on for row in rows] == sorted(row.on for row in rows)
    assert Counter(rows) == Counter(_rows_by_hand())
    marks = {name: _months(rows, name, months) for name, (months, _) in read_by_hand().items()}
    families = {name: _quarters(rows, name, quarters) for name, (_, quarters) in read_by_hand().items()}
    assert {name: (marks[name], families[name]) for name in marks} == read_by_hand()
    for month, (asked, done) in TOTALS.items():
        column = [months[month - 1] for months in marks.values()]
        assert (sum(mark != "_" for mark in column), column.count("✓")) == (asked, done), month
    for month, (asked, done) in FAMILY_TOTALS.items():
        column = [quarters[month // 3 - 1] for quarters in families.values()]
        assert (sum(mark != "_" for mark in column), column.count("✓")) == (asked, done), month
    _compare_own_cadences(rows)


def relayed_months(world: World, name: str, by_hand: list[str]) -> list[str]:
    """Count the months of somebody whom word reaches through the family: those rows serve, too."""
    rows = [row for row in read_register(world) if row.member == name and row.counts]
    return [
        mark if mark == "_" else "✓" if any(row.month == month for row in rows) else "·"
        for month, mark in enumerate(by_hand, 1)
    ]


def _rows_by_hand() -> list[Row]:
    made = []
    for name, _, _, _, contacts in read_members():
        for noted in contacts:
            made.extend(_row(name, noted, liaisons) for liaisons in _liaisons(noted))
    return made


def _liaisons(noted: Noted) -> list[str]:
    """Return who stands in the row: one call that two noted down is one row with both, two calls are two rows."""
    if "=" in noted.marks:
        return ["李守田、周书兰"]
    return ["李守田", "周书兰"] if "≠" in noted.marks else ["李守田"]


def _row(name: str, noted: Noted, liaisons: str) -> Row:
    on = f"{noted.on:%Y.%m.%d}"
    return Row(
        on=on,
        member=name,
        liaisons=liaisons,
        whom="家属" if "家" in noted.marks else "本人",
        way=ON_PAPER[noted.way],
        outcome="未接通" if "✗" in noted.marks else "联系上",
        remarks=REMARKS.get((name, on), ""),
    )


def _months(rows: list[Row], name: str, by_hand: list[str]) -> list[str]:
    """Mark each month in which something was asked by whether a row with the member counts in it."""
    counting = {row.month for row in rows if row.member == name and row.whom == "本人" and row.counts}
    months = 6 if name == HALF_YEARLY else 1
    return [
        mark if mark == "_" else "✓" if counting & set(range(month - months + 1, month + 1)) else "·"
        for month, mark in enumerate(by_hand, 1)
    ]


def _quarters(rows: list[Row], name: str, by_hand: list[str]) -> list[str]:
    counting = {
        (row.month - 1) // 3 for row in rows if row.member == name and row.whom == "家属" and row.counts
    }
    return [
        mark if mark == "_" else "✓" if quarter in counting else "·" for quarter, mark in enumerate(by_hand)
    ]


def _compare_own_cadences(rows: list[Row]) -> None:
    calls = Counter(
        row.month for row in rows if row.member == TWICE_A_MONTH and row.way == "电话" and row.counts
    )
    assert "".join("✓" if calls[month] >= 2 else "·" for month in range(1, 13)) == "✓·✓✓········"
    june = [row for row in rows if row.member == "谭勤联" and row.month == 6 and row.counts]
    assert {way: [row.on for row in june if row.way == way] for way in JUNE_BY_WAY} == JUNE_BY_WAY
    assert len(june) == 4
