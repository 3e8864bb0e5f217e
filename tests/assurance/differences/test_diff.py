"""What is found to have changed: declarations, items, lines of rules."""

from __future__ import annotations

import datetime
import shutil
from dataclasses import fields
from dataclasses import is_dataclass
from dataclasses import replace
from fractions import Fraction

import pytest

from engine.assurance.differences.diff import diff
from engine.diagnostics import Invalid
from engine.diagnostics import Place
from engine.frameworks.model import Input
from engine.frameworks.model import Item
from engine.frameworks.model import Precision
from engine.frameworks.model import Sample
from engine.frameworks.model import Status
from engine.frameworks.model import Text
from engine.rules.load import load_framework
from tests.frameworks import small
from tests.pages import BASES
from tests.rounds.making import framework
from tests.rounds.making import shipped
from tests.rules.vocabularies import CASEWORK
from tests.rules.vocabularies import PRINCIPLES
from tests.rules.vocabularies import STARS
from tests.rules.written import CASES

JUDGED = """\
rate each key question:
    judged by inspector
rate provider:
    lowest of key questions
"""
SMALL_RULES = """\
rate each question:
    judged by inspector
rate provider:
    lowest of questions
"""


def differences(before, after, rules=JUDGED):
    """What changed in a vocabulary, in a line each."""
    found = diff(framework(before, rules), framework(after, rules)).differences
    return [said(difference) for difference in found]


def said(difference):
    """A difference in a line: what became of what, and every detail."""
    ids = [" + ".join(side.ids) for side in (difference.before, difference.after)]
    name = ids[0] if ids[0] == ids[1] else " -> ".join(ids)
    details = [f"{d.name}: {d.before} -> {d.after}" for d in difference.details]
    return " | ".join([f"{difference.kind} {name} {', '.join(difference.changes)}", *details])


def edited(vocabulary, item_id, **changes):
    """A vocabulary with another item."""
    items = tuple(
        replace(item, **changes) if item.id == item_id else item for item in vocabulary.items
    )
    return replace(vocabulary, items=items)


# Nothing


def test_the_same_framework_written_in_another_order_has_not_changed(tmp_path):
    """Files, keys and lists in another order, comments, citations in other capitals."""
    before = tmp_path / "before"
    after = tmp_path / "after"
    for folder in (before, after):
        shutil.copytree(BASES / "inspection" / "standards" / "care-1", folder)
    (after / "domains" / "a-leadership.yaml").rename(after / "domains" / "z.yaml")
    path = after / "framework.yaml"
    text = path.read_text("utf-8")
    roles = "roles:\n  - {id: inspector}\n  - {id: panel}\n"
    turned = "# who decides\nroles:\n  - {id: panel}\n  - {id: inspector}\n"
    values = text.replace("values: [open, closed]", "values: [closed, open]")
    path.write_text(turned + values.replace(roles, ""), "utf-8")
    path = after / "ratings.rules"
    *others, last = path.read_text("utf-8").split("\n\n")
    rules = "\n\n".join([last, *others]).replace("at most fair", "at  most  Fair")
    path.write_text(rules.replace("[Handbook]", "[handbook]  # so it is"), "utf-8")
    found = diff(load_framework(before), load_framework(after))
    assert found.empty
    assert found.before.digest != found.after.digest


# Every field of the model

SPARED = {
    "Vocabulary.rules_language": "there is one language",
    "Item.children": "follows from what each item is within",
    "Item.parent": "see the tests of moved items",
    "Item.id": "see the tests of items that come and go",
    "Item.level": "other things are called by these, and would have to change with them",
    "Level.id": "",
    "Level.scale": "",
    "Scale.id": "",
    "Judgements.scale": "",
}
"""Fields that the next test leaves alone, and why."""

NOTHING = {
    "text": Text("Is it safe?", "annex a"),
    "answers": None,
    "score": Fraction(7),
    "to": Fraction(7),
    "in_force_to": datetime.date(2030, 1, 1),
    "characteristics": (),
    "statuses": (Status("late"),),
    "precision": Precision(Fraction(80), Fraction(5)),
}
"""What is put where there was nothing."""


def leaves(value, path=(), owner=""):
    """The way to every plain value of a model, and the field that it is."""
    if is_dataclass(value):
        for field in (field for field in fields(value) if field.compare):
            name = f"{type(value).__name__}.{field.name}"
            yield from leaves(getattr(value, field.name), (*path, field.name), name)
    elif isinstance(value, tuple) and value and is_dataclass(value[0]):
        for number, each in enumerate(value):
            yield from leaves(each, (*path, number), owner)
    elif owner not in SPARED:
        yield path


