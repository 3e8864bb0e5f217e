"""The messages that the language's design gives, word for word."""

from __future__ import annotations

from dataclasses import replace
from textwrap import dedent

from engine.frameworks.model import Source
from tests.rules.checking import said
from tests.rules.vocabularies import CASEWORK
from tests.rules.vocabularies import PRINCIPLES

PRINCIPLES = replace(
    PRINCIPLES, sources=tuple(Source(f"P{n}", "Principles") for n in range(1, 7))
)


def shows(written: str, vocabulary, expected: str) -> None:
    told = said(written, vocabulary)
    assert dedent(expected).strip("\n") == told.strip("\n")


def test_numbers_are_written_as_digits():
    shows(
        """
        rate each key question:
            judged by inspector
        rate provider:
            first that applies
                good  if at least two key questions are good
                inadequate  otherwise
        """,
        PRINCIPLES,
        """
        ratings.rules:5:27: error R101: expected a number
            5 |         good  if at least two key questions are good
              |                           ^^^ "two"
          help: write numbers as digits: "at least 2 key questions"
        """,
    )


def test_a_rule_word_in_a_name_needs_quotation_marks():
    shows(
        """
        rate leadership and management:
            judged by inspector
        """,
        PRINCIPLES,
        """
        ratings.rules:1:17: error R104: "and" is a rule word, so this name needs quotation marks
            1 | rate leadership and management:
              |                 ^^^
          help: write rate "leadership and management":
        """,
    )


def test_when_is_not_a_rule_word():
    shows(
        """
        rate each key question:
            judged by inspector
        rate provider:
            first that applies
                good  if no key question is inadequate
                inadequate  otherwise
            at most requires improvement when breach of regulations
        """,
        PRINCIPLES,
        """
        ratings.rules:7:13: error R201: there is no rating "requires improvement when breach of regulations"
            7 |     at most requires improvement when breach of regulations
              |             ^^^^^^^^^^^^^^^^^^^^ this much is a rating
              |                                  ^^^^ "when" is not a rule word
          help: write "at most requires improvement if breach of regulations"
        """,
    )


def test_an_unknown_name_is_suggested():
    shows(
        """
        rate each case standad:
            lowest of key questions
        """,
        CASEWORK,
        """
        ratings.rules:1:11: error R202: there is no level, group or item "case standad" in 2019-20
            1 | rate each case standad:
              |           ^^^^^^^^^^^^
          help: did you mean "case standard"?
        """,
    )


def test_a_rule_looks_only_at_what_is_below():
    shows(
        """
        rate each key question in case supervision:
            lowest of standards
        rate each standard:
            judged by lead inspector
        rate provider:
            judged by lead inspector
        """,
        CASEWORK,
        """
        ratings.rules:2:15: error R302: a rule for a key question cannot look at standards
            1 | rate each key question in case supervision:
              |           ------------ this rates a key question
            2 |     lowest of standards
              |               ^^^^^^^^^ standards are above key questions
          help: only a key question's judgements, or things below it, can be used here: prompts
        """,
    )


def test_what_is_not_rated_must_be_absorbed():
    shows(
        """
        rate each key question:
            percentage of judgements that are sufficient, banded by case bands
        rate each organisational standard:
            judged by lead inspector
        rate each case standard:
            lowest of key questions
        rate provider:
            judged by lead inspector
        """,
        CASEWORK,
        """
        ratings.rules:6:5: error R303: a key question may be not rated; say what the standard should do then
            6 |     lowest of key questions
              |     ^^^^^^^^^^^^^^^^^^^^^^^
            2 |     percentage of judgements that are sufficient, banded by case bands
              |     ---------- not rated when no case applies
          help: add one of: ignoring not rated | treating not rated as inadequate | only if all are rated
        """,
    )


def test_bands_belong_to_a_measure():
    shows(
        """
        rate each key question:
            percentage of judgements that are sufficient, banded by case bands
        rate each organisational standard:
            judged by lead inspector
        rate each case standard:
            lowest of key questions ignoring not rated
        rate provider:
            total score of standards counting not rated as 0, banded by case bands
        """,
        CASEWORK,
        """
        ratings.rules:8:65: error R304: "case bands" are for a percentage, this is a total score
            8 |     total score of standards counting not rated as 0, banded by case bands
              |                                                                 ^^^^^^^^^^
           framework.yaml:31:7  "case bands" declared here, of: percentage
          help: bands for a total score: "overall bands"
        """,
    )


def test_everything_is_rated():
    shows(
        """
        rate each case question:
            percentage of judgements that are sufficient, banded by case bands

        rate each case standard:
            lowest of key questions ignoring not rated

        rate provider:
            total score of standards counting not rated as 0, banded by overall bands
            not rated if all standards are not rated

        """,
        CASEWORK,
        """
        ratings.rules:11:1: error R402: no rule rates standards 1.1, 1.2, 1.3 and 1.4
          help: add a rule: rate each standard in organisational delivery:
        """,
    )


def test_exactly_one_applies_is_decided():
    shows(
        """
        rate each key question:
            judged by inspector
        rate provider:
            exactly one applies
                inadequate   if at least 2 key questions are inadequate
                outstanding  if at least 2 key questions are outstanding and the rest are good
                good         if no key question is inadequate and at most 1 is requires improvement
        """,
        PRINCIPLES,
        """
        ratings.rules:4:5: error R403: "exactly one applies" is not true for 29 of 56 patterns
            4 |     exactly one applies
              |     ^^^^^^^^^^^^^^^^^^^
          none applies in 25, for example: 1 inadequate, 4 requires improvement
          two apply in 4, for example: 3 good, 2 outstanding  (lines 6 and 7)
          help: use "first that applies" with a last line "… otherwise", or change the conditions
        """,
    )


def test_an_expectation_is_decided():
    shows(
        """
        rate each key question:
            judged by inspector
        rate provider:
            first that applies
                inadequate            if at least 2 key questions are inadequate
                outstanding           if at least 2 key questions are outstanding and the rest are good
                good                  if no key question is inadequate and at most 1 is requires improvement
                requires improvement  otherwise
        expect provider is requires improvement or worse if any key question is inadequate
        expect provider is good or better if at most 1 key question is requires improvement or worse
        """,
        PRINCIPLES,
        """
        ratings.rules:10:1: error R411: expectation is false for 5 of 56 patterns
           10 | expect provider is good or better if at most 1 key question is requires improvement or worse
              | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          smallest: 1 inadequate, 4 good gives requires improvement (line 8)
          help: change the rule, or what you expect of it
        """,
    )
