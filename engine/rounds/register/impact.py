"""What another framework would change where a round's providers are a table."""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from engine.cases.desk import text
from engine.diagnostics import in_order
from engine.rounds.changes import Provider
from engine.rounds.changes import Versions
from engine.rounds.changes import Whole
from engine.rounds.impact import Impact
from engine.rounds.impact import Move
from engine.rounds.impact import moves
from engine.rounds.register.keeping import KEPT
from engine.rounds.register.one import names
from engine.rounds.register.patterns import distinct
from engine.rounds.register.rating import rate
from engine.rounds.register.rating import rated_alone
from engine.rounds.register.register import opened
from engine.rounds.register.spelling import ELSEWHERE
from engine.rounds.register.spelling import MISSING
from engine.rounds.register.spelling import NOT_RATED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from engine.frameworks.model import Scale
    from engine.rounds.changes import Cause
    from engine.rounds.changes import Change
    from engine.rounds.register.rating import Rating
    from engine.rounds.register.spelling import Codings
    from engine.rounds.results import Result
    from engine.rules.framework import Framework

INSTEAD = {NOT_RATED: "not rated", MISSING: "cannot be computed"}
"""What stands for a rating that there is none of."""


@contextmanager
def impact(
    folder: Path, own: Framework, other: Framework, *, strict: bool = False
) -> Iterator[Impact]:
    """What another framework would change, as long as it is needed.

    Raises Invalid where the table has errors under either framework.
    """
    with opened(folder, own, strict=strict) as old, opened(folder, other, strict=strict) as new:
        held = _Held(Versions(own, other), rate(old), rate(new))
        yield Impact(
            round=old.head.id,
            title=old.head.title,
            synthetic=old.head.synthetic,
            before=own,
            after=other,
            inputs=old.head.files,
            assumptions=old.head.assumptions,
            moves=tuple(held.moves()),
            changes=_Changes(held),
            findings=in_order([*held.before.findings, *held.after.findings]),
        )


@dataclass(frozen=True)
class _Compared:
    """The ratings of one item under two frameworks, as codes that mean the same in both."""

    item: str
    level: str
    labels: Sequence[str]
    before: Codings
    after: Codings

    @property
    def known(self) -> NDArray[np.bool_]:
        """Where the item applies under both."""
        found: NDArray[np.bool_] = (self.before != ELSEWHERE) & (self.after != ELSEWHERE)
        return found

    @property
    def differing(self) -> NDArray[np.bool_]:
        """Where the two are not the same."""
        found: NDArray[np.bool_] = self.known & (self.before != self.after)
        return found

    def moves(self, rows: NDArray[np.bool_] | slice) -> Iterator[tuple[str, str, int]]:
        """How many of some rows go from what to what."""
        import numpy as np

        known = self.known[rows]
        size = len(self.labels)
        pairs = self.before[rows][known] * size + self.after[rows][known]
        for pair, number in enumerate(np.bincount(pairs, minlength=size**2).tolist()):
            if number:
                yield self.labels[pair // size], self.labels[pair % size], number


@dataclass(frozen=True)
class _Held:
    """All ratings of a table, held against those under another framework."""

    versions: Versions
    before: Rating
    after: Rating

    @cached_property
    def compared(self) -> tuple[_Compared, ...]:
        """Everything that both frameworks rate."""
        return tuple(self._compared())

    def _compared(self) -> Iterator[_Compared]:
        vocabulary = self.after.register.framework.vocabulary
        for item, there in self.versions.pairs.items():
            old, new = item or None, there or None
            if old in self.before.ranks and new in self.after.ranks:
                level = vocabulary.provider_level.id
                level = vocabulary.item_by_id[there].level if there else level
                scales = self.before.scale(old), self.after.scale(new)
                grades = dict.fromkeys(g.id for scale in scales for g in scale.grades)
                labels = [*INSTEAD.values(), *grades]
                yield _Compared(
                    there,
                    level,
                    labels,
                    _recoded(self.before.ranks[old], scales[0], labels),
                    _recoded(self.after.ranks[new], scales[1], labels),
                )

    def moves(self) -> Iterator[Move]:
        """How many ratings of each level go from what to what, by type of provider."""
        types = self.before.register.table.types
        type_ids = self.before.register.framework.vocabulary.type_ids
        counts: Counter[tuple[str, str | None, str, str]] = Counter()
        for each in self.compared:
            for code, type_id in enumerate(type_ids):
                rows = slice(None) if types is None else types == code
                for before, after, number in each.moves(rows):
                    counts[each.level, type_id, before, after] += number
        for key, number in counts.items():
            yield Move(*key, number)
        yield from moves(self.wholes())

    def wholes(self) -> Iterator[Whole]:
        """What providers are part of, if that is rated under both."""
        known = {result.id: result for result in self.after.above}
        for old in self.before.above:
            if old.id in known:
                yield Whole(self.versions, old, known[old.id], self.cause)

    def cause(self, whole: Result, item: str) -> Cause | None:
        """What made the rating of an item another, at the first member where it is."""
        there = self.versions.pairs.get(item)
        own = next((each for each in self.compared if each.item == there), None)
        if own is None:
            return None
        differing = own.differing
        rows = self.before.register.table.desk.ask(
            f"select rowid from {KEPT} where lower(part_of) = lower({text(whole.id)}) "
            "order by rowid"
        )
        row = next((row for (row,) in rows if differing[row]), None)
        return None if row is None else self.provider(row).cause(item)

    def provider(self, row: int) -> Provider:
        """The provider in a row, rated alone under both frameworks."""
        results = (rated_alone(r.register, row) for r in (self.before, self.after))
        before, after = (ratings.results[0] for ratings in results)
        return Provider(self.versions, before, after)


@dataclass(frozen=True)
class _Changes:
    """The ratings that would be others, provider by provider, in the order of the file.

    Providers of whom the table says the same differ in nothing but their names, so one of
    each kind is rated by the reference interpreter.
    """

    held: _Held

    def __iter__(self) -> Iterator[Change]:
        import numpy as np

        old, new = self.held.before.register, self.held.after.register
        differing = [each.differing for each in self.held.compared]
        rows = np.nonzero(np.logical_or.reduce(differing))[0]
        codes = [each[rows] for each in (*old.codes, *new.codes)]
        kinds = distinct(codes, len(rows))
        known: dict[int, tuple[Change, ...]] = {}
        for (provider, name), kind in zip(names(old, rows), kinds.which.tolist(), strict=True):
            if kind not in known:
                known[kind] = tuple(self.held.provider(int(rows[kinds.first[kind]])).changes())
            for change in known[kind]:
                cause = replace(change.cause, provider=provider)
                yield replace(change, provider=provider, name=name, cause=cause)
        for whole in self.held.wholes():
            yield from whole.changes()


def _recoded(ranks: Codings, scale: Scale, labels: Sequence[str]) -> Codings:
    """Ranks as positions among the labels; what does not apply stays as it is."""
    import numpy as np

    places = {code: labels.index(instead) for code, instead in INSTEAD.items()}
    grades = [labels.index(grade.id) for grade in scale.grades]
    table = np.full(len(grades) - ELSEWHERE, ELSEWHERE, np.int32)
    table[: len(grades)] = grades
    for code, place in places.items():
        table[code] = place
    return table[ranks]
