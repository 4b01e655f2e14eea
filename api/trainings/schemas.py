"""Shapes of organisation life."""

import re
from datetime import time
from typing import Any

from marshmallow import ValidationError, fields

from api.http.fields import SENTENCES, Count, Day, Id, Many, Moment, Part, Shape, Text, Word, Yes
from api.http.shapes import PageQuery
from api.trainings.frequency import STATUSES
from api.trainings.kinds import (
    ABSENCES,
    EXCLUSIONS,
    KINDS,
    MAKE_UPS,
    MATTERS,
    NOTICE_WAYS,
    ORDINARY,
    WAYS,
)
from api.trainings.series import MOST as MOST_OF_A_SERIES

STATES = ("planned", "closed", "called_off")
MAKE_UP_STATES = ("waiting", "confirmed", "declined")
SOURCES = ("branch", "code", "self")

_NONE: Any = {"load_default": None, "allow_none": True}
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)
_MOST_HOURS = 80


class Hours(fields.Float):
    """学时, in whole and half hours."""

    default_error_messages = SENTENCES

    def __init__(self, **options: Any) -> None:
        metadata = {"minimum": 0, "maximum": _MOST_HOURS, "multipleOf": 0.5, **options.pop("metadata", {})}
        super().__init__(metadata=metadata, **options)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise ValidationError("这里要填数字。")
        if not 0 <= value <= _MOST_HOURS or value * 2 != int(value * 2):
            raise ValidationError(f"学时要在 0 和 {_MOST_HOURS} 之间，以半学时为单位。")
        return float(value)


class ClockTime(fields.String):
    """A time of the village's clock, `HH:MM`."""

    default_error_messages = SENTENCES

    def __init__(self, **options: Any) -> None:
        super().__init__(metadata={"pattern": f"^{_CLOCK.pattern}$", "maxLength": 5}, **options)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> time:  # type: ignore[override]
        if not isinstance(value, str) or not _CLOCK.fullmatch(value):
            raise ValidationError("时间请写成 15:00。")
        return time.fromisoformat(value)


class _About(Shape):
    """What a plan says besides its day."""

    title = Text(most=200, least=1, required=True)
    matters = Many(Word(*MATTERS), most=3, load_default=[])
    place = Text(most=200, **_NONE)
    platform = Text(most=100, **_NONE)
    join_link = Text(most=1000, **_NONE)
    agenda = Text(most=4000, **_NONE)
    hours = Hours(load_default=0.0)
    private = Yes(load_default=False)
    host = Text(most=100, **_NONE)
    recorder = Text(most=100, **_NONE)
    group_id = Id(**_NONE)


class TrainingIn(_About):
    """A meeting to plan."""

    id = Id(load_default=None)
    organization_id = Id(required=True)
    kind = Word(*KINDS, required=True)
    starts_at = Moment(required=True)
    ends_at = Moment(required=True)


class TrainingChanges(Shape):
    """What may be changed on a plan."""

    title = Text(most=200, least=1)
    starts_at = Moment()
    ends_at = Moment()
    matters = Many(Word(*MATTERS), most=3)
    place = Text(most=200, allow_none=True)
    platform = Text(most=100, allow_none=True)
    join_link = Text(most=1000, allow_none=True)
    agenda = Text(most=4000, allow_none=True)
    hours = Hours()
    private = Yes()
    host = Text(most=100, allow_none=True)
    recorder = Text(most=100, allow_none=True)


class SeriesException(Shape):
    """A day of a series that is moved or, without another day, left out."""

    on = Day(required=True)
    moved_to = Day(**_NONE)


class TrainingSeriesIn(_About):
    """A meeting that comes again on a day of each month or quarter."""

    id = Id(load_default=None)
    organization_id = Id(required=True)
    kind = Word(*KINDS, required=True)
    every = Word("month", "quarter", required=True)
    on_day = Count(least=1, most=31, required=True)
    from_on = Day(required=True)
    to_on = Day(required=True)
    starts_time = ClockTime(required=True)
    minutes = Count(least=15, most=1440, required=True)
    exceptions = Many(Part(SeriesException), most=MOST_OF_A_SERIES, load_default=[])


class SeriesEndingIn(Shape):
    """When a series ends, and why."""

    last_on = Day(required=True)
    reason = Text(most=500, least=1, required=True)


class CallingOffIn(Shape):
    """Why a meeting is called off."""

    reason = Text(most=500, least=1, required=True)


