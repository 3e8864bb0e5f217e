"""What can be wrong with a round: names, tables, judgements, inputs."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import ClassVar

from engine.diagnostics import Finding
from engine.diagnostics import Label
from engine.diagnostics import Place
from engine.diagnostics.words import a
from engine.diagnostics.words import listed
from engine.diagnostics.words import quoted

if TYPE_CHECKING:
    import datetime


class UnknownName(Finding):
    """A name that nothing has; ``where`` is what should declare it."""

    code: ClassVar[str] = "D120"

    kind: str
    name: str
    where: str
    meant: str | None = None
    choices: tuple[str, ...] = ()

    @property
    def message(self) -> str:
        """Which name."""
        return f'{self.where} has no {self.kind} "{self.name}"'

    @property
    def help(self) -> str:
        """What was probably meant, or what there is."""
        if self.meant is not None:
            return f'did you mean "{self.meant}"?'
        if self.choices:
            return f"write {quoted(self.choices, 'or')}"
        return f"leave it out, or declare the {self.kind} there"


class AmbiguousName(Finding):
    """A name that several things share."""

    code: ClassVar[str] = "D121"

    kind: str
    name: str
    ids: tuple[str, ...]

    @property
    def message(self) -> str:
        """Which name, and whose it is."""
        return f'"{self.name}" is the name of more than one {self.kind}: {listed(self.ids)}'

    @property
    def help(self) -> str:
        """What to write instead."""
        return f"write the {self.kind}'s id: {quoted(self.ids, 'or')}"


class Blank(Finding):
    """Nothing, or only space, where words belong."""

    code: ClassVar[str] = "D122"

    name: str

    @property
    def message(self) -> str:
        """What is blank."""
        return f'"{self.name}" is blank'

    @property
    def help(self) -> str:
        """What to do."""
        return f"fill in the {self.name}"


class UnknownColumn(Finding):
    """A heading that the table does not have."""

    code: ClassVar[str] = "D123"

    heading: str
    known: tuple[str, ...]
    meant: str | None = None

    @property
    def message(self) -> str:
        """Which heading."""
        return f'this table has no column "{self.heading}"'

    @property
    def help(self) -> str:
        """What was probably meant, or what there is."""
        if self.meant is not None:
            return f'did you mean "{self.meant}"?'
        return f"the columns are {', '.join(self.known)}; remove the others"


class DatesUnasked(UnknownColumn):
    """Dates of judgements in a round of a framework that knows of one inspection only."""

    code: ClassVar[str] = "D124"

    @property
    def message(self) -> str:
        """What is not said."""
        return "there are dates, and the framework does not say which judgements count"

    @property
    def help(self) -> str:
        """What to do."""
        both = quoted(("inspections: latest", "inspections: latest of each item"), "or")
        return f"add {both} to framework.yaml; or remove the column"


class NoJudgements(Finding):
    """A round without a table of judgements, though its framework asks for them."""

    code: ClassVar[str] = "D131"

    items: tuple[str, ...]

    @property
    def message(self) -> str:
        """What is missing, and what it would hold."""
        return f"there is no such file, and {listed(self.items)} must be judged"

    @property
    def help(self) -> str:
        """What to do."""
        return 'write it, with the header "provider,item,rating,reason"; or use --partial'


class NotARating(Finding):
    """A rating that the item's scale lacks."""

    code: ClassVar[str] = "D132"

    item: str
    given: str
    choices: tuple[str, ...]
    meant: str | None = None

    @property
    def message(self) -> str:
        """Which rating of which item."""
        return f'"{self.given}" is not a rating of {self.item}'

    @property
    def help(self) -> str:
        """What was probably meant, or what there is."""
        if self.meant is not None:
            return f'did you mean "{self.meant}"?'
        return f"write {quoted(self.choices, 'or')}"


class RatingNotAllowed(NotARating):
    """A rating of the scale that this item cannot have."""

    code: ClassVar[str] = "D133"

    @property
    def message(self) -> str:
        """Which rating of which item."""
        return f'{self.item} cannot be rated "{self.given}"'


class NeedsReason(Finding):
    """A rating that is withheld without saying why."""

    code: ClassVar[str] = "D134"

    item: str

    @property
    def message(self) -> str:
        """Which item."""
        return f"{self.item} is not rated, and no reason is given"

    @property
    def help(self) -> str:
        """What to do."""
        return 'say why in the column "reason"'


class RatedByRule(Finding):
    """A rating by a person of what a rule computes."""

    code: ClassVar[str] = "D135"

    item: str
    given: str
    rule: Place

    @property
    def message(self) -> str:
        """Which item."""
        return f'{self.item} is computed by a rule, so "{self.given}" cannot be recorded'

    @property
    def labels(self) -> tuple[Label, ...]:
        """The row and the rule."""
        return (Label(self.place), Label(self.rule, "this rule rates it"))

    @property
    def help(self) -> str:
        """What is allowed."""
        return 'remove the row, or write "not rated" with a reason; moves go in decisions.yaml'


