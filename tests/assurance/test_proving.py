"""What rules can and cannot do, as ``assay prove`` decides and tells it."""

# ruff: noqa: E501 -- lines of rules are as long as people write them

from __future__ import annotations

import time
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from engine.assurance.numbers import core
from engine.assurance.numbers.tables import survey
from engine.assurance.proofs import smt
from engine.assurance.proofs import trials
from engine.assurance.proofs.deciding import Decider
from engine.assurance.proofs.proving import prove
from engine.data import folder
from engine.diagnostics.words import listed
from engine.frameworks.model import Bands
from engine.frameworks.model import Edge
from engine.frameworks.model import Group
from engine.frameworks.model import Input
from engine.reports.proof import as_text
from engine.rules.check import type_rules
from engine.rules.framework import Framework
from engine.rules.load import load_framework
from engine.rules.parse import parse
from tests.assurance.trying import SOUND
from tests.rules.vocabularies import CARE
from tests.rules.vocabularies import CASEWORK
from tests.rules.vocabularies import FOUR
from tests.rules.vocabularies import NATION
from tests.rules.vocabularies import PRINCIPLES
from tests.rules.vocabularies import REGION
from tests.rules.vocabularies import STARS
from tests.rules.vocabularies import TEN
from tests.rules.vocabularies import scale
from tests.rules.written import CASES
from tests.rules.written import NURSING_HOMES
from tests.rules.written import PRINTED
from tests.rules.written import components
from tests.rules.written import questions
from tests.rules.written import standards


def proof_of(written, vocabulary, **how):
    file, findings = parse(written, "ratings.rules")
    assert not findings
    rules, _ = type_rules(file, vocabulary)
    assert rules is not None
    return prove(Framework(Path(), vocabulary, rules, "", ""), **how)


def about(proof, kind, name="provider"):
    return [p for p in proof.properties if p.kind == kind and p.rule.tree.name.text == name]


def facts(proof, kind, name="provider"):
    named = [f for f in proof.facts if f.rule.tree.name.text == name]
    return [(f.words, f.example) for f in named if f.kind == kind]


# Everything that ships


@pytest.mark.parametrize("path", SOUND, ids=lambda path: path.name)
def test_every_property_of_what_ships_holds_by_every_pattern(path):
    proof = prove(load_framework(path))
    assert {p.verdict for p in proof.properties} == {"holds"}
    assert {p.answer.method for p in proof.properties} <= {"form", "patterns"}
    assert proof.false == ()


# What is known of published frameworks


def test_the_printed_principles_leave_nine_patterns_undecided():
    proof = proof_of(questions("first that applies", *PRINTED), PRINCIPLES)
    (complete,) = about(proof, "complete")
    assert complete.verdict == "false"
    assert (complete.answer.number, complete.answer.patterns) == (9, 56)
    (seen,) = complete.answer.witnesses
    assert str(seen) == (
        "1 inadequate, 1 requires improvement, 3 good gives not rated (line 4)"
    )


def test_the_printed_principles_contradict_each_other_in_four_patterns():
    proof = proof_of(questions("first that applies", *PRINTED), PRINCIPLES)
    assert facts(proof, "order") == [
        (
            "lines 5 and 8 contradict each other in 4 patterns: the first decides",
            "3 inadequate, 2 requires improvement gives inadequate (line 5)",
        )
    ]


@pytest.mark.parametrize("version", ["2018-19", "2019-20"])
def test_outstanding_is_out_of_reach_with_two_standards_not_rated(version):
    framework = load_framework(folder("standards") / version)
    proof = prove(framework)
    found = dict(facts(proof, "absence"))
    assert found['for "outstanding", at most 1 may be not rated'].startswith(
        "1 good, 8 outstanding, 1 not rated"
    )
    expectation = (
        "expect provider is not rated or good or worse if at least 2 standards are not rated"
    )
    rules = (framework.folder / "ratings.rules").read_text("utf-8")
    (expected,) = about(proof_of(f"{rules}\n{expectation}\n", framework.vocabulary), "expected")
    assert (expected.verdict, expected.answer.method) == ("holds", "patterns")
    fewer = expectation.replace("2 standards", "1 standard")
    (expected,) = about(proof_of(f"{rules}\n{fewer}\n", framework.vocabulary), "expected")
    assert expected.verdict == "false"


