"""The files of a report, and a folder in which only what changed is written."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from engine.files import write
from engine.reports.summary.page import page
from engine.reports.summary.sheets import workbook
from engine.reports.summary.svg import chart
from engine.reports.summary.svg import slug
from engine.reports.summary.tidy import as_csv
from engine.reports.summary.tidy import as_parquet
from engine.reports.summary.tidy import table_as_csv

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from pathlib import Path

    from engine.reports.summary.numbers import Summary

LIST = "report.json"
"""The file that says what a report consists of, and what it was made from."""


def files(summary: Summary) -> Iterator[tuple[str, str | bytes]]:
    """Every file of a report, by its name in the folder; the same numbers, the same bytes."""
    yield "index.html", page(summary)
    yield "numbers.csv", as_csv(summary)
    yield "numbers.parquet", as_parquet(summary)
    yield from workbook(summary)
    for display in summary.displays:
        yield f"tables/{slug(display)}.csv", table_as_csv(display)
        drawn = chart(display)
        if drawn:
            yield f"charts/{slug(display)}.svg", drawn


def save(
    summary: Summary, folder: Path, tick: Callable[[str], None] = lambda _: None
) -> list[str]:
    """Write a report; the names of the files that changed.

    What an earlier report left in the folder, nobody has touched since, and this one does
    not have, is taken away: it may hold what is withheld now.
    """
    folder.mkdir(parents=True, exist_ok=True)
    changed, digests = [], {}
    for name, content in files(summary):
        raw = content.encode() if isinstance(content, str) else content
        digests[name] = _digest(raw)
        if _replaced(folder / name, raw):
            changed.append(name)
        tick(name)
    for name in _left(folder, digests):
        (folder / name).unlink()
        changed.append(name)
    if _replaced(folder / LIST, _list(summary, digests).encode()):
        changed.append(LIST)
    return changed


def _replaced(path: Path, raw: bytes) -> bool:
    """Whether a file had to be written."""
    if path.is_file() and path.read_bytes() == raw:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    write(path, raw)
    return True


def _left(folder: Path, digests: dict[str, str]) -> list[str]:
    """The files of an earlier report that are as it left them, and are not made any more."""
    try:
        before = json.loads((folder / LIST).read_text(encoding="utf-8"))["files"]
        listed = {str(each["file"]): str(each["digest"]) for each in before}
    except (OSError, ValueError, KeyError, TypeError):
        return []
    names = [n for n in listed if n not in digests and ".." not in n and not n.startswith("/")]
    paths = [(name, folder / name) for name in names]
    return [n for n, p in paths if p.is_file() and _digest(p.read_bytes()) == listed[n]]


def _digest(raw: bytes) -> str:
    return f"sha256:{hashlib.sha256(raw).hexdigest()}"


def _list(summary: Summary, digests: dict[str, str]) -> str:
    found = {
        "assay": "report/1",
        "round": summary.round,
        "synthetic": summary.synthetic,
        "framework": {"id": summary.framework, "digest": summary.digest},
        "suppressed_below": summary.threshold,
        "inputs": [{"file": f.file, "digest": f.digest} for f in summary.inputs],
        "files": [{"file": name, "digest": digest} for name, digest in digests.items()],
    }
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"
