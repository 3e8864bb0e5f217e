"""Rounds whose providers are a table: what each row is rated, and why others are not."""

from __future__ import annotations

import gzip

import duckdb
import numpy as np
import pytest
import xlsxwriter
from hypothesis import HealthCheck
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

import engine
from engine.rounds.register.rating import rate
from engine.rounds.register.rating import rated_alone
from engine.rounds.register.register import opened
from engine.rules.load import load_framework
from tests.rounds.register.making import ASKING
from tests.rounds.register.making import BY_TYPE
from tests.rounds.register.making import FRAMEWORK
from tests.rounds.register.making import GIVEN
from tests.rounds.register.making import INPUTS
from tests.rounds.register.making import LONG
from tests.rounds.register.making import ROUND
from tests.rounds.register.making import RULES
from tests.rounds.register.making import TABLE
from tests.rounds.register.making import TYPED
from tests.rounds.register.making import ratings
from tests.rounds.register.making import said
from tests.rounds.register.making import write

EXPECTED = {
    "a": "good",
    "b": "fair",
    "c": "poor",
    "d": "nothing is recorded for hygiene",
    "e": "nothing is recorded for hygiene and structure",
    "f": "exempt",
    "g": "awaiting inspection",
    "h": "fair",
}


def test_each_row_is_rated_or_has_a_reason_in_the_order_of_the_file(tmp_path):
    found = ratings(tmp_path)
    assert found == EXPECTED
    assert list(found) == list(EXPECTED)


def test_a_blank_cell_is_never_guessed_even_where_the_rules_would_not_look(tmp_path):
    rules = RULES.replace("        good", "        poor  if structure is 1\n        good")
    assert ratings(tmp_path, rules=rules)["d"] == "nothing is recorded for hygiene"


def compressed(path):
    path.with_suffix(".csv.gz").write_bytes(gzip.compress(path.read_bytes()))


def parquet(path):
    duckdb.sql(f"copy (from read_csv('{path}')) to '{path.with_suffix('.parquet')}'")


def workbook(path):
    with xlsxwriter.Workbook(path.with_suffix(".xlsx")) as book:
        sheet = book.add_worksheet()
        for number, line in enumerate(path.read_text().splitlines()):
            sheet.write_row(
                number, 0, [int(c) if c.isdecimal() else c for c in line.split(",")]
            )


@pytest.mark.parametrize(
    ("ending", "convert"),
    [("csv.gz", compressed), ("parquet", parquet), ("xlsx", workbook)],
)
def test_other_kinds_of_table_are_read_alike(tmp_path, ending, convert):
    towns = write(tmp_path, round_=ROUND.replace("shops.csv", f"shops.{ending}"))
    convert(towns / "shops.csv")
    (towns / "shops.csv").unlink()
    with opened(towns, load_framework(tmp_path / "shops")) as register:
        assert said(rate(register)) == EXPECTED


def test_semicolons_between_cells_are_seen_from_the_headings(tmp_path):
    assert ratings(tmp_path, table=TABLE.replace(",", ";")) == EXPECTED


def test_words_are_known_in_any_case_with_space_around_them_and_as_some_programs_write_numbers(
    tmp_path,
):
    table = "shop,hygiene,structure,said\na, 0 ,1.0,\nb,0,0,EXEMPT \n"
    assert ratings(tmp_path, table=table) == {"a": "good", "b": "exempt"}


def test_a_table_says_what_its_own_words_mean(tmp_path):
    round_ = ROUND.replace(
        "item: hygiene}",
        "item: hygiene, labels: [{label: clean, is: 0}, {label: dirty, is: 2}]}",
    ).replace("  status:", "  labels: [{label: sound, is: 0}]\n  status:")
    table = "shop,hygiene,structure,said\na,Clean,sound,\nb,dirty,1,\n"
    assert ratings(tmp_path, round_=round_, table=table) == {"a": "good", "b": "poor"}


def test_a_component_may_be_not_rated_by_a_status_or_by_a_word_of_the_table(tmp_path):
    round_ = ROUND.replace("  status:", "  not_rated: [n/a]\n  status:")
    table = "shop,hygiene,structure,said\na,exempt,0,\nb,N/A,0,\nc,not rated,0,\n"
    found = ratings(tmp_path, round_=round_, table=table)
    assert found == dict.fromkeys("abc", "hygiene is not rated")


def test_blank_cells_are_not_rated_where_the_round_says_so(tmp_path):
    round_ = ROUND.replace("item: hygiene}", "item: hygiene, blank: not rated}")
    found = ratings(tmp_path, round_=round_)
    assert found["d"] == "hygiene is not rated"
    assert found["e"] == "nothing is recorded for structure"


