"""Compares two rounds, each rated under its own framework and under the other's."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from engine.diagnostics import Invalid
from engine.diagnostics import in_order
from engine.rounds.carry import carry
from engine.rounds.changes import Versions
from engine.rounds.changes import by_item
from engine.rounds.comparison.comparison import Compared
from engine.rounds.comparison.comparison import Line
from engine.rounds.comparison.comparison import RoundsCompared
from engine.rounds.comparison.comparison import score_of
from engine.rounds.comparison.division import Division
from engine.rounds.comparison.division import Four
from engine.rounds.comparison.division import Member
from engine.rounds.comparison.division import Part
from engine.rounds.comparison.division import added
from engine.rounds.comparison.division import divided
from engine.rounds.comparison.division import divided_by_members
from engine.rounds.comparison.nearness import nearness
from engine.rounds.comparison.pairing import paired
from engine.rounds.comparison.pairing import strangers
from engine.rounds.directory import WHOLE
from engine.rounds.load import load_round
from engine.rounds.rate import rate
from engine.rounds.rated import own_framework
from engine.rounds.results import NotCarried
from engine.rules import typed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from fractions import Fraction

    from engine.diagnostics import Finding
    from engine.frameworks.model import Vocabulary
    from engine.rounds.results import Carried
    from engine.rounds.results import Ratings
    from engine.rounds.results import Result
    from engine.rounds.round import Provider
    from engine.rounds.round import Round
    from engine.rules.framework import Framework
    from engine.rules.plan import Task


def compare(
    before: Path | str, after: Path | str, *, partial: bool = False, cache: bool = True
) -> RoundsCompared:
    """The rounds in two folders, compared: from the first to the second.

    Raises Invalid, with the findings of both, where either round has errors, or where
    nothing says how their frameworks correspond.
    """
    before, after = Path(before), Path(after)
    frameworks = own_framework(before), own_framework(after)
    rounds: list[Round] = []
    findings: list[Finding] = []
    for folder, framework in zip((before, after), frameworks, strict=True):
        round_, found = load_round(folder, framework, partial=partial, cache=cache)
        rounds += [] if round_ is None else [round_]
        findings += found if round_ is None else ()
    if findings:
        raise Invalid(in_order(findings))
    return compared((rounds[0], rounds[1]), frameworks)


def compared(
    rounds: tuple[Round, Round], frameworks: tuple[Framework, Framework]
) -> RoundsCompared:
    """Two rounds, each with its own framework, compared."""
    (first, second), (own, other) = rounds, frameworks
    before, after = rate(first, own), rate(second, other)
    if own.model_digest == other.model_digest:
        ratings = Four(before, before, after, after)
        carried = None
    else:
        there, lost = carry(first, own, other)
        back, lost_back = carry(second, other, own)
        before_there, after_there = rate(there, other, lost), rate(back, own, lost_back)
        ratings = Four(before, before_there, after_there, after)
        carried = (lost, lost_back)
    pairing = paired(first.everybody, second.everybody)
    comparer = _Comparer(frameworks, Four(*map(_by_id, ratings)), carried)
    return RoundsCompared(
        before=before,
        after=after,
        frameworks=frameworks,
        providers=tuple(comparer.provider(*pair) for pair in pairing.pairs),
        only_before=tuple(comparer.results.before[each.id] for each in pairing.only_before),
        only_after=tuple(comparer.results.after[each.id] for each in pairing.only_after),
        carried=carried,
        findings=(
            _findings(ratings.before, ratings.before_there),
            in_order(
                (
                    *_findings(ratings.after, ratings.after_there),
                    *strangers(pairing, first.everybody),
                )
            ),
        ),
    )


@dataclass(frozen=True)
class _Comparer:
    """Compares providers; the results are those of everybody, by id."""

    frameworks: tuple[Framework, Framework]
    results: Four[Mapping[str, Result]]
    carried: tuple[Carried, Carried] | None

    @cached_property
    def versions(self) -> Versions:
        """The two frameworks, and which of their items can be compared."""
        return Versions(*self.frameworks)

    def provider(self, old: Provider, new: Provider) -> Compared:
        """What changed from one provider to another, or to itself."""
        before, after = self.results.before[old.id], self.results.after[new.id]
        there, back = (
            self.results.before_there.get(old.id),
            self.results.after_there.get(new.id),
        )
        lines = _Provider(self, Four(before, there, back, after), before, after).lines()
        names = (name for p in (new, old) for name in (p.id, p.name, *p.aliases))
        return Compared(before, after, tuple(dict.fromkeys(names)), tuple(lines))

    def pools_ratings(self, level: str) -> bool:
        """Whether something of a level is rated from the ratings of providers."""
        levels = (f.vocabulary.level_by_id.get(level) for f in self.frameworks)
        return any(each is not None and each.pools == "ratings" for each in levels)

    def items(self, level: str) -> Mapping[str, str]:
        """The items that can be compared of something of a level."""
        pairs = self.versions.pairs
        return {**pairs, WHOLE: WHOLE} if self.pools_ratings(level) else pairs


class _Provider:
    """One provider in two rounds, under two frameworks."""

    def __init__(
        self,
        comparer: _Comparer,
        own: Four[Result | None],
        before: Result,
        after: Result,
    ) -> None:
        self._comparer = comparer
        self._before, self._after = before, after
        self._items = Four(*({} if each is None else by_item(each) for each in own))

    def lines(self) -> Iterator[Line]:
        """Everything that can be compared."""
        pairs = self._comparer.items(self._after.level)
        backwards = {new: old for old, new in pairs.items()}
        for new in self._items.after:
            old = backwards.get(new)
            if old is not None and old in self._items.before:
                yield self._line(old, new)

    def _line(self, old: str, new: str) -> Line:
        results = self._four(old, new)
        before, after = self._items.before[old], self._items.after[new]
        own, other = self._comparer.frameworks
        rules = _rule(own, old, self._before), _rule(other, new, self._after)
        return Line(
            level=after.level,
            before=old,
            after=new,
            results=results,
            old=before,
            new=after,
            steps=_steps(own.vocabulary, before, other.vocabulary, after),
            division=self._division(old, new, results),
            nearness=(nearness(before, rules[0]), nearness(after, rules[1])),
        )

    def _four(self, old: str, new: str) -> Four[Result | None]:
        items = self._items
        return Four(
            items.before.get(old),
            items.before_there.get(new),
            items.after_there.get(old),
            items.after.get(new),
        )

    def _division(self, old: str, new: str, results: Four[Result | None]) -> Division | None:
        scores = Four(*(None if each is None else score_of(each) for each in results))
        if self._comparer.carried is None or scores.before is None or scores.after is None:
            return None
        whole = divided(scores)
        if whole is None:
            whole = self._by_members(old, new, scores.after - scores.before)
        if whole is None:
            reasons = self._because(old, new)
            part = Part(old, new, scores.after - scores.before, reasons)
            whole = Division(None, None, (part,))
        return whole

    def _by_members(self, old: str, new: str, change: Fraction) -> Division | None:
        """A change of what is the total of its members under both frameworks."""
        if self._comparer.pools_ratings(self._after.level):
            return None
        tasks = (
            self._comparer.versions.tasks(self._before.type)[0].get(old),
            self._comparer.versions.tasks(self._after.type)[1].get(new),
        )
        totals = [None if task is None else _total(task) for task in tasks]
        if tasks[0] is None or tasks[1] is None or totals[0] is None or totals[1] is None:
            return None
        members = self._members(tasks[0], totals[0], tasks[1], totals[1])
        found = divided_by_members(members, self._because)
        assert found.total == change
        return found

    def _members(
        self, one: Task, first: typed.Scored, other: Task, second: typed.Scored
    ) -> Iterator[Member]:
        """The members of two totals, those together that can be compared."""
        mine, theirs = _members_of(one, first), _members_of(other, second)
        pairs = self._comparer.versions.pairs
        together = {old: pairs[old] for old in mine if pairs.get(old) in theirs}
        alone = [new for new in theirs if new not in together.values()]
        for old, new in (*((i, together.get(i, "")) for i in mine), *(("", i) for i in alone)):
            results = self._four(old, new)
            points = Four(
                _added(first, old, results.before),
                _added(second, new, results.before_there),
                _added(first, old, results.after_there),
                _added(second, new, results.after),
            )
            yield Member(old, new, points)

    def _because(self, old: str, new: str) -> tuple[NotCarried, ...]:
        """What could not be carried over of what an item is made of, in either direction."""
        assert self._comparer.carried is not None
        (own, other), (there, back) = self._comparer.frameworks, self._comparer.carried
        found = [
            *(each for each in there.not_carried if _concerns(other.vocabulary, each, new)),
            *(each for each in back.not_carried if _concerns(own.vocabulary, each, old)),
        ]
        results = self._four(old, new)
        unknown = (results.before_there, results.after_there)
        reasons = [
            NotCarried(each.id, each.reason)
            for each in unknown
            if each is not None and each.rating is None and each.reason
        ]
        return tuple(dict.fromkeys(found or reasons))


def _by_id(ratings: Ratings) -> dict[str, Result]:
    return {result.id: result for result in ratings.results}


def _findings(own: Ratings, other: Ratings) -> tuple[Finding, ...]:
    """What there is to say about a round, under either framework, once."""
    return tuple(in_order([*dict.fromkeys((*own.findings, *other.findings))]))


def _rule(framework: Framework, item: str, whose: Result) -> typed.Rule | None:
    level = framework.vocabulary.level_by_id[whose.level]
    return framework.rules.of(level, item or None)


def _steps(mine: Vocabulary, old: Result, theirs: Vocabulary, new: Result) -> int | None:
    """By how many grades a rating went up, on a scale that both frameworks have."""
    scales = mine.scale_of(old.level), theirs.scale_of(new.level)
    if scales[0] is None or scales[1] is None or old.rating is None or new.rating is None:
        return None
    if [g.id for g in scales[0].grades] != [g.id for g in scales[1].grades]:
        return None
    return scales[1].rank(new.rating) - scales[0].rank(old.rating)


def _total(task: Task) -> typed.Scored | None:
    """What a task adds up, if it does nothing else."""
    scored = None if typed.additions_of(task.rule) else task.scored
    return scored if scored is not None and scored.kind == "total score of" else None


def _members_of(task: Task, scored: typed.Scored) -> tuple[str, ...]:
    return task.members[scored.collection.level, scored.collection.group]


def _added(scored: typed.Scored, item: str, result: Result | None) -> Fraction | None:
    return None if not item or result is None else added(scored, item, result)


def _concerns(vocabulary: Vocabulary, each: NotCarried, item: str) -> bool:
    """Whether something that is not carried over is an item, or below it."""
    known = vocabulary.item_by_id.get(each.item)
    return known is not None and (not item or vocabulary.is_within(known, (item,)))
