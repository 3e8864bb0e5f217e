"""The program that counts the cases in a frame, the same for every library.

Three rules keep it so: flags are cast to numbers before they are added up, everything is
worked out before it is grouped, and ids are text. Columns go by their position, since
the codes of questions mean something else to some libraries. What is not declared is
put together under UNKNOWN, so that a result is small whatever a frame holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import narwhals.stable.v2 as nw

from engine.cases.desk import Table
from engine.cases.files import Found
from engine.cases.layout import lay_out
from engine.cases.long import Long
from engine.cases.long import Pile
from engine.cases.provider import spellings
from engine.cases.provider import tidy
from engine.cases.wide import Counted
from engine.cases.wide import Filled
from engine.cases.wide import Group

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Collection
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence

    from engine.cases.layout import Column
    from engine.cases.layout import Layout
    from engine.cases.provider import Provider
    from engine.cases.questions import Form
    from engine.cases.questions import Question

    Frame = nw.LazyFrame[Any]

FRAME = "frame"
"""What a frame is called in findings."""

UNKNOWN, BLANK = "", " "
"""Stand for every text that is not declared, and for no text, which libraries tell apart."""

SPACE = " \t\r\n\u00a0\ufeff"
BRACKETS = "()[]"


@dataclass(frozen=True)
class Brought:
    """A frame that somebody brought, and what it should hold."""

    frame: Frame
    layout: Layout
    form: Form
    providers: Mapping[str, Provider]


def bring(frame: Any, form: Form, providers: Sequence[Provider]) -> Brought:  # noqa: ANN401
    """A frame with its columns known; raises Invalid where a heading is wrong."""
    headings, numbered = _numbered(nw.from_native(frame).lazy())
    table = Table(Found(Path(FRAME), FRAME, ""), headings, "", "")  # no SQL stands for it
    return Brought(numbered, lay_out(table, form), form, spellings(providers))


def _numbered(frame: Frame) -> tuple[tuple[str, ...], Frame]:
    """The headings of a frame, and the frame with columns c0, c1, …."""
    if frame.implementation.is_spark_like():  # to which a dot in a name means something
        native = frame.to_native()
        names = [f"c{n}" for n in range(len(native.columns))]
        return tuple(native.columns), nw.from_native(native.toDF(*names)).lazy()
    headings = frame.collect_schema().names()
    named = frame.rename({heading: f"c{n}" for n, heading in enumerate(headings)})
    return tuple(map(str, headings)), named


def _fetched(frame: Frame) -> list[tuple[Any, ...]]:
    """The rows of a small frame, without another library to hold them."""
    if frame.implementation.is_duckdb():
        rows: list[tuple[Any, ...]] = frame.to_native().fetchall()
        return rows
    if frame.implementation.is_spark_like():
        return [tuple(row) for row in frame.to_native().collect()]
    return [tuple(row) for row in frame.collect().rows()]


# Cells


def _cells(brought: Brought, *, tidied: bool) -> Frame:
    """The frame with text in every column that counts; without blank rows, if tidied."""
    names = [column.sql for column in brought.layout.columns]
    written = brought.frame.select(*_texts(brought.frame, names))
    if not tidied:
        return written
    case = brought.layout.the("case").sql
    tidied_ones = {n: _tidied(nw.col(n)) for n in names} | {case: _trimmed(nw.col(case))}
    cells = written.select(*(cell.alias(name) for name, cell in tidied_ones.items()))
    filled = (~nw.col(name).is_null() for name in names)
    return cells.filter(nw.any_horizontal(*filled, ignore_nulls=True))


def _texts(frame: Frame, names: Iterable[str]) -> Iterable[nw.Expr]:
    schema = frame.collect_schema()
    for name in names:
        cell = nw.col(name)
        if schema[name] != nw.String:
            cell = nw.when(~cell.is_null()).then(cell.cast(nw.String)).alias(name)
        yield cell


def _trimmed(cell: nw.Expr) -> nw.Expr:
    text = cell.str.strip_chars(SPACE)
    return nw.when(text != "").then(text)


def _tidied(cell: nw.Expr) -> nw.Expr:
    return _trimmed(cell).str.to_lowercase()


def _bounded(cell: nw.Expr, known: Collection[str]) -> nw.Expr:
    """A cell if it is one of the known texts, otherwise UNKNOWN or BLANK."""
    text = nw.when(cell.is_in(list(known))).then(cell).otherwise(nw.lit(UNKNOWN))
    return nw.when(~cell.is_null()).then(text).otherwise(nw.lit(BLANK))


def _known(name: str) -> nw.Expr:
    """Whether a cell of a bounded column is a known text."""
    return ~nw.col(name).is_in([UNKNOWN, BLANK])


def _flag(condition: nw.Expr) -> nw.Expr:
    return condition.cast(nw.Int64)


# A row for each case


def count_wide(brought: Brought) -> Counted:
    """The counts of every provider in a frame with a row for each case."""
    groups = _groups(brought, str, tidied=False)
    if not any(group.strange for group in groups):
        return Counted(brought.layout, groups, tidied=False)
    return Counted(brought.layout, _groups(brought, tidy, tidied=True), tidied=True)


def _groups(
    brought: Brought, spelled: Callable[[str], str], *, tidied: bool
) -> tuple[Group, ...]:
    tests = _tests(brought, spelled)
    flags = {
        f"{column.sql}_{n}": _flag(test)
        for column, conditions in tests.items()
        for n, test in enumerate(conditions)
    }
    whose = _bounded(nw.col(brought.layout.the("provider").sql), brought.providers)
    counted = (
        _cells(brought, tidied=tidied)
        .with_columns(whose.alias("whose"), *(flag.alias(n) for n, flag in flags.items()))
        .group_by("whose")
        .agg(
            nw.len().alias("cases"),
            *(nw.col(column.sql).count() for column in tests),
            *(nw.col(name).sum() for name in flags),
        )
    )
    return tuple(_group(brought, tests, row) for row in _fetched(counted))


def _tests(
    brought: Brought, spelled: Callable[[str], str]
) -> dict[Column, tuple[nw.Expr, ...]]:
    """For every column that is counted, what to count in it besides filled cells."""
    form, layout = brought.form, brought.layout
    questions = {
        column: tuple(
            nw.col(column.sql) == spelled(label) for label in form.labels(form.by_id[column.id])
        )
        for column in layout.each("question")
    }
    profile = {
        column: (_one_of(nw.col(column.sql), [*map(spelled, form.profile[column.id].values)]),)
        for column in layout.each("profile")
    }
    return {**questions, **profile}


def _one_of(cell: nw.Expr, values: list[str]) -> nw.Expr:
    """Whether a cell is one of the values; without values, whether it holds anything."""
    return cell.is_in(values) if values else ~_trimmed(cell).is_null()


def _group(
    brought: Brought, tests: Mapping[Column, tuple[nw.Expr, ...]], row: tuple[Any, ...]
) -> Group:
    whose, cases, *numbers = row
    provider = brought.providers.get(whose)
    totals, counts = numbers[: len(tests)], iter(numbers[len(tests) :])
    columns = {
        (column.role, column.id): Filled(total, tuple(next(counts) or 0 for _ in conditions))
        for (column, conditions), total in zip(tests.items(), totals, strict=True)
    }
    if provider is None:
        return Group(None, "", cases, columns)
    return Group(provider.id, provider.type or "", cases, columns)


def count_ids(brought: Brought) -> int:
    """How many rows name a case."""
    return int(_fetched(_ids(brought).select(nw.col("id").count()))[0][0])


def count_repeated(brought: Brought) -> int:
    """How many cases stand in more than one row."""
    ids = _ids(brought).filter(~nw.col("id").is_null())
    return _size(_several(ids.group_by("id").agg(nw.len().alias("rows"))))


def _ids(brought: Brought) -> Frame:
    (case,) = _texts(brought.frame, [brought.layout.the("case").sql])
    return brought.frame.select(_trimmed(case).alias("id"))


def _several(frame: Frame) -> Frame:
    return frame.filter(nw.col("rows") > 1)


def _size(frame: Frame) -> int:
    return int(_fetched(frame.select(nw.len()))[0][0])


# A row for each answer


@dataclass(frozen=True)
class Said:
    """What the rows of a long frame say, and how often each thing is said.

    ``whose`` and ``items`` are the providers and questions by how the rows write them.
    """

    rows: Frame
    piles: tuple[Pile, ...]
    whose: Mapping[str, Provider]
    items: Mapping[str, Question]

    @property
    def strange(self) -> bool:
        """Whether something in it is not as declared."""
        return any(
            pile.provider is None
            or pile.question is None
            or (pile.answer is None and not pile.blank)
            for pile in self.piles
        )


def count_long(brought: Brought, *, repeats: bool) -> Long:
    """The counts of a frame with a row for each answer; see tally_frame for ``repeats``."""
    said = _said(brought, str, tidied=False)
    if said.strange:
        said = _said(brought, tidy, tidied=True)
    rows = said.rows.with_columns(
        _unified(nw.col("whose"), said.whose).alias("whose"),
        _unified(nw.col("item"), said.items).alias("item"),
    )
    owned = rows.group_by("whose", "id").agg(nw.len().alias("rows"))
    cases, blank_ids = _cases(owned, brought.providers)
    if not repeats:
        return Long(said.piles, cases, blank_ids, 0, 0)
    return Long(said.piles, cases, blank_ids, _repeated(rows), _divided(owned))


def _said(brought: Brought, spelled: Callable[[str], str], *, tidied: bool) -> Said:
    layout, form = brought.layout, brought.form
    case, provider, item, answer = (
        nw.col(layout.the(role).sql) for role in ("case", "provider", "item", "answer")
    )
    items = {**form.foreign, **form.question}
    if tidied:
        for bracket in BRACKETS:
            item = item.str.replace_all(bracket, "", literal=True)
    else:
        items |= {question.id: question for question in form.questions}
    labels = {spelled(label) for q in form.questions for label in form.labels(q)}
    rows = _cells(brought, tidied=tidied).select(
        _trimmed(case).alias("id"),
        _bounded(provider, brought.providers).alias("whose"),
        _bounded(item, items).alias("item"),
        _bounded(answer, labels).alias("answer"),
    )
    counted = rows.group_by("whose", "item", "answer").agg(nw.len().alias("rows"))
    found = _fetched(counted)
    written = {cell for row in found for cell in row[:2]}
    return Said(
        rows,
        tuple(_pile(brought, items, spelled, row) for row in found),
        {name: provider for name, provider in brought.providers.items() if name in written},
        {name: question for name, question in items.items() if name in written},
    )


def _pile(
    brought: Brought,
    items: Mapping[str, Question],
    spelled: Callable[[str], str],
    row: tuple[Any, ...],
) -> Pile:
    whose, item, written, rows = row
    provider, question = brought.providers.get(whose), items.get(item)
    own = brought.form.by_id.get(question.id) if question is not None else None
    labels = {} if own is None else brought.form.labels(own)
    answers = {spelled(label): answer for label, answer in labels.items()}
    return Pile(
        None if provider is None else provider.id,
        None if provider is None else provider.type or "",
        None if question is None else question.id,
        None if question is None else "" if own is not None else question.sample,
        answers.get(written),
        written == BLANK,
        rows,
    )


def _unified(cell: nw.Expr, meant: Mapping[str, Provider | Question]) -> nw.Expr:
    """A cell as the first of all texts that mean the same as it does."""
    first: dict[str, str] = {}
    unified = cell
    for text in sorted(meant):
        usual = first.setdefault(meant[text].id, text)
        if usual != text:
            unified = nw.when(cell == text).then(nw.lit(usual)).otherwise(unified)
    return unified


def _cases(owned: Frame, providers: Mapping[str, Provider]) -> tuple[dict[str, int], int]:
    """How many cases each provider has, and how many rows name no case."""
    named = _flag(~nw.col("id").is_null())
    found = _fetched(
        owned.with_columns(named.alias("named"))
        .group_by("whose", "named")
        .agg(nw.len().alias("cases"), nw.col("rows").sum())
    )
    cases = {
        providers[whose].id: number
        for whose, named, number, _ in found
        if named and whose in providers
    }
    return cases, sum(rows for _, named, _, rows in found if not named)


def _divided(owned: Frame) -> int:
    """How many cases are of more than one provider."""
    known = owned.filter(~nw.col("id").is_null(), _known("whose"))
    return _size(_several(known.group_by("id").agg(nw.len().alias("rows"))))


def _repeated(rows: Frame) -> int:
    """How many rows answer a question of a case again."""
    known = rows.filter(~nw.col("id").is_null(), _known("item"))
    again = _several(known.group_by("id", "item").agg(nw.len().alias("rows")))
    ((total, pairs),) = _fetched(again.select(nw.col("rows").sum(), nw.len().alias("pairs")))
    return (total or 0) - int(pairs)
