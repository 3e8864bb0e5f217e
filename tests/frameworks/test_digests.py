"""A fingerprint changes with what it stands for, and with nothing else."""

from __future__ import annotations

from dataclasses import field
from dataclasses import make_dataclass

import pytest

from engine.frameworks import digest
from engine.frameworks import load_vocabulary
from engine.frameworks import model_digest
from tests.frameworks.small import FRAMEWORK
from tests.frameworks.small import HOMES
from tests.frameworks.small import write


def model(folder, **files):
    vocabulary, findings = load_vocabulary(write(folder, **files))
    assert findings == ()
    return model_digest(vocabulary)


def test_any_byte_of_any_file_changes_the_digest(tmp_path):
    before = digest(write(tmp_path))
    assert before.startswith("sha256:")
    assert digest(write(tmp_path)) == before
    assert digest(write(tmp_path, homes=HOMES + "# a comment\n")) != before
    write(tmp_path)
    (tmp_path / "domains" / "2-days.yaml").rename(tmp_path / "domains" / "3-days.yaml")
    assert digest(tmp_path) != before
    (tmp_path / "domains" / "3-days.yaml").rename(tmp_path / "domains" / "2-days.yaml")
    assert digest(tmp_path) == before
    (tmp_path / "ratings.rules").write_text("rate provider:\n")
    assert digest(tmp_path) != before


def test_comments_the_order_of_keys_and_layout_mean_nothing(tmp_path):
    before = model(tmp_path)
    assert model(tmp_path, homes="# a comment\n\n" + HOMES) == before
    swapped = HOMES.replace("domain: H\nname: Homes\n", "name: Homes\ndomain: h\n")
    assert model(tmp_path, homes=swapped) == before
    quoted = FRAMEWORK.replace("document: The handbook", 'document: "The handbook"')
    assert model(tmp_path, framework=quoted) == before


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("from: 50", "from: 51"),
        ("score: 1/2", "score: 0.25"),
        ("{id: poor, score: 0}", "{id: poor}"),
        ("[Home, Day]", "[Day, Home]"),
        ("Be kind.", "Be very kind."),
    ],
)
def test_any_change_of_meaning_changes_the_model_digest(tmp_path, old, new):
    assert model(tmp_path, framework=FRAMEWORK.replace(old, new)) != model(tmp_path)


def test_equal_numbers_written_differently_are_one_number(tmp_path):
    text = FRAMEWORK.replace("score: 1/2", "score: 0.50")
    assert model(tmp_path, framework=text) == model(tmp_path)


def test_what_may_be_declared_besides_changes_no_digest_of_those_who_do_not():
    first = make_dataclass("Thing", [("name", str)], frozen=True)
    later = make_dataclass(
        "Thing",
        [("name", str), ("more", str, ""), ("few", tuple, field(default_factory=tuple))],
        frozen=True,
    )
    assert model_digest(later("a")) == model_digest(first("a"))
    assert len({model_digest(later("a", *m)) for m in [(), ("b",), ("", (1,))]}) == 3
