"""`assay test`, as somebody types it; and what `assay check` says of examples."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator

from engine.frameworks.schema import schema
from tests.assurance.trying import BAD
from tests.assurance.trying import GOOD


@pytest.fixture
def small(here):
    """The small framework's folder; it has no examples yet."""
    folder = here / "standards" / "small"
    (folder / "examples.yaml").unlink(missing_ok=True)
    return folder


@pytest.fixture
def examples(small):
    """Writes examples beside the framework."""

    def write(text):
        (small / "examples.yaml").write_text(text, "utf-8")

    return write


def test_examples_that_hold_are_counted(assay, examples):
    examples(GOOD)
    ran = assay("test", "standards/small")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == "standards/small: 1 example, none failed\n"


def test_without_a_path_the_frameworks_here_are_tested(assay, examples):
    examples(GOOD)
    assert assay("test").out == "standards/small: 1 example, none failed\n"


def test_a_file_of_the_framework_stands_for_it(assay, examples):
    examples(GOOD)
    assert assay("test", "standards/small/examples.yaml").status == 0


def test_an_example_that_fails_shows_what_was_expected_what_came_and_why(assay, examples):
    examples(GOOD + BAD)
    ran = assay("test", "standards/small")
    assert ran.status == 1
    first, *rest = ran.out.splitlines()
    assert first == (
        'standards/small/examples.yaml:7:33: error E201: "The best question counts": '
        "standard b1 is poor; expected good"
    )
    assert any("applied: lowest is b1b" in line for line in rest)
    assert rest[-1] == "standards/small: 2 examples, 1 failed"


def test_a_mistake_in_the_file_tests_nothing(assay, examples):
    examples(GOOD + BAD.replace("b1a", "b9"))
    ran = assay("test", "standards/small")
    assert (ran.status, ran.out) == (1, "")
    assert "error E101" in ran.err


def test_a_mistake_in_the_framework_tests_nothing(assay, examples, small):
    examples(GOOD)
    (small / "ratings.rules").write_text("rate nothing\n", "utf-8")
    ran = assay("test", "standards/small")
    assert (ran.status, ran.out) == (1, "")
    assert "error R" in ran.err


def test_every_mistake_of_every_framework_is_said(assay, here, examples, small):
    examples(GOOD.replace("b1b", "b9"))
    other = here / "standards" / "other"
    other.mkdir()
    for file in small.glob("*.*"):
        (other / file.name).write_bytes(file.read_bytes())
    ran = assay("test", "standards")
    assert "standards/small/examples.yaml" in ran.err
    assert "standards/other" in ran.err


@pytest.mark.usefixtures("small")
def test_a_framework_without_examples_is_not_tested(assay):
    ran = assay("test", "standards/small")
    assert ran.status == 1
    assert ran.out == "standards/small: no examples\n"
    assert "error E001: there are no worked examples" in ran.err


def test_a_warning_about_an_example_does_not_fail_it(assay, examples):
    examples(GOOD.replace("expect:", "judged: [{item: a1, rating: good}]\n    expect:"))
    ran = assay("test", "standards/small")
    assert (ran.status, ran.out) == (0, "standards/small: 1 example, none failed\n")
    assert "warning E112" in ran.err


@pytest.mark.usefixtures("here")
def test_a_folder_without_a_framework_cannot_be_tested(assay):
    ran = assay("test", "made-up")
    assert ran.status == 2
    assert "there is no framework.yaml here" in ran.err


# Coverage


def test_coverage_names_what_is_not_exercised_and_offers_examples(assay, examples):
    examples(GOOD)
    ran = assay("test", "standards/small", "--coverage")
    assert ran.status == 0
    for words in (
        "note E301: no example has a value just below this edge or a value just at",
        "to add to standards/small/examples.yaml, if what they expect is as published",
        '  - name: "b1a: just at 50 of the case bands"\n',
        "standards/small: 1 of 22 exercised (4 %)",
    ):
        assert words in ran.out


