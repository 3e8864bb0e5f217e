"""What rules say in English: exact sentences, and nothing that is meant is left unsaid."""

# ruff: noqa: E501 -- lines of rules and sentences are as long as people write them

from __future__ import annotations

from dataclasses import fields
from dataclasses import is_dataclass
from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from typing import Any
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import settings

from engine.frameworks.model import Bands
from engine.frameworks.model import Edge
from engine.frameworks.model import Group
from engine.frameworks.model import Judgements
from engine.rules import tree
from engine.rules import typed
from engine.rules.english import bands as in_bands
from engine.rules.english.clauses import expectation
from engine.rules.english.clauses import heading
from engine.rules.english.clauses import in_english
from engine.rules.english.grades import rated
from engine.testing import frameworks
from tests.rules.checking import sound
from tests.rules.test_points import HOMES
from tests.rules.test_points import TOTAL
from tests.rules.vocabularies import CASEWORK
from tests.rules.vocabularies import PRINCIPLES
from tests.rules.vocabularies import STARS
from tests.rules.vocabularies import TEN
from tests.rules.written import CASES
from tests.rules.written import components
from tests.rules.written import questions
from tests.rules.written import standards

BEDS = replace(
    STARS,
    bands=(
        Bands(
            "bed bands",
            "number",
            "down to 0.5",
            (
                Edge(Fraction(2), inclusive=False, grade="one star"),
                Edge(Fraction(9, 2), inclusive=False, grade="two stars"),
            ),
            "rating",
        ),
    ),
)
WEIGHED = replace(
    TEN,
    items=tuple(replace(i, weight=Fraction(1 + (i.id == "s1"), 2)) for i in TEN.items[:2]),
)
CARE = replace(
    PRINCIPLES,
    groups=(
        Group("caring question", "caring questions", "key question", items=("safe", "caring")),
    ),
)

NUMBER_BANDS = next(each for each in TEN.bands if each.id == "number bands")
SCORES = "The scores are Inadequate 0, Requires improvement 1, Good 2 and Outstanding 3."
EXACTLY = "The value is compared exactly, without rounding."
UNKNOWN = "If that cannot be told because something is not rated, this line does nothing."
OF_CASES = (
    "The bands are: Inadequate from 0 % to below 50 %, Requires improvement from 50 % to "
    "below 65 %, Good from 65 % to below 80 % and Outstanding 80 % or more."
)
OF_TEN = "The bands are: Inadequate from 0 to below 6, Requires improvement from 6 to below 16, Good from 16 to below 26 and Outstanding 26 or more."


def provider(written, vocabulary):
    """The rule for the provider, as a newcomer would read it."""
    rule = sound(written, vocabulary).rating(None)
    assert rule is not None
    return rule


def sentences(written, vocabulary):
    return [said.words for said in in_english(provider(written, vocabulary))]


