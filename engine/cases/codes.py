"""Every case of a round as codes, for those who draw cases again."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Any
from typing import TypeAlias

from engine.cases.counting import introduce
from engine.cases.files import find_files
from engine.cases.gather import gather

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterator

    import numpy as np
    import numpy.typing as npt

    from engine.cases.desk import Desk
    from engine.cases.gather import Gathered
    from engine.cases.tabulate import Casebook
    from engine.cases.variables import Shelf
    from engine.cases.variables import Variable

BLANK = -2
"""The code of what is not recorded."""

Codes: TypeAlias = "npt.NDArray[np.int16]"


@dataclass(frozen=True)
class Cases:
    """Some cases of one provider, a row each, in an order that depends on nothing else.

    ``answers`` has a column for each of the ``questions``: the rank of the answer on its
    scale, or a number that is no rank. ``strata`` has one for each column that the sample
    was stratified by: the place of the value among those declared or, of free text, among
    those found; BLANK where there is none.
    """

    questions: tuple[str, ...]
    answers: Codes
    strata: Codes

    def __len__(self) -> int:
        return len(self.answers)


def read_cases(book: Casebook, questions: Collection[str]) -> dict[tuple[str, str], Cases]:
    """The cases of files that are known to be sound, by provider and sample.

    Only what answers one of the questions is read, and the columns of the strata.
    """
    where, _ = find_files(book.folder, book.vocabulary, book.files)
    found: dict[tuple[str, str], Cases] = {}
    for shelf in book.shelves:
        asked = [v for v in shelf.variables if v.kind == "question" and v.id in questions]
        files = where.get(shelf.sample.id, ())
        if not asked or not files:
            continue
        from engine.cases.desk import Desk

        columns = _strata(shelf)
        with closing(Desk()) as desk:
            introduce(desk, book.providers)
            gathered = gather(desk, shelf.form, files, [*asked, *columns])
            for provider, cases in _read(desk, gathered, asked, columns):
                found[provider, shelf.sample.id] = cases
    return found


def _strata(shelf: Shelf) -> list[Variable]:
    profile = {v.id: v for v in shelf.variables if v.kind == "profile"}
    return [profile[column] for column in shelf.sample.strata]


def _read(
    desk: Desk, gathered: Gathered, asked: list[Variable], columns: list[Variable]
) -> Iterator[tuple[str, Cases]]:
    """The cases of each provider. Files may have any order, and queries too: it is lost."""
    import numpy as np

    chosen = ["provider", *(_coded(gathered, v) for v in (*asked, *columns))]
    query = ", ".join(f"{column} as c{n}" for n, column in enumerate(chosen))
    whose, *codes = desk.arrays(f"select {query} from {gathered.table}").values()
    parts = [_numbered(each, v) for each, v in zip(codes, (*asked, *columns), strict=True)]
    rows = np.column_stack(parts)
    whose = np.ma.getdata(whose).astype(str)
    order = np.lexsort((*rows.T[::-1], whose))
    whose, rows = whose[order], rows[order]
    providers, starts = np.unique(whose, return_index=True)
    questions = tuple(variable.id for variable in asked)
    for provider, own in zip(providers, np.split(rows, starts[1:]), strict=True):
        yield str(provider), Cases(questions, own[:, : len(asked)], own[:, len(asked) :])


def _coded(gathered: Gathered, variable: Variable) -> str:
    column = gathered.column(variable)
    if variable.values:
        return f"coalesce({column}, {BLANK})"
    return f"coalesce(lower({column}), '')"


def _numbered(column: Any, variable: Variable) -> Codes:  # noqa: ANN401
    """The codes of a column; texts are numbered as the alphabet has them."""
    import numpy as np

    column = np.ma.getdata(column)
    if variable.values:
        return np.asarray(column, np.int16)
    texts, numbers = np.unique(column.astype(str), return_inverse=True)
    return np.where(np.equal(texts, "")[numbers], BLANK, numbers).astype(np.int16)
