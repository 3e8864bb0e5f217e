"""What every finding about a round has: a code of its own, and something to do."""

from __future__ import annotations

import datetime

import pytest

from engine.diagnostics import Finding
from engine.diagnostics import Place
from engine.rounds import decision_findings
from engine.rounds import findings
from engine.rounds import head_findings
from engine.rounds import write_findings
from engine.rounds.round import Seen
from engine.rounds.synthetic import recipe_findings

HERE, THERE = Place("a.csv", 5), Place("a.csv", 2)
EXAMPLES = (
    findings.UnknownName(HERE, "role", "x", "the framework", None, ("panel", "board")),
    findings.AmbiguousName(HERE, "provider", "x", ("a", "b")),
    findings.Blank(HERE, "reason"),
    findings.UnknownColumn(HERE, "x", ("provider", "item"), None),
    findings.UnknownColumn(HERE, "itm", ("provider", "item"), "item"),
    findings.DatesUnasked(HERE, "date", ("provider", "item")),
    findings.NoJudgements(HERE, ("1", "2")),
    findings.NotARating(HERE, "item 1", "x", ("good",)),
    findings.RatingNotAllowed(HERE, "item 1", "x", ("good",)),
    findings.NeedsReason(HERE, "item 1"),
    findings.RatedByRule(HERE, "item 1", "good", THERE),
    findings.NeverRated(HERE, "item 1"),
    findings.DoesNotApply(HERE, "item 1", "north", "Town"),
    findings.OnlyAsAWhole(HERE, "item 1", "north", "region"),
    findings.OtherLevel(HERE, "provider", "north", "region"),
    findings.Repeated(HERE, "item 1 of north", THERE),
    findings.NoRatingRecorded(HERE, "north", ("1",)),
    findings.NotAtTheLatest(HERE, "north", ("1",), datetime.date(2019, 3, 1)),
    findings.NotADate(HERE, "1 March"),
    findings.NotAValue(HERE, "size", "x", ()),
    findings.NoValue(HERE, "north", ("size",)),
    head_findings.NoRound(HERE),
    head_findings.NoProviders(HERE),
    head_findings.SameName(HERE, "id", "north", THERE),
    head_findings.NoType(HERE, "north", ("Town",)),
    head_findings.MixedTypes(HERE, "north", ("Shire", "Town")),
    head_findings.NeedlessType(HERE, "Town"),
    head_findings.PartOfItself(HERE, "north"),
    head_findings.SaidTwice(HERE, "sample x", THERE),
    head_findings.TooMany(HERE, "age", 3, 2),
    head_findings.NotAProviderLevel(HERE, "standard", ("provider", "region")),
    head_findings.NotAProviderLevel(HERE, "standard", ("provider",)),
    head_findings.PartOfTooLow(HERE, "region", "north", "provider", "oak"),
    head_findings.NoParts(HERE, "region", "north"),
    head_findings.PartOfNothing(HERE, "provider", "oak", "region"),
    head_findings.TableOfProviders(HERE),
    head_findings.FormerlyNobody(HERE, "lake", "prak", "park"),
    head_findings.FormerlyNobody(HERE, "lake", "pond", None),
    head_findings.OtherPopulation(HERE, "visits", (("north", 3, 2),)),
    decision_findings.NoMoveAllowed(HERE, "item 1", THERE),
    decision_findings.WrongRole(HERE, "x", "panel", THERE),
    decision_findings.DecidedTwice(HERE, "item 1", "north", THERE),
    decision_findings.NoChange(HERE, "good"),
    decision_findings.WrongStart(HERE, "item 1", "good", "fair"),
    decision_findings.StaleDecision(HERE, "item 1", Seen(1, 2), Seen(2, 3)),
    decision_findings.InputsChanged(HERE, "item 1", "north", "sha256:0"),
    decision_findings.DecisionNotApplied(HERE, "item 1", "there are no cases of x"),
    decision_findings.OutsideWindow(HERE, "item 1", "good", "fair", THERE, "up by 1"),
    write_findings.NotEmpty(HERE),
    write_findings.CannotWrite(HERE),
    write_findings.ChangedMeanwhile(HERE),
    write_findings.Locked(HERE),
    write_findings.CannotAppend(HERE, "- x\n"),
    write_findings.AlreadyThere(HERE),
    recipe_findings.NoTable(HERE, ("provider", "item")),
    recipe_findings.NotACount(HERE, "cases", "x"),
    recipe_findings.NotInFramework(HERE, "item", "x"),
    recipe_findings.DoesNotAddUp(HERE, "answers to x", 2, 1),
)


@pytest.mark.parametrize("finding", EXAMPLES, ids=lambda f: f"{f.code} {type(f).__name__}")
def test_a_finding_says_what_is_wrong_and_what_to_do(finding):
    for said in (finding.message, finding.help):
        assert said
        assert said[0] == said[0].lower() or said[0] == '"'
        assert not said.endswith(".")
    assert finding.place in [label.place for label in finding.labels]
    assert all(finding.notes)


def test_every_kind_has_a_code_of_its_own_and_an_example_here():
    modules = (findings, head_findings, decision_findings, write_findings, recipe_findings)
    kinds = {
        kind
        for module in modules
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, Finding) and kind is not Finding
    }
    assert {type(example) for example in EXAMPLES} == kinds
    assert len({kind.code for kind in kinds}) == len(kinds)


def test_where_two_places_disagree_both_are_shown():
    shown = [len(f.labels) for f in EXAMPLES if getattr(f, "first", None) == THERE]
    assert shown == [2, 2, 2, 2]
