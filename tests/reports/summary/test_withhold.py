"""Small numbers are withheld, and nothing that is withheld can be worked out.

The attacker here knows nothing of how numbers are withheld: it writes down every count
that is printed as a sum of single groups of cases, and asks by the rank of the matrix
whether a withheld count follows.
"""

from __future__ import annotations

import shutil
from collections import Counter
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from engine.cases.crosstab import filled
from engine.cases.tabulation import Filter
from engine.cases.tabulation import Table
from engine.cases.variables import Value
from engine.cases.variables import Variable
from engine.reports.summary.counts import Place
from engine.reports.summary.counts import part
from engine.reports.summary.counts import share
from engine.reports.summary.elimination import determined
from engine.reports.summary.numbers import Cell
from engine.reports.summary.withhold import secrets
from tests.reports.summary.conftest import INSPECTION
from tests.reports.summary.conftest import read
from tests.reports.summary.conftest import report

TYPES = ("A", "B")
ANSWERS = ("no", "yes", "n/a")
SIZES = ("small", "medium", "large")


def variable(kind, name, values, **more):
    return Variable(kind, name, name, "", "s", tuple(Value(v, v) for v in values), **more)


QUESTION = variable(
    "question", "q", ANSWERS, favourable=("yes",), excluded=("n/a",), types=TYPES
)
SIZE = variable("profile", "size", SIZES)


@st.composite
def people(draw):
    """How many cases there are of each type, size and answer; many are few."""
    few = st.one_of(st.integers(0, 6), st.integers(0, 60))
    return {key: draw(few) for key in product(TYPES, SIZES, ANSWERS)}


def tables(counts):
    """The question of all cases, by size, and the sizes themselves, as tabulated."""

    def table(subject, by, counted):
        samples: Counter[str] = Counter()
        for (type_id, _, _), n in counted.items():
            samples[type_id] += n
        blank = Table(subject, (), by, "type", (), {t: t for t in TYPES}, 10)
        return filled(blank, counted, samples)

    whole: Counter[tuple[str, str, str]] = Counter()
    grouped: Counter[tuple[str, str, str]] = Counter()
    sizes: Counter[tuple[str, str, str]] = Counter()
    for (type_id, size, answer), n in counts.items():
        whole[type_id, "", answer] += n
        grouped[type_id, size, answer] += n
        sizes[type_id, "", size] += n
    return (
        table(QUESTION, None, whole),
        table(QUESTION, SIZE, grouped),
        table(SIZE, None, sizes),
    )


def printed(made):
    """The cells of a report that shows all of it, for both types and for all."""
    whole, grouped, sizes = made
    cells = []
    for unit in (None, *TYPES):
        cells.append(share(Place(whole, unit)))
        cells += [share(Place(grouped, unit, size)) for size in SIZES]
        cells += [part(Place(sizes, unit), [size], "known") for size in SIZES]
        cells.append(Cell(Place(sizes, unit).cases()))
        cells.append(Cell(Place(whole, unit).cases()))
    return cells


ATOMS = list(product(TYPES, SIZES, ANSWERS))


def groups_of(key):
    """Which groups of cases a count is the sum of, as ones and noughts."""
    row = []
    for type_id, size, answer in ATOMS:
        case = {"size": size, "q": answer, "type": type_id}
        inside = key.unit in (None, type_id)
        for name, values, missing, negated in key.conditions:
            assert not missing
            assert not negated
            own = TYPES if name == "type" else values
            inside = inside and case[name] in own
        row.append(int(inside))
    return row


def counted(cells):
    """Every count that some cells hold, by its key."""
    counts = [count for cell in cells for count in (cell.part, cell.whole) if count]
    return {count.key: count.n for count in counts}


def follows(secret, known):
    """Whether a sum follows from others, whatever the groups hold."""
    rank = np.linalg.matrix_rank(known) if len(known) else 0
    return np.linalg.matrix_rank(np.array([*known, secret])) == rank


