"""Shapes of the picture of a node, of the rings, and of the lists behind them."""

from marshmallow import fields

from api.dashboards.overview.figures import FIGURES
from api.http.fields import Count, Day, Id, Moment, Shape, Text, Word, Yes
from api.http.paging import DEFAULT_LIMIT, MOST

_KINDS = ("county", "township", "branch")
_RINGS = ("screening", "reporting", "contact", "training", "visiting")
_DIFFICULTIES = ("whereabouts", "rules", "learning", "meetings", "contribution")


class FigureShape(Shape):
    """One figure: what it counts, and how much. Its list has as many lines."""

    key = Word(*FIGURES, required=True)
    count = Count(required=True)


class PlaceOnPageShape(Shape):
    """A node by its short name."""

    id = Id(required=True)
    name = fields.String(required=True)
    kind = Word(*_KINDS, required=True)


class OverviewLineShape(Shape):
    """A child of the node, in the fixed order."""

    organization_id = Id(required=True)
    name = fields.String(required=True)
    kind = Word(*_KINDS, required=True)
    figures = fields.List(fields.Nested(FigureShape), required=True)


class OpenWindowShape(Shape):
    """A window that is open today, and in how many branches."""

    key = fields.String(required=True)
    name = fields.String(required=True)
    opens_on = Day(required=True)
    closes_on = Day(required=True)
    screening = Yes(required=True)
    visits = Yes(required=True)
    branches = Count(required=True)


class DifficultyShape(Shape):
    """One of the five difficulties, in words."""

    key = Word(*_DIFFICULTIES, required=True)
    sentence = fields.String(required=True)


class OverviewShape(Shape):
    """A node's figures, and its children's: people and matters, no rates; each is the sum over the children."""

    as_of = Moment(required=True)
    today = Day(required=True)
    organization = fields.Nested(PlaceOnPageShape, required=True)
    path = fields.List(
        fields.Nested(PlaceOnPageShape),
        required=True,
        metadata={
            "description": "The nodes above that the reader may open, the highest first, and this one."
        },
    )
    figures = fields.List(fields.Nested(FigureShape), required=True)
    lines = fields.List(fields.Nested(OverviewLineShape), required=True)
    windows = fields.List(fields.Nested(OpenWindowShape), required=True)
    difficulties = fields.List(fields.Nested(DifficultyShape), required=True)
    may_read_rings = Yes(required=True)


class OverviewQuery(Shape):
    """Of which node."""

    organization_id = Id(required=True)


class PeopleQuery(Shape):
    """Which figure's list, of which node, and which page of it."""

    organization_id = Id(required=True)
    figure = Word(*FIGURES, required=True)
    limit = Count(least=1, most=MOST, load_default=DEFAULT_LIMIT)
    cursor = Text(most=500, load_default=None)


class PersonLineShape(Shape):
    """One line of a figure's list. since: the departure of somebody away, the day a need was raised."""

    code = Word(*FIGURES, required=True, metadata={"description": "The figure that the line stands for."})
    subject_id = Id(
        required=True,
        metadata={"description": "The member, the need, the hand-off, or the branch of a window."},
    )
    member_id = Id(required=True, allow_none=True)
    member_name = fields.String(required=True, allow_none=True)
    organization_id = Id(required=True)
    organization_name = fields.String(required=True)
    contact_on = Day(required=True, allow_none=True, metadata={"description": "Last two-way contact."})
    since = Day(required=True, allow_none=True)
    sentence = fields.String(required=True)


class PeoplePage(Shape):
    """A page of the list behind a figure; `total` is the figure."""

    as_of = Moment(required=True)
    total = Count(required=True)
    items = fields.List(fields.Nested(PersonLineShape), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class RingShape(Shape):
    """One of 五常: how many of whom. Null where there is nothing to count; what is 未登记 stands beside it."""

    key = Word(*_RINGS, required=True)
    about = fields.String(required=True, allow_none=True, metadata={"description": "The round or window."})
    formula = fields.String(required=True)
    numerator = Count(required=True, allow_none=True)
    denominator = Count(required=True, allow_none=True)
    unregistered = Count(required=True)
    from_on = Day(required=True, allow_none=True)
    to_on = Day(required=True, allow_none=True)
    missing = fields.String(
        required=True, allow_none=True, metadata={"description": "Why nothing is counted."}
    )


class RingsShape(Shape):
    """The five rings of one branch, for the branch itself, and the five difficulties read from them."""

    as_of = Moment(required=True)
    organization_id = Id(required=True)
    rings = fields.List(fields.Nested(RingShape), required=True)
    difficulties = fields.List(fields.Nested(DifficultyShape), required=True)


class RingLineShape(Shape):
    """One member that a ring counts."""

    member_id = Id(required=True)
    member_name = fields.String(required=True)
    state = Word("done", "open", "unregistered", required=True)
    on = Day(required=True, allow_none=True)
    sentence = fields.String(required=True)


class RingListShape(Shape):
    """A ring with everybody it counts."""

    as_of = Moment(required=True)
    organization_id = Id(required=True)
    ring = fields.Nested(RingShape, required=True)
    items = fields.List(fields.Nested(RingLineShape), required=True)
