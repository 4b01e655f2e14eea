"""The tree over HTTP."""

from typing import Any
from uuid import UUID

from flask import Response
from flask.views import MethodView

from api.http.blueprint import Slice
from api.http.guard import guarded
from api.http.once import change_once, create_once
from api.http.paging import page
from api.http.running import actor, read
from api.http.shapes import ReceiptShape
from api.http.versions import etag, required_version
from api.models import Organization
from api.organizations import rules, schemas, service

slice_ = Slice("organizations", "The tree of townships and branches 组织")


@slice_.route("/organizations")
class Organizations(MethodView):
    """All nodes."""

    @guarded("organizations.read", scope="node")
    @slice_.arguments(schemas.OrganizationQuery, location="query")
    @slice_.response(200, schemas.OrganizationPage)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """List the nodes that the actor may see, in their fixed order."""
        statement = rules.visible_to(actor())
        if query["kind"]:
            statement = statement.where(Organization.kind == query["kind"])
        order = [(Organization.position, False), (Organization.id, False)]
        rows, following = read(lambda s: page(s, statement, order, query["limit"], query["cursor"]))
        return {"items": [row[0] for row in rows], "next_cursor": following}

    @guarded("organizations.write", scope="node")
    @slice_.arguments(schemas.OrganizationIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any]) -> Response:
        """Create a node below another."""
        return create_once(
            data,
            check=lambda s: rules.ensure_may_create(s, actor(), data["parent_id"], data["kind"]),
            work=lambda s: service.create(s, actor(), data),
        )


@slice_.route("/organizations/<uuid:organization_id>")
class OneOrganization(MethodView):
    """One node."""

    @guarded("organizations.read", scope="node")
    @slice_.response(200, schemas.OrganizationShape)
    def get(self, organization_id: UUID) -> Any:
        """Read one node; its ETag is what an edit names."""
        found = read(lambda s: rules.get_visible(s, actor(), organization_id))
        return found, 200, {"ETag": etag(found.version)}

    @guarded("organizations.write", scope="node")
    @slice_.arguments(schemas.OrganizationChanges)
    @slice_.response(200, ReceiptShape)
    def patch(self, changes: dict[str, Any], organization_id: UUID) -> Response:
        """Change what a node carries beside its name."""
        version = required_version()
        return change_once(
            changes,
            check=lambda s: rules.ensure_may_change(s, actor(), organization_id),
            work=lambda s: service.change(s, actor(), organization_id, version, changes),
        )


@slice_.route("/organizations/<uuid:organization_id>/names")
class OrganizationNames(MethodView):
    """The dated names of a node."""

    @guarded("organizations.read", scope="node")
    @slice_.response(200, schemas.NameList)
    def get(self, organization_id: UUID) -> dict[str, Any]:
        """List all names of a node with the day from which each holds."""
        read(lambda s: rules.get_visible(s, actor(), organization_id))
        return {"items": read(lambda s: service.names_of(s, organization_id))}

    @guarded("organizations.write", scope="node")
    @slice_.arguments(schemas.RenamingIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any], organization_id: UUID) -> Response:
        """Rename a node from a day on; old books keep the old name."""
        return create_once(
            data,
            check=lambda s: rules.ensure_may_change(s, actor(), organization_id),
            work=lambda s: service.rename(s, actor(), organization_id, data["name"], data["from_on"]),
        )
