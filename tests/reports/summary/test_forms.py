"""The page, the charts, the spreadsheets and the data of a report."""

from __future__ import annotations

import io
import json
import re
import shutil
import sys
import zipfile
from decimal import Decimal
from fractions import Fraction
from html import escape
from html.parser import HTMLParser
from types import ModuleType
from xml.etree import ElementTree

import duckdb
import pytest
from jsonschema import Draft202012Validator
from python_calamine import CalamineWorkbook

import engine
from engine.cli.program import run
from engine.data import folder as packaged
from engine.reports.summary.svg import COLOURS
from engine.reports.summary.svg import INK
from engine.reports.summary.svg import PALE
from tests.reports.summary.conftest import INSPECTION
from tests.reports.summary.conftest import read
from tests.reports.summary.conftest import report

HOSTILE = {
    "Oak House": '<script>alert("1")</script>',
    "Elm Lodge": '=HYPERLINK("http://example.org")',
    "Park Centre": "@SUM(1+1)*cmd|' /C calc'!A0",
}

FIGURES = """\
title: Summary & more
sections: [{section: "1", title: What we <b>found</b>}]
figures:
  - {figure: "1", title: Ratings, section: "1", ratings: provider, chart: stacked}
  - {figure: "2", title: Questions, section: "1", questions: [b1a, b1b]}
  - {figure: "3", title: By age, section: "1", types: [all, home], questions: b1a, by: age}
  - {figure: "4", title: Officers, section: "1", interviews: workload_reasonable, by: caseload}
  - {figure: "5", title: Scores, section: "1", scores: [a1, b1], decimals: 1}
  - table: A
    title: Providers
    section: "1"
    providers: [type, published, month, rating, score, standards]
  - {table: B, title: Ages, section: "1", sample: residents, total: Everybody, profile: age}
statements:
  - {statement: s, section: "1", says: "{} per cent <i>asked</i>.", numbers: [{share: b1a}]}
  - {statement: t, section: "1", says: "{} interviews.", numbers: [{interviews: all}]}
"""


@pytest.fixture
def small(tmp_path):
    """A small round whose framework declares some figures."""
    folder = tmp_path / "inspection"
    shutil.copytree(INSPECTION, folder)
    path = folder / "standards" / "care-1" / "figures.yaml"
    path.write_text(FIGURES, encoding="utf-8")
    return folder / "spring"


@pytest.fixture
def hostile(small):
    """The same with providers whose names want to be more than names."""
    path = small / "round.yaml"
    text = path.read_text(encoding="utf-8")
    for name, wanted in HOSTILE.items():
        text = text.replace(f"name: {name},", f"name: {json.dumps(wanted)},")
    path.write_text(text, encoding="utf-8")
    return small


class Page(HTMLParser):
    """What stands in a page: its elements with their attributes, and its words."""

    def __init__(self, text):
        super().__init__()
        self.elements = []
        self.words = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words.append(data)

    def all(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]


def test_the_page_needs_nothing_else(made):
    page = Page(made.text("index.html"))
    tags = {tag for tag, _ in page.elements}
    assert not tags & {"script", "link", "img", "iframe", "object", "form"}
    for _, attributes in page.elements:
        assert not {"src", "onclick", "style"} & set(attributes)
        assert attributes.get("href", "#").startswith("#")
    assert "url(" not in made.text("index.html")
    assert "@import" not in made.text("index.html")


def test_every_link_and_label_of_the_page_leads_to_something(made):
    page = Page(made.text("index.html"))
    ids = [a["id"] for _, a in page.elements if "id" in a]
    assert len(set(ids)) == len(ids)
    named = [a["href"][1:] for a in page.all("a")]
    for _, attributes in page.elements:
        named += attributes.get("aria-labelledby", "").split()
    assert set(named) <= set(ids)


def test_the_page_says_at_both_ends_that_it_is_made_up(made):
    assert made.text("index.html").count("SYNTHETIC: made-up cases and judgements") == 2


