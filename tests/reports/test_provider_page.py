"""A provider's page: what stands on it, against a count of the case files by hand."""

from __future__ import annotations

import csv
import datetime
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from engine.frameworks.model import Text
from engine.reports.provider.others import groups
from engine.reports.provider.page import page
from engine.reports.provider.site import pages
from engine.rounds.rate import rate
from engine.rounds.rated import Rated
from engine.rounds.rated import rate_round
from engine.rounds.round import Decision
from tests.reports.reading import faults
from tests.reports.reading import read

BASE = Path(__file__).parents[2] / "docs" / "base"
EVIL = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def spring():
    """A round of three providers, with cases, judgements and a decision."""
    return rate_round(BASE / "inspection" / "spring")


@pytest.fixture(scope="module")
def oak(spring):
    return read(page(spring, "oak"))


def under(found, heading):
    """The elements between a heading and the next of its kind."""
    main = found.one("main")
    parts = [each for each in main.inside if not isinstance(each, str)]
    start = next(
        n for n, each in enumerate(parts) if each.name == "h2" and each.words == heading
    )
    rest = parts[start + 1 :]
    end = next((n for n, each in enumerate(rest) if each.name in {"h2", "section"}), len(rest))
    return " ".join(each.words for each in rest[:end])


def section(found, heading):
    return next(s for s in found.all("section") if any(h.words == heading for h in s.all("h2")))


def rows(table):
    return [[cell.words for cell in row.all("th", "td")] for row in table.all("tr")]


def counted(question, providers):
    """Favourable and applicable answers, straight from the files."""
    favourable = applicable = 0
    for path in (BASE / "inspection" / "spring" / "cases").glob("*.csv"):
        with path.open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                if row["provider"].casefold() in providers and question in row:
                    favourable += row[question] == "Yes"
                    applicable += row[question] in ("Yes", "No")
    return favourable, applicable


def share(favourable, applicable):
    whole = (200 * favourable + applicable) // (2 * applicable)
    return f"{whole} % ({favourable} of {applicable})"


@pytest.mark.parametrize("provider", ["oak", "elm", "park"])
def test_the_page_is_sound(spring, provider):
    assert faults({"page.html": page(spring, provider)}) == []


def test_percentages_stand_beside_those_of_others(spring):
    names = {
        "oak": {"oak", "oak house", "the oaks"},
        "elm": {"elm", "elm lodge"},
        "park": {"park", "park centre"},
    }
    homes, everybody = names["oak"] | names["elm"], set().union(*names.values())
    found = read(page(spring, "elm"))
    shown = {
        row[0].partition(" ")[0]: row[2:5]
        for table in found.all("table")
        for row in rows(table)[1:]
        if "Here" in rows(table)[0]
    }
    assert shown.keys() == {"b1a", "b1b", "b2a", "b2b"}
    for question, cells in shown.items():
        wanted = [share(*counted(question, whom)) for whom in (names["elm"], everybody, homes)]
        assert cells == wanted


def test_the_overall_rating_is_explained_in_english(oak):
    words = under(oak, "Overall: Good")
    assert "The rating follows from the total of the scores of its standards." in words
    assert "Here: Applied: 2 + 2 + 1 + 2 = 7." in words
    assert "Nearest change:" in words
    assert "Here: 7" in oak.one("svg").words


def test_a_judged_rating_is_told_with_the_reason_that_was_given(spring, oak):
    direction = section(oak, "a1 Direction: Good")
    assert "The inspector gives the rating." in direction.words
    assert "Reason given" not in direction.words
    judged = [replace(j, reason="Clear aims.") for j in spring.round.judgements]
    round_ = replace(spring.round, judgements=tuple(judged))
    found = read(page(replace(spring, round=round_), "oak"))
    assert "Reason given: Clear aims." in section(found, "a1 Direction: Good").words


