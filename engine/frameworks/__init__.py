"""Frameworks: strict YAML with places, checked, as an immutable typed vocabulary.

The doors are imported when they are used, so that nothing is loaded that is not.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.frameworks.crosswalk import Crosswalk as Crosswalk
    from engine.frameworks.crosswalk import carried as carried
    from engine.frameworks.crosswalk import load_crosswalk as load_crosswalk
    from engine.frameworks.crosswalk import not_carried as not_carried
    from engine.frameworks.digests import digest as digest
    from engine.frameworks.digests import model_digest as model_digest
    from engine.frameworks.load import load_vocabulary as load_vocabulary
    from engine.frameworks.locate import versions as versions
    from engine.frameworks.model import Vocabulary as Vocabulary
    from engine.frameworks.names import canonical as canonical
    from engine.frameworks.names import suggest as suggest

_DOORS = {
    "Crosswalk": "crosswalk",
    "Vocabulary": "model",
    "canonical": "names",
    "carried": "crosswalk",
    "digest": "digests",
    "load_crosswalk": "crosswalk",
    "load_vocabulary": "load",
    "model_digest": "digests",
    "not_carried": "crosswalk",
    "suggest": "names",
    "versions": "locate",
}


def __getattr__(name: str) -> object:
    if name not in _DOORS:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(f"{__name__}.{_DOORS[name]}"), name)