def test_statuses_of_the_table_stand_beside_those_of_the_framework(tmp_path):
    round_ = ROUND.replace("{column: said}", "{column: said, not_rated: [Closed down]}")
    table = "shop,hygiene,structure,said\na,0,0,closed down\nb,0,0,exempt\n"
    assert ratings(tmp_path, round_=round_, table=table) == {"a": "Closed down", "b": "exempt"}


@pytest.mark.parametrize("form", ["wide", "long"])
def test_words_for_missing_are_as_blank_cells(tmp_path, form):
    round_ = {"wide": ROUND, "long": LONG}[form]
    round_ = round_.replace("  status:", '  missing: [n/a, "-"]\n  status:')
    tables = {
        "wide": "shop,hygiene,structure,said\na, N/A ,0,-\nb,0,0,n/a\nc,0,0,exempt\n",
        "long": "shop,what,score,said\na,hygiene,N/A,-\na,structure,0,\n"
        "b,hygiene,0,-\nb,structure,0,-\nc,hygiene,0,exempt\n",
    }
    assert ratings(tmp_path, round_=round_, table=tables[form]) == {
        "a": "nothing is recorded for hygiene",
        "b": "good",
        "c": "exempt",
    }


def test_words_for_missing_stand_where_a_number_or_a_fact_would(tmp_path):
    round_ = GIVEN.replace("  status:", "  missing: [unknown]\n  status:")
    table = "shop,hygiene,structure,said,breach,size,staff\na,0,0,,Unknown,large,unknown\n"
    found = ratings(tmp_path, framework=INPUTS, rules=ASKING, round_=round_, table=table)
    assert found == {"a": "nothing is recorded for staff"}


def test_only_the_rows_that_count_are_read(tmp_path):
    round_ = ROUND.replace(
        "  columns:", "  only: [{column: town, is: [North, EAST]}]\n  columns:"
    )
    table = (
        "shop,hygiene,structure,said,town\n"
        "a,0,0,,north\nb,nonsense,0,,south\nb,0,1,, East\nc,2,1,,\n"
    )
    assert ratings(tmp_path, round_=round_, table=table) == {"a": "good", "b": "good"}


def test_several_columns_may_identify_a_provider_together(tmp_path):
    round_ = ROUND.replace("id: shop", "id: [shop, said]").replace(
        "  status:", "  ignore: []\n  #"
    )
    table = "shop,hygiene,structure,said\na,0,0,2019\na,2,1,2020\n"
    assert ratings(tmp_path, round_=round_, table=table) == {"a 2019": "good", "a 2020": "poor"}


def test_a_table_may_have_a_row_for_each_judgement(tmp_path):
    table = """
        shop,what,score,said
        a,Clean Hands,0,
        b,structure,1,
        a,structure,1,
        b,HYGIENE,1,
        c,structure,,
        d,hygiene,exempt,
        d,structure,0,
        f,hygiene,,exempt
        """
    assert ratings(tmp_path, round_=LONG, table=table) == {
        "a": "good",
        "b": "fair",
        "c": "nothing is recorded for hygiene and structure",
        "d": "hygiene is not rated",
        "f": "exempt",
    }


def test_what_has_no_row_is_not_rated_where_blank_cells_are_not(tmp_path):
    table = "shop,what,score,said\na,hygiene,0,\nb,hygiene,0,\nb,structure,,\n"
    round_ = LONG.replace("  status:", "  blank: not rated\n  status:")
    found = ratings(tmp_path, round_=round_, table=table)
    assert found == dict.fromkeys("ab", "structure is not rated")


def test_words_that_are_numbers_may_have_a_point_as_some_programs_write_them(tmp_path):
    labels = "item: hygiene, labels: [{label: 10, is: 0}]}"
    round_ = ROUND.replace("item: hygiene}", labels)
    round_ = round_.replace("  status:", "  not_rated: [9]\n  status:")
    table = "shop,hygiene,structure,said\na,10.0,0,\nb,9.0,0,\nc,10,9,\n"
    assert ratings(tmp_path, round_=round_, table=table) == {
        "a": "good",
        "b": "hygiene is not rated",
        "c": "structure is not rated",
    }


def test_each_type_of_provider_is_rated_by_what_applies_to_it(tmp_path):
    table = (
        "shop,kind,hygiene,structure,said\na,Café,1,1,\nb,stall,1,,\nc,cafe,1,,\nd,STALL,,,\n"
    )
    assert ratings(tmp_path, framework=TYPED, round_=BY_TYPE, table=table) == {
        "a": "fair",
        "b": "good",
        "c": "nothing is recorded for structure",
        "d": "nothing is recorded for hygiene",
    }


