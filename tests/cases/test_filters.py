"""Conditions as people write them, divided into names and values."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.cases.filters import Clause
from engine.cases.filters import clauses


def read(written):
    """Each condition as name, sign and values; what is none, in angle brackets."""
    return [
        (c.name.words, "not" if c.negated else "is", *(part.words for part in c.parts))
        if isinstance(c, Clause)
        else f"<{c.span.words}>"
        for c in clauses(written)
    ]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("size = Small", [("size", "is", "Small")]),
        ("size=Small", [("size", "is", "Small")]),
        ("size is Small", [("size", "is", "Small")]),
        ("size IS Small OR Large", [("size", "is", "Small", "Large")]),
        ("size = Small | Large", [("size", "is", "Small", "Large")]),
        ("size != Small", [("size", "not", "Small")]),
        ("size is not Small", [("size", "not", "Small")]),
        ("size is  not  Small or Large", [("size", "not", "Small", "Large")]),
        ("1.1 is N/A and size = Small", [("1.1", "is", "N/A"), ("size", "is", "Small")]),
        ("provider = Elm and Oak", [("provider", "is", "Elm and Oak")]),
        (
            "provider = Elm and Oak and size = Small",
            [("provider", "is", "Elm and Oak"), ("size", "is", "Small")],
        ),
        ("Beds and baths = Yes", [("Beds and baths", "is", "Yes")]),
        ('a = "x = y and z"', [("a", "is", "x = y and z")]),
        ('"a is b" is "c or d"', [("a is b", "is", "c or d")]),
        ("area is missing", [("area", "is", "missing")]),
        ("", ["<>"]),
        ("size", ["<size>"]),
        ("size =", ["<size =>"]),
        ("= Small", ["<= Small>"]),
        ("size = Small or", [("size", "is", "Small or")]),
        ("size = Small and area", [("size", "is", "Small and area")]),
        ("island = Man", [("island", "is", "Man")]),
    ],
)
def test_conditions(written, expected):
    assert read(written) == expected


def test_a_value_may_begin_with_not():
    (clause,) = clauses("concern is not clear or no")
    assert isinstance(clause, Clause)
    assert [part.words for part in clause.parts] == ["clear", "no"]
    assert [part.words for part in clause.said] == ["not clear", "no"]


def test_a_place_is_the_words_themselves():
    _, clause = clauses("size = Small and area = Town or  Country")
    assert isinstance(clause, Clause)
    places = [clause.name.place("where"), *(part.place("where") for part in clause.parts)]
    assert [(p.column, p.width) for p in places] == [(18, 4), (25, 4), (34, 7)]


@given(st.text(alphabet='ab ="', max_size=12) | st.text(max_size=20))
def test_no_text_is_too_strange(written):
    assert clauses(written)
