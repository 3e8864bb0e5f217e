"""The cases of a level above providers: those of all its providers, counted together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.cases.tally import total
from engine.rounds.membership import level_of
from engine.rounds.membership import membership

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.cases import Tally
    from engine.frameworks.model import Vocabulary
    from engine.rounds.round import Round


def pooled(round_: Round, vocabulary: Vocabulary) -> Mapping[tuple[str, str], Tally]:
    """The counts by provider and question, and by whatever pools the cases of providers."""
    if not round_.above:
        return round_.tallies
    members = membership(vocabulary, round_.everybody).get(vocabulary.provider_level.id, {})
    found = dict(round_.tallies)
    for whole in round_.above:
        if vocabulary.level_by_id[level_of(vocabulary, whole)].pools != "cases":
            continue
        for question in dict.fromkeys(question for _, question in round_.tallies):
            keys = [(member, question) for member in members.get(whole.id, ())]
            tallies = [round_.tallies[key] for key in keys if key in round_.tallies]
            if tallies:
                found[whole.id, question] = total(tallies)
    return found
