"""The columns of a ratings table: the items that a provider's rating is made from."""

from __future__ import annotations

from dataclasses import dataclass
from string import ascii_lowercase
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence

    from engine.frameworks.model import Vocabulary
    from engine.rounds.results import Result


@dataclass(frozen=True)
class Column:
    """One item; ``head`` stands above its ratings, ``group`` is the item it belongs to."""

    item: str
    name: str
    level: str
    group: str | None
    head: str


def columns(results: Iterable[Result], vocabulary: Vocabulary, room: int) -> list[Column]:
    """A column for every item that any provider has, in the framework's order.

    Heads are the items' ids, without what they share with their group; where those
    would take more room than there is, letters.
    """
    found = _found(results, vocabulary)
    heads = [_head(column) for column in found]
    if sum(len(head) + 1 for head in heads) > room:
        heads = [_letter(number) for number in range(len(found))]
    return [
        Column(c.item, c.name, c.level, c.group, head)
        for c, head in zip(found, heads, strict=True)
    ]


def grouped(found: Sequence[Column]) -> list[tuple[str | None, list[Column]]]:
    """The columns by their group, in order."""
    groups: dict[str | None, list[Column]] = {}
    for column in found:
        groups.setdefault(column.group, []).append(column)
    return list(groups.items())


def _found(results: Iterable[Result], vocabulary: Vocabulary) -> list[Column]:
    children = {child.id: child for result in results for child in result.children}
    order = {item.id: number for number, item in enumerate(vocabulary.items)}
    found = sorted(children.values(), key=lambda child: order.get(child.id, len(order)))
    return [_column(child, vocabulary) for child in found]


def _column(child: Result, vocabulary: Vocabulary) -> Column:
    item = vocabulary.item_by_id.get(child.id)
    group = None if item is None else item.parent
    return Column(child.id, child.name, child.level, group, child.id)


def _head(column: Column) -> str:
    return column.item.removeprefix(f"{column.group}.")


def _letter(number: int) -> str:
    if number < len(ascii_lowercase):
        return ascii_lowercase[number]
    return str(number + 1)
