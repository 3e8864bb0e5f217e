"""Whether a crosswalk accounts for every item of both versions exactly once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.frameworks.crosswalk_findings import ComparableUnsaid
from engine.frameworks.crosswalk_findings import NothingToCompare
from engine.frameworks.crosswalk_findings import OtherFramework
from engine.frameworks.crosswalk_findings import SameButReworded
from engine.frameworks.crosswalk_findings import Twice
from engine.frameworks.crosswalk_findings import Unaccounted
from engine.frameworks.crosswalk_findings import UnequalLists
from engine.frameworks.crosswalk_findings import UnknownItem
from engine.frameworks.crosswalk_findings import WrongShape
from engine.frameworks.names import canonical
from engine.frameworks.names import folded
from engine.frameworks.references import unknown
from engine.frameworks.relations import ONE_SIDED
from engine.frameworks.relations import PAIRED
from engine.frameworks.relations import UNCHANGED
from engine.frameworks.relations import is_comparable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.diagnostics import Finding
    from engine.frameworks.model import Vocabulary
    from engine.frameworks.nodes import Mapping
    from engine.frameworks.nodes import Scalar

_SIZES = {
    "split": (("from", 1, 1), ("to", 2, None)),
    "merged": (("from", 2, None), ("to", 1, 1)),
    "new": (("from", 0, 0), ("to", 1, None)),
    "withdrawn": (("from", 1, None), ("to", 0, 0)),
}


def accounting(node: Mapping, earlier: Vocabulary, later: Vocabulary) -> Iterator[Finding]:
    """Everything that is wrong with a crosswalk between two versions."""
    sources = {folded(source.id): source.id for source in later.sources}
    head = node.mapping("crosswalk")
    assert head is not None
    yield from _framework(head, "from", earlier)
    yield from _framework(head, "to", later)
    for entry in node.mappings("items"):
        yield from _sizes(entry)
        yield from _comparable(entry)
        yield from unknown("source", entry.scalars("source"), sources)
        yield from _same(entry, earlier, later)
    yield from _items(node, "from", earlier)
    yield from _items(node, "to", later)


def _framework(head: Mapping, key: str, version: Vocabulary) -> Iterator[Finding]:
    if folded(head.text(key)) != folded(version.id):
        yield OtherFramework(head.place_of(key), head.text(key), version.id)


def _items(node: Mapping, key: str, version: Vocabulary) -> Iterator[Finding]:
    seen: dict[str, Scalar] = {}
    for scalar in (s for entry in node.mappings("items") for s in entry.scalars(key)):
        item = canonical(scalar.text)
        first = seen.setdefault(item, scalar)
        if first is not scalar:
            yield Twice(scalar.place, scalar.text, version.id, first.place)
        elif item not in version.item_by_id:
            known = tuple(version.item_by_id)
            yield UnknownItem(scalar.place, scalar.text, version.id, known)
    place = node.entries["items"].key.place
    for missing in version.items:
        if missing.id not in seen:
            is_later = key == "to"
            yield Unaccounted(place, missing.id, version.id, is_later, missing.place)


def _same(entry: Mapping, earlier: Vocabulary, later: Vocabulary) -> Iterator[Finding]:
    """Items that are said to be the same as before, and have other words."""
    if entry.text("relation") != "same":
        return
    for before, after in zip(entry.scalars("from"), entry.scalars("to"), strict=False):
        was = earlier.item_by_id.get(canonical(before.text))
        now = later.item_by_id.get(canonical(after.text))
        if was is None or now is None or was.text is None or now.text is None:
            continue
        if was.text.words.split() != now.text.words.split():
            yield SameButReworded(after.place, after.text, was.place)


def _sizes(entry: Mapping) -> Iterator[Finding]:
    relation = entry.text("relation")
    place = entry.place_of("relation")
    before, after = len(entry.scalars("from")), len(entry.scalars("to"))
    if relation in PAIRED and (before != after or not before):
        yield UnequalLists(place, relation, before, after)
    for side, least, most in _SIZES.get(relation, ()):
        size = len(entry.scalars(side))
        if size < least or (most is not None and size > most):
            yield WrongShape(place, relation, side, _items_wanted(least, most))


def _items_wanted(least: int, most: int | None) -> str:
    if most == 0:
        return "no items"
    if most == 1:
        return "exactly one item"
    return "two or more items" if least == 2 else "at least one item"


def _comparable(entry: Mapping) -> Iterator[Finding]:
    relation = entry.text("relation")
    place = entry.place_of("relation")
    said = entry.get("comparable") is not None
    if relation in ONE_SIDED:
        if is_comparable(entry):
            yield NothingToCompare(entry.place_of("comparable"), relation)
        return
    differs = said and is_comparable(entry) != (relation in UNCHANGED)
    if relation not in UNCHANGED and not said:
        yield ComparableUnsaid(place, relation, "comparable")
    elif entry.get("because") is None and (relation not in UNCHANGED or differs):
        yield ComparableUnsaid(entry.place_of("comparable"), relation, "because")
