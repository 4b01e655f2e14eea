"""The picture of a node over HTTP. Whoever looks again sends the version seen last, and mostly reads 304."""

from collections import Counter
from collections.abc import Callable
from typing import Any
from uuid import UUID

import orjson
from flask import Response, request
from flask.views import MethodView

from api import clock
from api.access import ensure_reaches
from api.dashboards.overview import freshness, listing, picture, rings, schemas
from api.dashboards.overview.difficulties import say_of_branch
from api.dashboards.overview.matters import Asked, count_by_branch
from api.http.blueprint import Slice
from api.http.guard import guarded
from api.http.problems import language
from api.http.running import actor, read

slice_ = Slice("overview", "Figures over the tree, and the five rings of a branch 总览")


@slice_.route("/dashboards/overview")
class Overview(MethodView):
    """A node's figures."""

    @guarded("overview.read", scope="node")
    @slice_.arguments(schemas.OverviewQuery, location="query")
    @slice_.response(200, schemas.OverviewShape)
    def get(self, query: dict[str, Any]) -> Response:
        """Read a node's figures and its children's, in their fixed order: people and matters, no rates.

        Answers 304 to `If-None-Match` while nothing changed.
        """
        node_id = query["organization_id"]
        read(lambda s: ensure_reaches(s, actor(), "overview.read", node_id))
        return _unless_seen(
            node_id,
            schemas.OverviewShape(),
            lambda: read(lambda s: picture.read_picture(s, actor(), node_id, language())),
        )


@slice_.route("/dashboards/people")
class People(MethodView):
    """The list behind a figure."""

    @guarded("overview.read", scope="node")
    @slice_.arguments(schemas.PeopleQuery, location="query")
    @slice_.response(200, schemas.PeoplePage)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """List what a figure counts at a node and below: branch by branch in their fixed order, by name in each."""
        node_id = query["organization_id"]
        read(lambda s: ensure_reaches(s, actor(), "overview.read", node_id))
        items, total, following = read(lambda s: listing.list_people(s, actor(), query, language()))
        return {"as_of": clock.now(), "total": total, "items": items, "next_cursor": following}


@slice_.route("/dashboards/rings")
class Rings(MethodView):
    """五常."""

    @guarded("rings.read", scope="node")
    @slice_.arguments(schemas.OverviewQuery, location="query")
    @slice_.response(200, schemas.RingsShape)
    def get(self, query: dict[str, Any]) -> Response:
        """Read the five rings of a branch with their formulas, and the five difficulties: for the branch itself."""
        node_id = query["organization_id"]
        read(lambda s: rings.ensure_may_read(s, actor(), node_id))
        return _unless_seen(node_id, schemas.RingsShape(), lambda: _rings(node_id))


@slice_.route(f"/dashboards/rings/<any({','.join(rings.RINGS)}):ring>")
class OneRing(MethodView):
    """The list behind a ring."""

    @guarded("rings.read", scope="node")
    @slice_.arguments(schemas.OverviewQuery, location="query")
    @slice_.response(200, schemas.RingListShape)
    def get(self, query: dict[str, Any], ring: str) -> dict[str, Any]:
        """List everybody whom a ring counts, with the day that decides."""
        node_id = query["organization_id"]
        read(lambda s: rings.ensure_may_read(s, actor(), node_id))
        found = read(lambda s: rings.read_ring(s, node_id, ring, language()))
        return {
            "as_of": clock.now(),
            "organization_id": node_id,
            "ring": rings.show_ring(found, language()),
            "items": rings.show_lines(found, language()),
        }


def _rings(node_id: UUID) -> dict[str, Any]:
    found = read(lambda s: rings.read_rings(s, node_id, language()))
    counts = read(lambda s: count_by_branch(s, Asked(actor(), node_id, clock.today())))
    counted = counts.get(node_id, Counter())
    by_key = {ring.key: ring for ring in found}
    return {
        "as_of": clock.now(),
        "organization_id": node_id,
        "rings": [rings.show_ring(ring, language()) for ring in found],
        "difficulties": read(lambda s: say_of_branch(s, node_id, counted, by_key, language())),
    }


def _unless_seen(node_id: UUID, shape: Any, make: Callable[[], dict[str, Any]]) -> Response:
    """Answer 304 where the reader has this version, else what `make` returns with its version.

    The version is read first: whatever is written meanwhile is then shown once more rather than missed.
    """
    version = read(lambda s: freshness.version_of(s, actor(), node_id, clock.today(), language()))
    if version in request.if_none_match:
        answer = Response(status=304)
    else:
        answer = Response(orjson.dumps(shape.dump(make())), mimetype="application/json")
    answer.set_etag(version)
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer
