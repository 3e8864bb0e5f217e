"""The patterns of a rule above providers, of whose parts only a round says how many there are.

What counts parts cannot tell apart any number beyond those that it names: so many of each
rating are enough to meet all that there is. What adds scores up can, and a few are tried.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from itertools import product
from math import prod
from typing import TYPE_CHECKING

from engine.rules import typed
from engine.rules.members import members_read
from engine.rules.patterns import arranged
from engine.rules.patterns import possible_judgements
from engine.rules.patterns import possible_ratings
from engine.rules.patterns import telling_values

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping

    from engine.frameworks.model import Item
    from engine.frameworks.model import Level
    from engine.frameworks.model import Vocabulary
    from engine.rules.patterns import Space
    from engine.rules.spaces import Key

    Ratings = tuple[str | None, ...]

FEW = 5
"""So many parts are tried where any number may tell something."""

MOST = 20_000
"""More patterns than this are not gone through."""

BESIDE = {"at most": 1, "exactly": 1, "more than": 1}
"""How far beyond a number a comparison with it looks, where it does."""


@dataclass(frozen=True)
class Pooled:
    """Spaces of patterns, with the fewest parts first, and what each is about.

    ``complete`` tells whether nothing else can be met, with however many parts.
    """

    spaces: tuple[tuple[Space, tuple[Key, ...]], ...]
    complete: bool


def pooled(  # noqa: PLR0913
    vocabulary: Vocabulary,
    rules: typed.Rules,
    rule: typed.Rule,
    also: tuple[typed.Condition, ...] = (),
    *,
    withheld: bool = False,
    reach: Mapping[Key, Ratings] | None = None,
) -> Pooled:
    """What a rule above providers, and some further conditions, can meet.

    ``withheld`` counts in that the data may say of anything that it is not rated;
    ``reach`` are the ratings that items of providers are known to come to.
    """
    items = (vocabulary.item_by_id.get(item or "") for item in rule.items or (None,))
    every = [
        _Parts(vocabulary, rules, rule, item, also, withheld, reach or {}) for item in items
    ]
    found: dict[object, tuple[Space, tuple[Key, ...]]] = {}
    complete = True
    for parts in every:
        spaces, whole = parts.spaces()
        complete = complete and whole
        for space in spaces:
            found.setdefault(space.signature, (space, ((parts.key, None),)))
    return Pooled(tuple(found.values()), complete)


@dataclass(frozen=True)
class _Parts:
    """What a rule reads of one item, or of the whole."""

    vocabulary: Vocabulary
    rules: typed.Rules
    rule: typed.Rule
    item: Item | None
    also: tuple[typed.Condition, ...]
    withheld: bool
    reach: Mapping[Key, Ratings]

    @property
    def key(self) -> str | None:
        """The item's id; None is the whole."""
        return None if self.item is None else self.item.id

    def spaces(self) -> tuple[list[Space], bool]:
        """The patterns by how many parts there are; and whether those are all that tell."""
        options = {level.id: self._ratings(level, self.key) for level in self._read()}
        enough = {level: self._enough(level, options[level]) for level in options}
        known = [number for number in enough.values() if number is not None]
        if len(known) == len(enough) and prod(known) <= MOST and not self._may_lack():
            every = self._of(options, [range(1, number + 1) for number in known])
            found = list(_up_to(MOST, every))
            if len(found) == prod(known):
                return found, True
        few = [range(1, FEW + 1) for _ in options]
        return [space for space in self._of(options, few) if space.size <= MOST], False

    def _may_lack(self) -> bool:
        """Whether it reads items that not everything has."""
        inside = members_read(self.vocabulary, self.rule, self.item, None, self.also).values()
        return any(self.vocabulary.item_by_id[i].applies_to for ids in inside for i in ids)

    def _of(
        self, options: Mapping[str, Ratings], numbers: Iterable[Iterable[int]]
    ) -> Iterator[Space]:
        for chosen in sorted(product(*numbers), key=lambda each: (sum(each), each)):
            yield self._space(options, dict(zip(options, chosen, strict=True)))

    def _space(self, options: Mapping[str, Ratings], numbers: Mapping[str, int]) -> Space:
        parts = {
            level: tuple(f"{level} {n}" for n in range(1, number + 1))
            for level, number in numbers.items()
        }
        given = {part: options[level] for level, ids in parts.items() for part in ids}
        inside = members_read(self.vocabulary, self.rule, self.item, None, self.also)
        members = {key: parts.get(key[0], ids) for key, ids in inside.items()}

        def ratings(one: str) -> Ratings:
            return given[one] if one in given else self._ratings(self.rule.above, one)

        values = telling_values(self.rule, self.also)
        space = arranged(self.rule, members, ratings, values, self.also)
        return replace(space, judged=possible_judgements(self.vocabulary, self.rule, self.key))

    def _read(self) -> Iterator[Level]:
        """The levels of the parts that are read."""
        read = {c.level for c in typed.collections_of(self.rule, self.also)}
        wholes = (level for level in self.vocabulary.levels if level.id in read)
        return (level for level in wholes if self.vocabulary.is_whole(level))

    def _ratings(self, level: Level | None, item: str | None) -> Ratings:
        """The ratings that an item of something of a level may have, or the whole of it."""
        rule = None if level is None else self.rules.of(level, item)
        assert rule is not None
        found = possible_ratings(self.vocabulary, rule, item, withheld=self.withheld)
        known = {r for key, ratings in self.reach.items() if key[0] == item for r in ratings}
        inside = rule.above is None and bool(known)
        return tuple(rating for rating in found if rating in known) if inside else found

    def _enough(self, level: str, options: Ratings) -> int | None:
        """So many parts can show all that any number can; None where no number is enough."""
        measures = typed.measures_of(self.rule, self.also)
        added = (m for m in measures if isinstance(m, typed.Scored | typed.CountOf))
        if any(measure.collection.level == level for measure in added):
            return None
        most = dict.fromkeys(options, 1)
        for atom in self._atoms():
            match atom:
                case typed.Counted(quantity, collection, grades) if collection.level == level:
                    counted = {each for each in options if each is None or each in grades}
                case typed.CountedChildren(quantity, collection) if collection.level == level:
                    counted = {*options}
                case _:
                    continue
            number = (quantity.number or 1) + BESIDE.get(quantity.comparison, 0)
            most |= {each: max(most[each], number) for each in counted}
        return sum(most.values())

    def _atoms(self) -> Iterator[typed.Atom]:
        for condition in (*typed.conditions_of(self.rule), *self.also):
            yield from condition.atoms


def _up_to(most: int, spaces: Iterable[Space]) -> Iterator[Space]:
    """The first spaces, as long as they do not have more patterns than that together."""
    for space in spaces:
        most -= space.size
        if most < 0:
            return
        yield space
