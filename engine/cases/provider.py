"""Whoever is rated, as far as case files know of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence


@dataclass(frozen=True)
class Provider:
    """A provider, and the other names that tables may give it."""

    id: str
    name: str
    type: str | None = None
    aliases: tuple[str, ...] = ()


def spellings(providers: Sequence[Provider]) -> dict[str, Provider]:
    """Providers by every way to write them; what could mean two of them is left out.

    A way stands here as it is declared, and tidied.
    """
    ids = {tidy(provider.id): provider for provider in providers}
    tidied = _unambiguous(providers) | ids
    names = [name for p in providers for name in (p.id, p.name, *p.aliases)]
    return {name: tidied[tidy(name)] for name in names if tidy(name) in tidied} | tidied


def tidy(text: str) -> str:
    """A cell without regard to capitals and to the space around it."""
    return text.strip().lower()


def _unambiguous(providers: Iterable[Provider]) -> dict[str, Provider]:
    found: dict[str, set[Provider]] = {}
    for provider in providers:
        for name in (provider.name, *provider.aliases):
            found.setdefault(tidy(name), set()).add(provider)
    return {name: one for name, (one, *more) in found.items() if not more}
