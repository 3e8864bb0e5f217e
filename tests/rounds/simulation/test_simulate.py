"""A round's folder simulated: what is asked for, and what it depends on."""

from __future__ import annotations

import random
import shutil
from fractions import Fraction
from importlib import import_module
from pathlib import Path

import pytest

from engine.rounds.rated import rate_round
from engine.rounds.simulation import Request
from engine.rounds.simulation import simulate
from engine.rounds.simulation import steps
from engine.rounds.simulation.simulate import BATCH

BASE = Path(__file__).parents[3] / "docs" / "base" / "inspection"


@pytest.fixture
def spring(tmp_path):
    """The round of the manual."""
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    return tmp_path / "spring"


def simulated(folder, *providers, items=(), replicates=500, **more):
    request = Request(providers, items, replicates, **more)
    return simulate(rate_round(folder, cache=False), request, cache=False)


def chances(found):
    """The chances of everything, by provider and item."""
    return {
        (each.result.id, likely.result.id): likely.chances
        for each in found.providers
        for likely in each.items
    }


def test_everything_of_everybody(spring):
    found = simulated(spring)
    assert [each.result.id for each in found.providers] == ["oak", "elm", "park"]
    oak, elm, park = found.providers
    assert [likely.result.id for likely in oak.items] == [
        *("oak", "a1", "a2", "b1", "b1a", "b1b", "b2", "b2a", "b2b")
    ]
    assert "b2b" not in [likely.result.id for likely in park.items]
    assert [(s.sample, s.cases, s.population) for s in oak.samples] == [
        ("residents", 4, 30),
        ("visits", 3, None),
    ]
    assert [s.sample for s in park.samples] == ["residents"]
    for each in chances(found).values():
        assert sum(each.ratings.values()) == 500
    assert elm.items[0].chances.of(None) == 0


def test_only_what_is_asked_for(spring):
    found = simulated(spring, "elm", items=("b1", None))
    assert list(chances(found)) == [("elm", "elm"), ("elm", "b1")]


def test_only_the_samples_that_this_is_about(spring):
    def samples(*items):
        (found,) = simulated(spring, "elm", items=items).providers
        return [each.sample for each in found.samples]

    assert samples(None) == ["residents", "visits"]
    assert samples("b1") == ["residents"]
    assert samples("b2b") == ["visits"]
    assert samples("a1") == []


def test_what_is_found_of_a_provider_does_not_depend_on_who_else_is_asked_for(spring):
    everybody = chances(simulated(spring))
    for provider in ("oak", "elm", "park"):
        alone = chances(simulated(spring, provider))
        assert alone == {key: each for key, each in everybody.items() if key[0] == provider}
    assert len({str(everybody[who, "b1a"].values) for who in ("oak", "elm", "park")}) == 3


def test_providers_whose_cases_are_alike_have_replicates_of_their_own(spring):
    answers = ("Yes,Yes,,No", "No,Yes,,No", "Yes,Yes,,Yes", "No,Yes,,Yes")
    rows = [
        f"{who}{number},{who},Under 65,{each}"
        for who in ("oak", "elm", "park")
        for number, each in enumerate(answers)
    ]
    head = "case,provider,age,b1a,b1b,b1b-signed,b2a"
    (spring / "cases/residents.csv").write_text("\n".join([head, *rows]) + "\n")
    found = chances(simulated(spring))
    assert found["elm", "b2a"] != found["park", "b2a"]


def test_and_so_has_every_batch(spring, monkeypatch):
    module = import_module("engine.rounds.simulation.simulate")
    monkeypatch.setattr(module, "BATCH", 250)
    (found,) = chances(simulated(spring, "elm", items=("b1a",))).values()
    assert sum(found.ratings.values()) == 500
    assert any(number % 2 for number in found.values.values())


def test_nor_on_the_order_of_the_cases(spring):
    before = chances(simulated(spring))
    for path in (spring / "cases").iterdir():
        head, *rows = path.read_text().splitlines()
        random.Random(3).shuffle(rows)  # noqa: S311
        path.write_text("\n".join([head, *rows]) + "\n")
    assert chances(simulated(spring)) == before


def test_another_seed_gives_other_replicates(spring):
    one, same, other = (chances(simulated(spring, seed=seed)) for seed in (1, 1, 2))
    assert one == same
    assert one != other


def test_a_question_alone_is_worked_out(spring):
    (found,) = chances(simulated(spring, "oak", items=("b1b",), exact=True)).values()
    assert found.exact
    found = chances(simulated(spring, "elm", items=("b1a", "b1"), exact=True))
    assert found["elm", "b1a"].exact
    assert not found["elm", "b1"].exact


def test_a_known_population_makes_ratings_surer(spring):
    """Of twelve cases all were read; of thirty, some; of ever so many, few."""
    text = (spring / "round.yaml").read_text()
    found = []
    for size in (4, 5, 30, 1000):
        (spring / "round.yaml").write_text(text.replace("size: 30", f"size: {size}"))
        (each,) = chances(simulated(spring, "oak", items=("b1a",), exact=True)).values()
        found.append(each.of("fair"))
    assert found == sorted(found, reverse=True)
    assert found[0] == 1
    assert found[-1] < Fraction(9, 10)


def test_every_batch_is_told(spring):
    rated = rate_round(spring)
    told: list[str] = []
    request = Request(items=(None,), replicates=BATCH + 1)
    found = simulate(rated, request, tick=told.append)
    assert told == ["Oak House"] * 2 + ["Elm Lodge"] * 2 + ["Park Centre"] * 2
    assert steps(rated, request) == len(told)
    for each in chances(found).values():
        assert sum(each.ratings.values()) == BATCH + 1


def test_a_framework_without_overall_ratings_has_none_to_simulate(spring):
    rules = spring.parent / "standards/care-1/ratings.rules"
    head, _, _ = rules.read_text().partition("rate provider")
    rules.write_text(head)
    framework = spring.parent / "standards/care-1/framework.yaml"
    text = framework.read_text().replace("levels:\n", "overall: none\nlevels:\n")
    framework.write_text(text)
    found = simulated(spring, items=(None,))
    assert [each.items for each in found.providers] == [(), (), ()]
    assert ("oak", "b1") in chances(simulated(spring))
