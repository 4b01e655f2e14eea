"""Shapes of transfers."""

from marshmallow import fields

from api.http.fields import Count, Day, Id, Shape, Text, Word
from api.standing.transfers.letter import Act, TransferState


class TransferShape(Shape):
    """One transfer; `state_today` says 超期 where its letter has run out."""

    id = Id(required=True)
    member_id = Id(required=True)
    member_name = fields.String(required=True)
    state = Word(*TransferState, required=True)
    state_today = Word(*TransferState, required=True)
    to_organization = fields.String(required=True, allow_none=True)
    planned_on = Day(required=True, allow_none=True)
    letter_number = fields.String(required=True, allow_none=True)
    letter_on = Day(required=True, allow_none=True)
    valid_until = Day(required=True, allow_none=True)
    sent_on = Day(required=True, allow_none=True)
    received_on = Day(required=True, allow_none=True)
    returned_on = Day(required=True, allow_none=True)
    basis = fields.String(required=True, allow_none=True)
    possible = fields.List(Word(*Act), required=True, metadata={"description": "What may be recorded next."})


class TransferList(Shape):
    """A member's transfers, newest first."""

    items = fields.List(fields.Nested(TransferShape), required=True)


class TransferIn(Shape):
    """拟转: a transfer that is planned."""

    member_id = Id(required=True)
    to_organization = Text(most=200, least=1, required=True)
    planned_on = Day(required=True)
    basis = Text(most=500, load_default=None, allow_none=True)


class TransferActIn(Shape):
    """What happened, on which day. A letter has a number; what comes back or is dropped has a reason."""

    act = Word(*Act, required=True)
    on_date = Day(required=True)
    letter_number = Text(most=60, load_default=None, allow_none=True)
    valid_days = Count(least=1, most=365, load_default=None, allow_none=True)
    basis = Text(most=500, load_default=None, allow_none=True)
