"""What changed from one framework to another, as a web page of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.reports import diff_words as words
from engine.reports.look import whole_page
from engine.reports.marks import parts
from engine.reports.markup import Markup
from engine.reports.markup import element
from engine.reports.markup import together

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

MARKS = Markup("""
.place { color: #555; font-size: .875rem; overflow-wrap: anywhere; }
del { color: #8a1f11; background: #fbe9e7; text-decoration: line-through; }
ins { color: #0b5a2b; background: #e6f4ea; text-decoration: underline 2px; }
del::before, del::after, ins::before, ins::after { position: absolute; width: 1px; height: 1px;
  overflow: hidden; clip-path: inset(100%); white-space: nowrap; }
del::before { content: " [taken out: "; }
ins::before { content: " [put in: "; }
del::after, ins::after { content: "] "; }
""")
"""Changes are told apart by a line through or below them, and to those who hear by words."""

TAGS = {"goes": "del", "comes": "ins"}
"""The elements of words that go and of those that come."""


def as_html(found: Comparison) -> str:
    """The whole page."""
    title = words.title(found)
    head = [*words.versions(found), words.correspondence(found), words.summary(found)]
    told = (element("p", each) for each in head if each)
    main = element("main", element("h1", title), *told, *parts_of(found), id="content")
    return whole_page(title, main, style=MARKS)


def parts_of(found: Comparison, *, places: bool = True) -> Iterator[Markup | None]:
    """What changed, a section for each kind of thing; ``places`` are lines of the files."""
    yield from _kinds(found.differences, words.ABOVE_THE_RULES, places=places)
    yield _section(words.RULES, map(_rule, found.rules))
    yield _section(words.GIVES, _behaviours(found))
    yield from _kinds(found.differences, words.BELOW_THE_RULES, places=places)


def _kinds(
    differences: Sequence[Difference], headings: dict[str, str], *, places: bool
) -> Iterator[Markup | None]:
    for kind, heading in headings.items():
        own = (d for d in differences if d.kind == kind)
        yield _section(heading, (_difference(d, places=places) for d in own))


def _section(heading: str, found: Iterable[Markup]) -> Markup | None:
    """Parts below a heading, if there are any."""
    body = together(found)
    return element("section", element("h2", heading), body) if body else None


def _difference(difference: Difference, *, places: bool) -> Markup:
    about, became = words.about(difference), words.became(difference)
    both = bool(difference.before.ids and difference.after.ids)
    details = [_detail(detail, both=both) for detail in words.details(difference)]
    if difference.because:
        details.append(_named("because", difference.because))
    place = words.places(difference) if places else ""
    parts = [
        element("h3", f"{about}: {became}") if about else None,
        element("dl", *details) if details else None,
        element("p", place, class_="place") if place else None,
    ]
    return together(parts)


def _named(name: str, *said: str) -> Markup:
    return together([element("dt", name), element("dd", *said)])


def _detail(detail: Detail, *, both: bool) -> Markup:
    """A name and what is said; what changed is marked where the thing is in both."""
    said = _marked(detail.runs) if both else detail.before or detail.after
    return _named(detail.name, said)


def _marked(runs: Iterable[Run]) -> Markup:
    return together(
        element(TAGS[kind], said) if kind in TAGS else said for kind, said in parts(runs)
    )


def _rule(rule: RuleDifference) -> Markup:
    heads = (element("th", head, scope="col") for head in ("Before", "After", "Line"))
    return element(
        "table",
        element("thead", element("tr", *heads)),
        element("tbody", *map(_clause, rule.clauses)),
    )


def _clause(clause: Clause) -> Markup:
    line = clause.after or clause.before
    assert line is not None
    said: str = line.words
    if clause.change == "changed":
        said = _marked(clause.runs)
    elif clause.before is None:
        said = element("ins", said)
    elif clause.after is None:
        said = element("del", said)
    change = None if clause.change == "same" else element("strong", f"{clause.change}:")
    cells = (change, " ", element("code", said), " ", _marked(clause.citations))
    return element("tr", _number(clause.before), _number(clause.after), element("td", *cells))


def _number(line: Line | None) -> Markup:
    return element("td", None if line is None else str(line.place.line), class_="number")


def _behaviours(found: Comparison) -> Iterator[Markup]:
    same = []
    for each in found.behaviours:
        if each.answer == "the same" and not each.discretion:
            same.append(words.rated(each, found))
        else:
            yield element("h3", f"{words.rated(each, found)}: {words.behaviour(each)}")
            yield from _behaviour(each)
    if same:
        yield element("h3", "Always the same ratings")
        yield element("ul", *(element("li", each) for each in same))


def _behaviour(found: Behaviour) -> Iterator[Markup]:
    if found.stretches:
        yield element("ul", *(element("li", words.stretch(each)) for each in found.stretches))
    if found.smallest is not None:
        yield from _witness(found.smallest)
    if found.discretion:
        yield element("p", f"{words.DISCRETION.capitalize()}.")


def _witness(witness: Witness) -> Iterator[Markup]:
    yield element("p", "Smallest pattern: ", element("strong", witness.pattern))
    sides = (_given("Before", witness.before), _given("After", witness.after))
    yield element("dl", *sides)


def _given(when: str, side: Given) -> Markup:
    because: list[str] = []
    if side.line is not None:
        place = f"line {side.line.place.line}, "
        because = [place, element("code", side.line.words), f": {side.saw}"]
    return _named(f"{when}: {side.rating or 'not rated'}", *because)