def test_a_standard_is_explained_with_what_it_is_made_from(oak):
    finding = section(oak, "b1 Finding out: Fair")
    assert "Here: Applied: lowest is b1a." in finding.words
    assert rows(finding.one("table"))[0] == [
        "Question",
        "Rating",
        "Here",
        "All providers",
        "All of type home",
        "Notes",
    ]
    assert [s.words for s in finding.all("summary")] == ["Why b1a is Fair", "Why b1b is Good"]


def test_what_is_borderline_is_listed_with_how_far_it_is(spring):
    words = under(read(page(spring, "elm")), "What is borderline")
    assert (
        "b1a: Fair, 50 % (2 of 4); may become Poor (0 points from the boundary and 1 case away)"
        in words
    )


def test_a_decision_is_told_with_who_and_why(oak):
    assert under(oak, "Decisions") == (
        "b1a: moved from Good to Fair by the panel on 2026-03-02. Reason: The case file of the "
        "fourth person was thin. They saw 3 of 4."
    )
    assert "Before the decision it was Good." in section(oak, "b1 Finding out: Fair").words


def test_the_overall_rating_may_be_open_and_be_moved_too():
    found = rate_round(BASE / "principles" / "round")
    provider = found.ratings.results[0]
    written = read(page(found, provider.id))
    assert "The overall rating:" in under(written, "What is borderline")
    day = datetime.date(2026, 3, 1)
    decision = Decision(provider.id, "", "good", "good", "inspection manager", day, "Because.")
    gone = replace(decision, item="nowhere")
    round_ = replace(found.round, decisions=(decision, gone))
    words = under(read(page(replace(found, round=round_), provider.id)), "Decisions")
    assert "The overall rating: moved from Good to Good by the inspection manager" in words
    assert "nowhere: moved from good to good" in words


def test_a_decision_that_is_not_applied_says_so(spring):
    (decision,) = spring.round.decisions
    stale = replace(spring.round, decisions=(replace(decision, item="b2a", start="fair"),))
    words = under(read(page(replace(spring, round=stale), "oak")), "Decisions")
    assert words.endswith("It is not applied: the rating is as the rules give it.")


def test_without_decisions_or_borderline_results_the_page_says_so():
    found = rate_round(BASE / "stars" / "round")
    written = read(page(found, found.ratings.results[0].id))
    assert under(written, "Decisions") == "No decision moved any of these ratings."
    assert under(written, "What is borderline") == "No result is open to discretion."
    assert not written.all("svg")


def test_made_up_data_say_so_twice(oak, spring):
    assert len([p for p in oak.all("p") if p.attributes.get("class") == "made-up"]) == 2
    ratings = replace(spring.ratings, synthetic=False)
    assert "made-up" not in page(replace(spring, ratings=ratings), "oak").partition("<body>")[2]


def test_it_says_what_it_was_made_from(oak, spring):
    said = oak.one("footer").words
    assert spring.framework.digest in said
    assert all(each.digest in said for each in spring.ratings.inputs)


def test_assumptions_and_sources_are_listed(oak):
    assert "Assumed: state is open, because All were open." in under(oak, "Notes")
    assert "[Handbook] Inspection handbook, 4." in under(oak, "Sources")


def test_what_stands_above_providers_has_a_page():
    found = rate_round(BASE / "regions" / "round")
    for result in found.ratings.results:
        assert faults({"page.html": page(found, result.id)}) == []


def test_all_providers_are_listed_with_their_ratings(spring):
    told: list[str] = []
    files = pages(spring, told.append)
    site = {name: data.decode() for name, data in files.items()}
    assert faults(site) == []
    assert sorted(told) == ["elm", "oak", "park"]
    assert sorted(rows(read(site["index.html"]).one("table"))) == [
        ["Elm Lodge", "home", "Fair", "3"],
        ["Name", "Type", "Rating", "Score"],
        ["Oak House", "home", "Good", "7"],
        ["Park Centre", "day", "Good", "7"],
    ]


