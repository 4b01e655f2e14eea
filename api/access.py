"""Who may do what, on one screen. A route without a line here does not start; scope is part of the SELECT.

A role is a grant at a node for a period, valid there and below. Two roles follow from data: `member` (an open
membership) reaches the own record, `liaison` (a pairing) those paired with them, while paired. Nothing here is read
from a token: grants are read on each request.

Another system is a service client: it has a node and scopes, and a scope is a list of permissions. It has no role of the
table, so that whatever no scope names is closed to it.
"""

import functools
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    SQLColumnExpression,
    bindparam,
    exists,
    false,
    literal,
    select,
    true,
)
from sqlalchemy.orm import Session, aliased

from api import clock
from api.errors import Refusal
from api.models import (
    Account,
    ClientSecret,
    Grant,
    Membership,
    Organization,
    Pairing,
    ServiceClient,
    in_force,
)

OFFICER, SECRETARY, RECORDER, AUDITOR, ADMIN = "officer", "secretary", "recorder", "auditor", "admin"
MEMBER, LIAISON = "member", "liaison"
ROLES = (OFFICER, SECRETARY, RECORDER, AUDITOR, ADMIN, MEMBER, LIAISON)
STAFF = (OFFICER, SECRETARY, RECORDER, AUDITOR, ADMIN)
CLIENT = "client"
"""What a service client is called where a role is asked for; nobody is granted it."""

_WRITERS = {OFFICER, SECRETARY, RECORDER}
_READERS = _WRITERS | {AUDITOR}

