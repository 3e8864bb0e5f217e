"""A report beside an earlier round: both numbers, the change, and what it is made of."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
from collections import Counter
from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from math import sqrt
from xml.etree import ElementTree

import duckdb
import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from python_calamine import CalamineWorkbook

import engine
from engine.assurance.figures.figure import Figure
from engine.assurance.figures.figure import Ratings
from engine.cli.program import run
from engine.data import folder as packaged
from engine.reports.summary.change import changed
from engine.reports.summary.numbers import Cell
from engine.reports.summary.numbers import Count
from engine.reports.summary.numbers import Display
from engine.reports.summary.numbers import Key
from engine.reports.summary.numbers import Line
from engine.reports.summary.numbers import Population
from engine.reports.summary.numbers import Summary
from engine.reports.summary.withhold import withheld
from tests.reports.summary.conftest import INSPECTION
from tests.reports.summary.conftest import read
from tests.reports.summary.conftest import report
from tests.reports.summary.test_withhold import ATOMS
from tests.reports.summary.test_withhold import follows
from tests.reports.summary.test_withhold import groups_of
from tests.reports.summary.test_withhold import people
from tests.reports.summary.test_withhold import printed
from tests.reports.summary.test_withhold import tables

MOVED = ("n", "percentage", "mean")

# The two national rounds


@pytest.fixture(scope="session")
def second(tmp_path_factory):
    """The folder of the synthetic second round: ten re-inspections."""
    folder = tmp_path_factory.mktemp("second") / "round"
    assert run(["demo", os.fspath(folder), "--framework", "2019-20"]) == 0
    return folder


@pytest.fixture(scope="session")
def both(country, second, tmp_path_factory):
    """The report of the second beside the first."""
    folder = tmp_path_factory.mktemp("both") / "out"
    return report(second, folder, "--before", os.fspath(country))


@pytest.fixture(scope="session")
def alone(second, tmp_path_factory):
    """The report of the second without the first."""
    return report(second, tmp_path_factory.mktemp("alone") / "out")


def rows_of(made):
    return read(made.folder / "numbers.csv")


def place(row):
    """Which number a row is about."""
    return tuple(row[each] for each in ("kind", "number", "row", "series"))


def values(rows, round_):
    """The numbers of a round, by their places."""
    own = ("n", "base", "percentage", "mean", "points", "words", "small", "mark")
    return {
        place(row): [row[each] for each in own]
        for row in rows
        if row["round"] == round_ and not row.get("part")
    }


def changes(rows):
    """Changes and their parts, by place and column."""
    found: defaultdict[tuple[object, ...], dict[str, Decimal]] = defaultdict(dict)
    for row in rows:
        if row["part"] and row["change"]:
            found[*place(row), row["part_of"]][row["part"]] = Decimal(row["change"])
    return found


def test_either_round_has_the_numbers_of_its_own_report(both, alone, made):
    """The figures of the two have the same ids, so that each can be looked up in the other."""
    rows = rows_of(both)
    now, before = values(rows, "2019-20"), values(rows, "2018-19")
    asked = {each: own for each, own in now.items() if own[-1] != "[x]"}
    assert asked == values(rows_of(alone), "demo")
    first = values(rows_of(made), "demo")
    shared = [each for each in before if each in first and before[each][-1] != "[b]"]
    assert len(shared) > 700
    assert [before[each] for each in shared] == [first[each] for each in shared]


def test_a_change_is_the_later_number_less_the_earlier(both):
    rows = rows_of(both)
    now, before = values(rows, "2019-20"), values(rows, "2018-19")
    checked = Counter[str]()
    for (*where, column), parts in changes(rows).items():
        if column not in MOVED or "change" not in parts:
            continue
        old, new = (found[tuple(where)] for found in (before, now))
        if column == "percentage":
            counts = [(int(each[0]), int(each[1])) for each in (old, new)]
            exact = Fraction(*counts[1]) - Fraction(*counts[0])
            assert abs(Fraction(parts["change"]) - 100 * exact) < Fraction(1, 10**5)
        elif column == "n":
            assert parts["change"] == int(new[0]) - int(old[0])
        else:
            assert abs(parts["change"] - (Decimal(new[3]) - Decimal(old[3]))) <= Decimal("0.01")
        checked[column] += 1
    assert checked["percentage"] > 300
    assert checked["n"] > 250
    assert checked["mean"] == 16


def test_the_parts_of_every_change_add_up(both):
    kinds = Counter[frozenset[str]]()
    for parts in changes(rows_of(both)).values():
        if len(parts) > 1:
            whole = parts.pop("change")
            assert abs(sum(parts.values()) - whole) < Decimal("0.00001")
            kinds[frozenset(parts)] += 1
    assert kinds[frozenset({"within", "who"})] > 300
    assert kinds[frozenset({"performance", "framework", "who"})] > 10
    assert kinds[frozenset({"performance", "framework", "undivided", "who"})] > 10


def test_from_the_second_round_to_the_first_every_change_has_the_other_sign(
    country, second, both, tmp_path
):
    back = report(country, tmp_path / "out", "--before", os.fspath(second))
    there, here = changes(rows_of(both)), changes(rows_of(back))
    shared = [each for each in there if each in here and each[0] != "sentence"]
    assert len(shared) > 700
    for each in shared:
        assert there[each] == {part: -points for part, points in here[each].items()}, each


def test_a_round_beside_itself_shows_no_change(country, tmp_path):
    again = report(country, tmp_path / "out", "--before", os.fspath(country))
    found = changes(rows_of(again))
    assert len(found) > 1000
    assert all(points == 0 for parts in found.values() for points in parts.values())
    assert {row["round"] for row in rows_of(again)} == {"demo before", "demo now"}


def answers(folder, question):
    """The answers to a question: who has how many sufficient of how many."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in read(folder / "cases" / "case-supervision.csv"):
        found[row["provider"]][row[question]] += 1
    return {name: (each["Yes"], each["Yes"] + each["No"]) for name, each in found.items()}


