"""An explanation as text, and as JSON for programs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.diagnostics.colour import BOLD
from engine.diagnostics.colour import painted
from engine.diagnostics.text import shown
from engine.diagnostics.words import capitalized
from engine.diagnostics.words import exact
from engine.diagnostics.words import hundredths
from engine.diagnostics.words import listed
from engine.diagnostics.words import whole
from engine.reports import programs
from engine.reports.export import result_data
from engine.reports.layout import MADE_UP
from engine.reports.layout import wrapped
from engine.rounds.results import in_words

if TYPE_CHECKING:
    from fractions import Fraction

    from engine.rounds.explanation import Explanation
    from engine.rounds.explanation import Line
    from engine.rounds.explanation import Quoted
    from engine.rounds.results import Result


def as_text(explanation: Explanation, *, color: bool = False) -> str:
    """The derivation, paragraph by paragraph."""
    made_up = [MADE_UP] if explanation.synthetic else []
    paint = BOLD if color else ""
    parts = [
        [painted(line, paint) for line in wrapped(heading(explanation))],
        [*wrapped(about(explanation)), *made_up],
        [text for line in explanation.lines for text in _line(line, explanation)],
        [line for made in made_from(explanation) for line in _child(made, explanation)],
        [line for source in explanation.sources for line in wrapped(source_words(source))],
        [line for note in explanation.notes for line in wrapped(note)],
        wrapped(nearest(explanation)),
    ]
    return "\n\n".join("\n".join(lines) for lines in parts if lines) + "\n"


def as_json(explanation: Explanation) -> str:
    """The same facts as values."""
    provider = {
        "id": explanation.provider,
        "name": explanation.provider_name,
        "type": explanation.type,
    }
    found = {
        "assay": "explanation/1",
        "round": explanation.round,
        "synthetic": explanation.synthetic,
        "framework": explanation.framework,
        "provider": provider,
        "result": result_data(explanation.result),
        "members": [result_data(replace(m, children=())) for m in explanation.members],
        "lines": [vars(line) | {"file": shown(line.file)} for line in explanation.lines],
        "sources": [vars(source) for source in explanation.sources],
        "notes": list(explanation.notes),
        "nearest_change": explanation.nearest or None,
    }
    return programs.as_json(found)


def made_from(explanation: Explanation) -> tuple[Result, ...]:
    """What a rating was made from, in the order of the framework or the round."""
    return (*explanation.result.children, *explanation.members)


def heading(explanation: Explanation) -> str:
    """Who and what is rated, and the rating."""
    kind = f" ({explanation.type})" if explanation.type else ""
    result = explanation.result
    own = result.id == explanation.provider
    item = "" if own else f", {result.level} {result.id} {result.name}".rstrip()
    return f"{explanation.provider_name}{kind}{item}: {rating(result, explanation)}"


def about(explanation: Explanation) -> str:
    """Where the rating comes from, with its numbers."""
    result = explanation.result
    on = f" on {result.date}" if result.date is not None and result.basis == "judged" else ""
    facts = [f"{result.basis}{on}", *numbers(result)]
    if result.before is not None:
        facts.append(f"before the decision {_grade(result.before, result, explanation)}")
    if result.reason:
        facts.append(result.reason.rstrip("."))
    words = ", ".join(facts)
    return f"{capitalized(words)}. Framework {explanation.framework}."


def rating(result: Result, explanation: Explanation) -> str:
    """A rating by its name, or what there is instead."""
    if result.rating is not None:
        return _grade(result.rating, result, explanation)
    names = [_grade(p, result, explanation) for p in result.possible]
    return listed(names, "or") or result.basis


def _grade(grade: str | None, result: Result, explanation: Explanation) -> str:
    return "not rated" if grade is None else explanation.grades[result.level][grade]


def numbers(result: Result) -> list[str]:
    """The counts and scores behind a result, in words."""
    facts = []
    if result.percentage is not None:
        facts.append(f"{whole(result.percentage)} %")
    if result.counts is not None:
        facts.append(f"{result.counts.favourable:,} of {result.counts.applicable:,}")
    if result.score is not None and result.score_of is not None:
        facts.append(_score(result.score, result.score_of))
    return facts


def _score(score: Fraction, most: Fraction) -> str:
    """A score and the highest that it could be; one without an end is rounded beside it."""
    written = exact(score)
    if "/" not in written:
        return f"score {written} of {exact(most)}"
    return f"score {hundredths(score)} of {exact(most)}, exactly {written}"


def effect(line: Line) -> str:
    """What became of a clause, and what it saw."""
    return f"{line.effect}: {line.saw}" if line.saw else line.effect


def source_words(source: Quoted) -> str:
    """A citation, where it leads, and the words that stand there."""
    place = ", ".join(part for part in (source.document, source.section) if part)
    quote = f' "{source.quote}"' if source.quote else ""
    return f"[{source.citation}] {place}.{quote}"


def nearest(explanation: Explanation) -> str:
    """The smallest change that would alter the rating."""
    return f"Nearest change: {explanation.nearest}" if explanation.nearest else ""


def child_words(child: Result, explanation: Explanation) -> str:
    """One of the results that a rating was made from, in a line."""
    facts = [rating(child, explanation), *numbers(child)]
    facts += [in_words(child, flag) for flag in child.flags]
    if child.reason:
        facts.append(child.reason.rstrip("."))
    return f"{f'{child.id} {child.name}'.strip()}: {', '.join(facts)}"


def _line(line: Line, explanation: Explanation) -> list[str]:
    files = {each.file for each in explanation.lines}
    place = f"line {line.line}" if len(files) == 1 else f"{shown(line.file)}:{line.line}"
    citation = f"  [{line.citation}]" if line.citation else ""
    head = f"  {place:<9}"
    inner = " " * len(head)
    first = wrapped(f"{line.words}{citation}", inner)
    first[0] = head + first[0].lstrip()
    return [*first, *wrapped(effect(line), inner)]


def _child(child: Result, explanation: Explanation) -> list[str]:
    return wrapped(child_words(child, explanation), "  ")
