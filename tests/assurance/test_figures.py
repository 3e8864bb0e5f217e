"""figures.yaml is read as it is meant, and what is wrong with it is told at its place."""

from __future__ import annotations

import shutil
from textwrap import dedent

import pytest

from engine.assurance.checks.soundness import check
from engine.assurance.figures import figure as declared
from engine.assurance.figures.read import check_figures
from engine.assurance.figures.read import load_figures
from engine.data import folder as packaged
from engine.rules.load import load_framework
from tests.pages import BASES

INSPECTION = BASES / "inspection" / "standards" / "care-1"

HEAD = """\
title: Summary
sections: [{section: "1", title: What we found}]
"""


@pytest.fixture
def framework(tmp_path):
    """A small framework, in a folder of its own."""
    shutil.copytree(INSPECTION, tmp_path / "care-1")
    return load_framework(tmp_path / "care-1")


@pytest.fixture
def load(framework):
    """Reads figures: ``load('figures: ...')``."""

    def read(text):
        (framework.folder / "figures.yaml").write_text(HEAD + dedent(text), encoding="utf-8")
        return load_figures(framework)

    return read


def codes(findings):
    return [(f.code, f.place.line, f.place.column) for f in findings]


def test_a_framework_without_figures_is_sound_and_has_no_report(framework):
    assert check_figures(framework) == ()
    report, findings = load_figures(framework)
    assert report is None
    assert [f.code for f in findings] == ["C301"]


def test_check_reads_the_figures(load, framework):
    load("figures: [{figure: '1', title: T, section: '9', ratings: provider}]")
    assert [
        f.code for f in check(framework.folder) if f.place.file.endswith("figures.yaml")
    ] == ["C302"]


def test_figures_are_read_in_order_and_know_whom_they_are_about(load):
    report, findings = load("""\
        figures:
          - {figure: "1", title: Ratings, section: "1", ratings: providers, chart: stacked}
          - {table: A, title: Visits, section: "1", questions: b2b, decimals: 1}
          - {table: B, title: T, section: "1", types: [all, day], profile: age}
        """)
    assert findings == ()
    ratings, visits, ages = report.figures
    assert (ratings.name, ratings.chart, ratings.units) == (
        "Figure 1",
        "stacked",
        ("home", "day"),
    )
    assert (visits.name, visits.chart, visits.units) == ("Table A", "none", ("home",))
    assert ages.units == (None, "day")
    assert ages.content.sample == "residents"


def test_questions_keep_the_filter_and_the_breakdown(load):
    report, _ = load("""\
        figures:
          - figure: "1"
            title: T
            section: "1"
            questions: [b1a, B1(b)]
            where: [age is Under 65, provider type is home]
            by: age
            notes: |
              A note
              on two lines.
        """)
    (figure,) = report.figures
    first, second = figure.content.requests
    assert first.where == ("age is Under 65", "provider type is home")
    assert (first.by, first.sample, second.subject) == ("age", "residents", "B1(b)")
    assert figure.notes == ("A note on two lines.",)


def test_columns_of_which_one_value_counts_stand_together(load):
    report, findings = load("""\
        figures:
          - table: A
            title: T
            section: "1"
            profile: age
            together: {title: Old, value: 65 or over, columns: age}
            total: Everybody
        """)
    assert findings == ()
    all_values, one = report.figures[0].content.columns
    assert (all_values.of, all_values.value, all_values.under) == ("known", None, "")
    assert (one.of, one.value, one.under) == ("cases", "65 or over", "Old")


NUMBERS = {
    "{share: b1a, type: home}": declared.Share,
    "{ratings: provider, rating: Good}": declared.RatingCount,
    "{ratings: provider, from: 1, to: 2.5}": declared.RatingCount,
    "{cases: residents}": declared.Cases,
    "{profile: age, values: [under 65]}": declared.Portion,
    "{profile: age, type: day, values: 65 or over, of: cases}": declared.Portion,
    "{interviews: all}": declared.Said,
    "{interviews: caseload, values: [1-20, 51+], bands: [20, 50]}": declared.Said,
    "{gap: [b1a, b1b], between: [home, day]}": declared.Gap,
    "{gap: [b1a], between: [home, day], which: smallest}": declared.Gap,
    "{gap: [b1a], between: [home, day], bands_apart: 1}": declared.Gap,
    "{in_band: poor, questions: b1}": declared.InBand,
}


@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_of_a_sentence_is_read(load, number):
    text = f"statements: [{{statement: a, section: '1', says: '{{}}.', numbers: [{number}]}}]"
    report, findings = load(text)
    allowed = ["C201"] if "b1}" in number else []
    assert [f.code for f in findings] == allowed
    if not allowed:
        assert isinstance(report.statements[0].numbers[0], NUMBERS[number])