def test_what_the_same_providers_changed_is_their_own_change_by_their_share(
    country, second, both
):
    """Figure 3.1, of the CRCs; worked out from the case files in another way."""
    types = {
        provider: kind
        for text in [(country / "round.yaml").read_text(encoding="utf-8")]
        for provider, kind in re.findall(r"\{id: ([\w-]+),.*?type: (\w+)", text)
    }
    for question in ("2.1.1", "2.3.2", "2.4.3"):
        old, new = answers(country, question), answers(second, question)
        same = [name for name in new if name in old and types[name] == "CRC"]
        assert len(same) == 9
        sizes = [sum(each[name][1] for name in same) for each in (old, new)]
        within = sum(
            (old[name][1] / sizes[0] + new[name][1] / sizes[1])
            / 2
            * (new[name][0] / new[name][1] - old[name][0] / old[name][1])
            for name in same
        )
        found = changes(rows_of(both))["figure", "3.1", question, "CRC", "percentage"]
        assert float(found["within"]) == pytest.approx(100 * within, abs=1e-5)


def test_what_became_of_ratings_is_what_the_comparison_of_rounds_says(country, second, both):
    """Three CRCs were rated Good by the end, and one of them was not rated again."""
    found = changes(rows_of(both))
    compared = engine.compare(country, second)
    crcs = [each for each in compared.providers if each.after.type == "CRC"]
    good = [
        Fraction(each.after.rating == "good") - Fraction(each.before.rating == "good")
        for each in crcs
    ]
    parts = found["figure", "2.1", "CRC", "good", "n"]
    assert sum(good) == parts["performance"] + parts["framework"] + parts["undivided"] == 1
    assert (parts["change"], parts["who"]) == (1, 0)
    requires = found["figure", "2.1", "CRC", "requires improvement", "n"]
    assert (requires["change"], requires["performance"], requires["who"]) == (-13, -2, -11)


def test_the_mean_scores_of_those_inspected_twice(country, second, both):
    compared = engine.compare(country, second)
    apart = [
        line.score
        for each in compared.providers
        if each.after.type == "CRC"
        for line in each.lines
        if line.after == "1.1" and line.score is not None
    ]
    twice = sum(apart) / len(apart)
    parts = changes(rows_of(both))["figure", "2.4", "1.1", "CRC", "mean"]
    assert float(parts["performance"] + parts["framework"]) == pytest.approx(float(twice))


def test_what_cannot_be_compared_is_marked_and_the_reason_is_told(both):
    rows = [row for row in both.numbers("3.4") if row["row"] == "4.1.3"]
    assert [(row["round"], row["mark"], row["part"]) for row in rows] == [
        ("2018-19", "[b]", ""),
        ("2019-20", "", ""),
    ]
    reason = "4.1.3: The question about personal development gives way to one about rehab"
    assert rows[0]["because"].startswith(reason)
    page = both.text("index.html")
    assert f"Not comparable: {reason}" in page
    assert "2018-19: [b] (4.1.3: The question about personal development gives way" in page
    assert "An answer to the one is not an answer to the other).</span>" in page
    assert "[b] not comparable: asked in another way" in page
    (said,) = [
        row
        for row in both.numbers("rehabilitative elements", "sentence")
        if row["round"] == "2018-19"
    ]
    assert said["mark"] == "[b]"
    assert said["because"].startswith(reason)


def test_a_change_that_chance_may_make_is_marked(both):
    """By the same interval, with the numbers of the report and in floating point."""
    rows = rows_of(both)
    now, before = values(rows, "2019-20"), values(rows, "2018-19")
    marked = Counter[str]()
    for row in rows:
        if row["part"] != "change" or row["part_of"] != "percentage":
            continue
        if not row["significant"]:
            assert (row["kind"], row["number"]) in {("figure", "2.1"), ("figure", "2.2")}
            continue
        (old, olds, *_), (new, news, *_) = (found[place(row)] for found in (before, now))
        p, q = (int(old) + 1) / (int(olds) + 2), (int(new) + 1) / (int(news) + 2)
        error = sqrt(p * (1 - p) / (int(olds) + 2) + q * (1 - q) / (int(news) + 2))
        assert row["significant"] == ("yes" if abs(q - p) > 1.96 * error else "no")
        marked[row["significant"]] += 1
    assert min(marked.values()) > 20
    assert "not significant" in both.text("index.html")


def test_a_change_is_of_few_cases_where_either_number_is():
    few, many = Cell(Count(1), Count(2), small=True), Cell(Count(1), Count(20))
    assert changed(few, many).small
    assert changed(many, few).small
    assert not changed(many, many).small


def test_ratings_are_no_sample():
    cell = Cell(Count(1), Count(2))
    assert changed(cell, Cell(Count(2), Count(2))).chance is None


@given(st.lists(st.integers(0, 40), min_size=4, max_size=4))
def test_a_sample_does_not_differ_from_itself_by_more_than_chance(counts):
    one, other, two, another = counts
    key = Key("s", frozenset(), None)
    old, new = (
        Cell(Count(n, key), Count(n + m, key)) for n, m in ((one, other), (two, another))
    )
    assert bool(changed(old, new).chance) == bool(changed(new, old).chance)
    if one + other:
        assert changed(old, old).chance
        assert changed(old, old).percent == 0


# Forms


