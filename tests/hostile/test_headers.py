"""Headers that no browser of ours sends."""

import hashlib
from typing import Any
from uuid import uuid4

import pytest

from api import clock
from tests.hostile.operations import fitting, ids_for, list_operations
from tests.hostile.refusals import faults_of
from tests.permissions.filled import Filled


def check_in(filled: Filled) -> dict[str, Any]:
    """Return a report that would be taken."""
    member = filled.of("李守田")["member"]
    return {"member_id": member, "kind": "check_in", "method": "phone", "reported_on": str(clock.today())}


@pytest.mark.parametrize(
    "key", ["", " ", "x" * 81, "x" * 1_000_000, "é", "键".encode().decode("latin-1"), "a\tb", "\x7f"]
)
def test_an_odd_idempotency_key_is_refused(attacked: Filled, key: str) -> None:
    for path, body in (
        ("/reports", check_in(attacked)),
        (f"/reports/{attacked.of('李守田')['report']}/withdrawal", {}),
    ):
        answer = attacked.world.as_("李守田" if body == {} else "孙委员").post(
            path, body, headers={"Idempotency-Key": key}
        )
        assert faults_of(answer) == []
        assert answer.json["code"] in {"idempotency_key_missing", "idempotency_key_invalid"}


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("", "precondition_required"),
        ("x", "stale_version"),
        ("*", "stale_version"),
        ('"', "stale_version"),
        ('"-1"', "stale_version"),
        ('"0"', "stale_version"),
        ('"1_0"', "stale_version"),
        ('"1", "2"', "stale_version"),
        ('"' + "9" * 5000 + '"', "stale_version"),
        ('"99999999999999999999"', "stale_version"),
        ("é", "stale_version"),
        ('"' + "\xef\xbc\x91" + '"', "stale_version"),
    ],
)
def test_an_odd_if_match_changes_nothing(attacked: Filled, tag: str, code: str) -> None:
    told = {"kind": "change", "method": "self", "reported_on": str(clock.today()), "note": "换了厂"}
    bodies = {"report": told, "group": {"name": "新名字"}}
    for operation in list_operations(attacked.world.app):
        if operation.method != "PATCH":
            continue
        kind = operation.path.split("{")[1].removesuffix("_id}")
        caller = attacked.world.as_("李守田" if kind in {"report", "contribution"} else "孙委员")
        ids = ids_for(attacked)
        body = bodies.get(kind) or fitting(operation.body or {}, "", ids)
        answer = caller.send("PATCH", operation.address(ids), body, headers={"If-Match": tag})
        assert (answer.json["code"], faults_of(answer)) == (code, []), str(operation)


@pytest.mark.parametrize(
    "wanted",
    [
        "",
        "*",
        "zh",
        "xx",
        "en;q=0, zh",
        "zh-Hant-TW",
        "q=",
        ";;;",
        "en;q=nan, zh",
        "x" * 100_000,
        "\xff",
        "zh;q=1e999",
    ],
)
def test_an_odd_wish_for_a_language_is_answered_in_chinese(attacked: Filled, wanted: str) -> None:
    answer = attacked.world.as_("孙委员").get("/nowhere", headers={"Accept-Language": wanted})
    assert (answer.status_code, faults_of(answer)) == (404, [])


def test_who_reads_english_is_answered_in_english(attacked: Filled) -> None:
    answer = attacked.world.as_("孙委员").get(
        "/nowhere", headers={"Accept-Language": "en-GB,en;q=0.9,zh;q=0.1"}
    )
    assert answer.json["title"] == "Not found."


