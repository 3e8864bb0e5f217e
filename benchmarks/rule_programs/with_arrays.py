"""The rules of 2018-19 read by Assay's array reader, for all providers at once."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

import timed

if TYPE_CHECKING:
    import tallies


def prepared(found: tallies.Tallies) -> tuple[Any, ...]:
    """The rules and the columns as the array reader takes them."""
    raise NotImplementedError


def rate(*ready: Any) -> tallies.Ranks:  # noqa: ANN401
    """The overall ratings: 0 to 3, or -1 for none."""
    raise NotImplementedError


timed.main(prepared, rate)
