"""The provider that every program simulates, made up, the same each time.

It has 150 cases and the twelve key questions of 2018-19 about supervision; its answers hang
together case by case, as those of real cases do. What it is judged on otherwise is fixed.
"""

from __future__ import annotations

import json
import os
import sys
import time
from typing import TYPE_CHECKING
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Callable

QUESTIONS = {s: tuple(f"{s}.{n}" for n in (1, 2, 3)) for s in ("2.1", "2.2", "2.3", "2.4")}
"""The key questions of each standard that is rated from cases."""

ALL = tuple(question for below in QUESTIONS.values() for question in below)

JUDGED = {"1.1": 3, "1.2": 3, "1.3": 3, "1.4": 2}
"""The ranks of the standards that somebody judges."""

GRADES = 4
CASES = 150
COPIES = 3
"""How many times as many cases there are in the population, where it is known."""

NO, YES, NOT_APPLICABLE = 0, 1, 2

Answers: TypeAlias = NDArray[np.int16]


def made_up() -> Answers:
    """A row for each case, a column for each question."""
    random = np.random.default_rng(2018)
    quality = random.beta(3, 1, (CASES, 1))
    easy = np.linspace(0.65, 1.1, len(ALL))
    answers = np.where(random.random((CASES, len(ALL))) < quality * easy, YES, NO)
    answers[random.random(answers.shape) < 0.05] = NOT_APPLICABLE
    return answers.astype(np.int16)


def main(simulate: Callable[[int, bool], NDArray[np.int64]]) -> None:
    """Print the seconds of one core that so many replicates take, and the ratings that come.

    The arguments are how many, and whether the population is known. A first time with a few
    does not count.
    """
    number, known = int(sys.argv[1]), sys.argv[2] == "known"
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    simulate(1000, known)
    start = time.process_time()
    ratings = simulate(number, known)
    seconds = time.process_time() - start
    print(json.dumps({"seconds": seconds, "ratings": ratings.tolist()}))
