"""What `import engine` gives to a notebook."""

from __future__ import annotations

import subprocess
import sys

import pytest

import engine


@pytest.mark.parametrize(
    "name",
    [
        "compare",
        "diff",
        "explain",
        "impact",
        "load_framework",
        "load_round",
        "rate",
        "rate_table",
        "tally_frame",
    ],
)
def test_the_doors_open(name):
    assert callable(getattr(engine, name))
    assert name in dir(engine)


def test_other_names_are_not_there():
    with pytest.raises(AttributeError, match="has no attribute 'nonsense'"):
        _ = engine.nonsense


def test_a_door_is_fetched_when_it_is_used():
    script = "import engine, sys; print(*(m for m in sys.modules if m.startswith('engine')))"
    ran = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert ran.stdout.split() == ["engine"]