def test_facts_that_rules_ask_for_stand_in_columns(tmp_path):
    table = """
        shop,hygiene,structure,said,breach,size,staff
        a,0,0,,yes,small,9
        b,0,0,,,big,2
        c,0,0,,No,Large,2.5
        d,0,0,,,large,5/2
        g,0,0,,,large,2.4e00
        h,0,0,,,large,1E+16
        e,0,0,,,,1
        f,0,0,,,small,
        """
    assert ratings(tmp_path, framework=INPUTS, rules=ASKING, round_=GIVEN, table=table) == {
        "a": "poor",
        "b": "fair",
        "c": "good",
        "d": "good",
        "g": "fair",
        "h": "good",
        "e": "nothing is recorded for size",
        "f": "nothing is recorded for staff",
    }


def test_a_fact_may_be_assumed_for_all_and_said_otherwise_for_some(tmp_path):
    round_ = GIVEN.replace("    - {column: breach, input: breach}\n", "") + (
        "assume:\n"
        "  - {input: staff, value: 2, because: nobody counted}\n"
        "  - {input: breach, value: no, because: none is known}\n"
    )
    table = "shop,hygiene,structure,said,size,staff\na,0,0,,large,\nb,0,0,,large,3\n"
    assert ratings(tmp_path, framework=INPUTS, rules=ASKING, round_=round_, table=table) == {
        "a": "fair",
        "b": "good",
    }


def test_a_framework_may_have_no_overall_rating(tmp_path):
    framework = FRAMEWORK.replace("rules_language: 1", "rules_language: 1\noverall: none")
    rules = "rate each component:\n    judged by inspector\n"
    towns = write(tmp_path, framework=framework, rules=rules)
    with opened(towns, load_framework(tmp_path / "shops")) as register:
        rating = rate(register)
        assert set(rating.reasons) == {
            "this framework gives no overall rating",
        }
        assert rating.counts("hygiene") == {"2": 2, "1": 1, "0": 2}


CELLS = st.sampled_from(["0", "1", "2", "", "exempt", "not rated"])
ROWS = st.lists(
    st.tuples(CELLS, CELLS.filter(lambda c: c != "2"), st.sampled_from(["", "", "", "exempt"])),
    min_size=1,
    max_size=12,
)
QUIET = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@QUIET
@given(ROWS)
def test_rated_together_or_alone_every_provider_is_rated_the_same(tmp_path, rows):
    table = "shop,hygiene,structure,said\n" + "".join(
        f"s{n},{','.join(row)}\n" for n, row in enumerate(rows)
    )
    towns = write(tmp_path, table=table)
    with opened(towns, load_framework(tmp_path / "shops")) as register:
        rating = rate(register)
        for row, (rank, reason) in enumerate(
            zip(rating.ranks[None], rating.reason, strict=True)
        ):
            alone = rated_alone(register, row).results[0]
            assert alone.rating == (rating.scale(None).grades[rank].id if rank >= 0 else None)
            assert (alone.basis, alone.reason) == (
                ("computed", "")
                if reason < 0
                else (rating.bases[reason], rating.reasons[reason])
            )


@QUIET
@given(ROWS, st.randoms())
def test_a_long_table_in_any_order_gives_what_the_wide_one_gives(tmp_path, rows, random):
    wide = "".join(f"s{n},{','.join(row)}\n" for n, row in enumerate(rows))
    expected = ratings(tmp_path, table=f"shop,hygiene,structure,said\n{wide}")
    lines = [
        f"s{n},{item},{cell},{status}\n"
        for n, (hygiene, structure, status) in enumerate(rows)
        for item, cell in (("hygiene", hygiene), ("structure", structure))
    ]
    random.shuffle(lines)
    found = ratings(tmp_path, round_=LONG, table=f"shop,what,score,said\n{''.join(lines)}")
    assert found == expected


def test_ten_thousand_rows_keep_their_order(tmp_path):
    cells = np.random.default_rng(7).integers(0, 2, (10_000, 2))
    lines = "".join(f"s{n},{a},{b},\n" for n, (a, b) in enumerate(cells))
    found = ratings(tmp_path, table=f"shop,hygiene,structure,said\n{lines}")
    assert list(found) == [f"s{n}" for n in range(10_000)]
    assert list(found.values()) == ["good" if a + b < 2 else "fair" for a, b in cells]


def test_a_notebook_rates_a_table_in_one_call(tmp_path):
    towns = write(tmp_path)
    with engine.rate_table(towns) as rating:
        assert rating.counts(None) == {"poor": 1, "fair": 2, "good": 1}
        assert rating.without("not rated") == {"exempt": 1, "awaiting inspection": 1}
