"""The pages of all providers of a round, and one that lists them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.diagnostics.words import exact
from engine.frameworks.naming import slug
from engine.frameworks.naming import unused
from engine.reports.layout import MADE_UP
from engine.reports.look import whole_page
from engine.reports.markup import element
from engine.reports.markup import link
from engine.reports.markup import wide_table
from engine.reports.provider.page import page

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator

    from engine.rounds.rated import Rated
    from engine.rounds.results import Result

FRONT = "index.html"


def pages(found: Rated, tick: Callable[[str], None] = lambda _: None) -> dict[str, bytes]:
    """The files by name, the same bytes for the same round; ``tick`` is told each name."""
    names: dict[str, str] = {}
    for result in found.ratings.results:
        taken = {"index", *names.values()}
        names[result.id] = unused(slug(result.id), taken)
    made = {FRONT: _front(found, names).encode()}
    for id, name in names.items():
        made[f"{name}.html"] = page(found, id).encode()
        tick(name)
    return made


def _front(found: Rated, names: dict[str, str]) -> str:
    ratings = found.ratings
    title = f"{ratings.title or ratings.round}: ratings"
    made_up = element("p", MADE_UP, class_="made-up") if ratings.synthetic else None
    rows = [_row(found, result, names[result.id]) for result in ratings.results]
    headings = ("Name", "Type", "Rating", "Score")
    table = wide_table("Everybody who was rated", headings, rows)
    about = element("p", f"Framework: {ratings.framework_title}.")
    main = element("main", element("h1", title), made_up, about, table, made_up, id="content")
    return whole_page(title, main)


def _row(found: Rated, result: Result, name: str) -> Iterator[str]:
    scale = found.framework.vocabulary.scale_of(result.level)
    yield link(f"{name}.html", result.name or result.id)
    yield result.type or result.level
    if result.rating is not None and scale is not None:
        yield scale.grade(result.rating).name
    else:
        yield "not known yet" if result.possible else result.basis
    yield "" if result.score is None else exact(result.score)
