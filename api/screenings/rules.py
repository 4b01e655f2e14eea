"""Who sees and writes which round, and whom a round is about."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, literal, or_, select
from sqlalchemy.orm import Session

from api.access import Actor, ensure_reaches, paired_on, reaches, within_reach
from api.codes import phone as phones
from api.codes import places
from api.codes.unreadable import UnreadableError
from api.errors import Refusal
from api.models import Membership, ScreeningFinding, ScreeningRound

_CLOCK_AHEAD = timedelta(days=1)
"""A phone's clock may run ahead by a day."""

_MISSING = "请填写。"


def visible_to(actor: Actor) -> Select[ScreeningRound]:
    """Select the rounds that the actor may see: those of branches in reach; a liaison sees those of the own branch."""
    seen = within_reach(actor, "screenings.read", ScreeningRound.node_id)
    if actor.liaison:
        seen = or_(seen, ScreeningRound.node_id == actor.organization_id)
    return select(ScreeningRound).where(
        ScreeningRound.replaced_at.is_(None), ScreeningRound.void_on.is_(None), seen
    )


def get_visible(session: Session, actor: Actor, round_id: UUID) -> ScreeningRound:
    """Return a round. Raise `not_found` where the actor may not see it or it is not there."""
    found = session.scalar(visible_to(actor).where(ScreeningRound.id == round_id))
    if found is None:
        raise Refusal("not_found")
    return found


def get_finding(session: Session, actor: Actor, finding_id: UUID) -> ScreeningFinding:
    """Return a finding. Raise `not_found` where the actor may not see it or it is not there."""
    seen = within_reach(actor, "screenings.read", ScreeningFinding.node_id, ScreeningFinding.membership_id)
    found = session.scalar(
        select(ScreeningFinding).where(
            ScreeningFinding.id == finding_id, ScreeningFinding.replaced_at.is_(None), seen
        )
    )
    if found is None:
        raise Refusal("not_found")
    return found


def ensure_sees_node(session: Session, actor: Actor, organization_id: UUID) -> None:
    """Raise unless the actor sees rounds at this node; a liaison sees those of the own branch."""
    if actor.liaison and organization_id == actor.organization_id:
        return
    ensure_reaches(session, actor, "screenings.read", organization_id)


def reads_words(session: Session, actor: Actor, finding: ScreeningFinding) -> bool:
    """Say whether the actor reads what was written of the family: the branch's workers, and whoever wrote it."""
    return finding.screened_by_id == actor.account_id or reaches(
        session, actor, "members.reveal", finding.node_id
    )


def sees_whole_round(session: Session, actor: Actor, round_: ScreeningRound) -> bool:
    """Say whether the actor sees everybody of a round; a liaison sees those paired with them."""
    seen = within_reach(actor, "screenings.read", ScreeningRound.node_id)
    return session.scalar(select(literal(1)).where(ScreeningRound.row_id == round_.row_id, seen)) is not None


def members_in_sight(session: Session, actor: Actor, membership_ids: list[UUID]) -> set[UUID]:
    """Return those of the memberships that the actor may see in a round."""
    seen = within_reach(actor, "screenings.read", Membership.organization_id, Membership.id)
    return set(session.scalars(select(Membership.id).where(Membership.id.in_(membership_ids), seen)))


def ensure_may_open(session: Session, actor: Actor, organization_id: UUID) -> None:
    """Raise unless the actor may open a round at this branch."""
    ensure_reaches(session, actor, "screenings.open", organization_id)


def ensure_may_close(session: Session, actor: Actor, round_id: UUID) -> None:
    """Raise unless the actor may close this round."""
    ensure_reaches(session, actor, "screenings.close", get_visible(session, actor, round_id).node_id)


def ensure_may_record(session: Session, actor: Actor, round_id: UUID, data: Mapping[str, Any]) -> None:
    """Raise unless the actor may record a finding of this member: at the branch, or paired with them on that day."""
    round_ = get_visible(session, actor, round_id)
    member = select(literal(1)).where(Membership.id == data["member_id"])
    if session.scalar(member.where(Membership.organization_id == round_.node_id)) is None:
        raise Refusal("not_found")
    reached = within_reach(actor, "screenings.record", Membership.organization_id)
    reached = or_(reached, paired_on(actor, Membership.id, data["screened_on"]))
    if session.scalar(member.where(reached)) is None:
        # A liaison sees the round and those paired with them; the others are out of sight.
        whole = sees_whole_round(session, actor, round_)
        raise Refusal("forbidden" if whole else "not_found")


