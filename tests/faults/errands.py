"""Errands that a test picks by hand."""

from typing import Any
from uuid import uuid4

from api import clock
from tests.faults.plan import REPORTS, Errand
from tests.faults.township import OFFICER, Township


def report(township: Township, member: str, kind: str = "check_in", **told: Any) -> Errand:
    """Return a report that a member hands in."""
    body = {
        "member_id": str(township.members[member].membership_id),
        "kind": kind,
        "method": "self",
        "reported_on": str(clock.today()),
        **told,
    }
    return Errand("report", member, REPORTS, body, str(uuid4()), member)


def acceptance(report_id: str, actor: str) -> Errand:
    """Return somebody's acceptance of a report."""
    return Errand("acceptance", actor, f"{REPORTS}/{report_id}/acceptance", {}, str(uuid4()), "")


def sending_back(report_id: str, actor: str) -> Errand:
    """Return somebody's wish to hear more about a report."""
    path = f"{REPORTS}/{report_id}/sending-back"
    return Errand("sending back", actor, path, {"reason": "请写明单位"}, str(uuid4()), "")


def moving(township: Township, member: str, branch: str) -> Errand:
    """Return the officer's moving of a member into another branch."""
    body = {
        "organization_id": str(township.nodes[branch]),
        "on": str(clock.today()),
        "basis": "支部党员大会决定",
    }
    path = f"/api/v1/members/{township.members[member].membership_id}/moving"
    return Errand("move", OFFICER, path, body, str(uuid4()), member)
