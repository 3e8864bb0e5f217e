from __future__ import annotations

import gzip

import pytest

from engine.cases import Provider
from engine.cases import tally_round
from engine.cases.findings import MissingAnswers
from engine.cases.findings import MissingAnswersRefused
from engine.cases.findings import NoFileYet
from engine.cases.findings import UnknownFile
from engine.cases.rows import Rows
from engine.diagnostics import Place
from engine.diagnostics import Severity
from engine.frameworks.model import ProfileColumn
from tests.cases.framework import HEADER
from tests.cases.framework import LESSONS
from tests.cases.framework import PROVIDERS
from tests.cases.framework import ROWS
from tests.cases.framework import VOCABULARY
from tests.cases.framework import changed
from tests.cases.framework import shown
from tests.cases.framework import tally
from tests.cases.framework import visits
from tests.cases.framework import wide
from tests.cases.framework import write
from tests.cases.framework import write_sheets

FILE = "cases/visits.csv"


def renamed(old, new):
    return wide(header=[new if name == old else name for name in HEADER])


def without(*names):
    keep = [n for n, name in enumerate(HEADER) if name not in names]
    return [[row[n] for n in keep] for row in wide()]


def with_column(name, value=""):
    return [[*row, value if n else name] for n, row in enumerate(wide())]


CELLS = {
    "blank case": (
        changed(3, "case", " "),
        f'{FILE}:3:1: C111: column "case" is blank (row 3)',
    ),
    "unknown provider": (
        changed(4, "provider", "elder"),
        f'{FILE}:4:2: C112: column "provider" names no provider of this round (row 4)',
    ),
    "blank provider": (
        changed(4, "provider", ""),
        f'{FILE}:4:2: C112: column "provider" names no provider of this round (row 4)',
    ),
    "a name of two providers": (
        changed(4, "provider", "Shared"),
        f'{FILE}:4:2: C112: column "provider" names no provider of this round (row 4)',
    ),
    "unknown answer": (
        changed(5, "1.1b", "Perhaps"),
        f'{FILE}:5:6: C114: column "1.1b" holds an unknown answer (row 5)',
    ),
    "unknown value": (
        changed(2, "size", "Huge"),
        f'{FILE}:2:3: C115: column "size" holds an unknown value (row 2)',
    ),
    "missing value": (
        changed(5, "size", ""),
        f'{FILE}:5:3: C116: column "size" is blank (row 5)',
    ),
    "does not apply": (
        changed(4, "1.2", "No"),
        f'{FILE}:4:7: C117: question 1.2 applies only to "home", and is answered (row 4)',
    ),
    "case twice": (
        changed(4, "case", " v1"),
        f"{FILE}:2:1: C110: 1 case stands here twice (rows 2 and 4)",
    ),
    "column twice": (
        with_column("1.1"),
        f'{FILE}:1:9: C105: "1.1" stands twice (columns 5 and 9)',
    ),
    "column twice in two spellings": (
        with_column("1.1(B)"),
        f'{FILE}:1:9: C105: "1.1b" and "1.1(B)" are the same (columns 6 and 9)',
    ),
    "unknown column": (
        with_column("colour"),
        f'{FILE}:1:9: C106: sample "visits" has no column "colour"',
    ),
    "unnamed column": (with_column(" "), f"{FILE}:1:9: C131: column 9 has no heading"),
    "no case": (without("case"), f'{FILE}:1: C108: there is no column "case"'),
    "no provider": (without("provider"), f'{FILE}:1: C108: there is no column "provider"'),
    "no rated question": (
        without("1.1"),
        f'{FILE}:1: C108: there is no column "1.1" (question)',
    ),
    "no profile column": (
        without("size"),
        f'{FILE}:1: C108: there is no column "size" (Size of home)',
    ),
    "other sample's question": (
        with_column("2.1"),
        f'{FILE}:1:9: C109: question 2.1 belongs to sample "lessons", not "visits"',
    ),
    "no header": (ROWS, f"{FILE}:1: C104: the first row does not name the columns"),
    "header only": ([HEADER], f"{FILE}: C103: this file has a header and no rows"),
    "row too short": (
        wide(ROWS[0], ROWS[1][:-1], *ROWS[2:]),
        f"{FILE}:3: C118: more or fewer cells than the header's 8 columns (row 3)",
    ),
    "row too long": (
        wide(*ROWS[:3], [*ROWS[3], "Yes"]),
        f"{FILE}:5: C118: more or fewer cells than the header's 8 columns (row 5)",
    ),
}


