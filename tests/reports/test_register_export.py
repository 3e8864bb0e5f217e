"""A rated table of providers as CSV: whatever a name holds, it is one harmless cell."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from engine.reports.export import harmless
from engine.reports.register_export import write_csv
from engine.reports.register_export import write_json
from engine.reports.register_export import write_parquet
from engine.rounds.register.rating import rate
from engine.rounds.register.register import opened
from engine.rules.load import load_framework
from tests.rounds.register.making import ROUND
from tests.rounds.register.making import write

NAMES = st.text(st.sampled_from("ab,;\"'\n\r\t=+-@| é"), min_size=1, max_size=6).map(
    lambda text: f"x{text}x" if text != text.strip() or not text.strip("\t") else text
)
NAMED = ROUND.replace("  id: shop\n", "  id: shop\n  name: called\n")


def exported(names: list[str]) -> tuple[list[list[str]], list[dict[str, str]]]:
    """The rows of the CSV form, and the results of the JSON form."""
    with TemporaryDirectory() as made:
        folder = Path(made)
        towns = write(folder, round_=NAMED, table=None)
        with (towns / "shops.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["shop", "called", "hygiene", "structure", "said"])
            writer.writerows([n, name, n % 3, n % 2, ""] for n, name in enumerate(names))
        with opened(towns, load_framework(folder / "shops")) as register:
            rating = rate(register)
            write_csv(rating, folder / "out.csv")
            text = io.StringIO()
            write_json(rating, text)
        with (folder / "out.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.reader(file)), json.loads(text.getvalue())["results"]


@settings(max_examples=25, deadline=None)
@given(st.lists(NAMES, min_size=1, max_size=4))
def test_a_name_comes_out_as_it_went_in_but_for_what_would_make_it_a_formula(names):
    (heading, *rows), results = exported(names)
    assert heading[:4] == ["provider", "name", "rating", "basis"]
    assert [row[1] for row in rows] == [harmless(name) for name in names]
    assert [result.get("name", result["id"]) for result in results] == names
    assert [row[2] or None for row in rows] == [result["rating"] for result in results]


def test_the_columns_are_the_same_in_csv_and_in_parquet(tmp_path):
    import duckdb

    towns = write(tmp_path)
    with opened(towns, load_framework(tmp_path / "shops")) as register:
        rating = rate(register)
        write_csv(rating, tmp_path / "out.csv")
        write_parquet(rating, tmp_path / "out.parquet")
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        heading, *rows = csv.reader(file)
    found = duckdb.connect().execute(f"from read_parquet('{tmp_path / 'out.parquet'}')")
    assert [name for name, *_ in found.description or ()] == heading
    assert [["" if c is None else c for c in row] for row in found.fetchall()] == rows


@pytest.mark.parametrize("name", ["a,b", 'say "a"', "two\nlines", "=1+1", "-", "@a", "\tx"])
def test_awkward_names(name):
    (_, row), _ = exported([name])
    assert row[1] == harmless(name)
