"""Two rounds compared, as text and for programs."""

from __future__ import annotations

import csv
import io
import json
import shutil
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import jsonschema
import pytest
import python_calamine

from engine.data import folder as packaged
from engine.diagnostics.drawing import columns
from engine.reports.compare import as_text
from engine.reports.compare_data import COLUMNS
from engine.reports.compare_data import as_csv
from engine.reports.compare_data import as_json
from engine.reports.compare_data import as_xlsx
from engine.rounds.comparison.compare import compare
from engine.rounds.comparison.compare import compared
from tests.rounds.making import round_of
from tests.rounds.making import row
from tests.rounds.making import shipped

BASE = Path(__file__).parents[2] / "docs" / "base" / "inspection"
REGIONS = BASE.parent / "regions"
SCHEMA = json.loads((packaged("schemas") / "comparison.schema.json").read_text("utf-8"))
OLD, NEW = shipped("2018-19"), shipped("2019-20")
TWO = Fraction(2)


def crc(letters, who="ash"):
    """A round of one CRC, its ratings as letters."""
    return round_of(row(who, "CRC", letters), inputs={(who, "inspection incomplete"): "no"})


def divided(before="GGGG RRRR RR", after="GGGG GGGR GR"):
    """A CRC that was rated under either framework."""
    return compared((crc(before), crc(after)), (OLD, NEW))


