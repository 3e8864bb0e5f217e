"""``assay sample``: sizes, draws, files for inspectors, and how a sample turned out."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import jsonschema
import pytest

from engine.cli.program import run
from engine.data import folder as packaged
from tests.pages import BASES

SCHEMA = json.loads((packaged("schemas") / "sampling.schema.json").read_text("utf-8"))
POPULATION = "population.csv"
OAK, ELM = 60, 40


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A round under a framework whose first sample has a stratum, and who may be drawn."""
    import shutil

    shutil.copytree(BASES / "inspection", tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    edit(
        tmp_path / "standards/care-1/framework.yaml",
        "65 or over]}\n",
        "65 or over]}\n    strata: [age]\n    precision: {confidence: 80, margin: 5}\n",
    )
    edit(tmp_path / "spring/round.yaml", "size: 30", f"size: {OAK}")
    for path in (tmp_path / "spring/cases").glob("residents*"):
        path.unlink()
    write(tmp_path / POPULATION, ("case", "provider", "age"), eligible())
    return tmp_path


@pytest.fixture
def sample(assay, here):
    """Runs the command for the round and the sample."""
    assert here.is_dir()

    def ran(*words, file=POPULATION, name="residents", round_="spring"):
        return assay("sample", file, "--round", round_, "--sample", name, *words)

    return ran


def edit(path, old, new):
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


def write(path, header, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])


def read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def eligible():
    """Cases of two providers, a third of them of people under 65."""
    whose = ["oak"] * OAK + ["Elm Lodge"] * ELM
    ages = ["Under 65", "65 or over", "65 OR OVER"]
    return [(f"c{n:03}", who, ages[n % 3]) for n, who in enumerate(whose)]


# Sizes


def test_the_size_of_a_sample_needs_no_file(assay):
    ran = assay("sample", "400", "--confidence", "80", "--margin", "5")
    assert (ran.status, ran.out.splitlines()[0].partition(".")[0]) == (0, "117 of 400 cases")
    assert "165 cases would do" in ran.out


def test_the_size_takes_the_precision_that_the_framework_declares(sample):
    assert sample(file="1000").out.startswith("142 of 1,000 cases")
    assert sample("--margin", "2.5", file="1000").out.startswith("397 of 1,000 cases")


def test_the_size_as_json(assay):
    ran = assay("sample", "40", "--confidence", "80", "--margin", "2.5", "--format", "json")
    found = json.loads(ran.out)
    jsonschema.validate(found, SCHEMA)
    assert (found["cases"], found["population"], found["margin"]) == (38, 40, "5/2")


@pytest.mark.parametrize("words", [[], ["--confidence", "80"], ["--margin", "5"]])
def test_a_size_needs_a_precision(assay, words):
    ran = assay("sample", "400", *words)
    assert (ran.status, "--confidence PERCENT --margin POINTS" in ran.err) == (2, True)


def test_a_sample_without_a_declared_precision_says_so(sample):
    ran = sample(file="400", name="visits")
    assert (ran.status, 'sample "visits"' in ran.err) == (2, True)


@pytest.mark.parametrize("number", ["0", "100", "-1", "1e1", "5%", "nan"])
def test_a_precision_is_a_percentage(assay, number):
    ran = assay("sample", "400", "--margin", "5", "--confidence", number)
    assert (ran.status, "between 0 and 100" in ran.err) == (2, True)


# Draws


def test_a_draw_is_shown_stratum_by_stratum(sample):
    ran = sample("--seed", "3")
    assert ran.status == 0
    assert max(map(len, ran.out.splitlines())) <= 80
    assert ran.out.count("SYNTHETIC") == 2
    rows = [line.split() for line in ran.out.splitlines()]
    assert ["Elm", "Lodge", "40", "33", "7"] in rows
    assert ["Oak", "House", "60", "45", "9"] in rows
    assert "  - {provider: elm, sample: residents, size: 40}\n" in ran.out
    assert "provider: oak" not in ran.out
    assert 'no case in sample "residents" is of "park"' in ran.err


def test_a_draw_as_json_says_how_many_and_never_which(sample):
    ran = sample("--seed", "3", "--format", "json")
    found = json.loads(ran.out)
    jsonschema.validate(found, SCHEMA)
    assert [each["cases"] for each in found["providers"]] == [33, 45]
    assert found["seed"] == 3
    assert not re.search(r"\bc\d{3}\b", ran.out)


def test_without_a_seed_chance_chooses_one_and_shows_it(sample):
    seeds = {json.loads(sample("--format", "json").out)["seed"] for _ in range(3)}
    assert len(seeds) == 3


