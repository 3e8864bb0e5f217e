"""A round in a folder, read and rated in one call: for commands, and for notebooks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from engine.diagnostics import Finding
from engine.diagnostics import Invalid
from engine.diagnostics import Place
from engine.files import cache_folder
from engine.frameworks.locate import locate
from engine.rounds.load import framework_of
from engine.rounds.load import load_round
from engine.rounds.rate import rate
from engine.rules.load import load_framework

if TYPE_CHECKING:
    from engine.rounds.explanation import Explanation
    from engine.rounds.panel import Open
    from engine.rounds.results import Ratings
    from engine.rounds.round import Round
    from engine.rounds.target.network import Network
    from engine.rounds.target.reach import Reach
    from engine.rules.framework import Framework


@dataclass(frozen=True)
class Rated:
    """A round with its ratings, and the framework that they were made under."""

    round: Round
    framework: Framework
    ratings: Ratings

    @cached_property
    def network(self) -> Network:
        """What everything in the round rests on, made out once."""
        from engine.rounds.target.network import Network

        return Network(self.round, self.framework)

    def explain(self, provider: str, item: str | None = None) -> Explanation:
        """Why a provider, or one of its items, is rated as it is; both by id."""
        from engine.rounds.explain import derived

        return derived(self.network, self.ratings, provider, item)

    def target(self, provider: str, rating: str, item: str | None = None) -> Reach:
        """What it would take for a provider, or one of its items, to have a rating; by id."""
        from engine.rounds.target.reach import reach

        whose = next(result for result in self.ratings.results if result.id == provider)
        return reach(self.network, whose, item, rating)

    def panel(self) -> tuple[Open, ...]:
        """Every result that is open to discretion, with what a panel needs to see."""
        from engine.rounds.panel import agenda

        return agenda(self.round, self.framework, self.ratings)


def rate_round(
    folder: Path | str,
    framework: str | None = None,
    *,
    partial: bool = False,
    strict: bool = False,
    cache: bool = True,
) -> Rated:
    """Rate the round in a folder, under its own framework or another, by folder or id.

    ``partial`` lets judgements and samples be absent, ``strict`` refuses missing answers,
    ``cache`` remembers the counts of cases. Raises Invalid, with every finding, where
    anything is wrong.
    """
    own = own_framework(Path(folder))
    round_, findings = load_round(
        Path(folder), own, strict=strict, partial=partial, cache=cache
    )
    if round_ is None:
        raise Invalid(findings)
    if framework is None:
        return Rated(round_, own, rate(round_, own))
    return _under(round_, own, remembered(named(framework)))


def own_framework(folder: Path) -> Framework:
    """The framework that the round in a folder names."""
    place, findings = framework_of(folder)
    if place is None:
        raise Invalid(findings)
    return remembered(place)


def remembered(folder: Path) -> Framework:
    """The framework in a folder, remembered between runs."""
    return load_framework(folder, cache_folder())


def named(reference: str) -> Path:
    """A framework's folder by its path from here, or by its id."""
    if (Path(reference) / "framework.yaml").is_file():
        return Path(reference)
    found = locate(reference, Path(), Place(reference))
    if isinstance(found, Finding):
        raise Invalid([found])
    return found


def _under(round_: Round, own: Framework, other: Framework) -> Rated:
    from engine.rounds.carry import carry

    carried_round, carried = carry(round_, own, other)
    return Rated(carried_round, other, rate(carried_round, other, carried))
