"""A framework is found by path, beside the round, or among those that come with Assay."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine import data
from engine.frameworks.locate import locate
from engine.frameworks.locate import versions
from engine.frameworks.meaning_findings import NotFound


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A folder with two frameworks, beside one that comes with Assay."""
    for name in ("house/standards/a-1", "house/standards/a-2", "shipped/b-1"):
        folder = tmp_path / name
        folder.mkdir(parents=True)
        (folder / "framework.yaml").write_text("x: 1\n")
    (tmp_path / "house" / "rounds" / "r").mkdir(parents=True)
    monkeypatch.setattr(data, "folder", lambda _: tmp_path / "shipped")
    return tmp_path


def test_by_id_in_the_nearest_folder_upwards(home):
    found = locate("A-1", home / "house" / "rounds" / "r")
    assert found == home / "house" / "standards" / "a-1"


def test_by_id_among_those_that_come_with_the_program(home):
    assert locate("b-1", home / "house") == home / "shipped" / "b-1"
    assert locate("b-1", home) == home / "shipped" / "b-1"


@pytest.mark.parametrize(
    "path",
    ["../../standards/a-2", "..\\..\\standards\\a-2/", "../../standards/a-2/framework.yaml"],
)
def test_by_path(home, path):
    found = locate(path, home / "house" / "rounds" / "r")
    assert not isinstance(found, NotFound)
    assert found.resolve() == home / "house" / "standards" / "a-2"


def test_what_is_nowhere_is_answered_with_what_there_is(home):
    finding = locate("a-3", home / "house")
    assert isinstance(finding, NotFound)
    assert finding.message == 'there is no framework "a-3"'
    assert finding.help == 'did you mean "a-2"? there are: a-1, a-2 and b-1'
    finding = locate("zzz", home / "house")
    assert isinstance(finding, NotFound)
    assert finding.help.startswith("there are: a-1")


def test_a_wrong_path(home):
    for path in ("./a-1", "no\0thing/x", "./" + "x" * 5000):
        finding = locate(path, home)
        assert isinstance(finding, NotFound)
        assert "path" in finding.help


def test_versions_are_listed_once(home):
    assert versions(home / "house") == ("a-1", "a-2", "b-1")


def test_an_example_is_found_by_its_id_too():
    assert locate("food-hygiene", Path("/")) == data.folder("examples") / "food-hygiene"


def test_a_program_without_frameworks(home, monkeypatch):
    monkeypatch.setattr(data, "folder", lambda _: home / "nothing")
    assert versions(home) == ()