def test_a_table_has_a_row_for_either_round_and_for_each_part(both):
    rows = both.table("figure-2-1")
    assert [row[:2] for row in rows[-7:]] == [
        ["CRC", "2018-19"],
        ["CRC", "2019-20"],
        ["CRC", "Change"],
        ["CRC", "of which performance"],
        ["CRC", "of which framework"],
        ["CRC", "of which not divided"],
        ["CRC", "of which who was inspected"],
    ]
    assert rows[-5][6:8] == ["-13", "-23.8"]


def test_providers_stand_in_both_rounds(both):
    rows = both.table("table-2-3")
    north_west = [row[1:6] for row in rows if row[0] == "North West"]
    assert north_west == [
        ["2018-19", "NPS", "2019-02-22", "Good", "19"],
        ["2019-20", "NPS", "2020-07-08", "Good", "19"],
        ["Change", "", "", "the same", "0"],
        ["of which performance", "", "", "", "0"],
        ["of which framework", "", "", "", "0"],
    ]
    thames = [row[5] for row in rows if row[0] == "Thames Valley"]
    assert thames == ["11", "18", "7", "6", "0", "1"]
    assert [row[1] for row in rows if row[0] == "Essex"] == ["2018-19"]
    hampshire = [row for row in rows if row[0].startswith("Hampshire") and row[1] == "Change"]
    assert hampshire[0][4:6] == ["not comparable", ""]
    assert [row[1] for row in both.table("table-b1") if row[0] == "Thames Valley"] == [
        "2018-19",
        "2019-20",
    ]


def test_what_the_earlier_round_does_not_have_is_told(country, second, tmp_path):
    """The second has no interviews; beside it the first could not show what has no numbers."""
    back = report(country, tmp_path / "out", "--before", os.fspath(second))
    rows = [row for row in back.table("figure-2-5") if row[0] == "1-20"]
    assert [row[1] for row in rows] == ["2019-20", "2018-19"]
    assert set(rows[0][2:]) == {"[x]"}
    assert "2019-20: This round has no interviews." in back.text("index.html")
    (said,) = [row for row in back.numbers("S68", "sentence") if row["round"] == "2019-20"]
    assert said["mark"] == "[x]"


def test_what_the_later_round_does_not_have_is_shown_as_it_was(made, both):
    """The second has no interviews, and the first has them."""
    for name in ("figure-2-5", "table-2-1", "table-2-2"):
        rows = both.table(name)
        was = [[row[0], *row[2:]] for row in rows if row[1] == "2018-19"]
        assert was == made.table(name)
        now = [row[2:] for row in rows if row[1] != "2018-19"]
        assert len(now) == len(was)
        assert {cell for cells in now for cell in cells} == {"[x]"}
    assert both.text("index.html").count("2019-20: This round has no interviews.") == 3


def test_what_neither_round_has_is_told_once(house, beside):
    for round_ in ("spring", "autumn"):
        (house / round_ / "interviews.csv").unlink()
    made = beside()
    assert made.table("figure-7") == []
    assert "<p>This round has no interviews.</p>" in made.text("index.html")


def test_the_page_says_who_was_inspected_in_both(both):
    page = both.text("index.html")
    words = "Providers: 10 inspected in both rounds, 18 only in 2018-19 and 0 only in 2019-20."
    assert words in page
    assert "2018-19: 28 ratings of providers." in page
    assert "2019-20: 10 ratings of providers." in page
    assert page.count("Kitagawa") == 1


def test_every_row_of_the_page_has_as_many_cells(both):
    """Counting those that span several rows or columns."""
    page = both.text("index.html")
    for table in re.findall(r"<table.*?</table>", page, re.DOTALL):
        widths = set()
        spans: Counter[int] = Counter()
        for number, row in enumerate(re.findall(r"<tr.*?</tr>", table, re.DOTALL)):
            cells = re.findall(r"<t[hd]([^>]*)>", row)
            for attributes in cells:
                down = re.search(r'rowspan="(\d+)"', attributes)
                for below in range(1, int(down[1]) if down else 1):
                    spans[number + below] += 1
            across = re.search(r'colspan="(\d+)"', row)
            widths.add(int(across[1]) if across else len(cells) + spans[number])
        assert len(widths) == 1


def test_a_sentence_says_below_it_what_its_numbers_were(both):
    page = both.text("index.html")
    assert (
        "We inspected 124 NPS court reports and case allocations."
        '<span class="told">2018-19: 808; 2019-20: 124; change -684.</span>' in page
    )
    assert (
        "2018-19: 21; 2019-20: 6; change -15, of which performance -2 and who was "
        "inspected -13." in page
    )


def test_a_chart_has_an_empty_and_a_full_bar_for_each_number(both):
    text = both.text("charts/figure-3-1.svg")
    boxes = ElementTree.fromstring(text).findall("{http://www.w3.org/2000/svg}rect")  # noqa: S314
    empty = [box for box in boxes if box.get("fill") == "#ffffff"]
    assert len(empty) == len(boxes) - len(empty) == 1 + 24
    assert all(box.get("stroke-width") == "2" for box in empty)
    words = re.findall(r">([^<>]+)</text>", text)
    assert words[:2] == ["2018-19", "2019-20"]
    for row in both.table("figure-3-1"):
        if row[1] in {"2018-19", "2019-20"}:
            assert {f"{row[2]}%", f"{row[4]}%"} <= set(words)
    assert "in 2018-19 and in 2019-20" in text
    stacked = re.findall(r">([^<>]+)</text>", both.text("charts/figure-2-1.svg"))
    assert "CRC, 2018-19: O 0, G 1, RI 19, I 1, NR 0" in stacked
    assert "CRC, 2019-20: O 0, G 2, RI 6, I 0, NR 1" in stacked
    needs = re.findall(r">([^<>]+)</text>", both.text("charts/figure-3-6.svg"))
    assert {"Accommodation, 2018-19", "Accommodation, 2019-20"} <= set(needs)


