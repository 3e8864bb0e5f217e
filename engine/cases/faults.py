"""What is wrong in which rows: conditions in SQL, looked for in one pass over a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.cases.rows import SHOWN
from engine.cases.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence

    from engine.cases.desk import Desk
    from engine.diagnostics import Finding


@dataclass(frozen=True)
class Fault:
    """A condition that no row should meet, and the finding for the rows that do.

    ``total`` is how many rows do, where counts have shown it.
    """

    condition: str
    finding: Callable[[Rows], Finding]
    total: int = 0


def located(desk: Desk, relation: str, faults: Sequence[Fault]) -> tuple[Finding, ...]:
    """A finding for each fault that some row of a relation has."""
    if not faults:
        return ()
    # With many faults, "case" takes a tenth of the time of "filter (where ...)".
    terms = ", ".join(
        f"count_if({fault.condition}), min(case when {fault.condition} then row end, {SHOWN})"
        for fault in faults
    )
    ((*answers,),) = desk.ask(f"select {terms} from {relation}")
    pairs = zip(answers[::2], answers[1::2], strict=True)
    rows = [Rows(total or 0, tuple(first or ())) for total, first in pairs]
    return tuple(f.finding(r) for f, r in zip(faults, rows, strict=True) if r.total)
