"""Reads the worked examples beside a framework, and says what is wrong with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.assurance.examples import findings as found
from engine.assurance.examples.reader import Reader
from engine.assurance.examples.trail import lacking
from engine.diagnostics import Place
from engine.diagnostics import errors
from engine.diagnostics import in_order
from engine.frameworks.shape import load_mapping
from engine.rules.plan import plan

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from engine.assurance.examples.example import Example
    from engine.diagnostics import Finding
    from engine.frameworks.nodes import Mapping
    from engine.rules.framework import Framework

FILE = "examples.yaml"


def load_examples(
    framework: Framework, cache: Path | None = None
) -> tuple[tuple[Example, ...], tuple[Finding, ...]]:
    """The examples beside a framework, none if the file has errors; and every finding.

    With a cache folder, a file that had the right shape is remembered by its digest.
    """
    path = framework.folder / FILE
    if not path.is_file():
        return (), (found.NoExamples(Place(str(path))),)
    root, findings = load_mapping(path, "examples", cache)
    if root is None:
        return (), in_order(findings)
    return read_examples(root, framework, findings)


def read_examples(
    root: Mapping, framework: Framework, findings: tuple[Finding, ...] = ()
) -> tuple[tuple[Example, ...], tuple[Finding, ...]]:
    """The examples in a file of the right shape, about which there are findings already."""
    reader = Reader(framework)
    examples = tuple(_examples(root, reader))
    plans = {type_id: plan(framework, type_id) for type_id in framework.vocabulary.type_ids}
    for example in examples:
        reader.findings += lacking(example, reader.subjects, plans)
    every = in_order([*findings, *reader.findings])
    return (() if errors(every) else examples), every


def check_examples(framework: Framework) -> tuple[Finding, ...]:
    """Everything wrong with the examples beside a framework, if it has any."""
    if not (framework.folder / FILE).is_file():
        return ()
    return load_examples(framework)[1]


def _examples(root: Mapping, reader: Reader) -> Iterator[Example]:
    first: dict[str, Place] = {}
    for node in root.mappings("examples"):
        name, place = node.text("name"), node.place_of("name")
        if name in first:
            reader.findings.append(found.SaidTwice(place, f'"{name}" is a name', first[name]))
        first.setdefault(name, place)
        example = reader.example(node)
        if example is not None:
            yield example
