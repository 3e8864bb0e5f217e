"""What round.yaml says of the table that lists the providers and their judged items."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.frameworks.names import canonical
from engine.frameworks.names import folded
from engine.frameworks.names import suggest
from engine.rounds.directory import WHOLE
from engine.rounds.directory import Directory
from engine.rounds.findings import UnknownName
from engine.rounds.names import Names
from engine.rounds.register import shape_findings as found
from engine.rounds.register import spelling
from engine.rules import typed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping as Map

    from engine.diagnostics import Finding
    from engine.diagnostics import Place
    from engine.frameworks.model import Input
    from engine.frameworks.nodes import Mapping
    from engine.rounds.register.spelling import Codes
    from engine.rounds.results import Assumption
    from engine.rules.framework import Framework


@dataclass(frozen=True)
class ItemColumn:
    """A column with the ratings of an item, and what may stand in it; WHOLE is the provider."""

    heading: str
    item: str
    codes: Codes


@dataclass(frozen=True)
class InputColumn:
    """A column with the values of an input; a number's codes are found in the table."""

    heading: str
    input: Input
    codes: Codes


@dataclass(frozen=True)
class Shape:
    """The table: which column is what, and what may stand in each.

    ``ids`` are the columns that identify a provider together, ``only`` which rows count.
    ``date`` is when a provider was inspected, written as ``dates`` says: its latest ratings
    count, and where the framework ``carries`` ratings forward, the latest of each item.
    ``items`` are the columns of a table with a row for each provider. One with a row for
    each judgement has ``item`` and ``rating`` instead, and ``items`` whose headings are
    the items' ids. ``statuses`` names the statuses in the order of their codes;
    ``status_codes`` has the provider's ratings too, which say nothing of a status.
    ``given`` are the inputs that no column need give. ``absent`` are the words for not
    rated, ``labels`` the table's own words and what each is called in the framework;
    ``missing`` are the words that stand for nothing, as a blank cell does.
    ``published`` are items by column, ``compared`` the columns to compare with, by item.
    """

    file: str
    place: Place
    ids: tuple[str, ...]
    name: str
    type: str
    date: str
    dates: str
    carries: bool
    part_of: str
    only: tuple[tuple[str, tuple[str, ...]], ...]
    item: str
    rating: str
    items: tuple[ItemColumn, ...]
    inputs: tuple[InputColumn, ...]
    status: str
    statuses: tuple[str, ...]
    status_codes: Codes
    absent: tuple[str, ...]
    labels: Map[str, str]
    missing: tuple[str, ...]
    published: Map[str, str]
    ignored: tuple[str, ...]
    given: Map[str, str]
    compared: Map[str, str] = field(default_factory=dict)

    @property
    def is_long(self) -> bool:
        """Whether the table has a row for each judgement."""
        return bool(self.item)

    @property
    def is_plain(self) -> bool:
        """Whether a provider has one row and no more."""
        return not self.is_long and not self.date

    @property
    def numeric(self) -> tuple[InputColumn, ...]:
        """The columns of inputs that are numbers."""
        return tuple(column for column in self.inputs if column.input.type == "number")

    @property
    def headings(self) -> tuple[str, ...]:
        """The columns that have to be there."""
        about = (self.name, self.type, self.date, self.part_of)
        own = (*self.ids, *about, self.item, self.rating, self.status)
        items = () if self.is_long else tuple(c.heading for c in self.items)
        inputs = (column.heading for column in self.inputs)
        only = (heading for heading, _ in self.only)
        others = (*only, *self.published, *self.compared.values(), *self.ignored)
        every = (*own, *items, *inputs, *others)
        return tuple({folded(h): h for h in reversed(every) if h}.values())[::-1]

    def comparing(
        self, columns: tuple[str, ...], framework: Framework
    ) -> tuple[Shape, tuple[Finding, ...]]:
        """The shape with columns to compare with; the provider's own where none is named."""
        items = {folded(heading): item for heading, item in self.published.items()}
        compared: dict[str, str] = {}
        findings: list[Finding] = []
        for column in columns:
            item = items.get(folded(column), WHOLE)
            first = compared.setdefault(item, column)
            if framework.rules.rating(item or None) is None:
                level = framework.vocabulary.provider_level
                findings.append(found.NothingToCompare(self.place, column, level.plural))
            elif folded(first) != folded(column):
                findings.append(found.ComparedTwice(self.place, first, column))
        return replace(self, compared=compared), tuple(findings)


