"""A crosswalk accounts for every item of both versions exactly once."""

from __future__ import annotations

import pytest

from engine.frameworks.crosswalk import carried
from engine.frameworks.crosswalk import crosswalk_versions
from engine.frameworks.crosswalk import load_crosswalk
from engine.frameworks.crosswalk import not_carried
from engine.frameworks.load import load_vocabulary
from tests.frameworks.small import FRAMEWORK
from tests.frameworks.small import write

CROSSWALK = """\
crosswalk: {from: care-1, to: care-2}
items:
  - {from: [H, D], to: [H, D], relation: same}
  - {from: [H1(a)], to: [H1a], relation: reworded, comparable: yes,
     because: The same sense., source: annex a}
  - {from: [D1], to: [D1], relation: replaced, comparable: no, because: Another question.}
  - {from: [H2], relation: withdrawn}
  - {to: [H3], relation: new}
"""


def underlined(finding):
    start = finding.place.column - 1
    return finding.place.text[start : start + finding.place.width]


@pytest.fixture
def versions(tmp_path):
    (tmp_path / "care-1").mkdir()
    (tmp_path / "care-2").mkdir()
    first = write(tmp_path / "care-1")
    homes = (first / "domains" / "1-homes.yaml").read_text().replace("id: H2", "id: H3")
    second = write(tmp_path / "care-2", FRAMEWORK.replace("care-1", "care-2"), homes)
    return load_vocabulary(first)[0], load_vocabulary(second)[0]


@pytest.fixture
def load(tmp_path, versions):
    def load(text):
        folder = tmp_path / "care-2"
        (folder / "crosswalk.yaml").write_text(text)
        return load_crosswalk(folder, *versions)

    return load


def test_answers_carry_over_where_they_are_comparable(load):
    crosswalk, findings = load(CROSSWALK)
    assert findings == ()
    assert carried(crosswalk) == {"h": "h", "d": "d", "h1a": "h1a"}
    assert carried(crosswalk, "backwards") == {"h": "h", "d": "d", "h1a": "h1a"}


def test_what_does_not_carry_over_is_named_with_its_reason(load):
    crosswalk, _ = load(CROSSWALK)
    forwards = [(n.given, n.wanted, n.relation) for n in not_carried(crosswalk)]
    assert forwards == [
        (("d1",), ("d1",), "replaced"),
        (("h2",), (), "withdrawn"),
        ((), ("h3",), "new"),
    ]
    assert not_carried(crosswalk, "backwards")[1].wanted == ("h2",)
    assert not_carried(crosswalk)[0].because == "Another question."


def test_the_way_from_one_version_to_the_other(load):
    crosswalk, _ = load(CROSSWALK)
    assert crosswalk.direction("care-1", "care-2") == "forwards"
    assert crosswalk.direction("care-2", "care-1") == "backwards"
    assert crosswalk.direction("care-1", "care-3") is None


def test_the_versions_are_known_without_loading_them(load, tmp_path):
    load(CROSSWALK)
    assert crosswalk_versions(tmp_path / "care-2") == ("care-1", "care-2")
    assert crosswalk_versions(tmp_path / "care-1") is None


REWORDED = "".join(CROSSWALK.splitlines(keepends=True)[3:5])


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("from: care-1", "from: care-0", ["X001 1 care-0"]),
        ("from: [H2]", "from: [H22]", ["X003 2 items", "X002 7 H22"]),
        ("to: [H3]", "to: [H1a]", ["X003 2 items", "X004 8 H1a"]),
        (REWORDED, "", ["X003 2 items", "X003 2 items"]),
        ("to: [H, D], relation", "to: [H], relation", ["X003 2 items", "X005 3 same"]),
        (
            "{from: [H2], relation: withdrawn",
            "{relation: same",
            ["X003 2 items", "X005 7 same"],
        ),
        ("relation: withdrawn", "relation: same", ["X005 7 same"]),
        ("relation: withdrawn", "relation: new", ["X006 7 new", "X006 7 new"]),
        ("relation: replaced", "relation: split", ["X006 6 split"]),
        ("relation: replaced", "relation: merged", ["X006 6 merged"]),
        ("comparable: no, because: Another question.", "", ["X007 6 replaced"]),
        (", because: Another question.", "", ["X007 6 no"]),
        ("relation: same", "relation: same, comparable: no", ["X007 3 no"]),
        ("relation: new", "relation: new, comparable: yes", ["X008 8 yes"]),
        ("source: annex a", "source: annex b", ["F202 5 annex b"]),
        ("relation: new", "relation: newer", ["F104 8 newer"]),
    ],
)
def test_each_fault_is_found_where_it_is(load, old, new, found):
    assert old in CROSSWALK
    crosswalk, findings = load(CROSSWALK.replace(old, new))
    assert crosswalk is None
    assert [f"{f.code} {f.place.line} {underlined(f)}" for f in findings] == found
    for finding in findings:
        assert finding.message
        assert finding.help
        assert finding.labels


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "relation: replaced",
            "relation: split",
            'for "split", "to" must have two or more items',
        ),
        ("relation: same", "relation: split", 'for "split", "from" must have exactly one item'),
        ("to: [H3], ", "", 'for "new", "to" must have at least one item'),
        ("{to: [H3]", "{to: [H3], from: [H2]", 'for "new", "from" must have no items'),
    ],
)
def test_a_relation_says_how_many_items_it_has(load, old, new, message):
    _, findings = load(CROSSWALK.replace(old, new))
    assert message in [finding.message for finding in findings]


def test_split_and_merged_items_are_left_over_in_both_directions(load):
    text = CROSSWALK.replace(
        "  - {from: [H2], relation: withdrawn}\n  - {to: [H3], relation: new}\n",
        "  - {from: [H2], to: [H3, D1], relation: split, comparable: yes, because: x}\n",
    ).replace(
        ", to: [D1], relation: replaced, comparable: no, because: Another question.}",
        ", relation: withdrawn}",
    )
    crosswalk, findings = load(text)
    assert findings == ()
    assert [n.relation for n in not_carried(crosswalk)] == ["withdrawn", "split"]
    assert "h2" not in carried(crosswalk)
