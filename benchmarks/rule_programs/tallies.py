"""What the rule programs start from: made-up tallies and judgements, the same each time.

    python tallies.py NUMBER FILE    writes them for so many providers

The rules are those of 2018-19 for the National Probation Service. A question that nobody
answered has no tally; a judged standard may be not rated, which stands here as -1.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

QUESTIONS = {
    "2.1": ("2.1.1", "2.1.2", "2.1.3"),
    "2.2": ("2.2.1", "2.2.2", "2.2.3"),
    "2.3": ("2.3.1", "2.3.2", "2.3.3"),
    "2.4": ("2.4.1", "2.4.2", "2.4.3"),
    "3.1": ("3.1.1",),
    "3.2": ("3.2.1", "3.2.2", "3.2.3", "3.2.4"),
}
"""The key questions of each standard that is rated from cases."""

JUDGED = ("1.1", "1.2", "1.3", "1.4")
"""The standards that somebody judges."""

GRADES = ("inadequate", "requires improvement", "good", "outstanding")

NOT_RATED = -1

ALL = tuple(question for below in QUESTIONS.values() for question in below)
"""Every key question, in the order of the tallies."""

FIRST = np.cumsum([0, *map(len, QUESTIONS.values())])
SPANS = tuple(zip(FIRST[:-1].tolist(), FIRST[1:].tolist(), strict=True))
"""Where each standard's key questions begin and end among all of them."""

Counts: TypeAlias = NDArray[np.int16]
Ranks: TypeAlias = NDArray[np.int8]


@dataclass(frozen=True)
class Tallies:
    """A row per question or judged standard, a column per provider."""

    favourable: Counts
    unfavourable: Counts
    judged: Ranks


def made_up(number: int, seed: int = 2018) -> Tallies:
    """Providers from poor to perfect, 5 to 149 cases each; the first ten have nothing."""
    random = np.random.default_rng(seed)
    quality = random.uniform(0.3, 1.05, number).clip(0, 1)
    shape = (len(ALL), number)
    applicable = random.integers(5, 150, shape, np.int16)
    applicable[random.random(shape, np.float32) < 0.03] = 0
    applicable[:, :10] = 0
    favourable = random.binomial(applicable, quality).astype(np.int16)
    judged = random.binomial(len(GRADES) - 1, quality, (len(JUDGED), number)).astype(np.int8)
    judged[random.random(judged.shape, np.float32) < 0.03] = NOT_RATED
    judged[:, :10] = NOT_RATED
    return Tallies(favourable, applicable - favourable, judged)


def written(tallies: Tallies, path: Path) -> None:
    """Write tallies to a file."""
    np.savez(path, **vars(tallies))


def read(path: Path, number: int) -> Tallies:
    """The first so many providers of a file."""
    with np.load(path) as file:
        return Tallies(**{name: file[name][:, :number].copy() for name in file.files})


if __name__ == "__main__":
    written(made_up(int(sys.argv[1])), Path(sys.argv[2]))
