"""What can be wrong with the types in rules."""

from __future__ import annotations

from typing import ClassVar

from engine.diagnostics import Finding
from engine.diagnostics import Label
from engine.diagnostics import Place
from engine.diagnostics import Severity
from engine.diagnostics.words import a
from engine.diagnostics.words import listed
from engine.diagnostics.words import quoted


class OtherScale(Finding):
    """A rating of one scale where another scale's belongs."""

    code: ClassVar[str] = "R301"
    what: str
    scale: str
    wanted: str

    @property
    def message(self) -> str:
        return f'{self.what} is on the scale "{self.scale}", this needs "{self.wanted}"'

    @property
    def help(self) -> str:
        return f'use something that is rated on the scale "{self.wanted}"'


class OutOfScope(Finding):
    """A rule that looks at things that are not below what it rates.

    ``head_of`` begins a rule that would let it, where there may be one.
    """

    code: ClassVar[str] = "R302"
    level: str
    plural: str
    looked_at: str
    where: str
    head: Place
    usable: tuple[str, ...]
    answers: str | None
    head_of: str = ""

    @property
    def message(self) -> str:
        return f"a rule for {a(self.level)} cannot look at {self.looked_at}"

    @property
    def labels(self) -> tuple[Label, ...]:
        return (
            Label(self.head, f"this rates {a(self.level)}"),
            Label(self.place, f"{self.looked_at} are {self.where} {self.plural}"),
        )

    @property
    def help(self) -> str:
        things = f": {listed(self.usable)}" if self.usable else ""
        own = f"{a(self.level)}'s {self.answers}, or things below it," if self.answers else ""
        return f"only {own or 'things below it'} can be used here{things}"


class InsideProviders(OutOfScope):
    """A rule for something above providers that looks at what is inside them."""

    @property
    def labels(self) -> tuple[Label, ...]:
        return (
            Label(self.head, f"this rates {a(self.level)}"),
            Label(self.place, f"{self.looked_at} are inside {self.where}"),
        )

    @property
    def help(self) -> str:
        usable = f"use the ratings of {listed(self.usable)}" if self.usable else ""
        rule = f'rate these there too, by a rule that begins "{self.head_of}"'
        return f"{usable}; or {rule}" if usable else rule


class NotRatedThere(OutOfScope):
    """A rule for an item of something that looks at what has no such item rated."""

    @property
    def labels(self) -> tuple[Label, ...]:
        return (
            Label(self.head, f"this rates {a(self.level)}"),
            Label(self.place, f"of {self.looked_at} no {self.where} is rated"),
        )

    @property
    def help(self) -> str:
        usable = f"look at {listed(self.usable, 'or')} instead, or " if self.usable else ""
        return f'{usable}add a rule that begins "{self.head_of}"'


class AbsenceNotAbsorbed(Finding):
    """Children that may be not rated, and nothing said about what happens then."""

    code: ClassVar[str] = "R303"
    child: str
    level: str
    origin: Place
    why: str
    choices: tuple[str, ...]

    @property
    def message(self) -> str:
        return f"{a(self.child)} may be not rated; say what the {self.level} should do then"

    @property
    def labels(self) -> tuple[Label, ...]:
        return (Label(self.place), Label(self.origin, self.why))

    @property
    def help(self) -> str:
        return f"add one of: {' | '.join(self.choices)}"


class BandsOfAnother(Finding):
    """Bands for one measure used for another."""

    code: ClassVar[str] = "R304"
    bands: str
    measure: str
    wanted: str
    declared: Place
    choices: tuple[str, ...]

    @property
    def message(self) -> str:
        return f'"{self.bands}" are for {a(self.measure)}, this is {a(self.wanted)}'

    @property
    def labels(self) -> tuple[Label, ...]:
        why = f'"{self.bands}" declared here, of: {self.measure}'
        return (Label(self.place), Label(self.declared, why))

    @property
    def help(self) -> str:
        if self.choices:
            return f"bands for {a(self.wanted)}: {quoted(self.choices, 'or')}"
        return f"declare bands for {a(self.wanted)} in framework.yaml"


class AddedToPercentage(Finding):
    """Points that are added to a percentage or a number of things."""

    code: ClassVar[str] = "R325"

    @property
    def message(self) -> str:
        return "points are added to scores, and to inputs that are numbers, not to what counts"

    @property
    def help(self) -> str:
        return 'give a score and add to that, or change the rating with "up" and "down"'


