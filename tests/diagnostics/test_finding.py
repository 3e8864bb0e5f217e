"""Findings are values: they hold their facts, compare by them, and do not change."""

from __future__ import annotations

import pickle
from typing import ClassVar

import pytest

from engine.diagnostics import Finding
from engine.diagnostics import Invalid
from engine.diagnostics import Place
from engine.diagnostics import Severity
from engine.diagnostics import errors
from engine.diagnostics import in_order

HERE = Place("a.yaml", 3, 7)


class Spilt(Finding):
    """Something was spilt."""

    code: ClassVar[str] = "F998"

    what: str
    much: int = 1

    @property
    def message(self) -> str:
        return f"{self.much} {self.what}"

    @property
    def help(self) -> str:
        return "mop it up"


class Stained(Spilt):
    """Something was spilt on something."""

    code: ClassVar[str] = "F999"
    severity: ClassVar[Severity] = Severity.WARNING

    on: str = "the floor"


def test_facts_are_given_by_position_or_by_name():
    assert Spilt(HERE, "milk") == Spilt(place=HERE, what="milk", much=1)
    assert Stained(HERE, "milk", 2, "a shirt").on == "a shirt"
    assert Stained(HERE, "milk").on == "the floor"


@pytest.mark.parametrize(
    "make",
    [
        lambda: Spilt(HERE),  # type: ignore[call-arg]
        lambda: Spilt(HERE, "milk", 1, "again"),  # type: ignore[call-arg]
        lambda: Spilt(HERE, "milk", colour="white"),  # type: ignore[call-arg]
    ],
)
def test_facts_that_are_missing_or_unknown_are_refused(make):
    with pytest.raises(TypeError, match="Spilt has the fields place, what, much"):
        make()


def test_a_finding_is_equal_to_one_of_its_own_kind_with_the_same_facts():
    assert Spilt(HERE, "milk") != Spilt(HERE, "tea")
    assert Spilt(HERE, "milk") != Stained(HERE, "milk")
    assert Spilt(HERE, "milk") != "milk"
    assert len({Spilt(HERE, "milk"), Spilt(HERE, "milk", 1)}) == 1


def test_a_finding_cannot_be_changed_but_copied_with_a_change():
    finding = Spilt(HERE, "milk")
    with pytest.raises(AttributeError, match="cannot be changed"):
        finding.what = "tea"  # type: ignore[misc]
    assert finding.but(what="tea") == Spilt(HERE, "tea")
    assert pickle.loads(pickle.dumps(finding)) == finding  # noqa: S301


def test_it_shows_what_it_holds():
    assert repr(Spilt(HERE, "milk")).startswith("Spilt(Place(file='a.yaml'")


def test_findings_come_once_and_in_order():
    later = Spilt(Place("a.yaml", 9), "milk")
    assert in_order([later, Spilt(HERE, "milk"), later]) == (Spilt(HERE, "milk"), later)


def test_only_errors_stop_a_rating():
    assert errors([Spilt(HERE, "milk"), Stained(HERE, "milk")]) == (Spilt(HERE, "milk"),)


def test_what_cannot_be_carried_out_says_why():
    assert str(Invalid([Spilt(HERE, "milk", 2)])) == "a.yaml:3:7: 2 milk"


def test_a_kind_of_finding_has_words():
    with pytest.raises(NotImplementedError):
        _ = Finding(HERE).message
    with pytest.raises(NotImplementedError):
        _ = Finding(HERE).help


def test_a_place_says_as_much_as_it_knows():
    places = [Place("a"), Place("a", 3), Place("a", 3, 7)]
    assert [str(place) for place in places] == ["a", "a:3", "a:3:7"]
