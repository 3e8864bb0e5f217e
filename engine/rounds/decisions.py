"""decisions.yaml: what a panel moved, by whom and why."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from engine.rounds.decision_findings import DecidedTwice
from engine.rounds.decision_findings import NoChange
from engine.rounds.decision_findings import NoMoveAllowed
from engine.rounds.decision_findings import WrongRole
from engine.rounds.findings import Blank
from engine.rounds.findings import UnknownName
from engine.rounds.names import Names
from engine.rounds.round import Decision
from engine.rounds.round import Seen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.diagnostics import Place
    from engine.frameworks.nodes import Mapping
    from engine.rounds.directory import Directory
    from engine.rounds.round import Provider
    from engine.rules import typed

FILE = "decisions.yaml"


def read_decisions(root: Mapping, directory: Directory) -> tuple[Decision, ...]:
    """The decisions in a file that has the right shape; what is wrong goes to the directory."""
    first: dict[tuple[str, str], Place] = {}
    decisions: list[Decision] = []
    for node in root.mappings("decisions"):
        places = node.place_of("provider"), node.place_of("item")
        subject = directory.subject(places, node.text("provider"), node.text("item"))
        if subject is None:
            continue
        key = subject[0].id, subject[1]
        if key in first:
            item = directory.words(subject[1], subject[0])
            twice = DecidedTwice(node.place, item, subject[0].id, first[key])
            directory.findings.append(twice)
            continue
        first[key] = node.place
        decisions += _decision(node, *subject, directory)
    return tuple(decisions)


def _decision(
    node: Mapping, provider: Provider, item: str, directory: Directory
) -> Iterator[Decision]:
    rule = directory.rule(item, provider)
    if rule.allow is None:
        words = directory.words(item, provider)
        refused = NoMoveAllowed(node.place_of("item"), words, rule.tree.place)
        directory.findings.append(refused)
        return
    by = _role(node, rule.allow, directory)
    start = directory.grade(node.place_of("from"), (provider, item), node.text("from"))
    end = directory.grade(node.place_of("to"), (provider, item), node.text("to"))
    if not node.text("reason").strip():
        directory.findings.append(Blank(node.place_of("reason"), "reason"))
    if start is not None and start == end:
        directory.findings.append(NoChange(node.place_of("to"), start))
    if by is not None and start is not None and end is not None:
        yield Decision(
            provider=provider.id,
            item=item,
            start=start,
            end=end,
            by=by,
            date=datetime.date.fromisoformat(node.text("date")),
            reason=" ".join(node.text("reason").split()),
            on=_seen(node.mapping("on")),
            inputs=node.text("inputs"),
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
