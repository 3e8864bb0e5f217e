"""Checks have names, stand in the manual, and can be turned off with a reason."""

from __future__ import annotations

import re
import shutil

import pytest

from engine.assurance.checks.names import checks
from engine.assurance.checks.soundness import check
from engine.diagnostics import Severity
from engine.diagnostics.text import text
from tests.assurance.trying import CARE
from tests.pages import HOUSE

PAGE = (HOUSE / "docs" / "checks.md").read_text("utf-8")
ROWS = re.findall(r"^\| `([a-z-]+)` \| ([A-Z]\d{3}) \|", PAGE, re.MULTILINE)


@pytest.fixture
def care(tmp_path):
    """A sound framework, to which a role is added that nothing speaks of."""
    folder = shutil.copytree(CARE, tmp_path / "care-1")
    path = folder / "framework.yaml"
    written = path.read_text("utf-8").replace(
        "  - {id: panel}\n", "  - {id: panel}\n  - {id: minister}\n"
    )
    path.write_text(written, "utf-8")
    return path


def turn_off(path, name):
    line = f"disabled_checks: [{{id: {name}, because: The law names the minister.}}]\n"
    path.write_text(path.read_text("utf-8") + line, "utf-8")
    return [finding.code for finding in check(path.parent)]


def test_every_check_stands_in_the_manual_with_its_code():
    assert dict(ROWS) == {name: kind.code for name, kind in checks().items()}


def test_no_error_can_be_turned_off_and_all_else_can():
    for kind in checks().values():
        assert kind.severity is not Severity.ERROR


@pytest.mark.parametrize("name", ["unused-role", "Unused-Role", "F240", "f240"])
def test_a_check_is_turned_off_by_its_name_or_its_code(care, name):
    assert [finding.code for finding in check(care.parent)] == ["F240"]
    assert turn_off(care, name) == []


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("unused-input", ["F240", "F242"]),
        ("unused", ["F240", "F241"]),
        ("R403", ["F240", "F241"]),
    ],
)
def test_what_is_turned_off_must_exist_and_be_needed(care, name, codes):
    assert turn_off(care, name) == codes


def test_a_message_ends_with_the_name_of_its_check(care):
    first = text(check(care.parent)).splitlines()[0]
    assert first.endswith('no rule speaks of the role "minister" [unused-role]')


def test_an_error_stays_whatever_is_turned_off(care):
    care.write_text(care.read_text("utf-8").replace("{from: 75,", "{from: 45,"), "utf-8")
    assert "F230" in turn_off(care, "F230")