def put(value, path, change):
    """The model with something else at a place."""
    if not path:
        return change(value)
    step, *rest = path
    if isinstance(step, int):
        return (*value[:step], put(value[step], rest, change), *value[step + 1 :])
    return replace(value, **{step: put(getattr(value, step), rest, change)})


def other(value, field):
    """Something else than a value; where there is nothing, something."""
    match value:
        case bool():
            return not value
        case Fraction() | int():
            return value + 1
        case datetime.date():
            return value + datetime.timedelta(days=1)
        case ():
            return NOTHING.get(field, ("Day",))
        case tuple():
            return value[1:]
        case None:
            return NOTHING.get(field, "Day")
        case _:
            return f"{value} too"


def test_no_field_of_a_framework_changes_unnoticed(tmp_path):
    folder = small.write(tmp_path)
    (folder / "ratings.rules").write_text(SMALL_RULES, "utf-8")
    full = load_framework(folder)
    unnoticed = []
    for path in leaves(full.vocabulary):
        changed = put(full.vocabulary, path, lambda value, field=path[-1]: other(value, field))
        if (
            changed != full.vocabulary
            and not diff(full, replace(full, vocabulary=changed)).differences
        ):
            unnoticed.append(path)
    assert unnoticed == []


# Declarations


def test_a_band_that_begins_elsewhere():
    first, *others = CASEWORK.bands
    edges = (*first.edges[:2], replace(first.edges[2], at=Fraction(70)), first.edges[3])
    after = replace(CASEWORK, bands=(replace(first, edges=edges), *others))
    assert differences(CASEWORK, after, CASES) == [
        "bands case bands changed | good: from 65 -> from 70"
    ]


def test_a_sample_that_is_to_be_surer():
    loose, sure = (Precision(Fraction(80), margin) for margin in (Fraction(5), Fraction(5, 2)))
    before, after = (
        replace(CASEWORK, samples=(Sample("visits", "Visits", (), (), precision=precision),))
        for precision in (loose, sure)
    )
    words = "precision: 80 % within 5 points -> 80 % within 2.5 points"
    assert differences(before, after, CASES) == [f"sample visits changed | {words}"]


def test_what_comes_and_goes():
    after = replace(PRINCIPLES, inputs=(Input("safeguarding", "one of", ("not kept", "kept")),))
    assert differences(PRINCIPLES, after) == [
        "input breach of regulations ->  withdrawn | type: yes/no ->  | default: no -> ",
        "input  -> safeguarding added | type:  -> one of | values:  -> kept and not kept",
    ]


def test_a_difference_names_both_places():
    before = replace(PRINCIPLES, inputs=(replace(PRINCIPLES.inputs[0], place=Place("f", 3)),))
    fact = replace(PRINCIPLES.inputs[0], default="yes", place=Place("g", 5))
    after = replace(PRINCIPLES, inputs=(fact,))
    (found,) = diff(framework(before, JUDGED), framework(after, JUDGED)).differences
    assert (found.before.places, found.after.places) == ((Place("f", 3),), (Place("g", 5),))


# Items


def test_a_reworded_text_is_marked():
    one = Text("Is it warm?", "A")
    before = edited(PRINCIPLES, "safe", text=one)
    after = edited(PRINCIPLES, "safe", text=replace(one, words="Is it always warm?"))
    (found,) = diff(framework(before, JUDGED), framework(after, JUDGED)).differences
    assert found.changes == ("reworded",)
    assert [(run.before, run.after) for run in found.details[0].runs] == [
        ("Is it", "Is it"),
        ("", " always"),
        (" warm?", " warm?"),
    ]


def test_how_the_lines_of_a_text_are_broken_is_no_change():
    before = edited(PRINCIPLES, "safe", text=Text("Is it warm?", "A"))
    after = edited(PRINCIPLES, "safe", text=Text("Is it\n  warm?", "A"))
    assert differences(before, after) == []


def test_what_holds_of_everything_below_is_said_once():
    """Of a domain, and not again of each of its standards and questions."""
    two = replace(CASEWORK, provider_types=STARS.provider_types)
    items = tuple(
        replace(item, sample="files") if item.id.startswith("2") else item
        for item in CASEWORK.items
    )
    found = differences(two, replace(two, items=items), CASES)
    assert found == ["item 2 changed | sample:  -> files"]


