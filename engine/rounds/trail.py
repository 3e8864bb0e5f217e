"""The trail of a decision: the digest of all that it was made on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.frameworks.digests import model_digest
from engine.rounds.decision_findings import InputsChanged
from engine.rounds.directory import WHOLE
from engine.rounds.target.network import Network

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.rounds.round import Round
    from engine.rules.framework import Framework


def digest_of_inputs(network: Network, provider: str) -> str:
    """One digest of what somebody's ratings rest on, but for the decisions themselves.

    That is what the framework means and what the round records of them, or of those that
    they pool; not how either is written, and not the reasons.
    """
    whose = sorted({who for who, _ in network.all_of(provider)})
    recorded = tuple(_recorded(network, who) for who in whose)
    return model_digest(network.framework.model_digest, recorded)


def _recorded(network: Network, who: str) -> tuple[object, ...]:
    """What a round records of somebody, in an order of its own."""
    records = network.records[who]
    judged = {item: judgement.rating for item, judgement in records.judgements.items()}
    answers = (
        (task.key or WHOLE, tuple(records.facts(task, {}).answers.items()))
        for task in network.tasks(who).values()
    )
    facts = (tuple(sorted(each.items())) for each in (judged, records.inputs))
    return (who, records.provider.type, *facts, *answers)


def changed_since(round_: Round, framework: Framework) -> Iterator[InputsChanged]:
    """The decisions that were made on something else than there is now."""
    recorded = [decision for decision in round_.decisions if decision.inputs]
    if not recorded:
        return
    network = Network(round_, framework)
    for decision in recorded:
        now = digest_of_inputs(network, decision.provider)
        if decision.inputs != now:
            item = decision.item or "the rating"
            yield InputsChanged(decision.place, item, decision.provider, now)
