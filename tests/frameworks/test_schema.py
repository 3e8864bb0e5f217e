"""The published schemas are sound, and what breaks them is said in our own words."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator

from engine import data
from engine.frameworks.document import parse
from engine.frameworks.schema import check
from engine.frameworks.schema import schema

NAMES = [
    "crosswalk",
    "decisions",
    "domain",
    "examples",
    "figures",
    "framework",
    "mapping",
    "round",
]
HANDLED = {"type", "required", "additionalProperties", "enum", "minimum", "pattern", "format"}
HANDLED |= {"minItems", "minLength", "oneOf", "items", "properties", "$ref"}
WORDS_ONLY = {"$schema", "$id", "$defs", "title", "description", "default"}


def faults(text, name):
    document, found = parse(text, "f.yaml")
    assert found == ()
    assert document is not None
    return {(f.code, f"{f.place.line}:{f.place.column}") for f in check(document, name)}


def blocks(part):
    """Every schema inside a schema."""
    yield part
    for inner in (*part.get("properties", {}).values(), *part.get("$defs", {}).values()):
        yield from blocks(inner)
    if "items" in part:
        yield from blocks(part["items"])


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_a_schema_and_says_which(name):
    found = schema(name)
    Draft202012Validator.check_schema(found)
    assert found["$id"] == f"urn:assay:schema:{name}:1"
    assert found["$schema"].endswith("2020-12/schema")


@pytest.mark.parametrize("name", NAMES)
def test_every_property_is_described_for_whoever_edits_the_file(name):
    for block in blocks(schema(name)):
        for key, inner in block.get("properties", {}).items():
            assert inner["title"], key
            assert inner["description"].endswith("."), key


@pytest.mark.parametrize("name", NAMES)
def test_no_schema_needs_another_file_or_a_keyword_that_has_no_message(name):
    for block in blocks(schema(name)):
        assert set(block) <= HANDLED | WORDS_ONLY
        assert block.get("$ref", "#").startswith("#")
        if block.get("type") == "object":
            assert block["additionalProperties"] is False


def test_the_schemas_stand_where_the_program_looks():
    for name in NAMES:
        assert json.loads((data.folder("schemas") / f"{name}.schema.json").read_text())


ROUND = """\
round: r
framework: 2018-19
synthetic: %s
providers: [{id: 1, name: One, fieldwork: 2018-06-01}]
populations: [{provider: 1, sample: s, size: %s}]
"""


@pytest.mark.parametrize(
    ("synthetic", "size", "found"),
    [
        ("true", "417", set()),
        ("false", "0", set()),
        ("no", "417", {("F103", "3:12")}),
        ('"true"', "417", {("F103", "3:12")}),
        ("true", '"417"', {("F103", "5:46")}),
        ("true", "4.5", {("F103", "5:46")}),
        ("true", "-1", {("F108", "5:46")}),
        ("[true]", "{a: 1}", {("F103", "3:12"), ("F103", "5:46")}),
    ],
)
def test_only_a_plain_scalar_is_a_number_or_a_truth(synthetic, size, found):
    assert faults(ROUND % (synthetic, size), "round") == found


@pytest.mark.parametrize("word", ["yes", "no", "true", "false"])
def test_yes_and_true_are_both_understood(word):
    text = f"crosswalk: {{from: a, to: b}}\nitems: [{{relation: same, comparable: {word}}}]"
    assert faults(text, "crosswalk") == set()


def test_decisions_keep_the_key_on():
    text = (
        "decisions:\n"
        "  - {provider: p, item: 1.1, from: a, to: b, by: panel, date: 2019-01-01,\n"
        "     reason: because, on: {favourable: 3, applicable: 4}}\n"
    )
    assert faults(text, "decisions") == set()


def test_an_entry_with_nothing_in_it():
    assert faults("decisions:\n  -\n  - a\n", "decisions") == {("F107", "2:3"), ("F103", "3:5")}


def test_the_file_as_a_whole_has_the_wrong_kind():
    document, _ = parse("- a\n", "f.yaml")
    assert document is not None
    (finding,) = check(document, "decisions")
    assert finding.message == "the file must be keys with values, not a list"


def test_a_number_of_five_thousand_digits_is_refused():
    assert faults(ROUND % ("true", "9" * 5000), "round") == {("F103", "5:46")}
