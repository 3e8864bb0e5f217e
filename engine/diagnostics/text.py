"""Findings for people to read: the place, the words, the line, what to do."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from engine.diagnostics.colour import BOLD
from engine.diagnostics.colour import CYAN
from engine.diagnostics.colour import RED
from engine.diagnostics.colour import YELLOW
from engine.diagnostics.colour import painted
from engine.diagnostics.drawing import Window
from engine.diagnostics.drawing import printable
from engine.diagnostics.drawing import window
from engine.diagnostics.finding import Severity
from engine.diagnostics.words import listed
from engine.diagnostics.words import several

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from engine.diagnostics.finding import Finding
    from engine.diagnostics.finding import Label
    from engine.diagnostics.finding import Place

GUTTER = " " * 5 + " | "

COLOURS = {Severity.ERROR: RED, Severity.WARNING: YELLOW, Severity.NOTE: CYAN}


def text(findings: Iterable[Finding], *, color: bool = False) -> str:
    """All findings, with an empty line between them."""
    return "\n".join(_finding(finding, color=color) for finding in findings)


def summary(findings: Iterable[Finding]) -> str:
    """How many there are: ``2 errors and 1 warning``."""
    severities = [finding.severity for finding in findings]
    counted = [(severities.count(s), s.value) for s in Severity]
    return listed([several(n, w, f"{w}s") for n, w in counted if n]) or "no findings"


def shown(file: str) -> str:
    """A path as seen from the current folder, where it stands below it."""
    path = Path(file)
    if path.is_absolute() and path.is_relative_to(Path.cwd()):
        return path.relative_to(Path.cwd()).as_posix()
    return file


def where(place: Place) -> str:
    """A place, as editors and terminals make links of it."""
    return printable(":".join([shown(place.file), *(str(n) for n in position(place))]))


def position(place: Place) -> tuple[int, ...]:
    """The line and the column, as far as the place has them."""
    return tuple(n for n in (place.line, place.line and place.column) if n)


def _finding(finding: Finding, *, color: bool) -> str:
    paint = COLOURS[finding.severity] if color else ""
    word = painted(f"{finding.severity.value} {finding.code}", paint)
    start = painted(f"{where(finding.place)}:", BOLD if color else "")
    check = f" [{finding.check}]" if finding.check else ""
    lines = [
        f"{start} {word}: {printable(finding.message)}{check}",
        *_labels(finding, paint),
        *(f"  {printable(note)}" for note in finding.notes),
        f"  help: {printable(finding.help)}",
    ]
    return "".join(f"{line}\n" for line in lines)


def _labels(finding: Finding, paint: str) -> Iterator[str]:
    for _, group in groupby(finding.labels, lambda label: _line_of(label.place)):
        labels = list(group)
        if labels[0].place.file == finding.place.file and _has_source(labels[0].place):
            near = labels[0].place.line == finding.place.line
            yield from _underlined(labels, "^" if near else "-", paint)
        else:
            yield from _elsewhere(labels)


def _underlined(labels: list[Label], mark: str, paint: str) -> Iterator[str]:
    seen: Window | None = None
    for label in labels:
        column, width = _stretch(label.place)
        if seen is None or not seen.holds(column):
            seen = window(label.place.text, column)
            yield f"{label.place.line:>5} | {seen.drawn}".rstrip()
        under = seen.underlined(column, width, mark)
        indent = " " * (len(under) - len(under.lstrip()))
        marks = painted(under.lstrip(), paint)
        yield f"{GUTTER}{indent}{marks} {printable(label.text)}".rstrip()


def _elsewhere(labels: list[Label]) -> Iterator[str]:
    for label in labels:
        if label.text:
            yield f"   {where(label.place)}  {printable(label.text)}"


def _stretch(place: Place) -> tuple[int, int]:
    """The column and the width; of the whole line, its words."""
    if place.column:
        return place.column, place.width
    words = place.text.strip()
    return place.text.index(words) + 1, len(words)


def _line_of(place: Place) -> tuple[str, int]:
    return place.file, place.line


def _has_source(place: Place) -> bool:
    return place.line > 0 and bool(place.text.strip())