@settings(max_examples=60)
@given(people(), st.integers(2, 10))
def test_nothing_withheld_follows_from_what_is_printed(counts, threshold):
    made = tables(counts)
    cells = printed(made)
    hidden = secrets(cells, made, threshold)
    every = counted(cells)
    shown = [groups_of(key) for key in every if key not in hidden]
    for key in hidden:
        assert not follows(groups_of(key), shown), key


@settings(max_examples=60)
@given(people(), st.integers(2, 10))
def test_no_small_count_is_printed_or_follows(counts, threshold):
    """Nor those who are left of a printed base: it is as if the others were printed, too."""
    made = tables(counts)
    cells = printed(made)
    hidden = secrets(cells, made, threshold)
    every = counted(cells)
    assert not any(0 < n < threshold for key, n in every.items() if key not in hidden)
    shown = [groups_of(key) for key in every if key not in hidden]
    for cell in cells:
        if cell.part is None or cell.whole is None:
            continue
        rest = cell.whole.n - cell.part.n
        others = np.array(groups_of(cell.whole.key)) - np.array(groups_of(cell.part.key))
        two = sum(others) and cell.part.key.conditions != cell.whole.key.conditions
        if two and 0 < rest < threshold and any(n == "q" for n, *_ in cell.part.key.conditions):
            assert not follows(others, shown)


NEED = variable("profile", "need", ("yes", "no"))


@given(st.lists(st.integers(0, 20), min_size=4, max_size=4), st.integers(2, 10))
def test_who_is_not_of_the_value_that_is_printed_of_all_cases_does_not_follow(ns, threshold):
    """How many have a need is printed, and of how many cases, but not who has none."""
    counts = dict(zip(product(TYPES, ("yes", "no")), ns, strict=True))
    samples = {unit: counts[unit, "yes"] + counts[unit, "no"] for unit in TYPES}
    blank = Table(NEED, (), None, "type", (), {t: t for t in TYPES}, 10)
    by_need = {(unit, "", need): n for (unit, need), n in counts.items()}
    made = filled(blank, Counter(by_need), Counter(samples))
    cells = [part(Place(made, unit), ["yes"], "cases") for unit in (None, *TYPES)]
    hidden = secrets(cells, [made], threshold)
    for unit, cell in zip(TYPES, cells[1:], strict=True):
        if 0 < counts[unit, "no"] < threshold:
            assert hidden.intersection(cell.keys)
    if 0 < counts["A", "no"] + counts["B", "no"] < threshold:
        assert hidden.intersection(cells[0].keys)


def filtered(counts, sizes):
    """The question of all cases, and of each size by a filter; sizes stand in no table."""

    def table(where, counted):
        samples: Counter[str] = Counter()
        answers: Counter[tuple[str, str, str]] = Counter()
        for (type_id, size, answer), n in counted.items():
            samples[type_id] += n
            if all(size in condition.values for condition in where):
                answers[type_id, "", answer] += n
        blank = Table(QUESTION, where, None, "type", (), {t: t for t in TYPES}, 10)
        return filled(blank, answers, samples)

    filters = [(Filter(SIZE, values),) for values in sizes]
    return [table(where, counts) for where in [(), *filters]]


@settings(max_examples=60)
@given(
    people(),
    st.integers(2, 10),
    st.sampled_from(
        [
            [(size,) for size in SIZES],
            [("small",), ("medium", "large")],
            [("small", "medium"), ("medium", "large")],
        ]
    ),
)
def test_nothing_follows_from_the_same_question_asked_of_parts(counts, threshold, sizes):
    """Each size has a figure of its own: all less two of them are the third."""
    made = filtered(counts, sizes)
    cells = [share(Place(table, unit)) for table in made for unit in (None, *TYPES)]
    hidden = secrets(cells, made, threshold)
    every = counted(cells)
    shown = [groups_of(key) for key in every if key not in hidden]
    for key in hidden:
        assert not follows(groups_of(key), shown), key
    assert not any(0 < n < threshold for key, n in every.items() if key not in hidden)
    for unit, size, answer in product(TYPES, SIZES, ("no", "yes")):
        if 0 < counts[unit, size, answer] < threshold:
            only = [int(atom == (unit, size, answer)) for atom in ATOMS]
            assert not follows(only, shown), (unit, size, answer)


