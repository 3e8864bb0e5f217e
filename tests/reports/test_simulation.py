"""How sure ratings are, as people read it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from engine.frameworks.model import Grade
from engine.frameworks.model import Sample
from engine.frameworks.model import Scale
from engine.reports.simulation import as_text
from engine.rounds.results import Counts
from engine.rounds.results import Ratings
from engine.rounds.results import Result
from engine.rounds.simulation import Chances
from engine.rounds.simulation import Request
from engine.rounds.simulation import Simulation
from engine.rounds.simulation.simulate import Likely
from engine.rounds.simulation.simulate import OfProvider
from engine.rounds.simulation.simulate import Sampled

SAMPLES = (Sample("s", "Cases", (), ()), Sample("t", "Reports", (), ()))

QUESTION = Result(
    "key question",
    "2.1.1",
    "",
    "good",
    "computed",
    percentage=Fraction(140, 2),
    counts=Counts(7, 3, 0, 0),
)
STANDARD = Result("standard", "2.1", "Assessment", "good", "computed", children=(QUESTION,))


def provider(name, rating="good", score=16, children=()):
    return Result(
        "provider",
        name.lower(),
        name,
        rating,
        "computed",
        type="NPS",
        score=Fraction(score),
        children=children,
    )


def simulation(*found, request=None):
    """What came of some providers, each given with its items' chances."""
    results = tuple(each.result for each in found)
    ratings = Ratings(
        round="one",
        title="The first round",
        synthetic=False,
        framework="f",
        framework_title="F",
        digest="",
        model_digest="",
        inputs=(),
        results=results,
    )
    return Simulation(ratings, request or Request(items=(None,), replicates=1000), found)


def of(result, *chances, samples=()):
    results = list(result.walk())[: len(chances)]
    items = [Likely(each, found) for each, found in zip(results, chances, strict=True)]
    return OfProvider(result, tuple(items), samples)


def scores(**weights):
    """Ratings by their weights, with a score for each."""
    ids = {"R": "requires improvement", "G": "good", "O": "outstanding", "N": None}
    points = {"R": Fraction(15), "G": Fraction(35, 2), "O": Fraction(26)}
    return Chances(
        {ids[letter]: weight for letter, weight in weights.items()},
        {points[k]: w for k, w in weights.items() if k in points},
    )


GOLDEN_ALL = """\
The first round

How often each rating comes, in per cent, when the cases are drawn again: 1,000
replicates, seed 1. Each is right to about 3.2 points.

Provider  Type  Now  O    G   R  I  Value  Mean       95 %
Elm       NPS   G    0  >99  <1  0     16  17.5  17.5\N{EN DASH}17.5
Ash       NPS   R    0   40  60  0     15    16    15\N{EN DASH}17.5

O Outstanding (3)  G Good (2)  R Requires improvement (1)  I Inadequate (0)

The rating comes in less than 95 % for Ash (NPS) 60 %
"""

GOLDEN_ONE = """\
The first round
Elm (NPS)

How often each rating comes, in per cent, when the cases are drawn again: 1,000
replicates, seed 3. Each is right to about 3.2 points.

Rated             Now  O    G  R  I   \N{EN DASH}  Value  Mean       80 %
Provider          G    0  100  0  0   0     16  17.5  17.5\N{EN DASH}17.5
  2.1 Assessment  G    0  100  0  0   0
    2.1.1         G    0  >99  0  0  <1   70 %  70 %    70\N{EN DASH}70 %

O Outstanding (3)  G Good (2)  R Requires improvement (1)  I Inadequate (0)
\N{EN DASH} not rated

Cases: 10 cases read; how many there are is not known
Reports: 1,200 cases of 3,400 read
Cases: 5 cases read, which is more than the population of 4 in round.yaml: taken
  for all that there are
"""


def test_all_providers_the_highest_score_first(vocabulary):
    found = simulation(
        of(provider("Ash", score=15, rating="requires improvement"), scores(R=600, G=400)),
        of(provider("Elm"), scores(R=4, G=996)),
    )
    assert as_text(found, vocabulary) == GOLDEN_ALL


def test_one_provider_and_all_below_it(vocabulary):
    certain = Chances({"good": 1000})
    shares = Chances(
        {None: 1, "good": 999}, {Fraction(70): 900, Fraction(201, 3): 50, Fraction(80): 49}
    )
    samples = (Sampled("s", 10, None), Sampled("t", 1200, 3400), Sampled("s", 5, 4))
    one = of(
        provider("Elm", children=(STANDARD,)), scores(G=1000), certain, shares, samples=samples
    )
    request = Request(("elm",), (), 1000, 3, Fraction(80, 100))
    known = replace(vocabulary, samples=SAMPLES)
    assert as_text(simulation(one, request=request), known) == GOLDEN_ONE


def test_only_what_was_worked_out(vocabulary):
    whole = provider("Elm", children=(STANDARD,))
    shares = Chances(
        {"good": 3, "outstanding": 1}, {Fraction(70): 3, Fraction(90): 1}, exact=True
    )
    one = OfProvider(whole, (Likely(QUESTION, shares),))
    request = Request(("elm",), ("2.1.1",), exact=True)
    text = as_text(simulation(one, request=request), vocabulary)
    assert "Worked out, not simulated." in text
    assert "seed" not in text
    assert "\n2.1.1  G    25  75  0  0   70 %  75 %  70\N{EN DASH}90 %\n" in text


def test_several_items_of_several_providers(vocabulary):
    certain = Chances({"good": 1})
    found = [of(provider(name, children=(STANDARD,)), certain, certain) for name in ("A", "B")]
    request = Request(("a", "b"), (None, "2.1"))
    lines = as_text(simulation(*found, request=request), vocabulary).splitlines()
    shown = [line.partition("NPS")[0].strip() for line in lines if "NPS" in line]
    assert shown == ["A", "A 2.1", "B", "B 2.1"]


def test_a_very_long_name_is_cut(vocabulary):
    found = simulation(of(provider("Elm " * 30), scores(G=1)))
    assert max(map(len, as_text(found, vocabulary).splitlines())) == 80


def test_scales_have_tables_of_their_own(vocabulary):
    stars = Scale("stars", (Grade("1", "One", Fraction(1)), Grade("2", "Two", Fraction(2))))
    levels = [
        replace(each, scale="stars") if each.id == "standard" else each
        for each in vocabulary.levels
    ]
    two = replace(vocabulary, scales=(*vocabulary.scales, stars), levels=tuple(levels))
    whole = provider("Elm", children=(replace(STANDARD, rating="1"),))
    one = of(whole, scores(G=1), Chances({"1": 3, "2": 1}))
    lines = as_text(simulation(one, request=Request(("elm",))), two).splitlines()
    assert [line.split()[1:] for line in lines if line.startswith("Rated")] == [
        ["Now", *"OGRI", "Value", "Mean", "95", "%"],
        ["Now", "T", "O"],
    ]
    assert "T Two (2)  O One (1)" in lines
