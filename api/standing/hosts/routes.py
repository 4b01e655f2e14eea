"""The link with the host branch over HTTP."""

from typing import Any
from uuid import UUID

from flask import Response
from flask.views import MethodView

from api.access import ensure_may, membership_in_reach
from api.http.blueprint import Slice
from api.http.guard import guarded
from api.http.once import create_once
from api.http.running import act, actor, read
from api.http.shapes import ReceiptShape
from api.standing.hosts import schemas, service

slice_ = Slice("hosts", "The link with the host branch 流入地衔接")


@slice_.route("/members/<uuid:member_id>/host-links")
class HostLinks(MethodView):
    """The links of a member's times away."""

    @guarded("standing.read", scope="member")
    @slice_.arguments(schemas.HostLinkQuery, location="query")
    @slice_.response(200, schemas.HostLinkList)
    def get(self, query: dict[str, Any], member_id: UUID) -> dict[str, Any]:
        """List the links of a member's times away; `reveal` shows the contact in plain and leaves a trace."""
        if query["reveal"]:
            ensure_may(actor(), "members.reveal")
            return {"items": act(lambda s: service.reveal_links(s, actor(), member_id))}
        read(lambda s: membership_in_reach(s, actor(), "standing.read", member_id))
        return {"items": read(lambda s: service.links_of(s, [member_id], reveal=False))}

    @guarded("standing.record", scope="member")
    @slice_.arguments(schemas.HostLinkIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any], member_id: UUID) -> Response:
        """Record how the link with the host branch stands, for the present time away."""
        return create_once(
            data,
            check=lambda s: membership_in_reach(s, actor(), "standing.record", member_id),
            work=lambda s: service.tell(s, actor(), member_id, data),
        )


@slice_.route("/members/<uuid:member_id>/introduction")
class Introduction(MethodView):
    """情况介绍."""

    @guarded("standing.read", scope="member")
    @slice_.response(200, schemas.IntroductionShape)
    def get(self, member_id: UUID) -> dict[str, Any]:
        """Read what a member carries to the host branch, to be printed."""
        return read(
            lambda s: service.introduce(s, membership_in_reach(s, actor(), "standing.read", member_id))
        )
