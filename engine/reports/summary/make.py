"""A report of a rated round: everything that it prints."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from engine.assurance.figures.read import load_figures
from engine.cases.tally import CaseFile
from engine.diagnostics import Invalid
from engine.files import cache_folder
from engine.reports.summary.display import Sources
from engine.reports.summary.display import display
from engine.reports.summary.gather import gather
from engine.reports.summary.numbers import Summary
from engine.reports.summary.sentences import sentence
from engine.reports.summary.withhold import withheld
from engine.rounds.casebook import casebook
from engine.rounds.rated import rate_round

if TYPE_CHECKING:
    from engine.assurance.figures.figure import Report
    from engine.cases.tabulate import Casebook
    from engine.rounds.rated import Rated
    from engine.rules.framework import Framework


def report(
    folder: Path | str,
    *,
    before: Path | str | None = None,
    threshold: int = 0,
    cache: bool = True,
) -> Summary:
    """The report of the round in a folder: every number, with what it counts.

    With the folder of an earlier round, every number has what it was ``before``, too.
    Counts of people below the threshold are withheld. Raises Invalid, with every finding,
    where a round cannot be rated, where its framework declares no figures, or where
    nothing says how the frameworks of two rounds correspond.
    """
    rated = rate_round(folder, cache=cache)
    book = casebook(Path(folder), rated.framework, cache=cache)
    shown = declared(rated.framework, cache=cache)
    if before is None:
        return summarise(rated, book, shown, threshold)
    from engine.reports.summary.both import summarise_both

    earlier = rate_round(before, cache=cache)
    old = casebook(Path(before), earlier.framework, cache=cache)
    return summarise_both((earlier, old), (rated, book), shown, threshold)


def declared(framework: Framework, *, cache: bool = True) -> Report:
    """The report that a framework declares; raises Invalid where it declares none."""
    found, findings = load_figures(framework, cache_folder() if cache else None)
    if found is None:
        raise Invalid(findings)
    return found


def summarise(rated: Rated, book: Casebook, report: Report, threshold: int = 0) -> Summary:
    """The report of a round; counts of people below the threshold are withheld."""
    sources = Sources(book.vocabulary, rated.ratings, gather(book, report))
    return summary_of(sources, rated.framework, report, threshold)


def summary_of(
    sources: Sources, framework: Framework, report: Report, threshold: int = 0
) -> Summary:
    """A report in the words of a framework, from what was counted for it."""
    ratings, gathered = sources.ratings, sources.gathered
    inputs = [CaseFile(each.file, each.digest) for each in ratings.inputs]
    inputs += [file for file in gathered.files if file not in inputs]
    summary = Summary(
        title=report.title,
        round=ratings.round,
        round_title=ratings.title,
        synthetic=ratings.synthetic,
        framework=ratings.framework,
        framework_title=ratings.framework_title,
        digest=ratings.digest,
        inputs=tuple(inputs),
        sections=report.sections,
        displays=tuple(display(figure, sources) for figure in report.figures),
        sentences=tuple(
            sentence(statement, sources, framework) for statement in report.statements
        ),
        small_below=sources.vocabulary.small_sub_sample,
    )
    return withheld(summary, gathered.tables, threshold) if threshold else summary
