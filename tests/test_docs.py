"""The manual is complete: every finding, command, option and key stands in it."""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
from typing import TYPE_CHECKING
from typing import Any

import click
import pytest

import engine
from engine.cli.program import assay
from engine.diagnostics import Finding
from engine.rules.grammar import phrases
from tests.pages import HOUSE

if TYPE_CHECKING:
    from collections.abc import Iterator

DOCS = HOUSE / "docs"
HEADING = re.compile(r"^### ([A-Z]\d{3}) (.+)$", re.MULTILINE)
CODE = re.compile(r"[EFRCDX]\d{3}")

WITHOUT_EXAMPLE = {
    "R138": "the formatter checks what it wrote, and no text is known that makes it fail",
}
"""Findings that no page can bring about, and why."""

PAGES_OF_SCHEMAS = {
    "framework": ("frameworks.md",),
    "domain": ("frameworks.md",),
    "crosswalk": ("comparing-versions.md",),
    "round": ("rounds.md", "tables.md"),
    "decisions": ("rounds.md",),
    "ratings": ("results.md", "tables.md"),
    "diagnostics": ("results.md",),
    "interviews": ("rounds.md",),
    "panel": ("panel.md", "results.md"),
    "mapping": ("import.md",),
    "sampling": ("sampling.md",),
    "proof": ("proof.md",),
    "synthetic": ("synthetic.md",),
    "target": ("target.md",),
    "tabulation": ("results.md",),
    "simulation": ("simulation.md",),
    "diff": ("diff.md",),
    "impact": ("diff.md",),
    "comparison": ("comparing-rounds.md",),
    "examples": ("examples.md",),
    "tests": ("examples.md",),
    "figures": ("report.md",),
    "report": ("report.md",),
}


def subclasses(kind: type[Finding]) -> Iterator[type[Finding]]:
    """Every class of findings, however deep."""
    for each in kind.__subclasses__():
        yield each
        yield from subclasses(each)


def findings() -> list[type[Finding]]:
    """Every kind of finding: a class that has a code."""
    for module in pkgutil.walk_packages(engine.__path__, "engine."):
        importlib.import_module(module.name)
    ours = (k for k in subclasses(Finding) if k.__module__.startswith("engine."))
    return sorted((k for k in ours if hasattr(k, "code")), key=lambda k: (k.code, k.__name__))


KINDS = findings()
CODES = sorted({kind.code for kind in KINDS})


def sections() -> dict[str, str]:
    """The section of each code in the pages of findings."""
    found: dict[str, str] = {}
    for page in sorted((DOCS / "findings").glob("*.md")):
        text = page.read_text("utf-8")
        starts = [*HEADING.finditer(text)]
        ends = [*(match.start() for match in starts[1:]), len(text)]
        for start, end in zip(starts, ends, strict=False):
            assert start[1] not in found, f"{start[1]} has two headings"
            found[start[1]] = text[start.start() : end]
    return found


SECTIONS = sections()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: f"{kind.code}-{kind.__name__}")
def test_a_finding_is_described(kind):
    assert CODE.fullmatch(kind.code)
    assert (kind.__doc__ or "").strip()
    assert kind.__doc__ != Finding.__doc__
    assert kind.help is not Finding.help


def test_a_code_means_one_thing():
    """Two classes share a code only where one is a variety of the other."""
    for code in CODES:
        first, *others = sorted(
            (k for k in KINDS if k.code == code), key=lambda k: len(k.mro())
        )
        assert all(issubclass(other, first) for other in others), code


@pytest.mark.parametrize("code", CODES)
def test_a_finding_has_an_executed_example(code):
    consoles = re.findall(r"^```console\n(.*?)^```$", SECTIONS[code], re.MULTILINE | re.DOTALL)
    shown = re.search(rf"^\S.*: (error|warning|note) {code}: ", "".join(consoles), re.MULTILINE)
    assert shown or code in WITHOUT_EXAMPLE


def test_no_finding_is_described_that_does_not_exist():
    assert sorted(SECTIONS) == CODES


def keys(schema: Any) -> Iterator[str]:
    """The keys that a schema allows anywhere."""
    if isinstance(schema, dict):
        for name, value in schema.items():
            if name == "properties":
                yield from value
            yield from keys(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from keys(value)


@pytest.mark.parametrize(
    "schema", sorted((HOUSE / "schemas").glob("*.json")), ids=lambda p: p.name
)
def test_every_key_is_described(schema):
    pages = PAGES_OF_SCHEMAS[schema.name.partition(".")[0]]
    text = "".join((DOCS / page).read_text("utf-8") for page in pages)
    described = set(re.findall(r"`([\w$]+)`", text))
    wanted = set(keys(json.loads(schema.read_text("utf-8"))))
    assert wanted - described == set()


def commands(group: click.Group, above: str = "assay") -> Iterator[tuple[str, click.Command]]:
    """Every command with its words, down to the last group."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from commands(command, f"{above} {name}")
        else:
            yield f"{above} {name}", command


COMMANDS = dict(commands(assay))


@pytest.mark.parametrize("words", COMMANDS)
def test_every_command_and_option_is_described(words):
    text = (DOCS / "commands.md").read_text("utf-8")
    sections = dict(
        re.findall(r"^## `([^`]+)`\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    )
    wanted = {
        max(parameter.opts, key=len)
        for parameter in COMMANDS[words].params
        if isinstance(parameter, click.Option)
    }
    described = set(re.findall(r"`(--[\w-]+)", sections[words]))
    assert described == wanted


def test_every_page_is_in_an_index():
    """A page that nothing links to is never read."""
    linked = {
        (page.parent / target.partition("#")[0]).resolve()
        for page in DOCS.rglob("*.md")
        for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text("utf-8"))
    }
    pages = {page.resolve() for page in DOCS.rglob("*.md")}
    assert pages - linked == {(DOCS / "README.md").resolve()}


def test_every_link_leads_somewhere():
    for page in DOCS.rglob("*.md"):
        for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text("utf-8")):
            path = page.parent / target.partition("#")[0]
            assert "://" in target or path.exists(), f"{page.name}: {target}"


def test_every_phrase_of_the_rules_is_listed():
    text = (DOCS / "rules.md").read_text("utf-8")
    below = text.partition("## The words of the language")[2].partition("\n## ")[0]
    words = {phrase for phrase in phrases().names if phrase[0].isalpha()}
    assert set(re.findall(r"`([^`]+)`", below)) == words
