"""The worked examples of every framework that is shipped hold, and exercise all its rules."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from engine.assurance.tested import try_examples
from engine.diagnostics.text import text
from engine.rules.load import load_framework

ROOT = Path(__file__).parents[2]
FRAMEWORKS = [
    *sorted(path.parent for path in (ROOT / "standards").glob("*/framework.yaml")),
    *sorted(path.parent for path in (ROOT / "examples").glob("*/framework.yaml")),
]


@pytest.mark.parametrize("folder", FRAMEWORKS, ids=lambda folder: folder.name)
def test_the_examples_hold_and_exercise_everything(folder):
    tested = try_examples(load_framework(folder), coverage=True)
    assert tested.findings == ()
    assert tested.failures == (), text(tested.failures)
    assert tested.not_exercised() == (), text(tested.not_exercised())
    assert tested.coverage is not None
    assert tested.coverage.percentage == 100
    assert len(tested.ran) >= 10


@pytest.mark.parametrize("folder", FRAMEWORKS, ids=lambda folder: folder.name)
def test_testing_a_framework_takes_no_time(folder):
    framework = load_framework(folder)
    start = time.process_time()
    try_examples(framework, coverage=True)
    assert time.process_time() - start < 1
