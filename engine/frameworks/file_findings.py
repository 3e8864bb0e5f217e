"""What can be wrong with a file before anybody asks what it means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.diagnostics import Finding
from engine.diagnostics import Label
from engine.diagnostics import Severity

if TYPE_CHECKING:
    from engine.diagnostics import Place


class Unreadable(Finding):
    """A file that is not there, or that may not be read."""

    code = "F001"

    @property
    def message(self) -> str:
        """What is wrong."""
        return "this file is not there, or may not be read"

    @property
    def help(self) -> str:
        """What to do."""
        return "check the name, and that you may read the file"


class NotUtf8(Finding):
    """A file in another encoding."""

    code = "F002"

    @property
    def message(self) -> str:
        """What is wrong."""
        return "this file is not UTF-8 text"

    @property
    def help(self) -> str:
        """What to do."""
        return 'save the file again with the encoding "UTF-8"'


class EmptyFile(Finding):
    """A file with nothing in it, or nothing but comments."""

    code = "F003"

    @property
    def message(self) -> str:
        """What is wrong."""
        return "this file is empty"

    @property
    def help(self) -> str:
        """What to do."""
        return "write what belongs in it, or delete the file"


class TooLarge(Finding):
    """A file far larger than anybody writes."""

    limit: int

    code = "F004"

    @property
    def message(self) -> str:
        """What is wrong."""
        return f"this file is larger than {self.limit // 1_000_000} million characters"

    @property
    def help(self) -> str:
        """What to do."""
        return "divide it into several files, such as one for each domain"


class TooDeep(Finding):
    """Brackets or indentation nested beyond reason."""

    limit: int

    code = "F005"

    @property
    def message(self) -> str:
        """What is wrong."""
        return f"this is nested more than {self.limit} levels deep"

    @property
    def help(self) -> str:
        """What to do."""
        return "look for brackets that were opened by mistake"


class HiddenCharacter(Finding):
    """A character that nobody sees and that changes what others read."""

    character: str

    code = "F006"

    @property
    def message(self) -> str:
        """What is wrong."""
        return f"there is a character here that cannot be seen (U+{ord(self.character):04X})"

    @property
    def help(self) -> str:
        """What to do."""
        return "delete it; if it came with pasted text, type those words again"


class Tab(Finding):
    """A tab where YAML wants spaces."""

    code = "F007"

    @property
    def message(self) -> str:
        """What is wrong."""
        return "there is a tab here, and indentation must be made of spaces"

    @property
    def help(self) -> str:
        """What to do."""
        return "replace the tab by spaces"


class NotYaml(Finding):
    """A mistake of punctuation or indentation."""

    problem: str
    advice: str

    code = "F008"

    @property
    def message(self) -> str:
        """What is wrong."""
        return self.problem

    @property
    def help(self) -> str:
        """What to do."""
        return self.advice


class SecondDocument(Finding):
    """A second document in one file."""

    code = "F009"

    @property
    def message(self) -> str:
        """What is wrong."""
        return "a second document begins here, and a file holds only one"

    @property
    def help(self) -> str:
        """What to do."""
        return 'delete the line "---", or move what follows to a file of its own'


class Alias(Finding):
    """A reference to another part of the file (``&`` or ``*``)."""

    mark: str

    code = "F010"

    @property
    def message(self) -> str:
        """What is wrong."""
        return f'"{self.mark}" refers to another part of the file, which is not allowed'

    @property
    def help(self) -> str:
        """What to do."""
        return "write the words out; put text that begins with & or * in quotation marks"


class Tag(Finding):
    """A tag (``!``)."""

    tag: str

    code = "F011"

    @property
    def message(self) -> str:
        """What is wrong."""
        return f'"{self.tag}" is a tag, and tags are not allowed'

    @property
    def help(self) -> str:
        """What to do."""
        return "delete it; put text that begins with ! in quotation marks"


class MergeKey(Finding):
    """A merge key (``<<``)."""

    code = "F012"

    @property
    def message(self) -> str:
        """What is wrong."""
        return '"<<" takes over another part of the file, which is not allowed'

    @property
    def help(self) -> str:
        """What to do."""
        return "write the keys out"


class KeyNotText(Finding):
    """A list or a mapping where a key belongs, or a key without a name."""

    code = "F013"

    @property
    def message(self) -> str:
        """What is wrong."""
        return "a key must be a word or a few words of text"

    @property
    def help(self) -> str:
        """What to do."""
        return "write the key's name before the colon"


class DuplicateKey(Finding):
    """A key that stands twice in one mapping."""

    key: str
    first: Place

    code = "F014"

    @property
    def message(self) -> str:
        """What is wrong."""
        return f'"{self.key}" is given twice'

    @property
    def help(self) -> str:
        """What to do."""
        return "keep one of them"

    @property
    def labels(self) -> tuple[Label, ...]:
        """Both places."""
        return (Label(self.first, "first given here"), Label(self.place, "given again here"))


class Unread(Finding):
    """A file beside the others whose name keeps it from being read."""

    ending: str

    code = "F015"
    severity = Severity.WARNING
    check = "unread-file"

    @property
    def message(self) -> str:
        """What is wrong."""
        return f'files whose names end in "{self.ending}" are not read'

    @property
    def help(self) -> str:
        """What to do."""
        return 'end the name in ".yaml"'
