"""How the township and its branches begin: the tree, those who work for it, the rolls, groups, roles and homes."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from api.access import THE_PRODUCT, Actor
from api.auth import grants, notice
from api.auth import service as accounts
from api.demo.acts import Act, Ids, moment
from api.demo.records import DemoGrant, DemoHousehold, DemoMembership, DemoOrganization, DemoTownship
from api.demo.staff import ADMIN, OFFICER, find_secretary
from api.members import service as members
from api.members.groups import service as groups
from api.members.households import service as households
from api.organizations import service as organizations

_HOMES_AFTER = timedelta(days=10)


def tell_beginnings(township: DemoTownship, ids: Ids) -> Iterator[Act]:
    """Tell how each node begins on its 启用日期; each hour of that day needs those before it."""
    tell = _Beginnings(township, ids)
    for node in township.organizations:
        is_root = node.parent_key is None
        yield Act(moment(node.started_on, 8 if is_root else 9), partial(tell.open_node, node))
    for number, grant in enumerate(township.grants):
        hour = 8 if grant.organization_key == township.organizations[0].key else 13
        yield Act(moment(grant.from_on, hour, 10 + number), partial(tell.give_role, grant))
    for group in township.groups:
        started_on = tell.nodes[group.organization_key].started_on
        yield Act(moment(started_on, 10, group.position), partial(tell.set_up_group, group.key))
        yield Act(moment(started_on, 14, group.position), partial(tell.name_leader, group.key))
    for entered_on, memberships in tell.list_days_of_entry():
        yield Act(moment(entered_on, 11), partial(tell.enter, memberships))
        yield Act(moment(entered_on, 12), partial(tell.open_accounts, memberships))
    for household in township.households:
        started_on = tell.nodes[household.organization_key].started_on
        yield Act(moment(started_on + _HOMES_AFTER, 19), partial(tell.settle, household))


class _Beginnings:
    """What is done on the first days, each in its own transaction."""

    def __init__(self, township: DemoTownship, ids: Ids) -> None:
        self.ids = ids
        self.nodes = {node.key: node for node in township.organizations}
        self._acting = _list_acting(township)
        self._memberships = township.memberships
        self._groups = {group.key: group for group in township.groups}
        self._persons = {person.key: person for person in township.persons}

    def list_days_of_entry(self) -> list[tuple[date, list[DemoMembership]]]:
        """List who was put on the rolls on which day: the branch's first day, or the later one of joining."""
        by_day: dict[date, list[DemoMembership]] = defaultdict(list)
        for one in self._memberships:
            by_day[max(self.nodes[one.organization_key].started_on, one.joined_on)].append(one)
        return sorted(by_day.items())

    def open_node(self, node: DemoOrganization, session: Session) -> None:
        """Open the township, or a branch below it."""
        actor = self.ids.actor(session, OFFICER) if node.parent_key else THE_PRODUCT
        data = {name: value for name, value in asdict(node).items() if name not in {"key", "parent_key"}}
        parent_id = self.ids.nodes[node.parent_key] if node.parent_key else None
        self.ids.nodes[node.key] = organizations.create(session, actor, {**data, "parent_id": parent_id}).id

    def give_role(self, grant: DemoGrant, session: Session) -> None:
        """Give a role to a member or to somebody who only works here; until there is an admin, nobody gives it."""
        data = {
            "role": grant.role,
            "organization_id": self.ids.nodes[grant.organization_key],
            "from_on": grant.from_on,
            "to_on": grant.to_on,
        }
        if grant.delegated_by_key:
            giver = self.ids.actor(session, grant.delegated_by_key)
            grants.delegate(session, giver, {**data, "person_id": self.ids.persons[grant.person_key]})
            return
        giver = self.ids.actor(session, ADMIN) if ADMIN in self.ids.accounts else THE_PRODUCT
        person_id = self.ids.persons.get(grant.person_key)
        person = self._persons[grant.person_key]
        newcomer = {"name": person.name, "phone": person.phone}
        given = grants.give(session, giver, {**data, "person_id": person_id, "newcomer": newcomer})
        self.ids.accounts[grant.person_key] = UUID(given.entry.subjects["account"])

    def set_up_group(self, key: str, session: Session) -> None:
        """Set up a 党小组, still without its leader."""
        group = self._groups[key]
        data = {
            "organization_id": self.ids.nodes[group.organization_key],
            "name": group.name,
            "position": group.position,
            "leader_id": None,
        }
        self.ids.groups[key] = groups.create(session, self.ids.actor(session, OFFICER), data).id

    def name_leader(self, key: str, session: Session) -> None:
        """Name the leader of a 党小组."""
        group = self._groups[key]
        secretary = self.ids.actor(session, find_secretary(group.organization_key))
        leader = {"leader_id": self.ids.memberships[group.leader_key]}
        groups.change(session, secretary, self.ids.groups[key], 1, leader)

    def enter(self, memberships: Sequence[DemoMembership], session: Session) -> None:
        """Put people on the rolls of their branches."""
        officer = self.ids.actor(session, OFFICER)
        for one in memberships:
            entered = members.enter(session, officer, self._write_member(one))
            self.ids.memberships[one.person_key] = entered.id
            self.ids.persons[one.person_key] = UUID(entered.entry.subjects["person"])

    def _write_member(self, membership: DemoMembership) -> dict[str, Any]:
        person = asdict(self._persons[membership.person_key])
        return {
            **{name: value for name, value in person.items() if name != "key"},
            "birth_date": person["birth_date"].isoformat(),
            "organization_id": self.ids.nodes[membership.organization_key],
            "kind": membership.kind,
            "joined_on": membership.joined_on.isoformat(),
            "confirmed_on": membership.confirmed_on.isoformat() if membership.confirmed_on else None,
            "group_id": self.ids.groups[membership.group_key] if membership.group_key else None,
            "exempt": membership.exempt,
        }

    def open_accounts(self, memberships: Sequence[DemoMembership], session: Session) -> None:
        """Open the accounts of those who will use a phone, and record the consent that each gives with it."""
        officer = self.ids.actor(session, OFFICER)
        for one in memberships:
            if one.person_key not in self._acting:
                continue
            node_id, person_id = self.ids.nodes[one.organization_key], self.ids.persons[one.person_key]
            account = accounts.open_account(session, officer, person_id, node_id)
            owner = Actor(account.id, person_id)
            accounts.consent(session, owner, "notice", notice.VERSION, agreed=True, node_id=node_id)
            self.ids.accounts[one.person_key] = account.id

    def settle(self, household: DemoHousehold, session: Session) -> None:
        """Record the people of one home."""
        data = {
            "organization_id": self.ids.nodes[household.organization_key],
            "address": household.address,
            "who_stays": household.who_stays,
            "all_away": household.all_away,
            "member_ids": [self.ids.memberships[key] for key in household.person_keys],
        }
        secretary = self.ids.actor(session, find_secretary(household.organization_key))
        households.create(session, secretary, data)


def _list_acting(township: DemoTownship) -> set[str]:
    """List the keys of all who hand in, decide, hold a role or get a sign-in."""
    return {
        *(event.by_key for event in township.events),
        *(event.decided_by_key for event in township.events if event.decided_by_key),
        *(decision.decided_by_key for decision in township.decisions),
        *(grant.person_key for grant in township.grants),
        *(account.person_key for account in township.accounts),
    }
