"""The commands about a round: rate, explain, panel, decide, and what makes one."""

from __future__ import annotations

import csv
import datetime
import io
import json
import os
import re
import shlex
from html.parser import HTMLParser

import jsonschema
import pytest

from engine.cli.program import run
from engine.data import folder as packaged

pytestmark = pytest.mark.usefixtures("here")


@pytest.fixture
def opening(assay):
    """Something that the made-up round leaves open to discretion."""
    found = json.loads(assay("panel", "made-up", "--format", "json").out)["open"]
    return next(each for each in found if each["result"]["basis"] != "decision")


@pytest.fixture
def by(here):
    """A role that may decide, as the example's rules say."""
    rules = (here / "standards" / "small" / "ratings.rules").read_text()
    return rules.partition("allow ")[2].partition(" to move")[0]


def refer(here, reference):
    """Let the made-up round name another framework."""
    path = here / "made-up" / "round.yaml"
    text = path.read_text("utf-8")
    path.write_text(re.sub("(?m)^framework: .*", f"framework: {reference}", text), "utf-8")
    return path


# rate


def test_the_table_is_the_default(assay):
    ran = assay("rate", "made-up")
    assert ran.status == 0
    assert ran.out.count("SYNTHETIC") == 2
    assert max(map(len, ran.out.splitlines())) <= 80


def test_json_fits_its_schema(assay):
    schema = json.loads((packaged("schemas") / "ratings.schema.json").read_text("utf-8"))
    data = json.loads(assay("rate", "made-up", "--format", "json").out)
    jsonschema.validate(data, schema)
    assert data["synthetic"] is True


def test_every_form_goes_into_a_file(assay, here):
    for form in ("text", "json", "csv", "xlsx", "parquet"):
        ran = assay("rate", "made-up", "--format", form, "-o", f"ratings.{form}")
        assert (ran.status, ran.out) == (0, "")
        assert (here / f"ratings.{form}").stat().st_size > 0
    assert (here / "ratings.csv").read_text("utf-8") == assay(
        "rate", "made-up", "--format", "csv"
    ).out


def test_a_file_is_replaced_whole_and_keeps_its_permissions(assay, here):
    path = here / "ratings.json"
    path.write_text("old")
    path.chmod(0o600)
    assert assay("rate", "made-up", "--format", "json", "-o", path).status == 0
    assert path.stat().st_mode & 0o777 == 0o600
    assert json.loads(path.read_text("utf-8"))
    assert not list(here.glob(".assay-*"))


def test_a_file_is_left_alone_when_rating_fails(assay, here):
    path = here / "ratings.json"
    path.write_text("old")
    (here / "made-up" / "judgements.csv").write_text("nonsense\n")
    ran = assay("rate", "made-up", "--format", "json", "-o", path)
    assert ran.status == 1
    assert "made-up/judgements.csv:1" in ran.err
    assert ran.out == ""
    assert path.read_text() == "old"


def test_a_folder_that_is_not_there_is_a_sentence(assay):
    ran = assay("rate", "made-up", "-o", "nowhere/ratings.txt")
    assert ran.status == 1
    assert "error: nowhere/ratings.txt: no such file or directory" in ran.err


@pytest.mark.parametrize("form", ["xlsx", "parquet"])
def test_bytes_are_not_for_a_terminal(assay, monkeypatch, form):
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    ran = assay("rate", "made-up", "--format", form)
    assert ran.status == 2
    assert "-o FILE" in ran.err


def blank(here, number):
    """Leave the last answer of some cases out."""
    path = here / "made-up" / "cases" / "cases.csv"
    head, *rows = list(csv.reader(path.read_text("utf-8").splitlines()))
    answers = [n for n, name in enumerate(head) if n > 1 and name != "synthetic"][-number:]
    for answer in answers:
        rows[0][answer] = ""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *rows])


def test_what_little_there_is_to_say_is_said_beside_the_table(assay):
    ran = assay("rate", "made-up")
    assert 0 < ran.err.count("warning C107") <= 3
    assert ran.err.endswith("warnings\n")


def test_bytes_go_into_a_pipe(capsysbinary):
    assert run(["rate", "made-up", "--format", "xlsx"]) == 0
    assert capsysbinary.readouterr().out.startswith(b"PK")


def test_much_is_only_counted(assay, here):
    blank(here, 6)
    ran = assay("rate", "made-up")
    assert ran.status == 0
    assert re.fullmatch(r'\d warnings \(C107\); "assay check made-up" shows them\n', ran.err)


