"""Whose ratings another framework would change where a round's providers are a table."""

from __future__ import annotations

from engine.rounds.register.impact import impact
from engine.rules.load import load_framework
from tests.rounds.register.making import FRAMEWORK
from tests.rounds.register.making import ROUND
from tests.rounds.register.making import RULES
from tests.rounds.register.making import write

STRICTER = RULES.replace("is at most 2", "is at most 1")
TYPED = FRAMEWORK + "provider_types: [{id: cafe, name: Cafe}, {id: shop, name: Shop}]\n"
OWNED = FRAMEWORK.replace(
    "  - {id: shop, plural: shops, scale: rating}\n",
    "  - {id: shop, plural: shops, scale: rating}\n"
    "  - {id: owner, plural: owners, scale: rating, pools: ratings}\n",
)
OWNERS = """
rate owner:
    lowest of shops ignoring not rated
"""


def versions(folder, framework=FRAMEWORK, edited=FRAMEWORK, rules=RULES, stricter=STRICTER):
    """The framework of the round, and an edited one."""
    other = folder / "other"
    other.mkdir()
    write(folder, framework=framework, rules=rules)
    write(other, framework=edited, rules=stricter)
    return load_framework(folder / "shops"), load_framework(other / "shops")


def found(folder, own, other, **more):
    """What the edited framework would change: the moves, and the changes in a line each."""
    for name in ("round_", "table"):
        if name in more:
            towns = folder / "towns"
            file = "round.yaml" if name == "round_" else "shops.csv"
            (towns / file).write_text(more[name].lstrip(), "utf-8")
    with impact(folder / "towns", own, other) as held:
        moves = {(m.level, m.type, m.before, m.after): m.number for m in held.moves}
        return moves, [said(change) for change in held.changes], held.changed


def said(change):
    """A change in a line, with the lines that made it."""
    sides = (change.cause.before, change.cause.after)
    lines = [None if side.line is None else side.line.place.line for side in sides]
    whose = "" if change.cause.provider == change.provider else f" by {change.cause.provider}"
    return (
        f"{change.provider} {change.item}: {change.before.label} -> {change.after.label}"
        f" (lines {lines[0]} and {lines[1]}{whose})"
    )


def test_the_same_rules_change_nothing(tmp_path):
    moves, changes, changed = found(tmp_path, *versions(tmp_path, stricter=RULES))
    assert not changed
    assert changes == []
    assert moves["shop", None, "fair", "fair"] == 2
    assert moves["shop", None, "not rated", "not rated"] == 2
    assert moves["shop", None, "cannot be computed", "cannot be computed"] == 2


def test_every_row_that_differs_is_listed_with_the_lines(tmp_path):
    moves, changes, changed = found(tmp_path, *versions(tmp_path))
    assert changed
    assert changes == [
        "b : fair -> poor (lines 6 and 7)",
        "h : fair -> poor (lines 6 and 7)",
    ]
    assert moves["shop", None, "fair", "poor"] == 2
    assert moves["component", None, "1", "1"] == 4


def test_providers_of_whom_the_table_says_the_same_keep_their_names(tmp_path):
    table = "shop,hygiene,structure,said\nx,1,1,\ny,1,1,\nz,0,1,\n"
    _, changes, _ = found(tmp_path, *versions(tmp_path), table=table)
    assert changes == [
        "x : fair -> poor (lines 6 and 7)",
        "y : fair -> poor (lines 6 and 7)",
    ]


def test_by_type_of_provider(tmp_path):
    round_ = ROUND.replace("  id: shop\n", "  id: shop\n  type: kind\n")
    table = "shop,hygiene,structure,said,kind\na,1,1,,cafe\nb,1,1,,cafe\nc,0,0,,shop\n"
    both = versions(tmp_path, framework=TYPED, edited=TYPED)
    moves, _, _ = found(tmp_path, *both, round_=round_, table=table)
    assert moves["shop", "cafe", "fair", "poor"] == 2
    assert moves["shop", "shop", "good", "good"] == 1


def test_a_grade_that_is_called_otherwise_is_another_rating(tmp_path):
    edited, rules = FRAMEWORK.replace("id: poor", "id: bad"), RULES.replace("poor", "bad")
    both = versions(tmp_path, edited=edited, stricter=rules)
    _, changes, _ = found(tmp_path, *both)
    assert changes == ["c : poor -> bad (lines 7 and 7)"]


def test_a_new_grade_below_the_others_moves_nobody(tmp_path):
    edited = FRAMEWORK.replace("[{id: poor}", "[{id: bad}, {id: poor}")
    both = versions(tmp_path, edited=edited, stricter=RULES)
    assert found(tmp_path, *both)[1] == []


def test_of_what_stands_above_providers_a_member_is_the_cause(tmp_path):
    round_ = ROUND.replace("  id: shop\n", "  id: shop\n  part_of: owner\n")
    table = "shop,hygiene,structure,said,owner\na,0,1,,north\nb,1,1,,north\nc,0,0,,south\n"
    rules = (RULES + OWNERS, STRICTER + OWNERS)
    both = versions(tmp_path, OWNED, OWNED, *rules)
    moves, changes, _ = found(tmp_path, *both, round_=round_, table=table)
    assert changes == [
        "b : fair -> poor (lines 6 and 7)",
        "north : fair -> poor (lines 6 and 7 by b)",
    ]
    assert moves["owner", None, "good", "good"] == 1
    assert moves["owner", None, "fair", "poor"] == 1
