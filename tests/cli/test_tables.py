"""Rounds whose providers are a table, as a person at the command line meets them."""

from __future__ import annotations

import csv
import io
import json
import shutil

import jsonschema
import pytest

from engine.data import folder
from tests.pages import BASES

HOMES = BASES / "homes"


@pytest.fixture
def homes(tmp_path, monkeypatch):
    """A folder with the round and the framework of the manual's four homes."""
    shutil.copytree(HOMES, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "round"


def edit(path, old, new):
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


def errors(ran) -> list[str]:
    """The first line of every finding."""
    return [line for line in ran.err.splitlines() if ": error " in line]


# What a message may say


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Elm,4,not rated", "Elm,4,SECRET"),
        ("31,yes", "SECRET,yes"),
        ("31,yes", "31,SECRET"),
        ("home,inspection,staffing,quality,residents,beds,enforcement\n", ""),
        ("Elm,4,not rated,3,4,31,yes", "SECRET,4,5,3,4,31,yes\nSECRET,4,5,3,4,31,no"),
        ("Elm,4,not rated,3,4,31,yes", "SECRET,4"),
        ("Elm,4,not rated", '"SECRET,4,not rated'),
    ],
)
def test_a_message_never_says_what_stands_in_a_row(homes, assay, old, new):
    edit(homes / "homes.csv", old, new)
    edit(homes / "homes.csv", "Ash", "SECRET ONE")
    ran = assay("check", "round")
    assert ran.status == 1
    assert "SECRET" not in ran.out + ran.err
    assert "round/homes.csv" in ran.out


def test_the_words_that_may_stand_in_a_column_are_listed_once(homes, assay):
    edit(homes / "homes.csv", "Elm,4", "Elm,four")
    (line,) = (line for line in assay("check", "round").out.splitlines() if "help" in line)
    assert line == (
        '  help: write "5 stars", "4 stars", "3 stars", "2 stars", "1 star" or "not rated", '
        'or a rating by its id; or say under "labels" or "not_rated" what others mean'
    )


def test_a_column_that_serves_twice_is_reported_once(homes, assay):
    edit(homes / "homes.csv", "enforcement", "stars")
    edit(
        homes / "round.yaml",
        "    - {column: enforcement, input: enforcement}",
        "  status: {column: stars}",
    )
    ran = assay("rate", "round", "--against", "stars")
    (line,) = errors(ran)
    assert 'D424: 4 cells of column "stars" hold no word that is known here' in line
    assert "takes the rating of its providers away" in ran.err


def test_published_ratings_are_checked_before_anybody_compares_with_them(homes, assay):
    edit(homes / "homes.csv", "enforcement", "stars")
    edit(
        homes / "round.yaml",
        "    - {column: enforcement, input: enforcement}",
        "  published: [{column: stars, item: home}]",
    )
    found = assay("check", "round").out
    assert 'D424: 4 cells of column "stars" hold no word that is known here' in found
    assert assay("rate", "round").status == 0


def test_an_item_that_a_long_table_leaves_out_is_named(homes, assay):
    (homes / "homes.csv").write_text("home,item,stars\nAsh,quality,3\nElm,quality,4\n", "utf-8")
    text = "round: r\nframework: homes\njudgements:\n"
    text += "  {file: homes.csv, id: home, item: item, rating: stars}\n"
    (homes / "round.yaml").write_text(text, "utf-8")
    ran = assay("rate", "round", "--strict")
    assert errors(ran) == [
        f"round/homes.csv: error D428: {item} has no rating of 2 providers"
        for item in ("inspection", "residents", "staffing")
    ]
    assert "cannot be computed" in assay("rate", "round").out


def test_a_word_for_only_some_rows_that_no_row_has(homes, assay):
    edit(homes / "round.yaml", "  id: home", "  id: home\n  only: [{column: beds, is: [7]}]")
    assert 'no row has what "only" asks of "beds"' in assay("rate", "round").err
    edit(homes / "round.yaml", "is: [7]", "is: [8, 60]")
    ran = assay("rate", "round", "--format", "csv")
    assert [row["provider"] for row in csv.DictReader(io.StringIO(ran.out))] == [
        "Birch",
        "Cedar",
    ]


# What is refused


@pytest.mark.parametrize("command", ["panel", "tabulate"])
def test_what_needs_cases_says_that_a_table_has_none(homes, assay, command):
    ran = assay(command, str(homes))
    assert ran.status == 1
    assert len(errors(ran)) == 1
    assert "error D114" in ran.err


# Whom a person names


def test_a_provider_is_found_by_its_name_where_its_id_is_another(homes, assay):
    edit(homes / "homes.csv", "beds,enforcement", "beds,called")
    for number, old in enumerate((",24,no", ",8,no", ",60,no", ",31,yes")):
        name = ("Ash Court", "Birch House", "ash court", "Elm Grove")[number]
        edit(homes / "homes.csv", old, f"{old.rpartition(',')[0]},{name}")
    edit(homes / "round.yaml", "    - {column: enforcement, input: enforcement}\n", "")
    edit(homes / "round.yaml", "  id: home\n", "  id: home\n  name: called\n")
    assert assay("explain", "round", "birch house").out.startswith("Birch House: 2 stars")
    assert assay("explain", "round", "birch").out.startswith("Birch House: 2 stars")
    two = assay("explain", "round", "Ash Court")
    assert (two.status, '2 providers are called "Ash Court"' in two.err) == (2, True)
    none = assay("explain", "round", "Nowhere")
    assert (none.status, 'no provider "Nowhere"' in none.err) == (2, True)


# What comes out


def test_json_fits_its_schema_and_lists_every_difference(homes, assay):
    edit(homes / "homes.csv", "enforcement", "stars")
    for old, new in (
        (",24,no", ",24,3"),
        (",8,no", ",8,4"),
        (",60,no", ",60,"),
        (",31,yes", ",31,2"),
    ):
        edit(homes / "homes.csv", old, new)
    edit(
        homes / "round.yaml",
        "    - {column: enforcement, input: enforcement}",
        "  published: [{column: stars, item: home}]",
    )
    ran = assay("rate", "round", "--against", "stars", "--format", "json")
    assert ran.status == 1
    data = json.loads(ran.out)
    schema = json.loads((folder("schemas") / "ratings.schema.json").read_text("utf-8"))
    jsonschema.validate(data, schema)
    assert data["compared"] == [
        {
            "column": "stars",
            "item": None,
            "compared": 2,
            "agreeing": 1,
            "published_but_not_computed": 0,
            "published_but_not_rated": 1,
            "rated_but_not_published": 1,
            "differences": [
                {
                    "provider": "Birch",
                    "name": "Birch",
                    "item": None,
                    "published": "4",
                    "rating": "2",
                    "because": "line 5, lowest of components: lowest is staffing",
                }
            ],
        }
    ]


def test_without_an_overall_rating_the_items_are_counted(homes, assay):
    framework = homes.parent / "standards" / "homes"
    edit(framework / "framework.yaml", "rules_language: 1", "rules_language: 1\noverall: none")
    edit(framework / "ratings.rules", "\nrate home:\n    lowest of components\n", "")
    lines = [" ".join(line.split()) for line in assay("rate", "round").out.splitlines()]
    start = lines.index("staffing rated 3")
    assert lines[start : start + 7] == [
        "staffing rated 3",
        "5 stars 2 66.67 %",
        "4 stars 0 0 %",
        "3 stars 0 0 %",
        "2 stars 1 33.33 %",
        "1 star 0 0 %",
        "staffing not rated 1",
    ]
    assert not any("gives no overall rating" in line for line in lines)