@pytest.mark.parametrize("form", ["xlsx", "ods"])
@pytest.mark.parametrize(
    ("name", "file"), [("Table D1", "table-d1"), ("Figure 2.4", "figure-2-4")]
)
def test_a_sheet_has_the_numbers_of_the_table(both, form, name, file):
    raw = (both.folder / f"report.{form}").read_bytes()
    book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
    rows = book.get_sheet_by_name(name).to_python()
    first = next(n for n, row in enumerate(rows) if row[0] and all(row[1:]))
    assert "Round" in rows[first]
    for found, words in zip(rows[first + 1 :], both.table(file), strict=True):
        assert all(cell != "" for cell in found)
        for cell, word in zip(found, words, strict=True):
            if isinstance(cell, float):
                assert Decimal(str(cell)) == Decimal(word)
            else:
                assert cell == word or (cell, word) in {("[z]", ""), ("All", "")}
    cover = {row[0]: row[1] for row in book.get_sheet_by_name("Cover").to_python() if row[1:]}
    assert str(cover["Its framework"]).startswith("2018-19: ")
    sentences = book.get_sheet_by_name("Sentences").to_python()
    assert ["Sentence", "Section", "Text", "Beside 2018-19"] in sentences
    notes = [row[0] for row in book.get_sheet_by_name("Notes").to_python()]
    assert {"Two rounds", "[b]", "[ns]"} <= set(notes)


def test_parquet_has_the_same_changes_as_csv(both):
    columns = ("round", "part", "part_of", "change", "significant", "because")
    with duckdb.connect() as connection:
        found = connection.execute(
            f"select {', '.join(columns)} from read_parquet(?)",  # noqa: S608
            [str(both.folder / "numbers.parquet")],
        ).fetchall()
    rows = rows_of(both)
    assert len(found) == len(rows)
    for values_, row in zip(found, rows, strict=True):
        for column, value in zip(columns, values_, strict=True):
            if column == "change" and value is not None:
                assert value == Decimal(row[column])
            else:
                assert (value or "") == row[column]


def test_a_second_run_writes_nothing(country, second, both, capsys):
    before = {path: path.read_bytes() for path in both.folder.rglob("*") if path.is_file()}
    capsys.readouterr()
    report(second, both.folder, "--before", os.fspath(country))
    assert "0 files written and 52 unchanged" in capsys.readouterr().out
    assert {path: path.read_bytes() for path in before} == before


def test_what_it_was_made_from_is_listed(both):
    found = json.loads(both.text("report.json"))
    schema = json.loads((packaged("schemas") / "report.schema.json").read_text("utf-8"))
    Draft202012Validator(schema).validate(found)
    assert found["before"]["framework"]["id"] == "2018-19"
    assert len(found["before"]["inputs"]) > 5


def test_the_figures_of_2019_20_are_those_of_2018_19():
    """But for the places in a report that nobody knows."""
    rounds = [packaged("standards") / each / "figures.yaml" for each in ("2018-19", "2019-20")]
    first, second = (path.read_text(encoding="utf-8") for path in rounds)
    named = re.compile(r"^  - ((?:figure|table): .*)$", re.MULTILINE)
    assert named.findall(first) == named.findall(second)
    questions = re.compile(r"^    questions: .*$", re.MULTILINE)
    assert questions.findall(first) == questions.findall(second)
    assert not re.search(r"^    (source|also):", second, re.MULTILINE)


# Two small rounds

FIGURES = """\
title: Summary
sections: [{section: "1", title: Found}]
figures:
  - {figure: "1", title: Ratings, section: "1", ratings: provider, chart: stacked}
  - {figure: "2", title: Questions, section: "1", questions: [b1a, b1b, b1b-signed]}
  - {figure: "3", title: By age, section: "1", types: all, questions: b1a, by: age}
  - {figure: "4", title: Old, section: "1", questions: b1a, where: age is 65 or over}
  - {figure: "5", title: Scores, section: "1", scores: [a1, b1], decimals: 1}
  - {figure: "6", title: Of b1, section: "1", ratings: standard, items: b1, types: all}
  - {figure: "7", title: Officers, section: "1", types: all, interviews: caseload, bands: [20]}
  - {figure: "8", title: By answer, section: "1", types: all, questions: [b1a, b1b], by: b2a}
  - {figure: "9", title: Standards, section: "1", ratings: standard, types: all}
  - {table: A, title: Who, section: "1", providers: [type, rating, score, standards]}
  - {table: B, title: Ages, section: "1", sample: residents, total: Everybody, profile: age}
statements:
  - statement: s
    section: "1"
    says: "{}, {}; {} cases, {} good; {} points, {} bands; {} good, {} asked, {} with few."
    numbers:
      - {share: b1a}
      - {profile: age, values: Under 65}
      - {cases: residents, type: home}
      - {ratings: provider, rating: good, from: 6}
      - {gap: b1a, between: [home, day]}
      - {gap: b1a, between: [home, day], bands_apart: 1}
      - {in_band: good, questions: [b1a, b2a]}
      - {interviews: all}
      - {interviews: caseload, values: 1-20}
"""

INTERVIEWS = """\
provider,officer,caseload,workload_reasonable,case,implemented_effectively
oak,o1,12,Yes,r1,Yes
oak,o2,30,No,r2,Yes
elm,o3,15,Yes,r5,No
"""


