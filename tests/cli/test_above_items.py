"""The commands where a trust is rated for each key question, and then as a whole."""

from __future__ import annotations

import json
from pathlib import Path
from shutil import copytree

import pytest
from python_calamine import CalamineWorkbook

BASE = Path(__file__).parents[2] / "docs" / "base" / "principles"
CARE = ("safe", "effective", "caring", "responsive", "well-led")
RULES = """
rate each key question in trust:
    lowest of providers
    allow inspection manager to move up or down 1

rate trust:
    highest of key questions
    at most good if safe is inadequate
"""
TRUST = "  - {id: trust, plural: trusts, scale: rating, pools: ratings}\n"
PROVIDER = "  - {id: provider, plural: providers, scale: rating}\n"
ROUND = """
round: trusts
framework: principles
title: Two trusts
synthetic: true
"""
LISTED = """
providers:
  - {id: ash, name: Ash, part_of: acorn}
  - {id: elm, name: Elm, part_of: acorn}
  - {id: oak, name: Oak, part_of: beech}
  - {id: acorn, name: Acorn, level: trust}
  - {id: beech, name: Beech, level: trust}
"""
GRADES = {
    "ash": "inadequate good good good good",
    "elm": "good outstanding good good good",
    "oak": "outstanding outstanding good good good",
}
TABLE = """
judgements:
  file: table.csv
  id: id
  name: id
  part_of: trust
  columns:
""" + "".join(f"    - {{column: {item}, item: {item}}}\n" for item in CARE)