@pytest.mark.parametrize("fault", CELLS)
def test_a_fault_is_found_where_it_is(tmp_path, fault):
    table, expected = CELLS[fault]
    tallies, findings = visits(tmp_path, table)
    assert shown(findings) == [expected]
    assert all(finding.severity is Severity.ERROR for finding in findings)
    assert all(finding.help for finding in findings)
    assert [sample.sample for sample in tallies.samples] == ["lessons"]


@pytest.mark.parametrize("kind", ["csv.gz", "xlsx", "parquet"])
@pytest.mark.parametrize(
    "fault", ["unknown provider", "unknown answer", "does not apply", "case twice"]
)
def test_rows_are_counted_alike_in_every_kind_of_file(tmp_path, fault, kind):
    table, expected = CELLS[fault]
    _, findings = visits(tmp_path, table, f"visits.{kind}")
    assert shown(findings) == [expected.replace("visits.csv", f"visits.{kind}")]


RAW = {
    "empty": (b"", f"{FILE}: C102: this file is empty"),
    "a blank line only": (b"\n", f"{FILE}:1: C104: the first row does not name the columns"),
    "not UTF-8": (b"case,provider\nv1,\xe9lm\n", f"{FILE}: C101: this file is not UTF-8 text"),
    "UTF-16": ("case".encode("utf-16"), f"{FILE}: C101: this file is not UTF-8 text"),
    "cut inside a letter": (b"case\n\xc3", f"{FILE}: C101: this file is not UTF-8 text"),
    "open quotation marks": (
        b'case,provider,size,1.1,1.2\nv1,elm,Small,Yes,Yes\nv2,elm,"Small,Yes,Yes\nv3,elm,x,x,x\n',
        f"{FILE}:3: C119: the quotation marks of a cell do not match (row 3)",
    ),
    "open quotation marks in the header": (
        b'case,"provider\nv1,elm\n',
        f"{FILE}:1: C119: the quotation marks of a cell do not match (row 1)",
    ),
}


@pytest.mark.parametrize("fault", RAW)
def test_what_is_not_a_table_is_told(tmp_path, fault):
    content, expected = RAW[fault]
    write(tmp_path / "cases/lessons.csv", LESSONS)
    (tmp_path / FILE).write_bytes(content)
    assert shown(tally(tmp_path)[1]) == [expected]


@pytest.mark.parametrize(
    ("kind", "what"),
    [
        ("xlsx", "an Excel workbook"),
        ("ods", "an ODS spreadsheet"),
        ("parquet", "a Parquet file"),
        ("csv.gz", "compressed text"),
    ],
)
@pytest.mark.parametrize(
    "content", [b"case,provider\n", b"PK\x03\x04junk", b"PAR1junkPAR1", b"\x1f\x8b"]
)
def test_a_file_is_what_its_name_says(tmp_path, kind, what, content):
    write(tmp_path / "cases/lessons.csv", LESSONS)
    (tmp_path / f"cases/visits.{kind}").write_bytes(content)
    assert shown(tally(tmp_path)[1]) == [
        f"cases/visits.{kind}: C120: this file cannot be read as {what}"
    ]


@pytest.mark.parametrize("kind", ["xlsx", "ods", "parquet", "csv.gz"])
def test_an_empty_file_is_empty_whatever_its_name(tmp_path, kind):
    write(tmp_path / "cases/lessons.csv", LESSONS)
    path = tmp_path / f"cases/visits.{kind}"
    path.write_bytes(gzip.compress(b"") if kind == "csv.gz" else b"")
    assert shown(tally(tmp_path)[1]) == [f"cases/visits.{kind}: C102: this file is empty"]


