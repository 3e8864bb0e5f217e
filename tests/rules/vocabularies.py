"""Small frameworks, built by hand, that the tests of the rules share."""

from __future__ import annotations

from fractions import Fraction

from engine.diagnostics import Place
from engine.frameworks.model import Bands
from engine.frameworks.model import Edge
from engine.frameworks.model import Grade
from engine.frameworks.model import Group
from engine.frameworks.model import Input
from engine.frameworks.model import Item
from engine.frameworks.model import Judgements
from engine.frameworks.model import Level
from engine.frameworks.model import ProviderType
from engine.frameworks.model import Role
from engine.frameworks.model import Scale
from engine.frameworks.model import Source
from engine.frameworks.model import Vocabulary

FOUR = ("inadequate", "requires improvement", "good", "outstanding")

CARE = ("safe", "effective", "caring", "responsive", "well-led")
"""The key questions of PRINCIPLES."""

REGION = Level("region", "regions", "rating", pools="ratings")
NATION = Level("nation", "nations", "rating", pools="ratings")
"""Levels above providers, rated by rules of their own."""


def scale(*grades: str, scale_id: str = "rating", scored: bool = True) -> Scale:
    """A scale, lowest first, scored from 0."""
    return Scale(
        scale_id,
        tuple(
            Grade(grade, grade.capitalize(), Fraction(score) if scored else None)
            for score, grade in enumerate(grades)
        ),
    )


ANSWERS = Scale(
    "answer",
    (Grade("insufficient", "Insufficient"), Grade("sufficient", "Sufficient")),
    ("not applicable",),
)


def bands(band_id: str, measure: str, *edges: int) -> Bands:
    """Bands of the four grades, from these values on."""
    place = Place("framework.yaml", 31, 7)
    return Bands(
        band_id,
        measure,  # type: ignore[arg-type]
        "none",
        tuple(
            Edge(Fraction(at), inclusive=True, grade=grade)
            for at, grade in zip(edges, FOUR, strict=True)
        ),
        "rating",
        place=place,
    )


def questions(standard: str, number: int) -> list[Item]:
    """A standard of domain two and its key questions."""
    children = tuple(f"{standard}.{n}" for n in range(1, number + 1))
    items = [Item(standard, "standard", parent="2", children=children)]
    items += [Item(child, "key question", parent=standard) for child in children]
    return items


CASEWORK = Vocabulary(
    id="2019-20",
    title="Casework",
    rules_language=1,
    scales=(scale(*FOUR), ANSWERS),
    levels=(
        Level("prompt", "prompts"),
        Level(
            "key question",
            "key questions",
            "rating",
            Judgements("judgements", "case", "answer"),
        ),
        Level("standard", "standards", "rating"),
        Level("domain", "domains"),
        Level("provider", "providers", "rating"),
    ),
    items=(
        Item("1", "domain", "Organisational delivery", children=("1.1", "1.2", "1.3", "1.4")),
        *(Item(f"1.{n}", "standard", parent="1") for n in range(1, 5)),
        Item("2", "domain", "Case supervision", children=("2.1", "2.2")),
        *questions("2.1", 3),
        *questions("2.2", 3),
    ),
    groups=(
        Group("case question", "case questions", "key question", within=("2",)),
        Group("case standard", "case standards", "standard", within=("2",)),
        Group("organisational standard", "organisational standards", "standard", within=("1",)),
    ),
    bands=(
        bands("case bands", "percentage", 0, 50, 65, 80),
        bands("overall bands", "total score", 0, 3, 10, 16),
    ),
    inputs=(Input("inspection incomplete", "yes/no", default="no"),),
    roles=(Role("lead inspector"), Role("ratings panel")),
    sources=(Source("Fig A4", "The report"), Source("Annex A", "The report")),
)
"""Three levels, two domains, six standards; like the frameworks that are shipped."""

PRINCIPLES = Vocabulary(
    id="principles",
    title="Five key questions",
    rules_language=1,
    scales=(scale(*FOUR, scored=False),),
    levels=(
        Level("key question", "key questions", "rating"),
        Level("provider", "providers", "rating"),
    ),
    items=tuple(Item(name, "key question", name.capitalize()) for name in CARE),
    inputs=(Input("breach of regulations", "yes/no", default="no"),),
    roles=(Role("inspector"), Role("inspection manager")),
)
"""Two levels, no cases, an input that limits."""

STARS = Vocabulary(
    id="stars",
    title="Five stars",
    rules_language=1,
    scales=(scale("one star", "two stars", "three stars", "four stars", "five stars"),),
    levels=(
        Level("component", "components", "rating"),
        Level("provider", "providers", "rating"),
    ),
    items=(
        Item("health inspection", "component", "Health inspection"),
        Item("staffing", "component", "Staffing"),
        Item("quality measures", "component", "Quality measures"),
    ),
    inputs=(
        Input("special focus facility", "yes/no", default="no"),
        Input("safeguarding", "one of", ("effective", "ineffective")),
        Input("beds", "number"),
    ),
    provider_types=(ProviderType("home", "Home"),),
    roles=(Role("inspector"),),
)
"""Named components, steps up and down, limits."""

TEN = Vocabulary(
    id="ten",
    title="Ten standards",
    rules_language=1,
    scales=(scale(*FOUR), ANSWERS),
    levels=(
        Level("standard", "standards", "rating", Judgements("judgements", "case", "answer")),
        Level("provider", "providers", "rating"),
    ),
    items=tuple(Item(f"s{n}", "standard") for n in range(1, 11)),
    bands=(
        bands("case bands", "percentage", 0, 50, 65, 80),
        bands("overall bands", "total score", 0, 6, 16, 26),
        Bands(
            "half-point bands",
            "average score",
            "none",
            (
                Edge(Fraction(0), inclusive=True, grade="inadequate"),
                Edge(Fraction(1, 2), inclusive=False, grade="requires improvement"),
                Edge(Fraction(3, 2), inclusive=False, grade="good"),
                Edge(Fraction(5, 2), inclusive=False, grade="outstanding"),
            ),
            "rating",
        ),
        bands("maximum bands", "percentage of maximum score", 0, 39, 63, 88),
        bands("share bands", "percentage", 0, 25, 50, 75),
        bands("number bands", "number", 0, 2, 4, 8),
    ),
    inputs=(Input("incidents", "number"), Input("fire", "yes/no", default="no")),
    roles=(Role("panel"),),
)
"""Ten standards alike, each with cases of its own."""
