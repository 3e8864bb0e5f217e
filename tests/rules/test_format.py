"""The one layout of rules files: it changes nothing that is meant."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from textwrap import dedent
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from engine.diagnostics.text import text as shown
from engine.rules import format as formatting
from engine.rules import tree as t
from engine.rules.format import comments
from engine.rules.format import format_rules
from engine.rules.format import write_rules
from engine.rules.parse import parse
from engine.rules.write import words

DATA = Path(__file__).parent / "data"
FRAMEWORKS = ("case-reviews", "five-questions", "nursing-homes", "safeguarding", "trusts")
PRINTED = FRAMEWORKS[:4]


def data(name):
    return (DATA / f"{name}.rules").read_text("utf-8")


def formatted(text):
    written, findings = format_rules(dedent(text), "ratings.rules")
    assert not findings, shown(findings)
    return written


def layout(text):
    """A text as it should come out, whatever the indentation of the test."""
    return dedent(text).removeprefix("\n")


# The layout


@pytest.mark.parametrize("name", FRAMEWORKS)
def test_published_frameworks_are_in_the_layout(name):
    assert formatted(data(name)) == data(name)


def test_frameworks_as_they_are_printed_get_the_layout():
    assert formatted(data("printed")) == "\n".join(data(name) for name in PRINTED)


def test_a_framework_is_printed_in_the_layout_to_the_letter():
    assert data("five-questions") in data("printed")


def test_clauses_are_indented_and_rules_stand_apart():
    assert formatted(
        """
        rate a:
        judged by x
             at most   good
        rate each   b in c,d :
        first that applies
        good if x
        requires improvement otherwise


        expect a is good
        """
    ) == layout(
        """
        rate a:
            judged by x
            at most good

        rate each b in c, d:
            first that applies
                good                  if x
                requires improvement  otherwise

        expect a is good
        """
    )


def test_sources_stand_in_a_column():
    assert formatted(
        """
        rate a: [1]
          judged by somebody with a long title [2, 3]
          at most good [4]  # why
          up 1 if late
        """
    ) == layout(
        """
        rate a:                                   [1]
            judged by somebody with a long title  [2, 3]
            at most good                          [4]  # why
            up 1 if late
        """
    )


def test_a_line_too_long_for_the_column_has_its_source_beside_it():
    long = "not rated if " + " and ".join(["something"] * 8)
    assert formatted(f"rate a:\njudged by x [1]\n{long} [2]\nat most good [3]") == (
        f"rate a:\n    judged by x   [1]\n    {long}  [2]\n    at most good  [3]\n"
    )


def test_comments_stay_where_they_are():
    text = layout(
        """
        # about the file
        #
        #   and more

        # about the rule
        rate a:  # here
            # about the base
            judged by x  [y]  # there
            # at most good

        # about the choice
        rate b:
            first that applies
                # about the branch
                good  otherwise  # all

        expect a is good
        expect b is good

        # about the last
        expect a is good or better
        # the end
        """
    ).replace("better\n# the end", "better\n\n# the end")
    assert formatted(text) == text


def test_expectations_stand_together():
    assert formatted(
        "expect a is good [x]\n\n\nexpect bb is good [y]\nrate c:\njudged by d"
    ) == ("expect a is good   [x]\nexpect bb is good  [y]\n\nrate c:\n    judged by d\n")


def test_quotation_marks_stand_only_where_they_are_needed():
    assert formatted(
        'rate "a":\njudged by "b and c"\nat most "2.1"\nat most 1 above "2.1"'
    ) == ('rate a:\n    judged by "b and c"\n    at most 2.1\n    at most 1 above "2.1"\n')


def test_is_and_are_stay_as_they_are_written():
    text = (
        "rate a:\n    judged by x\n    up 1 if quality measures are good and staffing is good\n"
    )
    assert formatted(text) == text


def test_windows_line_ends_become_plain():
    assert formatted("rate a:\r\n  judged by x\r\n") == "rate a:\n    judged by x\n"


def test_a_text_with_a_mistake_is_left_alone():
    text = "rate a\n judged by x"
    written, findings = format_rules(text, "ratings.rules")
    assert written == text
    assert [finding.code for finding in findings] == ["R105"]


def test_a_text_that_would_read_differently_is_left_alone(monkeypatch):
    text = "rate a:\n judged by x\n\nrate b:\n judged by x\n"
    monkeypatch.setattr(formatting, "write_rules", lambda _: "rate a:\n judged by x\n")
    assert format_rules(text, "f")[0] == text
    monkeypatch.setattr(formatting, "write_rules", lambda _: text.replace("b:", "c:"))
    written, findings = format_rules(text, "ratings.rules")
    assert written == text
    assert shown(findings) == (
        "ratings.rules:4:1: error R138: this line would read differently after formatting, "
        "so nothing was changed\n"
        "    4 | rate b:\n"
        "      | ^^^^^^\n"
        "  help: put the names in this line in quotation marks\n"
    )


def test_a_text_that_would_lose_a_comment_is_left_alone(monkeypatch):
    text = "rate a:\n judged by x # why\n"
    monkeypatch.setattr(formatting, "write_rules", lambda _: "rate a:\n judged by x\n")
    assert format_rules(text, "f")[0] == text


def test_only_a_piece_of_the_tree_has_words():
    with pytest.raises(TypeError):
        words("judged by")


# Any tree at all


PHRASES = ["and", "or", "in", "of", "is", "are", "rated", "better", "up", "lowest", "by"]
WORDS = st.one_of(
    st.sampled_from(
        [*PHRASES, "good", "key", "question", "2", "2.1", "#", "[", "a,", "é", "a:b"]
    ),
    st.text("abcXYZé0-'&(", min_size=1, max_size=5),
)
TEXTS = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)
NAMES = st.one_of(st.sampled_from(["good", "key questions", "staffing"]), TEXTS).map(t.Name)
NUMBERS = st.integers(0, 999_999_999)
COMMENTS = st.one_of(
    st.just(""), st.text("ab #[\":'é ", max_size=8).map(lambda s: s.rstrip().strip("\u00a0"))
)
BESIDE = st.one_of(st.just(""), COMMENTS)
ABOVE = st.lists(COMMENTS, max_size=2).map(tuple)
SOURCES = st.one_of(
    st.none(), st.text('ab ,#"', min_size=1, max_size=30).map(str.split).map(" ".join)
).map(lambda s: t.Citation(s) if s else None)

GRADES = st.builds(
    t.Grades,
    st.lists(
        st.one_of(
            st.builds(t.Term, NAMES, st.sampled_from(["", "or better", "or worse"])),
            st.just(t.Term(None)),
            st.just(t.Term(None, rated=True)),
        ),
        min_size=1,
        max_size=3,
    ).map(tuple),
)
VERBS = st.sampled_from(["is", "are"])
QUANTITIES = st.one_of(
    st.builds(
        t.Quantity,
        st.sampled_from(["at least", "at most", "exactly", "fewer than", "more than"]),
        NUMBERS,
    ),
    st.builds(t.Quantity, st.sampled_from(["no", "all", "any"])),
)
EXACT = st.sampled_from(["0", "15", "2.5", "1/3", "-0.4", "-3", "999999999"]).map(
    lambda s: t.Number(Fraction(s), s)
)
ABSENCES = st.one_of(
    st.none(),
    st.builds(t.Absence, st.sampled_from(["ignoring not rated", "only if all are rated"])),
    st.builds(t.Absence, st.just("treating not rated as"), name=NAMES),
    st.builds(t.Absence, st.just("counting not rated as"), number=EXACT),
)
SHARES = st.builds(t.Share, st.sampled_from(["percentage of", "number of"]), NAMES, GRADES)
SCORES = st.builds(t.Scored, st.sampled_from(get_args(t.ScoreKind)), NAMES, ABSENCES)
MEASURES = st.one_of(SHARES, SCORES, st.builds(t.Given, NAMES))
AMOUNTS = st.builds(t.Amount, st.sampled_from(get_args(t.MeasureComparison)), EXACT)
THINGS = st.one_of(NAMES, st.builds(t.SoFar))
ATOMS = st.one_of(
    st.builds(t.MeasureIs, MEASURES, AMOUNTS, verb=VERBS),
    st.builds(t.Compared, THINGS, st.sampled_from(get_args(t.Relation)), THINGS, verb=VERBS),
    st.builds(t.Counted, QUANTITIES, st.one_of(st.none(), NAMES), GRADES, verb=VERBS),
    st.builds(t.CountedChildren, QUANTITIES, NAMES),
    st.builds(t.TheRest, GRADES, verb=VERBS),
    st.builds(t.Is, THINGS, GRADES, verb=VERBS),
    st.builds(t.Holds, NAMES, st.booleans()),
)
CONDITIONS = st.builds(t.Condition, st.lists(ATOMS, min_size=1, max_size=3).map(tuple))
MAYBE = st.one_of(st.none(), CONDITIONS)


def clauses(kind, *parts, **named):
    """A clause with any source and comments."""
    return st.builds(kind, *parts, citation=SOURCES, above=ABOVE, beside=BESIDE, **named)


BRANCHES = st.tuples(
    st.lists(clauses(t.Branch, NAMES, CONDITIONS), max_size=2),
    st.lists(clauses(t.Branch, NAMES, st.none()), min_size=1, max_size=1),
).map(lambda both: (*both[0], *both[1]))
SIGNS = st.sampled_from(["plus", "minus"])
ADDITIONS = st.lists(
    st.one_of(
        clauses(t.Addition, SIGNS, EXACT, st.one_of(st.none(), NAMES), st.none(), MAYBE),
        clauses(t.Addition, SIGNS, EXACT, NAMES, GRADES, MAYBE),
        clauses(t.Addition, SIGNS, st.none(), NAMES, st.none(), MAYBE),
    ),
    max_size=3,
).map(tuple)
BASES = st.one_of(
    clauses(t.Judged, NAMES),
    clauses(t.Banded, st.one_of(MEASURES, st.builds(t.Points)), NAMES, ADDITIONS),
    clauses(t.Extreme, st.sampled_from(["lowest of", "highest of"]), NAMES, ABSENCES),
    clauses(t.StartFrom, NAMES),
    clauses(t.Choice, st.sampled_from(["first that applies", "exactly one applies"]), BRANCHES),
)
BOUNDS = st.one_of(
    st.builds(t.Bound, NAMES),
    st.builds(t.Bound, NAMES, NUMBERS, st.sampled_from(["above", "below"])),
)
NEAR = st.one_of(
    st.none(), st.builds(t.Near, NUMBERS), st.builds(t.Near, NUMBERS, NUMBERS, NAMES)
)
MODIFIERS = st.one_of(
    clauses(t.Move, st.sampled_from(["up", "down"]), NUMBERS, CONDITIONS),
    clauses(t.Limit, st.sampled_from(["at most", "at least"]), BOUNDS, MAYBE),
    clauses(t.NotRated, CONDITIONS),
    clauses(t.Allow, NAMES, st.sampled_from(["up", "down", "up or down"]), NUMBERS, NEAR),
)
RULES = clauses(
    t.Rule,
    st.booleans(),
    NAMES,
    st.lists(NAMES, max_size=2).map(tuple),
    BASES,
    st.lists(MODIFIERS, max_size=3).map(tuple),
    below=ABOVE,
)
EXPECTATIONS = clauses(t.Expect, NAMES, GRADES, MAYBE, verb=VERBS)
FILES = st.builds(
    t.RulesFile,
    st.just("ratings.rules"),
    st.lists(st.one_of(RULES, EXPECTATIONS), min_size=1, max_size=3).map(tuple),
    ABOVE,
)


@settings(max_examples=150)
@given(FILES)
def test_a_tree_that_is_written_and_read_is_the_same(tree):
    written = write_rules(tree)
    again, findings = parse(written, "ratings.rules")
    assert not findings, shown(findings)
    assert again == tree
    assert comments(again) == comments(tree)


@settings(max_examples=100)
@given(FILES)
def test_formatting_twice_changes_nothing_more(tree):
    written = write_rules(tree)
    once = formatted(written)
    assert formatted(once) == once
    assert once.endswith("\n")
    assert not once.endswith("\n\n")
    assert all(line == line.rstrip() for line in once.splitlines())


@given(
    name=st.sampled_from(FRAMEWORKS),
    gaps=st.lists(st.sampled_from(["", "#", "# one", "  # two", "\n", "\t"]), max_size=40),
)
def test_comments_anywhere_survive_in_order(name, gaps):
    lines = data(name).splitlines()
    mixed = []
    for n, line in enumerate(lines):
        mixed += [line, *gaps[n : n + 2]]
    text = "\n".join(mixed)
    once = formatted(text)
    assert said_in(once) == said_in(text)
    assert formatted(once) == once


def said_in(text):
    """The words of every comment line that has some."""
    lines = (line.strip() for line in text.splitlines())
    return [line for line in lines if line.startswith("#") and line != "#"]
