"""Rates a table of providers at once, and says of each why it has no rating, if it has none."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING
from typing import TypeAlias

from engine.diagnostics import in_order
from engine.frameworks.names import folded
from engine.rounds.directory import WHOLE
from engine.rounds.rate import lacking
from engine.rounds.rate import rate as rate_round
from engine.rounds.records import ledger
from engine.rounds.register.above import wholes
from engine.rounds.register.one import inputs_in
from engine.rounds.register.one import one
from engine.rounds.register.one import status_in
from engine.rounds.register.one import unnamed
from engine.rounds.register.patterns import distinct
from engine.rounds.register.spelling import ELSEWHERE
from engine.rounds.register.spelling import MISSING
from engine.rounds.register.spelling import NOT_RATED
from engine.rounds.register.spelling import of_input
from engine.rules import arrays
from engine.rules import typed
from engine.rules.facts import Facts
from engine.rules.plan import plan
from engine.rules.reference import rate as rate_item

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    from engine.diagnostics import Finding
    from engine.frameworks.model import Scale
    from engine.rounds.register.patterns import Kinds
    from engine.rounds.register.register import Register
    from engine.rounds.register.spelling import Codings
    from engine.rounds.results import Basis
    from engine.rounds.results import Ratings
    from engine.rounds.results import Result
    from engine.rules.framework import Framework
    from engine.rules.plan import Plan
    from engine.rules.plan import Task

    Tell: TypeAlias = Callable[[int], tuple[Basis, str]]

RATED = -1
"""The reason of what is rated."""


@dataclass(frozen=True)
class Rating:
    """All ratings of a table, an entry for each provider in every array.

    ``ranks`` are by item, the provider's own under None; NOT_RATED, MISSING and ELSEWHERE
    stand for what has none. ``reason`` is a position in ``reasons``, or -1 for what is
    rated; ``bases`` says of each of those whether it is not rated or not computed.
    ``kinds`` are the providers of whom the table says the same. ``above`` is what
    providers are part of.
    """

    register: Register
    kinds: Kinds
    ranks: Mapping[str | None, Codings]
    reason: Codings
    reasons: tuple[str, ...]
    bases: tuple[Basis, ...]
    findings: tuple[Finding, ...] = ()
    above: tuple[Result, ...] = ()

    @property
    def computed(self) -> tuple[str | None, ...]:
        """What rules compute, the provider's own rating first, then in the items' order."""
        rules = self.register.framework.rules
        keys = (None, *(item.id for item in self.register.framework.vocabulary.items))
        rated = ((key, rules.rating(key)) for key in keys if key in self.ranks)
        return tuple(
            k for k, r in rated if r is not None and not isinstance(r.base, typed.Judged)
        )

    @property
    def basis(self) -> Basis:
        """Where the ratings of those who have one come from."""
        rule = self.register.framework.rules.rating(None)
        judged = rule is not None and isinstance(rule.base, typed.Judged)
        return "judged" if judged else "computed"

    @property
    def shown(self) -> tuple[str | None, ...]:
        """What the ratings come to: the provider's own, or where there is none the items."""
        if None in self.ranks:
            return (None,)
        items = (item.id for item in self.register.framework.vocabulary.items)
        return self.computed or tuple(item for item in items if item in self.ranks)

    def scale(self, key: str | None) -> Scale:
        """The scale that something is rated on."""
        rule = self.register.framework.rules.rating(key)
        assert rule is not None
        return rule.scale

    def counts(self, key: str | None) -> Counter[str]:
        """How many have each grade."""
        import numpy as np

        ranks = self.ranks[key]
        numbers = np.bincount(ranks[ranks >= 0], minlength=len(self.scale(key).grades))
        pairs = zip(self.scale(key).grades, numbers, strict=True)
        return Counter({grade.id: int(number) for grade, number in pairs})

    def unrated(self, key: str | None) -> dict[Basis, int]:
        """How many have no grade, and whether that is meant."""
        import numpy as np

        codes: dict[Basis, int] = {"not rated": NOT_RATED, "cannot be computed": MISSING}
        ranks = self.ranks[key]
        return {basis: int(np.count_nonzero(ranks == code)) for basis, code in codes.items()}

    def without(self, basis: str) -> Counter[str]:
        """How many providers are not rated, or not computed, for each reason."""
        import numpy as np

        numbers = np.bincount(self.reason[self.reason != RATED], minlength=len(self.reasons))
        found = zip(self.bases, self.reasons, numbers, strict=True)
        return Counter({reason: int(n) for b, reason, n in found if b == basis})


