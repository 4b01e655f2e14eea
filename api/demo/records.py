"""What the invented township consists of; keys tie the records together, the loader makes the ids."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from api.standing.months import Month, Precision

ReportKind = Literal["departure", "change", "check_in", "yearly", "home_visit", "return", "hearsay"]
Method = Literal["self", "in_person", "phone", "paper"]
Outcome = Literal["accept", "send_back", "withdraw", "none"]
Role = Literal["officer", "admin", "auditor", "secretary", "recorder", "member"]
Payload = Mapping[str, str | bool | date]


@dataclass(frozen=True, slots=True)
class DemoOrganization:
    """A node of the tree; the township has no parent. `started_on` is the 启用日期."""

    key: str
    kind: Literal["township", "branch"]
    name: str
    short_name: str
    parent_key: str | None
    position: int
    started_on: date
    office_phone: str | None = None
    place_code: str | None = None


@dataclass(frozen=True, slots=True)
class DemoGroup:
    """A 党小组 with its leader."""

    key: str
    organization_key: str
    name: str
    position: int
    leader_key: str


@dataclass(frozen=True, slots=True)
class DemoHousehold:
    """People of one home: who stays and where."""

    key: str
    organization_key: str
    address: str
    who_stays: str
    all_away: bool
    person_keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """A human being; codes as in GB/T 2261.1 (sex), 3304 (ethnicity) and 4658 (education)."""

    key: str
    name: str
    sex: Literal["1", "2"]
    birth_date: date
    id_number: str
    ethnicity: str
    education: str
    job: str
    phone: str | None
    address: str
    communication: Literal["smartphone", "feature_phone", "family_relay", "none"]
    family_contact: str | None = None


@dataclass(frozen=True, slots=True)
class DemoOpening:
    """补登底数 of one member; None stays 未登记."""

    dues_paid_to: Month | None
    last_contact_on: date | None
    last_organization_life_on: date | None


@dataclass(frozen=True, slots=True)
class DemoMembership:
    """A person's membership in a branch. `opening` is None where nobody has filled the grid in yet."""

    person_key: str
    organization_key: str
    kind: Literal["full", "probationary"]
    joined_on: date
    confirmed_on: date | None
    group_key: str | None
    exempt: bool
    opening: DemoOpening | None


@dataclass(frozen=True, slots=True)
class DemoAbsence:
    """One away period as its departure report tells it; `returned_on` is None while it lasts."""

    person_key: str
    departed_on: date
    place_code: str
    reason_code: Literal["work", "business", "study", "family", "other"]
    employer: str | None = None
    residence: str | None = None
    precision: Precision = Precision.DAY
    departed_text: str | None = None
    discovered_on: date | None = None
    place_unsettled: bool = False
    expected_return_on: date | None = None
    card_number: str | None = None
    returned_on: date | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One report and what became of it.

    `on` is the day it happened, `recorded_on` the day it was handed in by `by_key`. `payload` has the names of
    the report's fields, `decision_payload` those of its acceptance. 报平安 and 短暂回家 accept themselves and have
    the decision none, as has what still waits today. `corrects` names the event that was sent back.
    """

    key: str
    on: date
    recorded_on: date
    kind: ReportKind
    person_key: str
    by_key: str
    method: Method
    payload: Payload
    decision: Outcome = "none"
    decision_on: date | None = None
    decided_by_key: str | None = None
    reason: str | None = None
    decision_payload: Payload = field(default_factory=dict)
    corrects: str | None = None


@dataclass(frozen=True, slots=True)
class DemoDecision:
    """A standing that the secretary confirmed, with its basis."""

    person_key: str
    state: Literal["floating"]
    on: date
    decided_by_key: str
    basis: str


@dataclass(frozen=True, slots=True)
class DemoGrant:
    """A role at a node for a period; `delegated_by_key` makes it 委托代办."""

    person_key: str
    role: Literal["officer", "admin", "auditor", "secretary", "recorder"]
    organization_key: str
    from_on: date
    to_on: date | None = None
    delegated_by_key: str | None = None


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """Somebody who gets a demo sign-in; whoever loads the demo makes the password."""

    person_key: str
    role: Role
    organization_key: str


@dataclass(frozen=True, slots=True)
class DemoTownship:
    """The whole invented township; persons without a membership are staff of the township or the village."""

    organizations: tuple[DemoOrganization, ...]
    groups: tuple[DemoGroup, ...]
    households: tuple[DemoHousehold, ...]
    persons: tuple[DemoPerson, ...]
    memberships: tuple[DemoMembership, ...]
    absences: tuple[DemoAbsence, ...]
    events: tuple[Event, ...]
    decisions: tuple[DemoDecision, ...]
    grants: tuple[DemoGrant, ...]
    accounts: tuple[DemoAccount, ...]
