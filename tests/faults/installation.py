"""A township with its server, and what its database keeps of one member."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, func, select

from api.db import Database
from api.models import IdempotencyClaim, JournalEntry, JournalSubject, Report, ReportDecision
from tests.faults.server import Server
from tests.faults.township import Township


@dataclass(frozen=True)
class Installation:
    """A township with its server running."""

    server: Server
    township: Township
    database: Database

    def count_reports(self, member: str) -> int:
        """Return how many reports of a member are kept."""
        membership_id = self.township.members[member].membership_id
        return self._count(select(func.count(Report.row_id)).where(Report.membership_id == membership_id))

    def count_entries(self, member: str, kind: str) -> int:
        """Return how many entries of a kind speak of a member."""
        here = (JournalEntry.node_id == JournalSubject.node_id) & (
            JournalEntry.number == JournalSubject.number
        )
        membership_id = self.township.members[member].membership_id
        return self._count(
            select(func.count(JournalEntry.number))
            .join(JournalSubject, here)
            .where(JournalSubject.subject_id == membership_id, JournalEntry.kind == kind)
        )

    def count_claims(self, account: str) -> int:
        """Return how many keys somebody has used up."""
        account_id = self.township.accounts[account]
        return self._count(
            select(func.count(IdempotencyClaim.key)).where(IdempotencyClaim.principal_id == account_id)
        )

    def read_outcomes(self, report_id: str) -> list[str]:
        """Return what was decided on a report."""
        with self.database.reading() as session:
            decided = select(ReportDecision.outcome).where(ReportDecision.report_id == UUID(report_id))
            return list(session.scalars(decided))

    def _count(self, counting: Select[int]) -> int:
        with self.database.reading() as session:
            return session.scalar(counting) or 0
