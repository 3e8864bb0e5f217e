"""``assay import``: a draft, a correction, and then the case file without a word."""

from __future__ import annotations

import csv
import datetime
import json
import shutil
from pathlib import Path

import pytest
import xlsxwriter

from tests.pages import BASES

MAPPING = Path("spring/imports/export-residents.yaml")
CASES = Path("spring/cases/residents/export.csv")
HEADINGS = (
    "Case ref",
    "Organisation",
    "Age",
    "Q b1a. What does each person want?",
    "Was it written down",
    "Was the right help given?",
)
ROWS = (
    ("c1", "Oak House", "Under 65", 1, 1, 2),
    ("c2", "The Oaks", "65 OR OVER", 2, 1, 9),
    ("c3", "Elm lodge Ltd", "65 or over", 1, "", 2),
)
SOUND = """\
sample: residents
columns:
  - {heading: Case ref, is: case}
  - {heading: Organisation, is: provider}
  - {heading: Age, is: Age group}
  - {heading: Q b1a. What does each person want?, is: b1a}
  - {heading: was it  written down, is: b1(b)}
  - {heading: Was the right help given?, is: b2a}
answers: [{cell: 1, is: yes}, {cell: 2, is: "no"}, {cell: 9, is: n/a}]
providers: [{cell: elm lodge ltd, is: Elm Lodge}]
"""
IMPORTED = """\
case,provider,age,b1a,b1b,b2a
c1,oak,Under 65,Yes,Yes,No
c2,oak,65 or over,No,Yes,N/A
c3,elm,65 or over,Yes,,No
"""


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    shutil.copytree(BASES / "inspection", tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    Path("spring/cases/residents.csv").unlink()
    Path("spring/decisions.yaml").unlink()


@pytest.fixture
def imported(assay):
    """Runs the command for the round and the sample."""

    def ran(*words, file="export.xlsx"):
        return assay("import", file, "--round", "spring", "--sample", "residents", *words)

    return ran


def workbook(rows, *, merged=(), sheets=("Data",), name="export.xlsx"):
    """A spreadsheet; a merged range is given by its corners and its text."""
    with xlsxwriter.Workbook(name, {"strings_to_formulas": False}) as book:
        day = book.add_format({"num_format": "d-mmm"})
        for title in sheets:
            sheet = book.add_worksheet(title)
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if isinstance(cell, datetime.date):
                        sheet.write_datetime(number, column, cell, day)
                    else:
                        sheet.write(number, column, cell)
            for corners, text in merged:
                sheet.merge_range(*corners, text)


def text(rows, name="export.csv", delimiter=","):
    with Path(name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)


def map_as(content=SOUND):
    MAPPING.parent.mkdir(exist_ok=True)
    MAPPING.write_text(content, "utf-8")


def but(row, column, cell, rows=ROWS):
    """The table with another cell."""
    changed = [list(each) for each in (HEADINGS, *rows)]
    changed[row][column] = cell
    return changed


def errors(ran):
    return [line.split(": error ") for line in ran.err.splitlines() if ": error " in line]


# From a table to a case file


def test_a_draft_a_correction_and_an_import(imported, assay):
    workbook([HEADINGS, *ROWS])
    drafted = imported()
    assert (drafted.status, drafted.err) == (1, "")
    assert drafted.out.startswith(f"drafted {MAPPING}\n")
    assert not CASES.exists()
    open_yet = imported()
    assert open_yet.status == 1
    assert len(errors(open_yet)) == 3  # the codes of the answers
    correct()
    made = imported()
    assert (made.status, made.out) == (0, f"made {CASES}: 3 cases\n")
    assert CASES.read_text() == IMPORTED
    again = imported()
    assert (again.status, again.out, again.err) == (0, "", "")
    assert assay("check", "spring").status == 0


def correct():
    """What a person does to the draft."""
    draft = MAPPING.read_text()
    for cell, label in (("1", '"Yes"'), ("2", '"No"'), ("9", "N/A")):
        draft = draft.replace(f"cell: {cell}, is: }}", f"cell: {cell}, is: {label}}}")
    MAPPING.write_text(draft.replace(", guess: true", ""))


def test_a_draft_that_nobody_confirms_is_refused(imported):
    workbook([HEADINGS, *ROWS])
    imported()
    draft = MAPPING.read_text()
    assert draft.count("guess: true}") == 3
    for cell in "129":
        draft = draft.replace(f"cell: {cell}, is: }}", f"cell: {cell}, is: N/A, guess: true}}")
    MAPPING.write_text(draft)
    ran = imported()
    assert [message[:4] for _, message in errors(ran)] == ["D504"] * 6
    assert not CASES.exists()


@pytest.mark.parametrize("delimiter", ",;\t")
def test_text_files_are_read_whatever_stands_between_cells(imported, delimiter):
    text([HEADINGS, *ROWS], delimiter=delimiter)
    map_as()
    assert imported(file="export.csv").status == 0
    assert CASES.read_text() == IMPORTED


def test_a_heading_may_hold_what_stands_between_cells_elsewhere(imported):
    heading = "Was it, in short, written, down, or, rather, told, and to whom, or, not"
    text(but(0, 4, heading), delimiter=";")
    map_as(SOUND.replace("was it  written down", f'"{heading}"'))
    assert imported(file="export.csv").status == 0
    assert CASES.read_text() == IMPORTED


def test_rows_without_anything_and_columns_left_out(imported):
    rows = [(*HEADINGS, "Name", ""), (), *((*row, "Zoe", "") for row in ROWS), ("", "")]
    text(rows)
    map_as(SOUND.replace("answers:", "  - {heading: Name, ignore: true}\nanswers:"))
    ran = imported(file="export.csv")
    assert (ran.status, CASES.read_text()) == (0, IMPORTED)


def test_the_order_of_columns_does_not_matter(imported):
    text([row[::-1] for row in (HEADINGS, *ROWS)])
    map_as()
    assert imported(file="export.csv").status == 0
    assert CASES.read_text() == IMPORTED


def test_cells_that_a_program_has_made_numbers_and_truths_of(imported):
    rows = [
        (*row[:3], *(cell == 1 if cell in (1, 2) else cell for cell in row[3:])) for row in ROWS
    ]
    workbook([HEADINGS, *rows])
    said = '[{cell: "true", is: "Yes"}, {cell: "false", is: "No"}, {cell: 9, is: N/A}]'
    start = SOUND.index("answers: ") + len("answers: ")
    end = SOUND.index("\nproviders")
    map_as(SOUND[:start] + said + SOUND[end:])
    assert imported().status == 0
    assert CASES.read_text() == IMPORTED


def test_an_answer_may_mean_something_else_in_one_question(imported):
    text([HEADINGS, *ROWS])
    map_as(SOUND.replace("answers: [", 'answers: [{cell: 1, is: "No", column: b1a}, '))
    assert imported(file="export.csv").status == 0
    assert CASES.read_text() == IMPORTED.replace("65,Yes,", "65,No,").replace(
        "over,Yes", "over,No"
    )


def test_values_and_answers_that_stand_for_nothing(imported):
    text(but(1, 2, "U65", rows=but(2, 4, "-")[1:]))
    more = "values: [{column: Age group, cell: u65, is: under 65}]\n"
    map_as(SOUND.replace("answers: [", 'answers: [{cell: "-", is: missing}, ') + more)
    assert imported(file="export.csv").status == 0
    assert CASES.read_text() == IMPORTED.replace("over,No,Yes", "over,No,")


# Several header rows, merged cells, several sheets


GROUPS = ("About", "", "", "Care", "", "")


@pytest.mark.parametrize("merge", [True, False])
def test_several_header_rows(imported, merge):
    corners = [((0, 0, 0, 2), "About"), ((0, 3, 0, 5), "Care")] if merge else ()
    workbook([GROUPS, HEADINGS, *ROWS], merged=corners)
    imported()
    draft = MAPPING.read_text()
    assert "header_rows: 2\n" in draft
    assert 'heading: "Care / Q b1a. What does each person want?", is: b1a}' in draft
    assert ("Care / Was the right help given?" in draft) == merge
    correct()
    assert imported().status == 0
    assert CASES.read_text() == IMPORTED


def test_provider_names_that_are_merged_over_their_cases(imported):
    rows = [*ROWS, ("c4", "", "Under 65", 1, 1, 1)]
    workbook([HEADINGS, *rows], merged=[((1, 1, 2, 1), "Oak House"), ((3, 1, 4, 1), "elm")])
    imported()
    assert "{heading: Organisation, is: provider, guess: true}" in MAPPING.read_text()
    correct()
    assert imported().status == 0
    assert CASES.read_text() == f"{IMPORTED}c4,elm,Under 65,Yes,Yes,Yes\n"


def test_provider_names_that_stand_only_in_their_first_row(imported):
    text(but(2, 1, ""))
    map_as()
    ran = imported(file="export.csv")
    assert errors(ran) == [["export.csv:3:2", "D509: cell B3: provider is blank"]]
    map_as(SOUND.replace("is: provider", "is: provider, blank: as above"))
    assert imported(file="export.csv").status == 0
    assert CASES.read_text() == IMPORTED
    MAPPING.unlink()
    imported(file="export.csv")
    assert "is: provider, blank: as above, guess: true}" in MAPPING.read_text()


def test_names_that_two_providers_had_before_they_merged(imported):
    text(but(1, 1, "Old Oak"))
    map_as(SOUND.replace("providers: [", "providers: [{cell: old oak, is: oak}, "))
    assert imported(file="export.csv").status == 0
    assert CASES.read_text() == IMPORTED


def test_several_sheets(imported):
    workbook([HEADINGS, *ROWS], sheets=("Codes", "Data"))
    ran = imported()
    assert [message[:4] for _, message in errors(ran)] == ["D513"]
    imported("--sheet", "Data")
    assert "sheet: Data\n" in MAPPING.read_text()
    correct()
    assert imported().status == 0
    assert CASES.read_text() == IMPORTED
    other = imported("--sheet", "Date")
    assert (other.status, 'D514: this file has no sheet "Date"' in other.err) == (1, True)


# Nothing is overwritten silently


def test_cases_that_have_changed_are_replaced_only_on_demand(imported):
    text([HEADINGS, *ROWS])
    map_as()
    imported(file="export.csv")
    text(but(1, 3, 2))
    ran = imported(file="export.csv")
    assert (ran.status, ran.err.startswith(f"{CASES}: error D306")) == (1, True)
    assert CASES.read_text() == IMPORTED
    ran = imported("--replace", file="export.csv")
    assert (ran.status, ran.out) == (0, f"replaced {CASES}: 3 cases\n")
    assert CASES.read_text() == IMPORTED.replace("c1,oak,Under 65,Yes", "c1,oak,Under 65,No")


@pytest.mark.parametrize("there", ["residents.csv", "residents/export.xlsx"])
@pytest.mark.parametrize("words", [[], ["--replace"]])
def test_cases_in_another_place_are_left_alone(imported, there, words):
    path = Path("spring/cases") / there
    path.parent.mkdir(exist_ok=True)
    path.write_text("somebody's")
    text([HEADINGS, *ROWS])
    map_as()
    ran = imported(*words, file="export.csv")
    assert (ran.status, ran.err.startswith(f"{path}: error D306")) == (1, True)
    assert (path.read_text(), CASES.exists()) == ("somebody's", False)


def test_a_mapping_elsewhere(imported):
    text([HEADINGS, *ROWS])
    Path("ours.yaml").write_text(SOUND)
    assert imported("--mapping", "ours.yaml", file="export.csv").status == 0
    assert not MAPPING.exists()


def test_what_programs_are_told(imported):
    text([HEADINGS, *ROWS])
    drafted = json.loads(imported("--format", "json", file="export.csv").out)
    assert drafted == {
        "assay": "import/1",
        "state": "drafted",
        "mapping": MAPPING.as_posix(),
        "sure": 4,
        "guessed": 3,
        "open": 3,
    }
    map_as()
    for state in ("written", "same"):
        found = json.loads(imported("--format", "json", file="export.csv").out)
        assert found == {
            "assay": "import/1",
            "state": state,
            "file": CASES.as_posix(),
            "cases": 3,
        }


# What is refused, with the cell named


DAY = datetime.date(2024, 4, 3)


@pytest.mark.parametrize(
    ("cell", "place", "said"),
    [
        ((1, 0, ""), "2:1", "D509: cell A2: case id is blank"),
        ((3, 0, "c1"), "4:1", "D510: cell A4: this case stands in an earlier row already"),
        (
            (1, 0, DAY),
            "2:1",
            "D507: cell A2: this is a date, which Excel makes of such as 3-4 or 5/6",
        ),
        ((1, 0, 1.5e17), "2:1", "D508: cell A2: this number is too long, and has been rounded"),
        (
            (1, 0, "1.5E+17"),
            "2:1",
            "D508: cell A2: this number is too long, and has been rounded",
        ),
        ((1, 0, "=1+1"), "2:1", 'C136: column "case" begins as a formula does (row 2)'),
        ((1, 1, "secret"), "2:2", "D506: cell B2: this is nothing that the provider can be"),
        ((1, 1, ""), "2:2", "D509: cell B2: provider is blank"),
        ((1, 2, "secret"), "2:3", "D506: cell C2: this is nothing that age can be"),
        ((1, 2, ""), "2:3", "D509: cell C2: age is blank"),
        (
            (1, 2, DAY),
            "2:3",
            "D507: cell C2: this is a date, which Excel makes of such as 3-4 or 5/6",
        ),
        ((1, 3, "secret"), "2:4", "D506: cell D2: this is nothing that question b1a can be"),
        (
            (1, 3, DAY),
            "2:4",
            "D507: cell D2: this is a date, which Excel makes of such as 3-4 or 5/6",
        ),
        (
            (0, 3, DAY),
            "1:4",
            "D507: cell D1: this is a date, which Excel makes of such as 3-4 or 5/6",
        ),
    ],
)
def test_a_cell_that_is_unclear(imported, cell, place, said):
    workbook(but(*cell))
    map_as()
    ran = imported()
    assert (ran.status, ran.out) == (1, "")
    assert [f"export.xlsx:{place}", said] in errors(ran)
    assert "secret" not in ran.err
    assert not CASES.exists()


def test_everything_that_is_wrong_is_said_at_once(imported):
    rows = [("c1", "x", "y", "z", 1, 1), ("c1", "", "", "z", 7, 1)]
    text([HEADINGS, *rows])
    map_as()
    ran = imported(file="export.csv")
    assert [message[:4] for _, message in errors(ran)] == [
        *("D506", "D506", "D506"),  # B2, C2, and D2 with D3
        *("D510", "D509", "D509", "D506"),  # A3, B3, C3, E3
    ]
    assert "cells D2, D3: " in ran.err


def test_ids_that_are_blank_are_not_the_same(imported):
    text([HEADINGS, ("", *ROWS[0][1:]), ("", *ROWS[1][1:])])
    map_as()
    said = [message for _, message in errors(imported(file="export.csv"))]
    assert said == ["D509: cells A2, A3: case id is blank"]


def test_that_a_column_is_left_out_may_be_a_guess(imported):
    text([(*HEADINGS, "b2b?"), *((*row, 1) for row in ROWS)])
    left_out = "  - {heading: b2b?, ignore: true, guess: true}\nanswers:"
    map_as(SOUND.replace("answers:", left_out))
    said = [message for _, message in errors(imported(file="export.csv"))]
    assert said == ["D504: that this is nothing to import is only a guess"]


def test_of_many_cells_the_first_are_named(imported):
    rows = [(f"c{n}", "oak", "Under 65", "?", 1, 1) for n in range(30)]
    text([HEADINGS, *rows])
    map_as()
    ran = imported(file="export.csv")
    assert "cells D2, D3, D4, D5, D6, D7, D8, D9, D10, D11 and 20 more: " in ran.err


def test_merged_answers_are_refused(imported):
    workbook([HEADINGS, *ROWS], merged=[((1, 3, 2, 3), "1"), ((1, 0, 2, 0), "c1")])
    map_as()
    said = [message for _, message in errors(imported())]
    assert "D512: cells D2, D3: cells are merged here" in said
    assert "D512: cells A2, A3: cells are merged here" in said


def test_a_date_may_be_what_the_mapping_says(imported):
    workbook(but(1, 2, DAY))
    map_as(SOUND + "values: [{column: age, cell: 2024-04-03, is: Under 65}]\n")
    assert imported().status == 0
    assert CASES.read_text() == IMPORTED


def test_an_error_of_the_spreadsheet_is_no_answer(imported):
    workbook(but(1, 3, "=NA()"))
    with xlsxwriter.Workbook("export.xlsx") as book:
        sheet = book.add_worksheet()
        for number, row in enumerate((HEADINGS, *ROWS)):
            sheet.write_row(number, 0, row)
        sheet.write_formula(1, 3, "=NA()", None, "#N/A")
    map_as()
    assert errors(imported())[0][1].startswith("D506: cell D2: ")


def test_an_answer_that_was_never_asked_for(assay):
    text([("case", "provider", "b2b"), ("v1", "oak", "Yes"), ("v2", "park", "Yes")])
    words = ["import", "export.csv", "--round", "spring", "--sample", "visits"]
    Path("spring/cases/visits.csv").unlink()
    assert assay(*words).status == 1
    ran = assay(*words)
    assert [place for place, _ in errors(ran)] == ["export.csv:3:2", "export.csv:3:3"]
    assert 'cell B3: sample "visits" applies only to "home"' in ran.err
    assert 'cell C3: question b2b applies only to "home"' in ran.err


# What is wrong with a mapping


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Case ref", "Case reff", 'D502: no column of the table is headed "Case reff"'),
        ("  - {heading: Age, is: Age group}\n", "", "D501: column C is not in the mapping"),
        (
            "  - {heading: Age, is: Age group}\n",
            "",
            "D505: no column of the table is profile column age",
        ),
        ("is: b2a", "is: b1a", "D517: another entry is question b1a already"),
        ("is: b2a", "is: b2z", 'D120: sample "residents" has no column "b2z"'),
        ("is: b2a", "ignore: true", "D505: no column of the table is question b2a"),
        ("is: case", "ignore: true", 'D505: no column of the table is the column "case"'),
        ("is: Elm Lodge", "is: ash", 'D120: the round has no provider "ash"'),
        ("is: n/a", "is: maybe", 'D120: sample "residents" has no answer "maybe"'),
        ("cell: 9,", "cell: 9, column: b9,", 'D120: sample "residents" has no question "b9"'),
        ("cell: 9,", "cell: 9, column: age,", 'D120: sample "residents" has no question "age"'),
        (
            "sample: residents",
            "sample: visits",
            'D516: this mapping is for sample "visits", not "residents"',
        ),
        ("columns:", "sheet: Data\ncolumns:", 'D514: this file has no sheet "Data"'),
        ("columns:", "colums:", 'F101: there is no key "colums" here'),
        ("is: b2a", "ignore: false", 'F104: "ignore" cannot be "false"'),
    ],
)
def test_a_mapping_that_does_not_fit(imported, old, new, said):
    text([HEADINGS, *ROWS])
    assert SOUND.count(old) == 1
    map_as(SOUND.replace(old, new))
    ran = imported(file="export.csv")
    assert ran.status == 1
    assert said in [message for _, message in errors(ran)]
    assert not CASES.exists()


