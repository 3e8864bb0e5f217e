"""What many providers of one type have, in columns: one entry for each, in one order."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING
from typing import Any
from typing import TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from fractions import Fraction

    import numpy as np
    import numpy.typing as npt

NOT_RATED = -1
"""In place of a rank: deliberately not rated."""

MISSING = -2
"""In place of a rank, a count or a code: should be there and is not."""

WHOLE = ""
"""The item of what is recorded about the provider itself."""

IntArray: TypeAlias = "npt.NDArray[np.integer[Any]]"
BoolArray: TypeAlias = "npt.NDArray[np.bool_]"


@dataclass(frozen=True)
class Columns:
    """What ``size`` providers have; a column that is left out is missing for all.

    ``judged`` holds, by item, the rank of the grade that somebody gives; ``tallies`` how
    often each grade of the answer scale was given, lowest first; ``inputs`` codes: of a
    yes/no 0 or 1, of one of a list the place in the list, of a number the place in
    ``numbers``. ``withheld`` says where an item is not rated whatever its rule makes of
    it, ``decided`` the rank that a panel's decision gives, NOT_RATED where there is none;
    what is left out there is so for nobody.
    """

    size: int
    judged: Mapping[str, IntArray] = field(default_factory=dict)
    tallies: Mapping[str, tuple[IntArray, ...]] = field(default_factory=dict)
    inputs: Mapping[str, IntArray] = field(default_factory=dict)
    numbers: Mapping[str, tuple[Fraction, ...]] = field(default_factory=dict)
    withheld: Mapping[str, BoolArray] = field(default_factory=dict)
    decided: Mapping[str, IntArray] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, column in self._columns():
            if len(column) != self.size:
                raise ValueError(f'"{name}" has {len(column)} entries, not {self.size}')
            if column.dtype.kind not in "iub":
                raise ValueError(f'"{name}" has entries of type {column.dtype}')

    def _columns(self) -> Iterator[tuple[str, IntArray | BoolArray]]:
        for columns in (self.judged, self.inputs, self.withheld, self.decided):
            yield from columns.items()
        for name, counts in self.tallies.items():
            yield from ((name, column) for column in counts)
