"""Tables of a small framework's cases: an independent count agrees with every cell."""

from __future__ import annotations

import csv
import tempfile
from dataclasses import replace
from fractions import Fraction
from functools import partial
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from engine.cases.tabulate import Casebook
from engine.cases.tabulate import tabulate
from engine.cases.tabulation import UNKNOWN
from engine.cases.tabulation import Request
from engine.diagnostics import Invalid
from engine.frameworks.model import ProfileColumn
from tests.cases.framework import HEADER
from tests.cases.framework import LESSONS
from tests.cases.framework import PROVIDERS
from tests.cases.framework import ROWS
from tests.cases.framework import VOCABULARY
from tests.cases.framework import changed
from tests.cases.framework import long_form
from tests.cases.framework import wide
from tests.cases.framework import write

TYPES = {"elm": "home", "oak": "school", "ash": "home"}
COLUMNS = [*HEADER[:4], "note", *HEADER[4:]]


def book(folder, vocabulary=VOCABULARY, **more):
    return Casebook(Path(folder), vocabulary, None, PROVIDERS, **more)


def tables(folder, subject, **asked):
    """The tables that one request means."""
    (found,) = tabulate(book(folder), [Request(subject, **asked)]).tables
    return found


def table(folder, subject, where="", **asked):
    (found,) = tables(folder, subject, where=(where,) if where else (), **asked)
    return found


def wrong(folder, subject, **asked):
    """What is wrong with a request: place, code, message and help of each finding."""
    with pytest.raises(Invalid) as caught:
        tables(folder, subject, **asked)
    return [f"{f.place}: {f.code}: {f.message}; {f.help}" for f in caught.value.findings]


@pytest.fixture
def visits(tmp_path):
    """Four visits and two lessons."""
    write(tmp_path / "cases/visits.csv", wide())
    write(tmp_path / "cases/lessons.csv", LESSONS)
    return tmp_path


# Questions


def test_a_question_has_exact_counts_and_two_denominators(visits):
    cell = table(visits, "1.1").cell()
    assert cell.counts == {"not met": 1, "met": 2, "not applicable": 1}
    assert (cell.favourable, cell.applicable, cell.known, cell.cases) == (2, 3, 4, 4)
    assert cell.percentage == Fraction(200, 3)
    assert cell.share("not applicable") == 25


def test_a_missing_answer_is_in_no_base_but_that_of_all_cases(tmp_path):
    write(tmp_path / "cases/visits.csv", changed(2, "1.1", ""))
    cell = table(tmp_path, "1.1").cell()
    assert (cell.applicable, cell.known, cell.missing, cell.cases) == (2, 3, 1, 4)
    assert cell.share("met", of="cases") == 25
    assert cell.share("met") == Fraction(100, 3)


def test_a_question_is_put_only_to_the_types_it_applies_to(visits):
    found = table(visits, "1.2", per="type")
    assert found.cell().cases == 3
    assert list(found.units) == ["home"]


def test_a_code_may_be_written_in_any_way(visits):
    assert table(visits, "1.1(B)") == table(visits, "1.1b")


def test_other_answers_may_be_called_favourable(visits):
    assert table(visits, "1.1", favourable=("No",)).cell().favourable == 1
    assert table(visits, "1.1", favourable=("Met", "not met")).cell().percentage == 100


def test_a_question_without_a_column_has_no_population(tmp_path):
    rows = [[cell for n, cell in enumerate(row) if n != 5] for row in wide()]
    write(tmp_path / "cases/visits.csv", rows)
    assert table(tmp_path, "1.1b").cell().cases == 0
    assert table(tmp_path, "1.1b").cell().percentage is None
    assert table(tmp_path, "1.1", "1.1b is not N/A").cell().cases == 0
    assert table(tmp_path, "1.1", "1.1b is missing").cell().cases == 0


# Filters


@pytest.mark.parametrize(
    ("where", "cases"),
    [
        ("size = Small", 3),
        ("SIZE OF HOME is small", 3),
        ("size is not Small", 1),
        ("size = Small or Large", 4),
        ("size = Small and area = Town", 2),
        ("area is missing", 1),
        ("area is not missing", 3),
        ("area is not Town", 1),
        ("area is Country or missing", 2),
        ("area is not Country or missing", 2),
        ("provider = Elm House", 2),
        ("provider = the elms or oak", 3),
        ("provider is not elm", 2),
        ("type = Home", 3),
        ("provider type is school", 1),
        ("1.1b is not N/A", 3),
        ("1.1b is not applicable", 1),
        ("1.2 is not Yes", 2),
        ("1.2 is missing", 0),
        ("1.1b = Yes and 1.1 = met", 1),
        ("note is missing", 4),
        ("note = plain", 0),
    ],
)
def test_a_filter_leaves_some_cases(visits, where, cases):
    assert table(visits, "1.1", where).cell().cases == cases


