from __future__ import annotations

import pytest

from engine.cases import Tally
from tests.cases.framework import LESSONS
from tests.cases.framework import ROWS
from tests.cases.framework import long_form
from tests.cases.framework import shown
from tests.cases.framework import tally
from tests.cases.framework import visits
from tests.cases.framework import wide
from tests.cases.framework import write

EXPECTED = {
    ("elm", "1.1"): Tally((1, 1)),
    ("oak", "1.1"): Tally((0, 1)),
    ("ash", "1.1"): Tally((0, 0), excluded=1),
    ("elm", "1.1b"): Tally((1, 0), excluded=1),
    ("oak", "1.1b"): Tally((0, 1)),
    ("ash", "1.1b"): Tally((0, 1)),
    ("elm", "1.2"): Tally((0, 1), excluded=1),
    ("ash", "1.2"): Tally((1, 0)),
    ("elm", "1.1-garden"): Tally((1, 1)),
    ("oak", "1.1-garden"): Tally((0, 0), excluded=1),
    ("ash", "1.1-garden"): Tally((0, 1)),
    ("oak", "2.1"): Tally((1, 1)),
}
KINDS = ["csv", "csv.gz", "tsv", "xlsx", "ods", "parquet"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_wide_file_has_the_same_counts(tmp_path, kind):
    tallies, findings = visits(tmp_path, wide(), f"visits.{kind}")
    assert shown(findings) == []
    assert tallies.answers == EXPECTED


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_long_file_has_the_same_counts(tmp_path, kind):
    answers, profile = long_form(wide())
    write(tmp_path / f"cases/visits-profile.{kind}", profile)
    tallies, findings = visits(tmp_path, answers, f"visits.{kind}")
    assert shown(findings) == []
    assert tallies.answers == EXPECTED
    assert tallies.samples[0].cases == {"elm": 2, "oak": 1, "ash": 1}


def test_a_long_file_needs_no_profile(tmp_path):
    tallies, findings = visits(tmp_path, long_form(wide())[0])
    assert shown(findings) == []
    assert tallies.answers == EXPECTED


def test_a_sample_may_be_many_files_of_different_kinds(tmp_path):
    for kind, row in zip(KINDS, [*ROWS, None], strict=False):
        if row:
            write(tmp_path / f"cases/visits/part-{kind[0]}.{kind}", wide(row))
    write(tmp_path / "cases/lessons.csv", LESSONS)
    tallies, findings = tally(tmp_path)
    assert shown(findings) == []
    assert tallies.answers == EXPECTED


def test_the_round_may_name_the_files(tmp_path):
    write(tmp_path / "from-them/first.csv", wide(*ROWS[:2]))
    write(tmp_path / "from-them/second.xlsx", wide(*ROWS[2:]))
    write(tmp_path / "cases/lessons.csv", LESSONS)
    tallies, findings = tally(tmp_path, files={"visits": ["from-them/*"]})
    assert shown(findings) == []
    assert tallies.answers == EXPECTED
    assert [file.file for file in tallies.files] == [
        "from-them/first.csv",
        "from-them/second.xlsx",
        "cases/lessons.csv",
    ]


def test_european_spreadsheets_put_semicolons_between_cells(tmp_path):
    write(tmp_path / "cases/visits.csv", wide(), delimiter=";")
    write(tmp_path / "cases/lessons.csv", LESSONS, delimiter="\t")
    assert tally(tmp_path)[0].answers == EXPECTED


def test_capitals_and_space_do_not_matter(tmp_path):
    header = [
        " Case",
        "PROVIDER",
        "Size of Home",
        "area",
        "1.1",
        "1.1(B)",
        "1.2 ",
        "1.1-GARDEN",
    ]
    rows = [[f"\t{cell.swapcase()} " for cell in row] for row in ROWS]
    tallies, findings = visits(tmp_path, [header, *rows])
    assert shown(findings) == []
    assert tallies.answers == EXPECTED


def test_a_provider_goes_by_its_name_or_an_alias(tmp_path):
    rows = [[r[0], {"elm": "the elms", "oak": "Oak"}.get(r[1], r[1]), *r[2:]] for r in ROWS]
    assert visits(tmp_path, wide(*rows))[0].answers == EXPECTED


def test_a_column_that_says_synthetic_is_accepted(tmp_path):
    table = [[*row, "yes" if n else "synthetic"] for n, row in enumerate(wide())]
    assert visits(tmp_path, table)[0].answers == EXPECTED


def test_blank_rows_are_no_cases(tmp_path):
    blank = [""] * len(ROWS[0])
    for kind in ("csv", "xlsx", "parquet"):
        tallies, findings = visits(tmp_path, wide(*ROWS, blank, blank), f"visits.{kind}")
        assert shown(findings) == []
        assert tallies.answers == EXPECTED
        (tmp_path / f"cases/visits.{kind}").unlink()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"\r\n", b"\n"),
        (b"\r\n", b"\r"),
        (b"\r\nv3", b"\nv3"),
        (b"\r\nv3", b"\r\n\r\nv3"),
        (b"case", b"\xef\xbb\xbfcase"),
        (b"v1", b'"v1"'),
        (b"v1,elm", b'"v\r\n1", elm'),
    ],
)
def test_text_files_end_lines_and_quote_as_programs_do(tmp_path, old, new):
    write(tmp_path / "cases/lessons.csv", LESSONS)
    path = write(tmp_path / "cases/visits.csv", wide())
    path.write_bytes(path.read_bytes().replace(old, new))
    tallies, findings = tally(tmp_path)
    assert shown(findings) == []
    assert tallies.answers == EXPECTED


def test_numbers_in_a_workbook_are_what_they_show(tmp_path):
    table = [[1000 + n, *row[1:]] for n, row in enumerate(ROWS)]
    header = [1.1 if name == "1.1" else name for name in wide()[0]]
    tallies, findings = visits(tmp_path, [header, *table], "visits.xlsx")
    assert shown(findings) == []
    assert tallies.answers == EXPECTED


def test_an_optional_profile_column_and_a_prompt_may_be_absent(tmp_path):
    keep = [0, 1, 2, 4, 6]
    tallies, findings = visits(tmp_path, [[row[n] for n in keep] for row in wide()])
    assert shown(findings) == []
    assert {question for _, question in tallies.answers} == {"1.1", "1.2", "2.1"}


def test_a_path_with_characters_that_mean_a_pattern_is_a_path(tmp_path):
    folder = tmp_path / "it's [1] *what?"
    for kind in ("csv", "parquet"):
        tallies, findings = visits(folder / kind, wide(), f"visits.{kind}")
        assert shown(findings) == []
        assert tallies.answers == EXPECTED


def test_the_digest_of_a_file_is_that_of_its_bytes(tmp_path):
    import hashlib

    tallies, _ = visits(tmp_path, wide())
    written = (tmp_path / "cases/visits.csv").read_bytes()
    assert tallies.files[0].digest == f"sha256:{hashlib.sha256(written).hexdigest()}"


def test_a_tally_knows_its_denominator_and_its_scale(tmp_path):
    tallies, _ = visits(tmp_path, wide())
    found = tallies.of("elm", "1.1")
    assert found.applicable == 2
    assert found.of(["met"]) == 1
    assert found.of({"met", "not met"}) == 2
    assert tallies.of("oak", "1.2") is None
    with pytest.raises(ValueError, match="scale"):
        Tally((1, 2)).of(["met"])
