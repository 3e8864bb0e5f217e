"""What is wrong with the rows of a table of providers: seen in what was kept, then located."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from engine.cases.desk import one_of
from engine.cases.faults import Fault
from engine.cases.faults import located
from engine.cases.rows import Rows
from engine.cases.sheet_errors import ERRORS
from engine.frameworks.names import folded
from engine.frameworks.values import value_of
from engine.rounds.register import file_findings as found
from engine.rounds.register import sameness
from engine.rounds.register import spelling
from engine.rounds.register.fields import DateField
from engine.rounds.register.keeping import KEPT
from engine.rounds.register.keeping import ROWS
from engine.rounds.register.keeping import keep
from engine.rounds.register.keeping import numbered
from engine.rounds.register.spelling import ERROR
from engine.rounds.register.spelling import MISSING
from engine.rounds.register.spelling import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator

    from engine.cases.desk import Desk
    from engine.diagnostics import Finding
    from engine.diagnostics import Place
    from engine.frameworks.model import Vocabulary
    from engine.rounds.register.fields import Field
    from engine.rounds.register.fields import Fields
    from engine.rounds.register.file import Sheet
    from engine.rounds.register.shape import Shape

RATINGS = ("labels", "not_rated")
"""The keys of round.yaml that say what words mean that stand where a rating would."""


@dataclass(frozen=True)
class Inspection:
    """A table that was kept, and how to read it again with its rows numbered."""

    desk: Desk
    shape: Shape
    vocabulary: Vocabulary
    fields: Fields
    sheet: Sheet
    again: Callable[[], Sheet]

    def findings(self, *, strict: bool) -> tuple[Finding, ...]:
        """Everything that is wrong; ``strict`` refuses blank ratings too."""
        faults = list(self.faults(strict=strict))
        seen = " or ".join(fault.condition for fault in faults)
        ((size, wrong),) = self.desk.ask(f"select count(*), bool_or({seen}) from {self._rows}")
        if not size:
            return (self._nobody(),)
        absent = tuple(self._absent()) if strict and self.shape.is_long else ()
        unlike = sameness.unlike(self.desk, ROWS, self.fields) if self.shape.is_long else []
        if not wrong and not unlike and (self._ascend() or self._differ()):
            return absent
        sheet = self.again()
        again = f"row_number() over (partition by {self._subject} order by row) > 1 as again"
        marks = ", ".join([again, *sameness.marks([field for field, _ in unlike], self.fields)])
        rows = f"(select *, {marks} from ({numbered(sheet, self.shape, self.fields)}))"
        faults += [Fault("again and id is not null", self._repeated), *self._unlike(unlike)]
        return (*located(self.desk, rows, faults), *absent) or tuple(self._kept(sheet))

    def _kept(self, sheet: Sheet) -> Iterator[Finding]:
        """Keep the table without rows that have nothing in them: nothing else was wrong."""
        keep(self.desk, sheet, self.shape, self.fields)
        if not self.desk.ask(f"select 1 from {KEPT} limit 1"):
            yield self._nobody()

    def _nobody(self) -> Finding:
        filters = tuple(heading for heading, _ in self.shape.only)
        return found.NoRowsCount(self.sheet.place(), filters)

    def _unlike(self, unlike: list[tuple[Field, int]]) -> Iterator[Fault]:
        """What differs between the rows of a provider; of a column with two uses only once."""
        by_heading = {folded(field.heading): (field, n) for field, n in reversed(unlike)}
        for field, providers in by_heading.values():
            yield Fault(sameness.mark(field), partial(self._differs, field, providers))

    def _differs(self, field: Field, providers: int, rows: Rows) -> Finding:
        return found.UnlikeRows(*self._at(field.heading, rows), providers)

    def _ascend(self) -> bool:
        """Whether identifiers are numbers that only grow: so none stands there twice."""
        import numpy as np

        if not self.shape.is_plain:
            return False
        found = self.desk.arrays(f"select coalesce(try_cast(id as bigint), 0) as n from {KEPT}")
        return bool(np.all(np.diff(found["n"]) > 0))

    def _differ(self) -> bool:
        """Whether no provider, or nothing about one, stands there twice."""
        ((there, different),) = self.desk.ask(
            f"select count(id), count(distinct {self._subject}) from {self._rows}"
        )
        return bool(there == different)

    @property
    def _rows(self) -> str:
        """The table with every row of the file."""
        return KEPT if self.shape.is_plain else ROWS

    @property
    def _subject(self) -> str:
        """What a table has one row for: SQL."""
        dated = ", date" if self.shape.date else ""
        item = ", item" if self.shape.is_long else ""
        return f"(id{item}{dated})" if item or dated else "id"

    def faults(self, *, strict: bool) -> Iterator[Fault]:
        """What no row should have; ``strict`` refuses blank ratings too."""
        fields, shape = self.fields, self.shape
        yield Fault("id is null", lambda rows: found.BlankIds(*self._at(shape.ids[0], rows)))
        if fields.date is not None:
            yield Fault(
                "date is null",
                lambda rows: found.NotDates(*self._at(shape.date, rows), shape.dates),
            )
        if fields.type is not None:
            yield Fault(
                f"type < 0 and type != {ERROR}",
                partial(self._unknown, fields.type, shape.type, ()),
            )
            yield from self._elsewhere()
        if fields.status is not None:
            yield Fault(f"status = {UNKNOWN}", self._no_status)
        yield from (self._words(f) for f in fields.published.values() if not self._said(f))
        for field in fields.inputs.values():
            if field.codes is not None:
                yield self._words(field, ("labels",))
        yield from (self._numbers(f) for f in fields.inputs.values() if f.codes is None)
        yield from self._long() if shape.is_long else map(self._words, fields.items.values())
        if strict and not shape.is_long:
            yield from map(self._blank, fields.items.values())
        yield from self._errors()

    def _errors(self) -> Iterator[Fault]:
        """Errors of a spreadsheet, in whatever is read."""
        shape, fields = self.shape, self.fields
        for field in fields.said:
            if not isinstance(field, DateField) and not self._said(field):
                yield self._error(_wrong(field), field.heading)
        if shape.is_long:
            yield self._error(f"code = {ERROR}", shape.rating)
        else:
            yield from (self._error(_wrong(f), f.heading) for f in fields.items.values())

    def _error(self, condition: str, heading: str) -> Fault:
        return Fault(condition, lambda rows: found.ErrorCells(*self._at(heading, rows)))

    def _said(self, published: Field) -> bool:
        """Whether a column of published ratings is the column of statuses too."""
        status = self.fields.status
        if status is None or published is status:
            return False
        return folded(status.heading) == folded(published.heading)

    def _words(self, field: Field, elsewhere: tuple[str, ...] = RATINGS) -> Fault:
        finding = partial(self._unknown, field, field.heading, elsewhere)
        return Fault(f"{field.name} = {UNKNOWN}", finding)

    def _long(self) -> Iterator[Fault]:
        """What may be wrong with the item and the rating of a row."""
        shape, fields = self.shape, self.fields
        ids = tuple(column.item for column in shape.items)
        yield Fault(
            f"item < 0 and item != {ERROR}",
            lambda rows: found.UnknownItems(*self._at(shape.item, rows), ids),
        )
        for number, field in enumerate(fields.items.values()):
            yield Fault(
                f"item = {number} and code = {UNKNOWN}",
                partial(self._unknown, field, shape.rating, RATINGS),
            )

    def _blank(self, field: Field) -> Fault:
        return Fault(
            f"{field.name} = {MISSING}",
            lambda rows: found.MissingRatings(*self._at(field.heading, rows)),
        )

    def _absent(self) -> Iterator[Finding]:
        """Judgements of which a long table has no row, or a blank one."""
        for item, field in self.fields.items.items():
            ((total,),) = self.desk.ask(
                f"select count_if({field.name} = {MISSING}) from {KEPT}"
            )
            if total:
                yield found.NotJudged(self.sheet.place(), item, Rows(total), total)

    def _numbers(self, field: Field) -> Fault:
        """Texts in the column of an input that is a number, and are none."""
        column = next(c for c in self.shape.inputs if c.heading == field.heading)
        answer = self.desk.ask(
            f"select distinct {field.name} from {self._rows} where {field.name} is not null"
        )
        texts = [text for (text,) in answer if text not in ERRORS]
        wrong = [text for text in texts if value_of(column.input, text)[0] is None]
        heading = field.heading
        return Fault(
            one_of(field.name, wrong),
            lambda rows: found.NotNumbers(*self._at(heading, rows), ()),
        )

    def _elsewhere(self) -> Iterator[Fault]:
        """Ratings of what does not apply to the provider's type."""
        for item, field in self.fields.items.items():
            declared = self.vocabulary.item_by_id.get(item)
            others = [
                f"type = {code}"
                for code, kind in enumerate(self.vocabulary.type_ids)
                if declared is not None and not self.vocabulary.applies(declared, kind)
            ]
            if others:
                heading = self.shape.rating if self.shape.is_long else field.heading
                yield Fault(
                    f"({' or '.join(others)}) and {self._rated(item)}",
                    partial(self._does_not_apply, heading),
                )

    def _rated(self, item: str) -> str:
        """Whether a row has a rating of an item: SQL."""
        if not self.shape.is_long:
            return f"{self.fields.items[item].name} >= 0"
        return f"item = {list(self.fields.items).index(item)} and code >= 0"

    def _does_not_apply(self, heading: str, rows: Rows) -> Finding:
        return found.RatesElsewhere(*self._at(heading, rows))

    def _unknown(
        self, field: Field, heading: str, elsewhere: tuple[str, ...], rows: Rows
    ) -> Finding:
        words = spelling.choices(field.codes or {})
        named = elsewhere == RATINGS and self._named(words)
        return found.UnknownWords(*self._at(heading, rows), words, elsewhere, named)

    def _named(self, words: tuple[str, ...]) -> bool:
        """Whether some words are names of ratings, and not ids."""
        ids = {folded(grade.id) for s in self.vocabulary.scales for grade in s.grades}
        return not ids.issuperset(word for word in words if word != "not rated")

    def _no_status(self, rows: Rows) -> Finding:
        words = spelling.choices(self.shape.status_codes)
        return found.UnknownStatuses(*self._at(self.shape.status, rows), words)

    def _repeated(self, rows: Rows) -> Finding:
        what = "judgement" if self.shape.is_long else "provider"
        place, heading, rows = self._at(self.shape.ids[0], rows)
        return found.RepeatedIds(place, heading, what, rows)

    def _at(self, heading: str, rows: Rows) -> tuple[Place, str, Rows]:
        return self.sheet.place(heading, rows.line), heading, rows


def _wrong(field: Field) -> str:
    """Whether what is kept of a cell is an error: SQL."""
    if field.codes is not None:
        return f"{field.name} = {ERROR}"
    return f"(starts_with({field.name}, '#') and {one_of(field.name, ERRORS)})"
