"""Scores in two rounds, drawn."""

from __future__ import annotations

import shutil
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree as ET

import pytest

from engine.reports.compare_chart import NothingToDraw
from engine.reports.compare_chart import as_png
from engine.reports.compare_chart import as_svg
from engine.reports.picture import NoPainter
from engine.rounds.comparison.compare import compare
from engine.rounds.comparison.compare import compared
from tests.rounds.making import round_of
from tests.rounds.making import row
from tests.rounds.making import shipped

DOCS = Path(__file__).parents[2] / "docs" / "base"
INSPECTION, REGIONS = DOCS / "inspection", DOCS / "regions"
OLD = shipped("2018-19")
SVG = "{http://www.w3.org/2000/svg}"
LEFT, RIGHT, HIGHEST = 300, 700, 30


def drawn(*pairs, **more):
    """The drawing of NPS divisions: before and after, as letters."""
    before = round_of(*(row(f"p{n}", "NPS", old) for n, (old, _) in enumerate(pairs)))
    after = round_of(*(row(f"p{n}", "NPS", new) for n, (_, new) in enumerate(pairs)))
    return as_svg(replace(compared((before, after), (OLD, OLD)), **more))


def parsed(svg):
    """The drawing as a tree, which it has to be."""
    return ET.fromstring(svg)  # noqa: S314 - it was drawn here


def rows(svg):
    """Each provider's part of the drawing."""
    return parsed(svg).findall(f"{SVG}g")


def texts(part):
    """The words in a part of the drawing, in order."""
    return [text.text or "" for text in part.findall(f"{SVG}text")]


def test_a_row_goes_from_the_first_score_to_the_second():
    (part,) = rows(drawn(("GGGG RRRR RR", "GGGG GGGG GG")))
    first, second = part.findall(f"{SVG}circle")
    for dot, score in ((first, 14), (second, 20)):
        assert abs(int(dot.attrib["cx"]) - (LEFT + score * (RIGHT - LEFT) / HIGHEST)) <= 0.5
    line = part.find(f"{SVG}line")
    assert line is not None
    assert (line.attrib["x1"], line.attrib["x2"]) == (first.attrib["cx"], second.attrib["cx"])
    assert first.attrib["fill"] == "#ffffff" != second.attrib["fill"]


def test_the_table_beside_it_says_the_same():
    better, worse = rows(
        drawn(("RRRR RRRR RR", "GGGG RRRR RR"), ("GGGG GGGG GG", "GGGG GGGG RR"))
    )
    assert texts(better) == ["P0 NPS", "R 10", "R 14", "+4"]
    assert texts(worse) == ["P1 NPS", "G 20", "G 18", "-2"]
    title = better.find(f"{SVG}title")
    assert title is not None
    assert title.text == "P0 NPS: R 10 to R 14"


def called(name):
    """What stands before the row of a provider of this name."""
    before = round_of(row("p0", "NPS", "GGGG RRRR RR"))
    named = replace(before, providers=(replace(before.providers[0], name=name),))
    (part,) = rows(as_svg(compared((named, named), (OLD, OLD))))
    return texts(part)[:-3]


def test_a_long_name_stands_on_two_lines():
    assert called("A" * 36) == ["A" * 36 + " NPS"]
    long = "Derbyshire, Leicestershire, Nottinghamshire and Rutland"
    assert called(long) == ["Derbyshire, Leicestershire,", "Nottinghamshire and Rutland NPS"]
    assert called(f"{long}, and others") == [
        "Derbyshire, Leicestershire,",
        "Nottinghamshire and Rutland, and others…",
    ]


def test_the_same_score_is_two_dots_and_no_line():
    (part,) = rows(drawn(("GGGG RRRR RR",) * 2))
    assert part.find(f"{SVG}line") is None
    assert len(part.findall(f"{SVG}circle")) == 2
    assert texts(part)[-1] == "0"


def test_who_has_one_score_is_one_dot():
    new = shipped("2019-20")
    facts = {("ash", "inspection incomplete"): "yes"}
    made = round_of(row("ash", "NPS", "GGGG GGGG GG"), inputs=facts)
    finished = replace(made, inputs={("ash", "inspection incomplete"): "no"})
    for rounds in ((finished, made), (made, finished)):
        (part,) = rows(as_svg(compared(rounds, (new, new))))
        assert len(part.findall(f"{SVG}circle")) == 1
        assert texts(part)[-1] == ""
    with pytest.raises(NothingToDraw):
        as_svg(compared((made, made), (new, new)))


