"""What every refusal owes its reader, whatever was sent."""

import re
from typing import Any

import orjson
from werkzeug.test import TestResponse

from api.errors import CATALOGUE

_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def faults_of(answer: TestResponse) -> list[str]:
    """Return what a refusal lacks; nothing where it is as it should be."""
    status = answer.status_code
    if not 400 <= status < 500:
        return [f"{status} instead of a refusal: {answer.get_data()[:200]!r}"]
    if answer.mimetype != "application/problem+json":
        return [f"{status} as {answer.mimetype}"]
    body: dict[str, Any] = orjson.loads(answer.get_data())
    code = body.get("code", "")
    if code not in CATALOGUE or CATALOGUE[code].status != status or body.get("status") != status:
        return [f"{status} with the code {code!r}"]
    faults = [] if _CHINESE.search(body["title"]) else [f"a title that is not Chinese: {body['title']}"]
    for field, sentences in body.get("errors", {}).items():
        faults += [f"{field}: {one}" for one in sentences if not _CHINESE.search(one)]
    if answer.headers.get("Cache-Control") != "no-store":
        faults.append(f"kept by caches: {answer.headers.get('Cache-Control')}")
    return faults
