"""Values tried at random, where neither patterns nor a solver decide.

Hypothesis chooses them, and makes what it finds simple; it is imported only here.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Mapping

    from engine.assurance.proofs.scenes import Leaf

NUMBER = 2_000
"""How many trials are made."""

MOST = 200
"""The most judgements of one kind that are tried."""


class _Found(Exception):
    """A trial has found what was sought."""


@cache
def is_there() -> bool:
    """Whether Hypothesis is installed."""
    return find_spec("hypothesis") is not None


def tried(
    leaves: Iterable[Leaf], sought: Callable[[Mapping[str, int]], bool]
) -> dict[str, int] | None:
    """Values of leaves that are what is sought, if trials find any."""
    from hypothesis import HealthCheck
    from hypothesis import given
    from hypothesis import settings
    from hypothesis import strategies as st

    found: list[dict[str, int]] = []
    values = st.fixed_dictionaries(
        {
            leaf.name: st.integers(0, MOST)
            if leaf.values is None
            else st.sampled_from(leaf.values)
            for leaf in leaves
        }
    )

    @settings(
        max_examples=NUMBER,
        derandomize=True,
        database=None,
        deadline=None,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    @given(values)
    def look(chosen: dict[str, int]) -> None:
        if sought(chosen):
            found.append(chosen)
            raise _Found

    try:
        look()
    except _Found:
        return found[-1]
    return None
