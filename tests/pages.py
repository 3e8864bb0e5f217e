"""Markdown pages as tests: their files are written, their commands run, their output compared.

docs/README.md says how a page is written.
"""

from __future__ import annotations

import contextlib
import datetime
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from dataclasses import field
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

from engine.cli.program import run
from engine.rounds.locking import alone

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from collections.abc import Sequence

HOUSE = Path(__file__).resolve().parent.parent
BASES = HOUSE / "docs" / "base"

FENCE = re.compile(r"^(?P<indent> *)(?P<fence>```+|~~~+) *(?P<language>\w*)(?P<info>.*)$")
USING = re.compile(r"^<!-- using: *(\S+) *-->$")

ANY = "…"
"""On a line of its own in expected output: any lines, or none."""


class PageError(Exception):
    """Something that a page asks for cannot be done."""


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, its file, its lines, and where they stand."""

    language: str
    file: str
    lines: tuple[str, ...]
    first: int
    """The index, in the page, of the first line inside the fence."""
    times: int = 1
    """How often the lines are written, one after another."""
    meanwhile: bool = False
    """Whether somebody else writes the file while the next command is at work."""
    held: bool = False
    """Whether somebody else keeps the file for themselves during the next command."""

    @property
    def text(self) -> str:
        """The lines as a text."""
        return "".join(f"{line}\n" for line in self.lines) * self.times


@dataclass(frozen=True)
class Fresh:
    """The page goes on in a new folder, with a copy of something in it or empty."""

    base: str = ""


@dataclass(frozen=True)
class Exchange:
    """A command of a console block, and what it is expected to print."""

    command: str
    expected: tuple[str, ...]
    first: int
    """The index, in the page, of the first line of what is expected."""


@dataclass(frozen=True)
class Mismatch:
    """An exchange that printed something else."""

    exchange: Exchange
    actual: tuple[str, ...]


@dataclass
class Desk:
    """Where a page's commands run: a folder of its own, and one it has moved to."""

    scratch: Path
    top: Path = field(init=False)
    others: list[Block] = field(default_factory=list)
    """What somebody else writes during the next command."""
    held: list[str] = field(default_factory=list)
    """What somebody else keeps for themselves during the next command."""

    def __post_init__(self) -> None:
        self.start(Fresh())

    def start(self, fresh: Fresh) -> None:
        """Go on in a new folder."""
        self.top = Path(tempfile.mkdtemp(dir=self.scratch))
        os.chdir(self.top)
        if not fresh.base:
            return
        shipped = HOUSE / fresh.base
        base = BASES / fresh.base
        if base.is_dir():
            shutil.copytree(base, self.top, dirs_exist_ok=True)
        elif "/" in fresh.base and shipped.is_dir():
            shutil.copytree(shipped, self.top / fresh.base)
        else:
            message = f"there is neither docs/base/{fresh.base} nor {fresh.base}"
            raise PageError(message)

    def write(self, block: Block) -> None:
        """Write the file that a block gives, or edit the one that a diff is for."""
        path = Path(block.file)
        path.parent.mkdir(parents=True, exist_ok=True)
        match block.language:
            case "diff":
                text = edited(path.read_text(encoding="utf-8"), block.lines)
                path.write_text(text, encoding="utf-8")
            case "hex":
                path.write_bytes(bytes.fromhex(block.text))
            case "sheets":
                _write_workbook(path, block.lines)
            case _:
                path.write_text(block.text, encoding="utf-8")

    def answer(self, command: str) -> tuple[str, ...]:
        """What a command prints, and its status if that is not 0."""
        words = shlex.split(command, comments=True)
        with contextlib.ExitStack() as stack:
            stack.enter_context(patch("time.sleep"))
            stack.enter_context(patch("shutil.copymode", self._somebody_else))
            while self.held:
                stack.enter_context(alone(Path(self.held.pop())))
            output, status = COMMANDS.get(words[0], _unknown)(words)
        shown = output.replace(str(self.top), "~")
        lines = [line.rstrip() for line in shown.splitlines()]
        return (*lines, *([f"# exit status {status}"] if status else []))

    def _somebody_else(self, *_: object, **__: object) -> None:
        """Another person's turn, just before a command puts a file in place."""
        while self.others:
            self.write(self.others.pop())


