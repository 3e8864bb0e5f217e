"""Tables with several inspections of a provider, and with what providers are part of."""

from __future__ import annotations

import json

import pytest

from engine.rounds.register.rating import rate
from engine.rounds.register.rating import rated_alone
from engine.rounds.register.register import opened
from engine.rules.load import load_framework
from tests.rounds.register.making import FRAMEWORK
from tests.rounds.register.making import LONG
from tests.rounds.register.making import ROUND
from tests.rounds.register.making import RULES
from tests.rounds.register.making import findings
from tests.rounds.register.making import ratings
from tests.rounds.register.making import write

DATED = ROUND.replace("  id: shop\n", "  id: shop\n  date: inspected\n")
VISITS = """
shop,inspected,hygiene,structure,said
a,2019-05-01,2,1,
b,2020-01-31,0,0,
a,2021-06-30,0,,
a,2018-01-01,1,0,
c,2020-01-01 10:30:00,0,0,exempt
c,2019-01-01,0,0,
"""


def inspections(which):
    return FRAMEWORK.replace("rules_language: 1", f"rules_language: 1\ninspections: {which}")


def test_the_latest_inspection_counts_as_a_whole(tmp_path):
    found = ratings(tmp_path, framework=inspections("latest"), round_=DATED, table=VISITS)
    assert found == {"a": "nothing is recorded for structure", "b": "good", "c": "exempt"}


def test_the_latest_rating_of_each_item_is_carried_forward(tmp_path):
    carried = inspections("latest of each item")
    towns = write(tmp_path, framework=carried, round_=DATED, table=VISITS)
    with opened(towns, load_framework(tmp_path / "shops")) as register:
        rating = rate(register)
        assert rating.scale(None).grades[rating.ranks[None][0]].id == "good"
        alone = rated_alone(register, 0).results[0]
        assert alone.rating == "good"
        hygiene, structure = alone.children
        assert (str(hygiene.date), hygiene.flags) == ("2021-06-30", ())
        assert (str(structure.date), structure.flags) == ("2019-05-01", ("carried-forward",))


def test_providers_that_differ_only_in_their_dates_keep_their_own(
    tmp_path, monkeypatch, capsys
):
    from engine.cli.program import run

    monkeypatch.chdir(tmp_path)
    carried = inspections("latest of each item")
    table = """
    shop,inspected,hygiene,structure,said
    a,2019-05-01,2,1,
    b,2020-01-31,2,1,
    c,2018-02-28,2,1,
    c,2020-01-31,2,,
    """
    write(tmp_path, framework=carried, round_=DATED, table=table)
    assert run(["rate", "towns", "--format", "json"]) == 0
    results = json.loads(capsys.readouterr().out)["results"]
    assert [[child["date"] for child in each["children"]] for each in results] == [
        ["2019-05-01", "2019-05-01"],
        ["2020-01-31", "2020-01-31"],
        ["2020-01-31", "2018-02-28"],
    ]
    flags = [each["children"][1].get("flags") for each in results]
    assert flags == [None, None, ["carried-forward"]]


@pytest.mark.parametrize("which", ["latest", "latest of each item"])
def test_the_order_of_the_rows_does_not_matter(tmp_path, which):
    header, *rows = VISITS.strip().splitlines()
    one = ratings(tmp_path, framework=inspections(which), round_=DATED, table=VISITS)
    turned = "\n".join([header, *reversed(rows)])
    other = ratings(tmp_path, framework=inspections(which), round_=DATED, table=turned)
    assert one == other


@pytest.mark.parametrize(
    ("which", "expected"),
    [
        ("latest", {"a": "nothing is recorded for structure"}),
        ("latest of each item", {"a": "good"}),
    ],
)
def test_rows_for_each_judgement_may_have_dates(tmp_path, which, expected):
    round_ = LONG.replace("  id: shop\n", "  id: shop\n  date: inspected\n")
    table = """
        shop,inspected,what,score,said
        a,2019-05-01,hygiene,2,
        a,2019-05-01,structure,1,
        a,2021-06-30,hygiene,0,
        """
    found = ratings(tmp_path, framework=inspections(which), round_=round_, table=table)
    assert found == expected


def test_two_rows_of_one_day_are_a_fault(tmp_path):
    table = VISITS.replace("2018-01-01", "2019-05-01")
    (found,) = findings(tmp_path, framework=inspections("latest"), round_=DATED, table=table)
    assert found.startswith(
        'D426 shops.csv:5:1 column "shop" names a provider for a second time'
    )


@pytest.mark.parametrize(
    ("order", "latest"), [("day/month/year", "good"), ("month/day/year", "poor")]
)
def test_a_table_says_in_which_order_it_writes_dates(tmp_path, order, latest):
    round_ = DATED.replace("  date: ", f"  dates: {order}\n  date: ")
    table = """
        shop,inspected,hygiene,structure,said
        a,02/12/2020,0,0,
        a,3/4/2020 09:30,2,1,
        a,2019-01-31,1,1,
        """
    found = ratings(tmp_path, framework=inspections("latest"), round_=round_, table=table)
    assert found == {"a": latest}


