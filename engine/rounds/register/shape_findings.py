"""What can be wrong with what round.yaml says of a table of providers."""

from __future__ import annotations

from typing import ClassVar

from engine.diagnostics import Finding
from engine.diagnostics import Label
from engine.diagnostics import Place
from engine.diagnostics.words import a
from engine.diagnostics.words import first_quoted
from engine.diagnostics.words import listed
from engine.diagnostics.words import quoted

LISTED = 8
"""Of more words than this only the first are listed."""


class MixedForms(Finding):
    """A table with a row for each provider and for each judgement at once, or neither."""

    code: ClassVar[str] = "D401"

    @property
    def message(self) -> str:
        return "this does not say whether a row is a provider or a judgement"

    @property
    def help(self) -> str:
        return (
            'with a row for each provider, list "columns" with items; with a row for each '
            'judgement, write "item" and "rating", and list no column with an item'
        )


class NoColumnFor(Finding):
    """Judged items for which the table has no column."""

    code: ClassVar[str] = "D402"
    items: tuple[str, ...]

    @property
    def message(self) -> str:
        return f"no column has the ratings of {listed(self.items)}"

    @property
    def help(self) -> str:
        return f'add to "columns": {{column: …, item: {self.items[0]}}}'


class NoInput(Finding):
    """A fact that rules ask for and the table does not give."""

    code: ClassVar[str] = "D403"
    inputs: tuple[str, ...]

    @property
    def message(self) -> str:
        return f"no column has the values of {listed(self.inputs)}, which the rules ask for"

    @property
    def help(self) -> str:
        return (
            f'add to "columns": {{column: …, input: {self.inputs[0]}}}; or say in "assume" '
            "what holds for all"
        )


class TwoColumns(Finding):
    """Two columns for one thing, or one column for two."""

    code: ClassVar[str] = "D404"
    what: str
    first: Place

    @property
    def message(self) -> str:
        return f"{self.what} has a column already"

    @property
    def labels(self) -> tuple[Label, ...]:
        return (Label(self.first, "here"), Label(self.place, "and here"))

    @property
    def help(self) -> str:
        return "leave one of the two out"


class NoTypeColumn(Finding):
    """A table that does not say of what type a provider is."""

    code: ClassVar[str] = "D405"
    types: tuple[str, ...]

    @property
    def message(self) -> str:
        return "the framework has types of provider, and no column says which"

    @property
    def help(self) -> str:
        return f'write "type:" and the column with {quoted(self.types, "or")}'


class NeedlessTypeColumn(Finding):
    """A column of types under a framework that has none."""

    code: ClassVar[str] = "D406"

    @property
    def message(self) -> str:
        return "the framework has no types of provider"

    @property
    def help(self) -> str:
        return 'leave "type" out, and add the column to "ignore"'


class UnknownLabel(Finding):
    """A label for a rating or a value that there is not."""

    code: ClassVar[str] = "D407"
    label: str
    meaning: str
    choices: tuple[str, ...]
    meant: str | None = None

    @property
    def message(self) -> str:
        return f'"{self.label}" cannot stand for "{self.meaning}", which is no rating here'

    @property
    def help(self) -> str:
        if self.meant is not None:
            return f'did you mean "{self.meant}"?'
        return f"write one of {first_quoted(self.choices, LISTED, 'or')}"


class TwoMeanings(Finding):
    """A word that would mean two things in the same cells."""

    code: ClassVar[str] = "D416"
    word: str
    one: str
    other: str
    first: Place | None = None

    @property
    def message(self) -> str:
        return f'"{self.word}" would mean {self.one} and {self.other}'

    @property
    def labels(self) -> tuple[Label, ...]:
        if self.first is None:
            return (Label(self.place),)
        return (Label(self.first, "here"), Label(self.place, "and here"))

    @property
    def help(self) -> str:
        return "give it one meaning; capitals and spaces do not make it another word"


