"""The grammar itself: no conflicts, and the longest phrase wins."""

from __future__ import annotations

import logging
import subprocess
import sys

import pytest
from lark import Lark
from lark import logger

from engine.rules.grammar import build_parser
from engine.rules.grammar import phrases
from engine.rules.phrases import LATER_PHRASES
from engine.rules.words import read_line


@pytest.fixture
def complaints(caplog):
    """What the parser generator says about a grammar while it builds a parser."""
    logger.addHandler(caplog.handler)
    caplog.set_level(logging.DEBUG, logger=logger.name)
    yield lambda: [r.getMessage() for r in caplog.records if "onflict" in r.getMessage()]
    logger.removeHandler(caplog.handler)


def test_the_grammar_has_no_conflict(complaints):
    build_parser(debug=True)
    assert complaints() == []


def test_a_conflict_would_be_noticed(complaints):
    Lark('line: a | line "x" line\na: "y"', start="line", parser="lalr", debug=True)
    assert complaints()


def kinds(text):
    """The tokens of a line: phrases as they are, names in brackets, numbers as #."""
    line, problem = read_line("ratings.rules", 1, text)
    assert problem is None
    shown = {"NAME": "<{}>", "INT": "#{}", "NUMBER": "?{}", "CODE": "code {}"}
    tokens = phrases().tokens(line)
    return [shown.get(t.type, "{}").format(t.phrase or t.text) for t in tokens if t.text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("total score of standards", ["total score of", "<standards>"]),
        ("total score standards", ["<total score standards>"]),
        ("percentage of maximum score of it", ["percentage of maximum score of", "<it>"]),
        ("percentage of maximum speed", ["percentage of", "<maximum speed>"]),
        ("up or down 1", ["up or down", "#1"]),
        ("up or 1", ["up", "or", "#1"]),
        ("good or better or poor", ["<good>", "or better", "or", "<poor>"]),
        ("not rated if not late", ["not rated", "if", "not", "<late>"]),
        ("only if all are rated", ["only if all are rated"]),
        ("Judged   By\tinspector", ["judged by", "<inspector>"]),
        ('judged by "judged by"', ["judged by", "<judged by>"]),
        ('two "in one" line', ["<two>", "<in one>", "<line>"]),
        ("domain 2 cases", ["<domain 2 cases>"]),
        ("2 cases", ["#2", "<cases>"]),
        ("2.1 4.5 1/2 2.1.1b", ["?2.1", "?4.5", "?1/2", "code 2.1.1b"]),
        ("a, b: c", ["<a>", ",", "<b>", ":", "<c>"]),
        (
            "provider's pre-release & St.John's/Ürün 2nd",
            ["<provider's pre-release & St.John's/Ürün 2nd>"],
        ),
        ("e\u0301tat\u00a0civil", ["<e\u0301tat civil>"]),
    ],
)
def test_the_longest_phrase_wins_and_the_rest_is_names(text, expected):
    assert kinds(text) == expected


@pytest.mark.parametrize("phrase", LATER_PHRASES)
def test_words_kept_for_later_are_no_names(phrase):
    assert kinds(f"good {phrase} bad") == ["<good>", phrase, "<bad>"]


@pytest.mark.parametrize(
    "name",
    ["good", "key questions", "domain 2", "providers' views", "Wales & West", "notrated"],
)
def test_a_plain_name_needs_no_quotation_marks(name):
    assert not phrases().needs_quotes(name)


@pytest.mark.parametrize(
    "name",
    [
        "leadership and management",
        "2.1",
        "5 stars",
        "a, b",
        "a: b",
        "a # b",
        "a [b]",
        "(b)",
        "services provided",
        "If",
        "rated",  # "not rated" would be one phrase
        "better",  # as would "or better"
        "lowest",  # and "lowest of a boundary" begins with one
        "good.",
    ],
)
def test_a_name_that_would_read_differently_needs_them(name):
    assert phrases().needs_quotes(name)


def test_the_tree_is_there_without_the_parser_generator():
    program = "import sys, engine.rules.tree; print('lark' in sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "False"