LINES = [
    # what a rating begins with
    (
        questions,
        PRINCIPLES,
        "judged by inspector",
        "The inspector gives the rating. It is not computed from anything.",
    ),
    (
        components,
        STARS,
        "start from staffing",
        "The rating begins as that of staffing. If staffing is not rated, neither is the provider.",
    ),
    (
        questions,
        PRINCIPLES,
        "lowest of key questions ignoring not rated",
        "The rating is the lowest among its key questions. What is not rated is left aside; if none is rated, neither is the provider.",
    ),
    (
        questions,
        PRINCIPLES,
        "highest of key questions treating not rated as good",
        "The rating is the highest among its key questions. What is not rated is treated as Good.",
    ),
    (
        questions,
        PRINCIPLES,
        "lowest of key questions",
        "The rating is the lowest among its key questions. If any is not rated, neither is the provider.",
    ),
    (
        questions,
        CARE,
        "lowest of caring questions only if all are rated",
        "The rating is the lowest among its caring questions. If any is not rated, neither is the provider.",
    ),
    # measures
    (
        standards,
        TEN,
        "total score of standards counting not rated as 1/2, banded by overall bands",
        f"The rating follows from the total of the scores of its standards. {SCORES} What is not rated counts 0.5. {EXACTLY} {OF_TEN}",
    ),
    (
        standards,
        TEN,
        "average score of standards ignoring not rated, banded by half-point bands",
        f"The rating follows from the average of the scores of its standards. {SCORES} What is not rated is left out. The total is divided by the number of standards that are rated. If none of its standards is rated, the provider is not rated. {EXACTLY} The bands are: Inadequate from 0 up to and including 0.5, Requires improvement above 0.5 up to and including 1.5, Good above 1.5 up to and including 2.5 and Outstanding above 2.5.",
    ),
    (
        standards,
        WEIGHED,
        "weighted average score of standards only if all are rated, banded by half-point bands",
        f"The rating follows from the average of the weighted scores of its standards. {SCORES} Each score is multiplied by its weight: s1 1 and s2 0.5. The total is divided by the sum of the weights of the standards. If any of its standards is not rated, the provider is not rated. {EXACTLY} The bands are: Inadequate from 0 up to and including 0.5, Requires improvement above 0.5 up to and including 1.5, Good above 1.5 up to and including 2.5 and Outstanding above 2.5.",
    ),
    (
        standards,
        TEN,
        "percentage of maximum score of standards ignoring not rated, banded by maximum bands",
        f"The rating follows from the total of the scores of its standards, as a percentage of the highest that it could be. {SCORES} What is not rated is left out. The highest that it could be is what the standards that are rated would add up to at best. If none of its standards is rated, the provider is not rated. {EXACTLY} The bands are: Inadequate from 0 % to below 39 %, Requires improvement from 39 % to below 63 %, Good from 63 % to below 88 % and Outstanding 88 % or more.",
    ),
    (
        standards,
        TEN,
        "percentage of standards that are good or better, banded by share bands",
        f"The rating follows from the percentage of its standards that are rated Good or better. It is taken of those of its standards that are rated. If none of its standards is rated, the provider is not rated. {EXACTLY} The bands are: Inadequate from 0 % to below 25 %, Requires improvement from 25 % to below 50 %, Good from 50 % to below 75 % and Outstanding 75 % or more.",
    ),
    (
        standards,
        TEN,
        "percentage of standards that are good or not rated, banded by share bands",
        f"The rating follows from the percentage of its standards that are rated Good, or not rated. It is taken of all its standards, rated or not. {EXACTLY} The bands are: Inadequate from 0 % to below 25 %, Requires improvement from 25 % to below 50 %, Good from 50 % to below 75 % and Outstanding 75 % or more.",
    ),
    (
        standards,
        TEN,
        "number of standards that are rated, banded by number bands",
        f"The rating follows from the number of its standards that are rated. {EXACTLY} The bands are: Inadequate from 0 to below 2, Requires improvement from 2 to below 4, Good from 4 to below 8 and Outstanding 8 or more.",
    ),
    (
        components,
        BEDS,
        "beds, banded by bed bands",
        'The rating follows from the number recorded for "beds". The value is first rounded down to a multiple of 0.5. The bands are: One star above 2 up to and including 4.5 and Two stars above 4.5. A number of 2 or less lies in no band, and the provider is then not rated.',
    ),
]
"""Base lines, each of a rule for the provider."""

