"""What is remembered of a sound framework, and what is not believed."""

from __future__ import annotations

import datetime
import os
import pickle
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from engine.rules import load
from engine.rules import memory
from engine.rules.load import load_framework
from tests.rules.written import SHIPPED


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED[0], tmp_path / "2018-19"))


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "assay"


def remembered(cache: Path) -> Path:
    (path,) = cache.iterdir()
    return path


@pytest.fixture
def read_again(monkeypatch):
    """How often a framework's files were read and checked."""
    times: list[Path] = []
    check = load.check_framework

    def counting(folder: Path):
        times.append(folder)
        return check(folder)

    monkeypatch.setattr(load, "check_framework", counting)
    return times


def test_a_remembered_framework_equals_the_one_that_was_read(folder, cache, read_again):
    first = load_framework(folder, cache)
    second = load_framework(folder, cache)
    assert second == first
    assert second is not first
    assert len(read_again) == 1


def test_rules_above_providers_are_remembered_too(folder, cache, read_again):
    vocabulary, rules = folder / "framework.yaml", folder / "ratings.rules"
    provider = "  - {id: provider, plural: providers, scale: rating}\n"
    region = "  - {id: region, plural: regions, scale: rating, pools: ratings}\n"
    text = vocabulary.read_text(encoding="utf-8")
    assert provider in text
    vocabulary.write_text(text.replace(provider, provider + region), encoding="utf-8")
    more = "\nrate region:\n    lowest of providers ignoring not rated\n"
    rules.write_text(rules.read_text(encoding="utf-8") + more, encoding="utf-8")
    first = load_framework(folder, cache)
    assert [rule.level.id for rule in first.rules.above] == ["region"]
    assert load_framework(folder, cache) == first
    assert len(read_again) == 1


def test_warnings_do_not_keep_a_framework_from_being_remembered(folder, cache, read_again):
    rules = folder / "ratings.rules"
    text = rules.read_text(encoding="utf-8").replace("[decision 8]", "[decision 99]")
    rules.write_text(text, encoding="utf-8")
    (folder / "framework.yml").write_text("framework: other\n", encoding="utf-8")
    first = load_framework(folder, cache)
    assert load_framework(folder, cache) == first
    assert len(read_again) == 1


def test_a_changed_file_is_read_again(folder, cache, read_again):
    load_framework(folder, cache)
    rules = folder / "ratings.rules"
    rules.write_text("# more\n" + rules.read_text(encoding="utf-8"), encoding="utf-8")
    load_framework(folder, cache)
    assert len(read_again) == 2
    assert len(list(cache.iterdir())) == 2


def test_the_same_files_elsewhere_are_read_again_for_their_places(folder, cache, tmp_path):
    load_framework(folder, cache)
    other = Path(shutil.copytree(folder, tmp_path / "copy"))
    framework = load_framework(other, cache)
    assert framework.folder == other
    assert framework.vocabulary.place.file.startswith(str(other))


def test_another_version_of_the_program_does_not_read_it(
    folder, cache, read_again, monkeypatch
):
    load_framework(folder, cache)
    monkeypatch.setattr(memory, "VERSION", "99")
    load_framework(folder, cache)
    assert len(read_again) == 2


def test_without_a_cache_folder_nothing_is_remembered(folder, tmp_path, read_again):
    load_framework(folder)
    load_framework(folder)
    assert len(read_again) == 2
    assert list(tmp_path.iterdir()) == [folder]


def test_where_nothing_can_be_written_it_does_without(folder, tmp_path, read_again):
    (tmp_path / "file").write_text("", encoding="utf-8")
    load_framework(folder, tmp_path / "file")
    load_framework(folder, tmp_path / "file")
    assert len(read_again) == 2


class Hostile:
    """Asks the reader of its pickle to call something."""

    def __init__(self, function, *arguments) -> None:
        self.call = (function, arguments)

    def __reduce__(self):
        return self.call


def global_named(module: str, name: str) -> bytes:
    """A pickle that is whatever stands under a name."""
    return pickle.PROTO + b"\x04" + f"c{module}\n{name}\n".encode() + b"."


NOT_BELIEVED = {
    "empty": b"",
    "truncated": None,
    "no pickle": b"not a pickle",
    "a number": pickle.dumps(7),
    "a date": pickle.dumps(datetime.date(2019, 7, 1)),
    "a function": global_named("engine.frameworks.model", "dataclass"),
    "another module's class": global_named("engine.frameworks.model", "cached_property"),
    "a class that is not named": global_named("datetime", "datetime"),
    "a part of a class": global_named("engine.frameworks.model", "Scale.rank"),
    "a built-in": global_named("builtins", "eval"),
}


@pytest.mark.parametrize("what", NOT_BELIEVED)
def test_what_is_no_framework_is_as_good_as_nothing(what, folder, cache, read_again):
    first = load_framework(folder, cache)
    path = remembered(cache)
    content = NOT_BELIEVED[what]
    path.write_bytes(path.read_bytes()[:-100] if content is None else content)
    assert load_framework(folder, cache) == first
    assert len(read_again) == 2
    assert load_framework(folder, cache) == first
    assert len(read_again) == 2, "it was written anew"


def test_a_hostile_pickle_does_nothing(folder, cache, tmp_path, read_again):
    first = load_framework(folder, cache)
    marker = tmp_path / "marker"
    content = pickle.dumps(Hostile(os.system, f"touch {marker}"))
    remembered(cache).write_bytes(content)
    assert load_framework(folder, cache) == first
    assert len(read_again) == 2
    assert not marker.exists()
    pickle.loads(content)  # noqa: S301 - shows that the file is as dangerous as it should be
    assert marker.exists()


def test_a_hostile_part_of_a_framework_does_nothing(folder, cache, tmp_path):
    first = load_framework(folder, cache)
    marker = tmp_path / "marker"
    command: Any = Hostile(os.system, f"touch {marker}")
    hostile = replace(first, model_digest=command)
    remembered(cache).write_bytes(pickle.dumps(hostile))
    assert load_framework(folder, cache) == first
    assert not marker.exists()


def test_a_class_is_made_only_by_the_name_of_its_own_module(folder, cache, read_again):
    first = load_framework(folder, cache)
    path, content = remembered(cache), pickle.dumps(first, protocol=3)
    path.write_bytes(content)
    assert load_framework(folder, cache) == first
    assert len(read_again) == 1
    imported = content.replace(
        b"cfractions\nFraction\n", b"cengine.frameworks.model\nFraction\n"
    )
    assert imported != content
    path.write_bytes(imported)
    assert load_framework(folder, cache) == first
    assert len(read_again) == 2


def test_a_framework_under_anothers_name_is_not_taken_for_it(folder, cache, read_again):
    first = load_framework(folder, cache)
    remembered(cache).write_bytes(pickle.dumps(replace(first, digest="other")))
    assert load_framework(folder, cache) == first
    assert len(read_again) == 2
