"""Interviews: their file is checked, and tabulated by caseload, type and provider."""

from __future__ import annotations

import csv
import json
import tempfile
from fractions import Fraction
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from engine.cases.interview_tables import overview
from engine.cases.interview_tables import tabulate_interviews
from engine.cases.interviews import COLUMNS
from engine.cases.interviews import read_interviews
from engine.cases.tabulate import Casebook
from engine.cases.tabulation import UNKNOWN
from engine.cases.tabulation import Request
from engine.data import folder as packaged
from engine.diagnostics import Invalid
from tests.cases.framework import PROVIDERS
from tests.cases.framework import VOCABULARY
from tests.cases.framework import shown
from tests.cases.framework import write

ROWS = [
    ["elm", "a", "12", "Yes", "v1", "Yes"],
    ["elm", "b", "20", "No", "v2", "No"],
    ["Oak", "a", "21", "yes", "v3", "N/A"],
    ["oak", "b", "55", "", "", ""],
    ["ash", "a", "", "No", "v4", "YES"],
    ["ash", "c", "71", "N/A", "v4", "Yes"],
]
SCHEMA = json.loads((packaged("schemas") / "interviews.schema.json").read_text("utf-8"))


def round_(folder, *rows, header=COLUMNS, name="interviews.csv"):
    write(Path(folder) / name, [list(header), *(rows or ROWS)])
    return Casebook(Path(folder), VOCABULARY, None, PROVIDERS)


def table(book, subject, *where, edges=(20, 50), **asked):
    ((found,),) = tabulate_interviews(book, [Request(subject, where, **asked)], edges).tables
    return found


def findings(folder, *rows, **more):
    book = round_(folder, *rows, **more)
    interviews, found = read_interviews(book.folder, book.providers)
    assert (interviews is None) == bool(found)
    return [line.removeprefix(f"{folder}/") for line in shown(found)]


# The tables


def test_an_answer_by_caseload(tmp_path):
    found = table(round_(tmp_path), "workload_reasonable", by="caseload")
    assert found.groups == ("1-20", "21-50", "51+", UNKNOWN)
    assert [found.cell(group=g).percentage for g in found.groups] == [50, 100, None, 0]
    cell = found.cell()
    assert cell.counts == {"no": 2, "yes": 2, "n/a": 1}
    assert (cell.applicable, cell.missing, cell.cases) == (4, 1, 6)


def test_the_share_of_caseloads_above_a_number(tmp_path):
    found = table(round_(tmp_path), "caseload", per="type", edges=(50,))
    assert found.cell().share("51+") == 40
    assert found.cell("home").share("51+") == Fraction(100, 3)
    assert found.cell("school").counts == {"1-50": 1, "51+": 1}


def test_the_range_over_providers(tmp_path):
    found = table(round_(tmp_path), "Workload reasonable", "type = home", per="provider")
    assert found.extremes == (("ash", Fraction(0)), ("elm", Fraction(50)))
    assert found.units == {"elm": "Elm House", "ash": "Ash"}


def test_conditions(tmp_path):
    book = round_(tmp_path)
    assert table(book, "implemented_effectively", "caseload = 1-20").cell().cases == 2
    assert table(book, "implemented_effectively", "caseload is missing").cell().cases == 1
    assert table(book, "implemented_effectively", "workload_reasonable is no").cell().cases == 2
    assert table(book, "caseload", "provider is not oak").cell().sample == 4
    assert table(book, "caseload", "type = school and caseload = 51+").cell().sample == 2


def test_the_overview_says_most(tmp_path):
    found = tabulate_interviews(round_(tmp_path), overview(("type = home",)))
    assert [each[0].subject.id for each in found.tables] == [
        "workload_reasonable",
        "implemented_effectively",
        "caseload",
        "workload_reasonable",
        "workload_reasonable",
    ]
    assert found.files[0].file == "interviews.csv"


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["elm", "oak", "ash"]),
            st.sampled_from(["", *map(str, range(1, 100))]),
            st.sampled_from(["Yes", "No", "N/A", ""]),
        ),
        min_size=1,
        max_size=20,
    ),
    st.sets(st.integers(1, 90), min_size=1).map(sorted),
)
@settings(max_examples=25, deadline=None)
def test_an_independent_count_agrees(rows, edges):
    with tempfile.TemporaryDirectory() as folder:
        body = [[p, str(n), load, said, "", ""] for n, (p, load, said) in enumerate(rows)]
        found = table(round_(folder, *body), "workload_reasonable", by="caseload", edges=edges)
        with (Path(folder) / "interviews.csv").open(newline="") as file:
            read = list(csv.DictReader(file))
        starts = [1, *(edge + 1 for edge in edges)]
        ends = [*edges, 10**9]
        for start, end, group in zip(starts, ends, found.groups, strict=False):
            own = [r for r in read if r["caseload"] and start <= int(r["caseload"]) <= end]
            said = [r["workload_reasonable"] for r in own]
            cell = found.cell(group=group)
            assert cell.favourable == said.count("Yes")
            assert cell.applicable == said.count("Yes") + said.count("No")
            assert cell.cases == len(own)


@pytest.mark.parametrize("kind", ["csv.gz", "tsv", "xlsx", "parquet"])
def test_every_kind_of_file_has_the_same_table(tmp_path, kind):
    asked = {"by": "caseload", "per": "provider"}
    one = table(round_(tmp_path / "one"), "workload_reasonable", **asked)
    other = round_(tmp_path / "other", name=f"interviews.{kind}")
    assert table(other, "workload_reasonable", **asked) == one


