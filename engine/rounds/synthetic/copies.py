"""Many copies of a made-up round as one round, for measuring how Assay grows.

The copies of a provider are providers of their own, told apart by a number; what is
found about them is the same. Case files are written as Parquet, part by part, so that
no more than a part is ever in memory.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.rounds.round import Provider

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from engine.rounds.synthetic.made import Cases
    from engine.rounds.synthetic.made import Made
    from engine.rounds.synthetic.made import Tick

PART = 50
"""How many copies stand in one file."""

MEMORY = "1GB"
"""The most that the database may use while it writes."""


def copied(made: Made, copies: int) -> Made:
    """What is said of the providers, as often as asked; cases and interviews are not in it.

    Of each provider little more is said than its id: a file that somebody might read has
    its limits.
    """
    numbers = list(_numbers(copies))
    return replace(
        made,
        cases=(),
        providers=tuple(
            Provider(f"{p.id}-{n}", f"{p.id}-{n}", p.type)
            for n in numbers
            for p in made.providers
        ),
        judgements=tuple(
            replace(j, provider=f"{j.provider}-{n}") for n in numbers for j in made.judgements
        ),
        decisions=tuple(
            replace(d, provider=f"{d.provider}-{n}") for n in numbers for d in made.decisions
        ),
        populations=(),
        interviews=(),
        inputs=tuple((f"{p}-{n}", *rest) for n in numbers for p, *rest in made.inputs),
    )


def copied_interviews(made: Made, copies: int) -> Iterator[tuple[str, ...]]:
    """The rows of the interviews, as often as asked, one at a time."""
    for number in _numbers(copies):
        for provider, officer, caseload, said, case, *rest in made.interviews:
            names = (f"{provider}-{number}", f"{officer}-{number}")
            yield (*names, caseload, said, f"{case}-{number}", *rest)


def parts(copies: int) -> int:
    """How many files hold so many copies of a sample's cases."""
    return -(-copies // PART)


def write_copies(cases: Cases, source: Path, copies: int, tick: Tick) -> None:
    """The cases of a CSV file, as often as asked, as Parquet files in a folder beside it.

    The CSV file is gone afterwards. Each copy has the cases in an order of its own, as
    cases of different places would be.
    """
    from engine.cases.desk import Desk
    from engine.cases.desk import path
    from engine.cases.desk import text

    folder = source.with_suffix("")
    folder.mkdir()
    width = len(str(copies))
    number = f"'-' || lpad(n::varchar, {width}, '0')"
    columns = ", ".join(f'"{name}"' for name in cases.header[2:])
    select = f'select "case" || {number} as "case", provider || {number} as provider, {columns}'
    with closing(Desk()) as desk:
        desk.do(f"set memory_limit = {text(MEMORY)}")
        desk.do(
            f"create table base as from read_csv({path(source)}, header = true, "
            "all_varchar = true, nullstr = '')"
        )
        for first in range(1, copies + 1, PART):
            last = min(first + PART - 1, copies)
            tick(f"{cases.sample.name}, copies {first} to {last}")
            these = f"range({first}, {last + 1}) as copies(n)"
            query = f'{select} from {these}, base order by n, md5("case" || n)'
            file = folder / f"copies-{last:0{width}}.parquet"
            desk.write(query, file, "format parquet, compression zstd, row_group_size 100000")
    source.unlink()


def _numbers(copies: int) -> Iterator[str]:
    for number in range(1, copies + 1):
        yield f"{number:0{len(str(copies))}}"
