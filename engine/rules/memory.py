"""Frameworks that were found sound, remembered between runs by the digest of their files.

What is remembered is a pickle in the user's own cache folder. Reading one back can make
nothing but the classes of a framework; anything else in it, and it is as good as none.
"""

from __future__ import annotations

import hashlib
import io
import pickle
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from engine.diagnostics import finding
from engine.files import write
from engine.frameworks import model
from engine.rules import framework
from engine.rules import tree
from engine.rules import typed
from engine.rules.framework import Framework
from engine.version import VERSION

ALLOWED = {
    "engine.diagnostics.finding": None,
    "engine.frameworks.model": None,
    "engine.rules.framework": None,
    "engine.rules.tree": None,
    "engine.rules.typed": None,
    "datetime": {"date"},
    "fractions": {"Fraction"},
    "pathlib": {"PosixPath", "WindowsPath"},
    "pathlib._local": {"PosixPath", "WindowsPath"},
}
"""Modules whose classes may be made again: all of them, or those named."""


class _Unpickler(pickle.Unpickler):
    """Makes nothing but the classes that a framework consists of."""

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401
        """The class, if it is one of those."""
        if module not in ALLOWED or "." in name:
            raise pickle.UnpicklingError
        names = ALLOWED[module]
        found = super().find_class(module, name)
        if not isinstance(found, type) or found.__module__ != module:
            raise pickle.UnpicklingError
        if names is not None and name not in names:
            raise pickle.UnpicklingError
        return found


def recall(cache: Path | None, folder: Path, digest: str) -> Framework | None:
    """The framework with these files, if it is remembered."""
    if cache is None or not digest:
        return None
    try:
        data = _path(cache, folder, digest).read_bytes()
        known = _Unpickler(io.BytesIO(data)).load()
    except Exception:  # noqa: BLE001 - whatever is wrong with it, it is as good as none
        return None
    if not isinstance(known, Framework) or known.digest != digest:
        return None
    return replace(known, folder=folder)


def remember(cache: Path | None, sound: Framework) -> None:
    """Remember a framework; where that cannot be done, do without."""
    if cache is None:
        return
    try:
        cache.mkdir(parents=True, exist_ok=True)
        path = _path(cache, sound.folder, sound.digest)
        write(path, pickle.dumps(sound))
    except OSError:
        return


def _path(cache: Path, folder: Path, digest: str) -> Path:
    """A file for each version of the program, folder and content: places name the folder."""
    key = f"{VERSION}\n{_shape()}\n{folder}\n{digest}"
    return cache / f"framework-{hashlib.sha256(key.encode()).hexdigest()[:32]}.pickle"


@cache
def _shape() -> str:
    """Changes with the classes that are remembered, so that none is read into another."""
    found = hashlib.sha256()
    for module in (finding, model, framework, tree, typed):
        found.update(Path(str(module.__file__)).read_bytes())
    return found.hexdigest()
