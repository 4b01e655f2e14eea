"""The desk over HTTP."""

from typing import Any

from flask import Response, request
from flask.views import MethodView

from api import clock
from api.access import ensure_reaches
from api.dashboards import desk, freshness, handover, schemas
from api.http.blueprint import Slice
from api.http.guard import guarded
from api.http.problems import language
from api.http.running import actor, read

slice_ = Slice("dashboards", "What needs a person today 案头")


@slice_.route("/desk")
class Desk(MethodView):
    """The desk of a node."""

    @guarded("desk.read", scope="node")
    @slice_.arguments(schemas.DeskQuery, location="query")
    @slice_.response(200, schemas.DeskShape)
    def get(self, query: dict[str, Any]) -> Any:
        """List what needs a person today, each with why and since when.

        With the ETag of an earlier answer in If-None-Match, the answer is 304 where nothing was recorded since.
        """
        node_id = query["organization_id"]
        read(lambda s: ensure_reaches(s, actor(), "desk.read", node_id))
        # Read before the items: what is recorded in between makes the next look a new one.
        mark = read(lambda s: freshness.mark_of(s, actor(), node_id, language()))
        if request.if_none_match.contains(mark):
            return Response(status=304, headers={"ETag": f'"{mark}"'})
        items = read(lambda s: desk.list_desk(s, actor(), node_id, language()))
        return {"as_of": clock.now(), "items": items}, 200, {"ETag": f'"{mark}"'}


@slice_.route("/handover")
class Handover(MethodView):
    """换届交接."""

    @guarded("handover.read", scope="node")
    @slice_.arguments(schemas.DeskQuery, location="query")
    @slice_.response(200, schemas.HandoverShape)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """Read what a branch's secretary hands over: open items, cards in hand, and what each list holds."""
        node_id = query["organization_id"]
        read(lambda s: ensure_reaches(s, actor(), "handover.read", node_id))
        return read(lambda s: handover.read_handover(s, actor(), node_id, language()))