def test_one_provider_alone(sample):
    ran = sample("--provider", "The Oaks", "--seed", "1")
    assert "Oak House" in ran.out
    assert "Elm Lodge" not in ran.out
    assert "park" not in ran.err
    whole = json.loads(sample("--seed", "1", "--format", "json").out)
    alone = json.loads(sample("--provider", "elm", "--seed", "1", "--format", "json").out)
    assert alone["providers"] == whole["providers"][:1]


def test_strata_too_small_for_a_case_are_counted(sample, here):
    write(
        here / POPULATION,
        ("case", "provider", "age"),
        [*((f"c{n}", "oak", "Under 65") for n in range(400)), ("z", "oak", "65 or over")],
    )
    ran = sample("--seed", "1")
    assert "No case is drawn from 1 stratum, which is too small: it has 1 case.\n" in ran.out


def test_a_sample_without_strata(sample, here):
    write(here / POPULATION, ("case", "provider"), [(f"v{n}", "oak") for n in range(40)])
    words = ["--confidence", "80", "--margin", "5", "--seed", "1"]
    ran = sample(*words, name="Visits")
    assert "Without strata." in ran.out
    assert re.search(r"^Oak House +40 +33 +7$", ran.out, re.MULTILINE)
    found = json.loads(sample(*words, "--format", "json", name="Visits").out)
    jsonschema.validate(found, SCHEMA)
    assert [stratum["values"] for stratum in found["providers"][0]["strata"]] == [[]]


def test_providers_of_one_name_are_told_apart(sample, here):
    edit(here / "spring/round.yaml", "name: Elm Lodge", "name: Oak House")
    edit(here / "spring/round.yaml", "name: Park Centre", "name: Oak House")
    rows = [(case, "elm" if "E" in who else who, age) for case, who, age in eligible()]
    write(here / POPULATION, ("case", "provider", "age"), [*rows, ("p", "park", "Under 65")])
    ran = sample("--seed", "1")
    assert re.findall(r"Oak House \((\w+)\)", ran.out) == ["elm", "oak", "park"]


def test_a_population_of_another_size_than_the_round_says(sample, here):
    edit(here / "spring/round.yaml", f"size: {OAK}", "size: 1000")
    ran = sample("--seed", "1")
    assert (ran.status, f"oak has {OAK}, not 1,000" in ran.err) == (0, True)


# Files


def test_the_files_that_are_written(sample, here):
    ran = sample("--seed", "3", "--write", "csv")
    assert ran.status == 0
    made = re.findall(r"^made (.+)$", ran.out, re.MULTILINE)
    assert len(made) == 5
    assert all((here / path).is_file() for path in made)
    rows = read(here / "spring/cases/residents/oak.csv")
    assert list(rows[0]) == ["case", "provider", "age", "b1a", "b1b", "b2a", "b1b-signed"]
    assert len(rows) == 45
    ages = {case: age for case, _, age in eligible()}
    for row in rows:
        assert row["provider"] == "oak"
        assert row["age"].lower() == ages[row["case"]].lower()
        assert not any(row[column] for column in list(row)[3:])
    reserve = read(here / "spring/sampling/residents/oak-reserve.csv")
    assert [row["stratum"] + row["order"] for row in reserve][:4] == ["11", "12", "13", "21"]
    assert not {row["case"] for row in reserve} & {row["case"] for row in rows}
    (record,) = (here / "spring/sampling/residents").glob("draw-*.json")
    assert json.loads(record.read_text()) == json.loads(
        sample("--seed", "3", "--format", "json").out
    )


def answered(path, header):
    rows = [row | dict.fromkeys(header, "Yes") for row in read(path)]
    write(path, tuple(rows[0]), [tuple(row.values()) for row in rows])


def test_a_case_file_is_accepted_once_it_is_filled(sample, assay, here):
    (here / "spring/decisions.yaml").unlink()
    assert sample("--seed", "3", "--write", "csv").status == 0
    before = assay("check", "spring")
    assert (before.status, before.out.count("C107")) == (0, 8)
    for path in (here / "spring/cases/residents").iterdir():
        answered(path, ["b1a", "b1b", "b2a", "b1b-signed"])
    after = assay("check", "spring")
    assert after.status == 0
    assert after.out.count("warning") == 2  # of the provider without a case