ACCESS: dict[str, frozenset[str]] = {
    permission: frozenset(roles)
    for permission, roles in {
        # permission             who; MEMBER means: about oneself only, LIAISON: about those paired with one today
        "account.use":          {*ROLES},
        "organizations.read":   {*ROLES},
        "organizations.write":  {OFFICER, ADMIN},
        "grants.read":          {OFFICER, ADMIN, SECRETARY},
        "grants.write":         {OFFICER, ADMIN},
        "grants.delegate":      {OFFICER, SECRETARY},
        "invitations.read":     {OFFICER, SECRETARY, ADMIN},
        "invitations.write":    {OFFICER, SECRETARY, ADMIN},
        "members.read":         {*_READERS, MEMBER, LIAISON},
        "members.history":      {*_READERS, MEMBER},
        "members.write":        {OFFICER, SECRETARY, RECORDER},
        "members.reveal":       {OFFICER, SECRETARY, RECORDER, MEMBER},
        "members.decide":       {OFFICER, SECRETARY},
        "members.erase":        {OFFICER},
        "members.export":       {OFFICER, SECRETARY, AUDITOR},
        "readings.read":        {OFFICER, SECRETARY, MEMBER},
        "roster.import":        {OFFICER, SECRETARY, RECORDER},
        "attachments.write":    {*_WRITERS, MEMBER},
        "reports.read":         {*_READERS, MEMBER},
        "reports.submit":       {*_WRITERS, MEMBER, LIAISON},
        "reports.withdraw":     {*_WRITERS, MEMBER},
        "reports.decide":       {OFFICER, SECRETARY},
        "needs.read":           {*_READERS, MEMBER, LIAISON},
        "needs.words":          {*_WRITERS, MEMBER, LIAISON},
        "needs.raise":          {*_WRITERS, MEMBER, LIAISON},
        "needs.handle":         {*_WRITERS, MEMBER},
        "needs.assign":         {OFFICER, SECRETARY},
        "contacts.read":        {*_READERS, MEMBER, LIAISON},
        "contacts.log":         {*_WRITERS, LIAISON},
        "contacts.decide":      {OFFICER, SECRETARY, LIAISON},
        "contacts.search":      {*_READERS, LIAISON},
        "contacts.work":        {SECRETARY, RECORDER, LIAISON},
        "contacts.figures":     {SECRETARY, RECORDER},
        "visits.read":          {*_READERS, MEMBER, LIAISON},
        "visits.words":         {*_WRITERS, MEMBER, LIAISON},
        "visits.plan_read":     {*_READERS, LIAISON},
        "visits.plan":          {*_WRITERS},
        "visits.arrive":        {*_WRITERS, MEMBER, LIAISON},
        "visits.call":          {*_WRITERS, MEMBER, LIAISON},
        "visits.record":        {*_WRITERS, LIAISON},
        "visits.correct":       {*_WRITERS},
        "standing.read":        {*_READERS, MEMBER},
        "standing.decide":      {OFFICER, SECRETARY},
        "standing.record":      {*_WRITERS},
        "dues.read":            {*_READERS, MEMBER},
        "dues.record":          {*_WRITERS},
        "dues.decide":          {OFFICER, SECRETARY},
        "contributions.read":   {*_READERS, MEMBER, LIAISON},
        "contributions.record": {*_WRITERS, MEMBER, LIAISON},
        "contributions.decide": {OFFICER, SECRETARY},
        "campaigns.read":       {*_READERS, MEMBER},
        "campaigns.join":       {*_WRITERS, MEMBER},
        "campaigns.call":       {*_WRITERS},
        "screenings.read":      {*_READERS, LIAISON},
        "screenings.open":      {*_WRITERS},
        "screenings.record":    {*_WRITERS, LIAISON},
        "screenings.close":     {OFFICER, SECRETARY},
        "trainings.read":       {*_READERS},
        "trainings.write":      {*_WRITERS},
        "trainings.close":      {OFFICER, SECRETARY},
        "learning.read":        {MEMBER},
        "learning.write":       {MEMBER},
        "materials.read":       {*_READERS, MEMBER},
        "members.call":         {*_WRITERS, LIAISON},
        "pairings.read":        {*_READERS, MEMBER, LIAISON},
        "pairings.write":       {OFFICER, SECRETARY},
        "desk.read":            {*_READERS},
        "handoffs.read":        {*_WRITERS},
        "handoffs.ask":         {OFFICER},
        "handoffs.answer":      {OFFICER, SECRETARY},
        "whereabouts.read":     {*_READERS},
        "overview.read":        {*_READERS},
        "rings.read":           {SECRETARY, RECORDER, AUDITOR},
        "handover.read":        {OFFICER, SECRETARY},
        "registers.read":       {*_READERS},
        "registers.print":      {*_READERS},
        "registers.reveal":     {*_WRITERS},
        "registers.enter":      {*_WRITERS},
        "jobs.read":            {*_WRITERS, ADMIN},
        "jobs.cancel":          {*_WRITERS, ADMIN},
        "robots.keep":          {OFFICER, SECRETARY},
        "workers.read":         {OFFICER, ADMIN},
        "settings.read":        {*STAFF},
        "settings.write":       {OFFICER, SECRETARY, ADMIN},
        "journal.read":         {OFFICER, SECRETARY, AUDITOR, ADMIN},
        "sync.read":            {*ROLES},
        "clients.read":         {OFFICER, ADMIN},
        "clients.write":        {OFFICER, ADMIN},
        "webhooks.manage":      {OFFICER, ADMIN},
    }.items()
}  # fmt: skip


@dataclass(frozen=True)
class Scope:
    """What a service client may be given: permissions of the table above, and what that means in words."""

    permissions: frozenset[str]
    zh: str
    en: str