def test_several_filters_must_all_hold(visits):
    (found,) = tables(visits, "1.1", where=("size = Small", "area = Town"))
    assert found.cell().cases == 2
    assert [str(f) for f in found.where] == ["size is Small", "area is Town"]


def test_an_empty_population_is_no_error(visits):
    cell = table(visits, "1.1", "size = Large and area = Country", by="size").cell()
    assert (cell.cases, cell.sample, cell.percentage) == (0, 4, None)


def test_the_sample_is_that_of_the_providers_that_count(visits):
    found = table(visits, "1.1", "type = home and area = Town", per="provider")
    assert {unit: found.cell(unit).sample for unit in found.units} == {"elm": 2, "ash": 1}
    assert (found.cell().cases, found.cell().sample) == (2, 3)


def test_a_value_may_hold_the_joining_words(tmp_path):
    rows = [[*row[:4], note, *row[4:]] for row, note in zip(ROWS, NOTES, strict=True)]
    write(tmp_path / "cases/visits.csv", [COLUMNS, *rows])
    assert table(tmp_path, "1.1", "note = a and b").cell().cases == 1
    assert table(tmp_path, "1.1", 'note = "a or b" or c').cell().cases == 2
    assert table(tmp_path, "1.1", 'note is not "not c"').cell().cases == 3


NOTES = ["a and b", "A or b", "not c", "c"]


# Breakdowns


def test_a_breakdown_adds_up(visits):
    found = table(visits, "1.1", by="area")
    assert found.groups == ("Town", "Country", UNKNOWN)
    assert sum(found.cell(group=group).cases for group in found.groups) == found.cell().cases


def test_a_breakdown_by_another_question(visits):
    found = table(visits, "1.1", by="1.1b")
    assert found.cell(group="met").cases == 2
    assert found.cell(group="not applicable").counts["not met"] == 1


def test_a_breakdown_by_provider_leaves_out_those_without_cases(visits):
    found = table(visits, "1.1", "size = Small", by="provider")
    assert found.groups == ("elm", "oak", "ash")
    assert table(visits, "1.1", "type = home", by="type").groups == ("home",)


def test_any_text_is_a_value_where_none_are_declared(tmp_path):
    rows = [[*row[:4], note, *row[4:]] for row, note in zip(ROWS, "xXy ", strict=True)]
    write(tmp_path / "cases/visits.csv", [COLUMNS, *rows])
    found = table(tmp_path, "note")
    assert found.cell().counts == {"X": 2, "y": 1}
    assert table(tmp_path, "1.1", by="note").groups == ("X", "y", UNKNOWN)


def test_units_stand_in_the_order_of_the_round_and_the_framework(visits):
    assert list(table(visits, "1.1", per="provider").units) == ["elm", "oak", "ash"]
    assert list(table(visits, "1.1", per="type").units) == ["home", "school"]


def test_the_extremes_are_those_of_the_units(visits):
    found = table(visits, "1.1", per="provider")
    assert found.extremes == (("elm", Fraction(50)), ("oak", Fraction(100)))
    assert table(visits, "1.1").extremes is None


# Profiles


def test_a_profile_column_is_counted_with_both_denominators(visits):
    cell = table(visits, "area").cell()
    assert cell.counts == {"Town": 2, "Country": 1}
    assert (cell.share("Town"), cell.share("Town", of="cases")) == (Fraction(200, 3), 50)
    assert (cell.known, cell.missing, cell.cases) == (3, 1, 4)


def test_whose_the_cases_are_can_be_tabulated(visits):
    of_visits, of_lessons = tables(visits, "provider")
    assert of_visits.cell().counts == {"elm": 2, "oak": 1, "ash": 1}
    assert of_lessons.cell().counts == {"oak": 2}
    assert table(visits, "type", sample="Lessons").cell().counts == {"home": 0, "school": 2}


