"""What can be wrong with a panel's decisions."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING
from typing import ClassVar

from engine.diagnostics import Finding
from engine.diagnostics import Label
from engine.diagnostics import Place
from engine.diagnostics import Severity
from engine.diagnostics.text import shown
from engine.diagnostics.words import hundredths

if TYPE_CHECKING:
    from engine.rounds.round import Seen


class NoMoveAllowed(Finding):
    """A decision about something that no rule leaves to anybody."""

    code: ClassVar[str] = "D201"

    item: str
    rule: Place

    @property
    def message(self) -> str:
        """Which item."""
        return f"no rule allows a move of {self.item}"

    @property
    def labels(self) -> tuple[Label, ...]:
        """The decision and the rule."""
        return (Label(self.place), Label(self.rule, 'this rule has no "allow" line'))

    @property
    def help(self) -> str:
        """What to do."""
        return 'remove the decision; only an item whose rule says "allow" can be moved'


class WrongRole(Finding):
    """A decision by somebody else than the rule names."""

    code: ClassVar[str] = "D202"

    given: str
    role: str
    rule: Place

    @property
    def message(self) -> str:
        """Who decided, and who may."""
        return f'"{self.given}" may not move this rating'

    @property
    def labels(self) -> tuple[Label, ...]:
        """The decision and the rule."""
        return (Label(self.place), Label(self.rule, f'this allows "{self.role}" to'))

    @property
    def help(self) -> str:
        """What to write."""
        return f'write "{self.role}", if that is who decided'


class DecidedTwice(Finding):
    """Two decisions about the same rating."""

    code: ClassVar[str] = "D203"

    item: str
    provider: str
    first: Place

    @property
    def message(self) -> str:
        """Which rating."""
        return f"there is a decision about {self.item} of {self.provider} already"

    @property
    def labels(self) -> tuple[Label, ...]:
        """Both places."""
        return (Label(self.first, "first here"), Label(self.place, "and again here"))

    @property
    def help(self) -> str:
        """What to do."""
        return "keep the one that counts"


class NoChange(Finding):
    """A decision that leaves a rating where it was."""

    code: ClassVar[str] = "D204"

    grade: str

    @property
    def message(self) -> str:
        """Which rating."""
        return f'this moves the rating from "{self.grade}" to itself'

    @property
    def help(self) -> str:
        """What to do."""
        return "write the rating decided on, or remove the decision"


class WrongStart(Finding):
    """A decision that starts from another rating than the rule gives."""

    code: ClassVar[str] = "D205"

    item: str
    start: str
    given: str | None

    @property
    def message(self) -> str:
        """Both ratings."""
        rating = "not rated" if self.given is None else f'"{self.given}"'
        return f'{self.item} is {rating} by its rule, not "{self.start}"'

    @property
    def help(self) -> str:
        """What to do."""
        if self.given is None:
            return "remove the decision; what is not rated cannot be moved"
        return "decide again on the rating that the rule gives, or remove the decision"


class StaleDecision(Finding):
    """A decision made on counts that have changed since; it is not applied."""

    code: ClassVar[str] = "D206"
    severity: ClassVar[Severity] = Severity.WARNING

    item: str
    seen: Seen
    now: Seen

    @property
    def message(self) -> str:
        """The counts then and now."""
        then = f"{self.seen.favourable} of {self.seen.applicable}"
        now = f"{self.now.favourable} of {self.now.applicable}"
        return f"{self.item} was {then} when this was decided and is {now} now"

    @property
    def help(self) -> str:
        """What follows, and what to do."""
        return 'the decision is not applied; decide again and correct "on", or remove it'


class InputsChanged(Finding):
    """A decision made when the round recorded something else, or the framework was another.

    ``now`` is the digest of what there is; the decision applies all the same, as long as
    nothing else is said of it.
    """

    code: ClassVar[str] = "D209"
    severity: ClassVar[Severity] = Severity.WARNING

    item: str
    provider: str
    now: str

    @property
    def message(self) -> str:
        """Which decision."""
        what = f"{self.item} of {self.provider}"
        return f"the inputs have changed since {what} was decided"

    @property
    def notes(self) -> tuple[str, ...]:
        """The digest of what there is now."""
        return (f"they are {self.now} now",)

    @property
    def help(self) -> str:
        """What to do."""
        return 'look at what changed; if the decision stands, write that digest at "inputs"'


class DecisionNotApplied(Finding):
    """A decision that cannot be applied as things are, though nobody is to blame for it.

    The round is rated in part, or under another framework version than its own.
    """

    code: ClassVar[str] = "D208"
    severity: ClassVar[Severity] = Severity.WARNING

    item: str
    why: str

    @property
    def message(self) -> str:
        """Which decision, and why."""
        return f"the decision about {self.item} is not applied: {self.why}"

    @property
    def help(self) -> str:
        """What follows, and what to do."""
        return "the rating stands as its rule gives it; to change that, decide again"


class OutsideWindow(Finding):
    """A move that is further than the rule allows, or too far from a boundary.

    ``words`` are those of the set that is counted, ``nearest`` the count that would have
    given the rating, ``away`` how far the boundary is in points of a percentage;
    ``window`` is the rule's own wording. Where nothing is counted there are no counts.
    """

    code: ClassVar[str] = "D207"

    item: str
    start: str
    end: str
    rule: Place
    window: str
    counts: Seen | None = None
    words: str = ""
    unit: str = ""
    nearest: int | None = None
    boundary: Fraction | None = None
    away: Fraction | None = None

    @property
    def message(self) -> str:
        """What is wrong."""
        return "this move is outside what the rules allow"

    @property
    def notes(self) -> tuple[str, ...]:
        """The rating and its counts, how far away it was, and the rule."""
        rule = f"{shown(self.rule.file)}:{self.rule.line} allows a move {self.window}"
        return (self._move, *self._distance, rule)

    @property
    def help(self) -> str:
        """What to do."""
        return "remove the decision; a move must follow the rule"

    @property
    def _move(self) -> str:
        counted = ""
        if self.counts is not None and self.counts.applicable:
            favourable, applicable = self.counts.favourable, self.counts.applicable
            share = hundredths(Fraction(100 * favourable, applicable))
            counted = f", {favourable} of {applicable} {self.words} ({share} %)"
        return f"{self.item}{counted}, {self.start} to {self.end}"

    @property
    def _distance(self) -> tuple[str, ...]:
        said = []
        if self.nearest is not None and self.counts is not None:
            of = f"{self.nearest} of {self.counts.applicable}"
            said.append(f"the nearest {self.unit} needed: {of}")
        if self.boundary is not None and self.away is not None:
            at, away = hundredths(self.boundary), hundredths(self.away)
            said.append(f"the boundary at {at} % is {away} points away")
        return ("; ".join(said),) if said else ()
