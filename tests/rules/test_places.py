"""Where in a line the known part of a name ends, and what may have been meant."""

from __future__ import annotations

import pytest

from engine.diagnostics import Place
from engine.rules import places
from engine.rules import tree


def name(written: str, line: str) -> tree.Name:
    place = Place("ratings.rules", 3, line.index(written) + 1, len(written), line)
    return tree.Name(" ".join(written.split()), place=place)


def known(*names: str):
    return lambda words: words in names


@pytest.mark.parametrize(
    ("text", "beginning"),
    [
        ("good when safe", "good"),
        ("requires improvement when safe", "requires improvement"),
        ("requires improvement", "requires"),
        ("bad when safe", None),
        ("good", None),
    ],
)
def test_the_longest_known_beginning_of_a_name_short_of_all_of_it(text, beginning):
    words = known("good", "requires", "requires improvement")
    assert places.known_beginning(tree.Name(text), words) == beginning


def test_a_name_is_split_where_its_known_beginning_ends():
    written = name(
        "requires improvement when breach", "    at most requires improvement when breach"
    )
    part, left, word = places.split(written, "requires improvement")
    assert (part.column, part.width) == (13, len("requires improvement"))
    assert (left.column, left.width, word) == (34, 4, "when")
    assert part.line == left.line == 3


def test_wide_spaces_inside_a_name_are_counted():
    written = name("requires   improvement    when", "at most requires   improvement    when")
    part, left, word = places.split(written, "requires improvement")
    assert (part.column, part.width) == (9, 22)
    assert (left.column, word) == (35, "when")


@pytest.mark.parametrize(
    ("word", "clause", "mended"),
    [
        ("when", "at most good when breach", "at most good if breach"),
        ("where", "at most good where breach", "at most good if breach"),
        ("Provided", "at most good Provided breach", "at most good if breach"),
        ("while", "at most good while breach", ""),
        ("when", "at most good when", ""),
    ],
)
def test_a_stray_word_is_mended_where_it_was_meant_as_if(word, clause, mended):
    place = Place("ratings.rules", 1, 5, len(clause), f"    {clause}  [P1]")
    assert places.mended(word, place) == mended


def test_the_words_of_a_clause_are_without_its_citation_and_its_indentation():
    line = "    at most   good if breach   [P1]  # why"
    place = Place("ratings.rules", 1, 5, len("at most   good if breach"), line)
    assert places.words(tree.Clause(place=place)) == "at most good if breach"
