"""A round's cases, tabulated under its own framework."""

from __future__ import annotations

import csv
import time
from fractions import Fraction

import pytest

import engine
from engine.cases.questions import form
from engine.cases.tabulate import tabulate
from engine.cases.tabulation import Request
from engine.data import folder as packaged
from engine.diagnostics import Invalid
from engine.reports.tabulation import percentage
from engine.rounds.casebook import casebook
from tests.rounds.small import CASES
from tests.rounds.small import FRAMEWORK
from tests.rounds.small import LED
from tests.rounds.small import RULES
from tests.rounds.small import framework
from tests.rounds.small import made
from tests.rounds.small import put


def test_a_notebook_tabulates_a_round(tmp_path):
    (table,) = engine.tabulate(made(tmp_path), framework(), "q1", by="age", per="type")
    assert table.cell().percentage == Fraction(200, 3)
    assert table.cell("Town", "young").percentage == 100
    assert table.units == {"Town": "Town", "Shire": "Shire"}


def test_conditions_are_one_text_or_several(tmp_path):
    asked = made(tmp_path), framework(), "q1"
    one = engine.tabulate(*asked, where="age = young and type = Town", cache=False)
    assert engine.tabulate(*asked, where=["age = young", "type = Town"], cache=False) == one


def test_only_round_yaml_and_the_cases_are_needed(tmp_path):
    folder = made(tmp_path, judgements=None, inputs=None, decisions=None)
    (table,) = engine.tabulate(folder, framework(), "Age Group")
    assert table.cell().counts == {"young": 1, "old": 1}


def test_a_book_knows_its_round(tmp_path):
    book = casebook(made(tmp_path), framework())
    assert (book.round, book.title, book.synthetic) == ("first", "The first round", False)


def test_the_rule_of_a_question_says_what_is_favourable(tmp_path):
    files = {
        "framework.yaml": FRAMEWORK,
        "domains/1.yaml": LED,
        "domains/2.yaml": CASES,
        "ratings.rules": RULES.replace("that are met", 'that are "not met"'),
    }
    changed = put(tmp_path / "framework", files)
    own = engine.load_framework(changed)
    (table,) = engine.tabulate(made(tmp_path / "round"), own, "q1")
    assert table.subject.favourable == ("not met",)
    assert table.cell().percentage == Fraction(100, 3)


@pytest.mark.parametrize("round_yaml", [None, "round: first\nframework: x\nproviders: []\n"])
def test_a_round_that_cannot_be_read(tmp_path, round_yaml):
    with pytest.raises(Invalid):
        engine.tabulate(made(tmp_path, round=round_yaml), framework(), "q1")


def test_the_published_counts_come_out_as_the_table_prints_them(tmp_path):
    """Table D1's shape: both denominators, percentages to a decimal over what is known."""
    standard = engine.load_framework(packaged("standards") / "2018-19")
    column = {"Male": (2025, 790), "Female": (429, 43), "": (20, 1)}
    rows = [
        [f"{kind}{value}{n}", kind, value, "Yes" if n % 2 else "No"]
        for value, counts in column.items()
        for kind, count in zip(("CRC", "NPS"), counts, strict=True)
        for n in range(count)
    ]
    book = casebook(in_standard(tmp_path, standard, rows), standard)
    (((gender,), (lifestyle,))) = tabulate(
        book,
        [
            Request("gender", per="type", sample="case-supervision"),
            Request("lifestyle", per="type"),
        ],
    ).tables
    shown = [
        (cell.counts["Male"], tenths(cell.share("Male")), tenths(cell.share("Female")))
        for cell in (gender.cell(), gender.cell("CRC"), gender.cell("NPS"))
    ]
    assert shown == [(2815, "85.6", "14.4"), (2025, "82.5", "17.5"), (790, "94.8", "5.2")]
    assert (gender.cell().known, gender.cell().cases) == (3287, 3308)
    assert lifestyle.cell("NPS").share("Yes") == lifestyle.cell("NPS").share("Yes", of="cases")


def tenths(share):
    return percentage(share, 1)


def in_standard(folder, standard, rows):
    """A round of the shipped framework whose cases have a gender and one factor."""
    vocabulary = standard.vocabulary
    sample = vocabulary.sample_by_id["case-supervision"]
    needed = [c.id for c in sample.profile if not c.missing_allowed]
    questions = [q.id for q in form(vocabulary, sample).questions if q.rated]
    put(
        folder,
        {
            "round.yaml": (
                "round: d1\nframework: 2018-19\ntitle: D1\nproviders:\n"
                "  - {id: CRC, name: One, type: CRC}\n  - {id: NPS, name: Two, type: NPS}\n"
            )
        },
    )
    path = folder / "cases/case-supervision.csv"
    path.parent.mkdir()
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["case", "provider", "gender", *needed, *questions])
        for case, provider, gender, factor in rows:
            own = [factor] * len(needed)
            writer.writerow([case, provider, gender, *own, *["N/A"] * len(questions)])
    return folder


@pytest.mark.slow
def test_a_million_cases_are_tabulated_in_seconds(tmp_path):
    import duckdb

    folder = made(tmp_path)
    (folder / "cases/visits.csv").unlink()
    with duckdb.connect() as connection:
        connection.execute(
            "copy (select i::varchar as \"case\", case when i % 3 = 0 then 'barton' "
            "else 'acton' end as provider, case when i % 2 = 0 then 'young' else 'old' end "
            "as age, case when i % 5 = 0 then 'No' else 'Yes' end as q1, 'N/A' as q2 "
            "from range(1000000) t(i)) to ? (format parquet)",
            [str(folder / "cases/visits.parquet")],
        )
    book = casebook(folder, framework(), cache=False)
    start = time.perf_counter()
    ((table,),) = tabulate(book, [Request("q1", ("age = young",), per="type")]).tables
    assert time.perf_counter() - start < 20
    assert table.cell().cases == 500_000
    assert table.cell().percentage == 80