class OnlyNotRated(Finding):
    """An item that a rule computes, with ratings in a column."""

    code: ClassVar[str] = "D408"
    item: str
    rule: Place

    @property
    def message(self) -> str:
        return f"{self.item} is rated by a rule, so no column can rate it"

    @property
    def labels(self) -> tuple[Label, ...]:
        return (Label(self.rule, "rated here"), Label(self.place))

    @property
    def help(self) -> str:
        return 'to compare with it, list the column under "published"; else add it to "ignore"'


class NoSuchTable(Finding):
    """A file that is not there, or not of a kind that is read."""

    code: ClassVar[str] = "D409"
    file: str
    endings: tuple[str, ...]
    there: bool

    @property
    def message(self) -> str:
        if self.there:
            return f'"{self.file}" is not a kind of table that is read'
        return f'there is no file "{self.file}"'

    @property
    def help(self) -> str:
        if self.there:
            return f"save it as {listed(self.endings, 'or')}"
        return "paths begin in the folder of round.yaml"


class NeedlessDates(Finding):
    """Dates of inspections under a framework that knows of one inspection only."""

    code: ClassVar[str] = "D413"

    @property
    def message(self) -> str:
        return "the framework does not say which of several inspections counts"

    @property
    def help(self) -> str:
        return (
            'write "inspections: latest" or "inspections: latest of each item" in '
            'framework.yaml, or add the column to "ignore"'
        )


class NotPooled(Finding):
    """A column of what providers are part of, where nothing above them is rated from it."""

    code: ClassVar[str] = "D414"

    @property
    def message(self) -> str:
        return "the framework has no one level above the provider that pools ratings"

    @property
    def help(self) -> str:
        return (
            "declare one, such as {id: region, plural: regions, scale: …, pools: ratings}, "
            'or add the column to "ignore"'
        )


class AboveProviders(Finding):
    """A column with the ratings of what providers are part of."""

    code: ClassVar[str] = "D435"
    level: str
    provider_level: str

    @property
    def message(self) -> str:
        return (
            f"a row is about {a(self.provider_level)}, so no column holds the "
            f"ratings of {a(self.level)}"
        )

    @property
    def help(self) -> str:
        return f'name the "{self.provider_level}" or an item, or add the column to "ignore"'


class InputNotRated(Finding):
    """Blank cells that are to mean "not rated", in the column of an input."""

    code: ClassVar[str] = "D436"
    input: str

    @property
    def message(self) -> str:
        return f'"{self.input}" is an input, and only what is judged can be not rated'

    @property
    def help(self) -> str:
        return (
            'say under "assume" in round.yaml, or as "default" in framework.yaml, what a '
            "blank cell stands for; or leave this out, and such a cell is missing"
        )


class NotRead(Finding):
    """A file that says of listed providers what a table says in its columns."""

    code: ClassVar[str] = "D415"

    @property
    def message(self) -> str:
        return "this file is not read: the providers of this round are a table"

    @property
    def help(self) -> str:
        return 'put what it says into columns of the table, or what holds for all into "assume"'


class WithCases(Finding):
    """A framework whose ratings follow from cases, for a round that has none."""

    code: ClassVar[str] = "D410"
    items: tuple[str, ...]

    @property
    def message(self) -> str:
        return f"{listed(self.items)} are rated by their cases, and a table has none"

    @property
    def help(self) -> str:
        return 'list the providers under "providers", and put the cases beside round.yaml'


class NothingToCompare(Finding):
    """A column to compare with, and no rating of the framework to compare it with."""

    code: ClassVar[str] = "D411"
    column: str
    plural: str

    @property
    def message(self) -> str:
        return f'"{self.column}" cannot be compared: {self.plural} have no overall rating'

    @property
    def help(self) -> str:
        return f'say which item it is of, under "published": {{column: {self.column}, item: …}}'


class ComparedTwice(Finding):
    """Two columns to compare the same ratings with."""

    code: ClassVar[str] = "D412"
    first: str
    second: str

    @property
    def message(self) -> str:
        return f'"{self.first}" and "{self.second}" would be compared with the same ratings'

    @property
    def help(self) -> str:
        return 'say under "published" of which item each is, or compare with one at a time'