@pytest.fixture
def trusts(tmp_path, monkeypatch):
    """The round of the manual about adult social care, with trusts."""
    copytree(BASE, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    framework = Path("standards/principles")
    edit(framework / "framework.yaml", PROVIDER, PROVIDER + TRUST)
    rules = (framework / "ratings.rules").read_text("utf-8")
    (framework / "ratings.rules").write_text(rules + RULES, "utf-8")
    Path("round/inputs.csv").unlink()
    write_list(GRADES)
    return tmp_path


@pytest.fixture
def table(trusts):
    """The same as a table; what one house is rated for safety is left blank."""
    write_table({**GRADES, "fir": " good good good good"})
    return trusts


def write_list(judged):
    """A round that lists its houses, each with what is judged of it."""
    rows = [
        f"{who},{item},{grade},"
        for who, grades in judged.items()
        for item, grade in zip(CARE, grades.split(" "), strict=True)
    ]
    text = "\n".join(["provider,item,rating,reason", *rows])
    Path("round/judgements.csv").write_text(f"{text}\n", "utf-8")
    Path("round/round.yaml").write_text(ROUND + LISTED, "utf-8")


def write_table(judged):
    """The same as a table with a row for each house."""
    rows = [
        f"{who},{'Beech' if who == 'oak' else 'Acorn'},{grades.replace(' ', ',')}"
        for who, grades in judged.items()
    ]
    text = "\n".join(["id,trust," + ",".join(CARE), *rows])
    Path("round/table.csv").write_text(f"{text}\n", "utf-8")
    Path("round/round.yaml").write_text(ROUND + TABLE, "utf-8")
    Path("round/judgements.csv").unlink()


def edit(path, old, new):
    """A file with one stretch of its text replaced."""
    text = Path(path).read_text("utf-8")
    assert old in text
    Path(path).write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.usefixtures("trusts")
def test_the_items_of_a_trust_stand_in_the_table_and_in_the_results(assay):
    out = assay("rate", "round").out
    assert "Trust Overall     Made of     a b c d e\n" in out
    assert "Beech Outstanding 1 provider  O O G G G\n" in out
    assert "Acorn Good        2 providers I G G G G\n" in out
    rows = assay("rate", "round", "--format", "csv").out.splitlines()
    assert "trusts,principles,yes,acorn,Acorn,,,,key question,safe,,inadequate,computed" in {
        ",".join(row.split(",")[:13]) for row in rows
    }


@pytest.mark.usefixtures("trusts")
def test_a_level_above_without_items_has_no_columns(assay):
    rules = "standards/principles/ratings.rules"
    edit(rules, RULES, "\nrate trust:\n    lowest of providers\n")
    lines = assay("rate", "round").out.splitlines()
    heads = [line for line in lines if line.startswith(("Provider", "Trust"))]
    assert [head.endswith("a b c d e") for head in heads] == [True, False]


@pytest.mark.usefixtures("trusts")
def test_a_page_shows_the_same_item_of_every_provider(assay):
    page = assay("page", "round", "acorn").out
    assert "<caption>What safe is made from</caption>" in page
    assert '<th scope="col">Provider</th>' in page
    assert '<th scope="row">ash Ash</th>\n<td>Inadequate</td>' in page
    assert "The rating is the lowest among its providers." in page
    assert "The rating is no higher than Good if safe is rated Inadequate." in page


@pytest.mark.usefixtures("trusts")
def test_an_item_of_a_trust_is_decided_and_its_consequence_is_told(assay):
    said = (
        "--by",
        "inspection manager",
        "--reason",
        "It is better now",
        "--date",
        "2026-03-02",
    )
    assert "Acorn, key question safe\n  Inadequate\n" in assay("panel", "round").out
    ran = assay("decide", "round", "acorn", "safe", "requires improvement", *said)
    assert "  Acorn, key question safe: inadequate to requires improvement\n" in ran.out
    assert "before the decision Inadequate" in assay("explain", "round", "acorn", "safe").out
    refused = assay("decide", "round", "acorn", "trust", "outstanding", *said)
    assert "no rule allows a move of the trust" in refused.err


@pytest.mark.usefixtures("trusts")
def test_an_edited_rule_for_items_is_told_apart_and_its_effect_shown(assay):
    copytree("standards/principles", "edited")
    edit("edited/ratings.rules", "    lowest of providers", "    highest of providers")
    edit("edited/ratings.rules", "highest of key questions", "lowest of key questions")
    told = assay("diff", "standards/principles", "edited").out
    assert "each key question in trust: other ratings\n" in told
    assert "trust: other ratings for" in told
    ran = assay("impact", "round", "--framework", "edited", "--format", "json")
    changes = json.loads(ran.out)["changes"]
    told = [(c["provider"], c["item"], c["after"]["rating"]) for c in changes]
    assert told == [
        ("acorn", "safe", "good"),
        ("acorn", "effective", "outstanding"),
        ("beech", None, "good"),
    ]
    causes = [(c["cause"]["provider"], c["cause"]["item"]) for c in changes]
    assert causes == [("acorn", "safe"), ("acorn", "effective"), ("beech", None)]


@pytest.mark.usefixtures("trusts")
def test_what_changes_a_trust_is_named_where_it_begins(assay):
    """A house is rated otherwise, and so are its trust's question and the trust."""
    copytree("standards/principles", "edited")
    rules = Path("standards/principles/ratings.rules").read_text("utf-8")
    judged = "rate each key question:\n    judged by inspector\n"
    rules = rules.replace(judged, f"{judged}    at most good if breach of regulations\n")
    Path("edited/ratings.rules").write_text(rules, "utf-8")
    Path("round/inputs.csv").write_text(
        "provider,input,value,reason\noak,breach of regulations,yes,A notice\n", "utf-8"
    )
    ran = assay("impact", "round", "--framework", "edited", "--format", "json")
    changes = json.loads(ran.out)["changes"]
    told = {(c["provider"], c["item"]): c["cause"] for c in changes}
    assert {key for key in told if key[0] == "beech"} == {
        ("beech", "safe"),
        ("beech", "effective"),
        ("beech", None),
    }
    assert {cause["provider"] for key, cause in told.items()} == {"oak"}
    assert told["beech", None]["item"] == "safe"
    assert told["beech", "effective"]["item"] == "effective"


@pytest.mark.usefixtures("trusts")
def test_the_same_items_of_two_rounds_are_compared(assay):
    copytree("round", "later")
    edit("later/judgements.csv", "ash,safe,inadequate", "ash,safe,good")
    told = assay("compare", "round", "later", "--provider", "acorn").out
    assert [line.split() for line in told.splitlines() if line.startswith("safe")] == [
        ["safe", "I", "G"]
    ]
    whole = assay("compare", "round", "later").out
    assert "3 providers in both rounds: " in whole
    assert "2 trusts in both rounds: " in whole


@pytest.mark.usefixtures("trusts")
def test_the_handbook_says_whose_ratings_are_read(assay):
    assay("handbook", "standards/principles", "-o", "book")
    rules = Path("book/rules.html").read_text("utf-8")
    assert "Each trust is rated by rules of its own, and so are its key questions." in rules
    assert "Rates 5 key questions of each trust: " in rules
    assert "is said of their ratings of the same key question." in rules
    items = Path("book/key-questions.html").read_text("utf-8")
    assert "Rated for each trust by the rule for: " in items


@pytest.mark.usefixtures("table")
def test_a_table_has_the_items_of_its_trusts(assay):
    out = assay("rate", "round").out
    assert "  Acorn: cannot be computed, of 3 providers\n    safe cannot be computed, " in out
    assert "  Beech: Outstanding, of 1 provider\n    safe Outstanding, " in out
    results = json.loads(assay("rate", "round", "--format", "json").out)["results"]
    beech = results[-1]
    assert beech["children"][0] == {
        "level": "key question",
        "id": "safe",
        "rating": "outstanding",
        "basis": "computed",
    }
    assay("rate", "round", "--format", "xlsx", "-o", "out.xlsx")
    heads, acorn, _ = (
        CalamineWorkbook.from_path("out.xlsx").get_sheet_by_name("Trusts").to_python()
    )
    assert tuple(heads[-5:]) == CARE
    assert acorn[-5:] == ["", "good", "good", "good", "good"]


@pytest.mark.usefixtures("trusts")
@pytest.mark.parametrize("turned", range(3))
def test_a_table_and_a_list_of_providers_give_trusts_the_same(assay, turned):
    """The array reader rates the one, and the reference interpreter the other."""
    names = [*GRADES]
    judged = dict(zip(names, [GRADES[n] for n in names[turned:] + names[:turned]], strict=True))
    write_list(judged)
    of_list = wholes(assay)
    write_table(judged)
    assert wholes(assay) == of_list
    assert set(of_list) == {"acorn", "beech"}


def wholes(assay):
    """The ratings of the trusts, each with those of its items."""
    results = json.loads(assay("rate", "round", "--format", "json").out)["results"]
    trusts = [result for result in results if result["level"] == "trust"]
    return {
        trust["name"].lower(): [(each["id"], each["rating"]) for each in trust["children"]]
        + [("whole", trust["rating"])]
        for trust in trusts
    }


@pytest.mark.usefixtures("table")
@pytest.mark.parametrize("item", [(), ("safe",)])
def test_an_explanation_of_a_trust_in_a_table_guesses_nothing_either(assay, item):
    out = assay("explain", "round", "Acorn", *item).out
    assert out.splitlines()[0].endswith(": cannot be computed")
    assert "Cannot be computed, nothing is recorded for fir. Framework principles." in out


@pytest.mark.usefixtures("table")
def test_a_target_for_a_trust_in_a_table_is_about_the_trust(assay):
    out = assay("target", "round", "beech", "good").out
    assert out.startswith("Beech: Outstanding\n")
    out = assay("target", "round", "oak", "good").out
    assert out.startswith("oak: Outstanding\n")


@pytest.mark.usefixtures("table")
def test_an_edited_framework_changes_the_items_of_a_tables_trusts(assay):
    copytree("standards/principles", "edited")
    edit("edited/ratings.rules", "    lowest of providers", "    highest of providers")
    out = assay("impact", "round", "--framework", "edited").out
    assert "trusts: 0 of 2 ratings would be others\n" in out
    assert "key questions: 1 of 30 ratings would be others\n" in out
