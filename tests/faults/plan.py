"""What the clients set out to do: seeded, so that the same seed means the same errands."""

import random
import threading
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from api import clock
from tests.faults.township import OFFICER, Member, Township

REPORTS = "/api/v1/reports"
CONTACTS = "/api/v1/contacts"
KINDS = ("check_in", "yearly", "home_visit", "change", "hearsay")


@dataclass(frozen=True)
class Layout:
    """Over which branches the clients are spread, and what share of errands is a move, a contact, is hasty, or mints an id."""

    branches: tuple[str, ...]
    moves: float = 0.0
    contacts: float = 0.25
    haste: float = 0.3
    own_ids: float = 0.5

    @property
    def refusals(self) -> frozenset[tuple[int, str]]:
        """Return the honest refusals: none, unless a member may have moved away meanwhile."""
        if not self.moves:
            return frozenset()
        return frozenset({(404, "not_found"), (403, "forbidden"), (409, "membership_ended")})


ONE_BRANCH = Layout(("青松村",))
FOUR_BRANCHES = Layout(("青松村", "白鹭村", "石桥村", "竹溪村"), moves=0.25)


@dataclass(frozen=True)
class Errand:
    """One request, which stays the same however often it is sent.

    hasty: it is first sent by somebody who hangs up before the answer, so that two with one key are on the way.
    """

    kind: str
    actor: str
    path: str
    body: dict[str, Any]
    key: str
    about: str
    hasty: bool = False


class Whereabouts:
    """Where each member is, as far as the answers so far tell."""

    def __init__(self, township: Township, layout: Layout) -> None:
        chosen = {township.nodes[name] for name in layout.branches}
        self._members = {
            name: member for name, member in township.members.items() if member.branch_id in chosen
        }
        self._turn = threading.Lock()

    def choose(self, dice: random.Random) -> Member:
        """Choose a member."""
        with self._turn:
            return self._members[dice.choice(sorted(self._members))]

    def note_move(self, person: str, receipt: dict[str, Any]) -> None:
        """Note where a member is now."""
        with self._turn:
            self._members[person] = Member(person, UUID(receipt["id"]), UUID(receipt["organization_id"]))


class Round:
    """The errands of one client, one after the other without end."""

    def __init__(
        self, township: Township, layout: Layout, whereabouts: Whereabouts, seed: int, client: int
    ) -> None:
        self._township, self._layout, self._whereabouts = township, layout, whereabouts
        self._dice = random.Random(f"{seed}/{client}")
        self._waiting: Errand | None = None

    def next_errand(self) -> Errand:
        """Return what to do next."""
        errand, self._waiting = self._waiting, None
        if errand is not None:
            return errand
        if self._dice.random() < self._layout.moves:
            return self._move()
        return self._contact() if self._dice.random() < self._layout.contacts else self._report()

    def learn(self, errand: Errand, receipt: dict[str, Any]) -> None:
        """Go on from an answer: a member has moved, or a report waits for the secretary."""
        if errand.kind == "move":
            self._whereabouts.note_move(errand.about, receipt)
        elif receipt["state"] == "submitted" and self._dice.random() < 0.5:
            branch = self._township.branch_name(UUID(receipt["organization_id"]))
            self._waiting = self._errand(
                "acceptance", f"{branch}书记", f"{REPORTS}/{receipt['id']}/acceptance", {}, errand.about
            )

    def _report(self) -> Errand:
        member = self._whereabouts.choose(self._dice)
        alone = self._dice.random() < 0.5
        today = str(clock.today())
        body: dict[str, Any] = {
            "member_id": str(member.membership_id),
            "kind": self._dice.choice(KINDS),
            "method": "self" if alone else "phone",
            "reported_on": today,
            "note": f"第 {self._dice.randrange(10_000)} 次说",
        }
        if body["kind"] == "home_visit":
            body.update(from_on=today, to_on=today)
        if self._dice.random() < self._layout.own_ids:
            body["id"] = str(self._mint())
        actor = member.person if alone else f"{self._township.branch_name(member.branch_id)}书记"
        return self._errand("report", actor, REPORTS, body, member.person)

    def _contact(self) -> Errand:
        member = self._whereabouts.choose(self._dice)
        body: dict[str, Any] = {
            "member_ids": [str(member.membership_id)],
            "way": self._dice.choice(("phone", "wechat", "video")),
            "outcome": self._dice.choice(("reached", "reached", "no_answer")),
            "happened_on": str(clock.today()),
            "note": f"第 {self._dice.randrange(10_000)} 次联系",
        }
        if self._dice.random() < self._layout.own_ids:
            body["id"] = str(self._mint())
        actor = f"{self._township.branch_name(member.branch_id)}书记"
        return self._errand("contact", actor, CONTACTS, body, member.person)

    def _move(self) -> Errand:
        member = self._whereabouts.choose(self._dice)
        others = [
            self._township.nodes[name]
            for name in self._layout.branches
            if self._township.nodes[name] != member.branch_id
        ]
        body = {
            "organization_id": str(self._dice.choice(others)),
            "on": str(clock.today()),
            "basis": "支部党员大会决定",
        }
        path = f"/api/v1/members/{member.membership_id}/moving"
        return self._errand("move", OFFICER, path, body, member.person)

    def _errand(self, kind: str, actor: str, path: str, body: dict[str, Any], about: str) -> Errand:
        hasty = self._dice.random() < self._layout.haste
        return Errand(kind, actor, path, body, str(self._mint()), about, hasty)

    def _mint(self) -> UUID:
        return UUID(int=self._dice.getrandbits(128), version=4)
