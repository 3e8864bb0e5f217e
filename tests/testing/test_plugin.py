"""pytest collects the worked examples beside a framework, and nothing else of ours."""

from __future__ import annotations

import shutil

import pytest

from tests.assurance.trying import BAD
from tests.assurance.trying import CARE
from tests.assurance.trying import GOOD

pytest_plugins = ["pytester"]


@pytest.fixture
def framework(pytester):
    """A framework in the folder where pytest runs; says what its examples are."""
    folder = pytester.path / "standards" / "care-1"
    shutil.copytree(CARE, folder)

    def write(text):
        (folder / "examples.yaml").write_text(text, "utf-8")

    return write


def test_each_example_is_a_test(pytester, framework):
    framework(GOOD + BAD)
    ran = pytester.runpytest("-v")
    ran.assert_outcomes(passed=1, failed=1)
    ran.stdout.fnmatch_lines(
        [
            "*care-1/examples.yaml::The weakest question counts PASSED*",
            "*care-1/examples.yaml::The best question counts FAILED*",
        ]
    )


def test_a_failure_shows_what_assay_test_shows(pytester, framework):
    framework(GOOD + BAD)
    ran = pytester.runpytest()
    ran.stdout.fnmatch_lines(
        [
            '*examples.yaml:7:33: error E201: "The best question counts": standard b1 *',
            "  line 6   lowest of questions ignoring not rated",
            "           applied: lowest is b1b",
        ]
    )
    ran.stdout.no_fnmatch_line("*Traceback*")


def test_an_example_can_be_chosen_by_its_name(pytester, framework):
    framework(GOOD + BAD)
    pytester.runpytest("-k", "weakest").assert_outcomes(passed=1, deselected=1)


def test_a_mistake_in_the_examples_is_an_error(pytester, framework):
    framework(GOOD.replace("b1a", "b9"))
    ran = pytester.runpytest()
    ran.assert_outcomes(errors=1)
    ran.stdout.fnmatch_lines(['*error E101: there is no item "b9" in the framework'])


def test_a_mistake_in_the_framework_is_an_error(pytester, framework):
    framework(GOOD)
    (pytester.path / "standards" / "care-1" / "ratings.rules").write_text("rate\n", "utf-8")
    ran = pytester.runpytest()
    ran.assert_outcomes(errors=1)
    ran.stdout.fnmatch_lines(["*ratings.rules:1:*error R1*"])


def test_other_yaml_is_left_alone(pytester):
    pytester.makefile(".yaml", examples="examples: [1, 2]", framework_of_others="a: b")
    pytester.runpytest().assert_outcomes()


def test_it_can_be_switched_off(pytester, framework):
    framework(GOOD)
    pytester.runpytest("-p", "no:assay").assert_outcomes()


def test_nothing_of_ours_is_loaded_before_there_are_examples(pytester):
    pytester.makepyfile("""
        import sys

        def test_loaded():
            ours = {name for name in sys.modules if name.partition(".")[0] == "engine"}
            assert ours == {"engine", "engine.testing", "engine.testing.plugin"}
    """)
    pytester.runpytest_subprocess().assert_outcomes(passed=1)
