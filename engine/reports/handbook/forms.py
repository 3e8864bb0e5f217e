"""Case assessment forms: one page for each sample, to be printed and filled in by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.cases.questions import form
from engine.cases.variables import words
from engine.diagnostics.words import listed
from engine.reports.handbook import book as pages
from engine.reports.handbook.book import level_of
from engine.reports.handbook.frame import framed
from engine.reports.markup import Markup
from engine.reports.markup import element
from engine.reports.markup import link

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping

    from engine.cases.questions import Form
    from engine.cases.questions import Question
    from engine.frameworks.model import ProfileColumn
    from engine.frameworks.model import Sample
    from engine.reports.handbook.book import Book

STYLE = Markup("""
dl.form { border-top: 1px solid #b1b4b6; }
dl.form > div { display: grid; grid-template-columns: minmax(0, 2fr) minmax(0, 1fr);
  gap: .25rem 1.5rem; padding: .5rem 0; border-bottom: 1px solid #b1b4b6; break-inside: avoid; }
dl.form dt { font-weight: normal; margin: 0; }
dl.form dd { margin: 0; }
dl.form .inner { padding-left: 1.5rem; }
.choice { display: inline-block; margin-right: 1.25rem; white-space: nowrap; }
.choice::before { content: ""; display: inline-block; width: 1em; height: 1em;
  margin-right: .4em; border: 1.5px solid #0b0c0c; vertical-align: -.15em; }
.blank { display: block; border-bottom: 1.5px solid #0b0c0c; height: 1.5em; }
@media (max-width: 40rem) { dl.form > div { grid-template-columns: minmax(0, 1fr); } }
""")


def forms(book: Book) -> dict[str, str]:
    """The page that lists the forms, and each form, by the names of the pages."""
    if not book.samples:
        return {}
    found = {pages.FORMS: framed(book, pages.FORMS, "Forms for cases", _list(book))}
    for sample in book.samples:
        name = f"{book.form_names[sample.id]}.html"
        found[name] = framed(
            book, name, f"Form: {sample.name}", _body(book, sample), style=STYLE
        )
    return found


def _list(book: Book) -> Iterator[str]:
    yield element(
        "p",
        "One form for each case. The spreadsheets have the same questions, a row for each "
        "case, and accept no other answers than those of the form: filled in, they are the "
        "case files of a round.",
    )
    for sample in book.samples:
        name = book.form_names[sample.id]
        asked = len(form(book.vocabulary, sample).questions)
        yield element("h2", sample.name)
        yield element(
            "ul",
            element("li", link(f"{name}.html", f"Form to print: {sample.name}")),
            element("li", link(f"{name}.xlsx", f"Spreadsheet (XLSX): {sample.name}")),
        )
        yield element("p", f"It asks {asked:,} questions of each case.", class_="small")


def _body(book: Book, sample: Sample) -> Iterator[str]:
    asked = form(book.vocabulary, sample)
    answers = [f"{each.label} ({each.answer})" for each in sample.answers]
    sheet = f"{book.form_names[sample.id]}.xlsx"
    yield element("p", f"Answers: {listed(answers, 'or')}. Mark one for each question.")
    yield element("p", link(sheet, "The same as a spreadsheet (XLSX)"), class_="small way")
    yield element("h2", "The case")
    entries = [_entry("Case", _blank()), _entry("Provider", _blank())]
    entries += [_entry(column.name, _values(column)) for column in sample.profile]
    yield element("dl", *entries, class_="form")
    for heading, questions in _parts(book, asked).items():
        yield element("h2", heading)
        entries = [_question(book, asked, question) for question in questions]
        yield element("dl", *entries, class_="form")


def _parts(book: Book, asked: Form) -> dict[str, list[Question]]:
    """The questions in order, under what they belong to."""
    found: dict[str, list[Question]] = {}
    places = {item.id: number for number, item in enumerate(book.vocabulary.items)}
    for question in sorted(asked.questions, key=lambda each: _order(book, places, each)):
        found.setdefault(_heading(book, question), []).append(question)
    return found


def _order(book: Book, places: Mapping[str, int], question: Question) -> tuple[int, bool]:
    """Where a question stands: an observation after what it is about, and all below that."""
    if question.id in places:
        return places[question.id], False
    about = _about(book, question)
    below = book.vocabulary.below(about)
    return max(places[item] for item in (about, *(each.id for each in below))), True


def _about(book: Book, question: Question) -> str:
    """The item that an observation is about."""
    return next(o.about for o in book.vocabulary.observations if o.id == question.id)


def _heading(book: Book, question: Question) -> str:
    """The nearest item above with a name, by its level and title."""
    vocabulary = book.vocabulary
    item = vocabulary.item_by_id.get(question.id)
    if item is None:
        item = vocabulary.item_by_id[_about(book, question)]
    for above in vocabulary.ancestors(item):
        if above.name:
            return f"{level_of(vocabulary.level_by_id[above.level])} {above.title}"
    return "Questions"


def _question(book: Book, asked: Form, question: Question) -> Markup:
    asks = words(book.vocabulary, question.id)
    types = book.vocabulary.type_names
    only = [types[each] for each in asked.asked(question) if each in types]
    narrow = f"Only for: {listed(only)}." if asked.not_asked(question) else None
    code = element("strong", question.id)
    noun = question.noun if not question.rated else None
    note = ". ".join(part for part in (noun, narrow) if part)
    small = element("span", f" ({note.rstrip('.')})", class_="small") if note else None
    return element(
        "div",
        element("dt", code, f" {asks}", small, class_=None if question.rated else "inner"),
        element("dd", _choices(asked.labels(question))),
    )


def _entry(label: str, inside: Markup) -> Markup:
    return element("div", element("dt", label), element("dd", inside))


def _values(column: ProfileColumn) -> Markup:
    if not column.values:
        return _blank()
    return _choices(column.values)


def _choices(values: Iterable[str]) -> Markup:
    """Boxes to mark, with spaces between them for those who copy or hear the words."""
    return Markup(" ".join(element("span", value, class_="choice") for value in values))


def _blank() -> Markup:
    return element("span", class_="blank")
