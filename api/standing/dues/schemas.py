"""Shapes of dues. Money is whole fen."""

from typing import Any

from marshmallow import ValidationError, fields

from api.http.fields import Count, Day, Id, Many, Moment, Month, Part, Shape, Text, Word
from api.standing.dues.rates import Category

STATES = ("paid", "waived", "open")
PAID_TO = ("branch", "host")
MOST_ROWS = 500
MOST_FEN = 100_000_00
"""A hundred thousand yuan a month; more is a slip of the finger."""


class PaidBy(Word):
    """Who paid: the member, the family or another member, but never the branch (不得垫交)."""

    def __init__(self, **options: Any) -> None:
        super().__init__("self", "family", "other_member", **options)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> str:
        if value == "branch":
            raise ValidationError("党费不由支部垫交，请选本人、家属或其他党员代交。")
        return super()._deserialize(value, attr, data, **options)


class DuesQuery(Shape):
    """Of which branch, and which year."""

    organization_id = Id(required=True)
    year = Count(least=1950, most=2150, load_default=None)


class DuesCellShape(Shape):
    """One month that is on record."""

    month = Month(required=True)
    state = Word(*STATES, required=True)
    amount_fen = Count(required=True)
    on_date = Day(required=True)
    paid_by = PaidBy(required=True, allow_none=True)
    paid_to = Word(*PAID_TO, required=True, allow_none=True)
    basis = fields.String(required=True, allow_none=True)


class DuesAssessmentShape(Shape):
    """核定额: what a member pays a month from a month on."""

    from_month = Month(required=True)
    category = Word(*Category, required=True)
    monthly_fen = Count(required=True)
    basis = fields.String(required=True, allow_none=True)


class DuesRowShape(Shape):
    """A member's line of the grid."""

    member_id = Id(required=True)
    name = fields.String(required=True)
    kind = Word("full", "probationary", required=True)
    first_month = Month(required=True, allow_none=True, metadata={"description": "The month of joining."})
    opening_paid_to = Month(required=True, allow_none=True)
    paid_to = Month(required=True, allow_none=True)
    assessment = fields.Nested(DuesAssessmentShape, required=True, allow_none=True)
    cells = fields.List(fields.Nested(DuesCellShape), required=True)


class DuesGridShape(Shape):
    """A branch's members and the months of a year; what has no cell is not on record."""

    as_of = Moment(required=True)
    year = Count(required=True)
    last_month = Month(required=True, metadata={"description": "The last month that can be recorded today."})
    items = fields.List(fields.Nested(DuesRowShape), required=True)


class MemberDuesShape(Shape):
    """One member's dues: amounts and months, newest first."""

    member_id = Id(required=True)
    opening_paid_to = Month(required=True, allow_none=True)
    paid_to = Month(required=True, allow_none=True)
    last_month = Month(required=True)
    assessments = fields.List(fields.Nested(DuesAssessmentShape), required=True)
    months = fields.List(fields.Nested(DuesCellShape), required=True)


class _Ticked(Shape):
    organization_id = Id(required=True)
    member_ids = Many(Id(), least=1, most=MOST_ROWS, required=True)
    from_month = Month(required=True)
    to_month = Month(required=True)


class DuesPaymentIn(_Ticked):
    """已交: the ticked members paid for these months. Without an amount each pays what is 核定."""

    amount_fen = Count(least=1, most=MOST_FEN, load_default=None, allow_none=True)
    paid_on = Day(required=True)
    paid_by = PaidBy(load_default="self")
    paid_to = Word(*PAID_TO, load_default="branch")


class DuesWaiverIn(_Ticked):
    """减免, with the day of its approval."""

    approved_on = Day(required=True)
    basis = Text(most=500, required=True)


class DuesCorrectionIn(Shape):
    """What was entered wrongly for one member's months: open takes it back."""

    member_id = Id(required=True)
    from_month = Month(required=True)
    to_month = Month(required=True)
    state = Word("paid", "open", required=True)
    amount_fen = Count(least=1, most=MOST_FEN, load_default=None, allow_none=True)
    paid_on = Day(load_default=None, allow_none=True)
    paid_by = PaidBy(load_default=None, allow_none=True)
    paid_to = Word(*PAID_TO, load_default=None, allow_none=True)
    basis = Text(most=500, required=True)


class AssessmentRowIn(Shape):
    """One member's 核定额."""

    member_id = Id(required=True)
    category = Word(*Category, required=True)
    monthly_fen = Count(least=1, most=MOST_FEN, required=True)
    income_fen = Count(least=0, most=1_000_000_00, load_default=None, allow_none=True)


class AssessmentsIn(Shape):
    """核定额 of one or many members, from a month on, on the branch's decision."""

    organization_id = Id(required=True)
    from_month = Month(required=True)
    basis = Text(most=500, required=True)
    rows = Many(Part(AssessmentRowIn), least=1, most=MOST_ROWS, required=True)


class SuggestionQuery(Shape):
    """For whom an amount is wanted."""

    organization_id = Id(required=True)
    category = Word(*Category, required=True)
    income_fen = Count(least=0, most=1_000_000_00, load_default=None)


class DuesSuggestionShape(Shape):
    """What the rate table says; a person confirms it."""

    monthly_fen = Count(required=True, allow_none=True)
    least_fen = Count(required=True, allow_none=True)
    most_fen = Count(required=True, allow_none=True)
