"""Erase a person at their request (domain §12): every version and fact keeps its place and loses its words.

What remains says that somebody was here, from when to when, and which entries spoke of them; an old cut prints
已删除, and verifying the journal says 已依申请删除.
"""

from collections import defaultdict
from typing import Any
from uuid import UUID

from sqlalchemy import Select, Table, delete, or_, select, update
from sqlalchemy.orm import Session

from api import clock
from api.access import Actor
from api.auth.invitations import revoke_invitations
from api.errors import Refusal
from api.journal import Outcome, erase_rows, lock, record
from api.models import (
    Account,
    ActivityCard,
    Attachment,
    Attendance,
    AwayPeriod,
    Base,
    Bond,
    CampaignPart,
    Contact,
    ContactPause,
    Contribution,
    DuesAssessment,
    DuesMonth,
    Exclusion,
    Fact,
    Handoff,
    HostLink,
    Household,
    KnownDevice,
    MakeUp,
    Master,
    Membership,
    Minutes,
    Need,
    NeedStep,
    Pairing,
    Password,
    Person,
    PlannedVisit,
    ProbationStep,
    RefreshFamily,
    RegisterPrint,
    Report,
    ReportDecision,
    Robot,
    ScreeningFinding,
    ScreeningRound,
    StandingDecision,
    Training,
    Transfer,
    Visit,
    VisitMember,
    Webhook,
    WebhookSecret,
    WrittenOpinion,
    history_of,
)

ERASED_NAME = "已删除"

BLANKS: dict[type[Master] | type[Fact], dict[str, Any]] = {
    Person: {
        "name": ERASED_NAME,
        "pinyin": "",
        "sex": "0",
        "birth_date": None,
        "ethnicity": None,
        "education": None,
        "job": None,
        "communication": None,
        "household_id": None,
        "id_number_index": None,
        "phone_index": None,
        "id_number_sealed": None,
        "phone_sealed": None,
        "landline_sealed": None,
        "address_sealed": None,
        "family_contact_sealed": None,
        "wechat_sealed": None,
        "note_sealed": None,
    },
    Membership: {
        "joined_on": None,
        "confirmed_on": None,
        "leaving_basis": None,
        "roll_status_basis": None,
        "reported_lost": None,
        "reported_lost_on": None,
    },
    Report: {
        "departed_text": None,
        "place_code": None,
        "employer": None,
        "residence_sealed": None,
        "phone_sealed": None,
        "family_contact_sealed": None,
        "note_sealed": None,
        "thinking_sealed": None,
        "work_sealed": None,
        "organization_life_sealed": None,
        "dues_sealed": None,
    },
    ReportDecision: {"reason_sealed": None},
    AwayPeriod: {
        "departed_text": None,
        "place_code": None,
        "employer": None,
        "residence_sealed": None,
        "basis": None,
    },
    ActivityCard: {"number": None},
    HostLink: {"organization_text": None, "contact_sealed": None},
    StandingDecision: {"meeting": None, "basis": ERASED_NAME},
    Contact: {
        "place_code": None,
        "employer": None,
        "residence_sealed": None,
        "phone_sealed": None,
        "note_sealed": None,
    },
    ContactPause: {"note_sealed": None},
    DuesAssessment: {"basis": None, "income_sealed": None},
    DuesMonth: {"basis_sealed": None},
    ProbationStep: {"meeting": None, "basis_sealed": None},
    Transfer: {"to_organization": None, "letter_number": None, "basis_sealed": None},
    Contribution: {
        "words_sealed": None,
        "source_words_sealed": None,
        "reason_sealed": None,
        "photo_ids": [],
    },
    CampaignPart: {"words_sealed": None},
    ScreeningFinding: {
        "place_code": None,
        "employer": None,
        "card_number": None,
        "family_sealed": None,
        "phone_sealed": None,
        "conclusion_sealed": None,
        "screener_sealed": None,
        "note_sealed": None,
        "basis_sealed": None,
    },
    ScreeningRound: {"why_missing_sealed": None},
    Attendance: {"host_branch_sealed": None, "reason_sealed": None},
    MakeUp: {"note_sealed": None},
    WrittenOpinion: {"text_sealed": None},
    Exclusion: {"note_sealed": None},
    Household: {"address_sealed": None, "who_stays_sealed": None},
    Need: {"words_sealed": None, "result_sealed": None},
    NeedStep: {"words_sealed": None},
    Handoff: {"note_sealed": None, "answer_sealed": None, "reply_sealed": None},
    PlannedVisit: {"others_sealed": None, "reason_sealed": None},
    VisitMember: {"relation_sealed": None},
    Visit: {
        "address_sealed": None,
        "other_visitors_sealed": None,
        "gifts_sealed": None,
        "money_approval_sealed": None,
        "situation_sealed": None,
        "measures_sealed": None,
        "signer_sealed": None,
        "note_sealed": None,
        "photo_ids": [],
    },
    Pairing: {"explanation_sealed": None, "end_note_sealed": None},
    Bond: {"note_sealed": None},
}
"""What is personal in each table, and what stands there afterwards."""

