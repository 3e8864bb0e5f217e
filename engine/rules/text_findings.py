"""What can be wrong with the text of a rules file, before any name is looked up."""

from __future__ import annotations

from typing import ClassVar

from engine.diagnostics import Finding
from engine.diagnostics import Label
from engine.diagnostics.words import listed

BELOW = {"fewer than", "less than", "below", "worse than"}
"""What is said of a number, or of a rating, that is lower than another."""


class NumberExpected(Finding):
    """A number in words, or no number, where the text needs one in digits."""

    found: str
    suggestion: str
    code: ClassVar[str] = "R101"
    percentage: str = ""

    @property
    def message(self) -> str:
        return "expected a number"

    @property
    def help(self) -> str:
        if self.percentage:
            return f'write a number, or "{self.percentage}"'
        return f'write numbers as digits: "{self.suggestion}"'

    @property
    def labels(self) -> tuple[Label, ...]:
        return (Label(self.place, f'"{self.found}"' if self.found else ""),)


class Unexpected(Finding):
    """A word that cannot stand where it does, or a line that ends too early."""

    found: str
    expected: tuple[str, ...]
    advice: str
    code: ClassVar[str] = "R102"

    @property
    def message(self) -> str:
        if not self.expected:
            return f'"{self.found}" cannot stand here'
        expected = listed(self.expected, "or")
        if not self.found:
            return f"the line ends too early: expected {expected}"
        return f'expected {expected}, not "{self.found}"'

    @property
    def help(self) -> str:
        return self.advice


class ReservedInName(Finding):
    """A rule word inside a name without quotation marks."""

    word: str
    before: str
    name: str
    after: str = ""
    code: ClassVar[str] = "R104"

    @property
    def message(self) -> str:
        if self.word == ",":
            return "a comma parts two names, so this name needs quotation marks"
        return f'"{self.word}" is a rule word, so this name needs quotation marks'

    @property
    def help(self) -> str:
        before = f"{self.before} " if self.before else ""
        return f'write {before}"{self.name}"{self.after}'


class ColonMissing(Finding):
    """A "rate" line without its colon."""

    suggestion: str
    code: ClassVar[str] = "R105"

    @property
    def message(self) -> str:
        return 'a "rate" line ends with a colon'

    @property
    def help(self) -> str:
        return f"write {self.suggestion}"


class WholeNumberExpected(Finding):
    """A fraction where things are counted, or grades; ``points`` begins what adds points."""

    found: str
    points: str = ""
    code: ClassVar[str] = "R111"

    @property
    def message(self) -> str:
        return f'expected a whole number, not "{self.found}"'

    @property
    def help(self) -> str:
        if self.points:
            line = f'"{self.points} {self.found} if …"'
            return f"a rating moves by whole grades; to change a score, write {line} below it"
        return "things are counted here; write a whole number such as 2"


class NumberAsName(Finding):
    """A code, or a name that begins with a number, without quotation marks."""

    number: str
    name: str
    code: ClassVar[str] = "R112"

    @property
    def message(self) -> str:
        return f'"{self.number}" is read as a number, so this name needs quotation marks'

    @property
    def help(self) -> str:
        return f'write "{self.name}" with the quotation marks'


class ReservedForLater(Finding):
    """A word that the language keeps for later."""

    word: str
    code: ClassVar[str] = "R113"

    @property
    def message(self) -> str:
        return f'"{self.word}" is kept for later and cannot be used yet'

    @property
    def help(self) -> str:
        return {
            "unless": (
                'write "if not …" of a yes or no, and turn any other condition round; if it '
                "is part of a name, use quotation marks"
            ),
            "provided": 'write "if …"; if it is part of a name, use quotation marks',
        }.get(
            self.word, "declare the older rating as an input in framework.yaml, and name that"
        )


class OrBetweenConditions(Finding):
    """The word "or" between conditions, which two lines say better.

    ``both`` says that the two would count twice where both conditions hold.
    """

    lines: tuple[str, ...]
    code: ClassVar[str] = "R114"
    both: bool = False

    @property
    def message(self) -> str:
        return '"or" joins ratings, not conditions'

    @property
    def help(self) -> str:
        if not self.lines:
            only = ", the second only where the first does not hold: both would count"
            return f"write a line for each condition{only if self.both else ''}"
        return "write a line for each: " + " and ".join(f'"{line}"' for line in self.lines)


class NearPhrase(Finding):
    """Words that are nearly a phrase of the language."""

    found: str
    meant: str
    code: ClassVar[str] = "R115"

    @property
    def message(self) -> str:
        return f'"{self.found}" is not a phrase of the rules'

    @property
    def help(self) -> str:
        return f'did you mean "{self.meant}"?'