def test_every_figure_of_the_page_has_a_table(made):
    page = Page(made.text("index.html"))
    assert len(page.all("table")) == len(page.all("caption")) == len(page.all("h3"))
    assert len(page.all("svg")) == len(list((made.folder / "charts").iterdir()))


def test_a_chart_says_what_it_shows(made):
    for path in sorted((made.folder / "charts").iterdir()):
        root = ElementTree.fromstring(path.read_text(encoding="utf-8"))  # noqa: S314
        space = "{http://www.w3.org/2000/svg}"
        title, about = root.find(f"{space}title"), root.find(f"{space}desc")
        assert title is not None
        assert about is not None
        assert root.get("role") == "img"
        assert root.get("aria-labelledby") == f"{title.get('id')} {about.get('id')}"
        assert (title.text or "").startswith("Figure ")
        assert (about.text or "").endswith("The table below has all numbers.")


def test_every_bar_has_its_number_beside_it(made):
    words = re.findall(r">([^<>]+)</text>", made.text("charts/figure-3-8.svg"))
    for row in made.table("figure-3-8"):
        assert {f"{row[1]}%", f"{row[3]}%"} <= set(words)
    assert words.count("NPS") == words.count("CRC") == 4


def test_a_stretch_of_a_bar_has_letters_and_its_number_is_written_above(made):
    words = re.findall(r">([^<>]+)</text>", made.text("charts/figure-2-1.svg"))
    assert "CRC: O 0, G 1, RI 19, I 1" in words
    assert "RI 19" in words


def luminance(colour):
    """The relative luminance of WCAG 2."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(f * p for f, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_colours_differ_enough_for_wcag_2_2_aa():
    """Words 4.5 to 1; bars 3 to 1, or a dark line round them."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast(INK, PALE) >= 4.5
    for fill, ink in COLOURS:
        assert contrast(fill, ink) >= 4.5
        assert contrast(fill, "#ffffff") >= 3 or fill == "#ffffff"


def test_text_from_data_is_only_text_in_the_page(hostile, tmp_path):
    made = report(hostile, tmp_path / "out")
    page = Page(made.text("index.html"))
    assert not page.all("script")
    assert not page.all("b")
    assert not page.all("i")
    for name in HOSTILE.values():
        assert name in page.words


def test_text_from_data_is_no_formula_in_csv(hostile, tmp_path):
    made = report(hostile, tmp_path / "out")
    names = {row["row_name"] for row in read(made.folder / "numbers.csv")}
    assert not any(name.startswith(("=", "+", "-", "@")) for name in names)
    assert f"'{HOSTILE['Elm Lodge']}" in names


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_text_from_data_is_text_in_spreadsheets(hostile, tmp_path, form):
    made = report(hostile, tmp_path / "out")
    raw = (made.folder / f"report.{form}").read_bytes()
    with zipfile.ZipFile(io.BytesIO(raw)) as whole:
        inside = "".join(
            whole.read(name).decode() for name in whole.namelist() if name.endswith(".xml")
        )
    assert "<f>" not in inside
    assert "<hyperlink " not in inside
    assert "xlink:href" not in inside
    assert "table:formula" not in inside
    book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
    cells = {cell for row in book.get_sheet_by_name("Table A").to_python() for cell in row}
    assert set(HOSTILE.values()) <= cells


# Spreadsheets


def sheet(made, form, name):
    """The table of a sheet: the rows after those with one cell."""
    raw = (made.folder / f"report.{form}").read_bytes()
    book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
    rows = book.get_sheet_by_name(name).to_python()
    first = next(n for n, row in enumerate(rows) if row[0] and all(row[1:]))
    return rows[:first], rows[first], rows[first + 1 :]


