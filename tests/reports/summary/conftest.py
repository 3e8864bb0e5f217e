"""The report of the synthetic national round, made once by the command."""

from __future__ import annotations

import csv
import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from engine.cli.program import run
from engine.data import folder as packaged
from engine.rounds.synthetic.demo import make_demo
from engine.rules.load import load_framework

INSPECTION = Path(__file__).parents[3] / "docs" / "base" / "inspection"
PUBLISHED = Path(__file__).parents[2] / "published"


def published(name):
    """The rows of a published table."""
    return read(PUBLISHED / f"{name}.csv")


def read(path):
    """The rows of a CSV file, by their headings."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@dataclass(frozen=True)
class Made:
    """A report in a folder."""

    folder: Path

    def table(self, name):
        """The rows of a figure or table, as lists of what is printed."""
        with (self.folder / "tables" / f"{name}.csv").open(encoding="utf-8", newline="") as f:
            return list(csv.reader(f))[1:]

    def numbers(self, number, kind="figure"):
        """The tidy rows of a figure, a table or a sentence."""
        rows = read(self.folder / "numbers.csv")
        return [row for row in rows if (row["kind"], row["number"]) == (kind, number)]

    def text(self, name):
        """A file as text."""
        return (self.folder / name).read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def country(tmp_path_factory):
    """The folder of a synthetic national round."""
    folder = tmp_path_factory.mktemp("country") / "round"
    make_demo(folder, load_framework(packaged("standards") / "2018-19"), 1)
    return folder


def report(folder, target, *options):
    """Makes a report by the command."""
    assert run(["report", os.fspath(folder), "-o", os.fspath(target), *options]) == 0
    return Made(target)


@pytest.fixture(scope="session")
def made(country, tmp_path_factory):
    """Its report."""
    return report(country, tmp_path_factory.mktemp("report") / "out")


@pytest.fixture(scope="session")
def careful(country, tmp_path_factory):
    """Its report without small numbers."""
    return report(country, tmp_path_factory.mktemp("careful") / "out", "--suppress")
