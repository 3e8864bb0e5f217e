"""Runs whole programs in turn; prints medians, ratios and peak memory."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from typing import TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

HERE = Path(__file__).resolve().parent
HOUSE = HERE.parent

PEERS = HOUSE / ".venv-peers" / "bin" / "python"
"""Where other people's rule engines are installed."""

UNIT_OF_PEAK = 1 if sys.platform == "darwin" else 1024
"""Bytes; systems do not agree on what a peak is counted in."""

MEBIBYTE = 2**20


@dataclass(frozen=True)
class Settings:
    """How the benchmarks are run: how often, where, how, and up to what size."""

    runs: int
    folder: Path
    environment: Mapping[str, str]
    large: bool = False


@dataclass(frozen=True)
class Program:
    """A command line, and its name in the table; a slow one runs only every few turns."""

    name: str
    command: tuple[str, ...]
    every: int = 1


@dataclass(frozen=True)
class Run:
    """What one run took, most bytes of memory included, and what it printed."""

    seconds: float
    peak: int
    printed: str = ""


Found: TypeAlias = "dict[Program, list[Run]]"
"""The runs of each program."""


def assay() -> str:
    """The installed command."""
    return str(Path(sys.executable).with_name("assay"))


def script(name: str, folder: str, module: str, *arguments: object, every: int = 1) -> Program:
    """A program of ours, run by the Python that runs the benchmarks."""
    return Program(name, (sys.executable, *_command(folder, module, arguments)), every)


def peer(name: str, folder: str, module: str, *arguments: object, every: int = 1) -> Program:
    """A program of ours that needs the libraries installed apart."""
    return Program(name, (str(PEERS), *_command(folder, module, arguments)), every)


def _command(folder: str, module: str, arguments: Sequence[object]) -> list[str]:
    return [str(one) for one in (HERE / folder / f"{module}.py", *arguments)]


def measured(programs: Sequence[Program], settings: Settings) -> Found:
    """Runs of every program, taken in turn so that a slow moment hits them all.

    A first run of each does not count.
    """
    for program in programs:
        run(program.command, settings)
    found: Found = {program: [] for program in programs}
    for turn in range(settings.runs):
        for program in programs:
            if turn % program.every == 0:
                found[program].append(run(program.command, settings))
    return found


def run(command: Sequence[str], settings: Settings) -> Run:
    """Run a program to its end; if it fails, show what it complained of, and stop.

    No peak is below what this process itself uses, since the system counts from its fork:
    so nothing heavy is imported here.
    """
    with tempfile.TemporaryFile() as printed, tempfile.TemporaryFile() as complaints:
        start = time.perf_counter()
        process = subprocess.Popen(
            command,
            env=settings.environment,
            stdin=subprocess.DEVNULL,
            stdout=printed,
            stderr=complaints,
            cwd=settings.folder,
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            complaints.seek(0)
            sys.exit(f"{' '.join(command)} failed:\n{complaints.read().decode()}")
        printed.seek(0)
        return Run(seconds, usage.ru_maxrss * UNIT_OF_PEAK, printed.read().decode())


def seconds(runs: Sequence[Run]) -> float:
    """The median time."""
    return statistics.median(run.seconds for run in runs)


def peak(runs: Sequence[Run]) -> float:
    """The median peak, in MiB."""
    return statistics.median(run.peak for run in runs) / MEBIBYTE


def fastest(found: Found, programs: Sequence[Program]) -> Program:
    """Which of some programs has the smallest median."""
    return min(programs, key=lambda program: seconds(found[program]))


def table(title: str, found: Found, against: Program) -> None:
    """Time and memory of each program; ratio and difference of the times, ratio of peaks."""
    print(f"{title}\n")
    head = ("runs", "median", "fastest", "slowest", "ratio", "more", "peak", "ratio")
    widths = (5, 9, 9, 9, 7, 9, 10, 7)
    print(f"  {'':32}{''.join(f'{h:>{w}}' for h, w in zip(head, widths, strict=True))}")
    base, least = seconds(found[against]), peak(found[against])
    for program, runs in found.items():
        times = [run.seconds for run in runs]
        median, most = seconds(runs), peak(runs)
        row = f"{len(runs):5}{median:8.3f}s{min(times):8.3f}s{max(times):8.3f}s"
        row += f"{median / base:7.2f}{median - base:+8.3f}s{most:6.0f} MiB{most / least:7.2f}"
        print(f"  {program.name:32}{row}")
    print()
