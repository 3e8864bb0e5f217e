"""How the synthetic national round is made: the same everywhere, plausible, labelled."""

from __future__ import annotations

import csv
import hashlib
import shutil
from collections import Counter
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

import pytest
import yaml

from engine.diagnostics import Invalid
from engine.diagnostics import errors
from engine.rounds.directory import Directory
from engine.rounds.load import load_round
from engine.rounds.rate import rate
from engine.rounds.synthetic.chance import Stream
from engine.rounds.synthetic.demo import make_demo
from engine.rounds.synthetic.demo import steps
from engine.rounds.synthetic.exchange import Exchange
from engine.rounds.synthetic.exchange import Grades
from engine.rounds.synthetic.recipe_file import load_recipe
from engine.rules.load import load_framework
from tests.rounds.synthetic.national import FRAMEWORK
from tests.rounds.synthetic.national import National
from tests.rounds.synthetic.national import published

if TYPE_CHECKING:
    from pathlib import Path

DIGEST = "cc18675106abdb3193f8801184d1fd832ad2bd9adfaca716c2319b9bb3c170b4"
"""Of every table that seed 1 makes. It changes only when the generator or its data do."""

N0 = Fraction("1.2815515655446004") ** 2 / 4 / Fraction("0.05") ** 2
"""The size of a sample from a population without end: 80 % confidence, five points."""


@pytest.fixture(scope="module")
def framework():
    return load_framework(FRAMEWORK)


@pytest.fixture(scope="module")
def recipe(framework):
    return load_recipe(framework)


@pytest.fixture(scope="module")
def national(tmp_path_factory):
    return National(tmp_path_factory.mktemp("national") / "round", 1)


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def tables(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*.csv"))
    }


# The same seed, another seed


def test_the_same_seed_makes_the_same_round_everywhere(national):
    found = hashlib.sha256()
    for name, content in tables(national.folder).items():
        found.update(f"{name}\0{len(content)}\0".encode() + content)
    assert found.hexdigest() == DIGEST


def test_another_seed_makes_another_round(national, tmp_path):
    other = National(tmp_path / "round", 2)
    mine, theirs = tables(national.folder), tables(other.folder)
    assert [name for name in mine if mine[name] == theirs[name]] == []
    ratings = [
        {(p.id, r.id): r.rating for p, r in each.standards()} for each in (national, other)
    ]
    different = sum(ratings[0][key] != ratings[1][key] for key in ratings[0])
    assert different > 20
    assert {r.id: r.score for r in national.ratings.results} == {
        r.id: r.score for r in other.ratings.results
    }


def test_every_file_says_that_it_is_made_up(national):
    for name in tables(national.folder):
        assert {row["synthetic"] for row in rows(national.folder / name)} == {"yes"}
    for name in ("round.yaml", "decisions.yaml"):
        text = (national.folder / name).read_text(encoding="utf-8")
        assert "# Synthetic: everything in this file is made up" in text
    assert national.ratings.synthetic


# The exchanges


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_exchanges_keep_every_count(framework, recipe, seed):
    directory = Directory(framework, recipe.providers)
    grades = Grades(framework.vocabulary, directory.rules)
    found = Exchange(recipe, framework.vocabulary, grades, Stream(seed, "test"))
    types = {p.id: p.type for p in recipe.providers}
    for ratings in (recipe.ratings, found.ratings):
        for rule in recipe.rules:
            number = sum(
                rating == rule.rating
                for cell, rating in ratings.items()
                if rule.concerns(*cell)
            )
            assert rule.least <= number <= rule.most
    assert {c: found.ratings[c] for c in recipe.known} == {
        c: recipe.ratings[c] for c in recipe.known
    }
    for kept in (
        lambda cell: cell[0],
        lambda cell: (types[cell[0]], cell[1]),
    ):
        before = Counter((kept(cell), rating) for cell, rating in recipe.ratings.items())
        after = Counter((kept(cell), rating) for cell, rating in found.ratings.items())
        assert before == after
    sums = [Counter[tuple[str | None, str]]() for _ in range(2)]
    bands = [Counter[tuple[str | None, str, str]]() for _ in range(2)]
    for which, answers in enumerate((recipe.answers, found.answers)):
        for (provider, question), each in answers.items():
            assert 0 <= each.favourable <= each.applicable
            sums[which][types[provider], question] += each.favourable
            grade = grades.grade(question, each.favourable, each.applicable)
            bands[which][types[provider], question, grade] += 1
    assert sums[0] == sums[1]
    assert bands[0] == bands[1]
    assert all(found.answers[cell] == recipe.answers[cell] for cell in recipe.pinned)