CONDITIONS = [
    (questions, PRINCIPLES, "no key questions", "it has no key questions."),
    (questions, PRINCIPLES, "any key questions", "it has one or more key questions."),
    (questions, PRINCIPLES, "all key questions", "it has any number of key questions."),
    (
        questions,
        PRINCIPLES,
        "at least 2 key questions are good",
        f"at least 2 of its key questions are rated Good. {UNKNOWN}",
    ),
    (
        questions,
        PRINCIPLES,
        "exactly 1 key question is good or not rated",
        "exactly 1 of its key questions is rated Good, or not rated.",
    ),
    (
        questions,
        PRINCIPLES,
        "no key question is requires improvement or worse",
        f"none of its key questions is rated Requires improvement or worse. {UNKNOWN}",
    ),
    (
        questions,
        PRINCIPLES,
        "all key questions are not rated",
        "all of its key questions are not rated.",
    ),
    (
        questions,
        PRINCIPLES,
        "any key question is inadequate or outstanding",
        f"one or more of its key questions are rated Inadequate or Outstanding. {UNKNOWN}",
    ),
    (
        questions,
        PRINCIPLES,
        "fewer than 3 key questions",
        "the number of its key questions is fewer than 3.",
    ),
    (questions, PRINCIPLES, "at most 1 is good and the rest are inadequate", None),
    (
        questions,
        PRINCIPLES,
        "at most 1 key question is good and the rest are inadequate",
        f"at most 1 of its key questions is rated Good, and the rest of its key questions, without those rated Good, are rated Inadequate. {UNKNOWN}",
    ),
    (
        questions,
        PRINCIPLES,
        "safe is better than caring",
        f"safe is rated better than caring. {UNKNOWN}",
    ),
    (
        questions,
        PRINCIPLES,
        "safe is worse than caring",
        f"safe is rated worse than caring. {UNKNOWN}",
    ),
    (
        questions,
        PRINCIPLES,
        "safe is the same as caring",
        f"safe is rated the same as caring. {UNKNOWN}",
    ),
    (questions, PRINCIPLES, "safe is rated", "safe is rated."),
    (
        questions,
        PRINCIPLES,
        "safe is good or better and not breach of regulations",
        f'safe is rated Good or better, and the answer to "breach of regulations" is no. {UNKNOWN}',
    ),
    (
        questions,
        PRINCIPLES,
        "breach of regulations",
        'the answer to "breach of regulations" is yes.',
    ),
    (
        components,
        STARS,
        "safeguarding is ineffective",
        'the answer to "safeguarding" is ineffective.',
    ),
    (
        components,
        STARS,
        "beds is more than 10",
        'the number recorded for "beds" is more than 10.',
    ),
    (
        components,
        STARS,
        "total score of components ignoring not rated is at most 4.5",
        f"the total of the scores of its components is at most 4.5. The scores are One star 0, Two stars 1, Three stars 2, Four stars 3 and Five stars 4. What is not rated is left out. {UNKNOWN}",
    ),
    (
        components,
        STARS,
        "percentage of components that are five stars is at least 50",
        f"the percentage of its components that are rated Five stars is at least 50 %. It is taken of those of its components that are rated. {UNKNOWN}",
    ),
]
"""Conditions, and what stands after "if"."""

MODIFIERS = [
    (
        "up 1 if special focus facility",
        'The rating goes up by 1 grade, but never past Five stars, if the answer to "special focus facility" is yes.',
    ),
    (
        "down 2 if special focus facility",
        'The rating goes down by 2 grades, but never past One star, if the answer to "special focus facility" is yes.',
    ),
    ("at most three stars", "The rating is no higher than Three stars."),
    (
        "at least two stars if special focus facility",
        'The rating is no lower than Two stars if the answer to "special focus facility" is yes.',
    ),
    (
        "at most 1 above staffing",
        "The rating is no higher than 1 grade above that of staffing. If staffing is not rated, this line does nothing.",
    ),
    (
        "at least 2 below staffing",
        "The rating is no lower than 2 grades below that of staffing. If staffing is not rated, this line does nothing.",
    ),
    (
        "not rated if special focus facility",
        'The provider is not rated if the answer to "special focus facility" is yes.',
    ),
    (
        "allow inspector to move up 1",
        "The inspector may move the rating up by at most 1 grade.",
    ),
    (
        "allow inspector to move up or down 2\n    at most three stars",
        "The inspector may move the rating up or down by at most 2 grades. The lines that follow hold for the moved rating too.",
    ),
]
"""Lines that change a rating."""


@pytest.mark.parametrize(
    ("builder", "vocabulary", "line", "english"),
    LINES,
    ids=lambda x: x if isinstance(x, str) and "." not in x else "",
)
def test_what_a_rating_begins_with(builder, vocabulary, line, english):
    assert sentences(builder(line), vocabulary) == [english]


