"""A round as commands use it: found, read and rated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.cli.output import progress
from engine.data import folder as packaged
from engine.diagnostics import Invalid
from engine.diagnostics import in_order
from engine.rounds.rated import Rated as Rated
from engine.rounds.rated import named
from engine.rounds.rated import own_framework as own_framework
from engine.rounds.rated import rate_round
from engine.rounds.rated import remembered

if TYPE_CHECKING:
    from pathlib import Path

    from engine.diagnostics import Finding
    from engine.rules.framework import Framework


def rated(
    folder: Path,
    reference: str | None = None,
    *,
    partial: bool = False,
    strict: bool = False,
    cache: bool = True,
) -> Rated:
    """Rate the round in a folder, under its own framework or the one referred to."""
    progress(f"reading {folder}")
    return rate_round(folder, reference, partial=partial, strict=strict, cache=cache)


def rated_with(folder: Path, reference: str | None, provider: str) -> tuple[Rated, str]:
    """A round rated with a provider that is named, absent judgements or not; and its id."""
    from engine.cli.names import provider_id
    from engine.rounds.head import is_register

    if is_register(folder):
        from engine.cli.register import foremost
        from engine.cli.register import rated_provider

        found = rated_provider(folder, reference, provider)
        return found, foremost(found)
    found = rated(folder, reference, partial=True)
    return found, provider_id(found.round, provider)


def chosen(reference: str | None) -> Framework:
    """The framework referred to; without a reference the first that comes with Assay."""
    if reference is not None:
        return remembered(named(reference))
    shipped = packaged("standards").glob("*/framework.yaml")
    return remembered(min(path.parent for path in shipped))


def check_round(folder: Path) -> tuple[Finding, ...]:
    """Everything to say about a round; its framework's findings only if it has errors."""
    from engine.rounds.head import is_register

    if is_register(folder):
        from engine.cli.register import check_table

        return check_table(folder)
    try:
        found = rated(folder, partial=False).ratings.findings
    except Invalid as invalid:
        found = invalid.findings
    return in_order([*found, *_beside(folder)])


def _beside(folder: Path) -> tuple[Finding, ...]:
    """What is wrong with a round's interviews and mappings, where it can be read itself."""
    from engine.cases.interviews import read_interviews
    from engine.rounds.casebook import casebook
    from engine.rounds.importing.importing import check_mappings

    try:
        book = casebook(folder, own_framework(folder))
    except Invalid:
        return ()
    return (*read_interviews(folder, book.providers)[1], *check_mappings(book))
