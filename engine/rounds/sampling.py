"""The samples of a round: what is drawn for it, and how what was inspected stands for it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.cases.counting import digest
from engine.cases.draw import Draw
from engine.cases.draw import draw as draw_cases
from engine.cases.files import FOLDER
from engine.cases.files import find_files
from engine.cases.files import in_any_format
from engine.cases.findings import NoCases
from engine.cases.findings import NoFile
from engine.cases.inspected import read_inspected
from engine.cases.population import read_population
from engine.cases.questions import form as form_of
from engine.cases.representation import represent
from engine.diagnostics import Invalid
from engine.diagnostics import Place
from engine.rounds import head
from engine.rounds.head_findings import OtherPopulation
from engine.rounds.write_findings import AlreadyThere

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence
    from pathlib import Path

    from engine.cases.population import Eligible
    from engine.cases.population import Population
    from engine.cases.questions import Form
    from engine.cases.representation import Representation
    from engine.cases.tabulate import Casebook
    from engine.diagnostics import Finding
    from engine.frameworks.model import Precision

RECORDS = "sampling"
"""The folder of a round that keeps how its samples were drawn, and their reserves."""

_OTHERS = re.compile(r"[^\w.-]+")


@dataclass(frozen=True)
class Basis:
    """What a sample is drawn from: the round, the sample's form, and the eligible cases.

    ``sizes`` are what round.yaml says of how many eligible cases a provider has.
    """

    book: Casebook
    form: Form
    population: Population
    file: str
    digest: str
    sizes: dict[str, int]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Drawn:
    """Everything that was drawn, and from what."""

    basis: Basis
    precision: Precision
    seed: int
    draws: tuple[Draw, ...]


@dataclass(frozen=True)
class Compared:
    """How the cases that were inspected stand for the population."""

    basis: Basis
    precision: Precision
    providers: tuple[Representation, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Sheet:
    """A file to be filled in by inspectors, or kept: its columns and rows."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def read_basis(book: Casebook, path: Path, sample: str, provider: str | None = None) -> Basis:
    """The eligible cases that a file lists for a sample of a round.

    ``provider`` leaves out everybody else's. Raises Invalid, with every finding, where the
    file has errors.
    """
    form = form_of(book.vocabulary, book.vocabulary.sample_by_id[sample])
    population = read_population(path, form, book.providers)
    if provider is not None:
        own = tuple(each for each in population.cases if each.provider == provider)
        population = replace(population, cases=own)
    declared = _declared(book, sample)
    file = str(path)
    wanted = [
        p.id
        for p in book.providers
        if (p.type or "") in form.types and provider in (None, p.id)
    ]
    findings = [*_absent(population, file, sample, wanted)]
    findings += _differing(population, file, sample, declared)
    return Basis(book, form, population, file, digest(path), declared, tuple(findings))


def draw(basis: Basis, precision: Precision, seed: int, spare: int) -> Drawn:
    """A draw for every provider; ``spare`` is the reserve in percent of the sample."""
    sample = basis.form.sample
    found = draw_cases(basis.population, sample, precision, seed, spare)
    return Drawn(basis, precision, seed, found)


def compare(basis: Basis, precision: Precision) -> Compared:
    """The round's cases beside those that they were drawn from.

    Raises Invalid where the sample has no case file, or one that cannot be read.
    """
    book, sample = basis.book, basis.form.sample
    files, findings = find_files(book.folder, book.vocabulary, book.files)
    if sample.id not in files:
        raise Invalid([*findings, NoFile(Place(str(book.folder / FOLDER)), sample.id)])
    shown = [replace(each, shown=str(each.path)) for each in files[sample.id]]
    inspected, others = read_inspected(shown, basis.form, book.providers, basis.population)
    found = represent(basis.population, inspected, sample, precision)
    return Compared(basis, precision, found, others)


