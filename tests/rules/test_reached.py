"""The values that rules band, and the bands that leave some of them out."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest

from engine.frameworks.model import Edge
from engine.frameworks.seams import Every
from engine.frameworks.seams import Multiples
from engine.frameworks.seams import Some
from engine.rules.facts import Facts
from engine.rules.measures import measure
from engine.rules.patterns import possible_by_rule
from engine.rules.reached import reached
from tests.rules.checking import codes
from tests.rules.checking import read
from tests.rules.checking import said
from tests.rules.checking import sound
from tests.rules.vocabularies import REGION
from tests.rules.vocabularies import TEN
from tests.rules.written import standards

FEW = replace(
    TEN,
    items=tuple(
        replace(item, weight=weight)
        for item, weight in zip(
            TEN.items[:4], map(Fraction, ("1", "1/2", "1/2", "3")), strict=True
        )
    ),
)


def values(written, vocabulary=FEW):
    rules = sound(written, vocabulary)
    rule = rules.rating(None)
    assert rule is not None
    options = possible_by_rule(vocabulary, rules, withheld=True)
    return rule, *reached(vocabulary, rule, options)


@pytest.mark.parametrize(
    ("line", "bands"),
    [
        ("total score of standards counting not rated as 1", "overall"),
        ("total score of standards ignoring not rated", "overall"),
        ("total score of standards only if all are rated", "overall"),
        ("weighted total score of standards counting not rated as 0", "overall"),
        ("average score of standards ignoring not rated", "half-point"),
        ("weighted average score of standards ignoring not rated", "half-point"),
        ("percentage of maximum score of standards counting not rated as 1", "maximum"),
        ("weighted percentage of maximum score of standards ignoring not rated", "maximum"),
        ("number of standards that are good or better", "number"),
        ("number of standards that are good or not rated", "number"),
        ("percentage of standards that are good or better", "share"),
        ("percentage of standards that are good or not rated", "share"),
    ],
)
def test_a_measure_has_those_values_that_ratings_can_give_it(line, bands):
    rule, found = values(standards(f"{line}, banded by {bands} bands"))
    grades = (*(grade.id for grade in rule.scale.grades), None)
    ids = [item.id for item in FEW.items]
    members = read(rule, FEW, None)
    measured = (
        measure(rule.base.measure, Facts(dict(zip(ids, ratings, strict=True)), members)).value
        for ratings in product(grades, repeat=len(ids))
    )
    assert found == Some(tuple(sorted({value for value in measured if value is not None})))


@pytest.mark.parametrize(
    ("line", "reach"),
    [
        ("incidents, banded by number bands", Multiples(Fraction(1))),
        (
            "number of judgements that are sufficient, banded by number bands",
            Multiples(Fraction(1), Fraction(0)),
        ),
        (
            "percentage of judgements that are sufficient, banded by case bands",
            Every(Fraction(0), Fraction(100)),
        ),
    ],
)
def test_cases_and_numbers_have_no_end(line, reach):
    written = f"rate each standard:\n    {line}\nrate provider:\n    highest of standards"
    written += "" if line.startswith(("incidents", "number")) else " ignoring not rated"
    rules = sound(f"{written}\n", TEN)
    rule = rules.rating("s1")
    assert rule is not None
    assert set(reached(TEN, rule, possible_by_rule(TEN, rules))) == {reach}


def test_too_many_sums_are_told_roughly():
    heavy = replace(
        TEN,
        items=tuple(replace(item, weight=Fraction(7**n)) for n, item in enumerate(TEN.items)),
    )
    total = "weighted total score of standards counting not rated as 0"
    _, found = values(standards(f"{total}, banded by overall bands"), heavy)
    assert found == Multiples(Fraction(1))
    mean = "weighted average score of standards counting not rated as 0"
    _, found = values(standards(f"{mean}, banded by half-point bands"), heavy)
    assert found == Every()


def with_ends(vocabulary, band_id, *ends):
    """The same, with bands as they would be published: from 0 to the first, and so on."""
    edges = tuple(
        Edge(Fraction(start), inclusive=True, grade=grade.id, to=Fraction(end))
        for (start, end), grade in zip(ends, vocabulary.scales[0].grades, strict=True)
    )
    return replace(
        vocabulary,
        bands=tuple(
            replace(each, edges=edges) if each.id == band_id else each
            for each in vocabulary.bands
        ),
    )


WHOLE = with_ends(FEW, "overall bands", (0, 2), (3, 5), (6, 9), (10, 15))


def test_a_total_of_whole_scores_is_whole_and_a_weighted_one_need_not_be():
    total = "total score of standards counting not rated as 0, banded by overall bands"
    assert "F23" not in said(standards(total), WHOLE)
    told = said(standards(f"weighted {total}"), WHOLE)
    assert 'error F232: "overall bands" has no rating for 2.5' in told
    assert f'banded by "weighted {total}"' in told
    assert "these fall there: 2.5" not in told


def test_a_total_may_come_out_above_the_highest_band():
    short = with_ends(FEW, "overall bands", (0, 2), (3, 5), (6, 9), (10, 11))
    total = "total score of standards counting not rated as 0, banded by overall bands"
    assert "has no rating for 12" in said(standards(total), short)


def test_an_average_falls_into_a_gap_only_if_so_many_can_have_it():
    average = "average score of standards ignoring not rated, banded by half-point bands"
    halves = with_ends(
        TEN, "half-point bands", (0, "0.44"), ("0.45", 1), ("1.01", 2), ("2.01", 3)
    )
    told = said(standards(average), halves)
    assert 'F232: "half-point bands" has no rating for 4/9' in told
    four = replace(halves, items=TEN.items[:4])
    assert codes(standards(average), four) == []


def test_an_average_of_however_many_providers_falls_into_any_gap():
    ends = ((0, "0.44"), ("0.45", 1), ("1.01", 2), ("2.01", 3))
    four = replace(with_ends(TEN, "half-point bands", *ends), items=TEN.items[:4])
    regions = replace(four, levels=(*four.levels, REGION))
    average = "average score of {} ignoring not rated, banded by half-point bands"
    rated = standards(average.format("standards"))
    region = "\nrate region:\n    {}\n"
    assert "F232" in said(rated + region.format(average.format("providers")), regions)
    lowest = "lowest of providers ignoring not rated"
    assert codes(rated + region.format(lowest), regions) == []


def test_bands_that_no_rule_uses_are_looked_at_too():
    unused = with_ends(TEN, "share bands", (0, 24), (25, 49), (50, 74), (75, 100))
    assert 'F232: "share bands" has no rating for 24.5' in said(
        standards("lowest of standards ignoring not rated"), unused
    )


def test_gaps_are_told_beside_what_is_wrong_with_rules():
    unused = with_ends(TEN, "share bands", (0, 24), (25, 49), (50, 74), (75, 100))
    told = said(standards("lowest of standard"), unused)
    assert "F232" in told
    assert "R208" in told
