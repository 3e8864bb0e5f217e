"""What one line of an example says of one item: a rating, answers, an expectation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from engine.assurance.examples import findings as found
from engine.assurance.examples.example import Expected
from engine.frameworks.names import folded
from engine.rules import typed
from engine.rules.places import words

if TYPE_CHECKING:
    from collections.abc import Mapping as Mapped

    from engine.assurance.examples.example import Key
    from engine.assurance.examples.subjects import Subjects
    from engine.diagnostics import Finding
    from engine.diagnostics import Place
    from engine.frameworks.model import Scale
    from engine.frameworks.nodes import Mapping
    from engine.frameworks.nodes import Scalar
    from engine.rules import tree

NOT_RATED = "not rated"
_COUNT = re.compile(r"([0-9]{1,12})\s+(\S.*)", re.DOTALL)
_CITATION = re.compile(r"\s*\[[^\]]*\]$")


@dataclass(frozen=True)
class Lines:
    """Reads lines about things that a framework rates.

    What is wrong goes to ``findings``; what is given back then means nothing.
    """

    subjects: Subjects
    findings: list[Finding]

    def fits(self, kind: str, key: Key) -> bool:
        """Whether a list of an example can say anything of an item."""
        rule = self.subjects.rule(key)
        match kind:
            case "judged":
                return isinstance(rule.base, typed.Judged)
            case "counts":
                return _answers(rule) is not None
            case "decided":
                return rule.allow is not None
            case _:
                return True

    def rating(self, line: Mapping, key: Key) -> str | None:
        """The rating of an item; None is not rated."""
        written = _needed(line, "rating")
        if folded(written.text) == NOT_RATED:
            return None
        return self._grade(written, key, (NOT_RATED,))

    def judged(self, line: Mapping, key: Key) -> str | None:
        """The rating that somebody gave; None where it was withheld."""
        if not self.fits("judged", key):
            self._refuse(found.NotJudged, line.place_of("item"), key)
        return self.rating(line, key)

    def decided(self, line: Mapping, key: Key) -> str:
        """The grade that a rating was moved to."""
        if not self.fits("decided", key):
            self._refuse(found.NoMove, line.place_of("item"), key)
        return self._grade(_needed(line, "rating"), key)

    def counts(self, line: Mapping, key: Key) -> Mapped[str, int]:
        """How often each answer was given; those that leave the percentage are left out."""
        scale = _answers(self.subjects.rule(key))
        if scale is None:
            self._refuse(found.NothingCounts, line.place_of("item"), key)
            return {}
        answers: dict[str, int] = {}
        for written in line.scalars("answers"):
            answer, number = self._count(written, scale, key)
            if answer in answers:
                what = f'"{answer}" is counted'
                self.findings.append(found.SaidTwice(written.place, what, line.place))
            answers[answer] = number
        return {answer: n for answer, n in answers.items() if answer in scale}

    def expected(self, line: Mapping, key: Key) -> Expected:
        """The rating that the rules should give, and how."""
        return Expected(
            key,
            self.rating(line, key),
            self._score(line, key),
            self._line(line, key),
            self._open_to(line, key),
            {key: entry.value.place for key, entry in line.entries.items()},
        )

    def _grade(self, written: Scalar, key: Key, extra: tuple[str, ...] = ()) -> str:
        """The grade that a name means, on the scale of an item."""
        allowed = self.subjects.allowed(key)
        grade = self.subjects.scope.grade(self.subjects.rule(key).scale, written.text)
        if grade is not None and grade in allowed:
            return grade
        what, choices = self.subjects.words(key), (*allowed, *extra)
        self.findings.append(found.NotARating(written.place, what, written.text, choices))
        return ""

    def _count(self, written: Scalar, scale: Scale, key: Key) -> tuple[str, int]:
        """An answer, and how often it was given."""
        count = _COUNT.fullmatch(written.text)
        if count is not None:
            excluded = {folded(answer): answer for answer in scale.excluded}
            answer = self.subjects.scope.grade(scale, count[2]) or excluded.get(
                folded(count[2])
            )
            if answer is not None:
                return answer, int(count[1])
        answers = (*(grade.id for grade in reversed(scale.grades)), *scale.excluded)
        what = self.subjects.words(key)
        self.findings.append(found.NotACount(written.place, what, written.text, answers))
        return written.text, 0

    def _score(self, line: Mapping, key: Key) -> Fraction | None:
        written = line.scalar("score")
        if written is None:
            return None
        base = self.subjects.rule(key).base
        if not (isinstance(base, typed.Banded) and base.scored):
            self._refuse(found.NoScore, written.place, key)
        return Fraction(written.text)

    def _line(self, line: Mapping, key: Key) -> tree.Clause | None:
        """The clause that is written, or of which the beginning is."""
        written = line.scalar("line")
        if written is None:
            return None
        wanted = folded(_CITATION.sub("", written.text))
        clauses = typed.clauses_of(self.subjects.rule(key))
        alike = [clause for clause in clauses if folded(words(clause)).startswith(wanted)]
        same = [clause for clause in alike if folded(words(clause)) == wanted]
        if len(same or alike) == 1:
            return (same or alike)[0]
        what = self.subjects.words(key)
        lines = tuple(words(clause) for clause in alike or clauses)
        several = bool(alike)
        self.findings.append(
            found.NoSuchLine(written.place, what, written.text, lines, several)
        )
        return None

    def _open_to(self, line: Mapping, key: Key) -> tuple[str, ...] | None:
        if line.get("open_to") is None:
            return None
        if not self.fits("decided", key):
            self._refuse(found.NoMove, line.place_of("open_to"), key)
        grades = {self._grade(written, key) for written in line.scalars("open_to")}
        order = (grade.id for grade in self.subjects.rule(key).scale.grades)
        return tuple(grade for grade in order if grade in grades)

    def _refuse(self, kind: type[found.Refused], place: Place, key: Key) -> None:
        what, rule = self.subjects.words(key), self.subjects.rule(key)
        self.findings.append(kind(place, what, rule.tree.place))


def _needed(line: Mapping, key: str) -> Scalar:
    written = line.scalar(key)
    assert written is not None
    return written


def _answers(rule: typed.Rule) -> Scale | None:
    """The scale of the answers that a rule counts, if it counts any."""
    measures = typed.measures_of(rule)
    return next((m.scale for m in measures if isinstance(m, typed.Share)), None)
