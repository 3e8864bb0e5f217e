from __future__ import annotations

from fractions import Fraction

import pytest

from engine.diagnostics import words


@pytest.mark.parametrize(
    ("given", "listed"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_a_list_reads_as_a_sentence(given, listed):
    assert words.listed(given) == listed


def test_a_list_of_names_is_in_quotation_marks():
    assert words.quoted(["a", "b"], "or") == '"a" or "b"'


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0 cases"), (1, "1 case"), (2, "2 cases"), (1200, "1,200 cases")]
)
def test_a_noun_agrees_with_its_number(number, said):
    assert words.several(number, "case", "cases") == said


@pytest.mark.parametrize(("given", "said"), [("key line (KLOE)", "Key line (KLOE)"), ("", "")])
def test_only_the_first_letter_becomes_a_capital(given, said):
    assert words.capitalized(given) == said


@pytest.mark.parametrize(("noun", "said"), [("item", "an item"), ("case", "a case")])
def test_a_noun_has_its_article(noun, said):
    assert words.a(noun) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (Fraction(2), "2"),
        (Fraction(5, 2), "2.5"),
        (Fraction(-1, 8), "-0.125"),
        (Fraction(1, 3), "1/3"),
        (Fraction(12345), "12,345"),
    ],
)
def test_a_number_is_exact(value, said):
    assert words.exact(value) == said


@pytest.mark.parametrize(
    ("value", "said"), [("79.5", 80), ("79.49", 79), ("0.5", 1), ("0", 0), ("100", 100)]
)
def test_a_whole_number_is_the_nearest_with_halves_up(value, said):
    assert words.whole(Fraction(value)) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [("69.474", "69.47"), ("69.475", "69.48"), ("80", "80"), ("2.50", "2.5"), ("100", "100")],
)
def test_hundredths_are_the_nearest_without_zeros(value, said):
    assert words.hundredths(Fraction(value)) == said


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (1, "1"),
        (20, words.listed([str(n) for n in range(1, 21)])),
        (21, "1, 2, 3, 4, 5 and 16 others"),
    ],
)
def test_of_many_words_only_the_first_are_listed(number, expected):
    assert words.shortened([str(n) for n in range(1, number + 1)]) == expected


@pytest.mark.parametrize(("given", "said"), [("5 stars", "rated 5 stars"), ("good", "good")])
def test_what_follows_a_number_is_told_apart_from_it(given, said):
    assert words.after_number(given) == said
