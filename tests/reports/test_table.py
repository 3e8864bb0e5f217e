from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

import pytest

from engine.diagnostics.drawing import columns
from engine.frameworks.model import Grade
from engine.frameworks.model import Item
from engine.frameworks.model import Level
from engine.frameworks.model import Scale
from engine.frameworks.model import Vocabulary
from engine.reports.grades import letters
from engine.reports.table import in_order
from engine.reports.table import table
from engine.rounds.results import Assumption
from engine.rounds.results import Carried
from engine.rounds.results import NotCarried
from engine.rounds.results import NoticeGiven
from engine.rounds.results import Result

LONG = "Derbyshire, Leicestershire, Nottinghamshire and Rutland"
MADE_UP = "SYNTHETIC: made-up cases and judgements"


def widest(words):
    return max(sum(map(columns, line)) for line in words.splitlines())


def paragraphs(words):
    return words.rstrip("\n").split("\n\n")


def test_the_table_is_that_of_the_summary_report(three, vocabulary):
    assert (
        table(three, vocabulary)
        == """\
Inspections in 2018-19
Rated under: Standards, 2018-19

                                           1        2        3    4
Provider   Type Overall              Score 1 2 3 4  1 2 3 4  1 2  1 2
Midlands   NPS  Good                   20  G G G R  G G G G  O G  · ·
London     NPS  Requires improvement   14  G R R R  R R G R  G G  · ·
Merseyside CRC  Requires improvement    9* R R R G  R I I R  · ·  \N{EN DASH} G

O Outstanding (3)  G Good (2)  R Requires improvement (1)  I Inadequate (0)
\N{EN DASH} not rated  · does not apply
1 Organisational delivery: 1.1 Leadership, 1.2 Staff, 1.3 Services,
  1.4 Information
2 Case supervision: 2.1 Assessment, 2.2 Planning, 2.3 Implementation,
  2.4 Reviewing
3 NPS work: 3.1 Court reports and case allocation, 3.2 Statutory victim work
4 CRC work: 4.1 Unpaid work, 4.2 Through the Gate

* Something not rated counts nothing in the score: Merseyside CRC (10 to 13 if
  all were rated)

3 providers: 1 Good and 2 Requires improvement.
"""
    )


def test_made_up_data_is_said_at_the_top_and_at_the_bottom(three, vocabulary):
    words = table(replace(three, synthetic=True), vocabulary).splitlines()
    assert words[2] == words[-1] == MADE_UP
    assert "SYNTHETIC" not in table(three, vocabulary)


@pytest.mark.parametrize("name", [LONG, "評価" * 40, "x" * 200, "a\x1b[31mb"])
def test_no_line_is_wider_than_a_terminal(rated, provider, vocabulary, name):
    results = [
        provider(name, "CRC", "GGGG GGGG GG", "good"),
        provider("B", "NPS", "R" * 10, "good"),
    ]
    words = table(rated(*results), vocabulary)
    assert widest(words) <= 80
    assert "\x1b" not in words


def test_a_long_name_is_cut_and_says_so(rated, provider, vocabulary):
    words = table(rated(provider(LONG, "CRC", "GGGG GGGG GG", "good")), vocabulary)
    assert re.search(r"^Derbyshire, Leicester.*… +CRC ", words, re.MULTILINE)


def test_providers_that_would_look_the_same_are_called_by_their_ids(
    rated, provider, vocabulary
):
    long = "Humberside, Lincolnshire and North Yorkshire and all the country around, part "
    results = [
        replace(provider(long + "1", "CRC", "G" * 10, "good"), id="first"),
        replace(provider(long + "2", "CRC", "G" * 10, "good"), id="second"),
        replace(provider("London", "CRC", "G" * 10, "good"), id="third"),
    ]
    shown = table(rated(*results), vocabulary)
    names = [line.split(" ")[0] for line in shown.splitlines()]
    assert {"first", "second", "London"} <= set(names)
    assert "Humberside" not in shown


def test_the_order_is_by_score_then_rating_then_name(provider, vocabulary):
    results = [
        provider("B", "NPS", "G" * 10, "good"),
        provider("a", "NPS", "G" * 10, "good"),
        provider("c", "NPS", "G" * 10, "outstanding"),
        provider("d", "NPS", "O" * 10, "good"),
        replace(provider("e", "NPS", "O" * 10, "outstanding"), score=None),
    ]
    assert [result.name for result in in_order(results, vocabulary)] == list("dcaBe")


def test_colour_adds_nothing_but_colour(three, vocabulary):
    colourful = table(three, vocabulary, color=True)
    assert "\x1b[32mGood\x1b[0m" in colourful
    assert "\x1b[31mI\x1b[0m" in colourful
    assert re.sub(r"\x1b\[[0-9;]*m", "", colourful) == table(three, vocabulary)


def test_a_rating_that_is_not_settled_is_a_question(rated, provider, vocabulary):
    unsure = replace(
        provider("London", "NPS", "G" * 10, None, basis="cannot be computed"),
        possible=("good", None),
        score=None,
    )
    words = table(rated(unsure), vocabulary)
    assert "? London NPS: Good or not rated" in words
    assert "1 provider: 1 not settled." in words


