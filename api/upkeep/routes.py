"""What a phone asks after each delivery: is it safe, and is this still the same journal?"""

from typing import Any

from flask.views import MethodView

from api.http.blueprint import Slice
from api.http.guard import guarded
from api.http.running import actor, read
from api.upkeep import schemas
from api.upkeep.read_heads import read_heads

slice_ = Slice("sync", "How far the journals are, and what lies in a verified backup 同步")


@slice_.route("/sync")
class Sync(MethodView):
    """The heads of the journals."""

    @guarded("sync.read", scope="self")
    @slice_.response(200, schemas.HeadList)
    def get(self) -> dict[str, Any]:
        """Say how far each journal is. A new epoch means: send again what the sent-box still holds, under the same keys."""
        return {"items": read(lambda s: read_heads(s, actor()))}
