"""Shapes of members."""

from typing import Any

from marshmallow import ValidationError, fields

from api.codes import education, ethnic_groups, sex
from api.http.fields import Count, Day, Id, Many, Moment, Month, Part, PartialDay, Shape, Text, Word, Yes
from api.http.shapes import PageQuery

KINDS = ("full", "probationary")
ROLL_STATUSES = ("normal", "suspended", "restored", "retained")
COMMUNICATIONS = ("smartphone", "feature_phone", "family_relay", "none")
REASONS = ("died", "transferred", "struck_off", "withdrew", "expelled", "probation_cancelled")
SORTS = ("name", "joined_on", "birth_date")
MOST_GRID_ROWS = 500


class FieldList(Text):
    """Names of fields, comma between them."""

    def __init__(self, **options: Any) -> None:
        super().__init__(most=400, **options)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> Any:
        text = super()._deserialize(value, attr, data, **options)
        wanted = frozenset(name.strip() for name in text.split(",") if name.strip())
        unknown = wanted - _MEMBER_FIELDS
        if unknown or not wanted:
            raise ValidationError("没有这个字段:" + "、".join(sorted(unknown)))
        return wanted


class HomeStayShape(Shape):
    """短暂回家: from one day to another."""

    from_on = Day(required=True)
    to_on = Day(required=True)


class AwayShape(Shape):
    """An open time away, in short."""

    id = Id(required=True)
    departed_on = Day(required=True)
    departed_precision = Word("day", "month", "season", "year", required=True)
    departed_text = fields.String(required=True, allow_none=True)
    expected_return_on = Day(required=True, allow_none=True)
    reason_code = fields.String(required=True, allow_none=True)
    place_code = fields.String(required=True, allow_none=True)
    place_name = fields.String(required=True, allow_none=True)
    place_unsettled = fields.Boolean(required=True)
    employer = fields.String(required=True, allow_none=True)
    home_stay = fields.Nested(HomeStayShape, required=True, allow_none=True)


class MemberShape(Shape):
    """A membership with its person; numbers and addresses masked unless revealed."""

    id = Id(required=True)
    person_id = Id(required=True)
    organization_id = Id(required=True)
    organization_name = fields.String(required=True)
    name = fields.String(required=True)
    sex = Word("0", "1", "2", "9", required=True)
    birth_date = fields.String(required=True, allow_none=True)
    ethnicity = fields.String(required=True, allow_none=True)
    education = fields.String(required=True, allow_none=True)
    id_number = fields.String(required=True, allow_none=True)
    phone = fields.String(required=True, allow_none=True)
    landline = fields.String(required=True, allow_none=True)
    address = fields.String(required=True, allow_none=True)
    family_contact = fields.String(required=True, allow_none=True)
    wechat = fields.String(required=True, allow_none=True)
    note = fields.String(required=True, allow_none=True)
    kind = Word(*KINDS, required=True)
    joined_on = fields.String(required=True, allow_none=True)
    confirmed_on = fields.String(required=True, allow_none=True)
    job = fields.String(required=True, allow_none=True)
    roll_status = Word(*ROLL_STATUSES, required=True)
    roll_status_on = Day(required=True, allow_none=True)
    group_id = Id(required=True, allow_none=True)
    group_name = fields.String(required=True, allow_none=True)
    communication = fields.String(required=True, allow_none=True)
    exempt = fields.Boolean(required=True)
    household_id = Id(required=True, allow_none=True)
    from_on = Day(required=True)
    to_on = Day(required=True, allow_none=True)
    leaving_reason = fields.String(required=True, allow_none=True)
    has_account = fields.Boolean(required=True)
    erased = fields.Boolean(required=True)
    away = fields.Nested(AwayShape, required=True, allow_none=True)
    version = Count(required=True)


_MEMBER_FIELDS = frozenset(MemberShape().fields)


