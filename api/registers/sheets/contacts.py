"""《流动党员联系登记册》 on paper: some rows for each member away."""

from sqlalchemy.orm import Session

from api.access import Actor
from api.contacts import service as contacts
from api.http.fields import Id, Text, Word
from api.models import Contact
from api.registers.sheets.book import OPTIONAL, Row, SheetBook, each_away, need_part

_TOLD = (
    "way",
    "with_whom",
    "outcome",
    "by_member_id",
    "note",
    "place_code",
    "employer",
    "residence",
    "phone",
    "need",
)


def _enter(session: Session, actor: Actor, row: Row) -> None:
    contacts.log(
        session,
        actor,
        {
            **{name: row.told[name] for name in _TOLD},
            "id": row.id,
            "member_ids": list(row.member_ids),
            "direction": "outgoing",
            "happened_on": row.on,
            "happened_at": None,
            "recorded_at_device": None,
        },
    )


BOOK = SheetBook(
    key="contacts",
    title="流动党员联系登记册",
    columns=(
        ("日期", 1.2),
        ("联络员", 1.2),
        ("对象\n本人／家属", 1.0),
        ("方式\n电话／微信／视频\n当面／信函", 1.5),
        ("联系上\n是／否", 0.8),
        ("内容摘要\n思想、工作、组织生活、学习", 5.4),
        ("困难诉求", 2.2),
        ("签字", 1.2),
    ),
    fields={
        "way": Word("phone", "wechat", "video", "in_person", "letter", load_default="phone"),
        "with_whom": Word("self", "family", load_default="self"),
        "outcome": Word("reached", "no_answer", "out_of_service", "declined", load_default="reached"),
        "by_member_id": Id(**OPTIONAL),
        "place_code": Text(most=6, **OPTIONAL),
        "employer": Text(most=200, **OPTIONAL),
        "residence": Text(most=300, **OPTIONAL),
        "phone": Text(most=30, **OPTIONAL),
        "note": Text(most=1000, **OPTIONAL),
        "need": need_part(),
    },
    people=each_away,
    enter=_enter,
    fact=Contact,
    days=frozenset({"happened_on"}),
)
