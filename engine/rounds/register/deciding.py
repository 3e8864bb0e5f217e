"""A panel's decisions about providers of a table: few, so each provider is rated alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.diagnostics import Invalid
from engine.diagnostics import errors
from engine.files import cache_folder
from engine.frameworks.shape import load_mapping
from engine.rounds import decisions
from engine.rounds.directory import Directory
from engine.rounds.register.one import provider_in
from engine.rounds.register.one import rows_of

if TYPE_CHECKING:
    from engine.rounds.register.register import Register
    from engine.rounds.round import Decision


def decisions_of(register: Register) -> dict[int, tuple[Decision, ...]]:
    """The decisions in decisions.yaml by the row of the provider; raises Invalid."""
    path = register.head.folder / decisions.FILE
    if not path.exists():
        return {}
    root, findings = load_mapping(path, "decisions", cache_folder())
    if root is None:
        raise Invalid(findings)
    named = {node.text("provider") for node in root.mappings("decisions")}
    rows = [row for name in sorted(named) for row in rows_of(register, name)]
    providers = {row: provider_in(register, row) for row in rows}
    directory = Directory(register.framework, tuple(providers.values()))
    made = decisions.read_decisions(root, directory)
    if errors([*findings, *directory.findings]):
        raise Invalid([*findings, *directory.findings])
    whose = {provider.id: row for row, provider in providers.items()}
    found: dict[int, tuple[Decision, ...]] = {}
    for decision in made:
        row = whose[decision.provider]
        found[row] = (*found.get(row, ()), decision)
    return found