def test_the_lowest_good_is_six_good_and_four_that_require_improvement():
    proof = prove(load_framework(folder("standards") / "2018-19"))
    assert facts(proof, "tipping") == [
        ('the lowest "requires improvement"', "4 inadequate, 6 requires improvement"),
        ('the most uneven "requires improvement"', "8 inadequate, 2 outstanding"),
        ('the lowest "good"', "4 requires improvement, 6 good"),
        ('the most uneven "good"', "4 inadequate, 1 requires improvement, 5 outstanding"),
        ('the lowest "outstanding"', "4 good, 6 outstanding"),
        ('the most uneven "outstanding"', "1 inadequate, 1 good, 8 outstanding"),
    ]


def test_rounding_first_changes_568_of_the_ratios_of_up_to_300_cases():
    bands = load_framework(folder("standards") / "2018-19").vocabulary.bands_by_id["case bands"]
    rounded = replace(bands, rounding="half up to integer")
    ratios = [(n, total) for total in range(1, 301) for n in range(total + 1)]
    values = {ratio: Fraction(100 * ratio[0], ratio[1]) for ratio in ratios}
    changed = [r for r, value in values.items() if bands.grade(value) != rounded.grade(value)]
    assert (len(ratios), len(changed)) == (45_450, 568)
    assert changed[0] == (11, 17)


def test_eleven_of_seventeen_are_the_fewest_cases_that_rounding_makes_good():
    framework = load_framework(folder("standards") / "2018-19")
    vocabulary = replace(
        framework.vocabulary,
        bands=tuple(
            replace(each, rounding="half up to integer") if each.id == "case bands" else each
            for each in framework.vocabulary.bands
        ),
    )
    rules = (framework.folder / "ratings.rules").read_text("utf-8")
    below = "percentage of judgements that are sufficient is less than 65"
    expectation = f"expect case question is requires improvement or worse if {below}"
    (expected,) = about(
        proof_of(f"{rules}\n{expectation}\n", vocabulary), "expected", "case question"
    )
    assert expected.verdict == "false"
    assert expected.answer.witnesses[0].facts.answers == {"sufficient": 11, "insufficient": 6}


def test_a_key_question_at_exactly_half_is_never_inadequate():
    half = "if percentage of judgements that are sufficient is exactly 50"
    (expected,) = about(
        proof_of(
            f"{CASES}expect key question is requires improvement or better {half}\n", CASEWORK
        ),
        "expected",
        "key question",
    )
    assert expected.verdict == "holds"


# Properties that every rule should have


def test_something_better_that_lowers_a_rating_is_shown_by_one_step():
    proof = proof_of(
        questions("lowest of key questions", "down 2 if safe is outstanding"), PRINCIPLES
    )
    (monotone,) = about(proof, "monotone")
    assert monotone.verdict == "false"
    before, after = monotone.answer.witnesses
    assert before.facts.ratings["safe"] == "good"
    assert after.facts.ratings == {**before.facts.ratings, "safe": "outstanding"}


def test_the_stars_are_monotone():
    proof = proof_of(NURSING_HOMES.replace("  [", "  # ["), STARS)
    (monotone,) = about(proof, "monotone")
    assert (monotone.verdict, monotone.answer.patterns) == ("holds", 250)


def test_a_rating_that_nothing_leads_to_is_named():
    proof = proof_of(questions("lowest of key questions", "at most good"), PRINCIPLES)
    (reachable,) = about(proof, "reachable")
    assert (reachable.verdict, reachable.words) == ("false", '"outstanding" can never be given')