CLIENT_SCOPES: dict[str, Scope] = {
    name: Scope(frozenset(permissions), zh, en)
    for name, (permissions, zh, en) in {
        # scope                permissions; deciding about people, roles, accounts and private words are in none of them
        "organizations:read": ({"organizations.read"}, "组织名单", "Read the tree of organisations."),
        "members:read":       ({"members.read", "organizations.read"}, "党员花名册（号码遮住）",
                               "List and read members; numbers and addresses are masked."),
        "members:reveal":     ({"members.reveal", "registers.reveal"}, "完整的号码和住址（本人查得到谁看过）",
                               "See numbers and addresses in plain, in prints, too; each look leaves a trace."),
        "members:write":      ({"members.write"}, "登记、更新党员资料", "Enter members, groups and households, and change them."),
        "imports:write":      ({"roster.import", "attachments.write", "jobs.read"}, "导入花名册",
                               "Send a roster, look at its dry run and confirm it."),
        "reports:read":       ({"reports.read"}, "报告", "Read reports."),
        "reports:write":      ({"reports.submit", "reports.withdraw", "attachments.write"}, "代交报告，由书记确认",
                               "Hand in reports on members' behalf; the secretary accepts them."),
        "standing:read":      ({"standing.read"}, "外出、活动证、组织关系转接", "Read times away, cards, probation and transfers."),
        "contacts:read":      ({"contacts.read", "contacts.search"}, "联系登记", "Read contacts and who is due."),
        "contacts:write":     ({"contacts.log"}, "登记联系", "Record contacts."),
        "visits:read":        ({"visits.read", "visits.plan_read"}, "走访慰问（不含谈了什么）", "Read visits and plans; no words."),
        "trainings:read":     ({"trainings.read", "materials.read"}, "会议和学习（不宜公开的除外）",
                               "Read meetings and materials, except those kept from view."),
        "needs:read":         ({"needs.read"}, "困难诉求办得怎样（不含内容）", "See needs and how they stand; no words."),
        "dues:read":          ({"dues.read"}, "党费登记", "Read dues."),
        "pairings:read":      ({"pairings.read"}, "联络结对", "Read pairings and bonds."),
        "contributions:read": ({"contributions.read", "campaigns.read"}, "双向带动", "Read deeds and calls."),
        "screenings:read":    ({"screenings.read"}, "排查情况", "Read rounds of screening and what they found."),
        "registers:read":     ({"registers.read"}, "五本册子", "Look into the five books."),
        "registers:print":    ({"registers.read", "registers.print"}, "打印五本册子和资料包", "Print the five books and packs."),
        "settings:read":      ({"settings.read"}, "设置", "Read settings."),
        "feed:read":          ({"journal.read", "sync.read"}, "支部日志（每条看得到多少，随其他几项）",
                               "Follow the journals; the other scopes say which entries are open."),
        "webhooks:manage":    ({"webhooks.manage"}, "设推送地址", "Manage addresses to which events are sent."),
    }.items()
}  # fmt: skip


def scopes_with(permission: str) -> list[str]:
    """Return the scopes that carry a permission; none means that no service client ever may."""
    return [name for name, scope in CLIENT_SCOPES.items() if permission in scope.permissions]


@dataclass(frozen=True)
class Held:
    """One role that the actor holds today, at a node and below."""

    role: str
    organization_id: UUID
    delegated: bool = False


@dataclass(frozen=True)
class Actor:
    """Who acts: an account with what it holds today. `membership_id` is the open membership, if any."""

    account_id: UUID | None
    person_id: UUID | None = None
    membership_id: UUID | None = None
    organization_id: UUID | None = None
    """The branch of the open membership."""
    memberships: frozenset[UUID] = frozenset()
    """Every membership of the person, the ended ones, too: one's own record stays one's own after a move."""
    liaison: bool = False
    """Whether the open membership is or was somebody's liaison; whose and when is for the SELECT to say."""
    held: tuple[Held, ...] = field(default=())
    client_id: UUID | None = None
    """The service client that acts; then `held` names its node, and `scopes` what it may there."""
    scopes: frozenset[str] = frozenset()

    @property
    def roles(self) -> frozenset[str]:
        """Return the names of all roles held today."""
        by_data = {MEMBER: self.membership_id is not None, LIAISON: self.liaison}
        return frozenset({held.role for held in self.held}.union(role for role in by_data if by_data[role]))

    def is_about_self(self, membership_id: UUID) -> bool:
        """Say whether a membership, open or ended, is the actor's own."""
        return membership_id in self.memberships

    def nodes_for(self, permission: str) -> frozenset[UUID]:
        """Return the nodes at which a grant of the actor carries the permission."""
        return frozenset(held.organization_id for held in self.held if self._carries(held, permission))

    def _carries(self, held: Held, permission: str) -> bool:
        allowed = ACCESS[permission]
        if self.client_id is None:
            return held.role in allowed
        # A scope that was taken out of the table gives nothing any more.
        known = (CLIENT_SCOPES[name] for name in self.scopes if name in CLIENT_SCOPES)
        return any(permission in scope.permissions for scope in known)

    def may(self, permission: str) -> bool:
        """Say whether the actor holds the permission anywhere, were it about oneself only."""
        return bool(self.roles & ACCESS[permission] or self.nodes_for(permission))

    def own_only(self, permission: str) -> bool:
        """Say whether the permission reaches no further than the actor's own record."""
        return not self.nodes_for(permission)