class NothingSoFar(Finding):
    """The rating so far, where no line has given one."""

    code: ClassVar[str] = "R327"

    @property
    def message(self) -> str:
        return "there is no rating so far where this stands"

    @property
    def help(self) -> str:
        return (
            "ask for it in a line that changes the rating: one that begins with "
            '"up", "down", "at most", "at least" or "not rated"'
        )


class NothingAdded(Finding):
    """Points that are none."""

    code: ClassVar[str] = "R326"

    @property
    def message(self) -> str:
        return "adding 0 changes nothing"

    @property
    def help(self) -> str:
        return "write how many points are added, or remove this line"


class LeansOnOtherwise(Finding):
    """A choice that gives no rating as soon as something that it reads has none."""

    code: ClassVar[str] = "R305"
    severity: ClassVar[Severity] = Severity.NOTE
    check: ClassVar[str] = "unrated-choice"
    child: str
    level: str

    @property
    def message(self) -> str:
        return f"{self.child} may be not rated; then the {self.level} is not rated either"

    @property
    def help(self) -> str:
        return 'to say otherwise, add a line that asks for "not rated"'


class NothingToAbsorb(Finding):
    """Something said about not rated, of children that are never not rated."""

    code: ClassVar[str] = "R306"
    words: str

    @property
    def message(self) -> str:
        return f"{self.words} are never not rated"

    @property
    def help(self) -> str:
        return "remove what is said about not rated"


class WrongAbsence(Finding):
    """``counting`` for ratings, or ``treating`` for scores."""

    code: ClassVar[str] = "R307"
    words: str
    choices: tuple[str, ...]

    @property
    def message(self) -> str:
        return f'"{self.words}" does not go with this'

    @property
    def help(self) -> str:
        return f"write one of: {' | '.join(self.choices)}"


class NoScores(Finding):
    """A sum or mean over a scale whose grades have no scores."""

    code: ClassVar[str] = "R308"
    scale: str
    grades: tuple[str, ...]

    @property
    def message(self) -> str:
        have = "has" if len(self.grades) == 1 else "have"
        return f'on the scale "{self.scale}", {quoted(self.grades)} {have} no score'

    @property
    def help(self) -> str:
        return "give every grade of the scale a score in framework.yaml"


class BelowAllBands(Finding):
    """Bands that begin above the least that a measure can come to."""

    code: ClassVar[str] = "R309"
    bands: str
    least: str
    declared: Place

    @property
    def message(self) -> str:
        return f'"{self.bands}" have no rating for {self.least}, the least that this can be'

    @property
    def labels(self) -> tuple[Label, ...]:
        return (Label(self.place), Label(self.declared, f'"{self.bands}" declared here'))

    @property
    def help(self) -> str:
        return f'begin the lowest band with "from: {self.least}" or below'


class NoMaximum(Finding):
    """A percentage of the maximum score where that maximum is not above 0."""

    code: ClassVar[str] = "R319"
    scale: str

    @property
    def message(self) -> str:
        return f'on the scale "{self.scale}", no grade has a score above 0'

    @property
    def help(self) -> str:
        return "give the highest grade of the scale a score above 0 in framework.yaml"


class WindowWithoutBoundary(Finding):
    """Discretion near a boundary, where there is no boundary."""

    code: ClassVar[str] = "R310"

    @property
    def message(self) -> str:
        return "there is no boundary here to be near to"

    @property
    def help(self) -> str:
        return (
            'put the line directly under a percentage "banded by …", or leave out "if within …"'
        )


class TwoAllowances(Finding):
    """A rule that grants discretion in two places."""

    code: ClassVar[str] = "R311"
    other: Place

    @property
    def message(self) -> str:
        return "a rule can allow a move in one place only"

    @property
    def labels(self) -> tuple[Label, ...]:
        return (Label(self.other, "allowed here"), Label(self.place, "and here"))

    @property
    def help(self) -> str:
        return "leave one of the lines out"


class WrongUnit(Finding):
    """A window counted in something that the measure does not count."""

    code: ClassVar[str] = "R312"
    name: str
    unit: str

    @property
    def message(self) -> str:
        return f'this measure does not count "{self.name}"'

    @property
    def help(self) -> str:
        return f'write "{self.unit}"'


