from __future__ import annotations

import json

import pytest

pytestmark = pytest.mark.usefixtures("here")


@pytest.fixture
def broken(here):
    """A rules file with a mistake in it."""
    path = here / "standards" / "small" / "ratings.rules"
    path.write_text(path.read_text() + "\nrate nonsense:\n    judged by nobody\n")
    return path


def test_without_a_path_everything_here_is_checked(assay):
    ran = assay("check")
    assert ran.status == 0
    assert ran.out.splitlines()[-1].startswith("checked 1 framework and 1 round: ")
    assert ran.err == ""


@pytest.mark.parametrize(
    ("path", "checked"),
    [
        ("standards", "1 framework"),
        ("standards/small", "1 framework"),
        ("standards/small/ratings.rules", "1 framework"),
        ("standards/small/framework.yaml", "1 framework"),
        ("made-up", "1 round"),
        ("made-up/round.yaml", "1 round"),
        ("made-up/cases/cases.csv", "1 round"),
    ],
)
def test_a_path_is_what_it_belongs_to(assay, path, checked):
    assert f"checked {checked}: " in assay("check", path).out


def test_a_path_named_twice_is_checked_once(assay):
    ran = assay("check", "standards/small", "standards/small/ratings.rules")
    assert ran.out == "checked 1 framework: no findings\n"


def test_a_folder_with_nothing_of_ours_is_wrong_usage(assay, here):
    (here / "empty").mkdir()
    ran = assay("check", "empty")
    assert ran.status == 2
    assert "there is no framework.yaml, round.yaml or rules file here" in ran.err


@pytest.mark.usefixtures("broken")
def test_findings_are_the_output(assay):
    ran = assay("check", "standards")
    assert ran.status == 1
    assert ran.out.startswith("standards/small/ratings.rules:")
    assert "error R" in ran.out
    assert "  help: " in ran.out
    assert ran.err == ""


@pytest.mark.usefixtures("broken")
def test_a_round_reports_what_is_wrong_with_its_framework(assay):
    assert "standards/small/ratings.rules:" in assay("check", "made-up").out


@pytest.mark.usefixtures("broken")
def test_findings_for_programs(assay):
    found = json.loads(assay("check", "standards", "--format", "json").out)["findings"]
    (run,) = json.loads(assay("check", "standards", "--format", "sarif").out)["runs"]
    lines = assay("check", "standards", "--format", "github").out.splitlines()
    assert found
    assert len(found) == len(run["results"]) == len(lines)


@pytest.mark.usefixtures("broken")
def test_output_goes_into_a_file_also_with_findings(assay, here):
    ran = assay("check", "standards", "--format", "sarif", "-o", "findings.sarif")
    assert (ran.status, ran.out) == (1, "")
    assert json.loads((here / "findings.sarif").read_text())["version"] == "2.1.0"


@pytest.mark.usefixtures("broken")
@pytest.mark.parametrize(
    ("when", "plain", "colourful"),
    [("auto", "", False), ("never", "", False), ("always", "", True), ("always", "1", True)],
)
def test_colour_is_for_who_asks_for_it(assay, monkeypatch, when, plain, colourful):
    monkeypatch.setenv("NO_COLOR", plain)
    assert ("\x1b[" in assay("check", "standards", "--color", when).out) is colourful


@pytest.mark.usefixtures("broken")
@pytest.mark.parametrize(
    ("environment", "colourful"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)],
)
def test_a_terminal_is_coloured_unless_it_would_rather_not(
    assay, monkeypatch, environment, colourful
):
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert ("\x1b[" in assay("check", "standards").out) is colourful


@pytest.mark.usefixtures("broken")
@pytest.mark.parametrize(("when", "colourful"), [("auto", False), ("always", True)])
def test_a_file_is_coloured_only_if_that_is_asked_for(
    assay, here, monkeypatch, when, colourful
):
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assay("check", "standards", "--color", when, "-o", "findings.txt")
    assert ("\x1b[" in (here / "findings.txt").read_text("utf-8")) is colourful