class RatingAsNumber(Finding):
    """A rating compared in words that are for numbers, or for two items."""

    words: str
    grade: str
    code: ClassVar[str] = "R139"
    relation: str = ""

    @property
    def message(self) -> str:
        if self.words in {"better than", "worse than", "the same as"}:
            return f'"{self.words}" compares two items by name, and "{self.grade}" is none'
        if self.words in {"above", "below"}:
            return f'"{self.words}" is for limits, and ratings are compared otherwise'
        return f'"{self.words}" is for numbers, and ratings are compared otherwise'

    @property
    def help(self) -> str:
        if self.words == "at least":
            return f'write "{self.grade} or better"'
        if self.words == "at most":
            return f'write "{self.grade} or worse"'
        if self.words in {"exactly", "the same as"}:
            return f'write "{self.grade}"'
        way = "worse" if self.words in BELOW else "better"
        side = "below" if self.words in BELOW else "above"
        rating = f'write "… or {way}" with the rating just {side} "{self.grade}"'
        compares = self.words in {"better than", "worse than", "above", "below"}
        if self.grade.isdecimal() and compares:
            more = "less than" if self.words in BELOW else "more than"
            return f'{rating}; of a number, write "{more} {self.grade}"'
        if self.relation:
            return f'{rating}; if it is an item, write "{self.relation} {self.grade}"'
        return rating


class SubjectMissing(Finding):
    """A condition that does not name what it is about."""

    suggestion: str
    code: ClassVar[str] = "R140"

    @property
    def message(self) -> str:
        return "each condition names what it is about"

    @property
    def help(self) -> str:
        return f'write "{self.suggestion}"'


class CommaMissing(Finding):
    """No comma before "banded by"."""

    suggestion: str
    code: ClassVar[str] = "R116"

    @property
    def message(self) -> str:
        return 'expected a comma before "banded by"'

    @property
    def help(self) -> str:
        return f'write "{self.suggestion}"'


class BandsMissing(Finding):
    """A measure that is never turned into a rating."""

    measure: str
    code: ClassVar[str] = "R117"

    @property
    def message(self) -> str:
        return f'"{self.measure}" measures something, and does not say which rating that is'

    @property
    def help(self) -> str:
        return 'add ", banded by" and the name of the bands that framework.yaml declares'


class StrayColon(Finding):
    """A colon that does not end a "rate" line."""

    code: ClassVar[str] = "R118"

    @property
    def message(self) -> str:
        return 'a colon stands only at the end of a "rate" line'

    @property
    def help(self) -> str:
        return "take the colon out; if it is part of a name, use quotation marks"


class ConditionFirst(Finding):
    """A clause that begins with its condition."""

    suggestion: str
    code: ClassVar[str] = "R121"

    @property
    def message(self) -> str:
        return 'a line says first what it does, and then "if"'

    @property
    def help(self) -> str:
        return f'write "{self.suggestion}"'


class NotAClause(Finding):
    """A line that begins with no phrase of the language."""

    found: str
    code: ClassVar[str] = "R122"
    meant: str = ""

    @property
    def message(self) -> str:
        return f'"{self.found}" is not a clause'

    @property
    def help(self) -> str:
        if self.meant:
            return f'write "{self.meant}"'
        return (
            'begin with a phrase such as "judged by", "lowest of", "at most" or "up"; '
            'in a choice, go on with "if" or "otherwise"'
        )


class NoRules(Finding):
    """A rules file without a rule."""

    code: ClassVar[str] = "R123"

    @property
    def message(self) -> str:
        return "this file has no rule"

    @property
    def help(self) -> str:
        return 'begin one with "rate …:"'


class TooLarge(Finding):
    """A file too large to be somebody's rules."""

    size: int
    limit: int
    code: ClassVar[str] = "R124"

    @property
    def message(self) -> str:
        return f"this file is too large for a rules file: {self.size:,} characters"

    @property
    def help(self) -> str:
        return f"a rules file has at most {self.limit:,}; is this the right file?"


class NotUtf8(Finding):
    """A file that is not UTF-8 text."""

    code: ClassVar[str] = "R125"

    @property
    def message(self) -> str:
        return "this file is not UTF-8 text"

    @property
    def help(self) -> str:
        return "save it as UTF-8, from a text editor"


class ClauseOnRuleLine(Finding):
    """A clause in the line of its rule."""

    clause: str
    code: ClassVar[str] = "R130"

    @property
    def message(self) -> str:
        return "every clause has a line of its own"

    @property
    def help(self) -> str:
        return f'begin a new line after the colon: "{self.clause}"'


class NotFormatted(Finding):
    """A file whose formatted text would mean something else."""

    code: ClassVar[str] = "R138"

    @property
    def message(self) -> str:
        return "this line would read differently after formatting, so nothing was changed"

    @property
    def help(self) -> str:
        return "put the names in this line in quotation marks"
