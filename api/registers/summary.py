"""一页汇总: every branch one line in its fixed order, whom to ring, the yearly statistics, and a paragraph to copy."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from api import clock
from api.access import Actor, acting_role, nodes_below, reaches
from api.codes import mask, places
from api.members.readings import note_reading
from api.models import (
    Account,
    Grant,
    Organization,
    Person,
    ScreeningFinding,
    ScreeningRound,
    Visit,
    VisitMember,
    history_of,
)
from api.registers.books.people import People
from api.registers.columns import Column
from api.registers.cuts import Head, read_cut
from api.registers.known import Known, Row
from api.registers.words import STATES, day, season
from api.registers.writing.glyphs import ensure_drawn
from api.registers.writing.pdf import typeset
from api.registers.writing.texts import write_xlsx
from api.settings.values import nodes_above

COUNTS = ("members", "away", "floating", "short", "lost", "unregistered")
FLOWS = ("out", "other_province", "other_city", "same_city", "overseas", "no_place", "with_card")

TITLES = ("支部", "党员", "外出", "流动", "短期", "失联", "未登记", "本轮排查", "慰问", "数据截至", "联系谁")
FLOW_TITLES = ("支部", "流出总数", "跨省", "省内跨市", "市内", "海外", "地点未登记", "持证")

_STATE_OF = {
    STATES["floating"]: "floating",
    STATES["short_absence"]: "short",
    STATES["out_of_contact"]: "lost",
    STATES["unregistered"]: "unregistered",
}
_IN_HAND = frozenset({"issued", "to_inspect"})


@dataclass
class Line:
    """One branch. ring: name and phone of its secretary."""

    organization_id: UUID
    name: str
    as_of: datetime
    counts: Counter[str] = field(default_factory=Counter)
    flows: Counter[str] = field(default_factory=Counter)
    screening: str = "—"
    visits: int = 0
    ring_name: str = ""
    ring_phone: str = ""
    ring_person_id: UUID | None = None

    def cells(self) -> list[str]:
        """Return the line as it prints."""
        known = f"{self.as_of.astimezone(clock.ZONE):%m.%d %H:%M}"
        told = [str(self.counts[name]) for name in COUNTS]
        return [
            self.name,
            *told,
            self.screening,
            f"{self.visits}人次",
            known,
            f"{self.ring_name} {self.ring_phone}".strip(),
        ]

    def flow_cells(self) -> list[str]:
        """Return the yearly statistics of the branch."""
        return [self.name, *(str(self.flows[name]) for name in FLOWS)]


@dataclass
class Summary:
    """The whole page."""

    node_name: str
    on: date
    lines: list[Line]

    def total(self) -> Line:
        """Return the sums of the lines."""
        whole = Line(UUID(int=0), "合计", max((line.as_of for line in self.lines), default=clock.now()))
        for line in self.lines:
            whole.counts.update(line.counts)
            whole.flows.update(line.flows)
            whole.visits += line.visits
        return whole

    def paragraph(self) -> str:
        """Return a paragraph to copy into a report."""
        whole = self.total()
        counts, flows = whole.counts, whole.flows
        waits = f"，另有{counts['unregistered']}名情况待登记" if counts["unregistered"] else ""
        rest = "".join(
            f"、{word}{flows[name]}名"
            for name, word in (("same_city", "市内"), ("overseas", "海外"), ("no_place", "地点未登记"))
            if flows[name]
        )
        lost = f"，失联{counts['lost']}名" if counts["lost"] else ""
        return (
            f"截至{self.on.year}年{self.on.month}月{self.on.day}日，{self.node_name}"
            f"共有党支部{len(self.lines)}个、党员{counts['members']}名，外出{counts['away']}名，"
            f"其中流动党员{counts['floating']}名、短期外出{counts['short']}名{lost}{waits}。"
            f"流出党员共{flows['out']}名，其中跨省{flows['other_province']}名、省内跨市{flows['other_city']}名"
            f"{rest}，持有活动证{flows['with_card']}名。"
            f"今年以来慰问{whole.visits}人次。"
        )


def summarise(session: Session, actor: Actor, node_id: UUID, on: date) -> Summary:
    """Return the page for a day, as recorded up to each branch's committed head."""
    node = session.get_one(Organization, node_id)
    may_ring = reaches(session, actor, "registers.reveal", node_id)
    secretaries = _read_secretaries(session, node_id, on)
    lines = []
    for branch_id, head in read_cut(session, node_id).items():
        line = _line(session, branch_id, head, on)
        secretary = secretaries.get(branch_id)
        if secretary is not None:
            phone = secretary.phone or ""
            line.ring_name, line.ring_person_id = secretary.name, secretary.id
            line.ring_phone = phone if may_ring else mask.phone(phone)
        lines.append(line)
    return Summary(node.short_name, on, lines)


def note_phones(session: Session, actor: Actor, node_id: UUID, summary: Summary, kind: str) -> None:
    """Leave a trace of each secretary whose phone stands on the page in plain."""
    people = {line.ring_person_id for line in summary.lines if line.ring_phone and line.ring_person_id}
    if people and reaches(session, actor, "registers.reveal", node_id):
        role = acting_role(session, actor, "registers.reveal", node_id)
        note_reading(session, actor, sorted(people), role, kind, ["phones"])


