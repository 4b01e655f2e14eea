"""How members stand, over HTTP."""

from typing import Any
from uuid import UUID

from flask import Response
from flask.views import MethodView
from sqlalchemy import select

from api.access import ensure_reaches, membership_in_reach, nodes_below, within_reach
from api.http.blueprint import Slice
from api.http.guard import guarded
from api.http.once import create_once
from api.http.paging import page
from api.http.problems import language
from api.http.running import actor, read
from api.http.shapes import ReceiptShape
from api.models import Membership
from api.standing import rules, schemas, service

slice_ = Slice("standing", "How a member stands: times away, cards, decisions 外出期")


@slice_.route("/members/<uuid:member_id>/standing")
class MemberStanding(MethodView):
    """One member."""

    @guarded("standing.read", scope="member")
    @slice_.response(200, schemas.StandingShape)
    def get(self, member_id: UUID) -> Any:
        """Read how a member stands today, with what the clocks suggest."""
        read(lambda s: membership_in_reach(s, actor(), "standing.read", member_id))
        return read(lambda s: service.standings_of(s, actor(), [member_id], language()))[0]


@slice_.route("/standings")
class Standings(MethodView):
    """All members of a branch or township."""

    @guarded("standing.read", scope="node")
    @slice_.arguments(schemas.StandingQuery, location="query")
    @slice_.response(200, schemas.StandingPage)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """List how the members of a node stand today."""
        node_id = query["organization_id"]
        read(lambda s: ensure_reaches(s, actor(), "standing.read", node_id))
        statement = select(Membership.id).where(
            Membership.organization_id.in_(nodes_below([node_id])),
            Membership.to_on.is_(None),
            within_reach(actor(), "standing.read", Membership.organization_id),
        )
        order = [(Membership.id, False)]
        rows, following = read(lambda s: page(s, statement, order, query["limit"], query["cursor"]))
        ids = [row.id for row in rows]
        items = read(lambda s: service.standings_of(s, actor(), ids, language()))
        return {"items": items, "next_cursor": following}


@slice_.route("/members/<uuid:member_id>/away-periods")
class AwayPeriods(MethodView):
    """A member's times away."""

    @guarded("standing.read", scope="member")
    @slice_.response(200, schemas.AwayPeriodList)
    def get(self, member_id: UUID) -> dict[str, Any]:
        """List a member's times away with their cards, newest first."""
        read(lambda s: membership_in_reach(s, actor(), "standing.read", member_id))
        return {"items": read(lambda s: service.away_periods_of(s, actor(), member_id))}


@slice_.route("/away-periods/<uuid:away_period_id>/corrections")
class AwayCorrections(MethodView):
    """Corrections of a time away."""

    @guarded("standing.decide", scope="away_period")
    @slice_.arguments(schemas.AwayCorrectionIn)
    @slice_.response(201, ReceiptShape)
    def post(self, changes: dict[str, Any], away_period_id: UUID) -> Response:
        """Correct a time away, with the basis; the old row stays in every earlier cut."""
        return create_once(
            changes,
            check=lambda s: rules.ensure_may_decide(
                s, actor(), rules.get_visible(s, actor(), away_period_id)
            ),
            work=lambda s: service.correct_away(s, actor(), away_period_id, changes),
        )


@slice_.route("/members/<uuid:member_id>/standing-decisions")
class StandingDecisions(MethodView):
    """Decisions on how a member stands."""

    @guarded("standing.decide", scope="member")
    @slice_.arguments(schemas.StandingDecisionIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any], member_id: UUID) -> Response:
        """Record a decision on how a member stands, with its day, meeting and basis."""
        return create_once(
            data,
            check=lambda s: membership_in_reach(s, actor(), "standing.decide", member_id),
            work=lambda s: service.decide(s, actor(), member_id, data),
        )


@slice_.route("/cards/<uuid:card_id>/numbering")
class CardNumbering(MethodView):
    """The number of a card."""

    @guarded("standing.decide", scope="card")
    @slice_.arguments(schemas.CardNumberingIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any], card_id: UUID) -> Response:
        """Record the number on the paper card and the day it was handed over."""
        return create_once(
            data,
            check=lambda s: rules.ensure_may_decide(s, actor(), rules.get_visible_card(s, actor(), card_id)),
            work=lambda s: service.number_card(s, actor(), card_id, data["number"], data["issued_on"]),
        )


@slice_.route("/cards/<uuid:card_id>/changes")
class CardChanges(MethodView):
    """What happened to a card."""

    @guarded("standing.decide", scope="card")
    @slice_.arguments(schemas.CardChangeIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any], card_id: UUID) -> Response:
        """Record that a card was inspected, reviewed or lost."""
        return create_once(
            data,
            check=lambda s: rules.ensure_may_decide(s, actor(), rules.get_visible_card(s, actor(), card_id)),
            work=lambda s: service.change_card(s, actor(), card_id, data["state"], data["on_date"]),
        )
