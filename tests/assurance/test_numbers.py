"""Rules in whole numbers come to what the reference comes to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import settings

from engine.assurance.numbers.tables import survey
from engine.rules.load import load_framework
from engine.rules.reference import rate
from tests.assurance.random_rules import VOCABULARY
from tests.assurance.random_rules import rules
from tests.assurance.trying import SOUND

FEW = 400
"""How many rows of a table are held against the reference, spread over all of them."""


def disagreements(found):
    for table in found.tables:
        rows = list(table.ratings)
        for row in rows[:: len(rows) // FEW + 1]:
            pattern = table.pattern(row)
            given_ = rate(table.rule, pattern.facts).rating
            rank = -1 if given_ is None else table.rule.scale.rank(given_)
            if rank != table.ratings[row]:
                yield pattern.words, given_, table.ratings[row]


@given(rules())
@settings(max_examples=150, deadline=None)
def test_random_rules_in_numbers_are_the_same(written):
    assert list(disagreements(survey(VOCABULARY, written, limit=3_000))) == []


@pytest.mark.parametrize("folder", SOUND, ids=lambda path: path.name)
def test_shipped_rules_in_numbers_are_the_same(folder):
    framework = load_framework(folder)
    assert list(disagreements(survey(framework.vocabulary, framework.rules))) == []


@given(rules())
@settings(max_examples=50, deadline=None)
def test_a_table_has_each_pattern_once_and_in_the_same_order(written):
    for table in survey(VOCABULARY, written, limit=500).tables:
        words = [table.pattern(row).words for row in table.ratings]
        assert words == [pattern.words for pattern in table.space]
        assert len(words) == table.space.size