def test_a_table_with_nothing_below_its_header(imported):
    text([HEADINGS])
    map_as()
    said = [message for _, message in errors(imported(file="export.csv"))]
    assert said == ["D515: there is nothing below the first row, which is the header"]
    text([GROUPS, HEADINGS])
    MAPPING.unlink()
    imported(file="export.csv")
    correct()
    said = [message for _, message in errors(imported(file="export.csv"))]
    assert said == ["D515: there is nothing below the first 2 rows, which are the header"]


def test_a_value_that_a_column_cannot_have(imported):
    text([HEADINGS, *ROWS])
    map_as(SOUND + "values: [{column: age, cell: x, is: old}, {column: b1a, cell: x, is: x}]\n")
    said = [message for _, message in errors(imported(file="export.csv"))]
    assert said == [
        'D120: sample "residents" has no value "old"',
        'D120: sample "residents" has no profile column "b1a"',
    ]


def test_headings_that_stand_twice(imported):
    rows = [
        (*row, extra) for row, extra in zip((HEADINGS, *ROWS), ["Age", 1, 2, 3], strict=True)
    ]
    text(rows)
    map_as()
    ran = imported(file="export.csv")
    assert [m for _, m in errors(ran)] == ['D503: columns C and G are all headed "Age"']
    assert 'add "column: C"' in ran.err
    map_as(
        SOUND.replace("{heading: Age,", "{heading: Age, column: c,").replace(
            "answers:", "  - {heading: age, column: G, ignore: true}\nanswers:"
        )
    )
    assert imported(file="export.csv").status == 0
    assert CASES.read_text() == IMPORTED
    MAPPING.unlink()
    imported(file="export.csv")
    assert "{heading: Age, column: C, is: age}" in MAPPING.read_text()
    assert "{heading: Age, column: G, is: }" in MAPPING.read_text()