def test_the_description_says_what_was_published():
    """Its numbers are those of statements.csv, and of every statement it names."""
    said = yaml.safe_load((FRAMEWORK / "synthetic.yaml").read_text(encoding="utf-8"))
    values = {row["id"]: row["value"] for row in published("statements")}
    entries = [e for key in ("samples", "ratings", "percentages") for e in said[key]]
    named = [entry for entry in entries if "statement" in entry]
    for entry in named:
        number = entry.get("number", entry.get("percent", entry.get("cases")))
        none_of_them = (entry["statement"], entry.get("type")) == ("S08", "NPS")
        assert str(number) in values[entry["statement"]].split(" / ") or none_of_them
    assert {entry["statement"] for entry in named} == set(values) - FOLLOWING


FOLLOWING = {
    *("S01", "S02", "S03", "S04", "S05", "S06", "S59"),
    *("S47", "S48", "S49", "S50"),
    *(f"S{number}" for number in range(66, 73)),
}
"""Statements that follow from others, or from the providers' scores, or are in officers.csv."""


# What is plausible about it


def test_samples_are_drawn_from_a_caseload_by_the_sampling_rule(national):
    sizes = {(p.provider, p.sample): p.size for p in national.round.populations}
    assert len(sizes) == 7 * 3 + 21 * 3 - 1
    for sample in {sample for _, sample in sizes}:
        found = Counter(
            row["provider"] for row in rows(national.folder / f"cases/{sample}.csv")
        )
        expected = {p: size for (p, s), size in sizes.items() if s == sample}
        assert found == {p: ceil(N0 / (1 + (N0 - 1) / size)) for p, size in expected.items()}


def test_questions_arise_only_where_they_can(national):
    for row in rows(national.folder / "cases/case-supervision.csv"):
        if row["supervision_type"] != "Post-custody":
            assert row["2.3.1-pre-release"] == "N/A"
            assert row["3.2.3"] in ("N/A", "")
        assert (row["services-accommodation"] == "N/A") == (row["accommodation"] == "No")
        if row["3.2.3"] in ("Yes", "No"):
            assert row["3.2.4"] in ("Yes", "No")
        if row["2.3.3"] == "N/A":
            assert row["2.3.3-home-visits"] == "N/A"
    for row in rows(national.folder / "cases/through-the-gate.csv"):
        assert (
            row["new-temporary-accommodation"] == "No"
            or row["released-without-address"] == "No"
        )
    for row in rows(national.folder / "cases/victim-work.csv"):
        assert row["3.2.2"] == "N/A" or row["contact_taken_up"] == "Yes"


def test_good_work_comes_in_good_cases(national):
    """Answers within a case go together, as they do in reality."""
    found = rows(national.folder / "cases/case-supervision.csv")
    for first, second in (("2.1.1", "2.2.1"), ("2.3.2", "2.4.2"), ("2.1.3", "2.1.3c")):
        both = Counter((r[first], r[second]) for r in found)
        good = Fraction(both["Yes", "Yes"], both["Yes", "Yes"] + both["Yes", "No"])
        poor = Fraction(both["No", "Yes"], both["No", "Yes"] + both["No", "No"])
        assert good - poor > Fraction(1, 10)


def test_an_interview_is_about_a_case_that_was_judged_so(national):
    cases = {row["case"]: row for row in rows(national.folder / "cases/case-supervision.csv")}
    officers = national.officers
    assert len({officer["case"] for officer in officers}) == len(officers)
    assert len({officer["officer"] for officer in officers}) == len(officers)
    for officer in officers:
        case = cases[officer["case"]]
        assert case["provider"] == officer["provider"]
        assert officer["implemented_effectively"] in ("", case["2.3.1"])
        assert case["2.3.2-officer-view"] in ("Yes", "No")