def edit(path, *changes_):
    """Puts other words into a file."""
    text = path.read_text(encoding="utf-8")
    for old, new in changes_:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def house(tmp_path):
    """A spring and an autumn under one framework; there are interviews in both."""
    folder = tmp_path / "inspection"
    shutil.copytree(INSPECTION, folder)
    for version in ("care-1", "care-2"):
        (folder / "standards" / version / "figures.yaml").write_text(FIGURES, "utf-8")
    (folder / "spring" / "interviews.csv").write_text(INTERVIEWS, encoding="utf-8")
    shutil.copytree(folder / "spring", folder / "autumn")
    (folder / "autumn" / "decisions.yaml").unlink()
    edit(folder / "autumn" / "round.yaml", ("round: spring", "round: autumn"))
    edit(
        folder / "autumn" / "cases" / "residents.csv",
        ("r10,park,65 or over,Yes", "r10,park,65 or over,No"),
    )
    return folder


@pytest.fixture
def beside(house, tmp_path):
    """Makes the report of autumn beside spring, and gives what the tidy table says."""

    def made(*options):
        before = os.fspath(house / "spring")
        return report(house / "autumn", tmp_path / "out", "--before", before, *options)

    return made


def under(house, version):
    """Puts autumn under another framework."""
    edit(house / "autumn" / "round.yaml", ("framework: care-1", f"framework: {version}"))
    visits = (house / "autumn" / "cases" / "visits.csv").read_text(encoding="utf-8")
    if version == "care-2":
        (house / "autumn" / "cases" / "visits.csv").write_text(
            visits.replace("b2b", "b2c"), encoding="utf-8"
        )


def marks(made, number, kind="figure", round_="spring"):
    """The marks of a round's numbers, by row."""
    rows = made.numbers(number, kind)
    return {row["row"]: row["mark"] for row in rows if row["round"] == round_}


def test_under_one_framework_all_is_of_the_same_providers(beside):
    made = beside()
    asked = changes(rows_of(made))["figure", "2", "b1a", "day", "percentage"]
    assert asked == {"change": -25, "within": -25, "who": 0}
    rated = changes(rows_of(made))["figure", "1", "day", "good", "n"]
    assert set(rated) == {"change", "within", "who"}
    assert set(marks(made, "2").values()) == {""}


def test_what_the_crosswalk_does_not_compare_is_not_compared(house, beside):
    under(house, "care-2")
    made = beside()
    assert marks(made, "2") == {"b1a": "", "b1b": "[b]", "b1b-signed": ""}
    assert "Not comparable: b1b: It sets a time limit." in made.text("index.html")
    scored = changes(rows_of(made))["figure", "5", "a1", "day", "mean"]
    assert set(scored) == {"change", "performance", "framework", "who"}


def test_frameworks_that_nothing_connects(country, house, capsys, tmp_path):
    options = ["-o", os.fspath(tmp_path / "out"), "--before", os.fspath(country)]
    assert run(["report", os.fspath(house / "autumn"), *options]) == 1
    error = capsys.readouterr().err
    assert 'error X201: no crosswalk leads from "care-1" to "2018-19"' in error
    assert not (tmp_path / "out").exists()


def test_an_earlier_round_with_errors_makes_no_report(house, capsys, tmp_path):
    edit(house / "spring" / "judgements.csv", ("oak,a1,good", "oak,a1,splendid"))
    options = ["-o", os.fspath(tmp_path / "out"), "--before", os.fspath(house / "spring")]
    assert run(["report", os.fspath(house / "autumn"), *options]) == 1
    assert "splendid" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_copy_of_a_framework_is_compared_by_the_ids_of_its_items(house, beside):
    """Autumn is under an edited copy: other ages, and an observation in other words."""
    copy = house / "standards" / "mine"
    shutil.copytree(house / "standards" / "care-1", copy)
    edit(copy / "framework.yaml", ("[Under 65, 65 or over]", "[Under 65, 65 or over, Unknown]"))
    edit(copy / "domains" / "b-care.yaml", ("Was it signed?", "Was it signed at once?"))
    edit(house / "autumn" / "round.yaml", ("framework: care-1", "framework: ../standards/mine"))
    made = beside()
    assert marks(made, "2") == {"b1a": "", "b1b": "", "b1b-signed": "[b]"}
    assert set(marks(made, "3").values()) == {"[b]"}
    assert set(marks(made, "4").values()) == {"[b]"}
    assert marks(made, "B", "table") == {
        "age Under 65": "[b]", "age 65 or over": "[b]", "age Unknown": "[b]", "total": "[b]"
    }  # fmt: skip
    page = made.text("index.html")
    assert "Not comparable: age: its answers are others in care-1" in page
    assert "b1a: age: its answers are others in care-1" in page
    assert "b1b-signed: it is asked in other words in care-1" in page
    said = {row["row"]: row["mark"] for row in made.numbers("s", "sentence")
            if row["round"] == "spring"}  # fmt: skip
    assert said["2"] == "[b]"
    assert said["1"] == ""


def test_other_cases_that_count_are_not_compared(house, beside):
    """By a value that has the name of another one in the earlier framework."""
    copy = house / "standards" / "mine"
    shutil.copytree(house / "standards" / "care-1", copy)
    figures = "age is 65 or over"
    edit(copy / "figures.yaml", (figures, "elderly is 65 or over"))
    edit(copy / "framework.yaml", ("{id: age,", "{id: elderly,"))
    edit(
        copy / "figures.yaml", ("by: age", "by: elderly"), ("profile: age", "profile: elderly")
    )
    edit(house / "autumn" / "cases" / "residents.csv", ("provider,age", "provider,elderly"))
    edit(house / "autumn" / "round.yaml", ("framework: care-1", "framework: ../standards/mine"))
    made = beside()
    assert set(marks(made, "4").values()) == {"[b]"}
    assert "b1a: care-1 has nothing comparable" in made.text("index.html")


