"""Shapes of contacts, pauses, and what is due today."""

from typing import Any

from marshmallow import fields

from api.contacts.cadence.facts import State
from api.contacts.cadence.presets import Duty
from api.http.fields import Count, Day, Id, Many, Moment, Month, Part, Shape, Text, Word, Yes
from api.http.shapes import PageQuery, ReceiptShape
from api.needs.words import KINDS as NEED_KINDS

WAYS = ("phone", "wechat", "video", "in_person", "letter")
WHOM = ("self", "family")
OUTCOMES = ("reached", "no_answer", "out_of_service", "declined")
DIRECTIONS = ("outgoing", "incoming")
PAUSES = ("hospital", "at_home", "other")
URGENCIES = ("overdue", "grace", "due", "none")

_NONE: Any = {"load_default": None, "allow_none": True}


class ContactNeedIn(Shape):
    """A need that was told: it waits on the branch's list; without words of its own the contact's note says it."""

    kind = Word(*NEED_KINDS, load_default="other")
    words = Text(most=1000, **_NONE)
    private = Yes(load_default=False)


class ContactIn(Shape):
    """A contact, or a try, with one member or with several at once (a group video)."""

    id = Id(
        load_default=None, metadata={"description": "Of the contact; with several members, of all of them."}
    )
    member_ids = Many(Id(), most=50, least=1, required=True)
    way = Word(*WAYS, required=True)
    with_whom = Word(*WHOM, load_default="self")
    outcome = Word(*OUTCOMES, load_default="reached")
    direction = Word(*DIRECTIONS, load_default="outgoing")
    happened_on = Day(required=True)
    happened_at = Moment(**_NONE)
    recorded_at_device = Moment(**_NONE)
    by_member_id = Id(**_NONE, metadata={"description": "Who was in touch, where that is somebody else."})
    note = Text(most=1000, **_NONE)
    place_code = Text(most=6, **_NONE)
    employer = Text(most=200, **_NONE)
    residence = Text(most=300, **_NONE)
    phone = Text(most=30, **_NONE)
    need = Part(ContactNeedIn, **_NONE)


class ContactChangesIn(Shape):
    """What was wrong in a contact."""

    way = Word(*WAYS)
    with_whom = Word(*WHOM)
    outcome = Word(*OUTCOMES)
    direction = Word(*DIRECTIONS)
    happened_on = Day()
    happened_at = Moment(allow_none=True)
    by_member_id = Id(allow_none=True)
    note = Text(most=1000, allow_none=True)
    place_code = Text(most=6, allow_none=True)
    employer = Text(most=200, allow_none=True)
    residence = Text(most=300, allow_none=True)
    phone = Text(most=30, allow_none=True)


class LoggedShape(Shape):
    """One of the contacts that were recorded. counted: it lies in a time away; if not, its dates may want mending."""

    id = Id(required=True)
    member_id = Id(required=True)
    suspected_double_of = Id(required=True, allow_none=True)
    counted = Yes(required=True)


class ContactReceiptShape(ReceiptShape):
    """收条; `state` is `recorded` or `suspected_double`. It says what was so when the contact came in."""

    contacts = fields.List(fields.Nested(LoggedShape), required=True)


class ContactShape(Shape):
    """A contact as it stands."""

    id = Id(required=True)
    member_id = Id(required=True)
    member_name = fields.String(required=True)
    organization_id = Id(required=True)
    revision = Count(required=True)
    way = Word(*WAYS, required=True)
    with_whom = Word(*WHOM, required=True)
    outcome = Word(*OUTCOMES, required=True)
    direction = Word(*DIRECTIONS, required=True)
    happened_on = Day(required=True)
    happened_at = Moment(required=True, allow_none=True)
    recorded_at = Moment(required=True)
    recorded_at_device = Moment(required=True)
    clock_ahead = Yes(required=True)
    late = Yes(
        required=True, metadata={"description": "补录: noted down more than so many days later (a setting)."}
    )
    counted = Yes(required=True, metadata={"description": "false: 不计入本期, it lies in no time away."})
    by_member_id = Id(required=True, allow_none=True)
    by_name = fields.String(required=True)
    logged_by_name = fields.String(required=True)
    mine = Yes(required=True, metadata={"description": "The reader noted it down, and may take it back."})
    joint_id = Id(required=True, allow_none=True)
    suspected_double_of = Id(required=True, allow_none=True)
    same_as = Id(
        required=True, allow_none=True, metadata={"description": "同一次: the contact that counts for it."}
    )
    note = fields.String(required=True, allow_none=True)
    place_code = fields.String(required=True, allow_none=True)
    place_name = fields.String(required=True, allow_none=True)
    employer = fields.String(required=True, allow_none=True)
    residence = fields.String(required=True, allow_none=True)
    phone = fields.String(required=True, allow_none=True)
    report_id = Id(required=True, allow_none=True)