def test_what_is_offered_completes_the_file(assay, examples):
    examples(GOOD)
    _, _, offered = assay("test", "--coverage").out.partition("as published:\n")
    entries, _, _ = offered.partition("standards/small:")
    examples(GOOD + entries)
    ran = assay("test", "--coverage", "--fail-under", "100")
    assert (ran.status, ran.err) == (0, "")
    assert "note" not in ran.out
    assert "(100 %)" in ran.out


@pytest.mark.usefixtures("small")
def test_coverage_offers_examples_to_a_framework_that_has_none(assay):
    ran = assay("test", "--coverage")
    assert ran.status == 1
    assert "  - name: " in ran.out


def test_too_little_coverage_fails(assay, examples):
    examples(GOOD)
    ran = assay("test", "--fail-under", "90")
    assert ran.status == 1
    assert "error E303: the examples exercise 4 % (1 of 22), less than 90 %" in ran.out
    assert assay("test", "--fail-under", "4").status == 0


def test_coverage_is_only_asked_for(assay, examples):
    examples(GOOD)
    assert "note" not in assay("test").out


# For other programs


@pytest.mark.parametrize("options", [(), ("--coverage",)])
def test_json_is_as_its_schema_says(assay, examples, options):
    examples(GOOD + BAD)
    ran = assay("test", "--format", "json", *options)
    assert ran.status == 1
    found = json.loads(ran.out)
    Draft202012Validator(schema("tests")).validate(found)
    (framework,) = found["frameworks"]
    assert [each["passed"] for each in framework["examples"]] == [True, False]
    (result,) = framework["examples"][1]["results"]
    assert (result["expected"], result["got"]["rating"]) == ({"rating": "good"}, "poor")
    assert result["lines"][0]["effect"] == "applied"
    assert (framework["coverage"] is not None) is bool(options)


def test_json_says_everything_that_may_be_expected(assay, examples):
    examples("""\
examples:
  - name: moved
    counts: [{item: b1a, answers: [31 met, 9 not met]}]
    expect: [{item: b1a, rating: good, line: percentage, open_to: [excellent]}]
  - name: summed
    ratings: [{item: standards, rating: good}]
    expect: [{item: provider, rating: good, score: 8}]
  - name: none
    ratings: [{item: standards, rating: not rated}]
    expect: [{item: provider, rating: not rated}]
""")
    found = json.loads(assay("test", "--format", "json").out)
    Draft202012Validator(schema("tests")).validate(found)
    moved, summed, none = (e["results"][0] for e in found["frameworks"][0]["examples"])
    assert moved["expected"]["open_to"] == moved["got"]["open_to"] == ["excellent"]
    assert moved["expected"]["line"] == moved["got"]["line"]
    assert moved["got"]["score"] == "77.5"
    assert summed["expected"]["score"] == summed["got"]["score"] == "8"
    assert none["got"]["rating"] is None
    assert none["got"]["reason"] == "all standards are not rated"


@pytest.mark.parametrize("form", ["github", "sarif"])
def test_failures_and_gaps_annotate_a_change(assay, examples, form):
    examples(GOOD + BAD)
    ran = assay("test", "--coverage", "--format", form)
    assert (ran.status, ran.err) == (1, "")
    assert "E201" in ran.out
    assert "E301" in ran.out


# assay check


def test_check_reads_examples_and_does_not_run_them(assay, examples):
    examples(GOOD + BAD)
    assert assay("check", "standards").status == 0
    examples(GOOD + BAD.replace("b1a", "b9"))
    ran = assay("check", "standards")
    assert ran.status == 1
    assert "standards/small/examples.yaml:6:22: error E101" in ran.out


def test_check_asks_for_no_examples(assay, small):
    assert not (small / "examples.yaml").exists()
    assert assay("check", "standards").status == 0
