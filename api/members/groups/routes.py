"""Party groups over HTTP."""

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
from api.members.groups import rules, schemas, service
from api.members.rules import ensure_sees_node
from api.members.schemas import NodeQuery

slice_ = Slice("groups", "Party groups within a branch 党小组")


@slice_.route("/groups")
class Groups(MethodView):
    """All groups of a branch."""

    @guarded("members.read", scope="node")
    @slice_.arguments(NodeQuery, location="query")
    @slice_.response(200, schemas.GroupList)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """List a branch's party groups in their order."""
        node = query["organization_id"]
        read(lambda s: ensure_sees_node(s, actor(), node))
        return {"items": read(lambda s: service.list_groups(s, actor(), node))}

    @guarded("members.write", scope="node")
    @slice_.arguments(schemas.GroupIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any]) -> Response:
        """Set up a party group."""
        return create_once(
            data,
            check=lambda s: ensure_reaches(s, actor(), "members.write", data["organization_id"]),
            work=lambda s: service.create(s, actor(), data),
        )


@slice_.route("/groups/<uuid:group_id>")
class OneGroup(MethodView):
    """One group."""

    @guarded("members.read", scope="group")
    @slice_.response(200, schemas.GroupShape)
    def get(self, group_id: UUID) -> Any:
        """Read one group; its ETag is what an edit names."""
        found = read(lambda s: service.read_group(s, actor(), group_id))
        return found, 200, {"ETag": etag(found["version"])}

    @guarded("members.write", scope="group")
    @slice_.arguments(schemas.GroupChanges)
    @slice_.response(200, ReceiptShape)
    def patch(self, changes: dict[str, Any], group_id: UUID) -> Response:
        """Change a group's name, place in the order or leader, or end it."""
        version = required_version()
        return change_once(
            changes,
            check=lambda s: rules.ensure_may_change(s, actor(), group_id),
            work=lambda s: service.change(s, actor(), group_id, version, changes),
        )
