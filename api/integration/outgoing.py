"""The one way out of this server: an HTTP request to an address that somebody else chose.

Such an address must not become a way into the server's own network. So the name is looked up once, every address
that it has is judged, and the connection goes to a judged address and no other; the certificate is still checked
against the name. Redirects are answers like any other and are never followed. Proxies of the environment are not used.
"""

import contextlib
import http.client
import ipaddress
import queue
import socket
import ssl
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import structlog

from api.errors import Refusal

log = structlog.get_logger()

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

TIMEOUT = 10.0
"""Seconds for everything together: looking up, connecting, sending, and the whole answer."""
MOST_BYTES = 16 * 1024
"""How much of an answer is read; the rest is not waited for."""
LONGEST_URL = 2000

_HTTPS, _HTTP = 443, 80
_FIRST_FREE_PORT = 1024
_CONTROL = frozenset(map(chr, (*range(0x21), 0x7F))) | {"\\"}

_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")
_SIX_TO_FOUR = ipaddress.IPv6Network("2002::/16")
_NEVER: tuple[Network, ...] = (
    ipaddress.IPv4Network("0.0.0.0/8"),
    ipaddress.IPv4Network("100.64.0.0/10"),
    ipaddress.IPv4Network("192.0.0.0/24"),
    ipaddress.IPv4Network("192.88.99.0/24"),
    ipaddress.IPv4Network("168.63.129.16/32"),  # public by number, a cloud's own door in fact
    ipaddress.IPv6Network("::/96"),
    ipaddress.IPv6Network("64:ff9b:1::/48"),
    ipaddress.IPv6Network("2001::/23"),
    ipaddress.IPv6Network("fec0::/10"),
)
"""Beyond what the library knows as not public: other spellings of inner addresses, and doors that clouds keep open."""


class OutgoingError(Exception):
    """The other side was not reached or did not answer. `code` says why, and nothing about what is inside."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


NO_PUBLIC_ADDRESS = "no_public_address"
CONNECTION_FAILED = "connection_failed"
TLS_FAILED = "tls_failed"
TOO_SLOW = "too_slow"
ANSWER_MALFORMED = "answer_malformed"
PROBLEMS = (NO_PUBLIC_ADDRESS, CONNECTION_FAILED, TLS_FAILED, TOO_SLOW, ANSWER_MALFORMED)
"""A name that is unknown and one that leads inside are told apart in the log only."""


@dataclass(frozen=True)
class Target:
    """An address as it was written, taken apart."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def host_header(self) -> str:
        """Return what the Host header says."""
        named = f"[{self.host}]" if ":" in self.host else self.host
        return named if self.port == (_HTTPS if self.scheme == "https" else _HTTP) else f"{named}:{self.port}"


@dataclass(frozen=True)
class Answer:
    """What the other side said, cut off where it was long."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def take_apart(url: str, networks: Sequence[Network] = ()) -> Target:
    """Return the parts of an address. Raise `outgoing_address_refused` for one that can never be called.

    No name is looked up here: whoever types addresses must not learn from us which names exist inside.
    networks: inner networks that the installation opens; plain http is for these alone.
    """
    refused = Refusal("outgoing_address_refused")
    if len(url) > LONGEST_URL or _CONTROL & set(url):
        raise refused
    try:
        parts = urlsplit(url)
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode("ascii") if parts.hostname else ""
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        path.encode("ascii")
    except ValueError as odd:
        raise refused from odd
    schemes = {"https"} | ({"http"} if networks else set())
    if parts.scheme not in schemes or not host or "@" in parts.netloc or parts.fragment or "%" in host:
        raise refused
    port = port if port is not None else (_HTTPS if parts.scheme == "https" else _HTTP)
    usual = port == (_HTTPS if parts.scheme == "https" else _HTTP)
    if not usual and port < _FIRST_FREE_PORT:
        raise refused
    try:
        literal = ipaddress.ip_address(host)
    except ValueError:
        pass
    else:
        if not may_reach(literal, networks):
            raise refused
    return Target(parts.scheme, host, port, path)


def may_reach(address: Address, networks: Sequence[Network] = ()) -> bool:
    """Say whether an address is out in the world, or in a network that the installation opens."""
    plain = _plain(address)
    if any(plain in network for network in networks):
        return True
    if any(plain in network for network in _NEVER) or plain.is_multicast or not plain.is_global:
        return False
    return not _is_ours(plain)


def _plain(address: Address) -> Address:
    """Return the IPv4 address that an IPv6 one stands for, if it does."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return address.ipv4_mapped
        if address in _TRANSLATED:
            return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if address in _SIX_TO_FOUR:
            return ipaddress.IPv4Address((int(address) >> 80) & 0xFFFFFFFF)
    return address


def _is_ours(address: Address) -> bool:
    """Say whether the address is this machine's own: what listens there may trust whoever comes from here."""
    family = socket.AF_INET if address.version == 4 else socket.AF_INET6
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.bind((str(address), 0))
    except OSError:
        return False
    return True


