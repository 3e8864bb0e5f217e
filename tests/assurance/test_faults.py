"""Broken frameworks, one fault each: found where it is, by the finding meant, and mended."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from engine.assurance.checks.soundness import check
from engine.diagnostics.text import text
from tests.assurance.trying import SOUND
from tests.pages import HOUSE

FAULTS = sorted((Path(__file__).parent / "faults").glob("*.yaml"))


@dataclass(frozen=True)
class Copy:
    """A copy of a sound framework, to be spoilt and mended."""

    folder: Path

    def edit(self, edits: list[dict[str, str]]) -> None:
        for edit in edits:
            path = self.folder / edit["file"]
            before = path.read_text("utf-8")
            assert before.count(edit["old"]) == 1, edit
            path.write_text(before.replace(edit["old"], edit["new"]), "utf-8")

    def line_of(self, file: str, words: str) -> int:
        lines = (self.folder / file).read_text("utf-8").splitlines()
        (number,) = (n for n, line in enumerate(lines, 1) if words in line)
        return number


@pytest.fixture
def copy(request, tmp_path) -> Copy:
    """The framework that a fault begins with, beside the others that it refers to."""
    base = HOUSE / request.param["base"]
    standards = tmp_path / "standards"
    shutil.copytree(base.parent, standards)
    return Copy(standards / base.name)


def read(path: Path) -> dict[str, Any]:
    told: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return told


def pairs(paths: list[Path]) -> Any:
    told = [read(path) for path in paths]
    ids = [path.stem for path in paths]
    both = [(each, each) for each in told]
    return pytest.mark.parametrize(("copy", "fault"), both, ids=ids, indirect=["copy"])


def test_there_are_many():
    assert len(FAULTS) >= 40


@pairs(FAULTS)
def test_a_fault_is_found_and_its_help_mends_it(copy, fault):
    copy.edit(fault["spoil"])
    findings = check(copy.folder)
    meant = [finding for finding in findings if finding.code == fault["finding"]]
    assert meant, text(findings)
    (finding, *_) = meant
    assert finding.place.file == str(copy.folder / fault["file"])
    if fault["at"]:
        assert finding.place.line == copy.line_of(fault["file"], fault["at"])
    assert finding.help == fault["help"]
    assert set(fault.get("notes", ())) <= set(finding.notes)
    others = {f.code for f in findings} - {fault["finding"]}
    assert others == set(fault.get("besides", ())), text(findings)
    copy.edit(fault["mend"])
    assert check(copy.folder) == (), text(check(copy.folder))


@pytest.mark.parametrize("folder", SOUND, ids=lambda path: path.name)
def test_what_ships_is_clean(folder):
    assert check(folder) == ()
