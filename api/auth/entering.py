"""The ways in, from request to answer: by password, by invitation, by refresh token.

Each is more than one transaction on purpose: password hashing takes long and holds no lock, and a failure is counted
even though the answer is a refusal.
"""

from typing import Any
from uuid import UUID

from flask import request
from sqlalchemy.orm import Session

from api.access import Actor
from api.auth import codes, cookies, invitations, passwords, rules, service, sessions, sign_in, throttle
from api.errors import Refusal
from api.http.guard import ACCESS_TOKEN_LIFE, make_access_token
from api.http.running import act, read
from api.models import Account


def by_password(phone: str, password: str, person_id: UUID | None) -> dict[str, Any]:
    """Sign in. Raise `sign_in_failed`, `locked`, or `choose_person` where the password fits two people."""
    attempt = read(lambda s: sign_in.prepare(s, phone, person_id, cookies.device(), request.remote_addr))
    fitting = sign_in.judge(attempt, password)
    is_outdated = len(fitting) == 1 and passwords.is_outdated(fitting[0].hash)
    new_hash = passwords.hash_password(password) if is_outdated else None
    device = cookies.device_or_new()
    opened = act(lambda s: sign_in.finish(s, attempt, fitting, device, new_hash))
    return _answer(opened, device)


def by_refresh_token() -> dict[str, Any]:
    """Renew a session with its cookie. Raise where the token is missing, spent, replayed, idle or ended."""
    cookies.ensure_same_origin()
    token = cookies.refresh_token()
    return _answer(act(lambda s: sessions.renew(s, token)))


def by_invitation(code: str, password: str, consents: list[dict[str, Any]]) -> dict[str, Any]:
    """Use an invitation and sign in; its repeat within minutes, with the same password, signs in again."""
    for given in consents:
        rules.ensure_current_notice(given["version"], "consents.version")
    found = find_invitation(code)
    device = cookies.device_or_new()
    if found.is_repeat and found.account_id is not None:
        account_id = found.account_id
        kept = read(lambda s: service.hash_of_password(s, account_id))
        if not passwords.verify(kept, password):
            raise _count_wrong_code(codes.read(code))
        return _answer(act(lambda s: invitations.enter_again(s, account_id, device)), device)
    passwords.ensure_strong(password, found.is_staff)
    password_hash = passwords.hash_password(password)
    opened = act(lambda s: invitations.accept(s, found.invitation_id, password_hash, consents, device))
    return _answer(opened or Refusal("invitation_invalid"), device)


def find_invitation(typed: str) -> invitations.Found:
    """Return what a code leads to. Raise `invitation_invalid`, and count that, where it leads nowhere."""
    code = codes.read(typed)
    read(lambda s: throttle.ensure_open(s, _counters(code)))
    found = read(lambda s: invitations.look_up(s, code))
    if found is None:
        raise _count_wrong_code(code)
    return found


def change_password(actor: Actor, family_id: UUID, present: str, wanted: str) -> None:
    """Change somebody's own password. Raise `password_wrong`, `password_weak`, or `locked` after five wrong ones."""
    account_id = service.own_account(actor)
    counters = (throttle.of_password(account_id),)

    def look(session: Session) -> tuple[str, bool]:
        throttle.ensure_open(session, counters)
        return service.hash_of_password(session, account_id), service.is_staff(session, account_id)

    kept, is_staff = read(look)
    is_right = passwords.verify(kept, present)
    refusal = act(lambda s: throttle.settle(s, counters, is_right))
    if refusal is not None or not is_right:
        raise refusal or Refusal("password_wrong")
    passwords.ensure_strong(wanted, is_staff)
    password_hash = passwords.hash_password(wanted)
    act(lambda s: service.change_password(s, actor, password_hash, family_id))


def _counters(code: str) -> tuple[throttle.Counter, ...]:
    return throttle.of_address(request.remote_addr), throttle.of_code(code)


def _count_wrong_code(code: str) -> Refusal:
    def count(session: Session) -> Refusal | None:
        throttle.sweep(session)
        return throttle.settle(session, _counters(code), False)

    return act(count) or Refusal("invitation_invalid")


def _answer(opened: sessions.Opened | Refusal, device: str | None = None) -> dict[str, Any]:
    if isinstance(opened, Refusal):
        raise opened
    cookies.keep_refresh_token(opened.token)
    if device is not None:
        cookies.keep_device(device)
    actor = opened.actor
    account, me = read(lambda s: (s.get_one(Account, actor.account_id), service.describe(s, actor)))
    return {
        "access_token": make_access_token(account, opened.family_id, sorted(actor.roles)),
        "token_type": "Bearer",
        "expires_in": int(ACCESS_TOKEN_LIFE.total_seconds()),
        "me": me,
    }
