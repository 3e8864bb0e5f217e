"""A whole round's cases: every sample's files, checked and counted, or remembered."""

from __future__ import annotations

import hashlib
from contextlib import closing
from typing import TYPE_CHECKING

from engine.cases.cache import Cache
from engine.cases.files import FOLDER
from engine.cases.files import find_files
from engine.cases.findings import MissingAnswers
from engine.cases.findings import MissingAnswersRefused
from engine.cases.findings import NoFile
from engine.cases.findings import NoFileYet
from engine.cases.findings import Unreadable
from engine.cases.provider import spellings
from engine.cases.questions import form as form_of
from engine.cases.tally import CaseFile
from engine.cases.tally import SampleTally
from engine.cases.tally import Tallies
from engine.diagnostics import Place
from engine.diagnostics import errors
from engine.diagnostics import in_order

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Mapping
    from collections.abc import Sequence
    from pathlib import Path

    from engine.cases.desk import Desk
    from engine.cases.files import Found
    from engine.cases.provider import Provider
    from engine.cases.questions import Form
    from engine.diagnostics import Finding
    from engine.frameworks.model import Vocabulary


def tally_round(  # noqa: PLR0913
    folder: Path,
    vocabulary: Vocabulary,
    providers: Sequence[Provider],
    *,
    files: Mapping[str, Sequence[str]] | None = None,
    strict: bool = False,
    partial: bool = False,
    cache: Path | None = None,
    samples: Collection[str] | None = None,
) -> tuple[Tallies, tuple[Finding, ...]]:
    """The counts of a round's cases, and what is wrong with its case files.

    ``files`` are the patterns that the round names, by sample. A sample with an error
    is not counted. ``strict`` refuses missing answers, ``partial`` lets a sample have no
    file yet, and ``cache`` is the folder where counts are remembered, if anywhere.
    """
    where, findings = find_files(folder, vocabulary, files)
    tallies: list[SampleTally] = []
    with closing(_Counter(providers, cache)) as counter:
        for sample in vocabulary.samples:
            if samples is not None and sample.id not in samples:
                continue
            form = form_of(vocabulary, sample)
            if sample.id not in where:
                findings += _absent(form, providers, partial=partial)
                continue
            tally, more = counter.tally(form, where[sample.id])
            findings += tuple(_refused(f) if strict else f for f in more)
            tallies += [tally] if tally else []
    return Tallies(tuple(tallies)), in_order(findings)


class _Counter:
    """Counts samples, opening a database only when something has to be read."""

    def __init__(self, providers: Sequence[Provider], cache: Path | None) -> None:
        self._providers = providers
        self._cache = None if cache is None else Cache(cache)
        self._desk: Desk | None = None

    def close(self) -> None:
        """Close the database, if there is one."""
        if self._desk is not None:
            self._desk.close()

    def tally(
        self, form: Form, files: Sequence[Found]
    ) -> tuple[SampleTally | None, tuple[Finding, ...]]:
        """The counts of one sample, and the findings about its files."""
        try:
            digests = tuple(CaseFile(f.shown, digest(f.path)) for f in files)
        except OSError:
            return None, tuple(Unreadable(Place(f.shown), "a file") for f in files)
        if self._cache is None:
            return self._count(form, files, digests)
        key = self._cache.key(form, digests, self._providers)
        remembered = self._cache.read(key, form, digests)
        if remembered is not None:
            return remembered
        tally, findings = self._count(form, files, digests)
        if tally is not None:
            self._cache.write(key, tally, findings)
        return tally, findings

    def _count(
        self, form: Form, files: Sequence[Found], digests: tuple[CaseFile, ...]
    ) -> tuple[SampleTally | None, tuple[Finding, ...]]:
        from engine.cases.sample import count_sample

        desk = self._desk or self._new_desk()
        try:
            sums, findings = count_sample(desk, form, files, self._providers)
        except desk.error:
            return None, tuple(Unreadable(Place(f.shown), "cases") for f in files)
        if errors(findings):
            return None, findings
        cases = dict(sums.cases)
        return SampleTally(form.sample.id, digests, cases, sums.tallies), findings

    def _new_desk(self) -> Desk:
        from engine.cases.desk import Desk

        self._desk = Desk()
        introduce(self._desk, self._providers)
        return self._desk


def introduce(desk: Desk, providers: Sequence[Provider]) -> None:
    """Let a database know the providers by every way to write them."""
    known = spellings(providers).items()
    desk.look_up(
        "providers",
        ("spelling", "provider", "type"),
        [(spelling, p.id, p.type or "") for spelling, p in known],
    )


def digest(path: Path) -> str:
    """What tells a file from any other; OSError where there is nothing to be read whole."""
    if not path.is_file():  # reading a pipe would wait for somebody to write
        raise OSError(path)
    with path.open("rb") as file:
        return f"sha256:{hashlib.file_digest(file, 'sha256').hexdigest()}"


def _absent(form: Form, providers: Sequence[Provider], *, partial: bool) -> tuple[Finding, ...]:
    """A finding where a sample that somebody in the round is asked for has no file."""
    if not any((provider.type or "") in form.types for provider in providers):
        return ()
    kind = NoFileYet if partial else NoFile
    return (kind(Place(FOLDER), form.sample.id),)


def _refused(finding: Finding) -> Finding:
    if isinstance(finding, MissingAnswers):
        return MissingAnswersRefused(
            finding.place, finding.question, finding.rows, finding.outside
        )
    return finding
