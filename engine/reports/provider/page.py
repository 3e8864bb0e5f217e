"""A provider's page: every rating with why it is so, beside what others came to."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from engine.diagnostics.words import capitalized
from engine.diagnostics.words import whole
from engine.reports.bands_drawing import drawn
from engine.reports.explanation import source_words
from engine.reports.layout import MADE_UP
from engine.reports.look import whole_page
from engine.reports.markup import Markup
from engine.reports.markup import element
from engine.reports.markup import headline
from engine.reports.markup import together
from engine.reports.markup import wide_table
from engine.reports.provider import told
from engine.reports.provider.others import groups
from engine.rules import typed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from engine.reports.provider.others import Together
    from engine.rounds.explanation import Explanation
    from engine.rounds.rated import Rated
    from engine.rounds.results import Counts
    from engine.rounds.results import Result
    from engine.rounds.round import Decision


def page(found: Rated, provider_id: str) -> str:
    """The page of a provider, or of something above providers, by its id."""
    return _Page(found, provider_id).html()


class _Page:
    """One provider's results, and those with whom it is compared."""

    def __init__(self, found: Rated, provider_id: str) -> None:
        self.found = found
        self.vocabulary = found.framework.vocabulary
        self.provider = next(r for r in found.ratings.results if r.id == provider_id)
        self.known: dict[str | None, Explanation] = {}

    @cached_property
    def others(self) -> dict[str, Mapping[str, Together]]:
        """Counts of providers together, by what they are called."""
        return groups(self.found.ratings.results, self.provider, self.vocabulary)

    @cached_property
    def whole(self) -> Explanation:
        """Why the provider itself is rated as it is."""
        return self.explained(None)

    def explained(self, item: str | None) -> Explanation:
        """Why the provider, or one of its items, is rated as it is."""
        if item not in self.known:
            self.known[item] = self.found.explain(self.provider.id, item)
        return self.known[item]

    def html(self) -> str:
        """The whole page."""
        provider, ratings = self.provider, self.found.ratings
        types = self.vocabulary.type_names
        kind = "" if provider.type is None else f" ({types[provider.type]})"
        title = f"{provider.name}{kind}"
        round_ = ratings.title or ratings.round
        main = element("main", element("h1", title), *self.body(), id="content")
        header = element("header", element("p", f"{round_}: ratings", class_="book"))
        return whole_page(f"{title} - {round_}", header, main, self.footer())

    def body(self) -> Iterator[str | None]:
        """Everything, from the overall rating to the sources."""
        yield self.made_up()
        yield from self.dates()
        yield from self.overall()
        parts = [self.provider.children, self.whole.members]
        if any(parts):
            yield element("h2", "Ratings")
            yield from (self.summary(part) for part in parts if part)
        yield from self.borderline()
        yield from self.decisions()
        for child in self.provider.children:
            yield self.section(child, 2)
        yield self.notes()
        yield self.in_full()
        yield self.sources()
        yield self.made_up()

    def made_up(self) -> Markup | None:
        """That the data are made up, where they are."""
        if not self.found.ratings.synthetic:
            return None
        return element("p", MADE_UP, class_="made-up")

    def dates(self) -> Iterator[Markup]:
        """When it was inspected and published, and under which framework."""
        own = next(p for p in self.found.round.everybody if p.id == self.provider.id)
        facts = [f"Framework: {self.found.ratings.framework_title}"]
        if own.fieldwork is not None:
            facts.append(f"Fieldwork: {own.fieldwork.isoformat()}")
        if own.published is not None:
            facts.append(f"Published: {own.published.isoformat()}")
        yield element("ul", *(element("li", fact) for fact in facts), class_="facts")

    def overall(self) -> Iterator[Markup | None]:
        """The provider's own rating, with its bands and its derivation."""
        result = self.provider
        yield element("h2", f"Overall: {told.said(self.whole)}")
        yield from told.about(self.found, self.whole)
        rule = told.rule_of(self.found, self.provider, result)
        if (
            rule is not None
            and isinstance(rule.base, typed.Banded)
            and result.score is not None
        ):
            picture = drawn(rule.base.bands, self.found.framework, result.score)
            yield element("figure", picture)
        yield told.derivation(self.found, self.provider, result)
        yield told.change(self.whole)

    def summary(self, children: tuple[Result, ...]) -> Markup:
        """The ratings that the overall rating was made from."""
        rows = [[told.name_of(c), self.grade(c), told.marks(c)] for c in children]
        head = (self.noun(children), "Rating", "Notes")
        return wide_table("What the overall rating is made from", head, rows)

    def section(self, result: Result, depth: int) -> Markup:
        """One result under a heading: its text, why it is so, and what it is made from."""
        explanation = self.explained(result.id)
        item = self.vocabulary.item_by_id[result.id]
        text = None
        if item.text is not None:
            text = element("p", item.text.words)
        below = [child for child in result.children if child.children]
        return element(
            "section",
            headline(depth, f"{told.name_of(result)}: {told.said(explanation)}"),
            text,
            *told.about(self.found, explanation),
            self.beside(result.id, result.children),
            self.parts(explanation),
            told.derivation(self.found, self.provider, result),
            told.change(explanation),
            *(self.section(child, depth + 1) for child in below),
            *(self.leaf(child) for child in result.children if not child.children),
        )

    def leaf(self, result: Result) -> Markup:
        """A result with nothing below it, behind its name: why it is so."""
        explanation = self.explained(result.id)
        summary = f"Why {told.name_of(result)} is {told.said(explanation)}"
        return element(
            "details",
            element("summary", summary),
            *told.about(self.found, explanation),
            self.parts(explanation),
            told.derivation(self.found, self.provider, result, brief=True),
            told.change(explanation),
        )

    def in_full(self) -> Markup | None:
        """The rules of which only the beginnings were said, each once."""
        leaves = [r for r in self.below() if not r.children and r not in self.provider.children]
        rules = [told.rule_of(self.found, self.provider, leaf) for leaf in leaves]
        known = list({rule.tree.place: rule for rule in rules if rule is not None}.values())
        if not known:
            return None
        return together([element("h2", "The rules in full"), *map(told.in_full, known)])

    def beside(self, of: str, results: tuple[Result, ...]) -> Markup | None:
        """Results in a table, with their percentages beside those of others."""
        if not results:
            return None
        counted = any(result.counts is not None for result in results)
        names = [*self.others] if counted else []
        here = ["Here"] if counted else []
        rows = [
            [
                self.asked(result),
                self.grade(result),
                *([_share(result.counts)] if counted else []),
                *(_share(self.others[name].get(result.id)) for name in names),
                told.marks(result),
            ]
            for result in results
        ]
        headings = (self.noun(results), "Rating", *here, *names, "Notes")
        return wide_table(f"What {of} is made from", headings, rows)

    def parts(self, explanation: Explanation) -> Markup | None:
        """The same item of what is part of something above providers, in a table."""
        members = explanation.members
        if not members:
            return None
        rows = [[told.name_of(m), self.grade(m), told.marks(m)] for m in members]
        head = (self.noun(members), "Rating", "Notes")
        return wide_table(f"What {explanation.result.id} is made from", head, rows)

    def noun(self, results: tuple[Result, ...]) -> str:
        """What some results are of, as a column's heading."""
        levels = {result.id: result.level for result in self.found.ratings.results}
        own = results[0] in self.provider.walk()
        return capitalized(results[0].level if own else levels[results[0].id])

    def asked(self, result: Result) -> str:
        """A result by its code, and its name or what it asks."""
        return self.vocabulary.item_by_id[result.id].title

    def grade(self, result: Result) -> str:
        """A rating by its name, or what it may still be, or why there is none."""
        return told.said(self.whole, result)

    def borderline(self) -> Iterator[Markup]:
        """What is close enough to a boundary for discretion."""
        entries = [*told.borderline(self.found, self.provider)]
        yield element("h2", "What is borderline")
        if entries:
            yield element("p", "Close enough to a boundary that the rules let it be moved:")
            yield element("ul", *entries)
        else:
            yield element("p", "No result is open to discretion.")

    def decisions(self) -> Iterator[Markup]:
        """What was decided about this provider, by whom and why."""
        yield element("h2", "Decisions")
        entries = [
            element("li", *self.decision(decision))
            for decision in self.found.round.decisions
            if decision.provider == self.provider.id
        ]
        if entries:
            yield element("ul", *entries)
        else:
            yield element("p", "No decision moved any of these ratings.")

    def decision(self, decision: Decision) -> Iterator[str]:
        """One decision, and whether it is in force."""
        below = {result.id: result for result in self.below()}
        result = below.get(decision.item) if decision.item else self.provider
        name = told.OVERALL
        if decision.item:
            name = decision.item if result is None else told.name_of(result)
        scale = None if result is None else self.vocabulary.scale_of(result.level)
        start, end = (
            grade if scale is None else scale.grade(grade).name
            for grade in (decision.start, decision.end)
        )
        yield element("strong", name)
        yield (
            f": moved from {start} to {end} by the {decision.by} on "
            f"{decision.date.isoformat()}. Reason: {decision.reason.rstrip('.')}."
        )
        if decision.on is not None:
            seen = f"{decision.on.favourable:,} of {decision.on.applicable:,}"
            yield f" They saw {seen}."
        if result is None or result.before is None:
            yield " It is not applied: the rating is as the rules give it."

    def notes(self) -> Markup | None:
        """Flags, notices and assumptions."""
        if not self.whole.notes:
            return None
        entries = (element("li", capitalized(note)) for note in self.whole.notes)
        return together([element("h2", "Notes"), element("ul", *entries)])

    def sources(self) -> Markup | None:
        """The published sentences that the ratings rest on, each once."""
        every = [self.whole, *(self.explained(r.id) for r in self.below())]
        cited = dict.fromkeys(source for each in every for source in each.sources)
        if not cited:
            return None
        entries = (element("li", source_words(source)) for source in cited)
        return together([element("h2", "Sources"), element("ul", *entries)])

    def below(self) -> Iterator[Result]:
        """Everything under the provider's own rating."""
        for child in self.provider.children:
            yield from child.walk()

    def footer(self) -> Markup:
        """What the page was made from."""
        ratings = self.found.ratings
        made = f"framework {ratings.framework} ({ratings.digest})"
        inputs = [f"{each.file} ({each.digest})" for each in ratings.inputs]
        entries = (element("li", each) for each in [made, *inputs])
        return element("footer", element("p", "Made by Assay from:"), element("ul", *entries))


def _share(counts: Counts | Together | None) -> str:
    """A whole percentage, and its counts."""
    if counts is None or not counts.applicable:
        return ""
    value = whole(Fraction(100 * counts.favourable, counts.applicable))
    return f"{value} % ({counts.favourable:,} of {counts.applicable:,})"
