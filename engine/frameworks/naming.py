"""Names of files and places, made from names that people gave."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container

_OTHER = re.compile(r"[^a-z0-9]+")


def slug(words: str) -> str:
    """Words as the name of a file or a place: small letters and figures, joined by hyphens."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return _OTHER.sub("-", plain).strip("-") or "x"


def unused(name: str, taken: Container[str]) -> str:
    """A name that is not taken: itself, or with the first number that makes it new."""
    number, found = 1, name
    while found in taken:
        number += 1
        found = f"{name}-{number}"
    return found
