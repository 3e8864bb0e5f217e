"""What changed from one framework to another, as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.diagnostics.colour import BOLD
from engine.diagnostics.colour import painted
from engine.diagnostics.words import listed
from engine.reports import diff_words as words
from engine.reports.layout import wrapped
from engine.reports.marks import Piece
from engine.reports.marks import flowed
from engine.reports.marks import pieces

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping

    from engine.assurance.differences.difference import Behaviour
    from engine.assurance.differences.difference import Clause
    from engine.assurance.differences.difference import Comparison
    from engine.assurance.differences.difference import Detail
    from engine.assurance.differences.difference import Difference
    from engine.assurance.differences.difference import Line
    from engine.assurance.differences.difference import RuleDifference

BRIEF = ("source", "omission")
"""Kinds of which there are many: what is said of them is shown where it changed."""

MARKS = {"added": "+", "withdrawn": "-", "same": " "}
"""What stands before a line of a rule that only one framework has, or that did not change."""

REMARKS = {
    "moved": "in another place",
    "meant otherwise": "the same words, and something else is meant",
}
"""What is said of a line whose words do not show what changed."""


def as_text(found: Comparison, *, color: bool = False) -> str:
    """Every difference, section by section, and a summary at the end."""
    rules = [line for rule in found.rules for line in _rule(rule, color=color)]
    sections = {
        **_kinds(found.differences, words.ABOVE_THE_RULES, color=color),
        words.RULES: rules[:-1],
        words.GIVES: [*_behaviours(found)],
        **_kinds(found.differences, words.BELOW_THE_RULES, color=color),
    }
    head = [*words.versions(found), words.correspondence(found)]
    paragraphs = [
        [line for each in head for line in wrapped(each)],
        *(
            [painted(head, BOLD if color else ""), *lines]
            for head, lines in sections.items()
            if lines
        ),
        wrapped(words.summary(found)),
    ]
    return "\n\n".join("\n".join(lines) for lines in paragraphs) + "\n"


def _kinds(
    differences: Iterable[Difference], headings: Mapping[str, str], *, color: bool
) -> dict[str, list[str]]:
    """The lines about each kind of thing, below its heading."""
    lines: dict[str, list[str]] = {heading: [] for heading in headings.values()}
    for difference in differences:
        if difference.kind in headings:
            lines[headings[difference.kind]] += _difference(difference, color=color)
    return lines


def _difference(difference: Difference, *, color: bool) -> Iterator[str]:
    about, became = words.about(difference), words.became(difference)
    both = bool(difference.before.ids and difference.after.ids)
    brief = difference.kind in BRIEF
    details = words.details(difference) if both or not brief else ()
    if brief and len(details) == 1:
        head = Piece(f"{about}: " if about else "")
        yield from flowed([head, *_detail(details[0])], "  ", color=color)
        return
    yield from wrapped(f"{about}: {became}" if about else became, "  ")
    for detail in details:
        told = [Piece(f"{detail.name}: {detail.before}{detail.after}")]
        yield from flowed([*_detail(detail)] if both else told, "    ", color=color)
    if difference.because:
        yield from wrapped(f"because: {difference.because}", "    ")
    if words.places(difference) and not brief:
        yield from wrapped(words.places(difference), "    ")


def _detail(detail: Detail) -> Iterator[Piece]:
    """One thing that is said otherwise: a value and what it became, or a text with marks."""
    yield Piece(f"{detail.name}: ")
    if detail.before and detail.after and not detail.is_text:
        yield Piece(f"{detail.before} -> {detail.after}")
    else:
        yield from pieces(detail.runs)


def _rule(rule: RuleDifference, *, color: bool) -> Iterator[str]:
    """A rule line by line, with the numbers of the lines before and after."""
    for clause in rule.clauses:
        mark = MARKS.get(clause.change, "~")
        if clause.change == "moved":
            mark = "-" if clause.after is None else "+"
        head = f"  {_number(clause.before)} {_number(clause.after)} {mark} "
        first, *rest = flowed([*_clause(clause)], " " * len(head), color=color)
        yield from [head + first.lstrip(), *rest]
    yield ""


def _number(line: Line | None) -> str:
    return f"{'' if line is None else line.place.line:>4}"


def _clause(clause: Clause) -> Iterator[Piece]:
    """The words of a line and its citation, with marks where either changed."""
    line = clause.after or clause.before
    assert line is not None
    if clause.change == "changed":
        yield from pieces(clause.runs)
    else:
        yield Piece(line.words)
    yield Piece(" ")
    yield from pieces(clause.citations)
    if clause.change in REMARKS:
        yield Piece(f" ({REMARKS[clause.change]})")


def _behaviours(found: Comparison) -> Iterator[str]:
    """Whether the rules give the same; those that do in one line."""
    same = []
    for each in found.behaviours:
        if each.answer == "the same" and not each.discretion:
            same.append(words.rated(each, found))
            continue
        yield from wrapped(f"{words.rated(each, found)}: {words.behaviour(each)}", "  ")
        yield from _behaviour(each)
    if same:
        yield from wrapped(f"always the same ratings: {listed(same)}", "  ")


def _behaviour(found: Behaviour) -> Iterator[str]:
    for stretch in found.stretches:
        yield from wrapped(words.stretch(stretch), "    ")
    if found.smallest is not None:
        yield from wrapped(f"smallest: {found.smallest.pattern}", "    ")
        yield from wrapped(f"before: {words.given(found.smallest.before)}", "      ")
        yield from wrapped(f"after: {words.given(found.smallest.after)}", "      ")
    if found.discretion:
        yield from wrapped(words.DISCRETION, "    ")
