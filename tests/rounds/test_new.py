"""Files made from nothing: a framework that is sound, a round that only wants filling in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from engine.data import folder as packaged
from engine.diagnostics import Invalid
from engine.rounds import new_framework
from engine.rounds import new_round
from engine.rounds.load import framework_of
from engine.rounds.load import load_round
from engine.rounds.rate import rate
from engine.rounds.synthetic.demo import make_demo
from engine.rules.load import check_framework
from engine.rules.load import load_framework
from tests.rounds.small import framework

if TYPE_CHECKING:
    from pathlib import Path


def schema_of(path: Path) -> Path:
    """The schema that the first line of a file names for editors."""
    first = path.read_text().partition("\n")[0]
    return (path.parent / first.partition("$schema=")[2]).resolve()


def test_a_new_framework_is_sound(tmp_path):
    new_framework(tmp_path / "ours")
    found, findings = check_framework(tmp_path / "ours")
    assert findings == ()
    assert found is not None
    assert found.vocabulary.id == "ours"


def test_a_new_framework_may_have_another_id(tmp_path):
    new_framework(tmp_path / "ours", "2031: draft")
    assert load_framework(tmp_path / "ours").vocabulary.id == "2031: draft"


def test_a_threshold_in_it_can_be_edited_and_matters(tmp_path):
    new_framework(tmp_path / "ours")
    ours = load_framework(tmp_path / "ours")
    make_demo(tmp_path / "demo", ours)
    path = tmp_path / "ours" / "framework.yaml"
    path.write_text(
        path.read_text().replace("{from: 50, rating: fair}", "{from: 60, rating: fair}")
    )
    edited = load_framework(tmp_path / "ours")
    round_, _ = load_round(tmp_path / "demo", ours, cache=False)
    assert round_ is not None
    stricter = replace_decisions(round_)
    assert rate(stricter, ours).results != rate(stricter, edited).results


def replace_decisions(round_):
    from dataclasses import replace

    return replace(round_, decisions=())


def test_editors_find_the_schemas(tmp_path):
    new_framework(tmp_path / "deep" / "ours")
    new_round(tmp_path / "round", load_framework(tmp_path / "deep" / "ours"))
    paths = [*tmp_path.rglob("*.yaml")]
    assert len(paths) == 6
    assert {schema_of(path).parent for path in paths} == {packaged("schemas").resolve()}
    assert all(schema_of(path).is_file() for path in paths)


def test_a_new_round_only_wants_filling_in(tmp_path):
    new_framework(tmp_path / "ours")
    ours = load_framework(tmp_path / "ours")
    new_round(tmp_path / "round", ours)
    found, _ = framework_of(tmp_path / "round")
    assert found is not None
    assert found.resolve() == (tmp_path / "ours").resolve()
    _, findings = load_round(tmp_path / "round", ours, cache=False)
    assert [f.code for f in findings] == ["C124", "D139", "D139"]


def test_a_new_round_that_is_filled_in_is_rated(tmp_path):
    new_framework(tmp_path / "ours")
    ours = load_framework(tmp_path / "ours")
    folder = tmp_path / "round"
    new_round(folder, ours)
    with (folder / "judgements.csv").open("a") as file:
        for provider in ("north", "south"):
            file.write(f"{provider},a1,good,\n{provider},a2,excellent,\n")
    (folder / "cases").mkdir()
    header = (folder / "templates" / "cases.csv").read_text()
    rows = "1,north,65 or over,Yes,Yes,Yes,No\n2,south,,Yes,Yes,Yes,N/A\n"
    (folder / "cases" / "cases.csv").write_text(header + rows)
    round_, findings = load_round(folder, ours, cache=False)
    assert round_ is not None, findings
    assert [r.rating for r in rate(round_, ours).results] == ["good", "excellent"]


def test_a_new_round_shows_the_frameworks_provider_types(tmp_path):
    new_round(tmp_path / "round", framework())
    text = (tmp_path / "round" / "round.yaml").read_text()
    assert "{id: north, name: North, type: Town}" in text
    assert "{id: south, name: South, type: Shire}" in text


@pytest.mark.parametrize("make", [new_framework, lambda f: new_round(f, framework())])
def test_nothing_is_overwritten(tmp_path, make):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(Invalid) as caught:
        make(tmp_path)
    assert [f.code for f in caught.value.findings] == ["D301"]
    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]


def test_where_no_folder_can_be_made_that_is_said(tmp_path):
    (tmp_path / "file").write_text("mine")
    with pytest.raises(Invalid) as caught:
        new_framework(tmp_path / "file" / "ours")
    assert [f.code for f in caught.value.findings] == ["D302"]


def test_rounds_hands_on_nothing_else():
    import engine.rounds

    with pytest.raises(AttributeError):
        engine.rounds.nothing  # noqa: B018


def test_on_another_drive_the_schema_has_its_whole_path(tmp_path, monkeypatch):
    def another_drive(*_):
        raise ValueError

    monkeypatch.setattr("os.path.relpath", another_drive)
    new_framework(tmp_path / "ours")
    assert schema_of(tmp_path / "ours" / "framework.yaml").is_file()


def test_a_new_table_of_judgements_has_dates_where_several_inspections_count(tmp_path):
    own = framework()
    vocabulary = replace(own.vocabulary, inspections="latest")
    new_round(tmp_path / "dated", replace(own, vocabulary=vocabulary))
    header = (tmp_path / "dated" / "judgements.csv").read_text("utf-8")
    assert header == "provider,item,rating,reason,date\n"
