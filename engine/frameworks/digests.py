"""Fingerprints: of a framework's files, and of what they mean."""

from __future__ import annotations

import hashlib
from dataclasses import MISSING
from dataclasses import fields
from dataclasses import is_dataclass
from typing import TYPE_CHECKING

from engine.frameworks.contents import framework_files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from dataclasses import Field
    from pathlib import Path
    from typing import Any


def digest(folder: Path) -> str:
    """The fingerprint of a framework's files: their names and every byte of them."""
    found = hashlib.sha256()
    for path in framework_files(folder):
        content = path.read_bytes()
        name = path.relative_to(folder).as_posix()
        found.update(f"{name}\0{len(content)}\0".encode())
        found.update(content)
    return f"sha256:{found.hexdigest()}"


def model_digest(*model: object) -> str:
    """The fingerprint of what a framework declares, however its files are laid out."""
    found = hashlib.sha256()
    for part in _parts(model):
        found.update(f"{len(part)}:{part}".encode())
    return f"sha256:{found.hexdigest()}"


def _parts(value: object) -> Iterator[str]:
    """A value as a row of texts, without fields that say nothing, or nothing unusual.

    So a version of Assay in which more can be declared finds the same digests as before.
    """
    if isinstance(value, tuple):
        yield f"[{len(value)}"
        for each in value:
            yield from _parts(each)
    elif is_dataclass(value):
        yield f"<{type(value).__name__}"
        for each in fields(value):
            own = getattr(value, each.name)
            if each.compare and own != _usual(each):
                yield each.name
                yield from _parts(own)
    else:
        yield f"{type(value).__name__} {value}"


def _usual(field: Field[Any]) -> object:
    """What a field has where nothing is declared; MISSING if something has to be."""
    return field.default if field.default_factory is MISSING else field.default_factory()
