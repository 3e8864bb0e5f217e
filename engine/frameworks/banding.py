"""Whether bands go upwards, from the least value there is to one that can be reached."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from engine.diagnostics.words import exact
from engine.frameworks.band_findings import GradesNotAscending
from engine.frameworks.band_findings import LowestNotCovered
from engine.frameworks.band_findings import NotAscending
from engine.frameworks.band_findings import OtherScale
from engine.frameworks.band_findings import SwappedBounds
from engine.frameworks.band_findings import Unreachable
from engine.frameworks.model import ALL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.diagnostics import Finding
    from engine.frameworks.model import Bands
    from engine.frameworks.model import Edge
    from engine.frameworks.model import Scale


def banding(bands: Bands, scales: tuple[Scale, ...]) -> Iterator[Finding]:
    """Everything that is wrong with a set of bands."""
    return _Banding(bands, scales).all()


@dataclass(frozen=True)
class _Banding:
    bands: Bands
    scales: tuple[Scale, ...]

    def all(self) -> Iterator[Finding]:
        """Each edge by itself, then each with the next."""
        yield from self._lowest()
        for edge in self.bands.edges:
            yield from self._edge(edge)
        for edge, following in pairwise(self.bands.edges):
            yield from self._pair(edge, following)
            yield from self._grades(edge, following)

    def _lowest(self) -> Iterator[Finding]:
        first = self.bands.edges[0]
        lowest = self._least
        if lowest is not None and not first.reached_by(lowest):
            yield LowestNotCovered(
                first.place, self.bands.id, self.bands.measure, exact(lowest)
            )

    @property
    def _least(self) -> Fraction | None:
        """The least value there can be, where the framework alone decides it."""
        scores = self._scores
        least = min(scores, default=Fraction(0))
        if self.bands.measure in ("percentage", "number") or not scores:
            return Fraction(0)
        if self.bands.measure == "average score":
            return least
        if self.bands.measure == "total score":
            return None if least > 0 else Fraction(0)
        return 100 * least / max(scores) if least > 0 else Fraction(0)

    @property
    def _scores(self) -> tuple[Fraction, ...]:
        grades = (grade for scale in self.scales for grade in scale.grades)
        return tuple(grade.score for grade in grades if grade.score is not None)

    def _edge(self, edge: Edge) -> Iterator[Finding]:
        if edge.to is not None and edge.to < edge.at:
            yield SwappedBounds(edge.place, self.bands.id, exact(edge.at), exact(edge.to))
        if self.bands.in_percent and not _can_begin(edge):
            yield Unreachable(edge.place, self.bands.id, exact(edge.at))
        scale = next(scale for scale in self.scales if scale.id == self.bands.scale)
        known = any(edge.grade in other for other in self.scales)
        if known and edge.grade not in scale:
            yield OtherScale(edge.place, self.bands.id, edge.grade, scale.id)

    def _pair(self, edge: Edge, following: Edge) -> Iterator[Finding]:
        if not edge.precedes(following):
            yield NotAscending(
                following.place, self.bands.id, exact(following.at), exact(edge.at), edge.place
            )

    def _grades(self, edge: Edge, following: Edge) -> Iterator[Finding]:
        scale = next(scale for scale in self.scales if scale.id == self.bands.scale)
        if edge.grade not in scale or following.grade not in scale:
            return
        if scale.rank(following.grade) <= scale.rank(edge.grade):
            yield GradesNotAscending(
                following.place, self.bands.id, following.grade, edge.grade, edge.place
            )


def _can_begin(edge: Edge) -> bool:
    """Whether a percentage can be so large."""
    return edge.at <= ALL if edge.inclusive else edge.at < ALL
