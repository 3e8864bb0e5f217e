"""What came of worked examples, as text and as JSON for programs."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from typing import Any
from typing import get_args

from engine.assurance.coverage.points import Kind
from engine.assurance.examples.write import written
from engine.diagnostics.data import place_data
from engine.diagnostics.text import shown
from engine.diagnostics.text import text
from engine.diagnostics.words import exact
from engine.diagnostics.words import several
from engine.reports import programs
from engine.reports.layout import wrapped
from engine.rules.facts import deciding
from engine.rules.places import words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence
    from fractions import Fraction

    from engine.assurance.coverage.coverage import Coverage
    from engine.assurance.coverage.points import Point
    from engine.assurance.examples.example import Expected
    from engine.assurance.examples.run import Ran
    from engine.assurance.examples.run import Verdict
    from engine.assurance.tested import Tested
    from engine.diagnostics import Finding
    from engine.rules.facts import Outcome
    from engine.rules.facts import Step
    from engine.rules.tree import Clause

PLURALS: dict[Kind, str] = {
    "line": "lines",
    "branch": "branches",
    "condition": "conditions",
    "edge": "edges",
    "not rated": "not rated",
}
"""What there is to exercise, as the summary counts it."""


def as_text(tested: Sequence[Tested], findings: Sequence[Finding], *, color: bool) -> str:
    """What failed, what is not exercised and what is offered for it, and how many there are."""
    parts = [text(findings, color=color)] if findings else []
    parts += ["\n".join(_offers(each)) for each in tested if each.offers]
    parts.append("".join(f"{line}\n" for each in tested for line in _summary(each)))
    return "\n".join(parts)


def as_json(tested: Sequence[Tested]) -> str:
    """The same as ``schemas/tests.schema.json`` describes it."""
    found = {"assay": "tests/1", "frameworks": [_framework(each) for each in tested]}
    return programs.as_json(found)


def _offers(tested: Tested) -> Iterator[str]:
    yield f"to add to {shown(str(tested.file))}, if what they expect is as published:\n"
    for each in tested.offers:
        yield written(each.example, tested.framework.vocabulary)


def _summary(tested: Tested) -> Iterator[str]:
    """One line about the examples, and one about what they exercise."""
    folder = shown(str(tested.framework.folder))
    name = tested.framework.vocabulary.id if folder == "." else folder
    failed = sum(bool(ran.failures) for ran in tested.ran)
    found = several(len(tested.ran), "example", "examples") if tested.ran else "no examples"
    failing = f", {failed:,} failed" if failed else ", none failed" if tested.ran else ""
    yield f"{name}: {found}{failing}"
    if tested.coverage is not None:
        yield from wrapped(f"{name}: {_covered(tested.coverage)}")


def _covered(coverage: Coverage) -> str:
    exercised = Counter(point.kind for point in coverage.exercised)
    total = exercised + Counter(point.kind for point in coverage.missing)
    kinds = [
        f"{PLURALS[kind]} {exercised[kind]:,} of {total[kind]:,}"
        for kind in get_args(Kind)
        if total[kind]
    ]
    counts = f"{len(coverage.exercised):,} of {coverage.total:,} exercised"
    lost = len(coverage.out_of_reach)
    beyond = f"; {lost:,} cannot be" if lost else ""
    return f"{counts} ({coverage.percentage} %): {', '.join(kinds)}{beyond}"


def _framework(tested: Tested) -> dict[str, Any]:
    framework = tested.framework
    return {
        "framework": {
            "id": framework.vocabulary.id,
            "digest": framework.digest,
            "model_digest": framework.model_digest,
        },
        "file": shown(str(tested.file)),
        "examples": [_example(tested, ran) for ran in tested.ran],
        "coverage": None if tested.coverage is None else _coverage(tested, tested.coverage),
    }


def _example(tested: Tested, ran: Ran) -> dict[str, Any]:
    provider = tested.framework.vocabulary.provider_level.id
    return {
        "name": ran.example.name,
        "line": ran.example.place.line,
        "passed": not ran.failures,
        "results": [_verdict(verdict, provider) for verdict in ran.verdicts],
    }


def _verdict(verdict: Verdict, provider: str) -> dict[str, Any]:
    computed = verdict.computed
    return {
        "type": computed.type,
        "item": computed.task.key or provider,
        "passed": not verdict.failures,
        "expected": _expected(verdict.expected),
        "got": _got(computed.outcome),
        "lines": [_line(step) for step in computed.outcome.steps],
        "messages": [failure.message for failure in verdict.failures],
    }


def _expected(expected: Expected) -> dict[str, Any]:
    """What is expected: only the keys that the example has."""
    said: dict[str, Any] = {"rating": expected.rating}
    if expected.score is not None:
        said["score"] = _number(expected.score)
    if expected.line is not None:
        said["line"] = words(expected.line)
    if expected.open_to is not None:
        said["open_to"] = list(expected.open_to)
    return said


def _got(outcome: Outcome) -> dict[str, Any]:
    step = deciding(outcome.steps)
    clause: Clause | None = None if step is None else step.clause
    return {
        "rating": outcome.rating,
        "score": None if outcome.value is None else _number(outcome.value),
        "line": None if clause is None else words(clause),
        "open_to": list(outcome.moves),
        "reason": outcome.reason,
    }


def _line(step: Step) -> dict[str, Any]:
    place = step.clause.place
    return {
        "file": shown(place.file),
        "line": place.line,
        "words": words(step.clause),
        "effect": step.effect,
        "saw": step.saw,
    }


def _coverage(tested: Tested, coverage: Coverage) -> dict[str, Any]:
    points = [
        *(_point(point, "exercised") for point in coverage.exercised),
        *(_point(point, "missing") for point in coverage.missing),
        *(_point(point, "out of reach") for point in coverage.out_of_reach),
    ]
    vocabulary = tested.framework.vocabulary
    return {
        "exercised": len(coverage.exercised),
        "total": coverage.total,
        "percentage": coverage.percentage,
        "points": points,
        "offered": [
            {"name": each.example.name, "yaml": written(each.example, vocabulary)}
            for each in coverage.suggestions
        ],
    }


def _point(point: Point, status: str) -> dict[str, Any]:
    side = point.side.name.lower().replace("_", " ")
    return {"kind": point.kind, "side": side, "status": status, **place_data(point.place)}


def _number(value: Fraction) -> str:
    return exact(value).replace(",", "")
