"""A sentence beside an earlier round: each of its numbers as it was, and the change."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from engine.assurance.figures import figure as declared
from engine.reports.summary.change import changed
from engine.reports.summary.division import Whose
from engine.reports.summary.numbers import NOT_COMPARABLE
from engine.reports.summary.numbers import Change
from engine.reports.summary.numbers import Population
from engine.reports.summary.sentences import counts
from engine.reports.summary.sentences import single

if TYPE_CHECKING:
    from engine.assurance.figures.figure import Number
    from engine.reports.summary.beside import Rounds
    from engine.reports.summary.division import Parts
    from engine.reports.summary.numbers import Figured


def told(number: Number, now: Figured, before: Figured, rounds: Rounds) -> Figured:
    """A number with what it was, what became of it, and what made it so."""
    found = _change(now, before)
    if found.state == "shown":
        found = replace(found, parts=_parts(number, found, rounds))
    return replace(now, before=before, change=found)


def lost(now: Figured, reasons: tuple[str, ...]) -> Figured:
    """A number that nothing can be compared with, and why."""
    nothing = replace(now, value=None, cell=NOT_COMPARABLE, of=Population())
    return replace(now, before=nothing, lost=reasons)


def _change(now: Figured, before: Figured) -> Change:
    found = changed(before.cell, now.cell)
    if found.state != "shown" or now.what == "percent":
        return found
    if now.value is None or before.value is None:
        return Change(state="nothing")
    apart = now.value - before.value
    if now.what == "n":
        return Change(n=apart, of="n")
    return Change(percent=Fraction(apart))


def _parts(number: Number, found: Change, rounds: Rounds) -> Parts:
    """What a change is made of, as far as that is known."""
    match number:
        case declared.RatingCount(level, items, unit) if found.n is not None:
            whose = Whose(level, items, unit)
            return rounds.divider.ratings(
                whose, Fraction(found.n), lambda r: Fraction(counts(number, r))
            )
        case declared.Share() | declared.Portion() | declared.Said():
            if found.percent is None or rounds.providers is None:
                return ()
            framework = rounds.divider.found.frameworks[1]
            before, after = (single(number, each, framework) for each in rounds.providers)
            return rounds.divider.shares(number.unit, found.percent, before, after)
    return ()