@pytest.mark.parametrize("form", ["xlsx", "ods"])
@pytest.mark.parametrize(
    ("name", "file"),
    [("Table D1", "table-d1"), ("Figure 2.4", "figure-2-4"), ("Figure 3.1", "figure-3-1")],
)
def test_a_sheet_has_the_numbers_of_the_table(made, form, name, file):
    _, _, rows = sheet(made, form, name)
    for found, printed in zip(rows, made.table(file), strict=True):
        for cell, words in zip(found, printed, strict=True):
            if isinstance(cell, float):
                assert Decimal(str(cell)) == Decimal(words)
            else:
                assert cell == words or (cell, words) in (("[z]", ""), ("All", ""))


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_a_spreadsheet_begins_with_cover_contents_and_notes(made, form):
    raw = (made.folder / f"report.{form}").read_bytes()
    book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
    names = book.sheet_names
    assert names[:3] == ["Cover", "Contents", "Notes"]
    assert [row[0] for row in sheet(made, form, "Contents")[2]] == ["Notes", *names[3:]]
    above, heads, rows = sheet(made, form, "Table D2")
    assert above[0][0] == "Table D2: NPS court reports sample"
    assert above[1][0] == "SYNTHETIC: made-up cases and judgements"
    assert above[-1][0] == "This sheet has one table."
    assert heads == ["Characteristic", "Category", "NPS: number", "NPS: percentage"]
    assert all(cell != "" for row in rows for cell in row)


def test_no_cell_is_merged(made):
    with zipfile.ZipFile(made.folder / "report.xlsx") as whole:
        assert not any(b"mergeCell" in whole.read(name) for name in whole.namelist())
    with zipfile.ZipFile(made.folder / "report.ods") as whole:
        assert b"columns-spanned" not in whole.read("content.xml")
        assert whole.namelist()[0] == "mimetype"


def test_parquet_has_the_same_numbers_as_csv(made):
    with duckdb.connect() as connection:
        found = connection.execute(
            "select number, row, series, n, percentage from read_parquet(?)",
            [str(made.folder / "numbers.parquet")],
        ).fetchall()
    rows = read(made.folder / "numbers.csv")
    assert len(found) == len(rows)
    for (number, row, series, n, percentage), written in zip(found, rows, strict=True):
        assert (number, row or "", series or "") == (
            written["number"],
            written["row"],
            written["series"],
        )
        assert ("" if n is None else str(n)) == written["n"]
        if percentage is not None:
            assert Fraction(percentage) == Fraction(written["percentage"])


# The folder


def test_the_same_round_gives_the_same_bytes(small, tmp_path):
    first, second = (report(small, tmp_path / name) for name in ("one", "two"))
    names = [p.relative_to(first.folder) for p in first.folder.rglob("*") if p.is_file()]
    assert len(names) > 10
    for name in names:
        assert (first.folder / name).read_bytes() == (second.folder / name).read_bytes(), name


def test_only_what_changed_is_written(small, tmp_path, capsys):
    made = report(small, tmp_path / "out")
    times = {p: p.stat().st_mtime_ns for p in made.folder.rglob("*") if p.is_file()}
    (made.folder / "charts" / "figure-1.svg").unlink()
    (made.folder / "numbers.csv").unlink()
    capsys.readouterr()
    assert run(["report", str(small), "-o", str(made.folder), "--format", "json"]) == 0
    written = json.loads(capsys.readouterr().out)["written"]
    assert written == ["numbers.csv", "charts/figure-1.svg"]
    touched = {p.name for p, time in times.items() if p.stat().st_mtime_ns != time}
    assert touched == {"figure-1.svg", "numbers.csv"}


def test_charts_are_pictures_too_where_asked(small, tmp_path, monkeypatch, capsys):
    painter = ModuleType("vl_convert")
    monkeypatch.setattr(painter, "svg_to_png", lambda svg, scale: svg.encode() * scale, False)
    monkeypatch.setitem(sys.modules, "vl_convert", painter)
    folder = tmp_path / "out"
    assert run(["report", str(small), "-o", str(folder), "--png"]) == 0
    drawing = (folder / "charts" / "figure-1.svg").read_bytes()
    assert (folder / "charts" / "figure-1.png").read_bytes() == drawing * 2
    assert run(["report", str(small), "-o", str(folder)]) == 0
    assert not (folder / "charts" / "figure-1.png").exists()
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    capsys.readouterr()
    assert run(["report", str(small), "-o", str(tmp_path / "none"), "--png"]) == 2
    assert "pip install 'assay-engine[charts]'" in capsys.readouterr().err
    assert not (tmp_path / "none").exists()


