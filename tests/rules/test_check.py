"""Names, types and coverage: each thing that can be wrong, and what is said about it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from engine.diagnostics import Place
from engine.frameworks.model import Item
from engine.frameworks.model import ProviderType
from engine.frameworks.model import Scale
from tests.rules.checking import checked
from tests.rules.checking import codes
from tests.rules.checking import said
from tests.rules.checking import sound
from tests.rules.vocabularies import CASEWORK
from tests.rules.vocabularies import PRINCIPLES
from tests.rules.vocabularies import STARS
from tests.rules.vocabularies import TEN
from tests.rules.vocabularies import scale
from tests.rules.written import CASES
from tests.rules.written import components
from tests.rules.written import questions
from tests.rules.written import standards


def kinds(written, vocabulary):
    """The codes of the findings, without their places."""
    return [code.split()[1] for code in codes(written, vocabulary)]


def test_sound_rules_are_ordered_so_that_nothing_is_read_before_it_is_rated():
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
    rated = [rule.tree.name.text for rule in rules.rules]
    assert rated.index("key question") < rated.index("case standard")
    assert rated[-1] == "provider"
    assert [rule.absence for rule in rules.rules if rule.level.id == "provider"] == ["never"]


def test_a_sound_file_has_nothing_to_say():
    assert said(CASES, CASEWORK) == ""


# Names.


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
            "total score of key questoins, banded by overall bands",
            "4:20",
            "R202",
            'did you mean "key questions"?',
        ),
        (
            "percentage of judgements that are good, banded by bands",
            "4:19",
            "R202",
            'level, group or item: "key questions" or "providers"',
        ),
    ],
)
def test_names_in_a_base_line(line, place, code, help_):
    told = said(questions(line), PRINCIPLES)
    assert f"ratings.rules:{place}: error {code}" in told
    assert f"help: {help_}" in told


@pytest.mark.parametrize(
    ("condition", "column", "told"),
    [
        (
            "breach of regulation",
            13,
            (
                'R205: there is no item or input "breach of regulation" | '
                'did you mean "breach of regulations"?'
            ),
        ),
        (
            "safety is good",
            13,
            'R205: there is no item or input "safety" | did you mean "safe"?',
        ),
        (
            "key questions are good",
            13,
            (
                "R313: say how many key questions | "
                'for example "all key questions are …" or "at least 2 key questions are …"'
            ),
        ),
        (
            "the rest are good",
            13,
            (
                "R314: this does not say of what | "
                'name the things first: "at least 2 … are … and the rest are …"'
            ),
        ),
        (
            "at least 2 key questions are rated and the rest are good",
            52,
            (
                'R324: nothing is left for "the rest": every rating is named before it | '
                'name fewer before it, or write "all key questions are good"'
            ),
        ),
        (
            "at least 2 are good",
            13,
            (
                "R314: this does not say of what | "
                'name the things first: "at least 2 … are … and the rest are …"'
            ),
        ),
        (
            "safe",
            13,
            'R320: say which rating "safe" should have | for example "safe is …"',
        ),
        (
            "not safe",
            17,
            'R320: say which rating "safe" should have | for example "safe is …"',
        ),
        (
            "breach of regulations is good",
            13,
            (
                'R316: "breach of regulations" is a yes or a no | '
                'write "if breach of regulations" or "if not breach of regulations"'
            ),
        ),
        ("safe is god", 21, 'R201: there is no rating "god" | did you mean "good"?'),
        (
            "at least 2 providers are good",
            24,
            (
                "R302: a rule for a provider cannot look at providers | "
                "only things below it can be used here: key questions"
            ),
        ),
        (
            "at least 2 breach of regulations",
            24,
            (
                'R316: "breach of regulations" is a yes or a no '
                '| write "if breach of regulations" or "if not breach of regulations"'
            ),
        ),
    ],
)
def test_what_does_not_go_in_a_condition(condition, column, told):
    written = questions("judged by inspector", f"up 1 if {condition}")
    (finding,) = checked(written, PRINCIPLES)[1]
    assert (finding.place.line, finding.place.column) == (5, column)
    assert f"{finding.code}: {finding.message} | {finding.help}" == told


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ("safeguarding", '"safeguarding" is one of several values | write "if safeguarding'),
        (
            "beds",
            (
                '"beds" is a number '
                '| write "if beds is at least …", "at most …" or "exactly …", with a number'
            ),
        ),
    ],
)
def test_an_input_is_asked_for_as_its_type_answers(condition, told):
    (finding,) = checked(components("judged by inspector", f"up 1 if {condition}"), STARS)[1]
    assert f"{finding.message} | {finding.help}".startswith(told)


@pytest.mark.parametrize(
    "condition",
    [
        "no breach of regulations",
        "any breach of regulations",
        "not breach of regulations",
        "at least 3 key questions",
        "safe is good or better and effective is not rated",
        "SAFE is Good",
        "no key question is inadequate and at most 1 is good and the rest are good",
    ],
)
def test_what_goes_in_a_condition(condition):
    assert codes(questions("judged by inspector", f"up 1 if {condition}"), PRINCIPLES) == []


def test_words_that_ran_on_into_a_name_are_told_apart():
    told = said(questions("judged by inspector", "up 1 if safe where good"), PRINCIPLES)
    assert '"where" is not a rule word' in told


def test_a_name_in_quotation_marks_has_no_words_that_ran_on():
    told = said(questions("judged by inspector", 'up 1 if "safe where good"'), PRINCIPLES)
    assert "is not a rule word" not in told
    assert "R205" in told


def test_every_part_of_a_condition_is_looked_at():
    written = questions(
        "judged by inspector", "up 1 if safe is god and brech and efective is good"
    )
    assert kinds(written, PRINCIPLES) == ["R201", "R205", "R205"]


@pytest.mark.parametrize(
    ("first", "code"),
    [("1 questoin is good", "R202"), ("1 key question is god", "R201")],
)
def test_the_rest_of_something_unknown_is_reported_once(first, code):
    condition = f"at least {first} and the rest are good"
    written = questions("judged by inspector", f"up 1 if {condition}")
    assert kinds(written, PRINCIPLES) == [code]
    condition = "at least 1 questoin is good and at most 1 is good and the rest are good"
    written = questions("judged by inspector", f"up 1 if {condition}")
    assert kinds(written, PRINCIPLES) == ["R202"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["start from staffing", "at most good"], ["R201"]),
        (["start from staffing", "at most 1 above health inspektion"], ["R202"]),
        (["start from staffing", "at most good if safty"], ["R205"]),
        (["start from staffing", "up 1 if safeguarding is bad"], ["R201"]),
        (["start from staffing", "up 1 if safeguarding is effective or better"], ["R316"]),
        (["start from staffing", "up 1 if safeguarding is not rated"], ["R316"]),
        (["start from staffing", "up 1 if safeguarding"], ["R316"]),
        (["start from staffing", "up 1 if any safeguarding"], ["R316"]),
        (["start from staffing", "up 1 if beds"], ["R316"]),
        (["start from staffing", "up 1 if special focus facility is yes"], ["R316"]),
        (["start from staffing", "not rated if safty"], ["R205"]),
        (["start from staffing", "allow inspecter to move up 1"], ["R204"]),
        (["lowest of components treating not rated as bad"], ["R201"]),
        (["lowest of components counting not rated as 0"], ["R307"]),
        (["beds, banded by bed bands"], ["R203"]),
        (["safeguarding, banded by bed bands"], ["R316", "R203"]),
        (["rooms, banded by bed bands"], ["R205", "R203"]),
        (["first that applies", "    good otherwise"], ["R201"]),
        (
            ["first that applies", "    one star if safty", "    bad otherwise"],
            ["R205", "R201"],
        ),
        (["percentage of components that are bad, banded by bed bands"], ["R201", "R203"]),
    ],
)
def test_what_does_not_fit_named_things(lines, expected):
    assert kinds(components(*lines), STARS) == expected


@pytest.mark.parametrize(
    "lines",
    [
        ["lowest of components treating not rated as one star"],
        ["lowest of components only if all are rated"],
        ["highest of components ignoring not rated"],
        ["start from staffing", "at most three stars if special focus facility"],
        ["start from staffing", "up 1 if safeguarding is effective or ineffective"],
        ["start from staffing", "at least 2 below quality measures if staffing is one star"],
    ],
)
def test_what_fits_named_things(lines):
    assert codes(components(*lines), STARS) == []


def test_a_name_that_several_items_have():
    items = tuple(replace(item, id=f"c{n}", name="Same") for n, item in enumerate(STARS.items))
    vocabulary = replace(STARS, items=items)
    for line in ("start from same", "up 1 if same is one star"):
        told = said(
            components("start from c1", line) if line.startswith("up") else components(line),
            vocabulary,
        )
        assert 'R206: "same" may be "c0", "c1" or "c2"' in told
        assert "write the one that you mean by its id" in told
    told = said("rate same:\n    judged by inspector\n", vocabulary)
    assert 'R206: "same" may be "c0", "c1" or "c2"' in told


def test_citations_resolve():
    cited = CASES.replace("case bands\n", "case bands  [Fig A5]\n")
    told = said(cited, CASEWORK)
    assert 'warning R207: no source "Fig A5" is declared' in told
    assert 'did you mean "Fig A4"?' in told
    several = CASES.replace("case bands\n", "case bands  [fig a4, Annex A]\n")
    assert codes(several, CASEWORK) == []
    one_of_two = CASES.replace("case bands\n", "case bands  [Fig A4, gap]\n")
    told = said(one_of_two, CASEWORK)
    assert 'no source "gap" is declared' in told
    assert "add it to the sources in framework.yaml" in told


# Scope.


def test_a_rule_cannot_look_at_its_own_level_or_above():
    told = said(questions("judged by inspector", "up 1 if any provider is good"), PRINCIPLES)
    assert "a rule for a provider cannot look at providers" in told
    assert "providers are beside other providers" in told
    written = CASES.replace("judged by lead inspector", 'start from "1.2"', 1)
    assert kinds(written, CASEWORK) == ["R404"]
    written = CASES.replace(
        "percentage of judgements that are sufficient, banded by case bands", 'start from "1.1"'
    )
    told = said(written, CASEWORK)
    assert "R302: a rule for a key question cannot look at standards" in told


def test_a_rule_can_look_only_at_what_is_rated():
    written = CASES.replace("lowest of key questions ignoring not rated", "lowest of prompts")
    assert "R317: prompts have no rating" in said(written, CASEWORK)
    prompt = Item("2.1.1a", "prompt", parent="2.1.1")
    vocabulary = replace(CASEWORK, items=(*CASEWORK.items, prompt))
    written = CASES.replace("lowest of key questions ignoring not rated", 'start from "2.1.1a"')
    assert 'R317: "2.1.1a" has no rating' in said(written, vocabulary)


def test_a_collection_has_members_wherever_it_is_read():
    written = CASES.replace("rate each case standard", "rate each standard in case supervision")
    assert codes(written, CASEWORK) == []
    written = CASES.replace("lowest of key questions", "lowest of case questions").replace(
        "    judged by lead inspector", "    lowest of case questions ignoring not rated"
    )
    assert "R321: there are no case questions in 1.1" in said(written, CASEWORK)


def two_types(*, last_applies_to: str):
    items = (*STARS.items[:2], replace(STARS.items[2], applies_to=(last_applies_to,)))
    types = (*STARS.provider_types, ProviderType("hospital", "Hospital"))
    return replace(STARS, items=items, provider_types=types)


def test_an_item_that_some_types_do_not_have():
    vocabulary = two_types(last_applies_to="home")
    told = said(components("start from quality measures"), vocabulary)
    assert 'R322: "quality measures" does not apply to hospital' in told
    assert codes(components("lowest of components"), vocabulary) == []


def test_a_rule_that_applies_to_one_type_can_look_at_what_that_type_has():
    wing = Item("wing", "component", applies_to=("home",))
    vocabulary = two_types(last_applies_to="home")
    vocabulary = replace(vocabulary, items=(*vocabulary.items, wing))
    written = """
        rate wing:
            start from quality measures
        rate "health inspection":
            judged by inspector
        rate staffing:
            judged by inspector
        rate "quality measures":
            judged by inspector
        rate provider:
            judged by inspector
        """
    assert codes(written, vocabulary) == []


# Types.


def test_bands_and_children_are_on_the_scale_of_what_is_rated():
    other = replace(STARS, scales=(*STARS.scales, scale("bad", "fine", scale_id="mood")))
    levels = (replace(other.levels[0], scale="mood"), other.levels[1])
    other = replace(other, levels=levels)
    assert "R301" in said(components("lowest of components"), other)
    assert "R301" in said(components("start from staffing"), other)
    assert 'R301: "fine" is on the scale "mood", this needs "rating"' in said(
        components("judged by inspector", "at most fine"), other
    )
    bands = replace(TEN.bands[-1], scale="mood")
    vocabulary = replace(
        TEN,
        scales=(*TEN.scales, scale("bad", "fine", scale_id="mood")),
        bands=(*TEN.bands[:-1], bands),
    )
    told = said(standards("incidents, banded by number bands"), vocabulary)
    assert 'R301: "number bands" is on the scale "mood", this needs "rating"' in told


@pytest.mark.parametrize(
    ("line", "fitting"),
    [
        ("incidents, banded by case bands", "number bands"),
        ("number of standards that are good, banded by case bands", "number bands"),
        ("percentage of standards that are good, banded by number bands", "case bands"),
        ("total score of standards ignoring not rated, banded by number bands", "overall"),
        ("average score of standards ignoring not rated, banded by number bands", "half-point"),
        ("percentage of maximum score of standards ignoring not rated, banded by case bands",
         "maximum bands"),
    ],
)  # fmt: skip
def test_bands_are_of_the_measure_that_they_divide(line, fitting):
    told = said(standards(line), TEN)
    assert "R304" in told
    assert f'"{fitting}' in told


def test_bands_for_a_measure_that_has_none():
    vocabulary = replace(TEN, bands=TEN.bands[:1])
    told = said(standards("incidents, banded by case bands"), vocabulary)
    assert "declare bands for a number in framework.yaml" in told


def test_scores_need_a_scale_with_scores():
    told = said(questions("total score of key questions, banded by overall bands"), PRINCIPLES)
    scored = 'R308: on the scale "rating", "inadequate", "requires improvement", "good" and'
    assert scored in told


def scored(*scores: int):
    """Ten standards whose four grades have these scores."""
    grades = tuple(
        replace(grade, score=Fraction(score))
        for grade, score in zip(TEN.scales[0].grades, scores, strict=True)
    )
    return replace(TEN, scales=(Scale("rating", grades), *TEN.scales[1:]))


def from_value(bands_id: str, value: Fraction, vocabulary):
    """The same, with the lowest of some bands from another value."""
    changed = [
        replace(b, edges=(replace(b.edges[0], at=value), *b.edges[1:]))
        if b.id == bands_id
        else b
        for b in vocabulary.bands
    ]
    return replace(vocabulary, bands=tuple(changed))


TOTAL = "total score of standards {}, banded by overall bands"
AVERAGE = "average score of standards {}, banded by half-point bands"
MAXIMUM = "percentage of maximum score of standards {}, banded by maximum bands"


@pytest.mark.parametrize(
    ("line", "absent", "scores", "least"),
    [
        (TOTAL, "only if all are rated", (1, 2, 3, 4), 10),
        (TOTAL, "ignoring not rated", (1, 2, 3, 4), 1),
        (TOTAL, "counting not rated as 0", (1, 2, 3, 4), 0),
        (TOTAL, "ignoring not rated", (-1, 0, 1, 2), -10),
        (TOTAL, "counting not rated as 0", (-1, 0, 1, 2), -10),
        (AVERAGE, "ignoring not rated", (1, 2, 3, 4), 1),
        (AVERAGE, "counting not rated as 0", (1, 2, 3, 4), 0),
        (MAXIMUM, "ignoring not rated", (1, 2, 3, 4), 25),
        (MAXIMUM, "counting not rated as 0", (1, 2, 3, 4), 0),
        (MAXIMUM, "only if all are rated", (-1, 2, 3, 4), -25),
    ],
)
def test_bands_begin_with_the_least_that_a_score_can_be(line, absent, scores, least):
    written = standards(line.format(absent))
    bands_id = written.rsplit("banded by ", 1)[1].strip()
    vocabulary = scored(*scores)
    assert codes(written, from_value(bands_id, Fraction(least), vocabulary)) == []
    told = said(written, from_value(bands_id, least + Fraction(1, 2), vocabulary))
    assert f'R309: "{bands_id}" have no rating for {least}, the least that this can be' in told
    assert f'begin the lowest band with "from: {least}" or below' in told


def test_a_maximum_score_is_above_0():
    told = said(standards(MAXIMUM.format("ignoring not rated")), scored(-3, -2, -1, 0))
    assert 'R319: on the scale "rating", no grade has a score above 0' in told
    assert "give the highest grade" in told


def test_a_level_without_judgements_has_no_share_of_them():
    written = CASES.replace(
        "lowest of key questions ignoring not rated",
        "percentage of judgements that are sufficient, banded by case bands",
    )
    told = said(written, CASEWORK)
    assert "R318: a standard has no judgements of its own" in told
    assert "only a level that declares answers" in told


def test_an_unknown_answer():
    told = said(CASES.replace("that are sufficient", "that are suficient"), CASEWORK)
    assert 'R201: there is no rating "suficient"' in told
    assert 'did you mean "sufficient"?' in told


# What may be not rated.


@pytest.mark.parametrize(
    ("line", "choices"),
    [
        ("lowest of standards",
         "ignoring not rated | treating not rated as inadequate | only if all are rated"),
        ("total score of standards, banded by overall bands",
         "ignoring not rated | counting not rated as 0 | only if all are rated"),
    ],
)  # fmt: skip
def test_absence_is_absorbed(line, choices):
    told = said(standards(line), TEN)
    assert "R303: a standard may be not rated; say what the provider should do then" in told
    assert f"add one of: {choices}" in told
    wrong = "counting not rated as 0" if "lowest" in line else "treating not rated as good"
    told = said(standards(line.replace("standards", f"standards {wrong}")), TEN)
    assert "R307" in told
    assert f"write one of: {choices}" in told


@pytest.mark.parametrize(
    ("base", "origin", "why"),
    [
        (["percentage of judgements that are sufficient, banded by case bands"], "percentage",
         "not rated when no case applies"),
        (
            ["judged by panel", "up 1 if fire", "not rated if fire"],
            "not rated if fire",
            "may be not rated here",
        ),
    ],
)  # fmt: skip
def test_the_clause_that_makes_something_not_rated_is_shown(base, origin, why):
    lines = "".join(f"    {line}\n" for line in base)
    written = f"rate each standard:\n{lines}rate provider:\n    lowest of standards\n"
    told = said(written, TEN)
    assert f"{'-' * len(origin)} {why}" in told


def test_what_inherits_its_absence_is_shown_where_it_does():
    written = CASES.replace(
        "total score of standards counting not rated as 0, banded by overall bands",
        "lowest of standards",
    )
    told = said(written, CASEWORK)
    assert "6 |     lowest of key questions ignoring not rated" in told
    assert (
        f"{'-' * len('lowest of key questions ignoring not rated')} may be not rated here"
        in told
    )


def absence(base: str, *lines: str, vocabulary=TEN) -> str:
    rule = sound(standards(base, *lines), vocabulary).rating(None)
    assert rule is not None
    return rule.absence


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["judged by panel"], "by data"),
        (["judged by panel", "not rated if fire"], "by rule"),
        (["lowest of standards ignoring not rated"], "by rule"),
        (["lowest of standards only if all are rated"], "by rule"),
        (["lowest of standards treating not rated as good"], "never"),
        ([TOTAL.format("counting not rated as 0")], "never"),
        ([AVERAGE.format("ignoring not rated")], "by rule"),
        (["number of standards that are good, banded by number bands"], "never"),
        (["percentage of standards that are good, banded by share bands"], "by rule"),
        (["percentage of standards that are not rated, banded by share bands"], "never"),
        (["incidents, banded by number bands"], "by data"),
        (["start from s1"], "by rule"),
        (["first that applies", "    good if s1 is good", "    good otherwise"], "by rule"),
        (["first that applies", "    good if fire", "    good otherwise"], "never"),
        (["first that applies", "    good if no fire and at least 9 standards",
          "    good otherwise"], "never"),
        (["first that applies", "    good if s1 is not rated", "    inadequate otherwise"],
         "never"),
        (["first that applies", "    good if fire", "    inadequate otherwise"], "never"),
    ],
)  # fmt: skip
def test_how_a_result_may_come_to_be_not_rated(lines, expected):
    assert absence(*lines) == expected


def test_children_that_are_always_rated_need_no_absence():
    always = CASES.replace(
        "lowest of key questions ignoring not rated", "judged by lead inspector"
    )
    always = always.replace("standards counting not rated as 0", "standards")
    assert codes(always, CASEWORK) == []
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
    told = said(written, CASEWORK)
    assert "R315: case standards can never be not rated" in told
    assert 'remove "not rated" here' in told


def test_what_a_choice_does_with_children_that_are_not_rated_is_pointed_out():
    choice = CASES.replace(
        "    total score of standards counting not rated as 0, banded by overall bands",
        "    first that applies\n"
        "        good if no standard is inadequate\n"
        "        inadequate otherwise",
    )
    told = said(choice, CASEWORK)
    assert (
        "note R305: a standard may be not rated; then the provider is not rated either" in told
    )
    assert 'add a line that asks for "not rated"' in told
    rules, _ = checked(choice, CASEWORK)
    assert rules is not None
    asked = choice.replace("is inadequate", "is inadequate or not rated")
    assert kinds(asked, CASEWORK) == []


def test_a_choice_that_reads_a_named_child_is_pointed_out_too():
    choice = ("first that applies", "    good if s1 is good", "    inadequate otherwise")
    assert 'R305: "s1" may be not rated' in said(standards(*choice), TEN)
    elsewhere = ("first that applies", "    good if fire", "    inadequate otherwise",
                 "at most good if any standard is inadequate")  # fmt: skip
    assert kinds(standards(*elsewhere), TEN) == []


# Discretion.

WINDOW = "allow ratings panel to move up 1 if within 5 points of a boundary"


def with_lines(*lines: str) -> str:
    more = "".join(f"    {line}\n" for line in lines)
    return CASES.replace("banded by case bands\n", f"banded by case bands\n{more}")


def test_a_window_counts_what_the_measure_counts():
    told = said(with_lines(WINDOW.replace("points", "points or 1 file")), CASEWORK)
    assert 'R312: this measure does not count "file"' in told
    assert 'help: write "case"' in told
    for unit in ("case", "cases", "Case"):
        assert (
            codes(with_lines(WINDOW.replace("points", f"points or 2 {unit}")), CASEWORK) == []
        )


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([WINDOW], []),
        (["not rated if inspection incomplete", WINDOW], []),
        ([WINDOW, "at most good if inspection incomplete"], []),
        (["at most good if inspection incomplete", WINDOW], ["R310"]),
        (["up 1 if inspection incomplete", WINDOW], ["R310"]),
        ([WINDOW, WINDOW], ["R311"]),
        ([WINDOW, "up 1 if inspection incomplete", WINDOW], ["R311"]),
    ],
)
def test_a_window_stands_directly_under_its_boundary_and_once(lines, expected):
    assert kinds(with_lines(*lines), CASEWORK) == expected


def test_a_window_without_a_boundary_is_told_where_it_belongs():
    told = said(with_lines("at most good if inspection incomplete", WINDOW), CASEWORK)
    assert "R310: there is no boundary here to be near to" in told
    assert 'put the line directly under a percentage "banded by …"' in told


def test_two_allowances_are_both_shown():
    told = said(with_lines(WINDOW, "allow ratings panel to move down 1"), CASEWORK)
    assert "allowed here" in told
    assert "and here" in told


def test_a_window_needs_a_share_of_judgements():
    window = "allow panel to move up 1 if within 5 points of a boundary"
    for base in (
        "judged by panel",
        "percentage of standards that are good, banded by share bands",
        TOTAL.format("ignoring not rated"),
    ):
        assert kinds(standards(base, window), TEN) == ["R310"]
        assert kinds(standards(base, "allow panel to move up 1"), TEN) == []


# What rules rate.


def test_an_item_is_rated_by_exactly_one_rule():
    judged = "    judged by lead inspector\n"
    told = said(f"{CASES}rate each standard in organisational delivery:\n{judged}", CASEWORK)
    assert "R401: two rules rate standards 1.1, 1.2, 1.3 and 1.4" in told
    assert "rated here" in told
    assert "and here" in told
    assert "R401: two rules rate standard 1.1\n" in said(
        f'{CASES}rate "1.1":\n{judged}', CASEWORK
    )
    assert "R401: two rules rate provider\n" in said(
        f"{CASES}rate provider:\n{judged}", CASEWORK
    )


@pytest.mark.parametrize(
    ("head", "code", "help_"),
    [
        ("rate each domain:", "R317", "give their level a scale"),
        ("rate key question:", "R208", 'write "each key question"'),
        ("rate key questions:", "R208", 'write "each key question"'),
        ("rate each key questions:", "R208", 'write "each key question"'),
        ("rate each case question in organisational delivery:", "R321", "check the names"),
        ("rate each standard in delivery:", "R202", "names that the framework declares"),
        ("rate each standard in case supervison:", "R202", 'did you mean "Case supervision"?'),
        ('rate "2.1" in case supervison:', "R202", 'did you mean "Case supervision"?'),
        ('rate "2.1" in organisational delivery:', "R321", "check the names"),
        ("rate provider in case supervision:", "R321", "check the names"),
        ('rate "1.5":', "R202", 'did you mean "1.4"?'),
    ],
)
def test_the_head_of_a_rule(head, code, help_):
    told = said(f"{head}\n    judged by lead inspector\n", CASEWORK)
    assert code in told
    assert help_ in told


def test_a_group_without_items_rates_nothing():
    group = replace(
        CASEWORK.groups[0], id="court question", plural="court questions", within=("1",)
    )
    vocabulary = replace(CASEWORK, groups=(*CASEWORK.groups, group))
    told = said("rate each court question:\n    judged by lead inspector\n", vocabulary)
    assert "R321: there are no court questions in 2019-20" in told


def test_scores_that_a_type_of_provider_has_none_of_are_reported():
    one, *others = TEN.scales[0].grades
    scale = replace(TEN.scales[0], grades=(replace(one, score=Fraction(1, 2)), *others))
    types = (ProviderType("home", "Home"), ProviderType("school", "School"))
    items = tuple(replace(item, applies_to=("home",)) for item in TEN.items)
    vocabulary = replace(TEN, scales=(scale, TEN.scales[1]), provider_types=types, items=items)
    written = standards("total score of standards ignoring not rated, banded by overall bands")
    assert "R321: there are no standards in a school" in said(written, vocabulary)


@pytest.mark.parametrize("head", ['rate "2.1" in case supervision:', 'rate "2.1":'])
def test_a_rule_for_one_item(head):
    written = CASES.replace("rate each case standard:", head)
    assert 'rate "2.2":' in said(written, CASEWORK)


def test_what_no_rule_rates_is_reported_with_the_head_that_is_missing():
    one_by_one = "".join(f'rate "1.{n}":\n    judged by lead inspector\n' for n in range(1, 4))
    organisational = "rate each organisational standard:\n    judged by lead inspector\n"
    told = said(CASES.replace(organisational, one_by_one), CASEWORK)
    assert "R402: no rule rates standard 1.4" in told
    assert 'rate "1.4":' in told
    two = one_by_one.split('rate "1.3"')[0]
    told = said(CASES.replace(organisational, two), CASEWORK)
    assert "R402: no rule rates standards 1.3 and 1.4" in told
    assert "add a rule: rate each standard:" in told
    told = said("rate provider:\n    judged by inspector\n", PRINCIPLES)
    assert "R402: no rule rates key questions safe, effective, caring, responsive and" in told
    assert "add a rule: rate each key question:" in told
    quoted = replace(CASEWORK.items[0], name="Leadership and delivery")
    vocabulary = replace(CASEWORK, items=(quoted, *CASEWORK.items[1:]))
    told = said(CASES.replace(organisational, ""), vocabulary)
    assert 'rate each standard in "leadership and delivery":' in told


def test_the_provider_is_rated_unless_there_is_no_overall_rating():
    without = CASES.split("rate provider")[0]
    told = said(without, CASEWORK)
    assert "R402: no rule rates the provider" in told
    assert "add a rule: rate provider:" in told
    none = replace(CASEWORK, overall=False)
    assert codes(without, none) == []
    told = said(CASES, none)
    assert "R405: this framework says that there is no overall rating" in told
    assert 'remove the rule, or "overall: none"' in told


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
    assert "let one of them be judged" in told


def test_a_rating_that_depends_on_itself():
    written = components("judged by inspector").replace(
        "judged by inspector", "judged by inspector\n    at most 1 above staffing", 1
    )
    assert "R404: the rating of component depends on itself" in said(written, STARS)


def test_an_unsound_rule_spares_those_that_read_it():
    written = CASES.replace("banded by case bands", "banded by cases bands")
    assert kinds(written, CASEWORK) == ["R203"]


# Expectations.


def test_an_expectation_about_an_unknown_thing():
    told = said(f"{CASES}expect providr is good\n", CASEWORK)
    assert 'R202: there is no level, group or item "providr"' in told


@pytest.mark.parametrize(
    ("expectation", "expected"),
    [
        ("expect provider is god", ["R201"]),
        ("expect provider is good if standrd", ["R205"]),
        ("expect case standard is good", ["R411"]),
        ('expect "2.1" is good', ["R411"]),
        ("expect standard is inadequate or better or not rated", []),
    ],
)
def test_expectations_are_checked_like_conditions(expectation, expected):
    assert kinds(f"{CASES}{expectation}\n", CASEWORK) == expected


def test_an_expectation_of_what_can_never_be_not_rated():
    written = CASES.replace("    not rated if all standards are not rated\n", "")
    told = said(f"{written}expect provider is good or not rated\n", CASEWORK)
    assert "R315: provider can never be not rated" in told


def test_exactly_one_has_no_otherwise():
    told = said(
        """
        rate each key question:
            judged by inspector
        rate provider:
            exactly one applies
                good        if all key questions are good
                inadequate  otherwise
        """,
        PRINCIPLES,
    )
    assert (
        'ratings.rules:6:9: error R323: where exactly one line applies, there is no "otherwise"'
        in told
    )


def test_weights_that_no_rule_uses_are_pointed_out():
    heavy = replace(STARS.items[0], weight=Fraction(5, 2), place=Place("framework.yaml", 9, 3))
    told = said(
        components("judged by inspector"), replace(STARS, items=(heavy, *STARS.items[1:]))
    )
    assert "framework.yaml:9:3: warning R413: health inspection has the weight 2.5" in told


def test_weights_that_no_rule_uses_are_pointed_out_once_for_a_level():
    items = tuple(
        replace(item, weight=Fraction(2), place=Place("framework.yaml", 9 + n, 3))
        for n, item in enumerate(STARS.items)
    )
    told = said(components("judged by inspector"), replace(STARS, items=items))
    assert told.count("R413") == 1
    assert (
        "framework.yaml:9:3: warning R413: health inspection, staffing and quality measures "
        "have weights, which no rule uses" in told
    )


def test_weights_are_not_said_to_be_unused_where_a_rule_is_wrong():
    heavy = tuple(replace(item, weight=Fraction(n + 2)) for n, item in enumerate(STARS.items))
    told = said(components("judged by inspektor"), replace(STARS, items=heavy))
    assert "R204" in told
    assert "R413" not in told


def test_a_name_that_needs_quotation_marks_is_suggested_with_them():
    rules = components("judged by inspector", 'at most one star if "staffing" is one star')
    vocabulary = replace(
        STARS, items=(*STARS.items[:2], replace(STARS.items[2], id="use in practice"))
    )
    told = said(rules.replace('"staffing"', '"use in practise"'), vocabulary)
    assert 'did you mean "use in practice"? then write the quotation marks, too' in told
    told = said(rules.replace('"staffing"', '"stafing"'), vocabulary)
    assert 'did you mean "staffing"?\n' in told
