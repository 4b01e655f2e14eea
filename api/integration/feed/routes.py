"""The journal as a feed, over HTTP: plain polling.

A long poll would hold one of the server's threads for each reader, so there is none: an answer names the seconds to wait
(`Retry-After`) and a tag (`ETag`), and asking again with it in `If-None-Match` costs a 304 while nothing has happened.
"""

import hashlib
from typing import Any
from uuid import UUID

import orjson
from flask import Response, request
from flask.views import MethodView

from api.http.blueprint import Slice
from api.http.guard import guarded
from api.http.running import actor, read
from api.integration.feed import rules, schemas, service
from api.integration.feed.cursor import Position

slice_ = Slice("feed", "The journal as other systems follow it 支部日志")

PAUSE = 30
"""Seconds until it is worth asking again where there is nothing more at present."""


@slice_.route("/feed")
class Feed(MethodView):
    """The journals of a node and of all below."""

    @guarded("journal.read", scope="node")
    @slice_.arguments(schemas.FeedQuery, location="query")
    @slice_.response(200, schemas.FeedPage)
    @slice_.alt_response(304, description="Nothing has happened since the tag was given.")
    def get(self, query: dict[str, Any]) -> Response:
        """Follow the journals of a node and below, after a cursor; each entry comes exactly once, in order within its node."""
        root, cursor = query["organization_id"], query["after"]

        def work(session: Any) -> dict[str, Any]:
            rules.ensure_may_follow(session, actor(), root)
            newest = query["start"] == "newest"
            return service.follow(session, actor(), root, cursor, from_newest=newest, limit=query["limit"])

        return _answer(read(work))


@slice_.route("/organizations/<uuid:organization_id>/feed")
class NodeFeed(MethodView):
    """The journal of one node."""

    @guarded("journal.read", scope="node")
    @slice_.arguments(schemas.NodeFeedQuery, location="query")
    @slice_.response(200, schemas.NodeFeedPage)
    @slice_.alt_response(304, description="Nothing has happened since the tag was given.")
    def get(self, query: dict[str, Any], organization_id: UUID) -> Response:
        """Follow the journal of one node after an epoch and number."""
        after = Position(query["after_epoch"], query["after_number"])

        def work(session: Any) -> dict[str, Any]:
            rules.ensure_may_follow(session, actor(), organization_id)
            return service.follow_one(session, actor(), organization_id, after, query["limit"])

        return _answer(read(work))


def _answer(found: dict[str, Any]) -> Response:
    content = orjson.dumps(found)
    tag = hashlib.sha256(content).hexdigest()[:32]
    answer = Response(content, mimetype="application/json")
    if request.if_none_match.contains(tag):
        answer = Response(status=304)
    answer.set_etag(tag)
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["Retry-After"] = "0" if found["more"] else str(PAUSE)
    return answer