@pytest.fixture
def _care(tmp_path, monkeypatch):
    """A round and a copy of it to be changed, in the current folder."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    shutil.copytree("spring", "autumn")
    return tmp_path


def edit(name, old, new):
    """Another text in a file of the current folder."""
    path = Path(name)
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


# Text


def test_a_change_is_divided_and_what_is_not_is_named():
    text = as_text(divided(), TWO)
    assert "Ash       CRC   R 14  G 18      +4           +3          0           +1\n" in text
    assert "Crossed a boundary\n  Up: Ash CRC: Requires improvement -> Good\n" in text
    assert "  Ash CRC: 2.1 R -> G, 2.2 R -> G, 2.3 R -> G, 4.1 R -> G\n" in text
    assert "Not divided is what 4.1 changed" in text
    assert "Not comparable: 4.1.3: The question about personal development" in text


def test_who_is_near_a_boundary_is_told_how_many_points_are_missing_or_to_spare():
    rows = [row(f"p{n}", "NPS", x) for n, x in enumerate(NEAR)]
    same = round_of(*rows)
    text = as_text(compared((same, same), (OLD, OLD)), TWO)
    near = text.partition("Within 2 points of a boundary\n")[2].partition("\n\n")[0]
    assert near.splitlines() == [
        "  P1 NPS: 14, 2 points short of Good",
        "  P2 NPS: 15, 1 point short of Good",
        "  P3 NPS: 16, nothing to spare before Requires improvement",
        "  P4 NPS: 17, 1 point to spare before Requires improvement",
    ]
    wider = as_text(compared((same, same), (OLD, OLD)), Fraction("2.5"))
    assert "Within 2.5 points of a boundary" in wider
    assert "  P5 NPS: 18, 2 points to spare before Requires improvement\n" in wider
    assert "Within" not in as_text(compared((same, same), (OLD, OLD)), Fraction(0))


NEAR = (
    "GGGR RRRR RR",
    "GGGG RRRR RR",
    "GGGG GRRR RR",
    "GGGG GGRR RR",
    "GGGG GGGR RR",
    "GGGG GGGG RR",
)
"""Ratings that are worth 13, 14, 15, 16, 17 and 18 points."""


def test_a_round_and_itself_differ_in_nothing():
    text = as_text(compared((crc("GGGG RRRR RR"),) * 2, (NEW, NEW)), TWO)
    assert "\n1 provider in both rounds: 1 the same.\nNothing changed.\n" in text
    assert "Crossed" not in text
    assert "Changed" not in text
    assert "Performance" not in text


def test_one_provider_item_by_item():
    text = as_text(divided("GGGG RRRR RR", "GGGG OGRR GR"), TWO, items=True)
    lines = text.partition("Ash CRC, item by item\n")[2].splitlines()
    told = {line.split()[0]: line.split() for line in lines[:30] if line}
    assert told["2.1.1"][1:] == ["R", "57", "%", "O", "90", "%", "+33", "+2", "+2", "0"]
    assert told["2.2.1"][1:] == ["R", "57", "%", "G", "72", "%", "+15", "+1", "+1", "0"]
    assert told["4.1"][-4:] == ["R", "G", "+1", "+1"]
    assert "4.1.3" not in told


def test_every_line_fits_the_screen():
    long = "Derbyshire, Leicestershire, Nottinghamshire and Rutland"
    before = replace(crc("GGGG RRRR -R"), title=long * 3)
    providers = tuple(replace(p, name=long) for p in before.providers)
    found = compared((replace(before, providers=providers), crc("GGGG OOOI GR")), (OLD, NEW))
    renamed = replace(found.providers[0], after=replace(found.providers[0].after, name=long))
    found = replace(found, providers=(renamed,))
    for items in (False, True):
        for line in as_text(found, TWO, items=items).splitlines():
            assert sum(map(columns, line)) <= 80, line


def test_providers_that_look_alike_are_told_by_their_ids():
    rows = [row(who, "NPS", "GGGG GGGG GG") for who in ("north", "south")]
    alike = [replace(r, provider=replace(r.provider, name="The Same")) for r in rows]
    text = as_text(compared((round_of(*alike),) * 2, (OLD, OLD)), TWO)
    assert "\nnorth     NPS " in text
    assert "\nsouth     NPS " in text


def test_who_was_inspected_once_is_listed_with_the_rating():
    one, other = crc("GGGG RRRR RR", "oak"), crc("GGGG RRRR GR", "elm")
    text = as_text(compared((one, other), (NEW, NEW)), TWO)
    assert "Only in the first round: Oak CRC (R 14)\n" in text
    assert "Only in the second round: Elm CRC (R 15)\n" in text
    assert "\n0 providers in both rounds: nothing rated.\n" in text


def test_a_heading_is_bold_where_colour_is_wanted():
    assert "\x1b[1mProvider" in as_text(divided(), TWO, color=True)
    assert "\x1b" not in as_text(divided(), TWO)


@pytest.mark.usefixtures("_care")
def test_two_copies_of_a_framework_say_so():
    Path("autumn/decisions.yaml").unlink()
    shutil.copytree("standards/care-1", "edited")
    edit("edited/framework.yaml", "{from: 75, rating: good}", "{from: 80, rating: good}")
    edit("autumn/round.yaml", "framework: care-1", "framework: ../edited")
    text = as_text(compare(Path("spring"), Path("autumn"), cache=False), TWO)
    assert "Park Centre  day   G 7   G 6      -1            0         -1\n" in text
    assert "The rounds are rated under two copies of care-1.\n" in text
    assert "Not divided" not in text


def test_what_stands_above_providers_has_a_table_of_its_own(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    shutil.copytree(REGIONS, tmp_path, dirs_exist_ok=True)
    found = compare(Path("round"), Path("round"), cache=False)
    levels = {each.after.level for each in found.providers}
    assert len(levels) == 2
    text = as_text(found, TWO)
    assert all(f"\n{level.capitalize()}" in text for level in levels)
    assert not found.changed
    jsonschema.validate(json.loads(as_json(found)), SCHEMA)


# For programs


def test_the_data_fit_the_schema_and_are_exact():
    found = divided("GGGG RRRR RR", "GGGG OGRR GR")
    data = json.loads(as_json(found))
    jsonschema.validate(data, SCHEMA)
    (provider,) = data["providers"]
    own = provider["items"][0]
    assert own["item"] == {"before": None, "after": None}
    assert own["change"] == {"steps": 1, "score": 4, "percentage": None}
    assert (own["division"]["performance"], own["division"]["framework"]) == (3, 0)
    (part,) = own["division"]["undivided"]
    assert (part["item"]["after"], part["points"]) == ("4.1", 1)
    assert [each["item"] for each in part["because"]] == ["4.1.3"]
    assert own["before"]["nearness"]["short"] == 2
    assert own["before_there"]["score"] is None
    assert own["before_there"]["rating"] == "requires improvement"
    assert [each["from"] for each in data["carried"]] == ["2018-19", "2019-20"]


def test_one_framework_has_no_division_in_the_data():
    found = compared((crc("GGGG RRRR RR"), crc("GGGG RRRR GR", "elm")), (NEW, NEW))
    data = json.loads(as_json(found))
    jsonschema.validate(data, SCHEMA)
    assert (data["providers"], data["carried"], data["changed"]) == ([], None, False)
    assert data["only_before"][0]["id"] == "ash"
    assert data["only_after"][0]["score"] == 15


@pytest.mark.usefixtures("_care")
def test_what_cannot_be_told_is_in_the_data():
    edit("autumn/judgements.csv", "park,a1,good,\n", "")
    found = compare(Path("spring"), Path("autumn"), partial=True, cache=False)
    data = json.loads(as_json(found))
    jsonschema.validate(data, SCHEMA)
    park = next(p for p in data["providers"] if p["after"]["id"] == "park")
    assert park["items"][0]["after"]["possible"] == ["fair", "good"]
    assert "Not comparable: Park Centre day: Good -> Fair or Good\n" in as_text(found, TWO)
    rows = {(r["provider_after"], r["item_after"]): r for r in table(as_csv(found))}
    assert rows["park", ""]["rating_after"] == "fair; good"


def table(text):
    """The rows of a CSV text."""
    header, *rows = csv.reader(io.StringIO(text))
    assert tuple(header) == COLUMNS
    return [dict(zip(header, cells, strict=True)) for cells in rows]


def test_a_row_for_each_item():
    rows = {r["item_after"]: r for r in table(as_csv(divided("GGGG RRRR RR", "GGGG OGRR GR")))}
    own, question, standard = rows[""], rows["2.1.1"], rows["4.1"]
    assert (own["score_before"], own["score_after"], own["score_change"]) == ("14", "18", "4")
    assert (own["performance"], own["framework"], own["not_divided"]) == ("3", "0", "1")
    assert own["not_divided_items"] == "4.1"
    assert (own["next_rating"], own["points_short"]) == ("outstanding", "8")
    assert (own["rating_below"], own["points_to_spare"]) == ("requires improvement", "2")
    assert (question["percentage_before"], question["percentage_change"]) == ("57", "33")
    assert (standard["performance"], standard["not_divided"]) == ("", "1")
    assert standard["rating_before_there"] == "inadequate; requires improvement"
    assert (own["framework_before"], own["framework_after"]) == ("2018-19", "2019-20")


def test_no_cell_is_taken_for_a_formula():
    found = divided()
    whose = replace(found.providers[0].after, name='=HYPERLINK("x")')
    found = replace(found, providers=(replace(found.providers[0], after=whose),))
    assert table(as_csv(found))[0]["provider_name"] == '\'=HYPERLINK("x")'
    assert sheets(as_xlsx(found))["Providers"][1][7] == '=HYPERLINK("x")'


def sheets(content):
    """The sheets of a workbook, a list of rows each."""
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_a_workbook_has_providers_items_and_what_they_rest_on():
    before = round_of(row("ash", "CRC", "GGGG RRRR RR"), row("oak", "CRC", "GGGG RRRR RR"))
    found = sheets(as_xlsx(compared((before, crc("GGGG GGGR GR")), (OLD, NEW))))
    assert list(found) == ["Providers", "Items", "Inspected once", "Not comparable", "About"]
    header, only = found["Providers"]
    cells = dict(zip(header, only, strict=True))
    assert (cells["score_change"], cells["performance"], cells["not_divided"]) == (4, 3, 1)
    assert len(found["Items"]) == 1 + 10 + 12 + 3 + 3
    assert found["Inspected once"][1][1:] == ["oak", "Oak", "CRC", "requires improvement", 14]
    assert found["Not comparable"][1][:3] == ["2018-19", "2019-20", "4.1.3"]
    assert ["before: framework", "2018-19"] in found["About"]
    assert as_xlsx(divided()) == as_xlsx(divided())


def test_the_greatest_gain_comes_first_everywhere():
    """And who has no score to compare last, in the order of names where all else is equal."""
    same, better = "RRRR RRRR RR", "GGGG GGGG GG"
    letters = {"fir": same, "elm": same, "ash": same, "oak": better}
    before = round_of(*(row(who, "NPS", same) for who in letters))
    facts = {(who, "inspection incomplete"): "no" for who in letters}
    facts["fir", "inspection incomplete"] = "yes"
    after = round_of(*(row(who, "NPS", each) for who, each in letters.items()), inputs=facts)
    before = replace(before, inputs=facts | {("fir", "inspection incomplete"): "no"})
    found = compared((before, after), (NEW, NEW))
    wanted = ["oak", "ash", "elm", "fir"]
    lines = as_text(found, TWO).splitlines()
    assert [line.split()[0].lower() for line in lines if " NPS  " in line] == wanted
    assert [p["after"]["id"] for p in json.loads(as_json(found))["providers"]] == wanted
    assert [cells[6] for cells in sheets(as_xlsx(found))["Providers"][1:]] == wanted
