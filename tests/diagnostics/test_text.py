from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from engine.diagnostics import Label
from engine.diagnostics import Place
from engine.diagnostics.text import shown
from engine.diagnostics.text import summary
from engine.diagnostics.text import text

LINE = "    good  if at least two key questions are good"


def golden(words):
    return dedent(words).lstrip("\n")


def test_a_finding_shows_its_place_its_line_and_what_to_do(wrong, at):
    place = at(4, LINE, "two")
    finding = wrong(
        place,
        "expected a number",
        'write numbers as digits: "at least 2 key questions"',
        (Label(place, '"two"'),),
    )
    assert text([finding]) == golden("""
        ratings.rules:4:23: error T001: expected a number
            4 |     good  if at least two key questions are good
              |                       ^^^ "two"
          help: write numbers as digits: "at least 2 key questions"
        """)


def test_labels_of_one_line_share_it(wrong, at):
    line = "    at most good when breach"
    labels = (
        Label(at(7, line, "good"), "this much is a rating"),
        Label(at(7, line, "when"), '"when" is not a rule word'),
    )
    assert text([wrong(at(7, line, "good"), drawn=labels)]) == golden("""
        ratings.rules:7:13: error T001: something is wrong
            7 |     at most good when breach
              |             ^^^^ this much is a rating
              |                  ^^^^ "when" is not a rule word
          help: put it right
        """)


def test_another_line_is_underlined_otherwise_and_labels_keep_their_order(wrong, at):
    rule, clause = "rate each key question:", "    lowest of standards"
    place = at(9, clause, "standards")
    labels = (
        Label(at(8, rule, "key question"), "this rates a key question"),
        Label(place, "standards are above key questions"),
    )
    assert text([wrong(place, drawn=labels)]) == golden("""
        ratings.rules:9:15: error T001: something is wrong
            8 | rate each key question:
              |           ------------ this rates a key question
            9 |     lowest of standards
              |               ^^^^^^^^^ standards are above key questions
          help: put it right
        """)


def test_a_label_in_another_file_is_a_line_of_its_own(wrong, at):
    other = at(31, "    - id: case bands", "case bands", "framework.yaml")
    finding = wrong(Place("ratings.rules", 15, 58), drawn=(Label(other, "declared here"),))
    assert text([finding]) == golden("""
        ratings.rules:15:58: error T001: something is wrong
           framework.yaml:31:11  declared here
          help: put it right
        """)


def test_notes_stand_between_the_source_and_the_help(wrong):
    finding = wrong(Place("decisions.yaml", 3, 5), more=("one thing", "and another"))
    assert text([finding]) == golden("""
        decisions.yaml:3:5: error T001: something is wrong
          one thing
          and another
          help: put it right
        """)


def test_a_row_about_a_person_is_named_and_not_shown(odd):
    finding = odd(Place("cases/a.csv", 118, 3), "an answer is missing")
    assert text([finding]) == golden("""
        cases/a.csv:118:3: warning T002: an answer is missing
          help: put it right
        """)


def test_a_whole_line_is_underlined_without_the_spaces_before_it(wrong):
    assert text([wrong(Place("f", 2, 0, 1, "    lowest of"))]) == golden("""
        f:2: error T001: something is wrong
            2 |     lowest of
              |     ^^^^^^^^^
          help: put it right
        """)


def test_a_place_that_is_a_whole_file_has_no_line(wrong):
    assert text([wrong(Place("f", text="x"))]).startswith("f: error T001: something")


def test_findings_are_apart_by_an_empty_line(wrong, odd):
    first, second = text([wrong(Place("a")), odd(Place("b"))]).split("\n\n")
    assert first.startswith("a:")
    assert second.startswith("b:")


@pytest.mark.parametrize(
    ("line", "drawn", "marks"),
    [
        ("\tlowest", "    lowest", "    ^^^^^^"),
        ("試す lowest", "試す lowest", "     ^^^^^^"),
        (
            "e\N{COMBINING ACUTE ACCENT} lowest",
            "e\N{COMBINING ACUTE ACCENT} lowest",
            "  ^^^^^^",
        ),
        ("a\x1b[31mlowest", "a\N{REPLACEMENT CHARACTER}[31mlowest", "      ^^^^^^"),
    ],
    ids=["tab", "wide", "combining", "escape"],
)
def test_marks_stand_where_a_terminal_draws_the_words(wrong, at, line, drawn, marks):
    lines = text([wrong(at(1, line, "lowest"))]).splitlines()
    assert lines[1] == f"    1 | {drawn}"
    assert lines[2] == f"      | {marks}"


@pytest.mark.parametrize("before", [0, 10, 150, 500])
def test_a_long_line_is_cut_around_the_mark(wrong, at, before):
    line = "x" * before + "HERE" + "y" * 300
    _, source, marks, _ = text([wrong(at(1, line, "HERE"))]).splitlines()
    assert len(source) <= len("    1 | ") + 102
    start = marks.index("^")
    assert source[start : start + 4] == "HERE"
    assert ("…x" in source) == (before > 100)
    assert source.endswith("…")


def test_labels_far_apart_on_a_long_line_are_shown_one_after_the_other(wrong, at):
    line = "FIRST" + " " * 300 + "SECOND"
    labels = (Label(at(1, line, "FIRST"), "one"), Label(at(1, line, "SECOND"), "two"))
    lines = text([wrong(labels[0].place, drawn=labels)]).splitlines()
    assert [line.strip(" |") for line in lines[2::2]][:2] == ["^^^^^ one", "^^^^^^ two"]
    assert "SECOND" in lines[3]


def test_a_message_cannot_disturb_the_terminal(wrong):
    shown_text = text([wrong(Place("f"), 'there is no "\x1b[2J\nx"')])
    assert "\x1b" not in shown_text
    assert shown_text.count("\n") == 2


def test_colour_adds_nothing_but_colour(wrong, odd, known, at):
    findings = [kind(at(4, LINE, "two")) for kind in (wrong, odd, known)]
    colourful = text(findings, color=True)
    for code in ("\x1b[1m", "\x1b[31m", "\x1b[33m", "\x1b[36m", "\x1b[0m"):
        assert code in colourful
        colourful = colourful.replace(code, "")
    assert colourful == text(findings)


def test_paths_are_shown_from_the_current_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert shown(str(tmp_path / "a" / "b.yaml")) == str(Path("a/b.yaml"))
    assert shown(str(tmp_path.parent / "b.yaml")) == str(tmp_path.parent / "b.yaml")
    assert shown("../b.yaml") == "../b.yaml"


def test_the_summary_counts_by_severity(wrong, odd, known):
    place = Place("f")
    assert summary([]) == "no findings"
    assert summary([wrong(place)]) == "1 error"
    assert summary([odd(place), wrong(place), wrong(place)]) == "2 errors and 1 warning"
    everything = [wrong(place), odd(place), known(place), known(place)]
    assert summary(everything) == "1 error, 1 warning and 2 notes"
