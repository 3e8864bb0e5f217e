"""The manual's round, in which every text that is only shown means to be more than text."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

from engine.cli.program import run
from tests.pages import BASES
from tests.reports.summary.test_forms import FIGURES

if TYPE_CHECKING:
    from pathlib import Path

ONLY_SHOWN = re.compile(r"\b(name|title|is|reason|because|document): ([A-Z][^,}\"\n]*)")
"""Where a file of YAML has such a text, without quotation marks."""

POPULATION = "case,provider,age\n" + "".join(f"p{n},oak,Under 65\n" for n in range(30))


def lay(folder: Path, *, before: str = "", behind: str = "") -> None:
    """Puts the round into a folder, with evil before or behind every such text.

    Beside it lie rounds that have no cases yet, and a population to draw them from.
    """
    shutil.copytree(BASES / "inspection", folder, dirs_exist_ok=True)
    (folder / "standards" / "care-1" / "figures.yaml").write_text(FIGURES, "utf-8")
    for path in sorted(folder.rglob("*.yaml")):
        text = path.read_text("utf-8")
        text = text.replace("65 or over]}\n", "65 or over]}\n    strata: [age]\n")
        path.write_text(ONLY_SHOWN.sub(rf"\1: {before}\2{behind}", text), "utf-8")
    for form in ("csv", "xlsx"):
        empty = folder / f"empty-{form}"
        shutil.copytree(folder / "spring", empty, ignore=shutil.ignore_patterns("cases"))
    (folder / "population.csv").write_text(POPULATION, "utf-8")
    (folder / "out").mkdir()


def do(*commands: str) -> None:
    """Runs commands, none of which may fail."""
    for command in commands:
        assert run(command.split()) == 0, command
