"""The examples give the ratings that were published, by the rounds that their pages show."""

from __future__ import annotations

import pytest

from engine.cli.program import run
from tests.examples.tables import beside_data
from tests.examples.tables import described


@pytest.fixture
def against(tmp_path, capsys):
    """Rates a round of an example's page, and compares it with a published column."""

    def rate(example, round_id, where, column):
        folder = beside_data(tmp_path, described(example, round_id), where)
        status = run(["rate", str(folder), "--against", column])
        lines = capsys.readouterr().out.splitlines()
        return status, [" ".join(line.split()) for line in lines]

    return rate


def test_food_hygiene_in_the_united_kingdom(against):
    status, lines = against("food-hygiene", "uk-2015-02", "food-hygiene", "rating_value")
    assert status == 0
    assert lines[3] == "485,137 establishments"
    assert lines[5] == "rated 395,776"
    reasons = lines.index("not rated 84,013")
    assert lines[reasons + 1 : reasons + 7] == [
        "Pass 35,960",
        "exempt 32,070",
        "awaiting inspection 11,056",
        "Improvement Required 4,391",
        "Pass and Eat Safe 531",
        "awaiting publication 5",
    ]
    assert lines[reasons + 8 :] == [
        "cannot be computed 5,348",
        "nothing is recorded for hygiene, structural and",
        "confidence 5,348",
        "",
        "published in rating_value and rated here 395,776",
        "the same 395,776",
        "different 0",
        "published, but cannot be computed here 5,348",
    ]


def test_food_hygiene_in_norwich(against):
    status, lines = against("food-hygiene", "norwich-2026-07", "food-hygiene", "RatingValue")
    assert status == 0
    assert "rated 1,319" in lines
    assert {"awaiting inspection 172", "awaiting publication 1", "exempt 35"} < {*lines}
    assert "cannot be computed 36" in lines
    assert lines[lines.index("published in RatingValue and rated here 1,319") + 1 :] == [
        "the same 1,319",
        "different 0",
        "published, but cannot be computed here 36",
    ]


def test_adult_social_care_in_the_first_999_locations(against):
    column = "Location Latest Overall Rating"
    status, lines = against("adult-social-care", "first-999", "cqc-locations", column)
    assert status == 0
    assert {"the same 745", "different 0"} < {*lines}


def test_adult_social_care_in_oldham_today(against):
    status, lines = against("adult-social-care", "oldham-current", "cqc-locations", "Overall")
    assert status == 1
    assert {"published in Overall and rated here 186", "the same 185"} < {*lines}
    assert lines[lines.index("different 1") + 1 :] == [
        "published, but not rated here 3",
        "",
        "1-139948467 2021-11-20: published good, by the rules requires improvement",
        "line 10, requires improvement if at least 2 key questions are requires",
        "improvement: 2 are (effective and responsive)",
    ]


def test_adult_social_care_in_oldham_before(tmp_path, capsys):
    written = described("adult-social-care", "oldham-current").replace("current", "historic")
    folder = beside_data(tmp_path, written, "cqc-locations")
    assert run(["rate", str(folder), "--against", "Overall"]) == 0
    lines = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert {"published in Overall and rated here 189", "the same 189"} < {*lines}