def test_a_spreadsheet_offers_the_answers(sample, here):
    import zipfile

    import python_calamine

    assert sample("--seed", "3", "--write", "xlsx").status == 0
    path = here / "spring/cases/residents/oak.xlsx"
    (sheet,) = python_calamine.CalamineWorkbook.from_path(path).sheet_names
    rows = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_name(sheet).to_python()
    assert rows[0][:3] == ["case", "provider", "age"]
    assert len(rows) == 46
    content = zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml").decode()
    assert '"Yes,No,N/A"' in content
    assert '"Under 65,65 or over"' in content
    assert sample("--check").status == 0


def test_both_forms_hold_the_same_cases(sample, here):
    import python_calamine

    assert sample("--seed", "3", "--write", "csv").status == 0
    path = here / "spring/cases/residents/elm.csv"
    cases = [row["case"] for row in read(path)]
    for folder in ("cases", "sampling"):
        for each in (here / "spring" / folder / "residents").iterdir():
            each.unlink()
    assert sample("--seed", "3", "--write", "xlsx").status == 0
    book = python_calamine.CalamineWorkbook.from_path(path.with_suffix(".xlsx"))
    assert [row[0] for row in book.get_sheet_by_index(0).to_python()[1:]] == cases


@pytest.mark.parametrize("there", ["cases/residents.xlsx", "cases/residents/oak.ods"])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_nothing_is_overwritten(sample, here, there, form):
    path = here / "spring" / there
    path.parent.mkdir(exist_ok=True)
    path.write_text("somebody's")
    before = sorted(here.rglob("*"))
    ran = sample("--seed", "3", "--write", form)
    assert (ran.status, "error D306" in ran.err, ran.out) == (1, True, "")
    assert path.read_text() == "somebody's"
    assert sorted(here.rglob("*")) == before


def test_a_second_draw_of_the_same_population_is_refused(sample):
    assert sample("--seed", "3", "--write", "csv").status == 0
    again = sample("--seed", "3", "--write", "csv")
    assert (again.status, again.err.count("error D306")) == (1, 5 - 1)


def test_providers_whose_inspections_come_later_are_drawn_later(sample, here):
    assert sample("--provider", "oak", "--seed", "3", "--write", "csv").status == 0
    other = here / "elm.csv"
    write(other, ("case", "provider", "age"), [row for row in eligible() if row[1] != "oak"])
    assert sample("--provider", "elm", "--seed", "4", "--write", "xlsx", file=other).status == 0
    assert sample("--check").status == 0


# Checks


def drawn(sample, here):
    assert sample("--seed", "3", "--write", "csv").status == 0
    return here / "spring/cases/residents/oak.csv"


def test_a_sample_as_drawn_departs_nowhere(sample, here):
    drawn(sample, here)
    ran = sample("--check")
    assert ran.status == 0
    assert "No share departs" in ran.out
    assert ran.out.count("SYNTHETIC") == 2


def without(path, age):
    rows = [row for row in read(path) if row["age"] != age]
    write(path, tuple(rows[0]), [tuple(row.values()) for row in rows])
    return len(rows)


def test_where_a_sample_departs(sample, here):
    left = without(drawn(sample, here), "Under 65")
    ran = sample("--check")
    assert ran.status == 1
    assert max(map(len, ran.out.splitlines())) <= 80
    rows = [line.split() for line in ran.out.splitlines()]
    assert ["Oak", "House", "60", "45", f"{left}*", "8.4", "2"] in rows
    assert ["Under", "65", "20", "33", "0", "0", "-10.0*"] in rows
    assert "* Inspected: fewer cases than are needed." in ran.out
    assert "* Strata: a whole case or more away" in ran.out


def test_a_check_as_json(sample, here):
    without(drawn(sample, here), "Under 65")
    ran = sample("--check", "--format", "json")
    found = json.loads(ran.out)
    jsonschema.validate(found, SCHEMA)
    elm, oak = found["providers"]
    assert [stratum["departs"] for stratum in oak["strata"]] == [True, True]
    assert [stratum["departs"] for stratum in elm["strata"]] == [False, False]
    assert (oak["needed"], oak["inspected"], oak["margin_achieved"]) == (45, 30, "42/5")


