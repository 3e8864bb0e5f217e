"""What a made-up round of a framework must meet: synthetic.yaml, and its solved tables.

The file stands beside a framework and holds what was published; the tables hold one
round in numbers that meets it all. Neither names a case: those are made from a seed.
"""

from __future__ import annotations

import csv
import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.diagnostics import Invalid
from engine.diagnostics import Place
from engine.frameworks.shape import load_mapping
from engine.frameworks.text import read_text
from engine.rounds.recipe_findings import NoTable
from engine.rounds.recipe_findings import NotACount
from engine.rounds.recipe_findings import NotInFramework
from engine.rounds.round import Provider

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping as ByKey
    from pathlib import Path

    from engine.diagnostics import Finding
    from engine.frameworks.model import Vocabulary
    from engine.frameworks.nodes import Mapping

FILE = "synthetic.yaml"
NOT_RATED = "not rated"


@dataclass(frozen=True)
class Rule:
    """How many ratings of one kind some providers have for some items."""

    providers: frozenset[str]
    items: frozenset[str]
    rating: str
    least: int
    most: int

    def concerns(self, provider: str, item: str) -> bool:
        """Whether the rating of this item of this provider counts here."""
        return provider in self.providers and item in self.items


@dataclass(frozen=True)
class Answers:
    """How many answers to a question are of what kind; all others do not apply."""

    applicable: int
    favourable: int
    missing: int


@dataclass(frozen=True)
class Pooled:
    """Answers to a question over all providers of a type, in the cases where it arises.

    It arises within the cases in which ``within`` has an answer (or those of an
    interview), and whose profile has ``value`` in ``column``.
    """

    question: str
    type: str
    answers: Answers
    within: str
    column: str
    value: str


@dataclass(frozen=True)
class Profile:
    """How many cases of a type have which value in a column; the others have ``rest``."""

    sample: str
    type: str
    column: str
    counts: tuple[tuple[str, int], ...]
    rest: str


@dataclass(frozen=True)
class Crossing:
    """How many cases of a type have which answer to a question and which profile."""

    question: str
    type: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...], int], ...]


@dataclass(frozen=True)
class Size:
    """How many cases were drawn for a sample, and from how many."""

    population: int
    cases: int


@dataclass(frozen=True)
class Interviewed:
    """Officers of a type who said the same, about cases that were judged the same."""

    type: str
    caseload: str
    reasonable: str
    implemented: str
    officers: int


@dataclass(frozen=True)
class Interviews:
    """The interviews: about which sample's cases, and who said what.

    ``question`` is what the inspector judged of the same case; ``bands`` give the least
    and the most of each caseload; ``by_provider`` how many said yes, no and nothing.
    """

    sample: str
    question: str
    bands: ByKey[str, tuple[int, int]]
    officers: tuple[Interviewed, ...]
    by_provider: ByKey[str, tuple[int, int, int]]


@dataclass(frozen=True)
class Recipe:
    """Everything that a made-up round must meet, and one table that meets it.

    ``ratings`` are by provider and item, None for not rated; ``known`` those that no
    seed changes; ``pinned`` are the providers' questions whose counts none changes. A
    question ``nested`` in another arises only where that does; two that are ``apart``
    never both have a favourable answer.
    """

    file: str
    title: str
    providers: tuple[Provider, ...]
    rules: tuple[Rule, ...]
    ratings: ByKey[tuple[str, str], str | None]
    known: frozenset[tuple[str, str]]
    answers: ByKey[tuple[str, str], Answers]
    pinned: frozenset[tuple[str, str]]
    sizes: ByKey[tuple[str, str], Size]
    pooled: tuple[Pooled, ...]
    profiles: tuple[Profile, ...]
    crossings: tuple[Crossing, ...]
    nested: ByKey[str, str]
    apart: ByKey[str, str]
    interviews: Interviews | None
    decisions: int
    undecided: frozenset[str]
    weeks: int
    reasons: ByKey[str, str]

    def of_type(self, type_id: str) -> tuple[Provider, ...]:
        """The providers of a type."""
        return tuple(p for p in self.providers if (p.type or "") == type_id)


def load_recipe(folder: Path, vocabulary: Vocabulary) -> Recipe | None:
    """What a made-up round of the framework in a folder must meet, if that is written.

    Raises Invalid where it is written wrongly.
    """
    path = folder / FILE
    if not path.is_file():
        return None
    root, findings = load_mapping(path, "synthetic")
    if root is None:
        raise Invalid(findings)
    reader = _Reader(root, vocabulary, folder)
    recipe = reader.recipe()
    if reader.findings:
        raise Invalid(reader.findings)
    return recipe


