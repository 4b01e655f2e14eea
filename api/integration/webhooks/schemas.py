"""Shapes of webhooks."""

import re
from typing import Any

from marshmallow import ValidationError, fields, validates_schema

from api.http.fields import Count, Id, Many, Moment, Shape, Text, Word
from api.http.shapes import PageQuery, ReceiptShape

STATES = ("active", "failing", "stopped", "paused")
PROBLEMS = (
    "no_public_address",
    "connection_failed",
    "tls_failed",
    "too_slow",
    "answer_malformed",
    "status_refused",
    "redirect_refused",
    "receiver_gone",
    "nobody_answers_for_it",
)
_KIND = re.compile(r"[a-z_]{1,40}\.([a-z_]{1,40}|\*)", re.ASCII)
_LONGEST_OVERLAP = 168
_KIND_EXAMPLE = {"examples": ["report.submitted"]}


class EventKind(Text):
    """A kind of entry, `report.submitted`, or all of a noun, `report.*`."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            most=81, least=3, metadata={"pattern": f"^{_KIND.pattern}$", **_KIND_EXAMPLE}, **options
        )

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> str:
        text = super()._deserialize(value, attr, data, **options)
        if not _KIND.fullmatch(text):
            raise ValidationError("事件种类请写成 report.submitted 或 report.*。")
        return text


_KINDS = {
    "description": "Which kinds of entries are told: `report.submitted`, or `report.*` for all of a noun; none: every kind."
}
_ADDRESS = {
    "description": "An https address out in the world. Redirects are not followed.",
    "examples": ["https://hooks.example.org/lianxinqiao"],
}


_NAME = {"examples": ["县里的党建平台"]}


class WebhookQuery(Shape):
    """Which webhooks."""

    organization_id = Id(load_default=None)


class WebhookIn(Shape):
    """A new webhook."""

    organization_id = Id(required=True)
    name = Text(most=100, least=1, required=True, metadata=_NAME)
    address = Text(most=2000, least=1, required=True, metadata=_ADDRESS)
    kinds = Many(EventKind(), most=50, load_default=list, metadata=_KINDS)


class WebhookChanges(Shape):
    """What may be changed on a webhook."""

    name = Text(most=100, least=1, metadata=_NAME)
    address = Text(most=2000, least=1, metadata=_ADDRESS)
    kinds = Many(EventKind(), most=50, metadata=_KINDS)


class WebhookRotationIn(Shape):
    """How long the old secret signs beside the new one."""

    overlap_hours = Count(most=_LONGEST_OVERLAP, load_default=24)


class ReplayIn(Shape):
    """What is sent again: these, or all that were laid aside since a moment."""

    dead_letter_ids = Many(Id(), most=200, load_default=list)
    since = Moment(load_default=None, allow_none=True)

    @validates_schema
    def say_which(self, data: Any, **_: Any) -> None:
        """Want one of the two."""
        if bool(data["dead_letter_ids"]) == (data["since"] is not None):
            raise ValidationError("请写明是哪几条，或者从什么时候起。", "dead_letter_ids")


class WebhookTestShape(Shape):
    """The last test: asked for, and how it ended."""

    id = Id(required=True, allow_none=True)
    asked_at = Moment(required=True, allow_none=True)
    ended_at = Moment(required=True, allow_none=True)
    status = Count(required=True, allow_none=True, metadata={"description": "What the receiver answered."})
    problem = Word(*PROBLEMS, required=True, allow_none=True)


class WebhookSecretShape(Shape):
    """A secret that signs; it is shown once, when it is made."""

    created_at = Moment(required=True)
    ends_at = Moment(required=True, allow_none=True)


class WebhookShape(Shape):
    """A webhook, and how the telling goes."""

    id = Id(required=True)
    organization_id = Id(required=True)
    organization_name = fields.String(required=True)
    name = fields.String(required=True, metadata=_NAME)
    address = fields.String(required=True, metadata=_ADDRESS)
    kinds = fields.List(fields.String(metadata=_KIND_EXAMPLE), required=True, metadata=_KINDS)
    state = Word(*STATES, required=True)
    answered_by = fields.String(
        required=True,
        allow_none=True,
        metadata={
            "description": "Whose right it rests on: what they may not see is not told.",
            "examples": ["孙委员"],
        },
    )
    waiting = Count(
        required=True, metadata={"description": "Entries not told yet; 1000 means so many or more."}
    )
    delivered_at = Moment(required=True, allow_none=True)
    failing_since = Moment(required=True, allow_none=True)
    next_try_at = Moment(required=True, allow_none=True)
    status = Count(required=True, allow_none=True, metadata={"description": "The receiver's last answer."})
    problem = Word(*PROBLEMS, required=True, allow_none=True)
    dead_letters = Count(required=True)
    test = fields.Nested(WebhookTestShape, required=True)
    secrets = fields.List(fields.Nested(WebhookSecretShape), required=True)
    version = Count(required=True)


class WebhookList(Shape):
    """Webhooks in the order in which they were set up."""

    items = fields.List(fields.Nested(WebhookShape), required=True)


class WebhookReceiptShape(ReceiptShape):
    """The receipt with the new secret, which is shown here and nowhere else."""

    secret_id = Id(required=True)
    secret = fields.String(
        required=True,
        allow_none=True,
        metadata={
            "description": "`whsec_…`; null once it signs no more.",
            "examples": ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
        },
    )


class WebhookTestReceiptShape(ReceiptShape):
    """The receipt of a test; the webhook itself then says how it ended."""

    test_id = Id(required=True)


class ReplayReceiptShape(ReceiptShape):
    """The receipt, with how many are sent again."""

    count = Count(required=True)


class DeadLetterQuery(PageQuery):
    """How much of what was laid aside."""


class DeadLetterShape(Shape):
    """An entry that the receiver did not take for three days."""

    id = Id(required=True)
    organization_id = Id(required=True)
    organization_name = fields.String(required=True)
    epoch = Count(required=True)
    number = Count(required=True)
    event_id = fields.String(
        required=True, metadata={"examples": ["entry_0197a3c0000070008000000000000003_1_128"]}
    )
    kind = fields.String(required=True, metadata=_KIND_EXAMPLE)
    state = Word("lies", "replaying", "replayed", required=True)
    tries = Count(required=True)
    problem = Word(*PROBLEMS, required=True)
    status = Count(required=True, allow_none=True)
    died_at = Moment(required=True)
    replayed_at = Moment(required=True, allow_none=True)


class DeadLetterPage(Shape):
    """A page of what was laid aside, the newest first."""

    items = fields.List(fields.Nested(DeadLetterShape), required=True)
    next_cursor = fields.String(required=True, allow_none=True)
