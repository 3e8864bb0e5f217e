"""The files of a report, and what each holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.files import digest_of
from engine.frameworks.naming import slug
from engine.reports import programs
from engine.reports.picture import picture
from engine.reports.summary.page import page
from engine.reports.summary.sheets import workbook
from engine.reports.summary.svg import chart
from engine.reports.summary.tidy import as_csv
from engine.reports.summary.tidy import as_parquet
from engine.reports.summary.tidy import table_as_csv

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator

    from engine.reports.summary.numbers import Summary

LIST = "report.json"
"""The file that says what a report consists of, and what it was made from."""


def files(summary: Summary, *, pictures: bool = False) -> Iterator[tuple[str, str | bytes]]:
    """Every file of a report, by its name in the folder; the same numbers, the same bytes.

    With ``pictures`` each chart is there as PNG too; raises NoPainter where nothing makes them.
    """
    yield "index.html", page(summary)
    yield "numbers.csv", as_csv(summary)
    yield "numbers.parquet", as_parquet(summary)
    yield from workbook(summary)
    for display in summary.displays:
        yield f"tables/{slug(display.figure.name)}.csv", table_as_csv(display)
        drawn = chart(display)
        if drawn:
            yield f"charts/{slug(display.figure.name)}.svg", drawn
            if pictures:
                yield f"charts/{slug(display.figure.name)}.png", picture(drawn)


def contents(
    summary: Summary, tick: Callable[[str], None] = lambda _: None, *, pictures: bool = False
) -> dict[str, bytes]:
    """What every file of a report holds, by its name, and the list of them last."""
    made = {}
    for name, content in files(summary, pictures=pictures):
        made[name] = content.encode() if isinstance(content, str) else content
        tick(name)
    digests = {name: digest_of(content) for name, content in made.items()}
    return made | {LIST: _list(summary, digests).encode()}


def _list(summary: Summary, digests: dict[str, str]) -> str:
    found = {
        "assay": "report/1",
        **_origin(summary),
        **({} if summary.earlier is None else {"before": _origin(summary.earlier.own)}),
        "suppressed_below": summary.threshold,
        "files": [{"file": name, "digest": digest} for name, digest in digests.items()],
    }
    return programs.as_json(found)


def _origin(whose: Summary) -> dict[str, object]:
    """What the numbers of a round were made from."""
    return {
        "round": whose.round,
        "synthetic": whose.synthetic,
        "framework": {"id": whose.framework, "digest": whose.digest},
        "inputs": programs.inputs(whose.inputs),
    }
