from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from engine.cases import Provider
from engine.cases import tally_round
from engine.diagnostics import Severity
from engine.files import cache_folder
from tests.cases.framework import HEADER
from tests.cases.framework import LESSONS
from tests.cases.framework import PROVIDERS
from tests.cases.framework import ROWS
from tests.cases.framework import VOCABULARY
from tests.cases.framework import changed
from tests.cases.framework import shown
from tests.cases.framework import tally
from tests.cases.framework import write


@pytest.fixture
def folder(tmp_path):
    """A round whose cases have a missing answer and a provider without cases."""
    write(tmp_path / "round/cases/visits.csv", changed(2, "1.1", "")[:-1])
    write(tmp_path / "round/cases/lessons.csv", LESSONS)
    return tmp_path / "round"


@pytest.fixture
def cache(tmp_path):
    return tmp_path / "cache"


@pytest.fixture
def no_reading(monkeypatch):
    """From here on, reading a case fails."""

    def stop():
        def refuse(*_):
            pytest.fail("cases were read again")

        monkeypatch.setattr("engine.cases.sample.count_sample", refuse)

    return stop


def test_counts_and_warnings_are_remembered(folder, cache, no_reading):
    first = tally(folder, cache=cache)
    assert [f.code for f in first[1]] == ["C107", "C125"]
    no_reading()
    again = tally(folder, cache=cache)
    assert again == first
    assert again[0].of("elm", "1.1").of(["not met"]) == 1


def test_missing_answers_are_refused_from_memory_too(folder, cache, no_reading):
    tally(folder, cache=cache)
    no_reading()
    severities = [f.severity for f in tally(folder, cache=cache, strict=True)[1]]
    assert severities == [Severity.ERROR, Severity.WARNING]


def test_only_counts_are_remembered(folder, cache):
    tally(folder, cache=cache)
    stored = "".join(path.read_text() for path in cache.iterdir())
    assert not any(f'"{row[0]}"' in stored for row in ROWS)


def test_no_cache_writes_nothing(folder, cache):
    tally(folder)
    assert not cache.exists()


def test_a_file_with_an_error_is_not_remembered(folder, cache):
    write(folder / "cases/visits.csv", [HEADER])
    tally(folder, cache=cache)
    assert len(list(cache.iterdir())) == 1


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: "",
        lambda text: text[:-5],
        lambda text: text.replace("1", "2"),
        lambda text: text.replace('"oak": 1', '"oak": 7'),
        lambda _: "[]",
        lambda _: "{}",
        lambda _: json.dumps({"digest": "x", "content": {}}),
        lambda _: "[" * 100_000,
        lambda _: "\udcff",
    ],
)
def test_a_damaged_memory_is_ignored(folder, cache, damage):
    first = tally(folder, cache=cache)
    for path in cache.iterdir():
        text = damage(path.read_text())
        path.write_bytes(text.encode("utf-8", "surrogateescape"))
    assert tally(folder, cache=cache) == first
    assert tally(folder, cache=cache) == first


def _other_version(monkeypatch, **_):
    monkeypatch.setattr("engine.cases.cache.VERSION", "another")


def _other_case(folder, **_):
    write(folder / "cases/visits.csv", changed(2, "1.1", "No"))


def _other_name(folder, **_):
    (folder / "cases/visits.csv").rename(folder / "cases/visits.tsv")
    (folder / "cases/visits.tsv").rename(folder / "cases/Visits.csv")


@pytest.mark.parametrize("change", [_other_version, _other_case, _other_name])
def test_what_counts_depend_on_is_not_remembered_across(folder, cache, monkeypatch, change):
    tally(folder, cache=cache)
    before = len(list(cache.iterdir()))
    change(folder=folder, monkeypatch=monkeypatch)
    assert tally(folder, cache=cache) == tally(folder)
    assert len(list(cache.iterdir())) > before


@pytest.mark.parametrize(
    ("vocabulary", "providers"),
    [
        (VOCABULARY, (Provider("elm", "Elm", "school"), *PROVIDERS[1:])),
        (replace(VOCABULARY, observations=()), PROVIDERS),
        (replace(VOCABULARY, scales=VOCABULARY.scales[::-1]), PROVIDERS),
    ],
)
def test_another_framework_or_other_providers_count_anew(folder, cache, vocabulary, providers):
    tally(folder, cache=cache)
    expected = tally_round(folder, vocabulary, providers)
    assert tally_round(folder, vocabulary, providers, cache=cache) == expected


def test_where_nothing_can_be_written_nothing_is(folder, tmp_path):
    blocked = tmp_path / "blocked"
    blocked.write_text("")
    assert tally(folder, cache=blocked / "cache") == tally(folder)


def test_no_half_written_file_is_left(folder, cache, monkeypatch):
    def fail(*_):
        raise OSError

    monkeypatch.setattr(Path, "replace", fail)
    tally(folder, cache=cache)
    assert list(cache.glob("*")) == []


def test_a_file_that_cannot_be_opened_is_told(folder, monkeypatch):
    def fail(*_):
        raise OSError

    monkeypatch.setattr("engine.cases.counting.hashlib.file_digest", fail)
    codes = shown(tally(folder)[1])
    assert codes == [
        "cases/lessons.csv: C120: this file cannot be read as a file",
        "cases/visits.csv: C120: this file cannot be read as a file",
    ]


def test_the_cache_is_in_the_users_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.delenv("ASSAY_CACHE", raising=False)
    assert cache_folder() == tmp_path / ".cache/assay"
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    assert cache_folder() == tmp_path / "xdg/assay"
    monkeypatch.setenv("ASSAY_CACHE", str(tmp_path / "own"))
    assert cache_folder() == tmp_path / "own"
