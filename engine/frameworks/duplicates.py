"""Ids, labels and values that stand twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.frameworks.meaning_findings import Ambiguous
from engine.frameworks.meaning_findings import Duplicate
from engine.frameworks.names import canonical
from engine.frameworks.names import folded

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Iterator

    from engine.diagnostics import Finding
    from engine.frameworks.nodes import Mapping
    from engine.frameworks.nodes import Scalar
    from engine.frameworks.outline import Outline

_LISTS = {
    "sources": "sources",
    "expectations": "expectations",
    "scales": "scales",
    "levels": "levels",
    "groups": "groups",
    "provider_types": "provider types",
    "samples": "samples",
    "bands": "sets of bands",
    "inputs": "inputs",
    "roles": "roles",
    "notices": "notices",
    "disabled_checks": "disabled checks",
}


def duplicates(outline: Outline) -> Iterator[Finding]:
    """Everything that is declared twice."""
    framework = outline.framework
    for key, kind in _LISTS.items():
        yield from twice(kind, _column(framework.mappings(key), "id"))
    yield from twice(
        "omissions of", _column(framework.mappings("omissions"), "item"), canonical
    )
    codes = [b.code for b in outline.branches] + [leaf.code for leaf in outline.leaves]
    yield from twice("items", sorted(codes, key=_reading_order), canonical)
    for scale in framework.mappings("scales"):
        yield from _in_scale(scale)
    for sample in framework.mappings("samples"):
        yield from _in_sample(sample)
    for each in framework.mappings("inputs"):
        yield from twice("values", each.scalars("values"))
    yield from _statuses(framework)


def twice(
    kind: str, written: Iterable[Scalar], same: Callable[[str], str] = folded
) -> Iterator[Finding]:
    """Those of a list that have stood in it before."""
    seen: dict[str, Scalar] = {}
    for scalar in written:
        first = seen.setdefault(same(scalar.text), scalar)
        if first is not scalar:
            yield Duplicate(scalar.place, kind, scalar.text, first.place)


def _in_scale(scale: Mapping) -> Iterator[Finding]:
    grades = _column(scale.mappings("lowest_first"), "id")
    names = _column(scale.mappings("lowest_first"), "name")
    yield from twice("grades", [*grades, *scale.scalars("excluded")])
    yield from twice("grades", names)
    ids = {folded(grade.text): grade for grade in grades}
    for grade, name in (
        (g.scalar("id"), g.scalar("name")) for g in scale.mappings("lowest_first")
    ):
        other = None if name is None else ids.get(folded(name.text))
        if name is not None and other is not None and other is not grade:
            yield Ambiguous(name.place, name.text, "grade", "grade", other.place)


def _in_sample(sample: Mapping) -> Iterator[Finding]:
    yield from twice("answers", _column(sample.mappings("answers"), "label"))
    yield from twice("profile columns", _column(sample.mappings("profile"), "id"))
    yield from twice("strata", sample.scalars("strata"))
    for column in sample.mappings("profile"):
        yield from twice("values", column.scalars("values"))


def _statuses(framework: Mapping) -> Iterator[Finding]:
    """Words for statuses that mean two of them, or a grade as well."""
    words = [
        word
        for status in framework.mappings("statuses")
        for word in (*status.scalars("id"), *status.scalars("labels"))
    ]
    yield from twice("statuses", words)
    grades = {
        folded(name.text): name
        for scale in framework.mappings("scales")
        for grade in scale.mappings("lowest_first")
        for name in (*grade.scalars("id"), *grade.scalars("name"))
    }
    for word in words:
        grade_name = grades.get(folded(word.text))
        if grade_name is not None:
            yield Ambiguous(word.place, word.text, "status", "grade", grade_name.place)


def _column(nodes: Iterable[Mapping], key: str) -> list[Scalar]:
    return [scalar for node in nodes if (scalar := node.scalar(key)) is not None]


def _reading_order(scalar: Scalar) -> tuple[str, int, int]:
    place = scalar.place
    return (place.file, place.line, place.column)
