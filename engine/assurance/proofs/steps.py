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

PICK = "step"
"""The variable that says which step is taken."""


@dataclass(frozen=True)
class Step:
    """A way of making one thing better: when it can be done, and what changes."""

    possible: core.Formula
    changed: dict[str, core.Term]


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
        before, after = self.before.lowered.rating, self.after.lowered.rating
        both = (core.rated(before), core.rated(after))
        return core.All((*both, core.Not(core.Reaches(after, before))))


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
        scene, mark="better ", seen_as=seen, leaves={}, defined={}, ratings={}, counted={}
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
