"""What can be wrong with the words and signs of a line."""

from __future__ import annotations

import unicodedata
from typing import ClassVar

from engine.diagnostics import Finding
from engine.diagnostics import Label
from engine.diagnostics import Place
from engine.rules.portions import without_sign


class UnclosedQuotation(Finding):
    """A quotation mark that is not closed in its line."""

    text: str
    code: ClassVar[str] = "R103"

    @property
    def message(self) -> str:
        return "this quotation mark is not closed"

    @property
    def help(self) -> str:
        return "close it at the end of the name, in the same line"


class CitationNotLast(Finding):
    """Words after a citation."""

    citation: str
    code: ClassVar[str] = "R108"

    @property
    def message(self) -> str:
        return f'the source "[{self.citation}]" is not at the end of its line'

    @property
    def help(self) -> str:
        return "move it to the end; only a comment may follow it"


class ForbiddenCharacter(Finding):
    """A character that cannot stand in a rules file, or not where it does."""

    character: str
    code: ClassVar[str] = "R109"

    @property
    def message(self) -> str:
        if self.character.isprintable() and not self.character.isspace():
            return f'the character "{self.character}" cannot stand here'
        name = unicodedata.name(self.character, "a control character").lower()
        return f"an invisible character stands here: {name} (U+{ord(self.character):04X})"

    @property
    def help(self) -> str:
        if self.character.isprintable() and not self.character.isspace():
            return "take it out, or put the whole name in quotation marks"
        return "delete it; it may have come with text that was pasted in"


class Parentheses(Finding):
    """Brackets around a part of a clause."""

    character: str
    code: ClassVar[str] = "R119"

    @property
    def message(self) -> str:
        return f'rules have no parentheses: "{self.character}"'

    @property
    def help(self) -> str:
        return (
            "write a line for each case, or give the inner part a rule of its own; "
            "if it is part of a name, use quotation marks"
        )


class Symbol(Finding):
    """A sign of arithmetic or comparison."""

    symbol: str
    code: ClassVar[str] = "R120"

    @property
    def message(self) -> str:
        return f'rules are written in words: "{self.symbol}" is not one'

    @property
    def help(self) -> str:
        words = {
            ">=": "at least",
            "≥": "at least",
            "<=": "at most",
            "≤": "at most",
            ">": "more than",
            "<": "fewer than",
            "=": "is",
            "==": "is",
        }
        following = self.place.text[self.place.column - 1 + len(self.symbol) :].lstrip()
        if self.symbol in {">", "<"} and following[:1].isalpha():
            return f'write "is {"better" if self.symbol == ">" else "worse"} than"'
        if self.symbol in words:
            return f'write "{words[self.symbol]}"'
        if self.symbol == "%":
            return without_sign(self.place.text, self.place.column)
        if self.symbol in {"+", "-"} and "banded by" in self.place.text:
            word = "plus" if self.symbol == "+" else "minus"
            return f'to change a score, write a line below it: "{word} …"'
        return "weights and sums stand in framework.yaml; in a name, use quotation marks"


class UnclosedCitation(Finding):
    """A citation without its closing bracket."""

    text: str
    code: ClassVar[str] = "R131"

    @property
    def message(self) -> str:
        return "this source is not closed"

    @property
    def help(self) -> str:
        return (
            f'write "[{self.text}]"' if self.text else 'name the source and close it with "]"'
        )


class EmptyCitation(Finding):
    """Brackets that name no source."""

    code: ClassVar[str] = "R132"

    @property
    def message(self) -> str:
        return "these brackets name no source"

    @property
    def help(self) -> str:
        return "write the id of a source between them, or take them out"


class EmptyName(Finding):
    """Quotation marks with nothing between them."""

    code: ClassVar[str] = "R133"

    @property
    def message(self) -> str:
        return "there is no name between these quotation marks"

    @property
    def help(self) -> str:
        return "write the name between them"


class OtherQuotationMarks(Finding):
    """Quotation marks of another kind, as word processors write them."""

    character: str
    code: ClassVar[str] = "R134"

    @property
    def message(self) -> str:
        return f"names stand in straight double quotation marks, not {self.character}"

    @property
    def help(self) -> str:
        return 'write " on both sides of the name'


class EndMark(Finding):
    """A full stop, or another mark that ends sentences."""

    character: str
    code: ClassVar[str] = "R135"

    @property
    def message(self) -> str:
        return f'lines have no "{self.character}"'

    @property
    def help(self) -> str:
        return "take it out, or put the name that it belongs to in quotation marks"


class SecondCitation(Finding):
    """Two citations in one line."""

    first: Place
    first_text: str
    second_text: str
    code: ClassVar[str] = "R136"

    @property
    def message(self) -> str:
        return "a line has one pair of brackets for its sources"

    @property
    def help(self) -> str:
        return f'write both in one: "[{self.first_text}, {self.second_text}]"'

    @property
    def labels(self) -> tuple[Label, ...]:
        return (Label(self.first), Label(self.place))


class LongNumber(Finding):
    """A number with more digits than any count has."""

    code: ClassVar[str] = "R137"

    @property
    def message(self) -> str:
        return "this number is too long"

    @property
    def help(self) -> str:
        return "write a number of at most nine digits"
