"""Every case as codes: they add up to the counts, whatever the form of the files."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from engine.cases.codes import BLANK
from engine.cases.codes import read_cases
from engine.cases.tabulate import Casebook
from tests.cases.framework import HEADER
from tests.cases.framework import LESSONS
from tests.cases.framework import PROVIDERS
from tests.cases.framework import ROWS
from tests.cases.framework import VOCABULARY
from tests.cases.framework import long_form
from tests.cases.framework import tally
from tests.cases.framework import wide
from tests.cases.framework import write

QUESTIONS = ("1.1", "1.2", "2.1")
ANSWERS = ("Yes", "No", "N/A", "")


def vocabulary(*strata):
    visits, lessons = VOCABULARY.samples
    return replace(VOCABULARY, samples=(replace(visits, strata=strata), lessons))


def cases(folder, *strata, questions=QUESTIONS):
    return read_cases(Casebook(folder, vocabulary(*strata), None, PROVIDERS), questions)


@pytest.fixture
def folder(tmp_path):
    write(tmp_path / "cases/visits.csv", wide())
    write(tmp_path / "cases/lessons.csv", LESSONS)
    return tmp_path


def test_the_cases_of_each_provider_and_sample(folder):
    found = cases(folder)
    assert {key: len(each) for key, each in found.items()} == {
        ("elm", "visits"): 2,
        ("oak", "visits"): 1,
        ("ash", "visits"): 1,
        ("oak", "lessons"): 2,
    }
    elm = found["elm", "visits"]
    assert elm.questions == ("1.1", "1.2")
    assert elm.strata.shape == (2, 0)
    # not met, met, and what is no grade
    assert elm.answers.tolist() == [[0, 2], [1, 1]]
    assert found["oak", "visits"].answers.tolist() == [[1, BLANK]]


def test_only_samples_with_questions_that_are_asked_for(folder):
    assert {sample for _, sample in cases(folder, questions=("2.1",))} == {"lessons"}
    assert cases(folder, questions=()) == {}


def test_a_sample_without_files_has_no_cases(tmp_path):
    write(tmp_path / "cases/lessons.csv", LESSONS)
    assert {sample for _, sample in cases(tmp_path)} == {"lessons"}


def test_strata_are_codes_of_values_in_the_order_in_which_they_are_declared(folder):
    found = cases(folder, "area", "size")
    assert found["elm", "visits"].strata.tolist() == [[BLANK, 1], [0, 0]]
    assert found["oak", "visits"].strata.tolist() == [[1, 0]]


def test_free_text_is_numbered_whatever_its_capitals(tmp_path):
    notes = ["Long", "", "short", "LONG "]
    rows = [[*row[:4], note, *row[4:]] for row, note in zip(ROWS, notes, strict=True)]
    header = [*HEADER[:4], "note", *HEADER[4:]]
    write(tmp_path / "cases/visits.csv", wide(*rows, header=header))
    found = cases(tmp_path, "note")
    numbers = {who: each.strata.ravel().tolist() for (who, _), each in found.items()}
    assert numbers["elm"] in ([BLANK, 1], [1, BLANK])
    assert numbers["oak"] == [2]
    assert numbers["ash"] == [1]


def many(number=60):
    chance = random.Random(7)  # noqa: S311
    for n in range(number):
        whose = chance.choice(["elm", "oak", "ash"])
        second = "" if whose == "oak" else chance.choice(ANSWERS)
        area = chance.choice(["Town", "Country", ""])
        answers = [chance.choice(ANSWERS), "", second, ""]
        yield [f"v{n}", whose, chance.choice(["Small", "Large"]), area, *answers]


@pytest.mark.parametrize("form", ["wide", "long", "parquet", "two files"])
def test_codes_add_up_to_the_counts(form, tmp_path):
    table = wide(*many())
    folder = tmp_path / "cases"
    if form == "long":
        answers, profile = long_form(table)
        write(folder / "visits.csv", answers)
        write(folder / "visits-profile.csv", profile)
    elif form == "two files":
        write(folder / "visits/a.csv", table[:30])
        write(folder / "visits/b.csv", [table[0], *table[30:]])
    else:
        write(folder / f"visits.{'csv' if form == 'wide' else form}", table)
    write(folder / "lessons.csv", LESSONS)
    counts = tally(tmp_path)[0].answers
    found = cases(tmp_path, "size")
    for (provider, _), each in found.items():
        for number, question in enumerate(each.questions):
            if (provider, question) in counts:
                column = each.answers[:, number].tolist()
                expected = counts[provider, question].counts
                assert (column.count(0), column.count(1)) == expected
    assert sum(len(each) for each in found.values()) == 62


def test_the_order_of_rows_makes_no_difference(tmp_path):
    rows = list(many())
    write(tmp_path / "one/cases/visits.csv", wide(*rows))
    random.Random(1).shuffle(rows)  # noqa: S311
    write(tmp_path / "other/cases/visits.csv", wide(*rows))
    one, other = (cases(tmp_path / name, "area", "size") for name in ("one", "other"))
    assert list(one) == list(other)
    for key, each in one.items():
        assert each.answers.tolist() == other[key].answers.tolist()
        assert each.strata.tolist() == other[key].strata.tolist()