def test_what_cannot_be_reached_below_cannot_be_reached_above():
    written = """\
rate each key question:
    judged by lead inspector
    at most good
rate each organisational standard:
    judged by lead inspector
rate each case standard:
    lowest of key questions
rate provider:
    first that applies
        outstanding if all case standards are outstanding
        good if any standard is good or better
        inadequate otherwise
"""
    vocabulary = replace(CASEWORK, bands=())
    proof = proof_of(written, vocabulary)
    (reachable,) = about(proof, "reachable")
    assert reachable.words == '"requires improvement" and "outstanding" can never be given'


def test_a_mean_keeps_between_the_worst_and_the_best_unless_its_bands_do_not():
    mean = standards(
        "average score of standards only if all are rated, banded by half-point bands"
    )
    (bounded,) = about(proof_of(mean, TEN), "bounded")
    assert bounded.verdict == "holds"
    bands = next(each for each in TEN.bands if each.id == "half-point bands")
    edges = (*bands.edges[:3], replace(bands.edges[3], at=Fraction(3), inclusive=False))
    harsh = replace(TEN, bands=(*TEN.bands[:2], replace(bands, edges=edges), *TEN.bands[3:]))
    (bounded,) = about(proof_of(mean, harsh), "bounded")
    assert bounded.verdict == "false"
    assert str(bounded.answer.witnesses[0]) == "10 outstanding gives good (line 4)"


def test_a_limit_takes_a_rating_out_of_its_range_and_is_not_wrong_for_it():
    limited = questions(
        "lowest of key questions", "at most inadequate if breach of regulations"
    )
    proof = proof_of(limited, PRINCIPLES)
    assert about(proof, "bounded") == []


# Facts


def test_lines_whose_order_matters_are_told_with_what_would_become_of_them():
    moved = components(
        "start from health inspection",
        "up 1 if staffing is five stars",
        "at most three stars if special focus facility",
    )
    assert facts(proof_of(moved, STARS), "order") == [
        (
            "the order of lines 5 and 6 decides 3 patterns",
            (
                "health inspection three stars, staffing five stars, special focus facility "
                "gives three stars (line 6); the other way round, four stars"
            ),
        )
    ]


def test_things_that_are_named_may_not_be_exchanged():
    proof = proof_of(
        components("start from health inspection", "at most 1 above staffing"), STARS
    )
    assert [words for words, _ in facts(proof, "exchange")] == [
        "health inspection and staffing may not be exchanged"
    ]
    alike = components("lowest of components", "at most two stars if staffing is one star")
    assert facts(proof_of(alike, STARS), "exchange") == []


# Beyond patterns


def weighted(*weights):
    items = tuple(
        replace(item, weight=Fraction(weight))
        for item, weight in zip(TEN.items, weights, strict=True)
    )
    return replace(TEN, items=items)


PRIMES = weighted(2, 3, 5, 7, 11, 13, 17, 19, 23, 29)
MEAN = "weighted average score of standards only if all are rated, banded by half-point bands"

JUDGED = f"rate each standard:\n    judged by panel\nrate provider:\n    {MEAN}\n"


def test_many_patterns_are_decided_by_the_solver():
    proof = proof_of(JUDGED, PRIMES)
    decided = {p.kind: (p.verdict, p.answer.method) for p in proof.properties}
    assert decided == {
        "complete": ("holds", "form"),
        "reachable": ("holds", "solver"),
        "monotone": ("holds", "solver"),
        "bounded": ("holds", "solver"),
    }


def test_the_solver_shows_the_least_counterexample():
    worse = f"{JUDGED}    down 1 if s10 is good\n"
    (monotone,) = about(proof_of(worse, PRIMES), "monotone")
    before, after = monotone.answer.witnesses
    assert monotone.verdict == "false"
    assert before.facts.ratings["s10"] == "requires improvement"
    assert after.facts.ratings == {**before.facts.ratings, "s10": "good"}
    again = about(proof_of(worse, PRIMES), "monotone")[0].answer.witnesses
    assert again == monotone.answer.witnesses


