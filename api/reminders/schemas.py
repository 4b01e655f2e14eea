"""Shapes of reminders."""

from marshmallow import fields

from api.http.fields import Count, Day, Id, Many, Moment, Part, Shape, Text, Word, Yes
from api.http.shapes import ReceiptShape

ROBOT_KINDS = ("wecom", "dingtalk", "feishu")
STATES = ("waiting", "sending", "sent", "failed", "late")


class ReminderLineShape(Shape):
    """One thing that waits: in words, how many, and the page of the app where it is seen to."""

    kind = fields.String(required=True)
    count = Count(required=True)
    sentence = fields.String(required=True)
    page = fields.String(required=True)


class InboxMessageShape(Shape):
    """One message. It names nobody."""

    id = Id(required=True)
    kind = Word("digest", "robot_failed", required=True)
    on_date = Day(required=True)
    title = fields.String(required=True)
    lines = Many(Part(ReminderLineShape), most=100, required=True)
    created_at = Moment(required=True)
    read_at = Moment(required=True, allow_none=True)


class InboxShape(Shape):
    """One page of messages, newest first, and how many are unread in all."""

    items = Many(Part(InboxMessageShape), most=200, required=True)
    next_cursor = fields.String(required=True, allow_none=True)
    unread = Count(required=True)


class InboxReadingIn(Shape):
    """Which messages were opened."""

    ids = Many(Id(), most=200, least=1, required=True)


class UnreadShape(Shape):
    """How many messages are unread."""

    unread = Count(required=True)


class ReminderChoiceIn(Shape):
    """How somebody wants to be reminded; everything may be off. No hour: the place's own."""

    inbox = Yes(required=True)
    sms = Yes(required=True)
    hour = Count(most=23, required=True, allow_none=True)


class ReminderChoiceShape(ReminderChoiceIn):
    """The choice, with what holds at the place, and the masked number that an SMS would go to."""

    place_hour = Count(most=23, required=True)
    quiet_from_hour = Count(most=23, required=True)
    quiet_to_hour = Count(most=23, required=True)
    phone = fields.String(required=True, allow_none=True)


class CalendarFeedShape(Shape):
    """One's own calendar address, if there is one. Whoever has it can read the calendar."""

    path = fields.String(required=True, allow_none=True)
    since = Moment(required=True, allow_none=True)


class FeedReceipt(ReceiptShape):
    """The receipt, and the new secret address, from the server's own root."""

    path = fields.String(required=True)


class RobotQuery(Shape):
    """Of which node."""

    organization_id = Id(required=True)


class RobotIn(Shape):
    """A new robot: the address that the platform gave, and its secret where it signs."""

    id = Id(load_default=None)
    organization_id = Id(required=True)
    kind = Word(*ROBOT_KINDS, required=True)
    name = Text(most=100, least=1, required=True)
    address = Text(most=1000, least=1, required=True)
    secret = Text(most=200, load_default=None, allow_none=True)
    hour = Count(most=23, load_default=None, allow_none=True)
    paused = Yes(load_default=False)


class RobotFields(Shape):
    """What may be changed of a robot; what is left out stays."""

    name = Text(most=100, least=1)
    address = Text(most=1000, least=1)
    secret = Text(most=200, allow_none=True)
    hour = Count(most=23, allow_none=True)
    paused = Yes()


class RobotSendingShape(Shape):
    """How a robot's last message went; `problem` is the platform's number, or why it was not reached."""

    state = Word(*STATES, required=True)
    trial = Yes(required=True)
    at = Moment(required=True)
    problem = fields.String(required=True, allow_none=True)


class RobotShape(Shape):
    """One robot. Its address is masked, its secret shown to nobody."""

    id = Id(required=True)
    organization_id = Id(required=True)
    kind = Word(*ROBOT_KINDS, required=True)
    name = fields.String(required=True)
    address = fields.String(required=True)
    signed = Yes(required=True)
    hour = Count(most=23, required=True, allow_none=True)
    paused = Yes(required=True)
    version = Count(required=True)
    last = Part(RobotSendingShape, required=True, allow_none=True)


class RobotList(Shape):
    """The robots of a node."""

    items = Many(Part(RobotShape), most=50, required=True)
