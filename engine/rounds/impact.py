"""What another framework would change of a round's ratings."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.diagnostics import Invalid
from engine.rounds.carry import carry
from engine.rounds.changes import Provider
from engine.rounds.changes import Versions
from engine.rounds.changes import Whole
from engine.rounds.changes import standing
from engine.rounds.load import load_round
from engine.rounds.rate import rate

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from pathlib import Path

    from engine.diagnostics import Finding
    from engine.rounds.changes import Cause
    from engine.rounds.changes import Change
    from engine.rounds.results import Assumption
    from engine.rounds.results import Carried
    from engine.rounds.results import InputFile
    from engine.rounds.results import Result
    from engine.rules.framework import Framework


@dataclass(frozen=True)
class Move:
    """How many ratings of a level go from one to another, or stay as they are."""

    level: str
    type: str | None
    before: str
    after: str
    number: int


@dataclass(frozen=True)
class Impact:
    """What another framework would change of a round's ratings.

    ``moves`` count the ratings that both frameworks give, those included that stay as they
    are; ``changes`` are the others, provider by provider.
    """

    round: str
    title: str
    synthetic: bool
    before: Framework
    after: Framework
    inputs: tuple[InputFile, ...]
    assumptions: tuple[Assumption, ...]
    moves: tuple[Move, ...]
    changes: Iterable[Change]
    carried: Carried | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether any rating would be another, or could not be told any more."""
        return any(move.before != move.after for move in self.moves)


def impact(
    folder: Path, own: Framework, other: Framework, *, partial: bool = False, cache: bool = True
) -> Impact:
    """What another framework would change of the ratings of the round in a folder.

    Raises Invalid where the round has errors, or nothing says how the two correspond.
    """
    round_, findings = load_round(folder, own, partial=partial, cache=cache)
    if round_ is None:
        raise Invalid(findings)
    before = rate(round_, own)
    there, carried = carry(round_, own, other)
    after = rate(there, other, carried)
    rated = [*_held(Versions(own, other), before.results, after.results)]
    return Impact(
        round=before.round,
        title=before.title,
        synthetic=before.synthetic,
        before=own,
        after=other,
        inputs=before.inputs,
        assumptions=before.assumptions,
        moves=tuple(moves(rated)),
        changes=tuple(change for each in rated for change in each.changes()),
        carried=carried,
        findings=after.findings,
    )


def _held(
    versions: Versions, before: Iterable[Result], after: Iterable[Result]
) -> Iterator[Provider | Whole]:
    """Everybody who is rated under both frameworks, and what they are part of."""
    known = {result.id: result for result in after}
    found: dict[str, Provider | Whole] = {}

    def below(whole: Result, item: str) -> Cause | None:
        causes = (found[member].cause(item) for member in whole.members if member in found)
        return next((cause for cause in causes if cause is not None), None)

    for old in before:
        new = known.get(old.id)
        if new is None or old.level != new.level:
            continue
        levels = (
            f.vocabulary.level_by_id[old.level] for f in (versions.before, versions.after)
        )
        of_ratings = [level.pools == "ratings" for level in levels]
        if any(of_ratings):
            found[old.id] = Whole(versions, old, new, below)
        else:
            found[old.id] = Provider(versions, old, new)
        yield found[old.id]


def moves(providers: Iterable[Provider | Whole]) -> Iterator[Move]:
    """How many ratings of each level go from what to what, by type of provider."""
    counts: Counter[tuple[str, str | None, str, str]] = Counter()
    for provider in providers:
        for old, new in provider.compared.values():
            labels = standing(old).label, standing(new).label
            counts[new.level, provider.before.type, *labels] += 1
    for (level, kind, before, after), number in counts.items():
        yield Move(level, kind, before, after, number)
