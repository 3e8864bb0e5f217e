"""Whose ratings another framework would change, and the line that makes the difference."""

from __future__ import annotations

import shutil

import pytest

from engine.diagnostics import Invalid
from engine.rounds.changes import Provider
from engine.rounds.changes import Standing
from engine.rounds.changes import Versions
from engine.rounds.impact import impact
from engine.rounds.rate import rate
from engine.rules.load import load_framework
from tests.rounds.making import framework
from tests.rounds.making import people
from tests.rounds.making import round_of
from tests.rules.vocabularies import CARE
from tests.rules.vocabularies import PRINCIPLES
from tests.rules.written import questions


@pytest.fixture
def care(inspection):
    """A round of three providers beside the two versions that it may be rated under."""
    shutil.copytree(inspection / "standards" / "care-1", inspection / "edited")
    return inspection


def edit(folder, name, old, new):
    """Another text in a file of a framework."""
    path = folder / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def found(folder, other="edited", **more):
    """The impact of an edited framework on the round."""
    own = load_framework(folder / "standards" / "care-1")
    there = folder / other
    return impact(folder / "spring", own, load_framework(there), cache=False, **more)


def changes(impact):
    """Every change in a line."""
    return [
        f"{c.provider} {c.item}: {c.before.label} -> {c.after.label} by {c.cause.item}"
        for c in impact.changes
    ]


def test_the_same_framework_changes_nothing(care):
    same = found(care)
    assert not same.changed
    assert changes(same) == []
    counted = {move.level: 0 for move in same.moves}
    for move in same.moves:
        assert move.before == move.after
        counted[move.level] += move.number
    assert counted == {"provider": 3, "standard": 12, "question": 11}


def test_a_band_that_begins_elsewhere(care):
    """One question of two providers; the standard of one of them follows."""
    edit(
        care / "edited",
        "framework.yaml",
        "{from: 75, rating: good}",
        "{from: 80, rating: good}",
    )
    other = found(care)
    assert changes(other) == [
        "elm b1b: good -> fair by b1b",
        "park b1: good -> fair by b1b",
        "park b1b: good -> fair by b1b",
    ]
    moved = [(m.level, m.type, m.number) for m in other.moves if m.before != m.after]
    assert sorted(moved) == [
        ("question", "day", 1),
        ("question", "home", 1),
        ("standard", "day", 1),
    ]


def test_the_cause_is_the_line_that_sets_the_ratings_apart(care):
    edit(care / "edited", "ratings.rules", "at most fair if breach", "at most poor if breach")
    limit = "not rated if state is closed"
    edit(
        care / "edited",
        "ratings.rules",
        limit,
        f"{limit}\n    at most fair if all standards are fair or better",
    )
    other = found(care)
    causes = [change.cause for change in other.changes]
    assert changes(other)[0] == "oak : good -> fair by "
    assert causes[0].before.line.words.startswith("total score of standards")
    assert causes[0].after.line.words == "at most fair if all standards are fair or better"
    assert causes[0].after.line.place.line == 15


def test_another_default_holds_where_nothing_was_recorded(care):
    """The round records no breach of anybody but Elm, of whom it says that there is none."""
    facts = "provider,input,value,reason\nelm,breach,no,Looked into\n"
    (care / "spring" / "inputs.csv").write_text(facts, "utf-8")
    edit(
        care / "edited",
        "framework.yaml",
        "type: yes/no, default: no",
        "type: yes/no, default: yes",
    )
    edit(care / "edited", "ratings.rules", "at most fair if breach", "at most poor if breach")
    assert changes(found(care)) == ["oak : good -> poor by ", "park : good -> poor by "]


def test_what_is_not_carried_over_may_be_the_cause(care):
    shutil.copytree(care / "standards" / "care-2", care / "edited", dirs_exist_ok=True)
    shutil.rmtree(care / "edited")
    other = found(care, "standards/care-2")
    (change,) = [c for c in other.changes if (c.provider, c.item) == ("park", "b1")]
    assert change.after == Standing(None, ("poor", "fair", "good"), "cannot be computed")
    assert (change.cause.item, change.cause.after.saw) == ("b1b", "It sets a time limit.")
    assert {c.item for c in other.changes}.isdisjoint({"b1b", "b2c"})
    assert other.changed
    assert other.carried is not None


