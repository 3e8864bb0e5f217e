"""What there is to exercise in a rule: lines, branches, conditions, edges, and absence."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from enum import Enum
from typing import TYPE_CHECKING
from typing import Literal
from typing import NamedTuple
from typing import TypeAlias

from engine.frameworks.model import NOWHERE
from engine.rules import tree
from engine.rules import typed
from engine.rules.absence import absence_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.diagnostics import Place

Kind: TypeAlias = Literal["line", "branch", "condition", "edge", "not rated"]
"""What a point is about."""


class Side(Enum):
    """What an example may bring about; the words follow "no example"."""

    TAKEN = "takes this branch"
    PASSED = "passes this branch by"
    APPLIED = "has this line apply"
    NOT_APPLIED = "has this line not apply"
    CHANGES = "has this line change a rating"
    LEAVES = "has this line leave a rating as it is"
    MOVED = "has a rating moved by this line"
    CLOSED = "has a rating that this line lets nobody move"
    HOLDS = "has this hold"
    FAILS = "has this not hold"
    JUST_HOLDS = "has this just hold"
    JUST_FAILS = "has this just not hold"
    AT = "has a value just at this edge"
    BELOW = "has a value just below this edge"
    SOME_ABSENT = "has something not rated that this line reads"
    NO_RATING = "ends this line without a rating"


class Spot(NamedTuple):
    """A rule, one of its lines, and a part of that: an atom or an edge; -1 is the line."""

    rule: int
    line: int
    part: int = -1


@dataclass(frozen=True)
class Point:
    """One thing that an example may exercise, at a place in the framework's files.

    ``line`` is the place of the line of the rule that it belongs to.
    """

    spot: Spot
    side: Side
    kind: Kind = field(compare=False)
    place: Place = field(default=NOWHERE, compare=False)
    line: Place = field(default=NOWHERE, compare=False)


def points(number: int, rule: typed.Rule) -> tuple[Point, ...]:
    """Everything to exercise in one rule, which has this number among all."""
    clauses = typed.clauses_of(rule)
    return tuple(
        Point(Spot(number, line, part), side, kind, place, clauses[line].place)
        for line, part, side, kind, place in (*_base(rule), *_modifiers(rule), *_atoms(rule))
    )


def first_modifier(rule: typed.Rule) -> int:
    """How many lines a rule has before its modifiers."""
    if isinstance(rule.base, typed.Choice):
        return len(rule.base.branches)
    return 1 + len(typed.additions_of(rule))


def conditions(rule: typed.Rule) -> Iterator[tuple[int, typed.Condition, tree.Condition]]:
    """Each condition of a rule, as it is meant and as it is written, with its line's number."""
    parts: list[typed.Branch | typed.Addition | typed.Modifier] = [
        *typed.additions_of(rule),
        *rule.modifiers,
    ]
    if isinstance(rule.base, typed.Choice):
        parts[:0] = rule.base.branches
    for line, part in enumerate(parts, start=0 if isinstance(rule.base, typed.Choice) else 1):
        if not isinstance(part, typed.Allow) and part.condition is not None:
            assert part.clause.condition is not None
            yield line, part.condition, part.clause.condition


_Found: TypeAlias = "tuple[int, int, Side, Kind, Place]"
"""A point's line and part, its side and kind, and its place."""


def _base(rule: typed.Rule) -> Iterator[_Found]:
    base = rule.base
    if isinstance(base, typed.Choice):
        for line, branch in enumerate(base.branches):
            yield line, -1, Side.TAKEN, "branch", branch.clause.place
            if branch.condition is not None:
                yield line, -1, Side.PASSED, "branch", branch.clause.place
    for line, addition in enumerate(typed.additions_of(rule), start=1):
        if addition.condition is not None:
            yield line, -1, Side.APPLIED, "line", addition.clause.place
            yield line, -1, Side.NOT_APPLIED, "line", addition.clause.place
    edges = base.bands.edges if isinstance(base, typed.Banded) else ()
    for part, edge in enumerate(edges):
        yield 0, part, Side.BELOW, "edge", edge.place
        yield 0, part, Side.AT, "edge", edge.place
    if not isinstance(base, typed.Choice) and len(edges) < 2:
        yield 0, -1, Side.APPLIED, "line", base.clause.place
    if _may_be_absent(base):
        yield 0, -1, Side.SOME_ABSENT, "not rated", base.clause.place
    if _may_give_nothing(base):
        yield 0, -1, Side.NO_RATING, "not rated", base.clause.place


def _modifiers(rule: typed.Rule) -> Iterator[_Found]:
    for line, modifier in enumerate(rule.modifiers, start=first_modifier(rule)):
        place = modifier.clause.place
        match modifier:
            case typed.Allow(clause=clause):
                sides = (Side.MOVED, Side.CLOSED) if clause.near else (Side.MOVED,)
            case typed.Limit(condition=condition):
                sides = (Side.CHANGES, Side.NOT_APPLIED if condition else Side.LEAVES)
            case _:
                sides = (Side.APPLIED, Side.NOT_APPLIED)
        for side in sides:
            yield line, -1, side, "line", place


def _atoms(rule: typed.Rule) -> Iterator[_Found]:
    """Both sides of each atom; those of a condition's only one are the line's own."""
    for line, condition, written in conditions(rule):
        for part, (atom, words) in enumerate(zip(condition.atoms, written.atoms, strict=True)):
            if isinstance(atom, typed.MeasureIs):
                yield line, part, Side.JUST_HOLDS, "edge", words.place
                yield line, part, Side.JUST_FAILS, "edge", words.place
            elif len(condition.atoms) > 1:
                yield line, part, Side.HOLDS, "condition", words.place
                yield line, part, Side.FAILS, "condition", words.place


def _may_be_absent(base: typed.Base) -> bool:
    """Whether the line says what to do about things that are not rated, and goes on."""
    absorbed = _absorbed(base)
    return absorbed is not None and absorbed.kind != "strict"


def _may_give_nothing(base: typed.Base) -> bool:
    """Whether the line, by what it says or by what it reads, may give no rating."""
    match base:
        case typed.Extreme() | typed.Banded(measure=typed.Scored()):
            absorbed = _absorbed(base)
            return absorbed is not None and absorbed.kind in ("ignored", "strict")
        case _:
            return absence_of(base, ()) == "by rule"


def _absorbed(base: typed.Base) -> typed.Absorbed | None:
    """What the line says about things that are not rated, if it says anything."""
    match base:
        case typed.Extreme(clause=clause, absorbed=absorbed) if clause.absence is not None:
            return absorbed
        case typed.Banded(clause=clause, measure=typed.Scored(absorbed=absorbed)):
            written = clause.measure
            said = isinstance(written, tree.Scored) and written.absence is not None
            return absorbed if said else None
        case _:
            return None
