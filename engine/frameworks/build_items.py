"""Makes the items of a vocabulary: what a parent says holds below it too."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING
from typing import cast

from engine.frameworks import model
from engine.frameworks.known import meant
from engine.frameworks.names import canonical

if TYPE_CHECKING:
    from engine.frameworks.known import Known
    from engine.frameworks.known import Names
    from engine.frameworks.nodes import Mapping
    from engine.frameworks.outline import Branch
    from engine.frameworks.outline import Leaf


@dataclass(frozen=True)
class ItemBuilder:
    """Builds items and observations."""

    known: Known

    def items(self) -> tuple[model.Item, ...]:
        """The items, parents before children."""
        children: dict[Branch, list[str]] = {}
        for branch in self.known.outline.branches:
            children[branch] = []
            if branch.parent is not None:
                children[branch.parent].append(branch.id)
        return tuple(self._item(branch, tuple(below)) for branch, below in children.items())

    def observations(self) -> tuple[model.Observation, ...]:
        """The observations."""
        return tuple(self._observation(leaf) for leaf in self.known.outline.leaves)

    def _item(self, branch: Branch, children: tuple[str, ...]) -> model.Item:
        node = branch.node
        grades = self.known.grades.get(self.known.scale_of(branch) or "", {})
        return model.Item(
            id=branch.id,
            level=meant(branch.level, self.known.levels),
            name=node.text("name"),
            text=published(node, self.known),
            parent=None if branch.parent is None else branch.parent.id,
            children=children,
            applies_to=self._types(branch),
            sample=self._sample(branch),
            weight=Fraction(node.text("weight", "1")),
            allowed=tuple(meant(grade, grades) for grade in node.texts("allowed")),
            expectations=_meant(node, "expectations", self.known.expectations),
            characteristics=self._characteristics(node, grades),
            notes=node.texts("notes"),
            place=branch.code.place,
        )

    def _observation(self, leaf: Leaf) -> model.Observation:
        written = leaf.node.text("about")
        under = "" if leaf.under is None else leaf.under.id
        about = canonical(written) if written else under
        item = self.known.outline.branch.get(about)
        text = published(leaf.node, self.known)
        assert text is not None
        return model.Observation(
            id=leaf.id,
            about=about,
            text=text,
            sample=self._own_sample(leaf.node) or (self._sample(item) if item else None),
            applies_to=self._own_types(leaf.node) or (self._types(item) if item else ()),
            place=leaf.code.place,
        )

    def _types(self, branch: Branch) -> tuple[str, ...]:
        declared = branch.nearest("applies_to")
        return () if declared is None else self._own_types(declared.node)

    def _own_types(self, node: Mapping) -> tuple[str, ...]:
        return _meant(node, "applies_to", self.known.types)

    def _sample(self, branch: Branch) -> str | None:
        declared = branch.nearest("sample")
        return None if declared is None else self._own_sample(declared.node)

    def _own_sample(self, node: Mapping) -> str | None:
        return meant(node.text("sample"), self.known.samples) or None

    def _characteristics(
        self, node: Mapping, grades: Names
    ) -> tuple[model.Characteristic, ...]:
        found = []
        for each in node.mappings("characteristics"):
            text = published(each, self.known)
            assert text is not None
            found.append(model.Characteristic(meant(each.text("rating"), grades), text))
        return tuple(found)


def published(node: Mapping, known: Known) -> model.Text | None:
    """The published text of something, if it has one."""
    text = node.mapping("text")
    if text is None:
        return None
    return model.Text(
        words=text.text("is"),
        source=meant(text.text("source"), known.sources),
        wording=cast("model.Wording", text.text("wording", "verbatim")),
        section=text.text("section"),
    )


def _meant(node: Mapping, key: str, known: Names) -> tuple[str, ...]:
    return tuple(meant(name, known) for name in node.texts(key))
