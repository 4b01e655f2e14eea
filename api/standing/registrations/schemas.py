"""Shapes of the national registration."""

from marshmallow import fields

from api.http.fields import Day, Id, Many, Moment, Part, Shape, Word, Yes

CHANGES = ("enter", "change", "end")
FIELDS = ("place", "departed_on", "reason", "employer", "expected_return_on", "phone")
MOST_ROWS = 500


class DifferencesQuery(Shape):
    """Of which branch; numbers in plain or masked."""

    organization_id = Id(required=True)
    reveal = Yes(load_default=False)


class SheetQuery(DifferencesQuery):
    """The same, and as which file."""

    form = Word("xlsx", "csv", load_default="xlsx")


class DifferingFieldShape(Shape):
    """What stands in the national system (null before it is entered), and what is known now."""

    field = Word(*FIELDS, required=True)
    before = fields.String(required=True, allow_none=True)
    after = fields.String(required=True, allow_none=True)


class DifferenceShape(Shape):
    """One member whose line in the national system is to be entered, changed or ended."""

    member_id = Id(required=True)
    member_name = fields.String(required=True)
    change = Word(*CHANGES, required=True)
    since = Day(required=True)
    fields_ = fields.List(
        fields.Nested(DifferingFieldShape), required=True, data_key="fields", attribute="fields"
    )


class DifferencesShape(Shape):
    """The differences since the last copy. Name `as_of` when they have been copied: later changes come in the next."""

    as_of = Moment(required=True)
    items = fields.List(fields.Nested(DifferenceShape), required=True)


class RegistrationRowIn(Shape):
    """One member: entered there, or ended there."""

    member_id = Id(required=True)
    entered = Yes(required=True)


class RegistrationsIn(Shape):
    """What was copied into the national system, on which day, from the sheet of which moment."""

    organization_id = Id(required=True)
    on_date = Day(required=True)
    as_of = Moment(load_default=None, allow_none=True)
    rows = Many(Part(RegistrationRowIn), least=1, most=MOST_ROWS, required=True)


class RegistrationShape(Shape):
    """Whether a member stands in the national system; null where nobody has said so yet (未登记)."""

    member_id = Id(required=True)
    entered = Yes(required=True, allow_none=True)
    on_date = Day(required=True, allow_none=True)
    by_name = fields.String(required=True, allow_none=True)
