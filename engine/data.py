"""Where the frameworks and the schemas that come with Assay stand."""

from __future__ import annotations

from pathlib import Path
from typing import Literal
from typing import TypeAlias

Kind: TypeAlias = Literal["standards", "examples", "schemas"]
"""What comes with Assay: frameworks, examples of others, schemas of the files people write."""

HERE = Path(__file__).resolve().parent


def folder(kind: Kind) -> Path:
    """The folder of this kind: inside the package, or beside it in a checkout."""
    packaged = HERE / "_data" / kind
    return packaged if packaged.is_dir() else HERE.parent / kind
