"""Whether a rule can ever do something: by every pattern, else by a solver, else by trials."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING
from typing import Literal
from typing import TypeAlias

from engine.assurance.numbers import core
from engine.assurance.numbers.improving import lowered_by_better
from engine.assurance.numbers.tables import Table
from engine.assurance.numbers.tables import tabled
from engine.assurance.proofs import smt
from engine.assurance.proofs import trials
from engine.assurance.proofs.cones import Cones
from engine.assurance.proofs.scenes import Scene
from engine.assurance.proofs.searching import harm_in
from engine.assurance.proofs.searching import solved
from engine.assurance.proofs.searching import sought_in
from engine.assurance.proofs.searching import tried
from engine.rules import typed
from engine.rules.exhaustion import beyond_patterns
from engine.rules.patterns import LIMIT
from engine.rules.patterns import possible_by_rule
from engine.rules.pooled import pooled
from engine.rules.spaces import spaces
from engine.rules.witness import witness

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from engine.assurance.numbers.tables import Row
    from engine.assurance.numbers.tables import Survey
    from engine.assurance.proofs.searching import Setting
    from engine.assurance.proofs.searching import Sought
    from engine.frameworks.model import Vocabulary
    from engine.rules.patterns import Space
    from engine.rules.pooled import Pooled
    from engine.rules.spaces import Key
    from engine.rules.spaces import Options
    from engine.rules.witness import Witness

Method: TypeAlias = Literal["form", "patterns", "solver", "trials", "none"]
"""How a question was answered, if it was; some are answered by a rule's form alone."""

DEPENDS = "some of what it reads follows from other ratings, which were not looked at together"
TOO_MANY = "there are too many patterns"
ACROSS = "what it reads does not vary freely, so everything below was looked at together"
NOTHING_INSTALLED = "neither z3 nor Hypothesis is installed: pip install 'assay-engine[prove]'"


@dataclass(frozen=True)
class Question:
    """Whether something can come about in a rule, for some of the items that it rates."""

    rule: typed.Rule
    sought: Sought
    also: tuple[typed.Condition, ...] = ()
    withheld: bool = False


@dataclass(frozen=True)
class Answer:
    """What was found, and how.

    ``witnesses`` are the smallest pattern of its kind, or two of which the second is a
    step better; ``number`` how many patterns there are of its kind, out of ``patterns``.
    """

    method: Method
    witnesses: tuple[Witness, ...] = ()
    number: int = 0
    patterns: int = 0
    because: str = ""