class AttendanceEntry(Shape):
    """How one member took part; `none` takes an entry back that was a mistake."""

    member_id = Id(required=True)
    way = Word(*WAYS, required=True)
    host_branch = Text(most=200, **_NONE)
    reason_code = Word(*ABSENCES, **_NONE)
    reason = Text(most=500, **_NONE)


class AttendanceIn(Shape):
    """How members took part, many at once."""

    entries = Many(Part(AttendanceEntry), most=500, least=1, required=True)
    recorded_at_device = Moment(**_NONE)


class OwnAttendanceIn(Shape):
    """How the acting member takes part; in the hall with the meeting's code."""

    way = Word(*WAYS, required=True)
    code = Text(most=12, **_NONE)
    host_branch = Text(most=200, **_NONE)
    reason_code = Word(*ABSENCES, **_NONE)
    reason = Text(most=500, **_NONE)
    recorded_at_device = Moment(**_NONE)


class ExclusionIn(Shape):
    """Whom to leave out of 应到, on which basis, with the days of consent and vote."""

    member_id = Id(required=True)
    basis_code = Word(*EXCLUSIONS, required=True)
    consent_on = Day(**_NONE)
    voted_on = Day(**_NONE)
    note = Text(most=500, **_NONE)
    withdrawn = Yes(load_default=False)


class WrittenOpinionIn(Shape):
    """A written opinion that came before the meeting."""

    member_id = Id(required=True)
    received_on = Day(required=True)
    text = Text(most=2000, **_NONE)
    withdrawn = Yes(load_default=False)


class ResolutionIn(Shape):
    """A resolution with its votes."""

    text = Text(most=1000, least=1, required=True)
    matter = Word(ORDINARY, *MATTERS, load_default=ORDINARY)
    member_id = Id(**_NONE)
    for_count = Count(most=10_000, required=True)
    against_count = Count(most=10_000, load_default=0)
    abstained_count = Count(most=10_000, load_default=0)


class MinutesIn(Shape):
    """The minutes, whole or in part."""

    host = Text(most=100, allow_none=True)
    recorder = Text(most=100, allow_none=True)
    guests = Text(most=500, allow_none=True)
    topics = Text(most=2000, allow_none=True)
    content = Text(most=20_000, allow_none=True)
    hours = Hours()
    page_of_book = Text(most=60, allow_none=True)
    resolutions = Many(Part(ResolutionIn), most=30)


class CorrectionIn(Shape):
    """What is corrected on a closed meeting, and on which basis."""

    basis = Text(most=500, least=1, required=True)
    minutes = Part(MinutesIn, load_default=None)
    attendance = Many(Part(AttendanceEntry), most=500, load_default=[])


class MakeUpIn(Shape):
    """What a member made up, when and how."""

    member_id = Id(required=True)
    on_date = Day(required=True)
    way = Word(*MAKE_UPS, required=True)
    note = Text(most=500, **_NONE)


class OwnMakeUpIn(Shape):
    """What the acting member made up, when and how."""

    on_date = Day(required=True)
    way = Word(*MAKE_UPS, required=True)
    note = Text(most=500, **_NONE)


class MakeUpConfirmationIn(Shape):
    """Whether the branch confirms it."""

    confirmed = Yes(required=True)


class MaterialIn(Shape):
    """A link, or a file that was sent before."""

    id = Id(load_default=None)
    title = Text(most=200, least=1, required=True)
    link = Text(most=1000, **_NONE)
    attachment_id = Id(**_NONE)


class NoticeIn(Shape):
    """How a meeting was told."""

    way = Word(*NOTICE_WAYS, required=True)


class SeatIn(Shape):
    """A seat on the branch committee."""

    member_id = Id(required=True)
    duty = Text(most=60, **_NONE)
    from_on = Day(required=True)


class SeatEndingIn(Shape):
    """The day from which a member no longer sits on the committee."""

    to_on = Day(required=True)


class TrainingQuery(PageQuery):
    """Which meetings."""

    organization_id = Id(load_default=None)
    kind = Word(*KINDS, load_default=None)
    state = Word(*STATES, load_default=None)
    from_on = Day(load_default=None)
    to_on = Day(load_default=None)


class BranchQuery(Shape):
    """Which branch."""

    organization_id = Id(required=True)


class FrequencyQuery(BranchQuery):
    """Which branch and year."""

    year = Count(least=1950, most=2190, required=True)


class YearQuery(Shape):
    """Which year; without one, the present one."""

    year = Count(least=1950, most=2190, load_default=None)