@pytest.mark.parametrize(
    ("builder", "vocabulary", "line", "english"), [c for c in CONDITIONS if c[3]]
)
def test_conditions(builder, vocabulary, line, english):
    base = "judged by inspector"
    said = sentences(
        builder(base, f"at most {vocabulary.scales[0].grades[1].id} if {line}"), vocabulary
    )
    name = vocabulary.scales[0].grades[1].name
    assert said[1] == f"The rating is no higher than {name} if {english}"


@pytest.mark.parametrize(("line", "english"), MODIFIERS)
def test_lines_that_change_a_rating(line, english):
    assert (
        sentences(components("judged by inspector", *line.split("\n    ")), STARS)[1] == english
    )


def test_percentages_of_cases_and_who_may_move_what_they_give():
    window = (
        "allow ratings panel to move up or down 1 if within 5 points or 1 case of a boundary"
    )
    written = CASES.replace("case bands\n", f"case bands\n    {window}\n", 1)
    rule = sound(written, CASEWORK).rating("2.1.1")
    assert rule is not None
    assert heading(rule) == "Each key question"
    percentage, discretion = in_english(rule)
    assert percentage.words == (
        "The rating follows from the percentage of its judgements that are Sufficient. "
        "It is taken of the judgements that are Insufficient or Sufficient. "
        "What is not applicable or missing is left out. "
        f"If no case applies, the key question is not rated. {EXACTLY} {OF_CASES}"
    )
    assert discretion.words == (
        "The ratings panel may move the rating up or down by at most 1 grade. A move is open "
        "only where the percentage lies within 5 points of the boundary, 5 points included, or "
        "1 case judged the other way would be enough to cross it."
    )


def test_a_rating_without_a_band_is_out_of_reach_of_a_move():
    window = "allow ratings panel to move up 3 if within 5 points of a boundary"
    written = CASES.replace("case bands\n", f"case bands\n    {window}\n", 1)
    bands = replace(CASEWORK.bands[0], edges=CASEWORK.bands[0].edges[:3])
    rule = sound(written, replace(CASEWORK, bands=(bands, *CASEWORK.bands[1:]))).rating("2.1.1")
    assert rule is not None
    assert in_english(rule)[1].sentences == (
        "The ratings panel may move the rating up by at most 3 grades.",
        "A move is open only where the percentage lies within 5 points of the boundary, 5 points included.",
        "No move leads to Outstanding, for which there is no band.",
    )


def test_weights_of_nothing_are_told():
    items = tuple(replace(item, weight=Fraction(item.id != "s1")) for item in TEN.items)
    line = "weighted average score of standards counting not rated as 0, banded by half-point bands"
    (said,) = sentences(standards(line), replace(TEN, items=items))
    assert "If the weights of what counts add up to 0, the provider is not rated." in said


def test_the_number_of_cases():
    written = "rate each standard:\n    number of judgements that are sufficient, banded by number bands\nrate provider:\n    highest of standards\n"
    rule = sound(written, TEN).rating("s1")
    assert rule is not None
    assert in_english(rule)[0].words.startswith(
        f"The rating follows from the number of its judgements that are Sufficient. {EXACTLY}"
    )


def test_a_choice_of_which_the_first_line_counts():
    assert sentences(
        questions(
            "first that applies",
            "    inadequate  if at least 2 key questions are inadequate",
            "    good  otherwise",
        ),
        PRINCIPLES,
    ) == [
        "The lines below are read from the top, and the first that applies counts. If a line that is read asks about something that is not rated, then the provider is not rated, and no further line counts.",
        "Inadequate if at least 2 of its key questions are rated Inadequate.",
        "Good in all other cases.",
    ]