def test_nothing_is_withheld_where_nothing_is_small():
    counts = dict.fromkeys(product(TYPES, SIZES, ANSWERS), 20)
    made = tables(counts)
    assert secrets(printed(made), made, 5) == set()


def test_noughts_are_printed():
    """That nobody is of a kind is no secret, and protects nobody."""
    counts = {key: 0 if key[1] == "small" else 20 for key in product(TYPES, SIZES, ANSWERS)}
    made = tables(counts)
    assert secrets(printed(made), made, 5) == set()


@given(
    st.lists(st.dictionaries(st.sampled_from("abcde"), st.sampled_from([-1, 1]), min_size=1))
)
def test_elimination_finds_what_the_rank_finds(equations):
    names = sorted({name for each in equations for name in each})
    matrix = np.array([[each.get(name, 0) for name in names] for each in equations])
    found = {
        name
        for place, name in enumerate(names)
        if follows(np.eye(len(names), dtype=int)[place], matrix)
    }
    assert set(determined(equations)) == found


# The national report


def test_small_counts_of_the_national_report_are_withheld(made, careful):
    """Four CRC cases with a high risk, and four NPS officers with more than 70 cases."""
    before, after = (
        {tuple(r[:2]): r[2:] for r in m.table("table-d1")} for m in (made, careful)
    )
    high = ("RoSH level", "High/Very high")
    assert before[high][2:4] == ["4", "0.2"]
    assert after[high][2:4] == ["[c]", "[c]"]
    assert "[c]" in [row[1] for row in careful.table("figure-2-5")]


def test_what_is_not_near_a_small_count_stays(made, careful):
    for name in ("figure-2-1", "figure-2-2", "table-2-3", "figure-3-1", "table-d2", "table-d4"):
        assert careful.table(name) == made.table(name)


def test_no_withheld_cell_of_table_d1_can_be_recovered(careful):
    """Unknown: each value of each type. Known: everything that the table prints."""
    rows = [row for row in careful.table("table-d1") if row[0] == "RoSH level"]
    names = [(row[1], unit) for row in rows for unit in ("CRC", "NPS")]
    units = {"all": ("CRC", "NPS"), "CRC": ("CRC",), "NPS": ("NPS",)}
    known: list[list[int]] = []
    secret: list[list[int]] = []
    for row in rows:
        for column, (_, whose) in enumerate(units.items()):
            own = [int(name == row[1] and unit in whose) for name, unit in names]
            (secret if row[2 + 2 * column] == "[c]" else known).append(own)
    # the base of the percentages in a column
    known += [[int(unit in whose) for _, unit in names] for whose in units.values()]
    assert len(secret) == 4
    assert not any(follows(each, known) for each in secret)


def test_a_withheld_count_is_not_told_by_the_population_of_a_sentence(made, careful):
    """The CRC cases of a low risk are a cell of Table D1, and those that S41 speaks of."""
    ((before,), (after,)) = (each.numbers("S41", "sentence") for each in (made, careful))
    low = next(row for row in made.table("table-d1") if row[:2] == ["RoSH level", "Low"])
    assert f" {int(low[4]):,} cases (CRC)" in before["population"]
    assert " [c] cases (CRC)" in after["population"]
    assert after["n"] == before["n"]