def test_an_error_is_not_lost_among_warnings(assay, here):
    blank(here, 6)
    path = here / "made-up" / "judgements.csv"
    path.write_text(path.read_text("utf-8") + "nobody,a1,good,x,yes\n", "utf-8")
    ran = assay("rate", "made-up")
    assert ran.status == 1
    assert "warning C107" not in ran.err
    assert re.search(r"1 error and \d warnings\n$", ran.err)


def test_a_round_that_names_no_framework_is_a_finding(assay, here):
    path = refer(here, "nothing")
    ran = assay("rate", "made-up")
    assert ran.status == 1
    assert f"{path.relative_to(here)}:" in ran.err
    assert '"nothing"' in ran.err


def test_a_missing_judgement_is_an_error_unless_partial(assay, here):
    path = here / "made-up" / "judgements.csv"
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([lines[0], *lines[2:]]) + "\n", encoding="utf-8")
    assert assay("rate", "made-up").status == 1
    ran = assay("rate", "made-up", "--partial")
    assert ran.status == 0
    assert "? cannot be told" in ran.out


def test_strict_refuses_missing_answers(assay):
    assert assay("rate", "made-up", "--strict").status == 1


def test_another_framework_is_named_by_folder_or_id(assay, here):
    mine = here / "mine"
    (here / "standards" / "small").rename(mine)
    refer(here, "../mine")
    assert assay("rate", "made-up").status == 0
    assert assay("rate", "made-up", "--framework", "mine").status == 0
    ran = assay("rate", "made-up", "--framework", "yours")
    assert ran.status == 1
    assert '"yours"' in ran.err


def test_the_cache_changes_nothing(assay):
    first = assay("rate", "made-up", "--format", "json", "--no-cache")
    assert assay("rate", "made-up", "--format", "json").out == first.out


# explain


@pytest.mark.parametrize("name", ["id", "name", "NAME"])
def test_a_provider_has_many_names(assay, name):
    (first, *_) = json.loads(assay("rate", "made-up", "--format", "json").out)["results"]
    given = {"id": first["id"], "name": first["name"], "NAME": first["name"].upper()}[name]
    ran = assay("explain", "made-up", given)
    assert ran.status == 0
    assert ran.out.startswith(f"{first['name']}: ")
    assert "  line " in ran.out
    assert max(map(len, ran.out.splitlines())) <= 80


def test_an_item_is_explained_by_its_cases(assay, opening):
    ran = assay("explain", "made-up", opening["provider"], opening["result"]["id"])
    counts = opening["result"]
    applicable = counts["favourable"] + counts["unfavourable"]
    assert f"{counts['favourable']} of {applicable}" in ran.out
    assert "Nearest change: " in ran.out


def test_what_is_known_is_explained_while_something_is_missing(assay, here):
    path = here / "made-up" / "judgements.csv"
    head, first, *rest = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join([head, *rest]), encoding="utf-8")
    provider, item, *_ = first.split(",")
    ran = assay("explain", "made-up", provider, item)
    assert ran.status == 0
    assert "Cannot be computed, no rating is recorded." in ran.out


def test_a_mistyped_provider_or_item_gets_a_suggestion(assay, opening):
    ran = assay("explain", "made-up", f"{opening['provider']}x")
    assert ran.status == 2
    assert f'did you mean "{opening["provider"]}"?' in ran.err.lower()
    assert assay("explain", "made-up", opening["provider"], "zz").status == 2


def test_what_is_said_often_is_counted_and_the_rest_is_shown(assay, here):
    blank(here, 6)
    decisions = here / "made-up" / "decisions.yaml"
    text = decisions.read_text("utf-8")
    decisions.write_text(re.sub("favourable: [0-9]+", "favourable: 0", text, count=1), "utf-8")
    ran = assay("rate", "made-up")
    assert ran.status == 0
    assert ran.err.count("warning D206") == 1
    assert '(C107); "assay check made-up" shows them' in ran.err


def test_of_many_providers_only_a_few_are_listed(assay):
    ran = assay("explain", "made-up", "xyzzy")
    assert ran.status == 2
    assert 'there is no provider "xyzzy": there are 28, such as "' in ran.err
    assert ran.err.count('"') == 8


def test_a_name_that_two_providers_have_is_asked_about(assay, here):
    path = here / "made-up" / "round.yaml"
    text = path.read_text("utf-8").replace("name: Ashford", "name: Twin")
    path.write_text(text.replace("name: Ashdale", "name: Twin"), encoding="utf-8")
    ran = assay("explain", "made-up", "twin")
    assert ran.status == 2
    assert '"ashdale" or "ashford"; say which' in ran.err or (
        '"ashford" or "ashdale"; say which' in ran.err
    )


