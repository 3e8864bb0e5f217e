"""A table and its mapping become the rows of a case file, or findings that name cells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

from engine.cases.findings import LikeAFormula
from engine.cases.population import FORMULA
from engine.cases.provider import spellings
from engine.cases.provider import tidy
from engine.cases.rows import Gathered
from engine.diagnostics import Invalid
from engine.frameworks.names import folded
from engine.rounds.importing.binding import bind
from engine.rounds.importing.binding import order
from engine.rounds.importing.findings import BlankCells
from engine.rounds.importing.findings import DateCells
from engine.rounds.importing.findings import InCells
from engine.rounds.importing.findings import MergedCells
from engine.rounds.importing.findings import NoCasesBelow
from engine.rounds.importing.findings import NotAsked
from engine.rounds.importing.findings import RepeatedCells
from engine.rounds.importing.findings import RoundedCells
from engine.rounds.importing.findings import UnexplainedCells
from engine.rounds.importing.sheet import cell_name

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping as MappingOf
    from collections.abc import Sequence

    from engine.cases.provider import Provider
    from engine.cases.questions import Form
    from engine.diagnostics import Finding
    from engine.rounds.importing.mapping import Entry
    from engine.rounds.importing.mapping import Mapping
    from engine.rounds.importing.sheet import At
    from engine.rounds.importing.sheet import Sheet

_SHORTENED = re.compile(r"[0-9](\.[0-9]+)?E\+?[0-9]+", re.IGNORECASE)
"""How spreadsheet programs write a long number into a text file."""


@dataclass(frozen=True)
class Cases:
    """The columns and the rows of a case file."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass
class _Column:
    """The cells of a column below the header, and what is wrong with them."""

    sheet: Sheet
    cells: Sequence[At]
    texts: Sequence[str]
    findings: list[Finding] = field(default_factory=list)

    def note(self, wrong: Iterable[object], kind: type[InCells], *facts: object) -> None:
        """A finding about the cells for which something holds, if there are any."""
        found = [at for at, is_so in zip(self.cells, wrong, strict=True) if is_so]
        if found:
            names = tuple(map(cell_name, found))
            self.findings.append(kind(self.sheet.place(*found[0]), names, *facts))

    def refuse_merged(self) -> None:
        """Note the cells that are merged with others."""
        self.note((at in self.sheet.merged for at in self.cells), MergedCells)


def convert(sheet: Sheet, mapping: Mapping, form: Form, providers: Sequence[Provider]) -> Cases:
    """The cases in a table; raises Invalid, with every finding, where any cell is unclear."""
    entries, wrong = bind(sheet, mapping, form)
    if wrong:
        raise Invalid(wrong)
    rows = sheet.below(mapping.header_rows)
    if not rows:
        raise Invalid([NoCasesBelow(sheet.place(), mapping.header_rows)])
    where = {entry.target: column for column, entry in entries.items()}
    there = [target for target in order(form) if target in where]
    columns = [_column(sheet, rows, where[t], entries[where[t]]) for t in there]
    whose = _providers(columns[1], mapping, form, providers)
    types = {provider.id: provider.type for provider in providers}
    done: list[Sequence[str]] = []
    for target, column in zip(there, columns, strict=True):
        match target.role:
            case "case":
                done.append(_cases(column))
            case "provider":
                done.append(whose)
            case "profile":
                done.append(_profile(column, mapping, form, target.id))
            case _:
                question = form.by_id[target.id]
                asked = [not who or question.applies(types[who]) for who in whose]
                done.append(_answers(column, mapping, form, target.id, asked))
    findings = [finding for column in columns for finding in column.findings]
    if findings:
        raise Invalid(findings)
    return Cases(tuple(target.id for target in there), tuple(zip(*done, strict=True)))


def _column(sheet: Sheet, rows: Sequence[int], number: int, entry: Entry) -> _Column:
    """A column: what a merged cell says is in the first, and a blank one may be as above."""
    texts: list[str] = []
    for row in rows:
        text = sheet.with_merged(row, number)
        texts.append(texts[-1] if entry.as_above and texts and not text else text)
    return _Column(sheet, [(row, number) for row in rows], texts)