def run_page(text: str, scratch: Path) -> list[Mismatch]:
    """Do everything that a page says, and say what came out otherwise."""
    desk = Desk(scratch)
    wrong: list[Mismatch] = []
    for part in parts(text):
        match part:
            case Fresh():
                desk.start(part)
            case Block(language="console"):
                for exchange in exchanges(part):
                    actual = desk.answer(exchange.command)
                    if not matches(exchange.expected, actual):
                        wrong.append(Mismatch(exchange, actual))
            case Block(meanwhile=True):
                desk.others.append(part)
            case Block(held=True):
                desk.held.append(part.file)
            case Block():
                desk.write(part)
    return wrong


def updated(text: str, wrong: Sequence[Mismatch]) -> str:
    """The page with what the commands did print."""
    lines = text.splitlines()
    for mismatch in reversed(wrong):
        first = mismatch.exchange.first
        lines[first : first + len(mismatch.exchange.expected)] = mismatch.actual
    return "".join(f"{line}\n" for line in lines)


def complaint(page: str, wrong: Sequence[Mismatch]) -> str:
    """What a person reads when a page is not true any more."""
    parts = []
    for mismatch in wrong:
        shown = "\n".join(f"  {line}" for line in mismatch.actual)
        wanted = "\n".join(f"  {line}" for line in mismatch.exchange.expected)
        place = f"{page}:{mismatch.exchange.first}"
        parts.append(
            f"{place}: $ {mismatch.exchange.command}\n"
            f" the page says\n{wanted}\n but it prints\n{shown}"
        )
    return "\n\n".join([*parts, "If that is right: pytest tests/test_pages.py --update"])


def parts(text: str) -> Iterator[Block | Fresh]:
    """What a page has for us, in order: blocks that do something, and new beginnings."""
    lines = iter(enumerate(text.splitlines()))
    for _, line in lines:
        opening = FENCE.match(line)
        if opening is not None:
            block = _block(opening, lines)
            if block.language == "console" or block.file:
                yield block
        elif line.startswith("# "):
            yield Fresh()
        elif using := USING.match(line):
            yield Fresh(using[1])


def _block(opening: re.Match[str], lines: Iterator[tuple[int, str]]) -> Block:
    info = opening["info"]
    file, times = re.search(r"\bfile=(\S+)", info), re.search(r"\btimes=(\d+)", info)
    body: list[str] = []
    first = 0
    for number, line in lines:
        first = first or number
        if line.strip() == opening["fence"]:
            return Block(
                opening["language"],
                file[1] if file else "",
                tuple(body),
                first,
                int(times[1]) if times else 1,
                meanwhile="meanwhile" in info.split(),
                held="held" in info.split(),
            )
        body.append(line)
    message = "a fenced block has no end"
    raise PageError(message)


def exchanges(block: Block) -> Iterator[Exchange]:
    """The commands of a console block; one that ends with a backslash goes on."""
    starts = [n for n, line in enumerate(block.lines) if line.startswith("$ ")]
    for start, end in zip(starts, [*starts[1:], len(block.lines)], strict=True):
        last = start
        while block.lines[last].endswith("\\"):
            last += 1
        words = [line.removesuffix("\\") for line in block.lines[start : last + 1]]
        expected = block.lines[last + 1 : end]
        yield Exchange(" ".join(words)[2:], expected, block.first + last + 1)


def matches(expected: Sequence[str], actual: Sequence[str]) -> bool:
    """Whether output is as expected; a line with only an ellipsis stands for any lines."""
    pattern = "".join(
        r"(?:.*\n)*?" if line.strip() == ANY else re.escape(line.rstrip()) + r"\n"
        for line in expected
    )
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in actual)) is not None


def edited(text: str, changes: Sequence[str]) -> str:
    """A text with a diff applied: its old lines stand in the text exactly once."""
    changes = [line for line in changes if not line.startswith("@@")]
    old = [line[1:] for line in changes if line[:1] != "+"]
    new = [line[1:] for line in changes if line[:1] != "-"]
    lines = text.splitlines()
    found = [n for n in range(len(lines)) if lines[n : n + len(old)] == old]
    if len(found) != 1:
        message = f"these lines stand {len(found)} times in the file: {old}"
        raise PageError(message)
    lines[found[0] : found[0] + len(old)] = new
    return "".join(f"{line}\n" for line in lines)


