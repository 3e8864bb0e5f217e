"""What a provider's page says of one result: where it comes from, and what would change it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.diagnostics.words import capitalized
from engine.diagnostics.words import listed
from engine.reports.explanation import numbers
from engine.reports.explanation import rating
from engine.reports.grades import named
from engine.reports.grades import scale_of
from engine.reports.markup import Markup
from engine.reports.markup import element
from engine.reports.panel import exactly
from engine.reports.panel import far
from engine.rounds.panel import openings
from engine.rounds.results import in_words
from engine.rules.english.clauses import heading
from engine.rules.english.clauses import in_english

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.frameworks.model import Scale
    from engine.rounds.explanation import Explanation
    from engine.rounds.panel import Move
    from engine.rounds.rated import Rated
    from engine.rounds.results import Result
    from engine.rules.facts import Step
    from engine.rules.typed import Rule

EFFECTS = {
    "applied": "Applied",
    "did not apply": "Did not apply",
    "not reached": "Not read: a line above gave the rating",
    "not used": "Not used",
}
"""What became of a line, as a sentence begins."""


OVERALL = "The overall rating"
"""What a provider's own rating is called on its page."""


def rule_of(found: Rated, provider: Result, result: Result) -> Rule | None:
    """The rule that rates a provider or one of its items."""
    level = found.framework.vocabulary.level_by_id[provider.level]
    return found.framework.rules.of(level, None if result is provider else result.id)


def name_of(result: Result) -> str:
    """A result by its code and name."""
    return f"{result.id} {result.name}".strip()


def said(explanation: Explanation, result: Result | None = None) -> str:
    """A rating by its name, or why there is none; without a result, that is explained."""
    return capitalized(rating(explanation.result if result is None else result, explanation))


def about(found: Rated, explanation: Explanation) -> Iterator[Markup]:
    """Where a rating comes from: its numbers, its reason, what was decided."""
    result = explanation.result
    facts = numbers(result)
    if facts:
        yield element("p", f"{', '.join(facts).capitalize()}.")
    if result.reason:
        yield element("p", f"Reason: {_ended(result.reason)}")
    reason = _judged(found, explanation)
    if reason:
        yield element("p", f"Reason given: {_ended(reason)}")
    if result.before is not None:
        names = explanation.grades[result.level]
        yield element("p", f"Before the decision it was {names[result.before]}.")


def derivation(
    found: Rated, provider: Result, result: Result, *, brief: bool = False
) -> Markup | None:
    """Every line of the rule: what it does, and what it saw here.

    ``brief`` says of each line only the first sentence.
    """
    rule = rule_of(found, provider, result)
    if rule is None or not result.steps:
        return None
    steps = {step.clause.place: step for step in result.steps}
    entries = []
    for line in in_english(rule):
        words = line.sentences[0] if brief else line.words
        step = steps.get(line.clause.place)
        here = None if step is None else element("p", element("strong", "Here: "), _saw(step))
        entries.append(element("li", element("div", element("p", words)), element("div", here)))
    return element("ol", *entries, class_="clauses")


def _saw(step: Step) -> str:
    effect = EFFECTS[step.effect]
    return _ended(f"{effect}: {step.saw}" if step.saw else effect)


def in_full(rule: Rule) -> Markup:
    """A rule in English, whatever it saw."""
    entries = (element("li", line.words) for line in in_english(rule))
    return element("section", element("h3", heading(rule)), element("ol", *entries))


def change(explanation: Explanation) -> Markup | None:
    """The nearest change that would alter a rating."""
    if not explanation.nearest:
        return None
    return element("p", element("strong", "Nearest change: "), _ended(explanation.nearest))


def marks(result: Result) -> str:
    """What a reader should know of a result, in plain words."""
    flags = [in_words(result, flag) for flag in result.flags]
    if result.before is not None:
        flags.append("moved by a decision")
    return "; ".join(flags)


def borderline(found: Rated, provider: Result) -> Iterator[Markup]:
    """The results that somebody may move, and how far each is from the boundary."""
    alone = replace(found.ratings, results=(provider,))
    for opening in openings(alone, found.framework):
        result = opening.result
        scale = scale_of(found.framework.vocabulary, result.level)
        facts = [f": {named(result.before or result.rating, scale)}"]
        facts += [f", {exactly(result)}"] if exactly(result) else []
        if result.before is not None and result.rating is not None:
            facts.append(f", moved to {scale.grade(result.rating).name} by a decision")
        else:
            ways = [_way(move, scale) for move in opening.moves]
            facts.append(f"; may become {listed(ways, 'or')}")
        name = OVERALL if result is provider else name_of(result)
        yield element("li", element("strong", name), *facts, ".")


def _way(move: Move, scale: Scale) -> str:
    """A rating that discretion could give, and how far away it is."""
    return f"{scale.grade(move.grade).name}{f' ({far(move)})' if far(move) else ''}"


def _judged(found: Rated, explanation: Explanation) -> str:
    """The reason that was recorded with a judged rating, if any."""
    result = explanation.result
    if result.basis != "judged":
        return ""
    own = [
        judgement
        for judgement in found.round.judgements
        if judgement.provider == explanation.provider
        and judgement.item == result.id
        and judgement.date == result.date
    ]
    return own[-1].reason if own else ""


def _ended(words: str) -> str:
    return f"{words.rstrip().rstrip('.')}."
