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
from engine.assurance.figures.names import IN_CASES
from engine.assurance.figures.names import IN_INTERVIEWS
from engine.diagnostics.words import quoted
from engine.frameworks.names import folded
from engine.frameworks.nodes import Scalar

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence

    from engine.assurance.figures.figure import Content
    from engine.assurance.figures.figure import Number
    from engine.assurance.figures.figure import Shown
    from engine.assurance.figures.figure import Unit
    from engine.assurance.figures.names import Names
    from engine.cases.tabulation import Base
    from engine.cases.tabulation import Request
    from engine.frameworks.nodes import Mapping

Keys: TypeAlias = tuple[str, ...]

ALWAYS: Keys = ("figure", "table", "title", "section", "chart", "also", "source", "notes")
"""Keys that go with whatever a figure shows."""


BARS: Keys = ("grouped", "none")
"""How a figure may be drawn whose numbers are no parts of one whole."""


def content(node: Mapping, names: Names) -> Content | None:
    """What a figure or a table shows; None where it does not say."""
    key = _first(node, names, tuple(CONTENTS), "this figure")
    if key is None:
        return None
    read, fitting, charts = CONTENTS[key]
    _alone(node, names, key, fitting, ALWAYS)
    _drawn(node, names, key, charts)
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


def _drawn(node: Mapping, names: Names, key: str, charts: Keys) -> None:
    """Complain of a chart that would not say what the figure shows."""
    chart = node.scalar("chart")
    if chart is not None and chart.text not in charts:
        fitting = tuple(f"chart: {each}" for each in charts)
        names.complain(found.DoesNotGo(chart.place, f"chart: {chart.text}", key, fitting))


def _questions(node: Mapping, names: Names) -> Questions:
    return Questions(names.questions(node, "questions"))


def _profile(node: Mapping, names: Names) -> Profile:
    sample = names.sample(node)
    shown = names.requests(node, node.scalars("profile"), sample)
    columns = [Characteristic(asked) for asked in shown]
    together = node.mapping("together")
    if together is not None:
        value = together.scalar("value")
        assert value is not None
        for asked in names.requests(node, together.scalars("columns"), sample):
            only = names.value(asked, value)
            columns.append(Characteristic(asked, "cases", only, together.text("title")))
    own = sample or next((c.request.sample or "" for c in columns), "")
    return Profile(own, tuple(columns), node.text("total"))


def _ratings(node: Mapping, names: Names) -> Ratings:
    level = names.level(node, "ratings")
    return Ratings(level, names.items(node, "items", [level] if level else None))


def _scores(node: Mapping, names: Names) -> Scores:
    return Scores(names.items(node, "scores", names.scored()))


def _interviews(node: Mapping, names: Names) -> Interviews:
    subject, edges = node.scalar("interviews"), names.edges(node)
    assert subject is not None
    asked = names.interview(node, subject, edges)
    if asked.by is not None:
        names.judged(asked, IN_INTERVIEWS)
    return Interviews(asked, edges)


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
        names.judged(met, IN_CASES)
        needs.append(Need(asked, names.value(asked, value), met))
    return Needs(tuple(needs))


def _providers(node: Mapping, names: Names) -> Providers:
    columns: dict[str, Shown] = {
        "type": "type",
        "published": "published",
        "month": "month",
        "rating": "rating",
        "score": "score",
        "standards": "standards",
    }
    listed = node.scalars("providers")
    shown = tuple(columns[each.text] for each in listed)
    names.once(listed, shown)
    return Providers(shown, "published" if node.text("order") == "published" else "score")


def _share(node: Mapping, names: Names) -> Share:
    question = node.scalar("share")
    assert question is not None
    asked = names.request(node, question, names.sample(node))
    names.judged(asked, IN_CASES)
    return Share(asked, _type_of(node, names, question, [asked]))


def _portion(node: Mapping, names: Names) -> Portion:
    column = node.scalar("profile")
    assert column is not None
    asked = names.request(node, column, names.sample(node))
    values = names.values(asked, node.scalars("values"))
    if node.get("values") is None:
        lacks = found.Lacks(column.place, "profile", "values that are counted", "values: [...]")
        names.complain(lacks)
    of: Base = "cases" if node.text("of") == "cases" else "known"
    return Portion(asked, _type_of(node, names, column, [asked]), values, of)


