"""What may become of an item from one version to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Literal
from typing import TypeAlias

if TYPE_CHECKING:
    from engine.frameworks.nodes import Mapping

Relation: TypeAlias = Literal[
    "same",
    "reworded",
    "renumbered",
    "moved",
    "split",
    "merged",
    "replaced",
    "new",
    "withdrawn",
]
"""What became of an item."""

PAIRED = ("same", "reworded", "renumbered", "moved", "replaced")
"""Relations whose two lists pair up one to one."""

UNCHANGED = ("same", "renumbered", "moved")
"""Relations that keep answers comparable unless something else is said."""

ONE_SIDED = ("new", "withdrawn")
"""Relations with nothing on the other side."""


def is_comparable(node: Mapping) -> bool:
    """What an entry says or, where it says nothing, what its relation means."""
    said = node.text("comparable")
    return said in ("yes", "true") if said else node.text("relation") in UNCHANGED
