"""Reads a round's folder: every file, everything that is wrong, in one go."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from typing import TypeVar

from engine.cases import Provider as CaseProvider
from engine.cases import Tallies
from engine.cases import tally_round
from engine.cases.counting import digest
from engine.cases.findings import NoFile
from engine.diagnostics import Finding
from engine.diagnostics import errors
from engine.diagnostics import in_order
from engine.files import cache_folder
from engine.frameworks.locate import locate
from engine.frameworks.shape import load_mapping
from engine.rounds import decisions
from engine.rounds import head
from engine.rounds import inputs
from engine.rounds import judgements
from engine.rounds.caseless import surprising
from engine.rounds.directory import Directory
from engine.rounds.records import standing
from engine.rounds.results import InputFile
from engine.rounds.round import Round
from engine.rounds.tables import Table
from engine.rounds.tables import read_table

if TYPE_CHECKING:
    from pathlib import Path

    from engine.frameworks.nodes import Mapping
    from engine.rounds.round import Judgement
    from engine.rules.framework import Framework

Found = TypeVar("Found")
_FILES = (head.FILE, judgements.FILE, inputs.FILE, decisions.FILE)


def framework_of(folder: Path) -> tuple[Path | None, tuple[Finding, ...]]:
    """The folder of the framework that a round's round.yaml names."""
    root, findings = head.read_root(folder, cache_folder())
    if root is None:
        return None, findings
    reference = root.text("framework")
    found = locate(reference, folder, root.place_of("framework"))
    return (None, (found,)) if isinstance(found, Finding) else (found, ())


def load_round(
    folder: Path,
    framework: Framework,
    *,
    strict: bool = False,
    partial: bool = False,
    cache: bool = True,
) -> tuple[Round | None, tuple[Finding, ...]]:
    """The round in a folder, if nothing in it is an error, and all there is to say about it.

    ``strict`` refuses missing answers; ``partial`` lets judgements, facts and whole
    samples be absent; ``cache`` remembers the counts of cases.
    """
    loader = _Loader(folder, framework, strict=strict, partial=partial)
    round_ = loader.load(cache_folder() if cache else None)
    findings = in_order(loader.findings)
    if round_ is None or errors(findings):
        return None, findings
    return replace(round_, findings=findings), findings


class _Loader:
    """Reads one round's files, and gathers what is wrong with any of them."""

    def __init__(
        self, folder: Path, framework: Framework, *, strict: bool, partial: bool
    ) -> None:
        self.folder = folder
        self.framework = framework
        self.strict = strict
        self.partial = partial
        self.findings: list[Finding] = []

    def load(self, cache: Path | None) -> Round | None:
        """The round, as far as it can be made out."""
        root = self._kept(head.read_root(self.folder, cache_folder()))
        if root is not None and (refused := head.refused_table(root)):
            self.findings += refused
            return None
        judged = self._judged()
        facts = self._table(inputs.FILE, inputs.COLUMNS)
        decided = self._decisions()
        if root is None:
            return None
        found = self._kept(head.read_head(root, self.framework.vocabulary))
        if any(p.type not in self.framework.vocabulary.type_ids for p in found.providers):
            # What applies to whom is unknown: whatever is absent may be rightly so.
            self.partial, tallies = True, Tallies()
        else:
            tallies = self._cases(found, cache)
        directory = Directory(self.framework, (*found.providers, *found.above))
        values, defaulted = self._inputs(facts, found, directory)
        round_ = Round(
            id=found.id,
            title=found.title,
            folder=self.folder,
            framework=found.framework,
            synthetic=found.synthetic,
            providers=found.providers,
            above=found.above,
            tallies=tallies.answers,
            judgements=self._judgements(judged, directory),
            decisions=decisions.read_decisions(decided, directory) if decided else (),
            inputs=values,
            defaulted=defaulted,
            assumptions=found.assumptions,
            populations=found.populations,
            files=self._files(tallies),
            unanswered=tuple(f.sample for f in self.findings if isinstance(f, NoFile)),
        )
        self.findings += directory.findings
        vocabulary = self.framework.vocabulary
        counted = standing(round_, self.framework, vocabulary.inspections)
        counted_round = replace(round_, judgements=counted)
        self.findings = [*surprising(self.findings, counted_round, vocabulary)]
        return round_

    def _kept(self, read: tuple[Found, tuple[Finding, ...]]) -> Found:
        """What was read, its findings put with the others."""
        found, findings = read
        self.findings += findings
        return found

    def _table(self, name: str, columns: tuple[str, ...]) -> Table | None:
        path = self.folder / name
        return self._kept(read_table(path, columns)) if path.exists() else None

    def _judged(self) -> Table | None:
        path, vocabulary = self.folder / judgements.FILE, self.framework.vocabulary
        if not path.exists():
            return None
        return self._kept(judgements.read_rows(path, vocabulary.inspections))

    def _decisions(self) -> Mapping | None:
        path = self.folder / decisions.FILE
        return (
            self._kept(load_mapping(path, "decisions", cache_folder()))
            if path.exists()
            else None
        )

    def _cases(self, found: head.Head, cache: Path | None) -> Tallies:
        tallies, findings = tally_round(
            self.folder,
            self.framework.vocabulary,
            [CaseProvider(p.id, p.name, p.type, p.aliases) for p in found.providers],
            files=dict(found.case_files),
            strict=self.strict,
            partial=self.partial,
            cache=cache,
        )
        self.findings += (self._here(finding) for finding in findings)
        return tallies

    def _here(self, finding: Finding) -> Finding:
        """A finding about a case file, named from where the round's folder is named."""
        file = str(self.folder / finding.place.file)
        return finding.but(place=replace(finding.place, file=file))

    def _judgements(self, table: Table | None, directory: Directory) -> tuple[Judgement, ...]:
        if table is not None:
            return judgements.read_judgements(table, directory, partial=self.partial)
        path = self.folder / judgements.FILE
        if not path.exists() and not self.partial:
            self.findings += judgements.no_judgements(str(path), directory)
        return ()

    def _inputs(
        self, table: Table | None, found: head.Head, directory: Directory
    ) -> tuple[inputs.Inputs, frozenset[tuple[str, str]]]:
        path = self.folder / inputs.FILE
        given, named = inputs.read_inputs(table or Table(str(path), ()), directory)
        values = inputs.completed(given, found.assumptions, directory)
        unreadable = table is None and path.exists()
        if not self.partial and not unreadable:
            self.findings += inputs.missing(values, named, str(path), directory)
        return values, inputs.by_default(given, found.assumptions, directory)

    def _files(self, tallies: Tallies) -> tuple[InputFile, ...]:
        paths = [self.folder / name for name in _FILES]
        own = [InputFile(p.name, digest(p)) for p in paths if p.is_file()]
        return (*own, *(InputFile(file.file, file.digest) for file in tallies.files))
