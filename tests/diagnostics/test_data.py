from __future__ import annotations

import json

import jsonschema

from engine.assurance.checks.unused_findings import UnusedRole
from engine.data import folder
from engine.diagnostics import Place
from engine.diagnostics.data import as_github
from engine.diagnostics.data import as_json


def test_json_has_every_fact(findings):
    data = json.loads(as_json(findings))
    assert data["assay"] == "diagnostics/1"
    assert data["errors"] == 1
    assert data["findings"][0] == {
        "code": "T001",
        "severity": "error",
        "check": None,
        "file": "a folder/ratings.rules",
        "line": 4,
        "column": 5,
        "end_column": 8,
        "message": "something is wrong",
        "help": "put it right",
        "labels": [
            {"file": "a folder/ratings.rules", "line": 4, "column": 5, "end_column": 8,
             "text": ""},
            {"file": "framework.yaml", "line": 31, "column": 7, "end_column": 17,
             "text": "declared here"},
        ],
        "notes": ["a note"],
    }  # fmt: skip
    assert [data["findings"][1][key] for key in ("line", "column")] == [3, None]
    assert [data["findings"][2][key] for key in ("line", "column")] == [None, None]


def test_json_fits_its_schema(findings):
    path = folder("schemas") / "diagnostics.schema.json"
    schema = json.loads(path.read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(as_json(findings)), schema)
    jsonschema.validate(json.loads(as_json([])), schema)


def test_github_annotations_are_a_line_each(findings):
    assert as_github(findings).splitlines() == [
        (
            "::error file=a folder/ratings.rules,line=4,col=5,endColumn=8,title=T001::"
            "something is wrong%0Aa note%0Ahelp: put it right"
        ),
        "::warning file=round.yaml,line=3,title=T002::something is wrong%0Ahelp: put it right",
        (
            "::warning file=/elsewhere/round.yaml,title=T002::"
            "something is wrong%0Ahelp: put it right"
        ),
    ]


def test_github_annotations_escape_what_means_something_there(known):
    finding = known(Place("a,b:c%.yaml"), says="50 %\r\nof :: it", todo="x")
    assert as_github([finding]) == (
        "::notice file=a%2Cb%3Ac%25.yaml,title=T003::50 %25%0D%0Aof :: it%0Ahelp: x\n"
    )


def test_github_annotations_name_the_check_that_can_be_turned_off():
    finding = UnusedRole(Place("framework.yaml", 3, 1), "minister")
    assert "title=F240 unused-role::" in as_github([finding])
