"""Plans, arrivals and visits over HTTP."""

from typing import Any
from uuid import UUID

from flask import Response
from flask.views import MethodView

from api.access import membership_in_reach
from api.attachments import pictures
from api.http.blueprint import Slice
from api.http.downloads import as_download
from api.http.guard import guarded
from api.http.once import change_once, create_once
from api.http.problems import language
from api.http.running import actor, read, running
from api.http.shapes import ReceiptShape
from api.http.versions import etag, required_version
from api.visits import arrivals, listing, planning, rules, schemas, service

slice_ = Slice("visits", "Calls on members and families 常慰问")


@slice_.route("/visits")
class Visits(MethodView):
    """All visits."""

    @guarded("visits.read", scope="member")
    @slice_.arguments(schemas.VisitQuery, location="query")
    @slice_.response(200, schemas.VisitPage)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """List the visits that the actor may see, newest first."""
        items, following = read(lambda s: listing.list_visits(s, actor(), query, language()))
        return {"items": items, "next_cursor": following}

    @guarded("visits.call", scope="member")
    @slice_.arguments(schemas.VisitIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any]) -> Response:
        """Record a visit that was made, on a feast or any other day; the answer is its receipt."""
        members = [one["member_id"] for one in data["members"]]
        return create_once(
            data,
            check=lambda s: rules.ensure_may_record(s, actor(), members, data["on_date"]),
            work=lambda s: service.record_visit(s, actor(), data),
        )


@slice_.route("/visits/<uuid:visit_id>")
class OneVisit(MethodView):
    """One visit."""

    @guarded("visits.read", scope="visit")
    @slice_.response(200, schemas.VisitShape)
    def get(self, visit_id: UUID) -> Any:
        """Read one visit, with hints at what may want another look."""
        found = read(lambda s: listing.read_visit(s, actor(), visit_id, language()))
        return found, 200, {"ETag": etag(found["revision"])}

    @guarded("visits.call", scope="visit")
    @slice_.arguments(schemas.VisitChanges)
    @slice_.response(200, ReceiptShape)
    def patch(self, changes: dict[str, Any], visit_id: UUID) -> Response:
        """Put a visit right; what was written before stays in the books' history."""
        revision = required_version()
        return change_once(
            changes,
            check=lambda s: rules.ensure_may_change(s, actor(), visit_id),
            work=lambda s: service.correct(s, actor(), visit_id, revision, changes),
        )


@slice_.route("/visits/<uuid:visit_id>/photos/<uuid:photo_id>")
class VisitPhoto(MethodView):
    """A picture of a visit."""

    @guarded("visits.read", scope="visit")
    @slice_.response(200, content_type="application/octet-stream")
    def get(self, visit_id: UUID, photo_id: UUID) -> Response:
        """Read a picture of a visit, whoever may read its words."""

        def look(session: Any) -> pictures.Picture:
            shown = listing.read_visit(session, actor(), visit_id, language())["photo_ids"]
            return pictures.load(session, running().config.files, photo_id, shown)

        found = read(look)
        return as_download(found.content, found.media_type, found.name)


@slice_.route("/visits/<uuid:visit_id>/voiding")
class Voiding(MethodView):
    """A visit that was none."""

    @guarded("visits.call", scope="visit")
    @slice_.arguments(schemas.VisitVoidingIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any], visit_id: UUID) -> Response:
        """Say that a visit was recorded by mistake, and why."""
        return create_once(
            data,
            check=lambda s: rules.ensure_may_change(s, actor(), visit_id),
            work=lambda s: service.void(s, actor(), visit_id, data["basis"]),
        )


@slice_.route("/visits/plan")
class VisitPlan(MethodView):
    """The plan of a window."""

    @guarded("visits.read", scope="node")
    @slice_.arguments(schemas.PlanQuery, location="query")
    @slice_.response(200, schemas.VisitPlanShape)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """Propose whom to visit around a feast, with what was decided and done; a liaison sees the own part."""
        node_id = query["organization_id"]
        read(lambda s: rules.ensure_sees_plan(s, actor(), node_id))
        return read(lambda s: planning.read_plan(s, actor(), node_id, query["window_key"], language()))


@slice_.route("/visits/plan/calls")
class Calls(MethodView):
    """Decisions on a plan."""

    @guarded("visits.plan", scope="node")
    @slice_.arguments(schemas.VisitCallIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any]) -> Response:
        """Decide on one call: who goes, how and when, or that it is left out."""
        return create_once(
            data,
            check=lambda s: planning.ensure_may_plan(s, actor(), data["organization_id"]),
            work=lambda s: planning.decide_call(s, actor(), data),
        )


@slice_.route("/members/<uuid:member_id>/arrival")
class Arrival(MethodView):
    """哪天到家."""

    @guarded("visits.read", scope="member")
    @slice_.response(200, schemas.OwnArrivalShape)
    def get(self, member_id: UUID) -> dict[str, Any]:
        """Read for which feast the arrival is asked today, and what is known."""
        return read(lambda s: arrivals.read_arrival(s, actor(), member_id, language()))

    @guarded("visits.arrive", scope="member")
    @slice_.arguments(schemas.ArrivalIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any], member_id: UUID) -> Response:
        """Say when somebody comes home; with both days it is a 短暂回家 as well."""
        return create_once(
            data,
            check=lambda s: membership_in_reach(s, actor(), "visits.arrive", member_id),
            work=lambda s: arrivals.tell_arrival(s, actor(), member_id, data),
        )
