"""Webhooks over HTTP."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import Response
from flask.views import MethodView
from sqlalchemy.orm import Session

from api.http.blueprint import Slice
from api.http.guard import guarded
from api.http.once import change_once, create_once
from api.http.running import actor, read, running
from api.http.shapes import ReceiptShape
from api.http.versions import etag, required_version
from api.integration.webhooks import listing, rules, schemas, service
from api.journal import Outcome

slice_ = Slice(
    "webhooks",
    """Telling other systems what happens 事件推送

Each entry of the journals at a node and below is sent by `POST` to an address of yours, after the Standard Webhooks
specification: any library of it verifies `webhook-id`, `webhook-timestamp` and `webhook-signature` with the `whsec_…` secret.
While a secret is handed over to the next, two signatures are sent.

The body is `{"type", "timestamp", "data"}`; `type` is the entry's kind, `data` the entry as the feed shows it: ids and
codes, no names. Answer with 2xx within ten seconds; anything else, a redirect too, counts as not taken.

- **At least once**: the id follows from (node, epoch, number), so that a repeat is told by its `webhook-id`.
- **In order within a node**, none promised between nodes. Only what is sent again from the dead letters comes later than what
  followed it; epoch and number tell where it belongs.
- **For 72 hours** an event is tried: after 5 s, 30 s, 2, 10, 30 minutes, then hourly; `Retry-After` is honoured up to an
  hour. Then it lies among the dead letters, and can be sent again. When the next is not taken either, the webhook
  stops, keeps its place, and waits for a `resumption`. `410` stops at once.
- `webhook.test` comes from the test button, `feed.node_left` is the last word about a node that lies below no more.
""",
)


@slice_.route("/webhooks")
class Webhooks(MethodView):
    """All webhooks."""

    @guarded("webhooks.manage", scope="node")
    @slice_.arguments(schemas.WebhookQuery, location="query")
    @slice_.response(200, schemas.WebhookList)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """List webhooks, each with how the telling goes. A service client sees its own."""
        organization_id = query["organization_id"]
        if organization_id:
            read(lambda s: rules.ensure_may_create(s, actor(), organization_id))
        return {"items": read(lambda s: listing.list_webhooks(s, actor(), organization_id))}

    @guarded("webhooks.manage", scope="node")
    @slice_.arguments(schemas.WebhookIn)
    @slice_.response(201, schemas.WebhookReceiptShape)
    def post(self, data: dict[str, Any]) -> Response:
        """Tell an address what happens at a node and below, from now on; the answer shows the secret, once."""
        networks = running().config.outgoing_networks
        return create_once(
            data,
            check=lambda s: rules.ensure_may_create(s, actor(), data["organization_id"]),
            work=lambda s: service.create(s, actor(), data, networks),
            more=_with_secret,
        )


@slice_.route("/webhooks/<uuid:webhook_id>")
class OneWebhook(MethodView):
    """One webhook."""

    @guarded("webhooks.manage", scope="webhook")
    @slice_.response(200, schemas.WebhookShape)
    def get(self, webhook_id: UUID) -> Any:
        """Read one webhook and how the telling goes; its ETag is what an edit names."""
        found = read(lambda s: listing.read_webhook(s, actor(), webhook_id))
        return found, 200, {"ETag": etag(found["version"])}

    @guarded("webhooks.manage", scope="webhook")
    @slice_.arguments(schemas.WebhookChanges)
    @slice_.response(200, ReceiptShape)
    def patch(self, changes: dict[str, Any], webhook_id: UUID) -> Response:
        """Change a webhook's name, address or kinds; what waits goes to the new address."""
        version, networks = required_version(), running().config.outgoing_networks
        return change_once(
            changes,
            check=_may(webhook_id),
            work=lambda s: service.change(s, actor(), webhook_id, version, changes, networks),
        )


@slice_.route("/webhooks/<uuid:webhook_id>/pause")
class WebhookPause(MethodView):
    """Telling nothing for a while."""

    @guarded("webhooks.manage", scope="webhook")
    @slice_.response(201, ReceiptShape)
    def post(self, webhook_id: UUID) -> Response:
        """Tell nothing until somebody lets it go on; what happens meanwhile waits."""
        return _do(webhook_id, None, lambda s: service.pause(s, actor(), webhook_id))


