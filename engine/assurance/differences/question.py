"""Two rules for one item and one type of provider, and why they cannot be compared, if so."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from engine.assurance.differences.joint_patterns import Asked
from engine.assurance.differences.joint_patterns import JointPatterns
from engine.assurance.differences.meaning import substance
from engine.assurance.differences.own import common
from engine.assurance.differences.reader import Reader
from engine.assurance.differences.spans import spans
from engine.diagnostics.words import listed
from engine.rules import typed
from engine.rules.exhaustion import beyond_additions
from engine.rules.patterns import Alike
from engine.rules.patterns import possible_values

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from collections.abc import Mapping

    from engine.assurance.differences.matching import Matching
    from engine.assurance.differences.own import Own
    from engine.frameworks.model import Input
    from engine.frameworks.model import Scale
    from engine.frameworks.model import Vocabulary
    from engine.rules.plan import Task


@dataclass(frozen=True)
class Version:
    """A framework as it applies to one type of provider.

    ``options`` are the ratings that the rules can give an item, by its id.
    """

    vocabulary: Vocabulary
    tasks: Mapping[str | None, Task]
    options: Callable[[str], tuple[str | None, ...]]

    def scale(self, item: str) -> Scale:
        """The scale on which an item is rated."""
        return self.tasks[item].rule.scale


@dataclass(frozen=True)
class Question:
    """Whether two rules always give the same."""

    before: Version
    after: Version
    old: Task
    new: Task
    matching: Matching

    @cached_property
    def children(self) -> dict[str, str]:
        """What either rule reads, by its ids before and after."""
        pairs = self.matching.pairs
        back = {after: before for before, after in pairs.items()}
        read = {*self.old.reads, *(back[item] for item in self.new.reads if item in back)}
        known = {
            item: pairs[item]
            for item in read
            if item in pairs and item in self.before.tasks and pairs[item] in self.after.tasks
        }
        return dict(sorted(known.items(), key=sorted))

    @cached_property
    def obstacle(self) -> str:
        """Why the two cannot be compared, if they cannot."""
        return next(self._obstacles(), "")

    @property
    def entanglement(self) -> str:
        """What of that which is read depends on other things that are read, if anything."""
        sides = (self.before, {*self.children}), (self.after, {*self.children.values()})
        for version, read in sides:
            for item in sorted(read):
                above = version.vocabulary.ancestors(version.vocabulary.item_by_id[item])
                if any(each.id in read for each in above):
                    return f"{item} is looked at, and so is what is made from it"
        return ""

    @property
    def endless(self) -> str:
        """Why no number of patterns stands for all there are, if so."""
        return beyond_additions(self.old.rule) or beyond_additions(self.new.rule)

    @property
    def same(self) -> bool:
        """Whether both are the same rule, made from the same things."""
        return substance(self.old, self.matching.called) == substance(self.new, str)

    @cached_property
    def signature(self) -> object:
        """What makes two questions the same, whichever items they are about."""
        if self.obstacle or self.same:
            return (self.obstacle, self.same)
        kinds = [
            (len(a.items), a.options, a.words, self._mark(a.items[0]))
            for a in self.patterns(()).alike
        ]
        allowed = [
            None if task.item is None else task.item.allowed for task in (self.old, self.new)
        ]
        return (*kinds, *allowed)

    @property
    def readers(self) -> tuple[Reader, Reader]:
        """Both rules, ready to rate patterns."""
        own = {item: item for item in self.children}
        return (
            Reader(self.old, self.before.vocabulary, own),
            Reader(self.new, self.after.vocabulary, self.children),
        )

    def patterns(self, own: tuple[Own, ...]) -> JointPatterns:
        """Everything that both can meet; ``own`` is what may be recorded of the item."""
        named: dict[str, str] = {}
        back = {after: before for before, after in self.children.items()}
        for child in typed.children_of(self.old.rule):
            named.setdefault(child.item, child.words)
        for child in typed.children_of(self.new.rule):
            named.setdefault(back[child.item], child.words)
        alone = [
            Alike((item,), self.options(item), named[item])
            for item in self.children
            if item in named
        ]
        alike: dict[tuple[object, ...], list[str]] = {}
        for item in self.children:
            if item not in named:
                alike.setdefault((self._mark(item), self.options(item)), []).append(item)
        together = [Alike(tuple(items), self.options(items[0])) for items in alike.values()]
        return JointPatterns(
            (*alone, *together), tuple(asked(self.old.rule, self.new.rule)), own
        )

    def options(self, item: str) -> tuple[str | None, ...]:
        """The ratings that a child can have in both frameworks."""
        return common(self.before.options(item), self.after.options(self.children[item]))

    def _obstacles(self) -> Iterator[str]:
        yield from apart_by_hand(self.old.rule, self.new.rule)
        if self.old.asks and self.new.asks and _answers(self.old) != _answers(self.new):
            yield "its judgements have other answers"
        lone = [
            f"{listed(items)} only {when}"
            for when, items in (
                ("before", [i for i in self.old.reads if i not in self.children]),
                ("after", [i for i in self.new.reads if i not in self.children.values()]),
            )
            if items
        ]
        if lone:
            yield f"it is made from {listed(lone)}"
        for old, new in self.children.items():
            if grade_ids(self.before.scale(old)) != grade_ids(self.after.scale(new)):
                yield f"{new} has other ratings"
            if not self.options(old):
                yield f"{new} has no rating that it can have in both"
        yield from other_inputs(self.old.rule, self.new.rule)

    def _mark(self, item: str) -> tuple[object, ...]:
        """What tells a child from others, for either rule."""
        return tuple(_mark(self.old, item)), tuple(_mark(self.new, self.children[item]))


def asked(old: typed.Rule, new: typed.Rule) -> Iterator[Asked]:
    """The inputs that either rule reads."""
    rules = [{fact.id: fact for fact in typed.inputs_of(rule)} for rule in (old, new)]
    for fact_id in sorted({*rules[0], *rules[1]}):
        facts = [known[fact_id] for known in rules if fact_id in known]
        values = _values(old, new, facts)
        usual = {fact.default for fact in facts if fact.default in values}
        yield Asked(facts[0], values, frozenset(usual or values[:1]))


def _values(old: typed.Rule, new: typed.Rule, facts: list[Input]) -> tuple[str, ...]:
    """What an input may be in both, as far as either rule can tell it apart."""
    if facts[0].type != "number":
        rows = [possible_values(fact) for fact in facts]
        return tuple(str(value) for value in common(rows[0], rows[-1]))

    marks = {
        mark
        for rule in (old, new)
        for measure, mark in typed.marks_of(rule)
        if isinstance(measure, typed.Given) and measure.input.id == facts[0].id
    }
    found = spans(marks)
    return tuple(str(span.low if span.is_point else span.middle) for span in found)


def apart_by_hand(old: typed.Rule, new: typed.Rule) -> Iterator[str]:
    """That only one of two ratings is given by a person."""
    by_hand = [isinstance(rule.base, typed.Judged) for rule in (old, new)]
    if by_hand[0] != by_hand[1]:
        yield f"it is judged by a person {'before' if by_hand[0] else 'after'}"


def other_inputs(old: typed.Rule, new: typed.Rule) -> Iterator[str]:
    """Inputs of one name that are not the same."""
    theirs = {fact.id: fact for fact in typed.inputs_of(new)}
    for fact in typed.inputs_of(old):
        other = theirs.get(fact.id)
        if other is not None and other.type != fact.type:
            yield f"{fact.id} is another kind of input"
        elif other is not None and not _values(old, new, [fact, other]):
            yield f"{fact.id} has no value that it can have in both"


def _answers(task: Task) -> set[str]:
    return grade_ids(task.asks[0].scale)


def grade_ids(scale: Scale) -> set[str]:
    """The ids of a scale's grades."""
    return {grade.id for grade in scale.grades}


def _mark(task: Task, item: str) -> Iterator[object]:
    yield from (key for key, ids in task.members.items() if item in ids)
    for measure in typed.measures_of(task.rule):
        if isinstance(measure, typed.Scored):
            yield measure.weight_of.get(item)