class NeverRated(Finding):
    """Something that the framework does not rate."""

    code: ClassVar[str] = "D136"

    item: str

    @property
    def message(self) -> str:
        """Which item."""
        return f"{self.item} is not rated in this framework"

    @property
    def help(self) -> str:
        """What to do."""
        return "remove it, or name an item that has a rule in ratings.rules"


class DoesNotApply(Finding):
    """An item that the provider's type does not have."""

    code: ClassVar[str] = "D137"

    item: str
    provider: str
    type: str

    @property
    def message(self) -> str:
        """Which item and whose type."""
        return f'{self.item} does not apply to {self.provider}, whose type is "{self.type}"'

    @property
    def help(self) -> str:
        """What to do."""
        return "remove it, or correct the provider or its type"


class OnlyAsAWhole(DoesNotApply):
    """An item of something that is rated only from the ratings below it."""

    code: ClassVar[str] = "D142"

    @property
    def message(self) -> str:
        """Which item of what."""
        return f"{self.item} does not apply to {self.provider}, {a(self.type)}"

    @property
    def help(self) -> str:
        """What to do."""
        return f'remove it, or write "{self.type}" for its whole rating'


class OtherLevel(Finding):
    """The name of a level for something that is of another level."""

    code: ClassVar[str] = "D140"

    given: str
    provider: str
    level: str

    @property
    def message(self) -> str:
        """Which name of what."""
        return f'"{self.given}" is not what {self.provider} is: it is {a(self.level)}'

    @property
    def help(self) -> str:
        """What to write."""
        return f'write "{self.level}" for the rating of {self.provider} as a whole'


class Repeated(Finding):
    """The same thing said twice of the same provider."""

    code: ClassVar[str] = "D138"

    what: str
    first: Place

    @property
    def message(self) -> str:
        """What is repeated, and both rows."""
        return f"{self.what} stands twice (rows {self.first.line} and {self.place.line})"

    @property
    def labels(self) -> tuple[Label, ...]:
        """Both places."""
        return (Label(self.first, "first here"), Label(self.place, "and again here"))

    @property
    def help(self) -> str:
        """What to do."""
        return "keep one of them"


class NoRatingRecorded(Finding):
    """Judged items of a provider without a judgement."""

    code: ClassVar[str] = "D139"

    provider: str
    items: tuple[str, ...]

    @property
    def message(self) -> str:
        """Which items of which provider."""
        return f"no rating is recorded for {listed(self.items)} of {self.provider}"

    @property
    def help(self) -> str:
        """What to do."""
        return 'add a row for each, "not rated" with a reason if need be; or use --partial'


class NotAtTheLatest(NoRatingRecorded):
    """Judged items without a judgement at the inspection that alone counts."""

    code: ClassVar[str] = "D143"

    date: datetime.date

    @property
    def message(self) -> str:
        """Which items of which provider, and when it was inspected."""
        found = f"no rating is recorded for {listed(self.items)} of {self.provider}"
        return f"{found} at its latest inspection, on {self.date}"

    @property
    def help(self) -> str:
        """What to do."""
        return (
            "add a row with that date for each; or, if older ratings stand, let the framework "
            'say "inspections: latest of each item"'
        )


class NotADate(Finding):
    """A date that is not one, or is written otherwise."""

    code: ClassVar[str] = "D141"

    given: str

    @property
    def message(self) -> str:
        """What was written."""
        return f'"{self.given}" is not a date'

    @property
    def help(self) -> str:
        """How to write one."""
        return "write year-month-day, such as 2026-03-02"


class NotAValue(Finding):
    """A value that an input cannot have."""

    code: ClassVar[str] = "D151"

    input: str
    given: str
    choices: tuple[str, ...]

    @property
    def message(self) -> str:
        """Which value of which input."""
        return f'"{self.given}" is not a value of "{self.input}"'

    @property
    def help(self) -> str:
        """What is allowed."""
        if self.choices:
            return f"write {quoted(self.choices, 'or')}"
        return "write a number in digits, such as 12, 2.5 or 1/2, without thousands commas"


class NoValue(Finding):
    """Inputs of which nothing is known for a provider."""

    code: ClassVar[str] = "D152"

    provider: str
    inputs: tuple[str, ...]

    @property
    def message(self) -> str:
        """Which inputs of which provider."""
        return f"no value is given for {quoted(self.inputs)} of {self.provider}"

    @property
    def help(self) -> str:
        """Where a value may come from."""
        return 'add rows to inputs.csv, or an entry under "assume" in round.yaml'
