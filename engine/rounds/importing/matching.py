"""What the columns of a table probably are, by their headings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from fractions import Fraction
from typing import TYPE_CHECKING

from engine.frameworks.names import canonical
from engine.rounds.importing.mapping import Target

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from engine.cases.questions import Form
    from engine.frameworks.model import Vocabulary

ALIKE = Fraction(3, 5)
"""From here on two wordings are alike enough for a guess; difflib's measure."""

USUAL = Fraction(9, 10)
"""How sure it is that a column is what tables usually call it."""

CASE = ("case id", "case reference", "case ref", "case number", "case no", "reference")
PROVIDER = ("provider name", "name of provider", "organisation", "service")
"""How tables usually head the columns that every case file has."""

_OTHERS = re.compile(r"[^\w]+")
_CODE = re.compile(r"[Qq]?\s*([\w.()\[\]-]*\w[)\]]?)[\s:.)]*")


@dataclass(frozen=True)
class Match:
    """What a column probably is; ``alike`` is how much its heading and the words are.

    Without words, the heading is one that tables usually have.
    """

    target: Target
    words: str
    alike: Fraction

    @property
    def sure(self) -> bool:
        """Whether the heading is a code or a name, or the words themselves."""
        return self.alike == 1


def matches(
    headings: Sequence[str], form: Form, vocabulary: Vocabulary
) -> tuple[Match | None, ...]:
    """What each column probably is; no two are the same."""
    known = tuple(_known(form, vocabulary))
    found: dict[int, Match] = {}
    pairs = [(n, match) for n, h in enumerate(headings) for match in _matches(h, form, known)]
    taken: set[Target] = set()
    for column, match in sorted(pairs, key=lambda pair: (-pair[1].alike, pair[0])):
        if column not in found and match.target not in taken:
            found[column] = match
            taken.add(match.target)
    return tuple(found.get(column) for column in range(len(headings)))


def foreign(heading: str, form: Form) -> str:
    """The sample whose question a heading begins with the code of, if it is another's."""
    code = _CODE.match(heading)
    found = None if code is None else form.foreign.get(canonical(code[1]))
    return "" if found is None else found.sample


def _known(form: Form, vocabulary: Vocabulary) -> Iterator[tuple[str, Target]]:
    """Words, and the column that they stand for."""
    yield "case", Target("case", "case")
    yield "provider", Target("provider", "provider")
    yield vocabulary.provider_level.id, Target("provider", "provider")
    for column in form.sample.profile:
        yield column.id.replace("_", " "), Target("profile", column.id)
        yield column.name, Target("profile", column.id)
    texts = {item.id: item.text for item in vocabulary.items}
    texts |= {each.id: each.text for each in vocabulary.observations}
    for question in form.questions:
        text, item = texts[question.id], vocabulary.item_by_id.get(question.id)
        if text is not None:
            yield text.words, Target("question", question.id)
        if item is not None and item.name:
            yield item.name, Target("question", question.id)


def _matches(heading: str, form: Form, known: Sequence[tuple[str, Target]]) -> Iterator[Match]:
    for part in heading.split(" / "):
        code = _CODE.match(part)
        question = None if code is None else form.question.get(canonical(code[1]))
        if question is not None:
            yield Match(Target("question", question.id), question.id, Fraction(1))
    parts = dict.fromkeys(map(_plain, (heading, *heading.split(" / "))))
    for words, target in known:
        plain = _plain(words)
        for part in parts:
            alike = _alike(part, plain)
            if alike >= ALIKE:
                yield Match(target, words, alike)
    for part in parts:
        if part in CASE:
            yield Match(Target("case", "case"), "", USUAL)
        if part in PROVIDER:
            yield Match(Target("provider", "provider"), "", USUAL)


def _alike(one: str, other: str) -> Fraction:
    """How much two wordings are alike, from 0 to 1; 1 only if they are the same."""
    if one == other:
        return Fraction(1)
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return Fraction(0)
    same = sum(block.size for block in matcher.get_matching_blocks())
    return Fraction(2 * same, len(one) + len(other))


def _plain(words: str) -> str:
    """Words without regard to capitals and to all that is between them."""
    return _OTHERS.sub(" ", words.lower()).strip()
