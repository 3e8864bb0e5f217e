"""Any text gives a document, or findings that point into it; never an exception."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from engine.frameworks import document
from engine.frameworks.document import parse
from engine.frameworks.document import read
from engine.frameworks.nodes import Mapping
from engine.frameworks.nodes import Scalar
from engine.frameworks.nodes import Sequence
from engine.frameworks.text import LIMIT


def findings(text):
    parsed, found = parse(text, "f.yaml")
    assert parsed is None
    return found


def only(text):
    (finding,) = findings(text)
    return finding


def root(text):
    parsed, found = parse(text, "f.yaml")
    assert found == ()
    assert parsed is not None
    return parsed.root


def nodes(node):
    yield node
    if isinstance(node, Sequence):
        for item in node.items:
            yield from nodes(item)
    elif isinstance(node, Mapping):
        for entry in node.entries.values():
            yield entry.key
            yield from nodes(entry.value)


@pytest.mark.parametrize(
    "word", ["no", "yes", "on", "2.10", "012", "1:30", "2018-06-01", "~", "null", "0x1F", "1e3"]
)
def test_every_scalar_is_text(word):
    value = root(f"key: {word}").get("key")
    assert value == Scalar(word, value.place)
    assert value.plain


def test_quotation_marks_are_remembered():
    assert not root("key: '1'").get("key").plain
    assert not root('key: ""').entries["key"].value.is_empty


def test_an_empty_value_is_absent_and_stands_at_its_key():
    mapping = root("a: 1\nbc:\n")
    assert mapping.get("bc") is None
    assert (
        mapping.entries["bc"].value.place.line,
        mapping.entries["bc"].value.place.width,
    ) == (2, 2)


def test_places_count_from_one_and_in_characters():
    value = root('ключ: {"😀": два}').get("ключ").get("😀")
    assert (value.place.line, value.place.column, value.place.width) == (1, 13, 3)
    assert value.place.text == 'ключ: {"😀": два}'


def test_a_text_over_several_lines_is_underlined_on_its_first():
    value = root("a: one\n  two\n").get("a")
    assert (value.text, value.place.width) == ("one two", 3)


def test_a_byte_order_mark_is_accepted(tmp_path):
    path = tmp_path / "f.yaml"
    path.write_bytes(b"\xef\xbb\xbfkey: 1\n")
    parsed, found = read(path)
    assert found == ()
    assert parsed is not None
    assert isinstance(parsed.root, Mapping)
    (entry,) = parsed.root.entries.values()
    assert entry.value.place.column == 6


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_any_line_end_will_do(line_end):
    assert root(f"a: 1{line_end}b: 2{line_end}").get("b").place.line == 2


FAULTS = [
    ("", "F003", "f.yaml"),
    ("# nothing\n", "F003", "f.yaml"),
    ("---\n", "F003", "f.yaml"),
    ("a: b: c", "F008", "f.yaml:1:5"),
    ("- a\nb: 1", "F008", "f.yaml:2:1"),
    ('a: "x\nb: 1', "F008", "f.yaml:1:4"),
    ("a: [1, 2\nb: 3", "F008", "f.yaml:1:4"),
    ("a: {b: 1\nc: 2\n", "F008", "f.yaml:1:4"),
    ("a: {b: 1, c: D: e}", "F008", "f.yaml:1:15"),
    ("a: {b: 1,\n    c: D: e}", "F008", "f.yaml:2:9"),
    ("a: [b: c: d]", "F008", "f.yaml:1:9"),
    ("a: @x", "F008", "f.yaml:1:4"),
    ("a: - b", "F008", "f.yaml:1:4"),
    ("a: 1\nkey\nb: 1", "F008", "f.yaml:2:1"),
    ("a: *", "F008", "f.yaml:1:4"),
    ("a: &\n", "F008", "f.yaml:1:4"),
    ("a: !<", "F008", "f.yaml:1:4"),
    ("%FOO\na: 1", "F008", "f.yaml:1:4"),
    ("%YAML 3.0\n---\na: 1", "F008", "f.yaml:1:1"),
    ("{a: 1}}", "F008", "f.yaml:1:7"),
    ("a: |x\n foo", "F008", "f.yaml:1:5"),
    ('a: "\\q"', "F008", "f.yaml:1:5"),
    ("a: |\n   foo\n  bar\n", "F008", "f.yaml:3:3"),
    ("[a,,b]", "F008", "f.yaml:1:4"),
    ("a:\n\t- b", "F007", "f.yaml:2:1"),
    ("a\x0bb: 1", "F006", "f.yaml:1:2"),
    ("a: 1\nb: x\u202ey", "F006", "f.yaml:2:5"),
    ('a: "\\u202e"', "F006", "f.yaml:1:4"),
    ("a: *b", "F010", "f.yaml:1:4"),
    ("a: &b 1", "F010", "f.yaml:1:4"),
    ("a: !!int 1", "F011", "f.yaml:1:4"),
    ("a: ! 1", "F011", "f.yaml:1:4"),
    ("<<: {a: 1}", "F012", "f.yaml:1:1"),
    ("? [a]\n: b", "F013", "f.yaml:1:3"),
    (": b", "F013", "f.yaml:1:1"),
    ("--- a\n--- b", "F009", "f.yaml:2:1"),
]


@pytest.mark.parametrize(("text", "code", "place"), FAULTS)
def test_each_fault_is_found_where_it_is(text, code, place):
    finding = only(text)
    assert (finding.code, str(finding.place)) == (code, place)
    assert finding.message
    assert finding.help


def test_text_with_a_colon_in_braces_needs_quotation_marks():
    finding = only("- {id: c01, name: C01: Breast screening}")
    assert (finding.place.column, finding.message) == (22, 'a second ":" cannot stand here')
    assert "quotation marks" in finding.help
    assert root("- {id: c01, name: 'C01: Breast screening'}")
    assert "never closed" in only("- {id: c01, name: Breast\n- {id: c02}").message
    assert "never closed" in only("a: {b: 1\nc: 2\n").message


@pytest.mark.parametrize("text", [text for text, code, _ in FAULTS if code == "F008"])
def test_a_mistake_is_said_in_our_words(text):
    finding = only(text)
    said = finding.message + finding.help
    for word in ("token", "scalar", "mapping", "flow", "block", "indicator", "parsing", "{0}"):
        assert word not in said


@pytest.mark.parametrize("text", [text for text, code, _ in FAULTS if code == "F008"])
def test_the_library_in_python_finds_the_same_faults(text, monkeypatch):
    import yaml

    expected = only(text)
    monkeypatch.setattr(document, "_LOADER", yaml.SafeLoader)
    assert only(text).code == expected.code


def test_a_duplicate_key_is_shown_in_both_places_and_leaves_a_document():
    parsed, (finding,) = parse("a: 1\nb: 2\na: 3\n", "f.yaml")
    assert parsed is not None
    assert plain(parsed.root) == {"a": "1", "b": "2"}
    assert [label.place.line for label in finding.labels] == [1, 3]
    assert (finding.message, finding.help) == ('"a" is given twice', "keep one of them")


def test_what_the_library_refuses_without_saying_where(monkeypatch):
    import yaml

    def refuse(*_):
        raise yaml.YAMLError

    monkeypatch.setattr(yaml, "parse", refuse)
    assert str(only("a: 1").place) == "f.yaml"


def test_text_in_quotation_marks_means_nothing_but_itself():
    assert plain(root("\"<<\": '*b'\na: '&c'\nb: '!d'")) == {"<<": "*b", "a": "&c", "b": "!d"}


def test_several_refusals_are_said_together():
    assert [f.code for f in findings("a: &x 1\nb: *x\n<<: c\n")] == ["F010", "F010", "F012"]


def test_a_file_in_another_encoding(tmp_path):
    path = tmp_path / "f.yaml"
    path.write_bytes("a: 1\nb: é".encode("latin-1"))
    _, (finding,) = read(path)
    assert (finding.code, finding.place.line, finding.place.column) == ("F002", 2, 4)
    assert finding.message == "this file is not UTF-8 text"
    assert "UTF-8" in finding.help
    path.write_bytes("a: 1".encode("utf-16"))
    _, (finding,) = read(path)
    assert (finding.code, finding.place.line) == ("F002", 0)


def test_a_file_that_is_not_there_and_one_that_is_too_large(tmp_path):
    (finding,) = read(tmp_path / "none.yaml")[1]
    assert finding.code == "F001"
    assert finding.message == "this file is not there, or may not be read"
    assert finding.help
    assert [f.code for f in read(tmp_path)[1]] == ["F001"]
    (tmp_path / "large.yaml").write_text("é" * (LIMIT // 2 + 1), encoding="utf-8")
    assert [f.code for f in read(tmp_path / "large.yaml")[1]] == ["F004"]
    finding = only("a" * (LIMIT + 1))
    assert (finding.code, finding.message) == (
        "F004",
        "this file is larger than 2 million characters",
    )
    assert finding.help


ALIASES = "a: &a [x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(9)
)
BOMBS = {
    "brackets": "[" * 30_000,
    "braces": "{a: " * 30_000,
    "dashes": "- " * 30_000,
    "questions": "? " * 30_000,
    "aliases": ALIASES,
    "many aliases": "a: [" + "*a, " * 100_000 + "]",
    "one long line": "a" * 1_900_000,
    "many keys": "".join(f"k{n}: {n}\n" for n in range(20_000)),
    "one key often": "k: 1\n" * 20_000,
    "an open quotation mark": '"' + "a\n" * 100_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_disarmed_at_once(name):
    started = time.perf_counter()
    parse(BOMBS[name], "f.yaml")
    assert time.perf_counter() - started < 3


@pytest.mark.parametrize("name", ["brackets", "braces", "dashes", "questions"])
def test_deep_nesting_is_named(name):
    assert [finding.code for finding in findings(BOMBS[name])] == ["F005"]


def test_nesting_up_to_the_limit_is_read():
    assert root("[" * 50 + "]" * 50)
    finding = only("[" * 51 + "]" * 51)
    assert (finding.code, finding.place.column) == ("F005", 51)
    assert finding.message == "this is nested more than 50 levels deep"
    assert finding.help


PIECES = st.lists(
    st.sampled_from(
        [
            *"abc:,-[]{}#&*!|>'\"%@`\\?~ \n\t\r",
            "  ",
            ": ",
            "- ",
            "\n  ",
            "<<",
            "---",
            "é",
            "😀",
            "\u2028",
            "\x00",
            "\ufeff",
        ]
    ),
    max_size=40,
).map("".join)


@given(st.text(max_size=60) | PIECES)
@settings(max_examples=400, deadline=None)
def test_no_text_raises_and_every_place_points_into_it(text):
    parsed, found = parse(text, "f.yaml")
    assert parsed is not None or found
    places = [label.place for finding in found for label in finding.labels]
    places += [node.place for node in nodes(parsed.root)] if parsed else []
    for place in places:
        if place.line:
            assert place.text in text
            assert 1 <= place.column <= max(1, len(place.text))
            assert place.column - 1 + place.width <= max(1, len(place.text))


@given(st.binary(max_size=60))
@settings(max_examples=200, deadline=None)
def test_no_bytes_raise(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("bytes") / "f.yaml"
    path.write_bytes(data)
    parsed, found = read(path)
    assert parsed is not None or found


WORDS = st.text("abcdefghijklmnopqrstuvwxyzäöü0123456789", min_size=1, max_size=8)
TREES = st.recursive(
    WORDS,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3)
        | st.dictionaries(WORDS, inner, min_size=1, max_size=3)
    ),
    max_leaves=12,
)


def plain(node):
    match node:
        case Scalar():
            return node.text
        case Sequence():
            return [plain(item) for item in node.items]
        case Mapping():
            return {key: plain(entry.value) for key, entry in node.entries.items()}


@given(TREES, st.booleans())
@settings(max_examples=200, deadline=None)
def test_what_was_written_is_read_and_stands_where_its_place_says(tree, flow):
    import yaml

    text = yaml.safe_dump(tree, allow_unicode=True, default_flow_style=flow, width=1000)
    read_back = root(text)
    assert plain(read_back) == tree
    for node in nodes(read_back):
        if isinstance(node, Scalar):
            start = node.place.column - 1
            shown = node.place.text[start : start + node.place.width]
            assert shown.strip("'\"") == node.text
