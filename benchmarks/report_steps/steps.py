"""Makes a report in one process and says how long each step takes, as JSON."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

START = time.perf_counter()


def main(round_: Path, target: Path) -> None:
    """Make the report of a round as `assay report` does, with a look at the clock."""
    steps: dict[str, float] = {}
    last = START

    def step(name: str) -> None:
        nonlocal last
        now = time.perf_counter()
        steps[name] = now - last
        last = now

    from engine.assurance.figures.read import load_figures
    from engine.files import cache_folder
    from engine.reports.folder import fill
    from engine.reports.summary import page
    from engine.reports.summary import sheets
    from engine.reports.summary import svg
    from engine.reports.summary import tidy
    from engine.reports.summary.display import Sources
    from engine.reports.summary.display import display
    from engine.reports.summary.files import contents
    from engine.reports.summary.gather import gather
    from engine.reports.summary.make import summarise
    from engine.rounds.casebook import casebook

    step("loading the program")
    from engine.rounds.rated import rate_round

    rated = rate_round(round_)
    step("rating")
    report, findings = load_figures(rated.framework, cache_folder())
    assert report is not None, findings
    step("reading figures.yaml")
    book = casebook(round_, rated.framework)
    gathered = gather(book, report)
    step("counting cases and interviews")
    sources = Sources(book.vocabulary, rated.ratings, gathered)
    for figure in report.figures:
        display(figure, sources)
    step("figures and tables")
    summary = summarise(rated, book, report)
    step("(all of that again)")
    page.page(summary)
    step("page")
    for each in summary.displays:
        svg.chart(each)
    step("charts")
    tidy.as_csv(summary)
    step("CSV")
    tidy.as_parquet(summary)
    step("Parquet")
    for _ in sheets.workbook(summary):
        pass
    step("spreadsheets")
    fill(target, contents(summary), "report")
    step("(all files again, written)")
    print(json.dumps({k: v for k, v in steps.items() if not k.startswith("(all of")}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