def test_a_column_without_a_heading_is_called_by_its_letter(imported):
    text(but(0, 0, ""))
    map_as(SOUND.replace("heading: Case ref", "heading: Column A"))
    assert imported(file="export.csv").status == 0
    assert CASES.read_text() == IMPORTED


# Files that cannot be read, and wrong usage


def test_a_file_that_cannot_be_read(imported):
    for name, content, code in (
        ("a.csv", b"", "F003"),
        ("a.csv", b"case\xff\n", "F002"),
        ("a.csv", b'"case\n', "C119"),
        ("a.csv", b",,\n,,\n", "C102"),
        ("a.csv", b'case,"provider\n' + b"x" * 200_000, "C119"),
        ("a.parquet", b"x", "C134"),
        ("a.doc", b"x", "C134"),
        ("a.xlsx", b"x", "C120"),
    ):
        Path(name).write_bytes(content)
        ran = imported(file=name)
        assert (ran.status, [m[:4] for _, m in errors(ran)]) == (1, [code]), name


def test_what_people_cannot_see_does_not_matter(imported):
    workbook([("Case\u200b ref", *HEADINGS[1:]), *ROWS])
    map_as()
    assert imported().status == 0


def test_words_that_look_like_a_formula_stay_words(assay):
    page = Path("standards/care-1/framework.yaml")
    page.write_text(
        page.read_text().replace(
            "65 or over]}\n", "65 or over]}\n      - {id: note, name: Note, missing: allowed}\n"
        )
    )
    rows = [(*HEADINGS, "Note"), *((*row, '=HYPERLINK("x")') for row in ROWS)]
    text(rows)
    map_as(SOUND.replace("answers:", "  - {heading: note, is: note}\nanswers:"))
    words = ["import", "export.csv", "--round", "spring", "--sample", "residents"]
    assert assay(*words).status == 0
    assert CASES.read_text().count(",\"'=HYPERLINK(") == 3
    said = 'values: [{column: note, cell: "=hyperlink(\\"x\\")", is: A link.}]\n'
    map_as(MAPPING.read_text() + said)
    assert assay(*words, "--replace").status == 0
    assert CASES.read_text().count(",A link.,") == 3


