"""What every test can rely on: the same settings everywhere, and a folder of its own."""

from __future__ import annotations

import shutil
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.pages import BASES

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from pathlib import Path

# The same examples in every run; `--hypothesis-profile=search` looks for new ones.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("search", max_examples=1000, deadline=None)
settings.load_profile("steady")

OF_THE_TERMINAL = ("CI", "COLUMNS", "FORCE_COLOR", "GITHUB_ACTIONS", "LINES", "NO_COLOR")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update` writes into the pages of the manual what their commands print."""
    parser.addoption("--update", action="store_true", help="rewrite the pages' output")


@pytest.fixture(scope="session", autouse=True)
def _at_nobodys_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test sees the terminal's settings, or reads or writes the user's cache."""
    with pytest.MonkeyPatch.context() as patch:
        for name in OF_THE_TERMINAL:
            patch.delenv(name, raising=False)
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture
def inspection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The round of the manual, and the versions of its framework, in the current folder."""
    shutil.copytree(BASES / "inspection", tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str], Path]:
    """Writes a file, its folders too, into the test's own folder: ``write(name, text)``."""

    def file(name: str, text: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), encoding="utf-8")
        return path

    return file
