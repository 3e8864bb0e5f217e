"""Rates a round under a framework: every provider, every item, with the derivation."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.diagnostics import Invalid
from engine.diagnostics import errors
from engine.diagnostics import in_order
from engine.diagnostics.words import listed
from engine.rounds.decision_findings import DecisionNotApplied
from engine.rounds.decision_findings import OutsideWindow
from engine.rounds.decision_findings import WrongStart
from engine.rounds.directory import WHOLE
from engine.rounds.flags import dated
from engine.rounds.flags import described
from engine.rounds.membership import level_of
from engine.rounds.membership import membership
from engine.rounds.notices import notices
from engine.rounds.overrides import Override
from engine.rounds.overrides import override
from engine.rounds.possible import Possible
from engine.rounds.possible import possible
from engine.rounds.records import Records
from engine.rounds.records import ledger
from engine.rounds.results import Ratings
from engine.rounds.results import Result
from engine.rounds.settled import AllSettled
from engine.rounds.settled import Settled
from engine.rounds.trail import changed_since
from engine.rules import typed
from engine.rules.members import parts_of
from engine.rules.plan import Plan
from engine.rules.plan import Task
from engine.rules.plan import plan
from engine.rules.plan import plan_above
from engine.rules.reference import rate as rate_item

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping

    from engine.diagnostics import Finding
    from engine.rounds import results
    from engine.rounds.round import Provider
    from engine.rounds.round import Round
    from engine.rules.facts import Facts
    from engine.rules.facts import Outcome
    from engine.rules.framework import Framework
    from engine.rules.members import Members


def rate(
    round_: Round, framework: Framework, carried: results.Carried | None = None
) -> Ratings:
    """All ratings of a round; ``carried`` says how it was read under another framework.

    Raises Invalid when a panel's decision is not one that the rules allow; under another
    framework such a decision is reported and not applied.
    """
    plans = {t: plan(framework, t) for t in framework.vocabulary.type_ids}
    records = ledger(round_, framework)
    rated = [_provider(framework, plans[p.type], records[p.id]) for p in round_.providers]
    settled = AllSettled(framework)
    for one in rated:
        settled.add(one.result)
    above = [records[each.id] for each in round_.above]
    members = membership(framework.vocabulary, round_.everybody)
    rated += rate_above(framework, above, members, settled)
    found = [f for one in rated for f in one.findings]
    if carried is not None:
        found = [_excused(finding, framework) for finding in found]
    else:
        spoken = {finding.place for finding in found}
        found += [f for f in changed_since(round_, framework) if f.place not in spoken]
    findings = in_order([*round_.findings, *found])
    if errors(findings):
        raise Invalid(findings)
    results = tuple(one.result for one in rated)
    vocabulary = framework.vocabulary
    return Ratings(
        round=round_.id,
        title=round_.title,
        synthetic=round_.synthetic,
        framework=vocabulary.id,
        framework_title=vocabulary.title,
        digest=framework.digest,
        model_digest=framework.model_digest,
        inputs=round_.files,
        results=results,
        published={p.id: p.published for p in round_.everybody if p.published is not None},
        assumptions=round_.assumptions,
        notices=tuple(n for result in results for n in notices(vocabulary, result)),
        carried=carried,
        findings=findings,
    )


def _excused(finding: Finding, framework: Framework) -> Finding:
    """What is wrong with a decision only because other rules are applied to it."""
    if not isinstance(finding, WrongStart | OutsideWindow):
        return finding
    why = f'in "{framework.vocabulary.id}" {finding.message}'
    return DecisionNotApplied(finding.place, finding.item, why)


@dataclass(frozen=True)
class RatedOne:
    """One result of a round, and what there was to say about it."""

    result: Result
    findings: tuple[Finding, ...]


@dataclass
class _Sheet(Settled):
    """One provider being rated: its results so far, and what there was to say."""

    results: dict[str | None, Result] = field(default_factory=dict)
    blank: dict[str, tuple[str, ...]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def enter(self, task: Task, result: Result, blank: Mapping[str, tuple[str, ...]]) -> None:
        """Note the result of a task, and what it is left ``blank`` for want of."""
        self.results[task.key] = result
        if task.key is not None:
            self.add(result)
            if task.key in blank:
                self.blank[task.key] = blank[task.key]


def rate_above(
    framework: Framework, above: Iterable[Records], members: Members, settled: AllSettled
) -> list[RatedOne]:
    """The ratings of what stands above providers, lowest first, added to what is settled.

    ``settled`` says how everything below came out.
    """
    vocabulary = framework.vocabulary
    by_level: dict[str, list[Records]] = defaultdict(list)
    for records in above:
        by_level[level_of(vocabulary, records.provider)].append(records)
    rated = []
    for level in vocabulary.levels_above:
        for records in by_level[level.id]:
            whole = records.provider
            if level.pools == "cases":
                one = _provider(framework, plan(framework, whole.type, level), records)
                pooled = members.get(vocabulary.provider_level.id, {}).get(whole.id, ())
                one = replace(one, result=replace(one.result, members=pooled))
            else:
                parts = parts_of(members, whole.id)
                tasks = plan_above(framework, level, parts, settled.has)
                one = _of_ratings(framework, tasks, records, settled)
            settled.add(one.result)
            rated.append(one)
    return rated


def _of_ratings(
    framework: Framework, tasks: Plan, records: Records, settled: AllSettled
) -> RatedOne:
    """Something above providers, and its items, rated from the ratings below it."""
    sheet = _Sheet()
    for task in tasks.tasks:
        own = _beside(sheet, settled.of[task.key], task, table=bool(records.round.table))
        lacking = task.lacking(own.ratings)
        result = _lacking(task, lacking) if lacking else _item(framework, task, records, own)
        sheet.enter(task, result, own.blank)
    members = tuple(dict.fromkeys(part for task in tasks.tasks for part in task.parts.values()))
    named = _named(sheet.results[None], records.provider, members)
    return RatedOne(_with_children(named, None, tasks, sheet), tuple(sheet.findings))


def _beside(sheet: _Sheet, below: Settled, task: Task, *, table: bool) -> _Sheet:
    """What a task may look at: its own sheet, and what it reads of the parts below.

    In a ``table`` nothing is guessed of what is left blank.
    """
    parts = task.parts.items()
    blank = {name: (part,) for name, part in parts if table and part in below.uncomputed}
    ratings = {name: below.ratings[part] for name, part in parts}
    left = {name: below.open[part] for name, part in parts if part in below.open}
    return replace(
        sheet,
        ratings={**sheet.ratings, **ratings},
        open={**sheet.open, **left},
        blank={**sheet.blank, **blank},
    )


def _lacking(task: Task, what: list[str]) -> Result:
    """The result of a rule that finds nothing to read."""
    reason = f"it has no {listed(what, 'and no')}"
    name = "" if task.item is None else task.item.name
    level, key = task.rule.level.id, task.key or ""
    return Result(level, key, name, None, "cannot be computed", reason=reason)


def _provider(framework: Framework, tasks: Plan, records: Records) -> RatedOne:
    sheet = _Sheet()
    for task in tasks.tasks:
        sheet.enter(task, _item(framework, task, records, sheet), sheet.blank)
    whole = sheet.results.get(None) or _unrated_provider(framework, records.provider)
    named = _named(whole, records.provider)
    return RatedOne(_with_children(named, None, tasks, sheet), tuple(sheet.findings))


def _named(result: Result, whose: Provider, members: tuple[str, ...] = ()) -> Result:
    """The result of a whole, with what is known of that."""
    return replace(
        result,
        id=whose.id,
        name=whose.name,
        type=whose.type,
        members=members,
        part_of=whose.part_of,
    )


def _unrated_provider(framework: Framework, provider: Provider) -> Result:
    """The provider's own row in a framework without overall ratings."""
    level = level_of(framework.vocabulary, provider)
    reason = "this framework gives no overall rating"
    return Result(level, provider.id, provider.name, None, "not rated", reason=reason)


