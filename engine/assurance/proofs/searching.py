"""Searches among the values of everything that a rule rests on, by a solver or by trials."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import TypeAlias

from engine.assurance.numbers import core
from engine.assurance.numbers.lowering import Lowered
from engine.assurance.numbers.lowering import World
from engine.assurance.proofs import smt
from engine.assurance.proofs import trials
from engine.assurance.proofs.steps import above
from engine.assurance.proofs.steps import better
from engine.rules.witness import witness

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from engine.assurance.proofs.scenes import Leaf
    from engine.assurance.proofs.scenes import Scene
    from engine.assurance.proofs.scenes import Values
    from engine.assurance.proofs.steps import Better
    from engine.rules import typed
    from engine.rules.witness import Witness

Sought: TypeAlias = Callable[[Lowered, World], core.Formula]
"""What is sought in a rule: something that may hold of what it reads and gives."""


@dataclass(frozen=True)
class Setting:
    """A scene, and what is sought in it; or two of them that differ by one step."""

    scene: Scene
    sought: core.Formula
    better: Better | None = None

    @property
    def leaves(self) -> list[Leaf]:
        """Everything that may vary."""
        picked = [] if self.better is None else [self.better.pick]
        return [*self.scene.leaves.values(), *picked]

    @property
    def defined(self) -> dict[str, core.Term]:
        """Everything that follows."""
        more = {} if self.better is None else self.better.after.defined
        return self.scene.defined | more

    @property
    def rule(self) -> typed.Rule:
        """The rule that it is all about."""
        return self.scene.rule

    def told(self, values: Values) -> tuple[Witness, ...]:
        """What the reference makes of values, and of those that are a step better."""
        each = [values] if self.better is None else [values, self.better.taken(values)]
        return tuple(witness(self.rule, self.scene.pattern(one)) for one in each)


def sought_in(scene: Scene, sought: Sought) -> Iterator[Setting]:
    """A scene in which something is sought."""
    yield Setting(scene, sought(scene.lowered, scene.world))


def harm_in(scene: Scene) -> Iterator[Setting]:
    """A scene in which something better may lower the rating, if anything can be better."""
    both = better(scene)
    if both is not None:
        yield Setting(scene, core.All((both.possible, both.lowers)), both)


def solved(setting: Setting, seconds: int) -> tuple[Witness, ...]:
    """The least witnesses, by the solver; raises smt.Undecided if it is not done in time."""
    if setting.better is not None and not _may_harm(setting.scene, seconds):
        return ()
    problem = _problem(setting.leaves, setting.defined, setting.sought, seconds)
    if not problem.is_possible():
        return ()
    counts = [core.Variable(leaf.name) for leaf in setting.leaves if leaf.values is None]
    together = core.Total(tuple((1, each) for each in counts))
    sums: list[core.Term] = [together, *counts] if counts else []
    wanted = {x.name: x.values for x in setting.leaves if x.values is not None}
    return setting.told(problem.least(sums, wanted))


def _problem(
    leaves: Iterable[Leaf],
    defined: Mapping[str, core.Term],
    sought: core.Formula,
    seconds: int,
) -> smt.Problem:
    problem = smt.Problem(seconds)
    for leaf in leaves:
        problem.declare(leaf.name, leaf.values)
    for name, term in defined.items():
        problem.define(name, term)
    problem.require(sought)
    return problem


def _may_harm(scene: Scene, seconds: int) -> bool:
    """Whether anything better, in any number of steps, may lower the rating."""
    both = above(scene)
    leaves = (*scene.leaves.values(), *both.leaves)
    sought = core.All((both.required, both.lowers))
    defined = scene.defined | both.after.defined
    try:
        return _problem(leaves, defined, sought, seconds).is_possible()
    except smt.Undecided:
        return True  # which a single step may still show


def tried(setting: Setting) -> tuple[Witness, ...]:
    """Witnesses found by trials, if any are."""
    leaves = setting.leaves
    names = [*(leaf.name for leaf in leaves), *setting.defined]
    at = {name: place for place, name in enumerate(names)}
    steps: Sequence[core.Number] = [core.number(t, at) for t in setting.defined.values()]
    sought = core.truth(setting.sought, at)

    def holds(chosen: Values) -> bool:
        values = [chosen[leaf.name] for leaf in leaves]
        for step in steps:
            values.append(step(values))
        return sought(values)

    found = trials.tried(leaves, holds)
    return () if found is None else setting.told(found)
