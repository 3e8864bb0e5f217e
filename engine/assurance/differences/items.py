"""What became of the items of a framework: added, withdrawn, moved, reworded and the rest."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.assurance.differences.difference import Change
from engine.assurance.differences.difference import Detail
from engine.assurance.differences.difference import Difference
from engine.assurance.differences.difference import Side
from engine.assurance.differences.entries import compared
from engine.assurance.differences.entries import items as item_words
from engine.assurance.differences.entries import plain
from engine.assurance.differences.entries import published
from engine.assurance.differences.entries import several
from engine.assurance.differences.entries import told
from engine.assurance.differences.entries import types
from engine.assurance.differences.entries import wording
from engine.diagnostics.words import exact
from engine.frameworks.relations import PAIRED

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Iterator

    from engine.assurance.differences.entries import Particular
    from engine.assurance.differences.matching import Matching
    from engine.frameworks.crosswalk import Correspondence
    from engine.frameworks.model import Item
    from engine.frameworks.model import Vocabulary

ONE_SIDED: dict[str, Change] = {
    "new": "added",
    "withdrawn": "withdrawn",
    "split": "split",
    "merged": "merged",
}
"""What became of items that have no counterpart of their own, by what a crosswalk says."""

INHERITED = ("applies to", "sample")
"""What is said of an item and holds of all below it."""

TEXTS = ("name", "text")
"""What a reader of the framework reads."""


def item_differences(
    before: Vocabulary, after: Vocabulary, matching: Matching
) -> Iterator[Difference]:
    """What became of every item that is not as it was, in the order of the crosswalk."""
    sheets = _Sheets(before, after, matching)
    for entry in matching.entries:
        if entry.relation in PAIRED:
            for pair in entry.pairs("forwards"):
                yield from sheets.pair(entry, *pair)
        else:
            yield from sheets.others(entry)


class _Sheets:
    """The particulars of every item of both frameworks."""

    def __init__(self, before: Vocabulary, after: Vocabulary, matching: Matching) -> None:
        self.before, self.after, self.matching = before, after, matching
        self.old = {i.id: _particulars(i, before, matching.called) for i in before.items}
        self.new = {i.id: _particulars(i, after, str) for i in after.items}

    def pair(self, entry: Correspondence, old: str, new: str) -> Iterator[Difference]:
        """What became of an item that has a counterpart; nothing if it is as it was."""
        details = tuple(self._details(old, new))
        changes = _changes(entry, old, new, details)
        if changes:
            yield Difference(
                "item",
                _side(self.before, [old]),
                _side(self.after, [new]),
                changes,
                details,
                entry.comparable,
                entry.because if _is_said(entry) else "",
            )

    def others(self, entry: Correspondence) -> Iterator[Difference]:
        """Items that came, went, or were divided or put together."""
        change = ONE_SIDED[entry.relation]
        if change in ("split", "merged"):
            yield self._one_sided(entry, change)
            return
        for item in (*entry.before, *entry.after):
            one = replace(
                entry,
                before=(item,) if entry.before else (),
                after=(item,) if entry.after else (),
            )
            yield self._one_sided(one, change)

    def _one_sided(self, entry: Correspondence, change: Change) -> Difference:
        old = {item: self.old[item] for item in entry.before}
        new = {item: self.new[item] for item in entry.after}
        return Difference(
            "item",
            _side(self.before, entry.before),
            _side(self.after, entry.after),
            (change,),
            (*_all_told(old, gone=True), *_all_told(new, gone=False)),
            entry.comparable,
            entry.because,
        )

    def _details(self, old: str, new: str) -> Iterator[Detail]:
        """What is said otherwise of an item, and not because it is said so of the one above."""
        above = self._above(old, new)
        inherited = (
            {d.name: d for d in compared(self.old[above[0]], self.new[above[1]])}
            if above
            else {}
        )
        for detail in compared(self.old[old], self.new[new]):
            if detail.name not in INHERITED or inherited.get(detail.name) != detail:
                yield detail

    def _above(self, old: str, new: str) -> tuple[str, str] | None:
        """The items above a pair, if they are a pair too."""
        parents = self.before.item_by_id[old].parent, self.after.item_by_id[new].parent
        if parents[0] is None or parents[1] is None:
            return None
        return (
            (parents[0], parents[1]) if self.matching.called(parents[0]) == parents[1] else None
        )


def _particulars(
    item: Item, of: Vocabulary, called: Callable[[str], str]
) -> dict[str, Particular]:
    particulars = {
        "level": plain(item.level),
        "name": wording(item.name),
        **published(item.text),
        "within": item_words([item.parent] if item.parent else [], called),
        "applies to": plain(types(item, of)),
        "sample": plain(item.sample or ""),
        "weight": plain(exact(item.weight)),
        "allowed ratings": several(item.allowed),
        "expectations": several(item.expectations),
        "notes": wording(" ".join(item.notes)),
    }
    for each in item.characteristics:
        for name, particular in published(each.text).items():
            key = each.grade if name == "text" else f"{name} of {each.grade}"
            particulars[key] = particular
    return particulars


def _changes(
    entry: Correspondence, old: str, new: str, details: tuple[Detail, ...]
) -> tuple[Change, ...]:
    """What became of an item that has a counterpart."""
    names = {detail.name for detail in details}
    became: dict[Change, bool] = {
        "renumbered": old != new,
        "moved": "within" in names,
        "replaced": entry.relation == "replaced",
        "reworded": entry.relation == "reworded"
        or (entry.relation != "replaced" and not names.isdisjoint(TEXTS)),
    }
    found = tuple(change for change, did in became.items() if did)
    return found or (("changed",) if names or _is_said(entry) else ())


def _is_said(entry: Correspondence) -> bool:
    """Whether the crosswalk says more of an item than where it went."""
    return not entry.comparable or entry.relation in ("reworded", "replaced")


def _side(vocabulary: Vocabulary, ids: Iterable[str]) -> Side:
    items = [vocabulary.item_by_id[item] for item in ids]
    noun = items[0].level if items else ""
    return Side(tuple(i.id for i in items), noun, tuple(i.place for i in items))


def _all_told(sheets: dict[str, dict[str, Particular]], *, gone: bool) -> Iterator[Detail]:
    """Everything that is said of items that are on one side only."""
    for item, particulars in sheets.items():
        for detail in told(particulars, gone=gone):
            yield (
                detail if len(sheets) == 1 else replace(detail, name=f"{detail.name} of {item}")
            )
