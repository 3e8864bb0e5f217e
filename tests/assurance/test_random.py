"""Whatever the framework: what is offered exercises what is missing, and can be pasted."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck
from hypothesis import given
from hypothesis import note
from hypothesis import settings

from engine.assurance.coverage.coverage import coverage
from engine.assurance.examples.run import Runner
from engine.assurance.examples.write import written
from engine.diagnostics import errors
from engine.rules.check import check_rules
from engine.rules.format import write_rules
from engine.rules.parse import parse
from engine.rules.tree import RulesFile
from engine.testing import frameworks
from tests.assurance.trying import read


def in_words(framework):
    """The same framework, its rules written down and read again."""
    trees = tuple(rule.tree for rule in framework.rules.rules)
    text = write_rules(RulesFile("ratings.rules", trees))
    note(text)
    file, findings = parse(text, "ratings.rules")
    assert findings == ()
    rules, findings = check_rules(file, framework.vocabulary)
    assert errors(findings) == ()
    return replace(framework, rules=rules)


@given(frameworks())
@settings(max_examples=10, suppress_health_check=list(HealthCheck))
def test_what_is_offered_exercises_what_it_is_offered_for(framework):
    framework = in_words(framework)
    found = coverage(framework, ())
    offers = [each.example for each in found.suggestions]
    again = coverage(framework, Runner(framework).run_all(offers))
    offered = {point for each in found.suggestions for point in each.points}
    assert set(again.exercised) >= offered
    assert set(again.missing) == set(found.missing) - offered
    assert set(again.out_of_reach) <= set(found.out_of_reach)


@given(frameworks())
@settings(max_examples=6, suppress_health_check=list(HealthCheck))
def test_what_is_offered_can_be_pasted(framework):
    framework = in_words(framework)
    offers = [each.example for each in coverage(framework, ()).suggestions]
    if offers:
        text = "".join(written(each, framework.vocabulary) for each in offers)
        note(text)
        pasted, findings = read(text, framework)
        assert errors(findings) == ()
        assert [each.name for each in pasted] == [each.name for each in offers]
        assert all(not ran.failures for ran in Runner(framework).run_all(pasted))
