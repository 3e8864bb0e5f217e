"""What is known while one rule is checked, and how its names are resolved."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.diagnostics import Finding
from engine.diagnostics import Place
from engine.diagnostics.words import a
from engine.frameworks.model import Group
from engine.rules import findings as found
from engine.rules import places
from engine.rules import typed
from engine.rules import unknown
from engine.rules.absence import worst
from engine.rules.members import members_of
from engine.rules.portions import as_percentage
from engine.rules.text_findings import NearPhrase

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator

    from engine.frameworks.model import Item
    from engine.frameworks.model import Judgements
    from engine.frameworks.model import Level
    from engine.frameworks.model import Scale
    from engine.frameworks.model import Vocabulary
    from engine.rules import tree
    from engine.rules.absence import Origin
    from engine.rules.scope import Scope

_SUFFIXES = {
    "more": "or better",
    "higher": "or better",
    "fewer": "or worse",
    "less": "or worse",
    "lower": "or worse",
}
"""How the language says "or more", where "more" is read as a rating's name."""


@dataclass
class Context:
    """One rule being checked: what it rates, and the findings so far.

    ``whose`` items it rates, if those of something above providers. ``absence`` tells how
    an item of something of a level may come to be not rated, checking the rule that rates
    it first, ``origin`` which clause makes it so, and ``rates`` whether any rule rates it.
    ``changing`` says that the clause changes a rating, so that there is one so far.
    """

    scope: Scope
    level: Level
    scale: Scale
    items: tuple[Item, ...]
    head: Place
    absence: Callable[[Level, Item | None], typed.Absence]
    origin: Callable[[Level, Item | None], Origin | None]
    rates: Callable[[Level, Item | None], bool]
    whose: Level | None = None
    clause: Place = field(default_factory=lambda: Place(""))
    changing: bool = False
    findings: list[Finding] = field(default_factory=list)

    @property
    def vocabulary(self) -> Vocabulary:
        """The framework's vocabulary."""
        return self.scope.vocabulary

    @property
    def what(self) -> str:
        """What the rule rates, in the singular."""
        return self.level.id if self.whose is None else f"{self.level.id} in {a(self.whose.id)}"

    @property
    def answers(self) -> Judgements | None:
        """What cases record for each item that the rule rates, if they do."""
        return self.level.answers if self.whose is None else None

    @property
    def pooling(self) -> Level | None:
        """The level above providers that is rated here from ratings, if one is."""
        return self.whose or (self.level if self.level.pools == "ratings" else None)

    def report(self, finding: Finding) -> None:
        """Add a finding."""
        self.findings.append(finding)

    def collection(
        self, name: tree.Name, *, singular: bool = False, endings: tuple[str, ...] = ()
    ) -> typed.Collection | None:
        """The collection that a plural names, if it can be looked at here.

        After a number the singular will do: "no key question", "at least 1 standard".
        ``endings`` are what may be said after it of what is not rated.
        """
        family = self.scope.many(name.text)
        if family is None and singular:
            family = self.scope.one(name.text)
        if family is None:
            self._no_collection(name, endings)
            return None
        group = family.id if isinstance(family, Group) else None
        level_id = family.level if isinstance(family, Group) else family.id
        level = self.vocabulary.level_by_id[level_id]
        scale = self.vocabulary.scale_of(level.id)
        if not self._is_below(level):
            self._out_of_scope(name.place, family.plural, level)
            return None
        if self.whose is not None and self.vocabulary.is_whole(level):
            scale = self.scale  # of what is read there too: the same item
        if scale is None or not self._is_rated(level):
            self.report(found.NotARatedLevel(name.place, family.plural))
            return None
        collection = typed.Collection(family.plural, level.id, group, scale, "never")
        if not self.vocabulary.is_whole(level) and self._is_empty(name, collection):
            return None
        absence = worst(self.absence(*each) for each in self.held(collection))
        return typed.Collection(family.plural, level.id, group, scale, absence)

    def child(self, name: tree.Name) -> typed.Child | None:
        """The item that a name stands for; a finding if it cannot be looked at here."""
        items = self.scope.items(name.text)
        if len(items) > 1:
            ids = tuple(item.id for item in items)
            self.report(found.AmbiguousName(name.place, name.text, ids))
            return None
        item = items[0]
        level = self.vocabulary.level_by_id[item.level]
        scale = self.vocabulary.scale_of(item.level)
        depth, whole = self.vocabulary.depth, self.pooling
        there = whole is None or self._has_items(whole, level)
        if not there or depth(item.level) > depth(self.level.id):
            self._out_of_scope(name.place, level.plural, level)
            return None
        if scale is None:
            self.report(found.NotARatedLevel(name.place, f'"{name.text}"', "has"))
            return None
        self._applies(name, item)
        absence = self.absence(whole or self.vocabulary.provider_level, item)
        return typed.Child(item.id, name.text, scale, absence)

    def grade(self, name: tree.Name, scale: Scale, also: tuple[str, ...] = ()) -> str | None:
        """The id of a grade of a scale; ``also`` is what else could stand there."""
        grade = self.scope.grade(scale, name.text)
        if grade is not None:
            return grade
        other = self.scope.scale_with(name.text)
        if other is not None:
            what = f'"{name.text}"'
            self.report(found.OtherScale(name.place, what, other.id, scale.id))
            return None

        def known(words: str) -> bool:
            return self.scope.grade(scale, words) is not None

        names = (*(grade.id for grade in scale.grades), *also)
        self.unknown(found.UnknownRating, name, "rating", names, known)
        return None

    def grades(
        self, written: tree.Grades, scale: Scale, absence: typed.Absence, what: str
    ) -> typed.GradeSet | None:
        """A set of grades of one scale."""
        ranks: set[int] = set()
        words: list[str] = []
        complete = True
        for term in written.terms:
            if term.name is None:
                words.append("rated" if term.rated else "not rated")
                ranks |= set(range(len(scale.grades))) if term.rated else set()
                if absence == "never":
                    self.report(found.NeverNotRated(term.place, what, words[-1]))
                continue
            words.append(f"{term.name.text} {term.suffix}")
            also = () if absence == "never" else ("not rated",)
            grade = None if self._or_more(term, scale) else self.grade(term.name, scale, also)
            complete = complete and grade is not None
            if grade is not None:
                ranks |= _ranks(scale, scale.rank(grade), term.suffix)
        not_rated = any(term.name is None and not term.rated for term in written.terms)
        rated = any(term.rated for term in written.terms)
        ids = tuple(scale.grades[rank].id for rank in sorted(ranks))
        text = " or ".join(word.strip() for word in words)
        return typed.GradeSet(ids, not_rated, text, rated) if complete else None

    def _or_more(self, term: tree.Term, scale: Scale) -> bool:
        """Whether "or more" stands after a grade for "or better"; then that is said."""
        assert term.name is not None
        word = term.name.text.split()[0]
        meant = _SUFFIXES.get(word.lower())
        if meant is None or self.scope.grade(scale, term.name.text) is not None:
            return False
        place = replace(term.name.place, width=len(word))
        self.report(NearPhrase(place, f"or {word}", meant))
        return True

    def unknown(
        self,
        finding: type[found.UnknownName],
        name: tree.Name,
        kind: str,
        names: tuple[str, ...],
        known: Callable[[str], bool],
    ) -> None:
        """Report a name that stands for nothing."""
        wanted = unknown.Wanted(kind, names, known)
        self.report(unknown.name(finding, name, wanted, self.clause))

    def _no_collection(self, name: tree.Name, endings: tuple[str, ...]) -> None:
        family = self.scope.one(name.text)
        if family is not None:
            self.report(found.WrongNumber(name.place, name.text, family.plural))
            return
        finding = unknown.item(self.scope, name, self.scope.plurals(), self.clause)
        beginning = places.known_beginning(name, lambda w: self.scope.many(w) is not None)
        meant = finding.suggestion
        if endings and beginning is not None and not name.quoted and meant in {None, beginning}:
            known, left, word = places.split(name, beginning)
            finding = finding.but(
                suggestion=None, known=known, left=left, left_word=word, endings=endings
            )
        percentage = as_percentage(self.clause.text)
        if name.text.lower().startswith(("percent of ", "per cent of ")) and percentage:
            finding = finding.but(mended=percentage)
        self.report(finding)

    def _is_rated(self, level: Level) -> bool:
        """Whether there are ratings of a level: a framework may have none of providers."""
        whole = self.vocabulary.is_whole(level) and self.whose is None
        as_provider = whole and level.pools != "ratings"
        return self.vocabulary.overall or not as_provider

    def _is_below(self, level: Level) -> bool:
        """Whether a rule may look at a level: above providers, at what is rated there too."""
        depth, whole = self.vocabulary.depth, self.pooling
        if whole is None or not self.vocabulary.is_whole(level):
            below = depth(level.id) < depth(self.level.id)
            return below and (whole is None or self._has_items(whole, level))
        below = depth(level.id) < depth(whole.id)
        return below and (self.whose is None or self._has_items(level, self.level))

    def _has_items(self, whole: Level, level: Level) -> bool:
        """Whether things of one level have rated items of another."""
        items = (item for item in self.vocabulary.items if item.level == level.id)
        return whole.pools != "ratings" or any(self.rates(whole, item) for item in items)

    def _out_of_scope(self, place: Place, plural: str, level: Level) -> None:
        kind, where, head_of = self._why_not(level)
        above = self.whose or self.level
        usable = [each.plural for each in self.vocabulary.levels if self._is_below(each)]
        self.report(
            kind(
                place,
                level=self.what,
                plural=(above if self.vocabulary.is_whole(level) else self.level).plural,
                looked_at=plural,
                where=where,
                head=self.head,
                usable=tuple(usable),
                answers=self.answers.plural if self.answers else None,
                head_of=head_of,
            )
        )

    def _why_not(self, level: Level) -> tuple[type[found.OutOfScope], str, str]:
        """Why a rule cannot look at a level, where that is, and how a rule for it begins."""
        vocabulary, whole = self.vocabulary, self.pooling
        depth = vocabulary.depth(level.id)
        if whole is not None and not vocabulary.is_whole(level):
            if depth < vocabulary.depth(self.level.id):
                head = f"rate each {level.id} in {whole.id}:"
                return found.InsideProviders, vocabulary.provider_level.plural, head
        elif self.whose is not None and depth < vocabulary.depth(self.whose.id):
            return (
                found.NotRatedThere,
                self.level.id,
                f"rate each {self.level.id} in {level.id}:",
            )
        return found.OutOfScope, "beside other" if level.id == self.level.id else "above", ""

    def _is_empty(self, name: tree.Name, collection: typed.Collection) -> bool:
        """Whether a collection holds nothing for something that the rule rates: a finding."""
        for item, type_id in self.targets():
            if not members_of(self.vocabulary, collection, item, type_id):
                where = item.id if item is not None else f"a {type_id or 'provider'}"
                kind = found.NothingThere if item is None else found.NothingBelow
                self.report(kind(name.place, collection.words, where))
                return True
        return False

    def held(self, collection: typed.Collection) -> Iterator[tuple[Level, Item | None]]:
        """Everything that a collection can hold: an item of something of a level.

        None is the whole.
        """
        level = self.vocabulary.level_by_id[collection.level]
        if self.vocabulary.is_whole(level):
            items = (None,) if self.whose is None else self.items
            yield from ((level, item) for item in items)
            return
        whole = self.pooling or self.vocabulary.provider_level
        held = {item.id: item for items in self.holdings(collection) for item in items}
        yield from ((whole, item) for item in held.values())

    def holdings(self, collection: typed.Collection) -> list[tuple[Item, ...]]:
        """What the collection holds, for everything that the rule rates.

        Of providers only a round says how many there are.
        """
        return [
            members_of(self.vocabulary, collection, item, type_id)
            for item, type_id in self.targets()
        ]

    def targets(self) -> list[tuple[Item | None, str | None]]:
        """What the rule rates, for each type of provider that it applies to."""
        rated: tuple[Item | None, ...] = self.items or (None,)
        types = self.vocabulary.type_ids if self.pooling is None else (None,)
        return [
            (item, type_id)
            for item in rated
            for type_id in types
            if item is None or self.vocabulary.applies(item, type_id)
        ]

    def _applies(self, name: tree.Name, child: Item) -> None:
        for _, type_id in self.targets():
            if not self.vocabulary.applies(child, type_id):
                self.report(found.DoesNotApply(name.place, name.text, str(type_id)))
                return


def _ranks(scale: Scale, rank: int, suffix: str) -> set[int]:
    if suffix == "or better":
        return set(range(rank, len(scale.grades)))
    if suffix == "or worse":
        return set(range(rank + 1))
    return {rank}
