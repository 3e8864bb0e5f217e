"""The made-up round: plausible, the same everywhere, and labelled in every file."""

from __future__ import annotations

import csv
import hashlib
import shutil
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from engine.data import folder as packaged
from engine.diagnostics import Invalid
from engine.diagnostics import errors
from engine.rounds.load import framework_of
from engine.rounds.load import load_round
from engine.rounds.new import new_framework
from engine.rounds.new import new_round
from engine.rounds.rate import rate
from engine.rounds.synthetic.chance import Stream
from engine.rounds.synthetic.demo import make_demo
from engine.rules.load import load_framework
from tests.rounds.small import FRAMEWORK
from tests.rounds.small import LED
from tests.rounds.small import framework
from tests.rounds.small import put

if TYPE_CHECKING:
    from pathlib import Path

SHIPPED = sorted(path.parent for path in packaged("standards").glob("*/framework.yaml"))
"""Frameworks that say what a made-up round must meet: test_national.py has more of them."""


@pytest.fixture(scope="module", params=SHIPPED, ids=lambda path: path.name)
def shipped(request):
    return load_framework(request.param)


@pytest.fixture(scope="module", params=SHIPPED, ids=lambda path: path.name)
def plain(request, tmp_path_factory):
    """The same frameworks without what they ask of a made-up round."""
    folder = tmp_path_factory.mktemp("plain") / request.param.name
    shutil.copytree(request.param, folder, ignore=shutil.ignore_patterns("synthetic*"))
    return load_framework(folder)


def files(folder: Path) -> dict[str, bytes]:
    """Every file in a folder, by its name from there on."""
    paths = sorted(p for p in folder.rglob("*") if p.is_file())
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in paths}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_it_has_no_errors_and_ratings_over_the_whole_scale(tmp_path, plain, seed):
    make_demo(tmp_path / "demo", plain, seed)
    round_, findings = load_round(tmp_path / "demo", plain, cache=False)
    assert errors(findings) == ()
    assert round_ is not None
    ratings = rate(round_, plain)
    scale = plain.vocabulary.scale_of(plain.vocabulary.provider_level.id)
    assert {r.rating for r in ratings.results} == {grade.id for grade in scale.grades}
    assert ratings.synthetic
    every = [result for top in ratings.results for result in top.walk()]
    assert sum(result.basis == "decision" for result in every) == 2
    assert sum(result.basis == "not rated" and bool(result.reason) for result in every) >= 1


def test_it_has_28_providers_and_some_6000_cases(tmp_path, plain):
    make_demo(tmp_path / "demo", plain)
    round_, _ = load_round(tmp_path / "demo", plain, cache=False)
    assert round_ is not None
    assert sorted(Counter(p.type for p in round_.providers).values()) == [7, 21]
    cases = sum(text.count(b"\n") - 1 for n, text in files(tmp_path).items() if "cases/" in n)
    assert 5_000 < cases < 7_500


def test_every_file_says_that_it_is_made_up(tmp_path, shipped):
    make_demo(tmp_path / "demo", shipped)
    for name, data in files(tmp_path / "demo").items():
        if name.endswith(".csv"):
            rows = csv.DictReader(data.decode().splitlines())
            assert {row["synthetic"] for row in rows} == {"yes"}
        else:
            assert "# Synthetic: everything in this file is made up" in data.decode()
        assert data.endswith(b"\n")
        assert b"\r" not in data


def test_the_same_seed_makes_the_same_files(tmp_path, shipped):
    made = {}
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        make_demo(tmp_path / name, shipped, seed)
        made[name] = files(tmp_path / name)
    assert made["a"] == made["b"]
    assert made["a"] != made["c"]


def test_its_framework_is_found_from_where_it_lies(tmp_path, shipped):
    make_demo(tmp_path / "demo", shipped)
    found, findings = framework_of(tmp_path / "demo")
    assert findings == ()
    assert found is not None
    assert found.resolve() == shipped.folder.resolve()


