"""Writes a made-up round into a folder, and says in every file that it is made up."""

from __future__ import annotations

import csv
import io
import os
from typing import TYPE_CHECKING

from engine.data import folder as packaged
from engine.rounds import decisions
from engine.rounds import head
from engine.rounds import judgements
from engine.rounds.directory import WHOLE
from engine.rounds.entry import fields
from engine.rounds.entry import lines
from engine.rounds.entry import scalar
from engine.rounds.synthetic import Maker
from engine.rounds.writing import filled
from engine.rounds.writing import modeline
from engine.rounds.writing import write_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence
    from pathlib import Path

    from engine.frameworks.model import Input
    from engine.frameworks.model import Vocabulary
    from engine.rounds.round import Decision
    from engine.rounds.round import Judgement
    from engine.rounds.round import Provider
    from engine.rules.framework import Framework

LABEL = "# Synthetic: everything in this file is made up. No provider and no case is real.\n"
ID = "demo"


def make_demo(folder: Path, framework: Framework, seed: int = 1) -> None:
    """A made-up round of a framework, in a folder that is new or empty.

    The same framework, seed and folder make the same files, byte for byte. Raises
    Invalid, and writes nothing, where there is something in the folder already.
    """
    maker = Maker(framework, seed)
    vocabulary = framework.vocabulary
    with filled(folder) as making:
        way = reference(framework, folder)
        write_text(making / head.FILE, _round(maker.providers, vocabulary, making, way, seed))
        for cases in maker.cases:
            name = f"cases/{cases.sample.id}.csv"
            write_text(making / name, table(cases.header, cases.rows))
        write_text(making / judgements.FILE, _judgements(maker, vocabulary))
        if maker.decisions:
            text = _decisions(maker.decisions, vocabulary, making)
            write_text(making / decisions.FILE, text)


def reference(framework: Framework, folder: Path) -> str:
    """How a round in a folder refers to a framework: by its id, or by the way to it."""
    home = framework.folder.resolve()
    if home == (packaged("standards") / framework.vocabulary.id).resolve():
        return framework.vocabulary.id
    way = os.path.relpath(home, folder.resolve())
    return way.replace(os.sep, "/") if os.sep in way else f"./{way}"


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table as CSV, its lines ending as everywhere in a round."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()


def _round(
    providers: Sequence[Provider], vocabulary: Vocabulary, folder: Path, way: str, seed: int
) -> str:
    said = [
        f"round: {ID}",
        f"framework: {scalar(way)}",
        f"title: {scalar(f'Synthetic round, {vocabulary.title}')}",
        "synthetic: true",
        f"notes: Made by Assay from the seed {seed}.",
        "providers:",
        *(f"  - {_provider(provider)}" for provider in providers),
        *_assumptions(vocabulary.inputs),
        "",
    ]
    return modeline(folder, "round") + LABEL + "\n".join(said)


def _provider(provider: Provider) -> str:
    keys = {
        "id": provider.id,
        "name": provider.name,
        "type": provider.type,
        "fieldwork": provider.fieldwork,
        "published": provider.published,
    }
    said = [f"{key}: {scalar(str(value))}" for key, value in keys.items() if value is not None]
    return f"{{{', '.join(said)}}}"


def _assumptions(facts: Sequence[Input]) -> Iterator[str]:
    """What is assumed of every fact that has no default."""
    asked = [fact for fact in facts if fact.default is None]
    if asked:
        yield "assume:"
    for fact in asked:
        value = {"yes/no": "no", "number": "0"}.get(fact.type) or fact.values[0]
        yield f"  - {{input: {scalar(fact.id)}, value: {scalar(value)}, because: made up}}"


def _judgements(maker: Maker, vocabulary: Vocabulary) -> str:
    rows = [_row(each, vocabulary) for each in maker.judgements]
    return table((*judgements.COLUMNS, "synthetic"), rows)


def _row(each: Judgement, vocabulary: Vocabulary) -> tuple[str, ...]:
    item, rating = _named(each.item, vocabulary), each.rating or judgements.NOT_RATED
    return (each.provider, item, rating, each.reason, "yes")


def _decisions(made: Sequence[Decision], vocabulary: Vocabulary, folder: Path) -> str:
    entries = (lines(fields(each, _named(each.item, vocabulary))) for each in made)
    return modeline(folder, "decisions") + LABEL + "decisions:\n" + "".join(entries)


def _named(item: str, vocabulary: Vocabulary) -> str:
    return vocabulary.provider_level.id if item == WHOLE else item
