"""Providers without cases: no surprise where everything asked of them is withheld."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.cases.findings import NoCases

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from engine.diagnostics import Finding
    from engine.frameworks.model import Vocabulary
    from engine.rounds.round import Provider
    from engine.rounds.round import Round


def surprising(
    findings: Iterable[Finding], round_: Round, vocabulary: Vocabulary
) -> Iterator[Finding]:
    """The findings, without those about cases that nobody would have looked at."""
    providers = {provider.id: provider for provider in round_.providers}
    for finding in findings:
        if not isinstance(finding, NoCases):
            yield finding
            continue
        missed = [
            name
            for name in finding.providers
            if _asks(vocabulary, round_, providers[name], finding.sample)
        ]
        if missed:
            yield finding.but(providers=tuple(missed))


def _asks(vocabulary: Vocabulary, round_: Round, provider: Provider, sample: str) -> bool:
    """Whether a rated question of a sample still stands for a provider."""
    judgements = (j for j in round_.judgements if j.provider == provider.id)
    withheld = tuple(j.item for j in judgements if j.rating is None)
    return any(
        not vocabulary.is_within(item, withheld)
        for item in vocabulary.items
        if item.sample == sample
        and vocabulary.level_by_id[item.level].answers is not None
        and vocabulary.scale_of(item.level) is not None
        and vocabulary.applies(item, provider.type)
    )
