"""Names that a rule could take for two different things."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.frameworks.meaning_findings import Ambiguous
from engine.frameworks.names import folded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.diagnostics import Finding
    from engine.frameworks.nodes import Mapping
    from engine.frameworks.nodes import Scalar
    from engine.frameworks.outline import Outline

_SHARED = frozenset({"item", "grade", "set of answers"})
"""Kinds of which several may have one name: their ids, or the place, tell them apart."""


@dataclass(frozen=True)
class _Bearer:
    """Something with a name, and where it has it from."""

    kind: str
    id: str
    name: Scalar

    def may_share_with(self, other: _Bearer) -> bool:
        if self.kind != other.kind:
            return False
        return self.kind in _SHARED or folded(self.id) == folded(other.id)


def ambiguities(outline: Outline) -> Iterator[Finding]:
    """Every name of something that is the name of something else already."""
    seen: dict[str, _Bearer] = {}
    for bearer in _bearers(outline):
        first = seen.setdefault(folded(bearer.name.text), bearer)
        if not bearer.may_share_with(first):
            place, other = first.name.place, first.kind
            yield Ambiguous(bearer.name.place, bearer.name.text, bearer.kind, other, place)


def _bearers(outline: Outline) -> Iterator[_Bearer]:
    framework = outline.framework
    for level in framework.mappings("levels"):
        yield from _named("level", level, "id", "plural")
    for level in framework.mappings("levels"):
        answers = level.mapping("answers")
        if answers is not None:
            yield from _named("set of answers", answers, "plural")
    for group in framework.mappings("groups"):
        yield from _named("group", group, "id", "plural")
    for scale in framework.mappings("scales"):
        for grade in scale.mappings("lowest_first"):
            yield from _named("grade", grade, "id", "name")
    for each in framework.mappings("inputs"):
        yield from _named("input", each, "id")
    for branch in outline.branches:
        yield _Bearer("item", branch.id, branch.code)
        yield from _named("item", branch.node, "name")


def _named(kind: str, node: Mapping, *keys: str) -> Iterator[_Bearer]:
    for key in keys:
        name = node.scalar(key)
        if name is not None:
            yield _Bearer(kind, node.text("id"), name)