def test_a_decision_that_is_no_longer_allowed(care):
    """Oak's b1a was moved from good to fair."""
    path = care / "edited" / "ratings.rules"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if "allow panel" not in line), "utf-8")
    other = found(care)
    assert changes(other) == ["oak b1: fair -> good by b1a", "oak b1a: fair -> good by b1a"]
    before, after = (getattr(next(iter(other.changes)).cause, s) for s in ("before", "after"))
    assert before.saw == "panel moved it from good"
    assert after.line.words.startswith("percentage of judgements")
    assert [finding.code for finding in other.findings] == ["D208"]


def test_a_round_with_errors_is_refused(care):
    (care / "spring" / "judgements.csv").write_text("provider,item\n", "utf-8")
    with pytest.raises(Invalid):
        found(care)


def test_two_versions_without_a_crosswalk_are_refused(care):
    edit(care / "edited", "framework.yaml", "framework: care-1", "framework: care-3")
    with pytest.raises(Invalid) as caught:
        found(care)
    assert [finding.code for finding in caught.value.findings] == ["X201"]


# A single provider, in memory


def causes(before, after, grades, **more):
    """What one provider would have, by the rules for five judged key questions."""
    own, other = (framework(PRINCIPLES, questions(*lines)) for lines in (before, after))
    judged = people({"elm": dict(zip(CARE, grades, strict=True))})
    made = round_of(*judged, inputs={("elm", "breach of regulations"): "no"}, **more)
    old, new = (rate(made, each).results[0] for each in (own, other))
    found = Provider(Versions(own, other), old, new).changes()
    return [
        (c.before.label, c.after.label, *map(_words, (c.cause.before, c.cause.after)))
        for c in found
    ]


def _words(given):
    return given.line.words


def test_a_branch_that_is_gone():
    lines = (
        "first that applies",
        "    inadequate if any key question is inadequate",
        "    good otherwise",
    )
    grades = ("inadequate", "good", "good", "good", "good")
    assert causes(lines, (lines[0], lines[2]), grades) == [
        ("inadequate", "good", lines[1].strip(), lines[2].strip())
    ]


def test_a_line_that_both_have_is_not_blamed():
    """Both go up at the end, from where the bases have already parted."""
    up = "up 1 if safe is good"
    grades = ("good", "inadequate", "good", "good", "good")
    assert causes(
        ("lowest of key questions", up), ("highest of key questions", up), grades
    ) == [
        (
            "requires improvement",
            "outstanding",
            "lowest of key questions",
            "highest of key questions",
        )
    ]


def test_lines_that_make_up_for_each_other_are_no_change():
    up, down = "up 1 if safe is good", "down 1 if safe is good"
    grades = ("good",) * 5
    assert (
        causes(("lowest of key questions",), ("lowest of key questions", up, down), grades)
        == []
    )


def test_of_what_stands_above_providers_a_member_is_the_cause(care):
    """A region is the lowest of its providers, one of which would be another."""
    levels = "  - {id: provider, plural: providers, scale: rating}\n"
    region = f"{levels}  - {{id: region, plural: regions, scale: rating, pools: ratings}}\n"
    rule = "rate region:\n    lowest of providers ignoring not rated\n"
    for name in ("standards/care-1", "edited"):
        edit(care / name, "framework.yaml", levels, region)
        text = (care / name / "ratings.rules").read_text("utf-8")
        (care / name / "ratings.rules").write_text(f"{text.rstrip()}\n\n{rule}", "utf-8")
    head = (care / "spring" / "round.yaml").read_text("utf-8")
    for provider in ("oak", "park"):
        head = head.replace(f"{{id: {provider},", f"{{id: {provider}, part_of: north,")
    north = "  - {id: north, name: North, level: region}\n"
    head = head.replace("providers:\n", f"providers:\n{north}")
    (care / "spring" / "round.yaml").write_text(head, "utf-8")
    edit(
        care / "edited", "framework.yaml", "{from: 6, rating: good}", "{from: 8, rating: good}"
    )
    other = found(care)
    whole = [c for c in other.changes if c.provider == "north"]
    assert [(c.level, c.before.label, c.after.label) for c in whole] == [
        ("region", "good", "fair")
    ]
    assert (whole[0].cause.provider, whole[0].cause.item) == ("oak", "")
    assert whole[0].cause.after.line.words.startswith("total score of standards")