def test_cases_chosen_by_what_an_answer_means_are_not_compared(house, beside):
    """Yes is the worse answer in the edited copy, so that "b1b is Yes" chooses others."""
    figures = house / "standards" / "care-1" / "figures.yaml"
    edit(figures, ("where: age is 65 or over", "where: b1b is Yes"))
    copy = house / "standards" / "mine"
    shutil.copytree(house / "standards" / "care-1", copy)
    path = copy / "framework.yaml"
    edit(path, ('"Yes", is: met', '"Yes", is: was met'), ('"No", is: not met', '"No", is: met'))
    edit(path, ('"Yes", is: was met', '"Yes", is: not met'))
    edit(house / "autumn" / "round.yaml", ("framework: care-1", "framework: ../standards/mine"))
    made = beside()
    assert set(marks(made, "4").values()) == {"[b]"}
    assert "b1a: other cases count in care-1" in made.text("index.html")


def test_ratings_on_another_scale_are_not_compared(house, beside):
    copy = house / "standards" / "mine"
    shutil.copytree(house / "standards" / "care-1", copy)
    edit(copy / "framework.yaml", ("name: Good, score: 2", "name: Good, score: 3"))
    edit(house / "autumn" / "round.yaml", ("framework: care-1", "framework: ../standards/mine"))
    made = beside()
    for number in ("1", "5", "6", "9"):
        assert set(marks(made, number).values()) == {"[b]"}
    assert {row["round"] for row in made.numbers("A", "table")} == {"autumn"}
    reason = "provider: it is rated on another scale in care-1"
    assert f"Not comparable: {reason}" in made.text("index.html")
    rows = [row for row in made.numbers("s", "sentence") if row["row"] == "4"]
    assert [(row["round"], row["mark"]) for row in rows] == [("spring", "[b]"), ("autumn", "")]


def test_items_that_are_not_compared_have_no_mean_score(house, beside):
    under(house, "care-2")
    path = house / "standards" / "care-2" / "crosswalk.yaml"
    edit(path, ("a1, a2, b, b1, b1a", "a1, a2, b, b1a"), (", b2a]", "]"))
    said = "relation: replaced, comparable: no, because: It is another."
    for item in ("b1", "b2a"):
        edit(path, ("items:\n", f"items:\n  - {{from: [{item}], to: [{item}], {said}}}\n"))
    made = beside()
    assert marks(made, "5") == {"a1": "", "b1": "[b]"}
    assert set(marks(made, "6").values()) == {"[b]"}
    assert set(marks(made, "9").values()) == {""}
    parts = changes(rows_of(made))["figure", "9", "", "good", "n"]
    assert sum(parts.values()) == 2 * parts["change"]
    assert "Not comparable: b1: It is another." in made.text("index.html")
    rows = {row[1]: row[-2] for row in made.table("table-a") if row[0] == "Oak House"}
    assert (rows["spring"], rows["autumn"]) == ("[b]", "Good")
    assert set(marks(made, "8").values()) == {"[b]"}
    assert "Not comparable: b1a: b2a: It is another." in made.text("index.html")


def test_an_item_with_the_id_of_another_one_is_not_taken_for_it(house, beside):
    """What was b2 is b1 now, and what was b1 is no more."""
    under(house, "care-2")
    path = house / "standards" / "care-2" / "crosswalk.yaml"
    edit(path, (", b1, b1a, b2, b2a]", ", b1a, b2a]"))
    for said in (
        "from: [b2], to: [b1], relation: moved",
        "from: [b1], to: [], relation: withdrawn",
        "from: [], to: [b2], relation: new",
    ):
        edit(path, ("items:\n", f"items:\n  - {{{said}}}\n"))
    made = beside()
    rows = [row for row in made.numbers("6") if row["round"] == "spring"]
    assert {row["base"] for row in rows} == {"3"}


PER_PROVIDER = ("judgements.csv", "interviews.csv", "inputs.csv", "round.yaml")
CASES = ("cases/residents.csv", "cases/visits.csv")


def rename(house, names):
    """Calls providers of autumn otherwise, wherever they are named."""
    for file in (*PER_PROVIDER, *CASES):
        path = house / "autumn" / file
        text = path.read_text(encoding="utf-8")
        for old, new in names.items():
            text = re.sub(rf"\b{old}\b", new, text)
        path.write_text(text, encoding="utf-8")


def test_a_provider_that_is_new_or_gone_is_part_of_who_was_inspected(house, beside):
    """Elm Lodge is another one by autumn, of which nobody says that it was Elm Lodge."""
    rename(house, {"elm": "birch", "Elm": "Birch"})
    edit(
        house / "autumn" / "cases" / "residents.csv",
        ("r5,birch,Under 65,Yes", "r5,birch,Under 65,No"),
    )
    made = beside()
    home = changes(rows_of(made))["figure", "2", "b1a", "home", "percentage"]
    assert home == {"change": Decimal("-12.5"), "within": 0, "who": Decimal("-12.5")}
    rounds = defaultdict(list)
    for row in made.table("table-a"):
        rounds[row[0]].append(row[1])
    assert rounds["Birch Lodge"] == ["autumn"]
    assert rounds["Elm Lodge"] == ["spring"]
    assert list(rounds)[-1] == "Elm Lodge"
    page = made.text("index.html")
    assert "2 inspected in both rounds, 1 only in spring and 1 only in autumn." in page


def test_where_nobody_was_inspected_twice_all_is_who_was_inspected(house, beside):
    rename(house, {"oak": "oak2", "elm": "elm2", "park": "park2"})
    edit(house / "autumn" / "round.yaml", ("aliases: [The Oaks]", "aliases: [Acorn]"))
    made = beside()
    found = changes(rows_of(made))
    assert found["figure", "2", "b1a", "day", "percentage"] == {"change": -25, "who": -25}
    assert set(found["figure", "1", "day", "good", "n"]) == {"change", "who"}
    assert set(found["figure", "5", "a1", "day", "mean"]) == {"change", "who"}


