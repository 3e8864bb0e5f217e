"""Every check that a framework may turn off, by the name of the finding."""

from __future__ import annotations

from engine.assurance.checks import line_findings
from engine.assurance.checks import unused_findings
from engine.diagnostics import Finding
from engine.frameworks import findings as framework_findings
from engine.rules import findings as rule_findings

MODULES = (framework_findings, rule_findings, line_findings, unused_findings)
"""The findings that ``assay check`` may have about a framework."""


def checks() -> dict[str, type[Finding]]:
    """The kinds of finding that may be turned off, by name, in the order of their codes."""
    kinds = {
        kind
        for module in MODULES
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, Finding) and kind.check
    }
    return {kind.check: kind for kind in sorted(kinds, key=lambda k: (k.code, k.check))}
