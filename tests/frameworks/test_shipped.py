"""The frameworks that come with Assay load clean, and editors know their schemas."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.frameworks.crosswalk import crosswalk_versions
from engine.frameworks.crosswalk import load_crosswalk
from engine.frameworks.load import load_vocabulary

ROOT = Path(__file__).parents[2]
STANDARDS = ROOT / "standards"
FOLDERS = sorted(path.parent for path in STANDARDS.glob("*/framework.yaml"))
FOLDERS += sorted(path.parent for path in ROOT.glob("examples/*/framework.yaml"))
FILES = [FOLDER / "framework.yaml" for FOLDER in FOLDERS]
FILES += sorted(STANDARDS.glob("*/domains/*.yaml")) + sorted(STANDARDS.glob("*/crosswalk.yaml"))
FILES += sorted(ROOT.glob("examples/*/round/round.yaml"))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_shipped_framework_has_no_findings(folder):
    vocabulary, findings = load_vocabulary(folder)
    assert findings == ()
    assert vocabulary is not None
    assert vocabulary.id == folder.name


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_shipped_crosswalk_accounts_for_everything(folder):
    versions = crosswalk_versions(folder)
    if versions is None:
        pytest.skip("this version has no crosswalk")
    earlier, later = (load_vocabulary(STANDARDS / version)[0] for version in versions)
    assert earlier is not None
    assert later is not None
    crosswalk, findings = load_crosswalk(folder, earlier, later)
    assert findings == ()
    assert crosswalk is not None


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_an_editor_finds_the_schema_by_the_first_line(path):
    first = path.read_text(encoding="utf-8").partition("\n")[0]
    mark, _, schema = first.partition("$schema=")
    assert mark == "# yaml-language-server: "
    assert (path.parent / schema).is_file()
