"""Roles and delegations over HTTP."""

from typing import Any
from uuid import UUID

from flask import Response
from flask.views import MethodView

from api.access import ensure_reaches, nodes_below
from api.auth import grants, rules, schemas
from api.http.blueprint import Slice
from api.http.guard import guarded
from api.http.once import create_once
from api.http.paging import page
from api.http.running import actor, read
from api.http.shapes import ReceiptShape
from api.models import Grant

slice_ = Slice("grants", "Who holds which role, and 委托代办")


@slice_.route("/grants")
class Grants(MethodView):
    """All roles."""

    @guarded("grants.read", scope="node")
    @slice_.arguments(schemas.NodeQuery, location="query")
    @slice_.response(200, schemas.GrantPage)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """List roles and delegations, also those that are over, those that began last first."""
        statement = rules.visible_grants(actor())
        node_id = query["organization_id"]
        if node_id:
            read(lambda s: ensure_reaches(s, actor(), "grants.read", node_id))
            statement = statement.where(Grant.organization_id.in_(nodes_below([node_id])))
        order = [(Grant.from_on, True), (Grant.id, True)]
        rows, following = read(lambda s: page(s, statement, order, query["limit"], query["cursor"]))
        return {"items": [_show(row) for row in rows], "next_cursor": following}

    @guarded("grants.write", scope="node")
    @slice_.arguments(schemas.GrantIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any]) -> Response:
        """Give somebody a role at a node and below it."""
        return create_once(
            data,
            check=lambda s: rules.ensure_may_grant(s, actor(), data),
            work=lambda s: grants.give(s, actor(), data),
        )


@slice_.route("/grants/<uuid:grant_id>/ending")
class GrantEnding(MethodView):
    """The end of a role."""

    @guarded("grants.write", scope="grant")
    @slice_.arguments(schemas.EndingIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any], grant_id: UUID) -> Response:
        """End a role after a day, or at once; it bites on the next request."""
        return create_once(
            data,
            check=lambda s: rules.ensure_may_end(s, actor(), "grants.write", grant_id),
            work=lambda s: grants.end(s, actor(), grant_id, data["last_on"]),
        )


@slice_.route("/delegations")
class Delegations(MethodView):
    """委托代办."""

    @guarded("grants.delegate", scope="node")
    @slice_.arguments(schemas.DelegationIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any]) -> Response:
        """Hand the secretary's acts to a committee member from a day to a day."""
        return create_once(
            data,
            check=lambda s: rules.ensure_may_delegate(s, actor(), data),
            work=lambda s: grants.delegate(s, actor(), data),
        )


@slice_.route("/delegations/<uuid:grant_id>/ending")
class DelegationEnding(MethodView):
    """The end of a delegation."""

    @guarded("grants.delegate", scope="grant")
    @slice_.arguments(schemas.EndingIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any], grant_id: UUID) -> Response:
        """Take the acts back after a day, or at once."""
        return create_once(
            data,
            check=lambda s: rules.ensure_may_end(s, actor(), "grants.delegate", grant_id),
            work=lambda s: grants.end(s, actor(), grant_id, data["last_on"]),
        )


def _show(row: Any) -> dict[str, Any]:
    grant = row[0]
    return {
        "id": grant.id,
        "account_id": grant.account_id,
        "person_id": row.person_id,
        "name": row.name,
        "role": grant.role,
        "organization_id": grant.organization_id,
        "organization_name": row.organization_name,
        "from_on": grant.from_on,
        "to_on": grant.to_on,
        "delegated": grant.delegated_by_id is not None,
        "delegated_by_name": row.delegated_by_name,
    }