def post(
    url: str,
    body: bytes,
    headers: Mapping[str, str],
    *,
    networks: Sequence[Network] = (),
    timeout: float = TIMEOUT,
    trust: ssl.SSLContext | None = None,
) -> Answer:
    """Send a body and return the answer, whatever its status. Raise OutgoingError where there is none.

    networks: inner networks that may be reached (`Config.outgoing_networks`). trust: other certificates, for tests.
    """
    try:
        target = take_apart(url, networks)
    except Refusal as refused:
        raise OutgoingError(NO_PUBLIC_ADDRESS) from refused
    watch = _Watch(timeout)
    addresses = _look_up(target, networks, timeout)
    try:
        with watch:
            return _exchange(target, addresses, body, headers, watch, trust)
    except (OSError, http.client.HTTPException, ValueError) as failure:
        raise OutgoingError(watch.judge(failure)) from failure


def _look_up(target: Target, networks: Sequence[Network], timeout: float) -> list[Address]:
    """Return the addresses of a name, each of them judged. Raise OutgoingError where one leads inside."""
    found: queue.SimpleQueue[Any] = queue.SimpleQueue()

    def ask() -> None:
        # The system's own look-up knows no time limit; a thread that nobody waits for does no harm.
        try:
            found.put(socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as failure:
            found.put(failure)

    threading.Thread(target=ask, daemon=True).start()
    try:
        answers = found.get(timeout=timeout)
    except queue.Empty as slow:
        raise OutgoingError(TOO_SLOW) from slow
    if isinstance(answers, Exception):
        log.info("outgoing name unknown", host=target.host)
        raise OutgoingError(NO_PUBLIC_ADDRESS)
    addresses = list(
        dict.fromkeys(ipaddress.ip_address(str(answer[4][0]).split("%")[0]) for answer in answers)
    )
    inside = [str(address) for address in addresses if not may_reach(address, networks)]
    if inside or not addresses or not _may_be_plain(target, addresses, networks):
        log.warning("outgoing address refused", host=target.host, addresses=inside)
        raise OutgoingError(NO_PUBLIC_ADDRESS)
    return addresses


def _may_be_plain(target: Target, addresses: Sequence[Address], networks: Sequence[Network]) -> bool:
    """Say whether the scheme suits the addresses: without TLS only within networks that the installation opens."""
    if target.scheme == "https":
        return True
    return all(any(_plain(address) in network for network in networks) for address in addresses)


def _exchange(
    target: Target,
    addresses: Sequence[Address],
    body: bytes,
    headers: Mapping[str, str],
    watch: "_Watch",
    trust: ssl.SSLContext | None,
) -> Answer:
    connection = http.client.HTTPConnection(target.host, target.port)
    connection.sock = _connect(target, addresses, watch, trust)
    try:
        connection.putrequest("POST", target.path, skip_host=True, skip_accept_encoding=True)
        for name, value in {
            **headers,
            "Host": target.host_header,
            "Content-Length": str(len(body)),
            "Connection": "close",
        }.items():
            connection.putheader(name, value)
        connection.endheaders(body)
        answer = connection.getresponse()
        said = {name.lower(): value for name, value in answer.getheaders()}
        return Answer(answer.status, said, answer.read(MOST_BYTES))
    finally:
        connection.close()


def _connect(
    target: Target, addresses: Sequence[Address], watch: "_Watch", trust: ssl.SSLContext | None
) -> socket.socket:
    """Connect to the first judged address that answers; the name is only shown and checked, never asked again."""
    failure: OSError | None = None
    for address in addresses:
        family = socket.AF_INET if address.version == 4 else socket.AF_INET6
        bare = socket.socket(family, socket.SOCK_STREAM)
        watch.over(bare)
        try:
            bare.settimeout(watch.remaining())
            bare.connect((str(address), target.port))
        except OSError as reason:
            bare.close()
            failure = reason
            continue
        return bare if target.scheme != "https" else _shake_hands(bare, target, watch, trust)
    raise failure or OSError("no address")


def _shake_hands(
    bare: socket.socket, target: Target, watch: "_Watch", trust: ssl.SSLContext | None
) -> socket.socket:
    context = trust or ssl.create_default_context()
    safe = context.wrap_socket(bare, server_hostname=target.host, do_handshake_on_connect=False)
    try:
        watch.over(safe)
        safe.do_handshake()
    except (OSError, ValueError):
        safe.close()
        raise
    return safe


class _Watch:
    """Ends a connection when its time is over, however the other side spreads its bytes."""

    def __init__(self, timeout: float) -> None:
        self._until = time.monotonic() + timeout
        self._over = False
        self._socket: socket.socket | None = None
        self._lock = threading.Lock()
        self._timer = threading.Timer(timeout, self._end)
        self._timer.daemon = True

    def __enter__(self) -> None:
        self._timer.start()

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def remaining(self) -> float:
        """Return the seconds left. Raise TimeoutError where there are none."""
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left

    def over(self, sock: socket.socket) -> None:
        """Watch this socket from now on. Raise TimeoutError where the time is over already."""
        with self._lock:
            self._socket = sock
            if self._over:
                raise TimeoutError

    def judge(self, failure: Exception) -> str:
        """Return the code of a failure."""
        if self._over or isinstance(failure, TimeoutError):
            return TOO_SLOW
        if isinstance(failure, ssl.SSLError):
            return TLS_FAILED
        return CONNECTION_FAILED if isinstance(failure, OSError) else ANSWER_MALFORMED

    def _end(self) -> None:
        with self._lock:
            self._over = True
            if self._socket is not None:
                with contextlib.suppress(OSError):
                    # Past the TLS layer, whose own state belongs to the thread that reads.
                    socket.socket.shutdown(self._socket, socket.SHUT_RDWR)
