"""Shapes of hand-offs."""

from marshmallow import fields

from api.handoffs.words import ABOUT, ANSWERS, STATES
from api.http.fields import Count, Day, Id, Moment, Shape, Text, Word, Yes
from api.http.shapes import PageQuery


class KnownShape(Shape):
    """What the records say to a question already; `met`: no question is left."""

    sentence = fields.String(required=True)
    on = Day(required=True, allow_none=True)
    met = Yes(required=True)


class KnownQuery(Shape):
    """About what: a member, or a branch."""

    organization_id = Id(required=True)
    member_id = Id(load_default=None)
    about = Word(*ABOUT, required=True)


class HandoffIn(Shape):
    """What a branch or a township is asked to help with; without `member_id` it is about the place."""

    id = Id(load_default=None)
    organization_id = Id(required=True)
    member_id = Id(load_default=None, allow_none=True)
    about = Word(*ABOUT, required=True)
    note = Text(most=500, load_default=None, allow_none=True)


class PassingOnIn(Shape):
    """Which branch is asked in turn; the note is the township's own."""

    id = Id(load_default=None)
    organization_id = Id(required=True)
    note = Text(most=500, load_default=None, allow_none=True)


class HandoffAnswerIn(Shape):
    """已办 with what was done, or 需要上级支持 with what is needed."""

    state = Word(*ANSWERS, required=True)
    answer = Text(most=500, load_default=None, allow_none=True)


class HandoffReplyIn(Shape):
    """What those above say to a wish for support; the branch then goes on."""

    reply = Text(most=500, least=1, required=True)


class PassedOnShape(Shape):
    """A branch to which a township passed it on, and how it stands there."""

    id = Id(required=True)
    organization_id = Id(required=True)
    organization_name = fields.String(required=True)
    state = Word(*STATES, required=True)
    answer = fields.String(required=True, allow_none=True)


class BranchToAskShape(Shape):
    """A branch of the township that was asked, and what the records say of it already."""

    organization_id = Id(required=True)
    organization_name = fields.String(required=True)
    known = fields.Nested(KnownShape, required=True)
    asked = Yes(required=True, metadata={"description": "This is open there already."})


class BranchToAskList(Shape):
    """The branches of the township in their order; about a member the member's own alone."""

    items = fields.List(fields.Nested(BranchToAskShape), required=True)


class HandoffShape(Shape):
    """One hand-off with who asked, what the records say, and what was answered."""

    id = Id(required=True)
    organization_id = Id(required=True)
    organization_name = fields.String(required=True)
    member_id = Id(required=True, allow_none=True)
    member_name = fields.String(required=True, allow_none=True)
    about = Word(*ABOUT, required=True)
    state = Word(*STATES, required=True)
    asked_on = Day(required=True)
    asked_by_name = fields.String(required=True)
    asked_from_name = fields.String(required=True)
    note = fields.String(required=True, allow_none=True)
    answer = fields.String(required=True, allow_none=True)
    answered_on = Day(required=True, allow_none=True)
    answered_by_name = fields.String(required=True, allow_none=True)
    reply = fields.String(required=True, allow_none=True)
    replied_on = Day(required=True, allow_none=True)
    known = fields.Nested(KnownShape, required=True, allow_none=True)
    revision = Count(required=True)
    recorded_at = Moment(required=True)
    passed_on = fields.List(
        fields.Nested(PassedOnShape),
        required=True,
        metadata={"description": "To which branches a township passed it on."},
    )
    may_answer = Yes(required=True)
    may_pass_on = Yes(required=True)
    may_ask = Yes(required=True)


class HandoffPage(Shape):
    """One page of hand-offs: the open ones first, newest first."""

    items = fields.List(fields.Nested(HandoffShape), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class HandoffQuery(PageQuery):
    """Which hand-offs."""

    organization_id = Id(load_default=None)
    member_id = Id(load_default=None)
    open = Yes(load_default=False, metadata={"description": "Those that nobody answered or took back yet."})
