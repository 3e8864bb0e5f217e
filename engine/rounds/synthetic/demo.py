"""Writes a made-up round into a folder, and says in every file that it is made up."""

from __future__ import annotations

import csv
import os
from typing import TYPE_CHECKING

from engine.data import folder as packaged
from engine.frameworks.quoting import scalar
from engine.rounds import decisions
from engine.rounds import head
from engine.rounds import inputs
from engine.rounds import judgements
from engine.rounds.directory import WHOLE
from engine.rounds.entry import fields
from engine.rounds.entry import lines
from engine.rounds.synthetic import officers
from engine.rounds.synthetic.copies import copied
from engine.rounds.synthetic.copies import copied_interviews
from engine.rounds.synthetic.copies import parts
from engine.rounds.synthetic.copies import write_copies
from engine.rounds.synthetic.country import make_country
from engine.rounds.synthetic.plain import make_any
from engine.rounds.synthetic.recipe_file import load_recipe
from engine.rounds.writing import filled
from engine.rounds.writing import modeline
from engine.rounds.writing import table
from engine.rounds.writing import write_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence
    from pathlib import Path

    from engine.frameworks.model import Input
    from engine.frameworks.model import Vocabulary
    from engine.rounds.round import Judgement
    from engine.rounds.round import Population
    from engine.rounds.round import Provider
    from engine.rounds.synthetic.made import Made
    from engine.rounds.synthetic.made import Tick
    from engine.rules.framework import Framework

LABEL = "# Synthetic: everything in this file is made up. No provider and no case is real.\n"
AFTER_PUBLISHED = (
    "# Synthetic: everything in this file is made up, to agree with published totals.\n"
    "# No case is real.\n"
)
ID = "demo"
INTERVIEWS = "interviews.csv"


def make_demo(
    folder: Path,
    framework: Framework,
    seed: int = 1,
    *,
    copies: int = 1,
    tick: Tick = lambda _: None,
) -> None:
    """A made-up round of a framework, in a folder that is new or empty.

    It meets what synthetic.yaml beside the framework asks of it, where there is one. The
    same framework, seed and folder make the same files, byte for byte. More than one copy
    makes a round of so many times the providers, its cases as Parquet; ``tick`` is told
    what is being made. Raises Invalid, and writes nothing, where there is something in the
    folder already.
    """
    vocabulary = framework.vocabulary
    with filled(folder) as making:
        made = make(framework, seed, tick)
        for cases in made.cases:
            path = making / "cases" / f"{cases.sample.id}.csv"
            write_text(path, table(cases.header, cases.rows))
            if copies > 1:
                write_copies(cases, path, copies, tick)
        if made.interviews:
            rows = copied_interviews(made, copies) if copies > 1 else made.interviews
            write_rows(making / INTERVIEWS, officers.COLUMNS, rows)
        if copies > 1:
            made = copied(made, copies)
        way = reference(framework, folder)
        write_text(making / head.FILE, _round(made, vocabulary, making, way, seed))
        write_text(making / judgements.FILE, _judgements(made, vocabulary))
        if made.inputs:
            facts = [(*row, "yes") for row in made.inputs]
            write_text(making / inputs.FILE, table((*inputs.COLUMNS, "synthetic"), facts))
        if made.decisions:
            write_text(making / decisions.FILE, _decisions(made, vocabulary, making))


def steps(framework: Framework, copies: int = 1) -> int:
    """How many steps the making of a round takes, that ``tick`` is told of."""
    samples = len(framework.vocabulary.samples)
    return 1 + samples + (samples * parts(copies) if copies > 1 else 0)


def make(framework: Framework, seed: int, tick: Tick) -> Made:
    """The parts of a made-up round, after the framework's recipe if it has one."""
    recipe = load_recipe(framework)
    if recipe is None:
        tick("cases")
        return make_any(framework, seed)
    return make_country(framework, recipe, seed, tick)


def reference(framework: Framework, folder: Path) -> str:
    """How a round in a folder refers to a framework: by its id, or by the way to it."""
    home = framework.folder.resolve()
    if home == (packaged("standards") / framework.vocabulary.id).resolve():
        return framework.vocabulary.id
    way = os.path.relpath(home, folder.resolve())
    return way.replace(os.sep, "/") if os.sep in way else f"./{way}"


def write_rows(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table as a CSV file, row by row."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def _round(made: Made, vocabulary: Vocabulary, folder: Path, way: str, seed: int) -> str:
    notes = f"Made by Assay from the seed {seed}. {made.notes}".rstrip()
    said = [
        f"round: {ID}",
        f"framework: {scalar(way)}",
        f"title: {scalar(made.title)}",
        "synthetic: true",
        f"notes: {scalar(notes)}",
        "providers:",
        *(f"  - {_provider(provider)}" for provider in made.providers),
        *_populations(made.populations),
        *_assumptions(vocabulary.inputs),
        "",
    ]
    return modeline(folder, "round") + _label(made) + "\n".join(said)


def _label(made: Made) -> str:
    return AFTER_PUBLISHED if made.notes else LABEL


def _provider(provider: Provider) -> str:
    aliases = ", ".join(scalar(alias) for alias in provider.aliases)
    keys = {
        "id": scalar(provider.id),
        "name": scalar(provider.name),
        "type": scalar(provider.type or ""),
        "aliases": aliases and f"[{aliases}]",
        "fieldwork": str(provider.fieldwork or ""),
        "published": str(provider.published or ""),
    }
    if provider.type is None:
        del keys["type"]
    said = [f"{key}: {value}" for key, value in keys.items() if value]
    return f"{{{', '.join(said)}}}"


def _populations(populations: Sequence[Population]) -> Iterator[str]:
    if populations:
        yield "populations:"
    for each in populations:
        keys = f"provider: {scalar(each.provider)}, sample: {scalar(each.sample)}"
        yield f"  - {{{keys}, size: {each.size}}}"


def _assumptions(facts: Sequence[Input]) -> Iterator[str]:
    """What is assumed of every fact that has no default."""
    asked = [fact for fact in facts if fact.default is None]
    if asked:
        yield "assume:"
    for fact in asked:
        value = {"yes/no": "no", "number": "0"}.get(fact.type) or fact.values[0]
        yield f"  - {{input: {scalar(fact.id)}, value: {scalar(value)}, because: made up}}"


def _judgements(made: Made, vocabulary: Vocabulary) -> str:
    rows = [_row(each, vocabulary) for each in made.judgements]
    return table((*judgements.COLUMNS, "synthetic"), rows)


def _row(each: Judgement, vocabulary: Vocabulary) -> tuple[str, ...]:
    item, rating = _named(each.item, vocabulary), each.rating or judgements.NOT_RATED
    return (each.provider, item, rating, each.reason, "yes")


def _decisions(made: Made, vocabulary: Vocabulary, folder: Path) -> str:
    entries = [lines(fields(each, _named(each.item, vocabulary))) for each in made.decisions]
    return modeline(folder, "decisions") + _label(made) + "decisions:\n" + "".join(entries)


def _named(item: str, vocabulary: Vocabulary) -> str:
    return vocabulary.provider_level.id if item == WHOLE else item