def test_a_workbook_has_one_sheet_with_something_in_it(tmp_path):
    write(tmp_path / "cases/lessons.csv", LESSONS)
    path = tmp_path / "cases/visits.xlsx"
    write_sheets(path, {"Read me": [], "Cases": wide()})
    assert shown(tally(tmp_path)[1]) == []
    write_sheets(path, {"First": wide(), "Second": wide()})
    assert shown(tally(tmp_path)[1]) == [
        'cases/visits.xlsx: C121: more than one sheet holds something: "First" and "Second"'
    ]
    write_sheets(path, {"First": [], "Second": []})
    assert shown(tally(tmp_path)[1]) == ["cases/visits.xlsx: C102: this file is empty"]
    write_sheets(path, {"First": [[], *wide()]})
    assert shown(tally(tmp_path)[1]) == [
        "cases/visits.xlsx:1: C104: the first row does not name the columns"
    ]


def test_a_sample_is_drawn_for_some_types_of_provider(tmp_path):
    write(tmp_path / "cases/visits.csv", wide())
    write(tmp_path / "cases/lessons.csv", [*LESSONS, ["l3", "elm", "Yes"]])
    assert shown(tally(tmp_path)[1]) == [
        'cases/lessons.csv:4:2: C113: sample "lessons" is drawn only for "school" (row 4)'
    ]


def test_a_case_stands_once_in_all_files_of_a_sample(tmp_path):
    write(tmp_path / "cases/visits/a.csv", wide(*ROWS[:2]))
    write(tmp_path / "cases/visits/b.xlsx", wide(ROWS[3], ROWS[1], ROWS[0]))
    write(tmp_path / "cases/lessons.csv", LESSONS)
    assert shown(tally(tmp_path)[1]) == [
        (
            "cases/visits/a.csv:2:1: C110: 2 cases stand here twice "
            "(row 2 and cases/visits/b.xlsx row 4; row 3 and cases/visits/b.xlsx row 3)"
        )
    ]


def test_only_the_first_ten_rows_are_named(tmp_path):
    rows = [[f"v{n}", "elder", *ROWS[0][2:]] for n in range(1200)]
    _, findings = visits(tmp_path, wide(*rows, *rows))
    assert shown(findings) == [
        f"{FILE}:2:1: C110: 1,200 cases stand here twice ("
        + "; ".join(f"rows {n} and {n + 1200}" for n in range(2, 12))
        + "; and 1,190 more)",
        (
            f'{FILE}:2:2: C112: column "provider" names no provider of this round '
            "(rows 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 2,390 more)"
        ),
    ]


@pytest.mark.parametrize("blank", ["\n", "\r\n\r\n"])
def test_rows_are_numbered_over_line_breaks_in_cells_and_blank_lines(tmp_path, blank):
    rows = [["a\nb", *ROWS[0][1:]], ["", *[""] * 7], ["v2", "elder", *ROWS[1][2:]]]
    path = write(tmp_path / FILE, wide(*rows))
    write(tmp_path / "cases/lessons.csv", LESSONS)
    expected = 'C112: column "provider" names no provider of this round'
    assert shown(tally(tmp_path)[1]) == [f"{FILE}:4:2: {expected} (row 4)"]
    text = path.read_bytes().replace(b"\r\n,,", blank.encode() + b"\r\n,,")
    path.write_bytes(text)
    number = 4 + len(blank.replace("\r", ""))
    assert shown(tally(tmp_path)[1]) == [f"{FILE}:{number}:2: {expected} (row {number})"]


def test_missing_answers_are_told_once_for_each_question(tmp_path):
    rows = [[f"v{n}", *ROWS[0][1:]] for n in range(300)]
    for row in (118, 143, 209):
        rows[row - 2][4] = " "
    tallies, findings = visits(tmp_path, wide(*rows))
    finding, _ = findings
    assert f"{finding.place}: {finding.severity.value} {finding.code}: {finding.message}" == (
        "cases/visits.csv: warning C107: "
        "3 answers are missing for question 1.1 (rows 118, 143, 209)"
    )
    assert finding.help == (
        'record "N/A" if the question did not arise; '
        "missing answers are left out of the percentage"
    )
    assert tallies.of("elm", "1.1").missing == 3
    assert tallies.of("elm", "1.1").counts == (0, 297)