def test_a_merged_provider_counts_with_all_that_it_was(house, beside):
    """Oak and Elm are one in autumn: their cases count together, their ratings do not."""
    for file in ("judgements.csv", "interviews.csv", "inputs.csv", *CASES):
        edit(house / "autumn" / file, ("elm", "oak"))
    lines = (house / "autumn" / "judgements.csv").read_text(encoding="utf-8").splitlines()
    kept = dict.fromkeys(",".join(line.split(",")[:2]) for line in lines)
    unique = [next(x for x in lines if x.startswith(each)) for each in kept]
    (house / "autumn" / "judgements.csv").write_text("\n".join(unique) + "\n", "utf-8")
    edit(
        house / "autumn" / "round.yaml",
        ("  - {id: elm, name: Elm Lodge, type: home}\n", ""),
        ("aliases: [The Oaks]", "was: [elm]"),
    )
    edit(
        house / "autumn" / "cases" / "residents.csv",
        ("r5,oak,Under 65,Yes", "r5,oak,Under 65,No"),
    )
    for season, name in (("spring", "elm"), ("autumn", "oak")):
        path = house / season / "cases" / "residents.csv"
        edit(path, (f"r6,{name},65 or over,No", f"r6,{name},65 or over,N/A"))
    made = beside()
    found = changes(rows_of(made))
    asked = found["figure", "2", "b1a", "home", "percentage"]
    assert asked["change"] == asked["within"] == Decimal("-14.285714")
    assert asked["who"] == 0
    assert set(found["figure", "1", "home", "good", "n"]) == {"change", "who"}
    names = [row[0] for row in made.table("table-a")]
    assert {"Oak House", "Oak House (was Elm Lodge)"} <= set(names)
    assert "2 inspected in both rounds, 0 only in spring" in made.text("index.html")


def test_a_provider_of_another_type_is_part_of_who_was_inspected(house, beside):
    edit(
        house / "autumn" / "round.yaml",
        ("name: Park Centre, type: day", "name: Park Centre, type: home"),
    )
    edit(
        house / "autumn" / "cases" / "visits.csv",
        ("v6,elm,Yes", "v6,elm,Yes\nv7,park,Yes"),
    )
    edit(house / "autumn" / "judgements.csv", ("park,a1,good", "park,a1,poor"))
    made = beside()
    found = changes(rows_of(made))
    assert found["figure", "1", "home", "fair", "n"] == {"change": 1, "within": 0, "who": 1}
    assert found["figure", "6", "", "good", "n"]["who"] == 0
    assert found["figure", "3", "b1a All", "", "percentage"]["who"] == 0


def test_what_only_one_round_has_stands_in_the_table(house, beside):
    """A rating that is not given, and a case without an answer by which others are divided."""
    edit(
        house / "autumn" / "cases" / "residents.csv",
        ("r1,oak,Under 65,Yes,Yes,Yes,Yes", "r1,oak,Under 65,Yes,Yes,Yes,"),
    )
    edit(house / "spring" / "round.yaml", ("state, value: open", "state, value: closed"))
    made = beside()
    rated = [row for row in made.table("figure-1") if row[0] == "day"]
    assert [row[-2] for row in rated[:3]] == ["1", "0", "-1"]
    apart = [row for row in made.table("figure-8") if row[1] == "Not recorded"]
    assert [row[2:] for row in apart[:2]] == [["spring", "[x]", "[x]"], ["autumn", "100", "1"]]
    back = report(house / "spring", house / "back", "--before", os.fspath(house / "autumn"))
    rows = back.table("figure-8")
    gone = [row[2:] for row in rows if row[1] == "Not recorded"]
    assert gone[:2] == [["autumn", "100", "1"], ["spring", "[x]", "[x]"]]
    under = [row[0] for row in rows]
    assert under == sorted(under, key=under.index)
    assert back.table("figure-1")[0][-2:] == ["0", "0"]


def test_every_kind_of_number_in_a_sentence_has_its_change(beside):
    made = beside()
    told = re.findall(r'<span class="told">([^<]*)</span>', made.text("index.html"))
    first = "spring: 75; autumn: 67; change -8.3 percentage points [ns], of which the same"
    assert told == [
        f"{first} providers -8.3.",
        "spring: 33; autumn: 33; change 0.0 percentage points [ns].",
        "spring: 8; autumn: 8; change 0.",
        "spring: 2; autumn: 2; change 0.",
        "spring: -37; autumn: -12; change +25.0 percentage points.",
        "spring: 0; autumn: 0; change 0.",
        "spring: 2; autumn: 1; change -1.",
        "spring: 3; autumn: 3; change 0.",
        "spring: 67; autumn: 67; change 0.0 percentage points [ns].",
    ]


def test_few_cases_are_marked(house, beside):
    edit(
        house / "standards" / "care-1" / "framework.yaml",
        ("small_sub_sample: 3", "small_sub_sample: 9"),
    )
    made = beside()
    assert "-25.0 [u] [ns]" in made.text("index.html")
    small = {row["small"] for row in made.numbers("2") if row["part"]}
    assert small == {"yes"}


def test_a_gap_without_numbers_has_no_change(house, beside):
    edit(
        house / "standards" / "care-1" / "figures.yaml",
        ("[home, day]}", "[home, day], where: b1b is N/A}"),
    )
    made = beside()
    assert "spring: [x]; autumn: [x].<" in made.text("index.html")


