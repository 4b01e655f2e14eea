"""《流动党员报告登记册》 on paper: some rows for each member away; a departure takes a blank one."""

from sqlalchemy.orm import Session

from api.access import Actor
from api.http.fields import Day, Text, Word
from api.models import Report
from api.registers.sheets.book import OPTIONAL, Row, SheetBook, each_away
from api.registers.sheets.handwriting import read_place
from api.reports import service as reports

_TOLD = (
    "departed_on",
    "expected_return_on",
    "returned_on",
    "reason_code",
    "place_code",
    "employer",
    "residence",
    "phone",
    "note",
)
_NOT_ASKED = (
    "recorded_at_device",
    "departed_text",
    "discovered_on",
    "from_on",
    "to_on",
    "place_unsettled",
    "family_contact",
    "wants_card",
    "thinking",
    "work",
    "organization_life",
    "dues",
)
"""What a report may hold and this sheet has no column for."""


def _enter(session: Session, actor: Actor, row: Row) -> None:
    (member_id,) = row.member_ids
    told = {name: row.told[name] for name in _TOLD}
    if told["place_code"] is None:
        told |= read_place(row.told["place"])
    reports.submit(
        session,
        actor,
        {
            **dict.fromkeys(_NOT_ASKED),
            **told,
            "departed_precision": "day",
            "id": row.id,
            "member_id": member_id,
            "kind": row.told["kind"],
            "method": "paper",
            "reported_on": row.on,
        },
    )


BOOK = SheetBook(
    key="reports",
    title="流动党员报告登记册",
    columns=(
        ("报告日期", 1.2),
        ("类型\n外出／变更\n返乡／报平安", 1.2),
        ("离村或返乡日期", 1.2),
        ("预计返回", 1.2),
        ("外出事由\n务工／经商／求学\n随家人／其他", 1.5),
        ("外出地点\n省市县", 2.2),
        ("务工单位／住所", 2.6),
        ("电话\n有变化时填", 1.6),
        ("备注", 1.8),
        ("签字", 1.2),
    ),
    fields={
        "kind": Word("departure", "change", "return", "check_in", load_default="check_in"),
        "departed_on": Day(**OPTIONAL),
        "expected_return_on": Day(**OPTIONAL),
        "returned_on": Day(**OPTIONAL),
        "reason_code": Word("work", "business", "study", "family", "other", **OPTIONAL),
        "place": Text(
            most=80,
            metadata={"description": "The place as it is written; it is read where no `place_code` is sent."},
            **OPTIONAL,
        ),
        "place_code": Text(most=6, **OPTIONAL),
        "employer": Text(most=200, **OPTIONAL),
        "residence": Text(most=300, **OPTIONAL),
        "phone": Text(most=30, **OPTIONAL),
        "note": Text(most=1000, **OPTIONAL),
    },
    people=each_away,
    enter=_enter,
    fact=Report,
    days=frozenset({"reported_on"}),
)