def rate(register: Register) -> Rating:
    """Rate every provider of a table: one of each kind, and all others like it."""
    kinds = distinct(register.codes, register.table.size)
    alike = register.of(kinds.first)
    ranks: dict[str | None, Codings] = {}
    for code, type_id in enumerate(register.framework.vocabulary.type_ids):
        _rate_type(alike, plan(register.framework, type_id), code, ranks)
    decided = {row: rated_alone(register, row) for row in register.decisions}
    for row, ratings in decided.items():
        _decide(ranks, int(kinds.which[row]), ratings.results[0], register.framework)
    reason, reasons = _explained(
        alike, ranks, {int(kinds.which[row]): each for row, each in decided.items()}
    )
    ranks = {key: codes[kinds.which] for key, codes in ranks.items()}
    above = wholes(register, ranks)
    found = [f for ratings in decided.values() for f in ratings.findings]
    found += [f for one in above for f in one.findings]
    return Rating(
        register,
        kinds,
        ranks,
        reason[kinds.which],
        reasons=tuple(words for _, words in reasons),
        bases=tuple(basis for basis, _ in reasons),
        findings=in_order(found),
        above=tuple(one.result for one in above),
    )


def _rate_type(
    register: Register, plan_: Plan, code: int, ranks: dict[str | None, Codings]
) -> None:
    """Rate the providers of one type, and put their ratings where they belong."""
    import numpy as np

    table = register.table
    rows = slice(None) if table.types is None else np.nonzero(table.types == code)[0]
    found = arrays.rate(plan_, _columns(register, rows))
    for key, codes in found.ranks.items():
        if table.types is None:
            ranks[key] = codes
        else:
            ranks.setdefault(key, np.full(table.size, ELSEWHERE, codes.dtype))[rows] = codes


def _decide(
    ranks: Mapping[str | None, Codings], row: int, provider: Result, framework: Framework
) -> None:
    """Put the ratings of one provider in place of those that no decision has moved."""
    for result in provider.walk():
        key = None if result is provider else result.id
        rule = framework.rules.rating(key)
        if rule is not None and result.rating is not None:
            ranks[key][row] = rule.scale.rank(result.rating)


def _columns(register: Register, rows: slice | NDArray[np.intp]) -> arrays.Columns:
    table = register.table
    size = table.size if isinstance(rows, slice) else len(rows)
    given = {fact: _given(register, fact, size) for fact in register.shape.given}
    inputs = {fact: codes for fact, (codes, _) in given.items()}
    numbers = {fact: values for fact, (_, values) in given.items() if values}
    withheld = {}
    if table.statuses is not None:
        withheld[WHOLE] = table.statuses[rows] != NOT_RATED
    return arrays.Columns(
        size=size,
        judged={item: codes[rows] for item, codes in table.items.items()},
        tallies={},
        inputs=inputs | {fact: codes[rows] for fact, codes in table.inputs.items()},
        numbers=numbers | dict(table.numbers),
        withheld=withheld,
    )


def _given(register: Register, fact_id: str, size: int) -> tuple[Codings, tuple[Fraction, ...]]:
    """The codes of an input that is the same for all, and its value if it is a number."""
    import numpy as np

    facts = {fact.id: fact for fact in register.framework.vocabulary.inputs}
    fact, value = facts[fact_id], register.shape.given[fact_id]
    if fact.type == "number":
        return np.zeros(size, np.int8), (Fraction(value),)
    return np.full(size, of_input(fact)[folded(value)], np.int16), ()


