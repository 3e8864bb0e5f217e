"""What is written for other programs: JSON, and the files that something was made from."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from typing import Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping


class File(Protocol):
    """A file that was read, and the digest of its bytes."""

    @property
    def file(self) -> str:
        """Its name."""

    @property
    def digest(self) -> str:
        """What tells its bytes from others."""


def as_json(data: Mapping[str, object]) -> str:
    """Data as text, an entry a line."""
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def inputs(files: Iterable[File]) -> list[dict[str, str]]:
    """The files that something was made from."""
    return [{"file": each.file, "digest": each.digest} for each in files]