class _Reader:
    """Reads the parts and gathers what is wrong with them."""

    def __init__(self, root: Mapping, vocabulary: Vocabulary, folder: Path) -> None:
        self._root = root
        self._tables = folder / root.text("tables")
        self._items = {item.id for item in vocabulary.items}
        self._asked = self._items | {o.id for o in vocabulary.observations}
        self._samples = {sample.id for sample in vocabulary.samples}
        self._columns = {column.id for s in vocabulary.samples for column in s.profile}
        self._grades = {grade.id for scale in vocabulary.scales for grade in scale.grades}
        self._types = {t or "" for t in vocabulary.type_ids}
        self.providers = tuple(_provider(node) for node in root.mappings("providers"))
        self._ids = {provider.id for provider in self.providers}
        self._leaves = frozenset(self._items)
        self.findings: list[Finding] = []

    def recipe(self) -> Recipe:
        root = self._root
        decisions = root.mapping("decisions")
        return Recipe(
            file=root.place.file,
            title=root.text("title"),
            providers=self.providers,
            rules=tuple(self._rules()),
            ratings=dict(self._ratings()),
            known=frozenset(self._cells("known", "item", self._items)),
            answers=dict(self._answers()),
            pinned=frozenset(self._cells("percentages", "question", self._asked)),
            sizes=dict(self._sizes()),
            pooled=tuple(self._pooled()),
            profiles=tuple(self._profiles()),
            crossings=tuple(self._crossings()),
            nested=dict(self._pairs("nested", "within")),
            apart=dict(self._pairs("apart", "from")),
            interviews=self._interviews(),
            decisions=0 if decisions is None else int(decisions.text("number", "0")),
            undecided=frozenset(() if decisions is None else decisions.texts("not_of")),
            weeks=0 if decisions is None else int(decisions.text("weeks", "0")),
            reasons={n.text("for"): n.text("text") for n in root.mappings("reasons")},
        )

    def _rules(self) -> Iterator[Rule]:
        for node in self._root.mappings("ratings"):
            named, type_id = node.texts("providers"), node.text("type")
            for name in named:
                self._known(node.place_of("providers"), "provider", name, self._ids)
            providers = named or [
                p.id for p in self.providers if not type_id or p.type == type_id
            ]
            number = node.text("number")
            yield Rule(
                frozenset(providers),
                frozenset(node.texts("items")) or self._leaves,
                node.text("rating"),
                int(number or node.text("at_least", "0")),
                int(number or node.text("at_most", "1000000")),
            )

    def _cells(self, key: str, what: str, ids: set[str]) -> Iterator[tuple[str, str]]:
        for node in self._root.mappings(key):
            provider, item = node.scalar("provider"), node.scalar(what)
            assert item is not None
            self._known(item.place, what, item.text, ids)
            if provider is not None:
                self._known(provider.place, "provider", provider.text, self._ids)
                yield provider.text, item.text

    def _ratings(self) -> Iterator[tuple[tuple[str, str], str | None]]:
        for place, row in self._rows("ratings.csv", ("provider",)):
            self._known(place, "provider", row["provider"], self._ids)
            for item, rating in row.items():
                if item != "provider" and rating:
                    self._known(place, "item", item, self._items)
                    self._known(place, "rating", rating, (*self._grades, NOT_RATED))
                    given = None if rating == NOT_RATED else rating
                    yield (row["provider"], item), given

    def _answers(self) -> Iterator[tuple[tuple[str, str], Answers]]:
        columns = ("provider", "question", "applicable", "favourable", "missing")
        for place, row in self._rows("answers.csv", columns):
            self._known(place, "provider", row["provider"], self._ids)
            self._known(place, "question", row["question"], self._asked)
            yield (row["provider"], row["question"]), self._counts(place, row)

    def _counts(self, place: Place, row: dict[str, str]) -> Answers:
        return Answers(
            self._number(place, row, "applicable"),
            self._number(place, row, "favourable"),
            self._number(place, row, "missing"),
        )

    def _sizes(self) -> Iterator[tuple[tuple[str, str], Size]]:
        columns = ("provider", "sample", "population", "cases")
        for place, row in self._rows("sizes.csv", columns):
            self._known(place, "provider", row["provider"], self._ids)
            self._known(place, "sample", row["sample"], self._samples)
            population = self._number(place, row, "population")
            size = Size(population, self._number(place, row, "cases"))
            yield (row["provider"], row["sample"]), size

    def _pooled(self) -> Iterator[Pooled]:
        columns = ("question", "type", "applicable", "favourable", "missing")
        more = ("within", "column", "is")
        for place, row in self._rows("pooled.csv", (*columns, *more)):
            self._known(place, "question", row["question"], self._asked)
            self._known(place, "provider type", row["type"], self._types)
            if row["column"]:
                self._known(place, "profile column", row["column"], self._columns)
            where = (row["within"], row["column"], row["is"])
            yield Pooled(row["question"], row["type"], self._counts(place, row), *where)

    def _profiles(self) -> Iterator[Profile]:
        for node in self._root.mappings("profiles"):
            self._known(node.place, "sample", node.text("sample"), self._samples)
            self._known(node.place, "provider type", node.text("type"), self._types)
            self._known(node.place, "profile column", node.text("column"), self._columns)
            yield Profile(
                node.text("sample"),
                node.text("type"),
                node.text("column"),
                tuple((n.text("value"), int(n.text("cases"))) for n in node.mappings("counts")),
                node.text("rest"),
            )

    def _crossings(self) -> Iterator[Crossing]:
        for node in self._root.mappings("crossings"):
            columns = node.texts("columns")
            self._known(node.place, "question", node.text("question"), self._asked)
            self._known(node.place, "provider type", node.text("type"), self._types)
            for column in columns:
                self._known(node.place, "profile column", column, self._columns)
            rows = self._rows(node.text("table"), ("answer", *columns, "cases"))
            found = tuple(
                (row["answer"], tuple(row[c] for c in columns), self._number(p, row, "cases"))
                for p, row in rows
            )
            yield Crossing(node.text("question"), node.text("type"), columns, found)

    def _pairs(self, name: str, other: str) -> Iterator[tuple[str, str]]:
        for node in self._root.mappings(name):
            for key in ("question", other):
                self._known(node.place_of(key), "question", node.text(key), self._asked)
            yield node.text("question"), node.text(other)

    def _interviews(self) -> Interviews | None:
        node = self._root.mapping("interviews")
        if node is None:
            return None
        self._known(node.place, "sample", node.text("sample"), self._samples)
        bands = {
            band.text("name"): (int(band.text("from")), int(band.text("to")))
            for band in node.mappings("caseloads")
        }
        return Interviews(
            node.text("sample"),
            node.text("question"),
            bands,
            tuple(self._officers()),
            dict(self._workload()),
        )

    def _officers(self) -> Iterator[Interviewed]:
        columns = ("type", "caseload", "workload_reasonable", "implemented_effectively")
        for place, row in self._rows("officers.csv", (*columns, "officers")):
            number = self._number(place, row, "officers")
            yield Interviewed(
                row["type"],
                row["caseload"],
                row["workload_reasonable"],
                row["implemented_effectively"],
                number,
            )

    def _workload(self) -> Iterator[tuple[str, tuple[int, int, int]]]:
        for place, row in self._rows("workload.csv", ("provider", "yes", "no", "unknown")):
            self._known(place, "provider", row["provider"], self._ids)
            yes, no, unknown = (self._number(place, row, c) for c in ("yes", "no", "unknown"))
            yield row["provider"], (yes, no, unknown)

    def _rows(self, name: str, columns: tuple[str, ...]) -> list[tuple[Place, dict[str, str]]]:
        """The rows of a table, each with its place."""
        path = self._tables / name
        text = read_text(path)[0] if path.is_file() else None
        rows = csv.DictReader(() if text is None else text.splitlines())
        if not set(columns) <= set(rows.fieldnames or ()):
            self.findings.append(NoTable(Place(str(path)), columns))
            return []
        return [
            (Place(str(path), line), {key: row[key] or "" for key in rows.fieldnames or ()})
            for line, row in enumerate(rows, start=2)
        ]

    def _number(self, place: Place, row: dict[str, str], column: str) -> int:
        text = row[column]
        if text.isascii() and text.isdigit():
            return int(text)
        self.findings.append(NotACount(place, column, text))
        return 0

    def _known(self, place: Place, kind: str, name: str, ids: Iterable[str]) -> None:
        if name not in ids:
            self.findings.append(NotInFramework(place, kind, name))


def _provider(node: Mapping) -> Provider:
    return Provider(
        node.text("id"),
        node.text("name"),
        node.text("type") or None,
        node.texts("aliases"),
        datetime.date.fromisoformat(node.text("fieldwork")),
        datetime.date.fromisoformat(node.text("published")),
        place=node.place,
    )
