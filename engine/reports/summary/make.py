"""A report of a rated round: everything that it prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.cases.tally import CaseFile
from engine.reports.summary.display import Sources
from engine.reports.summary.display import display
from engine.reports.summary.gather import gather
from engine.reports.summary.numbers import Summary
from engine.reports.summary.sentences import sentence
from engine.reports.summary.withhold import withheld

if TYPE_CHECKING:
    from engine.assurance.figures.figure import Report
    from engine.cases.tabulate import Casebook
    from engine.rounds.rated import Rated


def summarise(rated: Rated, book: Casebook, report: Report, threshold: int = 0) -> Summary:
    """The report of a round; counts of people below the threshold are withheld."""
    gathered = gather(book, report)
    ratings = rated.ratings
    sources = Sources(book.vocabulary, ratings, gathered)
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
            sentence(statement, sources, rated.framework) for statement in report.statements
        ),
        small_below=book.vocabulary.small_sub_sample,
    )
    return withheld(summary, gathered.tables, threshold) if threshold else summary
