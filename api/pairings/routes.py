"""Pairings, bonds and contact cards over HTTP."""

from typing import Any
from uuid import UUID

import segno
from flask import Response, request
from flask.views import MethodView

from api.access import ensure_may, ensure_reaches, reaches
from api.http.blueprint import Slice
from api.http.guard import guarded
from api.http.once import change_once, create_once
from api.http.problems import language
from api.http.running import act, actor, read
from api.http.shapes import NothingShape, ReceiptShape
from api.http.versions import required_version
from api.pairings import board, cards, listing, rules, schemas, service

slice_ = Slice("pairings", "Who keeps in touch with whom 结对")


@slice_.route("/pairings")
class Pairings(MethodView):
    """All pairings."""

    @guarded("pairings.read", scope="pairing")
    @slice_.arguments(schemas.PairingQuery, location="query")
    @slice_.response(200, schemas.PairingPage)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """List the pairings that the actor may see: a branch's, one's own liaisons, one's own members."""
        items, following = read(lambda s: listing.list_pairings(s, actor(), query))
        return {"items": items, "next_cursor": following}

    @guarded("pairings.write", scope="node")
    @slice_.arguments(schemas.PairingsIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any]) -> Response:
        """Pair liaisons with members, many at once; all of them are made, or none."""
        return create_once(
            data,
            check=lambda s: rules.ensure_may_pair(s, actor(), data["organization_id"]),
            work=lambda s: service.pair(s, actor(), data),
        )


@slice_.route("/pairings/endings")
class Endings(MethodView):
    """Ends of pairings."""

    @guarded("pairings.write", scope="node")
    @slice_.arguments(schemas.EndingsIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any]) -> Response:
        """End pairings of a branch, with the reason."""
        return create_once(
            data,
            check=lambda s: rules.ensure_may_pair(s, actor(), data["organization_id"]),
            work=lambda s: service.end(s, actor(), data),
        )


@slice_.route("/pairings/resumptions")
class Resumptions(MethodView):
    """Pairings that go on."""

    @guarded("pairings.write", scope="node")
    @slice_.arguments(schemas.ResumptionsIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any]) -> Response:
        """Let ended pairings go on as though they had not ended."""
        return create_once(
            data,
            check=lambda s: rules.ensure_may_pair(s, actor(), data["organization_id"]),
            work=lambda s: service.take_up_again(s, actor(), data),
        )


@slice_.route("/pairings/<uuid:pairing_id>")
class OnePairing(MethodView):
    """One pairing."""

    @guarded("pairings.write", scope="pairing")
    @slice_.arguments(schemas.PairingChanges)
    @slice_.response(200, ReceiptShape)
    def patch(self, changes: dict[str, Any], pairing_id: UUID) -> Response:
        """Say anew why these two are paired."""
        version = required_version()
        return change_once(
            changes,
            check=lambda s: rules.get_pairing(s, actor(), pairing_id),
            work=lambda s: service.change(s, actor(), pairing_id, version, changes),
        )


@slice_.route("/pairings/<uuid:pairing_id>/lead")
class Lead(MethodView):
    """Who leads."""

    @guarded("pairings.write", scope="pairing")
    @slice_.arguments(NothingShape)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any], pairing_id: UUID) -> Response:
        """Let this liaison lead from today on; who led before stays a liaison."""
        return create_once(
            data,
            check=lambda s: rules.get_pairing(s, actor(), pairing_id),
            work=lambda s: service.lead(s, actor(), pairing_id),
        )


@slice_.route("/pairings/board")
class Board(MethodView):
    """The board."""

    @guarded("pairings.read", scope="node")
    @slice_.arguments(schemas.NodeQuery, location="query")
    @slice_.response(200, schemas.BoardShape)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """Read who is away and with whom, who is at home and with how many, and who has nobody."""
        node = query["organization_id"]
        read(lambda s: ensure_reaches(s, actor(), "pairings.read", node))
        return read(
            lambda s: board.read_board(s, node, with_notes=reaches(s, actor(), "members.write", node))
        )


