"""All tables, one file per aggregate. Models import no slice."""

from api.models.accounts import (
    Account,
    Grant,
    Invitation,
    KnownDevice,
    Password,
    RefreshFamily,
    Throttle,
)
from api.models.base import Base, Fact, Master, Operational, at, current, history_of
from api.models.dues import DuesAssessment, DuesMonth
from api.models.jobs import Attachment, Job, RosterImport
from api.models.ledger import (
    IdempotencyClaim,
    JournalEntry,
    JournalHead,
    JournalSubject,
    Reading,
)
from api.models.members import Consent, Membership, Opening, Person
from api.models.needs import Need, NeedStep
from api.models.organizations import (
    Group,
    Household,
    Organization,
    OrganizationChange,
    OrganizationName,
    SettingValue,
)
from api.models.reports import Report, ReportDecision
from api.models.screenings import ScreeningFinding, ScreeningRound
from api.models.standing import (
    ActivityCard,
    AwayPeriod,
    HomeStay,
    HostLink,
    NationalRegistration,
    ProbationStep,
    StandingDecision,
    Transfer,
)
from api.models.visits import ExpectedArrival, PlannedVisit, Visit, VisitMember

__all__ = [
    "Account",
    "ActivityCard",
    "Attachment",
    "AwayPeriod",
    "Base",
    "Consent",
    "DuesAssessment",
    "DuesMonth",
    "ExpectedArrival",
    "Fact",
    "Grant",
    "Group",
    "HomeStay",
    "HostLink",
    "Household",
    "IdempotencyClaim",
    "Invitation",
    "Job",
    "JournalEntry",
    "JournalHead",
    "JournalSubject",
    "KnownDevice",
    "Master",
    "Membership",
    "NationalRegistration",
    "Need",
    "NeedStep",
    "Opening",
    "Operational",
    "Organization",
    "OrganizationChange",
    "OrganizationName",
    "Password",
    "Person",
    "PlannedVisit",
    "ProbationStep",
    "Reading",
    "RefreshFamily",
    "Report",
    "ReportDecision",
    "RosterImport",
    "ScreeningFinding",
    "ScreeningRound",
    "SettingValue",
    "StandingDecision",
    "Throttle",
    "Transfer",
    "Visit",
    "VisitMember",
    "at",
    "current",
    "history_of",
]
