"""Rounds whose providers are a table, made for a test and rated as a person would."""

from __future__ import annotations

import csv
import io
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from engine.cli.program import run
from tests.pages import HOUSE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence

EXAMPLES = HOUSE / "examples"
DATA = Path(os.environ.get("ASSAY_DATA", HOUSE.parent / "shared" / "data")).resolve()
"""Real ratings, which are no part of the project."""


def described(example: str, round_id: str) -> str:
    """The round.yaml that an example's page gives for real ratings."""
    page = (EXAMPLES / example / "README.md").read_text("utf-8")
    found = re.search(
        rf"^```yaml\n(round: {round_id}\n.*?)^```$", page, re.MULTILINE | re.DOTALL
    )
    assert found is not None
    return found[1]


def beside_data(folder: Path, written: str, where: str) -> Path:
    """A folder with a round.yaml and the real ratings that it names, if they are here."""
    (name,) = re.findall(r"^  file: (\S+)$", written, re.MULTILINE)
    file = DATA / where / name
    if not file.exists():
        pytest.skip(f"there is no {where}/{name}; ASSAY_DATA says where")
    (folder / name).symlink_to(file)
    (folder / "round.yaml").write_text(written, "utf-8")
    return folder


def table(folder: Path, written: str, rows: Iterable[Sequence[object]]) -> Path:
    """A folder with a round.yaml and the table that it names."""
    (name,) = re.findall(r"^  file: (\S+)$", written, re.MULTILINE)
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    (folder / name).write_text(text.getvalue(), "utf-8")
    (folder / "round.yaml").write_text(written, "utf-8")
    return folder


def rated(folder: Path) -> dict[str, tuple[str, str]]:
    """Each provider's rating and where it comes from."""
    output = folder / "ratings.csv"
    assert run(["rate", str(folder), "--format", "csv", "-o", str(output)]) == 0
    with output.open(encoding="utf-8", newline="") as file:
        return {row["provider"]: (row["rating"], row["basis"]) for row in csv.DictReader(file)}
