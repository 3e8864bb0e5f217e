"""Writes examples as they stand in examples.yaml."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from engine.diagnostics.words import exact
from engine.frameworks.quoting import scalar
from engine.rules.places import words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from engine.assurance.examples.example import Example
    from engine.assurance.examples.example import Expected
    from engine.assurance.examples.example import Key
    from engine.assurance.examples.example import Said
    from engine.frameworks.model import Vocabulary

WIDTH = 96
"""A list that would make a line longer than this has a line for each entry."""


def written(example: Example, vocabulary: Vocabulary) -> str:
    """An example as an entry of the list, indented as it has to be."""
    return "".join(f"{line}\n" for line in _Entry(example, vocabulary).lines())


class _Entry:
    """An example being written, in a framework."""

    def __init__(self, example: Example, vocabulary: Vocabulary) -> None:
        self.example = example
        self.vocabulary = vocabulary

    def lines(self) -> Iterator[str]:
        """The lines of the entry."""
        example = self.example
        yield f"  - name: {scalar(example.name)}"
        if self.vocabulary.provider_types and len(example.types) == 1:
            yield f"    type: {scalar(str(example.types[0]))}"
        facts = (
            f"{{input: {scalar(f)}, value: {scalar(s.what)}}}"
            for f, s in example.inputs.items()
        )
        yield from _list("inputs", list(facts))
        yield from _list("judged", self._rated(example.judged))
        yield from _list("counts", [self._counted(*each) for each in example.counts.items()])
        yield from _list("ratings", self._rated(example.ratings))
        yield from _list("decided", self._rated(example.decided))
        yield from _list("expect", [self._expected(each) for each in example.expected])

    def _rated(
        self, said: Mapping[Key, Said[str | None]] | Mapping[Key, Said[str]]
    ) -> list[str]:
        """An entry for each rating, with all items that have it."""
        by_rating: dict[str | None, list[Key]] = defaultdict(list)
        for key, each in said.items():
            by_rating[each.what].append(key)
        return [
            f"{{item: {self._items(keys)}, rating: {_rating(rating)}}}"
            for rating, keys in by_rating.items()
        ]

    def _counted(self, key: Key, said: Said[Mapping[str, int]]) -> str:
        answers = [scalar(f"{number} {answer}") for answer, number in said.what.items()]
        return f"{{item: {self._items([key])}, answers: [{', '.join(answers)}]}}"

    def _expected(self, expected: Expected) -> str:
        parts = [f"item: {self._items([expected.item])}", f"rating: {_rating(expected.rating)}"]
        if expected.score is not None:
            parts.append(f"score: {exact(expected.score).replace(',', '')}")
        if expected.line is not None:
            parts.append(f"line: {scalar(words(expected.line))}")
        if expected.open_to is not None:
            parts.append(f"open_to: [{', '.join(map(scalar, expected.open_to))}]")
        return f"{{{', '.join(parts)}}}"

    def _items(self, keys: list[Key]) -> str:
        names = [scalar(key or self.vocabulary.provider_level.id) for key in keys]
        return names[0] if len(names) == 1 else f"[{', '.join(names)}]"


def _list(key: str, entries: list[str]) -> Iterator[str]:
    """A key and its list, on one line where there is room."""
    line = f"    {key}: [{', '.join(entries)}]"
    if entries and len(line) <= WIDTH:
        yield line
    elif entries:
        yield f"    {key}:"
        yield from (f"      - {entry}" for entry in entries)


def _rating(rating: str | None) -> str:
    return scalar(rating or "not rated")
