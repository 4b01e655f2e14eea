"""What the robots of 企业微信, 钉钉 and 飞书 want to be sent, how they are signed, and what their answers mean. Pure."""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from urllib.parse import quote_plus, urlsplit

import orjson

WECOM, DINGTALK, FEISHU = "wecom", "dingtalk", "feishu"
KINDS = (WECOM, DINGTALK, FEISHU)

A_MINUTE = 20
"""Messages an address takes in any sixty seconds: what 企业微信 and 钉钉 allow; 飞书 allows more and gets no more."""
MINUTE = timedelta(seconds=60)

_HOSTS: Mapping[str, tuple[str, ...]] = {
    WECOM: ("qyapi.weixin.qq.com",),
    DINGTALK: ("oapi.dingtalk.com",),
    FEISHU: ("open.feishu.cn", "open.larksuite.com"),
}
_SIGNED = frozenset({DINGTALK, FEISHU})


class Verdict(StrEnum):
    """What an answer means for the message."""

    TAKEN = "taken"
    TOO_MANY = "too_many"
    LATER = "later"
    REFUSED = "refused"


_CODES: Mapping[str, tuple[str, Mapping[int, Verdict]]] = {
    # the field of the answer, and which of its numbers are not for good
    WECOM: (
        "errcode",
        {0: Verdict.TAKEN, 45009: Verdict.TOO_MANY, 45033: Verdict.TOO_MANY, -1: Verdict.LATER},
    ),
    DINGTALK: (
        "errcode",
        {
            0: Verdict.TAKEN,
            130101: Verdict.TOO_MANY,
            130102: Verdict.TOO_MANY,
            410100: Verdict.TOO_MANY,
            -1: Verdict.LATER,
        },
    ),
    FEISHU: (
        "code",
        {0: Verdict.TAKEN, 11232: Verdict.TOO_MANY, 99991400: Verdict.TOO_MANY, 11233: Verdict.LATER},
    ),
}
_REST: Mapping[str, timedelta] = {
    WECOM: timedelta(minutes=1),
    DINGTALK: timedelta(minutes=10),
    FEISHU: timedelta(minutes=1),
}
"""How long a platform shuts an address out that wrote too much."""

_TOO_MANY_REQUESTS, _SERVER_ERROR = 429, 500


@dataclass(frozen=True)
class Message:
    """One request to a platform."""

    url: str
    body: bytes


def is_at_home(kind: str, address: str) -> bool:
    """Say whether an address is one of the platform's own."""
    return urlsplit(address).hostname in _HOSTS[kind]


def home_of(kind: str) -> str:
    """Return where a platform's addresses begin."""
    return f"https://{_HOSTS[kind][0]}/"


def takes_secret(kind: str) -> bool:
    """Say whether the platform signs with a secret of its own."""
    return kind in _SIGNED


def write_message(kind: str, address: str, secret: str | None, text: str, now: datetime) -> Message:
    """Write a text message for a robot, signed where it has a secret."""
    if kind == FEISHU:
        body: dict[str, Any] = {"msg_type": "text", "content": {"text": text}}
        if secret:
            stamp = str(int(now.timestamp()))
            body = {"timestamp": stamp, "sign": sign_for_feishu(secret, stamp), **body}
        return Message(address, orjson.dumps(body))
    body = {"msgtype": "text", "text": {"content": text}}
    if kind == DINGTALK and secret:
        stamp = str(int(now.timestamp() * 1000))
        join = "&" if urlsplit(address).query else "?"
        signed = f"timestamp={stamp}&sign={quote_plus(sign_for_dingtalk(secret, stamp))}"
        return Message(f"{address}{join}{signed}", orjson.dumps(body))
    return Message(address, orjson.dumps(body))


def sign_for_dingtalk(secret: str, stamp: str) -> str:
    """Sign milliseconds and secret with the secret as key (加签)."""
    made = hmac.new(secret.encode(), f"{stamp}\n{secret}".encode(), hashlib.sha256).digest()
    return base64.b64encode(made).decode()


def sign_for_feishu(secret: str, stamp: str) -> str:
    """Sign nothing with seconds and secret as key (签名校验)."""
    made = hmac.new(f"{stamp}\n{secret}".encode(), b"", hashlib.sha256).digest()
    return base64.b64encode(made).decode()


def judge_answer(kind: str, status: int, body: bytes) -> tuple[Verdict, str]:
    """Return what an answer means, and a code for people: the platform's own number, or the HTTP status."""
    if status == _TOO_MANY_REQUESTS:
        return Verdict.TOO_MANY, f"http_{status}"
    if status >= _SERVER_ERROR:
        return Verdict.LATER, f"http_{status}"
    name, codes = _CODES[kind]
    try:
        said = orjson.loads(body)
        code = said[name]
    except (ValueError, TypeError, KeyError):
        return Verdict.REFUSED, f"http_{status}"
    if isinstance(code, bool) or not isinstance(code, int):
        return Verdict.REFUSED, f"http_{status}"
    return codes.get(code, Verdict.REFUSED), f"{kind}_{code}"[:32]


def rest_of(kind: str) -> timedelta:
    """Return how long to leave an address alone that was written to too much."""
    return _REST[kind]


def free_at(sent: list[datetime], now: datetime) -> datetime | None:
    """Return when an address takes the next message, or None where it takes one now."""
    recent = sorted(at for at in sent if at > now - MINUTE)
    return recent[-A_MINUTE] + MINUTE if len(recent) >= A_MINUTE else None


def mask_address(address: str) -> str:
    """Show where an address leads and its last four letters."""
    return f"{urlsplit(address).hostname}/…{address[-4:]}"
