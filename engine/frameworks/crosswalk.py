"""How the items of two versions of a framework correspond."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING
from typing import Literal
from typing import TypeAlias
from typing import cast

from engine.diagnostics import Finding
from engine.diagnostics import errors
from engine.diagnostics import in_order
from engine.frameworks.crosswalk_findings import EarlierUnsound
from engine.frameworks.model import NOWHERE
from engine.frameworks.names import canonical
from engine.frameworks.relations import PAIRED
from engine.frameworks.relations import Relation
from engine.frameworks.relations import is_comparable

if TYPE_CHECKING:
    from pathlib import Path

    from engine.diagnostics import Place
    from engine.frameworks.model import Vocabulary
    from engine.frameworks.model import Wording
    from engine.frameworks.nodes import Mapping

Direction: TypeAlias = Literal["forwards", "backwards"]
"""From the earlier version to the later one, or the other way."""

FILE = "crosswalk.yaml"


@dataclass(frozen=True)
class Correspondence:
    """What became of some items, all in the same way."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    relation: Relation
    comparable: bool
    because: str = ""
    source: str = ""
    wording: Wording = "verbatim"
    notes: tuple[str, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)

    def pairs(self, direction: Direction) -> tuple[tuple[str, str], ...]:
        """The items one to one, where that is what the relation means."""
        if self.relation not in PAIRED:
            return ()
        pairs = tuple(zip(self.before, self.after, strict=True))
        return pairs if direction == "forwards" else tuple((b, a) for a, b in pairs)

    def given(self, direction: Direction) -> tuple[str, ...]:
        """The items on the side that answers come from."""
        return self.before if direction == "forwards" else self.after

    def wanted(self, direction: Direction) -> tuple[str, ...]:
        """The items on the side that answers are wanted for."""
        return self.after if direction == "forwards" else self.before


@dataclass(frozen=True)
class Crosswalk:
    """All correspondences between an earlier and a later version."""

    earlier: str
    later: str
    items: tuple[Correspondence, ...]

    def direction(self, given: str, wanted: str) -> Direction | None:
        """Which way leads from one version to the other, if either does."""
        if (given, wanted) == (self.earlier, self.later):
            return "forwards"
        return "backwards" if (given, wanted) == (self.later, self.earlier) else None


@dataclass(frozen=True)
class NotCarried:
    """Items whose answers do not count in the other version, and why."""

    given: tuple[str, ...]
    wanted: tuple[str, ...]
    relation: Relation
    because: str


def carried(crosswalk: Crosswalk, direction: Direction = "forwards") -> dict[str, str]:
    """Items of the version answered, each with the item that its answers count for."""
    return {
        given: wanted
        for entry in crosswalk.items
        if entry.comparable
        for given, wanted in entry.pairs(direction)
    }


def not_carried(
    crosswalk: Crosswalk, direction: Direction = "forwards"
) -> tuple[NotCarried, ...]:
    """What is left over: of a split or a merger no single answer is another's."""
    return tuple(
        NotCarried(
            entry.given(direction), entry.wanted(direction), entry.relation, entry.because
        )
        for entry in crosswalk.items
        if not (entry.comparable and entry.relation in PAIRED)
    )


def load_crosswalk(
    folder: Path, earlier: Vocabulary, later: Vocabulary
) -> tuple[Crosswalk | None, tuple[Finding, ...]]:
    """The crosswalk beside the later version; None, with findings, if it is wrong."""
    from engine.frameworks.accounting import accounting
    from engine.frameworks.shape import load_mapping

    node, findings = load_mapping(folder / FILE, "crosswalk")
    if node is None:
        return None, in_order(findings)
    found = in_order((*findings, *accounting(node, earlier, later)))
    return (None if errors(found) else _crosswalk(node)), found


def check_crosswalk(folder: Path, later: Vocabulary) -> tuple[Finding, ...]:
    """Everything wrong with the crosswalk beside a version, if it has one."""
    return crosswalk_beside(folder, later)[1]


def crosswalk_beside(
    folder: Path, later: Vocabulary
) -> tuple[Crosswalk | None, tuple[Finding, ...]]:
    """The crosswalk beside a version, if it has one, and everything wrong with it.

    The earlier version is the one that the crosswalk names, found as a round's is.
    """
    from engine.frameworks.load import load_vocabulary
    from engine.frameworks.locate import locate
    from engine.frameworks.shape import load_mapping

    if not (folder / FILE).is_file():
        return None, ()
    node, findings = load_mapping(folder / FILE, "crosswalk")
    head = None if node is None else node.mapping("crosswalk")
    if head is None:
        return None, findings
    found = locate(head.text("from"), folder, head.place_of("from"))
    if isinstance(found, Finding):
        return None, (*findings, found)
    earlier, _ = load_vocabulary(found)
    if earlier is None:
        unsound = EarlierUnsound(head.place_of("from"), head.text("from"))
        return None, (*findings, unsound)
    return load_crosswalk(folder, earlier, later)


def crosswalk_versions(folder: Path) -> tuple[str, str] | None:
    """The ids of the two versions that a folder's crosswalk is about, if it has one."""
    from engine.frameworks.document import read
    from engine.frameworks.nodes import Mapping

    document, _ = read(folder / FILE)
    root = None if document is None else document.root
    head = root.mapping("crosswalk") if isinstance(root, Mapping) else None
    return None if head is None else (head.text("from"), head.text("to"))


def _crosswalk(node: Mapping) -> Crosswalk:
    head = node.mapping("crosswalk")
    assert head is not None
    entries = tuple(_correspondence(each) for each in node.mappings("items"))
    return Crosswalk(head.text("from"), head.text("to"), entries)


def _correspondence(node: Mapping) -> Correspondence:
    return Correspondence(
        before=tuple(canonical(code) for code in node.texts("from")),
        after=tuple(canonical(code) for code in node.texts("to")),
        relation=cast("Relation", node.text("relation")),
        comparable=is_comparable(node),
        because=node.text("because"),
        source=node.text("source"),
        wording=cast("Wording", node.text("wording", "verbatim")),
        notes=node.texts("notes"),
        place=node.place,
    )
