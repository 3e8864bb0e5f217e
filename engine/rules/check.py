"""Checks a rules file against its vocabulary: names, types, coverage, cycles, patterns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.diagnostics import Finding
from engine.diagnostics import errors
from engine.diagnostics.words import a
from engine.diagnostics.words import exact
from engine.frameworks.model import Group
from engine.frameworks.names import folded
from engine.frameworks.names import suggest
from engine.rules import clauses
from engine.rules import findings as found
from engine.rules import tree
from engine.rules import typed
from engine.rules import unknown
from engine.rules.absence import Origin
from engine.rules.absence import absence_of
from engine.rules.absence import origin_of
from engine.rules.absence import read_by
from engine.rules.absence import worst
from engine.rules.context import Context
from engine.rules.exhaustion import exhausted
from engine.rules.reached import gaps_and_overlaps
from engine.rules.requirements import condition
from engine.rules.scope import Scope
from engine.rules.targets import Targets

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator

    from engine.diagnostics import Place
    from engine.frameworks.model import Item
    from engine.frameworks.model import Level
    from engine.frameworks.model import Vocabulary


def check_rules(
    file: tree.RulesFile, vocabulary: Vocabulary
) -> tuple[typed.Rules | None, tuple[Finding, ...]]:
    """The typed rules, if they have no errors, and every finding."""
    rules, findings = type_rules(file, vocabulary)
    findings = (*findings, *decided(vocabulary, rules))
    return (None if errors(findings) else rules), findings


def decided(vocabulary: Vocabulary, rules: typed.Rules | None) -> tuple[Finding, ...]:
    """What going through everything that the rules can meet shows."""
    if rules is None:
        return tuple(gaps_and_overlaps(vocabulary))
    return (*gaps_and_overlaps(vocabulary, rules), *exhausted(vocabulary, rules))


def type_rules(
    file: tree.RulesFile, vocabulary: Vocabulary
) -> tuple[typed.Rules | None, tuple[Finding, ...]]:
    """The typed rules, if every name and type is right, whatever they come to."""
    checker = _Checker(file, Scope(vocabulary))
    rules = checker.rules()
    expectations = tuple(checker.expectations())
    checker.citations(file)
    findings = [*checker.findings, *checker.targets.findings]
    if errors(findings):
        return None, tuple(findings)
    findings += checker.weights()
    inside = tuple(rule for rule in rules if rule.above is None)
    above = tuple(rule for rule in rules if rule.above is not None)
    return typed.Rules(inside, expectations, above), tuple(findings)


class _Checker:
    """Checks each rule once, and before it the rules that rate what it reads."""

    def __init__(self, file: tree.RulesFile, scope: Scope) -> None:
        self.scope = scope
        self.findings: list[Finding] = []
        self.expected = [each for each in file.rules if isinstance(each, tree.Expect)]
        written = tuple(each for each in file.rules if isinstance(each, tree.Rule))
        self.targets = Targets(scope, written)
        self.targets.settle(file.end)
        self.done: dict[int, typed.Rule | None] = {}
        self.open: list[int] = []

    def rules(self) -> tuple[typed.Rule, ...]:
        """The sound rules, each after those that rate what it reads."""
        for number in self.targets.of_rule:
            self._rule(number)
        return tuple(rule for rule in self.done.values() if rule is not None)

    def absence(self, level: Level, item: Item | None) -> typed.Absence:
        """How an item of something of a level, or the whole, may come to be not rated.

        Of the whole, the data may always say that it is not.
        """
        number = self.targets.rule_of(level, item)
        rule = None if number is None else self._rule(number)
        if rule is None:
            return "by data"
        return rule.absence if item is not None else worst((rule.absence, "by data"))

    def rates(self, level: Level, item: Item | None) -> bool:
        """Whether any rule rates it, or may be meant to."""
        return not self.targets.settled or self.targets.rule_of(level, item) is not None

    def origin(self, level: Level, item: Item | None) -> Origin | None:
        """The clause that makes it not rated."""
        number = self.targets.rule_of(level, item)
        rule = None if number is None else self.done.get(number)
        return None if rule is None else origin_of(rule)

    def citations(self, file: tree.RulesFile) -> None:
        """Report citations that no source answers to."""
        sources = self.scope.vocabulary.sources
        known = {folded(source.id): source.id for source in sources}
        for clause in (clause for rule in file.rules for clause in rule.clauses):
            if clause.citation is None or folded(clause.citation.text) in known:
                continue
            for part in clause.citation.text.split(","):
                if folded(part) not in known:
                    close = suggest(part.strip(), known.values())
                    place = clause.citation.place
                    self.findings.append(found.UnknownSource(place, part.strip(), close))

    def weights(self) -> Iterator[Finding]:
        """Weights that no rule asks for, once for the items of each level."""
        rules = (rule for rule in self.done.values() if rule is not None)
        measures = (m for rule in rules for m in typed.measures_of(rule))
        used = {i for m in measures if isinstance(m, typed.Scored) for i in m.weight_of}
        unused: dict[str, list[Item]] = {}
        for item in self.scope.vocabulary.items:
            if item.weight != 1 and item.id not in used:
                unused.setdefault(item.level, []).append(item)
        for first, *more in unused.values():
            ids = tuple(item.id for item in (first, *more))
            yield found.UnusedWeights(first.place, ids, exact(first.weight))

    def expectations(self) -> Iterator[typed.Expectation]:
        """The sound expectations, one for each rule that they are about."""
        for expect in self.expected:
            about = self._about(expect)
            for rule in self.done.values():
                if rule is None or about is None or rule.whose is not None:
                    continue
                items = tuple(item for item in rule.items or (None,) if about(rule, item))
                if items:
                    yield from self._expectation(expect, rule, items)

    def _rule(self, number: int) -> typed.Rule | None:
        if number in self.done:
            return self.done[number]
        if number in self.open:
            names = [
                self.targets.rules[n].name.text for n in self.open[self.open.index(number) :]
            ]
            place = self.targets.rules[number].place
            self.findings.append(found.Cycle(place, tuple(names)))
            return None
        self.open.append(number)
        checked = self._checked(number)
        self.open.pop()
        self.done[number] = checked
        return checked

    def _checked(self, number: int) -> typed.Rule | None:
        rule = self.targets.rules[number]
        level, items = self.targets.of_rule[number]
        whose = self.targets.whose.get(number)
        context = self._context(rule.name.place, level, items, whose)
        base = clauses.base(context, rule.base)
        modifiers = [clauses.modifier(context, clause, rule) for clause in rule.modifiers]
        self.findings += context.findings
        sound = tuple(m for m in modifiers if m is not None)
        if base is None or len(sound) < len(modifiers):
            return None
        ids = tuple(item.id for item in items)
        absence = absence_of(base, sound)
        checked = typed.Rule(rule, level, ids, context.scale, base, sound, absence, whose)
        self._point_out_leaning(checked)
        self._point_out_unanswered(checked, items)
        self._point_out_counting(checked)
        return checked

    def _context(
        self, head: Place, level: Level, items: tuple[Item, ...], whose: Level | None = None
    ) -> Context:
        scale = self.scope.vocabulary.scale_of(level.id)
        assert scale is not None
        return Context(
            self.scope,
            level,
            scale,
            items,
            head,
            self.absence,
            self.origin,
            self.rates,
            whose,
        )

    def _point_out_leaning(self, rule: typed.Rule) -> None:
        """Point out a choice that gives nothing when something that it reads is not rated."""
        if not isinstance(rule.base, typed.Choice) or rule.base.names_absence:
            return
        for read in read_by(rule.base):
            if read.absence == "by rule":
                place = rule.base.clause.place
                words = f'"{read.words}"'
                if isinstance(read, typed.Collection):
                    words = a(read.level)
                self.findings.append(found.LeansOnOtherwise(place, words, rule.level.id))
                return

    def _point_out_unanswered(self, rule: typed.Rule, items: tuple[Item, ...]) -> None:
        """Point out what should be rated by its cases, and is in no sample."""
        by_cases = isinstance(rule.base, typed.Banded) and isinstance(
            rule.base.measure, typed.Share
        )
        if by_cases and self.scope.vocabulary.samples:
            self.findings += [
                found.NeverAnswered(item.place, item.id, rule.level.id)
                for item in items
                if item.sample is None
            ]

    def _point_out_counting(self, rule: typed.Rule) -> None:
        """Point out that not being rated counts more than the best rating."""
        for measure in typed.measures_of(rule):
            if not isinstance(measure, typed.Scored) or measure.absorbed.kind != "counted":
                continue
            score, grades = measure.absorbed.score, measure.collection.scale.grades
            worst, best = grades[0], grades[-1]
            low, high = worst.score or 0, best.score or 0
            if score > high >= low or score < high < low:
                place = rule.base.clause.place
                self.findings.append(found.CountedAboveBest(place, score, best, worst))

    def _about(self, expect: tree.Expect) -> Callable[[typed.Rule, str | None], bool] | None:
        """Tells whether an expectation is about an item that a rule rates."""
        vocabulary = self.scope.vocabulary
        family = self.scope.one(expect.name.text)
        items = {item.id for item in self.scope.items(expect.name.text)}
        if isinstance(family, Group):
            items = {i.id for i in vocabulary.items if vocabulary.in_group(family, i)}
        if items:
            return lambda _, item: item in items
        if family is not None:
            return lambda rule, _: rule.level == family
        names = self.scope.targets()
        self.findings.append(unknown.item(self.scope, expect.name, names, expect.place))
        return None

    def _expectation(
        self, expect: tree.Expect, rule: typed.Rule, about: tuple[str | None, ...]
    ) -> Iterator[typed.Expectation]:
        items = tuple(self.scope.vocabulary.item_by_id[item] for item in about if item)
        context = self._context(expect.name.place, rule.level, items)
        context.clause = expect.place
        grades = context.grades(expect.grades, rule.scale, rule.absence, expect.name.text)
        when = None
        if expect.condition is not None:
            when = condition(context, expect.condition)
        self.findings += context.findings
        if grades is not None and (expect.condition is None or when is not None):
            yield typed.Expectation(expect, rule, about, grades, when)