WRONG = {
    "figures: [{figure: '1', title: T, section: '2', ratings: provider}]": "C302",
    "figures: [{figure: '1', title: T, section: '1', ratings: domains}]": "C302",
    "figures: [{figure: '1', title: T, section: '1', ratings: standard, items: [z9]}]": "C302",
    "figures: [{figure: '1', title: T, section: '1', types: [shop], questions: b1a}]": "C302",
    "figures: [{figure: '1', title: T, section: '1', sample: all, questions: b1a}]": "C302",
    "figures: [{figure: '1', title: T, section: '1', source: Nobody, scores: a1}]": "C302",
    "figures: [{figure: '1', title: T, section: '1', questions: b9z}]": "C201",
    "figures: [{figure: '1', title: T, section: '1', questions: b1a, by: sex}]": "C202",
    "figures: [{figure: '1', title: T, section: '1', questions: b1a, where: age is 7}]": "C203",
    "figures: [{figure: '1', title: T, section: '1', interviews: hours}]": "C201",
    "figures: [{figure: '1', title: T, section: '1'}]": "C303",
    "figures: [{title: T, section: '1', ratings: provider}]": "C303",
    "figures: [{figure: '1', table: A, title: T, section: '1', ratings: provider}]": "C304",
    "figures: [{figure: '1', title: T, section: '1', scores: a1, questions: b1a}]": "C304",
    "figures: [{table: A, title: T, section: '1', types: day, questions: b2b}]": "C308",
    "figures: [{figure: '1', title: T, section: '1', charts: none, scores: a1}]": "F101",
    "statements: [{statement: a, section: '1', says: None., numbers: [{share: b1a}]}]": "C306",
    "statements: [{statement: a, section: '1', says: '{}', numbers: [{type: home}]}]": "C303",
    "statements: [{statement: a, section: '1', says: '{}', numbers: [{gap: b1a}]}]": "C310",
    "statements: [{statement: a, section: '1', says: '{}', numbers: [{profile: age}]}]": "C310",
    "statements: [{statement: a, section: '1', says: '{}',"
    " numbers: [{in_band: good}]}]": "C310",
    "statements: [{statement: a, section: '1', says: '{}',"
    " numbers: [{interviews: caseload, values: [7]}]}]": "C302",
    "figures: [{table: A, title: T, section: '1', profile: age,"
    " together: {title: Old, value: ninety, columns: age}}]": "C302",
    "sections: [{section: '1', title: Again}]": "F014",
}


@pytest.mark.parametrize("text", WRONG)
def test_what_is_wrong_is_told_and_leaves_no_report(load, text):
    report, findings = load(text)
    assert WRONG[text] in [f.code for f in findings]
    if WRONG[text] not in ("F101", "F014"):
        assert report is None
        assert all(f.place.file.endswith("figures.yaml") for f in findings)
        assert all(f.place.line >= 3 for f in findings)


def figure(keys):
    return f"figures: [{{figure: '1', title: T, section: '1', {keys}}}]"


def number(keys, says="{}"):
    return f"statements: [{{statement: a, section: '1', says: '{says}', numbers: [{keys}]}}]"


NEEDS = "{column: age, value: Under 65, question: "

# "^" stands before what is wrong
TWO = "figures:\n  - {table: A, title: T, section: '1', ratings: provider}\n"
MARKED = {
    # a type to which it does not apply
    number("{cases: visits, type: ^day}"): "C308",
    number("{share: b2b, type: ^day}"): "C308",
    number("{share: b1a, type: ^day, where: provider type is home}"): "C308",
    number("{share: b1a, type: ^home, where: provider type is not home}"): "C308",
    number("{profile: age, values: [Under 65], type: ^day, where: type is home}"): "C308",
    number("{interviews: all, type: ^day, where: provider type is home}"): "C308",
    number("{interviews: workload_reasonable, type: ^day, where: type is home}"): "C308",
    number("{gap: b2b, between: [home, ^day]}"): "C308",
    number("{in_band: good, questions: b2b, type: ^day}"): "C308",
    number("{ratings: question, items: b2b, type: ^day}"): "C308",
    figure("scores: b2b, types: ^day"): "C308",
    figure("ratings: question, items: b2b, types: [home, ^day]"): "C308",
    figure(f"needs: [{NEEDS}b1a}}], where: type is home, types: ^day"): "C308",
    figure("interviews: caseload, where: type is home, types: ^day"): "C308",
    # answers that are neither good nor bad
    number("{share: ^age}"): "C311",
    number("{gap: ^age, between: [home, day]}"): "C311",
    number("{in_band: good, questions: ^age}"): "C311",
    number("{interviews: ^caseload}"): "C311",
    figure("questions: ^age"): "C311",
    figure("interviews: ^caseload, by: workload_reasonable"): "C311",
    figure(f"needs: [{NEEDS}^age}}]"): "C311",
    # twice
    figure("questions: [b1a, ^B1(a)]"): "C312",
    figure("ratings: provider, types: [home, ^Care home]"): "C312",
    figure("ratings: provider, types: [all, ^ALL]"): "C312",
    figure("scores: [a1, ^Direction]"): "C312",
    figure("ratings: standard, items: [b1, ^b1]"): "C312",
    figure("profile: [age, ^Age group]"): "C312",
    figure("providers: [score, type, ^score]"): "C312",
    figure("profile: age, together: {title: T, value: Under 65, columns: [age, ^age]}"): "C312",
    number("{profile: age, values: [Under 65, ^under 65]}"): "C312",
    number("{gap: b1a, between: [day, ^Day centre]}"): "C312",
    # another level
    figure("scores: ^b"): "C313",
    figure("ratings: provider, items: ^b1"): "C313",
    number("{ratings: question, items: [b1a, ^b1]}"): "C313",
    # no bands
    number("{in_band: good, questions: [b1a, ^b1b-signed]}"): "C314",
    number("{gap: ^b1b-signed, between: [home, day], bands_apart: 1}"): "C314",
    # numbers and sentences
    number("{ratings: provider, from: ^3, to: 1}"): "C315",
    number("{ratings: provider, from: ^.inf}"): "F103",
    number("{share: b1a}", "^{x} and {}"): "C316",
    number("{gap: b1a, between: [home, day], ^which: smallest, bands_apart: 1}"): "C304",
    number("{interviews: caseload, values: [51+], bands: ^[50, 20]}"): "C309",
    number("{cases: ^shops}"): "C302",
    number("{ratings: standard, rating: ^Godo}"): "C302",
    figure("scores: a1, types: [all, ^shop]"): "C302",
    figure("profile: ^type"): "C307",
    number("{profile: age, sample: ^shops, values: [Under 65]}"): "C302",
    # charts
    figure("providers: [score], chart: ^grouped"): "C304",
    figure("scores: b1, chart: ^stacked"): "C304",
    # files
    f"{TWO}  - {{table: ^a, title: T, section: '1', ratings: provider}}": "C305",
    f"{TWO}  - {{table: ^A., title: T, section: '1', ratings: provider}}": "C305",
}


