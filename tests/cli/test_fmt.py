from __future__ import annotations

import json

import pytest

pytestmark = pytest.mark.usefixtures("here")


@pytest.fixture
def untidy(here):
    path = here / "standards" / "small" / "ratings.rules"
    tidy = path.read_text()
    path.write_text(tidy.replace("    ", "\t ").replace("\n", "   \n"))
    return path, tidy


def test_fmt_puts_a_file_right_and_says_so(assay, untidy):
    path, tidy = untidy
    ran = assay("fmt")
    assert (ran.status, ran.out) == (0, "formatted standards/small/ratings.rules\n")
    assert path.read_text() == tidy
    assert assay("fmt", path).out == "1 file left as it is\n"


def test_fmt_can_only_look(assay, untidy):
    path, _ = untidy
    before = path.read_bytes()
    ran = assay("fmt", "--check", "standards")
    assert (ran.status, ran.out) == (1, "would format standards/small/ratings.rules\n")
    assert path.read_bytes() == before


def test_fmt_leaves_a_file_with_an_error_alone(assay, here):
    path = here / "standards" / "small" / "ratings.rules"
    path.write_text("rate each  :\n")
    ran = assay("fmt")
    assert ran.status == 1
    assert "error R" in ran.err
    assert path.read_text() == "rate each  :\n"


def test_fmt_needs_a_rules_file(assay):
    assert assay("fmt", "made-up").status == 2


def test_fmt_does_not_overwrite_what_somebody_else_has_just_written(assay, untidy, monkeypatch):
    path, _ = untidy

    def slow(text, _):
        path.write_text("# mine\n")
        return f"{text}\n", ()

    monkeypatch.setattr("engine.rules.format.format_rules", slow)
    ran = assay("fmt")
    assert ran.status == 1
    assert "has just been changed" in ran.err
    assert path.read_text() == "# mine\n"


def test_fmt_says_what_cannot_be_read(assay, here):
    path = here / "standards" / "small" / "ratings.rules"
    path.write_bytes(b"rate \xff")
    ran = assay("fmt")
    assert ran.status == 1
    assert "standards/small/ratings.rules" in ran.err
    assert path.read_bytes() == b"rate \xff"


@pytest.mark.usefixtures("untidy")
def test_fmt_for_programs(assay):
    assert json.loads(assay("fmt", "--check", "--format", "json").out) == {
        "assay": "fmt/1",
        "written": False,
        "changed": ["standards/small/ratings.rules"],
        "unchanged": 0,
    }
