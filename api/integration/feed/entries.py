"""The public shape of a journal entry, and who may read which: the feed and the webhooks both show this.

An entry says that something happened: node, epoch, number, kind, instant, ids of what it is about, small facts. It
carries no name, no free text and no actor; whoever may, asks for the rest at the subject's own address.

What a reader may not see stands in its place all the same, as `entry.withheld` with neither subjects nor facts: numbers
have no gap, so that everybody can prove that nothing is missing. Withheld is

- what the reader's roles or scopes do not open: a kind is as readable as the noun it speaks of (`report.submitted` for
  those who may read reports at that node), and a kind that is not in the table below is nobody's;
- everything about a private need, and a meeting that is 不宜公开 for those who do not write it up;
- a fact that is not in the table of facts: new ones have to be named here before they leave.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api import clock
from api.access import OFFICER, SECRETARY, Actor, organizations_in_reach
from api.models import Need, Training

WITHHELD = "entry.withheld"

READABLE_BY: dict[str, str] = {
    # A kind belongs to the longest of these that it begins with.
    "account.": "grants.read",
    "arrival.": "visits.read",
    "attendance.": "trainings.read",
    "away_period.": "standing.read",
    "bond.": "pairings.read",
    "calendar_feed.": "grants.read",
    "campaign.": "campaigns.read",
    "card.": "standing.read",
    "client.": "clients.read",
    "committee_seat.": "trainings.read",
    "consent.": "grants.read",
    "contact.": "contacts.read",
    "contact_pause.": "contacts.read",
    "contribution.": "contributions.read",
    "epoch.": "journal.read",
    "exclusion.": "trainings.read",
    "grant.": "grants.read",
    "group.": "members.read",
    "handoff.": "handoffs.read",
    "host_link.": "standing.read",
    "household.": "members.read",
    "invitation.": "invitations.read",
    "make_up.": "trainings.read",
    "material.": "materials.read",
    "member.": "members.read",
    "members.": "members.read",
    "members.dues_": "dues.read",
    "members.nationally_registered": "standing.read",
    "minutes.": "trainings.read",
    "need.": "needs.read",
    "organization.": "organizations.read",
    "pairing.": "pairings.read",
    "pairings.": "pairings.read",
    "paper.": "registers.read",
    "password.": "grants.read",
    "person.": "members.read",
    "probation.": "standing.read",
    "register.": "registers.read",
    "report.": "reports.read",
    "robot.": "robots.keep",
    "roster.": "members.read",
    "screening.": "screenings.read",
    "setting.": "settings.read",
    "standing.": "standing.read",
    "training.": "trainings.read",
    "training_series.": "trainings.read",
    "transfer.": "standing.read",
    "visit.": "visits.read",
    "webhook.": "webhooks.manage",
    "written_opinion.": "trainings.read",
}

FACTS = frozenset(
    {
        "about", "bond", "book", "coming", "count", "edition", "epoch", "fields", "form", "from", "from_on", "hash",
        "hours", "key", "kind", "method", "missing", "number", "on", "outcome", "plain", "reason", "result",
        "revision", "role", "roll_status", "rows", "same", "scopes", "source", "state", "step", "to", "to_on", "way",
        "window",
    }
)  # fmt: skip
"""Facts that leave. They are codes, days and counts; longer ones and unknown ones stay here."""

_LONGEST_FACT, _MOST_FIELDS = 100, 50
_FOR_WHO_DECIDES = "standing.decided"
"""Whether somebody counts as out of contact is a word for secretary and officer (domain §2)."""


class Line(Protocol):
    """What is read of a journal entry: a row of `COLUMNS`, or a `JournalEntry`."""

    node_id: Any
    epoch: Any
    number: Any
    kind: Any
    at: Any
    client_id: Any
    subjects: Any
    facts: Any


class Sight:
    """What one reader may see of journals: by permission, the nodes within reach, each asked once."""

    def __init__(self, session: Session, actor: Actor) -> None:
        self._session, self._actor = session, actor
        self._reach: dict[str, frozenset[UUID]] = {}

    def opens(self, kind: str, node_id: UUID) -> bool:
        """Say whether the reader may see entries of this kind at this node."""
        permission = permission_for(kind)
        return permission is not None and self.reaches(permission, node_id)

    def reaches(self, permission: str, node_id: UUID) -> bool:
        """Say whether the reader holds a permission at a node."""
        if permission not in self._reach:
            nodes = self._session.scalars(organizations_in_reach(self._actor, permission))
            self._reach[permission] = frozenset(nodes)
        return node_id in self._reach[permission]

    def show(self, lines: Sequence[Line]) -> list[dict[str, Any]]:
        """Return the public shape of entries, in the order given, as JSON takes it."""
        private_needs = self._private(Need, lines, ("need", "needs"))
        kept_meetings = self._private(Training, lines, ("training", "trainings"))
        return [self._show(line, private_needs, kept_meetings) for line in lines]

    def _show(self, line: Line, private_needs: set[str], kept_meetings: set[str]) -> dict[str, Any]:
        shown: dict[str, Any] = {
            "organization_id": str(line.node_id),
            "epoch": line.epoch,
            "number": line.number,
            "kind": WITHHELD,
            "at": line.at.astimezone(clock.ZONE).isoformat(timespec="microseconds"),
            "client_id": None,
            "subjects": {},
            "facts": {},
        }
        subjects = {noun: _many(ids) for noun, ids in line.subjects.items()}
        named = {one for ids in subjects.values() for one in ids}
        if (
            not self.opens(line.kind, line.node_id)
            or (line.kind.startswith("need.") and named & private_needs)
            or (named & kept_meetings and not self.reaches("trainings.write", line.node_id))
        ):
            return shown
        subjects = {noun: [one for one in ids if one not in private_needs] for noun, ids in subjects.items()}
        return {
            **shown,
            "kind": line.kind,
            "client_id": None if line.client_id is None else str(line.client_id),
            "subjects": {noun: ids for noun, ids in subjects.items() if ids},
            "facts": self._facts(line),
        }

    def _facts(self, line: Line) -> dict[str, Any]:
        if line.kind == _FOR_WHO_DECIDES and not {OFFICER, SECRETARY} & self._actor.roles:
            return {}
        return {name: value for name, value in line.facts.items() if name in FACTS and _is_small(value)}

    def _private(
        self, model: type[Need] | type[Training], lines: Sequence[Line], nouns: tuple[str, ...]
    ) -> set[str]:
        """Return those of the named needs or meetings that are private today."""
        named = {one for line in lines for noun in nouns for one in _many(line.subjects.get(noun, ()))}
        private: set[str] = set()
        for some in _portions(sorted(named)):
            asked = select(model.id).where(model.id.in_([UUID(one) for one in some]), model.private)
            if model is Need:
                asked = asked.where(Need.replaced_at.is_(None))
            private.update(str(id_) for id_ in self._session.scalars(asked))
        return private


def permission_for(kind: str) -> str | None:
    """Return the permission that opens a kind of entry; None where nobody has said so."""
    fitting = [prefix for prefix in READABLE_BY if kind.startswith(prefix)]
    return READABLE_BY[max(fitting, key=len)] if fitting else None


def show(session: Session, actor: Actor, lines: Sequence[Line]) -> list[dict[str, Any]]:
    """Return entries as this actor may see them. Webhooks call it with whoever answers for the address."""
    return Sight(session, actor).show(lines)


def _many(ids: str | Collection[str]) -> list[str]:
    return [ids] if isinstance(ids, str) else list(ids)


def _is_small(value: Any) -> bool:
    if isinstance(value, list):
        return len(value) <= _MOST_FIELDS and all(isinstance(one, str) and _is_small(one) for one in value)
    return not isinstance(value, Mapping) and (not isinstance(value, str) or len(value) <= _LONGEST_FACT)


def _portions(ids: Sequence[str], size: int = 500) -> list[Sequence[str]]:
    return [ids[start : start + size] for start in range(0, len(ids), size)]