def test_more_than_one_share_of_any_number_of_cases_is_decided_by_the_solver():
    written = """\
rate each standard:
    percentage of judgements that are sufficient, banded by case bands
    at most good if number of judgements that are insufficient is at least 5
rate provider:
    lowest of standards ignoring not rated
expect standard is good or worse or not rated if number of judgements that are insufficient is more than 4
expect standard is good or worse or not rated if number of judgements that are insufficient is more than 3
"""
    proof = proof_of(written, TEN)
    (monotone,) = about(proof, "monotone", "standard")
    assert (monotone.verdict, monotone.answer.method) == ("holds", "solver")
    one, other = about(proof, "expected", "standard")
    assert one.verdict == "holds"
    assert other.verdict == "false"
    (seen,) = other.answer.witnesses
    assert str(seen) == "4 insufficient and 16 sufficient gives outstanding (line 2)"


def test_an_expectation_across_layers_is_decided_from_the_ground_up():
    written = f"{CASES}expect provider is good or worse if all key questions are inadequate\n"
    (expected,) = about(proof_of(written, CASEWORK), "expected")
    assert (expected.verdict, expected.answer.method) == ("holds", "solver")
    written = f"{CASES}expect provider is requires improvement or worse if all key questions are inadequate\n"
    (expected,) = about(proof_of(written, CASEWORK), "expected")
    assert expected.verdict == "false"
    (seen,) = expected.answer.witnesses
    assert seen.rating == "good"
    assert "2.1.1 1 insufficient" in seen.words
    assert "judged" in seen.words


def test_a_fact_that_two_layers_read_is_the_same_fact():
    vocabulary = replace(
        PRINCIPLES,
        inputs=(*PRINCIPLES.inputs, Input("beds", "number")),
        groups=(Group("core", "cores", "key question", items=("safe", "caring")),),
    )
    written = """\
rate each key question:
    judged by inspector
    at most good if breach of regulations
rate provider:
    highest of key questions
    down 1 if not breach of regulations and all key questions are outstanding
expect provider is good or worse if breach of regulations
expect provider is good or worse
"""
    proof = proof_of(written, vocabulary)
    one, other = about(proof, "expected")
    assert (one.verdict, one.answer.method) == ("holds", "solver")
    assert other.verdict == "false"
    assert other.answer.because.startswith("what it reads does not vary freely")
    seen = other.answer.witnesses[0]
    assert seen.facts.inputs["breach of regulations"] == "no"


def test_without_a_solver_trials_refute_or_leave_open(monkeypatch):
    monkeypatch.setattr(smt, "is_there", lambda: False)
    rules, _ = type_rules(parse(JUDGED, "ratings.rules")[0], PRIMES)
    worse, _ = type_rules(parse(f"{JUDGED}    down 2 if s10 is outstanding\n", "")[0], PRIMES)
    assert rules is not None
    assert worse is not None
    fine = Decider(survey(PRIMES, rules)).find_harm(rules.rules[-1])
    assert (fine.method, fine.witnesses) == ("trials", ())
    harm = Decider(survey(PRIMES, worse)).find_harm(worse.rules[-1])
    before, after = harm.witnesses
    assert harm.method == "trials"
    assert (before.facts.ratings["s10"], after.facts.ratings["s10"]) == ("good", "outstanding")


