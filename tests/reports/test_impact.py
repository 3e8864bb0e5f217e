"""Whose ratings an edited framework would change, as text and for programs."""

from __future__ import annotations

import csv
import io
import json
import shutil
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from engine.data import folder as packaged
from engine.reports.impact import as_text
from engine.reports.impact_data import COLUMNS
from engine.reports.impact_data import write_csv
from engine.reports.impact_data import write_json
from engine.rounds.impact import impact
from engine.rules.load import load_framework

SCHEMA = json.loads((packaged("schemas") / "impact.schema.json").read_text("utf-8"))


@pytest.fixture(autouse=True)
def _edited(inspection):
    """The round of the manual, and beside it an edited copy of its framework."""
    edited = shutil.copytree(inspection / "standards" / "care-1", inspection / "edited")
    path = edited / "framework.yaml"
    text = path.read_text("utf-8").replace(
        "{from: 75, rating: good}", "{from: 80, rating: good}"
    )
    path.write_text(text.replace("{from: 6, rating: good}", "{from: 7, rating: good}"), "utf-8")


def found(other="edited"):
    """The impact of an edited framework, or of another version, on the round."""
    own = load_framework(Path("standards/care-1"))
    return impact(Path("spring"), own, load_framework(Path(other)), cache=False)


def written(write, impact):
    """What is written into a file."""
    file = io.StringIO()
    write(impact, file)
    return file.getvalue()


def test_counts_then_every_provider_with_the_line_that_made_the_difference():
    assert (
        as_text(found())
        == """\
Spring inspections
Before: Standards of care (standards/care-1)
After: Standards of care (edited)
SYNTHETIC: made-up cases and judgements

providers: 1 of 3 ratings would be others
standards: 1 of 12 ratings would be others
questions: 2 of 11 ratings would be others

                                            before     after
all providers
  Good                                           2         1        -1
  Fair                                           1         2        +1
  Poor                                           0         0
Care home
  Good                                           1         1
  Fair                                           1         1
  Poor                                           0         0
Day centre
  Good                                           1         0        -1
  Fair                                           0         1        +1
  Poor                                           0         0

Elm Lodge (elm) (home)
  question b1b: Good -> Fair
    before: good (line 2, percentage of judgements that are met, banded by case
      bands: 3 of 4 met (75 %))
    after: fair (line 2, percentage of judgements that are met, banded by case
      bands: 3 of 4 met (75 %))

Park Centre (park) (day): Good -> Fair
  standard b1: Good -> Fair
  question b1b: Good -> Fair
    before: good (line 2, percentage of judgements that are met, banded by case
      bands: 3 of 4 met (75 %))
    after: fair (line 2, percentage of judgements that are met, banded by case
      bands: 3 of 4 met (75 %))

Assumed: state is open: All were open.
Judgements made under care-1, rated under another copy of care-1

SYNTHETIC: made-up cases and judgements
"""
    )


def test_ratings_that_can_no_longer_be_told():
    text = as_text(found("standards/care-2"))
    assert "providers: 0 of 3 ratings would be others, 3 could not be told\n" in text
    assert (
        """\
Park Centre (park) (day): Good -> Fair or Good
  standard b1: Good -> Poor, Fair or Good
  because of question b1b
    after: It sets a time limit.
"""
        in text
    )


def test_many_providers_are_listed_by_what_changes():
    few = found()
    (own,) = [c for c in few.changes if c.provider == "park" and not c.item]
    many = [
        replace(own, provider=f"p{n}", cause=replace(own.cause, provider=f"p{n}"))
        for n in range(1_000)
    ]
    text = as_text(replace(few, changes=many))
    assert text.count("Good -> Fair") == 1
    assert "1,000 day, such as p0, p1 and p2: Good -> Fair\n" in text


def test_the_data_are_as_the_schema_says():
    for other in ("edited", "standards/care-2", "standards/care-1"):
        data = json.loads(written(write_json, found(other)))
        jsonschema.validate(data, SCHEMA)
    assert data["changes"] == []
    assert data["changed"] is False


def test_a_change_has_its_cause():
    data = json.loads(written(write_json, found()))
    (own,) = [c for c in data["changes"] if c["item"] is None]
    assert (own["before"]["rating"], own["after"]["rating"]) == ("good", "fair")
    assert own["cause"]["item"] == "b1b"
    assert own["cause"]["after"]["clause"]["line"] == 2


def test_the_rows_of_the_csv_form():
    header, *rows = csv.reader(io.StringIO(written(write_csv, found())))
    assert tuple(header) == COLUMNS
    told = [dict(zip(header, row, strict=True)) for row in rows]
    assert [(r["provider"], r["item"], r["before"], r["after"]) for r in told] == [
        ("elm", "b1b", "good", "fair"),
        ("park", "", "good", "fair"),
        ("park", "b1", "good", "fair"),
        ("park", "b1b", "good", "fair"),
    ]
    assert {row["cause_item"] for row in told} == {"b1b"}
    assert {row["line_after"] for row in told} == {"2"}


def test_no_cell_is_taken_for_a_formula():
    few = found()
    (change, *_) = few.changes
    text = written(write_csv, replace(few, changes=[replace(change, name="=1+1")]))
    assert ",'=1+1," in text