OWN_DECISIONS = frozenset({"members.decide", "members.erase", "standing.decide"})
"""What nobody decides about themselves: a secretary's own departure, return and roll are for somebody else (domain §2a)."""

THE_PRODUCT = Actor(account_id=None)
"""Acts for nobody: the worker, and kinds of report that accept themselves."""


# Asked with each request: putting a statement together takes longer than asking it.
_MINE = (
    select(
        Account.person_id,
        Membership.id,
        Membership.organization_id,
        Membership.to_on,
        exists().where(Pairing.liaison_id == Membership.id).label("liaison"),
    )
    .outerjoin(Membership, Membership.person_id == Account.person_id)
    .where(Account.id == bindparam("account_id"), Account.closed.is_(False))
)
_GRANTS = (
    select(Grant.role, Grant.organization_id, Grant.delegated_by_id)
    .where(Grant.account_id == bindparam("account_id"), Grant.from_on <= bindparam("today"))
    .where(Grant.to_on.is_(None) | (Grant.to_on >= bindparam("today")))
    .order_by(Grant.role, Grant.organization_id)
)


def read_actor(session: Session, account_id: UUID) -> Actor | None:
    """Return who an account is today and what it holds, or None where it is closed or gone."""
    mine = session.execute(_MINE, {"account_id": account_id}).all()
    if not mine:
        return None
    if mine[0].person_id is None:
        return _read_client_of(session, account_id)
    here = next((row for row in mine if row.id and row.to_on is None), None)
    grants = session.execute(_GRANTS, {"account_id": account_id, "today": clock.today()})
    held = tuple(Held(role, node, delegated_by is not None) for role, node, delegated_by in grants)
    return Actor(
        account_id,
        mine[0].person_id,
        here.id if here else None,
        here.organization_id if here else None,
        memberships=frozenset(row.id for row in mine if row.id),
        liaison=here is not None and here.liaison,
        held=held,
    )


def read_client(session: Session, client_id: UUID) -> Actor | None:
    """Return a service client as it stands today, or None where it was revoked or never was."""
    found = session.execute(_select_client().where(ServiceClient.id == client_id)).first()
    return None if found is None else _as_actor(found)


def _read_client_of(session: Session, account_id: UUID) -> Actor | None:
    found = session.execute(_select_client().where(ServiceClient.account_id == account_id)).first()
    return None if found is None else _as_actor(found)


def read_client_by_secret(session: Session, client_id: UUID, secret_id: UUID) -> Actor | None:
    """Return a service client that signed in with a secret, or None where either is not (any more) valid."""
    statement = _select_client().join(ClientSecret, ClientSecret.client_id == ServiceClient.id)
    in_time = ClientSecret.valid_until.is_(None) | (ClientSecret.valid_until > clock.now())
    found = session.execute(
        statement.where(ServiceClient.id == client_id, ClientSecret.id == secret_id, in_time)
    ).first()
    return None if found is None else _as_actor(found)


def _select_client() -> Select[UUID, UUID, UUID, list[Any]]:
    return select(
        ServiceClient.id, ServiceClient.account_id, ServiceClient.organization_id, ServiceClient.scopes
    ).where(ServiceClient.revoked_at.is_(None))


def _as_actor(found: Row[UUID, UUID, UUID, list[Any]]) -> Actor:
    client_id, account_id, node_id, scopes = found
    held = (Held(CLIENT, node_id),)
    return Actor(account_id, held=held, client_id=client_id, scopes=frozenset(scopes))


def ensure_may(actor: Actor, permission: str) -> None:
    """Raise `forbidden` unless the actor holds the permission somewhere."""
    if not actor.may(permission):
        raise Refusal("forbidden")


def organizations_in_reach(actor: Actor, permission: str) -> Select[UUID]:
    """Select the ids of all nodes at or below which the actor's grants carry the permission."""
    return nodes_below(actor.nodes_for(permission))


def nodes_below(roots: Collection[UUID]) -> Select[UUID]:
    """Select the ids of these nodes and of all below them."""
    return _nodes_below(frozenset(roots))


