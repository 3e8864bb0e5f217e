"""The rules of the examples, against what was published said again in plain Python."""

from __future__ import annotations

from itertools import product

import pytest

from engine.cli.program import run
from tests.examples.tables import EXAMPLES
from tests.examples.tables import rated
from tests.examples.tables import table

FOOD = """\
round: every-way
framework: food-hygiene
judgements:
  file: scores.csv
  id: number
  columns:
    - {column: hygiene, item: hygiene}
    - {column: structural, item: structural}
    - {column: confidence, item: confidence}
"""

CARE = """\
round: every-way
framework: adult-social-care
judgements:
  file: ratings.csv
  id: number
  columns:
    - {column: safe, item: safe}
    - {column: effective, item: effective}
    - {column: caring, item: caring}
    - {column: responsive, item: responsive}
    - {column: well-led, item: well-led}
    - {column: breach, input: breach of regulations}
"""

LIMITS = {"5": (15, 5), "4": (20, 10), "3": (30, 10), "2": (40, 15), "1": (50, 20)}
"""For each rating the highest total, and the highest score of any component."""

SCORES = ("0", "5", "10", "15", "20", "25", "")
CONFIDENCE = ("0", "5", "10", "20", "30", "")
UNRATED = "Inspected but not rated"
RATINGS = ("inadequate", "requires improvement", "good", "outstanding")
ABSENT = (UNRATED, "")
YES_OR_NO = ("yes", "no")


def establishment(*scores: str) -> tuple[str, str]:
    """The rating by the Brand Standard's table, and where it comes from."""
    if "" in scores:
        return "", "cannot be computed"
    numbers = [int(score) for score in scores]
    for rating, (total, highest) in LIMITS.items():
        if sum(numbers) <= total and max(numbers) <= highest:
            return rating, "computed"
    return "0", "computed"


def location(*ratings: str, breach: str) -> tuple[str, str]:
    """The rating by the six principles, and where it comes from."""
    if "" in ratings:
        return "", "cannot be computed"
    if UNRATED in ratings:
        return "", "not rated"
    inadequate, improve = (ratings.count(r) for r in ("inadequate", "requires improvement"))
    if inadequate >= 2:
        return "inadequate", "computed"
    if breach == "yes" or inadequate or improve >= 2:
        return "requires improvement", "computed"
    best = ratings.count("outstanding") >= 2 and not improve
    return ("outstanding" if best else "good"), "computed"


def test_every_way_to_be_scored(tmp_path):
    ways = list(product(SCORES, SCORES, CONFIDENCE))
    header = ("number", "hygiene", "structural", "confidence")
    rows = [header, *((number, *way) for number, way in enumerate(ways))]
    ours = rated(table(tmp_path, FOOD, rows))
    assert ours == {str(n): establishment(*way) for n, way in enumerate(ways)}


def test_every_way_to_be_rated(tmp_path):
    ways = [*product(*[RATINGS] * 5, YES_OR_NO)]
    ways += product(ABSENT, (*RATINGS, *ABSENT), ["good"], ABSENT, RATINGS, YES_OR_NO)
    header = ("number", "safe", "effective", "caring", "responsive", "well-led", "breach")
    rows = [header, *((number, *way) for number, way in enumerate(ways))]
    ours = rated(table(tmp_path, CARE, rows))
    expected = (location(*ratings, breach=breach) for *ratings, breach in ways)
    assert ours == {str(number): rating for number, rating in enumerate(expected)}


@pytest.mark.parametrize("score", ["30", "15"])
def test_a_score_that_is_never_given_is_refused(tmp_path, score, capsys):
    hygiene, confidence = ("30", "0") if score == "30" else ("0", "15")
    rows = [("number", "hygiene", "structural", "confidence"), (1, hygiene, 0, confidence)]
    assert run(["rate", str(table(tmp_path, FOOD, rows))]) == 1
    assert "D424" in capsys.readouterr().err


def test_the_examples_have_no_findings(capsys):
    assert run(["check", str(EXAMPLES)]) == 0
    assert "2 frameworks and 2 rounds: no findings" in capsys.readouterr().out
