"""The trail of a decision: the digest of all that was rated when it was made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.files import digest_of
from engine.rounds.decision_findings import InputsChanged
from engine.rounds.decisions import FILE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.rounds.round import Round
    from engine.rules.framework import Framework


def digest_of_inputs(round_: Round, framework: Framework) -> str:
    """One digest of a round's files and its framework, but for the decisions themselves."""
    files = sorted((file.file, file.digest) for file in round_.files if file.file != FILE)
    lines = [f"{digest} {name}\n" for name, digest in (*files, ("framework", framework.digest))]
    return digest_of("".join(lines).encode())


def changed_since(round_: Round, framework: Framework) -> Iterator[InputsChanged]:
    """The decisions that were made on other files than there are now."""
    if not any(decision.inputs for decision in round_.decisions):
        return
    now = digest_of_inputs(round_, framework)
    for decision in round_.decisions:
        if decision.inputs and decision.inputs != now:
            item = decision.item or "the rating"
            yield InputsChanged(decision.place, item, decision.provider, now)
