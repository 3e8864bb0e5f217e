"""The commands about what stands above providers: named, explained and decided like them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

RULE = """
rate region:
    lowest of providers ignoring not rated
    allow panel to move up or down 1
"""
REGION = "  - {id: region, plural: regions, scale: rating, pools: ratings}\n"
PROVIDER = "  - {id: provider, plural: providers, scale: rating}\n"
NORTH = "  - {id: north, name: The North, level: region, aliases: [Northern]}\n"


@pytest.fixture
def spring(inspection):
    """The round of the manual, with a region."""
    edit("standards/care-1/framework.yaml", PROVIDER, PROVIDER + REGION)
    edit("standards/care-1/ratings.rules", "rate provider:", f"{RULE}\nrate provider:")
    edit("spring/round.yaml", "type: home}", "type: home, part_of: north}")
    edit("spring/round.yaml", "type: day}\n", "type: day, part_of: north}\n" + NORTH)
    edit("spring/round.yaml", "[The Oaks]}", "[The Oaks], part_of: north}")
    return inspection


def edit(name, old, new):
    """A file of the round with one stretch of its text replaced."""
    text = Path(name).read_text("utf-8")
    assert old in text
    Path(name).write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.usefixtures("spring")
@pytest.mark.parametrize("name", ["north", "The North", "northern"])
def test_a_region_is_named_as_a_provider_is(assay, name):
    assert assay("explain", "spring", name).out.startswith("The North: Fair\n")


@pytest.mark.usefixtures("spring")
def test_a_region_is_decided_by_the_name_of_its_level(assay):
    said = ("--by", "panel", "--reason", "It is getting better", "--date", "2026-03-02")
    ran = assay("decide", "spring", "north", "region", "good", *said)
    assert ran.out.endswith("  The North, region north: fair to good\n")
    written = Path("spring/decisions.yaml").read_text("utf-8")
    assert "    item: region\n    from: fair\n    to: good\n" in written
    assert json.loads(assay("rate", "spring", "--format", "json").out)["results"][-1] == {
        "level": "region",
        "id": "north",
        "name": "The North",
        "rating": "good",
        "basis": "decision",
        "before": "fair",
        "score": 2,
        "members": ["oak", "elm", "park"],
    }


@pytest.mark.usefixtures("spring")
def test_a_decision_about_a_question_shows_what_becomes_of_the_region(assay):
    edit("spring/judgements.csv", "elm,a1,poor", "elm,a1,good")
    edit("spring/inputs.csv", "elm,breach,yes,Enforcement notice\n", "")
    said = ("--by", "panel", "--reason", "Strong evidence", "--date", "2026-03-02")
    ran = assay("decide", "spring", "elm", "b1a", "good", *said)
    assert ran.out.splitlines()[1:] == [
        "  Elm Lodge, question b1a: fair to good",
        "  Elm Lodge, standard b1: fair to good",
        "  Elm Lodge, provider elm: fair to good",
        "  The North, region north: fair to good",
    ]


@pytest.mark.usefixtures("spring")
def test_the_panel_counts_regions_apart_from_providers(assay):
    edit("standards/care-1/framework.yaml", "scale: rating, pools: ratings", "pools: cases")
    edit("standards/care-1/ratings.rules", RULE, "")
    edit("spring/round.yaml", "level: region", "level: region, type: home")
    edit(
        "spring/judgements.csv",
        "park,a2,fair,\n",
        "park,a2,fair,\nnorth,a1,good,\nnorth,a2,good,\n",
    )
    first = assay("panel", "spring").out.splitlines()[0]
    assert first.endswith("results of 3 providers and 1 region open to discretion")
