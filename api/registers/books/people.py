"""What the ledger and the 采集表 tell of each member: times away, cards, liaisons, how they stand."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from types import SimpleNamespace
from uuid import UUID

from api.models import (
    ActivityCard,
    AwayPeriod,
    HomeStay,
    HostLink,
    Pairing,
    StandingDecision,
    Transfer,
    history_of,
)
from api.registers.known import Known, Member, Row, about, by_member
from api.registers.words import STATES
from api.settings.values import values_on
from api.standing import clocks, facts
from api.standing.months import Precision

_OVERSEAS = "HW0000"


class People:
    """The facts of a branch's members at the cut, each table asked once."""

    def __init__(self, known: Known) -> None:
        self.known = known
        away, self._on = history_of(AwayPeriod), known.day
        self.away = by_member(known.facts(AwayPeriod, order=(away.c.departed_on.nulls_first(), away.c.id)))
        self.stays = by_member(known.facts(HomeStay))
        self.decisions = by_member(
            known.facts(StandingDecision, order=(history_of(StandingDecision).c.decided_on,))
        )
        self.cards = {card.away_period_id: card for card in known.facts(ActivityCard)}
        self.hosts = {link.away_period_id: link for link in known.facts(HostLink)}
        self.transfers = by_member(known.facts(Transfer, order=(history_of(Transfer).c.recorded_at,)))
        self.limits = self._read_limits()

    def _read_limits(self) -> Mapping[UUID, facts.Limits]:
        branches = dict.fromkeys(self.known.members, self.known.branch_id)
        keys = ["months_until_floating", "home_stay_restarts_clock"]
        told = values_on(self.known.session, keys, branches, self._on, cut=self.known.at)
        return {
            membership_id: facts.Limits(
                floating_months=int(values["months_until_floating"]),
                home_stay_restarts=bool(values["home_stay_restarts_clock"]),
            )
            for membership_id, values in told.items()
        }

    def away_in_period(self, membership_id: UUID) -> list[Row]:
        """Return the times away that touch the period."""
        return [
            period
            for period in self.away.get(membership_id, ())
            if (period.departed_on is None or period.departed_on <= self.known.to_on)
            and (period.returned_on is None or period.returned_on >= self.known.from_on)
        ]

    def away_on(self, membership_id: UUID) -> Row | None:
        """Return the time away that is open on the day that is judged."""
        days = [
            period
            for period in self.away.get(membership_id, ())
            if (period.departed_on is None or period.departed_on <= self._on)
            and (period.returned_on is None or period.returned_on > self._on)
        ]
        return days[-1] if days else None

    def lost_since(self, membership_id: UUID) -> Row | None:
        """Return the decision 失联 that stands on the day that is judged: the last decision, if it says so."""
        made = [one for one in self.decisions.get(membership_id, ()) if one.decided_on <= self._on]
        return made[-1] if made and made[-1].state == facts.State.OUT_OF_CONTACT else None

    def state_of(self, member: Member) -> str:
        """Return how a member stands on the day that is judged: as decided, or as the clocks see it."""
        membership = member.membership
        standing = clocks.judge(
            facts.StandingFacts(
                kind=facts.MembershipKind(membership.kind),
                from_on=membership.from_on,
                ended_on=membership.to_on,
                away_periods=tuple(_away(period) for period in self.away.get(membership.id, ())),
                home_stays=tuple(
                    facts.HomeStay(stay.from_on, stay.to_on) for stay in self.stays.get(membership.id, ())
                ),
                decisions=tuple(
                    facts.Decision(facts.State(made.state), made.decided_on)
                    for made in self.decisions.get(membership.id, ())
                ),
            ),
            self._on,
            self.limits[membership.id],
        )
        return STATES[standing.confirmed_state or standing.state]

    def liaisons_of(self, membership_id: UUID) -> list[SimpleNamespace]:
        """Return the liaisons of a member on the day that is judged, the leading one first, with their phones."""
        return self._liaisons.get(membership_id, [])

    @cached_property
    def _liaisons(self) -> dict[UUID, list[SimpleNamespace]]:
        return _read_liaisons(self.known, self._on)


def _read_liaisons(known: Known, on: date) -> dict[UUID, list[SimpleNamespace]]:
    table = Pairing.versions
    found: dict[UUID, list[SimpleNamespace]] = {}
    rows = known.rows(
        Pairing,
        table.c.organization_id == known.branch_id,
        table.c.from_on <= on,
        (table.c.to_on.is_(None)) | (table.c.to_on > on),
        order=(table.c.lead.desc(), table.c.from_on, table.c.id),
    )
    for row in rows:
        liaison, member = known.member(row.liaison_id), known.member(row.member_id)
        if liaison is None or member is None or _left(liaison, on) or _left(member, on):
            continue
        told = about(name=liaison.name, phone=liaison.person.phone or "", kind=row.kind)
        found.setdefault(row.member_id, []).append(told)
    return found


def _left(member: Member, on: date) -> bool:
    return member.membership.to_on is not None and member.membership.to_on <= on


def _away(period: Row) -> facts.AwayFacts:
    return facts.AwayFacts(
        id=str(period.id),
        departed_on=period.departed_on,
        precision=Precision(period.departed_precision),
        discovered_on=period.discovered_on,
        expected_return_on=period.expected_return_on,
        returned_on=period.returned_on,
        relation_transferred_on=period.relation_transferred_on,
        place_unsettled=period.place_unsettled,
        overseas=period.place_code == _OVERSEAS,
    )
