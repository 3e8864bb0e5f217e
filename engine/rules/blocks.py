"""Lines put together into rules, and what can be wrong with how they follow each other."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from typing import TYPE_CHECKING
from typing import Any
from typing import Literal
from typing import TypeAlias
from typing import get_args

from engine.rules import block_findings as found
from engine.rules.build import ChoiceLine
from engine.rules.similar import CHANGES
from engine.rules.similar import POINTS
from engine.rules.similar import beginning
from engine.rules.text_findings import NearPhrase
from engine.rules.tree import Addition
from engine.rules.tree import Banded
from engine.rules.tree import Base
from engine.rules.tree import Branch
from engine.rules.tree import Choice
from engine.rules.tree import Expect
from engine.rules.tree import Modifier
from engine.rules.tree import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence

    from engine.diagnostics import Finding
    from engine.diagnostics import Place
    from engine.rules.tree import Citation

Opening: TypeAlias = Literal["rate", "expect", ""]
Said: TypeAlias = Any
"""What a line says: a Header, a ChoiceLine or a Clause; None if it cannot be read."""

BASES = (*get_args(Base), ChoiceLine)
MODIFIERS = get_args(Modifier)


@dataclass
class Entry:
    """A line with words: what it says, or None if it cannot be read."""

    says: Said
    opens: Opening
    place: Place
    citation: Citation | None = None
    above: tuple[str, ...] = ()
    beside: str = ""
    below: tuple[str, ...] = ()

    def clause(self) -> Said:
        """What the line says, with its place, its source and its comments."""
        return replace(self.says, **self.extras())

    def extras(self) -> dict[str, Any]:
        """What every clause has beside its words."""
        return {
            "place": self.place,
            "citation": self.citation,
            "above": self.above,
            "beside": self.beside,
        }


def assemble(entries: Iterable[Entry]) -> tuple[tuple[Rule | Expect, ...], tuple[Finding, ...]]:
    """The rules and expectations that can be made of the lines, and what hinders more."""
    rules: list[Rule | Expect] = []
    findings: list[Finding] = []
    for opening, clauses in _blocks(entries):
        if opening is not None and opening.opens == "rate":
            rule = _RuleReader(opening)
            rule.read(clauses)
            rules += rule.made()
            findings += rule.findings
            continue
        if opening is not None and opening.says is not None:
            rules.append(opening.clause())
        findings += _outside(clauses)
    return tuple(rules), tuple(findings)


def _blocks(entries: Iterable[Entry]) -> list[tuple[Entry | None, list[Entry]]]:
    """Each line that opens a rule or is an expectation, and the lines below it."""
    blocks: list[tuple[Entry | None, list[Entry]]] = [(None, [])]
    for entry in entries:
        if entry.opens:
            blocks.append((entry, []))
        else:
            blocks[-1][1].append(entry)
    return blocks


def _outside(clauses: Sequence[Entry]) -> list[Finding]:
    """The first line that belongs to no rule; those after it follow from it."""
    for entry in clauses:
        if entry.says is None:
            return []
        return [found.OutsideRule(entry.place, _words(entry.place))]
    return []


def _words(place: Place) -> str:
    return place.text[place.column - 1 : place.column - 1 + place.width]


def _stray(branch: Entry, *, scored: bool) -> Finding:
    """What to say of a line that gives a rating where none is chosen.

    Where a score is ``scored`` above it, a fraction can only be points.
    """
    grade = branch.says.grade
    near = beginning(grade.text, CHANGES)
    if near is None or grade.quoted:
        return found.BranchOutsideChoice(branch.place, grade.text)
    words, meant = near
    if scored and not grade.text.removeprefix(words).strip().isdecimal():
        meant = POINTS.get(meant, meant)
    return NearPhrase(replace(grade.place, width=len(words)), words, meant)


@dataclass
class _RuleReader:
    """Reads the lines of one rule in order."""

    header: Entry
    base: Entry | None = None
    branches: list[Branch] = field(default_factory=list)
    additions: list[Addition] = field(default_factory=list)
    modifiers: list[Any] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    last: Entry | None = None
    broken: bool = False
    early: Entry | None = None
    stray_branch: bool = False

    def read(self, entries: Sequence[Entry]) -> None:
        """Every line below the header."""
        for entry in entries:
            self._read(entry)
            self.last = entry
        if self.base is None:
            self._without_base()
        elif self._is_choice(self.base) and not self.branches and not self.broken:
            kind = self.base.says.kind
            self.findings.append(found.NoBranches(self.base.place, kind))

    def made(self) -> list[Rule]:
        """The rule, if enough of it could be read."""
        header, base = self.header.says, self.base
        if header is None or base is None or (self._is_choice(base) and not self.branches):
            return []
        below = (self.last or base).below
        extras = self.header.extras() | {"below": below}
        modifiers = tuple(self.modifiers)
        return [
            Rule(header.each, header.name, header.within, self._made(base), modifiers, **extras)
        ]

    def _made(self, base: Entry) -> Base:
        if self._is_choice(base):
            return Choice(base.says.kind, tuple(self.branches), **base.extras())
        made: Base = base.clause()
        if isinstance(made, Banded):
            made = replace(made, additions=tuple(self.additions))
        return made

    @staticmethod
    def _is_choice(entry: Entry) -> bool:
        return isinstance(entry.says, ChoiceLine)

    def _read(self, entry: Entry) -> None:
        if entry.says is None:
            self.broken = True
        elif isinstance(entry.says, BASES):
            self._base(entry)
        elif isinstance(entry.says, MODIFIERS):
            self._modifier(entry)
        elif isinstance(entry.says, Addition):
            self._addition(entry)
        else:
            self._branch(entry)

    def _base(self, entry: Entry) -> None:
        if self.base is not None:
            self.findings.append(found.TwoBases(entry.place, self.base.place))
            return
        self.base = entry
        if self.early is not None:
            self.findings.append(found.BeforeBase(self.early.place, entry.place))

    def _modifier(self, entry: Entry) -> None:
        if self.base is None and not self.broken:
            self.early = self.early or entry
        self.modifiers.append(entry.clause())

    def _addition(self, entry: Entry) -> None:
        """What is added to a measure stands directly below it."""
        if self.base is None and self.broken:
            return
        if self.base is None or not isinstance(self.base.says, Banded):
            self.findings.append(found.NothingToAddTo(entry.place))
        elif self.modifiers:
            place, base = self.modifiers[0].place, self.base.place
            self.findings.append(found.AddedTooLate(entry.place, place, base))
        else:
            self.additions.append(entry.clause())

    def _branch(self, entry: Entry) -> None:
        if self.branches and self.branches[-1].condition is None:
            otherwise = self.branches[-1].place
            self.findings.append(found.AfterOtherwise(entry.place, otherwise))
        elif self.base is not None and self._is_choice(self.base):
            self._chosen(entry, self.base)
        elif not self.broken and not self.stray_branch:
            self.stray_branch = True
            scored = self.base is not None and isinstance(self.base.says, Banded)
            self.findings.append(_stray(entry, scored=scored))

    def _chosen(self, entry: Entry, choice: Entry) -> None:
        """A line to choose from; nothing else stands before the last of them."""
        self.branches.append(entry.clause())
        if self.modifiers and not self.stray_branch:
            self.stray_branch = True
            place, kind = self.modifiers[0].place, choice.says.kind
            self.findings.append(found.AmongBranches(place, kind, entry.place))

    def _without_base(self) -> None:
        if self.broken or self.stray_branch or self.header.says is None:
            return
        place = self.header.place
        self.findings.append(found.NoBase(place, _words(place)))
