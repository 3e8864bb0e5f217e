"""One thing that a rating rests on made a step better, as a second scene beside the first."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from engine.assurance.numbers import core
from engine.assurance.proofs.scenes import Leaf

if TYPE_CHECKING:
    from engine.assurance.proofs.scenes import Scene
    from engine.assurance.proofs.scenes import Values

MARK = "better "
"""What the names of everything begin with that belongs to the second scene."""

PICK = "step"
"""The variable that says which step is taken."""


@dataclass(frozen=True)
class Step:
    """A way of making one thing better: when it can be done, and what changes."""

    possible: core.Formula
    changed: dict[str, core.Term]


@dataclass(frozen=True)
class Above:
    """A scene, and the same with anything better: what is ``required`` makes it so."""

    before: Scene
    after: Scene
    leaves: tuple[Leaf, ...]
    required: core.Formula

    @property
    def lowers(self) -> core.Formula:
        """What is better has a lower rating."""
        return _lowers(self.before, self.after)


@dataclass(frozen=True)
class Better:
    """A scene, the same with one thing a step better, and the steps that there are."""

    before: Scene
    after: Scene
    steps: tuple[Step, ...]

    @property
    def pick(self) -> Leaf:
        """Which step is taken."""
        return Leaf(PICK, tuple(range(len(self.steps))))

    @property
    def possible(self) -> core.Formula:
        """The step that is taken can be taken."""
        return core.All(
            tuple(
                core.Any((core.Not(_picked(number)), step.possible))
                for number, step in enumerate(self.steps)
            )
        )

    def taken(self, values: Values) -> dict[str, int]:
        """The values of leaves after the step that they pick."""
        step = self.steps[values[PICK]]
        at = {name: place for place, name in enumerate(values)}
        given = list(values.values())
        changed = {name: core.number(term, at)(given) for name, term in step.changed.items()}
        return {**values, **changed}

    @property
    def lowers(self) -> core.Formula:
        """What is better has a lower rating."""
        return _lowers(self.before, self.after)


def above(scene: Scene) -> Above:
    """The scene beside itself with everything as good or better.

    Where that never lowers a rating, no single step does, and it is shown much faster.
    """

    def seen(leaf: Leaf) -> core.Variable:
        changes = len(leaf.better) > 1 or leaf.values is None
        return core.Variable(f"{MARK}{leaf.name}" if changes else leaf.name)

    after = replace(
        scene, mark=MARK, seen_as=seen, leaves={}, defined={}, ratings={}, counted={}
    )
    changing = [leaf for leaf in scene.leaves.values() if seen(leaf).name != leaf.name]
    required = [
        _no_worse(core.Variable(leaf.name), core.Variable(f"{MARK}{leaf.name}"))
        for leaf in changing
        if leaf.values is not None
    ]
    required += [each for names in scene.counted.values() for each in _shifted(names)]
    leaves = tuple(replace(leaf, name=f"{MARK}{leaf.name}") for leaf in changing)
    return Above(scene, after, leaves, core.All(tuple(required)))


def _no_worse(before: core.Term, after: core.Term) -> core.Formula:
    """A rating that is as good or better; what is not rated stays so."""
    absent = core.All((core.Not(core.rated(before)), core.Not(core.rated(after))))
    better = core.All((core.rated(before), core.Reaches(after, before)))
    return core.Any((absent, better))


def _shifted(names: tuple[str, ...]) -> list[core.Formula]:
    """As many judgements, and of those from any grade upwards as many or more."""
    required: list[core.Formula] = []
    for first in range(len(names)):
        before = core.Total(tuple((1, core.Variable(name)) for name in names[first:]))
        after = core.Total(tuple((1, core.Variable(f"{MARK}{name}")) for name in names[first:]))
        same = first == 0
        required.append(core.same(before, after) if same else core.Reaches(after, before))
    return required


def _lowers(before: Scene, after: Scene) -> core.Formula:
    one, other = before.lowered.rating, after.lowered.rating
    return core.All((core.rated(one), core.rated(other), core.Not(core.Reaches(other, one))))


def better(scene: Scene) -> Better | None:
    """The scene beside itself with one thing better; None where nothing can be."""
    steps = (*_judged_better(scene), *_cases_better(scene))
    if not steps:
        return None

    def seen(leaf: Leaf) -> core.Term:
        term: core.Term = core.Variable(leaf.name)
        for number, step in enumerate(steps):
            if leaf.name in step.changed:
                term = core.Chosen(_picked(number), step.changed[leaf.name], term)
        return term

    after = replace(
        scene, mark=MARK, seen_as=seen, leaves={}, defined={}, ratings={}, counted={}
    )
    return Better(scene, after, steps)


def _picked(number: int) -> core.Formula:
    return core.Among(core.Variable(PICK), frozenset({number}))


def _judged_better(scene: Scene) -> list[Step]:
    """The next better rating of each item, and of each thing that is judged."""
    steps = []
    for leaf in scene.leaves.values():
        if len(leaf.better) > 1:
            term = core.Variable(leaf.name)
            following = dict(pairwise(leaf.better))
            table = tuple(following.get(n, n) for n in range(max(leaf.better) + 1))
            changed: dict[str, core.Term] = {
                leaf.name: core.Looked(term, table, core.NOT_RATED)
            }
            steps.append(Step(core.Among(term, frozenset(following)), changed))
    return steps


def _cases_better(scene: Scene) -> list[Step]:
    """One judgement that is a grade better."""
    steps = []
    for names in scene.counted.values():
        for worse, higher in pairwise(names):
            one = core.Variable(worse)
            changed: dict[str, core.Term] = {
                worse: _more(worse, -1),
                higher: _more(higher, 1),
            }
            steps.append(Step(core.Reaches(one, core.Constant(1)), changed))
    return steps


def _more(name: str, number: int) -> core.Term:
    return core.Total(((1, core.Variable(name)), (number, core.Constant(1))))