class MemberPage(Shape):
    """One page of members."""

    items = fields.List(fields.Nested(MemberShape), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class MemberQuery(PageQuery):
    """Which members, in which order, and how much of each."""

    organization_id = Id(
        load_default=None, metadata={"description": "This node and all below; without it, all in reach."}
    )
    q = Text(
        most=60,
        load_default="",
        metadata={
            "description": "A part of the name, a beginning of its pinyin or initials, or a complete phone number."
        },
    )
    kind = Word(*KINDS, load_default=None)
    state = Word("home", "away", load_default=None)
    roll = Word(
        "on", "left", load_default="on", metadata={"description": "Members on the roll, or who left."}
    )
    sort = Word(*SORTS, load_default="name")
    fields_ = FieldList(
        load_default=None,
        data_key="fields",
        metadata={"description": "Names of fields, comma between; id is always there."},
    )


class RevealQuery(Shape):
    """Whether to show numbers and addresses in plain; that leaves a trace."""

    reveal = Yes(load_default=False)


class MemberChanges(Shape):
    """What may be changed on a member; what is left out stays, null empties it."""

    name = Text(most=50, least=1)
    sex = Word(*sex.NAMES)
    birth_date = PartialDay(allow_none=True)
    ethnicity = Word(*ethnic_groups.NAMES, allow_none=True)
    education = Word(*education.NAMES, allow_none=True)
    id_number = Text(most=30, allow_none=True)
    phone = Text(most=30, allow_none=True)
    landline = Text(most=40, allow_none=True)
    address = Text(most=300, allow_none=True)
    family_contact = Text(most=200, allow_none=True)
    wechat = Text(most=100, allow_none=True)
    note = Text(most=1000, allow_none=True)
    job = Text(most=200, allow_none=True)
    communication = Word(*COMMUNICATIONS, allow_none=True)
    kind = Word(*KINDS)
    joined_on = PartialDay(allow_none=True)
    confirmed_on = PartialDay(allow_none=True)
    group_id = Id(allow_none=True)
    exempt = Yes()


class MemberIn(MemberChanges):
    """Somebody who enters a branch."""

    organization_id = Id(required=True)
    name = Text(most=50, least=1, required=True)
    kind = Word(*KINDS, required=True)
    from_on = Day(metadata={"description": "The first day in this branch; today where it is left out."})
    person_id = Id(
        allow_none=True,
        metadata={"description": "Somebody known already who is in no branch now, such as a candidate."},
    )
    confirmed_new = Yes(
        load_default=False,
        metadata={"description": "A person compared the candidates: this is somebody else."},
    )


class LeavingIn(Shape):
    """How somebody leaves the roll 减少原因."""

    reason = Word(*REASONS, required=True)
    on = Day(required=True)
    basis = Text(most=500, least=1, required=True)


class MovingIn(Shape):
    """Into which branch, from which day."""

    organization_id = Id(required=True)
    on = Day(required=True)
    basis = Text(most=500, least=1, required=True)


class RollDecisionIn(Shape):
    """A decision on 党籍."""

    roll_status = Word(*ROLL_STATUSES, required=True)
    on = Day(required=True)
    basis = Text(most=500, least=1, required=True)


class MergeIn(Shape):
    """Two members that are one person."""

    keep_id = Id(required=True)
    drop_id = Id(required=True)


class ApartIn(Shape):
    """Two members that look alike and are two people."""

    one_id = Id(required=True)
    other_id = Id(required=True)


class ErasureIn(Shape):
    """Why somebody's personal data is erased; it cannot be undone."""

    basis = Word("requested", "consent_withdrawn", "recorded_by_mistake", required=True)


class NodeQuery(Shape):
    """Of which branch or township."""

    organization_id = Id(required=True)


class PairSide(Shape):
    """One of two records that may be one person."""

    id = Id(required=True)
    person_id = Id(required=True)
    organization_id = Id(required=True)
    name = fields.String(required=True)
    birth_date = fields.String(required=True, allow_none=True)
    kind = Word(*KINDS, required=True)
    joined_on = fields.String(required=True, allow_none=True)


class PairShape(Shape):
    """Two records that may be one person, and why."""

    reason = Word("id_number", "name_and_birth_date", required=True)
    members = fields.List(fields.Nested(PairSide), required=True)


class PairList(Shape):
    """Pairs for a person to decide on, at most 200."""

    items = fields.List(fields.Nested(PairShape), required=True)


class TimelineItem(Shape):
    """Something that was recorded of a member."""

    at = Moment(required=True, metadata={"description": "When it was recorded."})
    on = Day(required=True, metadata={"description": "When it happened."})
    kind = fields.String(required=True)
    sentence = fields.String(required=True)
    organization_id = Id(required=True)
    number = Count(required=True)


class TimelinePage(Shape):
    """One page of a timeline, newest first."""

    items = fields.List(fields.Nested(TimelineItem), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class ReadingShape(Shape):
    """Somebody who saw the record in plain."""

    at = Moment(required=True)
    by_name = fields.String(required=True, allow_none=True)
    by_role = fields.String(required=True)
    kind = fields.String(required=True)
    fields_ = fields.List(fields.String(), required=True, data_key="fields", attribute="fields")


class ReadingPage(Shape):
    """One page of 谁看过我的资料, newest first."""

    items = fields.List(fields.Nested(ReadingShape), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class OpeningRow(Shape):
    """What is known of one member; null is 未登记."""

    member_id = Id(required=True)
    name = fields.String(required=True)
    dues_paid_to = fields.String(required=True, allow_none=True)
    last_contact_on = Day(required=True, allow_none=True)
    last_organization_life_on = Day(required=True, allow_none=True)


class OpeningGrid(Shape):
    """补登底数: all members of a branch."""

    items = fields.List(fields.Nested(OpeningRow), required=True)


class OpeningRowIn(Shape):
    """One row of the grid; what is left out stays."""

    member_id = Id(required=True)
    dues_paid_to = Month(allow_none=True)
    last_contact_on = Day(allow_none=True)
    last_organization_life_on = Day(allow_none=True)


class OpeningIn(Shape):
    """The grid of a branch."""

    organization_id = Id(required=True)
    rows = Many(Part(OpeningRowIn), most=MOST_GRID_ROWS, least=1, required=True)


class ExportQuery(NodeQuery):
    """Which members, in which form, masked or not."""

    format_ = Word("xlsx", "csv", load_default="xlsx", data_key="format")
    reveal = Yes(load_default=False)
