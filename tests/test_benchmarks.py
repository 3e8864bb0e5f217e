"""The programs that Assay is compared with do the same job, and do it right."""

from __future__ import annotations

import csv
import gzip
import json
import subprocess
import sys
from math import sqrt
from pathlib import Path

import duckdb
import pytest

BENCHMARKS = Path(__file__).resolve().parent.parent / "benchmarks"

ESTABLISHMENTS = """\
row,local_authority_code,hygiene,structural,confidence_in_management,rating_value,rating_date
1,101,5,5,5,5,2014-07-09
2,101,0,0,0,5,2014-07-09
3,101,10,0,0,4,2014-07-09
4,101,10,10,10,3,2014-07-09
5,101,15,0,0,2,2014-07-09
6,102,20,0,0,1,2014-07-09
7,102,25,0,0,0,2014-07-09
8,102,0,0,30,0,2014-07-09
9,102,20,20,20,0,2014-07-09
10,102,,,,Exempt,
11,102,,,,AwaitingInspection,2014-07-09
12,102,5,5,5,Pass,2014-07-09
13,102,,,,5,2014-07-09
14,102,5,,10,4,2014-07-09
"""

RATINGS = """\
provider,rating,basis,reason,hygiene,structural,confidence
1,5,computed,,5,5,5
2,5,computed,,0,0,0
3,4,computed,,10,0,0
4,3,computed,,10,10,10
5,2,computed,,15,0,0
6,1,computed,,20,0,0
7,0,computed,,25,0,0
8,0,computed,,0,0,30
9,0,computed,,20,20,20
10,,not rated,Exempt,,,
11,,not rated,AwaitingInspection,,,
12,,not rated,Pass,5,5,5
13,,cannot be computed,"without hygiene, structural, confidence",,,
14,,cannot be computed,without structural,5,,10
"""


def program(name: str, *arguments: object) -> str:
    """What a program printed; it must not complain."""
    command = [sys.executable, str(BENCHMARKS / name), *map(str, arguments)]
    ran = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    return ran.stdout


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def establishments(tmp_path):
    """Writes the establishments in the form that the file's name asks for."""

    def table(name):
        path = tmp_path / name
        if name.endswith(".gz"):
            path.write_bytes(gzip.compress(ESTABLISHMENTS.encode()))
            return path
        written = tmp_path / "establishments.csv"
        written.write_text(ESTABLISHMENTS, "utf-8")
        if name.endswith(".parquet"):
            duckdb.read_csv(str(written)).write_parquet(str(path))
        return path

    return table


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("with_csv", "establishments.csv.gz"),
        ("with_duckdb", "establishments.csv"),
        ("with_duckdb", "establishments.csv.gz"),
        ("with_duckdb", "establishments.parquet"),
        ("with_polars", "establishments.csv"),
        ("with_polars", "establishments.csv.gz"),
        ("with_polars", "establishments.parquet"),
    ],
)
def test_every_script_rates_food_hygiene_as_published(name, table, establishments, tmp_path):
    target = tmp_path / "ratings.csv"
    program(f"food_scripts/{name}.py", establishments(table), target)
    assert target.read_text("utf-8") == RATINGS


def test_a_made_up_table_is_rated_as_it_says(tmp_path):
    table, target = tmp_path / "made-up.csv", tmp_path / "ratings.csv"
    program("food_scripts/made_up.py", 2000, table)
    program("food_scripts/with_csv.py", table, target)
    found = list(zip(rows(table), rows(target), strict=True))
    for said, rated in found:
        assert said["row"] == rated["provider"]
        expected = {
            "computed": (said["rating_value"], ""),
            "not rated": ("", said["rating_value"]),
            "cannot be computed": ("", "without hygiene, structural, confidence"),
        }
        assert (rated["rating"], rated["reason"]) == expected[rated["basis"]]
    assert {rated["rating"] for _, rated in found} == {"", *"012345"}
    assert len({rated["basis"] for _, rated in found}) == 3


def test_every_rule_program_gives_the_same_ratings(tmp_path):
    tallies = tmp_path / "tallies.npz"
    program("rule_programs/tallies.py", 300, tallies)
    found = {}
    for name in ("with_python", "with_numpy", "with_reference", "with_arrays"):
        seconds = program(f"rule_programs/{name}.py", tallies, 300, tmp_path / name)
        assert float(seconds) > 0
        found[name] = (tmp_path / name).read_bytes()
    assert len(set(found.values())) == 1
    assert set(found["with_python"]) == {0, 1, 2, 3, 0xFF}  # 0xFF is -1: not rated


@pytest.mark.parametrize("population", ["unknown", "known"])
def test_both_ways_to_simulate_draw_the_same_ratings(population):
    number, found = 20_000, []
    for name in ("with_numpy", "with_assay"):
        said = json.loads(program(f"simulation_programs/{name}.py", number, population))
        assert said["seconds"] > 0
        assert sum(said["ratings"]) == number
        found.append(said["ratings"])
    pairs = list(zip(*found, strict=True))
    assert all(abs(one - other) <= 5 * sqrt(one + other) for one, other in pairs)
    assert sum(one > number / 50 for one in found[0]) > 1


def test_the_benchmarks_say_what_parts_they_have():
    assert "of start, national, food, rules, simulate, growth" in program("run.py", "--help")