@pytest.mark.parametrize(
    "headers",
    [
        {"Accept": "application/xml"},
        {"Accept": "\xff"},
        {"Content-Encoding": "gzip"},
        {"Content-Length": "-1"},
        {"Content-Length": "abc"},
        {"Cookie": "lxq_refresh=" + "x" * 100_000},
        {"Cookie": "lxq_refresh=\xff\x01; lxq_device=é;;;=;"},
        {"Origin": "null"},
        {"Origin": "https://evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"X-Forwarded-For": "' OR 1=1", "X-Forwarded-Proto": "javascript"},
        {"X-HTTP-Method-Override": "DELETE"},
        {"Range": "bytes=0-18446744073709551616"},
        {"If-None-Match": '"' * 1000},
        {"If-Modified-Since": "Tue, 99 Feb 0000 00:00:00 GMT"},
        {"Transfer-Encoding": "chunked"},
    ],
    ids=str,
)
def test_an_odd_header_is_no_fault_and_renews_no_session(attacked: Filled, headers: dict[str, str]) -> None:
    short = {name: value[:100_000] for name, value in headers.items()}
    caller = attacked.world.as_("孙委员")
    assert caller.get("/auth/me", headers=short).status_code in {200, 400}
    refused = attacked.world.stranger.post("/auth/refresh", headers=short)
    assert faults_of(refused) == []
    assert refused.status_code in {400, 401, 403}
    assert caller.get("/regions", headers=short).status_code in {200, 400}


@pytest.mark.parametrize(
    "method", ["PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "PROPFIND", "get", "X" * 500, "PÖST"]
)
def test_a_method_that_an_address_does_not_know_names_those_that_it_does(
    attacked: Filled, method: str
) -> None:
    answer = attacked.world.as_("孙委员").http.open("/api/v1/desk", method=method)
    if method == "get":
        assert answer.status_code in {401, 405, 422}
        return
    assert (answer.status_code, faults_of(answer)) == (405, [])
    assert "GET" in answer.headers["Allow"]


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({}, "validation_failed"),
        ({"X-Content-SHA256": ""}, "validation_failed"),
        ({"X-Content-SHA256": "x" * 64}, "validation_failed"),
        ({"X-Content-SHA256": "A" * 100_000}, "validation_failed"),
        ({"X-Content-SHA256": "\xff" * 64}, "validation_failed"),
        ({"X-Content-SHA256": "0" * 64}, "attachment_broken"),
        ({"X-Content-SHA256": "0" * 64, "X-File-Name": "%ff%fe.xlsx"}, "validation_failed"),
        ({"X-Content-SHA256": "0" * 64, "X-File-Name": "x" * 100_000}, "validation_failed"),
        ({"X-Content-SHA256": "0" * 64, "Content-Type": "x" * 5000}, "unsupported_media_type"),
        ({"X-Content-SHA256": "0" * 64, "Content-Type": "../../x"}, "unsupported_media_type"),
    ],
    ids=lambda value: str(value)[:60],
)
def test_a_file_with_odd_headers_is_not_kept(attacked: Filled, headers: dict[str, str], code: str) -> None:
    answer = attacked.world.as_("孙委员").put(f"/attachments/{uuid4()}", data=b"x", headers=headers)
    assert (answer.json["code"], faults_of(answer)) == (code, [])


def test_a_file_that_is_too_large_is_not_kept(attacked: Filled) -> None:
    content = b"x" * (20 * 1024 * 1024 + 1)
    digest = {"X-Content-SHA256": hashlib.sha256(content).hexdigest()}
    answer = attacked.world.as_("孙委员").put(f"/attachments/{uuid4()}", data=content, headers=digest)
    assert (answer.status_code, faults_of(answer)) == (413, [])


def test_the_name_of_a_file_leads_out_of_no_folder_and_hides_nothing(opened: Filled) -> None:
    for name in (
        "..%2F..%2Fkeys.json",
        "%00",
        "a%00b.xlsx",
        "%E2%80%AExslx.exe",
        "C%3A%5Cx%5Cy.xlsx",
        "%0d%0aX: y",
        "%F0%A0%AE%B7.csv",
    ):
        content = name.encode()
        file_id = str(uuid4())
        headers = {"X-Content-SHA256": hashlib.sha256(content).hexdigest(), "X-File-Name": name}
        officer = opened.world.as_("孙委员")
        assert officer.put(f"/attachments/{file_id}", data=content, headers=headers).status_code == 201
        body = {"organization_id": opened.of("李守田")["node"], "attachment_id": file_id}
        begun = officer.post("/roster-imports", body)
        shown = officer.get(f"/roster-imports/{begun.json['id']}").json["file_name"] or ""
        assert not set(shown) & set("/\\\0\r\n\u202e"), (name, shown)