def test_an_explanation_for_programs(assay, opening):
    words = ("explain", "made-up", opening["provider"], opening["result"]["id"])
    data = json.loads(assay(*words, "--format", "json").out)
    assert data["assay"] == "explanation/1"
    assert data["result"]["id"] == opening["result"]["id"]
    assert {line["effect"] for line in data["lines"]} >= {"applied"}


def test_an_explanation_as_a_page_is_whole(assay, opening):
    html = assay("explain", "made-up", opening["provider"], "--format", "html").out
    assert html.startswith("<!DOCTYPE html>")
    assert "SYNTHETIC" in html
    assert "src=" not in html
    assert "http" not in html
    HTMLParser().feed(html)


# panel and decide


def test_the_panel_sees_what_is_open(assay, opening):
    out = assay("panel", "made-up").out
    assert "open to discretion" in out
    assert opening["result"]["id"] in out
    assert "from the boundary and" in out
    assert max(map(len, out.splitlines())) <= 80


def test_the_panel_may_look_at_one_provider(assay, opening):
    schema = json.loads((packaged("schemas") / "panel.schema.json").read_text("utf-8"))
    every, own = (
        json.loads(assay("panel", "made-up", *words, "--format", "json").out)
        for words in ((), (opening["provider"],))
    )
    jsonschema.validate(every, schema)
    jsonschema.validate(own, schema)
    assert own["open"] == [o for o in every["open"] if o["provider"] == opening["provider"]]
    assert len(own["open"]) < len(every["open"])
    unknown = assay("panel", "made-up", "nobody")
    assert (unknown.status, "there is no provider" in unknown.err) == (2, True)


def test_a_decision_is_recorded_and_applied(assay, opening, by, here):
    item, end = opening["result"]["id"], opening["moves"][0]["to"]
    words = ["decide", "made-up", opening["provider"], item, end, "--by", by]
    ran = assay(*words, "--reason", "we looked again", "--date", "2026-01-31")
    assert ran.status == 0, ran.err
    assert ran.out.startswith("recorded in made-up/decisions.yaml\n")
    assert f"{opening['result']['rating']} to {end}" in ran.out
    text = (here / "made-up" / "decisions.yaml").read_text("utf-8")
    assert "reason: we looked again" in text
    assert "date: 2026-01-31" in text
    explained = assay("explain", "made-up", opening["provider"], item).out
    assert "before the decision" in explained
    again = assay(*words, "--reason", "and again")
    assert again.status == 2
    assert "has been decided already" in again.err


def test_a_decision_for_programs(assay, opening, by):
    words = [opening["provider"], opening["result"]["id"], opening["moves"][0]["to"]]
    words += ["--by", by, "--reason", "x", "--format", "json"]
    data = json.loads(assay("decide", "made-up", *words).out)
    assert data["assay"] == "decision/1"
    assert data["file"] == "made-up/decisions.yaml"
    first = data["changes"][0]
    assert (first["item"], first["to"]) == (words[1], words[2])


def test_a_decision_is_dated_today_by_default(assay, opening, by, here):
    words = [opening["provider"], opening["result"]["id"], opening["moves"][0]["to"]]
    assay("decide", "made-up", *words, "--by", by, "--reason", "x")
    today = datetime.datetime.now().astimezone().date().isoformat()
    assert f"date: {today}" in (here / "made-up" / "decisions.yaml").read_text("utf-8")


def test_a_decision_outside_the_rules_is_not_recorded(assay, opening, by, here):
    path = here / "made-up" / "decisions.yaml"
    before = path.read_bytes()
    moves = {move["to"] for move in opening["moves"]} | {opening["result"]["rating"]}
    end = next(g for g in ("poor", "fair", "good", "excellent") if g not in moves)
    words = [opening["provider"], opening["result"]["id"], end, "--by", by, "--reason", "x"]
    ran = assay("decide", "made-up", *words)
    assert ran.status == 1
    assert "error D207" in ran.err
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("rating", "role", "complaint"),
    [("godo", None, 'did you mean "good"?'), ("good", "the boss", "there is no role")],
)
def test_a_decision_in_unknown_words_is_wrong_usage(  # noqa: PLR0913, PLR0917
    assay, opening, by, rating, role, complaint
):
    words = [opening["provider"], opening["result"]["id"], rating, "--by", role or by]
    ran = assay("decide", "made-up", *words, "--reason", "x")
    assert ran.status == 2
    assert complaint in ran.err.lower()


def test_a_decision_that_changes_nothing_is_refused(assay, opening, by):
    words = [opening["provider"], opening["result"]["id"], opening["result"]["rating"]]
    ran = assay("decide", "made-up", *words, "--by", by, "--reason", "x")
    assert ran.status == 1
    assert "error D204" in ran.err


