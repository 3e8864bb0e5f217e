"""Hypothesis strategies for what is recorded about a provider, and for what a rule looks at."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from engine.assurance.coverage.gauges import gauges
from engine.assurance.coverage.situations import telling_answers
from engine.assurance.coverage.situations import telling_values
from engine.rules import typed
from engine.rules.facts import Facts
from engine.rules.patterns import possible_by_rule
from engine.rules.plan import plan
from engine.rules.reference import rate

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping

    from hypothesis.strategies import DrawFn

    from engine.frameworks.model import Input
    from engine.rules.facts import Outcome
    from engine.rules.framework import Framework
    from engine.rules.framework import Printer
    from engine.rules.plan import Task

SELDOM = 12
"""A judgement is withheld once in so many times, where it may be."""


@dataclass(frozen=True)
class Recorded:
    """All that is recorded about one provider, by item; the provider itself is its level.

    ``judged`` are ratings that people gave, None where one was withheld; ``counts`` how
    often each answer was given; ``inputs`` facts; ``decided`` the moves of a panel.
    """

    framework: Framework = field(repr=False)
    type: str | None
    judged: Mapping[str, str | None] = field(default_factory=dict)
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    inputs: Mapping[str, str] = field(default_factory=dict)
    decided: Mapping[str, str] = field(default_factory=dict)

    @property
    def ratings(self) -> dict[str, str | None]:
        """What everything is rated; None is not rated."""
        return {item: outcome.rating for item, outcome in self.outcomes.items()}

    @property
    def outcomes(self) -> dict[str, Outcome]:
        """What the rules make of everything, with every line of the derivation."""
        found: dict[str, Outcome] = {}
        for task in plan(self.framework, self.type).tasks:
            ratings = {item: outcome.rating for item, outcome in found.items()}
            found[name_of(task)] = rate(task.rule, self.facts(task, ratings))
        return found

    def _repr_pretty_(self, printer: Printer, cycle: bool) -> None:  # noqa: FBT001
        """How Hypothesis and notebooks show it: without the whole framework."""
        del cycle
        printer.text(repr(self))

    def but(
        self,
        *,
        judged: Mapping[str, str | None] | None = None,
        counts: Mapping[str, Mapping[str, int]] | None = None,
        inputs: Mapping[str, str] | None = None,
    ) -> Recorded:
        """The same with some of it changed."""
        return replace(
            self,
            judged={**self.judged, **(judged or {})},
            counts={**self.counts, **(counts or {})},
            inputs={**self.inputs, **(inputs or {})},
        )

    def facts(self, task: Task, ratings: Mapping[str, str | None]) -> Facts:
        """What the rule of one item looks at, where this is what is below it."""
        item = name_of(task)
        withheld = item in self.judged and self.judged[item] is None
        return Facts(
            ratings=ratings,
            members=task.members,
            answers=self.counts.get(item, {}),
            inputs=self.inputs,
            judged=self.judged.get(item),
            withheld="withheld" if withheld else None,
            decided=self.decided.get(item),
        )


def judgements(
    framework: Framework,
    type_id: str | None = None,
    *,
    withheld: bool = False,
    decisions: bool = False,
) -> st.SearchStrategy[Recorded]:
    """All that may be recorded about one provider, of this type or of any.

    Many counts and numbers lie at the edges of bands. ``withheld`` lets judged ratings be
    withheld; ``decisions`` lets a panel make those moves that the rules allow.
    """
    types = framework.vocabulary.type_ids if type_id is None else (type_id,)
    every = st.one_of([_of_type(framework, t, withheld=withheld) for t in types])
    return every.flatmap(_with_moves) if decisions else every


def facts(
    framework: Framework, item: str | None = None, type_id: str | None = None
) -> st.SearchStrategy[Facts]:
    """What the rule that rates an item may look at; without an item, the provider's rule.

    Give them to ``engine.rules.reference.rate`` with ``framework.rules.rating(item)``.
    """
    which = framework.vocabulary.type_ids[0] if type_id is None else type_id
    task = next(task for task in plan(framework, which).tasks if task.key == item)
    options = possible_by_rule(framework.vocabulary, framework.rules, withheld=True)
    known = {fact.id: fact for fact in framework.vocabulary.inputs}
    return st.builds(
        Facts,
        ratings=st.fixed_dictionaries({i: st.sampled_from(options(i)) for i in task.reads}),
        members=st.just(task.members),
        answers=_counts(task) if task.asks else st.just({}),
        inputs=_inputs(framework, [known[fact] for fact in task.inputs]),
        judged=_judged(task) if _is_judged(task) else st.none(),
    )


def name_of(task: Task) -> str:
    """What is rated: an item's id, or the provider's level."""
    return task.key or task.rule.level.id


def _is_judged(task: Task) -> bool:
    return isinstance(task.rule.base, typed.Judged)


def _judged(task: Task, *, withheld: bool = False) -> st.SearchStrategy[str | None]:
    grades = [grade.id for grade in task.rule.scale.grades]
    allowed = () if task.item is None else task.item.allowed
    given = st.sampled_from(list(allowed or grades))
    if not withheld:
        return given
    return st.integers(1, SELDOM).flatmap(lambda n: st.none() if n == SELDOM else given)


def _counts(task: Task) -> st.SearchStrategy[dict[str, int]]:
    """Any answers, or answers at the edge of a band."""
    grades = [grade.id for grade in task.asks[0].scale.grades]
    telling = telling_answers(task, tuple(gauges(0, task.rule)))
    at_edges = [{grade: answers.get(grade, 0) for grade in grades} for answers in telling]
    anyhow = st.fixed_dictionaries({grade: st.integers(0, 40) for grade in grades})
    return st.one_of(anyhow, st.sampled_from(at_edges))


def _of_type(
    framework: Framework, type_id: str | None, *, withheld: bool
) -> st.SearchStrategy[Recorded]:
    tasks = plan(framework, type_id).tasks
    judged = {name_of(t): _judged(t, withheld=withheld) for t in tasks if _is_judged(t)}
    counts = {name_of(task): _counts(task) for task in tasks if task.asks}
    parts = st.tuples(
        st.fixed_dictionaries(judged),
        st.fixed_dictionaries(counts),
        _inputs(framework, framework.vocabulary.inputs),
    )
    return parts.map(lambda each: Recorded(framework, type_id, *each))


def _inputs(framework: Framework, inputs: Iterable[Input]) -> st.SearchStrategy[dict[str, str]]:
    """A value of each input; many a number is one that some rule can tell apart."""
    rules = framework.rules.rules
    every = (gauge for rule in rules for gauge in gauges(0, rule))
    telling = telling_values(rules, tuple(every))
    values = {}
    for fact in inputs:
        values[fact.id] = st.sampled_from(telling(fact) or ("0",))
        if fact.type == "number":
            values[fact.id] |= st.integers(0, 100).map(str)
    return st.fixed_dictionaries(values)


@st.composite
def _with_moves(draw: DrawFn, found: Recorded) -> Recorded:
    """The same with moves that the rules allow, each after those of what it follows from."""
    ratings: dict[str, str | None] = {}
    decided = {}
    for task in plan(found.framework, found.type).tasks:
        item, seen = name_of(task), found.facts(task, ratings)
        outcome = rate(task.rule, seen)
        if outcome.moves:
            move = draw(st.none() | st.sampled_from(outcome.moves))
            if move is not None:
                decided[item] = move
                outcome = rate(task.rule, replace(seen, decided=move))
        ratings[item] = outcome.rating
    return replace(found, decided=decided)
