"""How time and memory grow with the number of providers: whole processes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from typing import TypeAlias

from food import ASSAY
from food import SCRIPTS
from food import agreed
from food import by_hand
from food import rating
from food import results
from measure import measured
from measure import peak
from measure import run
from measure import script
from measure import seconds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from measure import Run
    from measure import Settings

SIZES = (10**3, 10**4, 10**5, 10**6, 10**7)
SLOW = 10**6
"""From this size on, programs run a third as often; what they write is compared up to it."""

Grown: TypeAlias = "dict[str, dict[int, list[Run]]]"
"""The runs of each program, by its name and by how many providers there were."""


def growth(settings: Settings) -> None:
    """Made-up establishments, from a thousand on, as CSV and as Parquet."""
    sizes = SIZES if settings.large else SIZES[:-1]
    for form in ("csv", "parquet"):
        grown: Grown = {}
        for size in sizes:
            for name, runs in _rated(size, form, settings).items():
                grown.setdefault(name, {})[size] = runs
        print(f"Growth, food hygiene from uncompressed {form}, whole processes\n")
        _times(grown, sizes)
        _peaks(grown, sizes)


def _rated(size: int, form: str, settings: Settings) -> dict[str, list[Run]]:
    source = settings.folder / f"{size}.{form}"
    made_up = script("", SCRIPTS, "made_up", size, source)
    run(made_up.command, settings)
    programs = [*by_hand(source, settings.folder), *rating(source, settings.folder)]
    runs = max(1, settings.runs // 3) if size >= SLOW else settings.runs
    found = measured(programs, replace(settings, runs=runs))
    if size <= SLOW:
        agreed(programs, results(programs[0]))
    source.unlink()
    return {program.name: runs for program, runs in found.items()}


def _times(grown: Grown, sizes: Sequence[int]) -> None:
    """Medians, and what a further million costs between the two largest sizes."""
    last, first = sizes[-1], sizes[-2]
    slope = f"s per 10^6, {_power(first)} to {_power(last)}"
    print(f"  {'seconds':20}{_heads(sizes)}{slope:>29}{'ratio':>7}")
    slopes = {
        name: (seconds(by_size[last]) - seconds(by_size[first])) / (last - first) * 10**6
        for name, by_size in grown.items()
    }
    base = min(slope for name, slope in slopes.items() if name != ASSAY)
    for name, by_size in grown.items():
        row = "".join(f"{seconds(by_size[size]):10.3f}" for size in sizes)
        print(f"  {name:20}{row}{slopes[name]:29.3f}{slopes[name] / base:7.2f}")
    print()


def _peaks(grown: Grown, sizes: Sequence[int]) -> None:
    print(f"  {'peak, MiB':20}{_heads(sizes)}")
    for name, by_size in grown.items():
        print(f"  {name:20}{''.join(f'{peak(by_size[size]):10.0f}' for size in sizes)}")
    print()


def _heads(sizes: Sequence[int]) -> str:
    return "".join(f"{_power(size):>10}" for size in sizes)


def _power(size: int) -> str:
    return f"10^{len(str(size)) - 1}"