@slice_.route("/webhooks/<uuid:webhook_id>/resumption")
class WebhookResumption(MethodView):
    """Going on."""

    @guarded("webhooks.manage", scope="webhook")
    @slice_.response(201, ReceiptShape)
    def post(self, webhook_id: UUID) -> Response:
        """Go on at once with what waits, after a pause, a stop, or while it rests."""
        return _do(webhook_id, None, lambda s: service.resume(s, actor(), webhook_id))


@slice_.route("/webhooks/<uuid:webhook_id>/ending")
class WebhookEnding(MethodView):
    """Ending for good."""

    @guarded("webhooks.manage", scope="webhook")
    @slice_.response(201, ReceiptShape)
    def post(self, webhook_id: UUID) -> Response:
        """End a webhook for good."""
        return _do(webhook_id, None, lambda s: service.end(s, actor(), webhook_id))


@slice_.route("/webhooks/<uuid:webhook_id>/rotations")
class WebhookRotations(MethodView):
    """New secrets."""

    @guarded("webhooks.manage", scope="webhook")
    @slice_.arguments(schemas.WebhookRotationIn)
    @slice_.response(201, schemas.WebhookReceiptShape)
    def post(self, data: dict[str, Any], webhook_id: UUID) -> Response:
        """Draw a new secret, shown once; the one before signs beside it until the overlap is over."""
        overlap = timedelta(hours=data["overlap_hours"])
        return create_once(
            data,
            check=_may(webhook_id),
            work=lambda s: service.rotate(s, actor(), webhook_id, overlap),
            more=_with_secret,
        )


@slice_.route("/webhooks/<uuid:webhook_id>/tests")
class WebhookTests(MethodView):
    """The test button."""

    @guarded("webhooks.manage", scope="webhook")
    @slice_.response(202, schemas.WebhookTestReceiptShape)
    def post(self, webhook_id: UUID) -> Response:
        """Send a `webhook.test` at once; the webhook then says how it ended."""
        work = lambda s: service.ask_for_test(s, actor(), webhook_id)  # noqa: E731
        return create_once(None, check=_may(webhook_id), work=work, status=202)


@slice_.route("/webhooks/<uuid:webhook_id>/dead-letters")
class WebhookDeadLetters(MethodView):
    """What the receiver did not take."""

    @guarded("webhooks.manage", scope="webhook")
    @slice_.arguments(schemas.DeadLetterQuery, location="query")
    @slice_.response(200, schemas.DeadLetterPage)
    def get(self, query: dict[str, Any], webhook_id: UUID) -> dict[str, Any]:
        """List what was laid aside after three days, the newest first."""
        items, following = read(
            lambda s: listing.list_letters(s, actor(), webhook_id, query["limit"], query["cursor"])
        )
        return {"items": items, "next_cursor": following}


@slice_.route("/webhooks/<uuid:webhook_id>/replays")
class WebhookReplays(MethodView):
    """Sending again."""

    @guarded("webhooks.manage", scope="webhook")
    @slice_.arguments(schemas.ReplayIn)
    @slice_.response(202, schemas.ReplayReceiptShape)
    def post(self, data: dict[str, Any], webhook_id: UUID) -> Response:
        """Send again what was laid aside, under the same ids: these, or all since a moment."""
        return create_once(
            data,
            check=_may(webhook_id),
            work=lambda s: service.replay(s, actor(), webhook_id, data["dead_letter_ids"], data["since"]),
            status=202,
        )


def _may(webhook_id: UUID) -> Callable[[Session], object]:
    return lambda session: rules.get_visible(session, actor(), webhook_id)


def _do(webhook_id: UUID, content: Any, work: Callable[[Session], Outcome]) -> Response:
    return create_once(content, check=_may(webhook_id), work=work)


def _with_secret(receipt: dict[str, Any]) -> dict[str, Any]:
    secret_id = UUID(receipt["secret_id"])
    return {**receipt, "secret": read(lambda s: service.secret_of(s, secret_id))}
