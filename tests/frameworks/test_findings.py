"""Every finding about frameworks has one code, and is told in our manner."""

from __future__ import annotations

import re

from engine.diagnostics import Finding
from engine.frameworks import findings

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
