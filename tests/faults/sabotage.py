"""Faults planted into a server, to see that the drill finds them."""

import threading
from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import g
from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from api import clock
from api.http import once
from api.http.running import read, running
from api.journal import seal
from api.models import IdempotencyClaim

_LATE = 0.2
"""Seconds between an answer and the commit that should have come before it."""


def plant(fault: str | None) -> None:
    """Plant a fault of this process by its name; None plants nothing."""
    if fault is not None:
        FAULTS[fault]()


def _answer_before_commit() -> None:
    def seal_with_a_mark(session: Session) -> None:
        seal(session)
        session.info["has an effect"] = True

    def act(work: Callable[[Session], Any]) -> Any:
        session = running().database.writing()
        try:
            done = work(session)
        except BaseException:
            session.close()
            raise

        def commit() -> None:
            with session:
                session.commit()

        threading.Timer(_LATE if session.info.get("has an effect") else 0, commit).start()
        return done

    once.act, once.seal = act, seal_with_a_mark


def _check_then_insert() -> None:
    real_key = once._key

    def look_first() -> str:
        key = real_key()
        kept = select(IdempotencyClaim.status, IdempotencyClaim.answer).where(IdempotencyClaim.key == key)
        g.kept = read(lambda session: session.execute(kept).first())
        return key

    def claim(
        session: Session, principal: UUID, operation: str, key: str, content_hmac: str
    ) -> tuple[int, str] | None:
        if g.kept is not None:
            return g.kept.status, g.kept.answer
        insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
        session.execute(
            insert(IdempotencyClaim)
            .values(
                principal_id=principal,
                operation=operation,
                key=key,
                content_hmac=content_hmac,
                claimed_at=clock.now(),
            )
            # The constraint speaks, and nobody listens.
            .on_conflict_do_nothing()
        )
        return None

    once._key, once._claim = look_first, claim


FAULTS = {"answer before commit": _answer_before_commit, "check, then insert": _check_then_insert}
