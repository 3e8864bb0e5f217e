"""What the parts of a framework may refer to, whatever the capitals."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from typing import TypeAlias

from engine.frameworks.names import folded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.frameworks.nodes import Mapping
    from engine.frameworks.outline import Branch
    from engine.frameworks.outline import Outline

Names: TypeAlias = dict[str, str]
"""Ids as they are declared, by what may be written for them."""


@dataclass(frozen=True)
class Known:
    """The names in a framework, by kind."""

    outline: Outline

    @cached_property
    def sources(self) -> Names:
        """The sources."""
        return self._listed("sources")

    @cached_property
    def expectations(self) -> Names:
        """The expectations."""
        return self._listed("expectations")

    @cached_property
    def scales(self) -> Names:
        """The scales."""
        return self._listed("scales")

    @cached_property
    def levels(self) -> Names:
        """The levels."""
        return self._listed("levels")

    @cached_property
    def types(self) -> Names:
        """The types of provider."""
        return self._listed("provider_types")

    @cached_property
    def samples(self) -> Names:
        """The samples."""
        return self._listed("samples")

    @cached_property
    def items(self) -> Names:
        """The items."""
        return {branch.id: branch.id for branch in self.outline.branches}

    @cached_property
    def grades(self) -> dict[str, Names]:
        """The grades of each scale."""
        scales = self.outline.framework.mappings("scales")
        return {s.text("id"): names(s.mappings("lowest_first")) for s in reversed(scales)}

    @cached_property
    def all_grades(self) -> Names:
        """The grades of all scales."""
        return {
            name: grade for grades in self.grades.values() for name, grade in grades.items()
        }

    @cached_property
    def answers(self) -> Names:
        """The grades and excluded answers of the scales on which answers are given."""
        found: Names = {}
        for scale_id in self.answer_scales:
            found |= self.answers_of(scale_id)
        return found

    def answers_of(self, scale_id: str) -> Names:
        """The grades and excluded answers of a scale."""
        excluded = self._scale(scale_id).texts("excluded")
        return {folded(each): each for each in excluded} | self.grades[scale_id]

    @cached_property
    def answer_scales(self) -> tuple[str, ...]:
        """The scales on which answers are given."""
        found = [self.scales.get(folded(name)) for name in self._answer_scales_written]
        return tuple(dict.fromkeys(scale for scale in found if scale is not None))

    @property
    def knows_answers(self) -> bool:
        """Whether a wrong answer is the answer's fault, and not its scale's."""
        return bool(self.answer_scales) or not self._answer_scales_written

    @property
    def _answer_scales_written(self) -> tuple[str, ...]:
        levels = self.outline.framework.mappings("levels")
        return tuple(a.text("scale") for level in levels if (a := level.mapping("answers")))

    @cached_property
    def _levels(self) -> dict[str, Mapping]:
        levels = self.outline.framework.mappings("levels")
        return {folded(level.text("id")): level for level in reversed(levels)}

    @cached_property
    def provider(self) -> Mapping:
        """The provider's level as written: the last that pools nothing."""
        levels = self.outline.framework.mappings("levels")
        own = [level for level in levels if level.get("pools") is None]
        return (own or levels)[-1]

    def level(self, name: str) -> Mapping | None:
        """A level as written."""
        return self._levels.get(folded(name))

    def scale_of(self, branch: Branch) -> str | None:
        """The scale on which an item is rated, where there is one."""
        level = self.level(branch.level)
        return None if level is None else self.scales.get(folded(level.text("scale")))

    def _scale(self, scale_id: str) -> Mapping:
        scales = self.outline.framework.mappings("scales")
        return next(scale for scale in scales if scale.text("id") == scale_id)

    def _listed(self, key: str) -> Names:
        return names(self.outline.framework.mappings(key))


def names(nodes: Iterable[Mapping]) -> Names:
    """What each may be called: by its name, but first of all by its id."""
    nodes = tuple(nodes)
    by_name = {folded(n.text("name")): n.text("id") for n in nodes if n.get("name")}
    return by_name | {folded(n.text("id")): n.text("id") for n in nodes}


def meant(name: str, known: Names) -> str:
    """The id that a name refers to; the name itself where it is unknown."""
    return known.get(folded(name), name)
