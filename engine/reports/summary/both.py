"""The report of a round beside an earlier one."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from engine.diagnostics import Invalid
from engine.diagnostics import Place
from engine.diagnostics.words import capitalized
from engine.reports.summary.beside import Rounds
from engine.reports.summary.beside import beside
from engine.reports.summary.display import Sources
from engine.reports.summary.division import Divider
from engine.reports.summary.earlier import counterparts
from engine.reports.summary.findings import SameCases
from engine.reports.summary.gather import gather_each
from engine.reports.summary.make import summary_of
from engine.reports.summary.numbers import Earlier
from engine.reports.summary.told import lost
from engine.reports.summary.told import told
from engine.rounds.comparison.compare import compared

if TYPE_CHECKING:
    from engine.assurance.figures.figure import Report
    from engine.cases.tabulate import Casebook
    from engine.cases.tabulation import Per
    from engine.reports.summary.earlier import Counterparts
    from engine.reports.summary.numbers import Display
    from engine.reports.summary.numbers import Sentence
    from engine.reports.summary.numbers import Summary
    from engine.rounds.rated import Rated
    from engine.rounds.results import Ratings


def summarise_both(
    before: tuple[Rated, Casebook],
    now: tuple[Rated, Casebook],
    report: Report,
    threshold: int = 0,
) -> Summary:
    """The report of a round beside an earlier one, each with its cases.

    Counts of people below the threshold are withheld of either round by itself, before
    anything is compared, and what single providers did is then not told. Raises Invalid
    where nothing says how the frameworks of the two correspond, and where counts are to be
    withheld of two rounds that have cases in common.
    """
    (old, _), (new, book) = before, now
    found = counterparts(report, (new.framework, book), (old.framework, before[1]))
    divider = Divider(compared((old.round, new.round), (old.framework, new.framework)))
    names = _names(old.ratings, new.ratings)
    pers: tuple[Per, ...] = ("type",) if threshold else ("type", "provider")
    all_mine = {
        per: Sources(book.vocabulary, new.ratings, gathered)
        for per, gathered in gather_each(book, report, pers).items()
    }
    all_theirs = _earlier(before, report, found, pers)
    mine, theirs = all_mine["type"], all_theirs["type"]
    providers = None if threshold else (all_theirs["provider"], all_mine["provider"])
    if threshold:
        _apart(before[0], theirs, new, mine)
    kept = found.report(report)
    return _Both(
        summary_of(mine, new.framework, report, threshold),
        summary_of(theirs, new.framework, kept, threshold),
        mine,
        found,
        Rounds(names, divider, providers),
    ).summary()


def _earlier(
    before: tuple[Rated, Casebook], report: Report, found: Counterparts, pers: tuple[Per, ...]
) -> dict[Per, Sources]:
    """What the earlier round says, in the words of the later framework."""
    rated, book = before
    ratings = found.ratings(rated.ratings)
    return {
        per: Sources(found.later.vocabulary, ratings, found.rename(gathered))
        for per, gathered in gather_each(book, report, pers, found.instead).items()
    }


def _apart(old: Rated, before: Sources, new: Rated, now: Sources) -> None:
    """Raise Invalid where two rounds have a file of cases in common."""
    known = {file.digest: file.file for file in before.gathered.files}
    shared = [
        SameCases(Place(str(new.round.folder / file.file)), str(old.round.folder / other))
        for file in now.gathered.files
        if (other := known.get(file.digest)) is not None
    ]
    if shared:
        raise Invalid(shared)


def _names(before: Ratings, now: Ratings) -> tuple[str, str]:
    """What two rounds are called: by their ids, else their frameworks, else their order."""
    if before.round != now.round:
        return before.round, now.round
    if before.framework != now.framework:
        return before.framework, now.framework
    return f"{before.round} before", f"{now.round} now"


@dataclass(frozen=True)
class _Both:
    """Two reports, and what made the one into the other.

    ``before`` has only what can be compared; ``sources`` are those of ``now``.
    """

    now: Summary
    before: Summary
    sources: Sources
    found: Counterparts
    rounds: Rounds

    def summary(self) -> Summary:
        """Both in one."""
        rounds = self.rounds.divider.found
        then, level = (each.vocabulary.provider_level for each in rounds.frameworks)
        pairs = [each.after for each in rounds.providers if each.after.level == level.id]
        return replace(
            self.now,
            synthetic=self.now.synthetic or self.before.synthetic,
            displays=tuple(map(self._display, self.now.displays)),
            sentences=tuple(map(self._sentence, self.now.sentences)),
            earlier=Earlier(
                own=self.before,
                names=self.rounds.names,
                plural=capitalized(level.plural),
                both=len({each.id for each in pairs}),
                only_before=sum(each.level == then.id for each in rounds.only_before),
                only_after=sum(each.level == level.id for each in rounds.only_after),
            ),
        )

    def _display(self, now: Display) -> Display:
        _, reasons = self.found.figure(now.figure)
        before = self._displays.get(now.figure.name)
        before = None if before is None else self.found.marked(before)
        return beside(now, before, reasons, self.sources, self.rounds)

    def _sentence(self, now: Sentence) -> Sentence:
        before = iter(self._sentences[now.statement.id].numbers)
        numbers = []
        for number, figured in zip(now.statement.numbers, now.numbers, strict=True):
            reasons = self.found.number(number)
            if reasons:
                numbers.append(lost(figured, reasons))
            else:
                numbers.append(told(number, figured, next(before), self.rounds))
        return replace(now, numbers=tuple(numbers))

    @cached_property
    def _displays(self) -> dict[str, Display]:
        return {display.figure.name: display for display in self.before.displays}

    @cached_property
    def _sentences(self) -> dict[str, Sentence]:
        return {sentence.statement.id: sentence for sentence in self.before.sentences}
