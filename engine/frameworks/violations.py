"""What the schema's validator found, as findings of ours at the right places."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from engine.frameworks.names import suggest
from engine.frameworks.nodes import Mapping
from engine.frameworks.nodes import Scalar
from engine.frameworks.nodes import Sequence
from engine.frameworks.shape_findings import CutOff
from engine.frameworks.shape_findings import Empty
from engine.frameworks.shape_findings import ExactlyOneKey
from engine.frameworks.shape_findings import MissingKey
from engine.frameworks.shape_findings import MisspeltKey
from engine.frameworks.shape_findings import NotADate
from engine.frameworks.shape_findings import NotANumber
from engine.frameworks.shape_findings import NotOneOf
from engine.frameworks.shape_findings import TooSmall
from engine.frameworks.shape_findings import UnknownKey
from engine.frameworks.shape_findings import WrongKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from jsonschema import ValidationError

    from engine.diagnostics import Finding
    from engine.frameworks.nodes import Node


def violation(error: ValidationError, root: Node, schema: dict[str, Any]) -> Iterator[Finding]:
    """The findings that one error of the validator amounts to."""
    path = tuple(error.absolute_path)
    node = _at(root, path)
    key = next((part for part in reversed(path) if isinstance(part, str)), "")
    what = _what(path, key)
    rule: Any = error.validator_value
    part: Any = error.schema
    match error.validator, node:
        case "additionalProperties", Mapping():
            yield from _unknown_keys(node, part, schema)
        case "required", Mapping():
            yield from _missing_keys(node, rule, _meant(node, part))
        case "oneOf", Mapping():
            yield from _exactly_one_key(node, rule, _meant(node, part))
        case "enum", Scalar():
            words = tuple(v for v in rule if isinstance(v, str))
            allowed = words or tuple(str(v).lower() for v in rule)
            yield NotOneOf(node.place, key, node.text, allowed)
        case "minimum", Scalar():
            yield TooSmall(node.place, key, node.text, rule)
        case (("pattern" | "format"), Scalar()):
            yield _not_a_value(node, key, part)
        case (("minItems" | "minLength"), _):
            yield Empty(node.place, what)
        case _:
            yield _wrong_kind(node, what, part)


def _at(node: Node, path: Iterable[str | int]) -> Node:
    for part in path:
        if isinstance(part, int):
            assert isinstance(node, Sequence)
            node = node.items[part]
        else:
            assert isinstance(node, Mapping)
            node = node.entries[part].value
    return node


def _what(path: tuple[str | int, ...], key: str) -> str:
    if not path:
        return "the file"
    return f'"{key}"' if isinstance(path[-1], str) else f'each entry of "{key}"'


def _unknown_keys(
    node: Mapping, part: dict[str, Any], schema: dict[str, Any]
) -> Iterator[Finding]:
    allowed = tuple(part["properties"])
    lacking = _needed(part).difference(node.entries)
    for key, meant in _meanings(node, part).items():
        kind = MisspeltKey if meant in lacking else UnknownKey
        place = node.entries[key].key.place
        yield kind(place, key, allowed, meant, _elsewhere(key, schema))
    told: set[str] = set()
    for key, owner in _cut_off(node, allowed).items():
        if owner not in told:
            place, value = node.entries[key].key.place, node.text(owner)
            yield CutOff(place, key, allowed, owner=owner, value=value)
        told.add(owner)


def _meanings(node: Mapping, part: dict[str, Any]) -> dict[str, str | None]:
    """The unknown keys, and what each is meant for: by spelling, or as the only one lacking."""
    allowed = tuple(part["properties"])
    left = [key for key in node.entries if key not in (*allowed, *_cut_off(node, allowed))]
    unknown = {key: suggest(key, allowed) for key in left}
    lacking = set(part.get("required", ())).difference(node.entries, unknown.values())
    strange = [key for key, meant in unknown.items() if meant is None]
    if len(lacking) == len(strange) == 1:
        unknown[strange[0]] = lacking.pop()
    return unknown


def _needed(part: dict[str, Any]) -> set[str]:
    choices = part.get("oneOf", ())
    return {*part.get("required", ()), *(choice["required"][0] for choice in choices)}


def _cut_off(node: Mapping, allowed: tuple[str, ...]) -> dict[str, str]:
    """Pieces of a text that a comma has cut off, and the key under which the text stands.

    In braces, a text without quotation marks ends at a comma; the rest is a key without
    a colon.
    """
    found: dict[str, str] = {}
    owner = None
    for key, entry in node.entries.items():
        place, value = entry.key.place, entry.value
        if place.text[place.column - 1 + place.width :].lstrip().startswith(":"):
            is_text = isinstance(value, Scalar) and value.plain and bool(value.text)
            owner = key if is_text else None
        elif owner is not None and key not in allowed:
            found[key] = owner
    return found


def _meant(node: Mapping, schema: dict[str, Any]) -> frozenset[str | None]:
    """The keys that are there, but misspelt: to say that they are missing says it twice."""
    meanings = _meanings(node, schema).items()
    return frozenset(meant for key, meant in meanings if node.get(key) is not None)


def _missing_keys(
    node: Mapping, required: list[str], meant: frozenset[str | None]
) -> Iterator[Finding]:
    """Every missing key; the validator says so once for each, and findings are a set."""
    for key in required:
        if key in meant and key not in node.entries:
            continue
        if key not in node.entries:
            yield MissingKey(node.place, key)
        elif node.get(key) is None:
            yield Empty(node.entries[key].key.place, f'"{key}"')


def _exactly_one_key(
    node: Mapping, choices: list[dict[str, Any]], meant: frozenset[str | None]
) -> Iterator[Finding]:
    keys = tuple(choice["required"][0] for choice in choices)
    places = {key: node.entries[key].key.place for key in keys if node.get(key)}
    first, second, *_ = (*places.values(), None, None)
    if places or not meant.intersection(keys):
        yield ExactlyOneKey(first or node.place, keys, tuple(places), second)


def _not_a_value(node: Scalar, key: str, schema: dict[str, Any]) -> Finding:
    kind = NotADate if schema.get("format") == "date" else NotANumber
    return kind(node.place, key, node.text)


def _wrong_kind(node: Node, what: str, schema: dict[str, Any]) -> Finding:
    if isinstance(node, Scalar) and node.is_empty:
        return Empty(node.place, what)
    return WrongKind(node.place, what, _wanted(schema), _given(node))


def _wanted(schema: dict[str, Any]) -> str:
    """What the schema asks for, in everyday words."""
    types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if "array" in types:
        return "a list"
    if "pattern" in schema and "number" in types:
        return "a number"
    return _KINDS[types[0]]


_KINDS = {
    "string": "a text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "object": "keys with values",
}


def _given(node: Node) -> str:
    if isinstance(node, Scalar):
        return f'"{node.text}"' if len(node.text) <= 40 else "a text"
    return "a list" if isinstance(node, Sequence) else "keys with values"


def _elsewhere(key: str, schema: dict[str, Any]) -> tuple[str, ...]:
    """Under what a key that stands in the wrong place belongs."""
    definitions = schema.get("$defs", {})
    found = ["at the top of the file"] if key in schema["properties"] else []
    owners: list[str] = []
    for block in (schema, *definitions.values()):
        for owner, inner in block["properties"].items():
            if key in _keys(inner, definitions):
                owners.append(f'under "{owner}"')
    return (*found, *dict.fromkeys(owners))


def _keys(schema: dict[str, Any], definitions: dict[str, Any]) -> Iterable[str]:
    """The keys that may stand in a value, or in the entries of a list."""
    schema = schema.get("items", schema)
    if "$ref" in schema:
        schema = definitions[schema["$ref"].rpartition("/")[2]]
    keys: Iterable[str] = schema.get("properties", ())
    return keys
