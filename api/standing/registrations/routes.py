"""The national registration over HTTP."""

from typing import Any
from urllib.parse import quote
from uuid import UUID

from flask import Response
from flask.views import MethodView

from api.access import ensure_may, ensure_reaches, membership_in_reach
from api.http.blueprint import Slice
from api.http.guard import guarded
from api.http.once import create_once
from api.http.running import act, actor, read
from api.http.shapes import ReceiptShape
from api.standing.registrations import schemas, service

slice_ = Slice("registrations", "The national system: what is to be copied there 全国系统登记")

_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


@slice_.route("/national-registrations")
class NationalRegistrations(MethodView):
    """Copies into the national system."""

    @guarded("standing.record", scope="node")
    @slice_.arguments(schemas.RegistrationsIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any]) -> Response:
        """Record what was copied into the national system."""
        return create_once(
            data,
            check=lambda s: ensure_reaches(s, actor(), "standing.record", data["organization_id"]),
            work=lambda s: service.copy(s, actor(), data),
        )


@slice_.route("/national-registrations/differences")
class Differences(MethodView):
    """What is to be copied."""

    @guarded("standing.record", scope="node")
    @slice_.arguments(schemas.DifferencesQuery, location="query")
    @slice_.response(200, schemas.DifferencesShape)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """List a branch's differences since the last copy; phones masked unless revealed."""
        node, reveal = query["organization_id"], query["reveal"]
        read(lambda s: ensure_reaches(s, actor(), "standing.record", node))
        if reveal:
            ensure_may(actor(), "members.reveal")
            return act(lambda s: service.read_differences(s, actor(), node, reveal=True))
        return read(lambda s: service.read_differences(s, actor(), node, reveal=False))


@slice_.route("/national-registrations/sheet")
class DifferencesSheet(MethodView):
    """What is to be copied, as a file."""

    @guarded("standing.record", scope="node")
    @slice_.arguments(schemas.SheetQuery, location="query")
    @slice_.response(200, content_type=tuple(_TYPES.values()))
    def get(self, query: dict[str, Any]) -> Response:
        """Download the differences since the last copy as a sheet; phones masked unless revealed."""
        node, reveal = query["organization_id"], query["reveal"]
        read(lambda s: ensure_reaches(s, actor(), "standing.record", node))
        if reveal:
            ensure_may(actor(), "members.reveal")
        name, content = (act if reveal else read)(
            lambda s: service.write_differences(s, actor(), node, query["form"], reveal=reveal)
        )
        return Response(
            content,
            content_type=_TYPES[query["form"]],
            headers={
                "Content-Disposition": f"attachment; filename=\"national.{query['form']}\"; filename*=UTF-8''{quote(name)}",
                "Cache-Control": "no-store",
            },
        )


@slice_.route("/members/<uuid:member_id>/national-registration")
class MemberRegistration(MethodView):
    """One member."""

    @guarded("standing.read", scope="member")
    @slice_.response(200, schemas.RegistrationShape)
    def get(self, member_id: UUID) -> dict[str, Any]:
        """Read whether a member stands in the national system."""
        read(lambda s: membership_in_reach(s, actor(), "standing.read", member_id))
        return read(lambda s: service.registration_of(s, member_id))