def ensure_may_correct(session: Session, actor: Actor, finding_id: UUID) -> None:
    """Raise unless the actor may correct this finding."""
    finding = get_finding(session, actor, finding_id)
    reached = within_reach(
        actor, "screenings.record", ScreeningFinding.node_id, ScreeningFinding.membership_id
    )
    if session.scalar(select(literal(1)).where(ScreeningFinding.row_id == finding.row_id, reached)) is None:
        raise Refusal("forbidden")


def ensure_belongs(round_: ScreeningRound, membership: Membership, screened_on: date, today: date) -> None:
    """Raise unless the member belongs to the round, and could be asked after on that day."""
    if membership.organization_id != round_.node_id:
        raise Refusal("not_found")
    if membership.to_on is not None and membership.to_on <= round_.opened_on:
        raise Refusal("screening_left_before")
    if membership.from_on > (round_.closed_on or today):
        raise Refusal("screening_joined_after")
    if membership.to_on is not None and membership.to_on <= screened_on:
        raise Refusal("membership_ended")
    wrong = None
    if screened_on < round_.opened_on:
        wrong = "这一轮排查那时还没有开始。"
    elif screened_on < membership.from_on:
        wrong = "这位同志那时还不在本支部。"
    elif round_.closed_on is not None and screened_on > round_.closed_on:
        wrong = (
            f"这一轮在{round_.closed_on.month}月{round_.closed_on.day}日已经结束；以后问到的，记到下一轮。"
        )
    elif screened_on > today + _CLOCK_AHEAD:
        wrong = "这一天还没到。"
    if wrong:
        raise Refusal("validation_failed", errors={"screened_on": [wrong]})


def ensure_told(data: Mapping[str, Any], today: date) -> None:
    """Raise `validation_failed` with a sentence for each field that this result lacks or that cannot be."""
    wrong: dict[str, Any] = {}
    if data["result"] == "lost":
        if data["lost_since"] is None:
            wrong["lost_since"] = [_MISSING]
        elif data["lost_since"] > data["screened_on"]:
            wrong["lost_since"] = ["这一天不能晚于排查的日子。"]
        if data["lost_situation"] is None:
            wrong["lost_situation"] = [_MISSING]
    elif data["lost_since"] is not None or data["lost_situation"] is not None:
        wrong["result"] = ["填了失联情形，结论请选“失联”。"]
    told = data["told"] or {}
    if told and data["result"] == "same":
        wrong["result"] = ["填了不同的地方，请选“有变化”。"]
    if details := _check_told(told, today):
        wrong["told"] = details
    if wrong:
        raise Refusal("validation_failed", errors=wrong)


def _check_told(told: Mapping[str, Any], today: date) -> dict[str, list[str]]:
    wrong: dict[str, list[str]] = {}
    if told.get("phone"):
        try:
            phones.read(told["phone"])
        except UnreadableError:
            wrong["phone"] = ["手机号是 11 位数字，请核对。"]
    if told.get("place_code") and told["place_code"] not in places.names():
        wrong["place_code"] = ["没有这个地区代码。"]
    for name in ("departed_on", "returned_on"):
        if told.get(name) is not None and told[name] > today + _CLOCK_AHEAD:
            wrong[name] = ["这一天还没到。"]
    if (told.get("home_from") is None) != (told.get("home_to") is None):
        wrong["home_to" if told.get("home_from") else "home_from"] = [_MISSING]
    return wrong


def ensure_reports_told(bodies: list[dict[str, Any]]) -> None:
    """Raise where a departure or return lacks what its report needs, by the names that the form uses."""
    wrong: dict[str, list[str]] = {}
    for body in bodies:
        if body["kind"] == "departure":
            if body.get("departed_on") is None:
                wrong["departed_on"] = ["请填大概的外出时间。"]
            if not any(body.get(name) for name in ("place_code", "place_unsettled", "residence")):
                wrong["place_code"] = ["请选去的地方，或勾选“地点不固定”。"]
        elif body["kind"] == "return" and body.get("returned_on") is None:
            wrong["returned_on"] = ["请填哪天回来的。"]
        elif body["kind"] == "home_visit" and body["to_on"] < body["from_on"]:
            wrong["home_to"] = ["离开的日子不能早于到家的日子。"]
    if wrong:
        raise Refusal("validation_failed", errors={"told": wrong})
