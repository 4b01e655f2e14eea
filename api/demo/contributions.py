"""Both ways: what members away gave back, how those at home helped, and one call that some answered."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from api import clock
from api.contributions import service as contributions
from api.demo.acts import Act, Ids, moment
from api.demo.organizations import GUIHUAPING
from api.demo.staff import RECORDER, SECRETARY

_ORCHARD = ("tan-zhiyuan", "back", "crops", "出苗钱，带上坪几户试种猕猴桃")
_DEEDS: tuple[tuple[int, str, str, str, str, dict[str, Any]], ...] = (
    # days ago, whose, which way, kind, words, figures
    (390, *_ORCHARD, {"area_mu": 20, "source": "seen"}),
    (300, "huang-jianjun", "back", "jobs", "介绍同村年轻人进厂，包住两个月", {"people": 3, "source": "told"}),
    (
        150,
        "long-yunfei",
        "back",
        "road",
        "凑钱把老屋场到水井湾的路铺了石子",
        {"amount_yuan": 6000, "source": "paper"},
    ),
    (60, "tian-xiaoqin", "help", "farm", "帮她家把晚稻收了", {"helpers": ("tian-yongfu", "qu-jiashun")}),
    (45, "mu-wei", "help", "elders", "陪他父亲去镇卫生院拿药，来回一上午", {"helpers": ("mu-changqing",)}),
)
_GOES_ON = 25
"""Days ago: the orchard of last year grew, and is one deed."""

_CALL = (
    "冬修水渠",
    "周六早上八点，带锄头在水井湾集合，把进村的水渠清一遍，中午村里管饭。在外的同志不用赶回来，帮忙转告家里就好。",
)
_ANSWERED = ("mu-changqing", "ran-qiming", "li-xingwang")


def tell_contributions(ids: Ids, today: date) -> Iterator[Act]:
    """Tell deeds of the past year, and a call of last week."""
    tell = _Deeds(ids)
    for number, (ago, whose, direction, kind, words, more) in enumerate(_DEEDS):
        at = moment(today - timedelta(days=ago), 19, 20 + number)
        yield Act(at, partial(tell.record, whose, direction, kind, words, more))
        yield Act(at + timedelta(hours=2), tell.accept)
    at = moment(today - timedelta(days=_GOES_ON), 19, 40)
    yield Act(at, partial(tell.record, *_ORCHARD, {"area_mu": 35, "source": "seen", "continues": True}))
    yield Act(at + timedelta(hours=2), tell.accept)
    called = moment(today - timedelta(days=8), 19, 45)
    yield Act(called, tell.call)
    for number, key in enumerate(_ANSWERED, 1):
        yield Act(called + timedelta(days=1, minutes=number), partial(tell.answer, key))


class _Deeds:
    """What was recorded, and accepted the same evening."""

    def __init__(self, ids: Ids) -> None:
        self.ids = ids
        self.first: dict[tuple[str, str], UUID] = {}
        self.newest: UUID | None = None
        self.campaign: UUID | None = None

    def record(
        self, whose: str, direction: str, kind: str, words: str, more: dict[str, Any], session: Session
    ) -> None:
        """Let the clerk record a deed."""
        clerk = self.ids.actor(session, RECORDER)
        helpers = [self.ids.memberships[key] for key in more.get("helpers", ())]
        figures = {name: more.get(name) for name in ("amount_yuan", "people", "area_mu", "source")}
        made = contributions.submit(
            session,
            clerk,
            {
                "id": None,
                "member_id": self.ids.memberships[whose],
                "direction": direction,
                "kind": kind,
                "on_date": clock.today(),
                "words": words,
                "source_words": None,
                "helper_ids": helpers,
                "photo_ids": [],
                "recorded_at_device": None,
                "continues_id": self.first[whose, kind] if more.get("continues") else None,
                **figures,
            },
        )
        self.first.setdefault((whose, kind), made.id)
        self.newest = made.id

    def accept(self, session: Session) -> None:
        """Let the secretary accept it."""
        if self.newest is not None:
            contributions.decide(session, self.ids.actor(session, SECRETARY), self.newest, "accepted")

    def call(self, session: Session) -> None:
        """Make a call."""
        title, text = _CALL
        self.campaign = contributions.call(
            session,
            self.ids.actor(session, SECRETARY),
            {
                "id": None,
                "organization_id": self.ids.nodes[GUIHUAPING],
                "title": title,
                "text": text,
                "from_on": clock.today(),
                "until_on": clock.today() + timedelta(days=12),
            },
        ).id

    def answer(self, key: str, session: Session) -> None:
        """Note that a member takes part."""
        if self.campaign is None:
            raise LookupError(key)
        part = {
            "member_id": self.ids.memberships[key],
            "on_date": clock.today(),
            "withdrawn": False,
            "words": None,
        }
        contributions.take_part(session, self.ids.actor(session, RECORDER), self.campaign, part)