def _line(session: Session, branch_id: UUID, head: Head, on: date) -> Line:
    known = Known(session, branch_id, head.at, date(on.year, 1, 1), on)
    people = People(known)
    name = session.scalars(select(Organization.short_name).where(Organization.id == branch_id)).one()
    line = Line(branch_id, name, head.at)
    home = _place_of(session, branch_id)
    covered = 0
    for member in known.on_the_roll():
        left, membership_id = member.membership.to_on, member.membership.id
        if left is not None and left <= on:
            continue
        covered += 1
        line.counts["members"] += 1
        state = _STATE_OF.get(people.state_of(member))
        if state:
            line.counts[state] += 1
        period = people.away_on(membership_id)
        if period is not None:
            line.counts["away"] += 1
            line.flows.update(["out", _flow(period, home)])
            card = people.cards.get(period.id)
            line.flows["with_card"] += card is not None and card.state in _IN_HAND
    line.screening = _screening(known, covered)
    line.visits = _visits(known)
    return line


def _flow(period: Row, home: str | None) -> str:
    code: str | None = period.place_code
    if code is None or (home is None and code != places.OVERSEAS):
        return "no_place"
    if code == places.OVERSEAS or home is None:
        return "overseas"
    if code[:2] != home[:2]:
        return "other_province"
    # A place that is known to the province only is not said to be another city.
    if code[2:4] == "00":
        return "no_place"
    return "other_city" if code[:4] != home[:4] else "same_city"


def _place_of(session: Session, branch_id: UUID) -> str | None:
    above = nodes_above(session, branch_id)
    codes = dict(
        session.execute(
            select(Organization.id, Organization.place_code).where(Organization.id.in_(above))
        ).all()
    )
    return next((codes[node] for node in above if codes.get(node)), None)


def _screening(known: Known, on_roll: int) -> str:
    """Write how far this round is: the newest one of the year, done of those it covers."""
    table = history_of(ScreeningRound)
    rounds = known.facts(ScreeningRound, table.c.opened_on <= known.to_on, order=(table.c.opened_on.desc(),))
    newest = next(
        (
            one
            for one in rounds
            if one.void_on is None and (one.until_on or one.closed_on or one.opened_on) >= known.from_on
        ),
        None,
    )
    if newest is None:
        return "—"
    findings = known.facts(ScreeningFinding, history_of(ScreeningFinding).c.round_id == newest.id)
    whole = len(newest.covered) if newest.covered is not None else on_roll
    return f"{season(newest.window_key)} {len({one.membership_id for one in findings})}/{whole}"


def _visits(known: Known) -> int:
    table = history_of(Visit)
    made = known.facts(
        Visit, table.c.on_date >= known.from_on, table.c.on_date <= known.to_on, table.c.void.is_(False)
    )
    ids = {one.id for one in made}
    return sum(row.visit_id in ids for row in known.facts(VisitMember))


def _read_secretaries(session: Session, node_id: UUID, on: date) -> dict[UUID, Person]:
    """Return the secretary of each branch on a day; of several, the one who began first."""
    rows = session.execute(
        select(Grant.organization_id, Person)
        .join(Account, Account.id == Grant.account_id)
        .join(Person, Person.id == Account.person_id)
        .where(
            Grant.role == "secretary",
            Grant.delegated_by_id.is_(None),
            Grant.organization_id.in_(nodes_below([node_id])),
            Grant.from_on <= on,
            or_(Grant.to_on.is_(None), Grant.to_on >= on),
        )
        .order_by(Grant.from_on.desc(), Grant.id)
    )
    return {row.organization_id: row.Person for row in rows}


def as_answer(summary: Summary) -> dict[str, Any]:
    """Return the page as an answer."""
    whole = summary.total()
    return {
        "organization_name": summary.node_name,
        "on": summary.on,
        "items": [_shown(line) for line in summary.lines],
        "total": _shown(whole),
        "paragraph": summary.paragraph(),
    }


def _shown(line: Line) -> dict[str, Any]:
    return {
        "organization_id": line.organization_id if line.organization_id.int else None,
        "name": line.name,
        **{name: line.counts[name] for name in COUNTS},
        "flows": {name: line.flows[name] for name in FLOWS},
        "screening": line.screening,
        "visits": line.visits,
        "as_of": line.as_of,
        "ring_name": line.ring_name,
        "ring_phone": line.ring_phone,
    }


def write_page(summary: Summary) -> bytes:
    """Return the page as PDF: A4, one page while its letters can be read. Raise `glyph_missing`."""
    whole = summary.total()
    sum_line = [*whole.cells()[:7], "", whole.cells()[8], "", ""]
    rows = [*(line.cells() for line in summary.lines), sum_line]
    flows = [*(line.flow_cells() for line in summary.lines), whole.flow_cells()]
    ensure_drawn([*(cell for row in (*rows, *flows) for cell in row), summary.node_name])
    return typeset(
        "summary",
        {
            "title": "流动党员工作一页汇总",
            "node": summary.node_name,
            "year": day(summary.on),
            "titles": list(TITLES),
            "rows": rows,
            "flow_titles": list(FLOW_TITLES),
            "flows": flows,
            "paragraph": summary.paragraph(),
            "foot": f"数据截至以各支部一栏为准　{day(clock.today())}打印",
            "signers": ["填表人", "审核人"],
            "size": 8,
        },
    )


def write_workbook(summary: Summary) -> bytes:
    """Return the page as a workbook: lines and statistics side by side, so that they can be reckoned with."""
    columns = [
        Column(title, lambda _: "", 1.6 if title in {"支部", "联系谁"} else 1)
        for title in (*TITLES, *FLOW_TITLES[1:])
    ]
    rows = [[*line.cells(), *line.flow_cells()[1:]] for line in (*summary.lines, summary.total())]
    rows[-1][7] = rows[-1][9] = rows[-1][10] = ""
    return write_xlsx(
        f"{summary.node_name}流动党员工作一页汇总",
        summary.paragraph(),
        ["序号", *TITLES, *FLOW_TITLES[1:]],
        columns,
        rows,
        sheet_name="一页汇总",
    )