def test_missing_answers_can_be_refused(tmp_path):
    table = changed(2, "1.1-garden", "")
    tallies, findings = visits(tmp_path, table, strict=True)
    assert shown(findings) == [
        f"{FILE}: C107: 1 answer is missing for observation 1.1-garden (row 2)"
    ]
    assert findings[0].severity is Severity.ERROR
    assert findings[0].help == 'record the answers, or "N/A" where the question did not arise'
    assert [sample.sample for sample in tallies.samples] == ["visits", "lessons"]


FOLDERS = {
    "an unknown sample": (
        "cases/visit.csv",
        "cases/visit.csv: C123: this file belongs to no sample",
    ),
    "an unknown ending": (
        "cases/visits.doc",
        "cases/visits.doc: C123: this file belongs to no sample",
    ),
    "a folder of no sample": (
        "cases/old/x.csv",
        "cases/old/x.csv: C123: this file belongs to no sample",
    ),
    "two formats": (
        "cases/visits.tsv",
        (
            'cases/visits.csv: C122: sample "visits" stands more than once: '
            "cases/visits.csv and cases/visits.tsv"
        ),
    ),
    "a file and a folder": (
        "cases/visits/a.csv",
        (
            'cases/visits.csv: C122: sample "visits" stands more than once: '
            "cases/visits.csv and cases/visits/"
        ),
    ),
}


@pytest.mark.parametrize("fault", FOLDERS)
def test_the_folder_holds_the_files_of_the_samples(tmp_path, fault):
    name, expected = FOLDERS[fault]
    write(tmp_path / name, wide(["w1", *ROWS[0][1:]]))
    _, findings = visits(tmp_path, wide())
    assert expected in shown(findings)


def test_a_file_of_no_sample_is_told_what_it_may_be(tmp_path):
    write(tmp_path / "cases/visit.tsv", wide())
    write(tmp_path / "cases/x.doc", wide())
    helps = [f.help for f in visits(tmp_path, wide())[1] if isinstance(f, UnknownFile)]
    assert helps == [
        'did you mean "visits.tsv"?',
        (
            "name it after a sample (visits and lessons), "
            "ending in .csv.gz, .csv, .tsv, .xlsx, .ods or .parquet"
        ),
    ]


def test_files_that_programs_hide_are_no_files(tmp_path):
    write(tmp_path / "cases/.lock.csv", [])
    write(tmp_path / "cases/~$visits.csv", [])
    assert visits(tmp_path, wide())[1] == ()


def test_what_the_round_names_has_to_be_case_files(tmp_path):
    write(tmp_path / "notes.doc", wide())
    _, findings = visits(tmp_path, wide(), files={"lessons": ["/abs", "notes.doc"]})
    assert shown(findings) == [
        'cases: C124: there are no cases of sample "lessons"',
        'cases/lessons.csv: C133: round.yaml names other files for sample "lessons"',
        "notes.doc: C123: this file belongs to no sample",
    ]


def test_every_sample_needs_a_file(tmp_path):
    write(tmp_path / "cases/lessons.csv", LESSONS)
    assert shown(tally(tmp_path)[1]) == ['cases: C124: there are no cases of sample "visits"']
    (finding,) = tally(tmp_path, partial=True)[1]
    assert isinstance(finding, NoFileYet)
    assert finding.severity is Severity.WARNING
    assert finding.help == "add cases/visits.csv when it is there"


def test_a_sample_for_nobody_in_the_round_needs_no_file(tmp_path):
    write(tmp_path / "cases/visits.csv", wide(*ROWS[:2]))
    assert tally_round(tmp_path, VOCABULARY, PROVIDERS[:1])[1] == ()


def test_a_provider_without_cases_is_told(tmp_path):
    tallies, findings = visits(tmp_path, wide(*ROWS[:3]))
    assert shown(findings) == [f'{FILE}: C125: no case in sample "visits" is of "ash"']
    assert tallies.of("ash", "1.1").applicable == 0


def test_a_framework_without_types_has_providers_without_type(tmp_path):
    from dataclasses import replace

    bare = replace(VOCABULARY, provider_types=())
    write(tmp_path / FILE, changed(4, "1.2", ""))
    write(tmp_path / "cases/lessons.csv", LESSONS)
    providers = [Provider(p.id, p.name) for p in PROVIDERS]
    tallies, findings = tally_round(tmp_path, bare, providers)
    assert shown(findings) == [
        'cases/lessons.csv: C125: no case in sample "lessons" is of "elm" or "ash"',
        f"{FILE}: C107: 1 answer is missing for question 1.2 (row 4)",
    ]
    assert tallies.answers["oak", "1.2"].missing == 1


