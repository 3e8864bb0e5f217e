"""Words with marks and colours in them, on lines of a fixed width."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING
from typing import Literal
from typing import TypeAlias

from engine.diagnostics.colour import GREEN
from engine.diagnostics.colour import RED
from engine.diagnostics.colour import painted
from engine.diagnostics.drawing import MORE
from engine.diagnostics.drawing import printable
from engine.reports.layout import WIDTH
from engine.reports.layout import width

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from engine.assurance.differences.wording import Run


Kind: TypeAlias = Literal["stays", "goes", "comes"]
"""What becomes of some words."""

NEAR = 8
"""How many words next to a change are shown of a passage that stays."""


@dataclass(frozen=True)
class Piece:
    """Some words, and their colour."""

    words: str
    paint: str = ""


def parts(runs: Iterable[Run]) -> Iterator[tuple[Kind, str]]:
    """What stays, what goes and what comes, with the spaces around them outside."""
    for run in runs:
        if run.same:
            yield "stays", run.before
            continue
        sides = run.before, run.after
        gone, come = run.before.strip(), run.after.strip()
        found: list[tuple[Kind, str]] = [
            ("stays", " " if any(side[:1].isspace() for side in sides) else ""),
            ("goes", gone),
            ("stays", " " if gone and come else ""),
            ("comes", come),
            ("stays", " " if any(side[-1:].isspace() for side in sides) else ""),
        ]
        yield from (part for part in found if part[1])


def pieces(runs: Sequence[Run]) -> Iterator[Piece]:
    """The same in marks, ``[-old-] {+new+}``; a long passage that stays is cut short."""
    found = [*parts(runs)]
    for number, (kind, words) in enumerate(found):
        if kind == "stays":
            before, after = number > 0, number < len(found) - 1
            yield Piece(_shortened(words, before=before, after=after))
        elif kind == "goes":
            yield Piece(f"[-{words}-]", RED)
        else:
            yield Piece(f"{{+{words}+}}", GREEN)


def flowed(
    found: Sequence[Piece], indent: str = "", hang: str = "  ", *, color: bool
) -> list[str]:
    """Lines of a paragraph; those after the first stand further in."""
    letters = [(letter, piece.paint) for piece in found for letter in printable(piece.words)]
    words = [
        [*group]
        for blank, group in groupby(letters, lambda each: each[0].isspace())
        if not blank
    ]
    lines: list[str] = []
    line, used, start = indent, width(indent), width(indent)
    for word in words:
        room = width("".join(letter for letter, _ in word))
        if used > start and used + 1 + room > WIDTH:
            lines.append(line)
            line, start = indent + hang, width(indent + hang)
            used = start
        gap = " " if used > start else ""
        line, used = f"{line}{gap}{_drawn(word, color=color)}", used + len(gap) + room
    return [*lines, line] if words else []


def _shortened(words: str, *, before: bool, after: bool) -> str:
    """A passage that stays, with changes before it, after it, or neither."""
    found = words.split(" ")
    shown = NEAR * (before + after)
    if not shown or len(found) <= shown + NEAR:
        return words
    start, end = found[:NEAR] if before else [], found[-NEAR:] if after else []
    return " ".join([*start, MORE, *end])


def _drawn(word: Sequence[tuple[str, str]], *, color: bool) -> str:
    groups = groupby(word, lambda each: each[1])
    return "".join(
        painted("".join(letter for letter, _ in group), paint if color else "")
        for paint, group in groups
    )
