"""Needs over HTTP."""

from typing import Any
from uuid import UUID

from flask import Response
from flask.views import MethodView

from api.http.blueprint import Slice
from api.http.guard import guarded
from api.http.once import change_once, create_once
from api.http.running import actor, read
from api.http.shapes import NothingShape, ReceiptShape
from api.http.versions import etag, required_version
from api.needs import listing, rules, schemas, service

slice_ = Slice("needs", "What members ask for 困难诉求")


@slice_.route("/needs")
class Needs(MethodView):
    """All needs."""

    @guarded("needs.read", scope="member")
    @slice_.arguments(schemas.NeedQuery, location="query")
    @slice_.response(200, schemas.NeedPage)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """List the needs that the actor may see, the open ones first."""
        items, following = read(lambda s: listing.list_needs(s, actor(), query))
        return {"items": items, "next_cursor": following}

    @guarded("needs.raise", scope="member")
    @slice_.arguments(schemas.NeedIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any]) -> Response:
        """Raise a need, for oneself or for a member who told it; the answer is its receipt."""
        return create_once(
            data,
            check=lambda s: rules.ensure_may_raise(s, actor(), data["member_id"]),
            work=lambda s: service.submit(s, actor(), data),
        )


@slice_.route("/needs/<uuid:need_id>")
class OneNeed(MethodView):
    """One need."""

    @guarded("needs.read", scope="need")
    @slice_.response(200, schemas.NeedWithSteps)
    def get(self, need_id: UUID) -> Any:
        """Read one need with its steps."""
        found = read(lambda s: listing.read_need(s, actor(), need_id))
        return found, 200, {"ETag": etag(found["revision"])}

    @guarded("needs.raise", scope="need")
    @slice_.arguments(schemas.NeedChanges)
    @slice_.response(200, ReceiptShape)
    def patch(self, changes: dict[str, Any], need_id: UUID) -> Response:
        """Put right what was written, while the need is open."""
        revision = required_version()
        return change_once(
            changes,
            check=lambda s: rules.ensure_may_change(s, actor(), need_id),
            work=lambda s: service.change(s, actor(), need_id, revision, changes),
        )


@slice_.route("/needs/<uuid:need_id>/assignment")
class Assignment(MethodView):
    """Who sees to a need."""

    @guarded("needs.assign", scope="need")
    @slice_.arguments(schemas.NeedAssignmentIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any], need_id: UUID) -> Response:
        """Name who sees to a need, and by when."""
        return create_once(
            data,
            check=lambda s: rules.ensure_may_assign(s, actor(), need_id),
            work=lambda s: service.assign(s, actor(), need_id, data["handler_id"], data["due_on"]),
        )


@slice_.route("/needs/<uuid:need_id>/steps")
class Steps(MethodView):
    """The steps taken for a need."""

    @guarded("needs.handle", scope="need")
    @slice_.arguments(schemas.NeedStepIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any], need_id: UUID) -> Response:
        """Note one step; the member reads it, too."""
        return create_once(
            data,
            check=lambda s: rules.ensure_may_handle(s, actor(), need_id),
            work=lambda s: service.take_step(s, actor(), need_id, data),
        )


@slice_.route("/needs/<uuid:need_id>/closing")
class Closing(MethodView):
    """What became of a need."""

    @guarded("needs.handle", scope="need")
    @slice_.arguments(schemas.NeedClosingIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any], need_id: UUID) -> Response:
        """Write what became of a need, and whether the member was told."""
        return create_once(
            data,
            check=lambda s: rules.ensure_may_handle(s, actor(), need_id),
            work=lambda s: service.settle(s, actor(), need_id, data),
        )


@slice_.route("/needs/<uuid:need_id>/telling")
class Telling(MethodView):
    """告知本人."""

    @guarded("needs.handle", scope="need")
    @slice_.arguments(schemas.NeedTellingIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any], need_id: UUID) -> Response:
        """Note that the member was told what became of it, or, as the member, that one knows."""
        return create_once(
            data,
            check=lambda s: rules.ensure_may_tell(s, actor(), need_id),
            work=lambda s: service.tell(s, actor(), need_id, data["on_date"], data["way"]),
        )


@slice_.route("/needs/<uuid:need_id>/withdrawal")
class Withdrawal(MethodView):
    """Take a need back."""

    @guarded("needs.raise", scope="need")
    @slice_.arguments(NothingShape)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any], need_id: UUID) -> Response:
        """Take an open need back, as the member or as who raised it."""
        return create_once(
            data,
            check=lambda s: rules.ensure_may_withdraw(s, actor(), need_id),
            work=lambda s: service.withdraw(s, actor(), need_id),
        )


@slice_.route("/needs/<uuid:need_id>/reopening")
class Reopening(MethodView):
    """Open a need again."""

    @guarded("needs.raise", scope="need")
    @slice_.arguments(NothingShape)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any], need_id: UUID) -> Response:
        """Open a need again, because it is not settled after all."""
        return create_once(
            data,
            check=lambda s: rules.ensure_may_change(s, actor(), need_id),
            work=lambda s: service.reopen(s, actor(), need_id),
        )
