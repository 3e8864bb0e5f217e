"""A plugin for pytest: the examples.yaml beside a framework is a file of tests.

Every pytest of an environment loads it, so nothing of Assay is loaded before there is such
a file. To do without it: ``pytest -p no:assay``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Any

    from _pytest._code.code import TerminalRepr
    from _pytest._code.code import TracebackStyle

    from engine.assurance.examples.example import Example
    from engine.assurance.examples.run import Runner
    from engine.diagnostics import Finding

EXAMPLES = "examples.yaml"
FRAMEWORK = "framework.yaml"


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """The file of examples, if this is one: a framework stands beside it."""
    if file_path.name == EXAMPLES and (file_path.parent / FRAMEWORK).is_file():
        file: ExamplesFile = ExamplesFile.from_parent(parent, path=file_path)
        return file
    return None


class ExamplesFile(pytest.File):
    """The worked examples of a framework."""

    def collect(self) -> Iterator[pytest.Item]:
        """A test for each example; what is wrong with the files is an error of collection."""
        from engine.assurance.examples.read import load_examples
        from engine.assurance.examples.run import Runner
        from engine.diagnostics import Invalid
        from engine.diagnostics import errors
        from engine.diagnostics.text import text
        from engine.rules.load import load_framework

        try:
            framework = load_framework(self.path.parent)
        except Invalid as invalid:
            raise self.CollectError(text(invalid.findings)) from None
        examples, findings = load_examples(framework)
        if errors(findings):
            raise self.CollectError(text(errors(findings)))
        runner = Runner(framework)
        for example in examples:
            yield ExampleItem.from_parent(
                self, name=example.name, example=example, runner=runner
            )


class ExampleItem(pytest.Item):
    """One worked example."""

    def __init__(self, *, example: Example, runner: Runner, **named: Any) -> None:  # noqa: ANN401
        super().__init__(**named)
        self.example = example
        self.runner = runner

    def runtest(self) -> None:
        """Hold what the rules give against what is expected."""
        failures = self.runner.run(self.example).failures
        if failures:
            raise ExampleFailed(failures)

    def repr_failure(
        self,
        excinfo: pytest.ExceptionInfo[BaseException],
        style: TracebackStyle | None = None,
    ) -> str | TerminalRepr:
        """What was expected, what came, and every line of the rule."""
        from engine.diagnostics.text import text

        if isinstance(excinfo.value, ExampleFailed):
            return text(excinfo.value.failures)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where the example stands."""
        return self.path, self.example.place.line - 1, self.name


class ExampleFailed(Exception):
    """The rules give something else than an example expects."""

    def __init__(self, failures: tuple[Finding, ...]) -> None:
        super().__init__("; ".join(failure.message for failure in failures))
        self.failures = failures
