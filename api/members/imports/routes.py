"""Roster imports over HTTP."""

from typing import Any
from uuid import UUID

from flask import Response
from flask.views import MethodView

from api.access import ensure_reaches
from api.errors import Refusal
from api.http.blueprint import Slice
from api.http.guard import guarded
from api.http.once import create_once
from api.http.problems import language
from api.http.running import actor, read
from api.http.shapes import NothingShape, ReceiptShape
from api.members.imports import keep, rules, schemas, service

slice_ = Slice("imports", "Rosters on their way in 名册导入")


@slice_.route("/roster-imports")
class RosterImports(MethodView):
    """All imports."""

    @guarded("roster.import", scope="node")
    @slice_.arguments(schemas.RosterImportIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any]) -> Response:
        """Begin an import of a file that has arrived; a job makes the dry run and writes nothing of the roster."""
        return create_once(
            data,
            check=lambda s: ensure_reaches(s, actor(), "roster.import", data["organization_id"]),
            work=lambda s: service.begin(s, actor(), data["organization_id"], data["attachment_id"]),
        )


@slice_.route("/roster-imports/<uuid:import_id>")
class OneRosterImport(MethodView):
    """One import."""

    @guarded("roster.import", scope="import")
    @slice_.response(200, schemas.RosterImportShape)
    def get(self, import_id: UUID) -> Any:
        """Read how far an import is, and what its dry run would do."""
        return read(lambda s: service.show(s, actor(), import_id, language()))


@slice_.route("/roster-imports/<uuid:import_id>/rows")
class RosterImportRows(MethodView):
    """The rows of a dry run."""

    @guarded("roster.import", scope="import")
    @slice_.arguments(schemas.RosterRowQuery, location="query")
    @slice_.response(200, schemas.RosterRowPage)
    def get(self, query: dict[str, Any], import_id: UUID) -> dict[str, Any]:
        """List what the import would do with each row, in the sheet's order, with each fault's cell."""
        outcomes = keep.open_outcomes(read(lambda s: rules.get_visible(s, actor(), import_id)))
        if query["outcome"]:
            outcomes = [outcome for outcome in outcomes if outcome["outcome"] == query["outcome"]]
        start = _start(query["cursor"])
        end = start + query["limit"]
        return {
            "items": [keep.show_outcome(outcome, language()) for outcome in outcomes[start:end]],
            "next_cursor": str(end) if end < len(outcomes) else None,
        }


@slice_.route("/roster-imports/<uuid:import_id>/confirmation")
class Confirmation(MethodView):
    """Confirm an import."""

    @guarded("roster.import", scope="import")
    @slice_.arguments(NothingShape)
    @slice_.response(202, ReceiptShape)
    def post(self, data: dict[str, Any], import_id: UUID) -> Response:
        """Confirm a dry run; a job writes all of it or nothing. Refused where the data changed since."""
        return create_once(
            data,
            check=lambda s: rules.get_visible(s, actor(), import_id),
            work=lambda s: service.confirm(s, actor(), import_id),
            status=202,
        )


def _start(cursor: str | None) -> int:
    if not cursor:
        return 0
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) < 9):
        raise Refusal("validation_failed", errors={"cursor": ["这一页的位置读不懂。"]})
    return int(cursor)
