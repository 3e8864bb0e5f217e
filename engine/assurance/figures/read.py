"""Reads the figures beside a framework, and says what is wrong with them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from engine.assurance.figures import findings as found
from engine.assurance.figures.figure import Figure
from engine.assurance.figures.figure import Interviews
from engine.assurance.figures.figure import Needs
from engine.assurance.figures.figure import Profile
from engine.assurance.figures.figure import Providers
from engine.assurance.figures.figure import Questions
from engine.assurance.figures.figure import Ratings
from engine.assurance.figures.figure import Report
from engine.assurance.figures.figure import Scores
from engine.assurance.figures.figure import Section
from engine.assurance.figures.figure import Statement
from engine.assurance.figures.names import Names
from engine.assurance.figures.parts import content
from engine.assurance.figures.parts import number
from engine.diagnostics import Place
from engine.diagnostics import errors
from engine.diagnostics import in_order
from engine.frameworks.names import folded
from engine.frameworks.naming import slug
from engine.frameworks.shape import load_mapping

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from engine.assurance.figures.figure import Chart
    from engine.assurance.figures.figure import Content
    from engine.assurance.figures.figure import Kind
    from engine.assurance.figures.figure import Unit
    from engine.assurance.figures.names import Applying
    from engine.diagnostics import Finding
    from engine.frameworks.nodes import Mapping
    from engine.rules.framework import Framework

FILE = "figures.yaml"

CHARTS: dict[str, Chart] = {"grouped": "grouped", "stacked": "stacked", "none": "none"}

BRACES = re.compile(r"\{[^{}]+\}")
"""Braces with something inside, which no number takes the place of."""


def load_figures(
    framework: Framework, cache: Path | None = None
) -> tuple[Report | None, tuple[Finding, ...]]:
    """The report that a framework declares, None if the file has errors; every finding.

    With a cache folder, a file that had the right shape is remembered by its digest.
    """
    path = framework.folder / FILE
    if not path.is_file():
        return None, (found.NoFigures(Place(str(path))),)
    root, findings = load_mapping(path, "figures", cache)
    if root is None:
        return None, in_order(findings)
    report, more = read_figures(root, framework)
    every = in_order([*findings, *more])
    return (None if errors(every) else report), every


def check_figures(framework: Framework) -> tuple[Finding, ...]:
    """Everything wrong with the figures beside a framework, if it has any."""
    if not (framework.folder / FILE).is_file():
        return ()
    return load_figures(framework)[1]


def read_figures(root: Mapping, framework: Framework) -> tuple[Report, tuple[Finding, ...]]:
    """The report in a file of the right shape, and what is wrong with it."""
    reader = _Reader(root, Names(framework))
    report = Report(
        root.text("title"),
        tuple(reader.sections()),
        tuple(reader.figures()),
        tuple(reader.statements()),
    )
    return report, tuple(reader.names.findings)


class _Reader:
    """One file being read."""

    def __init__(self, root: Mapping, names: Names) -> None:
        self.root = root
        self.names = names
        self._known = [node.text("section") for node in root.mappings("sections")]
        self._first: dict[str, tuple[Place, str]] = {}

    def sections(self) -> Iterator[Section]:
        """The sections, in order."""
        for node in self.root.mappings("sections"):
            self._once(f"section {node.text('section')}", node.place_of("section"))
            yield Section(node.text("section"), node.text("title"))

    def figures(self) -> Iterator[Figure]:
        """The figures and tables, in order."""
        for node in self.root.mappings("figures"):
            kind: Kind = "table" if node.get("table") is not None else "figure"
            name = node.text(kind)
            self._numbered(node)
            self._once(f"{kind} {name}", node.place_of(kind), slug(f"{kind} {name}"))
            self._section(node)
            self._source(node)
            shows = content(node, self.names)
            if shows is None:
                continue
            yield Figure(
                id=name,
                kind=kind,
                title=node.text("title"),
                section=node.text("section"),
                content=shows,
                units=self._units(node, shows),
                chart=CHARTS[node.text("chart", _drawn(kind, shows))],
                decimals=int(node.text("decimals", "0")),
                also=node.text("also"),
                notes=tuple(" ".join(note.split()) for note in node.texts("notes")),
            )

    def statements(self) -> Iterator[Statement]:
        """The sentences, in order."""
        for node in self.root.mappings("statements"):
            name, says = node.text("statement"), " ".join(node.text("says").split())
            self._once(f"statement {name}", node.place_of("statement"))
            self._section(node)
            nodes = node.mappings("numbers")
            self._places(says, len(nodes), node.place_of("says"))
            numbers = [number(each, self.names) for each in nodes]
            stated = tuple(each for each in numbers if each is not None)
            yield Statement(name, node.text("section"), says, stated)

    def _units(self, node: Mapping, shows: Content) -> tuple[Unit, ...]:
        """The types that are shown: those listed, or all to which the figure applies."""
        applying = self._applying(shows)
        what = node.text("title") or "this figure"
        listed = self.names.units(node, "types", what, applying)
        return listed or applying or self.names.vocabulary.type_ids

    def _applying(self, shows: Content) -> Applying:
        match shows:
            case Questions(requests):
                return self.names.applying(requests)
            case Profile(columns=columns):
                return self.names.applying([column.request for column in columns])
            case Needs(needs):
                asked = [request for n in needs for request in (n.column, n.question)]
                return self.names.applying(asked)
            case Interviews(request):
                return self.names.applying([request])
            case Ratings(level, items):
                return self.names.rated(level, items)
            case Scores(items):
                return self.names.rated("", items)
            case Providers():
                return None

    def _places(self, says: str, numbers: int, place: Place) -> None:
        """Whether a sentence has a place for each number, and for nothing else."""
        for braces in BRACES.findall(says):
            self.names.complain(found.NoPlace(place, braces))
        if says.count("{}") != numbers and not BRACES.search(says):
            self.names.complain(found.NumbersMissing(place, says.count("{}"), numbers))

    def _numbered(self, node: Mapping) -> None:
        """Whether an entry is a figure or a table, and not both."""
        present = [key for key in ("figure", "table") if node.get(key) is not None]
        if not present:
            choices = ("figure", "table")
            self.names.complain(found.ShowsNothing(node.place, "this entry", choices))
        elif len(present) > 1:
            place = node.entries["table"].key.place
            self.names.complain(found.DoesNotGo(place, "table", "figure", ()))

    def _section(self, node: Mapping) -> None:
        name = node.scalar("section")
        if name is not None and name.text not in self._known:
            known = tuple(self._known)
            self.names.complain(found.UnknownName(name.place, "section", name.text, known))

    def _source(self, node: Mapping) -> None:
        written = node.scalar("source")
        sources = self.names.vocabulary.sources
        if written is None or folded(written.text) in {folded(s.id) for s in sources}:
            return
        known = tuple(source.id for source in sources)
        self.names.complain(found.UnknownName(written.place, "source", written.text, known))

    def _once(self, what: str, place: Place, key: str = "") -> None:
        """Complain of what is there already, or has a key that something else has."""
        first, other = self._first.setdefault(key or what, (place, what))
        if first is not place:
            self.names.complain(found.SaidTwice(place, what, first, other))


def _drawn(kind: Kind, shows: Content) -> str:
    """How a figure is drawn where nothing is said of it; words make no bars."""
    return "none" if kind == "table" or isinstance(shows, Providers) else "grouped"
