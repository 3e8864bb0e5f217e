"""Random tables: an independent count agrees, order does not matter, cells stay secret."""

from __future__ import annotations

import csv
import tempfile
from collections import Counter
from pathlib import Path

from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from tests.cases.framework import HEADER
from tests.cases.framework import long_form
from tests.cases.framework import tally
from tests.cases.framework import visits
from tests.cases.framework import write

GRADES = ("no", "yes")
MARK = "zzsecretzz"

answers = st.sampled_from(["Yes", "No", "N/A", "", "yes", " NO", "n/a "])
notes = st.sampled_from(["", "plain", 'says "so"', "two\nlines", "a, b", "\n\n", "é;\t"])


@st.composite
def tables(draw, *, answers=answers, largest=12):
    """Some visits: elm and ash are homes, oak is a school, to which 1.2 does not apply."""
    header = [*HEADER[:4], "note", *HEADER[4:]]
    rows = []
    for number in range(draw(st.integers(1, largest))):
        provider = draw(st.sampled_from(["elm", "oak", "ash"]))
        cells = [draw(answers) for _ in header[5:]]
        if provider == "oak":
            cells[2] = draw(st.sampled_from(["", "N/A"]))
        size = draw(st.sampled_from(["Small", "large"]))
        rows.append([f"v{number}", provider, size, "", draw(notes), *cells])
    return [header, *rows]


def independent(path):
    """Twenty lines that know nothing of the engine: yes, no, n/a and blank by column."""
    with path.open(newline="", encoding="utf-8") as file:
        counts = Counter(
            (row["provider"], column, value.strip().lower())
            for row in csv.DictReader(file)
            for column, value in row.items()
            if column[0].isdigit()
        )
    return {
        (provider, column): (
            tuple(counts[provider, column, grade] for grade in GRADES),
            counts[provider, column, "n/a"],
            counts[provider, column, ""],
        )
        for provider in ("elm", "oak", "ash")
        for column in HEADER[4:]
        if (provider, column) != ("oak", "1.2")
    }


def counted(folder, table, name="visits.csv"):
    tallies, findings = visits(Path(folder), table, name)
    assert [f for f in findings if f.severity.value == "error"] == []
    return {
        key: (one.counts, one.excluded, one.missing)
        for key, one in tallies.samples[0].answers.items()
    }


@given(tables())
@settings(max_examples=40)
def test_an_independent_count_agrees(table):
    with tempfile.TemporaryDirectory() as folder:
        found = counted(folder, table)
        assert found == independent(Path(folder) / "cases/visits.csv")


@given(tables())
@settings(max_examples=15)
def test_wide_long_and_parquet_agree(table):
    with tempfile.TemporaryDirectory() as folder:
        expected = counted(f"{folder}/csv", table)
        assert counted(f"{folder}/parquet", table, "visits.parquet") == expected
        if all(any(cell for cell in row[5:]) for row in table[1:]):
            answers, profile = long_form(table)
            write(Path(folder) / "long/cases/visits-profile.csv", profile)
            assert counted(f"{folder}/long", answers) == expected


@given(tables(), st.randoms(use_true_random=False), st.integers(0, 12))
@settings(max_examples=25)
def test_the_order_of_rows_columns_and_files_does_not_matter(table, random, cut):
    with tempfile.TemporaryDirectory() as folder:
        expected = counted(f"{folder}/one", table)
        columns = random.sample(range(len(table[0])), len(table[0]))
        rows = random.sample(table[1:], len(table) - 1)
        header, *rows = [[row[n] for n in columns] for row in [table[0], *rows]]
        parts = [part for part in (rows[:cut], rows[cut:]) if part]
        names = random.sample(["visits/a.csv", "visits/b.csv"], len(parts))
        for name, part in list(zip(names, parts, strict=True))[1:]:
            write(Path(folder) / "many/cases" / name, [header, *part])
        found = counted(f"{folder}/many", [header, *parts[0]], names[0])
        assert found == expected


@given(tables(), st.data())
@settings(max_examples=50)
def test_no_message_repeats_a_cell(table, data):
    rows = [list(row) for row in table]
    for _ in range(data.draw(st.integers(1, 8))):
        row = data.draw(st.integers(1, len(rows) - 1))
        column = data.draw(st.integers(0, len(rows[0]) - 1))
        value = data.draw(st.sampled_from([MARK, f"{MARK}\n{MARK}", f'{MARK}"', f"{MARK},"]))
        rows[row][column] = value
    kind = data.draw(st.sampled_from(["csv", "csv", "tsv", "parquet"]))
    with tempfile.TemporaryDirectory() as folder:
        _, findings = visits(Path(folder), rows, f"visits.{kind}")
        path = Path(folder) / "cases/visits.csv"
        if path.exists():
            broken = path.read_bytes().replace(b'"', b"", data.draw(st.integers(1, 3)))
            path.write_bytes(broken)
            findings += tally(Path(folder))[1]
    for finding in findings:
        words = (str(finding.place), finding.message, finding.help, *finding.notes)
        assert MARK not in " ".join(words)
        assert finding.place.text == ""


@given(tables(largest=40), st.data())
@settings(max_examples=25)
def test_the_named_rows_are_those_of_a_spreadsheet(table, data):
    bad = data.draw(st.sets(st.integers(1, len(table) - 1), min_size=1))
    rows = [list(row) for row in table]
    for row in bad:
        rows[row][5] = "Perhaps"
    with tempfile.TemporaryDirectory() as folder:
        _, findings = visits(Path(folder), rows)
    (found,) = [f for f in findings if f.code == "C114"]
    assert found.rows.total == len(bad)
    assert found.rows.first == tuple(sorted(row + 1 for row in bad)[:10])
