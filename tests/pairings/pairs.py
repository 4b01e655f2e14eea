"""Pairs of the cast, written as the service writes them, for tests of what follows from a pairing."""

from datetime import date
from typing import Any

from api.access import THE_PRODUCT
from api.journal import in_transaction, record
from api.models import Pairing
from tests.cast import LONG_AGO, World


def pair(world: World, liaison: str, member: str, from_on: date = LONG_AGO, **values: Any) -> str:
    """Pair a liaison with a member of the same branch; return the pairing's id."""
    from_branch = world.actor(liaison).organization_id
    pairing = Pairing(
        organization_id=from_branch,
        member_id=world.member(member),
        liaison_id=world.member(liaison),
        from_on=from_on,
        **values,
    )
    in_transaction(
        world.database,
        lambda session: record(
            session,
            node_id=pairing.organization_id,
            kind="pairings.made",
            actor=THE_PRODUCT,
            subjects={"pairing": pairing.id},
            writes=[pairing],
        ),
    )
    return str(pairing.id)
