"""The same questions in all providers together, and in those of the same type."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping

    from engine.frameworks.model import Vocabulary
    from engine.rounds.results import Result


@dataclass(frozen=True)
class Together:
    """How many judgements of several providers are favourable, of how many that apply."""

    favourable: int
    applicable: int


def together(results: Iterable[Result]) -> Mapping[str, Together]:
    """The counts of some providers, item by item, added up; each case counts once."""
    found: dict[str, Together] = {}
    for provider in results:
        for result in provider.walk():
            if result is provider or result.counts is None:
                continue
            so_far = found.get(result.id, Together(0, 0))
            found[result.id] = Together(
                so_far.favourable + result.counts.favourable,
                so_far.applicable + result.counts.applicable,
            )
    return found


def groups(
    results: Iterable[Result], provider: Result, vocabulary: Vocabulary
) -> dict[str, Mapping[str, Together]]:
    """Those with whom a provider is compared, by what they are called.

    What stands above providers is in none of them, since it has their cases.
    """
    level = vocabulary.provider_level
    everybody = [result for result in results if result.level == level.id]
    found = {f"All {level.plural}": together(everybody)}
    if provider.type is not None:
        alike = [result for result in everybody if result.type == provider.type]
        found[f"All of type {provider.type}"] = together(alike)
    return found
