"""What round.yaml says: the round, its providers, and what is assumed."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.diagnostics import Place
from engine.files import cache_folder
from engine.frameworks.names import folded
from engine.frameworks.shape import load_mapping
from engine.frameworks.values import value_of
from engine.rounds.belonging import belonging
from engine.rounds.belonging import typed
from engine.rounds.findings import NotAValue
from engine.rounds.findings import UnknownName
from engine.rounds.head_findings import NeedlessType
from engine.rounds.head_findings import NoProviders
from engine.rounds.head_findings import NoRound
from engine.rounds.head_findings import NotAProviderLevel
from engine.rounds.head_findings import NoType
from engine.rounds.head_findings import PartOfItself
from engine.rounds.head_findings import SaidTwice
from engine.rounds.head_findings import SameName
from engine.rounds.head_findings import TableOfProviders
from engine.rounds.head_findings import TooMany
from engine.rounds.names import Names
from engine.rounds.results import Assumption
from engine.rounds.round import Population
from engine.rounds.round import Provider

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from engine.diagnostics import Finding
    from engine.frameworks.model import ProfileColumn
    from engine.frameworks.model import Vocabulary
    from engine.frameworks.nodes import Mapping
    from engine.frameworks.nodes import Scalar

FILE = "round.yaml"


@dataclass(frozen=True)
class Head:
    """The round as round.yaml describes it."""

    id: str
    title: str
    framework: str
    synthetic: bool
    providers: tuple[Provider, ...]
    above: tuple[Provider, ...] = ()
    populations: tuple[Population, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    case_files: tuple[tuple[str, tuple[str, ...]], ...] = ()


def read_root(
    folder: Path, cache: Path | None = None
) -> tuple[Mapping | None, tuple[Finding, ...]]:
    """The mapping in a round's round.yaml, if it has the shape of one."""
    path = folder / FILE
    if not path.is_file():
        return None, (NoRound(Place(str(folder))),)
    return load_mapping(path, "round", cache)


def is_register(folder: Path) -> bool:
    """Whether the providers of the round in a folder are a table."""
    root, _ = read_root(folder, cache_folder())
    return root is not None and root.mapping("judgements") is not None


def refused_table(root: Mapping) -> tuple[Finding, ...]:
    """That a round's providers are a table, if they are, for those who can use none."""
    table = root.get("judgements")
    return () if table is None else (TableOfProviders(root.place_of("judgements")),)


def read_head(root: Mapping, vocabulary: Vocabulary) -> tuple[Head, tuple[Finding, ...]]:
    """What a round.yaml that has the right shape says under its framework."""
    reader = _Reader(root, vocabulary)
    everybody = reader.everybody()
    head = Head(
        id=root.text("round"),
        title=root.text("title"),
        framework=root.text("framework"),
        synthetic=root.text("synthetic") == "true",
        providers=tuple(each for each in everybody if each.level is None),
        above=tuple(each for each in everybody if each.level is not None),
        populations=tuple(reader.populations()),
        assumptions=tuple(reader.assumptions()),
        case_files=tuple(reader.case_files()),
    )
    return head, tuple(reader.findings)