def test_it_begins_and_ends_with_what_made_up_data_are():
    words = texts(parsed(drawn(("GGGG RRRR RR",) * 2)))
    assert "SYNTHETIC: made-up cases and judgements" in words
    assert words[-1] == "SYNTHETIC"


def test_bands_have_their_names_or_letters_and_where_they_begin():
    words = texts(parsed(drawn(("GGGG RRRR RR",) * 2)))
    assert words[3:12] == ["Inadequate", "0", "R", "6", "Good", "16", "O", "26", "30"]
    assert any(each.startswith("O Outstanding (3), G Good (2)") for each in words)


def test_it_tells_those_who_do_not_see_it():
    tree = parsed(drawn(("RRRR RRRR RR", "GGGG RRRR RR")))
    told = tree.find(f"{SVG}desc")
    assert told is not None
    assert told.text == "P0 NPS: R 10 to R 14"
    assert tree.attrib["role"] == "img"


def test_names_are_no_part_of_the_drawing():
    before = round_of(row("p0", "NPS", "GGGG RRRR RR"))
    named = replace(before.providers[0], name="<script>alert(1)</script>\x1b[31m&\x07")
    evil = replace(before, providers=(named,), title="</svg><b>")
    svg = as_svg(compared((evil, evil), (OLD, OLD)))
    assert "<script" not in svg
    assert "\x1b" not in svg
    assert len(rows(svg)) == 1


def test_nobody_is_nothing_to_draw():
    one, other = (round_of(row(who, "NPS", "GGGG RRRR RR")) for who in ("ash", "elm"))
    with pytest.raises(NothingToDraw):
        as_svg(compared((one, other), (OLD, OLD)))


def _painted(svg, scale):
    return f"{svg} x {scale}".encode()


def test_a_picture_is_the_same_drawing(monkeypatch):
    """The painter is told to make it of the drawing, at twice the size."""
    painter = ModuleType("vl_convert")
    monkeypatch.setattr(painter, "svg_to_png", _painted, raising=False)
    monkeypatch.setitem(sys.modules, "vl_convert", painter)
    made = round_of(row("p0", "NPS", "GGGG RRRR RR"))
    found = compared((made, made), (OLD, OLD))
    assert as_png(found) == f"{as_svg(found)} x 2".encode()


def test_without_a_painter_there_is_no_picture(monkeypatch):
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    made = round_of(row("p0", "NPS", "GGGG RRRR RR"))
    with pytest.raises(NoPainter):
        as_png(compared((made, made), (OLD, OLD)))


def test_real_data_bear_no_label():
    made = replace(round_of(row("p0", "NPS", "GGGG RRRR RR")), synthetic=False)
    words = texts(parsed(as_svg(compared((made, made), (OLD, OLD)))))
    assert not [each for each in words if "SYNTHETIC" in each]


def test_bands_of_what_is_no_score_are_not_drawn_among_scores(tmp_path):
    """How many of its standards are good rates a home, which has the score of its grade."""
    shutil.copytree(INSPECTION, tmp_path, dirs_exist_ok=True)
    folder = tmp_path / "standards" / "care-1"
    for name, (old, new) in {
        "ratings.rules": (
            "total score of standards counting not rated as 0, banded by overall bands",
            "number of standards that are good, banded by overall bands",
        ),
        "framework.yaml": ("of: total score", "of: number"),
    }.items():
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new), encoding="utf-8")
    svg = as_svg(compare(tmp_path / "spring", tmp_path / "spring", cache=False))
    assert texts(rows(svg)[0])[1:] == ["P 0", "P 0", "0"]
    assert len(parsed(svg).findall(f"{SVG}rect")) == 2


def test_scores_without_bands_are_drawn_on_a_plain_scale(tmp_path):
    """A home is rated as the lowest of its standards, and has the score of that grade."""
    shutil.copytree(REGIONS, tmp_path, dirs_exist_ok=True)
    svg = as_svg(compare(tmp_path / "round", tmp_path / "round", cache=False))
    assert [texts(part) for part in rows(svg)] == [
        ["Ash House", "F 1", "F 1", "0"],
        ["Beech House", "G 2", "G 2", "0"],
    ]
    assert len(parsed(svg).findall(f"{SVG}rect")) == 2
