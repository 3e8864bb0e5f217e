"""Names, types and coverage: each thing that can be wrong, and what is said about it."""

from __future__ import annotations

from dataclasses import replace
from textwrap import indent

import pytest

from engine.frameworks.model import Item
from engine.frameworks.model import ProviderType
from tests.rules.checking import checked
from tests.rules.checking import codes
from tests.rules.checking import said
from tests.rules.checking import sound
from tests.rules.vocabularies import CASEWORK
from tests.rules.vocabularies import PRINCIPLES
from tests.rules.vocabularies import STARS
from tests.rules.vocabularies import scale

CASES = """\
rate each key question:
    percentage of judgements that are sufficient, banded by case bands
rate each organisational standard:
    judged by lead inspector
rate each case standard:
    lowest of key questions ignoring not rated
rate provider:
    total score of standards counting not rated as 0, banded by overall bands
    not rated if all standards are not rated
"""

QUESTIONS = """\
rate each key question:
    judged by inspector
rate provider:
"""

COMPONENTS = """\
rate each component:
    judged by inspector
rate provider:
"""


def questions(*lines: str) -> str:
    return QUESTIONS + indent("\n".join(lines), "    ") + "\n"


def components(*lines: str) -> str:
    return COMPONENTS + indent("\n".join(lines), "    ") + "\n"


def test_sound_rules_are_ordered_so_that_nothing_is_read_before_it_is_rated():
    upside_down = "\n".join(reversed(CASES.strip().split("rate "))).strip()
    written = "\n".join(f"rate {rule.strip()}" for rule in upside_down.splitlines() if rule)
    del written
    rules = sound(
        """
        rate provider:
            total score of standards counting not rated as 0, banded by overall bands
        rate each case standard:
            lowest of key questions ignoring not rated
        rate each organisational standard:
            judged by lead inspector
        rate each key question:
            percentage of judgements that are sufficient, banded by case bands
        """,
        CASEWORK,
    )
    levels = [rule.level.id for rule in rules.rules]
    assert levels.index("key question") < levels.index("provider")
    assert levels[-1] == "provider"


def test_a_sound_file_has_nothing_to_say():
    assert said(CASES, CASEWORK) == ""


@pytest.mark.parametrize(
    ("line", "place", "code", "help_"),
    [
        ("lowest of key questoins", "4:15", "R202", 'did you mean "key questions"?'),
        ("lowest of key question", "4:15", "R208", 'write "key questions"'),
        ("judged by inspectr", "4:15", "R204", 'did you mean "inspector"?'),
        (
            "percentage of key questions that are good, banded by some bands",
            "4:58",
            "R203",
            "the framework declares no set of bands; add it to framework.yaml",
        ),
        ("start from safety", "4:16", "R202", 'did you mean "safe"?'),
        (
            "percentage of judgements that are good, banded by bands",
            "4:19",
            "R202",
            'did you mean "key questions"?',
        ),
    ],
)
def test_names_in_a_base_line(line, place, code, help_):
    told = said(questions(line), PRINCIPLES)
    assert f"ratings.rules:{place}: error {code}" in told
    assert help_ in told or code == "R202"


@pytest.mark.parametrize(
    ("condition", "column", "code"),
    [
        ("breach of regulation", 17, "R205"),
        ("safety is good", 17, "R205"),
        ("key questions are good", 17, "R313"),
        ("the rest are good", 17, "R314"),
        ("at least 2 are good", 17, "R314"),
        ("breach of regulations is good", 17, "R316"),
        ("safe is god", 25, "R201"),
        ("at least 2 providers are good", 28, "R302"),
        ("no breach of regulations", 0, ""),
        ("any breach of regulations", 0, ""),
        ("at least 3 key questions", 0, ""),
        ("safe is good or better and effective is not rated", 0, ""),
        ("not breach of regulations", 0, ""),
    ],
)
def test_names_and_types_in_a_condition(condition, column, code):
    written = questions("judged by inspector", f"up 1 if {condition}").replace(
        "up 1 if", "up 1 if "
    )
    expected = [f"5:{column - 3} {code}"] if code else []
    written = questions("judged by inspector", f"up 1 if {condition}")
    assert codes(written, PRINCIPLES) == [
        e.replace(f"5:{column - 3}", f"5:{column - 4}") for e in expected
    ]


