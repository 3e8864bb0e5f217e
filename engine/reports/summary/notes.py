"""What a report says of itself: beside which round it stands, and how its numbers are made."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.reports.summary.numbers import Display
    from engine.reports.summary.numbers import Summary

EXACT = (
    "Changes, and what they are made of, are worked out from exact numbers, and each is "
    "rounded once by itself: so they may differ a little from what the numbers that are "
    "printed give. Those of percentages are in percentage points."
)
SHARES = (
    "The change of a percentage is made of what the same providers changed, those inspected "
    "in both rounds, each weighted by the mean of its shares of their cases; and of who was "
    "inspected, and how many cases each had (Kitagawa's decomposition)."
)
WITHHELD = (
    "What the change of a percentage is made of is withheld, since it could reveal counts of "
    "single providers."
)
CHANCE = (
    "A change is marked [ns] where two samples drawn at random from one and the same would "
    "differ as much more often than once in twenty times (the interval of Agresti and "
    "Caffo). No mark proves nothing: of every twenty changes that are chance alone, about "
    "one has none. Parts of a change rest on fewer cases, and chance has more to do with "
    "them."
)
RATINGS = (
    "The change of a number of ratings, or of a mean score, is the sum of what each rating "
    "changed. Of providers inspected in both rounds, performance is the change between the "
    "rounds under one framework, and framework the change between the frameworks for one "
    "round, each the mean over both; what rests on something that cannot be compared is not "
    "divided. Under one framework it is all the same providers'. The rest is who was "
    "inspected: those in one of the rounds only, those merged or divided, and what has "
    "nothing comparable in the other framework."
)


def of_earlier(summary: Summary) -> list[tuple[str, str]]:
    """The facts about the earlier round, if there is one."""
    if summary.earlier is None:
        return []
    own, (name, _) = summary.earlier.own, summary.earlier.names
    return [
        ("Earlier round", own.round),
        ("Title of the earlier round", own.round_title or own.round),
        ("Its framework", f"{own.framework}: {own.framework_title}"),
        ("Digest of its framework", own.digest),
        *((f"{name}: {file.file}", file.digest) for file in own.inputs),
    ]


def people(display: Display) -> list[str]:
    """Which cases a figure counts, of each round that it shows."""
    if not display.rounds:
        return [f"{display.population}."]
    both = zip(display.rounds, (display.people, display.population), strict=True)
    return [f"{name}: {whose}." for name, whose in both if whose is not None]


def whom(summary: Summary) -> list[str]:
    """Beside which round the report is made, and who was inspected in both."""
    earlier = summary.earlier
    if earlier is None:
        return []
    before, now = earlier.names
    title = earlier.own.round_title or earlier.own.round
    counts = (
        f"{earlier.both:,} inspected in both rounds, {earlier.only_before:,} only in "
        f"{before} and {earlier.only_after:,} only in {now}."
    )
    return [f"Beside {before}: {title}.", f"{earlier.plural}: {counts}"]


def two_rounds(summary: Summary) -> list[str]:
    """How changes are made out, and what they are said to be made of."""
    if summary.earlier is None:
        return []
    return [EXACT, WITHHELD if summary.threshold else SHARES, CHANCE, RATINGS]


def rounding(summary: Summary) -> str:
    """How numbers are rounded, marked and withheld."""
    words = (
        "Percentages are of the cases to which a question applied and that have an answer, "
        "and are rounded once, halves up. They need not add up to 100."
    )
    if summary.small_below:
        words += f" Percentages of fewer than {summary.small_below} cases are marked [u]."
    if summary.threshold:
        words += (
            f" Counts of people from 1 to {summary.threshold - 1} are withheld, and so is "
            "what they could be worked out from."
        )
    return words
