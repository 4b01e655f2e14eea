"""Shapes of the desk."""

from marshmallow import fields

from api.dashboards.items import KINDS
from api.http.fields import Count, Day, Id, Moment, Shape, Word, Yes


class DeskItemShape(Shape):
    """One thing that needs a person: what, about whom, why, since when."""

    kind = Word(*KINDS, required=True)
    code = fields.String(required=True, allow_none=True)
    subject_id = Id(required=True)
    member_id = Id(required=True, allow_none=True)
    member_name = fields.String(required=True, allow_none=True)
    organization_id = Id(required=True)
    sentence = fields.String(required=True)
    since = Day(required=True)
    count = Count(required=True, allow_none=True)
    member_ids = fields.List(
        Id(), required=True, metadata={"description": "Whom one line for several members counts."}
    )
    handoff_id = Id(
        required=True, allow_none=True, metadata={"description": "The 请协助 that asks about it."}
    )
    asked_by = fields.String(required=True, allow_none=True)


class DeskShape(Shape):
    """What needs a person today, in order."""

    as_of = Moment(required=True)
    items = fields.List(fields.Nested(DeskItemShape), required=True)


class DeskQuery(Shape):
    """Of which branch or township."""

    organization_id = Id(required=True)


class HandoverDutyShape(Shape):
    """Who holds which duty at the branch, and until when."""

    name = fields.String(required=True)
    role = fields.String(required=True)
    from_on = Day(required=True)
    to_on = Day(required=True, allow_none=True)
    delegated = Yes(required=True)


class OpenItemShape(Shape):
    """One thing that waits on the desk."""

    kind = fields.String(required=True)
    member_name = fields.String(required=True, allow_none=True)
    sentence = fields.String(required=True)
    since = Day(required=True)


class CardInHandShape(Shape):
    """An activity card that is out, or waits."""

    name = fields.String(required=True)
    number = fields.String(required=True, allow_none=True)
    state = fields.String(required=True)
    issued_on = Day(required=True, allow_none=True)


class HoldingShape(Shape):
    """What one list holds, and when something was last recorded in it."""

    key = fields.String(required=True)
    count = Count(required=True)
    newest_at = Moment(required=True, allow_none=True)


class EditionInHandShape(Shape):
    """The last edition of a book: its number, its period, and the code at the foot of its pages."""

    book = fields.String(required=True)
    edition = Count(required=True)
    from_on = Day(required=True)
    to_on = Day(required=True)
    code = fields.String(required=True)
    recorded_at = Moment(required=True)


class HandoverShape(Shape):
    """换届交接: what is handed over; who hands over, takes over and watches sign the printed sheet."""

    as_of = Moment(required=True)
    organization_name = fields.String(required=True)
    journal_number = Count(required=True)
    duties = fields.List(fields.Nested(HandoverDutyShape), required=True)
    open_items = fields.List(fields.Nested(OpenItemShape), required=True)
    cards = fields.List(fields.Nested(CardInHandShape), required=True)
    holdings = fields.List(fields.Nested(HoldingShape), required=True)
    editions = fields.List(fields.Nested(EditionInHandShape), required=True)
