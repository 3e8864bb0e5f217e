"""What a report shows: figures, tables and sentences, each with what it is computed from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Literal
from typing import TypeAlias

if TYPE_CHECKING:
    from fractions import Fraction

    from engine.cases.tabulation import Base
    from engine.cases.tabulation import Request

Unit: TypeAlias = str | None
"""Whose number it is: a type of provider, or None for all together."""

Kind: TypeAlias = Literal["figure", "table"]
"""What the report calls it."""

Chart: TypeAlias = Literal["grouped", "stacked", "none"]
"""How it is drawn: a bar for each number, or one bar for all numbers of a row."""

Shown: TypeAlias = Literal["type", "published", "month", "rating", "score", "standards"]
"""What a list of providers has a column for."""


@dataclass(frozen=True)
class Section:
    """A section of the report."""

    id: str
    title: str


@dataclass(frozen=True)
class Questions:
    """How often each question is answered favourably."""

    requests: tuple[Request, ...]


@dataclass(frozen=True)
class Characteristic:
    """A profile column: the shares of its values, or of one that stands under ``under``."""

    request: Request
    of: Base = "known"
    value: str | None = None
    under: str = ""


@dataclass(frozen=True)
class Profile:
    """Who the cases of a sample are about; ``total`` heads a row with all cases."""

    sample: str
    columns: tuple[Characteristic, ...]
    total: str = ""


@dataclass(frozen=True)
class Ratings:
    """How many items of a level, or of those named, have each rating."""

    level: str
    items: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scores:
    """The mean score of items."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Interviews:
    """What was said in interviews, by the groups of ``by``; or the shares of the groups."""

    request: Request
    edges: tuple[int, ...]


@dataclass(frozen=True)
class Need:
    """A need that a profile column notes, and the question whether it was met."""

    column: Request
    value: str
    question: Request


@dataclass(frozen=True)
class Needs:
    """How many cases have each need, and in how many of those it was met."""

    needs: tuple[Need, ...]


@dataclass(frozen=True)
class Providers:
    """A row for each provider, by score or by date of publication."""

    columns: tuple[Shown, ...]
    order: Literal["score", "published"]


Content: TypeAlias = Questions | Profile | Ratings | Scores | Interviews | Needs | Providers
"""What a figure or a table shows."""


@dataclass(frozen=True)
class Figure:
    """One figure or table; ``units`` are in the order in which they are shown."""

    id: str
    kind: Kind
    title: str
    section: str
    content: Content
    units: tuple[Unit, ...]
    chart: Chart
    decimals: int = 0
    also: str = ""
    notes: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What the report calls it: ``Figure 1``."""
        return f"{self.kind.capitalize()} {self.id}"


@dataclass(frozen=True)
class Share:
    """The percentage of cases in which a question is answered favourably."""

    request: Request
    unit: Unit


@dataclass(frozen=True)
class Portion:
    """The percentage of cases that have one of some values of a profile column."""

    request: Request
    unit: Unit
    values: tuple[str, ...]
    of: Base = "known"


@dataclass(frozen=True)
class RatingCount:
    """How many items have a rating; without one, how many there are to rate.

    Of providers, ``lowest`` and ``highest`` may bound the score instead.
    """

    level: str
    items: tuple[str, ...]
    unit: Unit
    rating: str | None = None
    lowest: Fraction | None = None
    highest: Fraction | None = None


@dataclass(frozen=True)
class Cases:
    """How many cases a sample has."""

    request: Request
    unit: Unit


@dataclass(frozen=True)
class Said:
    """What was said in interviews: a percentage of ``values``, or how many there were."""

    request: Request
    unit: Unit
    edges: tuple[int, ...]
    values: tuple[str, ...] = ()
    count: bool = False


@dataclass(frozen=True)
class Gap:
    """How far two types, or one and all, are apart over some questions: in points or bands.

    ``bands`` asks how many questions are so many bands apart. Percentages are those that
    are printed, so that whoever reads the report can subtract them.
    """

    requests: tuple[Request, ...]
    between: tuple[Unit, Unit]
    which: Literal["smallest", "largest", "bands"]
    bands: int = 0


@dataclass(frozen=True)
class InBand:
    """For how many questions the printed percentage lies in the band of a rating."""

    requests: tuple[Request, ...]
    unit: Unit
    rating: str


Number: TypeAlias = Share | Portion | RatingCount | Cases | Said | Gap | InBand
"""What stands in a sentence."""


@dataclass(frozen=True)
class Statement:
    """A sentence with numbers; ``{}`` in ``says`` is where each of them stands."""

    id: str
    section: str
    says: str
    numbers: tuple[Number, ...]


@dataclass(frozen=True)
class Report:
    """All of a report that is computed, in the order in which it is declared."""

    title: str
    sections: tuple[Section, ...]
    figures: tuple[Figure, ...]
    statements: tuple[Statement, ...]
