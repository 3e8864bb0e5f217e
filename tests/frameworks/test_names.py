"""Names are matched in any case, and a wrong one leads to the one meant."""

from __future__ import annotations

import pytest

from engine.frameworks.names import Named
from engine.frameworks.names import canonical
from engine.frameworks.names import match
from engine.frameworks.names import misspelt
from engine.frameworks.names import suggest


@pytest.mark.parametrize("code", ["2.1.1(b)", "2.1.1b", "2.1.1B", " 2.1.1[B] "])
def test_one_code_has_one_form(code):
    assert canonical(code) == "2.1.1b"


@pytest.mark.parametrize("name", ["key question", "Key  Questions", "KEY QUESTION"])
def test_a_thing_is_found_by_its_id_or_plural_in_any_case(name):
    level = Named("key question", "level", ("key question", "key questions"))
    item = Named("2.1.1b", "item", ("2.1.1b",))
    assert match(name, [level, item]) == (level,)
    assert match("2.1.1(B)", [level, item]) == (item,)


def test_a_name_that_differs_only_in_its_joints_is_nearest():
    assert suggest("a.b.c.d", ["a.b.c.e", "abcd"]) == "abcd"


def test_an_ambiguous_name_finds_both():
    both = (Named("a", "level", ("same",)), Named("b", "group", ("Same",)))
    assert match("same", both) == both


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("case standad", "case standard"),
        ("CaseStandard", "case standard"),
        ("case-standard", "case standard"),
        ("zzz", None),
    ],
)
def test_the_name_that_was_probably_meant(name, meant):
    assert suggest(name, ["case standard", "other area"]) == meant


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("up to integer", "up to integer"),
        ("Up-to integer", "up to integer"),
        ("up to intger", "up to integer"),
        ("up to integers", "up to integer"),
        ("up to intager", "up to integer"),
        ("up to intgeer", "up to integer"),
        ("to integer", None),
        ("up to intgr", None),
        ("pu to intgeer", None),
    ],
)
def test_a_misspelling_of_one_letter(name, meant):
    assert misspelt(name, ["none", "up to integer"]) == meant
