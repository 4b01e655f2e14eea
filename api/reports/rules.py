"""Who sees and decides which report, and what each kind must tell."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, literal, select
from sqlalchemy.orm import Session

from api.access import Actor, membership_in_reach, within_reach
from api.codes import phone as phones
from api.codes import places
from api.codes.unreadable import UnreadableError
from api.errors import Refusal
from api.models import Membership, Report, ReportDecision

ACCEPTS_ITSELF = frozenset({"check_in", "home_visit"})
"""报平安 and 短暂回家 ask nobody (domain §3)."""

_CLOCK_AHEAD = timedelta(days=1)
"""A phone's clock may run ahead by a day."""

_MISSING = "请填写。"


def visible_to(actor: Actor) -> Select[Report]:
    """Select the reports that the actor may see: those of branches in reach, and the own ones."""
    seen = within_reach(actor, "reports.read", Report.node_id, Report.membership_id)
    return select(Report).where(Report.replaced_at.is_(None), seen)


def get_visible(session: Session, actor: Actor, report_id: UUID) -> Report:
    """Return a report. Raise `not_found` where the actor may not see it or it is not there."""
    found = session.scalar(visible_to(actor).where(Report.id == report_id))
    if found is None:
        raise Refusal("not_found")
    return found


def ensure_may_submit(session: Session, actor: Actor, data: Mapping[str, Any]) -> None:
    """Raise unless the actor may hand in this report: the own one, or one for a member of a branch in reach.

    听说已外出，待核实 may come from anybody in the branch (domain §3).
    """
    same_branch = session.scalar(
        select(literal(1)).where(
            Membership.id == data["member_id"],
            Membership.to_on.is_(None),
            Membership.organization_id == actor.organization_id,
        )
    )
    if data["kind"] == "hearsay" and actor.organization_id and same_branch:
        return
    if actor.is_about_self(data["member_id"]):
        # The membership may have ended by a move: a repeat still gets its receipt, a new report `membership_ended`.
        return
    membership_in_reach(session, actor, "reports.submit", data["member_id"])
    if data["method"] == "self":
        raise Refusal("validation_failed", errors={"method": ["替别人记录时，请选是当面、电话还是书面。"]})


def ensure_may_decide(session: Session, actor: Actor, report_id: UUID) -> None:
    """Raise unless the actor accepts and sends back at the report's branch; nobody decides on the own departure."""
    report = get_visible(session, actor, report_id)
    reached = within_reach(actor, "reports.decide", Report.node_id)
    if session.scalar(select(literal(1)).where(Report.row_id == report.row_id, reached)) is None:
        raise Refusal("forbidden")
    if actor.is_about_self(report.membership_id):
        raise Refusal("report_own_decision")


def ensure_may_withdraw(session: Session, actor: Actor, report_id: UUID) -> None:
    """Raise unless the report is the actor's own, or the actor recorded it."""
    report = get_visible(session, actor, report_id)
    if not actor.is_about_self(report.membership_id) and report.submitted_by_id != actor.account_id:
        raise Refusal("forbidden")


def ensure_undecided(session: Session, report: Report, *, may_be_sent_back: bool = False) -> None:
    """Raise `report_already_decided` where something was decided on this row."""
    outcome = session.scalar(
        select(ReportDecision.outcome).where(
            ReportDecision.report_row_id == report.row_id, ReportDecision.replaced_at.is_(None)
        )
    )
    if outcome is not None and not (may_be_sent_back and outcome == "sent_back"):
        raise Refusal("report_not_editable" if may_be_sent_back else "report_already_decided")


def ensure_told(data: Mapping[str, Any], today: date) -> None:
    """Raise `validation_failed` with a sentence for each field that this kind of report lacks or that cannot be."""
    wrong: dict[str, list[str]] = {}
    if data["reported_on"] > today + _CLOCK_AHEAD:
        wrong["reported_on"] = ["这一天还没到。"]
    if data.get("need") is not None:
        _check_need(data, wrong)
    if data["kind"] in _CHECKS:
        _CHECKS[data["kind"]](data, today, wrong)
    if data.get("phone"):
        _check_phone(data["phone"], wrong)
    code = data.get("place_code")
    if code is not None and code not in places.names():
        wrong["place_code"] = ["没有这个地区代码。"]
    if wrong:
        raise Refusal("validation_failed", errors=wrong)


def _check_need(data: Mapping[str, Any], wrong: dict[str, list[str]]) -> None:
    if data["kind"] != "check_in":
        wrong["need"] = ["报平安时可以说需要帮忙；别的报告请另提诉求。"]
    elif not (data["need"].get("words") or data.get("note")):
        wrong["need.words"] = ["请说一说要帮什么忙。"]


def _check_phone(phone: str, wrong: dict[str, list[str]]) -> None:
    try:
        phones.read(phone)
    except UnreadableError:
        wrong["phone"] = ["手机号是 11 位数字，请核对。"]


def _check_departure(data: Mapping[str, Any], today: date, wrong: dict[str, list[str]]) -> None:
    departed_on = data.get("departed_on")
    if departed_on is None:
        wrong["departed_on"] = [_MISSING]
    elif data.get("expected_return_on") and data["expected_return_on"] < departed_on:
        wrong["expected_return_on"] = ["预计返回不能早于外出。"]
    # Written without a network, the place may be words only; the secretary completes it.
    if not any(data.get(name) for name in ("place_code", "place_unsettled", "residence")):
        wrong["place_code"] = ["请选去的地方，或勾选“地点不固定”。"]
    if data.get("discovered_on") and data["discovered_on"] > today + _CLOCK_AHEAD:
        wrong["discovered_on"] = ["这一天还没到。"]


def _check_change(data: Mapping[str, Any], today: date, wrong: dict[str, list[str]]) -> None:
    told = (
        "place_code",
        "place_unsettled",
        "employer",
        "residence",
        "phone",
        "family_contact",
        "expected_return_on",
        "note",
    )
    if not any(data.get(name) for name in told):
        wrong["note"] = ["请说一说什么有变化。"]


def _check_home_visit(data: Mapping[str, Any], today: date, wrong: dict[str, list[str]]) -> None:
    for name in ("from_on", "to_on"):
        if data.get(name) is None:
            wrong[name] = [_MISSING]
    if not wrong and data["to_on"] < data["from_on"]:
        wrong["to_on"] = ["离开的日子不能早于到家的日子。"]


def _check_return(data: Mapping[str, Any], today: date, wrong: dict[str, list[str]]) -> None:
    if data.get("returned_on") is None:
        wrong["returned_on"] = [_MISSING]
    elif data["returned_on"] > today + _CLOCK_AHEAD:
        wrong["returned_on"] = ["还没到这一天；要回来时可以报“短暂回家”。"]


_CHECKS = {
    "departure": _check_departure,
    "change": _check_change,
    "home_visit": _check_home_visit,
    "return": _check_return,
}