def test_a_notebook_gets_both_rounds(house):
    summary = engine.report(house / "autumn", before=house / "spring")
    line = next(each for each in summary.displays[1].lines if each.id == "b1a")
    assert line.before[1].percent == 100
    assert line.changes[1].percent == -25
    assert dict(line.changes[1].parts) == {"within": -25, "who": 0}


def test_what_stands_above_providers_is_not_counted_among_them(tmp_path):
    folder = tmp_path / "regions"
    shutil.copytree(INSPECTION.parent / "regions", folder)
    (folder / "standards" / "homes" / "figures.yaml").write_text(
        'title: Homes\nsections: [{section: "1", title: A}]\n'
        'figures: [{table: A, title: T, section: "1", providers: [rating, score]}]\n',
        encoding="utf-8",
    )
    shutil.copytree(folder / "round", folder / "winter")
    edit(folder / "winter" / "round.yaml", ("round: autumn", "round: winter"))
    made = report(folder / "winter", tmp_path / "out", "--before", os.fspath(folder / "round"))
    assert "Homes: 2 inspected in both rounds, 0 only in autumn" in made.text("index.html")


# Small numbers


@pytest.fixture(scope="session")
def careful_both(country, second, tmp_path_factory):
    """The report of the second national round beside the first, without small numbers."""
    options = ("--before", os.fspath(country), "--suppress")
    return report(second, tmp_path_factory.mktemp("careful") / "out", *options)


def test_a_change_is_withheld_with_either_number(careful_both):
    table = careful_both.table("table-d1")
    high = {row[2]: row[5:7] for row in table if row[1] == "Medium"}
    assert high["2018-19"] == ["1646", "68.1"]
    assert high["2019-20"] == high["Change"] == ["[c]", "[c]"]
    rows = rows_of(careful_both)
    hidden = {place(row) for row in rows if row["mark"] == "[c]"}
    assert len(hidden) > 15
    assert not any(place(row) in hidden for row in rows if row["change"])


def test_what_is_withheld_of_either_round_does_not_depend_on_the_other(careful, careful_both):
    """The figures that both reports have, from the first round's own report."""
    own = values(rows_of(careful), "demo")
    before = values(rows_of(careful_both), "2018-19")
    shared = [each for each in before if each in own and before[each][-1] != "[b]"]
    assert len(shared) > 700
    assert sum(own[each][-1] == "[c]" for each in shared) == 6
    assert [before[each] for each in shared] == [own[each] for each in shared]


def test_small_counts_are_withheld_where_providers_are_new(country, second, tmp_path):
    """The first round has 18 providers that the second, the earlier one here, does not have."""
    made = report(country, tmp_path / "out", "--before", os.fspath(second), "--suppress")
    said = [row["n"] for row in made.numbers("S59", "sentence") if not row["part"]]
    assert said == ["1187", "3308", "128", "834", "1059", "2474"]
    assert any(row["mark"] == "[c]" for row in rows_of(made))


def test_parts_of_percentages_are_not_told(careful_both):
    rows = rows_of(careful_both)
    assert {row["part"] for row in rows if row["part_of"] == "percentage"} == {"change"}
    shares = [row for row in careful_both.numbers("3.1") if row["part"]]
    assert {row["part"] for row in shares} == {"change"}
    rated = {row["part"] for row in careful_both.numbers("2.1")}
    assert rated == {"", "change", "performance", "framework", "undivided", "who"}
    assert "could reveal counts of single providers" in careful_both.text("index.html")


def test_rounds_with_cases_in_common_are_refused(house, capsys, tmp_path):
    """The interviews are the same in both."""
    options = ["--before", os.fspath(house / "spring"), "-o", os.fspath(tmp_path / "out")]
    assert run(["report", os.fspath(house / "autumn"), "--suppress", *options]) == 1
    error = capsys.readouterr().err
    assert "interviews.csv: error C321: these cases are those of" in error
    assert not (tmp_path / "out").exists()


FIGURE = Figure("1", "figure", "", "", Ratings("provider"), (None,), "none")


def kept(cells, made, threshold):
    """Cells as a report prints them that withholds small counts."""
    shown = Display(FIGURE, (), (), (Line("", "", tuple(cells)),), Population())
    names = ("title", "round", "title", False, "framework", "title", "digest")
    summary = withheld(Summary(*names, (), (), (shown,), ()), made, threshold)
    return summary.displays[0].lines[0].cells


@settings(max_examples=40, deadline=None)
@given(people(), people(), st.integers(2, 10))
def test_nothing_withheld_follows_from_two_rounds_and_their_changes(old, new, threshold):
    """Unknown: every group of cases in either round. Known: all that is printed of both."""
    nothing = [0] * len(ATOMS)
    known: list[list[int]] = []
    secret: list[list[int]] = []
    cells = []
    for side, counts in enumerate((old, new)):
        made = tables(counts)
        shown = kept(printed(made), made, threshold)
        cells.append(shown)
        for cell, whole in zip(shown, printed(made), strict=True):
            for now, was in ((cell.part, whole.part), (cell.whole, whole.whole)):
                if was is not None:
                    own = groups_of(was.key)
                    row = [*nothing, *own] if side else [*own, *nothing]
                    (secret if now is None else known).append(row)
    for before, after in zip(*cells, strict=True):
        change = changed(before, after)
        for moved, ends in ((change.n, "part"), (change.base, "whole")):
            if moved is not None:
                was, now = (getattr(each, ends) for each in (before, after))
                known.append([*(-n for n in groups_of(was.key)), *groups_of(now.key)])
                assert moved == now.n - was.n
        if change.percent is not None:
            assert before.percent is not None
            assert after.percent is not None
    for row in secret:
        assert not follows(row, known)