class TrainingLine(Shape):
    """A meeting in the list."""

    id = Id(required=True)
    organization_id = Id(required=True)
    organization_name = fields.String(required=True)
    series_id = Id(required=True, allow_none=True)
    group_id = Id(required=True, allow_none=True)
    group_name = fields.String(required=True, allow_none=True)
    kind = Word(*KINDS, required=True)
    state = Word(*STATES, required=True)
    title = fields.String(required=True)
    starts_at = Moment(required=True)
    ends_at = Moment(required=True)
    on_date = Day(required=True)
    matters = fields.List(Word(*MATTERS), required=True)
    place = fields.String(required=True, allow_none=True)
    platform = fields.String(required=True, allow_none=True)
    join_link = fields.String(required=True, allow_none=True)
    agenda = fields.String(required=True, allow_none=True)
    hours = Hours(required=True)
    private = Yes(required=True)
    due = Count(required=True, allow_none=True)
    present = Count(required=True, allow_none=True)
    version = Count(required=True)


class TrainingPage(Shape):
    """One page of meetings, newest first."""

    items = fields.List(fields.Nested(TrainingLine), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class FiguresShape(Shape):
    """The figures of a meeting, with the formula of 应到 and the quorum."""

    on_roll = Count(required=True)
    due = Count(required=True)
    present = Count(required=True)
    may_vote = Count(required=True)
    votes = Count(required=True)
    written = Count(required=True)
    ballots = Count(required=True)
    observers = Count(required=True)
    absent = Count(required=True)
    in_hall = Count(required=True)
    by_video = Count(required=True)
    at_host = Count(required=True)
    formula = fields.String(required=True)
    quorum_needed = Count(required=True, allow_none=True)
    quorum_met = Yes(required=True, allow_none=True)


class MakeUpShape(Shape):
    """What a member made up."""

    id = Id(required=True)
    on_date = Day(required=True)
    way = Word(*MAKE_UPS, required=True)
    state = Word(*MAKE_UP_STATES, required=True)
    note = fields.String(required=True, allow_none=True)


class RollLine(Shape):
    """One member of a meeting's roll, or one who came without being of it."""

    member_id = Id(required=True)
    name = fields.String(required=True)
    due = Yes(required=True)
    why_not_due = Word("suspended", "excluded", "away", "exempt", "outside", required=True, allow_none=True)
    may_vote = Yes(required=True)
    probationary = Yes(required=True)
    exempt = Yes(required=True)
    away = Yes(required=True)
    at_home = Yes(required=True)
    way = Word(*WAYS, required=True, allow_none=True)
    source = Word(*SOURCES, required=True, allow_none=True)
    host_branch = fields.String(required=True, allow_none=True)
    reason_code = Word(*ABSENCES, required=True, allow_none=True)
    reason = fields.String(required=True, allow_none=True)
    wrote = Yes(required=True)
    make_up = fields.Nested(MakeUpShape, required=True, allow_none=True)


class ExclusionShape(Shape):
    """Somebody who is left out of 应到."""

    member_id = Id(required=True)
    basis_code = Word(*EXCLUSIONS, required=True)
    consent_on = Day(required=True, allow_none=True)
    voted_on = Day(required=True, allow_none=True)
    note = fields.String(required=True, allow_none=True)


class ResolutionShape(Shape):
    """A resolution with its votes, what it needed, and whether it was carried."""

    text = fields.String(required=True)
    matter = Word(ORDINARY, *MATTERS, required=True)
    member_id = Id(required=True, allow_none=True)
    for_count = Count(required=True)
    against_count = Count(required=True)
    abstained_count = Count(required=True)
    needed = Count(required=True)
    carried = Yes(required=True)


class MinutesShape(Shape):
    """The minutes of a meeting."""

    host = fields.String(required=True, allow_none=True)
    recorder = fields.String(required=True, allow_none=True)
    guests = fields.String(required=True, allow_none=True)
    topics = fields.String(required=True, allow_none=True)
    content = fields.String(required=True, allow_none=True)
    hours = Hours(required=True)
    page_of_book = fields.String(required=True, allow_none=True)
    resolutions = fields.List(fields.Nested(ResolutionShape), required=True)
    revision = Count(required=True)
    closed = Yes(required=True)
    basis = fields.String(required=True, allow_none=True)
    recorded_at = Moment(required=True)


class ClosedMinutesShape(MinutesShape):
    """Minutes as they were closed or corrected, with who wrote them."""

    by_name = fields.String(required=True, allow_none=True)
    due = Count(required=True)
    present = Count(required=True)


class MinutesHistory(Shape):
    """Every closed state of a meeting's minutes, oldest first."""

    items = fields.List(fields.Nested(ClosedMinutesShape), required=True)


class MaterialShape(Shape):
    """A link or a file."""

    id = Id(required=True)
    title = fields.String(required=True)
    link = fields.String(required=True, allow_none=True)
    file_name = fields.String(required=True, allow_none=True)
    file_kind = fields.String(required=True, allow_none=True)
    size = Count(required=True, allow_none=True)


class TrainingShape(TrainingLine):
    """A meeting with everything that it takes to hold it."""

    class Meta:
        """The figures tell what the line tells in short."""

        exclude = ("due", "present")

    host = fields.String(required=True, allow_none=True)
    recorder = fields.String(required=True, allow_none=True)
    called_off_because = fields.String(required=True, allow_none=True)
    code = fields.String(required=True, allow_none=True)
    noticed_on = Day(required=True, allow_none=True)
    figures = fields.Nested(FiguresShape, required=True)
    video_counts_as_present = Yes(required=True)
    video_counts_as_vote = Yes(required=True)
    away_members_due = Yes(required=True)
    members = fields.List(fields.Nested(RollLine), required=True)
    exclusions = fields.List(fields.Nested(ExclusionShape), required=True)
    minutes = fields.Nested(MinutesShape, required=True, allow_none=True)
    materials = fields.List(fields.Nested(MaterialShape), required=True)


class SpanShape(Shape):
    """One period of one kind: what was held in it, waits to be closed, is planned."""

    kind = Word(*KINDS, required=True)
    group_id = Id(required=True, allow_none=True)
    group_name = fields.String(required=True, allow_none=True)
    first = Day(required=True)
    last = Day(required=True)
    times = Count(required=True)
    held = Count(required=True)
    to_close = Count(required=True)
    planned = Count(required=True)
    status = Word(*STATUSES, required=True)


class FrequencyShape(Shape):
    """A branch's periods of a year."""

    items = fields.List(fields.Nested(SpanShape), required=True)


class ToPhone(Shape):
    """Somebody who is not in the group."""

    member_id = Id(required=True)
    name = fields.String(required=True)
    communication = fields.String(required=True)


class GivenNotice(Shape):
    """A notice that was given."""

    way = Word(*NOTICE_WAYS, required=True)
    told_on = Day(required=True)


class MeetingNotice(Shape):
    """The text for the group, who is not in it, and what was told already."""

    text = fields.String(required=True)
    qr = fields.List(
        fields.String(),
        required=True,
        metadata={
            "description": "The QR code of the link, a line of 0 and 1 for each row; empty without a link."
        },
    )
    to_phone = fields.List(fields.Nested(ToPhone), required=True)
    given = fields.List(fields.Nested(GivenNotice), required=True)


class SeatShape(Shape):
    """A seat on the branch committee."""

    id = Id(required=True)
    member_id = Id(required=True)
    member_name = fields.String(required=True)
    duty = fields.String(required=True, allow_none=True)
    from_on = Day(required=True)
    to_on = Day(required=True, allow_none=True)


class SeatList(Shape):
    """Who sits and sat on the committee."""

    items = fields.List(fields.Nested(SeatShape), required=True)


class OwnTraining(Shape):
    """A meeting as its member sees it."""

    id = Id(required=True)
    kind = Word(*KINDS, required=True)
    state = Word(*STATES, required=True)
    title = fields.String(required=True)
    starts_at = Moment(required=True)
    ends_at = Moment(required=True)
    on_date = Day(required=True)
    place = fields.String(required=True, allow_none=True)
    platform = fields.String(required=True, allow_none=True)
    join_link = fields.String(required=True, allow_none=True)
    agenda = fields.String(required=True, allow_none=True)
    hours = Hours(required=True)
    way = Word(*WAYS, required=True, allow_none=True)
    host_branch = fields.String(required=True, allow_none=True)
    reason_code = Word(*ABSENCES, required=True, allow_none=True)
    make_up_state = Word(*MAKE_UP_STATES, required=True, allow_none=True)
    make_up_on = Day(required=True, allow_none=True)
    code_open = Yes(required=True)
    materials = fields.List(fields.Nested(MaterialShape), required=True)


class LearningShape(Shape):
    """A member's own year of learning."""

    year = Count(required=True)
    hours = fields.Float(required=True)
    hours_asked = Count(required=True)
    counted = Count(required=True)
    coming = fields.List(fields.Nested(OwnTraining), required=True)
    missed = fields.List(fields.Nested(OwnTraining), required=True)
    attended = fields.List(fields.Nested(OwnTraining), required=True)
