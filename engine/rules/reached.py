"""The values that a measure may have where a rule bands it, and where those fall."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING
from typing import NamedTuple

from engine.frameworks.model import ALL
from engine.frameworks.seams import Every
from engine.frameworks.seams import Multiples
from engine.frameworks.seams import Some
from engine.frameworks.seams import common_step
from engine.frameworks.seams import declared
from engine.frameworks.seams import numbers
from engine.frameworks.seams import seams
from engine.rules import places
from engine.rules import typed
from engine.rules.members import members_of
from engine.rules.patterns import possible_by_rule

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator

    from engine.diagnostics import Finding
    from engine.frameworks.model import Bands
    from engine.frameworks.model import Vocabulary
    from engine.frameworks.seams import Reach

_NO_RULES = typed.Rules(())

MOST = 20_000
"""More different sums than this are not told apart."""


class _Part(NamedTuple):
    """What one item adds: to what is banded, and to what that is divided by."""

    over: Fraction
    under: Fraction


def gaps_and_overlaps(vocabulary: Vocabulary, rules: typed.Rules = _NO_RULES) -> list[Finding]:
    """Values that fall between two bands or into both, wherever a rule bands them.

    Of bands that no rule uses, the values are taken that their measure usually has.
    """
    options = possible_by_rule(vocabulary, rules, withheld=True)
    uses: dict[str, list[typed.Rule]] = {}
    for rule in rules.all:
        if isinstance(rule.base, typed.Banded):
            uses.setdefault(rule.base.bands.id, []).append(rule)
    findings: list[Finding] = []
    for bands in vocabulary.bands:
        if all(edge.to is None for edge in bands.edges):
            continue
        found: dict[object, Finding] = {}
        for where, reach in _reaches(vocabulary, bands, uses.get(bands.id, []), options):
            for finding in seams(bands, reach, where):
                found.setdefault((finding.code, finding.place), finding)
        findings += found.values()
    return findings


def _reaches(
    vocabulary: Vocabulary,
    bands: Bands,
    uses: list[typed.Rule],
    options: Callable[[str], tuple[str | None, ...]],
) -> Iterator[tuple[str, Reach]]:
    """What there is to band, by who bands it."""
    if not uses:
        yield "", declared(bands, vocabulary.scales)
    for rule in uses:
        assert isinstance(rule.base, typed.Banded)
        where = f'banded by "{places.words(rule.base.clause)}"'
        for reach in dict.fromkeys(reached(vocabulary, rule, options)):
            yield where, reach


def reached(
    vocabulary: Vocabulary,
    rule: typed.Rule,
    options: Callable[[str], tuple[str | None, ...]],
) -> Iterator[Reach]:
    """The values of what a rule bands, for each item and type that it rates."""
    base = rule.base
    assert isinstance(base, typed.Banded)
    for reach in _measured(vocabulary, rule, base, options):
        yield _with_points(reach, base) if base.additions else reach


def _with_points(reach: Reach, base: typed.Banded) -> Reach:
    """Every value with what may be added to it; of inputs, as of numbers that are banded."""
    if isinstance(reach, Some) and not base.adds_anything:
        sums = {value + points for value in reach.values for points in base.sums}
        return Some(tuple(sorted(sums)))
    if isinstance(reach, Every) or isinstance(numbers(base.bands), Every):
        return Every()
    own = reach.values if isinstance(reach, Some) else (reach.step,)
    step = common_step([*own, *(addition.points for addition in base.additions)])
    return Every() if step is None else Multiples(step)


def _measured(
    vocabulary: Vocabulary,
    rule: typed.Rule,
    base: typed.Banded,
    options: Callable[[str], tuple[str | None, ...]],
) -> Iterator[Reach]:
    """The values of the measure that a rule bands, before anything is added."""
    match base.measure:
        case typed.Share(kind="percentage of"):
            yield Every(Fraction(0), ALL)
        case typed.Share():
            yield Multiples(Fraction(1), Fraction(0))
        case typed.Given():
            yield numbers(base.bands)
        case typed.Points():
            yield Some((Fraction(0),))
        case typed.CountOf() | typed.Scored() if rule.above is not None:  # of however many
            yield declared(base.bands, vocabulary.scales)
        case typed.CountOf() | typed.Scored() as measure:
            for item_id in rule.items or (None,):
                item = None if item_id is None else vocabulary.item_by_id[item_id]
                for type_id in vocabulary.type_ids:
                    if item is None or vocabulary.applies(item, type_id):
                        held = members_of(vocabulary, measure.collection, item, type_id)
                        ways = [_ways(measure, i.id, options(i.id)) for i in held]
                        yield _put_together(measure, ways)


def _ways(
    measure: typed.CountOf | typed.Scored, item: str, ratings: tuple[str | None, ...]
) -> set[_Part | None]:
    """What one item may add; None where it adds nothing and counts for nothing."""
    if isinstance(measure, typed.CountOf):
        return {
            None
            if rating is None and not measure.grades.names_absence
            else _Part(Fraction(rating in measure.grades), Fraction(1))
            for rating in ratings
        }
    scale, weight = measure.collection.scale, measure.weight_of.get(item, Fraction(1))
    of_most = measure.kind == "percentage of maximum score of"
    under = weight * max(scale.points) if of_most else weight
    scores = [scale.points[scale.rank(rating)] for rating in ratings if rating]
    if None in ratings and measure.absorbed.kind == "counted":
        scores.append(measure.absorbed.score)
    ways: set[_Part | None] = {_Part(weight * score, under) for score in scores}
    ignored = None in ratings and measure.absorbed.kind == "ignored"
    return ways | {None} if ignored else ways


def _put_together(
    measure: typed.CountOf | typed.Scored, ways: list[set[_Part | None]]
) -> Reach:
    """Every value of the sums, or ratios of sums, of what the items may add."""
    divided = measure.kind not in ("total score of", "number of")
    times = 100 if measure.kind.startswith("percentage") else 1
    sums: set[tuple[Fraction, Fraction, bool]] = {(Fraction(0), Fraction(0), False)}
    for each in ways:
        sums = {_added(before, part, divided=divided) for before in sums for part in each}
        if len(sums) > MOST:
            return _roughly(ways, divided=divided)
    least = measure.kind == "number of"  # which is 0 where nothing is rated
    values = {
        times * over / under if divided else over
        for over, under, some in sums
        if (some or least) and (under or not divided)
    }
    return Some(tuple(sorted(values)))


def _added(
    before: tuple[Fraction, Fraction, bool], part: _Part | None, *, divided: bool
) -> tuple[Fraction, Fraction, bool]:
    if part is None:
        return before
    over, under, _ = before
    return (over + part.over, under + part.under if divided else under, True)


def _roughly(ways: list[set[_Part | None]], *, divided: bool) -> Reach:
    """All values that so many sums can have, and perhaps some that they cannot."""
    step = common_step(part.over for each in ways for part in each if part is not None)
    return Every() if divided or step is None else Multiples(step)