def test_whole_numbers_of_a_spreadsheet_may_end_in_zeros(tmp_path):
    found = table(round_(tmp_path, ["elm", "a", "020.0", "Yes", "", ""]), "caseload")
    assert found.cell().counts["1-20"] == 1


def test_the_columns_may_stand_in_any_order_and_case(tmp_path):
    header = ["Synthetic", *(column.upper() for column in reversed(COLUMNS))]
    rows = [["yes", *reversed(row)] for row in ROWS]
    assert table(round_(tmp_path, *rows, header=header), "caseload").cell().cases == 6


def test_blank_lines_are_no_interviews(tmp_path):
    book = round_(tmp_path)
    path = tmp_path / "interviews.csv"
    path.write_text(path.read_text().replace("\n", "\n\n", 3) + ",,,,,\n")
    assert table(book, "caseload").cell().cases == 6


def test_a_file_that_has_to_be_read_carefully(tmp_path):
    book = round_(tmp_path)
    path = tmp_path / "interviews.csv"
    path.write_text(path.read_text().replace(",v3,N/A", ",v3,N/A,,"))
    assert table(book, "caseload").cell().cases == 6


# What is wrong


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (
            ["elms", "a", "1", "Yes", "", ""],
            'interviews.csv:8:1: C112: column "provider" names',
        ),
        (["", "a", "1", "Yes", "", ""], 'interviews.csv:8:1: C112: column "provider" names'),
        (
            ["elm", "", "1", "Yes", "", ""],
            'interviews.csv:8:2: C214: column "officer" is blank',
        ),
        (["elm", "A", "1", "Yes", "", ""], "interviews.csv:8: C215: the officer stands in an"),
        (["elm", "z", "0", "Yes", "", ""], 'interviews.csv:8:3: C216: column "caseload" holds'),
        (["elm", "z", "1.5", "Yes", "", ""], 'interviews.csv:8:3: C216: column "caseload"'),
        (["elm", "z", "many", "Yes", "", ""], 'interviews.csv:8:3: C216: column "caseload"'),
        (["elm", "z", "1", "Maybe", "", ""], "interviews.csv:8:4: C114: column"),
        (["elm", "z", "1", "", "", "Maybe"], "interviews.csv:8:6: C114: column"),
    ],
)
def test_a_bad_row_is_named_by_its_number(tmp_path, row, expected):
    (line,) = findings(tmp_path, *ROWS, row)
    assert line.startswith(expected)
    assert line.endswith("(row 8)")


def test_every_bad_row_is_found_at_once(tmp_path):
    bad = [["elm", f"z{n}", "-1", "Perhaps", "", ""] for n in range(3)]
    assert findings(tmp_path, *ROWS, *bad) == [
        (
            'interviews.csv:8:3: C216: column "caseload" holds no whole number from 1 on '
            "(rows 8, 9, 10)"
        ),
        (
            'interviews.csv:8:4: C114: column "workload_reasonable" holds an unknown answer '
            "(rows 8, 9, 10)"
        ),
    ]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ([*COLUMNS[:5], "implemented"], ["C108", "C213"]),
        ([*COLUMNS[:5], ""], ["C108", "C131"]),
        ([*COLUMNS[:5], "Officer"], ["C105", "C108"]),
        ([*COLUMNS[:5], "zzz"], ["C108", "C213"]),
    ],
)
def test_a_bad_header_is_said(tmp_path, header, expected):
    found = findings(tmp_path, *ROWS, header=header)
    assert sorted(line.split(": ")[1] for line in found) == expected


def test_a_file_that_cannot_be_read(tmp_path):
    (tmp_path / "interviews.parquet").write_bytes(b"nothing of the kind")
    found = read_interviews(tmp_path, PROVIDERS)[1]
    assert [f.code for f in found] == ["C120"]
    (tmp_path / "interviews.parquet").unlink()
    assert findings(tmp_path, ["elm", "a", "1", "Yes"])[0].startswith("interviews.csv:2: C118")


def test_a_file_without_rows(tmp_path):
    book = round_(tmp_path)
    (tmp_path / "interviews.csv").write_text(",".join(COLUMNS) + "\n")
    assert [f.code for f in read_interviews(tmp_path, book.providers)[1]] == ["C103"]


def test_interviews_may_be_absent_until_they_are_asked_for(tmp_path):
    assert read_interviews(tmp_path, PROVIDERS) == (None, ())
    book = Casebook(tmp_path, VOCABULARY, None, PROVIDERS)
    with pytest.raises(Invalid) as caught:
        table(book, "caseload")
    assert [f.code for f in caught.value.findings] == ["C211"]


def test_two_files_of_interviews(tmp_path):
    round_(tmp_path, name="interviews.tsv")
    assert findings(tmp_path) == [
        (
            'interviews.csv: C212: the interviews stand more than once: "interviews.csv" and '
            '"interviews.tsv"'
        )
    ]


@pytest.mark.parametrize("edges", [(), (0,), (20, 20), (30, 20)])
def test_bands_have_to_rise(tmp_path, edges):
    with pytest.raises(Invalid) as caught:
        table(round_(tmp_path), "caseload", edges=edges)
    assert [f.code for f in caught.value.findings] == ["C217"]


# The schema


def test_the_schema_describes_every_column():
    assert tuple(SCHEMA["required"]) == COLUMNS
    for row in ROWS:
        jsonschema.validate(dict(zip(COLUMNS, row, strict=True)), SCHEMA)