def test_a_sample_without_a_file_is_empty(visits):
    (visits / "cases/lessons.csv").unlink()
    found = tabulate(book(visits), [Request("2.1")])
    assert found.tables[0][0].cell().cases == 0
    assert [f.code for f in found.findings] == ["C124"]


def test_only_the_files_that_are_asked_for_are_read(visits):
    write(visits / "cases/lessons.csv", [["case", "provider", "2.1"], ["l1", "oak", "Perhaps"]])
    assert table(visits, "1.1").cell().cases == 4
    assert wrong(visits, "2.1")


def test_a_column_of_the_cases_comes_before_whose_they_are(tmp_path):
    (sample, *others), column = VOCABULARY.samples, ProfileColumn("type", "Kind", ("A", "B"))
    samples = (replace(sample, profile=(*sample.profile, column)), *others)
    rows = [[*row, kind] for row, kind in zip(ROWS, "AABB", strict=True)]
    write(tmp_path / "cases/visits.csv", [[*HEADER, "type"], *rows])
    own = book(tmp_path, replace(VOCABULARY, samples=samples))
    asked = Request("type", sample="visits"), Request("Provider type", sample="visits")
    (kinds,), (types,) = tabulate(own, asked).tables
    assert kinds.cell().counts == {"A": 2, "B": 2}
    assert types.cell().counts == {"home": 3, "school": 1}


def test_a_sample_may_have_no_label_for_any_answer(visits):
    (sample, *others) = VOCABULARY.samples
    own = book(visits, replace(VOCABULARY, samples=(replace(sample, answers=()), *others)))
    write(visits / "cases/visits.csv", [HEADER, *([*row[:4], *[""] * 4] for row in ROWS)])
    (found,) = tabulate(own, [Request("1.1")]).tables[0]
    assert (found.cell().missing, found.cell().counts["met"]) == (4, 0)


def test_a_name_of_two_columns_is_ambiguous(visits):
    (sample, *others), column = VOCABULARY.samples, ProfileColumn("rooms", "Size of home")
    samples = (replace(sample, profile=(*sample.profile, column)), *others)
    own = book(visits, replace(VOCABULARY, samples=samples))
    with pytest.raises(Invalid) as caught:
        tabulate(own, [Request("size of home")])
    (finding,) = caught.value.findings
    assert finding.message == '"size of home" may be "size" or "rooms"'
    assert finding.help == 'say "size" or "rooms"'


def test_many_values_are_not_all_listed(visits):
    many = tuple(f"{n:02}" for n in range(30))
    (sample, *others), column = VOCABULARY.samples, ProfileColumn("many", "Many", many)
    samples = (replace(sample, profile=(*sample.profile, column)), *others)
    own = book(visits, replace(VOCABULARY, samples=samples))
    with pytest.raises(Invalid) as caught:
        tabulate(own, [Request("1.1", ("many = zzz",))])
    assert caught.value.findings[0].help.startswith('it has 30 values; "00", "01"')


# What is wrong


