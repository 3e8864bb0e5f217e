"""SARIF as its schema, its specification, and what code hosts ask besides."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from urllib.parse import unquote
from urllib.parse import urlsplit

import jsonschema
import pytest

from engine.assurance.checks.soundness import check
from engine.assurance.checks.unused_findings import UnusedRole
from engine.diagnostics import Place
from engine.diagnostics.sarif import as_sarif
from tests.test_docs import KINDS
from tests.test_docs import SECTIONS

SCHEMA = json.loads(
    (Path(__file__).parent / "sarif" / "sarif-schema-2.1.0.json").read_text("utf-8")
)
DOCS = Path(__file__).parents[2] / "docs"


def run(findings):
    """The one run of a log that fits the schema."""
    log = json.loads(as_sarif(findings))
    jsonschema.Draft4Validator(SCHEMA).validate(log)
    assert log["version"] == "2.1.0"
    (only,) = log["runs"]
    return only


def artifact(result):
    return result["locations"][0]["physicalLocation"]["artifactLocation"]


def test_the_schema_is_one_and_refuses_what_is_wrong():
    jsonschema.Draft4Validator.check_schema(SCHEMA)
    with pytest.raises(jsonschema.ValidationError, match="'tool' is a required property"):
        jsonschema.Draft4Validator(SCHEMA).validate({"version": "2.1.0", "runs": [{}]})


def test_no_findings_are_a_run_without_results():
    told = run([])
    assert told["results"] == []
    assert told["tool"]["driver"]["rules"] == []
    assert told["invocations"] == [{"executionSuccessful": True}]


def test_each_rule_is_named_once_and_each_result_names_its_rule(findings):
    told = run(findings)
    rules = told["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["T001", "T002"]
    assert [rule["shortDescription"]["text"] for rule in rules] == [
        "Something is wrong.",
        "Something is odd.",
    ]
    assert [(r["ruleId"], r["ruleIndex"], r["level"]) for r in told["results"]] == [
        ("T001", 0, "error"),
        ("T002", 1, "warning"),
        ("T002", 1, "warning"),
    ]


def test_a_message_is_all_that_there_is_to_say(findings):
    told = run(findings)["results"][0]
    assert told["message"]["text"].splitlines() == [
        "something is wrong",
        "a note",
        "help: put it right",
    ]
    (related,) = told["relatedLocations"]
    assert related["message"] == {"text": "declared here"}


def test_a_check_that_can_be_turned_off_says_its_name():
    told = run([UnusedRole(Place("framework.yaml", 3, 1), "minister")])["results"][0]
    assert told["message"]["text"].startswith('no rule speaks of the role "minister" [unused-')


def test_varieties_of_a_code_are_one_rule_in_words_for_all():
    told = run([UnusedRole(Place("framework.yaml", 3, 1), "minister")])
    (rule,) = told["tool"]["driver"]["rules"]
    assert (rule["id"], rule["name"]) == ("F240", "Unused")
    assert (
        rule["shortDescription"]["text"] == "Something that is declared and that nothing uses."
    )


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: f"{kind.code}-{kind.__name__}")
def test_every_finding_of_ours_has_a_rule_as_code_hosts_want_it(kind):
    """GitHub asks for both descriptions and for help; a name is no words with spaces."""
    words = {"message": "x", "help": "y", "labels": (), "notes": ()}
    bare = type("Bare", (kind,), words)
    values = dict.fromkeys(kind._fields) | {"place": Place("a.yaml", 1, 1)}
    (rule,) = run([bare(**values)])["tool"]["driver"]["rules"]
    assert rule["id"] == kind.code
    assert rule["name"].isidentifier()
    assert rule["shortDescription"]["text"].endswith(".")
    assert rule["fullDescription"]["text"].endswith(".")
    page = rule["help"]["text"].split()[-1].removesuffix(".")
    assert f"`{page}`" in rule["help"]["markdown"]
    assert SECTIONS[kind.code] in (DOCS.parent / page).read_text("utf-8")
    assert rule["defaultConfiguration"]["level"] in {"error", "warning", "note"}


def test_a_region_counts_from_one_and_ends_after_its_last_character(findings):
    first, second, third = (
        result["locations"][0]["physicalLocation"].get("region")
        for result in run(findings)["results"]
    )
    assert first == {"startLine": 4, "startColumn": 5, "endColumn": 8}
    assert second == {"startLine": 3}
    assert third is None
    assert run(findings)["columnKind"] == "unicodeCodePoints"


def test_columns_count_characters_and_not_their_halves(wrong):
    text = "🙂🙂 two"
    place = Place("ratings.rules", 1, text.index("two") + 1, 3, text)
    (told,) = run([wrong(place)])["results"]
    region = told["locations"][0]["physicalLocation"]["region"]
    assert text[region["startColumn"] - 1 : region["endColumn"] - 1] == "two"


@pytest.mark.parametrize(
    "file",
    [
        "ratings.rules",
        "./ratings.rules",
        "a folder/50 %.rules",
        "a:b/ä?#.rules",
        "x/../y.rules",
    ],
)
def test_a_file_below_the_current_folder_is_relative_to_the_checkout(
    wrong, tmp_path, monkeypatch, file
):
    monkeypatch.chdir(tmp_path)
    for name in (file, str(tmp_path / file)):
        told = run([wrong(Place(name))])
        where = artifact(told["results"][0])
        assert where["uriBaseId"] in told["originalUriBaseIds"]
        uri = urlsplit(where["uri"])
        assert (uri.scheme, uri.query, uri.fragment) == ("", "", "")
        assert ".." not in uri.path.split("/")
        assert (tmp_path / unquote(uri.path)) == (tmp_path / file).resolve()
    assert str(tmp_path) not in as_sarif([wrong(Place(file))])


@pytest.mark.parametrize("file", ["../other/ratings.rules", "/elsewhere/round.yaml"])
def test_a_file_elsewhere_is_named_whole(wrong, tmp_path, monkeypatch, file):
    monkeypatch.chdir(tmp_path)
    where = artifact(run([wrong(Place(file))])["results"][0])
    assert "uriBaseId" not in where
    assert where["uri"] == (tmp_path / file).resolve().as_uri()


def test_a_result_is_known_again_when_it_has_moved(wrong, odd):
    def prints(*findings):
        return [r["partialFingerprints"]["finding/v1"] for r in run(findings)["results"]]

    before = prints(wrong(Place("a.yaml", 3, 1)))
    assert before == prints(wrong(Place("./a.yaml", 17, 5)))
    others = prints(
        wrong(Place("b.yaml", 3, 1)),
        odd(Place("a.yaml", 3, 1)),
        wrong(Place("a.yaml"), "other"),
    )
    assert len({*before, *others}) == 4


def test_results_alike_are_told_apart(wrong):
    told = run([wrong(Place("a.yaml", 3)), wrong(Place("a.yaml", 9))])["results"]
    first, second = (result["partialFingerprints"]["finding/v1"] for result in told)
    assert first != second
    assert first.removesuffix(":1") == second.removesuffix(":2")


def test_what_a_broken_framework_gives_fits(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    source = DOCS / "base" / "inspection" / "standards" / "care-1"
    shutil.copytree(source, tmp_path, dirs_exist_ok=True)
    rules = tmp_path / "ratings.rules"
    rules.write_text(rules.read_text("utf-8").replace("at most fair", "at least poor"), "utf-8")
    findings = check(tmp_path)
    told = run(findings)
    assert len(told["results"]) == len(findings) > 0
    assert {artifact(result)["uriBaseId"] for result in told["results"]} == {"%SRCROOT%"}
