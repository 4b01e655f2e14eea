"""What leaves this server reaches the world, and never the server's own network."""

import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from api import clock
from api.errors import Refusal
from api.integration import outgoing
from api.integration.outgoing import OutgoingError, may_reach, post, take_apart

LOOPBACK = (ipaddress.IPv4Network("127.0.0.0/8"),)

INSIDE = [
    *(
        "127.0.0.1",
        "127.9.9.9",
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
    ),
    *(
        "169.254.169.254",
        "169.254.0.23",
        "100.64.0.1",
        "100.100.100.200",
        "192.0.0.192",
        "198.18.0.1",
        "224.0.0.1",
    ),
    *("239.255.255.250", "240.0.0.1", "255.255.255.255", "168.63.129.16", "192.0.2.1", "203.0.113.9"),
    *("::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254"),
    *("fe80::1", "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe"),
    *("64:ff9b:1::1", "2002:7f00:1::", "2002:a9fe:a9fe::1", "2001:0:4136:e378::1", "2001:db8::1", "100::1"),
]
OUTSIDE = ["1.1.1.1", "114.114.114.114", "223.5.5.5", "2400:3200::1", "::ffff:1.1.1.1", "64:ff9b::101:101"]


@pytest.mark.parametrize("address", INSIDE)
def test_an_address_of_the_inside_is_refused_in_each_of_its_spellings(address: str) -> None:
    assert not may_reach(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", OUTSIDE)
def test_an_address_out_in_the_world_is_reached(address: str) -> None:
    assert may_reach(ipaddress.ip_address(address))


def test_an_inner_network_that_the_installation_opens_is_reached_and_its_neighbour_is_not() -> None:
    office = (ipaddress.IPv4Network("10.8.0.0/16"),)

    assert may_reach(ipaddress.ip_address("10.8.1.2"), office)
    assert may_reach(ipaddress.ip_address("::ffff:10.8.1.2"), office)
    assert not may_reach(ipaddress.ip_address("10.9.0.1"), office)
    assert not may_reach(ipaddress.ip_address("127.0.0.1"), office)


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/",
        "ftp://example.org/",
        "file:///etc/passwd",
        "https://",
        "https:///path",
        "https://user:secret@example.org/",
        "https://example.org@127.0.0.1/",
        "https://example.org/#part",
        "https://example.org\\@127.0.0.1/",
        "https://exa mple.org/",
        "https://example.org/\r\nHost: inside",
        "https://example.org/\0",
        "https://example.org:22/",
        "https://example.org:99999/",
        "https://example.org:0x1bb/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://[fe80::1%25eth0]/",
        "https://[::ffff:169.254.169.254]/latest/meta-data",
        "https://例子.测试/路径",
        "https://" + "a" * 300 + ".org/",
        "https://example.org/" + "a" * 2000,
    ],
)
def test_an_address_that_can_never_be_called_is_refused_when_it_is_typed(url: str) -> None:
    with pytest.raises(Refusal) as refused:
        take_apart(url)
    assert refused.value.code == "outgoing_address_refused"


def test_a_good_address_is_taken_apart_and_no_name_is_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", None)

    assert take_apart("https://hooks.example.org/in?a=1").path == "/in?a=1"
    assert take_apart("https://hooks.example.org:8443").host_header == "hooks.example.org:8443"
    assert take_apart("https://连心桥.example/").host == "xn--15t15qdq8a.example"
    assert take_apart("http://office.example/", LOOPBACK).port == 80


def names(monkeypatch: pytest.MonkeyPatch, *answers: str) -> list[str]:
    """Let each name lead to these addresses, and return the list of names that were asked for."""
    asked: list[str] = []

    def getaddrinfo(host: str, port: int, **_: Any) -> list[Any]:
        asked.append(host)
        kind = {True: socket.AF_INET6, False: socket.AF_INET}
        return [(kind[":" in answer], socket.SOCK_STREAM, 6, "", (answer, port)) for answer in answers]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return asked


@pytest.mark.parametrize(
    "answers", [["127.0.0.1"], ["1.1.1.1", "10.0.0.1"], ["1.1.1.1", "::1"], ["64:ff9b::7f00:1"]]
)
def test_a_name_of_which_one_address_leads_inside_is_not_called(
    monkeypatch: pytest.MonkeyPatch, answers: list[str]
) -> None:
    names(monkeypatch, *answers)

    with pytest.raises(OutgoingError) as failed:
        post("https://rebinding.example/", b"", {})
    assert failed.value.code == outgoing.NO_PUBLIC_ADDRESS


def test_an_unknown_name_looks_like_one_that_leads_inside(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: Any, **__: Any) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)

    with pytest.raises(OutgoingError) as failed:
        post("https://nowhere.example/", b"", {})
    assert failed.value.code == outgoing.NO_PUBLIC_ADDRESS


