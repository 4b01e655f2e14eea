"""What can be done with settings."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.access import Actor
from api.errors import Refusal
from api.journal import Outcome, record
from api.models import Membership, Organization, SettingValue, current
from api.settings.catalogue import CATALOGUE, MEMBER, Value, setting_of
from api.settings.values import Dated, InForce, find_in_force, nodes_above, read_timelines


def set_value(
    session: Session,
    actor: Actor,
    key: str,
    value: Value | None,
    from_on: date,
    *,
    organization_id: UUID | None = None,
    membership_id: UUID | None = None,
) -> Outcome:
    """Give a setting a value at a node or for a member from a day on; null: as the node above says.

    Raise `setting_unknown`, `setting_not_here` where this level may not have it, `setting_value_invalid`.
    """
    setting = setting_of(key)
    place, level, node_id = _place(session, organization_id, membership_id)
    if level not in setting.levels:
        raise Refusal("setting_not_here")
    if value is not None:
        setting.ensure_fits(value)
    # One setting at one place from one day is one thing: its id follows, and the constraint keeps it single.
    value_id = uuid5(place, f"{key} {from_on}")
    before = session.scalar(current(SettingValue).where(SettingValue.id == value_id))
    told = {"value": value}
    row = (
        before.corrected(value=told)
        if before
        else SettingValue(
            id=value_id,
            organization_id=organization_id,
            membership_id=membership_id,
            key=key,
            value=told,
            from_on=from_on,
        )
    )
    entry = record(
        session,
        node_id=node_id,
        kind="setting.changed",
        actor=actor,
        subjects={level if level == MEMBER else "organization": place},
        facts={"key": key, "from_on": str(from_on), **told},
        writes=[row],
    )
    return Outcome(value_id, "changed", entry)


def _place(
    session: Session, organization_id: UUID | None, membership_id: UUID | None
) -> tuple[UUID, str, UUID]:
    """Return the place's id, its level, and the node in whose journal it stands."""
    if membership_id:
        branch_id = session.scalar(select(Membership.organization_id).where(Membership.id == membership_id))
        if branch_id:
            return membership_id, MEMBER, branch_id
    elif organization_id:
        kind = session.scalar(select(Organization.kind).where(Organization.id == organization_id))
        if kind:
            return organization_id, kind, organization_id
    raise Refusal("not_found")


def list_settings(
    session: Session, organization_id: UUID, membership_id: UUID | None, on: date
) -> Iterator[dict[str, Any]]:
    """Yield every setting with its value on a day, where that comes from, and what is told here for later days."""
    place = membership_id or organization_id
    path = [*([membership_id] if membership_id else []), *nodes_above(session, organization_id)]
    timelines = read_timelines(session, list(CATALOGUE), path)
    nodes = {node.id: node for node in session.scalars(select(Organization).where(Organization.id.in_(path)))}
    level = MEMBER if membership_id else nodes[organization_id].kind
    for setting in CATALOGUE.values():
        found = find_in_force(timelines, setting.key, path, on)
        yield {
            "setting": setting,
            "value": found.value,
            "since": found.since,
            "source": _source(found, nodes),
            "settable": level in setting.levels,
            "upcoming": _after(timelines.get((setting.key, place), ()), on),
        }


def _source(found: InForce, nodes: dict[UUID, Organization]) -> dict[str, Any] | None:
    if found.set_at is None:
        return None
    node = nodes.get(found.set_at)
    return {
        "level": node.kind if node else MEMBER,
        "organization_id": node.id if node else None,
        "name": node.name if node else None,
    }


def _after(told: Any, on: date) -> list[Dated]:
    return [dated for dated in told if dated.from_on > on]
