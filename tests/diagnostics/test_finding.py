from __future__ import annotations

from engine.diagnostics import Invalid
from engine.diagnostics import Label
from engine.diagnostics import Place
from engine.diagnostics import errors
from engine.diagnostics import in_order


def test_a_place_reads_as_editors_want_it():
    assert str(Place("a.yaml")) == "a.yaml"
    assert str(Place("a.yaml", 3)) == "a.yaml:3"
    assert str(Place("a.yaml", 3, 5)) == "a.yaml:3:5"


def test_a_finding_points_at_its_own_place(wrong):
    place = Place("a", 1, 1)
    assert wrong(place).labels == (Label(place),)


def test_findings_are_in_reading_order_and_each_once(wrong, odd):
    first, second = wrong(Place("a", 2)), wrong(Place("a", 10))
    third, fourth = wrong(Place("b", 1, 1)), odd(Place("b", 1, 1))
    mixed = [fourth, third, second, first, third]
    assert in_order(mixed) == (first, second, third, fourth)


def test_only_errors_stop_a_rating(wrong, odd, known):
    place = Place("a")
    assert errors([odd(place), wrong(place), known(place)]) == (wrong(place),)


def test_what_cannot_go_on_says_why(wrong):
    stopped = Invalid([wrong(Place("b")), wrong(Place("a", 1))])
    assert [finding.place.file for finding in stopped.findings] == ["a", "b"]
    assert str(stopped) == "a:1: something is wrong; b: something is wrong"