def test_files_with_errors_are_not_tabulated(visits):
    write(visits / "cases/visits.csv", changed(3, "1.1", "Perhaps"))
    (line,) = wrong(visits, "1.1")
    assert line.startswith(f"{visits}/cases/visits.csv:3:5: C114:")


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (
            {"subject": "1.9"},
            (
                'question:1:1: C201: no sample has a question or a profile column "1.9"; '
                'did you mean "1.2"?'
            ),
        ),
        (
            {"subject": "zzz"},
            (
                'question:1:1: C201: no sample has a question or a profile column "zzz"; '
                "name a question by its code, or a profile column by its id or name"
            ),
        ),
        (
            {"subject": "1.1", "where": ("siez = Small",)},
            (
                'where:1:1: C202: sample "visits" has no question or profile column "siez"; '
                'did you mean "size"?'
            ),
        ),
        (
            {"subject": "1.1", "by": "zzz"},
            (
                'by:1:1: C202: sample "visits" has no question or profile column "zzz"; '
                'name a question, a profile column, "provider" or "type"'
            ),
        ),
        (
            {"subject": "1.1", "where": ("size = Smal or Large",)},
            ('where:1:8: C203: profile column size has no value "Smal"; did you mean "Small"?'),
        ),
        (
            {"subject": "1.1", "where": ("size is not Q",)},
            (
                'where:1:13: C203: profile column size has no value "Q"; '
                'write "Small" or "Large"'
            ),
        ),
        (
            {"subject": "1.1", "by": "2.1"},
            (
                'by:1:1: C204: question 2.1 belongs to "lessons", not to "visits"; '
                "a table is about the cases of one sample: name something that they have"
            ),
        ),
        (
            {"subject": "size", "sample": "lessons"},
            (
                "question:1:1: C204: profile column size belongs to "
                '"visits", not to "lessons"; '
                "a table is about the cases of one sample: name something that they have"
            ),
        ),
        (
            {"subject": "1.1", "where": ("provider = Shared",)},
            ('where:1:12: C205: "Shared" may be "oak" or "ash"; say "oak" or "ash"'),
        ),
        (
            {"subject": "1.1", "where": ("size",)},
            (
                'where:1:1: C206: cannot tell which cases "size" asks for; '
                'write a name, "is" or "is not", and one or more values joined by "or"'
            ),
        ),
        (
            {"subject": "size", "sample": "visit"},
            ('sample:1:1: C207: there is no sample "visit"; did you mean "visits"?'),
        ),
        (
            {"subject": "size", "sample": "zzz"},
            ('sample:1:1: C207: there is no sample "zzz"; there are "visits" and "lessons"'),
        ),
        (
            {"subject": "size", "favourable": ("Small",)},
            (
                "favourable:1:1: C208: profile column size has no answers that could be "
                "favourable; name favourable answers only where a question is tabulated"
            ),
        ),
        (
            {"subject": "1.1", "favourable": ("N/A",)},
            ('favourable:1:1: C203: question 1.1 has no value "N/A"; write "No" or "Yes"'),
        ),
    ],
)
def test_what_cannot_be_made_out_is_said(visits, asked, expected):
    assert wrong(visits, **asked) == [expected]


def test_everything_that_is_wrong_is_said_at_once(visits):
    with pytest.raises(Invalid) as caught:
        tabulate(
            book(visits),
            [Request("1.9"), Request("1.1", where=("a = b and size = Q",), by="zzz")],
        )
    assert [f.code for f in caught.value.findings] == ["C202", "C201", "C202", "C203"]


def test_a_request_in_a_file_is_blamed_where_it_stands(visits):
    from engine.diagnostics import Place

    place = Place("figures.yaml", 7, 3)
    assert wrong(visits, "1.9", place=place)[0].startswith("figures.yaml:7:3: C201:")


# Forms, order, and an independent count


@st.composite
def files(draw):
    """Some visits with everything that a table may ask for."""
    rows = []
    for number in range(draw(st.integers(1, 12))):
        provider = draw(st.sampled_from(list(TYPES)))
        answers = [draw(st.sampled_from(["Yes", "No", "N/A", "", "yes"])) for _ in range(4)]
        answers[2] = draw(st.sampled_from(["", "N/A"])) if provider == "oak" else answers[2]
        size = draw(st.sampled_from(["Small", "large"]))
        area = draw(st.sampled_from(["Town", "Country", ""]))
        rows.append([f"v{number}", provider, size, area, "", *answers])
    return [COLUMNS, *rows]


WHERE = {
    "": lambda _: True,
    "size = Small": lambda row: row["size"].lower() == "small",
    "area is not Town": lambda row: row["area"] == "Country",
    "1.1b is No or missing": lambda row: row["1.1b"].lower() in ("no", ""),
    "1.2 is not N/A and type = home": lambda row: (
        row["1.2"].lower() in ("yes", "no") and TYPES[row["provider"]] == "home"
    ),
}
ANSWERS = {"no": "not met", "yes": "met", "n/a": "not applicable", "": UNKNOWN}
BY = {
    None: lambda _: None,
    "area": lambda row: row["area"],
    "1.1b": lambda row: ANSWERS[row["1.1b"].lower()],
    "provider": lambda row: row["provider"],
}


def in_group(row, by, group):
    return group in (None, BY[by](row))


def independent(path, subject, filtered, unit, grouped):
    """Answers counted by somebody who knows nothing of the engine."""
    asked = {"1.2": ["home"]}.get(subject, ["home", "school"])
    counts = dict.fromkeys(ANSWERS.values(), 0)
    with path.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            kind = TYPES[row["provider"]]
            right = kind in asked and filtered(row) and unit in (None, kind)
            if right and grouped(row):
                counts[ANSWERS[row[subject].lower()]] += 1
    return counts


