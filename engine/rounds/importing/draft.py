"""A mapping as far as headings and cells tell it: for a person to correct."""

from __future__ import annotations

import re
from dataclasses import dataclass
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING
from typing import Literal
from typing import TypeAlias

from engine.cases.provider import spellings
from engine.cases.provider import tidy
from engine.diagnostics.words import listed
from engine.diagnostics.words import whole
from engine.frameworks.names import folded
from engine.frameworks.names import misspelt
from engine.frameworks.names import suggest
from engine.frameworks.quoting import scalar
from engine.rounds.importing.mapping import Target
from engine.rounds.importing.matching import USUAL
from engine.rounds.importing.matching import Match
from engine.rounds.importing.matching import matches
from engine.rounds.importing.sheet import letters

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from engine.cases.provider import Provider
    from engine.cases.questions import Form
    from engine.frameworks.model import Vocabulary
    from engine.rounds.importing.mapping import Role
    from engine.rounds.importing.sheet import Sheet

HEADER_ROWS = 4
"""More rows than these are not taken for a header."""

LONGEST, MOST = 30, 20
"""Cells that are longer, or more of them, are no codes: they stand in no mapping."""

WORDS = 60

KEYS = {
    "columns": 'Every column: what it "is", or "ignore: true". Confirm a guess by removing it.',
    "answers": "What answers are, where they are written otherwise than the sample declares.",
    "values": "What the cells of profile columns are, likewise.",
    "providers": "Whom the cells name that are no provider of the round.",
}
"""The lists of a mapping, and what the draft says above them."""

_BETWEEN = re.compile(r"[\s./()_-]+")

State: TypeAlias = Literal["sure", "guess", "open"]
"""How much is known of an entry."""


@dataclass(frozen=True)
class Draft:
    """The text of a mapping, and how much of it is left to a person."""

    text: str
    sure: int
    guessed: int
    open: int


def draft(
    sheet: Sheet, form: Form, vocabulary: Vocabulary, providers: Sequence[Provider]
) -> Draft:
    """A mapping of a table for a sample: what is clear, what is a guess, and what is open."""
    rows = header_rows(sheet, form, vocabulary)
    headings = sheet.headings(rows)
    found = matches(headings, form, vocabulary)
    table = _with_provider(_Table(sheet, rows, headings, found), providers)
    entries = [
        *(_column(table, number) for number in range(len(headings))),
        *_answers(table, form),
        *_values(table, form),
        *_providers(table, providers),
    ]
    lines = [
        f"sample: {scalar(form.sample.id)}",
        *([f"sheet: {scalar(sheet.name)}"] if sheet.name else []),
        f"header_rows: {rows}",
    ]
    for key, words in KEYS.items():
        of_key = [entry.line for entry in entries if entry.key == key]
        lines += ["", f"# {words}", f"{key}:", *of_key] if of_key else []
    states = [entry.state for entry in entries]
    counts = (states.count(state) for state in ("sure", "guess", "open"))
    return Draft("".join(f"{line}\n" for line in lines), *counts)


def header_rows(sheet: Sheet, form: Form, vocabulary: Vocabulary) -> int:
    """How many rows stand above the cases: up to the last that heads two columns or more."""
    last = 1
    for number, row in enumerate(sheet.rows[:HEADER_ROWS], start=1):
        if sum(match is not None for match in matches(row, form, vocabulary)) > 1:
            last = number
    return last


@dataclass(frozen=True)
class _Entry:
    """A line of a list in the mapping."""

    key: str
    line: str
    state: State


@dataclass(frozen=True)
class _Table:
    """A table whose columns are known as far as they can be."""

    sheet: Sheet
    rows: int
    headings: Sequence[str]
    found: Sequence[Match | None]

    def cells(self, role: Role) -> Iterator[tuple[Match, str]]:
        """What the columns of a role hold, each text once a column; no dates."""
        for column, match in enumerate(self.found):
            if match is not None and match.target.role == role and not match.sample:
                yield from ((match, text) for text in self.texts(column))

    def blanks(self, column: int) -> bool:
        """Whether a column has blank cells below others."""
        below = self.sheet.below(self.rows)
        texts = [self.sheet.with_merged(row, column) for row in below]
        return bool(texts and texts[0]) and not all(texts)

    def texts(self, column: int) -> Iterator[str]:
        """What a column holds, each text once; no dates."""
        below = self.sheet.below(self.rows)
        cells = [(row, column) for row in below if (row, column) not in self.sheet.dates]
        yield from dict.fromkeys(filter(None, (self.sheet.text(*at) for at in cells)))


