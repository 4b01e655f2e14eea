"""Shapes of where our people are."""

from marshmallow import fields, validate

from api.dashboards.whereabouts.industries import INDUSTRIES
from api.http.fields import Count, Day, Id, Moment, Shape, Text, Word, Yes
from api.http.paging import DEFAULT_LIMIT, MOST
from api.http.shapes import PageQuery

_PLACE = validate.Regexp(r"^([0-9]{6}|HW0000|unsettled|unregistered)$", error="请从名单里选一个地方。")


class WhereaboutsNodeShape(Shape):
    """A node of the tree, by its short name."""

    id = Id(required=True)
    name = fields.String(required=True)
    kind = Word("county", "township", "branch", required=True)


class WhereaboutsHomeShape(WhereaboutsNodeShape):
    """A node directly below, in the fixed order: how many on its roll, how many of them away."""

    members = Count(required=True)
    away = Count(required=True)


class PlaceFigureShape(Shape):
    """A province or city and how many are there."""

    code = fields.String(required=True)
    name = fields.String(required=True)
    known = Yes(
        required=True, metadata={"description": "false: those of the province whose city is not on record"}
    )
    count = Count(required=True)


class HomeFlowShape(Shape):
    """How many of a node below are in a province, or in one of the groups apart."""

    organization_id = Id(required=True)
    province = fields.String(required=True, metadata={"description": "A code, or one of the groups apart."})
    count = Count(required=True)


class ClusterShape(Shape):
    """Several members at one place or employer: who could be asked to keep them together is a person's to judge."""

    province = fields.String(required=True)
    city = fields.String(required=True)
    county = fields.String(required=True, allow_none=True)
    place_name = fields.String(required=True)
    employer = fields.String(required=True, allow_none=True)
    count = Count(required=True)
    branches = Count(required=True)
    registered = Count(
        required=True, metadata={"description": "How many of them registered with a branch there."}
    )
    liaisons = Count(required=True, metadata={"description": "How many of them are 在外联络员 today."})


class ClusterPage(Shape):
    """A page of the places where members are together, the largest first; `total` is how many there are."""

    total = Count(required=True)
    items = fields.List(fields.Nested(ClusterShape), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class IndustryFigureShape(Shape):
    """How many work in an industry, as far as the employer's name tells."""

    code = Word(*INDUSTRIES, required=True)
    count = Count(required=True)


class WhereaboutsShape(Shape):
    """Where the members of a node are. `members` = `at_home` + `away`; `away` is the sum over each breakdown."""

    as_of = Moment(required=True)
    organization = fields.Nested(WhereaboutsNodeShape, required=True)
    above = fields.List(fields.Nested(WhereaboutsNodeShape), required=True)
    members = Count(required=True)
    at_home = Count(required=True)
    away = Count(required=True)
    provinces = fields.List(fields.Nested(PlaceFigureShape), required=True)
    overseas = Count(required=True)
    unsettled = Count(required=True)
    unregistered = Count(required=True)
    cities = fields.List(
        fields.Nested(PlaceFigureShape),
        required=True,
        metadata={"description": "Of the province that was asked for, else empty."},
    )
    homes = fields.List(fields.Nested(WhereaboutsHomeShape), required=True)
    flows = fields.List(fields.Nested(HomeFlowShape), required=True)
    cluster_members = Count(required=True)
    employers = fields.List(
        fields.Nested(ClusterShape),
        required=True,
        metadata={"description": "The largest; `/whereabouts/clusters` lists them all."},
    )
    employers_total = Count(required=True)
    places = fields.List(
        fields.Nested(ClusterShape),
        required=True,
        metadata={"description": "The largest; `/whereabouts/clusters` lists them all."},
    )
    places_total = Count(required=True)
    industries = fields.List(fields.Nested(IndustryFigureShape), required=True)


class WhereaboutsQuery(Shape):
    """Of which node, and of which province the cities."""

    organization_id = Id(required=True)
    province = Text(most=12, load_default=None, validate=_PLACE)


class ClusterQuery(Shape):
    """Of which node, and together by what: one employer, or one county."""

    organization_id = Id(required=True)
    by = Word("employer", "county", required=True)
    limit = Count(least=1, most=MOST, load_default=DEFAULT_LIMIT)
    cursor = Text(
        most=6, load_default=None, validate=validate.Regexp(r"^[0-9]{1,6}$", error="这一页的位置读不懂。")
    )


class AwayMemberShape(Shape):
    """A member away, as the lists behind the figures show one: nothing finer than the county, no phone."""

    member_id = Id(required=True)
    name = fields.String(required=True)
    organization_id = Id(required=True)
    organization_name = fields.String(required=True)
    place_name = fields.String(required=True, allow_none=True)
    place_unsettled = Yes(required=True)
    employer = fields.String(required=True, allow_none=True)
    departed_on = Day(required=True, allow_none=True)
    departed_precision = Word("day", "month", "season", "year", required=True)
    departed_text = fields.String(required=True, allow_none=True)


class AwayMemberPage(Shape):
    """The list behind a figure. `total` is the figure; `place_name` the place that was asked for, if one was."""

    total = Count(required=True)
    place_name = fields.String(required=True, allow_none=True)
    city_known = Yes(
        required=True, metadata={"description": "false: those of the province whose city is not on record"}
    )
    items = fields.List(fields.Nested(AwayMemberShape), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class AwayMemberQuery(PageQuery):
    """Which figure's list: each condition given narrows it."""

    organization_id = Id(required=True)
    province = Text(
        most=12,
        load_default=None,
        validate=_PLACE,
        metadata={"description": "A province's code, HW0000, unsettled or unregistered."},
    )
    city = Text(
        most=12,
        load_default=None,
        validate=_PLACE,
        metadata={"description": "A city's code; a province's code: those whose city is not on record."},
    )
    county = Text(most=12, load_default=None, validate=_PLACE)
    employer = Text(most=200, load_default=None)
    industry = Word(*INDUSTRIES, load_default=None)
