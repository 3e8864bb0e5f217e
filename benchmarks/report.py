"""The summary report of the national round: `assay report` against `assay rate`."""

from __future__ import annotations

import json
import statistics
import sys
from typing import TYPE_CHECKING

from measure import Program
from measure import assay
from measure import measured
from measure import run
from measure import script
from measure import table

if TYPE_CHECKING:
    from measure import Settings


def report(settings: Settings) -> None:
    """The whole report, with every form, and where its time goes."""
    round_ = settings.folder / "reported"
    second = settings.folder / "second"
    run((assay(), "demo", str(round_)), settings)
    run((assay(), "demo", str(second), "--framework", "2019-20"), settings)
    names = ("fresh", "again", "safe", "both")
    fresh, again, safe, both = (settings.folder / name for name in names)
    made = (assay(), "report", str(round_), "-o")
    clean = (
        f"import shutil, subprocess; shutil.rmtree({str(fresh)!r}, ignore_errors=True); "
        f"subprocess.run([{assay()!r}, 'report', {str(round_)!r}, '-o', {str(fresh)!r}], "
        "check=True)"
    )
    rate = Program("assay rate", (assay(), "rate", str(round_)))
    programs = [
        rate,
        Program("assay report, all new", _python(clean)),
        Program("assay report, nothing new", (*made, str(again))),
        Program("assay report --suppress", (*made, str(safe), "--suppress")),
        Program(
            "assay report --before",
            (assay(), "report", str(second), "--before", str(round_), "-o", str(both)),
        ),
    ]
    found = measured(programs, settings)
    table("The summary report of the national round, whole processes", found, rate)
    _steps(settings, round_)


def _python(code: str) -> tuple[str, ...]:
    return (sys.executable, "-c", code)


def _steps(settings: Settings, round_: object) -> None:
    """Where the time goes, in one process: medians."""
    steps = script("steps", "report_steps", "steps", round_, settings.folder / "steps")
    runs = [json.loads(each.printed) for each in measured([steps], settings)[steps]]
    print("Where the time of a report goes, in one process\n")
    for name in runs[0]:
        seconds = statistics.median(each[name] for each in runs)
        print(f"  {name:32}{seconds:8.3f}s")
    print()