@pytest.mark.parametrize("marked", MARKED)
def test_what_is_wrong_is_told_where_it_is(load, marked):
    before, _, after = marked.partition("^")
    report, findings = load(before + after)
    lines = (HEAD + before.removesuffix("'")).split("\n")
    assert report is None
    assert codes(findings) == [(MARKED[marked], len(lines), len(lines[-1]) + 1)]


def test_figures_whose_files_would_have_one_name_are_both_named(load):
    _, (finding,) = load(f"{TWO}  - {{table: A., title: T, section: '1', ratings: provider}}")
    assert finding.message == "table A. would be in the same file as table A"
    assert finding.labels[0].text == "table A is here"


def test_where_nothing_has_a_score_none_can_be_shown(tmp_path):
    shutil.copytree(BASES / "principles" / "standards" / "principles", tmp_path / "principles")
    path = tmp_path / "principles" / "figures.yaml"
    path.write_text(HEAD + figure("scores: safe"), encoding="utf-8")
    _, (finding,) = load_figures(load_framework(path.parent))
    assert finding.message == '"safe" has no score: nothing has one in this framework'
    assert finding.help == "give the grades of a scale a score each, or show ratings"


def test_left_out_types_are_those_that_the_conditions_let_in(load):
    report, findings = load(figure("questions: b1a, where: provider type is day"))
    assert findings == ()
    assert report.figures[0].units == ("day",)


def test_words_make_no_chart(load):
    report, _ = load(figure("providers: [score]"))
    assert report.figures[0].chart == "none"


def test_a_gap_may_be_between_a_type_and_all(load):
    report, findings = load(number("{gap: b1a, between: [day, all]}"))
    assert findings == ()
    assert report.statements[0].numbers[0].between == ("day", None)


def test_every_fault_is_told_at_once(load):
    _, findings = load("""\
        figures:
          - {figure: "1", title: T, section: "2", questions: [b1a, b9], types: [home, shop]}
          - {figure: "1", title: T, section: "1", ratings: provider, where: age is 7}
        """)
    assert codes(findings) == [
        ("C302", 4, 38),
        ("C201", 4, 60),
        ("C302", 4, 79),
        ("C305", 5, 14),
        ("C304", 5, 62),
    ]


def test_needs_name_a_column_and_a_question(load):
    report, findings = load("""\
        figures:
          - figure: "1"
            title: T
            section: "1"
            needs: [{column: age, value: under 65, question: b1a}]
        """)
    assert findings == ()
    (need,) = report.figures[0].content.needs
    assert (need.value, need.column.subject, need.question.subject) == (
        "Under 65",
        "age",
        "b1a",
    )


def test_the_shipped_figures_are_sound_and_complete():
    """Every figure, table and sentence that the summary report computes is declared."""
    report, findings = load_figures(load_framework(packaged("standards") / "2018-19"))
    assert findings == ()
    assert report is not None
    assert [f.id for f in report.figures if f.kind == "figure"] == [
        *("2.1", "2.2", "2.4", "2.5", "2.6", "2.7", "2.8"),
        *(f"3.{n}" for n in range(1, 10)),
        *("E1", "E2", "E3"),
    ]
    assert [f.id for f in report.figures if f.kind == "table"] == [
        *("2.3", "2.1", "2.2", "B1", "D1", "D2", "D3", "D4")
    ]
