"""Rules of every kind over one small framework, as somebody might write them."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING
from typing import Any
from typing import TypeVar

from hypothesis import strategies as st

from engine.frameworks.model import Grade
from engine.frameworks.model import Group
from engine.frameworks.model import Input
from engine.frameworks.model import Item
from engine.frameworks.model import Judgements
from engine.frameworks.model import Level
from engine.frameworks.model import Role
from engine.frameworks.model import Scale
from engine.frameworks.model import Vocabulary
from engine.rules.check import type_rules
from engine.rules.parse import parse
from tests.rules.vocabularies import ANSWERS
from tests.rules.vocabularies import FOUR
from tests.rules.vocabularies import bands
from tests.rules.vocabularies import scale

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence

    from engine.rules import typed

    Draw = Callable[[st.SearchStrategy[Any]], Any]

T = TypeVar("T")

VERDICTS = Scale("verdict", (Grade("no", "No"), Grade("partly", "Partly"), Grade("yes", "Yes")))
"""Something better than what is counted may not be counted."""

OWN = {
    "answers": ("sufficient", "sufficient", "insufficient"),
    "findings": ("yes", "partly", "no", "partly or better", "partly or worse", "no or yes"),
}
"""The sets of judgements of which rules take shares."""

VOCABULARY = Vocabulary(
    id="small",
    title="A small framework",
    rules_language=1,
    scales=(scale(*FOUR), ANSWERS, VERDICTS),
    levels=(
        Level("question", "questions", "rating", Judgements("answers", "case", "answer")),
        Level("standard", "standards", "rating", Judgements("findings", "case", "verdict")),
        Level("provider", "providers", "rating"),
    ),
    items=(
        Item("s1", "standard", children=("q1", "q2")),
        Item("q1", "question", parent="s1"),
        Item("q2", "question", parent="s1", weight=Fraction(1, 2)),
        Item("s2", "standard", children=("q3",), weight=Fraction(3)),
        Item("q3", "question", parent="s2", allowed=("inadequate", "good")),
    ),
    groups=(Group("core", "cores", "question", items=("q1", "q3")),),
    bands=(
        bands("share bands", "percentage", 0, 25, 50, 75),
        bands("count bands", "number", 0, 1, 2, 3),
        bands("score bands", "total score", 0, 2, 4, 6),
        bands("mean bands", "average score", 0, 1, 2, 3),
        bands("maximum bands", "percentage of maximum score", 0, 30, 60, 90),
    ),
    inputs=(
        Input("fire", "yes/no", default="no"),
        Input("state", "one of", ("open", "closed")),
        Input("beds", "number"),
    ),
    roles=(Role("inspector"),),
)

ABSENCES = ("", " ignoring not rated", " only if all are rated")
QUANTITIES = ("at least 1", "at most 1", "exactly 1", "more than 1", "fewer than 2", "all")
NUMBERS = ("0", "1", "2", "3", "1.5", "50", "200/3")
COMPARED = ("at least", "at most", "exactly", "more than", "fewer than")


@st.composite
def rules(draw: Draw) -> typed.Rules:
    """Sound rules: what does not fit is judged instead."""
    blocks = ["judged by inspector"] * 3
    for place, reads in (
        (0, ()),
        (1, ("questions",)),
        (2, ("standards", "questions", "cores")),
    ):
        for _ in range(3):
            tried = blocks.copy()
            tried[place] = _rule(draw, place, reads)
            if _sound(tried) is not None:
                blocks = tried
                break
    found = _sound(blocks)
    assert found is not None
    return found


def _one(draw: Draw, things: Sequence[T]) -> T:
    chosen: T = draw(st.sampled_from(things))
    return chosen


def _sound(blocks: list[str]) -> typed.Rules | None:
    heads = ("each question", "each standard", "provider")
    text = "\n".join(f"rate {h}:\n    {b}" for h, b in zip(heads, blocks, strict=True))
    file, findings = parse(text, "ratings.rules")
    return None if findings else type_rules(file, VOCABULARY)[0]


def _rule(draw: Draw, place: int, reads: tuple[str, ...]) -> str:
    own = ("answers", "findings", "")[place]
    number = draw(st.integers(0, 2))
    modifiers = [_modifier(draw, reads, own) for _ in range(number)]
    return "\n    ".join([_base(draw, reads, own), *modifiers])


def _base(draw: Draw, reads: tuple[str, ...], own: str) -> str:
    kinds: list[Callable[[Draw, tuple[str, ...], str], str]] = [_judged, _choice, _choice]
    kinds += [_extreme, _banded, _banded] if reads else []
    kinds += [_share] if own else []
    written: str = draw(st.sampled_from(kinds))(draw, reads, own)
    return written


def _judged(_: Draw, __: tuple[str, ...], ___: str) -> str:
    return "judged by inspector"


def _share(draw: Draw, _: tuple[str, ...], own: str) -> str:
    return f"percentage of {own} that are {_one(draw, OWN[own])}, banded by share bands"


def _extreme(draw: Draw, reads: tuple[str, ...], _: str) -> str:
    which = _one(draw, ("lowest of", "highest of"))
    instead = _one(draw, (*ABSENCES, f" treating not rated as {_grade(draw)}"))
    return f"{which} {_one(draw, reads)}{instead}"


def _banded(draw: Draw, reads: tuple[str, ...], own: str) -> str:
    measure, kind = _measure(draw, reads, own)
    return f"{measure}, banded by {kind} bands"


def _measure(draw: Draw, reads: tuple[str, ...], own: str) -> tuple[str, str]:
    things = _one(draw, (*reads, own) if own else reads or ("questions",))
    grades = _one(draw, OWN[own]) if things == own else _grades(draw)
    counted = (
        (f"percentage of {things} that are {grades}", "share"),
        (f"number of {things} that are {grades}", "count"),
    )
    if things == own:
        return _one(draw, counted)
    weighted = _one(draw, ("", "weighted "))
    absence = _one(draw, (*ABSENCES, " counting not rated as 1"))
    scored = (
        (f"{weighted}total score of {things}{absence}", "score"),
        (f"{weighted}average score of {things}{absence}", "mean"),
        (f"{weighted}percentage of maximum score of {things}{absence}", "maximum"),
    )
    return _one(draw, (*counted, *scored))


def _choice(draw: Draw, reads: tuple[str, ...], own: str) -> str:
    kind = draw(
        st.sampled_from(("first that applies", "first that applies", "exactly one applies"))
    )
    number = draw(st.integers(1, 3))
    lines = [f"{_grade(draw)} if {_condition(draw, reads, own)}" for _ in range(number)]
    if kind == "first that applies" and draw(st.booleans()):
        lines.append(f"{_grade(draw)} otherwise")
    return "\n        ".join([kind, *lines])


def _modifier(draw: Draw, reads: tuple[str, ...], own: str) -> str:
    condition = _condition(draw, reads, own)
    step = draw(st.integers(1, 2))
    kinds = [
        f"up {step} if {condition}",
        f"down {step} if {condition}",
        f"at most {_grade(draw)} if {condition}",
        f"at least {_grade(draw)}",
        f"not rated if {condition}",
    ]
    if reads:
        kinds.append(f"at most {step} above {_one(draw, ('q1', 's1'))}")
    return _one(draw, kinds)


def _condition(draw: Draw, reads: tuple[str, ...], own: str) -> str:
    atoms = [_atom(draw, reads, own) for _ in range(draw(st.integers(1, 2)))]
    leaves = not any(f"or {way}" in atom for atom in atoms for way in ("better", "worse"))
    if leaves and reads and atoms[-1].startswith(QUANTITIES) and draw(st.booleans()):
        atoms.append(f"the rest are {_grades(draw)}")
    return " and ".join(atoms)


def _atom(draw: Draw, reads: tuple[str, ...], own: str) -> str:
    facts = ["fire", "not fire", "state is closed", f"beds is {_compared(draw)}"]
    if not reads and not own:
        return _one(draw, facts)
    measure, _ = _measure(draw, reads, own)
    facts.append(f"{measure} is {_compared(draw)}")
    if reads:
        things = _one(draw, reads)
        quantity = _one(draw, QUANTITIES)
        facts += [f"{quantity} {things} are {_grades(draw)}"] * 3
        facts += ["q1 is better than q2", f"q1 is {_grades(draw)}"]
    return _one(draw, facts)


def _compared(draw: Draw) -> str:
    return f"{_one(draw, COMPARED)} {_one(draw, NUMBERS)}"


def _grade(draw: Draw) -> str:
    return _one(draw, FOUR)


def _grades(draw: Draw) -> str:
    suffix = _one(draw, ("", " or better", " or worse", " or not rated"))
    return f"{_grade(draw)}{suffix}"
