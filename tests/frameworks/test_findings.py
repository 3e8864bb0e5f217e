"""Every finding about frameworks has one code, and is told in our manner."""

from __future__ import annotations

import re

import pytest

from engine.diagnostics import Finding
from engine.diagnostics import Place
from engine.frameworks import findings
from engine.frameworks.shape_findings import NotOneOf

CLASSES = [
    each
    for each in vars(findings).values()
    if isinstance(each, type) and issubclass(each, Finding)
]


def test_every_class_is_documented():
    assert len(CLASSES) > 50
    for each in CLASSES:
        assert each.__doc__


def test_a_code_is_given_once():
    codes = [each.code for each in CLASSES]
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch("[FX][0-9]{3}", code) for code in codes)


@pytest.mark.parametrize(
    ("given", "help_"),
    [
        ("half up to whole", 'did you mean "half up to integer"?'),
        ("half upto 0.5", 'did you mean "half up to 0.5"?'),
        ("half up to 1", 'write "half up to integer", "half up to 0.5" or "half up to 0.1"'),
    ],
)
def test_a_suggestion_never_has_another_number(given, help_):
    allowed = ("half up to integer", "half up to 0.5", "half up to 0.1")
    assert NotOneOf(Place("f"), "rounding", given, allowed).help == help_
