"""Contacts over HTTP."""

from typing import Any
from uuid import UUID

from flask import Response
from flask.views import MethodView

from api.access import LIAISON, membership_in_reach
from api.contacts import calendar, listing, rules, schemas, search, service, today
from api.errors import Refusal
from api.http.blueprint import Slice
from api.http.guard import guarded
from api.http.once import change_once, create_once
from api.http.running import actor, read
from api.http.shapes import NothingShape, ReceiptShape
from api.http.versions import etag, required_version

slice_ = Slice("contacts", "Contact with members away and their families 联系")


@slice_.route("/contacts")
class Contacts(MethodView):
    """All contacts."""

    @guarded("contacts.read", scope="member")
    @slice_.arguments(schemas.ContactQuery, location="query")
    @slice_.response(200, schemas.ContactPage)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """List the contacts that the actor may see, the newest day first."""
        items, following = read(lambda s: listing.list_contacts(s, actor(), query))
        return {"items": items, "next_cursor": following}

    @guarded("contacts.log", scope="member")
    @slice_.arguments(schemas.ContactIn)
    @slice_.response(201, schemas.ContactReceiptShape)
    def post(self, data: dict[str, Any]) -> Response:
        """Record a contact with one or several members; a call that somebody else noted down, too, is kept and marked."""
        return create_once(
            data,
            check=lambda s: rules.ensure_may_log(s, actor(), data),
            work=lambda s: service.log(s, actor(), data),
        )


@slice_.route("/contacts/today")
class Today(MethodView):
    """Who is due today."""

    @guarded("contacts.work", scope="node")
    @slice_.arguments(schemas.TodayQuery, location="query")
    @slice_.response(200, schemas.TodayShape)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """List who is due today in order of urgency: of a branch, or of oneself as a liaison."""
        node_id = query["organization_id"]
        if node_id is None:
            if LIAISON not in actor().roles:
                raise Refusal("forbidden")
            return read(lambda s: today.list_for_liaison(s, actor()))
        read(lambda s: rules.ensure_is_branch(s, actor(), "contacts.work", node_id))
        return read(lambda s: today.list_for_branch(s, node_id))


@slice_.route("/contacts/fulfilment")
class Fulfilment(MethodView):
    """A branch's month."""

    @guarded("contacts.figures", scope="node")
    @slice_.arguments(schemas.FulfilmentQuery, location="query")
    @slice_.response(200, schemas.FulfilmentShape)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """Count the periods of a month that were asked for and done: for the branch itself, and no rate."""
        node_id = query["organization_id"]
        read(lambda s: rules.ensure_is_branch(s, actor(), "contacts.figures", node_id))
        return read(lambda s: calendar.show_month(s, node_id, query["month"]))


@slice_.route("/contacts/<uuid:contact_id>")
class OneContact(MethodView):
    """One contact."""

    @guarded("contacts.read", scope="contact")
    @slice_.response(200, schemas.ContactShape)
    def get(self, contact_id: UUID) -> Any:
        """Read one contact."""
        found = read(lambda s: listing.read_contact(s, actor(), contact_id))
        return found, 200, {"ETag": etag(found["revision"])}

    @guarded("contacts.log", scope="contact")
    @slice_.arguments(schemas.ContactChangesIn)
    @slice_.response(200, ReceiptShape)
    def patch(self, changes: dict[str, Any], contact_id: UUID) -> Response:
        """Put a contact right; the row as it was stays in the history."""
        revision = required_version()
        return change_once(
            changes,
            check=lambda s: rules.ensure_may_change(s, actor(), contact_id),
            work=lambda s: service.correct(s, actor(), contact_id, revision, changes),
        )


@slice_.route("/contacts/<uuid:contact_id>/withdrawal")
class Withdrawal(MethodView):
    """Take a contact back."""

    @guarded("contacts.log", scope="contact")
    @slice_.arguments(NothingShape)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any], contact_id: UUID) -> Response:
        """Take a contact back, at once or later; its rows stay in the history."""
        return create_once(
            data,
            check=lambda s: rules.ensure_may_change(s, actor(), contact_id),
            work=lambda s: service.withdraw(s, actor(), contact_id),
        )


