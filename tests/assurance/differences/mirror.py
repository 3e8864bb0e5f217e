"""A comparison turned round: what the same two frameworks must give the other way."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.assurance.differences.difference import Comparison

TURNED = {"added": "withdrawn", "withdrawn": "added", "split": "merged", "merged": "split"}


def facts(found: Comparison) -> dict[str, set[object]]:
    """Everything that a comparison says, without regard to order."""
    return {
        "differences": {
            replace(d, details=tuple(sorted(d.details, key=repr))) for d in found.differences
        },
        "rules": {
            (frozenset(rule.items), tuple(sorted(map(repr, rule.clauses))))
            for rule in found.rules
        },
        "behaviours": {
            replace(
                b,
                rates="",
                items=tuple(sorted(b.items)),
                because=" ".join(sorted(b.because.split())),
            )
            for b in found.behaviours
        },
    }


def mirrored(found: Comparison) -> Comparison:
    """The comparison the other way round."""
    return replace(
        found,
        before=found.after,
        after=found.before,
        differences=tuple(map(_difference, found.differences)),
        rules=tuple(
            replace(
                rule,
                items=tuple((a, b) for b, a in rule.items),
                clauses=tuple(map(_clause, rule.clauses)),
            )
            for rule in found.rules
        ),
        behaviours=tuple(map(_behaviour, found.behaviours)),
    )


def _turned(thing):
    return replace(thing, before=thing.after, after=thing.before)


def _difference(difference):
    changes = tuple(TURNED.get(change, change) for change in difference.changes)
    details = tuple(map(_turned, difference.details))
    return replace(_turned(difference), changes=changes, details=details)


def _clause(clause):
    return replace(_turned(clause), change=TURNED.get(clause.change, clause.change))


def _behaviour(behaviour):
    because = " ".join(
        {"before": "after", "after": "before"}.get(word, word)
        for word in behaviour.because.split(" ")
    )
    return replace(
        behaviour,
        items=tuple((a, b) for b, a in behaviour.items),
        because=because,
        smallest=None if behaviour.smallest is None else _turned(behaviour.smallest),
        stretches=tuple(map(_turned, behaviour.stretches)),
    )
