"""Which judgements count of a provider that was inspected more than once."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.rounds.carry import carry
from engine.rounds.explain import explain
from engine.rounds.inspections import current
from engine.rounds.load import load_round
from engine.rounds.rate import rate
from engine.rounds.round import Judgement
from tests.rounds.making import found
from tests.rounds.making import framework as made_of
from tests.rounds.making import people
from tests.rounds.making import round_of
from tests.rounds.small import JUDGEMENTS
from tests.rounds.small import framework as small
from tests.rounds.small import made
from tests.rounds.small import said
from tests.rules.vocabularies import CARE
from tests.rules.vocabularies import PRINCIPLES

if TYPE_CHECKING:
    from engine.rules.framework import Framework

FIRST, SECOND, THIRD = (datetime.date(2017 + n, 3, 1) for n in range(3))
DAYS = (FIRST, SECOND, THIRD)
RULES = """
    rate each key question:
        judged by inspector

    rate provider:
        lowest of key questions ignoring not rated
        not rated if breach of regulations
"""


def on(day, rating="good", item="safe", provider="elm"):
    """A judgement on a day."""
    return Judgement(provider, item, rating, "" if rating else "closed", day)


def counting(judgements, which, judged=CARE):
    """The ratings that count, by item."""
    counted = current(judgements, which, lambda judgement: judgement.item in judged)
    assert len({(j.provider, j.item) for j in counted}) == len(counted)
    return {(j.provider, j.item): j.rating for j in counted}


# Which count


def test_the_latest_inspection_counts_and_no_other():
    judgements = [on(FIRST, "poor"), on(FIRST, "fair", "caring"), on(SECOND, "good")]
    assert counting(judgements, "latest") == {("elm", "safe"): "good"}


def test_or_the_latest_judgement_of_each_item():
    judgements = [on(FIRST, "poor"), on(FIRST, "fair", "caring"), on(SECOND, "good")]
    assert counting(judgements, "latest of each item") == {
        ("elm", "safe"): "good",
        ("elm", "caring"): "fair",
    }


@pytest.mark.parametrize("which", ["latest", "latest of each item"])
def test_each_provider_has_inspections_of_its_own(which):
    judgements = [on(FIRST, provider="oak"), on(SECOND)]
    assert counting(judgements, which) == {("oak", "safe"): "good", ("elm", "safe"): "good"}


def test_judgements_without_dates_all_count():
    judgements = [on(None), on(None, "fair", "caring")]
    assert len(counting(judgements, "latest")) == 2


def test_a_rating_that_was_withheld_is_carried_forward_where_it_would_have_been_given():
    judgements = [on(FIRST, None, "caring"), on(SECOND)]
    assert counting(judgements, "latest of each item")["elm", "caring"] is None


def test_what_a_rule_computes_was_withheld_at_one_inspection_only():
    judgements = [on(FIRST, None, ""), on(SECOND)]
    assert ("elm", "") not in counting(judgements, "latest of each item")


@given(
    st.lists(
        st.tuples(st.sampled_from(DAYS), st.sampled_from(CARE), st.sampled_from("ab")),
        unique=True,
    ),
    st.sampled_from(["latest", "latest of each item"]),
    st.randoms(),
)
def test_the_order_of_the_rows_does_not_matter(rows, which, random):
    judgements = [on(day, str(day), item, provider) for day, item, provider in rows]
    shuffled = [*judgements]
    random.shuffle(shuffled)
    assert counting(judgements, which) == counting(shuffled, which)
    for (provider, item), day in counting(judgements, which).items():
        mine = [str(d) for d, i, p in rows if p == provider and i == item]
        whole = [str(d) for d, _, p in rows if p == provider]
        assert day == (max(whole) if which == "latest" else max(mine))


# What comes of it


def principles(which):
    return made_of(replace(PRINCIPLES, inspections=which), RULES)


def visits(*judgements):
    """A house of which everything is good since the first day, and these judgements."""
    rest = [on(FIRST, "good", item) for item in CARE]
    no_breach = {("elm", "breach of regulations"): "no"}
    made_round = round_of(*people({"elm": {}}), inputs=no_breach)
    return replace(made_round, judgements=(*rest, *judgements))


def test_what_is_carried_forward_is_said_to_be_with_its_date():
    ratings = rate(visits(on(SECOND, "inadequate")), principles("latest of each item"))
    (house,) = ratings.results
    assert house.rating == "inadequate"
    assert (found(house, "safe").date, found(house, "safe").flags) == (SECOND, ())
    caring = found(house, "caring")
    assert (caring.rating, caring.date, caring.flags) == ("good", FIRST, ("carried-forward",))
    assert house.date is None


def test_an_explanation_says_from_when_a_rating_is():
    round_, made_framework = visits(on(SECOND)), principles("latest of each item")
    ratings = rate(round_, made_framework)
    (note,) = explain(round_, made_framework, ratings, "elm", "caring").notes
    assert note == f"carried forward from {FIRST}: the latest inspection was on {SECOND}"
    assert explain(round_, made_framework, ratings, "elm", "safe").notes == ()


def test_what_the_latest_inspection_left_out_is_missing():
    (house,) = rate(visits(on(SECOND, "good")), principles("latest")).results
    assert house.possible == ("inadequate", "requires improvement", "good")
    assert found(house, "caring").basis == "cannot be computed"


def test_dates_without_an_older_judgement_change_nothing_but_the_date():
    (house,) = rate(visits(), principles("latest")).results
    assert {(r.date, r.flags) for r in house.children} == {(FIRST, ())}


def test_another_framework_chooses_for_itself():
    round_ = visits(on(SECOND, "inadequate"), on(SECOND, "good", "caring"))
    own, other = principles("latest"), principles("latest of each item")
    carried, report = carry(round_, own, other)
    (house,) = rate(carried, other, report).results
    assert found(house, "effective").date == FIRST
    assert found(house, "caring").date == SECOND


# The table


def dated(which="latest") -> Framework:
    """The small framework, which says which judgements count."""
    own = small()
    return replace(own, vocabulary=replace(own.vocabulary, inspections=which))


def with_dates(text, *days):
    """The rows of judgements.csv, each with a date."""
    header, *rows = text.splitlines()
    ends = days or [FIRST] * len(rows)
    return "\n".join([f"{header},date", *map("{},{}".format, rows, ends)]) + "\n"


def read(folder, which="latest", **files):
    return load_round(made(folder, **files), dated(which), cache=False)


def told(folder, which="latest", **files):
    round_, findings = read(folder, which, **files)
    assert round_ is None
    return [said(finding, folder).partition(" | ")[0] for finding in findings]


def test_dates_are_read(tmp_path):
    round_, findings = read(tmp_path, judgements=with_dates(JUDGEMENTS))
    assert findings == ()
    assert {judgement.date for judgement in round_.judgements} == {FIRST}


def test_a_table_without_dates_is_read_too(tmp_path):
    round_, findings = read(tmp_path, judgements=JUDGEMENTS)
    assert findings == ()
    assert {judgement.date for judgement in round_.judgements} == {None}


def test_a_judgement_may_be_repeated_on_another_day(tmp_path):
    text = with_dates(JUDGEMENTS + "acton,s1,poor,\n", FIRST, FIRST, FIRST, SECOND)
    round_, findings = read(tmp_path, "latest of each item", judgements=text)
    assert findings == ()
    assert [j.rating for j in round_.judgements if j.item == "s1"] == ["good", "fair", "poor"]


@pytest.mark.parametrize("which", ["latest", "latest of each item"])
def test_not_on_the_same_day(tmp_path, which):
    text = with_dates(JUDGEMENTS + "acton,s1,poor,\n")
    assert told(tmp_path, which, judgements=text) == [
        "judgements.csv:5: D138: standard s1 of acton stands twice (rows 2 and 5)"
    ]


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("", 'D122: "date" is blank'),
        ("1/3/2017", 'D141: "1/3/2017" is not a date'),
        ("20170301", 'D141: "20170301" is not a date'),
        ("2017-02-30", 'D141: "2017-02-30" is not a date'),
    ],
)
def test_every_row_has_a_date(tmp_path, date, expected):
    text = with_dates(JUDGEMENTS, FIRST, FIRST, date)
    assert told(tmp_path, judgements=text) == [f"judgements.csv:4: {expected}"]


def test_what_was_not_judged_at_the_latest_inspection_is_missing_there(tmp_path):
    text = with_dates(JUDGEMENTS, FIRST, SECOND, FIRST)
    (finding,) = told(tmp_path, judgements=text)
    assert finding.startswith("judgements.csv: D143: no rating is recorded for s1 of acton")
    assert finding.endswith("at its latest inspection, on 2018-03-01")
    assert read(tmp_path, "latest of each item", judgements=text)[1] == ()


def test_dates_that_the_framework_says_nothing_of(tmp_path):
    (finding,) = told(tmp_path, "one", judgements=with_dates(JUDGEMENTS))
    assert finding.startswith("judgements.csv:1:5: D124: there are dates")