def test_what_is_always_rated_needs_no_word_about_what_is_not():
    written = """\
rate each key question:
    number of judgements that are sufficient, banded by number bands
rate each case standard:
    lowest of key questions
rate each organisational standard:
    number of judgements that are sufficient, banded by number bands
rate provider:
    start from "2.1"
    at most good if "2.1" is better than "2.2"
    at most good if percentage of standards that are good is at least 50
    at most good if total score of standards is at most 3
    at most 1 above "2.2"
"""
    answers = Judgements("judgements", "case", "answer")
    levels = tuple(
        replace(each, answers=answers) if each.id == "standard" else each
        for each in CASEWORK.levels
    )
    either = "first that applies\n        good  if all key questions are good\n        inadequate  otherwise"
    counted = replace(CASEWORK, levels=levels, bands=(*CASEWORK.bands, NUMBER_BANDS))
    rules = sound(written, counted)
    lowest = rules.rating("2.1")
    assert lowest is not None
    assert [said.words for said in in_english(lowest)] == [
        "The rating is the lowest among its key questions."
    ]
    choice = sound(written.replace("lowest of key questions", either), counted).rating("2.1")
    assert choice is not None
    assert [said.words for said in in_english(choice)] == [
        "The lines below are read from the top, and the first that applies counts.",
        "Good if all of its key questions are rated Good.",
        "Inadequate in all other cases.",
    ]
    assert sentences(written, counted) == [
        "The rating begins as that of 2.1.",
        "The rating is no higher than Good if 2.1 is rated better than 2.2.",
        "The rating is no higher than Good if the percentage of its standards that are rated Good is at least 50 %.",
        f"The rating is no higher than Good if the total of the scores of its standards is at most 3. {SCORES}",
        "The rating is no higher than 1 grade above that of 2.2.",
    ]


def test_a_choice_of_which_exactly_one_line_applies():
    assert sentences(
        questions(
            "exactly one applies",
            "    inadequate  if any key question is not rated",
            "    good  if all key questions are rated",
        ),
        PRINCIPLES,
    ) == [
        "Of the lines below exactly one applies, whatever is found, and that one counts. What is not rated has none of the ratings that the lines name.",
        "Inadequate if one or more of its key questions are not rated.",
        "Good if all of its key questions are rated.",
    ]


def test_two_measures_in_a_choice_are_told_apart():
    first, *_ = sentences(
        components(
            "first that applies",
            "    one star  if total score of components ignoring not rated is at most 1",
            "    two stars  if average score of components ignoring not rated is at most 1",
            "    three stars  otherwise",
        ),
        STARS,
    )
    assert "For the total of the scores of its components: The scores are" in first
    assert "For the average of the scores of its components: The scores are" in first


def test_scores_that_are_what_the_ratings_are_called():
    numbers = replace(
        STARS.scales[0],
        grades=tuple(
            replace(grade, name=str(n), score=Fraction(n))
            for n, grade in enumerate(STARS.scales[0].grades)
        ),
    )
    named = replace(STARS, scales=(numbers,))
    written = components(
        "judged by inspector",
        "at most one star if total score of components ignoring not rated is at most 4",
    )
    assert "Each rating is itself the score." in sentences(written, named)[1]


@pytest.mark.parametrize(
    ("line", "english"),
    [
        (
            "expect provider is good or worse if breach of regulations",
            'Provider is expected to be rated Good or worse if the answer to "breach of regulations" is yes.',
        ),
        (
            "expect provider is rated or not rated",
            "Provider is expected to be rated or not rated, always.",
        ),
    ],
)
def test_what_an_author_expects(line, english):
    rules = sound(f"{questions('judged by inspector', 'at most good')}{line}\n", PRINCIPLES)
    assert expectation(rules.expectations[0]) == english


@pytest.mark.parametrize(
    ("rounding", "english"),
    [
        ("none", "The value is compared exactly, without rounding."),
        (
            "half up to integer",
            "The value is first rounded to the nearest whole number, halves up.",
        ),
        (
            "half up to 0.1",
            "The value is first rounded to the nearest multiple of 0.1, halves up.",
        ),
        ("down to integer", "The value is first rounded down to a whole number."),
        ("up to 0.01", "The value is first rounded up to a multiple of 0.01."),
    ],
)
def test_rounding(rounding, english):
    assert in_bands.rounding(replace(TEN.bands[0], rounding=rounding)) == english


