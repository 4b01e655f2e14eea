"""Histories: what officer, secretaries and members do one after the other, through the verbs that the routes call.

A history is drawn as plain numbers, so that it shrinks to the few acts that matter. What cannot be done is refused by the
product, leaves nothing behind, and the history goes on.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from hypothesis import strategies as st
from sqlalchemy import select, true
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from api import clock
from api.access import Actor, Held
from api.contacts import service as contacts
from api.contacts.schemas import ContactIn
from api.errors import Refusal
from api.handoffs import service as handoffs
from api.journal import Outcome, seal
from api.members import erasing, leaving, merging, opening
from api.members import service as members
from api.models import AwayPeriod, Contact, Membership, Need, Pairing, Person
from api.needs import service as needs
from api.pairings import service as pairings
from api.pairings.schemas import PairIn
from api.reports import service as reports
from api.reports.schemas import ReportAcceptanceIn, ReportIn
from api.settings import service as settings
from api.standing import service as standing
from tests.cast import World
from tests.dashboards.by_hand import heard_on, read_rows

BRANCHES = ("青松村", "白鹭村", "竹溪村")
NODES = ("利泉县", "云栖镇", "石桥镇", *BRANCHES)
NEWCOMERS = 2
"""Who enters each branch before the story begins."""

_PLACES = ("330212", "440307", "HW0000", "500231", "429004", None)
_EMPLOYERS = ("顺达五金厂", "顺达 五金厂", "两江建筑队", None)
_BACK = (0, 0, 1, 2, 12, 29, 30, 31, 59, 60, 61, 89, 90, 91, 200)
_ON = (1, 2, 7, 28, 29, 30, 31, 60, 90)


class Step(NamedTuple):
    """One act as drawn: which, and the numbers that say of whom, with whom, how and when."""

    act: str
    who: int
    other: int
    how: int
    days: int


@dataclass
class History:
    """A township in which things happen; everything in one transaction that is never committed."""

    session: Session
    world: World
    now: datetime
    members: list[UUID] = field(default_factory=list)
    """Every membership there ever was, in the order in which they came."""
    made: dict[str, list[UUID]] = field(default_factory=dict)
    """Reports, contacts, needs and hand-offs, in the order in which they were made."""
    story: list[str] = field(default_factory=list)
    """What was done, and what was refused and why."""

    def __post_init__(self) -> None:
        """Let a few people be there already."""
        county = self.world.node("利泉县")
        account = self.world.accounts["孙委员"]
        self.actor = Actor(account, held=(Held("officer", county), Held("secretary", county)))
        self.officer = Actor(account, held=(Held("officer", county),))
        """Looks, and sees nothing private."""
        self.members += sorted(self.world.memberships.values())
        with clock.at(self.now):
            for number in range(NEWCOMERS * len(BRANCHES)):
                self.members.append(self._enter(number).id)
            seal(self.session)
        # Of the newcomers two are away, last heard of some weeks ago; one of them has somebody at home.
        first = len(self.world.memberships)
        for number in range(2):
            who = first + number
            self.live(Step("depart", who, other=0, how=1, days=90))
            self.live(Step("know_before", who, other=0, how=1, days=(12, 60)[number]))
        self.live(Step("pair", who=0, other=0, how=0, days=0))
        self.story.clear()

    @property
    def today(self) -> date:
        """Return the day that the history has come to."""
        return clock.day_of(self.now)

    def live(self, step: Step) -> None:
        """Do one act, or let it be refused."""
        with clock.at(self.now), self._or_nothing(step):
            ACTS[step.act](self, step)
            seal(self.session)

    @contextmanager
    def _or_nothing(self, step: Step) -> Iterator[None]:
        nested = self.session.begin_nested()
        try:
            yield
        except (Refusal, IntegrityError) as refused:
            nested.rollback()
            self.session.expunge_all()
            for kept in ("entries", "touched", "recorded", "newborn"):
                self.session.info.pop(kept, None)
            self.story.append(f"{self.today} {step}: {getattr(refused, 'code', 'conflict')}")
        else:
            nested.commit()
            self.story.append(f"{self.today} {step}")

    # Whom and what an act is about.

    def _one(self, number: int) -> UUID:
        """Return one on the roll."""
        on_roll = set(self.session.scalars(select(Membership.id).where(Membership.to_on.is_(None))))
        here = [one for one in self.members if one in on_roll]
        return here[number % len(here)]

    def _away(self, number: int) -> UUID:
        """Return one who is away, and every fourth time one who may not be."""
        gone = select(AwayPeriod.membership_id).where(
            AwayPeriod.replaced_at.is_(None), AwayPeriod.returned_on.is_(None)
        )
        open_ones = select(Membership.id).where(Membership.to_on.is_(None), Membership.id.in_(gone))
        away = set(self.session.scalars(open_ones))
        here = [one for one in self.members if one in away]
        return self._one(number) if not here or number % 4 == 3 else here[number % len(here)]

    def _anybody(self, number: int) -> UUID:
        return self.members[number % len(self.members)]

    def _branch_of(self, member: UUID) -> UUID:
        return self.session.scalars(select(Membership.organization_id).where(Membership.id == member)).one()

    def _revision(self, model: Any, made_id: UUID) -> int:
        known = select(model.revision).where(model.id == made_id, model.replaced_at.is_(None))
        return self.session.scalars(known).one()

    def _some(self, kind: str, number: int) -> UUID:
        """Return something that was made, the newest first."""
        known = self.made.get(kind, [])
        if not known:
            raise Refusal("not_found")
        return known[-1 - number % len(known)]

    def _keep(self, kind: str, outcome: Outcome) -> UUID:
        self.made.setdefault(kind, []).append(outcome.id)
        return outcome.id

    def _enter(self, number: int) -> Outcome:
        person = {
            "organization_id": self.world.node(BRANCHES[number % len(BRANCHES)]),
            "name": f"新{chr(0x4E00 + len(self.members) * 7 + number)}",
            "kind": "full",
            "confirmed_new": True,
            "from_on": self.today,
        }
        return members.enter(self.session, self.actor, person)

    # Acts.

    def _report(self, step: Step, kind: str, of: UUID | None = None, **told: Any) -> UUID:
        about_anybody = kind in ("departure", "hearsay")
        who = of or (self._one(step.who) if about_anybody else self._away(step.who))
        data = {
            "member_id": str(who),
            "kind": kind,
            "method": ("self", "phone", "paper")[step.how % 3],
            "reported_on": str(self.today - timedelta(step.days if kind != "departure" else 0)),
            **{name: str(value) if isinstance(value, date) else value for name, value in told.items()},
        }
        report_id = self._keep("report", reports.submit(self.session, self.actor, ReportIn().load(data)))
        # What is decided on must be written.
        seal(self.session)
        return report_id

    def _accept(self, report_id: UUID, **further: Any) -> None:
        reports.accept(self.session, self.actor, report_id, ReportAcceptanceIn().load(further))

    def hand_in_departure(self, step: Step) -> UUID:
        """Say that somebody leaves: long ago, today, or in a week."""
        leaves = self.today + timedelta(7) if step.other % 5 == 4 else self.today - timedelta(step.days)
        return self._report(
            step,
            "departure",
            departed_on=leaves,
            departed_precision=("day", "day", "month", "season", "year")[step.other % 5],
            discovered_on=self.today if step.how % 4 == 3 else None,
            place_code=_PLACES[step.other % len(_PLACES)],
            place_unsettled=step.how % 5 == 4 or _PLACES[step.other % len(_PLACES)] is None,
            employer=_EMPLOYERS[step.how % len(_EMPLOYERS)],
        )

    def depart(self, step: Step) -> None:
        """Leave, as the branch has accepted."""
        self._accept(self.hand_in_departure(step))

    def come_back(self, step: Step) -> None:
        """Return, today or some days ago."""
        self._accept(self._report(step, "return", returned_on=self.today - timedelta(step.days % 3)))

    def leave_again(self, step: Step) -> None:
        """Return, and leave again the same day."""
        member = self._away(step.who)
        back = self._report(step, "return", returned_on=self.today)
        self._accept(back)
        seal(self.session)
        self._accept(self._report(step, "departure", of=member, departed_on=self.today, place_code="440307"))

    def tell_change(self, step: Step) -> None:
        """Work elsewhere from now on."""
        place = _PLACES[step.other % 3]
        self._accept(self._report(step, "change", place_code=place, employer=_EMPLOYERS[step.how % 3]))

    def check_in(self, step: Step) -> None:
        """Say 报平安."""
        self._report(step, "check_in")

    def be_home(self, step: Step) -> None:
        """Come home for some days."""
        begins = self.today - timedelta(step.days)
        self._report(step, "home_visit", from_on=begins, to_on=begins + timedelta(step.other))

    def hand_in(self, step: Step) -> None:
        """Hand in a yearly report, or what was heard."""
        self._report(step, ("yearly", "hearsay")[step.other % 2], note="说了一句")

    def decide(self, step: Step) -> None:
        """Decide on a report that was handed in."""
        report_id = self._some("report", step.who)
        if step.how % 3 == 0:
            reports.send_back(self.session, self.actor, report_id, "请补充")
        elif step.how % 3 == 1:
            reports.withdraw(self.session, self.actor, report_id)
        else:
            self._accept(report_id)

    def log(self, step: Step) -> None:
        """Note a contact down, with one or with two at once."""
        who = [self._away(step.who)]
        if step.other % 4 == 3:
            who.append(self._one(step.other))
        data = {
            "member_ids": [str(one) for one in who],
            "way": ("phone", "video")[step.how % 2],
            "with_whom": ("self", "self", "family")[step.how % 3],
            "outcome": ("reached", "reached", "reached", "no_answer")[step.other % 4],
            "happened_on": str(self.today - timedelta(step.days)),
        }
        done = contacts.log(self.session, self.actor, ContactIn().load(data))
        self.made.setdefault("contact", []).extend(UUID(one["id"]) for one in done.further["contacts"])

    def correct_contact(self, step: Step) -> None:
        """Put a contact right."""
        changes: dict[str, Any] = (
            {"outcome": "no_answer"},
            {"with_whom": "family"},
            {"happened_on": self.today - timedelta(step.days), "happened_at": None},
            {"outcome": "reached", "with_whom": "self"},
        )[step.how % 4]
        contact_id = self._some("contact", step.who)
        contacts.correct(self.session, self.actor, contact_id, self._revision(Contact, contact_id), changes)

    def withdraw_contact(self, step: Step) -> None:
        """Take a contact back."""
        contacts.withdraw(self.session, self.actor, self._some("contact", step.who))

    def pair(self, step: Step) -> None:
        """Give somebody a liaison."""
        member = self._away(step.who)
        neighbours = self.session.scalars(
            select(Membership.id)
            .where(Membership.organization_id == self._branch_of(member), Membership.to_on.is_(None))
            .order_by(Membership.id)
        ).all()
        liaison = neighbours[step.other % len(neighbours)]
        told = {"member_id": str(member), "liaison_id": str(liaison)}
        if step.how % 4 == 3:
            told["kind"] = "away"
        data = {"organization_id": self._branch_of(member), "pairs": [PairIn().load(told)]}
        pairings.pair(self.session, self.actor, data)

    def end_pairing(self, step: Step) -> None:
        """End a pairing, or let one go on that had ended."""
        again = step.how % 3 == 2
        ended = Pairing.to_on.is_not(None) if again else Pairing.to_on.is_(None)
        found = self.session.scalars(select(Pairing).where(ended).order_by(Pairing.id)).all()
        if not found:
            raise Refusal("not_found")
        pairing = found[step.who % len(found)]
        data: dict[str, Any] = {"organization_id": pairing.organization_id, "ids": [pairing.id]}
        if again:
            pairings.take_up_again(self.session, self.actor, data)
        else:
            data |= {"reason": ("changed", "mistaken")[step.how % 2], "note": None, "on": None}
            pairings.end(self.session, self.actor, data)

    def correct_away(self, step: Step) -> None:
        """Put a time away right: its days, or that it is not over after all."""
        # Only what is over can go on after all.
        over = AwayPeriod.returned_on.is_not(None) if step.how % 4 == 0 else true()
        found = self.session.scalars(
            select(AwayPeriod.id)
            .where(AwayPeriod.replaced_at.is_(None), over)
            .order_by(AwayPeriod.recorded_at, AwayPeriod.id)
        ).all()
        if not found:
            raise Refusal("not_found")
        changes: dict[str, Any] = (
            {"returned_on": None},
            {"departed_on": self.today - timedelta(step.days), "departed_precision": "day"},
            {"departed_on": self.today + timedelta(step.days)},
            {"place_code": None, "place_unsettled": False},
        )[step.how % 4]
        standing.correct_away(
            self.session, self.actor, found[step.who % len(found)], {**changes, "basis": "核对"}
        )

    def decide_standing(self, step: Step) -> None:
        """Confirm how somebody stands: that alone moves no figure."""
        told = {
            "state": ("floating", "out_of_contact")[step.how % 2],
            "decided_on": self.today,
            "basis": "研究",
        }
        standing.decide(self.session, self.actor, self._one(step.who), {**told, "meeting": None})

    def decide_roll(self, step: Step) -> None:
        """Decide on 党籍."""
        state = ("normal", "suspended", "restored", "retained")[step.how % 4]
        members.decide_roll_status(
            self.session, self.actor, self._one(step.who), state, self.today, "支委会研究"
        )

    def exempt(self, step: Step) -> None:
        """Free somebody of duties, or not any more."""
        members.change(self.session, self.actor, self._one(step.who), {"exempt": step.how % 2 == 0})

    def know_before(self, step: Step) -> None:
        """Fill in what was known before the start."""
        member = self._one(step.who)
        row: dict[str, Any] = {"member_id": member}
        if step.how % 3 != 0:
            row["last_contact_on"] = self.today - timedelta(step.days)
        if step.how % 3 != 1:
            row["last_organization_life_on"] = self.today - timedelta(step.days)
        opening.fill_in(self.session, self.actor, self._branch_of(member), [row])

    def enter(self, step: Step) -> None:
        """Enter a branch."""
        self.members.append(self._enter(step.other).id)

    def move(self, step: Step) -> None:
        """Go to another branch."""
        branch = self.world.node(BRANCHES[step.other % len(BRANCHES)])
        on = self.today - timedelta(step.days % 2)
        done = leaving.move(self.session, self.actor, self._one(step.who), branch, on, "本人申请")
        self.members.append(done.id)

    def leave(self, step: Step) -> None:
        """Leave the roll."""
        reason = ("died", "transferred", "withdrew")[step.how % 3]
        leaving.leave(self.session, self.actor, self._one(step.who), reason, self.today, "有文件")

    def merge(self, step: Step) -> None:
        """Find out that two records are of one person: of neither is anything forgotten. The other may have left."""
        keep, drop = self._one(step.who), self._anybody(step.other)
        before = self._known_of(keep, drop)
        merging.merge(self.session, self.actor, keep, drop)
        seal(self.session)
        assert self._known_of(keep) == before

    def _known_of(self, *records: UUID) -> tuple[date | None, bool, int]:
        """Return of some records the last contact, whether anything from before the start is known, and open needs."""
        rows = read_rows(self.session)
        branch = self._branch_of(records[0])
        heard = [day for one in records for day in heard_on(rows, one)]
        opened = any(rows.standing("openings", membership_id=one) for one in records)
        on_the_roll = {one.id for one in rows.standing("memberships", to_on=None)}
        needs_open = [
            need
            for one in records
            for need in rows.standing("needs", membership_id=one, state="open")
            # From another branch comes what is still asked there, and nothing that was told in confidence.
            if need.node_id == branch or (one in on_the_roll and not need.private)
        ]
        return max(heard, default=None), opened or bool(heard), len(needs_open)

    def erase(self, step: Step) -> None:
        """Erase somebody who left."""
        gone = select(Membership.id).join(Person, Person.id == Membership.person_id)
        found = self.session.scalars(
            gone.where(Membership.to_on.is_not(None), Person.erased.is_(False)).order_by(Membership.id)
        ).all()
        if not found:
            raise Refusal("not_found")
        erasing.erase(self.session, self.actor, found[step.who % len(found)], "requested")

    def raise_need(self, step: Step) -> None:
        """Say what somebody needs, openly or in private."""
        told = {
            "member_id": self._one(step.who),
            "kind": "other",
            "words": "请帮一个忙",
            "private": step.how % 4 == 3,
            "told_by": "member",
            "raised_on": self.today - timedelta(step.days % 40),
        }
        self._keep("need", needs.submit(self.session, self.actor, told))

    def handle_need(self, step: Step) -> None:
        """Settle a need, take it back, open it again, or make it private."""
        need_id = self._some("need", step.who)
        if step.how % 4 == 0:
            told = {"state": "settled", "on_date": self.today, "result": "办好了", "told_way": None}
            needs.settle(self.session, self.actor, need_id, told)
        elif step.how % 4 == 1:
            needs.withdraw(self.session, self.actor, need_id)
        elif step.how % 4 == 2:
            needs.reopen(self.session, self.actor, need_id)
        else:
            revision = self._revision(Need, need_id)
            needs.change(self.session, self.actor, need_id, revision, {"private": step.other % 2 == 0})

    def ask_branch(self, step: Step) -> None:
        """Ask a branch or a township for help, about a member or about the place itself."""
        member = self._one(step.who) if step.how % 2 else None
        branch = self._branch_of(member) if member else self.world.node(NODES[1 + step.other % 5])
        about = ("other", "contact")[step.other % 2] if member else "other"
        told = {
            "id": None,
            "organization_id": branch,
            "member_id": member,
            "about": about,
            "note": "请看一看",
        }
        self._keep("handoff", handoffs.ask(self.session, self.actor, told))

    def pass_on(self, step: Step) -> None:
        """Pass on to a branch what a township was asked."""
        branch = self.world.node(BRANCHES[step.other % len(BRANCHES)])
        told = {"id": None, "organization_id": branch, "note": "请协助"}
        self._keep(
            "handoff",
            handoffs.pass_on(self.session, self.actor, self._some("handoff", step.who), told),
        )

    def answer_asked(self, step: Step) -> None:
        """Answer, reply to the wish for support, take back or open again."""
        handoff_id = self._some("handoff", step.who)
        if step.how % 5 in (0, 1):
            state = "support_wanted" if step.how % 5 == 0 else "done"
            handoffs.answer(self.session, self.actor, handoff_id, {"state": state, "answer": "缺一台车"})
        elif step.how % 5 == 2:
            handoffs.reply(self.session, self.actor, handoff_id, "已安排")
        elif step.how % 5 == 3:
            handoffs.withdraw(self.session, self.actor, handoff_id)
        else:
            handoffs.reopen(self.session, self.actor, handoff_id)

    def set_otherwise(self, step: Step) -> None:
        """Set for a place how long a need may be open, or how many days a feast has around it."""
        keys = ("need_open_days", "season_days_before", "season_days_after")
        value = (3, 10, 40, None)[step.how % 4]
        settings.set_value(
            self.session,
            self.actor,
            keys[step.other % 3],
            value,
            self.today - timedelta(step.days % 2),
            organization_id=self.world.node(NODES[step.who % len(NODES)]),
        )

    def days_go_by(self, step: Step) -> None:
        """Let the clock move on: nobody does anything, and yet the figures change."""
        self.now += timedelta(_ON[step.who % len(_ON)])


ACTS: dict[str, Callable[[History, Step], object]] = {
    name: verb
    for name, verb in vars(History).items()
    if callable(verb) and not name.startswith("_") and name not in {"live", "today"}
}

_OFTEN = (
    *("depart", "depart", "depart", "depart", "log", "log", "pair", "pair", "merge", "move"),
    *("days_go_by", "days_go_by", "days_go_by", "answer_asked", "ask_branch", "raise_need"),
    *("leave_again", "correct_away", "correct_away"),
)
"""What much else depends on."""

steps = st.builds(
    Step,
    act=st.sampled_from((*_OFTEN, *ACTS)),
    who=st.integers(0, 15),
    other=st.integers(0, 15),
    how=st.integers(0, 11),
    days=st.sampled_from(_BACK),
)
beginnings = st.dates(date(2025, 1, 1), date(2028, 12, 31)).map(
    lambda day: datetime.combine(day, time(12), clock.ZONE)
)
