"""The small lists over HTTP."""

from typing import Any

from flask.views import MethodView

from api import clock
from api.access import ensure_reaches
from api.http.blueprint import Slice
from api.http.guard import guarded
from api.http.problems import language
from api.http.running import actor, read
from api.standing.lists import schemas, service

slice_ = Slice("standing_lists", "The clocks as small lists 在册提醒")


@slice_.route("/standing-lists")
class StandingLists(MethodView):
    """All lists of a node."""

    @guarded("desk.read", scope="node")
    @slice_.arguments(schemas.ListsQuery, location="query")
    @slice_.response(200, schemas.StandingListsShape)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """List whom each rule concerns today, on what basis, and the act that may follow."""
        node = query["organization_id"]
        read(lambda s: ensure_reaches(s, actor(), "desk.read", node))
        lists = read(lambda s: service.read_lists(s, actor(), node, language()))
        return {"as_of": clock.now(), "lists": lists}
