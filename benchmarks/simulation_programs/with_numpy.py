"""The plain form: how often each replicate has each case, times the matrix of answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import provider

if TYPE_CHECKING:
    from numpy.typing import NDArray

ANSWERS = provider.made_up()
MATRIX = np.hstack([ANSWERS == provider.YES, ANSWERS == provider.NO]).astype(np.float32)


def simulate(number: int, known: bool) -> NDArray[np.int64]:  # noqa: FBT001
    """The ratings that come, by rank."""
    random = np.random.default_rng(1)
    if known:
        copies = np.full(provider.CASES, provider.COPIES)
        drawn = random.multivariate_hypergeometric(copies, provider.CASES, number)
    else:
        even = np.full(provider.CASES, 1 / provider.CASES)
        drawn = random.multinomial(provider.CASES, even, number)
    counts = drawn.astype(np.float32) @ MATRIX
    return np.bincount(_rated(counts), minlength=provider.GRADES)


def _rated(counts: NDArray[np.float32]) -> NDArray[np.int64]:
    yes, no = np.hsplit(counts, 2)
    share = 100 * yes / (yes + no)
    bands = (share >= 50).astype(np.int64) + (share >= 65) + (share >= 80)
    standards = bands.reshape(len(counts), len(provider.QUESTIONS), -1).min(axis=2)
    score = standards.sum(axis=1) + sum(provider.JUDGED.values())
    return (score >= 6).astype(np.int64) + (score >= 16) + (score >= 26)


provider.main(simulate)
