"""A framework's folder: its vocabulary and its rules together."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from engine.diagnostics import Invalid
from engine.rules.load import check_framework
from engine.rules.load import load_framework
from tests.rules.written import SHIPPED


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED[0], tmp_path / "2018-19"))


@pytest.mark.parametrize("shipped", SHIPPED, ids=lambda shipped: shipped.name)
def test_the_shipped_frameworks_are_sound(shipped):
    framework, findings = check_framework(shipped)
    assert framework is not None
    assert findings == ()
    assert framework.folder == shipped
    assert framework.vocabulary.id == shipped.name
    assert framework.rules.rating(None) is framework.rules.rules[-1]


def test_a_framework_is_known_by_its_files_and_by_what_they_mean(folder):
    before = load_framework(folder)
    rules = folder / "ratings.rules"
    rules.write_text("# a comment\n" + rules.read_text(encoding="utf-8"), encoding="utf-8")
    after = load_framework(folder)
    assert before.digest != after.digest
    assert before.model_digest == after.model_digest


def change(folder: Path, old: str, new: str, file: str = "ratings.rules") -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def findings_of(folder: Path) -> list[str]:
    framework, findings = check_framework(folder)
    assert framework is None
    return [finding.code for finding in findings]


def test_what_is_wrong_with_the_rules_text_is_found(folder):
    change(folder, "lowest of key questions", "lowest off key questions")
    assert [code[:2] for code in findings_of(folder)] == ["R1"]


def test_what_is_wrong_with_the_rules_meaning_is_found(folder):
    change(folder, "lowest of key questions", "lowest of key qestions")
    assert findings_of(folder) == ["R202"]


def test_rules_that_are_no_text_are_found(folder):
    (folder / "ratings.rules").write_bytes(b"rate \xff\xfe:\n")
    assert len(findings_of(folder)) == 1


def test_findings_of_vocabulary_and_rules_text_come_together(folder):
    change(folder, "lowest of key questions", "lowest off key questions")
    change(folder, "rules_language: 1", "rules_language: one", "framework.yaml")
    assert {code[0] for code in findings_of(folder)} == {"F", "R"}


def test_a_folder_without_rules_is_an_error(folder):
    (folder / "ratings.rules").unlink()
    assert len(findings_of(folder)) == 1


def test_an_unsound_framework_cannot_be_loaded(folder):
    change(folder, "lowest of key questions", "lowest of key qestions")
    with pytest.raises(Invalid) as caught:
        load_framework(folder)
    assert [finding.code for finding in caught.value.findings] == ["R202"]


def test_a_folder_that_is_not_there_cannot_be_loaded(tmp_path):
    with pytest.raises(Invalid) as caught:
        load_framework(tmp_path / "nowhere", cache=tmp_path)
    assert caught.value.findings
    assert list(tmp_path.iterdir()) == []


def test_warnings_do_not_keep_a_framework_from_being_loaded(folder):
    change(folder, "[decision 8]", "[decision 99]")
    framework, findings = check_framework(folder)
    assert [finding.code for finding in findings] == ["R207"]
    assert load_framework(folder) == framework


def test_a_question_that_is_rated_by_cases_and_in_no_sample_is_pointed_out(folder):
    change(
        folder,
        "sample: case-supervision",
        "",
        "domains/2-case-supervision.yaml",
    )
    framework, findings = check_framework(folder)
    assert framework is not None
    assert [finding.code for finding in findings] == ["R414"] * 12


def test_a_framework_may_switch_a_warning_off(folder):
    change(folder, "[decision 8]", "[decision 99]")
    framework_file = folder / "framework.yaml"
    words = framework_file.read_text(encoding="utf-8")
    off = "disabled_checks:\n  - {id: R207, because: The decision is still to be written up.}\n"
    framework_file.write_text(words.replace("disabled_checks:\n", off), encoding="utf-8")
    framework, findings = check_framework(folder)
    assert framework is not None
    assert findings == ()


def test_a_framework_cannot_switch_an_error_off(folder):
    change(folder, "lowest of key questions", "lowest of key qestions")
    framework_file = folder / "framework.yaml"
    words = framework_file.read_text(encoding="utf-8")
    off = "disabled_checks:\n  - {id: R202, because: We know.}\n"
    framework_file.write_text(words.replace("disabled_checks:\n", off), encoding="utf-8")
    assert findings_of(folder) == ["R202"]
