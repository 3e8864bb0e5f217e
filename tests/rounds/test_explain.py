"""The derivation of one result, line by line, with what else a reader should know."""

from __future__ import annotations

from dataclasses import replace

from engine.frameworks.model import Source
from engine.rounds.carry import carry
from engine.rounds.explain import explain
from engine.rounds.explanation import Quoted
from engine.rounds.rate import rate
from engine.rounds.results import Assumption
from tests.rounds.making import REASON
from tests.rounds.making import decision
from tests.rounds.making import framework
from tests.rounds.making import people
from tests.rounds.making import round_of
from tests.rounds.making import row
from tests.rounds.making import shipped
from tests.rules.vocabularies import CARE
from tests.rules.vocabularies import PRINCIPLES


def explained(made, item=None, own=None, who=None):
    """Why a provider, or one of its items, is rated as it is."""
    own = own or shipped()
    ratings = rate(made, own)
    return explain(made, own, ratings, who or made.providers[0].id, item)


def ashby(item=None, letters="GGRG GRGG GG", version="2018-19", decisions=(), **counts):
    made = round_of(
        row("ashby", "NPS", letters, **counts),
        decisions=decisions,
        inputs={("ashby", "inspection incomplete"): "no"},
    )
    return explained(made, item, shipped(version))


def lines(explanation):
    return [(line.words, line.saw, line.effect, line.citation) for line in explanation.lines]


def test_a_provider_is_its_score_and_what_it_was_made_of():
    why = ashby()
    assert lines(why) == [
        (
            "total score of standards counting not rated as 0, banded by overall bands",
            "2 + 2 + 1 + 2 + 2 + 1 + 2 + 2 + 2 + 2 = 18",
            "applied",
            "Annex A scores, Fig 2.3 note",
        ),
        (
            "not rated if all standards are not rated",
            "0 are",
            "did not apply",
            "decision 8",
        ),
    ]
    assert (why.provider, why.provider_name, why.type) == ("ashby", "Ashby", "NPS")
    assert (why.round, why.framework, why.synthetic) == ("made", "2018-19", True)
    assert why.result.rating == "good"
    assert len(why.result.children) == 10
    assert why.grades["standard"]["requires improvement"] == "Requires improvement"
    assert why.notes == ()


def test_lines_name_the_file_and_the_line_of_the_clause():
    why = ashby("2.1.1")
    rules = (shipped().folder / "ratings.rules").read_text(encoding="utf-8").splitlines()
    for line in why.lines:
        assert line.file.endswith("ratings.rules")
        assert " ".join(rules[line.line - 1].split()).startswith(line.words)


def test_a_question_is_its_cases():
    why = ashby("2.1.3", q213=(79, 21))
    assert lines(why) == [
        (
            "percentage of judgements that are sufficient, banded by case bands",
            "79 of 100 sufficient (79 %)",
            "applied",
            "Fig A4",
        ),
        (
            (
                "allow ratings panel to move up or down 1 "
                "if within 5 points or 1 case of a boundary"
            ),
            "open to outstanding",
            "not used",
            "Annex A panel",
        ),
    ]
    assert why.notes == (
        "borderline: close enough to a boundary for discretion",
        "discretion could give outstanding",
    )
    assert why.nearest == (
        "1 case more sufficient (80 of 100) would give outstanding; "
        "15 cases fewer sufficient (64 of 100) would give requires improvement"
    )


def test_a_standard_is_its_weakest_question():
    why = ashby("2.1", q213=(57, 43))
    assert [line.saw for line in why.lines] == ["lowest is 2.1.3"]
    assert why.nearest == (
        "8 cases more sufficient in 2.1.3 (65 of 100) would give good; "
        "8 cases fewer sufficient in 2.1.3 (49 of 100) would give inadequate"
    )


def test_a_judged_item_says_so_and_nothing_is_nearest():
    why = ashby("1.3")
    assert lines(why) == [
        ("judged by lead inspector", "recorded", "applied", "Annex A evidence")
    ]
    assert why.nearest == ""


def test_citations_lead_to_the_published_sentences():
    (source,) = ashby("2.1").sources
    known = {s.id: s for s in shipped().vocabulary.sources}["Annex A cases"]
    assert source == Quoted(known.id, known.document, known.section, known.quote)
    assert source.quote


def test_a_citation_of_several_sources_leads_to_each():
    rules = """
        rate each key question:
            judged by inspector [P1, gap]

        rate provider:
            lowest of key questions [P1]
            at most good if safe is good [P1, P2]
    """
    sources = (Source("p1", "The principles", "1", "Be kind."), Source("P2", "The same"))
    made = framework(replace(PRINCIPLES, sources=sources), rules)
    round_ = round_of(*people({"elm": dict.fromkeys(CARE, "good")}))
    why = explained(round_, "safe", made)
    assert why.sources == (Quoted("p1", "The principles", "1", "Be kind."),)
    own = explained(round_, None, made)
    assert [source.citation for source in own.sources] == ["p1", "P2"]