@pytest.mark.parametrize("absent", [(), (smt,), (smt, trials)])
def test_what_only_trials_have_not_refuted_is_no_fact(monkeypatch, absent):
    for each in absent:
        monkeypatch.setattr(each, "is_there", lambda: False)
    edges = tuple(
        Edge(Fraction(at), inclusive=True, grade=grade) for at, grade in enumerate(FOUR)
    )
    bands = (Bands("means", "average score", "none", edges, "rating"),)
    vocabulary = replace(PRINCIPLES, scales=(scale(*FOUR),), bands=bands)
    judged = "".join(
        f"rate {item}:\n    judged by inspector\n\n" for item in CARE if item != CARE[1]
    )
    mean = "    average score of key questions, banded by means\n"
    moved = f"    down 1 if {CARE[0]} is better than {CARE[1]}\n"
    start = f"rate {CARE[1]}:\n    start from {CARE[0]}\n\n"
    told = facts(
        proof_of(f"{judged}{start}rate provider:\n{mean}{moved}", vocabulary), "bounds"
    )
    words = "where all are rated, it lies between the worst and the best of them"
    assert told == ([] if absent else [(words, "")])


def test_a_solver_that_takes_too_long_gives_way_to_trials(monkeypatch):
    def never(_):
        raise smt.Undecided

    monkeypatch.setattr(smt.Problem, "is_possible", never)
    monkeypatch.setattr(trials, "NUMBER", 50)
    (monotone,) = about(proof_of(JUDGED, PRIMES), "monotone")
    assert (monotone.verdict, monotone.answer.method) == ("not refuted", "trials")


def test_with_nothing_installed_only_patterns_decide(monkeypatch):
    monkeypatch.setattr(smt, "is_there", lambda: False)
    monkeypatch.setattr(trials, "is_there", lambda: False)
    proof = proof_of(JUDGED, PRIMES)
    (monotone,) = about(proof, "monotone")
    assert monotone.verdict == "undecided"
    assert "pip install 'assay-engine[prove]'" in monotone.answer.because
    (monotone,) = about(proof_of(NURSING_HOMES.replace("  [", "  # ["), STARS), "monotone")
    assert monotone.verdict == "holds"