def _rating_count(node: Mapping, names: Names) -> RatingCount:
    level = names.level(node, "ratings")
    bounds = (node.scalar("from"), node.scalar("to"))
    lowest, highest = (None if b is None else Fraction(b.text) for b in bounds)
    if lowest is not None and highest is not None and lowest > highest:
        wrong = found.NothingBetween(node.place_of("from"), node.text("from"), node.text("to"))
        names.complain(wrong)
    rating = names.grade(node, "rating", level)
    items = names.items(node, "items", [level] if level else None)
    what = quoted(node.texts("items") or node.texts("ratings"))
    unit = names.type(node, what, names.rated(level, items))
    return RatingCount(level, items, unit, rating, lowest, highest)


def _cases(node: Mapping, names: Names) -> Cases:
    written = node.scalar("cases")
    assert written is not None
    subject = Scalar("provider", written.place)
    sample = names.sample(node, "cases")
    asked = names.request(node, subject, sample)
    return Cases(asked, _type_of(node, names, written, [asked]))


def _said(node: Mapping, names: Names) -> Said:
    subject, edges = node.scalar("interviews"), names.edges(node)
    assert subject is not None
    asked = names.interview(node, subject, edges)
    values = names.values(asked, node.scalars("values"))
    count = folded(subject.text) == ALL
    if not count and node.get("values") is None:
        names.judged(asked, f'{IN_INTERVIEWS}, or say which "values" are counted')
    return Said(asked, _type_of(node, names, subject, [asked]), edges, values, count)


def _gap(node: Mapping, names: Names) -> Gap:
    requests = names.questions(node, "gap")
    what = quoted(node.texts("gap"))
    units = names.units(node, "between", what, names.applying(requests))
    if len(units) != 2:
        example = f"between: {list(names.vocabulary.type_ids)[:2]}".replace("'", "")
        place = node.place_of("between" if units else "gap")
        names.complain(found.Lacks(place, "gap", "two types that it is between", example))
        units = (*units, None, None)[:2]
    between = (units[0], units[1])
    bands = node.text("bands_apart")
    if bands:
        which = node.entries.get("which")
        if which is not None:
            fitting = ("between", "sample", "where")
            names.complain(found.DoesNotGo(which.key.place, "which", "bands_apart", fitting))
        for request in requests:
            names.banded(request)
        return Gap(requests, between, "bands", int(bands))
    smallest = node.text("which") == "smallest"
    return Gap(requests, between, "smallest" if smallest else "largest")


def _in_band(node: Mapping, names: Names) -> InBand:
    requests = names.questions(node, "questions")
    if not requests:
        place, example = node.place_of("in_band"), "questions: [...]"
        names.complain(found.Lacks(place, "in_band", "the questions that it counts", example))
    for request in requests:
        names.banded(request)
    first = requests[0].subject if requests else ""
    items = names.scope.items(first)
    level = items[0].level if items else ""
    rating = names.grade(node, "in_band", level) or ""
    unit = names.type(node, quoted(node.texts("questions")), names.applying(requests))
    return InBand(requests, unit, rating)


def _type_of(node: Mapping, names: Names, what: Scalar, requests: Sequence[Request]) -> Unit:
    """The type whose cases a number counts."""
    return names.type(node, f'"{what.text}"', names.applying(requests))


CONTENTS: dict[str, tuple[Callable[[Mapping, Names], Content], Keys, Keys]] = {
    "questions": (
        _questions,
        ("types", "sample", "where", "by", "favourable", "decimals"),
        BARS,
    ),
    "profile": (_profile, ("types", "sample", "where", "together", "total", "decimals"), BARS),
    "ratings": (_ratings, ("types", "items"), (*BARS, "stacked")),
    "scores": (_scores, ("types", "decimals"), BARS),
    "interviews": (_interviews, ("types", "where", "by", "bands", "decimals"), BARS),
    "needs": (_needs, ("types", "sample", "where", "decimals"), BARS),
    "providers": (_providers, ("order",), ("none",)),
}
"""What reads each kind of content, the keys that go with it, and its charts."""

NUMBERS: dict[str, tuple[Callable[[Mapping, Names], Number], Keys]] = {
    "share": (_share, ("type", "sample", "where", "favourable")),
    "profile": (_portion, ("type", "sample", "where", "values", "of")),
    "ratings": (_rating_count, ("type", "items", "rating", "from", "to")),
    "cases": (_cases, ("type", "where")),
    "interviews": (_said, ("type", "where", "values", "bands")),
    "gap": (_gap, ("between", "which", "bands_apart", "sample", "where")),
    "in_band": (_in_band, ("questions", "type", "sample", "where")),
}