def test_words_that_ran_on_into_a_name_are_told_apart():
    told = said(questions("judged by inspector", "up 1 if safe where good"), PRINCIPLES)
    assert '"where" is not a rule word' in told


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (["start from staffing", "at most good"], "R201"),
        (["start from staffing", "at most 1 above health inspektion"], "R202"),
        (["start from staffing", "up 1 if safeguarding is bad"], "R201"),
        (["start from staffing", "up 1 if safeguarding is effective or better"], "R316"),
        (["start from staffing", "up 1 if safeguarding"], "R316"),
        (["start from staffing", "up 1 if special focus facility is yes"], "R316"),
        (["lowest of components treating not rated as one star"], ""),
        (["lowest of components counting not rated as 0"], "R307"),
        (["start from staffing", "at most three stars if special focus facility"], ""),
        (["start from staffing", "up 1 if safeguarding is effective"], ""),
        (
            [
                "start from staffing",
                "allow inspector to move up 1 if within 5 points of a boundary",
            ],
            "R310",
        ),
        (
            [
                "start from staffing",
                "allow inspector to move up 1",
                "allow inspector to move down 1",
            ],
            "R311",
        ),
        (["beds, banded by bed bands"], "R203"),
        (["safeguarding, banded by bed bands"], "R316 R203"),
        (["rooms, banded by bed bands"], "R205 R203"),
    ],
)
def test_types_of_named_things(lines, code):
    found = [each.split()[1] for each in codes(components(*lines), STARS)]
    assert found == sorted(code.split(), key=found.index) if code else found == []


def test_a_window_counts_what_the_measure_counts():
    written = CASES.replace(
        "case bands\n",
        "case bands\n    allow ratings panel to move up 1 if within 5 points or 1 file of a boundary\n",
    )
    told = said(written, CASEWORK)
    assert 'R312: this measure does not count "file"' in told
    assert 'help: write "case"' in told


def test_a_window_stands_directly_under_its_boundary():
    written = CASES.replace(
        "case bands\n",
        "case bands\n    at most good if inspection incomplete\n"
        "    allow ratings panel to move up 1 if within 5 points of a boundary\n",
    )
    assert [code.split()[1] for code in codes(written, CASEWORK)] == ["R310"]


def test_children_that_are_always_rated_need_no_absence():
    written = """
        rate each key question:
            lowest of prompts
        rate provider:
            judged by lead inspector
        """
    assert "R317: prompts have no rating" in said(written, CASEWORK)
    always = CASES.replace(
        "lowest of key questions ignoring not rated", "judged by lead inspector"
    )
    always = always.replace("standards counting not rated as 0", "standards")
    assert said(always, CASEWORK) == ""
    treated = CASES.replace("ignoring not rated", "treating not rated as inadequate").replace(
        "total score of standards counting not rated as 0, banded by overall bands",
        "lowest of case standards ignoring not rated",
    )
    told = said(treated, CASEWORK)
    assert "R306: case standards are never not rated" in told
    assert "remove what is said about not rated" in told


def test_asking_for_not_rated_of_what_never_is():
    written = CASES.replace("ignoring not rated", "treating not rated as inadequate").replace(
        "all standards", "all case standards"
    )
    assert "R315: case standards can never be not rated" in said(written, CASEWORK)


def test_scores_need_a_scale_with_scores():
    written = questions("total score of key questions, banded by overall bands")
    told = said(written, PRINCIPLES)
    assert (
        'R308: on the scale "rating", "inadequate", "requires improvement", "good" and' in told
    )


def test_bands_and_children_are_on_the_scale_of_what_is_rated():
    other = replace(STARS, scales=(*STARS.scales, scale("bad", "fine", scale_id="mood")))
    levels = (replace(other.levels[0], scale="mood"), other.levels[1])
    other = replace(other, levels=levels)
    assert "R301" in said(components("lowest of components"), other)
    assert "R301" in said(components("start from staffing"), other)
    assert 'R301: "fine" is on the scale "mood", this needs "rating"' in said(
        components("judged by inspector", "at most fine"), other
    )


def test_a_level_without_judgements_has_no_share_of_them():
    written = CASES.replace(
        "lowest of key questions ignoring not rated",
        "percentage of judgements that are sufficient, banded by case bands",
    )
    assert "R318: a standard has no judgements of its own" in said(written, CASEWORK)


def test_an_item_is_rated_by_exactly_one_rule():
    twice = (
        CASES + "rate each standard in organisational delivery:\n    judged by lead inspector\n"
    )
    told = said(twice, CASEWORK)
    assert "R401: two rules rate standards 1.1, 1.2, 1.3 and 1.4" in told
    assert "rated here" in told
    assert "and here" in told


@pytest.mark.parametrize(
    ("head", "code", "help_"),
    [
        ("rate each domain:", "R317", "give their level a scale"),
        ("rate key question:", "R208", 'write "each key question"'),
        ("rate key questions:", "R208", 'write "each key question"'),
        ("rate each case question in organisational delivery:", "R321", "check the names"),
        ("rate each standard in delivery:", "R202", "did you mean"),
        ('rate "1.5":', "R202", 'did you mean "1.'),
    ],
)
def test_the_head_of_a_rule(head, code, help_):
    told = said(f"{head}\n    judged by lead inspector\n", CASEWORK)
    assert code in told
    assert help_ in told