def sheets(drawn: Drawn) -> dict[str, Sheet]:
    """The empty case file of each provider, by its place in the round without an ending."""
    return {
        f"{FOLDER}/{drawn.basis.form.sample.id}/{_file(each)}": _case_file(drawn, each)
        for each in drawn.draws
    }


def reserves(drawn: Drawn) -> dict[str, Sheet]:
    """The reserve list of each provider, likewise."""
    return {
        f"{RECORDS}/{drawn.basis.form.sample.id}/{_file(each)}-reserve": _reserve(drawn, each)
        for each in drawn.draws
    }


def in_the_way(drawn: Drawn) -> tuple[Finding, ...]:
    """Files that hold cases of the same sample and provider already, in whatever format."""
    folder, sample = drawn.basis.book.folder, drawn.basis.form.sample.id
    names = (f"{FOLDER}/{sample}", *sheets(drawn), *reserves(drawn))
    there = (path for name in names for path in in_any_format(folder / name))
    return tuple(AlreadyThere(Place(str(path))) for path in there)


def choices(form: Form) -> dict[str, tuple[str, ...]]:
    """What the cells of a case file may hold, by column, where that is declared."""
    profile = {c.id: c.values for c in form.sample.profile if c.values}
    return profile | {q.id: tuple(form.labels(q)) for q in form.questions}


def record(drawn: Drawn) -> str:
    """Where in the round it is kept how the draw was made."""
    short = drawn.basis.digest.partition(":")[2][:8]
    return f"{RECORDS}/{drawn.basis.form.sample.id}/draw-{short}.json"


def _file(draw: Draw) -> str:
    return _OTHERS.sub("-", draw.provider)


def _case_file(drawn: Drawn, draw: Draw) -> Sheet:
    """A row for each case that is drawn, by its id, without any answer."""
    form = drawn.basis.form
    profile = [column.id for column in form.sample.profile]
    questions = [question.id for question in form.questions]
    cases = [each for stratum in draw.strata for each in stratum.drawn]
    blank = ("",) * len(questions)
    cases.sort(key=lambda each: each.case)
    rows = tuple((*_described(drawn, each), *blank) for each in cases)
    return Sheet(("case", "provider", *profile, *questions), rows)


def _described(drawn: Drawn, case: Eligible) -> tuple[str, ...]:
    """What is known of a case, in the columns of its case file."""
    known = dict(zip((c.id for c in drawn.basis.population.columns), case.values, strict=True))
    profile = (known.get(column.id) or "" for column in drawn.basis.form.sample.profile)
    return (case.case, case.provider, *profile)


def _reserve(drawn: Drawn, draw: Draw) -> Sheet:
    """The next by lot of every stratum, in the order in which they are to be used."""
    profile = [column.id for column in drawn.basis.form.sample.profile]
    rows = tuple(
        (str(number), str(place), *_described(drawn, each))
        for number, stratum in enumerate(draw.strata, start=1)
        for place, each in enumerate(stratum.reserve, start=1)
    )
    return Sheet(("stratum", "order", "case", "provider", *profile), rows)


def _declared(book: Casebook, sample: str) -> dict[str, int]:
    root, _ = head.read_root(book.folder, book.cache)
    assert root is not None
    read, _ = head.read_head(root, book.vocabulary)
    return {each.provider: each.size for each in read.populations if each.sample == sample}


def _absent(
    population: Population, file: str, sample: str, wanted: Sequence[str]
) -> Iterator[Finding]:
    there = {each.provider for each in population.cases}
    if absent := tuple(provider for provider in wanted if provider not in there):
        yield NoCases(Place(file), sample, absent)


def _differing(
    population: Population, file: str, sample: str, declared: dict[str, int]
) -> Iterator[Finding]:
    listed = Counter(each.provider for each in population.cases)
    sizes = tuple(
        (provider, size, listed[provider])
        for provider, size in declared.items()
        if provider in listed and size != listed[provider]
    )
    if sizes:
        yield OtherPopulation(Place(file), sample, sizes)
