"""Two texts held against each other, word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING
from typing import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

_TOKEN = re.compile(r"(\s*)(\w+(?:['\u2019-]\w+)*|[^\w\s]|$)")

FEW = 1
"""So few words that stay between two changes are a coincidence."""


@dataclass(frozen=True)
class Run:
    """A stretch of both texts: the same in each, or what each has in place of the other."""

    before: str
    after: str

    @property
    def same(self) -> bool:
        """Whether nothing changed here."""
        return self.before == self.after


class Stretch(NamedTuple):
    """Where a stretch lies in two rows, and whether it is the same in both."""

    before: slice
    after: slice
    same: bool


def marked(before: str, after: str) -> tuple[Run, ...]:
    """Both texts in stretches, in order; put together, each side is its whole text."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    found: list[Run] = []
    for stretch in aligned([word for _, word in old], [word for _, word in new]):
        ours, theirs = old[stretch.before], new[stretch.after]
        if stretch.same:
            pairs = zip(ours, theirs, strict=True)
            found += [r for one, other in pairs for r in _kept(one, other)]
        else:
            found += _changed(_text(ours), _text(theirs))
    return tuple(_without_coincidences(_merged(found)))


def aligned(before: Sequence[str], after: Sequence[str]) -> tuple[Stretch, ...]:
    """Two rows in stretches; turned round, they give the same stretches turned round."""
    turned = [*before] > [*after]
    first, second = (after, before) if turned else (before, after)
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    found = [
        (slice(i1, i2), slice(j1, j2), tag == "equal")
        for tag, i1, i2, j1, j2 in matcher.get_opcodes()
    ]
    return tuple(Stretch(b, a, s) if turned else Stretch(a, b, s) for a, b, s in found)


def _kept(one: tuple[str, str], other: tuple[str, str]) -> Iterator[Run]:
    """A word that stays, after the spaces before it, which may not."""
    (before, word), (after, _) = one, other
    yield Run(before, after)
    yield Run(word, word)


def _changed(before: str, after: str) -> Iterator[Run]:
    """What each has in place of the other, after the spaces that both begin with."""
    rest = (before.lstrip(), after.lstrip())
    space = before[: len(before) - len(rest[0])]
    if all(rest) and space == after[: len(after) - len(rest[1])]:
        yield Run(space, space)
        yield Run(*rest)
    else:
        yield Run(before, after)


def _text(tokens: Iterable[tuple[str, str]]) -> str:
    return "".join(space + word for space, word in tokens)


def _merged(runs: Iterable[Run]) -> list[Run]:
    """The same with neighbours of one sort put together."""
    found: list[Run] = []
    for run in runs:
        if run.before or run.after:
            alike = bool(found) and found[-1].same == run.same
            found.append(_together(found.pop(), run) if alike else run)
    return found


def _without_coincidences(runs: Iterable[Run]) -> list[Run]:
    """The same without the few words that stay by coincidence between two changes."""
    found: list[Run] = []
    for run in runs:
        if len(found) > 1 and not run.same and len(found[-1].before.split()) <= FEW:
            kept, changed = found.pop(), found.pop()
            found.append(_together(changed, kept, run))
        else:
            found.append(run)
    return found


def _together(*runs: Run) -> Run:
    return Run("".join(run.before for run in runs), "".join(run.after for run in runs))
