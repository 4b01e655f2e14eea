"""The places over HTTP."""

import orjson
from flask import Response, request
from flask.views import MethodView

from api.codes import places
from api.http.blueprint import Slice
from api.http.guard import public
from api.regions import schemas

slice_ = Slice("regions", "Places to choose from 地区")

_BODY = orjson.dumps(places.tree())


@slice_.route("/regions")
class Regions(MethodView):
    """All places."""

    @public("the list of places is the same for everybody and no secret")
    @slice_.response(200, schemas.RegionTreeShape)
    def get(self) -> Response:
        """List provinces, cities and counties; it changes once a year, so a phone keeps it."""
        answer = Response(_BODY, mimetype="application/json")
        answer.set_etag(places.tree()["version"])
        answer.headers["Cache-Control"] = "public, max-age=2592000"
        answer.make_conditional(request)
        return answer