def test_the_solver_keeps_to_its_time():
    problem = smt.Problem(seconds=1)
    for number in range(50):
        problem.declare(f"x{number}", (0, 1))
    weights = [pow(7, 1_000 + number, 10**30) for number in range(50)]
    parts = tuple((weight, core.Variable(f"x{n}")) for n, weight in enumerate(weights))
    problem.require(core.same(core.Total(parts), core.Constant(sum(weights) // 2)))
    start = time.monotonic()
    with pytest.raises(smt.Undecided):
        problem.is_possible()
    assert time.monotonic() - start < 60


# Above providers

REGIONS = replace(
    PRINCIPLES, levels=(*PRINCIPLES.levels, REGION, NATION), scales=(scale(*FOUR),)
)
COUNTED = """\
    first that applies
        inadequate if at least 2 providers are inadequate
        outstanding if {} 2 providers are outstanding and the rest are good
        good if no provider is inadequate
        requires improvement otherwise
"""
LOWEST_ITEMS = "rate each key question in region:\n    lowest of providers\n\n"


def of_regions(region, nation="    judged by inspector\n", items="", among=REGIONS, **how):
    """What is proved of a region's rule, and of a nation's."""
    written = f"rate region:\n{region}\nrate nation:\n{nation}"
    return proof_of(f"{questions('lowest of key questions')}{items}{written}", among, **how)


def verdicts(proof, name="region"):
    return {p.kind: p.verdict for p in proof.properties if p.rule.tree.name.text == name}


def test_what_counts_providers_is_proved_for_any_number_of_them():
    proof = of_regions(COUNTED.format("at least"))
    assert verdicts(proof) == dict.fromkeys(("complete", "reachable", "monotone"), "holds")
    (monotone,) = about(proof, "monotone", "region")
    assert monotone.answer.method == "patterns"
    assert "for any number in a region" in as_text([proof])


def test_a_counterexample_above_providers_is_rated_before_it_is_told():
    (found,) = about(of_regions(COUNTED.format("exactly")), "monotone", "region")
    assert found.verdict == "false"
    assert [str(each) for each in found.answer.witnesses] == [
        "1 good, 2 outstanding gives outstanding (line 8)",
        "3 outstanding gives good (line 9)",
    ]


@pytest.mark.parametrize(
    ("region", "expected"),
    [
        (
            "    lowest of providers\n",
            {
                "complete": "holds",
                "reachable": "holds",
                "monotone": "holds",
                "bounded": "holds",
            },
        ),
        (
            "    lowest of providers\n    at most good if any provider is rated\n",
            {"complete": "holds", "reachable": "false", "monotone": "holds"},
        ),
        (
            "    lowest of providers\n    up 1 if total score of providers is at least 30\n",
            {"complete": "holds", "reachable": "holds", "monotone": "undecided"},
        ),
        (
            "    lowest of providers\n    at most good if total score of providers is at most 99\n",
            {"complete": "holds", "reachable": "undecided", "monotone": "undecided"},
        ),
    ],
)
def test_what_is_known_of_a_region(region, expected):
    proof = of_regions(region)
    assert verdicts(proof) == expected
    (reachable,) = about(proof, "reachable", "region")
    assert ("never" in reachable.words) == (reachable.verdict == "false")


def test_what_follows_from_other_ratings_is_not_held_against_a_rule():
    """A pattern of a region's items may be one that no providers bring about."""
    harm = "    lowest of key questions\n    down 2 if all key questions are outstanding\n"
    found = of_regions(harm, items=LOWEST_ITEMS)
    assert verdicts(found)["monotone"] == "undecided"
    lowest = of_regions("    lowest of key questions\n", items=LOWEST_ITEMS)
    assert verdicts(lowest)["monotone"] == "holds"
    assert verdicts(lowest, "key question")["reachable"] == "holds"
    nation = of_regions("    lowest of providers\n", "    highest of regions\n")
    assert verdicts(nation, "nation")["bounded"] == "holds"
    assert verdicts(nation, "nation")["reachable"] == "undecided"


def test_a_provider_that_is_never_outstanding_makes_no_region_so():
    limited = (
        questions("lowest of key questions").rstrip()
        + "\n    at most good if safe is rated\n\n"
    )
    written = "rate region:\n    lowest of providers\n\nrate nation:\n    judged by inspector\n"
    proof = proof_of(limited + written, REGIONS)
    (found,) = about(proof, "reachable", "region")
    assert found.words == "every rating can be given: inadequate, requires improvement and good"


def test_nothing_is_proved_of_a_region_to_whose_score_any_number_is_added():
    edges = tuple(
        Edge(Fraction(at), inclusive=True, grade=grade) for at, grade in enumerate(FOUR)
    )
    bands = Bands("points", "number", "none", edges, "rating")
    vocabulary = replace(
        REGIONS, bands=(bands,), inputs=(*REGIONS.inputs, Input("incidents", "number"))
    )
    region = '    incidents, banded by "points"\n        minus 1 for each incidents\n'
    expected = "    judged by inspector\n\nexpect region is good if any provider is good\n"
    proof = of_regions(region, expected, among=vocabulary)
    undecided = dict.fromkeys(("reachable", "monotone", "expected"), "undecided")
    assert verdicts(proof) == {"complete": "holds"} | undecided
    (found,) = about(proof, "reachable", "region")
    assert found.words == f"every rating can be given: {listed(FOUR)}"
    assert found.answer.because == "what is added to the score may be any number"


def test_nothing_is_proved_of_a_region_with_too_many_patterns():
    proof = of_regions("    lowest of providers\n", limit=0)
    (found,) = about(proof, "monotone", "region")
    assert (found.verdict, found.answer.because) == ("undecided", "there are too many patterns")


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        ("expect region is inadequate if at least 2 providers are inadequate", "holds"),
        ("expect region is good if all providers are good", "holds"),
        ("expect region is good if any provider is good", "false"),
    ],
)
def test_an_expectation_above_providers_is_decided(line, verdict):
    nation = f"    judged by inspector\n\n{line}\n"
    (found,) = about(of_regions(COUNTED.format("at least"), nation), "expected", "region")
    assert found.verdict == verdict
