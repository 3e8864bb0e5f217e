"""Which items of two frameworks stand for each other, and what the crosswalk says of them."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from engine.diagnostics import Invalid
from engine.frameworks.crosswalk import Correspondence
from engine.frameworks.crosswalk import crosswalk_versions
from engine.frameworks.crosswalk import load_crosswalk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.frameworks.crosswalk import Crosswalk
    from engine.frameworks.model import Vocabulary
    from engine.frameworks.relations import Relation
    from engine.rules.framework import Framework

TURNED: dict[Relation, Relation] = {
    "new": "withdrawn",
    "withdrawn": "new",
    "split": "merged",
    "merged": "split",
}
"""What a relation is when it is read from the later version to the earlier one."""


@dataclass(frozen=True)
class Matching:
    """What became of the items, each in one entry; ``crosswalk`` is the version that says so.

    Without a crosswalk items with the same id stand for each other.
    """

    entries: tuple[Correspondence, ...]
    crosswalk: str = ""

    @cached_property
    def pairs(self) -> dict[str, str]:
        """Items of the first framework, each with the one that stands for it in the second."""
        return {b: a for entry in self.entries for b, a in entry.pairs("forwards")}

    def called(self, item: str) -> str:
        """An item of the first framework by the id that it has in the second.

        What nothing stands for gets an id that no item has.
        """
        return self.pairs.get(item, f"{item} before")


def matching(before: Framework, after: Framework) -> Matching:
    """How the items correspond: by their ids within a version, else by a crosswalk of either.

    Raises Invalid where the crosswalk has errors.
    """
    one, other = before.vocabulary, after.vocabulary
    if one.id != other.id:
        walk = _crosswalk(before, after)
        if walk is not None:
            return Matching(walk.items, other.id)
        walk = _crosswalk(after, before)
        if walk is not None:
            return Matching(tuple(map(_turned, walk.items)), one.id)
    return Matching(tuple(_by_id(one, other)))


def _crosswalk(earlier: Framework, later: Framework) -> Crosswalk | None:
    """The crosswalk beside the later version, if it leads from the earlier one."""
    ids = (earlier.vocabulary.id, later.vocabulary.id)
    if crosswalk_versions(later.folder) != ids:
        return None
    walk, findings = load_crosswalk(later.folder, earlier.vocabulary, later.vocabulary)
    if walk is None:
        raise Invalid(findings)
    return walk


def _turned(entry: Correspondence) -> Correspondence:
    relation = TURNED.get(entry.relation, entry.relation)
    return replace(entry, before=entry.after, after=entry.before, relation=relation)


def _by_id(before: Vocabulary, after: Vocabulary) -> Iterator[Correspondence]:
    for item in before.item_by_id:
        if item in after.item_by_id:
            yield Correspondence((item,), (item,), "same", comparable=True)
        else:
            yield Correspondence((item,), (), "withdrawn", comparable=False)
    for item in after.item_by_id:
        if item not in before.item_by_id:
            yield Correspondence((), (item,), "new", comparable=False)