def test_a_withheld_item_has_its_reason_and_no_lines():
    made = round_of(row("mersey", "CRC", "GRRR RRRR -G"))
    why = explained(made, "4.1")
    assert (why.lines, why.nearest, why.result.reason) == ((), "", REASON)
    assert explained(made).notes == (
        "understated: something not rated counts nothing in the score",
        "the score would be 11 to 14 if everything were rated",
    )


def test_a_question_that_is_not_rated_says_why():
    why = ashby("2.1.3", q213=(0, 0, 4))
    assert [line.saw for line in why.lines] == ["no case applies", "nothing to move"]
    assert (why.result.rating, why.nearest) == (None, "")


def test_a_decision_is_told_with_who_when_and_why():
    moved = decision("ashby", "2.1.3", "good", "outstanding")
    why = ashby("2.1.3", decisions=(moved,), q213=(79, 21))
    assert why.result.rating == "outstanding"
    assert why.lines[-1].saw == "ratings panel moved it from good"
    assert why.notes[0] == (
        "ratings panel moved it from good to outstanding on 2019-03-01: "
        "the sub-sample pointed the other way"
    )
    assert why.nearest == "no decision would give good"


def test_a_decision_that_is_not_applied_is_not_told_as_one():
    stale = decision("ashby", "2.1.3", "good", "outstanding", on=(78, 100))
    why = ashby("2.1.3", decisions=(stale,), q213=(79, 21))
    assert "moved" not in " ".join(why.notes)
    assert why.nearest.startswith("1 case more")


def test_a_notice_stands_with_its_item_and_its_provider():
    notice = shipped("2019-20").vocabulary.notices[0].text
    for item in ("1.1", None):
        (note,) = ashby(item, "ORRI RRRR RR", "2019-20").notes
        assert note == (
            f"notice on 1.1: {notice} (2 grades above the mean of domain 2 and domain 3; "
            "at least 2 calls for a notice)"
        )
    assert ashby("1.2", "ORRI RRRR RR", "2019-20").notes == ()


def test_what_is_unknown_has_a_reason_and_no_nearest_change():
    made = round_of(row("mersey", "CRC", "GRRR RRRR ?G"))
    why = explained(made)
    assert (why.result.rating, why.lines, why.nearest) == ("requires improvement", (), "")
    assert why.result.reason == "4.1 cannot be known; every possibility gives this"
    assert explained(made, "4.1").nearest == ""


def test_what_is_known_has_its_nearest_change_beside_what_is_not():
    made = round_of(row("mersey", "CRC", "GRRR RRRR ?G"))
    said = explained(made, "2.1").nearest
    assert said.startswith("8 cases more sufficient in 2.1.1 (65 of 100), 8 cases more")
    assert said.endswith("8 cases fewer sufficient in 2.1.1 (49 of 100) would give inadequate")


def test_what_is_not_carried_over_is_told_where_it_matters():
    made = round_of(row("ashby", "CRC", "GGGG GGGG OG"))
    own, other = shipped(), shipped("2019-20")
    carried, report = carry(made, own, other)
    ratings = rate(carried, other, report)
    for item in (None, "4.1", "4.1.3"):
        note = explain(carried, other, ratings, "ashby", item).notes[0]
        assert note.startswith("4.1.3 is not carried over from 2018-19: The question about")
    assert explain(carried, other, ratings, "ashby", "2.1").notes == ()
    assert explain(carried, other, ratings, "ashby").framework == "2019-20"


ASSUMING = """
    rate each key question:
        judged by inspector

    rate provider:
        lowest of key questions
        at most requires improvement if breach of regulations
"""


def test_assumptions_are_told_where_they_are_read():
    made = framework(PRINCIPLES, ASSUMING)
    grades = dict.fromkeys(CARE, "good")
    round_ = round_of(
        *people({"elm": grades, "oak": grades}),
        inputs={
            ("elm", "breach of regulations"): "no",
            ("oak", "breach of regulations"): "yes",
        },
        assumptions=(Assumption("breach of regulations", "no", "nobody told us"),),
    )
    said = "assumed: breach of regulations is no, because nobody told us"
    assert explained(round_, None, made, "elm").notes == (said,)
    assert explained(round_, None, made, "oak").notes == ()
    assert explained(round_, "safe", made, "elm").notes == ()


def test_a_provider_without_an_overall_rating():
    rules = ASSUMING.partition("rate provider")[0]
    made = framework(replace(PRINCIPLES, overall=False), rules)
    round_ = round_of(*people({"elm": dict.fromkeys(CARE, "good")}))
    why = explained(round_, None, made)
    assert (why.lines, why.nearest, why.type) == ((), "", None)
    assert why.result.reason == "this framework gives no overall rating"


def test_a_decision_about_the_provider_itself():
    rules = ASSUMING + "        allow inspection manager to move up 1\n"
    moved = decision("elm", "", "good", "outstanding", by="inspection manager")
    round_ = round_of(
        *people({"elm": dict.fromkeys(CARE, "good")}),
        inputs={("elm", "breach of regulations"): "no"},
        decisions=(moved,),
    )
    why = explained(round_, None, framework(PRINCIPLES, rules))
    assert why.notes[0].startswith("inspection manager moved it from good to outstanding")
    assert why.nearest == "no decision would give good"
