"""Frames that somebody brings: whatever holds the cases, the counts are those of a file."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

import engine
from engine.cases import Tally
from engine.cases.frames import tally_frame
from engine.diagnostics import Invalid
from engine.diagnostics import errors
from tests.cases.framework import HEADER
from tests.cases.framework import PROVIDERS
from tests.cases.framework import ROWS
from tests.cases.framework import VOCABULARY
from tests.cases.framework import changed
from tests.cases.framework import long_form
from tests.cases.framework import visits
from tests.cases.framework import wide
from tests.pages import HOUSE

ANSWERS, _ = long_form(wide())


def in_polars(table):
    """A table as a Polars frame; a cell without text is null."""
    header, *rows = table
    cells = [[cell or None for cell in row] for row in rows]
    return pl.DataFrame(cells, schema=dict.fromkeys(header, pl.String), orient="row")


def in_lazy_polars(table):
    return in_polars(table).lazy()


def in_duckdb(table):
    """A table as a relation of DuckDB; a cell without text is an empty text."""
    header, *rows = table
    connection = duckdb.connect()
    columns = ", ".join(f'"{name}" varchar' for name in header)
    connection.execute(f"create table cases ({columns})")
    for row in rows:
        connection.execute(f"insert into cases values ({', '.join('?' * len(row))})", row)
    return connection.table("cases")


LIBRARIES = [in_polars, in_lazy_polars, in_duckdb]

odd = st.sampled_from(["", " ", "Perhaps", "N/A ", "yes", "\u00a0No", "2.1", "x(y"])
answers = st.sampled_from(["Yes", "No", "N/A", ""])
own = st.sampled_from(["elm", "oak", "ash"])
elsewhere = st.sampled_from(["Elm House", " ELM", "The Elms", "Shared", "elder", ""])
ids = st.sampled_from(["v1", " v1", "V1", "", "v2"])


@st.composite
def wide_tables(draw):
    """Visits, most of them sound, with columns left out, added, and written otherwise."""
    oddities = draw(st.sampled_from([0, 0, 1, 3]))
    header = ["case", "provider", "size", "1.1", draw(st.sampled_from(["1.1b", "1.1(B)"]))]
    header += draw(st.sampled_from([["1.2"], ["1.2", "1.1-garden"], ["1.2", "Note"], []]))
    header += draw(st.sampled_from([[], [], ["synthetic"], ["area"]]))
    rows = []
    for number in range(draw(st.integers(0, 9))):
        row = dict.fromkeys(header, "") | {"case": f"v{number}", "provider": draw(own)}
        row["size"] = draw(st.sampled_from(["Small", "Large", "large"]))
        for name in header:
            if name[0].isdigit() and (row["provider"] != "oak" or name != "1.2"):
                row[name] = draw(answers)
        rows.append(list(row.values()))
    for _ in range(oddities if rows else 0):
        row = draw(st.integers(0, len(rows) - 1))
        column = draw(st.integers(0, len(header) - 1))
        rows[row][column] = draw((ids, elsewhere)[column] if column < 2 else odd)
    if oddities and draw(st.booleans()):
        rows.append([""] * len(header))
    return [header, *rows]


@st.composite
def long_tables(draw):
    """Answers of visits, most of them sound."""
    oddities = draw(st.sampled_from([0, 0, 1, 3]))
    rows = []
    for number in range(draw(st.integers(0, 4))):
        provider = draw(own)
        for item in draw(st.sets(st.sampled_from(HEADER[4:]))):
            answer = draw(answers) if (provider, item) != ("oak", "1.2") else ""
            rows.append([f"v{number}", provider, item, answer])
    if rows and draw(st.integers(0, 5)) == 0:
        rows.append(draw(st.sampled_from(rows)))
    for _ in range(oddities if rows else 0):
        row = draw(st.integers(0, len(rows) - 1))
        column = draw(st.integers(0, 3))
        items = st.sampled_from(["1.1(B)", " 1.1", "9.9", "2.1", "2-noise", ""])
        rows[row][column] = draw((ids, elsewhere, items, odd)[column])
    if oddities and draw(st.booleans()):
        rows.append([""] * 4)
    return [["case", "provider", "item", "answer"], *rows]


def of_a_file(table):
    """Cases and counts as they are when the table is a file; or the codes of its errors."""
    with tempfile.TemporaryDirectory() as folder:
        tallies, findings = visits(Path(folder), table, "visits.parquet")
    if wrong := errors(findings):
        return sorted({finding.code for finding in wrong})
    return tallies.samples[0].cases, tallies.samples[0].answers


def of_a_frame(frame):
    """The same when it is a frame."""
    try:
        tally = tally_frame(frame, VOCABULARY, "visits", PROVIDERS)
    except Invalid as invalid:
        return sorted({finding.code for finding in invalid.findings})
    return tally.cases, tally.answers


def refusal(frame, sample="visits"):
    """The findings about a frame, as they are shown."""
    with pytest.raises(Invalid) as caught:
        tally_frame(frame, VOCABULARY, sample, PROVIDERS)
    return [f"{f.place}: {f.code}: {f.message}" for f in caught.value.findings]


@given(wide_tables(), st.sampled_from(LIBRARIES))
@settings(max_examples=60)
def test_a_frame_with_a_row_for_each_case_counts_as_a_file_does(table, library):
    assert of_a_frame(library(table)) == of_a_file(table)


@given(long_tables(), st.sampled_from(LIBRARIES))
@settings(max_examples=60)
def test_a_frame_with_a_row_for_each_answer_counts_as_a_file_does(table, library):
    assert of_a_frame(library(table)) == of_a_file(table)


def test_what_stands_twice_is_refused_unless_it_is_not_asked_for():
    twice = changed(4, "case", " v1")
    assert refusal(in_polars(twice)) == ["frame: C110: 1 case stands here twice"]
    again = [*ANSWERS, ["v1", "elm", "1.1", "Yes"], ["v2", "ash", "1.1-garden", "No"]]
    assert refusal(in_duckdb(again)) == [
        "frame: C127: the same question is answered again for the same case (2 rows)",
        "frame: C128: the case belongs to another provider in an earlier row (1 row)",
    ]
    for table in (twice, again):
        tally_frame(in_polars(table), VOCABULARY, "visits", PROVIDERS, repeats=False)


@pytest.mark.parametrize("library", LIBRARIES)
def test_what_is_not_declared_is_refused_with_the_number_of_rows(library):
    table = changed(5, "1.1b", "Perhaps")
    table[2][0], table[3][1] = "", "elder"
    assert refusal(library(table)) == [
        'frame: C111: column "case" is blank (1 row)',
        'frame: C112: column "provider" names no provider of this round (1 row)',
        'frame: C114: column "1.1b" holds an unknown answer (1 row)',
    ]
    assert refusal(library(wide(header=[*HEADER[:-1], "colour"]))) == [
        'frame:1:8: C106: sample "visits" has no column "colour"'
    ]


def test_a_sample_that_there_is_not():
    assert refusal(in_polars(wide()), "visit") == ['frame: C207: there is no sample "visit"']


def test_a_case_that_is_written_with_two_names_of_its_provider_is_one_case():
    rows = [["v1", "elm", "1.1", "Yes"], ["v1", "The Elms", "1.1b", "No"]]
    tally = tally_frame(in_duckdb([ANSWERS[0], *rows]), VOCABULARY, "visits", PROVIDERS)
    assert tally.cases == {"elm": 1}


def test_codes_and_categories_are_read_as_their_texts():
    frame = in_polars(wide(*ROWS[:2])).with_columns(
        pl.col("case").str.slice(1).cast(pl.Int64),
        pl.col("1.1").cast(pl.Categorical),
        pl.lit(None).alias("1.1b"),
    )
    tally = tally_frame(frame, VOCABULARY, "visits", PROVIDERS)
    assert tally.answers["elm", "1.1"] == Tally((1, 1))
    assert tally.answers["elm", "1.1b"] == Tally((0, 0), 0, 2)


@pytest.mark.usefixtures("inspection")
def test_the_manual_says_how():
    page = (HOUSE / "docs/frames.md").read_text("utf-8")
    (example,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    names: dict[str, Any] = {}
    exec(example, names)  # noqa: S102 - it is ours
    assert names["found"].answers.items() <= names["round_"].tallies.items()
    assert names["ratings"] == engine.rate(names["round_"], names["framework"])
