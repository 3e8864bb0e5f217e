"""Ratings made by hand, small enough to see through."""

from __future__ import annotations

import datetime
from fractions import Fraction

import pytest

from engine.frameworks.model import Grade
from engine.frameworks.model import Item
from engine.frameworks.model import Level
from engine.frameworks.model import Scale
from engine.frameworks.model import Vocabulary
from engine.rounds.results import Counts
from engine.rounds.results import InputFile
from engine.rounds.results import Ratings
from engine.rounds.results import Result

NAMES = {
    "1": ("Organisational delivery", ["Leadership", "Staff", "Services", "Information"]),
    "2": ("Case supervision", ["Assessment", "Planning", "Implementation", "Reviewing"]),
    "3": ("NPS work", ["Court reports and case allocation", "Statutory victim work"]),
    "4": ("CRC work", ["Unpaid work", "Through the Gate"]),
}

SCALE = Scale(
    "rating",
    (
        Grade("inadequate", "Inadequate", Fraction(0)),
        Grade("requires improvement", "Requires improvement", Fraction(1)),
        Grade("good", "Good", Fraction(2)),
        Grade("outstanding", "Outstanding", Fraction(3)),
    ),
)

LEVELS = (
    Level("key question", "key questions", "rating"),
    Level("standard", "standards", "rating"),
    Level("domain", "domains"),
    Level("provider", "providers", "rating"),
)

LETTERS = {"I": 0, "R": 1, "G": 2, "O": 3}


def items():
    for code, (name, standards) in NAMES.items():
        yield Item(code, "domain", name)
        for number, standard in enumerate(standards, 1):
            yield Item(f"{code}.{number}", "standard", standard, parent=code)
            question = f"{code}.{number}.1"
            yield Item(question, "key question", parent=f"{code}.{number}")


@pytest.fixture
def vocabulary():
    return Vocabulary("2018-19", "Standards, 2018-19", 1, (SCALE,), LEVELS, tuple(items()))


def standard(code, letter, flags=()):
    """A standard and its one key question, rated by a letter; "-" is not rated."""
    name = NAMES[code[0]][1][int(code[2]) - 1]
    if letter == "-":
        reason = "it could not be evaluated"
        return Result("standard", code, name, None, "not rated", reason=reason)
    grade = SCALE.grades[LETTERS[letter]]
    question = Result(
        "key question",
        f"{code}.1",
        "",
        grade.id,
        "computed",
        percentage=Fraction(100 * 50, 64),
        counts=Counts(50, 14, 3, 1),
        flags=flags,
    )
    return Result(
        "standard", code, name, grade.id, "computed", score=grade.score, children=(question,)
    )


def made(name, kind, letters, rating, **more):
    """A provider with its ten standards: ``GGRG GGGG GG``."""
    last = "3" if kind == "NPS" else "4"
    codes = [f"{d}.{n}" for d in "12" for n in "1234"] + [f"{last}.1", f"{last}.2"]
    marks = letters.replace(" ", "")
    children = tuple(standard(c, m) for c, m in zip(codes, marks, strict=True))
    score = sum((c.score for c in children if c.score is not None), Fraction(0))
    return Result(
        "provider",
        f"{name.lower().replace(' ', '-')}-{kind.lower()}",
        name,
        rating,
        more.pop("basis", "computed"),
        type=kind,
        score=score,
        score_of=Fraction(30),
        children=children,
        **more,
    )


@pytest.fixture
def provider():
    """Makes a provider's result: ``provider("London", "NPS", "GRRR RRGR GG", "good")``."""
    return made


@pytest.fixture
def rated():
    """Makes the ratings of a round from providers."""

    def ratings(*providers, synthetic=False, **more):
        return Ratings(
            "2018-19",
            "Inspections in 2018-19",
            synthetic,
            "2018-19",
            "Standards, 2018-19",
            "sha256:" + "0" * 64,
            "sha256:" + "1" * 64,
            (InputFile("judgements.csv", "sha256:" + "2" * 64),),
            providers,
            **more,
        )

    return ratings


@pytest.fixture
def three(rated):
    """Two providers that are rated in full, and one with a standard that is not."""
    return rated(
        made("Merseyside", "CRC", "RRRG RIIR -G", "requires improvement",
                 flags=("understated",), score_if_rated=(Fraction(10), Fraction(13))),
        made("London", "NPS", "GRRR RRGR GG", "requires improvement"),
        made("Midlands", "NPS", "GGGR GGGG OG", "good"),
        published={"london-nps": datetime.date(2019, 5, 22)},
    )  # fmt: skip
