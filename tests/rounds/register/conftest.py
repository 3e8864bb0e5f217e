"""Every test of tables twice: read by the database, and by Polars where it can."""

from __future__ import annotations

import pytest

from engine.rounds.register import frame


@pytest.fixture(autouse=True, params=["by the database", "by Polars"])
def reader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Who reads a table that is plain."""
    monkeypatch.setattr(frame, "LARGE", 0 if request.param == "by Polars" else 2**62)
    who: str = request.param
    return who
