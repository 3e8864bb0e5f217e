"""Two frameworks held against each other: what they declare, their rules, what those give."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.assurance.differences.clauses import rule_differences
from engine.assurance.differences.difference import Comparison
from engine.assurance.differences.difference import Difference
from engine.assurance.differences.difference import Side
from engine.assurance.differences.entries import Entry
from engine.assurance.differences.entries import compared
from engine.assurance.differences.entries import entries
from engine.assurance.differences.entries import told
from engine.assurance.differences.equivalence import behaviours
from engine.assurance.differences.items import item_differences
from engine.assurance.differences.matching import matching

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.assurance.differences.matching import Matching
    from engine.frameworks.model import Vocabulary
    from engine.rules.framework import Framework


def diff(before: Framework, after: Framework) -> Comparison:
    """What changed from one framework to another.

    Order, comments and the way that files are laid out are no change. Raises Invalid where
    a crosswalk leads from one version to the other, and has errors.
    """
    found = matching(before, after)
    return Comparison(
        before=before,
        after=after,
        crosswalk=found.crosswalk,
        differences=(
            *_entries(before.vocabulary, after.vocabulary, found),
            *item_differences(before.vocabulary, after.vocabulary, found),
        ),
        rules=tuple(rule_differences(before.rules, after.rules, found)),
        behaviours=tuple(behaviours(before, after, found)),
    )


def _entries(before: Vocabulary, after: Vocabulary, found: Matching) -> Iterator[Difference]:
    """What became of everything but the items, kind by kind."""
    old = {(entry.kind, entry.id): entry for entry in entries(before, found.called)}
    new = {(entry.kind, entry.id): entry for entry in entries(after, str)}
    for key in dict.fromkeys((*old, *new)):
        difference = _difference(old.get(key), new.get(key))
        if difference is not None:
            yield difference


def _difference(old: Entry | None, new: Entry | None) -> Difference | None:
    if old is None and new is not None:
        details = tuple(told(new.particulars, gone=False))
        return Difference(new.kind, Side(), _side(new), ("added",), details)
    if new is None and old is not None:
        details = tuple(told(old.particulars, gone=True))
        return Difference(old.kind, _side(old), Side(), ("withdrawn",), details)
    assert old is not None
    assert new is not None
    details = tuple(compared(old.particulars, new.particulars))
    if not details:
        return None
    return Difference(old.kind, _side(old), _side(new), ("changed",), details)


def _side(entry: Entry) -> Side:
    return Side((entry.id,), entry.kind, (entry.place,))