def _with_children(result: Result, key: str | None, tasks: Plan, sheet: _Sheet) -> Result:
    children = (
        _with_children(sheet.results[child], child, tasks, sheet)
        for child in tasks.children[key]
        if child in sheet.results
    )
    return replace(result, children=tuple(children))


def _item(framework: Framework, task: Task, records: Records, sheet: _Sheet) -> Result:
    facts = records.facts(task, sheet.ratings)
    decision = records.decisions.get(task.key or WHOLE)
    missing = records.missing(task, {*sheet.open, *sheet.blank})
    if missing:
        if decision is not None:
            sheet.findings.append(DecisionNotApplied(decision.place, task.words, missing))
        if records.round.table:
            return _uncomputed(task, records, sheet)
        return _open_result(task, possible(task, facts, sheet.open), missing)
    outcome = rate_item(task.rule, facts)
    override_ = Override()
    if decision is not None:
        override_ = override(task, decision, facts, outcome)
        sheet.findings += override_.findings
    if override_.decided is not None:
        facts = replace(facts, decided=override_.decided)
        outcome = rate_item(task.rule, facts)
    tally = records.round.tallies.get((records.provider.id, task.key or WHOLE))
    result = replace(_result(task, outcome), moves=_moves(task, facts, outcome))
    result = described(framework.vocabulary, result, task, facts, tally)
    return dated(result, records.judgements.get(task.key or WHOLE), records.inspected)


