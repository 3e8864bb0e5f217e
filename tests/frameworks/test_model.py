"""The vocabulary answers what later stages ask of it."""

from __future__ import annotations

from fractions import Fraction

import pytest

from engine.frameworks.load import load_vocabulary
from engine.frameworks.model import Bands
from engine.frameworks.model import Edge
from tests.frameworks.small import write


@pytest.fixture
def vocabulary(tmp_path):
    loaded, findings = load_vocabulary(write(tmp_path))
    assert findings == ()
    return loaded


def test_a_scale_ranks_its_grades(vocabulary):
    scale = vocabulary.scale_by_id["rating"]
    assert (scale.rank("fair"), scale.grade("good").name) == (1, "Very good")
    assert [scale.at(rank).id for rank in (-1, 0, 1, 2, 3)] == [
        "poor",
        "poor",
        "fair",
        "good",
        "good",
    ]
    assert "fair" in scale
    assert "met" not in scale


@pytest.mark.parametrize(
    ("value", "grade"),
    [("0", "poor"), ("49.99", "poor"), ("50", "fair"), ("79.5", "fair"), ("79.51", "good")],
)
def test_bands_are_exact(vocabulary, value, grade):
    assert vocabulary.bands_by_id["case bands"].grade(Fraction(value)) == grade


@pytest.mark.parametrize(("value", "grade"), [("49.4", "a"), ("49.5", "b"), ("50", "b")])
def test_bands_round_only_where_they_say_so(value, grade):
    edges = (Edge(Fraction(0), True, "a"), Edge(Fraction(50), True, "b"))  # noqa: FBT003
    bands = Bands("x", "percentage", "half up to integer", edges, "s")
    assert bands.grade(Fraction(value)) == grade


def test_levels_and_samples(vocabulary):
    assert vocabulary.provider_level.id == "provider"
    assert [vocabulary.depth(each.id) for each in vocabulary.levels] == [0, 1, 2]
    assert vocabulary.scale_of("question").id == "rating"
    assert vocabulary.scale_of("domain") is None
    assert vocabulary.sample_by_id["residents"].name == "Residents"
    assert vocabulary.type_ids == ("Home", "Day")


def test_items_above_and_below(vocabulary):
    item = vocabulary.item_by_id["h1a"]
    assert [each.id for each in vocabulary.ancestors(item)] == ["h"]
    assert [each.id for each in vocabulary.below("h")] == ["h1a", "h2"]
    assert [each.id for each in vocabulary.below(None)] == ["h", "h1a", "h2", "d", "d1"]
    assert vocabulary.is_within(item, ("h",))
    assert vocabulary.is_within(item, ("h1a",))
    assert not vocabulary.is_within(item, ("d",))


def test_groups_and_types(vocabulary):
    (group,) = vocabulary.groups
    members = [each.id for each in vocabulary.items if vocabulary.in_group(group, each)]
    assert members == ["h1a", "h2"]
    warm, outing = vocabulary.item_by_id["h1a"], vocabulary.item_by_id["d1"]
    assert vocabulary.applies(warm, "Day")
    assert vocabulary.applies(outing, "Day")
    assert not vocabulary.applies(outing, "Home")
    assert vocabulary.applies(outing, None)
