"""The package hands out its doors, and loads a library only when it is used."""

from __future__ import annotations

import subprocess
import sys

import pytest

from engine import frameworks


def test_every_door_opens():
    for name in frameworks._DOORS:  # noqa: SLF001 -- the table is what is tested
        assert callable(getattr(frameworks, name))
    with pytest.raises(AttributeError, match="no attribute 'window'"):
        _ = frameworks.window


def test_names_and_places_need_no_library():
    code = (
        "import sys, engine.frameworks, engine.frameworks.locate, engine.frameworks.digests,"
        "engine.frameworks.findings, engine.frameworks.crosswalk;"
        "print([n for n in ('yaml', 'jsonschema') if n in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
