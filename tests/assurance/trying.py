"""Reads and runs worked examples in tests, beside frameworks made for them."""

from __future__ import annotations

from functools import cache
from textwrap import dedent
from textwrap import indent
from typing import TYPE_CHECKING

from engine.assurance.coverage.coverage import coverage
from engine.assurance.examples.read import read_examples
from engine.assurance.examples.run import Runner
from engine.diagnostics import errors
from engine.diagnostics.text import text as drawn
from engine.frameworks import schema
from engine.frameworks.document import parse
from engine.frameworks.nodes import Mapping
from engine.rules.load import load_framework
from engine.rules.places import words_at
from tests.pages import BASES
from tests.pages import HOUSE

if TYPE_CHECKING:
    from engine.assurance.coverage.coverage import Coverage
    from engine.assurance.coverage.points import Point
    from engine.assurance.examples.example import Example
    from engine.assurance.examples.run import Ran
    from engine.diagnostics import Finding
    from engine.rules.framework import Framework

CARE = BASES / "inspection" / "standards" / "care-1"
SOUND = sorted(
    path.parent
    for top in ("standards", "examples", "docs/base", "engine/rounds/starter")
    for path in (HOUSE / top).rglob("framework.yaml")
)
"""The folders of all frameworks that come with Assay."""

GOOD = """\
examples:
  - name: The weakest question counts
    ratings: [{item: b1a, rating: good}, {item: b1b, rating: poor}]
    expect: [{item: b1, rating: poor}]
"""
"""Worked examples of the small framework of the manual: one, which holds."""

BAD = """\
  - name: The best question counts
    ratings: [{item: b1a, rating: good}, {item: b1b, rating: poor}]
    expect: [{item: b1, rating: good}]
"""
"""Another to go below it, which fails."""


@cache
def care() -> Framework:
    """The small framework of the manual: two types, cases, a panel, inputs."""
    return load_framework(CARE)


def read(written: str, framework: Framework) -> tuple[tuple[Example, ...], tuple[Finding, ...]]:
    """The examples in a list, and every finding."""
    text = "examples:\n" + indent(dedent(written).strip("\n"), "  ") + "\n"
    document, findings = parse(text, "examples.yaml")
    assert document is not None
    findings += schema.check(document, "examples")
    if errors(findings):
        return (), findings
    assert isinstance(document.root, Mapping)
    return read_examples(document.root, framework, findings)


def examples(written: str, framework: Framework) -> tuple[Example, ...]:
    """The examples in a list that has no errors."""
    found, findings = read(written, framework)
    assert not errors(findings), drawn(findings)
    return found


def ran(written: str, framework: Framework) -> tuple[Ran, ...]:
    """What came of each example."""
    return Runner(framework).run_all(examples(written, framework))


def complaints(written: str, framework: Framework) -> list[str]:
    """What is otherwise than expected, in words."""
    return [f.message for each in ran(written, framework) for f in each.failures]


def faults(written: str, framework: Framework) -> list[str]:
    """The codes of everything wrong in a list of examples, and the words underlined."""
    _, findings = read(written, framework)
    return [f"{finding.code} {words_at(finding.place)}" for finding in findings]


def covered(written: str, framework: Framework) -> Coverage:
    """What the examples of a list exercise."""
    return coverage(framework, ran(written, framework) if written else ())


def missing(written: str, framework: Framework) -> list[str]:
    """What the examples of a list do not exercise: the line's words, and the side."""
    return [_words(point) for point in covered(written, framework).missing]


def lost(written: str, framework: Framework) -> list[str]:
    """What no example can exercise, in the same way."""
    return [_words(point) for point in covered(written, framework).out_of_reach]


def _words(point: Point) -> str:
    return f"{words_at(point.place) or point.spot.part}: {point.side.name}"