def test_report_json_fits_its_schema(made):
    schema = json.loads((packaged("schemas") / "report.schema.json").read_text("utf-8"))
    found = json.loads(made.text("report.json"))
    Draft202012Validator(schema).validate(found)
    listed = {each["file"] for each in found["files"]}
    there = {
        p.relative_to(made.folder).as_posix() for p in made.folder.rglob("*") if p.is_file()
    }
    assert listed == there - {"report.json", ".assay-report.json"}


def test_a_list_of_files_that_somebody_spoilt_takes_nothing_away(small, tmp_path):
    made = report(small, tmp_path / "out")
    outside = tmp_path / "mine.txt"
    outside.write_text("mine", encoding="utf-8")
    listed = made.folder / ".assay-report.json"
    text = listed.read_text(encoding="utf-8")
    listed.write_text(text.replace("charts/figure-1.svg", "../mine.txt"), encoding="utf-8")
    report(small, made.folder)
    listed.write_text("[1", encoding="utf-8")
    report(small, made.folder)
    assert outside.exists()
    assert json.loads(listed.read_text(encoding="utf-8"))["assay"] == "files/1"


# What a round may lack


def test_a_round_without_interviews_says_so(small, tmp_path):
    made = report(small, tmp_path / "out")
    assert "This round has no interviews." in made.text("index.html")
    assert not (made.folder / "charts" / "figure-4.svg").exists()
    assert made.numbers("t", "sentence")[0]["mark"] == "[x]"
    above, *_ = sheet_above(made, "Figure 4")
    assert "This round has no interviews." in above


def sheet_above(made, name):
    raw = (made.folder / "report.xlsx").read_bytes()
    rows = CalamineWorkbook.from_filelike(io.BytesIO(raw)).get_sheet_by_name(name).to_python()
    return [row[0] for row in rows], rows


def test_groups_of_a_question_stand_under_it(small, tmp_path):
    made = report(small, tmp_path / "out")
    assert made.table("figure-3") == [
        ["Was the person asked what they need?", "All", "75", "12", "63", "8"],
        ["Was the person asked what they need?", "Under 65", "100", "4", "100", "3"],
        ["Was the person asked what they need?", "65 or over", "63", "8", "40", "5"],
    ]
    assert 'scope="rowgroup"' in made.text("index.html")


def test_what_is_of_few_is_marked(small, tmp_path):
    made = report(small, tmp_path / "out")
    marked = [row for row in made.numbers("B", "table") if row["small"] == "yes"]
    assert marked == []
    path = small.parent / "standards" / "care-1" / "framework.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("small_sub_sample: 3", "small_sub_sample: 9"), "utf-8")
    made = report(small, tmp_path / "out")
    assert {row["small"] for row in made.numbers("2")} == {"yes"}
    assert "63 [u]" in made.text("index.html")


@pytest.mark.parametrize(
    ("few", "shown"), [(3, "25%, met: 75%"), (13, "25% [u], met: 75% [u]")]
)
def test_a_need_of_few_is_marked_in_its_chart(small, tmp_path, few, shown):
    path = small.parent / "standards" / "care-1" / "framework.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("small_sub_sample: 3", f"small_sub_sample: {few}"), "utf-8")
    need = "{column: age, value: Under 65, question: b1b}"
    declare(
        small,
        f'figures: [{{figure: "1", title: T, section: "1", types: day, needs: [{need}]}}]',
    )
    assert f">{shown}</text>" in report(small, tmp_path / "out").text("charts/figure-1.svg")


