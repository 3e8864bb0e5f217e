"""The answers of a case packed into a few words, which are added up instead of the answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Any
from typing import TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt

    from engine.cases.codes import Cases
    from engine.rules.arrays.columns import IntArray

Words: TypeAlias = "npt.NDArray[np.uint64]"
"""A row for each case or each sum of cases."""

LANES = ("u1", "u2", "u4")
"""The lanes that there are, narrowest first."""


@dataclass(frozen=True)
class Lanes:
    """A lane for every grade of every question, so wide that no sum runs over into the next.

    ``words`` are those of each case: a lane is 1 where the case has this answer.
    """

    words: Words
    width: np.dtype[np.unsignedinteger[Any]]
    questions: Mapping[str, int]

    @classmethod
    def of(cls, cases: Cases, grades: Mapping[str, int]) -> Lanes:
        """The lanes of some questions, given how many grades the scale of each has."""
        kinds: list[np.dtype[np.unsignedinteger[Any]]] = [np.dtype(kind) for kind in LANES]
        width = next(kind for kind in kinds if np.iinfo(kind).max >= len(cases))
        columns = [
            np.equal(cases.answers[:, cases.questions.index(question)], rank)
            for question, number in grades.items()
            for rank in range(number)
        ]
        in_word = 8 // width.itemsize
        lanes = np.zeros((len(cases), -(-len(columns) // in_word) * in_word), width)
        lanes[:, : len(columns)] = np.column_stack(columns)
        return cls(lanes.view(np.uint64), width, grades)

    def counts(self, sums: Words) -> dict[str, tuple[IntArray, ...]]:
        """How often each grade was given in every sum, by question."""
        columns = iter(np.ascontiguousarray(sums.view(self.width).T))
        return {
            question: tuple(next(columns) for _ in range(number))
            for question, number in self.questions.items()
        }
