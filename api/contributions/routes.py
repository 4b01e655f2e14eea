"""Deeds and calls over HTTP."""

from typing import Any
from uuid import UUID

from flask import Response
from flask.views import MethodView

from api.access import ensure_reaches
from api.attachments import pictures
from api.contributions import listing, rules, schemas, service
from api.http.blueprint import Slice
from api.http.downloads import as_download
from api.http.guard import guarded
from api.http.once import change_once, create_once
from api.http.running import actor, read, running
from api.http.shapes import NothingShape, ReceiptShape
from api.http.versions import etag, required_version

slice_ = Slice("contributions", "What members give back, and how those at home help 双向带动")


@slice_.route("/contributions")
class Contributions(MethodView):
    """All deeds."""

    @guarded("contributions.read", scope="member")
    @slice_.arguments(schemas.ContributionQuery, location="query")
    @slice_.response(200, schemas.ContributionPage)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """List the deeds that the actor may see, newest first; nothing is added up."""
        items, following = read(lambda s: listing.list_deeds(s, actor(), query))
        return {"items": items, "next_cursor": following}

    @guarded("contributions.record", scope="member")
    @slice_.arguments(schemas.ContributionIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any]) -> Response:
        """Record a deed; `continues_id` lets it go on from last year without counting twice."""
        return create_once(
            data,
            check=lambda s: rules.ensure_may_record(s, actor(), data),
            work=lambda s: service.submit(s, actor(), data),
        )


@slice_.route("/contributions/threads")
class Threads(MethodView):
    """The deeds of a branch through the years."""

    @guarded("contributions.read", scope="node")
    @slice_.arguments(schemas.BranchQuery, location="query")
    @slice_.response(200, schemas.ContributionThreadList)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """List the accepted deeds of one branch, each once however many years it goes on."""
        node_id = query["organization_id"]
        read(lambda s: ensure_reaches(s, actor(), "contributions.read", node_id))
        return {"items": read(lambda s: listing.list_threads(s, actor(), node_id))}


@slice_.route("/contributions/<uuid:contribution_id>")
class OneContribution(MethodView):
    """One deed."""

    @guarded("contributions.read", scope="contribution")
    @slice_.response(200, schemas.ContributionShape)
    def get(self, contribution_id: UUID) -> Any:
        """Read one deed."""
        found = read(lambda s: listing.read_deed(s, actor(), contribution_id))
        return found, 200, {"ETag": etag(found["revision"])}

    @guarded("contributions.record", scope="contribution")
    @slice_.arguments(schemas.ContributionFields)
    @slice_.response(200, ReceiptShape)
    def patch(self, data: dict[str, Any], contribution_id: UUID) -> Response:
        """Put a deed right that nobody accepted yet; it waits again."""
        revision = required_version()
        return change_once(
            data,
            check=lambda s: rules.ensure_may_change(s, actor(), contribution_id),
            work=lambda s: service.correct(s, actor(), contribution_id, revision, data),
        )


@slice_.route("/contributions/<uuid:contribution_id>/photos/<uuid:photo_id>")
class ContributionPhoto(MethodView):
    """A picture of a deed."""

    @guarded("contributions.read", scope="contribution")
    @slice_.response(200, content_type="application/octet-stream")
    def get(self, contribution_id: UUID, photo_id: UUID) -> Response:
        """Read a picture of a deed, whoever may read its words."""

        def look(session: Any) -> pictures.Picture:
            shown = listing.read_deed(session, actor(), contribution_id)["photo_ids"]
            return pictures.load(session, running().config.files, photo_id, shown)

        found = read(look)
        return as_download(found.content, found.media_type, found.name)


@slice_.route("/contributions/<uuid:contribution_id>/acceptance")
class ContributionAcceptance(MethodView):
    """Accept a deed."""

    @guarded("contributions.decide", scope="contribution")
    @slice_.arguments(NothingShape)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any], contribution_id: UUID) -> Response:
        """Accept a deed: from now on it stands on the branch's page."""
        return create_once(
            data,
            check=lambda s: rules.ensure_may_decide(s, actor(), contribution_id),
            work=lambda s: service.decide(s, actor(), contribution_id, "accepted"),
        )


@slice_.route("/contributions/<uuid:contribution_id>/sending-back")
class ContributionSendingBack(MethodView):
    """Ask for more."""

    @guarded("contributions.decide", scope="contribution")
    @slice_.arguments(schemas.ContributionSendingBackIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any], contribution_id: UUID) -> Response:
        """Send a deed back (请补充), with what is still needed."""
        return create_once(
            data,
            check=lambda s: rules.ensure_may_decide(s, actor(), contribution_id),
            work=lambda s: service.decide(s, actor(), contribution_id, "sent_back", data["reason"]),
        )


@slice_.route("/contributions/<uuid:contribution_id>/withdrawal")
class ContributionWithdrawal(MethodView):
    """Take a deed back."""

    @guarded("contributions.record", scope="contribution")
    @slice_.arguments(NothingShape)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any], contribution_id: UUID) -> Response:
        """Take a deed back that nobody accepted."""
        return create_once(
            data,
            check=lambda s: rules.ensure_may_change(s, actor(), contribution_id),
            work=lambda s: service.withdraw(s, actor(), contribution_id),
        )


@slice_.route("/campaigns")
class Campaigns(MethodView):
    """Calls."""

    @guarded("campaigns.read", scope="node")
    @slice_.arguments(schemas.BranchQuery, location="query")
    @slice_.response(200, schemas.CampaignList)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """List the calls of one branch with who took part."""
        node_id = query["organization_id"]

        def look(session: Any) -> list[dict[str, Any]]:
            if node_id != actor().organization_id:
                ensure_reaches(session, actor(), "campaigns.read", node_id)
            return listing.list_campaigns(session, actor(), node_id)

        return {"items": read(look)}

    @guarded("campaigns.call", scope="node")
    @slice_.arguments(schemas.CampaignIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any]) -> Response:
        """Make a call, with its text for the group."""
        return create_once(
            data,
            check=lambda s: ensure_reaches(s, actor(), "campaigns.call", data["organization_id"]),
            work=lambda s: service.call(s, actor(), data),
        )


@slice_.route("/campaigns/<uuid:campaign_id>/ending")
class CampaignEnding(MethodView):
    """End a call."""

    @guarded("campaigns.call", scope="campaign")
    @slice_.arguments(NothingShape)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any], campaign_id: UUID) -> Response:
        """End a call; who took part stays, and somebody who was forgotten may still be noted."""
        return create_once(
            data,
            check=lambda s: rules.ensure_may_end(s, actor(), campaign_id),
            work=lambda s: service.end_call(s, actor(), campaign_id),
        )


@slice_.route("/campaigns/<uuid:campaign_id>/participants")
class Participants(MethodView):
    """Who takes part."""

    @guarded("campaigns.join", scope="campaign")
    @slice_.arguments(schemas.CampaignPartIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any], campaign_id: UUID) -> Response:
        """Take part in a call, or note that a member did; `withdrawn` takes it back."""
        return create_once(
            data,
            check=lambda s: rules.ensure_may_take_part(s, actor(), campaign_id, data),
            work=lambda s: service.take_part(s, actor(), campaign_id, data),
        )
