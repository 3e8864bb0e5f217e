"""Assay's own query: the tally alone, or with everything that is checked besides."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from made import PROVIDERS
from made import SAMPLE
from made import VOCABULARY
from made import Counts
from made import report
from made import timed

from engine.cases import tally_round
from engine.cases.counting import introduce
from engine.cases.desk import Desk
from engine.cases.files import find_files
from engine.cases.layout import lay_out
from engine.cases.long import count_long
from engine.cases.questions import form as form_of
from engine.cases.sums import Sums
from engine.cases.table import table_of
from engine.cases.wide import count_wide
from engine.diagnostics import errors

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.cases import Tally


def main(folder: Path, what: str) -> None:
    """Count a folder's file."""
    import duckdb  # noqa: F401 - the other programs do not count how long this takes either

    (tally_alone if what == "tally" else everything)(folder)


def tally_alone(folder: Path) -> None:
    """What the counting takes, without a look at the text's encoding, at ids and faults."""
    form = form_of(VOCABULARY, VOCABULARY.samples[0])
    (found,) = find_files(folder, VOCABULARY)[0][SAMPLE]
    with closing(Desk()) as desk:
        introduce(desk, PROVIDERS)
        layout = lay_out(table_of(desk, found), form)
        sums = Sums(form, PROVIDERS)
        with timed() as taken:
            if layout.kind == "wide":
                sums.add_wide(count_wide(desk, layout, form))
            else:
                sums.add_long(count_long(desk, [layout], form), layout)
            tallies = sums.tallies
    report(taken, counted(tallies))


def everything(folder: Path) -> None:
    """What a round's cases take, from the file's digest to the last finding."""
    with timed() as taken:
        tallies, findings = tally_round(folder, VOCABULARY, PROVIDERS)
    assert not errors(findings)
    report(taken, counted(tallies.answers))


def counted(tallies: Mapping[tuple[str, str], Tally]) -> Counts:
    """The four numbers of each tally."""
    return {
        key: (tally.counts[0], tally.counts[1], tally.excluded, tally.missing)
        for key, tally in tallies.items()
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[4])
