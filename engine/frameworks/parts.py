"""The parts of framework.yaml, each by itself: scales, samples, groups, inputs, dates."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from engine.diagnostics.words import quoted
from engine.frameworks.meaning_findings import EmptyGroup
from engine.frameworks.meaning_findings import FewGrades
from engine.frameworks.meaning_findings import InputDefault
from engine.frameworks.meaning_findings import InputValues
from engine.frameworks.meaning_findings import NoSubject
from engine.frameworks.meaning_findings import NotBetween
from engine.frameworks.meaning_findings import NotOfLevel
from engine.frameworks.meaning_findings import OmissionExists
from engine.frameworks.meaning_findings import ReservedColumn
from engine.frameworks.meaning_findings import SeveralScales
from engine.frameworks.meaning_findings import SwappedDates
from engine.frameworks.meaning_findings import UnknownLanguage
from engine.frameworks.names import canonical
from engine.frameworks.names import folded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.diagnostics import Finding
    from engine.frameworks.known import Known
    from engine.frameworks.nodes import Mapping
    from engine.frameworks.nodes import Scalar

LANGUAGES = ("1",)
RESERVED = ("case", "provider", "item", "answer", "synthetic")
"""Columns of a case file that every framework has."""
_NUMBER = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,12}|/[1-9][0-9]{0,11})?")


def parts(known: Known) -> Iterator[Finding]:
    """Everything that is wrong with one part, whatever the others say."""
    framework = known.outline.framework
    yield from _language(framework)
    yield from _dates(framework)
    for scale in framework.mappings("scales"):
        if len(scale.mappings("lowest_first")) < 2:
            yield FewGrades(scale.place_of("lowest_first"), scale.text("id"))
    for sample in framework.mappings("samples"):
        yield from _answers(sample, known)
        yield from _columns(sample, known)
        yield from _precision(sample.mapping("precision"))
    for group in framework.mappings("groups"):
        yield from _group(group, known)
    for each in framework.mappings("inputs"):
        yield from _input(each)
    for omission in framework.mappings("omissions"):
        yield from _omission(omission, known)
    yield from _questions(known)
    for leaf in known.outline.leaves:
        if leaf.under is not None and leaf.under.is_file and leaf.node.get("about") is None:
            yield NoSubject(leaf.code.place, leaf.code.text)


def _language(framework: Mapping) -> Iterator[Finding]:
    version = framework.text("rules_language")
    if version not in LANGUAGES:
        yield UnknownLanguage(framework.place_of("rules_language"), version)


def _dates(framework: Mapping) -> Iterator[Finding]:
    dates = framework.mapping("in_force")
    if dates is None or dates.get("to") is None:
        return
    begins, ends = dates.text("from"), dates.text("to")
    if ends < begins:
        yield SwappedDates(dates.place_of("to"), begins, ends)


def _answers(sample: Mapping, known: Known) -> Iterator[Finding]:
    """The answers of a sample, which one scale must have."""
    given = {folded(name) for a in sample.mappings("answers") for name in a.texts("is")}
    if not given <= known.answers.keys():
        return
    if not any(given <= known.answers_of(scale).keys() for scale in known.answer_scales):
        yield SeveralScales(sample.place_of("answers"), sample.text("id"), known.answer_scales)


def _columns(sample: Mapping, known: Known) -> Iterator[Finding]:
    codes = {leaf.id for leaf in known.outline.leaves} | known.items.keys()
    for column in (c for p in sample.mappings("profile") for c in p.scalars("id")):
        if folded(column.text) in RESERVED or canonical(column.text) in codes:
            yield ReservedColumn(column.place, column.text)


def _questions(known: Known) -> Iterator[Finding]:
    """What cases could answer by a code that heads another column of every case file."""
    outline = known.outline
    for code in (*(b.code for b in outline.branches), *(leaf.code for leaf in outline.leaves)):
        if folded(code.text) in RESERVED:
            yield ReservedColumn(code.place, code.text)


def _group(group: Mapping, known: Known) -> Iterator[Finding]:
    members = group.mapping("members")
    assert members is not None
    level = members.text("level")
    within, items = members.scalars("within"), members.scalars("items")
    for scalar in items:
        branch = known.outline.branch.get(canonical(scalar.text))
        if branch is not None and folded(branch.level) != folded(level):
            yield NotOfLevel(scalar.place, scalar.text, branch.level, level)
    wanted = {canonical(scalar.text) for scalar in within}
    if not items and wanted <= known.items.keys() and not _members(wanted, level, known):
        yield EmptyGroup(members.place, group.text("id"))


def _members(within: set[str], level: str, known: Known) -> bool:
    """Whether anything of the level stands within these items."""
    return any(
        folded(branch.level) == folded(level) and within & set(branch.path)
        for branch in known.outline.branches
    )


def _input(node: Mapping) -> Iterator[Finding]:
    kind, values, name = node.text("type"), node.texts("values"), node.text("id")
    if (kind == "one of") != bool(values):
        yield InputValues(node.place_of("id"), name, wanted=not values)
        return
    default = node.scalar("default")
    if default is not None and not _fits(default, kind, values):
        yield InputDefault(default.place, name, default.text, _allowed(kind, values))


def _fits(value: Scalar, kind: str, values: tuple[str, ...]) -> bool:
    if kind == "number":
        return _NUMBER.fullmatch(value.text) is not None
    allowed = values if kind == "one of" else ("yes", "no")
    return folded(value.text) in {folded(each) for each in allowed}


def _allowed(kind: str, values: tuple[str, ...]) -> str:
    if kind == "number":
        return "a number in digits, such as 2, 0.5 or 1/2"
    return quoted(values if kind == "one of" else ("yes", "no"), "or")


def _precision(node: Mapping | None) -> Iterator[Finding]:
    """A confidence and a margin lie between nothing and everything."""
    if node is None:
        return
    for key in ("confidence", "margin"):
        scalar = node.scalar(key)
        assert scalar is not None
        if not 0 < Fraction(scalar.text) < 100:
            yield NotBetween(scalar.place, key, scalar.text)


def _omission(node: Mapping, known: Known) -> Iterator[Finding]:
    branch = known.outline.branch.get(canonical(node.text("item")))
    if branch is not None:
        yield OmissionExists(node.place_of("item"), branch.code.text, branch.code.place)
