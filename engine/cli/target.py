"""``assay target``: the fewest judgements that would have to differ for a rating."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import click

from engine.cli.options import forms
from engine.cli.options import round_folder
from engine.cli.output import deliver

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from engine.cli.rounds import Rated
    from engine.rounds.results import Result
    from engine.rounds.target.network import Network
    from engine.rounds.target.reach import Reach


@click.command()
@round_folder
@click.argument("names", metavar="[PROVIDER] RATING", nargs=-1, required=True)
@click.option("--item", metavar="ITEM", help="Of this item, not of the provider itself.")
@click.option("--points", metavar="NUMBER", help="Only whoever is at most so far short.")
@click.option("--judged", is_flag=True, help="Let ratings that somebody judges differ, too.")
@click.option(
    "--ways",
    "most",
    type=click.IntRange(1, 1000),
    default=10,
    show_default=True,
    help="How many of the ways that are equally near to show.",
)
@forms("text", "json")
def target(  # noqa: PLR0913 - one for each option
    *,
    folder: Path,
    names: tuple[str, ...],
    item: str | None,
    points: str | None,
    judged: bool,
    most: int,
    form: str,
    output: Path | None,
) -> None:
    """Say what it would have taken to have a rating.

    The fewest judgements of cases that would have to differ for PROVIDER to have RATING,
    and of which items, with every way that is equally near. Without PROVIDER, what
    everybody who is rated lower would have needed, the nearest first. The JSON form is
    described by schemas/target.schema.json.
    """
    from engine.reports import target as reports
    from engine.rounds.target.choices import TooMany

    if len(names) > 2:
        message = f'"{names[2]}" is one name too many: say a provider and a rating'
        raise click.UsageError(message)
    within = _number(points, names)
    found = _rated(folder, names)
    whose = _whose(found, names)
    try:
        wanted, reaches = _reaches(found, whose, item, names[-1], judged=judged, most=most)
    except TooMany as many:
        raise click.UsageError(str(many)) from many
    if within is not None:
        reaches = [r for r in reaches if r.points is not None and r.points <= within]
    vocabulary, ratings = found.framework.vocabulary, found.ratings
    if form == "json":
        deliver(reports.as_json(reaches, ratings, wanted), output)
    elif len(names) == 2:
        deliver(reports.one_as_text(reaches[0], vocabulary, ratings), output)
    else:
        deliver(reports.as_text(reaches, vocabulary, ratings, wanted, within), output)


def _number(points: str | None, names: tuple[str, ...]) -> Fraction | None:
    if points is None:
        return None
    if len(names) == 2:
        message = "--points is for everybody: leave the provider out"
        raise click.UsageError(message)
    try:
        return Fraction(points)
    except (ValueError, ZeroDivisionError):
        message = f'--points needs a number, and "{points}" is none'
        raise click.UsageError(message) from None


def _rated(folder: Path, names: tuple[str, ...]) -> Rated:
    from engine.cli.rounds import rated
    from engine.rounds.head import is_register

    if not is_register(folder):
        return rated(folder)
    if len(names) == 1:
        message = "the providers of this round are a table: say which provider"
        raise click.UsageError(message)
    from engine.cli.register import rated_provider

    return rated_provider(folder, None, names[0])


def _whose(found: Rated, names: tuple[str, ...]) -> Result | None:
    """The provider that is named, if one is."""
    from engine.cli.names import provider_id
    from engine.cli.register import foremost

    if len(names) == 1:
        return None
    table = found.round.table
    whose = foremost(found) if table else provider_id(found.round, names[0])
    return next(result for result in found.ratings.results if result.id == whose)


def _reaches(  # noqa: PLR0913
    found: Rated, whose: Result | None, item: str | None, name: str, *, judged: bool, most: int
) -> tuple[str, list[Reach]]:
    """The grade that is wanted, and what whoever is meant would have needed for it."""
    from engine.cli.names import grade_id
    from engine.rounds.target.reach import reach

    providers = found.framework.vocabulary.provider_level.id
    several = [r for r in found.ratings.results if r.level == providers]
    what = None if item is None else _item(found, [whose] if whose else several, item)
    first = whose or next(r for r in several if _result(r, what) is not None)
    own = _result(first, what)
    assert own is not None
    level = found.framework.vocabulary.level_by_id[own.level]
    if what is None and found.framework.rules.whole(level) is None:
        message = f"this framework does not rate any {own.level} as a whole: say which --item"
        raise click.UsageError(message)
    wanted = grade_id(found, own.level, name)
    network = found.network
    if whose is not None:
        _must_be_known(network, whose, what)
        return wanted, [reach(network, whose, what, wanted, judged=judged, most=most)]
    lower = list(_lower(found, several, what, wanted))
    reaches = [reach(network, r, what, wanted, judged=judged, most=most) for r in lower]
    return wanted, sorted(reaches, key=_distance)


def _item(found: Rated, results: list[Result], name: str) -> str | None:
    """The item of this name of the first that has one; not all have the same items."""
    from engine.cli.names import item_id

    refused: click.UsageError | None = None
    for result in results:
        try:
            return item_id(found, result.id, name)
        except click.UsageError as error:
            refused = refused or error
    assert refused is not None
    raise refused


def _lower(
    found: Rated, results: list[Result], item: str | None, wanted: str
) -> Iterator[Result]:
    """Whoever has a lower rating than the one that is wanted."""
    for result in results:
        own = _result(result, item)
        if own is not None and own.rating is not None:
            scale = found.framework.vocabulary.scale_of(own.level)
            assert scale is not None
            if scale.rank(own.rating) < scale.rank(wanted):
                yield result


def _result(result: Result, item: str | None) -> Result | None:
    if item is None:
        return result
    return next((r for r in result.walk() if r is not result and r.id == item), None)


def _must_be_known(network: Network, whose: Result, item: str | None) -> None:
    unknown = network.unknown(network.below((whose.id, item)))
    if unknown:
        message = f"{whose.name} cannot be rated: {unknown}"
        raise click.UsageError(message)


def _distance(reach: Reach) -> tuple[bool, Fraction, int]:
    """The nearest come first: by points, then by judgements."""
    cost = reach.target.cost
    points = Fraction(0) if reach.points is None else reach.points
    return (cost is None, points, 0 if cost is None else cost.judgements)