def _moves(task: Task, facts: Facts, outcome: Outcome) -> tuple[str, ...]:
    """The moves that are open and would change anything: later lines still bind."""
    last = task.rule.modifiers[-1] if task.rule.modifiers else None
    if not outcome.moves or isinstance(last, typed.Allow):
        return outcome.moves

    def changes(grade: str) -> bool:
        return rate_item(task.rule, replace(facts, decided=grade)).rating != outcome.rating

    return tuple(grade for grade in outcome.moves if changes(grade))


def _result(task: Task, outcome: Outcome) -> Result:
    """The bare result of an outcome."""
    basis: results.Basis = "computed"
    if outcome.rating is None:
        basis = "not rated"
    elif outcome.before is not None:
        basis = "decision"
    elif isinstance(task.rule.base, typed.Judged):
        basis = "judged"
    scale = task.rule.scale
    score = None if outcome.rating is None else scale.grade(outcome.rating).score
    return Result(
        level=task.rule.level.id,
        id=task.key or "",
        name="" if task.item is None else task.item.name,
        rating=outcome.rating,
        basis=basis,
        reason=outcome.reason,
        before=outcome.before,
        score=score if task.scored is None else outcome.value,
        steps=outcome.steps,
    )


def _uncomputed(task: Task, records: Records, sheet: _Sheet) -> Result:
    """The result of what a table leaves blank, or of what reads it: nothing is guessed."""
    blank = records.blank(task, sheet.blank)
    if task.key is not None:
        sheet.blank[task.key] = blank
    return Result(
        level=task.rule.level.id,
        id=task.key or "",
        name="" if task.item is None else task.item.name,
        rating=None,
        basis="cannot be computed",
        reason=lacking(blank),
    )


def lacking(blank: tuple[str, ...]) -> str:
    """Why nothing can be computed where something is left blank."""
    return f"nothing is recorded for {listed(blank)}"


def _open_result(task: Task, found: Possible, reason: str) -> Result:
    """A result that depends on something unknown; it is settled if only one is possible."""
    scale = task.rule.scale
    settled = len(found.ratings) == 1
    rating = found.ratings[0] if settled else None
    basis: results.Basis = "cannot be computed"
    if settled:
        basis = "not rated" if rating is None else "computed"
    result = Result(
        level=task.rule.level.id,
        id=task.key or "",
        name="" if task.item is None else task.item.name,
        rating=rating,
        basis=basis,
        reason=f"{reason}; every possibility gives this" if settled else reason,
        possible=() if settled else found.ratings,
    )
    if task.scored is not None:
        return replace(result, score_if_rated=found.values)
    return replace(result, score=None if rating is None else scale.grade(rating).score)