def test_a_missing_rule_is_reported_with_its_head():
    assert 'rate "1.4":' in said(
        CASES.replace(
            "rate each organisational standard:",
            'rate "1.1":\n    judged by lead inspector\nrate "1.2":\n    judged by lead inspector\nrate "1.3":',
        ),
        CASEWORK,
    )
    without = CASES.split("rate provider")[0]
    assert "R402: no rule rates the provider" in said(without, CASEWORK)
    none = replace(CASEWORK, overall=False)
    assert said(without, none) == ""
    assert "R405" in said(CASES, none)


def test_ratings_that_depend_on_each_other():
    written = """
        rate "health inspection":
            start from staffing
        rate staffing:
            start from health inspection
        rate "quality measures":
            judged by inspector
        rate provider:
            judged by inspector
        """
    told = said(written, STARS)
    assert "R404: the ratings of health inspection and staffing depend on each other" in told


def test_a_name_that_several_items_have():
    items = (*STARS.items, Item("staffing-2", "component", "Staffing"))
    told = said(components("start from Staffing"), replace(STARS, items=items))
    assert told == "" or "R206" in told
    items = tuple(replace(item, id=f"c{n}", name="Same") for n, item in enumerate(STARS.items))
    told = said(components("start from same"), replace(STARS, items=items))
    assert 'R206: "same" may be "c0", "c1" or "c2"' in told
    assert "write the one that you mean by its id" in told


def test_an_item_that_some_types_do_not_have():
    items = (*STARS.items[:2], replace(STARS.items[2], applies_to=("home",)))
    types = (*STARS.provider_types, ProviderType("hospital", "Hospital"))
    vocabulary = replace(STARS, items=items, provider_types=types)
    told = said(components("start from quality measures"), vocabulary)
    assert 'R322: "quality measures" does not apply to hospital' in told


def test_citations_resolve():
    cited = CASES.replace("case bands\n", "case bands  [Fig A5]\n")
    told = said(cited, CASEWORK)
    assert 'warning R207: no source "Fig A5" is declared' in told
    assert 'did you mean "Fig A4"?' in told
    assert (
        said(CASES.replace("case bands\n", "case bands  [fig a4, Annex A]\n"), CASEWORK) == ""
    )


def test_a_choice_without_otherwise_says_what_it_leaves_out():
    told = said(
        questions(
            "first that applies",
            "    inadequate            if at least 2 key questions are inadequate",
            "    outstanding           if at least 2 key questions are outstanding and the rest are good",
            "    good                  if no key question is inadequate and at most 1 is requires improvement",
            "    requires improvement  if at least 2 key questions are requires improvement",
        ),
        PRINCIPLES,
    )
    assert '"first that applies" is not true for 9 of 56 patterns' in told
    assert 'add a last line "… otherwise"' in told


def test_what_a_choice_does_with_children_that_are_not_rated_is_pointed_out():
    choice = CASES.replace(
        "    total score of standards counting not rated as 0, banded by overall bands",
        "    first that applies\n        good if no standard is inadequate\n        inadequate otherwise",
    )
    told = said(choice, CASEWORK)
    assert (
        "note R305: a standard may be not rated; then the provider is not rated either" in told
    )
    asked = choice.replace("is inadequate", "is inadequate or not rated")
    assert "R305" not in said(asked, CASEWORK)


def test_expectations_that_cannot_be_decided_say_why():
    for expectation, because in [
        ("expect each key question is good", ""),
        ("expect key question is good or better", "any number of cases"),
        ('expect "1.1" is good', "a judged rating may be anything"),
        (
            "expect provider is good or better if all key questions are good",
            "it asks about key question, the rule about standard",
        ),
    ]:
        rules, findings = checked(CASES + expectation + "\n", CASEWORK)
        if because:
            assert rules is not None
            assert because in findings[0].message
            assert findings[0].code == "R412"
            assert findings[0].help


def test_expectations_are_decided_over_everything_that_rules_leave_not_rated():
    assert (
        said(CASES + "expect provider is inadequate or better or not rated\n", CASEWORK) == ""
    )
    told = said(
        CASES + "expect provider is good or better if no standard is inadequate\n", CASEWORK
    )
    assert "R411" in told


def test_an_expectation_about_an_unknown_thing():
    told = said(CASES + "expect providr is good\n", CASEWORK)
    assert 'R202: there is no level, group or item "providr"' in told


def test_too_many_patterns_are_not_gone_through():
    many = tuple(Item(f"q{n}", "key question", f"Q{n}") for n in range(80))
    written = questions(
        "first that applies",
        "    good if all key questions are good",
        "    inadequate if any key question is inadequate",
    )
    told = said(written, replace(PRINCIPLES, items=many))
    assert "R412: this was not checked: there are 91,881 patterns" in told or "R403" in told
