"""The sentences of the document: put together from the tables that the API itself obeys."""

from collections.abc import Collection, Iterable
from typing import Any

from api.access import ACCESS, LIAISON, MEMBER, STAFF, scopes_with
from api.errors import CATALOGUE

TITLE = "连心桥 Lianxinqiao"

INTRODUCTION = """\
What a village Party branch and its members away record of each other, for other systems to read and to write.

**Signing in.** People sign in with phone and password (`sign_in`) and send the short-lived access token as
`Authorization: Bearer …`. What a person may do follows from their roles at a node and below; each operation names its
permission. Another system gets a token at `/api/v1/oauth/token` with the id and the secret that an officer gave it, and
may do what its scopes name, at its node and below.

**Safe repeats.** A creating `POST` takes an `Idempotency-Key` that you choose. The same key with the same content gets
the same receipt, byte for byte, however often it is sent and whatever happened in between; with other content it is
refused. So after a lost answer, send the same request again.

**Edits.** Read the newest version and send its `ETag` back as `If-Match`. If somebody changed it meanwhile, nothing is
overwritten and the answer is `412`.

**Lists.** A page has at most 200 items. While `next_cursor` is no null, send it back as `cursor`.

**Refusals.** Every failure has one shape, `application/problem+json` after RFC 9457, with a `code` that stays the same
and a sentence in Chinese or, by `Accept-Language`, in English. Each operation lists the codes that it can answer. What is
out of your reach is answered like what does not exist, `not_found`; what your role may not do, `forbidden`.

**Personal data.** Phones, ID numbers and addresses are masked. `reveal` shows them in plain to those who may; that
leaves a trace which the person concerned can read.

**Growing.** Fields and operations are added within v1, and lists of words may grow in answers; nothing is removed and
nothing that was allowed is forbidden. A reader ignores what it does not know.
"""

_NAMES = {
    "officer": "township officers",
    "secretary": "branch secretaries",
    "recorder": "recorders",
    "auditor": "auditors",
    "admin": "administrators",
}

_PARAMETERS = {
    "limit": "How many items at most.",
    "cursor": "The `next_cursor` of the page before.",
    "reveal": "Whether personal data comes in plain; that leaves a trace.",
    "from_on": "The first day.",
    "to_on": "The last day.",
    "known_at": "As it was recorded at this instant; without it, as it is recorded now.",
    "q": "Part of a name, or its initials in pinyin.",
    "secret": "The secret part of the address; whoever knows it may read.",
    "book": "Which book.",
}
_ANSWERS = {
    "200": "What was asked for.",
    "201": "What was made.",
    "202": "What will be done.",
    "204": "Done; there is nothing to say.",
}


def describe(
    operation: dict[str, Any],
    method: str,
    view: Any,
    refusals: Collection[str],
    kinds: Collection[str],
) -> str:
    """Return what is to be known of an operation beyond its summary."""
    told = [operation.get("description", "").strip(), _who_may(view)]
    if "idempotency_key_reused" in refusals:
        told.append(
            "Safe to repeat: the same `Idempotency-Key` with the same content gets the first answer again, byte for byte."
            if method == "post"
            else "Safe to repeat where an `Idempotency-Key` is sent along."
        )
    if method == "patch":
        told.append(
            "`If-Match` names the version that was read; where somebody changed it meanwhile, nothing is written."
        )
    names = {parameter.get("name") for parameter in operation.get("parameters", ())}
    if "cursor" in names:
        told.append("Answers one page; send its `next_cursor` back as `cursor` until that is null.")
    if "reveal" in names:
        told.append(
            "With `reveal`, personal data comes in plain where the role allows it, and the reading is kept."
        )
    if "202" in operation.get("responses", {}):
        told.append("The work is done by a job; the answer comes before it has begun.")
    if kinds:
        told.append(f"Stands in the journal as {_any_of(sorted(f'`{kind}`' for kind in kinds))}.")
    return "\n\n".join(part for part in told if part)


def _who_may(view: Any) -> str:
    if view.permission is None:
        return f"Open without a sign-in: {view.reason}."
    roles = ACCESS[view.permission]
    groups = [_NAMES[role] for role in STAFF if role in roles]
    sentences = [f"For {_all_of(groups)}, at their node and below."] if groups else []
    if len(groups) == len(_NAMES):
        sentences = ["For everybody with a role, at their node and below."]
    own = [
        word
        for role, word in (
            (MEMBER, "members about themselves"),
            (LIAISON, "liaisons about those paired with them"),
        )
        if role in roles
    ]
    if own:
        sentences.append(f"{'Also for' if groups else 'For'} {_all_of(own)}.")
    scopes = [f"`{name}`" for name in scopes_with(view.permission)]
    systems = f"For other systems with {_any_of(scopes)}." if scopes else "Closed to other systems."
    return f"{' '.join(sentences)} {systems} Permission: `{view.permission}`."


def refusals_in_words(codes: Iterable[str]) -> str:
    """Return a line for each refusal: its code, and what it says."""
    return "\n".join(f"- `{code}`: {CATALOGUE[code].en}" for code in codes)


def _all_of(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _any_of(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def describe_parameter(name: str) -> str:
    """Return a sentence on a parameter that has none of its own."""
    if name in _PARAMETERS:
        return _PARAMETERS[name]
    noun = name.removesuffix("_id").replace("_", " ")
    return f"Which {noun}, by its id." if name.endswith("_id") else f"Which {noun}."


def describe_answer(status: str, answer: dict[str, Any], schemas: dict[str, Any]) -> str:
    """Return what comes in an answer: what its schema says of itself."""
    for content in answer.get("content", {}).values():
        name = content.get("schema", {}).get("$ref", "").rsplit("/", 1)[-1]
        if name:
            return str(schemas[name].get("description", _ANSWERS[status]))
        return "The file."
    return _ANSWERS[status]