OF_THE_BRANCH: frozenset[type[Base]] = frozenset(
    {Training, Minutes, RegisterPrint, Robot, Webhook, WebhookSecret}
)
"""Sealed, yet no one person's: the branch's own minutes, what a book was printed for, where messages go and what signs
them. A name in minutes is taken out by their correction."""


def erase(session: Session, actor: Actor, membership_id: UUID, basis_code: str) -> Outcome:
    """Blank a person's columns and salts in every version and fact, and name the rows in `member.erased`.

    Each node's journal gets an entry with its own rows. Raise `person_has_open_membership` while the person is on a
    roll: a branch cannot keep a member without a name.
    """
    asked = session.scalar(select(Membership).where(Membership.id == membership_id))
    if asked is None:
        raise Refusal("not_found")
    persons = _lock_person_and_duplicates(session, asked.person_id)
    memberships = _lock_memberships(session, [person.id for person in persons])
    if any(membership.to_on is None for membership in memberships):
        raise Refusal("person_has_open_membership")
    accounts = _close_accounts(session, [person.id for person in persons])
    households = _left_alone(session, persons)
    pairings = _lock_pairings(session, memberships)
    history = _history_rows(session, persons, memberships, households)
    _let_go_of_photos(session, [membership.id for membership in memberships])
    for row in (*persons, *memberships, *households, *pairings):
        for column, blank in BLANKS[type(row)].items():
            setattr(row, column, blank)
    for person in persons:
        person.erased = True
    by_node: dict[UUID, list[list[str]]] = defaultdict(list)
    for (table, node_id), row_ids in history.items():
        model = _MODEL_OF[table.name]
        by_node[node_id] += erase_rows(session, table, row_ids, BLANKS[model])
    home = asked.organization_id
    writes = [*persons, *memberships, *households, *pairings, *accounts]
    subjects = {"membership": asked.id, "person": asked.person_id}
    for node_id in sorted(by_node.keys() - {home}):
        record(
            session,
            node_id=node_id,
            kind="member.erased",
            actor=actor,
            subjects=subjects,
            facts={"erased": by_node[node_id], "basis": basis_code},
        )
    entry = record(
        session,
        node_id=home,
        kind="member.erased",
        actor=actor,
        subjects=subjects,
        facts={"erased": by_node[home], "basis": basis_code},
        writes=writes,
    )
    return Outcome(asked.id, "erased", entry)


_MODEL_OF = {history_of(model).name: model for model in BLANKS}


def _lock_person_and_duplicates(session: Session, person_id: UUID) -> list[Person]:
    """Lock the person and the records that were merged into them: all of it is one human being."""
    ids = session.scalars(
        select(Person.id)
        .where(or_(Person.id == person_id, Person.merged_into_id == person_id))
        .order_by(Person.id)
    ).all()
    found = [person for one in ids if (person := lock(session, Person, one)) is not None]
    if any(person.erased or (person.id == person_id and person.merged_into_id) for person in found):
        raise Refusal("not_found")
    return found


def _lock_memberships(session: Session, person_ids: list[UUID]) -> list[Membership]:
    ids = session.scalars(
        select(Membership.id).where(Membership.person_id.in_(person_ids)).order_by(Membership.id)
    ).all()
    return [membership for one in ids if (membership := lock(session, Membership, one)) is not None]


def _lock_pairings(session: Session, memberships: list[Membership]) -> list[Pairing]:
    ids = [membership.id for membership in memberships]
    of_either = or_(Pairing.member_id.in_(ids), Pairing.liaison_id.in_(ids))
    found = session.scalars(select(Pairing.id).where(of_either).order_by(Pairing.id)).all()
    return [pairing for one in found if (pairing := lock(session, Pairing, one)) is not None]


