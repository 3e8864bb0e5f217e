"""Whether the tables of a recipe meet what it says was published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.cases.questions import form
from engine.diagnostics import Place
from engine.rounds.synthetic.casework import labels_of
from engine.rounds.synthetic.recipe_findings import DoesNotAddUp
from engine.rounds.synthetic.recipe_names import NOT_RATED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping as ByKey

    from engine.diagnostics import Finding
    from engine.frameworks.model import Vocabulary
    from engine.frameworks.nodes import Mapping
    from engine.rounds.synthetic.casework import Labels
    from engine.rounds.synthetic.recipe import Answers
    from engine.rounds.synthetic.recipe import Crossing
    from engine.rounds.synthetic.recipe import Recipe


def disagreements(root: Mapping, recipe: Recipe, vocabulary: Vocabulary) -> Iterator[Finding]:
    """Every sum that a table does not have; what else must fit shows in the making."""
    yield from _sizes(root, recipe)
    yield from _ratings(root, recipe)
    yield from _known(root, recipe)
    yield from _Shares(recipe, vocabulary).disagreements(root)
    yield from _margins(root, recipe, vocabulary)


def _sizes(root: Mapping, recipe: Recipe) -> Iterator[Finding]:
    for node in root.mappings("samples"):
        sample, type_id = node.text("sample"), node.text("type")
        ids = {provider.id for provider in recipe.of_type(type_id)}
        there = sum(
            size.cases for (p, s), size in recipe.sizes.items() if s == sample and p in ids
        )
        wanted = int(node.text("cases"))
        if there != wanted:
            what = f"{type_id} cases of {sample}".lstrip()
            yield DoesNotAddUp(node.place, what, wanted, there)
    for (provider, sample), size in recipe.sizes.items():
        if size.cases > size.population:
            what = f"cases of {provider} to draw the sample {sample} from"
            yield DoesNotAddUp(Place(recipe.file), what, size.cases, size.population)


def _ratings(root: Mapping, recipe: Recipe) -> Iterator[Finding]:
    for node, rule in zip(root.mappings("ratings"), recipe.rules, strict=True):
        there = sum(
            (rating or NOT_RATED) == rule.rating and rule.concerns(*cell)
            for cell, rating in recipe.ratings.items()
        )
        if not rule.least <= there <= rule.most:
            wanted = rule.least if there < rule.least else rule.most
            yield DoesNotAddUp(node.place, f'ratings "{rule.rating}"', wanted, there)


def _known(root: Mapping, recipe: Recipe) -> Iterator[Finding]:
    for node in root.mappings("known"):
        cell, rating = (node.text("provider"), node.text("item")), node.text("rating")
        if cell not in recipe.ratings or (recipe.ratings[cell] or NOT_RATED) != rating:
            what = f'ratings "{rating}" of {" ".join(cell)}'
            yield DoesNotAddUp(node.place, what, 1, 0)


def _margins(root: Mapping, recipe: Recipe, vocabulary: Vocabulary) -> Iterator[Finding]:
    """Profiles that are dealt with the answers to a question: their counts are there."""
    samples = {q: s.id for s in vocabulary.samples for q in form(vocabulary, s).by_id}
    for node, profile in zip(root.mappings("profiles"), recipe.profiles, strict=True):
        for crossing in recipe.crossings:
            same = (samples[crossing.question], crossing.type) == (profile.sample, profile.type)
            if same and profile.column in crossing.columns:
                at = crossing.columns.index(profile.column)
                for value, wanted in profile.counts:
                    there = sum(n for _, values, n in crossing.rows if values[at] == value)
                    if there != wanted:
                        what = f'cases with "{value}" beside answers to {crossing.question}'
                        yield DoesNotAddUp(node.place, what, wanted, there)


class _Shares:
    """How often questions are answered favourably, by the tables."""

    def __init__(self, recipe: Recipe, vocabulary: Vocabulary) -> None:
        self._recipe = recipe
        self._labels: ByKey[str, Labels] = {
            question.id: labels_of(asked, question)
            for asked in (form(vocabulary, sample) for sample in vocabulary.samples)
            for question in asked.questions
        }

    def disagreements(self, root: Mapping) -> Iterator[Finding]:
        """The percentages that are others."""
        for node in root.mappings("percentages"):
            favourable, applicable = self._counts(node)
            what = f"favourable answers to {node.text('question')}, in percent"
            percent = node.text("percent")
            least = int(percent or node.text("from", "0"))
            most = int(percent or node.text("to", "100"))
            printed = _half_up(favourable, applicable) if applicable else 0
            if not applicable or not least <= printed <= most:
                yield DoesNotAddUp(
                    node.place, what, least if printed < least else most, printed
                )

    def _counts(self, node: Mapping) -> tuple[int, int]:
        """The favourable answers that an entry is about, and the applicable ones."""
        question, type_id = node.text("question"), node.text("type")
        where = {part.text("column"): part.text("is") for part in node.mappings("among")}
        if where:
            crossings = (
                c
                for c in self._recipe.crossings
                if (c.question, c.type) == (question, type_id) and where.keys() <= {*c.columns}
            )
            return next((self._crossed(c, where) for c in crossings), (0, 0))
        answers = [*self._answers(question, type_id, node.text("provider"))]
        return sum(a.favourable for a in answers), sum(a.applicable for a in answers)

    def _crossed(self, crossing: Crossing, where: ByKey[str, str]) -> tuple[int, int]:
        labels = self._labels[crossing.question]
        numbers = {labels.yes: 0, labels.no: 0}
        for answer, values, cases in crossing.rows:
            profile = dict(zip(crossing.columns, values, strict=True))
            if answer in numbers and where.items() <= profile.items():
                numbers[answer] += cases
        return numbers[labels.yes], sum(numbers.values())

    def _answers(self, question: str, type_id: str, provider: str) -> Iterator[Answers]:
        ids = {
            p.id
            for p in self._recipe.providers
            if type_id in ("", p.type) and provider in ("", p.id)
        }
        for (owner, asked), answers in self._recipe.answers.items():
            if asked == question and owner in ids:
                yield answers
        for pooled in self._recipe.pooled:
            if pooled.question == question and type_id in ("", pooled.type):
                yield pooled.answers


def _half_up(part: int, whole: int) -> int:
    """A percentage as it is printed, halves upwards."""
    return (200 * part + whole) // (2 * whole)
