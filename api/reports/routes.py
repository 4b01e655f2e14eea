"""Reports over HTTP."""

from typing import Any
from uuid import UUID

from flask import Response
from flask.views import MethodView

from api.access import ensure_may
from api.http.blueprint import Slice
from api.http.guard import guarded
from api.http.once import change_once, create_once
from api.http.running import act, actor, read
from api.http.shapes import NothingShape, ReceiptShape
from api.http.versions import etag, required_version
from api.reports import listing, rules, schemas, service

slice_ = Slice("reports", "What members report 报告")


@slice_.route("/reports")
class Reports(MethodView):
    """All reports."""

    @guarded("reports.read", scope="member")
    @slice_.arguments(schemas.ReportQuery, location="query")
    @slice_.response(200, schemas.ReportPage)
    def get(self, query: dict[str, Any]) -> dict[str, Any]:
        """List the reports that the actor may see, newest first, masked."""
        items, following = read(lambda s: listing.list_reports(s, actor(), query))
        return {"items": items, "next_cursor": following}

    @guarded("reports.submit", scope="member")
    @slice_.arguments(schemas.ReportIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any]) -> Response:
        """Hand in a report, for oneself or on a member's behalf; the answer is its receipt."""
        return create_once(
            data,
            check=lambda s: rules.ensure_may_submit(s, actor(), data),
            work=lambda s: service.submit(s, actor(), data),
        )


@slice_.route("/reports/<uuid:report_id>")
class OneReport(MethodView):
    """One report."""

    @guarded("reports.read", scope="report")
    @slice_.arguments(schemas.RevealQuery, location="query")
    @slice_.response(200, schemas.ReportShape)
    def get(self, query: dict[str, Any], report_id: UUID) -> Any:
        """Read one report; `reveal` shows phones and addresses in full and leaves a trace."""
        if query["reveal"]:
            ensure_may(actor(), "members.reveal")
            found = act(lambda s: listing.reveal_report(s, actor(), report_id))
        else:
            found = read(lambda s: listing.read_report(s, actor(), report_id))
        return found, 200, {"ETag": etag(found["revision"])}

    @guarded("reports.submit", scope="report")
    @slice_.arguments(schemas.ReportFields)
    @slice_.response(200, ReceiptShape)
    def patch(self, data: dict[str, Any], report_id: UUID) -> Response:
        """Answer 请补充, or mend a report that nobody has decided on; it waits again."""
        revision = required_version()
        return change_once(
            data,
            check=lambda s: rules.ensure_may_withdraw(s, actor(), report_id),
            work=lambda s: service.correct(s, actor(), report_id, revision, data),
        )


@slice_.route("/reports/<uuid:report_id>/acceptance")
class Acceptance(MethodView):
    """Accept a report."""

    @guarded("reports.decide", scope="report")
    @slice_.arguments(schemas.ReportAcceptanceIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any], report_id: UUID) -> Response:
        """Accept a report; a departure opens the time away, a return closes it."""
        return create_once(
            data,
            check=lambda s: rules.ensure_may_decide(s, actor(), report_id),
            work=lambda s: service.accept(s, actor(), report_id, data),
        )


@slice_.route("/reports/<uuid:report_id>/sending-back")
class SendingBack(MethodView):
    """Send a report back."""

    @guarded("reports.decide", scope="report")
    @slice_.arguments(schemas.SendingBackIn)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any], report_id: UUID) -> Response:
        """Ask the member for more, with the reason."""
        return create_once(
            data,
            check=lambda s: rules.ensure_may_decide(s, actor(), report_id),
            work=lambda s: service.send_back(s, actor(), report_id, data["reason"]),
        )


@slice_.route("/reports/<uuid:report_id>/withdrawal")
class Withdrawal(MethodView):
    """Withdraw a report."""

    @guarded("reports.withdraw", scope="report")
    @slice_.arguments(NothingShape)
    @slice_.response(201, ReceiptShape)
    def post(self, data: dict[str, Any], report_id: UUID) -> Response:
        """Take a report back before it is decided."""
        return create_once(
            data,
            check=lambda s: rules.ensure_may_withdraw(s, actor(), report_id),
            work=lambda s: service.withdraw(s, actor(), report_id),
        )
