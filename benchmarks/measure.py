"""Programs run side by side: their time, their memory, and tables of both."""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

LIBRARIES = ("duckdb", "narwhals", "numpy", "pandas", "polars", "pyspark")


@dataclass(frozen=True)
class Program:
    """A command line, and what it is called in the table."""

    name: str
    command: tuple[str, ...]


@dataclass(frozen=True)
class Run:
    """One run of a program: seconds of the whole process, its peak in bytes, its output."""

    seconds: float
    peak: int
    output: str


def assay() -> str:
    """The installed command."""
    return str(Path(sys.executable).with_name("assay"))


def run(command: Sequence[str], environment: Mapping[str, str]) -> Run:
    """Run a program to its end; one that fails ends everything."""
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as complaints:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, env=environment, stdout=output, stderr=complaints, cwd="/"
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        complaints.seek(0)
        if process.returncode:
            sys.exit(f"{' '.join(command)} failed:\n{complaints.read().decode()}")
        # Linux counts in kibibytes, macOS in bytes.
        unit = 1 if sys.platform == "darwin" else 1024
        return Run(seconds, usage.ru_maxrss * unit, output.read().decode())


def measured(
    programs: Sequence[Program], runs: int, environment: Mapping[str, str]
) -> dict[Program, list[float]]:
    """Seconds of every program, taken in turn so that a slow moment hits them all."""
    for program in programs:
        run(program.command, environment)
    times: dict[Program, list[float]] = {program: [] for program in programs}
    for _ in range(runs):
        for program in programs:
            times[program].append(run(program.command, environment).seconds)
    return times


def table(title: str, times: Mapping[Program, Sequence[float]], against: Program) -> None:
    """Median and range of each program, as a ratio and as a difference."""
    base = statistics.median(times[against])
    print(f"{title} ({len(times[against])} runs, whole processes)\n")
    print(f"  {'':32}{'median':>9}{'fastest':>9}{'slowest':>9}{'ratio':>7}{'more':>9}")
    for program, seconds in times.items():
        median = statistics.median(seconds)
        row = f"{median:8.3f}s{min(seconds):8.3f}s{max(seconds):8.3f}s"
        print(f"  {program.name:32}{row}{median / base:7.2f}{median - base:+8.3f}s")
    print()


def machine() -> None:
    """Print what the figures were measured on, and with which versions."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / (1 << 30)
    print(f"{processor()}, {os.cpu_count()} processors, {memory:.0f} GiB, {platform.system()}")
    found = ((name, installed(name)) for name in LIBRARIES)
    listed = [f"{name} {number}" for name, number in found if number]
    print(f"{', '.join([f'Python {platform.python_version()}', *listed])}\n")


def processor() -> str:
    """What the processor calls itself."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


def installed(library: str) -> str:
    """The version of a library, empty where it is not installed."""
    try:
        return version(library)
    except PackageNotFoundError:
        return ""