@slice_.route("/pairings/suggestion")
class Suggestion(MethodView):
    """What is suggested."""

    @guarded("pairings.read", scope="node")
    @slice_.arguments(schemas.NodeQuery, location="query")
    @slice_.response(200, schemas.PairingSuggestionShape)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """Propose a liaison for everybody whom nobody at home looks after; nothing is written."""
        node = query["organization_id"]
        read(lambda s: ensure_reaches(s, actor(), "pairings.read", node))
        return read(lambda s: board.suggest(s, node, language()))


@slice_.route("/bonds")
class Bonds(MethodView):
    """What ties members."""

    @guarded("members.write", scope="node")
    @slice_.arguments(schemas.BondIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any]) -> Response:
        """Note what ties two members already; the suggestion respects it."""
        return create_once(
            data,
            check=lambda s: ensure_reaches(s, actor(), "members.write", data["organization_id"]),
            work=lambda s: service.note_bond(s, actor(), data),
        )


@slice_.route("/bonds/<uuid:bond_id>/withdrawal")
class BondWithdrawal(MethodView):
    """A bond taken back."""

    @guarded("members.write", scope="bond")
    @slice_.arguments(NothingShape)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any], bond_id: UUID) -> Response:
        """Take a bond back that was noted by mistake, or is no more."""
        return create_once(
            data,
            check=lambda s: rules.get_bond(s, actor(), bond_id),
            work=lambda s: service.withdraw_bond(s, actor(), bond_id),
        )


@slice_.route("/members/<uuid:member_id>/contact-card")
class ContactCard(MethodView):
    """联系卡."""

    @guarded("members.read", scope="member")
    @slice_.arguments(schemas.RevealQuery, location="query")
    @slice_.response(200, schemas.OneContactCardShape)
    def get(self, query: dict[str, Any], member_id: UUID) -> dict[str, Any]:
        """Read whom a member away can reach; `reveal` shows the phones in full and leaves a trace with those called."""
        reveal = query["reveal"]
        if reveal:
            ensure_may(actor(), "members.reveal")
        found = (act if reveal else read)(
            lambda s: cards.read_card(s, actor(), member_id, language(), reveal=reveal)
        )
        return {**found, **_entry()}


@slice_.route("/contact-cards")
class ContactCards(MethodView):
    """All contact cards of a branch."""

    @guarded("pairings.read", scope="node")
    @slice_.arguments(schemas.CardsQuery, location="query")
    @slice_.response(200, schemas.ContactCardList)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """Read the cards of all members away of a branch, to be printed; `reveal` shows the phones in full."""
        node, reveal = query["organization_id"], query["reveal"]
        permission = "members.reveal" if reveal else "pairings.read"
        ensure_may(actor(), permission)
        read(lambda s: ensure_reaches(s, actor(), permission, node))
        found = (act if reveal else read)(
            lambda s: cards.read_cards(s, actor(), node, language(), reveal=reveal)
        )
        return {"items": found, **_entry()}


@slice_.route("/members/<uuid:member_id>/call")
class Call(MethodView):
    """A call about to be made."""

    @guarded("members.call", scope="member")
    @slice_.arguments(schemas.NumbersIn)
    @slice_.response(200, schemas.NumbersShape)
    def post(self, data: dict[str, Any], member_id: UUID) -> Any:
        """Return the numbers that a call or a message needs; the member reads who asked for them."""
        return act(lambda s: cards.reveal_for_call(s, actor(), member_id, data["whom"]))


def _entry() -> dict[str, Any]:
    """Return the address at which a member comes in, with its QR code (入口码)."""
    address = request.host_url
    rows = segno.make(address, error="m", micro=False).matrix
    return {
        "entry_address": address,
        "entry_code": ["".join("1" if dark else "0" for dark in row) for row in rows],
    }