def test_a_score_that_is_not_settled_is_a_range(rated, provider, vocabulary):
    unsure = replace(
        provider("London", "NPS", "G" * 10, "good"),
        score=None,
        score_if_rated=(Fraction(17), Fraction(20)),
    )
    settled = provider("Wales", "NPS", "G" * 8 + "RR", "good")
    lines = table(rated(unsure, settled), vocabulary).splitlines()
    assert re.match(r"Wales +NPS +Good +18 ", lines[5])
    assert re.match("London +NPS +Good +17\N{EN DASH}20 ", lines[6])


def test_what_cannot_be_told_is_told_apart_from_what_is_not_rated(rated, provider, vocabulary):
    london = provider("London", "NPS", "-" + "G" * 9, "good")
    unknown = replace(london.children[1], rating=None, basis="cannot be computed")
    children = (london.children[0], unknown, *london.children[2:])
    words = table(rated(replace(london, children=children)), vocabulary)
    assert "\N{EN DASH} not rated  ? cannot be told" in words
    assert re.search("^London .* \N{EN DASH} [?] G G ", words, re.MULTILINE)


def test_a_provider_that_is_not_rated_comes_last_and_is_counted(rated, provider, vocabulary):
    unrated = replace(
        provider("A", "NPS", "-" * 10, None, basis="not rated", reason="nothing was"),
        score=None,
    )
    words = table(rated(unrated, provider("B", "NPS", "I" * 10, "inadequate")), vocabulary)
    assert [line[:1] for line in words.splitlines()[5:7]] == ["B", "A"]
    assert re.search("^A +NPS +Not rated +\N{EN DASH} \N{EN DASH} ", words, re.MULTILINE)
    assert "2 providers: 1 Inadequate and 1 Not rated." in words


def test_a_mark_is_explained_for_everybody_who_has_it(rated, provider, vocabulary):
    results = [
        provider(name, "NPS", "G" * 10, "good", flags=("understated", "small-sub-sample"))
        for name in ("London", "Wales")
    ]
    words = table(rated(*results), vocabulary)
    assert "20*† G" in words
    assert "* Few cases: London NPS and Wales NPS" in words
    assert "† Something not rated counts nothing in the score: London NPS and Wales" in words


def test_assumptions_notices_and_flags_stand_below(rated, provider, vocabulary):
    london = provider("London", "NPS", "G" * 10, "good")
    question = replace(london.children[4].children[0], flags=("borderline",), basis="decision")
    children = list(london.children)
    children[4] = replace(children[4], children=(question,))
    words = table(
        rated(
            replace(london, children=tuple(children)),
            assumptions=(Assumption("breach", "no", "nobody recorded one"),),
            notices=(
                NoticeGiven("n", "london-nps", "1.1", "look again", "4 above"),
                NoticeGiven("n", "london-nps", "1.2", "look again", "3 above"),
            ),
        ),
        vocabulary,
    )
    assert paragraphs(words)[3].splitlines() == [
        "1 key question: close enough to a boundary for discretion",
        "1 key question: moved by a decision",
        "Assumed: breach is no: nobody recorded one",
        "Notice for London NPS 1.1 and London NPS 1.2: look again",
    ]


def test_what_another_framework_could_not_take_is_said(rated, provider, vocabulary):
    carried = Carried(
        "2018-19",
        "2019-20",
        (NotCarried("4.1.3", "it asks something else"), NotCarried("4.1.4", "")),
        (NotCarried("4.1.9", "it asks something else"),),
    )
    words = table(rated(provider("A", "CRC", "G" * 10, "good"), carried=carried), vocabulary)
    assert paragraphs(words)[3].splitlines() == [
        "Judgements made under 2018-19, rated under 2019-20",
        "Not carried over: 4.1.3: it asks something else",
        "Not carried over: 4.1.4",
        "Left behind: 4.1.9: it asks something else",
    ]


def test_a_round_without_providers_has_a_table(rated, vocabulary):
    assert "0 providers." in table(rated(), vocabulary)


# Other frameworks


def other(names, items, *, rated_overall=True):
    """A framework with one level under the provider, and no types, groups or scores."""
    scale = Scale("s", tuple(Grade(name.lower(), name) for name in names))
    provider = Level("home", "homes", "s" if rated_overall else None)
    levels = (Level("question", "questions", "s"), provider)
    found = tuple(Item(item, "question", item.capitalize()) for item in items)
    return Vocabulary("f", "A framework", 1, (scale,), levels, found)


def home(name, rating, items):
    children = tuple(Result("question", i, "", rating, "computed") for i in items)
    own = Result("home", name.lower(), name, rating, "computed", children=children)
    return own if rating else replace(own, basis="not rated")