def test_a_column_probably_meant_is_suggested(tmp_path):
    assert visits(tmp_path, renamed("area", "aria"))[1][0].help == 'did you mean "Area"?'
    assert visits(tmp_path, with_column("xyz"))[1][0].help.startswith("head a question")


def test_a_ragged_file_names_its_first_rows(tmp_path):
    _, findings = visits(tmp_path, wide(*ROWS, *[["x"]] * 20))
    assert shown(findings) == [
        (
            f"{FILE}:6: C118: more or fewer cells than the header's 8 columns "
            "(rows 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 and 10 more)"
        )
    ]


def test_a_long_careful_reading_loses_nothing(tmp_path):
    rows = [[f"v{n}", *ROWS[0][1:]] for n in range(10_001)]
    blank = [[" "]]
    tallies, findings = visits(tmp_path, [HEADER, *rows[:5], *blank, *rows[5:]])
    assert [f.code for f in findings] == ["C125"]
    assert tallies.of("elm", "1.1").counts == (0, 10_001)


def test_dates_in_a_workbook_are_dates(tmp_path):
    import datetime

    at = datetime.datetime(2019, 5, 1, tzinfo=None)  # noqa: DTZ001
    table = [[at, *ROWS[0][1:]], [at, *ROWS[1][1:]], *ROWS[2:]]
    _, findings = visits(tmp_path, wide(*table), "visits.xlsx")
    assert shown(findings) == [
        "cases/visits.xlsx:2:1: C110: 1 case stands here twice (rows 2 and 3)"
    ]


def test_a_file_in_the_folder_that_the_round_names_is_read_once(tmp_path):
    tallies, findings = visits(tmp_path, wide(), files={"visits": ["cases/visits.csv"]})
    assert shown(findings) == []
    assert tallies.of("elm", "1.1").applicable == 2


def test_a_pattern_that_means_nothing_matches_nothing(tmp_path):
    write(tmp_path / "cases/lessons.csv", LESSONS)
    _, findings = tally(tmp_path, files={"visits": ["", "/x", "cases/visits*"]})
    assert shown(findings) == ['cases: C124: there are no cases of sample "visits"']


def test_a_required_free_text_has_to_be_filled_in(tmp_path):
    from dataclasses import replace

    sample = replace(VOCABULARY.samples[1], profile=(ProfileColumn("note", "Note"),))
    vocabulary = replace(VOCABULARY, samples=(VOCABULARY.samples[0], sample))
    write(tmp_path / FILE, wide())
    table = [[*row, note] for row, note in zip(LESSONS, ["note", "x", " "], strict=True)]
    write(tmp_path / "cases/lessons.csv", table)
    assert shown(tally_round(tmp_path, vocabulary, PROVIDERS)[1]) == [
        'cases/lessons.csv:3:4: C116: column "note" is blank (row 3)'
    ]


def test_what_the_database_cannot_do_is_no_traceback(tmp_path, monkeypatch):
    import duckdb

    def fail(*_):
        raise duckdb.Error("v1 elm")

    monkeypatch.setattr("engine.cases.sample.count_sample", fail)
    tallies, findings = visits(tmp_path, wide())
    assert tallies.samples == ()
    assert shown(findings) == [
        "cases/lessons.csv: C120: this file cannot be read as cases",
        f"{FILE}: C120: this file cannot be read as cases",
    ]


def test_capitals_tell_cases_apart(tmp_path):
    assert visits(tmp_path, changed(3, "case", "V1"))[1] == ()


def test_a_round_without_a_folder_of_cases_has_none(tmp_path):
    assert [f.code for f in tally(tmp_path)[1]] == ["C124", "C124"]


def test_a_sample_that_cannot_say_not_applicable_is_told_to_record_the_answer():
    rows = Rows(1, (2,))
    refused = MissingAnswersRefused(Place("visits.csv"), "question q1", rows)
    assert refused.help == "record the answers"
    missing = MissingAnswers(Place("visits.csv"), "question q1", rows)
    assert missing.help.startswith("add the answer if there is one; ")
