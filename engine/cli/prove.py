"""``assay prove``: what the rules of frameworks can and cannot do."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from engine.cli.options import ANYTHING
from engine.cli.options import forms
from engine.cli.output import colored
from engine.cli.output import deliver
from engine.cli.output import progress
from engine.cli.targets import frameworks_of
from engine.diagnostics import Invalid
from engine.diagnostics import errors

if TYPE_CHECKING:
    from pathlib import Path

    from engine.assurance.proofs.proving import Proof


@click.command()
@click.argument("paths", metavar="[FRAMEWORK]...", nargs=-1, type=ANYTHING)
@click.option(
    "--seconds",
    metavar="NUMBER",
    type=click.IntRange(1),
    default=10,
    show_default=True,
    help="How long z3 may take for one property.",
)
@forms("text", "json")
def prove(paths: tuple[Path, ...], *, seconds: int, form: str, output: Path | None) -> int:
    """Say what the rules of frameworks can and cannot do.

    That every pattern has a rating, that every rating can be reached, that nothing better
    ever lowers one, and what the rules are expected to do. What is false is shown by the
    smallest counterexample. Without a path, takes the frameworks that the current folder
    is or holds. The JSON form is described by schemas/proof.schema.json.
    """
    proofs = [_proof(folder, seconds) for folder in frameworks_of(paths)]
    deliver(_content(proofs, form, output), output)
    return 1 if any(proof.false for proof in proofs) else 0


def _proof(folder: Path, seconds: int) -> Proof:
    """The proof of a framework; what its rules come to may be wrong, and nothing else.

    Bands with a gap are: for a value there, the rules come to nothing.
    """
    from engine.assurance.proofs.proving import prove as proved
    from engine.rules.load import read
    from engine.rules.reached import gaps_and_overlaps

    progress(f"proving {folder}")
    reading = read(folder)
    framework = reading.framework
    if framework is None:
        raise Invalid(errors(reading.findings))
    wrong = errors(gaps_and_overlaps(framework.vocabulary, framework.rules))
    if wrong:
        raise Invalid(wrong)
    return proved(framework, seconds=seconds)


def _content(proofs: list[Proof], form: str, output: Path | None) -> str:
    from engine.reports.proof import as_json
    from engine.reports.proof import as_text

    if form == "json":
        return as_json(proofs)
    return as_text(proofs, color=colored(sys.stdout, output))
