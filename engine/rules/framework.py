"""A framework version: its vocabulary and its checked rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from engine.frameworks.model import Vocabulary
    from engine.rules.typed import Rules


@dataclass(frozen=True)
class Framework:
    """Everything that a rating needs of a framework version.

    ``digest`` is over the files, ``model_digest`` over what they mean.
    """

    folder: Path
    vocabulary: Vocabulary
    rules: Rules
    digest: str
    model_digest: str
