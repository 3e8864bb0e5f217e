from __future__ import annotations

import pytest

from engine import data


@pytest.fixture
def package(tmp_path, monkeypatch):
    """An empty package with nothing beside it."""
    monkeypatch.setattr(data, "HERE", tmp_path / "engine")
    return tmp_path / "engine"


def test_in_a_checkout_data_stands_beside_the_package(package):
    assert data.folder("standards") == package.parent / "standards"


def test_in_an_installation_data_stands_inside_the_package(package):
    (package / "_data" / "standards").mkdir(parents=True)
    assert data.folder("standards") == package / "_data" / "standards"


def test_an_installation_looks_nowhere_else(package):
    (package / "_data" / "schemas").mkdir(parents=True)
    (package.parent / "schemas").mkdir()
    assert data.folder("schemas") == package / "_data" / "schemas"


def test_this_checkout_has_its_schemas():
    assert list(data.folder("schemas").glob("*.schema.json"))
