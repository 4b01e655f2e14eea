"""Dues over HTTP."""

from typing import Any
from uuid import UUID

from flask import Response
from flask.views import MethodView

from api.access import ensure_reaches, membership_in_reach
from api.http.blueprint import Slice
from api.http.guard import guarded
from api.http.once import create_once
from api.http.running import actor, read
from api.http.shapes import ReceiptShape
from api.standing.dues import grid, rules, schemas, service

slice_ = Slice("dues", "Dues: recorded, never collected 党费")


@slice_.route("/dues")
class Dues(MethodView):
    """The grid of a branch."""

    @guarded("dues.read", scope="node")
    @slice_.arguments(schemas.DuesQuery, location="query")
    @slice_.response(200, schemas.DuesGridShape)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """Read a branch's members and the months of a year; what has no cell is not on record."""
        node = query["organization_id"]
        read(lambda s: ensure_reaches(s, actor(), "dues.read", node))
        return read(lambda s: grid.read_grid(s, node, query["year"]))


@slice_.route("/members/<uuid:member_id>/dues")
class MemberDues(MethodView):
    """One member's dues."""

    @guarded("dues.read", scope="member")
    @slice_.response(200, schemas.MemberDuesShape)
    def get(self, member_id: UUID) -> dict[str, Any]:
        """Read one member's amounts and months."""
        return read(
            lambda s: grid.read_member_dues(s, membership_in_reach(s, actor(), "dues.read", member_id))
        )


@slice_.route("/dues/payments")
class DuesPayments(MethodView):
    """已交."""

    @guarded("dues.record", scope="node")
    @slice_.arguments(schemas.DuesPaymentIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any]) -> Response:
        """Record that one or many members paid for some months; the branch itself never advances dues."""
        return create_once(
            data,
            check=lambda s: rules.ensure_may_record(s, actor(), data["organization_id"]),
            work=lambda s: service.pay(s, actor(), data),
        )


@slice_.route("/dues/waivers")
class DuesWaivers(MethodView):
    """减免."""

    @guarded("dues.decide", scope="node")
    @slice_.arguments(schemas.DuesWaiverIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any]) -> Response:
        """Record that dues were waived, with the day and the basis of the approval."""
        return create_once(
            data,
            check=lambda s: rules.ensure_may_waive(s, actor(), data["organization_id"], data["member_ids"]),
            work=lambda s: service.waive(s, actor(), data),
        )


@slice_.route("/dues/corrections")
class DuesCorrections(MethodView):
    """Corrections of months."""

    @guarded("dues.record", scope="member")
    @slice_.arguments(schemas.DuesCorrectionIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any]) -> Response:
        """Correct a member's months or take them back, with the basis."""
        return create_once(
            data,
            check=lambda s: membership_in_reach(s, actor(), "dues.record", data["member_id"]),
            work=lambda s: service.correct(s, actor(), data),
        )


@slice_.route("/dues/assessments")
class DuesAssessments(MethodView):
    """核定额."""

    @guarded("dues.decide", scope="node")
    @slice_.arguments(schemas.AssessmentsIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any]) -> Response:
        """Record what members pay a month, as the branch decided it."""
        return create_once(
            data,
            check=lambda s: ensure_reaches(s, actor(), "dues.decide", data["organization_id"]),
            work=lambda s: service.assess(s, actor(), data),
        )


@slice_.route("/dues/suggestion")
class DuesSuggestion(MethodView):
    """What the rate table says."""

    @guarded("dues.record", scope="node")
    @slice_.arguments(schemas.SuggestionQuery, location="query")
    @slice_.response(200, schemas.DuesSuggestionShape)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """Suggest an amount by the rate table of a branch; a person confirms it."""
        node = query["organization_id"]
        read(lambda s: ensure_reaches(s, actor(), "dues.record", node))
        return read(lambda s: grid.suggest(s, node, query["category"], query["income_fen"]))
