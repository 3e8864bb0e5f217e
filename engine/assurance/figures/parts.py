"""What a figure shows and what stands in a sentence, read from their keys."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING
from typing import TypeAlias

from engine.assurance.figures import findings as found
from engine.assurance.figures.figure import Cases
from engine.assurance.figures.figure import Characteristic
from engine.assurance.figures.figure import Gap
from engine.assurance.figures.figure import InBand
from engine.assurance.figures.figure import Interviews
from engine.assurance.figures.figure import Need
from engine.assurance.figures.figure import Needs
from engine.assurance.figures.figure import Portion
from engine.assurance.figures.figure import Profile
from engine.assurance.figures.figure import Providers
from engine.assurance.figures.figure import Questions
from engine.assurance.figures.figure import RatingCount
from engine.assurance.figures.figure import Ratings
from engine.assurance.figures.figure import Said
from engine.assurance.figures.figure import Scores
from engine.assurance.figures.figure import Share
from engine.assurance.figures.names import ALL
from engine.frameworks.names import folded
from engine.frameworks.nodes import Scalar

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.assurance.figures.figure import Content
    from engine.assurance.figures.figure import Number
    from engine.assurance.figures.figure import Shown
    from engine.assurance.figures.names import Names
    from engine.cases.tabulation import Base
    from engine.frameworks.nodes import Mapping

Keys: TypeAlias = tuple[str, ...]

ALWAYS: Keys = ("figure", "table", "title", "section", "chart", "also", "source", "notes")
"""Keys that go with whatever a figure shows."""


def content(node: Mapping, names: Names) -> Content | None:
    """What a figure or a table shows; None where it does not say."""
    key = _first(node, names, tuple(CONTENTS), "this figure")
    if key is None:
        return None
    read, fitting = CONTENTS[key]
    _alone(node, names, key, fitting, ALWAYS)
    return read(node, names)


def number(node: Mapping, names: Names) -> Number | None:
    """One number of a sentence; None where nothing says what it is."""
    key = _first(node, names, tuple(NUMBERS), "this number")
    if key is None:
        return None
    read, fitting = NUMBERS[key]
    _alone(node, names, key, fitting)
    return read(node, names)


def _first(node: Mapping, names: Names, keys: tuple[str, ...], what: str) -> str | None:
    """The key that says what is shown."""
    present = next((key for key in keys if node.get(key) is not None), None)
    if present is None:
        names.complain(found.ShowsNothing(node.place, what, keys))
    return present


def _alone(node: Mapping, names: Names, key: str, fitting: Keys, always: Keys = ()) -> None:
    """Complain of every key that says nothing beside the one."""
    for other, entry in node.entries.items():
        if other not in (key, *fitting, *always):
            names.complain(found.DoesNotGo(entry.key.place, other, key, fitting))


def _questions(node: Mapping, names: Names) -> Questions:
    sample = names.sample(node)
    requests = [names.request(node, each, sample) for each in node.scalars("questions")]
    return Questions(tuple(requests))


def _profile(node: Mapping, names: Names) -> Profile:
    sample = names.sample(node)
    columns = [Characteristic(names.request(node, c, sample)) for c in node.scalars("profile")]
    together = node.mapping("together")
    if together is not None:
        value = together.scalar("value")
        assert value is not None
        for each in together.scalars("columns"):
            asked = names.request(node, each, sample)
            only = names.value(asked, value)
            columns.append(Characteristic(asked, "cases", only, together.text("title")))
    own = sample or next((c.request.sample or "" for c in columns), "")
    return Profile(own, tuple(columns), node.text("total"))


def _ratings(node: Mapping, names: Names) -> Ratings:
    return Ratings(names.level(node, "ratings"), names.items(node, "items"))


def _scores(node: Mapping, names: Names) -> Scores:
    return Scores(names.items(node, "scores"))


def _interviews(node: Mapping, names: Names) -> Interviews:
    subject, edges = node.scalar("interviews"), names.edges(node)
    assert subject is not None
    return Interviews(names.interview(node, subject, edges), edges)


def _needs(node: Mapping, names: Names) -> Needs:
    sample = names.sample(node)
    needs = []
    for each in node.mappings("needs"):
        column, question = each.scalar("column"), each.scalar("question")
        value = each.scalar("value")
        assert column is not None
        assert question is not None
        assert value is not None
        asked = names.request(node, column, sample)
        met = names.request(node, question, sample)
        needs.append(Need(asked, names.value(asked, value), met))
    return Needs(tuple(needs))


def _providers(node: Mapping, names: Names) -> Providers:
    del names
    columns: dict[str, Shown] = {
        "type": "type",
        "published": "published",
        "month": "month",
        "rating": "rating",
        "score": "score",
        "standards": "standards",
    }
    shown = tuple(columns[text] for text in node.texts("providers"))
    return Providers(shown, "published" if node.text("order") == "published" else "score")


def _share(node: Mapping, names: Names) -> Share:
    question = node.scalar("share")
    assert question is not None
    asked = names.request(node, question, names.sample(node))
    return Share(asked, names.type(node))


def _portion(node: Mapping, names: Names) -> Portion:
    column = node.scalar("profile")
    assert column is not None
    asked = names.request(node, column, names.sample(node))
    values = tuple(names.value(asked, each) for each in node.scalars("values"))
    if not values:
        lacks = found.Lacks(column.place, "profile", "values that are counted", "values: [...]")
        names.complain(lacks)
    of: Base = "cases" if node.text("of") == "cases" else "known"
    return Portion(asked, names.type(node), values, of)


def _rating_count(node: Mapping, names: Names) -> RatingCount:
    level = names.level(node, "ratings")
    bounds = (node.scalar("from"), node.scalar("to"))
    lowest, highest = (None if b is None else Fraction(b.text) for b in bounds)
    rating = names.grade(node, "rating", level)
    items = names.items(node, "items")
    return RatingCount(level, items, names.type(node), rating, lowest, highest)


def _cases(node: Mapping, names: Names) -> Cases:
    written = node.scalar("cases")
    assert written is not None
    subject = Scalar("provider", written.place)
    sample = names.sample(node, "cases")
    return Cases(names.request(node, subject, sample), names.type(node))


def _said(node: Mapping, names: Names) -> Said:
    subject, edges = node.scalar("interviews"), names.edges(node)
    assert subject is not None
    asked = names.interview(node, subject, edges)
    values = names.values(asked, node, edges)
    count = folded(subject.text) == ALL
    return Said(asked, names.type(node), edges, values, count)


def _gap(node: Mapping, names: Names) -> Gap:
    sample = names.sample(node)
    requests = tuple(names.request(node, each, sample) for each in node.scalars("gap"))
    units = tuple(names.unit(each) or "" for each in node.scalars("between"))
    if len(units) != 2:
        example = f"between: {list(names.vocabulary.type_ids)[:2]}".replace("'", "")
        place = node.place_of("between" if units else "gap")
        names.complain(found.Lacks(place, "gap", "two types that it is between", example))
        units = (*units, "", "")[:2]
    bands = node.text("bands_apart")
    if bands:
        return Gap(requests, (units[0], units[-1]), "bands", int(bands))
    smallest = node.text("which") == "smallest"
    return Gap(requests, (units[0], units[-1]), "smallest" if smallest else "largest")


def _in_band(node: Mapping, names: Names) -> InBand:
    sample = names.sample(node)
    requests = tuple(names.request(node, each, sample) for each in node.scalars("questions"))
    if not requests:
        place, example = node.place_of("in_band"), "questions: [...]"
        names.complain(found.Lacks(place, "in_band", "the questions that it counts", example))
    first = requests[0].subject if requests else ""
    items = names.scope.items(first)
    level = items[0].level if items else ""
    rating = names.grade(node, "in_band", level) or ""
    return InBand(requests, names.type(node), rating)


CONTENTS: dict[str, tuple[Callable[[Mapping, Names], Content], Keys]] = {
    "questions": (_questions, ("types", "sample", "where", "by", "favourable", "decimals")),
    "profile": (_profile, ("types", "sample", "where", "together", "total", "decimals")),
    "ratings": (_ratings, ("types", "items")),
    "scores": (_scores, ("types", "decimals")),
    "interviews": (_interviews, ("types", "where", "by", "bands", "decimals")),
    "needs": (_needs, ("types", "sample", "where", "decimals")),
    "providers": (_providers, ("order",)),
}
"""What reads each kind of content, and the keys that go with it."""

NUMBERS: dict[str, tuple[Callable[[Mapping, Names], Number], Keys]] = {
    "share": (_share, ("type", "sample", "where", "favourable")),
    "profile": (_portion, ("type", "sample", "where", "values", "of")),
    "ratings": (_rating_count, ("type", "items", "rating", "from", "to")),
    "cases": (_cases, ("type", "where")),
    "interviews": (_said, ("type", "where", "values", "bands")),
    "gap": (_gap, ("between", "which", "bands_apart", "sample", "where")),
    "in_band": (_in_band, ("questions", "type", "sample", "where")),
}
