"""A rule, or a whole tree of rules, as a problem: what may vary, and what follows from it."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING
from typing import TypeAlias

from engine.assurance.numbers import core
from engine.assurance.numbers.amounts import Position
from engine.assurance.numbers.amounts import judgements
from engine.assurance.numbers.lowering import World
from engine.assurance.numbers.lowering import lowered
from engine.diagnostics.words import listed
from engine.rules import typed
from engine.rules.facts import Facts
from engine.rules.members import members_read
from engine.rules.patterns import Pattern
from engine.rules.patterns import arranged
from engine.rules.patterns import possible_judgements
from engine.rules.patterns import telling_values
from engine.rules.reference import rate
from engine.rules.shares import shares_in

if TYPE_CHECKING:
    from engine.assurance.numbers.amounts import Amount
    from engine.assurance.numbers.lowering import Lowered
    from engine.frameworks.model import Input
    from engine.frameworks.model import Vocabulary
    from engine.rules.spaces import Options

Values: TypeAlias = Mapping[str, int]
"""The values of variables, by name."""


@dataclass(frozen=True)
class Leaf:
    """Something that may vary.

    ``values`` are those that it may have, or None for any number from 0; ``better`` those
    that go from worse to better.
    """

    name: str
    values: tuple[int, ...] | None
    better: tuple[int, ...] = ()


@dataclass
class Scene:
    """One rule, for one item and type of provider, and everything that it rests on.

    What the rule reads varies freely, or with ``whole`` follows from its own rules, down
    to what people judge. ``seen_as`` is what a leaf counts as, where that is not itself.
    ``sampled`` says that some values of leaves stand for others that are left out.
    """

    vocabulary: Vocabulary
    rules: typed.Rules
    rule: typed.Rule
    key: tuple[str | None, str | None]
    options: Options
    whole: bool = False
    also: tuple[typed.Condition, ...] = ()
    mark: str = ""
    seen_as: Callable[[Leaf], core.Term] = field(default=lambda leaf: core.Variable(leaf.name))
    leaves: dict[str, Leaf] = field(default_factory=dict)
    defined: dict[str, core.Term] = field(default_factory=dict)
    ratings: dict[str, core.Term] = field(default_factory=dict)
    counted: dict[str, tuple[str, ...]] = field(default_factory=dict)
    sampled: bool = False

    def __post_init__(self) -> None:
        self.world = self._world(self.rule, self.key[0], self.also)
        self.lowered = self._lower(self.rule, self.key[0], self.world)

    def _world(
        self, rule: typed.Rule, item_id: str | None, also: tuple[typed.Condition, ...] = ()
    ) -> World:
        members = self._members(rule, item_id, also)
        ids = [i for held in members.values() for i in held]
        ids += [child.item for child in typed.children_of(rule, also)]
        facts = typed.inputs_of(rule, also)
        judged = possible_judgements(self.vocabulary, rule, item_id)
        ranks = tuple(rule.scale.rank(grade) for grade in judged)
        leaf = Leaf(f"judged {item_id or ''}", ranks, ranks)
        return World(
            ratings={item: self._rating(item) for item in dict.fromkeys(ids)},
            members=members,
            facts={fact.id: self._fact(fact) for fact in facts},
            number=self._number,
            share=lambda share: self._share(share, item_id),
            judged=self._leaf(leaf) if judged else core.Constant(core.NOT_RATED),
        )

    def _members(
        self, rule: typed.Rule, item_id: str | None, also: tuple[typed.Condition, ...] = ()
    ) -> Mapping[tuple[str, str | None], tuple[str, ...]]:
        item = None if item_id is None else self.vocabulary.item_by_id[item_id]
        return members_read(self.vocabulary, rule, item, self.key[1], also)

    def _lower(self, rule: typed.Rule, item_id: str | None, world: World) -> Lowered:
        name = f"{self.mark}{item_id or 'provider'} line"
        found = lowered(rule, world, name)
        if isinstance(rule.base, typed.Banded) and rule.base.adds_anything:
            self.sampled = True
        for number, line in enumerate(found.lines):
            self.defined[f"{name} {number}"] = line.rating
        return found

    def _leaf(self, leaf: Leaf) -> core.Term:
        self.leaves[leaf.name] = leaf
        return self.seen_as(leaf)

    def _rating(self, item_id: str) -> core.Term:
        if item_id not in self.ratings:
            rule = self._rule_of(item_id)
            if self.whole:
                below = self._lower(rule, item_id, self._world(rule, item_id))
                self.ratings[item_id] = below.rating
            else:
                options = self.options(item_id)
                ranks = tuple(rule.scale.rank(grade) for grade in options if grade is not None)
                absent = (core.NOT_RATED,) if None in options else ()
                leaf = Leaf(f"item {item_id}", (*ranks, *absent), ranks)
                self.ratings[item_id] = self._leaf(leaf)
        return self.ratings[item_id]

    def _rule_of(self, item_id: str) -> typed.Rule:
        rule = self.rules.rating(item_id)
        assert rule is not None
        return rule

    def _fact(self, fact: Input) -> core.Term:
        values = tuple(range(len(self._values(fact))))
        return self._leaf(Leaf(f"input {fact.id}", values))

    def _values(self, fact: Input) -> tuple[str, ...]:
        others = self.rules.rules if self.whole else ()
        return telling_values(self.rule, self.also, others)(fact)

    def _number(self, fact: Input) -> Position:
        values = tuple(map(Fraction, self._values(fact)))
        return Position(self._fact(fact), values)

    def _share(self, share: typed.Share, item_id: str | None) -> Amount:
        names = {grade.id: f"cases {item_id or ''} {grade.id}" for grade in share.scale.grades}
        self.counted[item_id or ""] = tuple(names.values())
        counts = {grade: self._leaf(Leaf(name, None)) for grade, name in names.items()}
        favourable = [counts[grade] for grade in share.grades.grades]
        return judgements(share.kind, favourable, list(counts.values()))

    # From the values of leaves to what the reference reads

    def pattern(self, values: Values) -> Pattern:
        """What the rule meets where the leaves have these values."""
        facts = self._facts(self.rule, self.key[0], values, self.also)
        if self.whole:
            return Pattern(facts, self._words(values))
        members = self._members(self.rule, self.key[0], self.also)
        chosen = telling_values(self.rule, self.also)
        space = arranged(self.rule, members, self.options, chosen, self.also)
        grades = (tuple(facts.ratings[i] for i in alike.items) for alike in space.alike)
        ways = [
            tuple(sorted(each, key=alike.options.index))
            for each, alike in zip(grades, space.alike, strict=True)
        ]
        given = [facts.inputs[fact.id] for fact, _ in space.values]
        judged = (facts.judged,) if facts.judged is not None else ()
        pattern = replace(space, judged=judged).pattern((*ways, *given, *judged))
        words = [pattern.words] if pattern.words else []
        words += self._cases(self.rule, self.key[0], values)
        return Pattern(replace(pattern.facts, answers=facts.answers), ", ".join(words))

    def _facts(
        self,
        rule: typed.Rule,
        item_id: str | None,
        values: Values,
        also: tuple[typed.Condition, ...] = (),
    ) -> Facts:
        members = self._members(rule, item_id, also)
        ids = [i for held in members.values() for i in held]
        ids += [child.item for child in typed.children_of(rule, also)]
        inputs = typed.inputs_of(rule, also)
        judged = values.get(f"judged {item_id or ''}")
        return Facts(
            ratings={item: self._given(item, values) for item in dict.fromkeys(ids)},
            members=members,
            answers=self._answers(rule, item_id, values),
            inputs={f.id: self._values(f)[values[f"input {f.id}"]] for f in inputs},
            judged=None if judged is None else rule.scale.grades[judged].id,
        )

    def _given(self, item_id: str, values: Values) -> str | None:
        """The rating of an item that the rule reads."""
        rule = self._rule_of(item_id)
        if self.whole:
            return rate(rule, self._facts(rule, item_id, values)).rating
        rank = values[f"item {item_id}"]
        return None if rank == core.NOT_RATED else rule.scale.grades[rank].id

    def _answers(self, rule: typed.Rule, item_id: str | None, values: Values) -> dict[str, int]:
        scales = [share.scale for share in shares_in(rule, self.also)]
        grades = [grade.id for scale in scales for grade in scale.grades]
        names = {grade: f"cases {item_id or ''} {grade}" for grade in grades}
        return {grade: values[name] for grade, name in names.items() if name in values}

    def _cases(self, rule: typed.Rule, item_id: str | None, values: Values) -> list[str]:
        """The judgements of an item in words: so many of each."""
        answers = self._answers(rule, item_id, values)
        counted = [f"{number} {grade}" for grade, number in answers.items() if number]
        if not answers:
            return []
        unit = shares_in(rule, self.also)[0].judgements.unit
        return [listed(counted) if counted else f"no {unit} applies"]

    def _words(self, values: Values) -> str:
        """What people judge, everywhere below, and the facts."""
        judged: dict[str, list[str]] = {}
        words = []
        for rule in self.rules.rules:
            for item_id in rule.items or (None,):
                rank = values.get(f"judged {item_id or ''}")
                if rank is not None:
                    grade = rule.scale.grades[rank].id
                    judged.setdefault(grade, []).append(item_id or rule.level.id)
                cases = self._cases(rule, item_id, values)
                words += [f"{item_id or rule.level.id} {each}" for each in cases]
        told = [f"{listed(items)} judged {grade}" for grade, items in judged.items()]
        inputs = [
            f"{fact.id} {self._values(fact)[values[f'input {fact.id}']]}"
            for fact in self.vocabulary.inputs
            if f"input {fact.id}" in values
        ]
        return ", ".join([*told, *words, *inputs])
