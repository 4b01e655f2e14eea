"""Shapes of pairings, their board, bonds and contact cards."""

from marshmallow import fields

from api.http.fields import Count, Day, Id, Many, Moment, Part, Shape, Text, Word, Yes
from api.http.shapes import PageQuery

MOST_AT_ONCE = 1000
_KINDS = ("home", "away")
_BONDS = ("kin", "household", "neighbour", "past", "same_group", "other")
_NOTED = ("kin", "neighbour", "other")
_REASONS = ("returned", "liaison_away", "liaison_unable", "changed", "mistaken", "other")
_ALL_REASONS = (*_REASONS, "liaison_left", "merged")
_WHERE = ("away", "reported", "home")
_HINDRANCES = ("away", "reported", "exempt", "suspended")
_GAPS = ("none", "liaison_away", "liaison_exempt", "liaison_suspended")


class NodeQuery(Shape):
    """Of which branch or township."""

    organization_id = Id(required=True)


class PairIn(Shape):
    """One member and one liaison. Without a day, from today; the first at home leads unless another is named."""

    id = Id(load_default=None)
    member_id = Id(required=True)
    liaison_id = Id(required=True)
    kind = Word(*_KINDS, load_default="home")
    lead = Yes(load_default=None, allow_none=True)
    from_on = Day(load_default=None, allow_none=True)
    to_on = Day(
        load_default=None,
        allow_none=True,
        metadata={"description": "The first day on which it held no more; for pairings of earlier days."},
    )
    bond_kind = Word(*_BONDS, load_default=None, allow_none=True)
    explanation = Text(most=500, load_default=None, allow_none=True)


class PairingsIn(Shape):
    """Pairs of one branch; all of them are made, or none."""

    organization_id = Id(required=True)
    pairs = Many(Part(PairIn), most=MOST_AT_ONCE, least=1, required=True)


class EndingsIn(Shape):
    """Pairings of one branch that end, for one reason. `mistaken` says that they never were meant."""

    organization_id = Id(required=True)
    ids = Many(Id(), most=MOST_AT_ONCE, least=1, required=True)
    reason = Word(*_REASONS, required=True)
    note = Text(most=500, load_default=None, allow_none=True)
    on = Day(load_default=None, allow_none=True)


class ResumptionsIn(Shape):
    """Pairings of one branch that go on as though they had not ended."""

    organization_id = Id(required=True)
    ids = Many(Id(), most=MOST_AT_ONCE, least=1, required=True)


class PairingChanges(Shape):
    """Why these two are paired."""

    bond_kind = Word(*_BONDS, allow_none=True)
    explanation = Text(most=500, allow_none=True)


class PairingQuery(PageQuery):
    """Which pairings."""

    organization_id = Id(load_default=None)
    member_id = Id(load_default=None)
    liaison_id = Id(load_default=None)
    state = Word("in_force", "over", "all", load_default="in_force")


class PairingShape(Shape):
    """A pairing. Why it was made and why it ended, in words, is for the branch only."""

    id = Id(required=True)
    organization_id = Id(required=True)
    member_id = Id(required=True)
    member_name = fields.String(required=True)
    liaison_id = Id(required=True)
    liaison_name = fields.String(required=True)
    kind = Word(*_KINDS, required=True)
    lead = Yes(required=True)
    from_on = Day(required=True)
    to_on = Day(required=True, allow_none=True)
    in_force = Yes(required=True)
    end_reason = Word(*_ALL_REASONS, required=True, allow_none=True)
    bond_kind = Word(*_BONDS, required=True, allow_none=True)
    explanation = fields.String(required=True, allow_none=True)
    end_note = fields.String(required=True, allow_none=True)
    version = Count(required=True)


class PairingPage(Shape):
    """One page of pairings, those that began last first."""

    items = fields.List(fields.Nested(PairingShape), required=True)
    next_cursor = fields.String(required=True, allow_none=True)


class BoardPairShape(Shape):
    """One liaison of a member. hindrance: what keeps one at home from looking after anybody now."""

    id = Id(required=True)
    liaison_id = Id(required=True)
    liaison_name = fields.String(required=True)
    kind = Word(*_KINDS, required=True)
    lead = Yes(required=True)
    from_on = Day(required=True)
    bond_kind = Word(*_BONDS, required=True, allow_none=True)
    hindrance = Word(*_HINDRANCES, required=True, allow_none=True)
    version = Count(required=True)


class NearbyShape(Shape):
    """A member away in the same city."""

    member_id = Id(required=True)
    name = fields.String(required=True)


class BoardMemberShape(Shape):
    """A member away or about to leave, or back while still paired. gap: why nobody at home looks after them."""

    member_id = Id(required=True)
    organization_id = Id(required=True)
    branch_name = fields.String(required=True)
    name = fields.String(required=True)
    where = Word(*_WHERE, required=True)
    group_id = Id(required=True, allow_none=True)
    group_name = fields.String(required=True, allow_none=True)
    place_name = fields.String(required=True, allow_none=True)
    departed_on = Day(required=True, allow_none=True)
    departed_precision = fields.String(required=True, allow_none=True)
    gap = Word(*_GAPS, required=True, allow_none=True)
    pairings = fields.List(fields.Nested(BoardPairShape), required=True)
    nearby = fields.List(fields.Nested(NearbyShape), required=True)


