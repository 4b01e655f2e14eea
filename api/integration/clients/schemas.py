"""Shapes of service clients."""

from marshmallow import fields

from api.http.fields import Count, Id, Many, Moment, Shape, Text, Word, Yes
from api.http.shapes import PageQuery, ReceiptShape

SCOPE = (
    "organizations:read",
    "members:read",
    "members:reveal",
    "members:write",
    "imports:write",
    "reports:read",
    "reports:write",
    "standing:read",
    "contacts:read",
    "contacts:write",
    "visits:read",
    "trainings:read",
    "needs:read",
    "dues:read",
    "pairings:read",
    "contributions:read",
    "screenings:read",
    "registers:read",
    "registers:print",
    "settings:read",
    "feed:read",
    "webhooks:manage",
)
"""The names of `access.CLIENT_SCOPES`; a test holds the two together."""

LEAST_PACE, MOST_PACE = 10, 6000
_EXAMPLE = "lxq_bm90LWEtc2VjcmV0LW9mLWFueWJvZHktYXQtYWxsLTAx"
_MOST_OVERLAP = 24 * 30


class ClientQuery(PageQuery):
    """Whose clients, and how many."""

    organization_id = Id(load_default=None)


class ScopesQuery(Shape):
    """For which node."""

    organization_id = Id(required=True)


class ClientIn(Shape):
    """A system to be connected at a node, with what it may."""

    organization_id = Id(required=True)
    name = Text(least=1, most=100, required=True)
    scopes = Many(Word(*SCOPE), least=1, most=len(SCOPE), required=True)
    requests_per_minute = Count(least=LEAST_PACE, most=MOST_PACE, load_default=300)


class ClientChanges(Shape):
    """What may be changed of a client."""

    name = Text(least=1, most=100)
    scopes = Many(Word(*SCOPE), least=1, most=len(SCOPE))
    requests_per_minute = Count(least=LEAST_PACE, most=MOST_PACE)


class RotationIn(Shape):
    """For how many hours the present secret goes on working beside the new one; 0 ends it at once."""

    overlap_hours = Count(least=0, most=_MOST_OVERLAP, load_default=24)


class NewClientSecretReceiptShape(ReceiptShape):
    """The receipt, with the secret: the only time that it is shown. A repeat within minutes shows it again, a later one null."""

    secret_id = Id(required=True)
    client_id = Id(required=True)
    client_secret = fields.String(required=True, allow_none=True, metadata={"examples": [_EXAMPLE]})


class ClientSecretShape(Shape):
    """One secret, by its last letters; `valid_until` is null for the newest."""

    id = Id(required=True)
    hint = fields.String(required=True, metadata={"examples": [_EXAMPLE[-4:]]})
    made_at = Moment(required=True)
    valid_until = Moment(required=True, allow_none=True)


class ServiceClientShape(Shape):
    """A connected system. `last_used_at` is exact to the hour, null where it never called."""

    id = Id(required=True)
    version = Count(required=True)
    organization_id = Id(required=True)
    organization_name = fields.String(required=True)
    name = fields.String(required=True)
    scopes = fields.List(fields.String(metadata={"examples": ["members:read"]}), required=True)
    requests_per_minute = Count(required=True)
    state = Word("open", "revoked", required=True)
    made_at = Moment(required=True)
    revoked_at = Moment(required=True, allow_none=True)
    last_used_at = Moment(required=True, allow_none=True)
    secrets = fields.List(fields.Nested(ClientSecretShape), required=True)
    may_change = Yes(required=True)
    """Whether the reader may rotate its secret: only who may do all that the client may."""


class ServiceClientPage(Shape):
    """One page of clients."""

    items = fields.List(fields.Nested(ServiceClientShape), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class ClientScopeShape(Shape):
    """A scope in words, and whether the reader may give it at the node that was asked for."""

    scope = Word(*SCOPE, required=True)
    sentence = fields.String(required=True)
    may_give = Yes(required=True)


class ClientScopeList(Shape):
    """Every scope."""

    items = fields.List(fields.Nested(ClientScopeShape), required=True)


class TokenShape(Shape):
    """An access token after RFC 6749."""

    access_token = fields.String(required=True)
    token_type = Word("Bearer", required=True)
    expires_in = Count(required=True)
    scope = fields.String(required=True, metadata={"examples": ["members:read reports:write"]})