def test_it_finds_a_framework_that_is_not_packaged(tmp_path):
    new_framework(tmp_path / "ours")
    ours = load_framework(tmp_path / "ours")
    for folder in (tmp_path / "demo", tmp_path / "ours" / "demo", tmp_path / "a" / "b"):
        make_demo(folder, ours)
        found, _ = framework_of(folder)
        assert found is not None
        assert found.resolve() == (tmp_path / "ours").resolve()


def test_facts_without_a_default_are_assumed(tmp_path):
    make_demo(tmp_path / "demo", framework())
    round_, findings = load_round(tmp_path / "demo", framework(), cache=False)
    assert round_ is not None, findings
    assert {a.input: a.value for a in round_.assumptions} == {"size": "small", "staff": "0"}


@pytest.mark.parametrize("name", ["round.yaml", "notes.txt", ".hidden"])
def test_nothing_is_overwritten(tmp_path, name):
    (tmp_path / name).write_text("mine")
    with pytest.raises(Invalid) as caught:
        make_demo(tmp_path, framework())
    assert [f.code for f in caught.value.findings] == ["D301"]
    assert files(tmp_path) == {name: b"mine"}
    with pytest.raises(Invalid):
        make_demo(tmp_path / name, framework())


def test_a_framework_may_have_no_cases_and_no_overall_rating(tmp_path):
    files = {
        "framework.yaml": "overall: none\n"
        + FRAMEWORK[: FRAMEWORK.index("groups:")]
        + "roles: [{id: inspector}]\n",
        "domains/1.yaml": LED.replace("applies_to: [Town], ", ""),
        "ratings.rules": "rate each standard:\n    judged by inspector\n",
    }
    judged = load_framework(put(tmp_path / "judged", files))
    make_demo(tmp_path / "demo", judged)
    names = sorted(p.name for p in (tmp_path / "demo").iterdir())
    assert names == ["judgements.csv", "round.yaml"]
    round_, findings = load_round(tmp_path / "demo", judged, cache=False)
    assert findings == ()
    assert round_ is not None
    assert len(round_.judgements) == 56
    new_round(tmp_path / "round", judged)
    assert "templates" not in (tmp_path / "round" / "README.md").read_text()


def test_an_empty_folder_is_filled(tmp_path):
    folder = tmp_path / "demo"
    folder.mkdir()
    make_demo(folder, framework())
    assert (folder / "cases" / "visits.csv").is_file()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["demo"]


def test_nothing_is_left_of_half_a_round(tmp_path, monkeypatch):
    def full(*_):
        raise OSError

    monkeypatch.setattr("engine.rounds.synthetic.demo._judgements", full)
    with pytest.raises(Invalid) as caught:
        make_demo(tmp_path / "demo", framework())
    assert [f.code for f in caught.value.findings] == ["D302"]
    assert list(tmp_path.iterdir()) == []


# Chance


def test_the_stream_is_the_one_that_is_described():
    """A value that must never change: old seeds would make other rounds."""
    drawn = hashlib.blake2b(b"7\0a\0b\0" + b"0").digest()
    words = [int.from_bytes(drawn[n : n + 4], "little") for n in range(0, 64, 4)]
    stream = Stream(7, "a", "b")
    assert [stream.below(1 << 32) for _ in range(16)] == words
    assert [Stream(1, "x").below(n) for n in (10, 100, 1000)] == [0, 2, 22]


def test_streams_with_other_names_are_others():
    drawn = {Stream(seed, name).below(1 << 32) for seed in (1, 2) for name in ("a", "b")}
    assert len(drawn) == 4


def test_draws_are_spread_evenly():
    stream = Stream(1, "dice")
    thrown = Counter(stream.between(1, 6) for _ in range(6000))
    assert sorted(thrown) == [1, 2, 3, 4, 5, 6]
    assert all(900 < times < 1100 for times in thrown.values())
    assert sorted(stream.shuffled("abcdef")) == list("abcdef")
