"""Reads what a made-up round must meet: synthetic.yaml, and the tables beside it."""

from __future__ import annotations

import csv
import datetime
from typing import TYPE_CHECKING

from engine.diagnostics import Invalid
from engine.diagnostics import Place
from engine.frameworks.shape import load_mapping
from engine.frameworks.text import read_text
from engine.rounds.round import Provider
from engine.rounds.synthetic.officers import SAID
from engine.rounds.synthetic.recipe import Answers
from engine.rounds.synthetic.recipe import Crossing
from engine.rounds.synthetic.recipe import Interviewed
from engine.rounds.synthetic.recipe import Interviews
from engine.rounds.synthetic.recipe import Pooled
from engine.rounds.synthetic.recipe import Profile
from engine.rounds.synthetic.recipe import Recipe
from engine.rounds.synthetic.recipe import Rule
from engine.rounds.synthetic.recipe import Size
from engine.rounds.synthetic.recipe_findings import NoTable
from engine.rounds.synthetic.recipe_findings import NotACount
from engine.rounds.synthetic.recipe_names import NOT_RATED
from engine.rounds.synthetic.recipe_names import RecipeNames
from engine.rounds.synthetic.recipe_scores import misrated
from engine.rounds.synthetic.recipe_sums import disagreements

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping as ByKey
    from pathlib import Path

    from engine.diagnostics import Finding
    from engine.frameworks.model import Vocabulary
    from engine.frameworks.nodes import Mapping
    from engine.rules.framework import Framework

FILE = "synthetic.yaml"


def load_recipe(framework: Framework) -> Recipe | None:
    """What a made-up round of a framework must meet, if that is written.

    Raises Invalid where it is written wrongly.
    """
    path = framework.folder / FILE
    if not path.is_file():
        return None
    root, findings = load_mapping(path, "synthetic")
    if root is None:
        raise Invalid(findings)
    reader = _Reader(root, framework.vocabulary, framework.folder)
    recipe = reader.recipe()
    found = reader.findings or [
        *disagreements(root, recipe, framework.vocabulary),
        *misrated(root, recipe, framework),
    ]
    if found:
        raise Invalid(found)
    return recipe


