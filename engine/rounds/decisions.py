"""decisions.yaml: what a panel moved, by whom and why."""

from __future__ import annotations

import datetime
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from engine.rounds.decision_findings import DecidedTwice
from engine.rounds.decision_findings import NoChange
from engine.rounds.decision_findings import NoMoveAllowed
from engine.rounds.decision_findings import OutsideWindow
from engine.rounds.decision_findings import WrongRole
from engine.rounds.findings import Blank
from engine.rounds.findings import UnknownName
from engine.rounds.names import Names
from engine.rounds.round import Decision
from engine.rounds.round import Seen
from engine.rules import typed
from engine.rules.discretion import boundary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.diagnostics import Place
    from engine.frameworks.model import Bands
    from engine.frameworks.model import Scale
    from engine.frameworks.nodes import Mapping
    from engine.rounds.directory import Directory

FILE = "decisions.yaml"


def read_decisions(root: Mapping, directory: Directory) -> tuple[Decision, ...]:
    """The decisions in a file that has the right shape; what is wrong goes to the directory."""
    first: dict[tuple[str, str], Place] = {}
    decisions = []
    for node in root.mappings("decisions"):
        subject = _subject(node, directory)
        if subject is None:
            continue
        if subject in first:
            provider, item = subject[0], directory.words(subject[1])
            twice = DecidedTwice(node.place, item, provider, first[subject])
            directory.findings.append(twice)
            continue
        first[subject] = node.place
        decisions += _decision(node, *subject, directory)
    return tuple(decisions)


def _subject(node: Mapping, directory: Directory) -> tuple[str, str] | None:
    provider = directory.provider(node.place_of("provider"), node.text("provider"))
    place = node.place_of("item")
    item = directory.item(place, node.text("item"))
    if provider is None or item is None or not directory.fits(place, item, provider):
        return None
    return provider.id, item


def _decision(
    node: Mapping, provider: str, item: str, directory: Directory
) -> Iterator[Decision]:
    rule = directory.rules[item]
    if rule.allow is None:
        words = directory.words(item)
        refused = NoMoveAllowed(node.place_of("item"), words, rule.tree.place)
        directory.findings.append(refused)
        return
    by = _role(node, rule.allow, directory)
    start = directory.grade(node.place_of("from"), item, node.text("from"))
    end = directory.grade(node.place_of("to"), item, node.text("to"))
    if not node.text("reason").strip():
        directory.findings.append(Blank(node.place_of("reason"), "reason"))
    if start is not None and start == end:
        directory.findings.append(NoChange(node.place_of("to"), start))
    if by is not None and start is not None and end is not None:
        yield Decision(
            provider=provider,
            item=item,
            start=start,
            end=end,
            by=by,
            date=datetime.date.fromisoformat(node.text("date")),
            reason=" ".join(node.text("reason").split()),
            on=_seen(node.mapping("on")),
            place=node.place,
            item_place=node.place_of("item"),
            end_place=node.place_of("to"),
        )


def _role(node: Mapping, allow: typed.Allow, directory: Directory) -> str | None:
    place, given = node.place_of("by"), node.text("by")
    roles = Names((role.id, ()) for role in directory.vocabulary.roles)
    found = roles.find(given)
    if not found:
        meant = roles.suggest(given)
        unknown = UnknownName(place, "role", given, "the framework", meant, roles.ids)
        directory.findings.append(unknown)
        return None
    if found[0] != allow.role.id:
        wrong = WrongRole(place, given, allow.role.id, allow.clause.place)
        directory.findings.append(wrong)
        return None
    return found[0]


def _seen(node: Mapping | None) -> Seen | None:
    if node is None:
        return None
    return Seen(int(node.text("favourable")), int(node.text("applicable")))


def outside_window(
    decision: Decision, item: str, rule: typed.Rule, counts: Seen | None
) -> OutsideWindow:
    """The finding for a decision that the rule does not allow, and how far away it was.

    ``item`` is the item as messages name it; ``counts`` are the favourable judgements
    and all that apply, where the rule bands a percentage of them.
    """
    assert rule.allow is not None
    place, window = rule.allow.clause.place, _window(rule.allow)
    finding = OutsideWindow(decision.place, item, decision.start, decision.end, place, window)
    base = rule.base
    if not isinstance(base, typed.Banded) or not isinstance(base.measure, typed.Share):
        return finding
    if counts is None or counts.applicable == 0:
        return finding
    bands, measure = base.bands, base.measure
    edge = boundary(bands, rule.scale, decision.start, decision.end)
    percentage = Fraction(100 * counts.favourable, counts.applicable)
    return replace(
        finding,
        counts=counts,
        words=measure.grades.words,
        unit=measure.judgements.unit,
        nearest=_nearest(rule.scale, bands, decision, counts),
        boundary=edge.at,
        away=abs(percentage - edge.at),
    )


def _nearest(scale: Scale, bands: Bands, decision: Decision, counts: Seen) -> int | None:
    """The count nearest to the one seen that gives at least, or at most, the grade wanted."""
    rank = scale.rank
    up = rank(decision.end) > rank(decision.start)
    ways = range(counts.favourable, counts.applicable + 1)
    if not up:
        ways = range(counts.favourable, -1, -1)
    for favourable in ways:
        grade = bands.grade(Fraction(100 * favourable, counts.applicable))
        if rank(grade) >= rank(decision.end) if up else rank(grade) <= rank(decision.end):
            return favourable
    return None


def _window(allow: typed.Allow) -> str:
    """The rule's own words about which moves it allows."""
    clause = allow.clause
    if clause.near is None:
        return f"{clause.direction} by {clause.steps}"
    near = f"within {clause.near.points} points"
    if clause.near.number is not None and clause.near.unit is not None:
        near = f"{near} or {clause.near.number} {clause.near.unit.text}"
    return f"{near} of a boundary"
