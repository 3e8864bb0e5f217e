"""However a framework's files are spoilt, loading them ends in findings that can be shown."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from engine.diagnostics import errors
from engine.frameworks.load import load_vocabulary
from tests.frameworks.small import DAYS
from tests.frameworks.small import FRAMEWORK
from tests.frameworks.small import HOMES
from tests.frameworks.small import write

WORD = re.compile(r"[\w/.+]+|[^\w\s]|\n +")
FILES = (FRAMEWORK, HOMES, DAYS)
ODD = [
    "",
    "[]",
    "{}",
    "''",
    "0",
    "-1",
    "no",
    "H",
    "rating",
    "good",
    "domain",
    "[a, b]",
    "{a: b}",
]


@st.composite
def spoilt(draw):
    """The small framework with a few of its words replaced, swapped or deleted."""
    texts = list(FILES)
    for _ in range(draw(st.integers(1, 4))):
        which = draw(st.integers(0, len(texts) - 1))
        words = list(WORD.finditer(texts[which]))
        word = words[draw(st.integers(0, len(words) - 1))] if words else None
        other = draw(st.sampled_from(ODD + [w.group() for w in WORD.finditer(FRAMEWORK)]))
        if word is not None:
            text = texts[which]
            texts[which] = text[: word.start()] + other + text[word.end() :]
    return texts


@given(texts=spoilt())
@settings(max_examples=300, deadline=None)
def test_nothing_spoilt_raises_and_every_finding_can_be_shown(tmp_path_factory, texts):
    folder = write(tmp_path_factory.mktemp("spoilt"), *texts)
    vocabulary, findings = load_vocabulary(folder)
    assert (vocabulary is None) == bool(errors(findings))
    for finding in findings:
        assert finding.message
        assert finding.help
        for label in finding.labels:
            if label.place.line:
                assert label.place.column - 1 + label.place.width <= max(
                    1, len(label.place.text)
                )
