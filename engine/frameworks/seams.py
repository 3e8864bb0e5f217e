"""Where one band ends and the next begins: values that fall between, or into both."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import gcd
from math import lcm
from typing import TYPE_CHECKING
from typing import TypeAlias

from engine.diagnostics.words import exact
from engine.diagnostics.words import listed
from engine.frameworks.band_findings import Gap
from engine.frameworks.band_findings import Overlap
from engine.frameworks.model import ALL

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from engine.diagnostics import Finding
    from engine.frameworks.model import Bands
    from engine.frameworks.model import Edge
    from engine.frameworks.model import Scale

FEW = 8
"""More values than this are not listed."""


@dataclass(frozen=True)
class Every:
    """Every number between two; None where there is no end."""

    low: Fraction | None = None
    high: Fraction | None = None


@dataclass(frozen=True)
class Multiples:
    """The multiples of a number between two; None where there is no end."""

    step: Fraction
    low: Fraction | None = None
    high: Fraction | None = None


@dataclass(frozen=True)
class Some:
    """These values, lowest first."""

    values: tuple[Fraction, ...]


Reach: TypeAlias = Every | Multiples | Some
"""The values that a measure may have."""


@dataclass(frozen=True)
class Stretch:
    """The values above one number, or from it, up to another, or to below it."""

    low: Fraction
    with_low: bool
    high: Fraction | None
    with_high: bool

    def holds(self, value: Fraction) -> bool:
        """Whether a value lies in it."""
        above = value >= self.low if self.with_low else value > self.low
        if self.high is None:
            return above
        return above and (value <= self.high if self.with_high else value < self.high)


@dataclass(frozen=True)
class Caught:
    """Values that lie where they should not: one of them, and all of them in words."""

    value: Fraction
    words: str = ""


def seams(bands: Bands, reach: Reach, where: str = "") -> Iterator[Finding]:
    """The gaps and overlaps into which a value falls; ``where`` tells what takes it."""
    values = rounded(reach, bands)
    discrete = not isinstance(values, Every)
    for edge, following in pairwise(bands.edges):
        if edge.to is None or edge.to < edge.at or not edge.precedes(following):
            continue
        both = caught(values, _overlap(edge.to, following))
        if both is not None:
            notes = _notes(both, where)
            value = exact(both.value)
            yield Overlap(following.place, bands.id, value, edge.place, notes)
        none = caught(values, _gap(edge.to, following))
        if none is not None:
            notes = _notes(none, where)
            value = exact(none.value)
            yield Gap(following.place, bands.id, value, discrete, edge.place, notes)
    yield from _top(bands, values, where)


def _top(bands: Bands, values: Reach, where: str) -> Iterator[Finding]:
    last = bands.edges[-1]
    unbounded = not isinstance(values, Some) and values.high is None
    if last.to is None or last.to < last.at or unbounded:
        return
    beyond = caught(values, Stretch(last.to, with_low=False, high=None, with_high=False))
    if beyond is not None:
        notes = _notes(beyond, where)
        yield Gap(last.place, bands.id, exact(beyond.value), True, None, notes)  # noqa: FBT003


def declared(bands: Bands, scales: tuple[Scale, ...]) -> Reach:
    """The values of a measure, as far as they are known without what takes it."""
    if bands.in_percent:
        return Every(Fraction(0), ALL)
    if bands.measure == "number":
        return numbers(bands)
    scores = [grade.score for scale in scales for grade in scale.grades if grade.score]
    step = common_step(scores)
    return Multiples(step) if bands.measure == "total score" and step else Every()


def numbers(bands: Bands) -> Reach:
    """The values of a number: whole, unless its bands say otherwise."""
    ends = [end for e in bands.edges for end in (e.at, e.to) if end is not None]
    whole = all(end.denominator == 1 for end in ends)
    return Multiples(Fraction(1)) if whole else Every()


def common_step(numbers: Iterable[Fraction]) -> Fraction | None:
    """The greatest number of which all are multiples; None where all are 0."""
    found = [number for number in numbers if number]
    if not found:
        return None
    scale = lcm(*(number.denominator for number in found))
    return Fraction(gcd(*(int(number * scale) for number in found)), scale)


def rounded(reach: Reach, bands: Bands) -> Reach:
    """What is left of the values after the bands' rounding."""
    if bands.step is None:
        return reach
    if isinstance(reach, Multiples) and reach.step % bands.step == 0:
        return reach
    if isinstance(reach, Some):
        return Some(tuple(sorted({bands.rounded(value) for value in reach.values})))
    ends = (None if end is None else bands.rounded(end) for end in (reach.low, reach.high))
    return Multiples(bands.step, *ends)


def caught(reach: Reach, stretch: Stretch) -> Caught | None:
    """What lies in a stretch, if anything does."""
    match reach:
        case Some(values):
            return _listed([value for value in values if stretch.holds(value)])
        case Multiples(step, _, high):
            return _multiples(step, _cut(stretch, high), reach)
        case Every(_, high):
            return _everything(_cut(stretch, high))


def _listed(values: list[Fraction]) -> Caught | None:
    if not values:
        return None
    if len(values) == 1:
        return Caught(values[0])
    if len(values) > FEW:
        ends = f"from {exact(values[0])} to {exact(values[-1])}"
        return Caught(values[0], f"{len(values):,} values, {ends}")
    return Caught(values[0], listed([exact(value) for value in values]))


def _multiples(step: Fraction, stretch: Stretch, reach: Multiples) -> Caught | None:
    first = (stretch.low / step).__ceil__()
    numbers = ((first + n) * step for n in range(FEW + 2))
    low = reach.low
    inside = [n for n in numbers if stretch.holds(n) and (low is None or n >= low)]
    if len(inside) <= FEW:
        return _listed(inside)
    last = "" if stretch.high is None else f" to {exact(stretch.high)}"
    return Caught(inside[0], f"everything from {exact(inside[0])}{last}")


def _everything(stretch: Stretch) -> Caught | None:
    low, high = stretch.low, stretch.high
    if high is None:
        return Caught(low + 1, f"everything above {exact(low)}")
    if low > high or (low == high and not (stretch.with_low and stretch.with_high)):
        return None
    if low == high:
        return Caught(low)
    begin = f"{'from' if stretch.with_low else 'above'} {exact(low)}"
    end = f"{'up to' if stretch.with_high else 'below'} {exact(high)}"
    middle = high if stretch.with_high else (low + high) / 2
    return Caught(middle, f"everything {begin} and {end}")


def _cut(stretch: Stretch, high: Fraction | None) -> Stretch:
    """A stretch up to the greatest value there is."""
    if high is None or (stretch.high is not None and stretch.high <= high):
        return stretch
    return Stretch(stretch.low, stretch.with_low, high, with_high=True)


def _overlap(end: Fraction, following: Edge) -> Stretch:
    return Stretch(following.at, following.inclusive, end, with_high=True)


def _gap(end: Fraction, following: Edge) -> Stretch:
    return Stretch(end, with_low=False, high=following.at, with_high=not following.inclusive)


def _notes(found: Caught, where: str) -> tuple[str, ...]:
    words = f"these fall there: {found.words}" if found.words else ""
    return tuple(note for note in (words, where) if note)