def test_wrong_usage(assay):
    text([HEADINGS, *ROWS])
    for words, said in (
        (["export.csv"], "--round"),
        (["nothing.csv", "--round", "spring"], "nothing.csv"),
        (["export.csv", "--round", "spring"], '--sample "residents" or "visits"'),
        (["export.csv", "--round", "spring", "--sample", "x"], 'no sample "x"'),
    ):
        ran = assay("import", *words)
        assert (ran.status, said in ran.err) == (2, True)


def test_of_one_sample_no_name_is_needed(assay):
    page = Path("standards/care-1/framework.yaml")
    whole = page.read_text()
    start, end = whole.index("  - id: visits"), whole.index("bands:")
    page.write_text(whole[:start] + whole[end:])
    domain = Path("standards/care-1/domains/b-care.yaml")
    domain.write_text(domain.read_text().replace("        sample: visits\n", ""))
    text([HEADINGS, *ROWS])
    map_as()
    ran = assay("import", "export.csv", "--round", "spring")
    assert "D505: no column of the table is question b2b" in ran.err


# What `assay check` says of mappings that a round keeps


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("is: b2a}", "is: ^b2z}", "D120"),
        ("sample: residents", "sample: ^residence", "D120"),
        ("is: b2a}", "is: b2a, guess: ^true}", "D504"),
        ("columns:", "^colums:", "F101"),
        ("is: Elm Lodge}", "is: ^Elm Lodges}", "D120"),
        ("is: b2a}", "is: ^b1a}", "D517"),
    ],
)
def test_check_reads_the_mappings_of_a_round(assay, old, new, code):
    MAPPING.parent.mkdir()
    MAPPING.write_text(SOUND, encoding="utf-8")
    shutil.copy(BASES / "inspection" / "spring" / "cases" / "residents.csv", "spring/cases")
    assert assay("check", "spring").status == 0
    before, _, after = SOUND.replace(old, new).partition("^")
    MAPPING.write_text(before + after, encoding="utf-8")
    ran = assay("check", "spring", "--format", "json")
    assert ran.status == 1
    (found, *_) = [f for f in json.loads(ran.out)["findings"] if f["file"] == str(MAPPING)]
    lines = before.split("\n")
    place = (found["code"], found["line"], found["column"])
    assert place == (code, len(lines), len(lines[-1]) + 1)


def test_check_says_of_a_spoilt_round_only_what_it_can(assay):
    MAPPING.parent.mkdir()
    MAPPING.write_text("sample: nobody\n", encoding="utf-8")
    Path("spring/round.yaml").write_text("round: spring\n", encoding="utf-8")
    ran = assay("check", "spring")
    assert ran.status == 1
    assert "spring/imports" not in ran.out
