"""``assay decide``: a panel's decision, checked against the rules and recorded."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from engine.cli.options import forms
from engine.cli.options import round_folder
from engine.cli.output import deliver
from engine.cli.output import facts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from engine.cli.rounds import Rated
    from engine.diagnostics import Place
    from engine.rounds.results import Ratings
    from engine.rounds.results import Result
    from engine.rounds.round import Decision
    from engine.rules.typed import Allow


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
@forms("text", "json")
def decide(  # noqa: PLR0913
    *,
    folder: Path,
    provider: str,
    item: str,
    rating: str,
    role: str,
    reason: str,
    day: datetime.datetime | None,
    form: str,
    output: Path | None,
) -> None:
    """Record a panel's decision.

    Moves the rating of one ITEM of a PROVIDER to RATING, if the rules leave that open;
    "assay panel" lists what they leave open. The counts that the panel saw are recorded
    with it, so that a decision is not applied to other counts later, and so is the digest
    of all that was rated.
    """
    from engine.rounds.decide import deciding

    message = "a decision needs a reason"
    if not reason.strip():
        raise click.UsageError(message)
    when = datetime.datetime.now().astimezone() if day is None else day
    # Whoever decides at the same time has to wait, and then sees what was decided here.
    with deciding(folder):
        found = _rated(folder, provider)
        wanted = _decision(found, provider, item, rating, role)
        words = " ".join(reason.split())
        path, after = _recorded(found, replace(wanted, reason=words, date=when.date()))
    changes = list(_changes(found.ratings, after))
    if form == "json":
        deliver(facts("decision", file=path.as_posix(), changes=changes), output)
    else:
        lines = [f"recorded in {path}", *map(_words, changes)]
        deliver("".join(f"{line}\n" for line in lines), output)


def _rated(folder: Path, provider: str) -> Rated:
    from engine.cli.register import rated_provider
    from engine.cli.rounds import rated
    from engine.rounds.head import is_register

    return rated_provider(folder, None, provider) if is_register(folder) else rated(folder)


def _recorded(found: Rated, decision: Decision) -> tuple[Path, Ratings]:
    """Where a decision that the rules allow was recorded, and the ratings with it."""
    from engine.rounds.decide import add
    from engine.rounds.rate import rate
    from engine.rounds.trail import digest_of_inputs

    decision = replace(decision, inputs=digest_of_inputs(found.network, decision.provider))
    others = found.round.decisions
    after = rate(replace(found.round, decisions=(*others, decision)), found.framework)
    called = decision.item or _result(found.ratings, decision.provider, None).level
    return add(found.round.folder, decision, called), after


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
    place = Place(str(found.round.folder / FILE))
    allow = _allowed(found, whose, what, place)
    counts = result.counts
    decision = Decision(
        provider=whose,
        item=what or "",
        start=_start(result, allow),
        end=grade_id(found, result.level, rating),
        by=role_id(found, role),
        date=datetime.date.min,
        reason="",
        on=None if counts is None else Seen(counts.favourable, counts.applicable),
        place=place,
        item_place=place,
        end_place=place,
    )
    _must_fit(decision, allow)
    return decision


def _allowed(found: Rated, whose: str, item: str | None, place: Place) -> Allow:
    """The clause that lets somebody move a rating."""
    from engine.diagnostics import Invalid
    from engine.rounds.decision_findings import NoMoveAllowed

    result, whole = (_result(found.ratings, whose, each) for each in (item, None))
    words = f"{result.level} {result.id}" if item else f"the {result.level}"
    if result.rating is None:
        message = f"{words} has no rating that could be moved"
        raise click.UsageError(message)
    if result.basis == "decision":
        message = f"{words} has been decided already; to change that, edit decisions.yaml"
        raise click.UsageError(message)
    level = found.framework.vocabulary.level_by_id[whole.level]
    rule = found.framework.rules.of(level, item)
    assert rule is not None
    if rule.allow is None:
        raise Invalid([NoMoveAllowed(place, words, rule.tree.place)])
    return rule.allow


def _start(result: Result, allow: Allow) -> str:
    """The rating at the line that allows a move, whatever comes after it."""
    steps = (step.rating for step in result.steps if step.clause is allow.clause)
    return next(steps, None) or result.rating or ""


def _must_fit(decision: Decision, allow: Allow) -> None:
    """The right person must decide, and decide something."""
    from engine.diagnostics import Invalid
    from engine.rounds.decision_findings import NoChange
    from engine.rounds.decision_findings import WrongRole

    place = decision.place
    if decision.by != allow.role.id:
        raise Invalid([WrongRole(place, decision.by, allow.role.id, allow.clause.place)])
    if decision.start == decision.end:
        raise Invalid([NoChange(place, decision.start)])


def _result(ratings: Ratings, provider: str, item: str | None) -> Result:
    own = next(result for result in ratings.results if result.id == provider)
    if item is None:
        return own
    return next(r for r in own.walk() if r is not own and r.id == item)


def _changes(before: Ratings, after: Ratings) -> Iterator[dict[str, str | None]]:
    """Every rating that the decision has changed, the highest last."""
    for old, new in zip(before.results, after.results, strict=True):
        pairs = [*zip(old.walk(), new.walk(), strict=True)]
        for was, is_ in reversed([pair for pair in pairs if pair[0].rating != pair[1].rating]):
            yield {
                "provider": new.name,
                "level": was.level,
                "item": was.id,
                "from": was.rating,
                "to": is_.rating,
            }


def _words(change: dict[str, str | None]) -> str:
    item = f"{change['level']} {change['item']}"
    ratings = f"{change['from'] or 'not rated'} to {change['to'] or 'not rated'}"
    return f"  {change['provider']}, {item}: {ratings}"
