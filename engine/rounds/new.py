"""Frameworks and rounds made from nothing, for people to change and to fill in."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from engine.cases.questions import form
from engine.frameworks.quoting import scalar
from engine.rounds import decisions
from engine.rounds import head
from engine.rounds import judgements
from engine.rounds.synthetic.demo import reference
from engine.rounds.writing import filled
from engine.rounds.writing import modeline
from engine.rounds.writing import table
from engine.rounds.writing import write_text

if TYPE_CHECKING:
    from engine.frameworks.model import Sample
    from engine.frameworks.model import Vocabulary
    from engine.rules.framework import Framework

STARTER = Path(__file__).parent / "starter"
TEMPLATES = "templates"
_MODELINE = re.compile(r"# yaml-language-server: .*/(\w+)\.schema\.json\n")


def new_framework(folder: Path, id: str = "") -> None:
    """A small, complete framework with comments, in a folder that is new or empty.

    Its id is the folder's name, if nothing else is given. Raises Invalid, and writes
    nothing, where there is something in the folder already.
    """
    name = id or folder.resolve().name
    with filled(folder) as making:
        for path in sorted(p for p in STARTER.rglob("*") if p.is_file()):
            target = making / path.relative_to(STARTER)
            text = path.read_text(encoding="utf-8")
            text = text.replace("framework: starter\n", f"framework: {scalar(name)}\n")
            write_text(target, _with_modeline(text, target.parent))


def new_round(folder: Path, framework: Framework) -> None:
    """The files of a round with everything still to be filled in.

    Raises Invalid, and writes nothing, where there is something in the folder already.
    """
    vocabulary = framework.vocabulary
    with filled(folder) as making:
        write_text(making / head.FILE, _round(folder, making, framework))
        write_text(
            making / judgements.FILE, table(judgements.columns(vocabulary.inspections), ())
        )
        write_text(making / decisions.FILE, modeline(making, "decisions") + _DECISIONS)
        for sample in vocabulary.samples:
            write_text(making / TEMPLATES / f"{sample.id}.csv", _template(vocabulary, sample))
        write_text(making / "README.md", _readme(vocabulary))


def _with_modeline(text: str, folder: Path) -> str:
    found = _MODELINE.match(text)
    if found is None:
        return text
    return modeline(folder, found[1]) + text[found.end() :]


def _round(folder: Path, making: Path, framework: Framework) -> str:
    types = framework.vocabulary.type_ids
    said = [
        f"round: {scalar(folder.resolve().name)}",
        f"framework: {scalar(reference(framework, folder))}",
        "",
        "# Who was inspected. The other files call a provider by its id, its name or an alias.",
        "providers:",
        _provider("north", "North", types[0]),
        _provider("south", "South", types[-1]),
        "",
    ]
    return modeline(making, "round") + "\n".join(said)


def _provider(id: str, name: str, type_id: str | None) -> str:
    kind = "" if type_id is None else f", type: {scalar(type_id)}"
    return f"  - {{id: {id}, name: {name}{kind}}}"


_DECISIONS = """\
# What the panel moved, and why. "assay decide" adds an entry, or write one yourself, such as
#   - provider: north
#     item: the question or standard whose rating is moved
#     from: the rating by the rules
#     to: the rating decided on
#     by: the role that the rule allows to move it
#     date: 2001-12-31
#     reason: why
decisions: []
"""


def _template(vocabulary: Vocabulary, sample: Sample) -> str:
    """The header of a sample's case file."""
    columns = [column.id for column in sample.profile]
    questions = [question.id for question in form(vocabulary, sample).questions]
    return table(("case", "provider", *columns, *questions), ())


def _readme(vocabulary: Vocabulary) -> str:
    steps = [
        f"List the providers in {head.FILE}.",
        f"Write the judged ratings into {judgements.FILE}, a row for each.",
    ]
    if vocabulary.samples:
        steps.insert(
            1,
            f"Copy each file of {TEMPLATES}/ into a folder named cases, and fill in a row for "
            "each case.\n   A spreadsheet (.xlsx) of the same name and columns does as well.",
        )
    steps.append('Run "assay rate" on this folder. It says what is still missing.')
    numbered = (f"{number}. {step}\n" for number, step in enumerate(steps, start=1))
    return f"# A round under {vocabulary.title}\n\n{''.join(numbered)}"
