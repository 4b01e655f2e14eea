"""Where our people are, over HTTP."""

from typing import Any

from flask.views import MethodView

from api import clock
from api.access import ensure_reaches
from api.dashboards.whereabouts import schemas, service
from api.http.blueprint import Slice
from api.http.guard import guarded
from api.http.running import actor, read

slice_ = Slice("whereabouts", "Where our people are 人在哪里")


@slice_.route("/whereabouts")
class Whereabouts(MethodView):
    """The picture of a node."""

    @guarded("whereabouts.read", scope="node")
    @slice_.arguments(schemas.WhereaboutsQuery, location="query")
    @slice_.response(200, schemas.WhereaboutsShape)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """Read where a node's members are: provinces, cities, flows from home, and who is at one place together."""
        node_id = query["organization_id"]
        read(lambda s: ensure_reaches(s, actor(), "whereabouts.read", node_id))
        found = read(lambda s: service.read_whereabouts(s, actor(), node_id, query["province"]))
        return {"as_of": clock.now(), **found}


@slice_.route("/whereabouts/clusters")
class WhereaboutsClusters(MethodView):
    """Where members are together."""

    @guarded("whereabouts.read", scope="node")
    @slice_.arguments(schemas.ClusterQuery, location="query")
    @slice_.response(200, schemas.ClusterPage)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """List the employers or counties at which members are together, the largest first."""
        node_id = query["organization_id"]
        read(lambda s: ensure_reaches(s, actor(), "whereabouts.read", node_id))
        items, cursor, total = read(lambda s: service.list_clusters(s, actor(), node_id, query))
        return {"total": total, "items": items, "next_cursor": cursor}


@slice_.route("/whereabouts/members")
class WhereaboutsMembers(MethodView):
    """The list behind a figure."""

    @guarded("whereabouts.read", scope="node")
    @slice_.arguments(schemas.AwayMemberQuery, location="query")
    @slice_.response(200, schemas.AwayMemberPage)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """List the members away that a figure counts, by name."""
        node_id = query["organization_id"]
        read(lambda s: ensure_reaches(s, actor(), "whereabouts.read", node_id))
        items, cursor, total = read(lambda s: service.list_away(s, actor(), node_id, query))
        return {"total": total, **service.name_place(query), "items": items, "next_cursor": cursor}