@slice_.route("/contacts/<uuid:contact_id>/merging")
class Merging(MethodView):
    """Decide on two of one call."""

    @guarded("contacts.decide", scope="contact")
    @slice_.arguments(schemas.MergingIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any], contact_id: UUID) -> Response:
        """Decide whether a contact marked 疑似重复 is 同一次 or 另一次; both originals stay, and one is counted."""
        return create_once(
            data,
            check=lambda s: rules.ensure_may_merge(s, actor(), contact_id),
            work=lambda s: service.merge(s, actor(), contact_id, same=data["same"]),
        )


@slice_.route("/members/<uuid:member_id>/contacts")
class MemberContacts(MethodView):
    """A member's contacts."""

    @guarded("contacts.read", scope="member")
    @slice_.arguments(schemas.ContactQuery(only=("limit", "cursor", "from_on", "to_on")), location="query")
    @slice_.response(200, schemas.ContactPage)
    def get(self, query: dict[str, Any], member_id: UUID) -> dict[str, Any]:
        """List a member's contacts, the newest day first."""
        read(lambda s: membership_in_reach(s, actor(), "contacts.read", member_id))
        whole = {"organization_id": None, "outcome": None, "suspected": None, **query, "member_id": member_id}
        items, following = read(lambda s: listing.list_contacts(s, actor(), whole))
        return {"items": items, "next_cursor": following}


@slice_.route("/members/<uuid:member_id>/contact-calendar")
class ContactCalendar(MethodView):
    """A member's year."""

    @guarded("contacts.read", scope="member")
    @slice_.arguments(schemas.CalendarQuery, location="query")
    @slice_.response(200, schemas.CalendarShape)
    def get(self, query: dict[str, Any], member_id: UUID) -> dict[str, Any]:
        """Show a member's year of contact, 12 months × ways."""
        read(lambda s: membership_in_reach(s, actor(), "contacts.read", member_id))
        return read(lambda s: calendar.show_year(s, member_id, query["year"]))


@slice_.route("/members/<uuid:member_id>/search-record")
class SearchRecord(MethodView):
    """What was tried."""

    @guarded("contacts.search", scope="member")
    @slice_.response(200, schemas.SearchRecordShape)
    def get(self, member_id: UUID) -> dict[str, Any]:
        """Show what was tried since the last two-way contact."""
        read(lambda s: membership_in_reach(s, actor(), "contacts.search", member_id))
        return read(lambda s: search.show_search(s, member_id))


@slice_.route("/members/<uuid:member_id>/contact-pauses")
class Pauses(MethodView):
    """Pauses of the duty."""

    @guarded("contacts.read", scope="member")
    @slice_.response(200, schemas.PauseList)
    def get(self, member_id: UUID) -> dict[str, Any]:
        """List a member's pauses, newest first."""
        read(lambda s: membership_in_reach(s, actor(), "contacts.read", member_id))
        return {"items": read(lambda s: listing.list_pauses(s, member_id))}

    @guarded("contacts.log", scope="member")
    @slice_.arguments(schemas.PauseIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any], member_id: UUID) -> Response:
        """Let the duty rest from a day on: in hospital, at home for a while."""
        return create_once(
            data,
            check=lambda s: membership_in_reach(s, actor(), "contacts.log", member_id),
            work=lambda s: service.pause(s, actor(), member_id, data),
        )


@slice_.route("/contact-pauses/<uuid:pause_id>/ending")
class PauseEnding(MethodView):
    """The end of a pause."""

    @guarded("contacts.log", scope="contact_pause")
    @slice_.arguments(schemas.PauseEndingIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any], pause_id: UUID) -> Response:
        """Name the last day of a pause."""
        return create_once(
            data,
            check=lambda s: rules.ensure_may_pause(s, actor(), pause_id),
            work=lambda s: service.end_pause(s, actor(), pause_id, data["to_on"]),
        )