def _with_provider(table: _Table, providers: Sequence[Provider]) -> _Table:
    """The same; without a column of providers, the first whose cells mostly name some."""
    if any(match is not None and match.target.role == "provider" for match in table.found):
        return table
    names = [name for p in providers for name in (p.id, p.name, *p.aliases)]
    found = list(table.found)
    for column, match in enumerate(found):
        if match is None or match.rivals:
            texts = list(islice(table.texts(column), MOST * len(providers)))
            if sum(suggest(text, names) is not None for text in texts) * 2 > len(texts):
                found[column] = Match(Target("provider", "provider"), "", USUAL)
                return replace(table, found=found)
    return table


def _column(table: _Table, number: int) -> _Entry:
    """What is known of a column."""
    heading, match = table.headings[number], table.found[number]
    keys = {"heading": scalar(heading)}
    names = [folded(each) for each in table.headings]
    if names.count(folded(heading)) > 1:
        keys["column"] = letters(number)
    if match is None:
        return _entry("columns", keys | {"is": ""})
    if match.rivals:
        several = listed([match.target.id, *match.rivals], "or")
        return _entry("columns", keys | {"is": ""}, f"like {several}")
    if match.sample:
        keys |= {"ignore": "true"} | ({} if match.sure else {"guess": "true"})
        return _entry("columns", keys, f"{match.target.id}, of sample {match.sample}")
    keys["is"] = scalar(match.target.id)
    repeats = match.target.role == "provider" and table.blanks(number)
    if repeats:
        keys["blank"] = "as above"
    if match.sure and not repeats:
        return _entry("columns", keys)
    return _entry("columns", keys | {"guess": "true"}, "" if match.sure else _why(match))


def _why(match: Match) -> str:
    if not match.words:
        return "as its heading or its cells show"
    return f"{whole(100 * match.alike)} % alike: {_cut(match.words)}"


def _answers(table: _Table, form: Form) -> Iterator[_Entry]:
    """Cells of questions that are no labels, each once."""
    labels = {answer.label: answer.answer for answer in form.sample.answers}
    known = {tidy(label) for label in labels}
    texts = dict.fromkeys(
        text for _, text in table.cells("question") if tidy(text) not in known
    )
    for text in _codes(texts):
        keys = {"cell": scalar(text)}
        alike = [label for label, answer in labels.items() if _stands_for(text, label, answer)]
        if len(alike) == 1:
            yield _entry("answers", keys | {"is": scalar(alike[0]), "guess": "true"})
        else:
            yield _entry("answers", keys | {"is": ""}, "a label, or missing")


def _values(table: _Table, form: Form) -> Iterator[_Entry]:
    """Cells of profile columns that are not declared, each once a column."""
    for column in form.sample.profile:
        known = {tidy(value) for value in column.values}
        of_column = [t for match, t in table.cells("profile") if match.target.id == column.id]
        for text in _codes(t for t in of_column if column.values and tidy(t) not in known):
            keys = {"column": scalar(column.id), "cell": scalar(text)}
            alike = [value for value in column.values if _stands_for(text, value, value)]
            meant = alike[0] if len(alike) == 1 else misspelt(text, column.values)
            if meant is None:
                yield _entry("values", keys | {"is": ""}, "a value, or missing")
            else:
                yield _entry("values", keys | {"is": scalar(meant), "guess": "true"})


def _providers(table: _Table, providers: Sequence[Provider]) -> Iterator[_Entry]:
    """Names that no provider of the round has, each once."""
    known = spellings(providers)
    names = {name: p.id for p in providers for name in (*p.aliases, p.name, p.id)}
    texts = dict.fromkeys(t for _, t in table.cells("provider") if tidy(t) not in known)
    for text in texts:
        keys = {"cell": scalar(text)}
        meant = suggest(text, names)
        if meant is None:
            yield _entry("providers", keys | {"is": ""}, "the id of a provider")
        else:
            keys |= {"is": scalar(names[meant]), "guess": "true"}
            yield _entry("providers", keys)


def _codes(texts: Iterable[str]) -> list[str]:
    """Cells that may be codes; longer ones, or very many, are somebody's words."""
    short = [text for text in texts if len(text) <= LONGEST]
    return short if len(short) <= MOST else []


def _stands_for(text: str, *names: str) -> bool:
    """Whether a text is a name, or its beginning, without regard to what is between letters."""
    start = _BETWEEN.sub("", text.lower())
    return bool(start) and any(_BETWEEN.sub("", n.lower()).startswith(start) for n in names)


def _entry(key: str, keys: dict[str, str], remark: str = "") -> _Entry:
    """An entry as a line, with a remark for whoever corrects it."""
    said = ", ".join(f"{name}: {value}" for name, value in keys.items())
    comment = f"  # {remark}" if remark else ""
    state: State = "guess" if "guess" in keys else "sure" if all(keys.values()) else "open"
    return _Entry(key, f"  - {{{said}}}{comment}", state)


def _cut(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= WORDS else f"{line[: WORDS - 1].rstrip()}…"
