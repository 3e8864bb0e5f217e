"""A small framework with two types of provider and three samples, and its case files."""

from __future__ import annotations

import csv
import gzip
import zipfile
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from engine.cases import Provider
from engine.cases import tally_round
from engine.frameworks.model import AnswerLabel
from engine.frameworks.model import Grade
from engine.frameworks.model import Item
from engine.frameworks.model import Judgements
from engine.frameworks.model import Level
from engine.frameworks.model import Observation
from engine.frameworks.model import ProfileColumn
from engine.frameworks.model import ProviderType
from engine.frameworks.model import Sample
from engine.frameworks.model import Scale
from engine.frameworks.model import Text
from engine.frameworks.model import Vocabulary

if TYPE_CHECKING:
    from pathlib import Path

ANSWERS = Judgements("judgements", "visit", "answer")
YES_NO = (
    AnswerLabel("Yes", "met"),
    AnswerLabel("No", "not met"),
    AnswerLabel("N/A", "not applicable"),
)
PROFILE = (
    ProfileColumn("size", "Size of home", ("Small", "Large")),
    ProfileColumn("area", "Area", ("Town", "Country"), missing_allowed=True),
    ProfileColumn("note", "Note", (), missing_allowed=True),
)
VOCABULARY = Vocabulary(
    id="homes",
    title="Homes and schools",
    rules_language=1,
    scales=(
        Scale("rating", (Grade("poor", "Poor"), Grade("fine", "Fine"))),
        Scale(
            "answer", (Grade("not met", "Not met"), Grade("met", "Met")), ("not applicable",)
        ),
    ),
    levels=(
        Level("prompt", "prompts", answers=ANSWERS),
        Level("question", "questions", "rating", ANSWERS),
        Level("theme", "themes", "rating"),
        Level("provider", "providers", "rating"),
    ),
    items=(
        Item("1", "theme", sample="visits"),
        Item("1.1", "question", parent="1", sample="visits"),
        Item("1.1b", "prompt", parent="1.1", sample="visits"),
        Item("1.2", "question", parent="1", sample="visits", applies_to=("home",)),
        Item("2", "theme", sample="lessons"),
        Item("2.1", "question", parent="2", sample="lessons", applies_to=("school",)),
        Item("3", "theme"),
        Item("3.1", "question", parent="3"),
    ),
    observations=(
        Observation("1.1-garden", "1.1", Text("Is there a garden?", "us"), "visits"),
        Observation("2-noise", "2", Text("Is it noisy?", "us"), None),
    ),
    provider_types=(ProviderType("home", "Home"), ProviderType("school", "School")),
    samples=(
        Sample("visits", "Visits", ("home", "school"), YES_NO, PROFILE),
        Sample("lessons", "Lessons", ("school",), YES_NO),
    ),
)
PROVIDERS = (
    Provider("elm", "Elm House", "home", ("The Elms",)),
    Provider("oak", "Oak", "school", ("Shared",)),
    Provider("ash", "Ash", "home", ("Shared",)),
)
HEADER = ["case", "provider", "size", "area", "1.1", "1.1b", "1.2", "1.1-garden"]
ROWS = [
    ["v1", "elm", "Small", "Town", "Yes", "No", "Yes", "Yes"],
    ["v2", "elm", "Large", "", "No", "N/A", "N/A", "No"],
    ["v3", "oak", "Small", "Country", "Yes", "Yes", "", "N/A"],
    ["v4", "ash", "Small", "Town", "N/A", "Yes", "No", "Yes"],
]
LESSONS = [["case", "provider", "2.1"], ["l1", "oak", "Yes"], ["l2", "oak", "No"]]


MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)


def wide(*rows, header=HEADER):
    """A case file of the visits, some rows changed by their number in a spreadsheet."""
    return [header, *(rows or ROWS)]


def changed(row, column, value):
    """The visits with one cell changed; rows are counted as a spreadsheet does."""
    table = [list(each) for each in [HEADER, *ROWS]]
    table[row - 1][HEADER.index(column)] = value
    return table


def long_form(table):
    """The rows of a wide table as case, provider, item, answer, and its profile."""
    header, *rows = table
    questions = [n for n, h in enumerate(header) if h[0].isdigit()]
    profile = [n for n in range(len(header)) if n not in questions]
    answers = [["case", "provider", "item", "answer"]]
    answers += [[r[0], r[1], header[n], r[n]] for r in rows for n in questions if r[n]]
    return answers, [[r[n] for n in profile] for r in table]


def write(path: Path, table, **options):
    """A table as a file of the kind that its name says."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".xlsx":
        _write_xlsx(path, {"Cases": table})
    elif path.suffix == ".ods":
        _write_ods(path, table)
    elif path.suffix == ".parquet":
        _write_parquet(path, table)
    elif path.suffix == ".gz":
        with gzip.open(path, "wt", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(table)
    else:
        options = {"delimiter": "\t"} if path.suffix == ".tsv" else options
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, **options).writerows(table)
    return path


def write_sheets(path: Path, sheets):
    """A workbook with several sheets."""
    path.parent.mkdir(parents=True, exist_ok=True)
    _write_xlsx(path, sheets)


def tally(folder: Path, **options):
    """The counts of a round's cases, and the findings."""
    return tally_round(folder, VOCABULARY, PROVIDERS, **options)


def visits(folder: Path, table, name="visits.csv", **options):
    """The findings about one file of visits, beside a sound file of lessons."""
    write(folder / "cases" / name, table)
    write(folder / "cases/lessons.csv", LESSONS)
    return tally(folder, **options)


def shown(findings):
    """Findings as their place, code and message, which keep to the house's style."""
    for f in findings:
        assert f.help
        assert not f.message.endswith(".")
    return [f"{f.place}: {f.code}: {f.message}" for f in findings]


def _write_xlsx(path, sheets):
    import xlsxwriter

    book = xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"})
    for name, table in sheets.items():
        sheet = book.add_worksheet(name)
        for y, row in enumerate(table):
            for x, value in enumerate(row):
                sheet.write(y, x, value)
    book.close()


def _write_ods(path, table):
    def cell(value):
        inner = f"<text:p>{escape(value)}</text:p>"
        return f'<table:table-cell office:value-type="string">{inner}</table:table-cell>'

    rows = "".join(
        f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in table
    )
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names}>'
        f'<office:body><office:spreadsheet><table:table table:name="Cases">{rows}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr("META-INF/manifest.xml", MANIFEST)
        book.writestr("content.xml", content)


def _write_parquet(path, table):
    import duckdb

    header, *rows = table
    columns = ", ".join('"' + name.replace('"', '""') + '" varchar' for name in header)
    marks = ", ".join("nullif(?, '')" for _ in header)
    quoted = str(path).replace("'", "''")
    with duckdb.connect() as connection:
        connection.execute(f"create table t ({columns})")
        for row in rows:
            connection.execute(f"insert into t values ({marks})", row)
        connection.execute(f"copy t to '{quoted}' (format parquet)")