def test_an_item_that_moves_and_one_that_is_new():
    items = [item for item in CASEWORK.items if item.id not in {"2.1.3", "2.2"}]
    after = replace(
        CASEWORK,
        items=(
            *items[:-3],
            replace(CASEWORK.item_by_id["2.2"], children=("2.2.1", "2.2.2", "2.2.3", "2.1.3")),
            *items[-3:],
            replace(CASEWORK.item_by_id["2.1.3"], parent="2.2"),
            Item("2.2.4", "key question", parent="2.2"),
        ),
    )
    assert differences(CASEWORK, after, CASES) == [
        "item 2.1.3 moved | within: 2.1 -> 2.2",
        "item  -> 2.2.4 added | level:  -> key question | within:  -> 2.2 | weight:  -> 1",
    ]


# Items of two versions, as a crosswalk has them

HEAD = """\
title: Standards of care
rules_language: 1
scales:
  - id: rating
    lowest_first: [{id: poor}, {id: fair}, {id: good}]
levels:
  - {id: question, plural: questions, scale: rating}
  - {id: domain, plural: domains}
  - {id: provider, plural: providers, scale: rating}
roles: [{id: inspector}]
"""
LATER = """\
framework: care-2
items:
  - id: h
    level: domain
    items:
      - {id: h1, level: question, name: Warmth}
      - {id: h2, level: question, name: Food}
      - {id: h3, level: question, name: Sleep}
  - id: d
    level: domain
    items:
      - {id: d1, level: question, name: Trips}
      - {id: d2, level: question, name: Games}
      - {id: d3, level: question, name: Songs}
"""
EARLIER = """\
framework: care-1
items:
  - id: h
    level: domain
    items:
      - {id: h1, level: question, name: Warmth and food}
      - {id: h2, level: question, name: Trips}
      - {id: h4, level: question, name: Smoking}
      - {id: h3, level: question, name: Sleep}
  - id: d
    level: domain
    items:
      - {id: d1, level: question, name: Board games}
      - {id: d2, level: question, name: Card games}
"""
CROSSWALK = """\
crosswalk: {from: care-1, to: care-2}
items:
  - {from: [h, d], to: [h, d], relation: same}
  - {from: [h1], to: [h1, h2], relation: split, comparable: no, because: One asked for both.}
  - {from: [h2], to: [d1], relation: moved}
  - {from: [h4], to: [], relation: withdrawn}
  - {from: [h3], to: [h3], relation: reworded, comparable: no, because: It is stricter.}
  - {from: [d1, d2], to: [d2], relation: merged, comparable: no, because: They are alike.}
  - {from: [], to: [d3], relation: new}
"""


@pytest.fixture
def versions(tmp_path):
    """Two versions and the crosswalk between them."""
    for name, text in (("care-1", EARLIER), ("care-2", LATER)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "framework.yaml").write_text(HEAD + text, "utf-8")
        (tmp_path / name / "ratings.rules").write_text(SMALL_RULES, "utf-8")
    (tmp_path / "care-2" / "crosswalk.yaml").write_text(CROSSWALK, "utf-8")
    return tmp_path / "care-1", tmp_path / "care-2"


def became(found):
    """What became of each item, and whether answers carry over."""
    return [
        (" + ".join(d.before.ids), " + ".join(d.after.ids), *d.changes, d.comparable)
        for d in found.differences
        if d.kind == "item"
    ]


def test_what_became_of_items_is_as_the_crosswalk_says(versions):
    found = diff(*map(load_framework, versions))
    assert found.crosswalk == "care-2"
    assert became(found) == [
        ("h1", "h1 + h2", "split", False),
        ("h2", "d1", "renumbered", "moved", True),
        ("h4", "", "withdrawn", False),
        ("h3", "h3", "reworded", False),
        ("d1 + d2", "d2", "merged", False),
        ("", "d3", "added", False),
    ]


def test_the_way_back_is_the_same_crosswalk(versions):
    later, earlier = (load_framework(folder) for folder in reversed(versions))
    found = diff(later, earlier)
    assert found.crosswalk == "care-2"
    assert became(found) == [
        ("h1 + h2", "h1", "merged", False),
        ("d1", "h2", "renumbered", "moved", True),
        ("", "h4", "added", False),
        ("h3", "h3", "reworded", False),
        ("d2", "d1 + d2", "split", False),
        ("d3", "", "withdrawn", False),
    ]


def test_without_a_crosswalk_items_with_one_id_correspond(versions):
    (versions[1] / "crosswalk.yaml").unlink()
    found = diff(*map(load_framework, versions))
    assert found.crosswalk == ""
    assert ("h2", "h2", "reworded", True) in became(found)
    assert ("h4", "", "withdrawn", False) in became(found)


