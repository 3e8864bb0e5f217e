"""A round as commands use it: found, read and rated."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from engine.cli.output import progress
from engine.data import folder as packaged
from engine.diagnostics import Finding
from engine.diagnostics import Invalid
from engine.diagnostics import Place
from engine.diagnostics import in_order
from engine.files import cache_folder
from engine.frameworks.locate import locate
from engine.rounds.load import framework_of
from engine.rounds.load import load_round
from engine.rounds.rate import rate
from engine.rules.load import load_framework

if TYPE_CHECKING:
    from engine.rounds.results import Ratings
    from engine.rounds.round import Round
    from engine.rules.framework import Framework


@dataclass(frozen=True)
class Rated:
    """A round with its ratings, and the framework that they were made under."""

    round: Round
    framework: Framework
    ratings: Ratings


def rated(
    folder: Path,
    reference: str | None = None,
    *,
    partial: bool = False,
    strict: bool = False,
    cache: bool = True,
) -> Rated:
    """Rate the round in a folder, under its own framework or the one referred to."""
    own = own_framework(folder)
    progress(f"reading {folder}")
    round_, findings = load_round(folder, own, strict=strict, partial=partial, cache=cache)
    if round_ is None:
        raise Invalid(findings)
    if reference is None:
        return Rated(round_, own, rate(round_, own))
    return _under(round_, own, framework(named(reference)))


def framework(folder: Path) -> Framework:
    """The framework in a folder, remembered between runs."""
    return load_framework(folder, cache_folder())


def named(reference: str) -> Path:
    """A framework's folder by its path from here, or by its id."""
    if (Path(reference) / "framework.yaml").is_file():
        return Path(reference)
    found = locate(reference, Path(), Place(reference))
    if isinstance(found, Finding):
        raise Invalid([found])
    return found


def chosen(reference: str | None) -> Framework:
    """The framework referred to; without a reference the first that comes with Assay."""
    if reference is not None:
        return framework(named(reference))
    shipped = packaged("standards").glob("*/framework.yaml")
    return framework(min(path.parent for path in shipped))


def check_round(folder: Path) -> tuple[Finding, ...]:
    """Everything to say about a round; its framework's findings only if it has errors."""
    try:
        found = rated(folder, partial=False).ratings.findings
    except Invalid as invalid:
        found = invalid.findings
    return in_order([*found, *_about_interviews(folder)])


def _about_interviews(folder: Path) -> tuple[Finding, ...]:
    """What is wrong with a round's interviews, if it has any and can be read itself."""
    from engine.cases.interviews import read_interviews
    from engine.cases.interviews import there_are_interviews
    from engine.rounds.casebook import casebook

    if not there_are_interviews(folder):
        return ()
    try:
        providers = casebook(folder, own_framework(folder)).providers
    except Invalid:
        return ()
    return read_interviews(folder, providers)[1]


def own_framework(folder: Path) -> Framework:
    """The framework that the round in a folder names."""
    place, findings = framework_of(folder)
    if place is None:
        raise Invalid(findings)
    return framework(place)


def _under(round_: Round, own: Framework, other: Framework) -> Rated:
    from engine.rounds.carry import carry

    carried_round, carried = carry(round_, own, other)
    return Rated(carried_round, other, rate(carried_round, other, carried))
