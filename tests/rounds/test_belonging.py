"""What a round says about who belongs to what, read from its files."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.frameworks.model import Level
from engine.rounds.load import load_round
from engine.rounds.rate import rate
from engine.rules.check import check_rules
from engine.rules.parse import parse
from tests.rounds.small import INPUTS
from tests.rounds.small import JUDGEMENTS
from tests.rounds.small import ROUND
from tests.rounds.small import RULES
from tests.rounds.small import framework as small
from tests.rounds.small import made
from tests.rounds.small import said
from tests.rules.vocabularies import NATION

COUNTY = Level("county", "counties", "rating", pools="cases")
NATION_RULE = """
rate nation:
    lowest of providers ignoring not rated
    at most fair if crisis
    allow panel to move up or down 1
"""
ABOVE = """\
  - {id: mercia, name: Mercia, level: County, part_of: ALBION, aliases: [the midlands]}
  - {id: albion, name: Albion, level: nations}
assume:
"""
WHOLE = ROUND.replace("fieldwork: 2019-01-07}", "part_of: Mercia}")
WHOLE = WHOLE.replace("published: 2019-05-01}", "part_of: albion}").replace("assume:\n", ABOVE)
JUDGED = JUDGEMENTS + "mercia,s1,fair,\nthe midlands,s2,good,\n"
GIVEN = INPUTS + "mercia,size,large,\nalbion,crisis,yes,\n"


def framework():
    """The small framework with counties, which pool cases, and a nation of ratings."""
    own = small()
    vocabulary = replace(own.vocabulary, levels=(*own.vocabulary.levels, COUNTY, NATION))
    written, _ = parse(RULES + NATION_RULE, "ratings.rules")
    rules, _ = check_rules(written, vocabulary)
    assert rules is not None
    return replace(own, vocabulary=vocabulary, rules=rules)


def load(folder, **files):
    texts = {"round": WHOLE, "judgements": JUDGED, "inputs": GIVEN} | files
    return load_round(made(folder, **texts), framework(), cache=False)


def told(folder, old="", new="", **files):
    """What is wrong where the round says something else."""
    assert old in WHOLE
    _, findings = load(folder, round=WHOLE.replace(old, new, 1), **files)
    return [said(finding, folder).partition(" | ")[0] for finding in findings]


def test_what_stands_above_is_read_apart_from_the_providers(tmp_path):
    round_, findings = load(tmp_path)
    assert findings == ()
    assert [p.id for p in round_.providers] == ["acton", "barton"]
    assert [(p.id, p.level, p.part_of) for p in round_.above] == [
        ("mercia", "county", "albion"),
        ("albion", "nation", None),
    ]
    assert [p.part_of for p in round_.providers] == ["mercia", "albion"]


def test_what_pools_cases_has_the_type_of_its_providers(tmp_path):
    round_, _ = load(tmp_path)
    assert [p.type for p in round_.above] == ["Town", None]


def test_all_of_it_is_rated(tmp_path):
    round_, _ = load(tmp_path)
    ratings = rate(round_, framework())
    assert [(r.level, r.id, r.rating) for r in ratings.results] == [
        ("provider", "acton", "fair"),
        ("provider", "barton", "fair"),
        ("county", "mercia", "fair"),
        ("nation", "albion", "fair"),
    ]
    assert ratings.results[-1].members == ("acton", "barton")


def test_a_level_may_be_named_for_a_provider_too(tmp_path):
    assert told(tmp_path, "type: Shire,", "type: Shire, level: provider,") == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("level: County", "level: standard", 'D109: "standard" is not the level of providers'),
        ("part_of: Mercia", "part_of: barton", 'D110: provider "acton" cannot be part of prov'),
        (
            "part_of: ALBION",
            "part_of: barton",
            'D110: county "mercia" cannot be part of provid',
        ),
        ("part_of: ALBION", "part_of: mercia", 'D106: provider "mercia" is part of itself'),
        (", part_of: Mercia", "", 'D112: provider "acton" is part of no county'),
        ("part_of: Mercia", "part_of: albion", 'D111: nothing is part of county "mercia"'),
        (", part_of: ALBION", "", 'D112: county "mercia" is part of no nation'),
        ("part_of: albion", "part_of: mercia", 'D113: "mercia" pools providers of several typ'),
    ],
)
def test_what_does_not_belong_together(tmp_path, old, new, expected):
    assert any(expected in finding for finding in told(tmp_path, old, new))


def test_what_is_part_of_itself_is_told_that_and_nothing_else(tmp_path):
    found = told(tmp_path, "part_of: ALBION", "part_of: mercia")
    assert [finding.split(": ")[1] for finding in found] == ["D106"]


def test_a_type_says_what_a_pool_of_several_is_rated_as(tmp_path):
    text = WHOLE.replace("part_of: albion", "part_of: mercia")
    text = text.replace("level: County", "level: County, type: Shire")
    judged = JUDGED.replace("the midlands,s2,good,\n", "")
    round_, findings = load(tmp_path, round=text, judgements=judged)
    assert findings == ()
    assert round_.above[0].type == "Shire"


def test_a_round_of_regions_only_has_no_providers(tmp_path):
    text = WHOLE.partition("providers:")[0] + "providers:\n" + ABOVE.partition("assume")[0]
    _, findings = load(tmp_path, round=text, judgements=None, inputs=None, cases=None)
    assert "D102" in [finding.code for finding in findings]


# What is recorded


def test_a_case_is_a_providers(tmp_path):
    """Cases are pooled from providers, so none is of a county itself."""
    cases = "case,provider,age,q1,q2\n1,acton,young,Yes,Yes\n2,mercia,old,Yes,No\n"
    _, findings = load(tmp_path, cases=cases)
    assert [f.code for f in findings if f.code in {"C112", "D120"}] == ["C112"]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("albion,nation,not rated,new", ""),
        ("albion,nation,good,", 'D135: the nation is computed by a rule, so "good" cannot be'),
        ("albion,s1,good,", "D142: standard s1 does not apply to albion, a nation"),
        ("albion,provider,not rated,new", 'D140: "provider" is not what albion is: it is a n'),
        ("acton,county,not rated,new", 'D140: "county" is not what acton is: it is a provide'),
        ("mercia,county,not rated,new", ""),
        ("mercia,provider,not rated,new", 'D140: "provider" is not what mercia is: it is a co'),
    ],
)
def test_a_whole_is_named_by_its_own_level(tmp_path, row, expected):
    found = told(tmp_path, judgements=f"{JUDGED}{row}\n")
    assert len(found) == bool(expected)
    assert all(expected in each for each in found)


def test_what_is_judged_must_be_judged_of_what_pools_cases(tmp_path):
    (finding,) = told(tmp_path, judgements=JUDGED.replace("mercia,s1,fair,\n", ""))
    assert finding.endswith("D139: no rating is recorded for s1 of mercia")


def test_what_rates_from_ratings_needs_only_the_inputs_of_its_own_rule(tmp_path):
    (finding,) = told(tmp_path, inputs=GIVEN.replace("mercia,size,large,\n", ""))
    assert finding.endswith('D152: no value is given for "size" of mercia')


def test_a_panel_decides_about_a_whole(tmp_path):
    moved = "provider: Albion, item: nation, from: fair, to: poor"
    decisions = f"decisions: [{{{moved}, by: panel, date: 2019-03-01, reason: new}}]"
    round_, findings = load(tmp_path, decisions=decisions)
    assert findings == ()
    nation = rate(round_, framework()).results[-1]
    assert (nation.before, nation.rating) == ("fair", "poor")
