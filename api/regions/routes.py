"""The places over HTTP."""

import gzip

import orjson
from flask import Response, request
from flask.views import MethodView

from api.codes import places
from api.http.blueprint import Slice
from api.http.guard import public
from api.regions import schemas

slice_ = Slice("regions", "Places to choose from 地区")

_BODY = orjson.dumps(places.tree())
_PACKED = gzip.compress(_BODY, mtime=0)
"""A fifth of the bytes, for each phone on its first evening."""


@slice_.route("/regions")
class Regions(MethodView):
    """All places."""

    @public("the list of places is the same for everybody and no secret")
    @slice_.response(200, schemas.RegionTreeShape)
    def get(self) -> Response:
        """List provinces, cities and counties; it changes once a year, so a phone keeps it."""
        packed = request.accept_encodings.quality("gzip") > 0
        answer = Response(_PACKED if packed else _BODY, mimetype="application/json")
        if packed:
            answer.content_encoding = "gzip"
        answer.vary.add("Accept-Encoding")
        # Weak: packed or not, it says the same.
        answer.set_etag(places.tree()["version"], weak=True)
        answer.headers["Cache-Control"] = "public, max-age=2592000"
        answer.make_conditional(request)
        return answer