def read_shape(
    node: Mapping, framework: Framework, assumptions: tuple[Assumption, ...]
) -> tuple[Shape, tuple[Finding, ...]]:
    """The shape of a round's table, and what is wrong with what is said of it."""
    reader = _Reader(node, framework, {a.input: a.value for a in assumptions})
    return reader.shape(), (*reader.directory.findings, *reader.findings)


class _Reader:
    """Reads the mapping under ``judgements`` of a round.yaml."""

    def __init__(self, node: Mapping, framework: Framework, assumed: Map[str, str]) -> None:
        self.node = node
        self.framework = framework
        self.vocabulary = framework.vocabulary
        self.assumed = assumed
        self.directory = Directory(framework, ())
        self.findings: list[Finding] = []
        self.taken: dict[str, Place] = {}

    def shape(self) -> Shape:
        """Everything together."""
        node = self.node
        statuses, status_codes = self._statuses()
        items, inputs = self._items(), tuple(self._inputs())
        known: dict[str, int] = {}
        for column in items:
            known |= {word: known.get(word, code) for word, code in column.codes.items()}
        self._check_labels(node, known)
        ratings = [self._codes(column.item) for column in items]
        self._one_meaning(node, ratings, rates=True)
        self._not_ratings(node, ratings)
        self._not_ratings(node.mapping("status"), [self._codes(WHOLE)])
        self._not_known(known)
        self._cases()
        self._types()
        self._above()
        given = self._given(inputs)
        return Shape(
            file=node.text("file"),
            place=node.place_of("file"),
            ids=node.texts("id"),
            only=tuple((n.text("column"), n.texts("is")) for n in node.mappings("only")),
            name=node.text("name"),
            type=node.text("type"),
            date=node.text("date"),
            dates=node.text("dates", "year-month-day"),
            carries=self.vocabulary.inspections == "latest of each item",
            part_of=node.text("part_of"),
            item=node.text("item"),
            rating=node.text("rating"),
            items=items,
            inputs=inputs,
            status="" if (s := node.mapping("status")) is None else s.text("column"),
            statuses=statuses,
            status_codes=status_codes,
            absent=tuple(self._absent()),
            labels=_labels(node),
            missing=node.texts("missing"),
            published=dict(self._published()),
            ignored=node.texts("ignore"),
            given=given,
        )

    def _statuses(self) -> tuple[tuple[str, ...], Codes]:
        status = self.node.mapping("status")
        more = () if status is None else status.texts("not_rated")
        names, codes = spelling.of_statuses(self.vocabulary, more)
        rated = dict.fromkeys(self._codes(WHOLE), spelling.NOT_RATED)
        return names, rated | codes

    def _items(self) -> tuple[ItemColumn, ...]:
        """The columns with ratings; those of a long table stand for its items."""
        long = self.node.get("item") is not None
        nodes = [n for n in self.node.mappings("columns") if n.get("item") is not None]
        unclear = bool(nodes) if long else not nodes and bool(self.directory.judged)
        if long != (self.node.get("rating") is not None) or unclear:
            self.findings.append(found.MixedForms(self.node.place))
            return ()
        if long:
            items = [item for item in self.directory.judged if item != WHOLE]
            return tuple(ItemColumn(item, item, self._words(item, self.node)) for item in items)
        columns = tuple(self._columns(nodes))
        there = {column.item for column in columns}
        lacking = tuple(
            item or self.vocabulary.provider_level.id
            for item in self.directory.judged
            if item not in there
        )
        if lacking and not self.directory.findings:
            self.findings.append(found.NoColumnFor(self.node.place_of("columns"), lacking))
        return columns

    def _columns(self, nodes: list[Mapping]) -> Iterator[ItemColumn]:
        for node in nodes:
            item = self._item(node)
            if item is None or not self._once(node, self.directory.words(item)):
                continue
            rule = self.directory.rules[item]
            if not isinstance(rule.base, typed.Judged):
                words = self.directory.words(item)
                place = node.place_of("item")
                self.findings.append(found.OnlyNotRated(place, words, rule.tree.place))
                continue
            self._check_labels(node, self._codes(item))
            self._one_meaning(node, [self._codes(item)], rates=True)
            yield ItemColumn(node.text("column"), item, self._words(item, node))

    def _words(self, item: str, node: Mapping) -> Codes:
        """What may stand in the cells of an item, and the code of each."""
        absent = dict.fromkeys(self._absent(), spelling.NOT_RATED)
        if node.text("blank", self.node.text("blank")) == "not rated":
            absent[spelling.BLANK] = spelling.NOT_RATED
        labels = _labels(self.node) | _labels(node)
        return absent | spelling.relabelled(self._codes(item), labels)

    def _absent(self) -> Iterator[str]:
        """What may stand where a rating would, and says that there is none."""
        _, statuses = spelling.of_statuses(self.vocabulary, self.node.texts("not_rated"))
        yield from (*statuses, "not rated")

    def _codes(self, item: str) -> Codes:
        """The ranks of the grades that an item may have."""
        if item == WHOLE:
            scale = self.vocabulary.scale_of(self.vocabulary.provider_level.id)
            return {} if scale is None else spelling.of_scale(scale)
        declared = self.vocabulary.item_by_id[item]
        scale = self.vocabulary.scale_of(declared.level)
        assert scale is not None
        return spelling.of_scale(scale, declared.allowed)

    def _check_labels(self, node: Mapping, codes: Codes) -> None:
        """Report labels for what there is not."""
        for each in node.mappings("labels"):
            label, meaning = each.text("label"), each.text("is")
            if folded(meaning) not in codes:
                place, choices = each.place_of("is"), spelling.choices(codes)
                meant = suggest(meaning, choices)
                wrong = found.UnknownLabel(place, label, meaning, choices, meant)
                self.findings.append(wrong)

    def _one_meaning(self, node: Mapping, every: list[Codes], *, rates: bool) -> None:
        """Report labels that mean something else already, where any of some codes hold."""
        absent = {folded(word) for word in self._absent()} if rates else set()
        first: dict[str, Mapping] = {}
        for each in node.mappings("labels"):
            label, meaning = each.text("label"), each.text("is")
            before = first.setdefault(folded(label), each)
            if _differ(every, before.text("is"), meaning):
                other, where = f'"{before.text("is")}"', before.place_of("label")
            elif _differ(every, label, meaning):
                other, where = "itself", None
            elif folded(label) in absent and folded(meaning) not in absent:
                other, where = '"not rated"', None
            else:
                continue
            place, means = each.place_of("label"), f'"{meaning}"'
            self.findings.append(found.TwoMeanings(place, label, other, means, where))

    def _not_ratings(self, node: Mapping | None, every: list[Codes]) -> None:
        """Report words for not rated that are ratings."""
        for word in () if node is None else node.scalars("not_rated"):
            if any(folded(word.text) in codes for codes in every):
                wrong = found.TwoMeanings(word.place, word.text, "itself", '"not rated"')
                self.findings.append(wrong)

    def _not_known(self, known: Codes) -> None:
        """Report words for missing that are ratings, or mean "not rated"."""
        for word in self.node.scalars("missing"):
            if folded(word.text) in known:
                meaning = "itself" if known[folded(word.text)] >= 0 else '"not rated"'
                wrong = found.TwoMeanings(word.place, word.text, meaning, "missing")
                self.findings.append(wrong)

    def _inputs(self) -> Iterator[InputColumn]:
        names = Names((fact.id, ()) for fact in self.vocabulary.inputs)
        facts = {fact.id: fact for fact in self.vocabulary.inputs}
        for node in self.node.mappings("columns"):
            if node.get("input") is None:
                continue
            known = names.find(node.text("input"))
            if not known:
                place, name = node.place_of("input"), node.text("input")
                meant = names.suggest(name)
                self.findings.append(
                    UnknownName(place, "input", name, "the framework", meant, names.ids)
                )
            elif self._once(node, f'input "{known[0]}"'):
                fact = facts[known[0]]
                codes = {} if fact.type == "number" else spelling.of_input(fact)
                self._check_labels(node, codes)
                self._one_meaning(node, [codes], rates=False)
                words = spelling.relabelled(codes, _labels(node))
                if node.text("blank") == "not rated":
                    self.findings.append(found.InputNotRated(node.place_of("blank"), fact.id))
                yield InputColumn(node.text("column"), fact, words)

    def _given(self, columns: tuple[InputColumn, ...]) -> dict[str, str]:
        """What holds where no column says otherwise; what rules ask for must be known."""
        given = {
            fact.id: value
            for fact in self.vocabulary.inputs
            if (value := self.assumed.get(fact.id, fact.default)) is not None
        }
        there = {column.input.id for column in columns}
        read = {f.id for rule in self.framework.rules.rules for f in typed.inputs_of(rule)}
        lacking = [f.id for f in self.vocabulary.inputs if f.id in read]
        lacking = [fact for fact in lacking if fact not in there and fact not in given]
        if lacking:
            self.findings.append(found.NoInput(self.node.place_of("file"), tuple(lacking)))
        return given

    def _cases(self) -> None:
        """Report items that only cases could rate."""
        by_cases = [
            item
            for rule in self.framework.rules.rules
            for item in rule.items or (self.vocabulary.provider_level.id,)
            if any(isinstance(m, typed.Share) for m in typed.measures_of(rule))
        ]
        if by_cases:
            place = self.node.place_of("file")
            self.findings.append(found.WithCases(place, tuple(by_cases)))

    def _types(self) -> None:
        types = tuple(t.id for t in self.vocabulary.provider_types)
        if types and self.node.get("type") is None:
            self.findings.append(found.NoTypeColumn(self.node.place_of("id"), types))
        if not types and self.node.get("type") is not None:
            self.findings.append(found.NeedlessTypeColumn(self.node.place_of("type")))

    def _above(self) -> None:
        """Report dates and wholes of which the framework makes nothing, or too much."""
        node, levels = self.node, self.vocabulary.levels_above
        if node.get("date") is not None and self.vocabulary.inspections == "one":
            self.findings.append(found.NeedlessDates(node.place_of("date")))
        if node.get("part_of") is not None and [v.pools for v in levels] != ["ratings"]:
            self.findings.append(found.NotPooled(node.place_of("part_of")))

    def _published(self) -> Iterator[tuple[str, str]]:
        for node in self.node.mappings("published"):
            item = self._item(node)
            if item is not None:
                yield node.text("column"), item

    def _item(self, node: Mapping) -> str | None:
        """What a column is about: of what stands above providers, a row says nothing."""
        place, name = node.place_of("item"), node.text("item")
        for level in self.vocabulary.levels_above:
            if folded(name) == folded(level.id):
                own = self.vocabulary.provider_level.id
                self.findings.append(found.AboveProviders(place, level.id, own))
                return None
        return self.directory.item(place, name)

    def _once(self, node: Mapping, what: str) -> bool:
        """Whether a thing is given by one column only."""
        place = node.place_of("column")
        first = self.taken.setdefault(canonical(what), place)
        if first is not place:
            self.findings.append(found.TwoColumns(place, what, first))
        return first is place


def _labels(node: Mapping) -> dict[str, str]:
    """A table's own words, and what each is called in the framework."""
    return {each.text("label"): each.text("is") for each in node.mappings("labels")}


def _differ(every: list[Codes], one: str, other: str) -> bool:
    """Whether two words are known in some codes, and mean different things there."""
    words = folded(one), folded(other)
    return any(len({codes[w] for w in words if w in codes}) > 1 for codes in every)