def test_columns_beside_the_strata_are_compared_too(sample, here):
    """The region is no stratum: chance alone would hardly leave out a half of the cases."""
    edit(
        here / "standards/care-1/framework.yaml",
        "65 or over]}\n    strata",
        "65 or over]}\n      - {id: region, name: Region, missing: allowed}\n    strata",
    )
    rows = [(*row, ["north", "South "][n // 2 % 2]) for n, row in enumerate(eligible())]
    write(here / POPULATION, ("case", "provider", "age", "Region"), rows)
    path = drawn(sample, here)
    kept = [row for row in read(path) if row["region"] == "north"]
    write(path, tuple(kept[0]), [tuple(row.values()) for row in kept])
    ran = sample("--check")
    assert "Region " in ran.out
    assert "Index of dissimilarity: 50.0 %" in ran.out
    assert "hypergeometric test" in ran.out
    jsonschema.validate(json.loads(sample("--check", "--format", "json").out), SCHEMA)
    alone = sample("--check", "--provider", "elm")
    assert alone.out.count("Index of dissimilarity") == 1


def test_cases_that_the_population_does_not_have_are_named_by_their_rows(sample, here):
    path = drawn(sample, here)
    rows = read(path)
    rows[3]["case"] = "secret-stranger"
    rows[5]["provider"] = "elm"
    write(path, tuple(rows[0]), [tuple(row.values()) for row in rows])
    ran = sample("--check")
    assert "oak.csv:5:1: warning C135" in ran.err
    assert "(rows 5, 7)" in ran.err
    assert "secret-stranger" not in ran.out + ran.err


def test_the_long_form_is_checked_too(sample, here):
    path = drawn(sample, here)
    cases = [(row["case"], row["provider"]) for row in read(path)]
    path.unlink()
    (here / "spring/cases/residents/elm.csv").unlink()
    rows = [(case, who, item, "Yes") for case, who in cases for item in ("b1a", "b1b")]
    write(path, ("case", "provider", "item", "answer"), rows)
    ran = sample("--check", "--provider", "oak")
    assert (ran.status, "No share departs" in ran.out) == (0, True)


def test_blank_lines_are_no_cases(sample, here):
    path = drawn(sample, here)
    path.write_text(path.read_text().replace("\n", "\n\n"))
    assert sample("--check").status == 0


def test_a_round_without_the_cases_cannot_be_checked(sample):
    ran = sample("--check")
    assert (ran.status, "error C124" in ran.err) == (1, True)


def test_a_damaged_case_file_cannot_be_checked(sample, here):
    path = drawn(sample, here)
    path.write_text(path.read_text() + '"x')
    ran = sample("--check")
    assert (ran.status, "error C119" in ran.err) == (1, True)


def test_an_unreadable_case_file_cannot_be_checked(sample, here):
    drawn(sample, here).rename(here / "spring/cases/residents/oak.parquet")
    ran = sample("--check")
    assert (ran.status, "error C120" in ran.err) == (1, True)


# What is wrong with a population


@pytest.mark.parametrize(
    ("header", "row", "code"),
    [
        (("case", "provider"), ("c1", "oak"), "C108"),
        (("case", "provider", "age", "name"), ("c1", "oak", "Under 65", "Zoe"), "C106"),
        (("case", "provider", "age"), ("", "oak", "Under 65"), "C111"),
        (("case", "provider", "age"), ("c000", "oak", "Under 65"), "C110"),
        (("case", "provider", "age"), ("c1", "ash", "Under 65"), "C112"),
        (("case", "provider", "age"), ("c1", "oak", "70"), "C115"),
        (("case", "provider", "age"), ("c1", "oak", ""), "C116"),
        (("case", "provider", "age"), ("=1+1", "oak", "Under 65"), "C136"),
        (("case", "provider", "age"), (" @x", "oak", "Under 65"), "C136"),
    ],
)
@pytest.mark.usefixtures("here")
def test_what_is_wrong_with_a_population(sample, header, row, code):
    others = [(*each, *[""] * (len(header) - 3))[: len(header)] for each in eligible()]
    write(Path(POPULATION), header, [*others, row])
    before = sorted(Path().rglob("*"))
    for words in ([], ["--check"], ["--write", "csv"]):
        ran = sample(*words)
        assert (ran.status, f"error {code}" in ran.err, ran.out) == (1, True, "")
        assert "Zoe" not in ran.err
    assert sorted(Path().rglob("*")) == before


def test_a_stratum_that_may_be_missing_needs_its_column(sample, here):
    path = here / "standards/care-1/framework.yaml"
    edit(path, "65 or over]}\n    strata", "65 or over], missing: allowed}\n    strata")
    write(here / POPULATION, ("case", "provider"), [row[:2] for row in eligible()])
    ran = sample()
    assert (ran.status, 'no column "age" (stratum Age group)' in ran.err) == (1, True)
    blank = [(case, who, age if n % 2 else "") for n, (case, who, age) in enumerate(eligible())]
    write(here / POPULATION, ("case", "provider", "age"), blank)
    ran = sample("--seed", "1")
    assert ran.out.count("(not recorded)") == 2


@pytest.mark.parametrize("content", ["", "case,provider,age\n", '"'])
def test_a_population_with_nothing_in_it(sample, here, content):
    (here / POPULATION).write_text(content)
    assert sample().status == 1


def test_a_population_with_blank_lines(sample, here):
    path = here / POPULATION
    path.write_text(path.read_text().replace("\n", "\n\n"))
    assert sample().status == 0


def test_rows_with_cells_too_few_or_too_many(sample, here):
    path = here / POPULATION
    whole = path.read_text()
    path.write_text(whole.replace("c000,oak,Under 65", "c000,oak"))
    ran = sample()
    assert (ran.status, "error C118" in ran.err) == (1, True)
    path.write_text(whole.replace("c000,oak,Under 65", "c000,oak,Under 65,,"))
    assert sample().status == 0


def test_a_line_too_long_for_the_database_is_read_all_the_same(sample, here):
    cases = drawn(sample, here)
    for path in (here / POPULATION, cases):
        first, second, rest = path.read_text().split("\n", 2)
        path.write_text(f"{first}\n{second}{',' * 3_000_000}\n{rest}")
    assert sample("--check").status == 0


@pytest.mark.parametrize("place", ["population.count_file", "inspected.lay_out"])
def test_what_the_database_cannot_do_is_no_traceback(sample, here, monkeypatch, place):
    import duckdb

    def fail(*_):
        raise duckdb.Error("c000 oak")

    drawn(sample, here)
    monkeypatch.setattr(f"engine.cases.{place}", fail)
    ran = sample("--check")
    assert (ran.status, ran.err.count("error C120"), "c000" in ran.err) == (1, 1, False)


def test_a_population_of_an_unknown_format(sample, here):
    (here / POPULATION).rename(here / "population.doc")
    ran = sample(file="population.doc")
    assert (ran.status, "error C134" in ran.err) == (1, True)


def test_a_population_that_is_not_what_its_name_says(sample, here):
    (here / POPULATION).rename(here / "population.parquet")
    ran = sample(file="population.parquet")
    assert (ran.status, "error C120" in ran.err) == (1, True)


def test_the_order_of_the_rows_does_not_matter(sample, here):
    one = sample("--seed", "5", "--write", "csv")
    first = (here / "spring/cases/residents/oak.csv").read_bytes()
    for folder in ("cases", "sampling"):
        for each in (here / "spring" / folder / "residents").iterdir():
            each.unlink()
    write(here / POPULATION, ("case", "provider", "age"), eligible()[::-1])
    other = sample("--seed", "5", "--write", "csv")
    assert (one.status, other.status) == (0, 0)
    assert (here / "spring/cases/residents/oak.csv").read_bytes() == first


def test_a_value_that_is_written_in_several_ways_is_one_stratum(sample, here):
    path = here / "standards/care-1/framework.yaml"
    column = "      - {id: region, name: Region, missing: allowed}\n    strata: [region]"
    edit(path, "    strata: [age]", column)
    spelled = ["North", "north ", "SOUTH", "South", "NORTH"]
    rows = [(*row, spelled[n % 5]) for n, row in enumerate(eligible())]
    outputs = set()
    for each in (rows, rows[::-1]):
        write(here / POPULATION, ("case", "provider", "age", "region"), each)
        ran = sample("--seed", "5")
        assert ran.out.count("  North ") == ran.out.count("  SOUTH ") == 2
        outputs.add(ran.out)
    assert len(outputs) == 1


# Wrong usage


def test_a_provider_that_the_round_does_not_have(sample):
    ran = sample("--provider", "ash")
    assert (ran.status, 'there is no provider "ash"' in ran.err) == (2, True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([POPULATION], "--round ROUND --sample NAME"),
        ([POPULATION, "--round", "spring"], "--round ROUND --sample NAME"),
        (["nowhere.csv"], "neither a file nor a number"),
        ([POPULATION, "--round", "spring", "--sample", "resident"], 'did you mean "residents"'),
        ([POPULATION, "--check", "--write", "csv"], "say one"),
    ],
)
@pytest.mark.usefixtures("here")
def test_wrong_usage(assay, words, said):
    ran = assay("sample", *words)
    assert (ran.status, said in ran.err) == (2, True)


@pytest.mark.usefixtures("here")
def test_a_file_whose_name_is_a_number_is_a_file(here):
    (here / POPULATION).rename(here / "400")
    assert run(["sample", "400", "--round", "spring", "--sample", "residents"]) == 1
