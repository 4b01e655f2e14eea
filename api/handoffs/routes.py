"""Hand-offs over HTTP."""

from typing import Any
from uuid import UUID

from flask import Response
from flask.views import MethodView

from api.access import ensure_reaches
from api.handoffs import listing, rules, schemas, service
from api.http.blueprint import Slice
from api.http.guard import guarded
from api.http.once import create_once
from api.http.problems import language
from api.http.running import actor, read
from api.http.shapes import NothingShape, ReceiptShape

slice_ = Slice("handoffs", "What a branch is asked to help with 请协助")


@slice_.route("/handoffs")
class Handoffs(MethodView):
    """All hand-offs."""

    @guarded("handoffs.read", scope="node")
    @slice_.arguments(schemas.HandoffQuery, location="query")
    @slice_.response(200, schemas.HandoffPage)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """List what was asked of the branches in reach, the open ones first."""
        node_id = query["organization_id"]
        if node_id:
            read(lambda s: ensure_reaches(s, actor(), "handoffs.read", node_id))
        items, following = read(lambda s: listing.list_handoffs(s, actor(), query, language()))
        return {"items": items, "next_cursor": following}

    @guarded("handoffs.ask", scope="node")
    @slice_.arguments(schemas.HandoffIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any]) -> Response:
        """Ask a branch or a township to help with a matter that the records do not answer."""
        return create_once(
            data,
            check=lambda s: rules.ensure_may_ask(s, actor(), data["organization_id"]),
            work=lambda s: service.ask(s, actor(), data),
        )


@slice_.route("/handoffs/known")
class Known(MethodView):
    """What need not be asked."""

    @guarded("handoffs.ask", scope="node")
    @slice_.arguments(schemas.KnownQuery, location="query")
    @slice_.response(200, schemas.KnownShape)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """Read what the records say to a question before it is asked."""
        read(lambda s: rules.ensure_may_ask(s, actor(), query["organization_id"]))
        return read(lambda s: listing.tell_known(s, query, language()))


@slice_.route("/handoffs/<uuid:handoff_id>")
class OneHandoff(MethodView):
    """One hand-off."""

    @guarded("handoffs.read", scope="handoff")
    @slice_.response(200, schemas.HandoffShape)
    def get(self, handoff_id: UUID) -> dict[str, Any]:
        """Read one hand-off with what was answered."""
        return read(lambda s: listing.read_handoff(s, actor(), handoff_id, language()))


@slice_.route("/handoffs/<uuid:handoff_id>/branches")
class BranchesToAsk(MethodView):
    """The branches of the township that was asked."""

    @guarded("handoffs.ask", scope="handoff")
    @slice_.response(200, schemas.BranchToAskList)
    def get(self, handoff_id: UUID) -> dict[str, Any]:
        """List to which branches it can be passed on, each with what the records say already."""
        read(lambda s: rules.ensure_may_answer(s, actor(), handoff_id))
        return {"items": read(lambda s: listing.list_branches(s, actor(), handoff_id, language()))}


@slice_.route("/handoffs/<uuid:handoff_id>/passing-on")
class PassingOn(MethodView):
    """Pass it on."""

    @guarded("handoffs.ask", scope="handoff")
    @slice_.arguments(schemas.PassingOnIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any], handoff_id: UUID) -> Response:
        """Ask a branch what the township was asked."""
        return create_once(
            data,
            check=lambda s: rules.ensure_may_pass_on(s, actor(), handoff_id, data["organization_id"]),
            work=lambda s: service.pass_on(s, actor(), handoff_id, data),
        )


@slice_.route("/handoffs/<uuid:handoff_id>/answer")
class Answer(MethodView):
    """What the branch answers."""

    @guarded("handoffs.answer", scope="handoff")
    @slice_.arguments(schemas.HandoffAnswerIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any], handoff_id: UUID) -> Response:
        """Say that it is done, or what the branch needs for it."""
        return create_once(
            data,
            check=lambda s: rules.ensure_may_answer(s, actor(), handoff_id),
            work=lambda s: service.answer(s, actor(), handoff_id, data),
        )


@slice_.route("/handoffs/<uuid:handoff_id>/reply")
class Reply(MethodView):
    """What those above say to a wish for support."""

    @guarded("handoffs.ask", scope="handoff")
    @slice_.arguments(schemas.HandoffReplyIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any], handoff_id: UUID) -> Response:
        """Answer a wish for support; the branch then goes on."""
        return create_once(
            data,
            check=lambda s: rules.ensure_may_reply(s, actor(), handoff_id),
            work=lambda s: service.reply(s, actor(), handoff_id, data["reply"]),
        )


@slice_.route("/handoffs/<uuid:handoff_id>/withdrawal")
class HandoffWithdrawal(MethodView):
    """Take a question back."""

    @guarded("handoffs.ask", scope="handoff")
    @slice_.arguments(NothingShape)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any], handoff_id: UUID) -> Response:
        """Take an open question back."""
        return create_once(
            data,
            check=lambda s: rules.ensure_may_reply(s, actor(), handoff_id),
            work=lambda s: service.withdraw(s, actor(), handoff_id),
        )


@slice_.route("/handoffs/<uuid:handoff_id>/reopening")
class HandoffReopening(MethodView):
    """Take an answer back."""

    @guarded("handoffs.answer", scope="handoff")
    @slice_.arguments(NothingShape)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any], handoff_id: UUID) -> Response:
        """Take the branch's answer back; the question stands as before."""
        return create_once(
            data,
            check=lambda s: rules.ensure_may_answer(s, actor(), handoff_id),
            work=lambda s: service.reopen(s, actor(), handoff_id),
        )
