"""Assay: inspection frameworks that run."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.assurance.differences.diff import diff as diff
    from engine.cases.frames import tally_frame as tally_frame
    from engine.reports.summary.make import report as report
    from engine.rounds.casebook import tabulate as tabulate
    from engine.rounds.comparison.compare import compare as compare
    from engine.rounds.explain import explain as explain
    from engine.rounds.impact import impact as impact
    from engine.rounds.load import load_round as load_round
    from engine.rounds.rate import rate as rate
    from engine.rounds.rated import rate_round as rate_round
    from engine.rounds.register.rated import rate_table as rate_table
    from engine.rules.load import load_framework as load_framework

_HOMES = {
    "compare": "engine.rounds.comparison.compare",
    "diff": "engine.assurance.differences.diff",
    "explain": "engine.rounds.explain",
    "impact": "engine.rounds.impact",
    "load_framework": "engine.rules.load",
    "load_round": "engine.rounds.load",
    "rate": "engine.rounds.rate",
    "rate_round": "engine.rounds.rated",
    "rate_table": "engine.rounds.register.rated",
    "report": "engine.reports.summary.make",
    "tabulate": "engine.rounds.casebook",
    "tally_frame": "engine.cases.frames",
}
"""Where each name is; it is fetched when somebody asks for it."""


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        message = f"module 'engine' has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOMES])