def test_bands_before_rounding():
    rounded = replace(TEN.bands[0], rounding="half up to integer")
    words = [
        in_bands.in_words(r, rounded) for r in in_bands.ranges(rounded, before_rounding=True)
    ]
    assert words == [
        "from -0.5 % to below 49.5 %",
        "from 49.5 % to below 64.5 %",
        "from 64.5 % to below 79.5 %",
        "79.5 % or more",
    ]


# Nothing is left out


def test_no_two_sets_of_grades_read_alike():
    scale = TEN.scales[0]
    ids = [grade.id for grade in scale.grades]
    chosen = [tuple(c) for n in range(5) for c in combinations(ids, n)]
    sets = [typed.GradeSet(c, n, "") for c in chosen for n in (False, True) if c or n]
    assert len({rated(each, scale) for each in sets}) == len(sets) == 31


ADDED = [
    ("plus 1", "1 point is added."),
    (
        "minus 2.5 if special focus facility",
        '2.5 points are taken away if the answer to "special focus facility" is yes.',
    ),
    (
        "plus 1/3 for each beds if any component is one star",
        '1/3 points are added for each one of the number recorded for "beds" if one or more of its components are rated One star. If that cannot be told because something is not rated, this line does nothing.',
    ),
    (
        "minus 3/2 for each component that is one star or two stars",
        "1.5 points are taken away for each of its components that are rated Two stars or worse.",
    ),
    (
        "plus 1 for each component that is not rated if special focus facility",
        '1 point is added for each of its components that are not rated if the answer to "special focus facility" is yes.',
    ),
    (
        "minus beds",
        'The number recorded for "beds" is taken away.',
    ),
]
"""Lines that add to a score."""


@pytest.mark.parametrize(("line", "english"), ADDED, ids=[line for line, _ in ADDED])
def test_what_is_added_to_a_score(line, english):
    assert sentences(components(TOTAL, line), HOMES)[1] == english


def test_points_alone():
    told = sentences(components("points, banded by number bands", "plus 1"), HOMES)
    assert told[0].startswith(
        "The rating follows from the points that the lines below add up. "
    )


def test_a_score_to_which_something_is_added_says_so():
    plain = "The rating follows from the total of the scores of its components"
    more = f"{plain}, with what the lines below add to it."
    assert sentences(components(TOTAL), HOMES)[0].startswith(f"{plain}. ")
    assert sentences(components(TOTAL, "plus 1"), HOMES)[0].startswith(more)
    low = "A score below -5 lies in no band, and the provider is then not rated."
    assert low in sentences(components(TOTAL, "plus beds"), HOMES)[0]
    assert low not in sentences(components(TOTAL, "plus 1"), HOMES)[0]


def every_rule():
    """Every rule of the examples above."""
    yield provider(components("points, banded by number bands", "plus 1"), HOMES)
    for line, _ in ADDED:
        yield provider(components(TOTAL, line), HOMES)
    yield from sound(CASES, CASEWORK).all
    for builder, vocabulary, line, _ in LINES:
        yield provider(builder(line), vocabulary)
    for builder, vocabulary, line, english in CONDITIONS:
        if english:
            base = "judged by inspector"
            yield provider(builder(base, f"not rated if {line}"), vocabulary)
    for line, _ in MODIFIERS:
        yield provider(components("judged by inspector", *line.split("\n    ")), STARS)
    yield provider(
        questions(
            "first that applies", "    good  if breach of regulations", "    good  otherwise"
        ),
        PRINCIPLES,
    )


def kinds_in(piece):
    """The classes of everything that a piece of a rule is made of."""
    if is_dataclass(piece):
        yield type(piece)
        for each in fields(piece):
            yield from kinds_in(getattr(piece, each.name))
    elif isinstance(piece, tuple):
        for each in piece:
            yield from kinds_in(each)


def test_every_kind_of_clause_has_its_sentence():
    """A new kind of clause, condition or measure fails here until its sentence is known."""
    unions = (typed.Base, typed.Addition, typed.Modifier, typed.Atom, typed.Measured)
    wanted = {kind for union in unions for kind in get_args(union) or (union,)}
    assert wanted - {kind for rule in every_rule() for kind in kinds_in(rule)} == set()


