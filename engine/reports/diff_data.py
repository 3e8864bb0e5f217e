"""What changed from one framework to another, for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from engine.diagnostics.text import shown
from engine.reports import programs
from engine.reports.export import number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.assurance.differences.difference import Behaviour
    from engine.assurance.differences.difference import Clause
    from engine.assurance.differences.difference import Comparison
    from engine.assurance.differences.difference import Detail
    from engine.assurance.differences.difference import Difference
    from engine.assurance.differences.difference import Given
    from engine.assurance.differences.difference import Line
    from engine.assurance.differences.difference import RuleDifference
    from engine.assurance.differences.difference import Side
    from engine.assurance.differences.difference import Stretch
    from engine.assurance.differences.difference import Witness
    from engine.assurance.differences.wording import Run
    from engine.diagnostics import Place
    from engine.rules.framework import Framework

Data = dict[str, Any]


def as_json(found: Comparison) -> str:
    """The comparison as ``schemas/diff.schema.json`` describes it."""
    return programs.as_json(data(found))


def data(found: Comparison) -> Data:
    """The comparison as plain values."""
    return {
        "assay": "diff/1",
        "before": framework_data(found.before),
        "after": framework_data(found.after),
        "crosswalk": found.crosswalk or None,
        "changed": not found.empty,
        "differences": [_difference(each) for each in found.differences],
        "rules": [_rule(each) for each in found.rules],
        "behaviour": [_behaviour(each) for each in found.behaviours],
    }


def framework_data(framework: Framework) -> Data:
    """Which framework it is, and the digests of its files and of what they mean."""
    return {
        "id": framework.vocabulary.id,
        "title": framework.vocabulary.title,
        "digest": framework.digest,
        "model_digest": framework.model_digest,
    }


def line_data(line: Line | None) -> Data | None:
    """A line of a rule, and where it stands."""
    if line is None:
        return None
    return {**_place(line.place), "words": line.words, "citation": line.citation or None}


def _difference(found: Difference) -> Data:
    return {
        "kind": found.kind,
        "changes": list(found.changes),
        "before": _side(found.before),
        "after": _side(found.after),
        "details": [_detail(each) for each in found.details],
        "comparable": found.comparable,
        "because": found.because or None,
    }


def _side(side: Side) -> Data:
    places = [_place(place) for place in side.places if place.line]
    return {"ids": list(side.ids), "noun": side.noun or None, "places": places}


def _place(place: Place) -> Data:
    return {"file": shown(place.file), "line": place.line}


def _detail(detail: Detail) -> Data:
    found = {
        "name": detail.name,
        "before": detail.before or None,
        "after": detail.after or None,
    }
    return found | {"segments": _segments(detail.runs)} if detail.is_text else found


def _segments(runs: Sequence[Run]) -> list[Data]:
    """Words that stay, and words in place of others."""
    return [
        {"same": run.before} if run.same else {"before": run.before, "after": run.after}
        for run in runs
    ]


def _rule(rule: RuleDifference) -> Data:
    return {"items": _pairs(rule.items), "clauses": [_clause(each) for each in rule.clauses]}


def _clause(clause: Clause) -> Data:
    found = {
        "change": clause.change,
        "before": line_data(clause.before),
        "after": line_data(clause.after),
    }
    changed = clause.change == "changed"
    return found | {"segments": _segments(clause.runs)} if changed else found


def _pairs(items: Sequence[tuple[str, str]]) -> list[Data]:
    """Items by their ids in both; the provider itself has none."""
    return [{"before": before or None, "after": after or None} for before, after in items]


def _behaviour(found: Behaviour) -> Data:
    return {
        "rates": found.rates,
        "items": _pairs(found.items),
        "types": list(found.types),
        "answer": found.answer,
        "because": found.because or None,
        "patterns": found.patterns,
        "differing": found.differing,
        "stretches": [_stretch(each) for each in found.stretches],
        "smallest": None if found.smallest is None else _witness(found.smallest),
        "same_discretion": not found.discretion,
    }


def _stretch(found: Stretch) -> Data:
    return {
        "low": number(found.low),
        "low_included": found.low_included,
        "high": number(found.high),
        "high_included": found.high_included,
        "unit": found.unit or None,
        "before": found.before,
        "after": found.after,
    }


def _witness(found: Witness) -> Data:
    return {
        "pattern": found.pattern,
        "before": _given(found.before),
        "after": _given(found.after),
    }


def _given(side: Given) -> Data:
    return {"rating": side.rating, "clause": line_data(side.line), "saw": side.saw}
