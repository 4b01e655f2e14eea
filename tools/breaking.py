"""What a new document of the API takes away from programs that were written against the released one.

Written here because no comparison that reads OpenAPI 3.1 comes as a package without downloading a binary. What is sent
may only become freer and what is answered only more definite; that lists of words grow in answers is allowed, as the
document's introduction says.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from tools.steps import ROOT

PRESENT = ROOT / "openapi.yaml"
RELEASED = ROOT / "contract" / "openapi-released.yaml"

_METHODS = ("get", "post", "put", "patch", "delete")
_UPPER = ("maxLength", "maximum", "maxItems")
_LOWER = ("minLength", "minimum", "minItems")
_NONE: dict[str, Any] = {}


def find_breaks(released: dict[str, Any], present: dict[str, Any]) -> list[str]:
    """Return a sentence for each thing that a client of the released document would trip over."""
    return list(dict.fromkeys(_Comparison(released, present).breaks()))


@dataclass
class _Comparison:
    released: dict[str, Any]
    present: dict[str, Any]
    compared: set[tuple[str, str, bool]] = field(default_factory=set)

    def breaks(self) -> Iterator[str]:
        for path, item in self.released["paths"].items():
            now = self.present["paths"].get(path, _NONE)
            for method in _METHODS:
                if method not in item:
                    continue
                name = f"{method.upper()} {path}"
                if method not in now:
                    yield f"{name} is gone"
                    continue
                yield from self._operation(name, (item, item[method]), (now, now[method]))

    def _operation(self, name: str, before: tuple[Any, Any], after: tuple[Any, Any]) -> Iterator[str]:
        (item, was), (new_item, now) = before, after
        if was["operationId"] != now["operationId"]:
            yield f"{name} was called {was['operationId']} and is now {now['operationId']}"
        yield from _security(name, was.get("security", []), now.get("security", []))
        yield from self._parameters(name, _by_place(item, was), _by_place(new_item, now))
        yield from self._request(name, was.get("requestBody"), now.get("requestBody"))
        for status, answer in was["responses"].items():
            if not status.startswith("2"):
                continue
            new_answer = self._resolve(self.present, now["responses"].get(status))
            if new_answer is None:
                yield f"{name} no longer answers {status}"
                continue
            answer = self._resolve(self.released, answer)
            for header in answer.get("headers", ()):
                if header not in new_answer.get("headers", ()):
                    yield f"{name} {status} lost its header {header}"
            for media_type, content in answer.get("content", {}).items():
                if media_type not in new_answer.get("content", {}):
                    yield f"{name} no longer answers {status} as {media_type}"
                    continue
                where = f"{name} {status}"
                new_schema = new_answer["content"][media_type].get("schema", {})
                yield from self._schema(where, content.get("schema", {}), new_schema, sent=False)

    def _parameters(self, name: str, was: dict[Any, Any], now: dict[Any, Any]) -> Iterator[str]:
        for place, parameter in was.items():
            if place not in now:
                yield f"{name} lost its parameter {place[1]}"
                continue
            if now[place].get("required") and not parameter.get("required"):
                yield f"{name} now demands the parameter {place[1]}"
            yield from self._schema(
                f"{name} ?{place[1]}", parameter["schema"], now[place]["schema"], sent=True
            )
        for place, parameter in now.items():
            if place not in was and parameter.get("required"):
                yield f"{name} demands a new parameter {place[1]}"

    def _request(self, name: str, was: Any, now: Any) -> Iterator[str]:
        if was is None:
            if now is not None and now.get("required"):
                yield f"{name} now demands a body"
            return
        if now is None:
            yield f"{name} no longer takes a body"
            return
        if now.get("required") and not was.get("required"):
            yield f"{name} now demands a body"
        for media_type, content in was["content"].items():
            if media_type not in now["content"]:
                yield f"{name} no longer takes {media_type}"
                continue
            new_schema = now["content"][media_type].get("schema", {})
            yield from self._schema(f"{name} body", content.get("schema", {}), new_schema, sent=True)

    def _schema(self, where: str, was: Any, now: Any, *, sent: bool) -> Iterator[str]:
        names = (str(was.get("$ref")), str(now.get("$ref")))
        if names != ("None", "None"):
            if (*names, sent) in self.compared:
                return
            self.compared.add((*names, sent))
            where = names[0].rsplit("/", 1)[-1] if was.get("$ref") else where
            where = f"{where} ({'sent' if sent else 'answered'})" if was.get("$ref") else where
        was, now = _plain(self._resolve(self.released, was)), _plain(self._resolve(self.present, now))
        if "$ref" in was or "$ref" in now:
            yield from self._schema(where, was, now, sent=sent)
            return
        yield from _types(where, was, now, sent=sent)
        yield from _words(where, was, now, sent=sent)
        yield from _limits(where, was, now) if sent else ()
        yield from self._properties(where, was, now, sent=sent)
        for inner in ("items", "additionalProperties"):
            if isinstance(was.get(inner), dict) and isinstance(now.get(inner), dict):
                yield from self._schema(f"{where}[]", was[inner], now[inner], sent=sent)
        if sent and now.get("additionalProperties") is False and was.get("additionalProperties") is not False:
            yield f"{where} no longer takes fields that it does not know"

    def _properties(self, where: str, was: Any, now: Any, *, sent: bool) -> Iterator[str]:
        fields, new_fields = was.get("properties", {}), now.get("properties", {})
        demanded, now_demanded = set(was.get("required", ())), set(now.get("required", ()))
        for name, schema in fields.items():
            if name in new_fields:
                yield from self._schema(f"{where}.{name}", schema, new_fields[name], sent=sent)
            else:
                yield f"{where} lost its field {name}"
        if sent:
            yield from (f"{where} now demands the field {name}" for name in sorted(now_demanded - demanded))
        else:
            missing = sorted((demanded - now_demanded) & set(new_fields))
            yield from (f"{where} no longer always holds the field {name}" for name in missing)

    def _resolve(self, spec: dict[str, Any], value: Any) -> Any:
        if not isinstance(value, dict) or "$ref" not in value:
            return value
        for step in value["$ref"].split("/")[1:]:
            spec = spec[step]
        return spec


def _security(name: str, was: list[Any], now: list[Any]) -> Iterator[str]:
    if not was and now:
        yield f"{name} was open and now needs a sign-in"
    for way in was:
        if now and way not in now:
            scopes = ", ".join(f"{scheme} {' '.join(scopes)}".strip() for scheme, scopes in way.items())
            yield f"{name} no longer lets in by {scopes}"


def _types(where: str, was: Any, now: Any, *, sent: bool) -> Iterator[str]:
    kinds, new_kinds = _kinds(was), _kinds(now)
    lost = kinds - new_kinds if sent else new_kinds - kinds
    if kinds and new_kinds and lost:
        change = f"{' or '.join(sorted(kinds))} and is now {' or '.join(sorted(new_kinds))}"
        yield f"{where} was {change}"
    elif was.get("format") != now.get("format") and (now.get("format") or not sent):
        yield f"{where} had the format {was.get('format')} and has now {now.get('format')}"


def _words(where: str, was: Any, now: Any, *, sent: bool) -> Iterator[str]:
    words, new_words = was.get("enum"), now.get("enum")
    if sent and new_words is not None:
        if words is None:
            yield f"{where} now takes certain words only"
        else:
            yield from (f"{where} no longer takes {word!r}" for word in words if word not in new_words)
    if not sent and words is not None and new_words is None:
        yield f"{where} may now answer any word"


def _limits(where: str, was: Any, now: Any) -> Iterator[str]:
    for name in _UPPER:
        if name in now and (name not in was or now[name] < was[name]):
            yield f"{where} has a narrower {name}: {was.get(name, 'none')} before, {now[name]} now"
    for name in _LOWER:
        if now.get(name, 0) > was.get(name, 0) or (name in now and name not in was and now[name] > 0):
            yield f"{where} has a narrower {name}: {was.get(name, 'none')} before, {now[name]} now"
    if "pattern" in now and now["pattern"] != was.get("pattern"):
        yield f"{where} has another pattern"


def _by_place(item: Any, operation: Any) -> dict[tuple[str, str], Any]:
    both = [*item.get("parameters", ()), *operation.get("parameters", ())]
    return {(parameter["in"], parameter["name"]): parameter for parameter in both}


def _plain(schema: Any) -> Any:
    """Return `anyOf [X, null]` as X with null among its types, which is the same."""
    choices = [choice for choice in schema.get("anyOf", ()) if choice.get("type") != "null"]
    if len(choices) != 1:
        return schema
    return (
        choices[0] if "$ref" in choices[0] else {**choices[0], "type": [*sorted(_kinds(choices[0])), "null"]}
    )


def _kinds(schema: Any) -> set[str]:
    kind = schema.get("type", [])
    return set(kind) if isinstance(kind, list) else {kind}


def keep_release() -> None:
    """Keep the present document as the released one."""
    RELEASED.write_text(PRESENT.read_text())


def main() -> int:
    """Compare the present document with the released one and say what breaks; `--keep` releases the present one."""
    if sys.argv[1:] == ["--keep"]:
        keep_release()
        return 0
    released, present = (yaml.load(path.read_text(), Loader=yaml.CSafeLoader) for path in (RELEASED, PRESENT))
    breaks = find_breaks(released, present)
    for sentence in breaks:
        print(sentence)
    if breaks:
        print(
            f"\n{len(breaks)} changes break programs written against contract/openapi-released.yaml.\n"
            "Add instead of changing. A new release, which says that they may break, is kept with: make released"
        )
    return 1 if breaks else 0


if __name__ == "__main__":
    sys.exit(main())