def test_columns_are_headed_by_ids_where_there_is_room(rated):
    items = ("safe", "effective", "caring")
    words = table(rated(home("Elm", "good", items)), other(("Poor", "Good"), items))
    assert paragraphs(words)[1].splitlines() == [
        "Home Overall safe effective caring",
        "Elm  Good    G    G         G",
    ]
    assert "1 home: 1 Good." in words


def test_columns_are_headed_by_letters_where_there_is_not(rated):
    items = tuple(f"a long question {n}" for n in range(20))
    words = table(rated(home("Elm", "good", items)), other(("Poor", "Good"), items))
    head = paragraphs(words)[1].splitlines()[0]
    assert head == "Home Overall a b c d e f g h i j k l m n o p q r s t"
    assert "a a long question 0" in words
    assert widest(words) <= 80


def test_more_columns_than_a_line_holds_stand_below(rated):
    items = tuple(f"q{n}" for n in range(60))
    homes = [home(name, "good", items) for name in ("Elm", "Oak")]
    _, *tables = paragraphs(table(rated(*homes), other(("Poor", "Good"), items)))
    first, second, third = (each.splitlines() for each in tables[:3])
    assert first[0].startswith("Home Overall a b c ")
    assert first[0].endswith(" z 27 28 29 30 31")
    assert second[0].startswith("Home 32 33 ")
    assert [line[:4].strip() for line in third[1:]] == ["Elm", "Oak"]
    assert all(widest("\n".join(each)) <= 80 for each in (first, second, third))


def test_a_framework_without_an_overall_rating_has_no_such_column(rated):
    vocabulary = other(("Poor", "Good"), ("safe",), rated_overall=False)
    words = table(rated(home("Elm", None, ("safe",))), vocabulary)
    assert paragraphs(words)[1].splitlines()[0].split() == ["Home", "safe"]
    assert words.endswith("1 home.\n")


@pytest.mark.parametrize(
    ("names", "short"),
    [
        (("Inadequate", "Requires improvement", "Good"), ["I", "R", "G"]),
        (("Requires improvement", "Requires nothing"), ["RI", "RN"]),
        (("1 star", "2 stars"), ["1", "2"]),
        (("Five", "Four"), ["Fi", "Fo"]),
        (("Good", "Good enough"), ["G", "GE"]),
        (("Go", "Goo", "Good"), ["Go", "Goo", "Good"]),
    ],
)
def test_grades_are_shortened_until_they_differ(names, short):
    scale = Scale("s", tuple(Grade(name, name, Fraction(1)) for name in names))
    assert list(letters(scale).values()) == short


# Above providers


def with_regions(pools):
    """Five questions of homes that are part of regions."""
    vocabulary = other(("Poor", "Fair", "Good"), tuple(f"question {n}" for n in range(5)))
    region = Level("region", "regions", "s", pools=pools)
    return replace(vocabulary, levels=(*vocabulary.levels, region))


def region(name, rating, *members, **more):
    return Result("region", name.lower(), name, rating, "computed", members=members, **more)


ITEMS = tuple(f"question {n}" for n in range(5))
HOMES = (home("Elm", "good", ITEMS), home("Oak", "fair", ITEMS))


def test_what_stands_above_has_a_table_of_its_own(rated):
    found = rated(*HOMES, region("North", "fair", "elm"), region("South", "good", "elm", "oak"))
    _, homes, regions, _, counts = paragraphs(table(found, with_regions("ratings")))
    assert [line.split()[0] for line in homes.splitlines()] == ["Home", "Elm", "Oak"]
    assert regions.splitlines() == [
        "Region Overall Made of",
        "South  Good    2 homes",
        "North  Fair    1 home",
    ]
    assert counts.splitlines() == [
        "2 homes: 1 Good and 1 Fair.",
        "2 regions: 1 Good and 1 Fair.",
    ]


def test_what_pools_cases_has_the_same_columns_under_the_same_heads(rated):
    children = tuple(Result("question", i, "", "poor", "computed") for i in ITEMS[3:])
    found = rated(*HOMES, region("North", "poor", "elm", "oak", children=children))
    words = table(found, with_regions("cases"))
    _, homes, regions, legend, _ = paragraphs(words)
    assert homes.splitlines()[0].split()[2:] == list("abcde")
    assert regions.splitlines() == [
        "Region Overall Made of a b c d e",
        "North  Poor    2 homes · · · P P",
    ]
    assert "· does not apply" in legend


def test_flags_above_are_counted_apart(rated):
    child = Result("question", "question 1", "", "good", "judged", flags=("borderline",))
    found = rated(HOMES[0], region("North", "good", "elm", children=(child,)))
    words = table(found, with_regions("cases"))
    assert "1 question in regions: close enough to a boundary for discretion" in words
    assert "1 question: close" not in words


def test_what_is_still_possible_above_is_said(rated):
    unsure = replace(
        region("North", None, "elm"), basis="cannot be computed", possible=("fair", "good")
    )
    words = table(rated(*HOMES, unsure), with_regions("ratings"))
    assert "? North: Fair or Good" in words
    assert "1 region: 1 not settled." in words
