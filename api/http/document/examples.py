"""Examples put together from the document's own schemas, so that they change with them.

Nothing here is written for one operation: an object's example is made of its fields' examples (`values.py`). A test
holds each against its schema, and reads each request as the API itself would.
"""

from hashlib import sha256
from typing import Any

from api.http.document import values

_ANY = "13"
"""What a field holds whose type only its setting knows."""


UNKNOWN = "文字"
"""What stands for a field of free text that has no example yet; a test finds it."""


class Examples:
    """Makes examples for the schemas of one document."""

    def __init__(self, schemas: dict[str, Any]) -> None:
        self._schemas = schemas

    def of(self, name: str) -> Any:
        """Return the example of a named schema: of a request what must be said, of an answer everything."""
        schema = self._schemas[name]
        body = values.BODIES.get(name)
        if not name.endswith(_REQUESTS):
            return self._object(schema, name, list(schema.get("properties", ())), {})
        wanted = [*schema.get("required", ())] or list(schema.get("properties", ()))[:1]
        named = [key for key in body or () if key not in wanted]
        return self._object(schema, name, [*wanted, *named], body or {})

    def parameter(self, parameter: dict[str, Any]) -> Any:
        """Return the example of a parameter."""
        return self.value(parameter["schema"], parameter["name"], "")

    def value(self, schema: dict[str, Any], name: str, owner: str) -> Any:
        """Return a value that fits a field: by its metadata, its words, its format, or its name."""
        if schema.get("examples"):
            return schema["examples"][0]
        if "$ref" in schema:
            return self.of(schema["$ref"].rsplit("/", 1)[-1])
        for choices in (schema.get("anyOf"), schema.get("oneOf")):
            if choices:
                return self.value(next(one for one in choices if one.get("type") != "null"), name, owner)
        if name in values.USUALLY_EMPTY and "null" in schema.get("type", ()):
            return None
        words = [word for word in schema.get("enum", ()) if word is not None]
        if words:
            known = values.WORDS.get(name)
            return known if known in words else words[0]
        return self._by_type(schema, name, owner)

    def _by_type(self, schema: dict[str, Any], name: str, owner: str) -> Any:
        kind = _kind(schema)
        if kind == "array":
            return [self.value(schema.get("items", {}), _singular(name), owner)] * max(
                schema.get("minItems", 1), 1
            )
        if kind == "object":
            return self._object(schema, owner, list(schema.get("properties", ())), {})
        if kind == "boolean":
            return bool(schema.get("default", True))
        if kind in {"integer", "number"}:
            least, most = schema.get("minimum", 0), schema.get("maximum", 2**31)
            return min(max(values.NUMBERS.get(name, 1), least), most)
        if kind == "any":
            return _ANY
        return _text(schema, name, owner)

    def _object(self, schema: dict[str, Any], owner: str, names: list[str], given: dict[str, Any]) -> Any:
        fields = schema.get("properties", {})
        made = {
            name: self.value(fields[name], _own(name, owner), owner)
            if given.get(name, ...) is ...
            else given[name]
            for name in names
        }
        more = schema.get("additionalProperties")
        if not made and isinstance(more, dict) and more:
            return {"departure": self.value(more, "value", owner)}
        return made


_REQUESTS = ("In", "Changes", "Fields", "Part")


def id_of(name: str) -> str:
    """Return the id that stands for one thing in all examples: a UUIDv7, the same for the same name."""
    tail = sha256(name.encode()).hexdigest()
    return f"0197a3c0-5b7e-7{tail[:3]}-8{tail[3:6]}-{tail[6:18]}"


def _own(name: str, owner: str) -> str:
    """Return `report_id` for the id of a Report: what a path calls it, too."""
    return (
        "".join(f"_{c.lower()}" if c.isupper() else c for c in owner).strip("_") + "_id"
        if name == "id"
        else name
    )


def _singular(name: str) -> str:
    return name[:-3] + "y" if name.endswith("ies") else name.removesuffix("s")


def _kind(schema: dict[str, Any]) -> str:
    kind = schema.get("type")
    kinds = [one for one in kind if one != "null"] if isinstance(kind, list) else [kind]
    return kinds[0] if len(kinds) == 1 and kinds[0] else ("object" if "properties" in schema else "any")


def _text(schema: dict[str, Any], name: str, owner: str) -> Any:
    form = schema.get("format")
    if form == "uuid":
        return id_of(name)
    if form == "date":
        return values.DAYS.get(name, values.DAY)
    if form == "date-time":
        return values.MOMENT
    found = values.WORDS.get(f"{owner}.{name}") or values.WORDS.get(name) or values.DAYS.get(name)
    if found is None:
        return values.SOMEBODY if name.endswith("_name") else UNKNOWN
    return found[: schema.get("maxLength", len(found))]
