"""Who reads and prints which book, and what may stand in it uncovered."""

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from api.access import Actor, acting_role, ensure_reaches, organizations_in_reach, reaches
from api.errors import Refusal
from api.models import PaperSheet, RegisterPack, RegisterPrint
from api.registers.books import BOOKS
from api.registers.columns import ID_NUMBERS, PHONES, WORDS

LONGEST = timedelta(days=366 * 5 + 1)
"""A book of more than five years is asked for by mistake."""


def ensure_may_read(session: Session, actor: Actor, node_id: UUID) -> None:
    """Raise unless the actor reads the books of this node."""
    ensure_reaches(session, actor, "registers.read", node_id)


def ensure_may_print(session: Session, actor: Actor, node_id: UUID, plain: frozenset[str]) -> None:
    """Raise unless the actor prints the books of this node with this much uncovered."""
    ensure_reaches(session, actor, "registers.print", node_id)
    if plain:
        ensure_reaches(session, actor, "registers.reveal", node_id)


def ensure_book(key: str) -> None:
    """Raise `not_found` where there is no such book."""
    if key not in BOOKS:
        raise Refusal("not_found")


def ensure_period(from_on: date, to_on: date) -> None:
    """Raise where a period ends before it begins, or is longer than five years."""
    if to_on < from_on:
        raise Refusal("dates_in_wrong_order", errors={"to_on": ["结束的日子不能早于开始的日子。"]})
    if to_on - from_on > LONGEST:
        raise Refusal("validation_failed", errors={"to_on": ["一次最多五年。"]})


def plain_on_screen(session: Session, actor: Actor, node_id: UUID, *, reveal: bool) -> frozenset[str]:
    """Return what the screen shows uncovered: words to those who work for the branch, numbers only when asked."""
    if reveal:
        ensure_reaches(session, actor, "registers.reveal", node_id)
        return frozenset({WORDS, PHONES, ID_NUMBERS})
    return frozenset({WORDS}) if reaches(session, actor, "registers.reveal", node_id) else frozenset()


def plain_on_paper(
    session: Session, actor: Actor, node_id: UUID, *, phones: bool | None, id_numbers: bool
) -> frozenset[str]:
    """Return what a print shows uncovered: phones in full and no ID number, unless chosen otherwise (domain §10).

    Whoever may not uncover gets everything covered; asking for more is refused.
    """
    if not reaches(session, actor, "registers.reveal", node_id):
        if phones or id_numbers:
            ensure_reaches(session, actor, "registers.reveal", node_id)
        return frozenset()
    chosen = {WORDS}
    if phones is not False:
        chosen.add(PHONES)
    if id_numbers:
        chosen.add(ID_NUMBERS)
    return frozenset(chosen)


def role_that_reveals(session: Session, actor: Actor, node_id: UUID) -> str:
    """Return the role by which the actor uncovers: what a Reading says."""
    return acting_role(session, actor, "registers.reveal", node_id)


def prints_visible_to(actor: Actor) -> Select[RegisterPrint]:
    """Select the prints of the nodes in the actor's reach."""
    return select(RegisterPrint).where(
        RegisterPrint.replaced_at.is_(None),
        RegisterPrint.node_id.in_(organizations_in_reach(actor, "registers.read")),
    )


def get_print(session: Session, actor: Actor, print_id: UUID) -> RegisterPrint:
    """Return a print. Raise `not_found` where the actor may not see it or it is not there."""
    found = session.scalar(prints_visible_to(actor).where(RegisterPrint.id == print_id))
    if found is None:
        raise Refusal("not_found")
    return found


def ensure_may_have_file(session: Session, actor: Actor, kept: RegisterPrint | RegisterPack) -> None:
    """Raise unless the actor may hold the file: one that shows numbers is for those who may uncover them."""
    node_id = kept.node_id if isinstance(kept, RegisterPrint) else kept.organization_id
    ensure_may_print(session, actor, node_id, frozenset(kept.plain))


def packs_visible_to(actor: Actor) -> Select[RegisterPack]:
    """Select the packs of the nodes in the actor's reach."""
    return select(RegisterPack).where(
        RegisterPack.organization_id.in_(organizations_in_reach(actor, "registers.print"))
    )


def get_pack(session: Session, actor: Actor, pack_id: UUID) -> RegisterPack:
    """Return a pack. Raise `not_found` where the actor may not see it or it is not there."""
    found = session.scalar(packs_visible_to(actor).where(RegisterPack.id == pack_id))
    if found is None:
        raise Refusal("not_found")
    return found


def get_sheet(session: Session, actor: Actor, sheet_id: UUID) -> PaperSheet:
    """Return a blank sheet. Raise `not_found` where the actor may not see it or it is not there."""
    reached = organizations_in_reach(actor, "registers.enter")
    found = session.scalar(
        select(PaperSheet).where(PaperSheet.id == sheet_id, PaperSheet.organization_id.in_(reached))
    )
    if found is None:
        raise Refusal("not_found")
    return found
