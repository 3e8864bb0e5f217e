"""What each line of a rule means, in sentences made from its checked form alone.

Nothing is read from the text of the rules file, so that a sentence cannot say what the rule
does not do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import assert_never

from engine.diagnostics.words import capitalized
from engine.diagnostics.words import exact
from engine.diagnostics.words import listed
from engine.diagnostics.words import several
from engine.rules import typed
from engine.rules.absence import absence_of_measure
from engine.rules.absence import read_by
from engine.rules.english import bands
from engine.rules.english.conditions import condition
from engine.rules.english.conditions import may_be_unknown
from engine.rules.english.conditions import measures
from engine.rules.english.grades import rated
from engine.rules.english.measures import details
from engine.rules.english.measures import measure
from engine.rules.english.measures import without

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.frameworks.model import Scale
    from engine.rules import tree


@dataclass(frozen=True)
class Said:
    """A line of a rule, and the sentences that say what it does.

    A choice has no line among those that are traced; its own stands before its branches.
    """

    clause: tree.Clause
    sentences: tuple[str, ...]

    @property
    def words(self) -> str:
        """All sentences, one after the other."""
        return " ".join(self.sentences)


def in_english(rule: typed.Rule) -> tuple[Said, ...]:
    """Every line of a rule in order, each with what it means."""
    return (*_base(rule), *(_modifier(rule, each) for each in rule.modifiers))


def heading(rule: typed.Rule) -> str:
    """What a rule rates, as it names it: ``Each standard``, ``Provider``."""
    name = rule.tree.name.text
    words = f"each {name}" if rule.tree.each else name
    within = " or ".join(each.text for each in rule.tree.within)
    words = f"{words} in {within}" if within else words
    return capitalized(words)


def expectation(expected: typed.Expectation) -> str:
    """What an author expects of a rule, as a sentence."""
    those = rated(expected.grades, expected.rule.scale)
    words = f"{expected.tree.name.text} is expected to be {those}"
    if expected.condition is None:
        return _sentence(f"{words}, always")
    return _sentence(f"{words} if {condition(expected.condition)}")


def _base(rule: typed.Rule) -> Iterator[Said]:
    match rule.base:
        case typed.Choice():
            yield Said(rule.base.clause, tuple(_choice(rule, rule.base)))
            for branch in rule.base.branches:
                yield Said(branch.clause, tuple(_branch(rule.scale, branch)))
        case base:
            yield Said(base.clause, tuple(_line(rule, base)))
            yield from map(_addition, typed.additions_of(rule))


def _line(
    rule: typed.Rule, base: typed.Judged | typed.Banded | typed.Extreme | typed.StartFrom
) -> Iterator[str]:
    level = rule.level.id
    match base:
        case typed.Judged(_, role):
            yield f"The {role.id} gives the rating. It is not computed from anything."
        case typed.StartFrom(_, child):
            yield f"The rating begins as that of {child.words}."
            if child.absence != "never":
                yield f"If {child.words} is not rated, neither is the {level}."
        case typed.Banded():
            yield from _banded(rule, base)
        case typed.Extreme(clause, collection):
            which = clause.which.removesuffix(" of")
            yield f"The rating is the {which} among its {collection.words}."
            if collection.absence != "never":
                yield from _absent(rule, base)
        case _:  # pragma: no cover
            assert_never(base)


def _banded(rule: typed.Rule, base: typed.Banded) -> Iterator[str]:
    names = {grade.id: grade.name for grade in rule.scale.grades}
    if isinstance(base.measure, typed.Points):
        yield "The rating follows from the points that the lines below add up."
    else:
        more = ", with what the lines below add to it" if base.additions else ""
        yield _sentence(f"the rating follows from {measure(base.measure)}{more}")
    yield from details(base.measure)
    yield from without(base.measure, rule.level.id)
    yield bands.rounding(base.bands)
    yield f"The bands are: {bands.sentence(base.bands, names)}."
    if isinstance(base.measure, typed.Given) or base.adds_anything:
        first = base.bands.edges[0]
        at = exact(first.at)
        low = f"below {at}" if first.inclusive else f"of {at} or less"
        what = "number" if isinstance(base.measure, typed.Given) else "score"
        yield f"A {what} {low} lies in no band, and the {rule.level.id} is then not rated."


def _addition(addition: typed.Addition) -> Said:
    """Points that are added, or taken away."""
    done = "added" if addition.points > 0 else "taken away"
    number = abs(addition.points)
    points = "1 point is" if number == 1 else f"{exact(number)} points are"
    words = f"{points} {done}"
    if addition.input is not None:
        recorded = f'the number recorded for "{addition.input.id}"'
        each = f"{words} for each one of {recorded}"
        words = f"{recorded} is {done}" if number == 1 else each
    if addition.things is not None:
        collection = addition.things.collection
        those = rated(addition.things.grades, collection.scale)
        words = f"{words} for each of its {collection.words} that are {those}"
    return _conditional(addition.clause, words, addition.condition)


def _absent(rule: typed.Rule, base: typed.Extreme) -> Iterator[str]:
    level = rule.level.id
    match base.absorbed.kind:
        case "treated":
            grade = rule.scale.grade(base.absorbed.grade).name
            yield f"What is not rated is treated as {grade}."
        case "ignored":
            yield f"What is not rated is left aside; if none is rated, neither is the {level}."
        case _:
            yield f"If any is not rated, neither is the {level}."


def _choice(rule: typed.Rule, choice: typed.Choice) -> Iterator[str]:
    level = rule.level.id
    if choice.clause.kind == "first that applies":
        yield "The lines below are read from the top, and the first that applies counts."
    else:
        yield "Of the lines below exactly one applies, whatever is found, and that one counts."
    conditions = [b.condition for b in choice.branches if b.condition is not None]
    taken = [m for each in conditions for m in measures(each)]
    absences = {part.absence for part in read_by(choice)} | set(map(absence_of_measure, taken))
    if absences - {"never"}:
        if choice.names_absence:
            yield "What is not rated has none of the ratings that the lines name."
        else:
            yield (
                "If a line that is read asks about something that is not rated, then the "
                f"{level} is not rated, and no further line counts."
            )
    yield from _measured(conditions)


def _branch(scale: Scale, branch: typed.Branch) -> Iterator[str]:
    name = scale.grade(branch.grade).name
    if branch.condition is None:
        yield _sentence(f"{name} in all other cases")
    else:
        yield _sentence(f"{name} if {condition(branch.condition)}")


def _modifier(rule: typed.Rule, modifier: typed.Modifier) -> Said:
    match modifier:
        case typed.Move(clause, when):
            steps = several(clause.steps, "grade", "grades")
            end = rule.scale.grades[-1 if clause.direction == "up" else 0].name
            moved = f"the rating goes {clause.direction} by {steps}, but never past {end},"
            return _conditional(clause, moved, when)
        case typed.Limit(clause, _, child, _, when):
            said = _conditional(clause, _limited(rule, modifier), when)
            if child is None or child.absence == "never":
                return said
            absent = f"If {child.words} is not rated, this line does nothing."
            return Said(clause, (*said.sentences, absent))
        case typed.NotRated(clause, when):
            return _conditional(clause, f"the {rule.level.id} is not rated", when)
        case typed.Allow():
            return Said(modifier.clause, tuple(_discretion(rule, modifier)))
        case _:  # pragma: no cover
            assert_never(modifier)


def _conditional(clause: tree.Clause, what: str, when: typed.Condition | None) -> Said:
    """A line that does something, always or when a condition holds."""
    if when is None:
        return Said(clause, (_sentence(what),))
    sentences = [_sentence(f"{what} if {condition(when)}")]
    sentences += _measured([when])
    if may_be_unknown(when):
        sentences.append(
            "If that cannot be told because something is not rated, this line does nothing."
        )
    return Said(clause, tuple(sentences))


def _measured(conditions: list[typed.Condition]) -> Iterator[str]:
    """How the measures that conditions compare are taken, each once."""
    taken = dict.fromkeys(m for each in conditions for m in measures(each))
    for each in taken:
        how = " ".join(details(each))
        if how and len(taken) > 1:
            yield f"For {measure(each)}: {how}"
        elif how:
            yield how


def _limited(rule: typed.Rule, limit: typed.Limit) -> str:
    way = "higher" if limit.clause.kind == "at most" else "lower"
    if limit.child is None:
        assert limit.grade is not None
        return f"the rating is no {way} than {rule.scale.grade(limit.grade).name}"
    where = "above" if limit.steps > 0 else "below"
    steps = f"{several(abs(limit.steps), 'grade', 'grades')} {where} " if limit.steps else ""
    return f"the rating is no {way} than {steps}that of {limit.child.words}"


def _discretion(rule: typed.Rule, allow: typed.Allow) -> Iterator[str]:
    clause = allow.clause
    steps = several(clause.steps, "grade", "grades")
    yield f"The {allow.role.id} may move the rating {clause.direction} by at most {steps}."
    near = clause.near
    if near is not None:
        points = several(near.points, "point", "points")
        close = f"the percentage lies within {points} of the boundary, {points} included"
        if near.number is not None:
            assert near.unit is not None
            cases = several(near.number, near.unit.text, near.unit.text)
            close = f"{close}, or {cases} judged the other way would be enough to cross it"
        yield f"A move is open only where {close}."
        yield from _without_band(rule)
    if rule.modifiers[-1] != allow:
        yield "The lines that follow hold for the moved rating too."


def _without_band(rule: typed.Rule) -> Iterator[str]:
    """The grades that have no band, so that no boundary leads to them."""
    assert isinstance(rule.base, typed.Banded)
    banded = {edge.grade for edge in rule.base.bands.edges}
    others = [grade.name for grade in rule.scale.grades if grade.id not in banded]
    if others:
        yield f"No move leads to {listed(others, 'or')}, for which there is no band."


def _sentence(words: str) -> str:
    return f"{capitalized(words)}."