def test_those_who_are_not_rated_and_those_above_are_listed_too(tmp_path):
    shutil.copytree(BASE / "inspection", tmp_path, dirs_exist_ok=True)
    path = tmp_path / "spring" / "judgements.csv"
    path.write_text(path.read_text("utf-8").replace("oak,a1,good,\n", ""), "utf-8")
    front = pages(rate_round(tmp_path / "spring", partial=True))["index.html"].decode()
    assert ["Oak House", "home", "not known yet", ""] in rows(read(front).one("table"))
    above = rate_round(BASE / "regions" / "round")
    listed = rows(read(pages(above)["index.html"].decode()).one("table"))
    assert {row[1] for row in listed} > {"region"}


def test_text_does_nothing_on_the_page(tmp_path):
    shutil.copytree(BASE / "inspection", tmp_path, dirs_exist_ok=True)
    head = tmp_path / "spring" / "round.yaml"
    text = (
        head.read_text("utf-8").replace("Oak House", EVIL).replace("Spring inspections", EVIL)
    )
    head.write_text(text, "utf-8")
    decisions = tmp_path / "spring" / "decisions.yaml"
    decisions.write_text(decisions.read_text("utf-8").replace("The case file", EVIL), "utf-8")
    text = page(rate_round(tmp_path / "spring"), "oak")
    found = read(text)
    assert faults({"page.html": text}) == []
    assert not found.all("script")
    assert found.one("h1").words == f"{EVIL} (Care home)"
    assert EVIL in under(found, "Decisions")


def test_the_same_round_gives_the_same_bytes(spring):
    again = rate_round(BASE / "inspection" / "spring")
    assert page(again, "oak") == page(spring, "oak")


def test_dates_and_what_is_not_rated_are_told(spring):
    day = datetime.date(2026, 3, 1)
    dated = tuple(replace(p, fieldwork=day, published=day) for p in spring.round.providers)
    none = {
        key: replace(tally, counts=(0, 0), excluded=tally.applicable)
        for key, tally in spring.round.tallies.items()
    }
    round_ = replace(spring.round, providers=dated, tallies=none, decisions=())
    empty = Rated(round_, spring.framework, rate(round_, spring.framework))
    text = page(empty, "oak")
    assert faults({"page.html": text}) == []
    assert "Fieldwork: 2026-03-01" in text
    assert "Published: 2026-03-01" in text
    assert "Not rated" in text


def test_a_round_with_little_in_it_has_a_short_page():
    found = rate_round(BASE / "regions" / "round")
    provider = next(r for r in found.ratings.results if not r.members)
    vocabulary = found.framework.vocabulary
    items = tuple(
        replace(item, text=Text("What is asked.", "Handbook")) for item in vocabulary.items
    )
    framework = replace(found.framework, vocabulary=replace(vocabulary, items=items))
    written = read(page(replace(found, framework=framework), provider.id))
    assert written.one("h1").words == provider.name
    assert "Sources" not in [h.words for h in written.all("h2")]
    assert "What is asked." in written.words


def test_what_may_still_be_is_told_where_a_judgement_is_missing(tmp_path):
    shutil.copytree(BASE / "inspection", tmp_path, dirs_exist_ok=True)
    path = tmp_path / "spring" / "judgements.csv"
    path.write_text(path.read_text("utf-8").replace("oak,a1,good,\n", ""), "utf-8")
    found = read(page(rate_round(tmp_path / "spring", partial=True), "oak"))
    assert found.all("h2")[0].words == "Overall: Fair or Good"
    assert ["a1 Direction", "Poor or Good"] in rows(found.all("table")[0])


def test_a_decision_without_counts_names_none(spring):
    (decision,) = spring.round.decisions
    round_ = replace(spring.round, decisions=(replace(decision, on=None),))
    assert "saw" not in under(read(page(replace(spring, round=round_), "oak")), "Decisions")


def test_a_provider_with_nothing_below_it_has_no_table(spring):
    oak, *others = spring.ratings.results
    alone = replace(oak, type=None, children=(), steps=(), rating=None)
    ratings = replace(spring.ratings, results=(alone, *others))
    written = read(page(replace(spring, ratings=ratings), oak.id))
    assert "Ratings" not in [h.words for h in written.all("h2")]
    assert [*groups(ratings.results, alone, spring.framework.vocabulary)] == ["All providers"]
