"""A crosswalk is checked together with the framework that it stands beside."""

from __future__ import annotations

import shutil

import pytest

from engine.data import folder
from engine.frameworks.crosswalk import check_crosswalk
from engine.frameworks.load import load_vocabulary


@pytest.fixture
def standards(tmp_path):
    shutil.copytree(folder("standards"), tmp_path / "standards")
    return tmp_path / "standards"


def codes(standards) -> list[str]:
    later, _ = load_vocabulary(standards / "2019-20")
    assert later is not None
    return [finding.code for finding in check_crosswalk(standards / "2019-20", later)]


def edit(path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def test_the_shipped_crosswalk_is_sound(standards):
    assert codes(standards) == []


def test_a_framework_need_not_have_one(standards):
    (standards / "2019-20" / "crosswalk.yaml").unlink()
    assert codes(standards) == []


def test_an_earlier_version_that_is_nowhere(standards):
    edit(standards / "2019-20" / "crosswalk.yaml", "from: 2018-19", "from: 2017-18")
    assert "F301" in codes(standards)


def test_an_earlier_version_that_is_unsound(standards):
    edit(standards / "2018-19" / "framework.yaml", "scales:", "scale:")
    assert codes(standards) == ["X009"]


def test_a_crosswalk_that_is_no_crosswalk(standards):
    (standards / "2019-20" / "crosswalk.yaml").write_text("[]\n")
    assert codes(standards) != []


def test_an_item_that_is_forgotten(standards):
    edit(standards / "2018-19" / "domains" / "2-case-supervision.yaml", "2.1.1b", "2.1.1d")
    assert any(code.startswith("X") for code in codes(standards))