def _write_workbook(path: Path, lines: Sequence[str]) -> None:
    """A spreadsheet from CSV; a line such as ``[Name]`` begins a sheet.

    A cell such as ``<2026-04-03>`` is a date, and ``^`` is merged with the cell above it.
    """
    import xlsxwriter

    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "d-mmm"})
        sheet, above = None, [[""]]
        for line in lines:
            if line.startswith("["):
                sheet, above = book.add_worksheet(line.strip("[]")), []
            elif sheet is not None:
                above.append(line.split(","))
                row = len(above) - 1
                for column, cell in enumerate(above[-1]):
                    if cell == "^":
                        sheet.merge_range(row - 1, column, row, column, above[-2][column])
                    elif cell.startswith("<"):
                        date = datetime.date.fromisoformat(cell.strip("<>"))
                        sheet.write_datetime(row, column, date, day)
                    else:
                        sheet.write(row, column, cell)


def _assay(words: list[str]) -> tuple[str, int]:
    """Assay in this process, its two streams as one."""
    target = None
    if ">" in words:
        target, words = Path(words[-1]), words[: words.index(">")]
    raw = io.BytesIO()
    printed = raw if target is None else io.BytesIO()
    out, err = (
        io.TextIOWrapper(stream, encoding="utf-8", newline="\n", write_through=True)
        for stream in (printed, raw)
    )
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = run(words[1:])
    if target is not None:
        target.write_bytes(printed.getvalue())
    return raw.getvalue().decode(), status


def _cat(words: list[str]) -> tuple[str, int]:
    return "".join(Path(word).read_text("utf-8") for word in words[1:]), 0


def _cd(words: list[str]) -> tuple[str, int]:
    os.chdir(words[1])
    return "", 0


def _ls(words: list[str]) -> tuple[str, int]:
    top = Path(words[1] if len(words) > 1 else ".")
    names = sorted(f"{path.name}{'/' if path.is_dir() else ''}" for path in top.iterdir())
    return "".join(f"{name}\n" for name in names if not name.startswith(".")), 0


def _cp(words: list[str]) -> tuple[str, int]:
    *_, source, target = words
    if Path(source).is_dir():
        shutil.copytree(source, target)
    else:
        shutil.copy(source, target)
    return "", 0


def _rm(words: list[str]) -> tuple[str, int]:
    for word in words[1:]:
        Path(word).unlink()
    return "", 0


def _pytest(words: list[str]) -> tuple[str, int]:
    """pytest in a process of its own, as wide as a page; how long it took is left out."""
    quiet = ("-p", "no:cacheprovider", "-p", "no:xdist", "--color=no")
    ran = subprocess.run(
        [sys.executable, "-m", *words, *quiet],
        env={k: v for k, v in os.environ.items() if not k.startswith("PYTEST")}
        | {"COLUMNS": "80"},
        capture_output=True,
        text=True,
        check=False,
    )
    return re.sub(r" in [0-9.]+s", " in …s", ran.stdout + ran.stderr), ran.returncode


def _unknown(words: list[str]) -> tuple[str, int]:
    message = f"a page may run {', '.join(COMMANDS)}, not {words[0]}"
    raise PageError(message)


COMMANDS: dict[str, Callable[[list[str]], tuple[str, int]]] = {
    "assay": _assay,
    "cat": _cat,
    "cd": _cd,
    "cp": _cp,
    "ls": _ls,
    "pytest": _pytest,
    "rm": _rm,
}
"""What a page may run; ``cat``, ``cd``, ``cp``, ``ls`` and ``rm`` are our own."""


def pages() -> list[Path]:
    """Every page that is run: the README and whatever stands under docs/ and examples/."""
    below = (sorted((HOUSE / folder).rglob("*.md")) for folder in ("docs", "examples"))
    found = [HOUSE / "README.md", *chain.from_iterable(below)]
    return [page for page in found if page.is_file() and BASES not in page.parents]


def check_page(page: Path, scratch: Path, *, update: bool) -> str:
    """Run a page; what is wrong with it, or nothing. ``update`` writes what came out."""
    text = page.read_text(encoding="utf-8")
    here = Path.cwd()
    try:
        wrong = run_page(text, scratch)
    finally:
        os.chdir(here)
    if wrong and update:
        page.write_text(updated(text, wrong), encoding="utf-8")
        return ""
    return complaint(page.relative_to(HOUSE).as_posix(), wrong) if wrong else ""