def _close_accounts(session: Session, person_ids: list[UUID]) -> list[Account]:
    closed = []
    for person_id in person_ids:
        revoke_invitations(session, person_id)
    for account_id in session.scalars(
        select(Account.id).where(Account.person_id.in_(person_ids)).order_by(Account.id)
    ).all():
        account = lock(session, Account, account_id)
        if account is None:
            continue
        account.closed = True
        account.grants_version += 1
        closed.append(account)
        session.execute(delete(Password).where(Password.account_id == account_id))
        session.execute(delete(KnownDevice).where(KnownDevice.account_id == account_id))
        session.execute(
            update(RefreshFamily)
            .where(RefreshFamily.account_id == account_id, RefreshFamily.ended_at.is_(None))
            .values(ended_at=clock.now(), ended_because="erased")
        )
    return closed


def _left_alone(session: Session, persons: list[Person]) -> list[Household]:
    """Return the households that hold nobody else any more; another member's home stays as it is."""
    ids = {person.household_id for person in persons if person.household_id}
    shared = set(
        session.scalars(
            select(Person.household_id).where(
                Person.household_id.in_(ids), Person.id.not_in([person.id for person in persons])
            )
        )
    )
    return [one for id_ in sorted(ids - shared) if (one := lock(session, Household, id_)) is not None]


def _history_rows(
    session: Session, persons: list[Person], memberships: list[Membership], households: list[Household]
) -> dict[tuple[Table, UUID], list[UUID]]:
    """Return the row ids to blank, by table and by the node in whose journal they stand."""
    person_ids = [person.id for person in persons]
    membership_ids = [membership.id for membership in memberships]
    reports = select(Report.id).where(Report.membership_id.in_(membership_ids))
    keys: dict[type[Master] | type[Fact], tuple[tuple[str, ...], Any]] = {
        Person: (("id",), person_ids),
        Membership: (("id",), membership_ids),
        Household: (("id",), [household.id for household in households]),
        ReportDecision: (("report_id",), reports),
        # What is written of two people is written of each.
        Pairing: (("member_id", "liaison_id"), membership_ids),
        Bond: (("membership_id", "other_id"), membership_ids),
        Visit: (("id",), _visits_of_nobody_else(membership_ids)),
        ScreeningRound: (("id",), _rounds_without(session, memberships)),
    }
    found: dict[tuple[Table, UUID], list[UUID]] = defaultdict(list)
    for model in BLANKS:
        table = history_of(model)
        columns, wanted = keys.get(model, (("membership_id",), membership_ids))
        about = or_(*(table.c[column].in_(wanted) for column in columns))
        statement = select(table.c.row_id, table.c.node_id).where(about)
        for row_id, node_id in session.execute(statement.order_by(table.c.row_id)):
            found[table, node_id].append(row_id)
    return dict(found)


def _let_go_of_photos(session: Session, membership_ids: list[UUID]) -> None:
    """Let the sweep of unreferenced files take the pictures of their deeds, and of visits to nobody else."""
    lists = [
        *session.scalars(select(Visit.photo_ids).where(Visit.id.in_(_visits_of_nobody_else(membership_ids)))),
        *session.scalars(
            select(Contribution.photo_ids).where(Contribution.membership_id.in_(membership_ids))
        ),
    ]
    photo_ids = [UUID(one) for photos in lists for one in photos]
    if photo_ids:
        session.execute(update(Attachment).where(Attachment.id.in_(photo_ids)).values(referenced=False))


def _visits_of_nobody_else(membership_ids: list[UUID]) -> Select[UUID]:
    """Select the visits on these members alone; what was written of a couple stays with the other one."""
    others = select(VisitMember.visit_id).where(VisitMember.membership_id.not_in(membership_ids))
    return select(VisitMember.visit_id).where(
        VisitMember.membership_id.in_(membership_ids), VisitMember.visit_id.not_in(others)
    )


def _rounds_without(session: Session, memberships: list[Membership]) -> list[UUID]:
    """Return the rounds that were closed with one of them missing: the sentence on why may speak of them."""
    ids = {str(membership.id) for membership in memberships}
    closed = select(ScreeningRound.id, ScreeningRound.covered).where(
        ScreeningRound.node_id.in_({membership.organization_id for membership in memberships}),
        ScreeningRound.why_missing_sealed.is_not(None),
    )
    return [
        row.id
        for row in session.execute(closed.order_by(ScreeningRound.id))
        if any(line[0] in ids and line[1] == "missing" for line in row.covered or ())
    ]