def test_a_crosswalk_that_forgets_an_item_is_refused(versions):
    path = versions[1] / "crosswalk.yaml"
    path.write_text(CROSSWALK.replace("  - {from: [], to: [d3], relation: new}\n", ""), "utf-8")
    with pytest.raises(Invalid) as caught:
        diff(*map(load_framework, versions))
    assert [finding.code for finding in caught.value.findings] == ["X003"]


def test_between_the_shipped_versions_one_question_was_replaced():
    found = diff(shipped("2018-19"), shipped("2019-20"))
    replaced = [d for d in found.differences if "replaced" in d.changes]
    assert [(d.before.ids, d.comparable) for d in replaced] == [(("4.1.3",), False)]
    assert [d.name for d in replaced[0].details] == [
        "text",
        "source",
        "wording",
        "expectations",
        "notes",
    ]


# Lines of rules

CARE = """\
rate each key question:
    judged by inspector
rate provider:
    first that applies
        inadequate if at least 2 key questions are inadequate [P6]
        requires improvement if any key question is inadequate
        good otherwise
    allow inspection manager to move up or down 1
    at most requires improvement if breach of regulations [P1]
"""


def lines(before, after, vocabulary=PRINCIPLES):
    """What became of each line of the rules that changed, but for those that did not."""
    found = diff(framework(vocabulary, before), framework(vocabulary, after)).rules
    clauses = [clause for rule in found for clause in rule.clauses]
    return [
        (c.change, *(None if line is None else line.words for line in (c.before, c.after)))
        for c in clauses
        if c.change != "same"
    ]


def test_a_number_in_a_line():
    new = CARE.replace("at least 2", "at least 3")
    words = "inadequate if at least {} key questions are inadequate"
    assert lines(CARE, new) == [("changed", words.format(2), words.format(3))]


def test_a_line_that_is_new_and_one_that_is_gone():
    new = CARE.replace("        requires improvement if any key question is inadequate\n", "")
    gone = "requires improvement if any key question is inadequate"
    assert lines(CARE, new) == [("withdrawn", gone, None)]
    assert lines(new, CARE) == [("added", None, gone)]


def test_two_lines_that_change_places():
    *rest, allow, limit = CARE.splitlines(keepends=True)
    words = "at most requires improvement if breach of regulations"
    found = lines(CARE, "".join([*rest, limit, allow]))
    assert sorted(found, key=str) == [("moved", words, None), ("moved", None, words)]


def test_a_line_with_another_source():
    new = CARE.replace("[P1]", "[P2]")
    words = "at most requires improvement if breach of regulations"
    assert lines(CARE, new) == [("cited otherwise", words, words)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("at least 2 key questions are inadequate", "AT LEAST  2 key questions are Inadequate"),
        ("if breach of regulations", 'if "breach of regulations"'),
        ("any key question is inadequate", "any key question is inadequate or worse"),
    ],
)
def test_other_words_with_one_meaning_are_no_change(old, new):
    assert lines(CARE, CARE.replace(old, new)) == []


def test_conditions_in_another_order_are_no_change():
    line = "    down 1 if safe is good and caring is inadequate\n"
    turned = "    down 1 if caring is inadequate and safe is good\n"
    assert lines(CARE + line, CARE + turned) == []


def test_the_same_words_may_mean_something_else():
    """A group of the same name with other members; a scale with another grade."""
    scale = PRINCIPLES.scales[0]
    grades = (*scale.grades, replace(scale.grades[-1], id="superb", name="Superb"))
    more = replace(PRINCIPLES, scales=(replace(scale, grades=grades),))
    rules = CARE.replace("any key question is inadequate", "safe is good or better")
    found = diff(framework(PRINCIPLES, rules), framework(more, rules)).rules
    changes = [clause.change for rule in found for clause in rule.clauses]
    assert changes.count("meant otherwise") == 1


def test_an_expectation_that_is_new():
    line = (
        "expect provider is requires improvement or worse if any key question is inadequate\n"
    )
    assert lines(CARE, CARE + line) == [("added", None, line.strip())]
    assert lines(CARE + line, line + CARE) == []


def test_a_rule_that_is_divided():
    """Each part is held against the rule that rated its items before."""
    each = "rate each component:\n    judged by inspector\n"
    whole = "rate provider:\n    start from staffing\n"
    limit = "    at most three stars if special focus facility\n"
    parts = (
        f"rate staffing:\n    judged by inspector\n{limit}"
        'rate "health inspection":\n    judged by inspector\n'
        'rate "quality measures":\n    judged by inspector\n'
    )
    assert lines(each + whole, parts + whole, STARS) == [("added", None, limit.strip())]
