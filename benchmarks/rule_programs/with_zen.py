"""The rules of 2018-19 in zen-engine, as one compiled expression.

It takes a provider at a time, as a dictionary of lists: of the forms tried (decision graph,
nested loops, a name for each number, JSON) this was the fastest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

import tallies
import timed
import zen

if TYPE_CHECKING:
    from collections.abc import Sequence


def all_of(edge: str, first: int, last: int) -> str:
    """Whether every key question of a standard reaches an edge."""
    return " and ".join(edge.format(q=question) for question in range(first, last))


def standard(first: int, last: int) -> str:
    """The grade of a standard: that of its weakest key question, -1 if nothing was asked."""
    asked = " + ".join(f"yes[{q}] + no[{q}]" for q in range(first, last))
    return (
        f"{asked} == 0 ? -1"
        f" : {all_of('yes[{q}] >= 4 * no[{q}]', first, last)} ? 3"
        f" : {all_of('7 * yes[{q}] >= 13 * no[{q}]', first, last)} ? 2"
        f" : {all_of('yes[{q}] >= no[{q}]', first, last)} ? 1 : 0"
    )


CASES = [standard(*span) for span in tallies.SPANS]
SUMS = "; ".join(f"s{number} = {grade}" for number, grade in enumerate(CASES))
GRADES = [f"s{number}" for number in range(len(CASES))]
GRADES += [f"judged[{number}]" for number in range(len(tallies.JUDGED))]
RULE = zen.compile_expression(
    f"{SUMS}; grades = [{', '.join(GRADES)}]; score = sum(map(grades, # > 0 ? # : 0));"
    " max(grades) < 0 ? -1 : score >= 26 ? 3 : score >= 16 ? 2 : score >= 6 ? 1 : 0"
)


def prepared(found: tallies.Tallies) -> tuple[list[dict[str, list[int]]]]:
    """What the expression names, for each provider."""
    columns = (found.favourable, found.unfavourable, found.judged)
    rows = zip(*(column.T.tolist() for column in columns), strict=True)
    return ([dict(zip(("yes", "no", "judged"), row, strict=True)) for row in rows],)


def rate(providers: Sequence[dict[str, Any]]) -> list[int]:
    """The ratings, one provider after another."""
    return [int(RULE.evaluate(provider)) for provider in providers]


timed.main(prepared, rate)
