"""How a sample is drawn, and how it stands for its population: for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from engine.diagnostics.words import whole
from engine.reports import programs
from engine.reports.export import number

if TYPE_CHECKING:
    from engine.cases.draw import Draw
    from engine.cases.draw import Values
    from engine.cases.representation import Representation
    from engine.cases.representation import Share
    from engine.frameworks.model import Precision
    from engine.rounds.sampling import Basis
    from engine.rounds.sampling import Compared
    from engine.rounds.sampling import Drawn

MILLION = 1_000_000


def size_json(precision: Precision, population: int, cases: int, unlimited: int) -> str:
    """How many cases are needed, as ``schemas/sampling.schema.json`` describes it."""
    needed = {"population": population, "cases": cases, "unlimited": unlimited}
    return _dumped({"assay": "sample-size/1", **_precision(precision), **needed})


def drawn_json(drawn: Drawn) -> str:
    """A draw as the same schema describes it: numbers of cases, and never which."""
    head = _head("sample/1", drawn.basis, drawn.precision) | {"seed": drawn.seed}
    return _dumped(head | {"providers": [_draw(each, drawn.basis) for each in drawn.draws]})


def compared_json(compared: Compared) -> str:
    """A comparison as the same schema describes it."""
    head = _head("sample-check/1", compared.basis, compared.precision)
    providers = [_represented(each, compared.basis) for each in compared.providers]
    return _dumped(head | {"providers": providers})


def _head(kind: str, basis: Basis, precision: Precision) -> dict[str, Any]:
    book = basis.book
    return {
        "assay": kind,
        "round": book.round,
        "synthetic": book.synthetic,
        "framework": book.vocabulary.id,
        "sample": basis.form.sample.id,
        "strata": list(basis.form.sample.strata),
        **_precision(precision),
        "population": {"file": basis.file, "digest": basis.digest},
    }


def _precision(precision: Precision) -> dict[str, Any]:
    return {"confidence": number(precision.confidence), "margin": number(precision.margin)}


def _draw(draw: Draw, basis: Basis) -> dict[str, Any]:
    return {
        "provider": draw.provider,
        "eligible": draw.eligible,
        "cases": draw.size,
        "reserve": draw.reserve,
        "strata": [
            {
                "values": _values(stratum.values, basis),
                "eligible": stratum.eligible,
                "cases": len(stratum.drawn),
                "reserve": len(stratum.reserve),
            }
            for stratum in draw.strata
        ],
    }


def _values(values: Values, basis: Basis) -> list[dict[str, str | None]]:
    pairs = zip(basis.form.sample.strata, values, strict=True)
    return [{"column": column, "value": value} for column, value in pairs]


def _represented(each: Representation, basis: Basis) -> dict[str, Any]:
    return {
        "provider": each.provider,
        "eligible": each.eligible,
        "needed": each.needed,
        "inspected": each.inspected,
        "margin_achieved": number(each.margin),
        "strata": [
            {"values": _values(s.values, basis), **_share(s.share), "departs": s.departs}
            for s in each.strata
        ],
        "profile": [
            {
                "column": column.column.id,
                "dissimilarity": str(column.dissimilarity),
                "values": [
                    {
                        "value": v.value,
                        **_share(v.share),
                        "millionths": whole(v.share.probability * MILLION),
                        "departs": v.departs,
                    }
                    for v in column.values
                ],
            }
            for column in each.profile
        ],
    }


def _share(share: Share) -> dict[str, Any]:
    return {
        "eligible": share.eligible,
        "inspected": share.inspected,
        "expected": number(share.expected),
    }


def _dumped(value: dict[str, Any]) -> str:
    return programs.as_json(value)
