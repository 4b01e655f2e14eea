"""Shapes of the feed."""

from marshmallow import fields

from api.http.fields import Count, Id, Moment, Shape, Text, Word, Yes

DEFAULT_LIMIT, MOST = 100, 200
LONGEST_CURSOR = 16_000
_CURSOR = "4h2c9Jd0xW7tq1mZASAFAgAAAAEAAgAA1w8kQmS5"


class NodeFeedQuery(Shape):
    """After which entry of the journal, and how many; without a position, from the beginning."""

    after_epoch = Count(load_default=0)
    after_number = Count(load_default=0)
    limit = Count(least=1, most=MOST, load_default=DEFAULT_LIMIT)


class FeedQuery(Shape):
    """Below which node, and from where: after a cursor that was given out, or else the beginning or the newest entry."""

    organization_id = Id(required=True)
    after = Text(
        most=LONGEST_CURSOR,
        load_default=None,
        metadata={"description": "The `cursor` of the answer before.", "examples": [_CURSOR]},
    )
    start = Word("beginning", "newest", load_default="beginning")
    limit = Count(least=1, most=MOST, load_default=DEFAULT_LIMIT)


class FeedEntryShape(Shape):
    """One journal entry: (organization_id, epoch, number) names it for good. No names, no free text.

    What the reader may not see stands as `entry.withheld`, with neither subjects nor facts, so that numbers have no gap.
    """

    organization_id = Id(required=True)
    epoch = Count(required=True)
    number = Count(required=True)
    kind = fields.String(required=True, metadata={"examples": ["report.submitted"]})
    at = Moment(required=True)
    client_id = Id(required=True, allow_none=True)
    """The service client that wrote it, so that a system knows its own; null for people."""
    subjects = fields.Dict(
        keys=fields.String(),
        values=fields.List(fields.String(metadata={"format": "uuid"})),
        required=True,
        metadata={"description": "Ids of what the entry is about, by noun."},
    )
    facts = fields.Dict(
        keys=fields.String(), required=True, metadata={"description": "Small codes, days and counts."}
    )


class FeedMarkerShape(Shape):
    """Something about a journal itself. The position is the reader's last one in it.

    joined: the node came below; what follows begins after this position. left: it went elsewhere and ends here, until it
    comes back. rewound: the journal is behind what was read (a restore without a new epoch); it is read again from here.
    """

    kind = Word("joined", "left", "rewound", required=True)
    organization_id = Id(required=True)
    epoch = Count(required=True)
    number = Count(required=True)


class NodeFeedPage(Shape):
    """Entries of one journal in order, and the position after them. `more`: ask again at once."""

    items = fields.List(fields.Nested(FeedEntryShape), required=True)
    epoch = Count(required=True)
    number = Count(required=True)
    more = Yes(required=True)


class FeedPage(Shape):
    """Entries of several journals: in order within each, none promised between them. `more`: ask again at once."""

    items = fields.List(fields.Nested(FeedEntryShape), required=True)
    markers = fields.List(fields.Nested(FeedMarkerShape), required=True)
    cursor = fields.String(
        required=True, metadata={"description": "Where the reader is now; never null.", "examples": [_CURSOR]}
    )
    more = Yes(required=True)
