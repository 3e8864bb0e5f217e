"""Tables of counts and percentages for a terminal, 80 columns wide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.cases.tabulation import UNKNOWN
from engine.diagnostics.colour import BOLD
from engine.diagnostics.words import listed
from engine.diagnostics.words import several
from engine.diagnostics.words import whole
from engine.reports.layout import MADE_UP
from engine.reports.layout import WIDTH
from engine.reports.layout import Cell
from engine.reports.layout import width
from engine.reports.layout import wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence
    from fractions import Fraction

    from engine.cases.tabulate import Casebook
    from engine.cases.tabulation import Base
    from engine.cases.tabulation import Cell as Counted
    from engine.cases.tabulation import Row
    from engine.cases.tabulation import Table
    from engine.cases.variables import Variable

NONE = "\u2013"
SMALL = "*"
LEAST = 16
LONGEST = 36
"""How wide the first column of a table gets, at least and at most."""
COLUMN = 18
"""The widest that the head of another column gets."""
NOT_RECORDED = "(not recorded)"


@dataclass(frozen=True)
class Manner:
    """How tables are shown: decimals of percentages, what shares are of, and colour."""

    decimals: int = 0
    of: Base = "known"
    color: bool = False


@dataclass(frozen=True)
class Line:
    """A row of words, the first to the left, the others to the right."""

    cells: tuple[str, ...]
    head: bool = False


@dataclass(frozen=True)
class Pair:
    """Two columns that stand together, a number and a percentage, below one head."""

    head: str
    lines: tuple[str, ...]
    room: int


def text(book: Casebook, tables: Sequence[Table], manner: Manner) -> str:
    """All tables, one below another."""
    made_up = [MADE_UP] if book.synthetic else []
    title = [*wrapped(book.title or f"Round {book.round}"), *made_up]
    parts = [title, *(_table(book, table, manner) for table in tables), made_up]
    return "\n\n".join("\n".join(lines) for lines in parts if lines) + "\n"


def percentage(value: Fraction | None, decimals: int = 0) -> str:
    """A percentage as shown: halves up, to so many decimals."""
    if value is None:
        return NONE
    if not decimals:
        return str(whole(value))
    digits = str(whole(value * 10**decimals)).rjust(decimals + 1, "0")
    return f"{digits[:-decimals]}.{digits[-decimals:]}"


def _table(book: Casebook, table: Table, manner: Manner) -> list[str]:
    about = [*_title(table), *_about(book, table)]
    if not table.cell().cases:
        return [*about, "", "No case is of this kind."]
    if table.subject.judged:
        body = [_drawn(_judged(book, table, manner), manner)]
    else:
        body = _distributed(book, table, manner)
    lines = [line for block in body for line in ["", *block]]
    return [*about, *lines, *_notes(table, manner)]


def _title(table: Table) -> list[str]:
    subject = table.subject
    if subject.kind in ("question", "profile"):
        own = subject.id if subject.kind == "question" else ""
        return wrapped(f"{own} {subject.name}".strip(), hang="  ")
    return wrapped(subject.name)


def _about(book: Casebook, table: Table) -> list[str]:
    """What the table is about, and which cases it counts."""
    subject, everything = table.subject, table.cell()
    sample = book.vocabulary.sample_by_id.get(subject.sample)
    unit = "cases" if sample is not None else "interviews"
    where = "" if sample is None else f"Sample: {sample.name}. "
    types = book.vocabulary.provider_types
    only = subject.kind == "question" and len(subject.types) < len(types)
    whose = f"Asked of {listed(subject.types)} only. " if only else ""
    if table.where:
        conditions = listed([str(condition) for condition in table.where])
        count = f"{everything.cases:,} of {everything.sample:,} {unit}: {conditions}."
    else:
        count = f"All {everything.cases:,} {unit}."
    lines = wrapped(f"{where}{whose}{count}", hang="  ")
    if table.by is not None:
        own = table.by.id if table.by.kind == "question" else ""
        words = f"{own} {table.by.name}".strip() or table.by.id
        lines += wrapped(f"Divided by: {words}", hang="  ")
    return lines


def _judged(book: Casebook, table: Table, manner: Manner) -> list[Line]:
    """A row for each unit and group: what share is favourable, and of what.

    Every answer has a column, unless that would need more room than there is.
    """
    subject = table.subject
    values = [*reversed(_graded(subject)), *subject.excluded]
    lines = _counted(book, table, manner, values)
    fits = sum(_rooms(lines)) + 2 * len(_rooms(lines)) + LEAST <= WIDTH
    return lines if fits else _counted(book, table, manner, [])


def _counted(book: Casebook, table: Table, manner: Manner, values: Sequence[str]) -> list[Line]:
    names = [table.subject.called(value) for value in values]
    lines = [Line(("", "%", "Base", *names, "Missing", _cases(table)), head=True)]
    for row in _shown(table):
        cell = row.cell
        share = percentage(cell.percentage, manner.decimals) + _mark(cell, table)
        numbers = (cell.applicable, *(cell.counts[v] for v in values), cell.missing, cell.cases)
        label = _label(book, table, row)
        lines.append(Line((label, share, *(f"{number:,}" for number in numbers))))
    return lines


def _rooms(lines: Sequence[Line]) -> list[int]:
    """How wide each column but the first has to be."""
    columns = list(zip(*(line.cells for line in lines), strict=True))[1:]
    return [max(min(COLUMN, width(cell)) for cell in column) for column in columns]


def _graded(subject: Variable) -> list[str]:
    return [value.id for value in subject.values if value.id not in subject.excluded]


def _cases(table: Table) -> str:
    return "Officers" if table.subject.kind == "interview" else "Cases"


def _shown(table: Table) -> list[Row]:
    """The rows, but for those of everybody where there is only one unit."""
    single = len(table.units) == 1
    return [row for row in table.rows if not (single and row.unit is None)]


def _label(book: Casebook, table: Table, row: Row) -> str:
    if row.group is None:
        return _unit(book, table, row.unit)
    return f"  {_group(table, row.group)}"


def _unit(book: Casebook, table: Table, unit: str | None) -> str:
    return f"All {book.vocabulary.provider_level.plural}" if unit is None else table.units[unit]


def _group(table: Table, group: str) -> str:
    by = table.by
    return NOT_RECORDED if by is None or group == UNKNOWN else by.called(group)


def _mark(cell: Counted, table: Table) -> str:
    if cell.small:
        return SMALL
    return " " if any(row.cell.small for row in table.rows) else ""


def _distributed(book: Casebook, table: Table, manner: Manner) -> list[list[str]]:
    """A row for each value, and two columns for each unit and group, as many as fit.

    With a breakdown, each unit has its own columns below the other's.
    """
    names = [*(value.name for value in table.subject.values), "With a value", "Missing"]
    divided = [_unit(book, table, row.unit) for row in _shown(table) if table.by is not None]
    room = min(LONGEST, max(width(name) for name in [*names, *divided]))
    blocks: list[tuple[str | None, list[Pair]]] = []
    taken = WIDTH
    for row in _shown(table):
        pair = _pair(book, table, row, manner)
        taken += pair.room + 2
        if taken > WIDTH or (table.by is not None and row.group is None):
            blocks.append((row.unit, []))
            taken = room + pair.room + 2
        blocks[-1][1].append(pair)
    return [
        _block(table, _unit(book, table, unit) if divided else "", pairs, room, manner)
        for unit, pairs in blocks
    ]


def _pair(book: Casebook, table: Table, row: Row, manner: Manner) -> Pair:
    cell, mark = row.cell, _mark(row.cell, table)
    counts = [
        (cell.counts[v.id], percentage(cell.share(v.id, manner.of), manner.decimals) + mark)
        for v in table.subject.values
    ]
    shares = max(map(width, ["%" + mark, *(share for _, share in counts)]))
    numbers = max(len(f"{n:,}") for n in [*(n for n, _ in counts), cell.cases])
    lines = [f"{'n':>{numbers}} {'%' + ' ' * len(mark):>{shares}}"]
    lines += [f"{n:>{numbers},} {share:>{shares}}" for n, share in counts]
    totals = (cell.known, cell.missing, cell.cases)
    lines += [f"{n:>{numbers},} {'':>{shares}}" for n in totals]
    head = _column(book, table, row)
    room = max(min(COLUMN, width(head)), width(lines[0]))
    return Pair(head, tuple(lines), room)


def _column(book: Casebook, table: Table, row: Row) -> str:
    if table.by is None:
        return _unit(book, table, row.unit)
    return "All" if row.group is None else _group(table, row.group)


def _block(
    table: Table, name: str, pairs: Sequence[Pair], room: int, manner: Manner
) -> list[str]:
    names = ["", *(value.name for value in table.subject.values)]
    names += ["With a value", "Missing", f"All {_cases(table).lower()}"]
    heads = [Cell(pair.head, pair.room, BOLD, to_the_right=True) for pair in pairs]
    lines = [_joined([Cell(name, room, BOLD), *heads], manner)]
    for number, label in enumerate(names):
        cells = [Cell(pair.lines[number], pair.room, to_the_right=True) for pair in pairs]
        lines.append(_joined([Cell(label, room), *cells], manner))
    return lines


def _joined(cells: Sequence[Cell], manner: Manner) -> str:
    return "  ".join(cell.drawn(color=manner.color) for cell in cells).rstrip()


def _drawn(lines: Sequence[Line], manner: Manner) -> list[str]:
    """Lines with columns as wide as they need; if that is too much, the first gives way."""
    rooms = _rooms(lines)
    free = WIDTH - sum(room + 2 for room in rooms)
    first = min(max(width(line.cells[0]) for line in lines), free)
    return [
        _joined(
            [
                Cell(line.cells[0], first, BOLD if line.head else ""),
                *(
                    Cell(cell, room, BOLD if line.head else "", to_the_right=True)
                    for cell, room in zip(line.cells[1:], rooms, strict=True)
                ),
            ],
            manner,
        )
        for line in lines
    ]


def _notes(table: Table, manner: Manner) -> Iterator[str]:
    yield ""
    subject = table.subject
    if subject.judged:
        favourable = [subject.called(value) for value in subject.favourable]
        graded = [subject.called(value) for value in reversed(_graded(subject))]
        yield from wrapped(
            f"% is {listed(favourable, 'or')} as a share of the base: {listed(graded, 'or')}."
        )
    else:
        base = "with a value" if manner.of == "known" else "whether they have a value or not"
        yield from wrapped(f"% is of the {_cases(table).lower()} {base}.")
    if any(row.cell.small for row in table.rows):
        fewer = several(table.base, _cases(table).lower()[:-1], _cases(table).lower())
        yield f"{SMALL} of fewer than {fewer}"
    if subject.judged and table.per == "provider" and table.extremes is not None:
        low, high = table.extremes
        yield from wrapped(
            f"From {percentage(low[1], manner.decimals)} ({table.units[low[0]]}) "
            f"to {percentage(high[1], manner.decimals)} ({table.units[high[0]]})."
        )