def test_without_tls_only_an_opened_network_is_called(monkeypatch: pytest.MonkeyPatch) -> None:
    names(monkeypatch, "1.1.1.1")

    with pytest.raises(OutgoingError) as failed:
        post("http://world.example/", b"", {}, networks=LOOPBACK)
    assert failed.value.code == outgoing.NO_PUBLIC_ADDRESS


class Receiver(BaseHTTPRequestHandler):
    """Answers as its path says, and remembers what it was sent."""

    seen: ClassVar[list[tuple[str, dict[str, str], bytes]]]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.seen.append((self.path, dict(self.headers), body))
        if self.path == "/drip":
            for letter in b"HTTP/1.1 200 OK\r\nX-Long: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa":
                self.wfile.write(bytes([letter]))
                threading.Event().wait(0.05)
            return
        if self.path == "/garbage":
            self.wfile.write(b"SSH-2.0-OpenSSH\r\n")
            return
        self.send_response(302 if self.path == "/away" else 200)
        self.send_header("Location", f"http://127.0.0.1:{self.server.server_address[1]}/inside")
        self.end_headers()
        self.wfile.write(b"x" * 100_000)

    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def receiver(certificate: Path | None = None) -> Iterator[tuple[int, list[Any]]]:
    seen: list[Any] = []
    server = HTTPServer(("127.0.0.1", 0), type("One", (Receiver,), {"seen": seen}))
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # a caller that hangs up is no news
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server.server_address[1], seen
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_redirect_is_an_answer_and_is_not_followed() -> None:
    with receiver() as (port, seen):
        answer = post(f"http://127.0.0.1:{port}/away", b"{}", {}, networks=LOOPBACK)

    assert answer.status == 302
    assert [path for path, _, _ in seen] == ["/away"]


def test_the_name_is_asked_for_once_shown_to_the_receiver_and_the_answer_is_cut_off(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with receiver() as (port, seen):
        asked = names(monkeypatch, "127.0.0.1")
        answer = post(
            f"http://office.example:{port}/in?a=1",
            b"hello",
            {"Content-Type": "text/plain"},
            networks=LOOPBACK,
        )

    assert asked == ["office.example"]
    ((path, headers, body),) = seen
    assert (path, headers["Host"], body) == ("/in?a=1", f"office.example:{port}", b"hello")
    assert headers["Content-Type"] == "text/plain"
    assert len(answer.body) == outgoing.MOST_BYTES


def test_a_receiver_that_drips_is_left_when_the_time_is_over() -> None:
    with receiver() as (port, _), pytest.raises(OutgoingError) as failed:
        post(f"http://127.0.0.1:{port}/drip", b"", {}, networks=LOOPBACK, timeout=0.3)
    assert failed.value.code == outgoing.TOO_SLOW


def test_what_is_no_http_is_said_to_be_none() -> None:
    with receiver() as (port, _), pytest.raises(OutgoingError) as failed:
        post(f"http://127.0.0.1:{port}/garbage", b"", {}, networks=LOOPBACK)
    assert failed.value.code == outgoing.ANSWER_MALFORMED


def test_where_nobody_listens_the_connection_has_failed() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(OutgoingError) as failed:
            post(f"http://127.0.0.1:{taken.getsockname()[1]}/", b"", {}, networks=LOOPBACK)
    assert failed.value.code == outgoing.CONNECTION_FAILED


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return key and certificate of `hooks.example` in one file."""
    file = tmp_path_factory.mktemp("tls") / "both.pem"
    file.write_bytes(make_certificate("hooks.example"))
    return file


def make_certificate(name: str) -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    called = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    signed = (
        x509.CertificateBuilder()
        .subject_name(called)
        .issuer_name(called)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(clock.now() - timedelta(days=1))
        .not_valid_after(clock.now() + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    pem = serialization.Encoding.PEM
    return key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain) + signed.public_bytes(pem)


def test_with_tls_the_certificate_is_checked_against_the_name_although_the_address_is_pinned(
    monkeypatch: pytest.MonkeyPatch, certificate: Path
) -> None:
    trust = ssl.create_default_context(cafile=str(certificate))
    with receiver(certificate) as (port, seen):
        names(monkeypatch, "127.0.0.1")
        good = post(f"https://hooks.example:{port}/", b"{}", {}, networks=LOOPBACK, trust=trust)
        with pytest.raises(OutgoingError) as failed:
            post(f"https://other.example:{port}/", b"{}", {}, networks=LOOPBACK, trust=trust)
        with pytest.raises(OutgoingError):
            post(f"https://hooks.example:{port}/", b"{}", {}, networks=LOOPBACK)

    assert good.status == 200
    assert failed.value.code == outgoing.TLS_FAILED
    assert [headers["Host"] for _, headers, _ in seen] == [f"hooks.example:{port}"]
