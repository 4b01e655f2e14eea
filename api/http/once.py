"""Safe repeats: the same key gets the same answer, byte for byte, however often and however concurrent.

The claim is a row with a primary key, inserted in the same transaction as its effect: a second request with the key
waits for the first and then reads its answer; a request that fails leaves no claim. Never check-then-insert.
"""

import hashlib
import hmac
import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

import orjson
from flask import Response, request
from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from api import clock, crypto
from api.errors import Refusal
from api.http.running import act, actor
from api.journal import Outcome, canonical, seal
from api.models import IdempotencyClaim

_KEY_LENGTH = 80
_KEY = re.compile(rf"[!-~]{{1,{_KEY_LENGTH}}}")


def create_once(
    content: Any,
    check: Callable[[Session], object],
    work: Callable[[Session], Outcome],
    status: int = 201,
    more: Callable[[dict[str, Any]], dict[str, Any]] | None = None,
) -> Response:
    """Do the work once for this request's key and answer with its receipt.

    check: raises where the actor may not (any more); asked on a repeat too. more: adds to the answer what must not be
    kept with the claim and can be worked out again.
    """
    key = _key()
    operation = f"{request.method} {request.url_rule}"[:_KEY_LENGTH]
    principal = actor().client_id or actor().account_id
    if principal is None:
        raise Refusal("unauthenticated")
    content_hmac = _hmac({"path": request.view_args or {}, "content": content})

    def transact(session: Session) -> tuple[int, str]:
        check(session)
        kept = _claim(session, principal, operation, key, content_hmac)
        if kept is not None:
            return kept
        outcome = work(session)
        seal(session)
        answer = orjson.dumps(outcome.receipt()).decode()
        session.execute(
            update(IdempotencyClaim)
            .where(
                IdempotencyClaim.principal_id == principal,
                IdempotencyClaim.operation == operation,
                IdempotencyClaim.key == key,
            )
            .values(status=status, answer=answer)
        )
        return status, answer

    kept_status, answer = act(transact)
    if more is not None:
        answer = orjson.dumps(more(orjson.loads(answer))).decode()
    return Response(
        answer, status=kept_status, mimetype="application/json", headers={"Cache-Control": "no-store"}
    )


def change_once(
    content: Any, check: Callable[[Session], object], work: Callable[[Session], Outcome]
) -> Response:
    """Do an edit that carries If-Match; with an Idempotency-Key (the outbox sends one) a repeat is safe, too."""
    if request.headers.get("Idempotency-Key"):
        return create_once(content, check, work, status=200)

    def transact(session: Session) -> Outcome:
        check(session)
        outcome = work(session)
        seal(session)
        return outcome

    answer = orjson.dumps(act(transact).receipt())
    return Response(answer, mimetype="application/json", headers={"Cache-Control": "no-store"})


def _key() -> str:
    key = request.headers.get("Idempotency-Key", "")
    if not key:
        raise Refusal("idempotency_key_missing")
    if not _KEY.fullmatch(key):
        raise Refusal("idempotency_key_invalid")
    return key


def _hmac(content: Any) -> str:
    return hmac.new(crypto.keys().index, canonical(content), hashlib.sha256).hexdigest()


def _claim(
    session: Session, principal: UUID, operation: str, key: str, content_hmac: str
) -> tuple[int, str] | None:
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    claimed = session.execute(
        insert(IdempotencyClaim)
        .values(
            principal_id=principal,
            operation=operation,
            key=key,
            content_hmac=content_hmac,
            claimed_at=clock.now(),
        )
        .on_conflict_do_nothing()
        .returning(IdempotencyClaim.key)
    ).first()
    if claimed is not None:
        return None
    kept = session.execute(
        select(IdempotencyClaim.content_hmac, IdempotencyClaim.status, IdempotencyClaim.answer).where(
            IdempotencyClaim.principal_id == principal,
            IdempotencyClaim.operation == operation,
            IdempotencyClaim.key == key,
        )
    ).one()
    if not hmac.compare_digest(kept.content_hmac, content_hmac):
        raise Refusal("idempotency_key_reused")
    return kept.status, kept.answer