def test_a_handful_of_decisions_matter(national):
    decided = [
        (provider, result)
        for provider in national.ratings.results
        for result in provider.walk()
        if result.basis == "decision"
    ]
    scale = national.framework.vocabulary.scale_by_id["rating"]
    up = [scale.rank(r.rating) > scale.rank(r.before) for _, r in decided]
    assert Counter(up) == {True: 3, False: 2}
    assert len({provider.id for provider, _ in decided}) == 5
    for provider, result in decided:
        above = national.framework.vocabulary.item_by_id[result.id].parent
        assert next(r for r in provider.walk() if r.id == above).rating == result.rating
    for decision in national.round.decisions:
        provider = next(p for p in national.round.providers if p.id == decision.provider)
        assert provider.fieldwork < decision.date < provider.published


def test_there_is_little_to_say_about_it(national):
    """Some answers are missing, as always."""
    found = Counter(f.code for f in national.ratings.findings)
    assert found == {"C107": 2}


# Many copies


def test_copies_are_rated_alike(framework, tmp_path):
    told: list[str] = []
    make_demo(tmp_path / "copies", framework, copies=12, tick=told.append)
    assert len(told) == steps(framework, 12)
    round_, findings = load_round(tmp_path / "copies", framework, cache=False)
    assert errors(findings) == ()
    assert round_ is not None
    found = Counter((r.id[:-3], r.rating, r.score) for r in rate(round_, framework).results)
    assert set(found.values()) == {12}
    assert len(found) == 28
    assert {p.suffix for p in (tmp_path / "copies" / "cases").rglob("*.*")} == {".parquet"}
    interviews = rows(tmp_path / "copies" / "interviews.csv")
    assert len({row["officer"] for row in interviews}) == len(interviews) == 12 * 1965


# What can be wrong with the description


@pytest.fixture
def ours(tmp_path):
    """A framework of our own, with a description that may be spoilt."""
    return shutil.copytree(FRAMEWORK, tmp_path / "ours")


def refused(folder: Path) -> list[str]:
    framework = load_framework(folder)
    with pytest.raises(Invalid) as caught:
        make_demo(folder.parent / "demo", framework)
    assert not (folder.parent / "demo").exists()
    for finding in caught.value.findings:
        assert finding.message
        assert finding.help
    return [finding.code for finding in caught.value.findings]


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_framework_of_ones_own_can_have_one(ours, tmp_path):
    framework = load_framework(ours)
    make_demo(tmp_path / "demo", framework)
    assert load_round(tmp_path / "demo", framework, cache=False)[0] is not None