def _explained(
    register: Register, ranks: Mapping[str | None, Codings], decided: Mapping[int, Ratings]
) -> tuple[Codings, tuple[tuple[Basis, str], ...]]:
    """The reason of each provider that has no rating of its own, and all such reasons.

    The reference interpreter is asked about one of each of those that differ in what the
    reason depends on; about the ``decided`` it was asked.
    """
    import numpy as np

    size = register.table.size
    own = ranks.get(None, np.full(size, NOT_RATED, np.int8))
    reason = np.full(size, RATED, np.int32)
    kinds: dict[tuple[Basis, str], int] = {}
    for tell, codes, rows in _alike(register, ranks, own):
        alike = distinct([each[rows] for each in codes], len(rows))
        numbers = [kinds.setdefault(tell(int(row)), len(kinds)) for row in rows[alike.first]]
        reason[rows] = np.array(numbers, np.int32)[alike.which] if numbers else RATED
    for row, ratings in decided.items():
        result = ratings.results[0]
        kind = (result.basis, result.reason)
        reason[row] = kinds.setdefault(kind, len(kinds)) if kind[0] != "computed" else RATED
    return reason, tuple(kinds)


def _alike(
    register: Register, ranks: Mapping[str | None, Codings], own: Codings
) -> Iterator[tuple[Tell, list[Codings], NDArray[np.intp]]]:
    """Rows without a rating, what tells their reasons apart, and who says the reason."""
    import numpy as np

    table = register.table
    said = [codes for codes in (table.types, table.statuses) if codes is not None]
    codes = [*table.items.values(), *table.inputs.values()]
    blank = [(each == MISSING).astype(np.int8) for each in codes]
    anyone = partial(_told, register)
    yield partial(_told_of_blank, register), [*said, *blank], np.nonzero(own == MISSING)[0]
    for code, type_id in enumerate(register.framework.vocabulary.type_ids):
        ours = own == NOT_RATED
        rows = np.nonzero(ours if table.types is None else ours & (table.types == code))[0]
        tasks = plan(register.framework, type_id).tasks
        task = next((task for task in tasks if task.key is None), None)
        if task is None or isinstance(task.rule.base, typed.Judged):
            yield anyone, [*said, *codes], rows
        else:
            read = [ranks[item] for item in task.reads]
            read += [table.inputs[fact] for fact in task.inputs if fact in table.inputs]
            yield partial(_told_by_rule, register, task, ranks), [*said, *read], rows


def _told(register: Register, row: int) -> tuple[Basis, str]:
    """Why whoever is in a row has no rating: all that it has is rated again for it."""
    result = rated_unnamed(register, row).results[0]
    return result.basis, result.reason


def _told_of_blank(register: Register, row: int) -> tuple[Basis, str]:
    """The same of what is left blank, for which nothing has to be rated."""
    round_, framework = unnamed(register, row), register.framework
    (records,) = ledger(round_, framework).values()
    tasks = plan(framework, round_.providers[0].type).tasks
    return "cannot be computed", lacking(records.all_blank(tasks))


def _told_by_rule(
    register: Register, task: Task, ranks: Mapping[str | None, Codings], row: int
) -> tuple[Basis, str]:
    """The same from the rule alone, where everything that it reads is settled."""
    rules = register.framework.rules
    ratings: dict[str, str | None] = {}
    for item in task.reads:
        rule, rank = rules.rating(item), int(ranks[item][row])
        assert rule is not None
        ratings[item] = None if rank < 0 else rule.scale.grades[rank].id
    facts = Facts(
        ratings,
        task.members,
        inputs=inputs_in(register, row),
        withheld=status_in(register, row),
    )
    return "not rated", rate_item(task.rule, facts).reason


def rated_alone(register: Register, row: int) -> Ratings:
    """The ratings of the provider in a row, by the reference interpreter."""
    return rate_round(one(register, row), register.framework)


def rated_unnamed(register: Register, row: int) -> Ratings:
    """The same without its name, for which the table would have to be asked."""
    if row in register.decisions:
        return rated_alone(register, row)
    return rate_round(unnamed(register, row), register.framework)
