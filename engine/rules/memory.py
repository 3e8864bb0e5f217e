"""Frameworks that were found sound, remembered between runs by the digest of their files.

What is remembered is a pickle in the user's own cache folder. Reading one back can make
nothing but the classes of a framework; anything else in it, and it is as good as none.
"""

from __future__ import annotations

import hashlib
import io
import pickle
from dataclasses import replace
from typing import TYPE_CHECKING
from typing import Any

from engine.files import write
from engine.rules.framework import Framework
from engine.version import VERSION

if TYPE_CHECKING:
    from pathlib import Path

ALLOWED = {
    "engine.diagnostics.finding": None,
    "engine.frameworks.file_findings": None,
    "engine.frameworks.meaning_findings": None,
    "engine.frameworks.model": None,
    "engine.rules.findings": None,
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
        framework = _Unpickler(io.BytesIO(data)).load()
    except Exception:  # noqa: BLE001 - whatever is wrong with it, it is as good as none
        return None
    if not isinstance(framework, Framework) or framework.digest != digest:
        return None
    return replace(framework, folder=folder)


def remember(cache: Path | None, framework: Framework) -> None:
    """Remember a framework; where that cannot be done, do without."""
    if cache is None:
        return
    try:
        cache.mkdir(parents=True, exist_ok=True)
        path = _path(cache, framework.folder, framework.digest)
        write(path, pickle.dumps(framework))
    except OSError:
        return


def _path(cache: Path, folder: Path, digest: str) -> Path:
    """A file for each version of the program, folder and content: places name the folder."""
    key = f"{VERSION}\n{folder}\n{digest}"
    return cache / f"framework-{hashlib.sha256(key.encode()).hexdigest()[:32]}.pickle"
