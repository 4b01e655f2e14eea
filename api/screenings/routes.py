"""Rounds and findings over HTTP."""

from typing import Any
from uuid import UUID

from flask import Response
from flask.views import MethodView

from api.http.blueprint import Slice
from api.http.guard import guarded
from api.http.once import change_once, create_once
from api.http.problems import language
from api.http.running import actor, read
from api.http.shapes import NothingShape, ReceiptShape
from api.http.versions import etag, required_version
from api.screenings import listing, rules, schemas, service

slice_ = Slice("screenings", "Rounds of screening, and what was found out 排查")


@slice_.route("/screenings")
class Rounds(MethodView):
    """All rounds."""

    @guarded("screenings.read", scope="node")
    @slice_.arguments(schemas.ScreeningQuery, location="query")
    @slice_.response(200, schemas.ScreeningPage)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """List the rounds of a node and below, each with who is missing: branches in their order, newest first."""
        read(lambda s: rules.ensure_sees_node(s, actor(), query["organization_id"]))
        items, following = read(lambda s: listing.list_rounds(s, actor(), query, language()))
        return {"items": items, "next_cursor": following}

    @guarded("screenings.open", scope="node")
    @slice_.arguments(schemas.ScreeningIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any]) -> Response:
        """Open a round of an open window, or a daily one; a second round of the same window is refused."""
        return create_once(
            data,
            check=lambda s: rules.ensure_may_open(s, actor(), data["organization_id"]),
            work=lambda s: service.open_round(s, actor(), data),
        )


@slice_.route("/screenings/windows")
class Windows(MethodView):
    """Windows that propose a round."""

    @guarded("screenings.read", scope="node")
    @slice_.arguments(schemas.ScreeningWindowQuery, location="query")
    @slice_.response(200, schemas.ScreeningWindowList)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """List the windows that are open today at each branch of a node, with their rounds, and the next window."""
        read(lambda s: rules.ensure_sees_node(s, actor(), query["organization_id"]))
        return read(lambda s: listing.list_windows(s, actor(), query["organization_id"], language()))


@slice_.route("/screenings/<uuid:screening_id>")
class OneRound(MethodView):
    """One round."""

    @guarded("screenings.read", scope="screening")
    @slice_.response(200, schemas.ScreeningShape)
    def get(self, screening_id: UUID) -> Any:
        """Read a round with who is missing right now or, once it is closed, who was."""
        return read(lambda s: listing.read_round(s, actor(), screening_id, language()))


@slice_.route("/screenings/<uuid:screening_id>/members")
class RoundMembers(MethodView):
    """The people of a round."""

    @guarded("screenings.read", scope="screening")
    @slice_.response(200, schemas.ScreeningLineList)
    def get(self, screening_id: UUID) -> Any:
        """List everybody of a round with what the ledger says and what was found out; a liaison sees those paired."""
        return read(lambda s: listing.read_lines(s, actor(), screening_id, language()))


@slice_.route("/screenings/<uuid:screening_id>/findings")
class Findings(MethodView):
    """What was found out."""

    @guarded("screenings.record", scope="screening")
    @slice_.arguments(schemas.ScreeningFindingIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any], screening_id: UUID) -> Response:
        """Record what was found out about a member; differences become reports that wait for the secretary."""
        return create_once(
            data,
            check=lambda s: rules.ensure_may_record(s, actor(), screening_id, data),
            work=lambda s: service.record_finding(s, actor(), screening_id, data),
        )


@slice_.route("/screenings/findings/<uuid:finding_id>")
class OneFinding(MethodView):
    """One finding."""

    @guarded("screenings.read", scope="finding")
    @slice_.response(200, schemas.ScreeningFindingHistory)
    def get(self, finding_id: UUID) -> Any:
        """Read a finding with the rows that it replaced."""
        found = read(lambda s: listing.read_finding(s, actor(), finding_id))
        return found, 200, {"ETag": etag(found["revision"])}

    @guarded("screenings.record", scope="finding")
    @slice_.arguments(schemas.ScreeningCorrectionIn)
    @slice_.response(200, ReceiptShape)
    def patch(self, data: dict[str, Any], finding_id: UUID) -> Response:
        """Correct a finding; the old row stays, and after the round was closed the new one says so."""
        revision = required_version()
        return change_once(
            data,
            check=lambda s: rules.ensure_may_correct(s, actor(), finding_id),
            work=lambda s: service.correct_finding(s, actor(), finding_id, revision, data),
        )


@slice_.route("/screenings/<uuid:screening_id>/voiding")
class Voiding(MethodView):
    """A round that was opened by mistake."""

    @guarded("screenings.close", scope="screening")
    @slice_.arguments(NothingShape)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any], screening_id: UUID) -> Response:
        """Void a round in which nobody was asked after yet; its window is free again."""
        return create_once(
            data,
            check=lambda s: rules.ensure_may_close(s, actor(), screening_id),
            work=lambda s: service.void_round(s, actor(), screening_id),
        )


@slice_.route("/screenings/<uuid:screening_id>/closing")
class Closing(MethodView):
    """The end of a round."""

    @guarded("screenings.close", scope="screening")
    @slice_.arguments(schemas.ScreeningClosingIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any], screening_id: UUID) -> Response:
        """Close a round: who was in it stays as it stands. With members missing, one sentence says why."""
        return create_once(
            data,
            check=lambda s: rules.ensure_may_close(s, actor(), screening_id),
            work=lambda s: service.close_round(s, actor(), screening_id, data),
        )
