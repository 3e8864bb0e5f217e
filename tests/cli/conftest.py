"""The program run in this process, in a folder with a small round in it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass

import pytest

from engine.cli.program import run


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    status: int
    out: str
    err: str


@pytest.fixture(scope="session")
def example(tmp_path_factory):
    """A framework, and a made-up round under it, made once."""
    top = tmp_path_factory.mktemp("example")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(top)
        assert run(["new", "framework", "standards/small"]) == 0
        assert run(["fmt"]) == 0
        assert run(["new", "round", "made-up", "--framework", "small", "--synthetic"]) == 0
    return top


@pytest.fixture
def here(example, tmp_path, monkeypatch):
    """The current folder, with its own copy of the example."""
    shutil.copytree(example, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def assay(capsys):
    """Runs a command: ``assay("rate", "made-up")``."""

    def ran(*arguments):
        capsys.readouterr()
        status = run([str(argument) for argument in arguments])
        return Ran(status, *capsys.readouterr())

    return ran
