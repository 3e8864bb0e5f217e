"""What the summary report prints comes out of the report command, cell by cell."""

from __future__ import annotations

import pytest

from tests.reports.summary.conftest import published
from tests.reports.summary.conftest import read

TABLES = {
    "table-d1": "table-D1-case-supervision",
    "table-d2": "table-D2-court-reports",
    "table-d3": "table-D3-unpaid-work",
    "table-d4": "table-D4-through-the-gate",
}

MISPRINT = {("table-d3", "Gender", "Male"): ("89.4", "89.5")}
"""768 of 858 is 89.5 %; the report prints 89.4 beside these counts (facts.md, G6)."""


def cells():
    """Every row of Tables D1 to D4."""
    for name, file in TABLES.items():
        for place, row in enumerate(published(file)):
            said = f"{name} {row['characteristic']} {row['category']}".strip()
            yield pytest.param(name, place, row, id=said)


@pytest.mark.parametrize(("name", "place", "row"), list(cells()))
def test_a_row_of_tables_d1_to_d4_is_as_published(made, name, place, row):
    expected = list(row.values())
    printed, right = MISPRINT.get((name, *expected[:2]), ("", ""))
    expected = [right if cell == printed and printed else cell for cell in expected]
    assert made.table(name)[place] == expected


@pytest.mark.parametrize("name", TABLES)
def test_no_row_is_added(made, name):
    assert len(made.table(name)) == len(published(TABLES[name]))


def test_there_is_one_misprint_only(made):
    differing = [
        (name, *row[:2])
        for name, file in TABLES.items()
        for row, printed in zip(made.table(name), published(file), strict=True)
        if row != list(printed.values())
    ]
    assert differing == list(MISPRINT)


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("table-2-1", "table-2.1-workload-views"),
        ("table-2-2", "table-2.2-effective-implementation"),
    ],
)
def test_the_tables_of_interviews_are_as_published(made, name, file):
    assert made.table(name) == [list(row.values()) for row in published(file)]


def test_figure_2_1_overall_ratings(made):
    """Five of seven NPS divisions are good; 19 of 21 CRCs require improvement."""
    assert made.table("figure-2-1") == [
        ["NPS", "0", "0", "5", "71", "2", "29", "0", "0"],
        ["CRC", "0", "0", "1", "5", "19", "90", "1", "5"],
    ]


def test_figure_2_2_ratings_of_standards(made):
    """280 ratings: 13 outstanding, 51 inadequate and all of them of CRCs, one not given."""
    rows = {row[0]: [int(n) for n in row[1::2]] for row in made.table("figure-2-2")}
    assert sum(rows["NPS"]) == 70
    assert sum(rows["CRC"]) == 210
    outstanding, _, _, inadequate, withheld = zip(rows["NPS"], rows["CRC"], strict=True)
    assert outstanding == (7, 6)
    assert inadequate == (0, 51)
    assert withheld == (0, 1)


@pytest.mark.parametrize(
    "row",
    published("figure-2.3-composite-scores"),
    ids=lambda row: f"{row['provider']} {row['type']}",
)
def test_a_row_of_the_ratings_table(made, row):
    found = [r for r in made.table("table-2-3") if r[:2] == [row["provider"], row["type"]]]
    ((_, _, day, _, score, *standards),) = found
    assert (day, score) == (row["published"], row["composite_score"])
    assert ("Not rated" in standards) == bool(row["not_rated"])


def test_the_ratings_table_is_in_the_order_of_scores(made):
    scores = [int(row[4]) for row in made.table("table-2-3")]
    assert scores == sorted(scores, reverse=True)


def test_the_months_of_table_b1(made):
    months = [row[2] for row in made.table("table-b1")]
    assert sorted(months) == sorted(
        row["publication_month"] for row in published("table-B1-inspections")
    )


# The sentences

TOGETHER = {"S59": ("S59", 0), "S60": ("S59", 1), "S61": ("S59", 2), "S48": ("S47", 1)}
"""Where a sentence carries the numbers of several statements."""

WHOLE = {"S50": " / ", "S73": " / "}
"""Statements with several numbers, and what stands between them."""


def said(made, statement):
    """The numbers of a sentence, as it prints them."""
    rows = made.numbers(statement, "sentence")
    columns = {"n": "n", "percent": "percentage", "points": "points"}
    return [row[columns[row["series"]]] for row in rows]


