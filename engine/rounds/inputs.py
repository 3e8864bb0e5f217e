"""inputs.csv: facts about providers that rules ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.diagnostics import Place
from engine.frameworks.values import value_of
from engine.rounds.findings import Blank
from engine.rounds.findings import NotAValue
from engine.rounds.findings import NoValue
from engine.rounds.findings import Repeated
from engine.rounds.findings import UnknownName
from engine.rounds.names import Names

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from engine.diagnostics import Finding
    from engine.rounds.directory import Directory
    from engine.rounds.results import Assumption
    from engine.rounds.tables import Row
    from engine.rounds.tables import Table

FILE = "inputs.csv"
COLUMNS = ("provider", "input", "value", "reason")

Inputs = dict[tuple[str, str], str]
"""Values by (provider id, input id)."""


def read_inputs(table: Table, directory: Directory) -> tuple[Inputs, set[tuple[str, str]]]:
    """The values in a table, and whatever it speaks of; what is wrong goes to the directory."""
    values: Inputs = {}
    first: dict[tuple[str, str], Place] = {}
    for row in table.rows:
        subject = _subject(row, directory)
        if subject is None:
            continue
        if subject in first:
            what = f'input "{subject[1]}" of {subject[0]}'
            directory.findings.append(Repeated(row.place, what, first[subject]))
            continue
        first[subject] = row.place
        value = _value(row, subject[1], directory)
        if value is not None:
            values[subject] = value
    return values, set(first)


def _subject(row: Row, directory: Directory) -> tuple[str, str] | None:
    provider = directory.provider(row.place, row["provider"])
    names = Names((fact.id, ()) for fact in directory.vocabulary.inputs)
    found = names.find(row["input"])
    if not row["input"]:
        directory.findings.append(Blank(row.place, "input"))
    elif not found:
        given, meant = row["input"], names.suggest(row["input"])
        unknown = UnknownName(row.place, "input", given, "the framework", meant, names.ids)
        directory.findings.append(unknown)
    return (provider.id, found[0]) if provider is not None and found else None


def _value(row: Row, name: str, directory: Directory) -> str | None:
    fact = next(fact for fact in directory.vocabulary.inputs if fact.id == name)
    value, choices = value_of(fact, row["value"])
    if not row["value"]:
        directory.findings.append(Blank(row.place, "value"))
    elif value is None:
        directory.findings.append(NotAValue(row.place, name, row["value"], choices))
    return value


def completed(
    values: Inputs, assumptions: Sequence[Assumption], directory: Directory
) -> Inputs:
    """The values of every provider, with what is assumed and what is the default."""
    assumed = {each.input: each.value for each in assumptions}
    facts = directory.vocabulary.inputs
    general = {f.id: assumed.get(f.id, f.default) for f in facts}
    rest = {
        (provider, fact): value
        for provider in directory.providers
        for fact, value in general.items()
        if value is not None
    }
    return rest | values


def by_default(
    values: Inputs, assumptions: Sequence[Assumption], directory: Directory
) -> frozenset[tuple[str, str]]:
    """Of whom which fact is the framework's default, since nobody says otherwise."""
    assumed = {each.input for each in assumptions}
    facts = [f.id for f in directory.vocabulary.inputs if f.default and f.id not in assumed]
    keys = ((provider, fact) for provider in directory.providers for fact in facts)
    return frozenset(key for key in keys if key not in values)


def missing(
    values: Inputs, named: set[tuple[str, str]], file: str, directory: Directory
) -> Iterator[Finding]:
    """A finding for each provider of whom a fact is not known."""
    for provider in directory.providers.values():
        keys = [(provider.id, fact.id) for fact in directory.inputs_of(provider)]
        facts = tuple(key[1] for key in keys if key not in values and key not in named)
        if facts:
            yield NoValue(Place(file), provider.id, facts)
