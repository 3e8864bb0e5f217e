"""A framework put to the test of its worked examples."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.assurance.coverage.findings import NotExercised
from engine.assurance.coverage.findings import OutOfReach
from engine.assurance.coverage.findings import TooLittle
from engine.assurance.examples.read import FILE
from engine.assurance.examples.read import load_examples
from engine.assurance.examples.run import Runner
from engine.diagnostics import Finding
from engine.diagnostics import Invalid
from engine.diagnostics import Place
from engine.diagnostics import errors

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from pathlib import Path

    from engine.assurance.coverage.coverage import Coverage
    from engine.assurance.coverage.points import Point
    from engine.assurance.coverage.points import Spot
    from engine.assurance.coverage.suggest import Suggestion
    from engine.assurance.examples.run import Ran
    from engine.rules.framework import Framework


@dataclass(frozen=True)
class Tested:
    """What came of a framework's examples, and what they exercise if that was asked.

    ``findings`` are what there is to say of the file of examples.
    """

    framework: Framework
    ran: tuple[Ran, ...]
    coverage: Coverage | None
    findings: tuple[Finding, ...]

    @property
    def file(self) -> Path:
        """Where the examples stand, or would."""
        return self.framework.folder / FILE

    @property
    def failures(self) -> tuple[Finding, ...]:
        """Everything that came out otherwise than an example expects."""
        return tuple(failure for ran in self.ran for failure in ran.failures)

    @property
    def offers(self) -> tuple[Suggestion, ...]:
        """Examples that would exercise what is missing."""
        return () if self.coverage is None else self.coverage.suggestions

    def too_little(self, percentage: int) -> tuple[Finding, ...]:
        """A finding if fewer of each hundred points are exercised than this."""
        found = self.coverage
        if found is None or found.reaches(percentage):
            return ()
        place = Place(str(self.file))
        return (TooLittle(place, len(found.exercised), found.total, percentage),)

    def not_exercised(self) -> tuple[Finding, ...]:
        """What no example exercises, and what none can, place by place."""
        if self.coverage is None:
            return ()
        offers = {
            (point.spot, point.side): each.example.name
            for each in reversed(self.offers)
            for point in each.points
        }
        missing = [
            NotExercised(first.place, sides, first.line, offers.get((first.spot, first.side)))
            for first, sides in _by_spot(self.coverage.missing)
        ]
        lost = [
            OutOfReach(first.place, sides, first.line, None)
            for first, sides in _by_spot(self.coverage.out_of_reach)
        ]
        return (*missing, *lost)


def try_examples(
    framework: Framework, *, coverage: bool = False, cache: Path | None = None
) -> Tested:
    """Run the examples beside a framework; Invalid if there are mistakes in them.

    With a cache folder, a file that had the right shape is remembered by its digest.
    """
    examples, findings = load_examples(framework, cache)
    if errors(findings) and (framework.folder / FILE).is_file():
        raise Invalid(findings)
    ran = Runner(framework).run_all(examples)
    found = None
    if coverage:
        from engine.assurance.coverage.coverage import coverage as covered

        found = covered(framework, ran)
    return Tested(framework, ran, found, findings)


def _by_spot(points: Iterable[Point]) -> Iterator[tuple[Point, tuple[str, ...]]]:
    """Points that lie together, as the first of them and the words of all."""
    together: dict[Spot, list[Point]] = {}
    for point in points:
        together.setdefault(point.spot, []).append(point)
    for each in together.values():
        yield each[0], tuple(point.side.value for point in each)
