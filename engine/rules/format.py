"""Rules files in their one layout: clauses indented, sources in a column."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING
from typing import NamedTuple

from engine.diagnostics import Place
from engine.rules import text_findings as found
from engine.rules.parse import parse
from engine.rules.tree import BLANK
from engine.rules.tree import Banded
from engine.rules.tree import Choice
from engine.rules.tree import Rule
from engine.rules.words import split_lines
from engine.rules.write import branch_words
from engine.rules.write import grade_width
from engine.rules.write import words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from engine.diagnostics import Finding
    from engine.rules.tree import Clause
    from engine.rules.tree import Expect
    from engine.rules.tree import RulesFile

INDENT = "    "
WIDEST = 112


class Row(NamedTuple):
    """A line that is to be written: its words, its source, its comment."""

    text: str
    source: str = ""
    comment: str = ""


def format_rules(text: str, file: str) -> tuple[str, tuple[Finding, ...]]:
    """The text in its one layout; unchanged if anything is wrong with it."""
    tree, findings = parse(text, file)
    if findings:
        return text, findings
    written = write_rules(tree)
    again, problems = parse(written, file)
    if problems or again != tree or comments(again) != comments(tree):
        return text, (_difference(text, tree, again),)
    return written, ()


def write_rules(tree: RulesFile) -> str:
    """A tree as text."""
    blocks = [_block(group) for group in _groups(tree.rules)]
    if tree.trailing:
        blocks.append(list(_comment_lines(tree.trailing, "")))
    return "\n".join("".join(f"{line}\n" for line in block) for block in blocks)


def comments(tree: RulesFile) -> tuple[str, ...]:
    """Every comment of a file, in order."""
    every = chain.from_iterable(_comments_of_rule(rule) for rule in tree.rules)
    return tuple(c for c in (*every, *tree.trailing) if c not in {BLANK, ""})


def _comments_of_rule(rule: Rule | Expect) -> Iterator[str]:
    for clause in rule.clauses:
        yield from clause.above
        yield clause.beside
    if isinstance(rule, Rule):
        yield from rule.below


def _groups(rules: Iterable[Rule | Expect]) -> list[list[Rule | Expect]]:
    """Each rule alone; expectations that follow each other without a comment together."""
    groups: list[list[Rule | Expect]] = []
    for rule in rules:
        alone = isinstance(rule, Rule) or rule.above
        if alone or not groups or isinstance(groups[-1][-1], Rule):
            groups.append([rule])
        else:
            groups[-1].append(rule)
    return groups


def _block(group: Sequence[Rule | Expect]) -> list[str]:
    rows = list(chain.from_iterable(_rows(rule) for rule in group))
    column = _column_of_sources(rows)
    return [_line(row, column) for row in rows]


def _rows(rule: Rule | Expect) -> Iterator[Row]:
    yield from map(Row, _comment_lines(rule.above, ""))
    yield _row(rule, words(rule))
    if isinstance(rule, Rule):
        yield from _clause_rows(rule.base, words(rule.base), INDENT)
        if isinstance(rule.base, Choice):
            width = grade_width(rule.base)
            for branch in rule.base.branches:
                yield from _clause_rows(branch, branch_words(branch, width), 2 * INDENT)
        if isinstance(rule.base, Banded):
            for addition in rule.base.additions:
                yield from _clause_rows(addition, words(addition), 2 * INDENT)
        for modifier in rule.modifiers:
            yield from _clause_rows(modifier, words(modifier), INDENT)
        yield from map(Row, _comment_lines(rule.below, INDENT))


def _clause_rows(clause: Clause, text: str, indent: str) -> Iterator[Row]:
    yield from map(Row, _comment_lines(clause.above, indent))
    yield _row(clause, f"{indent}{text}")


def _row(clause: Clause, text: str) -> Row:
    source = f"[{clause.citation.text}]" if clause.citation else ""
    return Row(text, source, _comment(clause.beside) if clause.beside else "")


def _comment_lines(texts: Iterable[str], indent: str) -> Iterator[str]:
    for text in texts:
        yield "" if text == BLANK else f"{indent}{_comment(text)}"


def _comment(text: str) -> str:
    return f"#{text}" if not text or text.startswith("#") else f"# {text}"


def _column_of_sources(rows: Iterable[Row]) -> int:
    """Where the sources begin: after the longest line with which all of them fit."""
    cited = sorted((row for row in rows if row.source), key=lambda row: len(row.text))
    while cited:
        column = len(cited[-1].text) + 2
        if column + max(len(row.source) for row in cited) <= WIDEST:
            return column
        cited.pop()
    return 0


def _line(row: Row, column: int) -> str:
    text = row.text
    if row.source:
        text = f"{text.ljust(column - 2)}  {row.source}"
    return f"{text}  {row.comment}" if row.comment else text


def _difference(text: str, tree: RulesFile, again: RulesFile) -> Finding:
    """The first rule that would read differently."""
    pairs = zip(tree.rules, again.rules, strict=False)
    changed = (before for before, after in pairs if before != after)
    last = Place(tree.file, 1, 0, 1, split_lines(text)[0])
    first = next(changed, None)
    return found.NotFormatted(first.place if first else last)
