"""What the columns of a table probably are, by their headings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from dataclasses import replace
from difflib import SequenceMatcher
from fractions import Fraction
from functools import lru_cache
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

NEAR = Fraction(1, 10)
"""What is behind the best by no more than this is its rival."""

SHORTEST, CUT = 30, Fraction(99, 100)
"""How long a heading is at least that may be cut short, and the most that it is alike."""

CASE = (
    "case id",
    "response id",
    "responseid",
    "respondent id",
    "case reference",
    "case ref",
    "case number",
    "case no",
    "reference",
)
PROVIDER = ("provider name", "name of provider", "organisation", "service")
"""How tables usually head the columns that every case file has."""

_OTHERS = re.compile(r"[\W_]+")
_CODE = re.compile(r"[Qq]?\s*([\w.()\[\]-]*\w[)\]]?)[\s:.)]*")


@dataclass(frozen=True)
class Match:
    """What a column probably is; ``alike`` is how much its heading and the words are.

    Without words, the column is what tables usually call so. ``rivals`` are other columns of
    the case file that it is nearly as much like: then it is none for sure. ``sample`` is
    whose question it is, if another sample's.
    """

    target: Target
    words: str
    alike: Fraction
    rivals: tuple[str, ...] = ()
    sample: str = ""

    @property
    def sure(self) -> bool:
        """Whether the heading is a code or a name, or the words themselves."""
        return self.alike == 1


def matches(
    headings: Sequence[str], form: Form, vocabulary: Vocabulary
) -> tuple[Match | None, ...]:
    """What each column probably is; no two are the same, but for those with rivals."""
    known = tuple(_known(form, vocabulary))
    ranked = [_ranked(heading, form, known) for heading in headings]
    found: dict[int, Match] = {}
    taken: set[Target] = set()
    for column, of_heading in enumerate(ranked):
        if of_heading and of_heading[0].sure and of_heading[0].target not in taken:
            found[column] = of_heading[0]
            taken.add(of_heading[0].target)
    rest = {
        column: _contested([match for match in of_heading if match.target not in taken])
        for column, of_heading in enumerate(ranked)
        if column not in found and of_heading and not of_heading[0].sure
    }
    guesses = [(column, match) for column, match in rest.items() if match is not None]
    for column, match in sorted(guesses, key=lambda pair: (-pair[1].alike, pair[0])):
        if match.target not in taken:
            found[column] = match
            if not match.rivals:
                taken.add(match.target)
    return tuple(found.get(column) for column in range(len(headings)))


def _known(form: Form, vocabulary: Vocabulary) -> Iterator[tuple[str, Target]]:
    """Words, and the column that they stand for."""
    yield "case", Target("case", "case")
    yield "provider", Target("provider", "provider")
    yield vocabulary.provider_level.id, Target("provider", "provider")
    for column in form.sample.profile:
        yield column.id, Target("profile", column.id)
        yield column.name, Target("profile", column.id)
    texts = {item.id: item.text for item in vocabulary.items}
    texts |= {each.id: each.text for each in vocabulary.observations}
    for question in (*form.questions, *form.elsewhere):
        text, item = texts[question.id], vocabulary.item_by_id.get(question.id)
        if text is not None:
            yield text.words, Target("question", question.id)
        if item is not None and item.name:
            yield item.name, Target("question", question.id)


def _contested(of_heading: Sequence[Match]) -> Match | None:
    """The best of several matches, and its rivals."""
    if not of_heading:
        return None
    best, *others = of_heading
    near = tuple(each.target.id for each in others if each.alike >= best.alike - NEAR)
    return replace(best, rivals=near)


def _ranked(heading: str, form: Form, known: Sequence[tuple[str, Target]]) -> tuple[Match, ...]:
    """What a heading may mean, the likeliest first, each target once."""
    best: dict[Target, Match] = {}
    for match in _matches(heading, form, known):
        if match.target not in best or best[match.target].alike < match.alike:
            best[match.target] = match
    return tuple(sorted(best.values(), key=lambda match: -match.alike))


def _matches(heading: str, form: Form, known: Sequence[tuple[str, Target]]) -> Iterator[Match]:
    for part in heading.split(" / "):
        code = _CODE.match(part)
        by_code = form.foreign | form.question
        question = None if code is None else by_code.get(canonical(code[1]))
        if question is not None:
            yield _match(question.id, Target("question", question.id), Fraction(1), form)
    parts = dict.fromkeys(map(_plain, (heading, *heading.split(" / "))))
    for words, target in known:
        plain = _plain(words)
        for part in parts:
            alike = max(_alike(part, plain), _cut_short(part, plain))
            if alike >= ALIKE:
                yield _match(words, target, alike, form)
    for part in parts:
        if part in CASE:
            yield Match(Target("case", "case"), "", USUAL)
        if part in PROVIDER:
            yield Match(Target("provider", "provider"), "", USUAL)


def _match(words: str, target: Target, alike: Fraction, form: Form) -> Match:
    others = {question.id: question.sample for question in form.elsewhere}
    sample = others.get(target.id, "") if target.role == "question" else ""
    return Match(target, words, alike, sample=sample)


def _cut_short(heading: str, words: str) -> Fraction:
    """How much a heading is like the beginning of longer words; survey tools cut them."""
    if not SHORTEST <= len(heading) < len(words):
        return Fraction(0)
    return min(_alike(heading, words[: len(heading)].rstrip()), CUT)


@lru_cache(maxsize=1 << 16)  # the rows that may be a header are looked at twice
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
