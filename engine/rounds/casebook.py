"""A round's cases, ready to be tabulated: round.yaml is read, and nothing else yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.cases import Provider
from engine.cases.tabulate import Casebook
from engine.cases.tabulate import tabulate as tabulate_cases
from engine.cases.tabulation import Request
from engine.diagnostics import Invalid
from engine.diagnostics import errors
from engine.files import cache_folder
from engine.rounds import head

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from engine.cases.tabulation import Per
    from engine.cases.tabulation import Table
    from engine.rules.framework import Framework


def casebook(folder: Path, framework: Framework, *, cache: bool = True) -> Casebook:
    """The cases of the round in a folder; raises Invalid where round.yaml has errors."""
    root, findings = head.read_root(folder, cache_folder() if cache else None)
    if root is None:
        raise Invalid(findings)
    read, more = head.read_head(root, framework.vocabulary)
    more = head.refused_table(root) or more
    if errors(more):
        raise Invalid(more)
    return Casebook(
        folder,
        framework.vocabulary,
        framework.rules,
        tuple(Provider(p.id, p.name, p.type, p.aliases) for p in read.providers),
        dict(read.case_files),
        cache_folder() if cache else None,
        read.id,
        read.title,
        read.synthetic,
    )


def tabulate(  # noqa: PLR0913
    folder: Path,
    framework: Framework,
    subject: str,
    *,
    where: str | Sequence[str] = (),
    by: str | None = None,
    per: Per | None = None,
    sample: str | None = None,
    favourable: Sequence[str] = (),
    cache: bool = True,
) -> tuple[Table, ...]:
    """A question or a profile column tabulated, for each sample that has it.

    ``where`` says which cases count, ``by`` what they are divided by, and ``per`` whether
    each type or each provider is counted apart besides.
    """
    conditions = (where,) if isinstance(where, str) else tuple(where)
    request = Request(subject, conditions, by, per, sample, tuple(favourable))
    book = casebook(folder, framework, cache=cache)
    return tabulate_cases(book, [request]).tables[0]
