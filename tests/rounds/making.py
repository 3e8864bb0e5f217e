"""Rounds in memory from a few words: a row of letters, counts, judgements.

``row("ashby", "NPS", "GRGR RRGR GG")`` is a provider with its ten standards: a letter is
the rating, ``-`` withholds it with a reason, ``?`` leaves it out.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from dataclasses import field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from engine.cases import Tally
from engine.data import folder
from engine.diagnostics import Place
from engine.rounds.rate import rate
from engine.rounds.round import Decision
from engine.rounds.round import Judgement
from engine.rounds.round import Provider
from engine.rounds.round import Round
from engine.rounds.round import Seen
from engine.rules.framework import Framework
from engine.rules.load import load_framework
from tests.rules.checking import sound
from tests.rules.vocabularies import FOUR

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping

    from engine.frameworks.model import Vocabulary

LETTERS = dict(zip("IRGO", FOUR, strict=True))
SHARES = {"I": (40, 60), "R": (57, 43), "G": (72, 28), "O": (90, 10)}
"""Sufficient and insufficient, well inside each band: nothing here is open to discretion."""

REASON = "could not be seen"
NOBODY = "sha256:" + "0" * 64


@cache
def shipped(version: str = "2018-19") -> Framework:
    """A framework that comes with Assay."""
    return load_framework(folder("standards") / version)


def framework(vocabulary: Vocabulary, rules: str) -> Framework:
    """A framework from a vocabulary and the text of its rules, which must be sound."""
    return Framework(Path("made"), vocabulary, sound(rules, vocabulary), NOBODY, NOBODY)


@dataclass(frozen=True)
class Row:
    """One provider with its counts and judgements."""

    provider: Provider
    tallies: dict[tuple[str, str], Tally] = field(default_factory=dict)
    judgements: tuple[Judgement, ...] = ()


def row(who: str, kind: str, letters: str, **counts: tuple[int, ...]) -> Row:
    """A provider of a shipped framework; ``q211=(40, 18)`` sets the counts of 2.1.1."""
    vocabulary = shipped().vocabulary
    provider = Provider(who, who.title(), kind)
    standards = [
        i for i in vocabulary.items if i.level == "standard" and vocabulary.applies(i, kind)
    ]
    tallies: dict[tuple[str, str], Tally] = {}
    judgements = []
    for standard, letter in zip(standards, letters.replace(" ", ""), strict=True):
        if letter == "-":
            judgements.append(Judgement(who, standard.id, None, REASON))
        elif standard.parent == "1" and letter in LETTERS:
            judgements.append(Judgement(who, standard.id, LETTERS[letter]))
        for question in vocabulary.below(standard.id):
            if question.level == "key question" and letter in SHARES:
                tallies[who, question.id] = tally(*SHARES[letter])
    for name, numbers in counts.items():
        tallies[who, ".".join(name[1:])] = tally(*numbers)
    return Row(provider, tallies, tuple(judgements))


def tally(favourable: int, unfavourable: int, excluded: int = 0, missing: int = 0) -> Tally:
    """Counts of a scale of two answers, the worse first."""
    return Tally((unfavourable, favourable), excluded, missing)


def people(
    given: Mapping[str, Mapping[str, str | None]], kind: str | None = None
) -> Iterable[Row]:
    """Providers by what is judged of them; None withholds."""
    for who, judged in given.items():
        yield Row(
            Provider(who, who.title(), kind),
            judgements=tuple(
                Judgement(who, item, grade, REASON if grade is None else "")
                for item, grade in judged.items()
            ),
        )


def round_of(*rows: Row, **more: object) -> Round:
    """A round of some providers."""
    return Round(
        id="made",
        title="Made up",
        folder=Path("made"),
        framework="made",
        synthetic=True,
        providers=tuple(each.provider for each in rows),
        tallies={key: tally for each in rows for key, tally in each.tallies.items()},
        judgements=tuple(j for each in rows for j in each.judgements),
        **more,  # type: ignore[arg-type]
    )


def decision(who: str, item: str, start: str, end: str, **more: object) -> Decision:
    """A panel's decision; ``on=(40, 58)`` is what the panel saw."""
    on = more.pop("on", None)
    return Decision(
        provider=who,
        item=item,
        start=start,
        end=end,
        by=str(more.pop("by", "ratings panel")),
        date=datetime.date(2019, 3, 1),
        reason="the sub-sample pointed the other way",
        on=None if on is None else Seen(*on),  # type: ignore[misc]
        place=Place("decisions.yaml", 2, 3),
        item_place=Place("decisions.yaml", 3, 5),
    )


def rated(*rows, version="2018-19", **more):
    """The ratings of some providers under a shipped framework."""
    return rate(round_of(*rows, **more), shipped(version))


def whole(ratings, who="north"):
    """The result of one provider, or of what stands above it, by its id."""
    return next(result for result in ratings.results if result.id == who)


def found(result, item):
    """One item's result under a provider's."""
    return next(r for r in result.walk() if r is not result and r.id == item)


def only(*rows, version="2018-19", **more):
    """The result of the first provider."""
    return rated(*rows, version=version, **more).results[0]
