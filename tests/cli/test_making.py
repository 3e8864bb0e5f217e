"""Made-up rounds on the command line: how far they have got, and many copies of one."""

from __future__ import annotations

import io

import pytest

from engine.cli.meter import meter
from engine.cli.program import run


class Terminal(io.StringIO):
    """A stream that a person watches."""

    def isatty(self) -> bool:
        return True


def test_a_bar_is_drawn_where_somebody_watches(monkeypatch):
    screen = Terminal()
    monkeypatch.setattr("sys.stderr", screen)
    with meter("making a round", 2) as tick:
        tick("ratings")
        tick("cases")
    assert "making a round" in screen.getvalue()
    assert "100%" in screen.getvalue()


def test_nothing_is_drawn_in_a_pipe(monkeypatch):
    pipe = io.StringIO()
    monkeypatch.setattr("sys.stderr", pipe)
    with meter("making a round", 1) as tick:
        tick("ratings")
    assert pipe.getvalue() == ""


def test_copies_are_written_as_parquet(tmp_path, capsys):
    folder = tmp_path / "country"
    assert run(["new", "round", str(folder), "--synthetic", "--copies", "2"]) == 0
    assert "case-supervision/copies-2.parquet" in capsys.readouterr().out
    assert run(["rate", str(folder), "--format", "csv", "--no-cache"]) == 0
    assert "wales-nps-2" in capsys.readouterr().out


@pytest.mark.parametrize("words", [["--copies", "2"], ["--synthetic", "--copies", "0"]])
def test_copies_are_of_a_made_up_round_and_some(tmp_path, capsys, words):
    assert run(["new", "round", str(tmp_path / "round"), *words]) == 2
    assert "--copies" in capsys.readouterr().err
    assert not (tmp_path / "round").exists()