def test_a_withheld_number_is_nowhere_in_the_report(careful):
    """Not in the page, the charts, the tidy table or the spreadsheets' sheet of sentences."""
    rows = read(careful.folder / "numbers.csv")
    hidden = [row for row in rows if row["mark"] == "[c]"]
    assert hidden
    for row in hidden:
        assert row["n"] == row["percentage"] == ""
    assert "withheld" in careful.text("index.html")
    assert "[c]" in careful.text("charts/figure-2-5.svg")


@pytest.mark.parametrize("threshold", [10, 40])
def test_a_higher_threshold_withholds_more(country, careful, tmp_path, threshold):
    options = ("--suppress", "--threshold", str(threshold))
    more = report(country, tmp_path / "out", *options)
    marks = [m.text("numbers.csv").count("[c]") for m in (careful, more)]
    assert marks[1] > marks[0]
    for row in read(more.folder / "numbers.csv"):
        if row["kind"] != "sentence" and row["number"].startswith(("D", "3", "E")):
            assert not row["n"] or int(row["n"]) == 0 or int(row["n"]) >= threshold


FILTERED = """\
title: Summary
sections: [{section: "1", title: What we found}]
figures:
  - {figure: "1", title: Young, section: "1", questions: [b1a, b1b], where: age is Under 65}
  - {figure: "2", title: Old, section: "1", questions: b1a, where: age is 65 or over}
statements:
  - statement: a
    section: "1"
    says: "{} per cent, {} cases, and {} points."
    numbers:
      - {share: b1a, type: day, where: age is Under 65}
      - {cases: residents, type: day, where: age is Under 65}
      - {gap: b1a, between: [day, home], where: age is Under 65}
"""


def test_how_many_are_counted_is_withheld_too(tmp_path):
    """One resident under 65 is at a day centre, and three are in homes: four together."""
    shutil.copytree(INSPECTION, tmp_path / "inspection")
    path = tmp_path / "inspection" / "standards" / "care-1" / "figures.yaml"
    path.write_text(FILTERED, encoding="utf-8")
    spring, target = tmp_path / "inspection" / "spring", tmp_path / "out"
    before = report(spring, target)
    assert "Residents, age is Under 65: 4 cases (home, day)." in before.text("index.html")
    assert "100 [u] per cent, 1 cases, and" in before.text("index.html")
    after = report(spring, target, "--suppress", "--threshold", "3")
    assert "Residents, age is Under 65: [c] cases (home, day)." in after.text("index.html")
    assert "[c] per cent, [c] cases, and [c] points." in after.text("index.html")
    rows = [row for row in after.numbers("1") if row["series"] == "day"]
    rows += after.numbers("a", "sentence")
    assert len(rows) == 5
    assert not any(row["n"] or row["percentage"] or row["points"] for row in rows)
    assert {row["population"].partition(":")[2] for row in after.numbers("1")} == {
        " [c] cases (home, day)"
    }


def test_values_counted_together_are_the_sum_of_each(made, careful):
    """The officers with more than 50 cases are printed; no band of them follows."""
    ((before,), (after,)) = (each.numbers("S71", "sentence") for each in (made, careful))
    assert before["n"] == after["n"]
    hidden = [row["row"] for row in careful.numbers("2.5") if row["mark"] == "[c]"]
    assert len(hidden) >= 2


def test_a_later_report_takes_away_what_an_earlier_one_left(country, tmp_path):
    """A chart of an earlier report, which might show what is withheld now."""
    first = report(country, tmp_path / "out")
    listed = first.folder / ".assay-report.json"
    old = first.folder / "charts" / "figure-9-9.svg"
    old.write_bytes((first.folder / "charts" / "figure-2-1.svg").read_bytes())
    words = listed.read_text(encoding="utf-8")
    listed.write_text(words.replace("charts/figure-2-1.svg", "charts/figure-9-9.svg"), "utf-8")
    kept = first.folder / "mine.txt"
    kept.write_text("mine", encoding="utf-8")
    report(country, tmp_path / "out")
    assert not old.exists()
    assert kept.exists()