@pytest.mark.parametrize(
    "row", published("statements"), ids=lambda row: f"{row['id']} {row['statement']}"
)
def test_a_statement_of_the_report_comes_out(made, row):
    sentence, place = TOGETHER.get(row["id"], (row["id"], 0))
    numbers = said(made, sentence)
    if row["id"] in WHOLE:
        pair = WHOLE[row["id"]].join(numbers[:2])
        assert pair == row["value"]
        assert numbers[2:] in ([], numbers[:2])
    else:
        assert numbers[place] == row["value"]


ALSO = {
    "profile 1": ["29"],
    "profile 2": ["14"],
    "profile 3": ["42"],
    "profile 4": ["68"],
    "profile 5": ["41", "32"],
    "profile 6": ["47", "47"],
    "note 15": ["86", "76", "87", "80"],
    "engagement": ["71"],
}
"""Sentences that the list of statements does not have: 1.3, note 15 and 3.2."""


@pytest.mark.parametrize("sentence", ALSO)
def test_another_sentence_of_the_report_comes_out(made, sentence):
    assert said(made, sentence) == ALSO[sentence]


def test_a_sentence_is_printed_with_its_number(made):
    words = "Pre-sentence information and advice was sufficient in 71 per cent of NPS cases."
    assert f"<li>{words}</li>" in made.text("index.html")


# What Annex F lists, by the numbers of the report's body

ANNEX_F = {
    "2.6": "2.1.3c 2.2.3c 2.3.3c 2.4.3b",
    "2.7": "2.3.2c 2.4.2c",
    "2.8": "4.2.3a 4.2.3c",
    "3.1": "2.1.1 2.2.1 2.3.1 2.4.1 2.1.2 2.2.2 2.3.2 2.4.2 2.1.3 2.2.3 2.3.3 2.4.3",
    "3.2": "3.1.1",
    "3.3": "2.1.1 2.2.1 2.3.1 2.4.1",
    "3.4": "4.1.1 4.1.2 4.1.3 4.1.4",
    "3.5": "2.1.2 2.2.2 2.3.2 2.4.2",
    "3.7": "4.2.1 4.2.2 4.2.3",
    "3.8": "2.1.3 2.2.3 2.3.3 2.4.3",
    "3.9": "3.2.1 3.2.2 3.2.3 3.2.4",
    "E1": "3.1.1f",
    "E2": "2.1.1b 2.2.1b 2.3.1c",
    "E3": "4.1.1b 4.1.2a 4.2.1e 4.2.2c",
}


@pytest.mark.parametrize("figure", ANNEX_F)
def test_a_figure_shows_the_questions_of_annex_f(made, figure):
    rows = dict.fromkeys(row["row"] for row in made.numbers(figure))
    assert list(rows) == ANNEX_F[figure].split()


def test_figure_2_4_has_the_mean_scores(made):
    """All divisions are good on leadership and services; the sums are facts.md's H8 and H9."""
    means = {(row["row"], row["series"]): row["mean"] for row in made.numbers("2.4")}
    assert means["1.1", "NPS"] == means["1.3", "NPS"] == "2.00"
    assert means["1.2", "NPS"] == "1.00"
    assert means["1.4", "NPS"] == "1.14"
    assert means["1.3", "CRC"] == "1.48"


def test_figure_3_6_has_needs_and_services(made):
    """Needs are Table D1's; six of eight are met in fewer than half of the cases."""
    rows = {row["row"]: row for row in made.numbers("3.6") if row["series"] == " need"}
    met = [row for row in made.numbers("3.6") if row["series"] == " met"]
    assert (rows["thinking_behaviour"]["n"], rows["accommodation"]["n"]) == ("2786", "794")
    assert sum(2 * int(row["n"]) < int(row["base"]) for row in met) == 6
    for row in met:
        assert row["base"] == rows[row["row"]]["n"]


def test_figure_2_5_has_the_caseloads_of_every_officer(made):
    rows = made.numbers("2.5")
    found = {t: sum(int(r["n"]) for r in rows if r["series"] == t) for t in ("NPS", "CRC")}
    assert found == {t: int(next(r["base"] for r in rows if r["series"] == t)) for t in found}


def test_every_number_stands_in_the_tidy_table(made):
    """What the table of a figure prints, numbers.csv has, too."""
    rows = read(made.folder / "numbers.csv")
    printed = made.table("figure-3-1")
    found = {(r["row_name"], r["series"]): r for r in rows if r["number"] == "3.1"}
    for name, nps, nps_base, crc, crc_base in printed:
        for type_id, percent, base in (("NPS", nps, nps_base), ("CRC", crc, crc_base)):
            assert (found[name, type_id]["percentage"], found[name, type_id]["base"]) == (
                percent,
                base,
            )
