"""``assay simulate``: how sure ratings are, given that cases were sampled."""

from __future__ import annotations

import sys
from fractions import Fraction
from importlib.util import find_spec
from typing import TYPE_CHECKING

import click

from engine.cli.options import forms
from engine.cli.options import no_cache
from engine.cli.options import round_folder
from engine.cli.output import colored
from engine.cli.output import deliver
from engine.cli.output import remark

if TYPE_CHECKING:
    from pathlib import Path

    from engine.cli.rounds import Rated
    from engine.rounds.simulation import Simulation

MOST = 10_000_000
"""As many replicates as anybody may ask for."""

NO_NUMBA = "--fast needs Numba: pip install 'assay-engine[fast]'"


@click.command()
@round_folder
@click.argument("provider", required=False)
@click.argument("item", required=False)
@click.option(
    "--replicates",
    type=click.IntRange(1, MOST),
    default=10_000,
    show_default=True,
    help="How often the cases are drawn again.",
)
@click.option(
    "--seed",
    type=click.IntRange(min=0),
    default=1,
    show_default=True,
    help="Another number, other replicates.",
)
@click.option(
    "--confidence",
    type=click.IntRange(1, 99),
    default=95,
    show_default=True,
    help="How many per cent of the replicates an interval holds.",
)
@click.option(
    "--fast", is_flag=True, help="Draw by compiled loops, which need the extra of this name."
)
@no_cache
@forms("text", "json", "csv")
def simulate(  # noqa: PLR0913 - one for each option
    folder: Path,
    provider: str | None,
    item: str | None,
    *,
    replicates: int,
    seed: int,
    confidence: int,
    fast: bool,
    no_cache: bool,
    form: str,
    output: Path | None,
) -> None:
    """Say how sure ratings are, given that cases were sampled.

    Draws the cases of each provider again, as often as you like, rates every replicate, and
    counts the ratings that come. Without PROVIDER it shows the rating of every provider;
    with one, everything that is rated of it; with ITEM, only that. A question about which
    nothing else is asked is worked out exactly.

    The JSON form is described by schemas/simulation.schema.json; CSV has a row for each
    rating that something may have.
    """
    from engine.cli.meter import meter
    from engine.cli.rounds import rated
    from engine.rounds.simulation import Request
    from engine.rounds.simulation import simulate as draw
    from engine.rounds.simulation import steps

    if fast and find_spec("numba") is None:
        raise click.UsageError(NO_NUMBA)
    found = rated(folder, cache=not no_cache)
    providers, items = _asked(found, provider, item)
    share = Fraction(confidence, 100)
    exact = item is not None
    request = Request(providers, items, replicates, seed, share, exact=exact, fast=fast)
    with meter("drawing again", steps(found, request)) as tick:
        simulation = draw(found, request, cache=not no_cache, tick=tick)
    deliver(_content(found, simulation, form, output), output)
    remark(found.ratings.findings, folder)


def _asked(
    found: Rated, provider: str | None, item: str | None
) -> tuple[tuple[str, ...], tuple[str | None, ...]]:
    """Whose ratings, and of which items; nothing stands for all."""
    from engine.cli.names import item_id
    from engine.cli.names import provider_id

    if provider is None:
        return (), (None,)
    whose = provider_id(found.round, provider)
    if whose not in {each.id for each in found.round.providers}:
        own = found.framework.vocabulary.provider_level.id
        message = f'"{provider}" is no {own}; nothing above is simulated'
        raise click.UsageError(message)
    return (whose,), (() if item is None else (item_id(found, whose, item),))


def _content(found: Rated, simulation: Simulation, form: str, output: Path | None) -> str:
    from engine.reports import simulation_data

    match form:
        case "json":
            return simulation_data.as_json(simulation)
        case "csv":
            return simulation_data.as_csv(simulation)
    from engine.reports.simulation import as_text

    vocabulary = found.framework.vocabulary
    return as_text(simulation, vocabulary, color=colored(sys.stdout, output))
