"""Service clients over HTTP, and the door at which they get their tokens."""

from typing import Any
from uuid import UUID

from flask import Response
from flask.views import MethodView

from api.access import CLIENT_SCOPES, ensure_reaches, nodes_below
from api.http.blueprint import Slice
from api.http.guard import guarded, public
from api.http.once import change_once, create_once
from api.http.paging import page
from api.http.problems import language
from api.http.running import actor, read
from api.http.shapes import NothingShape, ReceiptShape
from api.http.versions import etag, required_version
from api.integration.clients import rules, schemas, service, tokens
from api.models import ServiceClient

slice_ = Slice("service-clients", "Other systems that sign in 外部系统接入")


@slice_.route("/oauth/token")
class Token(MethodView):
    """The token endpoint."""

    @public("the client's secret says who it is", refuses=(401, 429), oauth_errors=tokens.ERRORS)
    @slice_.doc(
        requestBody={
            "required": True,
            "content": {
                "application/x-www-form-urlencoded": {
                    "schema": {
                        "type": "object",
                        "required": ["grant_type"],
                        "properties": {
                            "grant_type": {"type": "string", "enum": [tokens.GRANT]},
                            "scope": {
                                "type": "string",
                                "maxLength": tokens.LONGEST,
                                "description": "Fewer scopes than the client has, separated by blanks.",
                            },
                            "client_id": {
                                "type": "string",
                                "maxLength": tokens.LONGEST,
                                "description": "Where no Basic header is sent.",
                            },
                            "client_secret": {
                                "type": "string",
                                "maxLength": tokens.LONGEST,
                                "format": "password",
                            },
                        },
                    },
                    "example": {
                        "grant_type": tokens.GRANT,
                        "client_id": "0197a3c0-5b7e-7d10-8f3a-2c4e6a8b0d1f",
                        "client_secret": "the-secret-that-was-shown-once",
                        "scope": "members:read reports:write",
                    },
                }
            },
        }
    )
    @slice_.response(200, schemas.TokenShape)
    def post(self) -> Response:
        """Get an access token for a client (RFC 6749, client credentials), by Basic header or form."""
        return tokens.give_token()


@slice_.route("/service-clients")
class ServiceClients(MethodView):
    """All clients."""

    @guarded("clients.read", scope="node")
    @slice_.arguments(schemas.ClientQuery, location="query")
    @slice_.response(200, schemas.ServiceClientPage)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """List the systems that are connected at nodes in reach, revoked ones too."""
        statement, node_id = rules.visible_to(actor()), query["organization_id"]
        if node_id:
            read(lambda s: ensure_reaches(s, actor(), "clients.read", node_id))
            statement = statement.where(ServiceClient.organization_id.in_(nodes_below([node_id])))
        order = [(ServiceClient.id, True)]
        rows, following = read(lambda s: page(s, statement, order, query["limit"], query["cursor"]))
        return {"items": read(lambda s: service.show(s, actor(), rows)), "next_cursor": following}

    @guarded("clients.write", scope="node")
    @slice_.arguments(schemas.ClientIn)
    @slice_.response(201, schemas.NewClientSecretReceiptShape)
    def post(self, data: dict[str, Any]) -> Response:
        """Connect a system at a node; the answer carries its secret, once."""
        return create_once(
            data,
            check=lambda s: rules.ensure_may_connect(s, actor(), data["organization_id"], data["scopes"]),
            work=lambda s: service.connect(s, actor(), data),
            more=_with_secret,
        )


@slice_.route("/service-clients/scopes")
class ClientScopes(MethodView):
    """What can be given to a client."""

    @guarded("clients.read", scope="node")
    @slice_.arguments(schemas.ScopesQuery, location="query")
    @slice_.response(200, schemas.ClientScopeList)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """List every scope in words, and which ones the reader may give at a node."""
        node_id = query["organization_id"]
        read(lambda s: ensure_reaches(s, actor(), "clients.read", node_id))
        mine = read(lambda s: rules.giveable(s, actor(), node_id))
        said = {name: scope.en if language() == "en" else scope.zh for name, scope in CLIENT_SCOPES.items()}
        return {
            "items": [
                {"scope": name, "sentence": sentence, "may_give": name in mine}
                for name, sentence in said.items()
            ]
        }


@slice_.route("/service-clients/<uuid:client_id>")
class OneServiceClient(MethodView):
    """One client."""

    @guarded("clients.read", scope="client")
    @slice_.response(200, schemas.ServiceClientShape)
    def get(self, client_id: UUID) -> tuple[dict[str, Any], int, dict[str, str]]:
        """Read one client with its secrets' last letters and the hour of its last call."""

        def work(session: Any) -> dict[str, Any]:
            rules.get_visible(session, actor(), client_id)
            rows = session.execute(rules.visible_to(actor()).where(ServiceClient.id == client_id)).all()
            return service.show(session, actor(), rows)[0]

        found = read(work)
        return found, 200, {"ETag": etag(found["version"])}

    @guarded("clients.write", scope="client")
    @slice_.arguments(schemas.ClientChanges)
    @slice_.response(200, ReceiptShape)
    def patch(self, changes: dict[str, Any], client_id: UUID) -> Response:
        """Change a client's name, scopes or pace; it bites on its next request."""
        version = required_version()
        return change_once(
            changes,
            check=lambda s: rules.ensure_may_change(s, actor(), client_id, changes.get("scopes")),
            work=lambda s: service.change(s, actor(), client_id, version, changes),
        )


@slice_.route("/service-clients/<uuid:client_id>/secrets")
class ClientSecrets(MethodView):
    """The secrets of a client."""

    @guarded("clients.write", scope="client")
    @slice_.arguments(schemas.RotationIn)
    @slice_.response(201, schemas.NewClientSecretReceiptShape)
    def post(self, data: dict[str, Any], client_id: UUID) -> Response:
        """Give a client another secret; the present one goes on working for a while, or ends at once."""
        return create_once(
            data,
            check=lambda s: rules.ensure_may_rotate(s, actor(), client_id),
            work=lambda s: service.rotate(s, actor(), client_id, data["overlap_hours"]),
            more=_with_secret,
        )


@slice_.route("/service-clients/<uuid:client_id>/revocation")
class ClientRevocation(MethodView):
    """The end of a connection."""

    @guarded("clients.write", scope="client")
    @slice_.arguments(NothingShape)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any], client_id: UUID) -> Response:
        """Revoke a client for good; its next request is refused."""
        return create_once(
            data,
            check=lambda s: rules.ensure_may_revoke(s, actor(), client_id),
            work=lambda s: service.revoke(s, actor(), client_id),
        )


def _with_secret(receipt: dict[str, Any]) -> dict[str, Any]:
    return read(lambda s: service.with_secret(s, receipt))