class _Reader:
    """Reads the parts of round.yaml and gathers what is wrong with them."""

    def __init__(self, root: Mapping, vocabulary: Vocabulary) -> None:
        self._root = root
        self._vocabulary = vocabulary
        self._ids = Names((node.text("id"), ()) for node in root.mappings("providers"))
        self.findings: list[Finding] = []

    def everybody(self) -> tuple[Provider, ...]:
        """The providers and what stands above them, as they belong together."""
        found, findings = typed(self._vocabulary, tuple(self._listed()))
        self.findings += findings
        table = self._root.get("judgements") is not None
        if not table and all(each.level is not None for each in found):
            self.findings.append(NoProviders(self._root.place_of("providers")))
        lost = (PartOfItself, NotAProviderLevel)
        if not any(isinstance(finding, lost) for finding in self.findings):
            nodes = self._root.mappings("providers")
            places = {node.text("id"): node.place_of("part_of") for node in nodes}
            self.findings += belonging(self._vocabulary, found, places)
        return found

    def _listed(self) -> Iterator[Provider]:
        """What is listed, each id once."""
        nodes = self._root.mappings("providers")
        taken: dict[str, Place] = {}
        for node in nodes:
            if self._claim(taken, "id", node.scalar("id")):
                yield self._provider(node)
        for node in nodes:
            for alias in node.scalars("aliases"):
                self._claim(taken, "alias", alias)
        self._check_parts(nodes)

    def _claim(self, taken: dict[str, Place], what: str, scalar: Scalar | None) -> bool:
        """Whether a name was still free."""
        assert scalar is not None
        name = folded(scalar.text)
        if name in taken:
            self.findings.append(SameName(scalar.place, what, scalar.text, taken[name]))
            return False
        taken[name] = scalar.place
        return True

    def _provider(self, node: Mapping) -> Provider:
        level = self._level(node.scalar("level"))
        return Provider(
            id=node.text("id"),
            name=node.text("name"),
            type=self._type(node, needed=level is None),
            aliases=node.texts("aliases"),
            fieldwork=_date(node, "fieldwork"),
            published=_date(node, "published"),
            part_of=next(iter(self._ids.find(node.text("part_of"))), None),
            level=level,
            was=node.texts("was"),
            was_place=node.place_of("was"),
            place=node.place,
        )

    def _level(self, given: Scalar | None) -> str | None:
        """The level above the provider's that something says it has."""
        own = self._vocabulary.provider_level
        levels = (own, *self._vocabulary.levels_above)
        names = Names((level.id, (level.plural,)) for level in levels)
        if given is None:
            return None
        found = names.find(given.text)
        if not found:
            self.findings.append(NotAProviderLevel(given.place, given.text, names.ids))
            # At the top, whatever it was meant to be, its parts have nothing wrong with them.
            found = (levels[-1].id,)
        return None if found[0] == own.id else found[0]

    def _type(self, node: Mapping, *, needed: bool) -> str | None:
        given = node.scalar("type")
        types = {folded(t.id): t.id for t in self._vocabulary.provider_types}
        if given is None:
            if types and needed:
                missing = NoType(node.place, node.text("id"), tuple(types.values()))
                self.findings.append(missing)
            return None
        if not types:
            self.findings.append(NeedlessType(given.place, given.text))
            return None
        return self._known("provider type", given, Names((t, ()) for t in types.values()))

    def _check_parts(self, nodes: tuple[Mapping, ...]) -> None:
        above = {folded(n.text("id")): folded(n.text("part_of")) for n in nodes}
        for node in nodes:
            part_of = node.scalar("part_of")
            if part_of is not None and self._known("provider", part_of, self._ids, "the round"):
                self._check_circle(node, part_of.place, above)

    def _check_circle(self, node: Mapping, place: Place, above: dict[str, str]) -> None:
        start = folded(node.text("id"))
        seen, at = set(), above[start]
        while at and at != start and at not in seen:
            seen.add(at)
            at = above.get(at, "")
        if at == start:
            self.findings.append(PartOfItself(place, node.text("id")))

    def populations(self) -> Iterator[Population]:
        """The populations, as far as they are known."""
        first: dict[str, Place] = {}
        samples = Names((s.id, (s.name,)) for s in self._vocabulary.samples)
        for node in self._root.mappings("populations"):
            provider = self._known("provider", node.scalar("provider"), self._ids, "the round")
            sample = self._known("sample", node.scalar("sample"), samples)
            if provider is None or sample is None:
                continue
            if self._once(first, f"sample {sample} of {provider}", node.place):
                by = tuple(self._breakdowns(node, sample))
                yield Population(provider, sample, int(node.text("size")), by)

    def _breakdowns(
        self, node: Mapping, sample: str
    ) -> Iterator[tuple[str, tuple[tuple[str, int], ...]]]:
        columns = {c.id: c for c in self._vocabulary.sample_by_id[sample].profile}
        names = Names((c.id, (c.name,)) for c in columns.values())
        where = f'sample "{sample}"'
        for part in node.mappings("by"):
            column = self._known("profile column", part.scalar("column"), names, where)
            if column is None:
                continue
            counts = tuple(self._counts(part, columns[column]))
            total, size = sum(n for _, n in counts), int(node.text("size"))
            if total > size:
                self.findings.append(TooMany(part.place, column, total, size))
            yield column, counts

    def _counts(self, part: Mapping, column: ProfileColumn) -> Iterator[tuple[str, int]]:
        values = Names((value, ()) for value in column.values)
        for node in part.mappings("counts"):
            scalar = node.scalar("value")
            assert scalar is not None
            value: str | None = scalar.text
            if column.values:
                value = self._known("value", scalar, values, f'column "{column.id}"')
            if value is not None:
                yield value, int(node.text("size"))

    def assumptions(self) -> Iterator[Assumption]:
        """The assumptions, each about one input."""
        first: dict[str, Place] = {}
        inputs = {fact.id: fact for fact in self._vocabulary.inputs}
        names = Names((fact, ()) for fact in inputs)
        for node in self._root.mappings("assume"):
            fact = self._known("input", node.scalar("input"), names)
            if fact is None or not self._once(first, f'input "{fact}"', node.place):
                continue
            value, choices = value_of(inputs[fact], node.text("value"))
            if value is None:
                wrong = NotAValue(node.place_of("value"), fact, node.text("value"), choices)
                self.findings.append(wrong)
            else:
                yield Assumption(fact, value, node.text("because"))

    def case_files(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The patterns of the case files that the round names, by sample."""
        first: dict[str, Place] = {}
        samples = Names((s.id, (s.name,)) for s in self._vocabulary.samples)
        for node in self._root.mappings("cases"):
            sample = self._known("sample", node.scalar("sample"), samples)
            if sample is not None and self._once(first, f'sample "{sample}"', node.place):
                yield sample, node.texts("files")

    def _known(
        self, kind: str, scalar: Scalar | None, names: Names, where: str = "the framework"
    ) -> str | None:
        """The id that a name stands for."""
        assert scalar is not None
        found = names.find(scalar.text)
        if len(found) == 1:
            return found[0]
        meant = names.suggest(scalar.text)
        unknown = UnknownName(scalar.place, kind, scalar.text, where, meant, names.ids)
        self.findings.append(unknown)
        return None

    def _once(self, first: dict[str, Place], what: str, place: Place) -> bool:
        """Whether an entry is the first of its kind."""
        if what in first:
            self.findings.append(SaidTwice(place, what, first[what]))
            return False
        first[what] = place
        return True


def _date(node: Mapping, key: str) -> datetime.date | None:
    text = node.text(key)
    return datetime.date.fromisoformat(text) if text else None
