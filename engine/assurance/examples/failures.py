"""What came out of an example otherwise than it expects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.assurance.examples.failure_findings import Failure
from engine.assurance.examples.failure_findings import MoveRefused
from engine.assurance.examples.failure_findings import OtherLine
from engine.assurance.examples.failure_findings import OtherMoves
from engine.assurance.examples.failure_findings import OtherScore
from engine.diagnostics.words import exact
from engine.diagnostics.words import listed
from engine.diagnostics.words import quoted
from engine.rules.facts import deciding
from engine.rules.places import words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from engine.assurance.examples.example import Example
    from engine.assurance.examples.example import Expected
    from engine.assurance.examples.run import Computed
    from engine.rules.facts import Outcome
    from engine.rules.facts import Step


def failures(example: Example, expected: Expected, computed: Computed) -> Iterator[Failure]:
    """What came out otherwise than one expectation says."""
    task, outcome = computed.task, computed.outcome
    types = (computed.type,) if computed.type and len(example.types) > 1 else ()
    about = (example.name, task.words, types)
    trace = tuple(_rows(outcome))
    decided = example.decided.get(task.key)
    if decided is not None and outcome.before is None:
        got = _moves(outcome.moves)
        yield MoveRefused(decided.place, *about, decided.what, got, trace)
    other = _other(expected, outcome)
    if other is not None:
        kind, key, wanted, got = other
        yield kind(expected.place(key), *about, wanted, got, trace)


def _other(expected: Expected, outcome: Outcome) -> tuple[type[Failure], str, str, str] | None:
    """What is other than expected: the rating, or else what the same rating came of."""
    if outcome.rating != expected.rating:
        return Failure, "rating", _rating(expected.rating), _rating(outcome.rating)
    if expected.score is not None and outcome.value != expected.score:
        return OtherScore, "score", exact(expected.score), _score(outcome.value)
    step = deciding(outcome.steps)
    if expected.line is not None and (step is None or step.clause is not expected.line):
        return OtherLine, "line", quoted([words(expected.line)]), _line(step)
    if expected.open_to is not None and outcome.moves != expected.open_to:
        return OtherMoves, "open_to", _moves(expected.open_to), _moves(outcome.moves)
    return None


def _rows(outcome: Outcome) -> Iterator[str]:
    for step in outcome.steps:
        head = f"line {step.clause.place.line}"
        yield f"{head:<9}{words(step.clause)}"
        yield f"{'':<9}{step.effect}{f': {step.saw}' if step.saw else ''}"
    if not outcome.steps:
        yield outcome.reason


def _rating(rating: str | None) -> str:
    return rating or "not rated"


def _score(score: Fraction | None) -> str:
    return "nothing" if score is None else exact(score)


def _line(step: Step | None) -> str:
    return "no line" if step is None else f'"{words(step.clause)}"'


def _moves(moves: tuple[str, ...]) -> str:
    return listed(moves, "or") or "no move"
