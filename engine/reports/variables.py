"""What can be tabulated, listed: the questions and profile columns of every sample."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from engine.diagnostics.words import listed
from engine.reports.layout import MADE_UP
from engine.reports.layout import packed
from engine.reports.layout import wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from engine.cases.tabulate import Casebook
    from engine.cases.variables import Shelf
    from engine.cases.variables import Variable

LISTED = ("question", "profile", "interview")


def text(book: Casebook, shelves: Sequence[Shelf]) -> str:
    """All samples, one below another."""
    made_up = [MADE_UP] if book.synthetic else []
    title = [*wrapped(book.title or f"Round {book.round}"), *made_up]
    parts = [title, *(list(_shelf(shelf)) for shelf in shelves), made_up]
    return "\n\n".join("\n".join(lines) for lines in parts if lines) + "\n"


def data(shelves: Sequence[Shelf]) -> list[dict[str, Any]]:
    """All samples as plain values."""
    return [
        {
            "sample": shelf.sample.id,
            "name": shelf.sample.name,
            "applies_to": list(filter(None, shelf.types)),
            "variables": [variable_data(v) for v in shelf.variables],
        }
        for shelf in shelves
    ]


def variable_data(variable: Variable) -> dict[str, Any]:
    """A question or a column as plain values; what it does not have is left out."""
    optional = {
        "favourable": list(variable.favourable),
        "excluded": list(variable.excluded),
        "applies_to": list(filter(None, variable.types)),
    }
    return {
        "kind": variable.kind,
        "id": variable.id,
        "name": variable.name,
        "sample": variable.sample,
        "values": [{"id": value.id, "name": value.name} for value in variable.values],
        **{key: found for key, found in optional.items() if found},
    }


def _shelf(shelf: Shelf) -> Iterator[str]:
    types = listed(list(filter(None, shelf.types)))
    yield from wrapped(f"Sample {shelf.sample.id}{types and f' ({types})'}")
    for kind in LISTED:
        own = [variable for variable in shelf.variables if variable.kind == kind]
        if own and kind == "profile":
            yield ""
        for variable in own:
            yield from _question(variable) if kind == "question" else _column(variable)


def _question(variable: Variable) -> list[str]:
    return wrapped(f"{variable.id}  {variable.name}", indent="  ", hang="  ")


def _column(variable: Variable) -> list[str]:
    """A column with its values, which stand on lines of their own where they need them."""
    name = "" if variable.name == variable.id else f" ({variable.name})"
    values = [value.name for value in variable.values] or ["any text"]
    parts = [f"{value}," for value in values[:-1]] + values[-1:]
    return packed([f"{variable.id}{name}:", *parts], "  ", "    ", " ")
