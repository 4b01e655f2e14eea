"""Shapes of deeds and calls."""

from typing import Any

from marshmallow import fields

from api.http.fields import Count, Day, Id, Many, Moment, Shape, Text, Word, Yes
from api.http.shapes import PageQuery

DIRECTIONS = ("back", "help")
KINDS = (
    "invest",
    "road",
    "jobs",
    "crops",
    "donate",
    "volunteer",
    "campaign",
    "errand",
    "elders",
    "children",
    "farm",
    "other",
)
SOURCES = ("told", "seen", "paper")
STATES = ("submitted", "accepted", "sent_back", "withdrawn")

_NONE: Any = {"load_default": None, "allow_none": True}
_SHOWN: Any = {"required": True, "allow_none": True}


class ContributionFields(Shape):
    """What was done; a figure always stands with where it comes from.

    `photos_agreed` says that the member was asked before new pictures were added, and agreed.
    """

    kind = Word(*KINDS, required=True)
    on_date = Day(required=True)
    words = Text(most=1000, least=1, required=True)
    amount_yuan = Count(least=1, **_NONE)
    people = Count(least=1, most=1_000_000, **_NONE)
    area_mu = Count(least=1, most=1_000_000, **_NONE)
    source = Word(*SOURCES, **_NONE)
    source_words = Text(most=500, **_NONE)
    helper_ids = Many(Id(), most=20, load_default=list)
    photo_ids = Many(Id(), most=9, load_default=list)
    photos_agreed = Yes(load_default=False)
    recorded_at_device = Moment(**_NONE)


class ContributionIn(ContributionFields):
    """A deed to record; `continues_id` names last year's line of the same deed."""

    id = Id(load_default=None)
    member_id = Id(required=True)
    direction = Word(*DIRECTIONS, required=True)
    continues_id = Id(**_NONE)


class ContributionSendingBackIn(Shape):
    """What is still needed."""

    reason = Text(most=500, least=1, required=True)


class ContributionShape(Shape):
    """One deed in one year."""

    id = Id(required=True)
    member_id = Id(required=True)
    member_name = fields.String(required=True)
    organization_id = Id(required=True)
    thread_id = Id(required=True)
    revision = Count(required=True)
    direction = Word(*DIRECTIONS, required=True)
    kind = Word(*KINDS, required=True)
    on_date = Day(required=True)
    state = Word(*STATES, required=True)
    words = fields.String(**_SHOWN)
    amount_yuan = Count(**_SHOWN)
    people = Count(**_SHOWN)
    area_mu = Count(**_SHOWN)
    source = Word(*SOURCES, **_SHOWN)
    source_words = fields.String(**_SHOWN)
    helper_ids = fields.List(Id(), required=True)
    helper_names = fields.List(fields.String(), required=True)
    photo_ids = fields.List(Id(), required=True)
    submitted_by_name = fields.String(required=True)
    recorded_at = Moment(required=True)
    reason = fields.String(**_SHOWN)
    may_change = Yes(required=True)


class ContributionPage(Shape):
    """Deeds, newest first."""

    items = fields.List(fields.Nested(ContributionShape), required=True)
    next_cursor = fields.String(**_SHOWN)


class ContributionQuery(PageQuery):
    """Which deeds."""

    organization_id = Id(load_default=None)
    member_id = Id(load_default=None)
    state = Word(*STATES, load_default=None)


class ContributionThreadShape(Shape):
    """A deed through the years, with its newest figures; nothing is added up."""

    thread_id = Id(required=True)
    years = fields.List(Count(), required=True)
    amount_yuan = Count(**_SHOWN)
    people = Count(**_SHOWN)
    area_mu = Count(**_SHOWN)
    newest = fields.Nested(ContributionShape, required=True)


class ContributionThreadList(Shape):
    """The accepted deeds of a branch."""

    items = fields.List(fields.Nested(ContributionThreadShape), required=True)


class BranchQuery(Shape):
    """Of which branch."""

    organization_id = Id(required=True)


class CampaignIn(Shape):
    """A call to make, with the text for the group."""

    id = Id(load_default=None)
    organization_id = Id(required=True)
    title = Text(most=100, least=1, required=True)
    text = Text(most=2000, least=1, required=True)
    from_on = Day(required=True)
    until_on = Day(**_NONE)


class CampaignPartIn(Shape):
    """Who takes part, and how."""

    member_id = Id(required=True)
    on_date = Day(required=True)
    words = Text(most=500, **_NONE)
    withdrawn = Yes(load_default=False)


class CampaignPartShape(Shape):
    """Somebody who took part."""

    member_id = Id(required=True)
    member_name = fields.String(required=True)
    on_date = Day(required=True)
    words = fields.String(**_SHOWN)


class CampaignShape(Shape):
    """A call, and who took part."""

    id = Id(required=True)
    organization_id = Id(required=True)
    title = fields.String(required=True)
    text = fields.String(required=True)
    from_on = Day(required=True)
    until_on = Day(**_SHOWN)
    ended_on = Day(**_SHOWN)
    may_end = Yes(required=True)
    parts = fields.List(fields.Nested(CampaignPartShape), required=True)


class CampaignList(Shape):
    """The calls of a branch, newest first."""

    items = fields.List(fields.Nested(CampaignShape), required=True)
