"""Record a deed, put it right, accept it or ask for more; call, and take part."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api import clock
from api.access import Actor
from api.attachments import pictures
from api.contributions import rules
from api.errors import Refusal
from api.journal import Outcome, lock, record
from api.members.service import lock_member
from api.models import (
    Campaign,
    CampaignPart,
    Consent,
    Contribution,
    Fact,
    Membership,
    Organization,
    Person,
    current,
)

_FIGURES = ("amount_yuan", "people", "area_mu", "source", "source_words")
_TOLD = ("kind", "on_date", "words", *_FIGURES, "recorded_at_device")


def submit(session: Session, actor: Actor, data: dict[str, Any]) -> Outcome:
    """Record a deed; it waits until the secretary accepts it."""
    person, membership = lock_member(session, data["member_id"])
    rules.ensure_told(data, data["direction"], clock.today())
    _ensure_id_free(session, Contribution, data["id"])
    deed = Contribution(
        id=data["id"],
        membership_id=membership.id,
        direction=data["direction"],
        submitted_by_id=actor.account_id,
        **_said(session, membership, data),
    )
    deed.thread_id = _thread(session, actor, membership, data) or deed.id
    agreed = _keep_photos(session, actor, person, data, had=[])
    return _write(
        session, actor, deed, person, "contribution.recorded", membership.organization_id, agreed=agreed
    )


def correct(
    session: Session, actor: Actor, contribution_id: UUID, wanted_revision: int, data: dict[str, Any]
) -> Outcome:
    """Put a deed right, or answer 请补充; it waits again."""
    person, membership, deed = _lock(session, actor, contribution_id)
    if deed.revision != wanted_revision:
        raise Refusal("stale_version")
    if deed.state not in {"submitted", "sent_back"}:
        raise Refusal("contribution_decided")
    rules.ensure_told(data, deed.direction, clock.today())
    corrected = deed.corrected(
        revision=deed.revision + 1,
        state="submitted",
        reason=None,
        **_said(session, membership, data),
    )
    agreed = _keep_photos(session, actor, person, data, had=deed.photo_ids)
    return _write(session, actor, corrected, person, "contribution.corrected", deed.node_id, agreed=agreed)


def decide(
    session: Session, actor: Actor, contribution_id: UUID, state: str, reason: str | None = None
) -> Outcome:
    """Accept a deed, or send it back with what is still needed."""
    person, _membership, deed = _lock(session, actor, contribution_id)
    if deed.state != "submitted":
        raise Refusal("contribution_decided")
    decided = deed.corrected(
        revision=deed.revision + 1, state=state, decided_by_id=actor.account_id, reason=reason
    )
    return _write(session, actor, decided, person, f"contribution.{state}", deed.node_id)


def withdraw(session: Session, actor: Actor, contribution_id: UUID) -> Outcome:
    """Take a deed back that nobody accepted."""
    person, _membership, deed = _lock(session, actor, contribution_id)
    if deed.state not in {"submitted", "sent_back"}:
        raise Refusal("contribution_decided")
    withdrawn = deed.corrected(revision=deed.revision + 1, state="withdrawn")
    return _write(session, actor, withdrawn, person, "contribution.withdrawn", deed.node_id)


def call(session: Session, actor: Actor, data: dict[str, Any]) -> Outcome:
    """Make a call to the members of a branch."""
    branch = lock(session, Organization, data["organization_id"])
    if branch is None or branch.kind != "branch" or branch.ended_on is not None:
        raise Refusal("organization_invalid")
    if data["until_on"] is not None and data["until_on"] < data["from_on"]:
        raise Refusal("dates_in_wrong_order", errors={"until_on": ["结束不能早于开始。"]})
    _ensure_id_free(session, Campaign, data["id"])
    told = {name: data[name] for name in ("id", "title", "text", "from_on", "until_on")}
    campaign = Campaign(called_by_id=actor.account_id, **told)
    entry = record(
        session,
        node_id=branch.id,
        kind="campaign.called",
        actor=actor,
        subjects={"campaign": campaign.id, "organization": branch.id},
        facts={"on": data["from_on"].isoformat()},
        writes=[campaign],
    )
    return Outcome(campaign.id, "called", entry)


def end_call(session: Session, actor: Actor, campaign_id: UUID) -> Outcome:
    """End a call: it stays on the page with who took part, and asks nobody any more. Raise `campaign_ended`."""
    lock(session, Organization, rules.get_campaign(session, actor, campaign_id).node_id)
    session.expire_all()
    campaign = rules.get_campaign(session, actor, campaign_id)
    if campaign.ended_on is not None:
        raise Refusal("campaign_ended")
    ended = campaign.corrected(revision=campaign.revision + 1, ended_on=clock.today())
    entry = record(
        session,
        node_id=campaign.node_id,
        kind="campaign.ended",
        actor=actor,
        subjects={"campaign": campaign.id, "organization": campaign.node_id},
        facts={"on": clock.today().isoformat()},
        writes=[ended],
    )
    return Outcome(campaign.id, "ended", entry)


def take_part(session: Session, actor: Actor, campaign_id: UUID, data: dict[str, Any]) -> Outcome:
    """Note that a member took part, or that it was noted by mistake; twice is once."""
    campaign = rules.get_campaign(session, actor, campaign_id)
    person, membership = lock_member(session, data["member_id"])
    there = session.scalar(
        current(CampaignPart).where(
            CampaignPart.campaign_id == campaign_id, CampaignPart.membership_id == membership.id
        )
    )
    said = {name: data[name] for name in ("on_date", "withdrawn", "words")}
    part = (
        CampaignPart(
            campaign_id=campaign_id, membership_id=membership.id, recorded_by_id=actor.account_id, **said
        )
        if there is None
        else there.corrected(recorded_by_id=actor.account_id, **said)
    )
    entry = record(
        session,
        node_id=campaign.node_id,
        kind="campaign.left" if part.withdrawn else "campaign.joined",
        actor=actor,
        subjects={"campaign": campaign_id, "membership": membership.id, "person": person.id},
        facts={"on": part.on_date.isoformat()},
        writes=[part],
    )
    return Outcome(part.id, "withdrawn" if part.withdrawn else "joined", entry)


def _keep_photos(
    session: Session, actor: Actor, person: Person, data: dict[str, Any], had: list[Any]
) -> list[Consent]:
    fresh = [one for one in data["photo_ids"] if str(one) not in had]
    return pictures.keep(session, actor, fresh, [person.id], asked=data.get("photos_agreed", False))


def _said(session: Session, membership: Membership, data: dict[str, Any]) -> dict[str, Any]:
    rules.ensure_helpers(session, membership.organization_id, data["helper_ids"])
    return {
        **{name: data[name] for name in _TOLD},
        "helper_ids": [str(one) for one in data["helper_ids"]],
        "photo_ids": [str(one) for one in data["photo_ids"]],
    }


def _thread(session: Session, actor: Actor, membership: Membership, data: dict[str, Any]) -> UUID | None:
    """Return the thread of the deed that goes on. Raise where it is another's, or another kind."""
    if data["continues_id"] is None:
        return None
    before = rules.get_visible(session, actor, data["continues_id"])
    same = (before.membership_id, before.direction, before.kind)
    if same != (membership.id, data["direction"], data["kind"]) or before.state == "withdrawn":
        raise Refusal("validation_failed", errors={"continues_id": ["接着的要是同一位党员、同一类的事。"]})
    return before.thread_id


def _write(
    session: Session,
    actor: Actor,
    deed: Contribution,
    person: Person,
    kind: str,
    node_id: UUID,
    *,
    agreed: Sequence[Consent] = (),
) -> Outcome:
    entry = record(
        session,
        node_id=node_id,
        kind=kind,
        actor=actor,
        subjects={"contribution": deed.id, "membership": deed.membership_id, "person": person.id},
        facts={"kind": deed.direction, "on": deed.on_date.isoformat()},
        writes=[deed, *agreed],
        device_at=deed.recorded_at_device,
        on_behalf_of_id=None if actor.is_about_self(deed.membership_id) else deed.membership_id,
    )
    return Outcome(deed.id, deed.state, entry)


def _lock(session: Session, actor: Actor, contribution_id: UUID) -> tuple[Person, Membership, Contribution]:
    membership_id = rules.get_visible(session, actor, contribution_id).membership_id
    person, membership = lock_member(session, membership_id)
    session.expire_all()
    return person, membership, rules.get_visible(session, actor, contribution_id)


def _ensure_id_free(session: Session, model: type[Fact], id_: UUID | None) -> None:
    if id_ is not None and session.scalar(select(model.row_id).where(model.id == id_).limit(1)) is not None:
        raise Refusal("id_taken")