@given(
    files(),
    st.sampled_from(["1.1", "1.1b", "1.2"]),
    st.sampled_from(list(WHERE)),
    st.sampled_from(list(BY)),
)
@settings(max_examples=60, deadline=None)
def test_an_independent_count_agrees(rows, subject, where, by):
    with tempfile.TemporaryDirectory() as folder:
        path = write(Path(folder) / "cases/visits.csv", rows)
        found = table(folder, subject, where, by=by, per="type")
        for unit, group in product((None, *found.units), (None, *found.groups)):
            grouped = partial(in_group, by=by, group=group)
            counts = independent(path, subject, WHERE[where], unit, grouped)
            cell = found.cell(unit, group)
            assert cell.missing == counts.pop(UNKNOWN)
            assert cell.counts == counts
            assert cell.favourable == counts["met"]
            assert cell.applicable == counts["met"] + counts["not met"]


@given(files(), st.randoms(use_true_random=False))
@settings(max_examples=15, deadline=None)
def test_the_order_of_rows_and_files_does_not_matter(rows, random):
    asked = {"by": "area", "per": "provider"}
    header, *body = rows
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder) / "one/cases/visits.csv", rows)
        random.shuffle(body)
        for n, part in enumerate(part for part in (body[:3], body[3:]) if part):
            write(Path(folder) / f"many/cases/visits/{n}.csv", [header, *part])
        one = table(f"{folder}/one", "1.1", **asked)
        assert table(f"{folder}/many", "1.1", **asked) == one


@pytest.mark.parametrize("kind", ["csv.gz", "tsv", "xlsx", "ods", "parquet", "long", "bare"])
@pytest.mark.parametrize("subject", ["1.1", "1.1b", "1.1-garden", "area"])
def test_every_form_has_the_same_table(tmp_path, kind, subject):
    one, other = tmp_path / "one", tmp_path / "other"
    by = None if kind == "bare" else "size"
    if kind == "bare" and subject == "area":
        pytest.skip("without a profile file there is no profile")
    write(one / "cases/visits.csv", wide())
    answers, profile = long_form(wide())
    if kind in ("long", "bare"):
        write(other / "cases/visits.csv", answers)
    else:
        write(other / f"cases/visits.{kind}", wide())
    if kind == "long":
        write(other / "cases/visits-profile.csv", profile)
    assert table(other, subject, by=by, per="type") == table(one, subject, by=by, per="type")


def test_a_row_may_be_longer_than_a_database_reads(tmp_path):
    (sample, *others) = VOCABULARY.samples
    notes = tuple(
        ProfileColumn(f"n{n}", f"Note {n}", (), missing_allowed=True) for n in range(20)
    )
    samples = (replace(sample, profile=(*sample.profile, *notes)), *others)
    rows = [[*row, *(["x" * 120_000] * 20)] for row in ROWS]
    write(tmp_path / "cases/visits.csv", [[*HEADER, *(note.id for note in notes)], *rows])
    own = book(tmp_path, replace(VOCABULARY, samples=samples))
    (found,) = tabulate(own, [Request("1.1", by="area")]).tables[0]
    assert found.cell(group="Town").cases == 2


def test_a_question_that_no_long_file_asks_has_no_population(tmp_path):
    answers, profile = long_form(wide())
    write(tmp_path / "cases/visits.csv", [row for row in answers if row[2] != "1.1b"])
    write(tmp_path / "cases/visits-profile.csv", profile)
    assert table(tmp_path, "1.1b").cell().cases == 0
    assert table(tmp_path, "1.1", by="1.1b").groups == (
        "not met",
        "met",
        "not applicable",
        UNKNOWN,
    )


@pytest.mark.parametrize(
    ("old", "new"), [("\n", "\n\n"), ("\nv3", ",,\nv3"), ("N/A\n", "N/A,,\n")]
)
def test_a_file_that_has_to_be_read_carefully(tmp_path, old, new):
    path = write(tmp_path / "cases/visits.csv", wide())
    path.write_text(path.read_text().replace(old, new, 2))
    assert table(tmp_path, "1.1").cell().cases == 4


def test_what_is_remembered_makes_no_difference(visits, tmp_path):
    asked = [Request("1.1", by="area", per="type")]
    cache = tmp_path / "cache"
    first = tabulate(book(visits, cache=cache), asked)
    assert list(cache.iterdir())
    assert tabulate(book(visits, cache=cache), asked) == first
    assert tabulate(book(visits), asked) == first
