"""Says on what machine, and with which versions, something was measured."""

from __future__ import annotations

import os
import platform
import subprocess
from importlib.metadata import distributions
from pathlib import Path

from measure import HOUSE
from measure import PEERS

OURS = ("duckdb", "narwhals", "numba", "numpy", "pandas", "polars", "pyspark")
THEIRS = ("openfisca-core", "zen-engine")


def about() -> str:
    """Two lines: the machine, the versions."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    machine = f"{_processor()}, {cores} cores, {_memory()}, {platform.system()}"
    packages = {d.name.lower(): d.version for d in distributions()}
    # The peers have a numpy of their own, which is locked to the same version.
    packages |= {n: v for n, v in _peers().items() if n in THEIRS}
    named = [f"{name} {packages[name]}" for name in (*OURS, *THEIRS) if name in packages]
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{machine}\nAssay {_commit()}, {python}, {', '.join(named)}\n"


def _peers() -> dict[str, str]:
    folders = PEERS.parent.parent.glob("lib/python*/site-packages")
    found = distributions(path=[str(folder) for folder in folders])
    return {d.name.lower(): d.version for d in found}


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        lines = []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return " ".join(names[0].split()) if names else platform.processor() or platform.machine()


def _memory() -> str:
    found = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return f"{found / 2**30:.0f} GiB"


def _commit() -> str:
    command = ("git", "-C", str(HOUSE), "describe", "--always", "--dirty")
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return "of an unknown commit"
    return done.stdout.strip() or "of an unknown commit"
