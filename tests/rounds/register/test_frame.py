"""Large tables: Polars reads them where they are plain, as the database does, or not at all."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import Mock

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.diagnostics import Invalid
from engine.reports.register_export import write_csv
from engine.reports.register_export import write_json
from engine.rounds.register import frame
from engine.rounds.register.rating import rate
from engine.rounds.register.register import opened
from engine.rules.load import load_framework
from tests.rounds.register.making import BY_TYPE
from tests.rounds.register.making import FRAMEWORK
from tests.rounds.register.making import GIVEN
from tests.rounds.register.making import INPUTS
from tests.rounds.register.making import ROUND
from tests.rounds.register.making import RULES
from tests.rounds.register.making import TABLE
from tests.rounds.register.making import TYPED
from tests.rounds.register.making import write

HEAD = b"shop,hygiene,structure,said\n"
NAMED = ROUND.replace("  id: shop\n", "  id: shop\n  name: called\n")
PLAIN = TABLE.strip().encode()


@pytest.fixture(autouse=True)
def reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Polars, for any table; these tests ask the database themselves."""
    monkeypatch.setattr(frame, "LARGE", 0)


def found(folder: Path, *, polars: bool, strict: bool = False) -> Any:
    """What is made of a round's table, whoever reads it: CSV and JSON, or what is wrong."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(frame, "LARGE", 0 if polars else 2**62)
        try:
            framework = load_framework(folder / "shops")
            with opened(folder / "towns", framework, None, strict=strict) as register:
                rating = rate(register)
                write_csv(rating, folder / "out.csv")
                with (folder / "out.json").open("w", encoding="utf-8") as file:
                    write_json(rating, file)
        except Invalid as invalid:
            return [(f.code, f.place, f.message, f.help) for f in invalid.findings]
    return (folder / "out.csv").read_bytes(), json.loads(
        (folder / "out.json").read_text("utf-8")
    )


def by_polars(folder: Path) -> bool:
    """Whether it is Polars that reads the table."""
    with opened(folder / "towns", load_framework(folder / "shops")) as register:
        return register.table.frame is not None


def looked_at(folder: Path) -> bool:
    """Whether Polars reads the table so far that faults are looked for in it."""
    looked = Mock(return_value=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(frame.Frame, "has", looked)
        found(folder, polars=True)
    return looked.called


def agree(folder: Path, *, strict: bool = False) -> Any:
    """What both readers make of a table."""
    one = found(folder, polars=True, strict=strict)
    assert one == found(folder, polars=False, strict=strict)
    return one


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("as in the manual", PLAIN),
        ("numbers that grow", HEAD + b"1,0,1,\n2,1,1,\n10,2,0,exempt\n"),
        ("numbers in any order", HEAD + b"2,0,1,\n1,1,1,\n10,2,0,exempt\n"),
        ("no end of the last line", HEAD + b"1,0,1,\n2,1,1,"),
        ("lines of another system", PLAIN.replace(b"\n", b"\r\n") + b"\r\n"),
        ("a mark of the order of bytes", b"\xef\xbb\xbf" + PLAIN),
        ("spaces around identifiers", HEAD + b" a ,0,1,\nb,1,1,\n"),
        ("signs that begin a formula", HEAD + b"+1,0,1,\n-2,1,1,\n=3,1,1,\n@4,1,1,\n"),
        ("numbers with a plus", HEAD + b"+1,0,1,\n+2,1,1,\n"),
        ("nought with a minus", HEAD + b"-0,0,1,\n1,1,1,\n"),
        ("numbers below nought", HEAD + b"-2,0,1,\n-1,1,1,\n"),
        ("capitals", HEAD + b"a,0,1,EXEMPT\nb,1,1,Exempt\n".replace(b"EXEMPT", b"exempt")),
        ("numbers with a point", HEAD + b"a,0.0,1.0,\nb,1.0,1,\n"),
    ],
)
def test_a_plain_table_is_read_by_polars_and_comes_to_the_same(tmp_path, name, table):
    (write(tmp_path, table=None) / "shops.csv").write_bytes(table)
    assert by_polars(tmp_path), name
    assert not isinstance(agree(tmp_path), list), name


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("a word as nobody writes it", HEAD + b"a,0,1,eXempt\nb, 1,1,\n"),
        ("a word that is none", HEAD + b"a,0,1,\nb,secret,1,\n"),
        ("quotes", HEAD + b'"a",0,1,\nb,1,1,\n'),
        ("a quote within", HEAD + b'a 5",0,1,\nb,1,1,\n'),
        ("a quote without end", HEAD + b'a,0,1,"\nb,1,1,\n'),
        ("a row too short", HEAD + b"a,0,1,\nb,1,1\nc,1,1,\n"),
        ("a row too long", HEAD + b"a,0,1,\nb,1,1,,\nc,1,1,\n"),
        ("one too short and one too long", HEAD + b"a,0,1,\nb,1,1\nc,1,1,,\nd,1,1,\n"),
        ("a blank line", HEAD + b"a,0,1,\n\nb,1,1,\n"),
        ("a row with nothing in it", HEAD + b"a,0,1,\n,,,\nb,1,1,\n"),
        ("a blank identifier", HEAD + b"a,0,1,\n,1,1,\n"),
        ("an identifier of spaces", HEAD + b"a,0,1,\n  ,1,1,\n"),
        ("twice the same", HEAD + b"a,0,1,\nb,1,1,\na,1,1,\n"),
        ("twice the same number", HEAD + b"1,0,1,\n2,1,1,\n2,1,1,\n"),
        ("no rows", HEAD),
        ("lines of two systems", HEAD + b"a,0,1,\r\nb,1,1,\n"),
        ("lines of an old system", (HEAD + b"a,0,1,\nb,1,1,\n").replace(b"\n", b"\r")),
        ("no UTF-8", HEAD + b"a,0,1,\nb\xe9,1,1,\n"),
        ("a rating that is not allowed", HEAD + b"a,0,2,\nb,1,1,\n"),
    ],
)
def test_what_needs_a_second_look_is_left_to_the_database(tmp_path, name, table):
    (write(tmp_path, table=None) / "shops.csv").write_bytes(table)
    agree(tmp_path)
    assert not looked_at(tmp_path), name


@pytest.mark.parametrize("row", [b"#REF!,1,1,", b"b,#N/A,1,", b"b,1,#N/A,"])
def test_errors_of_spreadsheets_are_seen_and_left_to_the_database(tmp_path, row):
    (write(tmp_path, table=None) / "shops.csv").write_bytes(HEAD + b"a,0,1,\n" + row + b"\n")
    assert [code for code, *_ in agree(tmp_path)] == ["D433"]
    assert looked_at(tmp_path)


def test_strict_refuses_blanks_whoever_reads(tmp_path):
    (write(tmp_path, table=None) / "shops.csv").write_bytes(HEAD + b"a,0,1,\nb,,1,\n")
    assert [code for code, *_ in agree(tmp_path, strict=True)] == ["D428"]
    assert by_polars(tmp_path)


@pytest.mark.parametrize("separator", [";", "\t"])
def test_other_separators(tmp_path, separator):
    text = PLAIN.decode().replace(",", separator)
    ending = "tsv" if separator == "\t" else "csv"
    round_ = ROUND.replace("shops.csv", f"shops.{ending}")
    towns = write(tmp_path, round_=round_, table=None)
    (towns / f"shops.{ending}").write_text(text, "utf-8")
    assert by_polars(tmp_path)
    agree(tmp_path)


def test_types_and_inputs_of_few_words(tmp_path):
    towns = write(tmp_path, framework=TYPED, round_=BY_TYPE, table=None)
    table = "shop,kind,hygiene,structure,said\na,Café,0,1,\nb,stall,1,,\nc,cafe,2,1,exempt\n"
    (towns / "shops.csv").write_text(table, "utf-8")
    assert by_polars(tmp_path)
    agree(tmp_path)
    (towns / "shops.csv").write_text(table.replace("1,,", "1,0,"), "utf-8")
    assert [code for code, *_ in agree(tmp_path)] == ["D431"]


def test_what_has_to_be_reckoned_or_chosen_is_left_to_the_database(tmp_path):
    towns = write(tmp_path, framework=INPUTS, round_=GIVEN, table=None)
    table = (
        "shop,hygiene,structure,said,breach,size,staff\na,0,1,,yes,big,2\nb,1,1,,no,small,3\n"
    )
    (towns / "shops.csv").write_text(table, "utf-8")
    assert not by_polars(tmp_path)
    agree(tmp_path)


def test_without_polars_the_database_reads(tmp_path, monkeypatch):
    write(tmp_path)
    expected = found(tmp_path, polars=True)
    monkeypatch.setitem(sys.modules, "polars", None)
    assert not by_polars(tmp_path)
    assert found(tmp_path, polars=True) == expected


def test_a_small_table_is_not_worth_the_import(tmp_path, monkeypatch):
    monkeypatch.undo()
    write(tmp_path)
    assert not by_polars(tmp_path)


CELLS = st.sampled_from(["0", "1", "2", "", "0.0", "not rated", "Not rated"])
NAMES = st.text(st.sampled_from("ab1 ;'=+-@|é"), max_size=4)
ROWS = st.lists(
    st.tuples(NAMES, NAMES, CELLS, CELLS, st.sampled_from(["", "exempt", "Exempt", "good"])),
    max_size=6,
)


@given(ROWS, st.booleans())
def test_whatever_a_table_holds_both_readers_make_the_same_of_it(rows, strict):
    with TemporaryDirectory() as made:
        towns = write(Path(made), round_=NAMED, table=None)
        lines = ["shop,called,hygiene,structure,said", *map(",".join, rows)]
        (towns / "shops.csv").write_text("\n".join(lines) + "\n", "utf-8")
        agree(Path(made), strict=strict)


@pytest.mark.parametrize(
    ("rows", "plain"),
    [
        ("('a', 0, 1, null), ('b', 1, 1, 'exempt')", True),
        ("('a', '0', '1', null), ('b', null, '1', 'exempt')", True),
        ("(1, 0::utinyint, 1::bigint, null), (2, null, 1, 'exempt')", True),
        ("(18446744073709551615::ubigint, 0, 1, null), (2, 1, 1, null)", True),
        ("('a', 0.0::double, 1, null), ('b', null, 1, null)", True),
        ("('a', null::integer, 1, null), ('b', null, 1, null)", True),
        ("('a,b', 0, 1, null), ('say \"c\"\r\n', 1, 1, null)", True),
        ("('a', 0, 1, null), ('b', 3, 1, null)", True),
        ("('a', 0, 1, null), ('b', 2000000000, 1, null)", False),
        ("('a', 0, 1, null), ('b', 3000000000, 1, null)", False),
        ("('a', 0, 1, null), ('b', 0.5, 1, null)", False),
        ("(1.5, 0, 1, null), (2.5, 1, 1, null)", False),
        ("('a', date '2020-01-01', 1, null), ('b', null, 1, null)", False),
        ("('a', [0], 1, null), ('b', [1], 1, null)", False),
        ("(null, 0, 1, null), ('b', 1, 1, null)", False),
    ],
)
def test_a_parquet_file(tmp_path, rows, plain):
    round_ = ROUND.replace("shops.csv", "shops.parquet")
    towns = write(tmp_path, round_=round_, table=None)
    heads = "shop, hygiene, structure, said"
    duckdb.sql(f"copy (from (values {rows}) t({heads})) to '{towns / 'shops.parquet'}'")
    agree(tmp_path)
    assert looked_at(tmp_path) == plain


def test_a_broken_parquet_file(tmp_path):
    round_ = ROUND.replace("shops.csv", "shops.parquet")
    towns = write(tmp_path, round_=round_, table=None)
    (towns / "shops.parquet").write_bytes(b"PAR1 and no more PAR1")
    assert isinstance(agree(tmp_path), list)


def test_the_database_is_asked_only_when_a_question_is_put_to_it(tmp_path):
    write(tmp_path, framework=FRAMEWORK, rules=RULES)
    with opened(tmp_path / "towns", load_framework(tmp_path / "shops")) as register:
        rating = rate(register)
        write_csv(rating, tmp_path / "out.csv")
        assert "desk" not in vars(register.table)
        assert register.table.desk.ask("select count(*) from register") == [(8,)]
