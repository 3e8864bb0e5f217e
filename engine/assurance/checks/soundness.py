"""Everything that is to be said of a framework, without any data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.assurance.checks.lines import lines
from engine.assurance.checks.names import checks
from engine.assurance.checks.unused import missing_answers
from engine.assurance.checks.unused import silent_notices
from engine.assurance.checks.unused import unused
from engine.assurance.checks.unused_findings import NothingDisabled
from engine.assurance.checks.unused_findings import UnknownCheck
from engine.assurance.examples.read import check_examples
from engine.assurance.figures.read import check_figures
from engine.frameworks.crosswalk import crosswalk_beside
from engine.rules.load import decided
from engine.rules.load import enabled
from engine.rules.load import is_off
from engine.rules.load import read

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from pathlib import Path

    from engine.diagnostics import Finding
    from engine.frameworks.model import Vocabulary


def check(folder: Path) -> tuple[Finding, ...]:
    """Everything wrong, or odd, in a framework's folder, but for what it turns off."""
    reading = read(folder)
    vocabulary, rules = reading.vocabulary, reading.rules
    found = [*reading.findings, *decided(reading)]
    crosswalk = None
    if vocabulary is not None:
        crosswalk, more = crosswalk_beside(folder, vocabulary)
        found += more
    if vocabulary is not None and rules is not None:
        found += lines(vocabulary, rules, found)
        found += unused(vocabulary, rules, crosswalk)
        found += missing_answers(vocabulary)
        found += silent_notices(vocabulary, rules)
        if reading.framework is not None:
            found += check_examples(reading.framework)
            found += check_figures(reading.framework)
        found += _disabled(vocabulary, found)
    return enabled(found, vocabulary)


def _disabled(vocabulary: Vocabulary, found: Iterable[Finding]) -> Iterator[Finding]:
    """Checks that are turned off and do not exist, or would say nothing."""
    known = {name for name, kind in checks().items()}
    codes = {kind.code.casefold() for kind in checks().values()}
    for disabled in vocabulary.disabled_checks:
        name = disabled.id.casefold()
        if name not in known | codes:
            yield UnknownCheck(disabled.place, disabled.id, tuple(known))
        elif not any(is_off(finding, {name}) for finding in found):
            yield NothingDisabled(disabled.place, disabled.id)
