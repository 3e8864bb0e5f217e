"""What may be written in examples.yaml, and what it means."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from engine.diagnostics import Severity
from engine.frameworks.model import Group
from engine.frameworks.model import Level
from engine.frameworks.model import ProviderType
from engine.rules.places import words_at
from tests.assurance.trying import care
from tests.assurance.trying import complaints
from tests.assurance.trying import examples
from tests.assurance.trying import faults
from tests.assurance.trying import ran
from tests.assurance.trying import read
from tests.rules.checking import framework_of
from tests.rules.vocabularies import PRINCIPLES
from tests.rules.vocabularies import STARS
from tests.rules.written import NURSING_HOMES
from tests.rules.written import PRINCIPLES_OF_FIVE
from tests.rules.written import questions


def principles():
    return framework_of(PRINCIPLES_OF_FIVE, PRINCIPLES)


def stars():
    return framework_of(NURSING_HOMES, STARS)


def ratings(written, framework):
    """What the only example of a list gives the items of which it expects a rating."""
    (found,) = ran(written, framework)
    return {v.computed.task.key: v.computed.outcome.rating for v in found.verdicts}


# What is given


def test_counts_become_a_percentage_and_a_rating():
    entry = """
    - name: half
      type: home
      counts: [{item: b1a, answers: [20 met, 20 not met]}]
      expect: [{item: b1a, rating: fair}]
    """
    assert complaints(entry, care()) == []


def test_answers_that_do_not_apply_are_left_out():
    entry = """
    - name: half
      type: home
      counts: [{item: b1a, answers: [20 met, 20 not met, 60 Not Applicable]}]
      expect: [{item: b1a, rating: fair}]
    """
    assert complaints(entry, care()) == []


def test_nothing_counted_is_no_case():
    entry = """
    - name: none
      type: home
      counts: [{item: b1a, answers: [12 not applicable]}, {item: b1b, answers: []}]
      expect: [{item: b1a, rating: not rated}, {item: b1b, rating: not rated}]
    """
    assert complaints(entry, care()) == []


def test_a_judged_rating_goes_through_the_other_lines_of_its_rule():
    framework = framework_of(
        """
        rate each key question:
            judged by inspector
            at most good if breach of regulations
        rate provider:
            lowest of key questions
        """,
        PRINCIPLES,
    )
    entry = """
    - name: limited
      inputs: [{input: breach of regulations, value: yes}]
      judged: [{item: key questions, rating: outstanding}]
      expect: [{item: key questions, rating: good}, {item: provider, rating: good}]
    """
    assert complaints(entry, framework) == []


def test_a_given_rating_takes_the_place_of_its_rule():
    entry = """
    - name: one layer
      type: home
      ratings: [{item: b1a, rating: good}, {item: b1b, rating: poor}]
      expect: [{item: b1, rating: poor}]
    """
    assert complaints(entry, care()) == []


def test_a_judgement_withheld_is_not_rated():
    entry = """
    - name: withheld
      type: home
      judged: [{item: a1, rating: not rated}]
      expect: [{item: a1, rating: not rated}]
    """
    assert complaints(entry, care()) == []


def test_from_the_cases_to_the_provider():
    entry = """
    - name: all the way
      type: day
      inputs: [{input: state, value: open}]
      judged: [{item: leadership standards, rating: good}]
      counts:
        - {item: questions, answers: [3 met, 1 not met]}
        - {item: b2a, answers: [1 met, 1 not met]}
      expect:
        - {item: b1, rating: good}
        - {item: b2, rating: fair}
        - {item: provider, rating: good, score: 7}
    """
    assert complaints(entry, care()) == []


def test_inputs_have_the_frameworks_defaults():
    entry = """
    - name: default
      ratings: [{item: key questions, rating: good}]
      expect: [{item: provider, rating: good}]
    """
    assert complaints(entry, principles()) == []


@pytest.mark.parametrize(("value", "rating"), [("yes", "requires improvement"), ("no", "good")])
def test_inputs_are_what_the_example_says(value, rating):
    entry = f"""
    - name: given
      inputs: [{{input: Breach of Regulations, value: {value}}}]
      ratings: [{{item: key questions, rating: good}}]
      expect: [{{item: provider, rating: {rating}}}]
    """
    assert complaints(entry, principles()) == []


def test_somebody_may_move_a_rating_where_the_rules_allow_it():
    entry = """
    - name: moved
      ratings: [{item: key questions, rating: good}]
      decided: [{item: provider, rating: outstanding}]
      expect: [{item: provider, rating: outstanding}]
    """
    assert complaints(entry, principles()) == []


# Names


@pytest.mark.parametrize("name", ["b1a", "B1A", "b1(a)"])
def test_an_item_is_known_by_its_id_in_any_form(name):
    entry = f"""
    - name: names
      type: home
      counts: [{{item: {name}, answers: [1 MET]}}]
      expect: [{{item: {name}, rating: Good}}]
    """
    assert ratings(entry, care()) == {"b1a": "good"}


def test_an_item_is_known_by_its_name_and_a_type_by_its_own():
    entry = """
    - name: names
      type: day centre
      ratings: [{item: Finding out, rating: good}, {item: [A1, Staff, Helping], rating: Poor}]
      inputs: [{input: State, value: Open}]
      expect: [{item: Provider, rating: poor}]
    """
    assert complaints(entry, care()) == []


def test_what_is_said_of_an_item_goes_before_what_is_said_of_its_group_and_level():
    entry = """
    - name: ranks
      type: home
      inputs: [{input: state, value: open}]
      ratings:
        - {item: a2, rating: fair}
        - {item: care standards, rating: good}
        - {item: standards, rating: poor}
      expect: [{item: provider, rating: fair, score: 5}]
    """
    assert complaints(entry, care()) == []


def test_a_family_means_those_of_it_that_the_line_can_be_about():
    """Of the standards only those of leadership are judged."""
    entry = """
    - name: judged
      type: home
      judged: [{item: standards, rating: good}]
      expect: [{item: leadership standards, rating: good}]
    """
    assert ratings(entry, care()) == {"a1": "good", "a2": "good"}


def test_an_example_without_a_type_holds_for_every_type_that_has_its_items():
    entry = """
    - name: both
      counts: [{item: b1a, answers: [1 met]}]
      expect: [{item: b1a, rating: good}]
    - name: homes only
      counts: [{item: b2b, answers: [1 met]}]
      expect: [{item: b2b, rating: good}]
    """
    both, homes = examples(entry, care())
    assert both.types == ("home", "day")
    assert homes.types == ("home",)


def test_a_family_is_those_that_apply_to_the_type():
    entry = """
    - name: b2b is not asked of day centres
      type: day
      counts: [{item: questions, answers: [1 met]}]
      expect: [{item: questions, rating: good}]
    """
    assert set(ratings(entry, care())) == {"b1a", "b1b", "b2a"}


# What is expected


def wrong(expect, given="{item: key questions, rating: good}", rest=""):
    """What is said of an example of the principles that expects this of the provider."""
    entry = f"""
    - name: it
      ratings: [{given}]
      expect: [{{item: provider, {expect}}}]
      {rest}
    """
    return complaints(entry, principles())


def test_another_rating():
    assert wrong("rating: outstanding") == ['"it": the provider is good; expected outstanding']


def test_a_rating_where_there_is_none_and_none_where_there_is_one():
    absent = "{item: key questions, rating: not rated}"
    assert wrong("rating: good", absent) == ['"it": the provider is not rated; expected good']
    assert wrong("rating: not rated") == ['"it": the provider is good; expected not rated']


@pytest.mark.parametrize(
    "line",
    [
        "good if no key question is inadequate and at most 1 is requires improvement",
        "GOOD  if no key question is inadequate and at most 1 is requires improvement [P4]",
        "good if",
    ],
)
def test_the_line_that_decides_by_its_words_or_their_beginning(line):
    assert wrong(f"rating: good, line: '{line}'") == []


def test_another_line():
    (message,) = wrong("rating: good, line: at most requires improvement")
    assert message == (
        '"it": the provider is decided by "good if no key question is inadequate and at most 1 '
        'is requires improvement"; expected "at most requires improvement if breach '
        'of regulations"'
    )


def test_moves_that_are_open():
    assert wrong("rating: good, open_to: [outstanding, requires improvement]") == []
    assert wrong("rating: good, open_to: []") == [
        '"it": the provider is open to requires improvement or outstanding; expected no move'
    ]


def test_a_move_that_the_rules_do_not_allow():
    entry = """
    - name: far
      counts: [{item: b1a, answers: [60 met, 40 not met]}]
      decided: [{item: b1a, rating: good}]
      expect: [{item: b1a, rating: fair}]
    """
    assert complaints(entry, care())[0] == '"far": question b1a is open to no move, not to good'


def test_another_score():
    entry = """
    - name: it
      type: home
      inputs: [{input: state, value: open}]
      ratings: [{item: standards, rating: good}]
      expect: [{item: provider, rating: good, score: 7}]
    """
    assert complaints(entry, care()) == ['"it": the score of the provider is 8; expected 7']


def test_a_score_may_be_a_fraction():
    entry = """
    - name: it
      type: home
      inputs: [{input: state, value: open}]
      ratings: [{item: standards, rating: good}]
      expect: [{item: provider, rating: good, score: 16/2}]
    """
    (example,) = examples(entry, care())
    assert example.expected[0].score == Fraction(8)
    assert complaints(entry, care()) == []


def test_a_wrong_rating_is_said_once_and_not_its_score_too():
    entry = """
    - name: it
      type: home
      inputs: [{input: state, value: open}]
      ratings: [{item: standards, rating: good}]
      expect: [{item: provider, rating: fair, score: 5, line: not rated}]
    """
    assert complaints(entry, care()) == ['"it": the provider is good; expected fair']


def test_a_failure_shows_every_line_of_the_rule_and_points_at_what_was_expected():
    entry = """
    - name: it
      type: home
      ratings: [{item: b1a, rating: good}, {item: b1b, rating: poor}]
      expect: [{item: b1, rating: good}]
    """
    (found,) = ran(entry, care())
    (failure,) = found.failures
    assert failure.place.line == 5
    assert words_at(failure.place) == "good"
    assert failure.notes == (
        "line 6   lowest of questions ignoring not rated",
        "         applied: lowest is b1b",
    )


def test_a_failure_of_every_type_is_said_once():
    entry = """
    - name: it
      counts: [{item: b1a, answers: [1 met]}]
      expect: [{item: b1a, rating: poor}]
    """
    assert complaints(entry, care()) == ['"it": question b1a is good; expected poor']


def test_a_failure_of_one_type_names_the_type():
    """Of a day centre b2 has one question, and a home has another besides."""
    entry = """
    - name: it
      counts: [{item: questions, answers: [1 not met]}, {item: b2a, answers: [1 met]}]
      expect: [{item: b2, rating: good}]
    """
    assert complaints(entry, care()) == ['"it": standard b2 (home) is poor; expected good']


# What is wrong with an example


RATED = "expect: [{item: a1, rating: good}]"


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        (["expect: [{item: b9, rating: good}]"], "E101 b9"),
        (["type: school", RATED], "E101 school"),
        (["inputs: [{input: fire, value: no}]", RATED], "E101 fire"),
        (["source: Nobody", RATED], "E101 Nobody"),
        (["source: 'Handbook, Nobody'", RATED], "E101 'Handbook, Nobody'"),
        (["expect: [{item: standard, rating: good}]"], "E101 standard"),
        (["expect: [{item: providers, rating: good}]"], "E101 providers"),
        (["expect: [{item: b, rating: good}]"], "E103 b"),
        (["expect: [{item: domains, rating: good}]"], "E103 domains"),
        (["expect: [{item: a1, rating: superb}]"], "E104 superb"),
        (["expect: [{item: a1, rating: fair}]"], "E104 fair"),
        (
            ["expect: [{item: provider, rating: good, open_to: [not rated]}]"],
            "E116 [not rated]",
        ),
        (["type: day", "expect: [{item: b2b, rating: good}]"], "E105 b2b"),
        (["counts: [{item: b1, answers: [1 met]}]", RATED], "E106 b1"),
        (["counts: [{item: b1a, answers: [met]}]", RATED], "E107 met"),
        (["counts: [{item: b1a, answers: [1 yes]}]", RATED], "E107 1 yes"),
        (["counts: [{item: b1a, answers: [-1 met]}]", RATED], "E107 -1 met"),
        (["inputs: [{input: state, value: ajar}]", RATED], "E108 ajar"),
        (["judged: [{item: b1, rating: good}]", RATED], "E109 b1"),
        (["judged: [{item: a1, rating: good}, {item: A1, rating: poor}]", RATED], "E110 A1"),
        (["counts: [{item: b1a, answers: [1 met, 2 met]}]", RATED], "E110 2 met"),
        (
            ["inputs: [{input: breach, value: no}, {input: Breach, value: no}]", RATED],
            "E110 Breach",
        ),
        (["ratings: [{item: a1, rating: good}]", RATED], "E113 good"),
        (["expect: [{item: b1a, rating: good, score: 3}]"], "E114 3"),
        (["expect: [{item: b1, rating: good, line: highest}]"], "E115 highest"),
        (["decided: [{item: b1, rating: good}]", RATED], "E116 b1"),
        (["expect: [{item: b1, rating: good, open_to: []}]"], "E116 []"),
    ],
)
def test_a_mistake_is_found_where_it_stands(lines, fault):
    entry = "\n  ".join(["- name: it", *lines])
    assert fault in faults(entry, care())


def test_a_beginning_that_several_lines_have_is_not_enough():
    entry = """
    - name: it
      ratings: [{item: components, rating: five stars}]
      expect: [{item: provider, rating: five stars, line: up 1 if}]
    """
    _, (finding,) = read(entry, stars())
    assert finding.code == "E115"
    assert finding.message == '2 lines of the rule of the provider begin "up 1 if"'
    assert "up 1 if staffing is five stars" in finding.help


def test_a_name_that_several_items_have_is_ambiguous():
    vocabulary = replace(
        PRINCIPLES, items=tuple(replace(i, name="Care") for i in PRINCIPLES.items)
    )
    framework = framework_of(PRINCIPLES_OF_FIVE, vocabulary)
    entry = """
    - name: it
      judged: [{item: care, rating: good}]
      expect: [{item: safe, rating: good}]
    """
    assert "E102 care" in faults(entry, framework)


@pytest.mark.parametrize("name", ["region", "regions", "Region"])
def test_an_example_is_about_one_provider(name):
    region = Level("region", "regions", "rating", pools="ratings")
    vocabulary = replace(PRINCIPLES, levels=(*PRINCIPLES.levels, region))
    framework = framework_of(
        "rate each key question:\n    judged by inspector\n"
        "rate provider:\n    lowest of key questions\n"
        "rate region:\n    lowest of providers\n",
        vocabulary,
    )
    entry = f"""
    - name: it
      judged: [{{item: safe, rating: good}}]
      expect: [{{item: {name}, rating: good}}]
    """
    assert faults(entry, framework) == [f"E103 {name}"]
    wrong = entry.replace(f"item: {name}", "item: regain")
    assert faults(wrong, framework) == ["E101 regain"]


def test_items_that_no_type_has_together():
    types = (ProviderType("home", "Home"), ProviderType("day", "Day"))
    items = tuple(
        replace(item, applies_to=("home",) if item.id == "safe" else ("day",))
        for item in PRINCIPLES.items
    )
    vocabulary = replace(PRINCIPLES, items=items, provider_types=types)
    framework = framework_of(
        "rate each key question:\n    judged by inspector\n"
        "rate provider:\n    lowest of key questions\n",
        vocabulary,
    )
    entry = """
    - name: it
      judged: [{item: [safe, caring], rating: good}]
      expect: [{item: provider, rating: good}]
    """
    assert faults(entry, framework) == ["E105 it"]


def test_two_examples_have_not_the_same_name():
    entry = """
    - {name: it, judged: [{item: a1, rating: good}], expect: [{item: a1, rating: good}]}
    - {name: it, judged: [{item: a2, rating: good}], expect: [{item: a2, rating: good}]}
    """
    assert faults(entry, care()) == ["E110 it"]


def test_a_group_and_a_level_may_both_name_an_item_but_not_two_groups():
    groups = (
        Group("first", "first ones", "key question", items=("safe", "caring")),
        Group("second", "second ones", "key question", items=("safe",)),
    )
    framework = framework_of(PRINCIPLES_OF_FIVE, replace(PRINCIPLES, groups=groups))
    entry = """
    - name: it
      judged: [{item: first ones, rating: good}, {item: second ones, rating: good}]
      expect: [{item: safe, rating: good}]
    """
    assert "E110 second ones" in faults(entry, framework)


def test_a_mistake_in_one_example_hides_none_in_another():
    entry = """
    - {name: one, expect: [{item: b9, rating: good}]}
    - {name: two, expect: [{item: a1, rating: superb}]}
    """
    assert faults(entry, care()) == ["E101 b9", "E104 superb"]


def test_one_mistake_about_a_family_is_said_once():
    entry = """
    - {name: it, expect: [{item: standards, rating: superb}]}
    """
    assert faults(entry, care()) == ["E104 superb"]


# What an example leaves out, or says in vain


def test_everything_that_a_rating_follows_from_has_to_be_given():
    entry = """
    - name: it
      type: home
      judged: [{item: a1, rating: good}]
      counts: [{item: b1a, answers: [1 met]}]
      expect: [{item: provider, rating: good}]
    """
    _, (finding,) = read(entry, care())
    assert finding.code == "E111"
    assert finding.message == (
        "the provider follows from state, a2, b1b, b2a and b2b, "
        "of which the example says nothing"
    )
    assert finding.help == (
        'add "inputs" for state, "judged" for a2 and "counts" for b1b, b2a and b2b, '
        'or "ratings" for what the rule itself reads'
    )


def test_nothing_has_to_be_given_below_a_rating_that_is_given():
    entry = """
    - name: it
      type: home
      ratings: [{item: standards, rating: good}]
      inputs: [{input: state, value: open}]
      expect: [{item: provider, rating: good}]
    """
    assert faults(entry, care()) == []


def test_nothing_has_to_be_given_below_a_rating_that_is_withheld():
    framework = framework_of(
        questions("judged by inspector", "at most good if safe is inadequate"), PRINCIPLES
    )
    entry = """
    - name: it
      judged: [{item: provider, rating: not rated}]
      expect: [{item: provider, rating: not rated}]
    """
    assert faults(entry, framework) == []


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("ratings: [{item: b1, rating: good}]", "b1"),
        ("judged: [{item: a2, rating: good}]", "a2"),
        ("decided: [{item: b1a, rating: good}]", "b1a"),
        ("inputs: [{input: state, value: open}]", "state"),
    ],
)
def test_what_nothing_expected_follows_from_is_pointed_out(line, place):
    entry = f"""
    - name: it
      type: home
      {line}
      counts: [{{item: b1b, answers: [1 met]}}]
      expect: [{{item: b1b, rating: good}}]
    """
    found, (finding,) = read(entry, care())
    assert (finding.code, words_at(finding.place)) == ("E112", place)
    assert finding.severity is Severity.WARNING
    assert len(found) == 1


def test_counts_in_place_of_which_a_rating_is_given_are_pointed_out():
    entry = """
    - name: it
      type: home
      counts: [{item: b1a, answers: [1 met]}]
      ratings: [{item: [b1a, b1b], rating: good}]
      expect: [{item: b1, rating: good}]
    """
    assert faults(entry, care()) == ["E112 b1a"]


def test_a_family_is_read_if_any_of_it_is():
    entry = """
    - name: it
      type: home
      counts: [{item: questions, answers: [1 met]}]
      expect: [{item: b1, rating: good}]
    """
    assert faults(entry, care()) == []
