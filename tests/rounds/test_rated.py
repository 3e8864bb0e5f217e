"""The one call that reads a round's folder and rates it."""

from __future__ import annotations

import pytest

import engine
from engine.data import folder as packaged
from engine.diagnostics import Invalid
from engine.rounds.synthetic.demo import make_demo
from engine.rules.load import load_framework


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    folder = tmp_path_factory.mktemp("rated") / "demo"
    make_demo(folder, load_framework(packaged("standards") / "2018-19"))
    return folder


def test_a_round_is_rated_by_its_folder(demo):
    found = engine.rate_round(str(demo))
    assert found.framework.vocabulary.id == found.ratings.framework == "2018-19"
    assert len(found.ratings.results) == len(found.round.providers) == 28


def test_any_rating_is_explained(demo):
    found = engine.rate_round(demo)
    explanation = found.explain("merseyside-crc", "2.1")
    assert explanation.result.id == "2.1"
    assert [line.effect for line in explanation.lines] == ["applied"]
    assert found.explain("merseyside-crc").result.rating == "requires improvement"


def test_what_a_rating_would_have_taken_and_what_is_open(demo):
    found = engine.rate_round(demo)
    wanted = found.target("london-nps", "good")
    assert wanted.points == 1
    assert wanted.target.cost is not None
    assert wanted.target.cost.judgements > 0
    assert found.target("london-nps", "good", "2.3").result.id == "2.3"
    opened = found.panel()
    assert len(opened) == sum(
        r.moves != () for each in found.ratings.results for r in each.walk()
    )


def test_another_framework_is_named_by_its_id_or_its_folder(demo):
    by_id = engine.rate_round(demo, "2019-20")
    by_folder = engine.rate_round(demo, str(packaged("standards") / "2019-20"))
    assert by_id.ratings.results == by_folder.ratings.results
    assert by_id.ratings.carried is not None


def test_what_is_wrong_is_raised_with_every_finding(demo, tmp_path):
    with pytest.raises(Invalid, match="there is no framework"):
        engine.rate_round(demo, "1999-00")
    with pytest.raises(Invalid):
        engine.rate_round(tmp_path)
