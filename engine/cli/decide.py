"""``assay decide``: a panel's decision, checked against the rules and recorded."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from engine.cli.options import round_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from engine.cli.rounds import Rated
    from engine.rounds.results import Ratings
    from engine.rounds.results import Result
    from engine.rounds.round import Decision


@click.command()
@round_folder
@click.argument("provider")
@click.argument("item")
@click.argument("rating")
@click.option("--by", "role", metavar="ROLE", required=True, help="Who decides: a role.")
@click.option("--reason", metavar="TEXT", required=True, help="Why.")
@click.option(
    "--date",
    "day",
    metavar="YYYY-MM-DD",
    type=click.DateTime(["%Y-%m-%d"]),
    help="When it was decided.  [default: today]",
)
def decide(  # noqa: PLR0913
    *,
    folder: Path,
    provider: str,
    item: str,
    rating: str,
    role: str,
    reason: str,
    day: datetime.datetime | None,
) -> None:
    """Record a panel's decision.

    Moves the rating of one ITEM of a PROVIDER to RATING, if the rules leave that open;
    "assay panel" lists what they leave open. The counts that the panel saw are recorded
    with it, so that a decision is not applied to other counts later.
    """
    from engine.cli.rounds import rated
    from engine.rounds.decide import record
    from engine.rounds.rate import rate

    found = rated(folder)
    wanted = _decision(found, provider, item, rating, role)
    when = datetime.datetime.now().astimezone() if day is None else day
    decision = replace(wanted, reason=reason, date=when.date())
    others = found.round.decisions
    after = rate(replace(found.round, decisions=(*others, decision)), found.framework)
    called = decision.item or found.framework.vocabulary.provider_level.id
    path = record(folder, decision, called)
    click.echo(f"recorded in {path}")
    for change in _changes(found.ratings, after):
        click.echo(f"  {change}")


def _decision(found: Rated, provider: str, item: str, rating: str, role: str) -> Decision:
    """What the command line means, before it has a reason and a date."""
    from engine.cli.names import grade_id
    from engine.cli.names import item_id
    from engine.cli.names import provider_id
    from engine.cli.names import role_id
    from engine.diagnostics import Place
    from engine.rounds.decisions import FILE
    from engine.rounds.round import Decision
    from engine.rounds.round import Seen

    whose = provider_id(found.round, provider)
    what = item_id(found, whose, item)
    result = _result(found.ratings, whose, what)
    _may_be_decided(result)
    counts = result.counts
    place = Place(str(found.round.folder / FILE))
    return Decision(
        provider=whose,
        item=what or "",
        start=result.rating or "",
        end=grade_id(found, result.level, rating),
        by=role_id(found, role),
        date=datetime.date.min,
        reason="",
        on=None if counts is None else Seen(counts.favourable, counts.applicable),
        place=place,
        item_place=place,
        end_place=place,
    )


def _may_be_decided(result: Result) -> None:
    if result.rating is None:
        message = f"{result.level} {result.id} has no rating that could be moved"
        raise click.UsageError(message)
    if result.basis == "decision":
        message = (
            f"{result.level} {result.id} has been decided already; "
            "to change that, edit decisions.yaml"
        )
        raise click.UsageError(message)


def _result(ratings: Ratings, provider: str, item: str | None) -> Result:
    own = next(result for result in ratings.results if result.id == provider)
    if item is None:
        return own
    return next(r for r in own.walk() if r is not own and r.id == item)


def _changes(before: Ratings, after: Ratings) -> Iterator[str]:
    """Every rating that the decision has changed, the highest last."""
    for old, new in zip(before.results, after.results, strict=True):
        pairs = zip(old.walk(), new.walk(), strict=True)
        for was, is_ in reversed([pair for pair in pairs if pair[0].rating != pair[1].rating]):
            yield f"{new.name}, {was.level} {was.id}: {was.rating} to {is_.rating}"