class BoardLiaisonShape(Shape):
    """Somebody at home, with how many they look after. hindrance: why nobody is to be given to them."""

    member_id = Id(required=True)
    organization_id = Id(required=True)
    branch_name = fields.String(required=True)
    name = fields.String(required=True)
    group_id = Id(required=True, allow_none=True)
    group_name = fields.String(required=True, allow_none=True)
    looks_after = Count(required=True)
    hindrance = Word(*_HINDRANCES, required=True, allow_none=True)


class BondShape(Shape):
    """What ties two members."""

    id = Id(required=True)
    member_id = Id(required=True)
    other_id = Id(required=True)
    kind = Word(*_NOTED, required=True)
    note = fields.String(required=True, allow_none=True)


class BoardShape(Shape):
    """结对: who is away and with whom, who is at home and with how many."""

    as_of = Moment(required=True)
    members = fields.List(fields.Nested(BoardMemberShape), required=True)
    liaisons = fields.List(fields.Nested(BoardLiaisonShape), required=True)
    bonds = fields.List(fields.Nested(BondShape), required=True)


class ProposalShape(Shape):
    """One proposed pair, explained in a phrase. looks_after: how many the liaison would have in all."""

    organization_id = Id(required=True)
    member_id = Id(required=True)
    member_name = fields.String(required=True)
    liaison_id = Id(required=True)
    liaison_name = fields.String(required=True)
    bond_kind = Word(*_BONDS, required=True, allow_none=True)
    looks_after = Count(required=True)
    sentence = fields.String(required=True)


class UnplacedShape(Shape):
    """A member for whom nobody of the branch is possible, and what may help."""

    organization_id = Id(required=True)
    member_id = Id(required=True)
    member_name = fields.String(required=True)
    sentence = fields.String(required=True)


class PairingSuggestionShape(Shape):
    """A proposal for everybody whom nobody at home looks after; nothing is written before somebody confirms."""

    as_of = Moment(required=True)
    proposals = fields.List(fields.Nested(ProposalShape), required=True)
    unplaced = fields.List(fields.Nested(UnplacedShape), required=True)


class BondIn(Shape):
    """What ties two members of a branch already."""

    id = Id(load_default=None)
    organization_id = Id(required=True)
    member_id = Id(required=True)
    other_id = Id(required=True)
    kind = Word(*_NOTED, required=True)
    note = Text(most=200, load_default=None, allow_none=True)


class RevealQuery(Shape):
    """Phones masked or in full."""

    reveal = Yes(load_default=False)


class CardsQuery(NodeQuery):
    """Of which branch, masked or not."""

    reveal = Yes(load_default=False)


class CardPersonShape(Shape):
    """Somebody to call."""

    person_id = Id(required=True)
    name = fields.String(required=True)
    phone = fields.String(required=True, allow_none=True)


class CardLiaisonShape(CardPersonShape):
    """A liaison to call."""

    kind = Word(*_KINDS, required=True)
    lead = Yes(required=True)


class ContactCardShape(Shape):
    """联系卡: whom a member away can reach. No ID number."""

    member_id = Id(required=True)
    name = fields.String(required=True)
    organization_id = Id(required=True)
    branch_name = fields.String(required=True)
    secretary = fields.Nested(CardPersonShape, required=True, allow_none=True)
    liaisons = fields.List(fields.Nested(CardLiaisonShape), required=True)
    office_name = fields.String(required=True, allow_none=True)
    office_phone = fields.String(required=True, allow_none=True)
    sentence = fields.String(required=True)


class EntryShape(Shape):
    """入口码: where a member comes in."""

    entry_address = fields.String(required=True)
    entry_code = fields.List(
        fields.String(),
        required=True,
        metadata={"description": "The address as a QR code: rows of 1 (dark) and 0."},
    )


class OneContactCardShape(ContactCardShape, EntryShape):
    """One contact card with the entry code."""


class ContactCardList(EntryShape):
    """The cards of all members away of a branch."""

    items = fields.List(fields.Nested(ContactCardShape), required=True)


class NumbersIn(Shape):
    """Whom somebody is about to call or write to."""

    whom = Word("member", "family", load_default="member")


class NumbersShape(Shape):
    """The numbers that a call or a message needs; the member reads who asked for them."""

    member_id = Id(required=True)
    name = fields.String(required=True)
    whom = Word("member", "family", required=True)
    phone = fields.String(required=True, allow_none=True)
    landline = fields.String(required=True, allow_none=True)
    wechat = fields.String(required=True, allow_none=True)
    family_contact = fields.String(required=True, allow_none=True)
