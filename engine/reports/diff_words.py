"""The sentences about what changed in a framework, that every form of a comparison shares."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.diagnostics.text import shown
from engine.diagnostics.words import exact
from engine.diagnostics.words import listed
from engine.diagnostics.words import several

if TYPE_CHECKING:
    from engine.assurance.differences.difference import Behaviour
    from engine.assurance.differences.difference import Comparison
    from engine.assurance.differences.difference import Detail
    from engine.assurance.differences.difference import Difference
    from engine.assurance.differences.difference import Given
    from engine.assurance.differences.difference import Side
    from engine.assurance.differences.difference import Stretch
    from engine.diagnostics import Place

ABOVE_THE_RULES = {
    "framework": "Framework",
    "item": "Items",
    "observation": "Observations",
    "expectation": "Expectations",
    "provider type": "Provider types",
    "scale": "Scales",
    "level": "Levels",
    "group": "Groups",
    "bands": "Bands",
    "sample": "Samples",
    "input": "Inputs",
    "status": "Statuses",
    "role": "Roles",
    "notice": "Notices",
}
"""The heading of each kind of thing that comes before the rules."""

BELOW_THE_RULES = {
    "source": "Sources",
    "omission": "Omissions",
    "disabled check": "Checks turned off",
}
"""The heading of each kind that comes after them."""

ORDINARY = {"wording": "verbatim", "weight": "1", "rounding": "none"}
"""What goes without saying of something that is new or withdrawn."""

RULES, GIVES = "Rules", "What the rules give"
"""The headings of the rules, and of whether they give the same."""


def title(found: Comparison) -> str:
    """Which frameworks are compared."""
    old, new = found.before.vocabulary, found.after.vocabulary
    if old.id == new.id:
        return f"What changed in {new.id}"
    return f"What changed from {old.id} to {new.id}"


def versions(found: Comparison) -> tuple[str, str]:
    """Both frameworks: their titles, and where they stand."""
    old, new = (
        f"{f.vocabulary.title} ({shown(str(f.folder))})" for f in (found.before, found.after)
    )
    return f"Before: {old}", f"After: {new}"


def correspondence(found: Comparison) -> str:
    """Which items stand for each other."""
    if found.crosswalk:
        return f"Items correspond as the crosswalk of {found.crosswalk} says."
    if found.before.vocabulary.id != found.after.vocabulary.id:
        return (
            "Items correspond by their ids: no crosswalk leads from one version to the other."
        )
    return ""


def summary(found: Comparison) -> str:
    """How much changed, in a sentence or two."""
    if found.empty and found.before.digest == found.after.digest:
        return "Nothing changed: the files are the same."
    if found.empty:
        return "Nothing changed but the way that the files are written."
    items = sum(difference.kind == "item" for difference in found.differences)
    counted = [
        (items, "item", "items"),
        (len(found.differences) - items, "other declaration", "other declarations"),
        (len(found.rules), "rule", "rules"),
    ]
    changed = listed([several(*each) for each in counted if each[0]])
    rated = list(dict.fromkeys(b.rates for b in found.behaviours if b.answer == "different"))
    rules = "rule" if len(rated) == 1 else "rules"
    gives = f"The {rules} for {listed(rated)} can give other ratings." if rated else ""
    return " ".join(part for part in (f"Changed: {changed}." if changed else "", gives) if part)


def about(difference: Difference) -> str:
    """What a difference is about: its level if it is an item, and its ids before and after.

    Nothing where it is about the framework itself.
    """
    if difference.kind == "framework":
        return ""
    before, after = (_called(side) for side in (difference.before, difference.after))
    noun = difference.after.noun or difference.before.noun
    words = (
        before if before == after or not after else f"{before} -> {after}" if before else after
    )
    return f"{noun} {words}".rstrip() if difference.kind == "item" else words


def became(difference: Difference) -> str:
    """What became of it, and whether answers carry over."""
    two_sided = bool(difference.before.ids and difference.after.ids)
    lost = two_sided and not difference.comparable
    return ", ".join([*difference.changes, *(["answers do not carry over"] if lost else [])])


def places(difference: Difference) -> str:
    """Where it stands, in both frameworks."""
    sides = (difference.before.places, difference.after.places)
    found = [listed([place_words(p) for p in side if p.line]) for side in sides]
    return " -> ".join(each for each in found if each)


def place_words(place: Place) -> str:
    """A file and a line of it."""
    return f"{shown(place.file)}:{place.line}"


def behaviour(answer: Behaviour) -> str:
    """Whether two rules always give the same, in a line."""
    match answer.answer:
        case "the same":
            return "always the same ratings"
        case "different" if answer.stretches or not answer.patterns:
            return "other ratings"
        case "different":
            return f"other ratings for {answer.differing:,} of {answer.patterns:,} patterns"
        case _:
            return f"{answer.answer}: {answer.because}"


def rated(answer: Behaviour, found: Comparison) -> str:
    """What two rules rate, and for which items and types of provider."""
    alone = sum(other.rates == answer.rates for other in found.behaviours) == 1
    items = "" if alone else f" {listed([after for _, after in answer.items])}"
    types = f" ({listed(answer.types)})" if answer.types else ""
    return f"{answer.rates}{items}{types}"


def details(difference: Difference) -> tuple[Detail, ...]:
    """What is said otherwise; of something that came or went, all that is not ordinary."""
    if difference.before.ids and difference.after.ids:
        return difference.details
    said = (d for d in difference.details if ORDINARY.get(d.name) not in (d.before, d.after))
    return tuple(detail for detail in said if detail.name != "level")


def stretch(found: Stretch) -> str:
    """Some percentages or numbers, and how their ratings differ."""
    return f"{_ends(found)}: {_or_not(found.before)} -> {_or_not(found.after)}"


def given(side: Given) -> str:
    """A rating, the line that makes it so, and what that saw."""
    rating = _or_not(side.rating)
    if side.line is None:
        return rating
    return f"{rating} (line {side.line.place.line}, {side.line.words}: {side.saw})"


DISCRETION = "who may move the rating, or how far, is not the same"


def _called(side: Side) -> str:
    return listed(side.ids)


def _or_not(rating: str | None) -> str:
    return rating or "not rated"


def _ends(found: Stretch) -> str:
    unit = f" {found.unit}" if found.unit else ""
    if found.low == found.high:
        return f"exactly {exact(found.low)}{unit}"
    low = f"{'from' if found.low_included else 'above'} {exact(found.low)}{unit}"
    if found.high is None:
        return f"{low} on" if found.low_included else low
    return f"{low} to {'' if found.high_included else 'below '}{exact(found.high)}{unit}"
