"""What changed from one framework to another, as a web page of its own."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from engine.reports import diff_words as words
from engine.reports.frame import framed
from engine.reports.marks import parts

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from engine.assurance.differences.difference import Behaviour
    from engine.assurance.differences.difference import Clause
    from engine.assurance.differences.difference import Comparison
    from engine.assurance.differences.difference import Detail
    from engine.assurance.differences.difference import Difference
    from engine.assurance.differences.difference import Given
    from engine.assurance.differences.difference import Line
    from engine.assurance.differences.difference import RuleDifference
    from engine.assurance.differences.difference import Witness
    from engine.assurance.differences.wording import Run

LOOK = """
h2 { margin-top: 2.5rem; border-bottom: 2px solid #111; }
h3 { margin: 1.5rem 0 0; font-size: 1rem; }
dl { margin: 0; }
dt { font-weight: bold; margin-top: .3rem; }
dd { margin: 0 0 0 1rem; }
p { margin: .3rem 0; }
table { margin: 1rem 0; }
code { overflow-wrap: anywhere; }
"""

MARKS = """
.place { color: #555; font-size: .875rem; overflow-wrap: anywhere; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
del { color: #8a1f11; background: #fbe9e7; text-decoration: line-through; }
ins { color: #0b5a2b; background: #e6f4ea; text-decoration: underline 2px; }
del::before, del::after, ins::before, ins::after { position: absolute; width: 1px; height: 1px;
  overflow: hidden; clip-path: inset(100%); white-space: nowrap; }
del::before { content: " [taken out: "; }
ins::before { content: " [put in: "; }
del::after, ins::after { content: "] "; }
"""
"""Changes are told apart by a line through or below them, and to those who hear by words."""

TAGS = {"goes": "del", "comes": "ins"}
"""The elements of words that go and of those that come."""


def as_html(found: Comparison) -> str:
    """The whole page."""
    title = words.title(found)
    head = [*words.versions(found), words.correspondence(found), words.summary(found)]
    body = [
        f"<h1>{escape(title)}</h1>\n",
        *(f"<p>{escape(each)}</p>\n" for each in head if each),
        *parts_of(found),
    ]
    return framed(title, body, LOOK + MARKS)


def parts_of(found: Comparison, *, places: bool = True) -> Iterator[str]:
    """What changed, a section for each kind of thing; ``places`` are lines of the files."""
    yield from _kinds(found.differences, words.ABOVE_THE_RULES, places=places)
    yield _section(words.RULES, map(_rule, found.rules))
    yield _section(words.GIVES, _behaviours(found))
    yield from _kinds(found.differences, words.BELOW_THE_RULES, places=places)


def _kinds(
    differences: Sequence[Difference], headings: dict[str, str], *, places: bool
) -> Iterator[str]:
    for kind, heading in headings.items():
        own = (d for d in differences if d.kind == kind)
        yield _section(heading, (_difference(d, places=places) for d in own))


def _section(heading: str, found: Iterable[str]) -> str:
    """Parts below a heading, if there are any."""
    body = "".join(found)
    return f"<section>\n<h2>{escape(heading)}</h2>\n{body}</section>\n" if body else ""


def _difference(difference: Difference, *, places: bool) -> str:
    about, became = words.about(difference), words.became(difference)
    both = bool(difference.before.ids and difference.after.ids)
    details = "".join(_detail(detail, both=both) for detail in words.details(difference))
    if difference.because:
        details += f"<dt>because</dt><dd>{escape(difference.because)}</dd>\n"
    place = words.places(difference) if places else ""
    return (
        (f"<h3>{escape(about)}: {escape(became)}</h3>\n" if about else "")
        + (f"<dl>\n{details}</dl>\n" if details else "")
        + (f'<p class="place">{escape(place)}</p>\n' if place else "")
    )


def _detail(detail: Detail, *, both: bool) -> str:
    """A name and what is said; what changed is marked where the thing is in both."""
    said = _marked(detail.runs) if both else escape(detail.before or detail.after)
    return f"<dt>{escape(detail.name)}</dt><dd>{said}</dd>\n"


def _marked(runs: Iterable[Run]) -> str:
    return "".join(
        f"<{TAGS[kind]}>{escape(said)}</{TAGS[kind]}>" if kind in TAGS else escape(said)
        for kind, said in parts(runs)
    )


def _rule(rule: RuleDifference) -> str:
    heads = "".join(f'<th scope="col">{head}</th>' for head in ("Before", "After", "Line"))
    rows = "".join(map(_clause, rule.clauses))
    return f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n"


def _clause(clause: Clause) -> str:
    line = clause.after or clause.before
    assert line is not None
    said = escape(line.words)
    if clause.change == "changed":
        said = _marked(clause.runs)
    elif clause.before is None:
        said = f"<ins>{said}</ins>"
    elif clause.after is None:
        said = f"<del>{said}</del>"
    change = "" if clause.change == "same" else f"<strong>{clause.change}:</strong> "
    return (
        f"<tr>{_number(clause.before)}{_number(clause.after)}"
        f"<td>{change}<code>{said}</code> {_marked(clause.citations)}</td></tr>\n"
    )


def _number(line: Line | None) -> str:
    return f'<td class="number">{"" if line is None else line.place.line}</td>'


def _behaviours(found: Comparison) -> Iterator[str]:
    same = []
    for each in found.behaviours:
        if each.answer == "the same" and not each.discretion:
            same.append(words.rated(each, found))
        else:
            head = f"{words.rated(each, found)}: {words.behaviour(each)}"
            yield f"<h3>{escape(head)}</h3>\n{''.join(_behaviour(each))}"
    if same:
        items = "".join(f"<li>{escape(each)}</li>\n" for each in same)
        yield f"<h3>Always the same ratings</h3>\n<ul>\n{items}</ul>\n"


def _behaviour(found: Behaviour) -> Iterator[str]:
    if found.stretches:
        items = (f"<li>{escape(words.stretch(each))}</li>\n" for each in found.stretches)
        yield f"<ul>\n{''.join(items)}</ul>\n"
    if found.smallest is not None:
        yield _witness(found.smallest)
    if found.discretion:
        yield f"<p>{escape(words.DISCRETION.capitalize())}.</p>\n"


def _witness(witness: Witness) -> str:
    sides = _given("Before", witness.before) + _given("After", witness.after)
    return (
        f"<p>Smallest pattern: <strong>{escape(witness.pattern)}</strong></p>\n"
        f"<dl>\n{sides}</dl>\n"
    )


def _given(when: str, side: Given) -> str:
    rating = escape(side.rating or "not rated")
    because = ""
    if side.line is not None:
        said = f"<code>{escape(side.line.words)}</code>"
        because = f"line {side.line.place.line}, {said}: {escape(side.saw)}"
    return f"<dt>{when}: {rating}</dt><dd>{because}</dd>\n"
