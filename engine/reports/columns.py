"""The columns of a ratings table: the items that a provider's rating is made from."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from string import ascii_lowercase
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence

    from engine.frameworks.model import Vocabulary
    from engine.rounds.results import Result


@dataclass(frozen=True)
class Column:
    """One item; ``parent`` is the item that it belongs to.

    ``head`` stands above its ratings, ``prefix`` is what the head leaves out of the id.
    """

    item: str
    name: str
    level: str
    parent: str | None
    prefix: str
    head: str


def columns(results: Iterable[Result], vocabulary: Vocabulary, room: int) -> list[Column]:
    """A column for every item that any provider has, in the framework's order.

    Heads are the items' ids, without the part before the last dot if all have one; where
    those would take more room than there is, letters.
    """
    found = _found(results, vocabulary)
    split = all("." in column.item for column in found)
    named = [_split(column) if split else column for column in found]
    if sum(len(column.head) + 1 for column in named) > room:
        return [replace(column, head=_letter(n)) for n, column in enumerate(found)]
    return named


def grouped(found: Sequence[Column]) -> list[list[Column]]:
    """The columns that stand together, in order: with the same parent and prefix."""
    groups: dict[tuple[str | None, str], list[Column]] = {}
    for column in found:
        groups.setdefault((column.parent, column.prefix), []).append(column)
    return list(groups.values())


def families(found: Sequence[Column]) -> dict[str | None, list[Column]]:
    """The columns by their parent, in order."""
    parents: dict[str | None, list[Column]] = {}
    for column in found:
        parents.setdefault(column.parent, []).append(column)
    return parents


def _found(results: Iterable[Result], vocabulary: Vocabulary) -> list[Column]:
    children = {child.id: child for result in results for child in result.children}
    order = {item.id: number for number, item in enumerate(vocabulary.items)}
    found = sorted(children.values(), key=lambda child: order.get(child.id, len(order)))
    return [_column(child, vocabulary) for child in found]


def _column(child: Result, vocabulary: Vocabulary) -> Column:
    item = vocabulary.item_by_id.get(child.id)
    parent = None if item is None else item.parent
    return Column(child.id, child.name, child.level, parent, "", child.id)


def _split(column: Column) -> Column:
    prefix, _, head = column.item.rpartition(".")
    return replace(column, prefix=prefix, head=head)


def _letter(number: int) -> str:
    if number < len(ascii_lowercase):
        return ascii_lowercase[number]
    return str(number + 1)