def test_a_decision_needs_a_reason(assay, opening, by):
    words = [opening["provider"], opening["result"]["id"], opening["moves"][0]["to"]]
    ran = assay("decide", "made-up", *words, "--by", by, "--reason", " ")
    assert ran.status == 2
    assert "needs a reason" in ran.err


def test_a_decision_by_somebody_else_is_refused(assay, opening, here):
    path = here / "standards" / "small" / "framework.yaml"
    text = path.read_text("utf-8")
    role = re.search(r"(?ms)^roles:.*?(?=^\w)", text)
    assert role is not None
    path.write_text(text.replace(role[0], f"{role[0].rstrip()}\n  - id: reader\n\n"), "utf-8")
    words = [opening["provider"], opening["result"]["id"], opening["moves"][0]["to"]]
    ran = assay("decide", "made-up", *words, "--by", "reader", "--reason", "x")
    assert ran.status == 1, ran.err
    assert "error D202" in ran.err


def test_what_is_not_rated_cannot_be_decided(assay, by):
    found = json.loads(assay("rate", "made-up", "--format", "json").out)["results"]
    provider, item = next(
        (p["id"], child["id"])
        for p in found
        for child in p["children"]
        if child["rating"] is None
    )
    ran = assay("decide", "made-up", provider, item, "good", "--by", by, "--reason", "x")
    assert ran.status == 2
    assert "has no rating that could be moved" in ran.err


def test_the_providers_own_rating_is_an_item_too(assay, opening, by):
    words = [opening["provider"], "provider", "good", "--by", by, "--reason", "x"]
    ran = assay("decide", "made-up", *words)
    assert ran.status == 1
    assert "error D201" in ran.err
    explained = assay("explain", "made-up", opening["provider"], "provider")
    assert explained.out == assay("explain", "made-up", opening["provider"]).out


# demo and new


def test_the_demo_shows_commands_that_work(assay):
    ran = assay("demo")
    assert ran.status == 0
    assert ran.out.count("SYNTHETIC") == 2
    commands = [line.strip() for line in ran.out.splitlines() if line.startswith("  assay ")]
    assert len(commands) >= 4
    for command in commands:
        assert assay(*shlex.split(command)[1:]).status == 0, command


def test_the_demo_takes_any_framework(assay, here):
    rules = here / "standards" / "small" / "ratings.rules"
    lines = rules.read_text("utf-8").splitlines(keepends=True)
    rules.write_text("".join(line for line in lines if "allow" not in line), "utf-8")
    ran = assay("demo", "mine", "--framework", "small", "--seed", "5")
    assert ran.status == 0, ran.err
    assert "assay panel mine" in ran.out
    assert "assay decide" not in ran.out


def test_what_takes_long_says_so_to_who_is_watching(assay, monkeypatch):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert "reading made-up…" in assay("rate", "made-up").err


def test_the_demo_does_not_overwrite(assay, here):
    (here / "assay-demo").mkdir()
    (here / "assay-demo" / "mine").write_text("")
    ran = assay("demo")
    assert ran.status == 1
    assert "nothing has been written" in ran.err
    assert [path.name for path in (here / "assay-demo").iterdir()] == ["mine"]


def test_the_same_seed_gives_the_same_round(assay):
    def made(folder, seed):
        assay("new", "round", folder, "--framework", "small", "--synthetic", "--seed", seed)
        out = assay("rate", folder, "--format", "csv").out
        return [row[3:] for row in csv.reader(io.StringIO(out))]

    assert made("a", 7) == made("b", 7)
    assert made("c", 8) != made("a", 7)


def test_a_new_round_says_what_to_do_next(assay):
    ran = assay("new", "round", "mine", "--framework", "small")
    assert ran.status == 0
    assert "made mine/round.yaml" in ran.out
    assert "mine/README.md" in ran.out


def test_what_is_made_for_programs(assay, here):
    data = json.loads(assay("demo", "--format", "json", "--framework", "small").out)
    assert data["assay"] == "ratings/1"
    made = json.loads(assay("new", "framework", "mine", "--format", "json").out)["made"]
    assert made == sorted(made)
    assert all((here / path).is_file() for path in made)


def test_a_new_framework_is_sound(assay):
    assert assay("new", "framework", "mine").status == 0
    assert assay("check", "mine").status == 0
    assert assay("new", "framework", "mine").status == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize("name", ["judgements.csv", "round.yaml", "cases/cases.csv"])
def test_a_pipe_in_place_of_a_file_is_not_waited_for(assay, here, name):
    path = here / "made-up" / name
    path.unlink()
    os.mkfifo(path)
    assert assay("rate", "made-up").status == 1