@pytest.mark.parametrize("written", ["31/12/2019", "12/31/19", "2019-13-01"])
def test_a_date_in_another_order_is_none(tmp_path, written):
    round_ = DATED.replace("  date: ", "  dates: month/day/year\n  date: ")
    table = VISITS.replace("2018-01-01", written)
    (found,) = findings(tmp_path, framework=inspections("latest"), round_=round_, table=table)
    assert found.endswith('write them as month/day/year, as "dates" in round.yaml has it')


@pytest.mark.parametrize("written", ["", "yesterday", "2019-13-01", "01/02/19"])
def test_a_row_needs_its_date(tmp_path, written):
    table = VISITS.replace("2018-01-01", written)
    (found,) = findings(tmp_path, framework=inspections("latest"), round_=DATED, table=table)
    assert found.startswith('D432 shops.csv:5:2 column "inspected" has no date in row 5')


def test_dates_are_for_frameworks_that_say_which_count(tmp_path):
    assert findings(tmp_path, round_=DATED, table=VISITS)[0].startswith("D413")


TOWNS = FRAMEWORK.replace(
    "  - {id: shop, plural: shops, scale: rating}\n",
    "  - {id: shop, plural: shops, scale: rating}\n"
    "  - {id: town, plural: towns, scale: rating, pools: ratings}\n",
)
OF_TOWNS = f"{RULES}\nrate town:\n    lowest of shops ignoring not rated\n"
PARTS = ROUND.replace("  id: shop\n", "  id: shop\n  part_of: town\n")
SHOPS = """
shop,town,hygiene,structure,said
a,North,0,1,
b,South,1,1,
c,North,2,1,
d,East,,1,
e,North,,,exempt
f,West,,,exempt
g,,0,0,
"""


def test_what_providers_are_part_of_is_rated_from_their_ratings(tmp_path):
    towns = write(tmp_path, framework=TOWNS, rules=OF_TOWNS, round_=PARTS, table=SHOPS)
    with opened(towns, load_framework(tmp_path / "shops")) as register:
        above = rate(register).above
    assert [(r.id, r.rating, r.members) for r in above] == [
        ("North", "poor", ("a", "c", "e")),
        ("South", "fair", ("b",)),
        ("East", None, ("d",)),
        ("West", None, ("f",)),
    ]
    assert above[2].basis == "cannot be computed"
    assert above[2].reason == "nothing is recorded for d"
    assert above[3].basis == "not rated"


def test_a_status_leaves_out_a_provider_that_the_rules_always_rate(tmp_path):
    always = "that applies\n        poor  if any component is not rated\n"
    rules = OF_TOWNS.replace("that applies\n", always)
    towns = write(tmp_path, framework=TOWNS, rules=rules, round_=PARTS, table=SHOPS)
    with opened(towns, load_framework(tmp_path / "shops")) as register:
        north, *_, west = rate(register).above
    assert (north.rating, west.rating, west.basis) == ("poor", None, "not rated")


def test_a_level_above_must_be_declared(tmp_path):
    assert findings(tmp_path, round_=PARTS, table=SHOPS)[0].startswith("D414")


def test_a_whole_is_the_same_in_capitals_and_in_small_letters(tmp_path):
    table = SHOPS.replace("c,North", "c,north").replace("e,North", "e,NORTH")
    towns = write(tmp_path, framework=TOWNS, rules=OF_TOWNS, round_=PARTS, table=table)
    with opened(towns, load_framework(tmp_path / "shops")) as register:
        above = rate(register).above
    assert (above[0].id, above[0].rating, above[0].members) == (
        "North",
        "poor",
        ("a", "c", "e"),
    )


@pytest.mark.parametrize("key", ["published", "columns"])
def test_no_column_holds_the_ratings_of_what_stands_above(tmp_path, key):
    entry = "{column: said, item: Town}"
    keys = {"published": f"  published: [{entry}]\n  status:", "columns": "  status:"}
    round_ = PARTS.replace("  status:", keys[key])
    if key == "columns":
        round_ = round_.replace("  columns:\n", f"  columns:\n    - {entry}\n")
    found = findings(tmp_path, framework=TOWNS, rules=OF_TOWNS, round_=round_, table=SHOPS)
    assert found[0].startswith("D435")
    assert "so no column holds the ratings of a town" in found[0]


def test_the_commands_show_what_stands_above(tmp_path, monkeypatch, capsys):
    from engine.cli.program import run

    monkeypatch.chdir(tmp_path)
    write(tmp_path, framework=TOWNS, rules=OF_TOWNS, round_=PARTS, table=SHOPS)
    assert run(["rate", "towns"]) == 0
    assert "\n4 towns\n  North: Poor, of 3 shops\n" in capsys.readouterr().out
    assert run(["rate", "towns", "--format", "json"]) == 0
    results = json.loads(capsys.readouterr().out)["results"]
    assert [r["id"] for r in results if r["level"] == "town"] == [
        "North",
        "South",
        "East",
        "West",
    ]
    assert run(["explain", "towns", "north"]) == 0
    explained = capsys.readouterr().out
    assert explained.startswith("North: Poor\n")
    assert "lowest is c" in explained
