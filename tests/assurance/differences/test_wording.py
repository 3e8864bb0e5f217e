"""Two texts held against each other, word by word."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.assurance.differences.wording import Run
from engine.assurance.differences.wording import marked

TEXTS = st.lists(st.sampled_from(["a", "b", "c", "d,", "e."]), max_size=12).map(" ".join)


def drawn(before, after):
    """The runs in one line: what stays, and in brackets what goes and what comes."""
    runs = marked(before, after)
    return "".join(r.before if r.same else f"[{r.before}|{r.after}]" for r in runs)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("Is it warm?", "Is it warm?", "Is it warm?"),
        ("Is it warm?", "Is it always warm?", "Is it[| always] warm?"),
        ("Is it very warm?", "Is it warm?", "Is it[ very|] warm?"),
        ("It meets needs.", "It meets needs and wishes.", "It meets needs[| and wishes]."),
        ("from 65", "from 70", "from [65|70]"),
        ("in 2018-19 too", "in 2019-20 too", "in [2018-19|2019-20] too"),
        ("Please ask", "ask", "[Please |]ask"),
        ("", "new", "[|new]"),
        ("", "", ""),
    ],
)
def test_what_stays_goes_and_comes(before, after, expected):
    assert drawn(before, after) == expected


def test_a_word_that_stays_by_chance_is_part_of_the_change():
    before = "Was the plan made with the person?"
    after = "Did staff agree the aims of care?"
    assert drawn(before, after) == f"[{before[:-1]}|{after[:-1]}]?"


@given(TEXTS, TEXTS)
def test_each_side_is_its_whole_text(before, after):
    runs = marked(before, after)
    assert "".join(run.before for run in runs) == before
    assert "".join(run.after for run in runs) == after
    assert all(one.same != other.same for one, other in pairwise(runs))


@given(TEXTS, TEXTS)
def test_turned_round_it_is_the_same_turned_round(before, after):
    assert [Run(r.after, r.before) for r in marked(before, after)] == [*marked(after, before)]