class HowMany(Finding):
    """A collection in a condition without saying how many of it."""

    code: ClassVar[str] = "R313"
    name: str

    @property
    def message(self) -> str:
        return f"say how many {self.name}"

    @property
    def help(self) -> str:
        return f'for example "all {self.name} are …" or "at least 2 {self.name} are …"'


class IsWhat(Finding):
    """An item in a condition without saying which rating it should have."""

    code: ClassVar[str] = "R320"
    name: str

    @property
    def message(self) -> str:
        return f'say which rating "{self.name}" should have'

    @property
    def help(self) -> str:
        return f'for example "{self.name} is …"'


class RestOfWhat(Finding):
    """``the rest``, or a number without a noun, with nothing before it."""

    code: ClassVar[str] = "R314"

    @property
    def message(self) -> str:
        return "this does not say of what"

    @property
    def help(self) -> str:
        return 'name the things first: "at least 2 … are … and the rest are …"'


class NothingLeft(Finding):
    """``the rest`` of a collection of which every rating is named before."""

    code: ClassVar[str] = "R324"
    collection: str
    grades: str

    @property
    def message(self) -> str:
        return 'nothing is left for "the rest": every rating is named before it'

    @property
    def help(self) -> str:
        return f'name fewer before it, or write "all {self.collection} are {self.grades}"'


class NeverNotRated(Finding):
    """A condition that asks whether something is not rated that always is."""

    code: ClassVar[str] = "R315"
    words: str
    asked: str = "not rated"

    @property
    def message(self) -> str:
        return f"{self.words} can never be not rated"

    @property
    def help(self) -> str:
        return f'remove "{self.asked}" here'


_FACTS = {"yes/no": "a yes or a no", "one of": "one of several values", "number": "a number"}


class WrongFact(Finding):
    """An input asked for in a way that its type does not answer."""

    code: ClassVar[str] = "R316"
    name: str
    type: str

    @property
    def message(self) -> str:
        return f'"{self.name}" is {_FACTS[self.type]}'

    @property
    def help(self) -> str:
        if self.type == "yes/no":
            return f'write "if {self.name}" or "if not {self.name}"'
        if self.type == "one of":
            return f'write "if {self.name} is …" with one of its values'
        return (
            f'write "if {self.name} is at least …", "at most …" or "exactly …", with a number'
        )


class NotARatedLevel(Finding):
    """A rule for, or a look at, things that have no rating."""

    code: ClassVar[str] = "R317"
    words: str
    have: str = "have"

    @property
    def message(self) -> str:
        return f"{self.words} {self.have} no rating"

    @property
    def help(self) -> str:
        return "give their level a scale in framework.yaml, or use things that are rated"


class NoJudgements(Finding):
    """A share of judgements where none are recorded."""

    code: ClassVar[str] = "R318"
    level: str
    name: str
    pooled: str = ""

    @property
    def message(self) -> str:
        return f"{a(self.level)} has no {self.name} of its own"

    @property
    def help(self) -> str:
        if self.pooled:
            cases = f"cases are read at the {self.pooled}: say something of its ratings"
            return f'{cases}; or declare the level with "pools: cases"'
        return "only a level that declares answers in framework.yaml has judgements"


class NothingThere(Finding):
    """A rule that finds nothing to rate or to look at."""

    code: ClassVar[str] = "R321"
    what: str
    where: str

    @property
    def message(self) -> str:
        return f"there are no {self.what} in {self.where}"

    @property
    def help(self) -> str:
        return "check the names, and what applies to which type of provider"


class NothingBelow(NothingThere):
    """A rule for an item under which there is nothing of what it looks at."""

    @property
    def help(self) -> str:
        return (
            "a rule looks only at what stands under what it rates: put them under "
            f"{self.where} in the framework, or look at other things"
        )


class DoesNotApply(Finding):
    """An item read by name that some types of provider do not have."""

    code: ClassVar[str] = "R322"
    name: str
    type: str

    @property
    def message(self) -> str:
        return f'"{self.name}" does not apply to {self.type}'

    @property
    def help(self) -> str:
        return "a rule can only look at items that apply wherever the rule does"


class OtherwiseOfOne(Finding):
    """An "otherwise" where exactly one line has to apply."""

    code: ClassVar[str] = "R323"

    @property
    def message(self) -> str:
        return 'where exactly one line applies, there is no "otherwise"'

    @property
    def help(self) -> str:
        return 'write "first that applies" above, or say when this line applies'
