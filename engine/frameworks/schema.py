"""Checks a document against its schema, and says in our own words what does not fit."""

from __future__ import annotations

import datetime
import json
import re
from functools import cache
from typing import TYPE_CHECKING
from typing import Any
from typing import TypeAlias

from engine.data import folder
from engine.frameworks.nodes import Mapping
from engine.frameworks.nodes import Sequence
from engine.frameworks.nodes import is_empty
from engine.frameworks.violations import violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jsonschema import ValidationError
    from jsonschema.protocols import Validator

    from engine.diagnostics import Finding
    from engine.frameworks.nodes import Document
    from engine.frameworks.nodes import Node

Schema: TypeAlias = dict[str, Any]
Instance: TypeAlias = str | list["Instance"] | dict[str, "Instance"] | None
_WHOLE = re.compile(r"[-+]?[0-9]{1,12}")
_NUMBER = re.compile(r"[-+]?[0-9]{1,12}(\.[0-9]+)?")
_TRUTH: dict[str, bool] = {"true": True, "false": False}

if TYPE_CHECKING:
    _Errors: TypeAlias = Iterator[ValidationError]


class Keys(dict[str, "Instance"]):
    """A mapping without those keys that have nothing after them, which are ``empty``."""

    empty: tuple[str, ...] = ()


class Plain(str):
    """Text without quotation marks: it may also be read as a number or as true or false."""

    __slots__ = ()


def check(document: Document, name: str) -> tuple[Finding, ...]:
    """Everything in a document that its schema does not allow."""
    errors = _validator(name).iter_errors(_instance(document.root))
    return tuple(
        finding for error in errors for finding in violation(error, document.root, schema(name))
    )


@cache
def schema(name: str) -> Schema:
    """The schema of a kind of file, such as ``framework``."""
    path = folder("schemas") / f"{name}.schema.json"
    found: Schema = json.loads(path.read_text(encoding="utf-8"))
    return found


def _instance(node: Node) -> Instance:
    """What the validator looks at; a key with nothing after it is absent."""
    if isinstance(node, Sequence):
        return [_instance(item) for item in node.items]
    if isinstance(node, Mapping):
        return _keys(node)
    return None if node.is_empty else Plain(node.text) if node.plain else node.text


def _keys(node: Mapping) -> Keys:
    keys = Keys(
        (key, _instance(entry.value))
        for key, entry in node.entries.items()
        if not is_empty(entry.value)
    )
    keys.empty = tuple(key for key in node.entries if key not in keys)
    return keys


@cache
def _validator(name: str) -> Validator:
    from jsonschema import Draft202012Validator as Base
    from jsonschema.validators import extend

    types = Base.TYPE_CHECKER.redefine_many(
        {
            "string": lambda _, value: isinstance(value, str),
            "integer": lambda _, value: _reads_as(_WHOLE, value),
            "number": lambda _, value: _reads_as(_NUMBER, value),
            "boolean": lambda _, value: isinstance(value, Plain) and value in _TRUTH,
        }
    )
    keywords = {
        "additionalProperties": _known,
        "enum": _enum,
        "minimum": _minimum,
        "format": _format,
    }
    kind = extend(Base, keywords, type_checker=types)  # type: ignore[no-untyped-call]
    validator: Validator = kind(schema(name))
    return validator


def _reads_as(pattern: re.Pattern[str], value: object) -> bool:
    return isinstance(value, Plain) and pattern.fullmatch(value) is not None


def _known(_: object, __: object, value: object, schema: Schema) -> _Errors:
    if isinstance(value, Keys) and not schema["properties"].keys() >= {*value, *value.empty}:
        yield _error("there is a key that it does not know")


def _enum(_: object, allowed: list[str | bool], value: object, __: Schema) -> _Errors:
    if value not in allowed and not (isinstance(value, Plain) and _TRUTH.get(value) in allowed):
        yield _error("it is not one of those allowed")


def _minimum(_: object, least: int, value: object, __: Schema) -> _Errors:
    if isinstance(value, Plain) and _reads_as(_WHOLE, value) and int(value) < least:
        yield _error("it is too small")


def _format(_: object, __: str, value: object, ___: Schema) -> _Errors:
    try:
        datetime.date.fromisoformat(str(value))
    except ValueError:
        yield _error("it is not a date")


def _error(message: str) -> ValidationError:
    from jsonschema import ValidationError

    return ValidationError(message)