def test_without_a_description_the_round_is_a_plainer_one(ours, tmp_path):
    (ours / "synthetic.yaml").unlink()
    make_demo(tmp_path / "demo", load_framework(ours))
    assert not (tmp_path / "demo" / "interviews.csv").exists()


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        ("synthetic.yaml", "tables: synthetic", "tables: [a]", "F103"),
        ("synthetic.yaml", "provider: wales-nps, item", "provider: wales, item", "D323"),
        ("synthetic.yaml", "question: 3.1.1,", "question: 3.1.9,", "D323"),
        ("synthetic/ratings.csv", "provider,", "who,", "D321"),
        ("synthetic/answers.csv", ",0\n", ",none\n", "D322"),
        ("synthetic/sizes.csv", "midlands-nps,", "midlands,", "D323"),
        ("synthetic/pooled.csv", "2.1.1b,NPS,", "2.1.1z,NPS,", "D323"),
        ("synthetic/pooled.csv", "3.1.1-engaged,NPS,808", "3.1.1-engaged,NPS,809", "D324"),
        ("synthetic/2.3.2-nps.csv", "Yes,Low,", "Yes,Low,1", "D324"),
        ("synthetic/workload.csv", "midlands-nps,", "midlands-nps,1", "D324"),
        ("synthetic.yaml", "{value: Male, cases: 790}", "{value: Male, cases: 7900}", "D324"),
        # Names that stand for nothing
        ("synthetic.yaml", "Division, type: NPS", "Division, type: NPX", "D323"),
        ("synthetic.yaml", 'items: ["1.1"], rating', 'items: ["9.1"], rating', "D323"),
        ("synthetic.yaml", "rating: outstanding, number", "rating: superb, number", "D323"),
        ("synthetic.yaml", "[{column: ogrs_band", "[{column: ogrs", "D323"),
        ("synthetic.yaml", "{value: Male, cases: 790}", "{value: Man, cases: 790}", "D323"),
        ("synthetic.yaml", "  question: 2.3.1\n", "  question: 3.1.1\n", "D323"),
        ("synthetic.yaml", "not_of: [2.3.2", "not_of: [2.3.9", "D323"),
        ("synthetic.yaml", "within: 3.2.4", "within: 3.1.1", "D323"),
        ("synthetic/answers.csv", "nps,2.1.1,", "nps,2.1.2-strengths,", "D323"),
        (
            "synthetic/pooled.csv",
            "2.1.1b,NPS,808,614,0,2.1.1,",
            "2.1.1b,NPS,8,6,0,4.1.1,",
            "D323",
        ),
        ("synthetic/pooled.csv", "supervision_type", "report_type", "D323"),
        ("synthetic/pooled.csv", "Post-custody", "After custody", "D323"),
        ("synthetic/officers.csv", "NPS,1-20,", "NPS,1-19,", "D323"),
        ("synthetic/officers.csv", "NPS,1-20,Yes,Yes", "NPS,1-20,Yes,Perhaps", "D323"),
        # Tables that do not meet what was published
        ("synthetic.yaml", "cases: 834,", "cases: 835,", "D324"),
        ("synthetic.yaml", "{number: 5,", "{number: 50,", "D324"),
        ("synthetic.yaml", "score: 21}", "score: 22}", "D324"),
        ("synthetic.yaml", "outstanding, number: 13", "outstanding, number: 14", "D324"),
        (
            "synthetic.yaml",
            'item: "1.1", rating: good',
            'item: "1.1", rating: outstanding',
            "D324",
        ),
        (
            "synthetic.yaml",
            "3.1.1, type: NPS, percent: 71",
            "3.1.1, type: NPS, percent: 72",
            "D324",
        ),
        ("synthetic.yaml", "Low}], percent: 22", "Low}], percent: 23", "D324"),
        (
            "synthetic.yaml",
            "2.3.3, type: NPS, percent",
            "2.3.3, type: NPS, among: [{column: gender, is: Male}], percent",
            "D324",
        ),
        (
            "synthetic.yaml",
            "{value: Medium, cases: 221}",
            "{value: Medium, cases: 222}",
            "D324",
        ),
        (
            "synthetic/sizes.csv",
            "midlands-nps,case-supervision,463",
            "midlands-nps,case-supervision,46",
            "D324",
        ),
        (
            "synthetic/ratings.csv",
            "improvement,outstanding,outstanding,good,good,",
            "improvement,outstanding,good,outstanding,good,",
            "D324",
        ),
    ],
)
def test_what_is_wrong_with_it_is_said(ours, file, old, new, code):
    edit(ours / file, old, new)
    assert code in refused(ours)


def test_more_officers_than_cases_are_refused(ours):
    """Even where nothing is known of how their cases were judged."""
    path = ours / "synthetic"
    edit(path / "officers.csv", "NPS,1-20,Yes,Yes,63\n", "NPS,1-20,Yes,,163\n")
    edit(path / "workload.csv", "wales-nps,53,", "wales-nps,153,")
    assert refused(ours) == ["D324"]


def test_officers_whose_cases_were_judged_otherwise_are_exchanged_or_refused(ours):
    """No cases at all are judged well enough for so many officers."""
    path = ours / "synthetic" / "officers.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(",No,No,", ",No,Yes,"), encoding="utf-8")
    path.write_text(path.read_text(encoding="utf-8").replace(",Yes,No,", ",Yes,Yes,"))
    assert refused(ours) == ["D324"]
