"""Half a million establishments, rated for food hygiene: whole processes."""

from __future__ import annotations

import csv
import gzip
import os
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING
from typing import TypeAlias

from measure import HOUSE
from measure import PEERS
from measure import Program
from measure import assay
from measure import fastest
from measure import measured
from measure import peak
from measure import peer
from measure import script
from measure import seconds
from measure import table

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from measure import Settings

DATA = Path(os.environ.get("ASSAY_DATA", HOUSE.parent / "shared" / "data")).resolve()
PUBLISHED = DATA / "food-hygiene" / "fhrs-uk-2015-02.csv.gz"
FRAMEWORK = HOUSE / "examples" / "food-hygiene"
Result: TypeAlias = tuple[str, str, str]
"""The id, the rating and the basis of an establishment."""

SCRIPTS = "food_scripts"
ASSAY = "assay rate"

ROUND = """\
round: food-hygiene
framework: {framework}
judgements:
  file: {file}
  id: row
  columns:
    - {{column: hygiene, item: hygiene}}
    - {{column: structural, item: structural}}
    - {{column: confidence_in_management, item: confidence}}
  status:
    column: rating_value
    not_rated:
      - AwaitingInspection
      - Awaiting Inspection
      - AwaitingPublication
      - Awaiting Publication
      - Exempt
      - Improvement Required
      - Pass
      - Pass and Eat Safe
  ignore: [local_authority_code, rating_date]
"""


def food(settings: Settings) -> None:
    """The published ratings of 2015, computed again by everybody."""
    if not PUBLISHED.exists():
        print(f"Food hygiene: left out, there is no {PUBLISHED.name}; ASSAY_DATA says where\n")
        return
    if not FRAMEWORK.is_dir():
        print(f"assay rate: left out, there is no {FRAMEWORK.relative_to(HOUSE)}\n")
    scripts = by_hand(PUBLISHED, settings.folder)
    programs = [*scripts, *rating(PUBLISHED, settings.folder), *others(settings.folder)]
    found = measured(programs, settings)
    counts = agreed(programs, as_published())
    base = fastest(found, scripts)
    summary = ", ".join(f"{number:,} {basis}" for basis, number in counts.items())
    table(f"Food hygiene, whole processes: {summary}", found, base)
    time, memory = 1.5 * seconds(found[base]) + 0.3, 2 * peak(found[base])
    print(f"  Assay's aim: at most {time:.3f} s, 1.5 times the faster script's and 0.3 s,")
    print(f"  and at most {memory:.0f} MiB, twice the faster script's\n")


def by_hand(source: Path, folder: Path) -> list[Program]:
    """The scripts as an expert writes them for speed; a program's output comes last."""
    return [
        script("DuckDB script", SCRIPTS, "with_duckdb", source, folder / "duckdb.csv"),
        script("Polars script", SCRIPTS, "with_polars", source, folder / "polars.csv"),
    ]


def rating(source: Path, folder: Path) -> list[Program]:
    """`assay rate` of a round whose providers are a table, if there is a framework for it."""
    if not FRAMEWORK.is_dir():
        return []
    round_ = folder / f"round-{source.name}"
    round_.mkdir()
    (round_ / source.name).symlink_to(source)
    text = ROUND.format(framework=FRAMEWORK, file=source.name)
    (round_ / "round.yaml").write_text(text, "utf-8")
    command = (assay(), "rate", str(round_), "--format", "csv", "-o", str(folder / "assay.csv"))
    return [Program(ASSAY, command)]


def others(folder: Path) -> list[Program]:
    """Rules in plain Python and in other people's engines, one rating after another."""

    def arguments(name: str) -> tuple[object, ...]:
        return SCRIPTS, f"with_{name}", PUBLISHED, folder / f"{name}.csv"

    plain = script("csv module, plain function", *arguments("csv"), every=3)
    if not PEERS.exists():
        print("zen-engine, openfisca-core: left out, `make bench` installs them\n")
        return [plain]
    return [
        plain,
        peer("zen-engine, one expression", *arguments("zen_expression"), every=3),
        peer("zen-engine, decision table", *arguments("zen_graph"), every=3),
        peer("openfisca-core", *arguments("openfisca"), every=3),
    ]


def agreed(programs: Sequence[Program], expected: Iterable[Result]) -> Counter[str]:
    """How often each basis occurs; stops unless all programs found what is expected."""
    names = [program.name for program in programs]
    counts: Counter[str] = Counter()
    for result, *found in zip(expected, *map(results, programs), strict=True):
        for name, one in zip(names, found, strict=True):
            if one != result:
                sys.exit(f"{name} found {one} where {result} was expected")
        counts[result[2]] += 1
    return counts


def results(program: Program) -> Iterator[Result]:
    """What a program wrote, ours or Assay."""
    with Path(program.command[-1]).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield row["provider"], row["rating"], row["basis"]


def as_published() -> Iterator[Result]:
    """What must come out: the published rating where there are three scores."""
    with gzip.open(PUBLISHED, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            published = row["rating_value"]
            scores = row["hygiene"], row["structural"], row["confidence_in_management"]
            if not published.isdigit():
                yield row["row"], "", "not rated"
            elif all(scores):
                yield row["row"], published, "computed"
            else:
                yield row["row"], "", "cannot be computed"
