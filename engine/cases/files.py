"""Which files hold the cases of which sample."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.cases.findings import SeveralFormats
from engine.cases.findings import UnknownFile
from engine.cases.findings import UnknownFormat
from engine.cases.findings import UnusedFile
from engine.diagnostics import Invalid
from engine.diagnostics import Place
from engine.frameworks.names import folded
from engine.frameworks.names import suggest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence
    from pathlib import Path

    from engine.diagnostics import Finding
    from engine.frameworks.model import Vocabulary

ENDINGS = (".csv.gz", ".csv", ".tsv", ".xlsx", ".ods", ".parquet")
FOLDER = "cases"
PROFILE = "profile"


@dataclass(frozen=True)
class Found:
    """A file of a sample; ``shown`` is its name from the round's folder on."""

    path: Path
    shown: str
    ending: str

    @property
    def stem(self) -> str:
        """The name without its ending."""
        return self.path.name[: -len(self.ending)]

    @property
    def only_profile(self) -> bool:
        """Whether its name says that it describes the cases and has no answers."""
        return folded(self.stem) == PROFILE or folded(self.stem).endswith(f"-{PROFILE}")


Files = dict[str, tuple[Found, ...]]
"""The files of every sample that has some, in the order of their names."""


def alone(path: Path) -> Found:
    """A file that belongs to no round; raises Invalid if its name tells no known format."""
    if not ending_of(path):
        raise Invalid([UnknownFormat(Place(str(path)), ENDINGS)])
    return Found(path, str(path), ending_of(path))


def find_files(
    folder: Path,
    vocabulary: Vocabulary,
    named: Mapping[str, Sequence[str]] | None = None,
) -> tuple[Files, tuple[Finding, ...]]:
    """The files of every sample: those that the round names, or those in ``cases``."""
    named = named or {}
    found = {sample: _named(folder, globs) for sample, globs in named.items()}
    taken = {each.path for files in found.values() for each in files}
    samples = [s.id for s in vocabulary.samples if s.id not in named]
    rest, strangers = _sorted_out(folder, samples, taken)
    strangers += [each for each in sorted(taken) if not ending_of(each)]
    known = tuple(sample.id for sample in vocabulary.samples)
    findings: list[Finding] = [_stranger(folder, path, known, set(named)) for path in strangers]
    findings += [each for s, files in rest.items() for each in _twice(folder, s, files)]
    everything = {**found, **rest}
    readable = {s: tuple(f for f in everything.get(s, ()) if f.ending) for s in known}
    return {s: files for s, files in readable.items() if files}, tuple(findings)


def _named(folder: Path, globs: Sequence[str]) -> tuple[Found, ...]:
    paths = {path for glob in globs for path in _matches(folder, glob)}
    return tuple(_found(folder, path) for path in sorted(paths))


def _matches(folder: Path, glob: str) -> list[Path]:
    """The files that a pattern means; a pattern that means nothing matches nothing."""
    try:
        return [path for path in folder.glob(glob) if path.is_file()]
    except (NotImplementedError, ValueError):
        return []


def _sorted_out(
    folder: Path, samples: Sequence[str], taken: set[Path]
) -> tuple[Files, list[Path]]:
    found: dict[str, list[Found]] = {}
    strangers = []
    for path, owner in _everything(folder):
        if path in taken:
            continue
        sample = _sample(owner, samples)
        if sample is None or not ending_of(path):
            strangers.append(path)
        else:
            found.setdefault(sample, []).append(_found(folder, path))
    return {sample: tuple(files) for sample, files in found.items()}, strangers


def _everything(folder: Path) -> Iterator[tuple[Path, str]]:
    """Every file, and the name that should be its sample's."""
    for path in _visible(folder / FOLDER):
        if path.is_dir():
            yield from ((each, path.name) for each in _visible(path))
        else:
            yield path, path.name[: -len(ending_of(path))] if ending_of(path) else path.stem


def _visible(folder: Path) -> list[Path]:
    """What people put there; not what programs hide there."""
    if not folder.is_dir():
        return []
    return sorted(p for p in folder.iterdir() if not p.name.startswith((".", "~$")))


def _sample(owner: str, samples: Sequence[str]) -> str | None:
    names = {folded(sample): sample for sample in samples}
    owner = folded(owner)
    return names.get(owner) or names.get(owner.removesuffix(f"-{PROFILE}"))


def _twice(folder: Path, sample: str, files: tuple[Found, ...]) -> list[Finding]:
    """One sample in two formats, or both as a file and as a folder."""
    alone = [f for f in files if f.path.parent == folder / FOLDER]
    places: dict[bool, list[str]] = {}
    for each in alone:
        places.setdefault(each.only_profile, []).append(each.shown)
    if len(alone) < len(files) and alone:
        places.setdefault(False, []).append(f"{FOLDER}/{sample}/")
    return [
        SeveralFormats(Place(names[0]), sample, tuple(names))
        for names in places.values()
        if len(names) > 1
    ]


def _stranger(folder: Path, path: Path, samples: tuple[str, ...], named: set[str]) -> Finding:
    place, ending = Place(_found(folder, path).shown), ending_of(path)
    stem = path.name[: -len(ending)] if ending else path.stem
    if path.parent != folder / FOLDER:
        return UnknownFile(place, samples, None, ENDINGS)
    passed_over = _sample(stem, sorted(named))
    if passed_over is not None:
        return UnusedFile(place, passed_over)
    meant = suggest(stem, samples)
    guess = None if meant is None else f"{meant}{ending or '.csv'}"
    return UnknownFile(place, samples, guess, ENDINGS)


def ending_of(path: Path) -> str:
    """The ending that tells a file's format; nothing where it tells none that is read."""
    name = path.name.lower()
    return next((ending for ending in ENDINGS if name.endswith(ending)), "")


def in_any_format(path: Path) -> list[Path]:
    """What there is by a name without its ending."""
    named = (path.with_name(f"{path.name}{ending}") for ending in ENDINGS)
    return [each for each in named if each.exists()]


def _found(folder: Path, path: Path) -> Found:
    return Found(path, path.relative_to(folder).as_posix(), ending_of(path))