def _cases(column: _Column) -> Sequence[str]:
    sheet, texts = column.sheet, column.texts
    column.refuse_merged()
    column.note((at in sheet.dates for at in column.cells), DateCells)
    rounded = (
        at in sheet.rounded or _SHORTENED.fullmatch(text)
        for at, text in zip(column.cells, texts, strict=True)
    )
    column.note(rounded, RoundedCells)
    column.note((not text for text in texts), BlankCells, "case id")
    first = {text: n for n, text in reversed(list(enumerate(texts)))}
    column.note((t and first[t] != n for n, t in enumerate(texts)), RepeatedCells)
    formulas = Gathered()
    for (row, _), text in zip(column.cells, texts, strict=True):
        if text.startswith(FORMULA):
            formulas.add(row + 1)
    if formulas:
        place = sheet.place(formulas.rows.line - 1, column.cells[0][1])
        column.findings.append(LikeAFormula(place, formulas.rows))
    return texts


def _providers(
    column: _Column, mapping: Mapping, form: Form, providers: Sequence[Provider]
) -> list[str]:
    """The id of each row's provider; nothing where it is not known."""
    known = spellings(providers)
    named = {spelling: provider.id for spelling, provider in known.items()}
    ids = [
        mapping.providers.get(folded(text)) or named.get(tidy(text), "")
        for text in column.texts
    ]
    column.note((not text for text in column.texts), BlankCells, "provider")
    strange = (text and not id for text, id in zip(column.texts, ids, strict=True))
    everybody = tuple(provider.id for provider in providers)
    column.note(strange, UnexplainedCells, "the provider", everybody, "providers")
    others = {p.id for p in providers if (p.type or "") not in form.types}
    sample = f'sample "{form.sample.id}"'
    column.note((id in others for id in ids), NotAsked, sample, form.types)
    return ids


def _profile(column: _Column, mapping: Mapping, form: Form, id: str) -> list[str]:
    declared = form.profile[id]
    said = {cell: value for (of, cell), value in mapping.values.items() if of == id}
    values = _explained(column, said, declared.values)
    strange = (value is None for value in values)
    column.note(strange, UnexplainedCells, id, declared.values, "values")
    if not declared.missing_allowed:
        column.note((value == "" for value in values), BlankCells, id)
    return [value or "" for value in values]


def _answers(
    column: _Column, mapping: Mapping, form: Form, id: str, asked: Sequence[bool]
) -> list[str]:
    question = form.by_id[id]
    labels = tuple(form.labels(question))
    said = {cell: value for (of, cell), value in mapping.answers.items() if not of}
    said |= {cell: value for (of, cell), value in mapping.answers.items() if of == id}
    values = _explained(column, said, labels)
    strange = (value is None for value in values)
    column.note(strange, UnexplainedCells, str(question), labels, "answers")
    graded = form.grade_labels(question)
    in_vain = (v in graded and not is_asked for v, is_asked in zip(values, asked, strict=True))
    column.note(in_vain, NotAsked, str(question), question.types)
    return [value or "" for value in values]


def _explained(
    column: _Column, said: MappingOf[str, str], declared: Sequence[str]
) -> list[str | None]:
    """What each cell is: as the mapping says, else as is declared; None if neither does.

    Without anything declared it is what it says. A date is only what the mapping says.
    """
    column.refuse_merged()
    known = {tidy(value): value for value in declared}
    values: list[str | None] = []
    dates: list[bool] = []
    for at, text in zip(column.cells, column.texts, strict=True):
        mapped = said.get(folded(text))
        dates.append(mapped is None and at in column.sheet.dates)
        if mapped is not None:
            values.append(mapped)
        elif not text or dates[-1]:
            values.append(text)
        else:
            values.append(known.get(tidy(text)) if declared else text)
    column.note(dates, DateCells)
    return values
