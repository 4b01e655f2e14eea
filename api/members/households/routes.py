"""Households over HTTP."""

from typing import Any
from uuid import UUID

from flask import Response
from flask.views import MethodView

from api.access import ensure_reaches
from api.http.blueprint import Slice
from api.http.guard import guarded
from api.http.once import change_once, create_once
from api.http.running import actor, read
from api.http.shapes import ReceiptShape
from api.http.versions import etag, required_version
from api.members.households import rules, schemas, service
from api.members.rules import ensure_sees_node
from api.members.schemas import NodeQuery

slice_ = Slice("households", "People of one home 同户")


@slice_.route("/households")
class Households(MethodView):
    """All households of a branch."""

    @guarded("members.read", scope="node")
    @slice_.arguments(NodeQuery, location="query")
    @slice_.response(200, schemas.HouseholdList)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """List a branch's households."""
        node = query["organization_id"]
        read(lambda s: ensure_sees_node(s, actor(), node))
        return {"items": read(lambda s: service.list_households(s, actor(), node))}

    @guarded("members.write", scope="node")
    @slice_.arguments(schemas.HouseholdIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any]) -> Response:
        """Record a household."""
        return create_once(
            data,
            check=lambda s: ensure_reaches(s, actor(), "members.write", data["organization_id"]),
            work=lambda s: service.create(s, actor(), data),
        )


@slice_.route("/households/<uuid:household_id>")
class OneHousehold(MethodView):
    """One household."""

    @guarded("members.read", scope="household")
    @slice_.response(200, schemas.HouseholdShape)
    def get(self, household_id: UUID) -> Any:
        """Read one household; its ETag is what an edit names."""
        found = read(lambda s: service.read_household(s, actor(), household_id))
        return found, 200, {"ETag": etag(found["version"])}

    @guarded("members.write", scope="household")
    @slice_.arguments(schemas.HouseholdChanges)
    @slice_.response(200, ReceiptShape)
    def patch(self, changes: dict[str, Any], household_id: UUID) -> Response:
        """Change who lives in a household, who stays, and where."""
        version = required_version()
        return change_once(
            changes,
            check=lambda s: rules.ensure_may_change(s, actor(), household_id),
            work=lambda s: service.change(s, actor(), household_id, version, changes),
        )
