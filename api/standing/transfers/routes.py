"""Transfers over HTTP."""

from typing import Any
from uuid import UUID

from flask import Response
from flask.views import MethodView

from api.access import membership_in_reach
from api.http.blueprint import Slice
from api.http.guard import guarded
from api.http.once import create_once
from api.http.running import actor, read
from api.http.shapes import ReceiptShape
from api.standing.transfers import rules, schemas, service

slice_ = Slice("transfers", "Transfers of the relation 组织关系转接")


@slice_.route("/transfers")
class Transfers(MethodView):
    """All transfers."""

    @guarded("standing.decide", scope="member")
    @slice_.arguments(schemas.TransferIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any]) -> Response:
        """Record that a member's relation is to be transferred; the member stays on the roll."""
        return create_once(
            data,
            check=lambda s: membership_in_reach(s, actor(), "standing.decide", data["member_id"]),
            work=lambda s: service.plan(s, actor(), data),
        )


@slice_.route("/members/<uuid:member_id>/transfers")
class MemberTransfers(MethodView):
    """A member's transfers."""

    @guarded("standing.read", scope="member")
    @slice_.response(200, schemas.TransferList)
    def get(self, member_id: UUID) -> dict[str, Any]:
        """List a member's transfers, newest first."""
        read(lambda s: membership_in_reach(s, actor(), "standing.read", member_id))
        return {"items": read(lambda s: service.transfers_of(s, member_id))}


@slice_.route("/transfers/<uuid:transfer_id>/acts")
class TransferActs(MethodView):
    """What happens to a transfer."""

    @guarded("standing.decide", scope="transfer")
    @slice_.arguments(schemas.TransferActIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any], transfer_id: UUID) -> Response:
        """Record a letter, that it was sent, received or returned, or that the transfer was dropped."""
        return create_once(
            data,
            check=lambda s: rules.ensure_may_decide(s, actor(), transfer_id),
            work=lambda s: service.act(s, actor(), transfer_id, data),
        )