@dataclass(frozen=True)
class Decider:
    """Answers questions about the rules of one framework."""

    survey: Survey
    limit: int = LIMIT
    seconds: int = smt.SECONDS
    solver: bool = True

    @property
    def vocabulary(self) -> Vocabulary:
        """What the framework declares."""
        return self.survey.vocabulary

    @cached_property
    def _cones(self) -> Cones:
        return Cones(self.vocabulary, self.survey.rules)

    def find(self, question: Question) -> Answer:
        """Whether what is sought can come about."""
        if question.rule.above is not None:
            found = self._by_patterns(question)
            return self.of_any_number(question, found, exists=bool(found and found.witnesses))
        answer = self._by_patterns(question)
        if answer is None:
            answer = self._beyond_patterns(self._settings(question))
        if answer.witnesses and not self.varies_freely(question):
            whole = self._beyond_patterns(self._settings(question, whole=True))
            return replace(whole, because=whole.because or ACROSS)
        return answer

    def find_harm(self, rule: typed.Rule) -> Answer:
        """Whether something better can lower a rating."""
        question = Question(rule, lambda lowered, _: core.rated(lowered.rating))
        if rule.above is not None:
            found = self._harm_by_patterns(question)
            return self.of_any_number(question, found, exists=bool(found and found.witnesses))
        answer = self._harm_by_patterns(question)
        if answer is None:
            answer = self._beyond_patterns(self._harm_settings(question))
        if answer.witnesses and not self.varies_freely(question):
            whole = self._beyond_patterns(self._harm_settings(question, whole=True))
            return replace(whole, because=whole.because or ACROSS)
        return answer

    def possible(self, item_id: str) -> tuple[str | None, ...]:
        """The ratings that the types of the rules allow an item."""
        return possible_by_rule(self.vocabulary, self.survey.rules)(item_id)

    def tables(self, question: Question) -> list[Table] | None:
        """The rule and conditions of a question row by row, where there are few enough."""
        rule, also = question.rule, question.also
        surveyed = any(rule is each for each in self.survey.rules.rules)
        if surveyed and not also and not question.withheld:
            return self.survey.of(rule)
        found = list(tabled(self.vocabulary, rule, self._spaces(question), self.limit, also))
        tables = [table for table in found if isinstance(table, Table)]
        return tables if len(tables) == len(found) else None

    def pooled(self, question: Question) -> Pooled:
        """What the rule of a question, which is above providers, can meet."""
        rules, reach = self.survey.rules, {} if question.withheld else self.survey.reach
        rule, also = question.rule, question.also
        return pooled(
            self.vocabulary, rules, rule, also, withheld=question.withheld, reach=reach
        )

    def of_any_number(
        self, question: Question, answer: Answer | None, *, exists: bool = False
    ) -> Answer:
        """An answer about what is above providers, if it is one for any number of these.

        What ``exists`` among the patterns must be able to come about, and what does not
        must not among any others. Without patterns there is none.
        """
        if answer is None:
            because = beyond_patterns(question.rule, question.also) or TOO_MANY
            return Answer("none", because=because)
        if exists and not self.varies_freely(question):
            return Answer("none", because=DEPENDS)
        if not exists and not self.pooled(question).complete:
            plural = self.vocabulary.provider_level.plural
            return Answer("none", because=f"how many {plural} there are, only a round says")
        return answer

    def _reads_parts_alone(self, question: Question) -> bool:
        """Whether a rule above providers reads one kind of their ratings, and no others."""
        rule, also = question.rule, question.also
        levels = {c.level for c in typed.collections_of(rule, also)}
        found = [self.vocabulary.level_by_id[level] for level in levels]
        alone = len(found) < 2 and not typed.children_of(rule, also)
        return alone and all(
            self.vocabulary.is_whole(level) and level.pools != "ratings" for level in found
        )

    def _spaces(self, question: Question) -> list[tuple[Space, tuple[Key, ...]]]:
        if question.rule.above is not None:
            return [*self.pooled(question).spaces]
        possible = self._possible(question)
        reach = {} if question.withheld else self.survey.reach
        return spaces(self.vocabulary, question.rule, possible, reach, question.also)

    def _possible(self, question: Question) -> Options:
        rules = self.survey.rules
        return possible_by_rule(self.vocabulary, rules, withheld=question.withheld)

    def varies_freely(self, question: Question) -> bool:
        """Whether everything that is read can have any rating, whatever the others have.

        What the data withhold, they may withhold anywhere.
        """
        if question.rule.above is not None:
            return self._reads_parts_alone(question)
        return question.withheld or all(
            self._cones.are_independent(question.rule, key, question.also)
            for _, keys in self._spaces(question)
            for key in keys
        )

    def _by_patterns(self, question: Question) -> Answer | None:
        tables = self.tables(question)
        if tables is None:
            return None
        patterns = number = 0
        best: tuple[int, Table, Row] | None = None
        for table in tables:
            formula = question.sought(table.lowered, table.world)
            patterns += table.space.size
            sought = core.truth(formula, table.at)
            for row, values in table.each() if formula is not core.NEVER else ():
                if not sought(values):
                    continue
                number += 1
                cases = table.cases(row)
                if best is None or cases < best[0]:
                    best = (cases, table, row)
        found = () if best is None else (witness(question.rule, best[1].pattern(best[2])),)
        return Answer("patterns", found, number, patterns)

    def _harm_by_patterns(self, question: Question) -> Answer | None:
        tables = self.tables(question)
        if tables is None:
            return None
        patterns = sum(len(table.ratings) for table in tables)
        harm = [(table, *rows) for table in tables for rows in lowered_by_better(table)]
        if not harm:
            return Answer("patterns", (), 0, patterns)
        table, *rows = harm[0]
        found = tuple(witness(question.rule, table.pattern(row)) for row in rows)
        return Answer("patterns", found, len(harm), patterns)

    def scenes(self, question: Question, *, whole: bool = False) -> Iterator[Scene]:
        """The rule for each item and type that makes a difference."""
        possible = self._possible(question)
        for _, keys in self._spaces(question):
            for key in keys if whole else keys[:1]:
                yield Scene(
                    self.vocabulary,
                    self.survey.rules,
                    question.rule,
                    key,
                    self._options(question, possible, key[1]),
                    whole=whole,
                    also=question.also,
                )

    def _options(self, question: Question, possible: Options, type_id: str | None) -> Options:
        """The ratings that an item may have, for one type of provider."""
        reach = {} if question.withheld else self.survey.reach
        return lambda item: reach.get((item, type_id)) or possible(item)

    def _settings(self, question: Question, *, whole: bool = False) -> Iterator[Setting]:
        for scene in self.scenes(question, whole=whole):
            yield from sought_in(scene, question.sought)

    def _harm_settings(self, question: Question, *, whole: bool = False) -> Iterator[Setting]:
        for scene in self.scenes(question, whole=whole):
            yield from harm_in(scene)

    def _beyond_patterns(self, settings: Iterable[Setting]) -> Answer:
        """By the solver, if it is there and done in time; else by trials."""
        every = list(settings)
        sampled = any(setting.scene.sampled for setting in every)
        if self.solver and smt.is_there() and not sampled:
            try:
                found = (solved(setting, self.seconds) for setting in every)
                return Answer("solver", next((each for each in found if each), ()))
            except smt.Undecided:
                pass
        if trials.is_there():
            found = (tried(setting) for setting in every)
            return Answer("trials", next((each for each in found if each), ()))
        return Answer("none", because=NOTHING_INSTALLED)