OTHERWISE: dict[tuple[str, str], dict[Any, Any]] = {
    ("Quantity", "comparison"): {
        "at least": "at most",
        "at most": "exactly",
        "exactly": "more than",
        "more than": "fewer than",
        "fewer than": "at least",
        "no": "all",
        "all": "any",
        "any": "no",
    },
    ("MeasureIs", "comparison"): {
        "at least": "at most",
        "at most": "exactly",
        "exactly": "more than",
        "more than": "fewer than",
        "fewer than": "at least",
        "less than": "at least",
    },
    ("Compared", "relation"): {
        "better than": "worse than",
        "worse than": "the same as",
        "the same as": "better than",
    },
    ("Share", "kind"): {"percentage of": "number of", "number of": "percentage of"},
    ("CountOf", "kind"): {"percentage of": "number of", "number of": "percentage of"},
    ("Scored", "kind"): {
        "total score of": "average score of",
        "average score of": "percentage of maximum score of",
        "percentage of maximum score of": "total score of",
    },
    ("Extreme", "which"): {"lowest of": "highest of", "highest of": "lowest of"},
    ("Choice", "kind"): {
        "first that applies": "exactly one applies",
        "exactly one applies": "first that applies",
    },
    ("Move", "direction"): {"up": "down", "down": "up"},
    ("Limit", "kind"): {"at most": "at least", "at least": "at most"},
    ("Allow", "direction"): {"up": "down", "down": "up or down", "up or down": "up"},
    ("Bands", "rounding"): {"none": "up to integer"},
    ("FactHolds", "negated"): {False: True, True: False},
    ("GradeSet", "not_rated"): {False: True, True: False},
    ("Edge", "inclusive"): {False: True, True: False},
}
"""What may be put in the place of a word that decides something."""

COUNTED = {
    ("Addition", "points"),
    ("Quantity", "number"),
    ("MeasureIs", "number"),
    ("Edge", "at"),
    ("Move", "steps"),
    ("Limit", "steps"),
    ("Allow", "steps"),
    ("Near", "points"),
    ("Near", "number"),
}
"""Numbers that decide something."""


OWN_WORDS = {"which", "kind", "direction", "steps", "near"}
"""What a checked rule takes from a line as it was written; all else stands in the rule."""


def changed(piece, scale):
    """The same piece with one thing changed that decides something, in every way."""
    if isinstance(piece, tuple):
        for number, each in enumerate(piece):
            for other in changed(each, scale):
                yield (*piece[:number], other, *piece[number + 1 :])
    elif is_dataclass(piece) and not isinstance(piece, type):
        for each in fields(piece):
            if each.name in {"scale", "level", "tree"}:
                continue
            if isinstance(piece, tree.Clause) and each.name not in OWN_WORDS:
                continue
            for other in other_values(piece, each.name, scale):
                yield replace(piece, **{each.name: other})


def other_values(piece, name, scale):
    """What else might stand in a field that decides something."""
    key, value = (type(piece).__name__, name), getattr(piece, name)
    if key == ("Limit", "steps") and piece.child is None:
        return  # a grade, not so many steps from another rating
    elif key == ("Share", "grades"):
        return  # an answer is never "not rated"
    elif key == ("GradeSet", "not_rated") and not piece.grades:
        return  # a set is never empty
    elif key in OTHERWISE and value in OTHERWISE[key]:
        yield OTHERWISE[key][value]
    elif key in COUNTED and value is not None:
        yield value + (1 if value >= 0 else -1)
    elif key in {("Branch", "grade"), ("Limit", "grade")} and value is not None:
        if len(scale.grades) == 1:
            return
        yield scale.at((scale.rank(value) + 1) % len(scale.grades)).id
    else:
        yield from changed(value, scale)


def in_words(rule):
    return [said.words for said in in_english(rule)]


@given(frameworks())
@settings(max_examples=40, deadline=None)
def test_what_decides_something_is_in_the_sentences(framework):
    """Two rules that differ in anything that they go by do not read alike."""
    for rule in framework.rules.all:
        for other in changed(rule, rule.scale):
            assert in_words(other) != in_words(rule), other