class _Reader:
    """Reads the parts and gathers what is wrong with them."""

    def __init__(self, root: Mapping, vocabulary: Vocabulary, folder: Path) -> None:
        self._root = root
        self._tables = folder / root.text("tables")
        self.providers = tuple(_provider(node) for node in root.mappings("providers"))
        self._names = RecipeNames(vocabulary, (provider.id for provider in self.providers))
        for node in root.mappings("providers"):
            self._type(node)

    @property
    def findings(self) -> list[Finding]:
        """What is wrong so far."""
        return self._names.findings

    def recipe(self) -> Recipe:
        root = self._root
        decisions = root.mapping("decisions")
        return Recipe(
            file=root.place.file,
            title=root.text("title"),
            providers=self.providers,
            rules=tuple(self._rules()),
            ratings=dict(self._ratings()),
            known=frozenset(self._known()),
            answers=dict(self._answers()),
            pinned=frozenset(self._pinned()),
            sizes=dict(self._sizes()),
            pooled=tuple(self._pooled()),
            profiles=tuple(self._profiles()),
            crossings=tuple(self._crossings()),
            nested=dict(self._pairs("nested", "within")),
            apart=dict(self._pairs("apart", "from")),
            interviews=self._interviews(),
            decisions=0 if decisions is None else int(decisions.text("number", "0")),
            undecided=frozenset(self._undecided()),
            weeks=0 if decisions is None else int(decisions.text("weeks", "0")),
            reasons={n.text("for"): n.text("text") for n in root.mappings("reasons")},
            inputs=tuple(self._inputs()),
        )

    def _rules(self) -> Iterator[Rule]:
        for node in self._root.mappings("ratings"):
            named, type_id = node.texts("providers"), self._type(node)
            for name in node.scalars("providers"):
                self._names.provider(name.place, name.text)
            for item in node.scalars("items"):
                self._names.item(item.place, item.text)
            self._names.rating(node.place_of("rating"), node.text("rating"))
            providers = named or [
                p.id for p in self.providers if not type_id or p.type == type_id
            ]
            number = node.text("number")
            yield Rule(
                frozenset(providers),
                frozenset(node.texts("items")) or self._names.items,
                node.text("rating"),
                int(number or node.text("at_least", "0")),
                int(number or node.text("at_most", "1000000")),
            )

    def _known(self) -> Iterator[tuple[str, str]]:
        for node in self._root.mappings("known"):
            self._names.item(node.place_of("item"), node.text("item"))
            self._names.rating(node.place_of("rating"), node.text("rating"))
            yield self._provider(node), node.text("item")

    def _pinned(self) -> Iterator[tuple[str, str]]:
        for node in self._root.mappings("percentages"):
            question = node.text("question")
            self._names.question(node.place_of("question"), question)
            self._type(node)
            sample = self._names.sample_of(question)
            for part in node.mappings("among"):
                column = part.text("column")
                self._names.column(part.place_of("column"), column, sample)
                self._names.value(part.place_of("is"), part.text("is"), sample, column)
            if node.get("provider") is not None:
                yield self._provider(node), question

    def _provider(self, node: Mapping) -> str:
        self._names.provider(node.place_of("provider"), node.text("provider"))
        return node.text("provider")

    def _type(self, node: Mapping) -> str:
        if node.get("type") is not None:
            self._names.type(node.place_of("type"), node.text("type"))
        return node.text("type")

    def _ratings(self) -> Iterator[tuple[tuple[str, str], str | None]]:
        for place, row in self._rows("ratings.csv", ("provider",)):
            self._names.provider(place, row["provider"])
            for item, rating in row.items():
                if item != "provider" and rating:
                    self._names.item(place, item)
                    self._names.rating(place, rating)
                    given = None if rating == NOT_RATED else rating
                    yield (row["provider"], item), given

    def _answers(self) -> Iterator[tuple[tuple[str, str], Answers]]:
        columns = ("provider", "question", "applicable", "favourable", "missing")
        for place, row in self._rows("answers.csv", columns):
            self._names.provider(place, row["provider"])
            self._names.question(place, row["question"], rated=True)
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
            self._names.provider(place, row["provider"])
            self._names.sample(place, row["sample"])
            population = self._number(place, row, "population")
            size = Size(population, self._number(place, row, "cases"))
            yield (row["provider"], row["sample"]), size

    def _pooled(self) -> Iterator[Pooled]:
        columns = ("question", "type", "applicable", "favourable", "missing")
        more = ("within", "column", "is")
        for place, row in self._rows("pooled.csv", (*columns, *more)):
            self._names.question(place, row["question"])
            self._names.type(place, row["type"])
            where = (row["within"], row["column"], row["is"])
            self._arises(place, row["question"], *where)
            yield Pooled(row["question"], row["type"], self._counts(place, row), *where)

    def _arises(
        self, place: Place, question: str, within: str, column: str, value: str
    ) -> None:
        sample = self._names.sample_of(question)
        if within:
            self._names.fellow(place, within, question)
        if column:
            self._names.column(place, column, sample)
            self._names.value(place, value, sample, column)

    def _profiles(self) -> Iterator[Profile]:
        for node in self._root.mappings("profiles"):
            sample, column = node.text("sample"), node.text("column")
            self._names.sample(node.place_of("sample"), sample)
            self._names.column(node.place_of("column"), column, sample)
            for each in node.mappings("counts"):
                self._names.value(each.place_of("value"), each.text("value"), sample, column)
            self._names.value(node.place_of("rest"), node.text("rest"), sample, column)
            yield Profile(
                sample,
                self._type(node),
                column,
                tuple((n.text("value"), int(n.text("cases"))) for n in node.mappings("counts")),
                node.text("rest"),
            )

    def _crossings(self) -> Iterator[Crossing]:
        for node in self._root.mappings("crossings"):
            question, columns = node.text("question"), node.texts("columns")
            self._names.question(node.place_of("question"), question)
            sample = self._names.sample_of(question)
            for column in node.scalars("columns"):
                self._names.column(column.place, column.text, sample)
            rows = self._rows(node.text("table"), ("answer", *columns, "cases"))
            for place, row in rows:
                for name in columns:
                    self._names.value(place, row[name], sample, name)
            found = tuple(
                (row["answer"], tuple(row[c] for c in columns), self._number(p, row, "cases"))
                for p, row in rows
            )
            yield Crossing(question, self._type(node), columns, found)

    def _pairs(self, name: str, other: str) -> Iterator[tuple[str, str]]:
        for node in self._root.mappings(name):
            question = node.text("question")
            self._names.question(node.place_of("question"), question)
            self._names.fellow(node.place_of(other), node.text(other), question)
            yield question, node.text(other)

    def _interviews(self) -> Interviews | None:
        node = self._root.mapping("interviews")
        if node is None:
            return None
        question, sample = node.text("question"), node.text("sample")
        self._names.sample(node.place_of("sample"), sample)
        self._names.question(node.place_of("question"), question)
        if self._names.sample_of(question) not in ("", sample):
            self._names.among(node.place_of("question"), f"question of {sample}", question, ())
        bands = {
            band.text("name"): (int(band.text("from")), int(band.text("to")))
            for band in node.mappings("caseloads")
        }
        officers = tuple(self._officers(bands))
        return Interviews(sample, question, bands, officers, dict(self._workload()))

    def _officers(self, bands: ByKey[str, tuple[int, int]]) -> Iterator[Interviewed]:
        columns = ("type", "caseload", "workload_reasonable", "implemented_effectively")
        for place, row in self._rows("officers.csv", (*columns, "officers")):
            self._names.type(place, row["type"])
            self._names.among(place, "caseload", row["caseload"], (*bands, ""))
            for column in columns[2:]:
                self._names.among(place, "answer", row[column], SAID)
            type_id, caseload, reasonable, implemented = (row[column] for column in columns)
            number = self._number(place, row, "officers")
            yield Interviewed(type_id, caseload, reasonable, implemented, number)

    def _workload(self) -> Iterator[tuple[str, tuple[int, int, int]]]:
        for place, row in self._rows("workload.csv", ("provider", "yes", "no", "unknown")):
            self._names.provider(place, row["provider"])
            yes, no, unknown = (self._number(place, row, c) for c in ("yes", "no", "unknown"))
            yield row["provider"], (yes, no, unknown)

    def _inputs(self) -> Iterator[tuple[str, ...]]:
        for node in self._root.mappings("inputs"):
            fact, value = node.text("input"), node.text("value")
            self._names.input(node.place_of("input"), fact)
            self._names.input_value(node.place_of("value"), value, fact)
            yield self._provider(node), fact, value, node.text("because")

    def _undecided(self) -> Iterator[str]:
        decisions = self._root.mapping("decisions")
        for name in () if decisions is None else decisions.scalars("not_of"):
            self._names.question(name.place, name.text)
            yield name.text

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