def test_a_type_that_is_not_asked_has_no_number(small, tmp_path):
    path = small.parent / "standards" / "care-1" / "figures.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("questions: [b1a, b1b]", "questions: [b1a, b2b]"), "utf-8")
    made = report(small, tmp_path / "out")
    marks = {row["series"]: row["mark"] for row in made.numbers("2") if row["row"] == "b2b"}
    assert marks == {"home": "", "day": "[z]"}
    assert "not asked here" in made.text("index.html")


def test_a_framework_without_figures_has_no_report(small, tmp_path, capsys):
    (small.parent / "standards" / "care-1" / "figures.yaml").unlink()
    assert run(["report", str(small), "-o", str(tmp_path / "out")]) == 1
    assert "error C301: there are no figures" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def declare(small, text):
    """Writes other figures beside the small round's framework."""
    path = small.parent / "standards" / "care-1" / "figures.yaml"
    head = (
        'title: Summary\nsections: [{section: "1", title: Found}, {section: "2", title: T}]\n'
    )
    path.write_text(head + text, encoding="utf-8")


def test_where_no_case_is_counted_a_mark_says_so(small, tmp_path):
    declare(
        small,
        "figures:\n"
        '  - {figure: "1", title: T, section: "1", questions: b1a, where: b1b is N/A}\n'
        "statements:\n"
        '  - statement: s\n    section: "1"\n    says: "{}%"\n'
        "    numbers: [{share: b1a, where: b1b is N/A}]\n"
        '  - statement: g\n    section: "1"\n    says: "{} points"\n'
        "    numbers: [{gap: b1a, between: [home, day], where: b1b is N/A}]\n",
    )
    made = report(small, tmp_path / "out")
    assert {row["mark"] for row in made.numbers("1")} == {"[x]"}
    assert made.numbers("s", "sentence")[0]["mark"] == "[x]"
    for words in ("<li>[x]%</li>", "<li>[x] points</li>"):
        assert words in made.text("index.html")
    assert "not available" in made.text("index.html")


@pytest.fixture
def no_day(small):
    """The small round without its only day centre; it has an interview."""
    for name in ("round.yaml", "judgements.csv", "inputs.csv", "cases/residents.csv"):
        path = small / name
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text("".join(x for x in lines if "park" not in x), encoding="utf-8")
    (small / "decisions.yaml").unlink()
    interviews = "provider,officer,caseload,workload_reasonable,case,implemented_effectively\n"
    (small / "interviews.csv").write_text(f"{interviews}oak,o1,20,Yes,c1,Yes\n", "utf-8")
    return small


@pytest.mark.parametrize(
    ("number", "mark"),
    [
        ("{share: b1a, type: day}", "[z]"),
        ("{cases: residents, type: day}", "[z]"),
        ("{profile: age, type: day, values: [Under 65]}", "[z]"),
        ("{interviews: all, type: day}", "[z]"),
        ("{interviews: caseload, type: day, values: [1-20]}", "[z]"),
        ("{interviews: workload_reasonable, type: day}", "[z]"),
        ("{gap: b1a, between: [home, day]}", "[x]"),
        ("{in_band: good, questions: b1a, type: day}", ""),
        ("{ratings: question, type: day}", ""),
    ],
)
def test_a_sentence_about_a_type_that_the_round_does_not_have(no_day, tmp_path, number, mark):
    """What the framework declares is sound, whichever providers a round has."""
    declare(
        no_day,
        f'statements: [{{statement: s, section: "1", says: "{{}}", numbers: [{number}]}}]',
    )
    made = report(no_day, tmp_path / "out")
    assert made.numbers("s", "sentence")[0]["mark"] == mark


@pytest.mark.parametrize(
    ("shows", "mark"), [("ratings: question, items: b2a", "[x]"), ("scores: b2a", "[z]")]
)
def test_a_figure_of_a_type_that_the_round_does_not_have(no_day, tmp_path, shows, mark):
    figure = f'{{figure: "1", title: T, section: "1", types: day, {shows}}}'
    declare(no_day, f"figures: [{figure}]")
    assert {row["mark"] for row in report(no_day, tmp_path / "out").numbers("1")} == {mark}