# A select never changes once it is built; building this one costs more than many a query that asks for it.
@functools.lru_cache(maxsize=512)
def _nodes_below(roots: frozenset[UUID]) -> Select[UUID]:
    if not roots:
        return select(Organization.id).where(false())
    # Without a name of its own, so that one statement may ask twice.
    tree = select(Organization.id).where(Organization.id.in_(list(roots))).cte(recursive=True)
    child = aliased(Organization)
    tree = tree.union(select(child.id).where(child.parent_id == tree.c.id))
    return select(tree.c.id)


def within_reach(
    actor: Actor,
    permission: str,
    node: SQLColumnExpression[UUID],
    own: SQLColumnExpression[UUID] | None = None,
) -> ColumnElement[bool]:
    """Return the condition that a row lies in the actor's reach.

    node: the row's organization. own: the row's membership, for rows that a member may see as their own and a liaison
    for those paired with them today.
    """
    allowed: ColumnElement[bool] = false()
    if actor.nodes_for(permission):
        allowed = allowed | node.in_(organizations_in_reach(actor, permission))
    if own is not None and actor.membership_id and MEMBER in ACCESS[permission]:
        allowed = allowed | own.in_(actor.memberships)
    if own is not None and actor.liaison and LIAISON in ACCESS[permission]:
        paired = select(Pairing.member_id).where(Pairing.liaison_id == actor.membership_id)
        allowed = allowed | own.in_(paired.where(in_force(clock.today())))
    return allowed


def paired_on(
    actor: Actor, member: UUID | SQLColumnExpression[UUID], day: date | SQLColumnExpression[date]
) -> ColumnElement[bool]:
    """Return the condition that the actor was this member's liaison on a day.

    For what a liaison writes late: it counts on the day it happened, the pairing's last day included, although the
    pairing may have ended since and the member be out of reach today.
    """
    if not actor.liaison:
        return false()
    return exists().where(
        Pairing.liaison_id == actor.membership_id,
        Pairing.member_id == member,
        in_force(day, until_the_last_day=True),
    )


def reaches(session: Session, actor: Actor, permission: str, organization_id: UUID) -> bool:
    """Say whether a grant of the actor carries the permission at this node."""
    if not actor.nodes_for(permission):
        return False
    found = session.scalar(
        select(literal(1))
        .where(literal(organization_id).in_(organizations_in_reach(actor, permission)))
        .where(true())
    )
    return found is not None


def ensure_reaches(session: Session, actor: Actor, permission: str, organization_id: UUID) -> None:
    """Raise `not_found` where the node is out of sight, `forbidden` where the role does not reach it."""
    if reaches(session, actor, permission, organization_id):
        return
    visible = reaches(session, actor, "organizations.read", organization_id)
    raise Refusal("forbidden" if visible or organization_id == actor.organization_id else "not_found")


def acting_role(session: Session, actor: Actor, permission: str, organization_id: UUID) -> str:
    """Return the role by which the actor holds a permission at a node: what a Reading says (谁看过我的资料)."""
    for held in actor.held:
        one_role = replace(actor, membership_id=None, liaison=False, held=(held,))
        if reaches(session, one_role, permission, organization_id):
            return held.role
    raise Refusal("forbidden")


def grant_holds(from_on: date, to_on: date | None, on: date) -> bool:
    """Say whether a grant with these days holds on a day; both ends count."""
    return from_on <= on and (to_on is None or on <= to_on)


def membership_in_reach(session: Session, actor: Actor, permission: str, membership_id: UUID) -> Membership:
    """Return a membership on which the actor may do this.

    Raise `not_found` where it is out of sight, `forbidden` where it is seen but the role does not reach it,
    `own_decision` where the actor would decide about themselves.
    """
    # Another system may write of members whom it may not read: what it may do is then all it sees.
    sight = "members.read" if actor.client_id is None or actor.may("members.read") else permission
    seen = within_reach(actor, sight, Membership.organization_id, Membership.id)
    membership = session.scalar(select(Membership).where(Membership.id == membership_id, seen))
    if membership is None:
        raise Refusal("not_found")
    allowed = within_reach(actor, permission, Membership.organization_id, Membership.id)
    if session.scalar(select(literal(1)).where(Membership.id == membership_id, allowed)) is None:
        raise Refusal("forbidden")
    if permission in OWN_DECISIONS and membership.person_id == actor.person_id:
        raise Refusal("own_decision")
    return membership
