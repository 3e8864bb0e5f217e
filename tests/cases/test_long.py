from __future__ import annotations

import pytest

from tests.cases.framework import LESSONS
from tests.cases.framework import ROWS
from tests.cases.framework import long_form
from tests.cases.framework import shown
from tests.cases.framework import tally
from tests.cases.framework import visits
from tests.cases.framework import wide
from tests.cases.framework import write

FILE = "cases/visits.csv"
ANSWERS, DESCRIBED = long_form(wide())


LONG = {
    "unknown item": (
        [*ANSWERS, ["v1", "elm", "9.9", "Yes"]],
        'C126: column "item" names no question of "visits"',
        3,
    ),
    "unknown answer": (
        [*ANSWERS[:-1], [*ANSWERS[-1][:3], "Maybe"]],
        'C114: column "answer" holds an unknown answer',
        4,
    ),
    "unknown provider": (
        [*ANSWERS, ["v9", "elder", "1.1", "Yes"]],
        'C112: column "provider" names no provider of this round',
        2,
    ),
    "blank case": ([*ANSWERS, ["", "elm", "1.1", "Yes"]], 'C111: column "case" is blank', 1),
    "other sample's question": (
        [*ANSWERS, ["v1", "elm", "2.1", "Yes"]],
        'C132: question 2.1 belongs to sample "lessons"',
        3,
    ),
    "does not apply": (
        [*ANSWERS, ["v3", "oak", "1.2", "Yes"]],
        'C117: question 1.2 applies only to "home", and is answered',
        4,
    ),
    "answered twice": (
        [*ANSWERS, ["v1", "elm", "1.1", "Yes"]],
        "C127: the same question is answered again for the same case",
        1,
    ),
    "two providers": (
        [
            *[*ANSWERS, ["v1", "ash", "1.1-garden", "Yes"]][:4],
            ["v1", "ash", "1.1-garden", "Yes"],
        ],
        "C128: the case belongs to another provider in an earlier row",
        1,
    ),
}


@pytest.mark.parametrize("fault", LONG)
def test_a_fault_in_a_long_file_is_found_where_it_is(tmp_path, fault):
    table, message, column = LONG[fault]
    _, findings = visits(tmp_path, table)
    row = len(table)
    expected = f"{FILE}:{row}:{column}: {message} (row {row})"
    assert expected in [s for s in shown(findings) if "C107" not in s and "C125" not in s]
    assert all(finding.help for finding in findings)


def test_a_long_file_of_the_wrong_type(tmp_path):
    write(tmp_path / FILE, wide())
    table = [
        ["case", "provider", "item", "answer"],
        ["l1", "oak", "2.1", "No"],
        ["l2", "elm", "2.1", "No"],
    ]
    write(tmp_path / "cases/lessons.csv", table)
    assert shown(tally(tmp_path)[1]) == [
        'cases/lessons.csv:3:2: C113: sample "lessons" is drawn only for "school" (row 3)'
    ]


def test_answers_without_a_row_are_missing(tmp_path):
    table = [row for row in ANSWERS if row[:3] != ["v1", "elm", "1.1"]]
    table.append(["v1", "elm", "1.1", ""])
    table = [row for row in table if row[:3] != ["v4", "ash", "1.1"]]
    tallies, findings = visits(tmp_path, table)
    assert shown(findings) == [
        f"{FILE}: C107: 1 answer is missing for question 1.1 (no row for it)",
        f"{FILE}: C107: 1 answer is missing for question 1.1 (row {len(table)})",
    ]
    assert tallies.of("elm", "1.1").missing == 1
    assert tallies.of("ash", "1.1").missing == 1


def test_the_profile_has_every_case_of_the_answers(tmp_path):
    write(tmp_path / "cases/visits-profile.csv", DESCRIBED[:-1])
    _, findings = visits(tmp_path, ANSWERS)
    rows = [n for n, row in enumerate(ANSWERS, start=1) if row[0] == "v4"]
    assert shown(findings) == [
        (
            f"{FILE}:{rows[0]}:1: C129: the case is not in the sample's profile file "
            f"(rows {', '.join(map(str, rows))})"
        )
    ]


def test_a_profile_alone_is_no_sample(tmp_path):
    _, findings = visits(tmp_path, DESCRIBED, "visits-profile.csv")
    assert 'C124: there are no cases of sample "visits"' in shown(findings)[0]


def test_the_files_of_a_sample_have_one_form(tmp_path):
    write(tmp_path / "cases/visits/a.csv", wide(*ROWS[:2]))
    write(tmp_path / "cases/visits/b.csv", ANSWERS)
    write(tmp_path / "cases/lessons.csv", LESSONS)
    assert shown(tally(tmp_path)[1]) == [
        (
            "cases/visits/b.csv: C130: this file has a row for each answer, "
            "cases/visits/a.csv a row for each case"
        )
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("case,provider,item,answer\n", f"{FILE}: C103: this file has a header and no rows"),
        ("case,item,answer\nv1,1.1,Yes\n", f'{FILE}:1: C108: there is no column "provider"'),
        (
            "case,provider,item,answer\nv1,elm,1.1\n",
            f"{FILE}:2: C118: more or fewer cells than the header's 4 columns (row 2)",
        ),
    ],
)
def test_a_long_file_is_a_table(tmp_path, content, expected):
    write(tmp_path / "cases/lessons.csv", LESSONS)
    (tmp_path / FILE).write_text(content)
    assert shown(tally(tmp_path)[1]) == [expected]


def test_a_long_file_that_only_a_careful_reader_understands(tmp_path):
    write(tmp_path / "cases/lessons.csv", LESSONS)
    lines = [",".join(row) for row in ANSWERS]
    ends = ["\n", "\r\n"] * len(lines)
    text = "".join(line + end for line, end in zip(lines, ends, strict=False))
    (tmp_path / FILE).write_bytes(text.encode())
    tallies, findings = tally(tmp_path)
    assert findings == ()
    assert tallies.of("elm", "1.1").counts == (1, 1)


def test_an_unknown_column_of_a_long_file_is_told(tmp_path):
    table = [[*row, "x"] for row in ANSWERS]
    table[0][-1] = "answr"
    _, findings = visits(tmp_path, table)
    assert shown(findings) == [f'{FILE}:1:5: C106: sample "visits" has no column "answr"']
    assert findings[0].help == 'did you mean "answer"?'