@pytest.mark.parametrize(
    "number",
    ["{share: b1a, where: provider is Ash}", "{interviews: all, where: provider is Ash}"],
)
def test_a_provider_that_the_round_does_not_have_is_told_where_it_is_named(
    no_day, tmp_path, capsys, number
):
    says = 'statement: s, section: "1", says: "{}"'
    declare(no_day, f"statements: [{{{says}, numbers: [{number}]}}]")
    assert run(["report", str(no_day), "-o", str(tmp_path / "out")]) == 1
    told = capsys.readouterr().err
    assert 'error C203: provider has no value "Ash"' in told
    assert "figures.yaml:3:" in told


def test_a_gap_between_a_type_and_all_is_counted_as_any_other(small, tmp_path):
    declare(
        small,
        'statements: [{statement: s, section: "1", says: "{} points", '
        "numbers: [{gap: b1a, between: [day, all]}]}]",
    )
    made = report(small, tmp_path / "out")
    assert "<li>25 points</li>" in made.text("index.html")  # 4 of 4, and 9 of 12
    (row,) = made.numbers("s", "sentence")
    assert row["population"] == "1 question, day and All"


ODD = ("1.1", "[a]:*?/'", "ü", "é", "a" * 40 + "1", "a" * 40 + "2")


def test_a_number_that_is_no_name_of_a_sheet_is_made_one(small, tmp_path):
    figures = "".join(
        f"  - {{table: {json.dumps(name)}, title: T, section: '1', ratings: provider}}\n"
        for name in ODD
    )
    declare(small, f"figures:\n{figures}")
    made = report(small, tmp_path / "out")
    names = [f"Table {name}" for name in ("1.1", "-a------", "ü", "é")]
    names += [f"Table {'a' * 21}-{number}" for number in (5, 6)]
    for form in ("xlsx", "ods"):
        raw = (made.folder / f"report.{form}").read_bytes()
        book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
        assert book.sheet_names == ["Cover", "Contents", "Notes", *names]
    assert sorted(path.name for path in (made.folder / "tables").iterdir()) == [
        "table-1-1.csv",
        "table-a.csv",
        f"table-{'a' * 40}1.csv",
        f"table-{'a' * 40}2.csv",
        "table-e.csv",
        "table-u.csv",
    ]


def test_a_round_that_is_not_made_up_says_nothing_of_it(small, tmp_path):
    declare(small, 'figures:\n  - {figure: "1", title: T, section: "2", questions: b1a}\n')
    path = small / "round.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("synthetic: true", "synthetic: false"), encoding="utf-8")
    for cases in (small / "cases").glob("*.csv"):
        lines = cases.read_text(encoding="utf-8")
        assert "synthetic" not in lines
    made = report(small, tmp_path / "out")
    assert "SYNTHETIC" not in made.text("index.html")
    assert "Found" not in made.text("index.html")
    raw = (made.folder / "report.xlsx").read_bytes()
    book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
    assert book.sheet_names == ["Cover", "Contents", "Notes", "Figure 1"]
    assert "SYNTHETIC" not in str(book.get_sheet_by_name("Cover").to_python())


def test_a_notebook_gets_the_numbers_of_the_command(small, tmp_path):
    made = report(small, tmp_path / "out")
    summary = engine.report(small)
    cell = summary.displays[1].lines[0].cells[0]
    row = next(row for row in made.numbers("2") if row["series"] == "home")
    assert cell.part is not None
    assert cell.whole is not None
    assert (cell.part.n, cell.whole.n) == (int(row["n"]), int(row["base"]))
    assert cell.percent == Fraction(100 * cell.part.n, cell.whole.n)
    assert f"<li>{escape(summary.sentences[0].words)}</li>" in made.text("index.html")
    assert engine.report(small, threshold=9).threshold == 9
