"""For tests: Hypothesis strategies for frameworks and what is recorded under them; a plugin."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.testing.made_frameworks import frameworks as frameworks
    from engine.testing.made_frameworks import rules as rules
    from engine.testing.made_rounds import rounds as rounds
    from engine.testing.made_vocabularies import vocabularies as vocabularies
    from engine.testing.recorded import Recorded as Recorded
    from engine.testing.recorded import facts as facts
    from engine.testing.recorded import judgements as judgements

_HOMES = {
    "Recorded": "engine.testing.recorded",
    "facts": "engine.testing.recorded",
    "frameworks": "engine.testing.made_frameworks",
    "judgements": "engine.testing.recorded",
    "rounds": "engine.testing.made_rounds",
    "rules": "engine.testing.made_frameworks",
    "vocabularies": "engine.testing.made_vocabularies",
}
"""Where each name is; Hypothesis is loaded when somebody asks for one."""


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        message = f"module 'engine.testing' has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOMES])
