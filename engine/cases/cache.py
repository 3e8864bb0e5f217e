"""Counts that are remembered between runs; never a case."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING
from typing import Any

from engine.cases.findings import MissingAnswers
from engine.cases.findings import NoCases
from engine.cases.rows import Rows
from engine.cases.tally import SampleTally
from engine.cases.tally import Tally
from engine.diagnostics import Place
from engine.files import write
from engine.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence
    from pathlib import Path

    from engine.cases.provider import Provider
    from engine.cases.questions import Form
    from engine.cases.questions import Question
    from engine.cases.tally import CaseFile
    from engine.diagnostics import Finding

SHAPE = 2
"""Changes when what is remembered, or how cases are counted, changes."""

Remembered = tuple[SampleTally, tuple["Finding", ...]]


class Cache:
    """A folder of counts, a file for each sample that was counted."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def key(self, form: Form, files: Sequence[CaseFile], providers: Sequence[Provider]) -> str:
        """What the counts depend on: the files, the questions, the providers, us."""
        facts = [
            [VERSION, SHAPE, form.sample.id, form.types],
            [[file.file, file.digest] for file in files],
            [_facts(question) for question in (*form.questions, *form.elsewhere)],
            [[answer.label, answer.answer] for answer in form.sample.answers],
            [[c.id, c.name, c.values, c.missing_allowed] for c in form.sample.profile],
            [[p.id, p.name, p.type, p.aliases] for p in providers],
        ]
        return _digest(facts)

    def read(self, key: str, form: Form, files: tuple[CaseFile, ...]) -> Remembered | None:
        """What was remembered; a file that is damaged in any way is as good as none."""
        try:
            stored = json.loads(self._path(key).read_text(encoding="utf-8"))
            content = stored["content"]
            if stored["digest"] != _digest(content):
                return None
            return _restored(content, form, files)
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None

    def write(self, key: str, tally: SampleTally, findings: Iterable[Finding]) -> None:
        """Remember counts and warnings; where that cannot be done, do without."""
        content = _stored(tally, findings)
        stored = json.dumps({"digest": _digest(content), "content": content})
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            write(self._path(key), stored)
        except OSError:
            return

    def _path(self, key: str) -> Path:
        return self._folder / f"tally-{key}.json"


def _facts(question: Question) -> list[Any]:
    scale = question.scale
    grades = [grade.id for grade in scale.grades]
    asked = [question.id, question.noun, question.sample, question.rated]
    return [*asked, question.types, grades, scale.excluded]


def _stored(tally: SampleTally, findings: Iterable[Finding]) -> dict[str, Any]:
    warnings = list(findings)
    return {
        "cases": dict(tally.cases),
        "answers": [
            [provider, question, one.counts, one.excluded, one.missing]
            for (provider, question), one in tally.answers.items()
        ],
        "missing": [
            [f.place.file, f.question, f.rows.total, f.rows.first, f.outside]
            for f in warnings
            if isinstance(f, MissingAnswers)
        ],
        "without_cases": [
            [f.place.file, f.providers] for f in warnings if isinstance(f, NoCases)
        ],
    }


def _restored(content: dict[str, Any], form: Form, files: tuple[CaseFile, ...]) -> Remembered:
    scales = {question.id: question.scale for question in form.questions}
    answers = {
        (provider, question): Tally(tuple(counts), excluded, missing, scales[question])
        for provider, question, counts, excluded, missing in content["answers"]
    }
    missing = [
        MissingAnswers(Place(file), question, Rows(total, tuple(first)), outside)
        for file, question, total, first, outside in content["missing"]
    ]
    without = [
        NoCases(Place(file), form.sample.id, tuple(providers))
        for file, providers in content["without_cases"]
    ]
    tally = SampleTally(form.sample.id, files, content["cases"], answers)
    return tally, (*missing, *without)


def _digest(facts: Any) -> str:  # noqa: ANN401
    written = json.dumps(facts, sort_keys=True).encode()
    return hashlib.sha256(written).hexdigest()