class ContactPage(Shape):
    """One page of contacts, the newest day first."""

    items = fields.List(fields.Nested(ContactShape), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class ContactQuery(PageQuery):
    """Which contacts."""

    organization_id = Id(load_default=None)
    member_id = Id(load_default=None)
    from_on = Day(load_default=None)
    to_on = Day(load_default=None)
    outcome = Word(*OUTCOMES, load_default=None)
    suspected = Yes(
        load_default=None, metadata={"description": "true: only those that await 同一次 or 另一次."}
    )


class MergingIn(Shape):
    """同一次 (true) or 另一次 (false)."""

    same = Yes(required=True)


class PauseIn(Shape):
    """The duty rests from a day on, to a day where that is known."""

    id = Id(load_default=None)
    reason = Word(*PAUSES, required=True)
    from_on = Day(required=True)
    to_on = Day(**_NONE)
    note = Text(most=300, **_NONE)


class PauseEndingIn(Shape):
    """The last day of a pause."""

    to_on = Day(required=True)


class PauseShape(Shape):
    """A pause of the duty."""

    id = Id(required=True)
    reason = Word(*PAUSES, required=True)
    from_on = Day(required=True)
    to_on = Day(required=True, allow_none=True)
    note = fields.String(required=True, allow_none=True)


class PauseList(Shape):
    """A member's pauses, newest first."""

    items = fields.List(fields.Nested(PauseShape), required=True)


class DutyShape(Shape):
    """How one duty stands in the present period."""

    duty = Word(*Duty, required=True)
    state = Word(*State, required=True)
    unit = fields.String(required=True, metadata={"description": "xun, week, month, quarter, half_year …"})
    period_first = Day(required=True)
    period_last = Day(required=True)
    done = Count(required=True)
    needed = Count(required=True)


class LastShape(Shape):
    """The latest contact that succeeded with the member."""

    id = Id(required=True)
    happened_on = Day(required=True)
    way = Word(*WAYS, required=True)
    by_name = fields.String(required=True)


class LastWordsShape(Shape):
    """What was last said, by the member or the family."""

    id = Id(required=True)
    happened_on = Day(required=True)
    with_whom = Word(*WHOM, required=True)
    note = fields.String(required=True)


class LiaisonShape(Shape):
    """A liaison of a member."""

    member_id = Id(required=True)
    name = fields.String(required=True)
    lead = Yes(required=True)


class OpenNeedShape(Shape):
    """A need that is open, as far as the reader may see it."""

    id = Id(required=True)
    kind = Word(*NEED_KINDS, required=True)
    raised_on = Day(required=True)


class TodayItemShape(Shape):
    """A member away: what is due, where they are, what was last said, what is open."""

    member_id = Id(required=True)
    member_name = fields.String(required=True)
    organization_id = Id(required=True)
    urgency = Word(*URGENCIES, required=True)
    duties = fields.List(fields.Nested(DutyShape), required=True)
    communication = fields.String(required=True, allow_none=True)
    away_since = Day(required=True, allow_none=True)
    place_code = fields.String(required=True, allow_none=True)
    place_name = fields.String(required=True, allow_none=True)
    place_unsettled = Yes(required=True)
    employer = fields.String(required=True, allow_none=True)
    expected_return_on = Day(required=True, allow_none=True)
    at_home_until = Day(required=True, allow_none=True)
    last = fields.Nested(LastShape, required=True, allow_none=True)
    last_words = fields.Nested(LastWordsShape, required=True, allow_none=True)
    attempts = Count(
        required=True, metadata={"description": "Tries that did not get through since the last one that did."}
    )
    needs = fields.List(fields.Nested(OpenNeedShape), required=True)
    liaisons = fields.List(fields.Nested(LiaisonShape), required=True)


class LiaisonGroupShape(Shape):
    """A liaison with the members of the list; null: nobody is their liaison today."""

    liaison_id = Id(required=True, allow_none=True)
    name = fields.String(required=True, allow_none=True)
    member_ids = fields.List(Id(), required=True)
    due = Count(required=True)


class TodayShape(Shape):
    """该联系了: who is due today in order of urgency, then the others."""

    as_of = Moment(required=True)
    today = Day(required=True)
    items = fields.List(fields.Nested(TodayItemShape), required=True)
    others = fields.List(fields.Nested(TodayItemShape), required=True)
    by_liaison = fields.List(fields.Nested(LiaisonGroupShape), required=True)


class TodayQuery(Shape):
    """Whose: of a branch, or (left out) one's own members as a liaison."""

    organization_id = Id(load_default=None)


class CalendarQuery(Shape):
    """Of which year."""

    year = Count(least=2000, most=2199, load_default=None)


class CalendarCellShape(Shape):
    """One way in one month. state: of the duty's periods that end in the month; null where nothing was asked or done."""

    key = fields.String(required=True, metadata={"description": "A way, `family`, or `any`."})
    reached = Count(required=True)
    attempts = Count(required=True)
    state = Word("done", "partly", "paused", "due", "grace", "overdue", required=True, allow_none=True)
    asked = Count(required=True)
    done = Count(required=True)


class CalendarMonthShape(Shape):
    """One month."""

    month = Count(least=1, most=12, required=True)
    away = Yes(required=True, metadata={"description": "Away on at least one day of it."})
    paused = Yes(required=True)
    check_ins = Count(required=True, metadata={"description": "报平安, a kind of its own."})
    cells = fields.List(fields.Nested(CalendarCellShape), required=True)


class CalendarShape(Shape):
    """A member's year: 12 months × ways."""

    member_id = Id(required=True)
    year = Count(required=True)
    keys = fields.List(fields.String(), required=True)
    today = Day(required=True)
    months = fields.List(fields.Nested(CalendarMonthShape), required=True)
    duties = fields.List(fields.Nested(DutyShape), required=True)


class TriedShape(Shape):
    """What was tried in one way, and how often."""

    way = Word(*WAYS, required=True)
    with_whom = Word(*WHOM, required=True)
    outcome = Word(*OUTCOMES, required=True)
    count = Count(required=True)
    last_on = Day(required=True)


class SearchStepShape(Shape):
    """One step of the search."""

    id = Id(required=True)
    happened_on = Day(required=True)
    way = Word(*WAYS, required=True)
    with_whom = Word(*WHOM, required=True)
    outcome = Word(*OUTCOMES, required=True)
    by_name = fields.String(required=True)
    note = fields.String(required=True, allow_none=True)


class SearchRecordShape(Shape):
    """What was tried since the last two-way contact. Nothing changes by itself."""

    member_id = Id(required=True)
    last_contact_on = Day(required=True, allow_none=True, metadata={"description": "null: 未登记."})
    days = Count(required=True, allow_none=True)
    tried = fields.List(fields.Nested(TriedShape), required=True)
    items = fields.List(fields.Nested(SearchStepShape), required=True)


class FulfilmentQuery(Shape):
    """Of which branch and month."""

    organization_id = Id(required=True)
    month = Month(required=True)


class FulfilledShape(Shape):
    """Periods that end in the month: how many were asked for, in how many it was done."""

    duty = Word(*Duty, required=True)
    asked = Count(required=True)
    done = Count(required=True)


class MemberFulfilmentShape(Shape):
    """One member."""

    member_id = Id(required=True)
    member_name = fields.String(required=True)
    duties = fields.List(fields.Nested(FulfilledShape), required=True)


class FulfilmentShape(Shape):
    """A branch's month, for the branch itself: counts of periods, no rate."""

    organization_id = Id(required=True)
    month = fields.String(required=True)
    duties = fields.List(fields.Nested(FulfilledShape), required=True)
    members = fields.List(fields.Nested(MemberFulfilmentShape), required=True)
