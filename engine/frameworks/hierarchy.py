"""How items stand under each other: levels, provider types, samples."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from engine.diagnostics import Place
from engine.frameworks.hierarchy_findings import ItemsInTwoPlaces
from engine.frameworks.hierarchy_findings import LevelNotBelow
from engine.frameworks.hierarchy_findings import NoDomainLevel
from engine.frameworks.hierarchy_findings import NoItems
from engine.frameworks.hierarchy_findings import NoSample
from engine.frameworks.hierarchy_findings import NoScaleToPoolOn
from engine.frameworks.hierarchy_findings import NotDrawn
from engine.frameworks.hierarchy_findings import NotWherePooled
from engine.frameworks.hierarchy_findings import PoolsBelow
from engine.frameworks.hierarchy_findings import WiderTypes
from engine.frameworks.known import meant
from engine.frameworks.names import canonical
from engine.frameworks.names import folded
from engine.frameworks.outline import DOMAIN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.diagnostics import Finding
    from engine.frameworks.known import Known
    from engine.frameworks.nodes import Mapping
    from engine.frameworks.outline import Branch
    from engine.frameworks.outline import Leaf


def hierarchy(known: Known) -> Iterator[Finding]:
    """Everything that is wrong about where items stand."""
    return _Hierarchy(known).all()


@dataclass(frozen=True)
class _Hierarchy:
    known: Known

    def all(self) -> Iterator[Finding]:
        outline = self.known.outline
        yield from self._files()
        for level in outline.framework.mappings("levels"):
            yield from self._above(level)
        for branch in outline.branches:
            yield from self._level(branch)
            yield from self._wider(branch.node, branch.parent)
            yield from self._sample(branch)
        for leaf in outline.leaves:
            yield from self._wider(leaf.node, self._subject(leaf))

    def _files(self) -> Iterator[Finding]:
        outline = self.known.outline
        here = outline.framework.get("items")
        if outline.domains and folded(DOMAIN) not in self.known.levels:
            yield NoDomainLevel(outline.framework.place_of("levels"))
        if outline.domains and here is not None:
            yield ItemsInTwoPlaces(outline.framework.entries["items"].key.place)
        if not outline.branches and self._needs_items():
            yield NoItems(Place(outline.framework.place.file))

    def _needs_items(self) -> bool:
        """Whether items have levels to stand on, or there is nothing else to go by."""
        framework = self.known.outline.framework
        levels = [each for each in framework.mappings("levels") if each.get("pools") is None]
        return len(levels) > 1 or not framework.mappings("inputs")

    def _above(self, level: Mapping) -> Iterator[Finding]:
        """What is wrong with a level that pools."""
        pools, name = level.text("pools"), level.text("id")
        if not pools:
            return
        below = self._ranks[folded(name)] < self._ranks[folded(self._provider)]
        if below or level is self.known.provider:
            yield PoolsBelow(level.place_of("pools"), name)
        scale = level.scalar("scale")
        if pools == "ratings" and scale is None:
            yield NoScaleToPoolOn(level.place_of("id"), name)
        own = folded(self.known.provider.text("scale"))
        if pools == "cases" and scale is not None and folded(scale.text) != own:
            yield NotWherePooled(scale.place, "scale", name, pools)
        if level.get("answers") is not None:
            yield NotWherePooled(level.entries["answers"].key.place, "answers", name, pools)

    @cached_property
    def _ranks(self) -> dict[str, int]:
        return {level: rank for rank, level in enumerate(self.known.levels)}

    def _level(self, branch: Branch) -> Iterator[Finding]:
        above = self._provider if branch.parent is None else branch.parent.level
        ranks = self._ranks
        mine, theirs = ranks.get(folded(branch.level)), ranks.get(folded(above))
        if mine is None or theirs is None or mine < theirs:
            return
        place = self._provider_place if branch.parent is None else branch.parent.level_place
        yield LevelNotBelow(branch.level_place, branch.code.text, branch.level, above, place)

    @property
    def _provider(self) -> str:
        return self.known.provider.text("id")

    @property
    def _provider_place(self) -> Place:
        return self.known.provider.place_of("id")

    def _subject(self, leaf: Leaf) -> Branch | None:
        about = leaf.node.text("about")
        return self.known.outline.branch.get(canonical(about)) if about else leaf.under

    def _wider(self, node: Mapping, above: Branch | None) -> Iterator[Finding]:
        declared = None if above is None else above.nearest("applies_to")
        if declared is None:
            return
        allowed = self._types(declared.node)
        extra = tuple(each for each in self._types(node) if each not in allowed)
        if extra:
            place = node.entries["applies_to"].key.place
            name = node.text("id")
            yield WiderTypes(place, name, extra, declared.node.entries["applies_to"].key.place)

    def _types(self, node: Mapping) -> tuple[str, ...]:
        """The known types that something applies to, as far as it says so itself."""
        written = (meant(name, self.known.types) for name in node.texts("applies_to"))
        return tuple(name for name in written if name in self.known.types.values())

    def _sample(self, branch: Branch) -> Iterator[Finding]:
        sample = branch.nearest("sample")
        if sample is None:
            yield from self._without_sample(branch)
        elif self._is_answered(branch):
            yield from self._drawn(branch, sample.node.text("sample"))

    def _without_sample(self, branch: Branch) -> Iterator[Finding]:
        """An item that no case answers, where others around it have a sample."""
        other = self._sampled.get((branch.top, folded(branch.level)))
        if other is not None:
            yield NoSample(branch.code.place, branch.code.text, branch.level, other.code.place)

    @cached_property
    def _sampled(self) -> dict[tuple[Branch, str], Branch]:
        """One answered item with a sample for each item at the top and level."""
        return {
            (branch.top, folded(branch.level)): branch
            for branch in reversed(self.known.outline.branches)
            if self._is_answered(branch) and branch.nearest("sample") is not None
        }

    def _is_answered(self, branch: Branch) -> bool:
        level = self.known.level(branch.level)
        return level is not None and level.get("answers") is not None

    def _drawn(self, branch: Branch, name: str) -> Iterator[Finding]:
        """Types of provider that have no case to answer with."""
        samples = self.known.outline.framework.mappings("samples")
        wanted = folded(meant(name, self.known.samples))
        sample = next((s for s in samples if folded(s.text("id")) == wanted), None)
        if sample is None or sample.get("applies_to") is None:
            return
        declared = branch.nearest("applies_to")
        every = tuple(dict.fromkeys(self.known.types.values()))
        mine = every if declared is None else self._types(declared.node)
        extra = tuple(each for each in mine if each not in self._types(sample))
        if extra:
            place = sample.entries["applies_to"].key.place
            yield NotDrawn(branch.code.place, branch.code.text, sample.text("id"), extra, place)
