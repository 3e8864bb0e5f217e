"""A framework's folder is read, or everything that is wrong with it is said."""

from __future__ import annotations

import datetime
import time
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from engine.diagnostics import errors
from engine.frameworks.load import load_vocabulary
from engine.frameworks.model import Precision
from tests.frameworks.small import DAYS
from tests.frameworks.small import FRAMEWORK
from tests.frameworks.small import HOMES
from tests.frameworks.small import write

if TYPE_CHECKING:
    from pathlib import Path

    from engine.diagnostics import Finding
    from engine.frameworks.model import Vocabulary


def load(folder: Path, **files: str) -> Vocabulary:
    vocabulary, findings = load_vocabulary(write(folder, **files))
    assert findings == ()
    assert vocabulary is not None
    return vocabulary


def faults(folder: Path, **files: str) -> tuple[Finding, ...]:
    vocabulary, findings = load_vocabulary(write(folder, **files))
    assert (vocabulary is None) == bool(errors(findings))
    return findings


def underlined(finding: Finding) -> str:
    start = finding.place.column - 1
    return finding.place.text[start : start + finding.place.width]


def spoilt(old: str, new: str) -> dict[str, str]:
    """The small framework with one stretch of its text replaced."""
    files = {"framework": FRAMEWORK, "homes": HOMES, "days": DAYS}
    (name,) = [name for name, text in files.items() if old in text]
    assert files[name].count(old) == 1
    return {name: files[name].replace(old, new)}


def test_items_come_in_the_order_of_the_files_parents_first(tmp_path):
    items = load(tmp_path).items
    assert [item.id for item in items] == ["h", "h1a", "h2", "d", "d1"]
    assert items[0].level == "domain"
    assert items[0].children == ("h1a", "h2")
    assert items[1].parent == "h"


def test_types_and_samples_are_inherited_and_narrowed(tmp_path):
    vocabulary = load(tmp_path)
    warm, outing = vocabulary.item_by_id["h1a"], vocabulary.item_by_id["d1"]
    assert (warm.sample, warm.applies_to) == ("residents", ())
    assert (outing.sample, outing.applies_to) == ("residents", ("Day",))
    assert vocabulary.item_by_id["h2"].applies_to == ("Home",)


def test_what_applies_above_applies_below(tmp_path):
    vocabulary = load(tmp_path, days=DAYS.replace(" applies_to: [Day],", ""))
    assert vocabulary.item_by_id["d1"].applies_to == ("Home", "Day")


def test_a_framework_may_be_in_force_for_a_day(tmp_path):
    day = FRAMEWORK.replace("to: 2020-12-31", "to: 2020-01-01")
    assert load(tmp_path, framework=day).in_force_to == datetime.date(2020, 1, 1)


def test_an_observation_is_about_what_it_stands_under(tmp_path):
    (observation,) = load(tmp_path).observations
    assert (observation.about, observation.sample) == ("h1a", "residents")


def test_numbers_are_exact_and_dates_are_days(tmp_path):
    vocabulary = load(tmp_path)
    assert [g.score for g in vocabulary.scales[0].grades] == [0, Fraction(1, 2), 2]
    assert vocabulary.item_by_id["h1a"].weight == Fraction(1, 3)
    assert vocabulary.bands[0].edges[2].at == Fraction(159, 2)
    assert vocabulary.in_force_to == datetime.date(2020, 12, 31)


def test_names_are_given_or_made_of_the_id(tmp_path):
    vocabulary = load(tmp_path)
    assert [g.name for g in vocabulary.scales[0].grades] == ["Poor", "Fair", "Very good"]
    assert [t.name for t in vocabulary.provider_types] == ["Care home", "Day"]


def test_references_need_not_be_written_like_the_declaration(tmp_path):
    vocabulary = load(tmp_path)
    text = vocabulary.item_by_id["h1a"].text
    assert text is not None
    assert text.source == "Annex A"
    assert vocabulary.samples[0].strata == ("age",)


def test_a_sample_may_say_how_sure_it_is_to_be(tmp_path):
    assert load(tmp_path).samples[0].precision is None
    sure = "strata: [Age group]\n    precision: {confidence: 80, margin: 5/2}"
    vocabulary = load(tmp_path, framework=FRAMEWORK.replace("strata: [Age group]", sure))
    assert vocabulary.samples[0].precision == Precision(Fraction(80), Fraction(5, 2))


def test_words_that_yaml_takes_for_something_else_stay_text(tmp_path):
    vocabulary = load(tmp_path)
    assert vocabulary.inputs[0].default == "no"
    assert vocabulary.samples[0].answers[1].label == "no"
    assert vocabulary.samples[0].profile[0].values == ("0-64", "65+")


def test_a_framework_may_do_without_domains_types_and_samples(tmp_path):
    text = """\
framework: tiny
title: Tiny
rules_language: 1
overall: none
scales: [{id: stars, lowest_first: [{id: 1 star}, {id: 2 stars}]}]
levels: [{id: part, plural: parts, scale: stars}, {id: provider, plural: providers}]
groups: [{id: main part, plural: main parts, members: {level: part, items: [2.10]}}]
items: [{id: 2.10, level: part}, {id: 012, level: part}]
"""
    (tmp_path / "framework.yaml").write_text(text)
    vocabulary, findings = load_vocabulary(tmp_path)
    assert findings == ()
    assert vocabulary is not None
    assert [item.id for item in vocabulary.items] == ["2.10", "012"]
    assert not vocabulary.overall
    assert vocabulary.in_force_from is None


EDGES = "{from: 50, rating: fair}, {above: 79.5, rating: good}"

FAULTS = [
    # shape
    ("title: Standards of care", "titel: x", "F101", "2:1", "titel"),
    ("rules_language: 1", 'rules_language: "1"', "F103", "3:17", '"1"'),
    ("2020-12-31", "2020-02-30", "F106", "4:34", "2020-02-30"),
    ("score: 1/2", "score: half", "F105", "11:60", "half"),
    ("of: percentage", "of: percent", "F104", "28:9", "percent"),
    ("small_sub_sample: 10", "small_sub_sample: -1", "F108", "35:19", "-1"),
    ("missing: allowed", "missing: no", "F104", "24:72", "no"),
    ("from: 0, rating", "from: 0, above: 0, rating", "F109", "30:14", "from"),
    ("from: 0, rating", "rating", "F109", "30:13", "{rating: poor}"),
    ("items:\n  - id: H1(a)", "items: 3\nx:\n  - id: H1(a)", "F103", "4:8", "3"),
    ("Be kind., source: Annex A", "Be kind.", "F102", "8:38", "{is: Be kind.}"),
    ("Is it warm?, source", ", source", "F107", "7:12", "is"),
    ("text: Look again.", "text:", "F107", "40:5", "text"),
    (
        "roles: [{id: inspector}]",
        "roles: [{id: inspector}, ]\nroles: []",
        "F014",
        "35:1",
        "roles",
    ),
    ("[{id: inspector}]", "[{id: ''}]", "F107", "34:14", "''"),
    ("values: [small, large]", "values: []", "F107", "33:38", "[]"),
    ("small_sub_sample: 10", "small_sub_sample: [10]", "F103", "35:19", "[10]"),
    ("score: 1/2", "score: [1]", "F103", "11:60", "[1]"),
    # what is declared twice
    ("{id: H2,", "{id: H1A,", "F201", "15:10", "H1A"),
    ("id: D1", "id: h1-WHY", "F201", "5:10", "h1-WHY"),
    ("{id: fair, score", "{id: Poor, score", "F201", "11:47", "Poor"),
    ("[small, large]", "[small, Small]", "F201", "33:46", "Small"),
    ("label: no, is", "label: yes, is", "F201", "23:48", "yes"),
    ("name: Very good", "name: Fair", "F215", "11:83", "Fair"),
    # references
    ("H1(a)\n    level: question", "H1(a)\n    level: qestion", "F202", "6:12", "qestion"),
    ("{is: Warm., source: Annex A", "{is: Warm., source: Annex B", "F202", "11:64", "Annex B"),
    ("sample: residents}", "sample: resident}", "F202", "5:58", "resident"),
    ("[poor, good]", "[poor, bad]", "F202", "9:21", "bad"),
    ("rating: fair}, {above", "rating: okay}, {above", "F202", "30:57", "okay"),
    ("expectations: [kind]", "expectations: [unkind]", "F202", "10:20", "unkind"),
    ("applies_to: [home]", "applies_to: [house]", "F202", "15:44", "house"),
    ("strata: [Age group]", "strata: [sex]", "F202", "25:14", "sex"),
    ("label: N/A, is: not asked", "label: N/A, is: never", "F202", "23:81", "never"),
    ("mean_of: {within: [D]}", "mean_of: {within: [E]}", "F202", "39:82", "E"),
    ("within: [H]}}\nprovider", "within: [X]}}\nprovider", "F202", "18:85", "X"),
    ("scale: rating, answers", "scale: ratings, answers", "F202", "14:46", "ratings"),
    ("unit: case, scale: answer", "unit: case, scale: reply", "F202", "14:100", "reply"),
    # levels, types, samples
    ("D1, level: question", "D1, level: domain", "F203", "5:21", "domain"),
    ("D1, level: question", "D1, level: provider", "F203", "5:21", "provider"),
    ("- {id: domain, plural: domains}", "- {id: area, plural: areas}", "F204", "14:3", "-"),
    (
        "applies_to: [Home, Day]\nitems",
        "applies_to: [Home]\nitems",
        "F207",
        "5:31",
        "applies_to",
    ),
    ("applies_to: [Home, Day]\n    ans", "applies_to: [Home]\n    ans", "F209", "5:9", "H1(a)"),
    (
        "strata: [Age group]",
        "precision: {confidence: 0, margin: 5}",
        "F226",
        "25:29",
        "0",
    ),
    (
        "strata: [Age group]",
        "precision: {confidence: 80, margin: 100}",
        "F226",
        "25:41",
        "100",
    ),
    # groups, inputs, scales
    ("within: [H]}}\nprovider", "items: [H]}}\nprovider", "F220", "18:84", "H"),
    ("level: question, within: [H]", "level: question", "F219", "18:58", "{level: question}"),
    ("values: [small, large]", "values: [s, l], default: m", "F214", "33:55", "m"),
    ("default: no", "default: maybe", "F214", "32:41", "maybe"),
    ("yes/no, default: no", "number, default: few", "F214", "32:41", "few"),
    (", values: [small, large]", "", "F213", "33:10", "size"),
    ("yes/no, default: no", "yes/no, values: [a]", "F213", "32:10", "closed"),
    ("id: closed", "id: questions", "F215", "32:10", "questions"),
    (
        "{id: domain, plural: domains}",
        "{id: domain, plural: question}",
        "F215",
        "15:26",
        "question",
    ),
    ("rules_language: 1", "rules_language: 2", "F217", "3:17", "2"),
    ("to: 2020-12-31", "to: 2019-12-31", "F218", "4:34", "2019-12-31"),
    ("item: H9", "item: H1a", "F216", "36:20", "H1a"),
    ("{id: age,", "{id: Case,", "F221", "24:20", "Case"),
    ("{id: age,", "{id: h1a,", "F221", "24:20", "h1a"),
    ("id: H1(a)", "id: Case", "F221", "5:9", "Case"),
    # bands
    (EDGES, "{from: 0, rating: fair}", "F230", "30:38", "{from: 0, rating: fair}"),
    ("{from: 0, rating", "{above: 0, rating", "F231", "30:13", "{above: 0, rating: poor}"),
    (
        "{from: 50, rating",
        "{from: 50, to: 5, rating",
        "F234",
        "30:38",
        "{from: 50, to: 5, rating: fair}",
    ),
    ("50, rating: fair", "50, rating: poor", "F235", "30:38", "{from: 50, rating: poor}"),
    ("50, rating: fair", "50, rating: met", "F236", "30:38", "{from: 50, rating: met}"),
    ("above: 79.5", "above: 100", "F237", "30:64", "{above: 100, rating: good}"),
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault[2]} {fault[1]}")
def test_each_fault_is_found_where_it_is(tmp_path, fault):
    old, new, code, place, words = fault
    findings = faults(tmp_path, **spoilt(old, new))
    found = {(f.code, f"{f.place.line}:{f.place.column}", underlined(f)) for f in findings}
    assert (code, place, words) in found
    for finding in findings:
        assert finding.message
        assert finding.help
        assert finding.labels


@pytest.mark.parametrize(
    ("measure", "lowest", "codes"),
    [
        ("number", "1", ["F231"]),
        ("total score", "1", ["F231"]),
        ("average score", "0", []),
        ("average score", "1/4", ["F231"]),
        ("percentage of maximum score", "5", ["F231"]),
    ],
)
def test_bands_begin_at_the_least_possible_value(tmp_path, measure, lowest, codes):
    text = FRAMEWORK.replace("of: percentage", f"of: {measure}")
    text = text.replace("{from: 0, rating", f"{{from: {lowest}, rating")
    assert [finding.code for finding in faults(tmp_path, framework=text)] == codes


@pytest.mark.parametrize(
    ("measure", "lowest", "codes"),
    [
        ("total score", "4", []),
        ("average score", "1", []),
        ("average score", "2", ["F231"]),
        ("percentage of maximum score", "33", []),
        ("percentage of maximum score", "34", ["F231"]),
    ],
)
def test_scores_that_begin_at_one_raise_the_least_possible_value(
    tmp_path, measure, lowest, codes
):
    text = FRAMEWORK.replace("of: percentage", f"of: {measure}").replace(
        "score: 0}", "score: 1}"
    )
    text = text.replace("score: 1/2", "score: 2").replace("good, score: 2", "good, score: 3")
    text = text.replace("{from: 0, rating", f"{{from: {lowest}, rating")
    assert [finding.code for finding in faults(tmp_path, framework=text)] == codes


def test_where_two_places_disagree_both_are_shown(tmp_path):
    (finding,) = faults(tmp_path, **spoilt("{id: H2,", "{id: h1(A),"))
    first, second = (label.place for label in finding.labels)
    assert (first.line, second.line) == (5, 15)


def test_a_wrong_name_is_answered_with_the_one_meant(tmp_path):
    (finding,) = faults(tmp_path, **spoilt("sample: residents}", "sample: resident}"))
    assert finding.message == 'there is no sample "resident"'
    assert finding.help == 'did you mean "residents"?'


def test_a_key_in_the_wrong_place_is_told_where_it_belongs(tmp_path):
    (finding,) = faults(tmp_path, framework=FRAMEWORK + "strata: [age]\n")
    assert finding.help == '"strata" belongs under "samples"'


QUOTE = 'the comma ends the text: put the value of "{}" in quotation marks'
KEYS = "the keys that may stand here: from, above, to, rating, published"


def test_a_misspelt_key_is_said_once(tmp_path):
    text = FRAMEWORK.replace("{from: 50,", "{form: 50,").replace("title:", "titel:")
    told = [(f.code, f.help) for f in faults(tmp_path, framework=text)]
    assert told == [("F101", 'did you mean "title"?'), ("F101", 'did you mean "from"?')]


@pytest.mark.parametrize(
    ("edge", "found"),
    [
        ("{from: 49,5,", [("5", "write the decimals after a point: 49.5")]),
        ("{from: 50, published: 50, say,", [("say", QUOTE.format("published"))]),
        ("{from: 50, published: from 50, say, on,", [("say", QUOTE.format("published"))]),
        ('{from: 50, published: "from 50", say,', [("say", KEYS)]),
        ("{from: 50, published: from 50, say: so,", [("say", KEYS)]),
        ("{from: 50, published: from 50, say: ,", [("say", KEYS)]),
        ("{from: 50, to: 5, 9,", [("9", "write the decimals after a point: 5.9")]),
    ],
)
def test_what_a_comma_cuts_off_is_told_as_that(tmp_path, edge, found):
    text = FRAMEWORK.replace("{from: 50,", edge)
    unknown = [f for f in faults(tmp_path, framework=text) if f.code == "F101"]
    told = [(f.message, f.help) for f in unknown]
    assert told == [(f'there is no key "{key}" here', help_) for key, help_ in found]


def test_the_only_unknown_key_stands_for_the_only_one_missing(tmp_path):
    text = FRAMEWORK.replace("{from: 50, rating", "{from: 50, grade")
    (finding,) = faults(tmp_path, framework=text)
    assert finding.message == 'there is no key "grade" here'
    assert finding.help == 'did you mean "rating"?'


def test_a_scale_the_other_way_round_is_not_told_to_rename_its_key(tmp_path):
    text = FRAMEWORK.replace("lowest_first:", "best_first:", 1)
    finding, *_ = faults(tmp_path, framework=text)
    assert finding.help == 'list them from the lowest up, under "lowest_first"'


def test_an_unknown_key_with_nothing_after_it_is_refused_too(tmp_path):
    (finding,) = faults(tmp_path, framework=FRAMEWORK + "colour:\n")
    assert finding.message == 'there is no key "colour" here'


def test_all_files_are_read_whatever_the_first_one_holds(tmp_path):
    findings = faults(tmp_path, framework="a: [", homes=HOMES.replace("name:", "nam:"), days="")
    assert [finding.code for finding in findings] == ["F101", "F003", "F008"]


def test_an_unknown_key_does_not_hide_the_other_findings(tmp_path):
    text = FRAMEWORK.replace("strata: [Age group]", "strata: [sex]") + "colour: red\n"
    assert [f.code for f in faults(tmp_path, framework=text)] == ["F202", "F101"]


def test_answers_of_one_sample_lie_on_one_scale(tmp_path):
    text = (
        FRAMEWORK.replace(
            "excluded: [not asked]}\n",
            "excluded: [not asked]}\n"
            "  - {id: other, lowest_first: [{id: never}, {id: always}]}\n",
        )
        .replace(
            "- {id: domain, plural: domains}",
            "- {id: domain, plural: domains,\n"
            "     answers: {plural: answers, unit: case, scale: other}}",
        )
        .replace("is: not asked}", "is: always}")
    )
    (finding,) = faults(tmp_path, framework=text)
    assert (finding.code, finding.place.line) == ("F212", 25)
    assert finding.message == 'the answers of sample "residents" are not all of one scale'
    assert finding.help == "use answers of one of these scales only: answer and other"


def test_a_level_without_a_scale_has_no_ratings(tmp_path):
    text = FRAMEWORK.replace(
        "  - {id: domain,", "  - {id: part, plural: parts}\n  - {id: domain,"
    )
    days = DAYS + "  - {id: D2, level: part, allowed: [good]}\n"
    (finding,) = faults(tmp_path, framework=text, days=days)
    assert (finding.code, underlined(finding)) == ("F210", "good")
    assert finding.message == 'level "part" has no scale, so its items have no ratings'
    assert finding.help


def test_observations_are_not_wider_than_what_they_are_about(tmp_path):
    more = (
        "observations:\n"
        "  - {id: O1, about: D1, applies_to: [Home], text: {is: A, source: Annex A}}\n"
    )
    (finding,) = faults(tmp_path, days=DAYS + more)
    assert finding.code == "F207"
    assert [label.place.line for label in finding.labels] == [5, 7]


def test_with_no_name_at_all_to_refer_to_it_says_so(tmp_path):
    text = FRAMEWORK.replace(", expectations", "").replace(
        "expectations:\n"
        "  - {id: kind, name: Kindness, text: {is: Be kind., source: Annex A}}\n",
        "",
    )
    (finding,) = faults(tmp_path, framework=text)
    assert finding.help == "declare an expectation first: there is none"


def test_with_many_names_to_refer_to_they_are_not_all_listed(tmp_path):
    many = "".join(f"  - {{id: Part {n}, document: The handbook}}\n" for n in range(20))
    files = spoilt("{is: Warm., source: Annex A", "{is: Warm., source: Zzz")
    files["framework"] = FRAMEWORK.replace("sources:\n", "sources:\n" + many)
    (finding,) = faults(tmp_path, **files)
    assert finding.help == "declare it, or refer to one that is declared"


def test_an_item_at_the_top_stands_below_the_provider(tmp_path):
    framework = FRAMEWORK.replace("{id: domain, plural: domains}", "{id: area, plural: areas}")
    (tmp_path / "framework.yaml").write_text(
        framework[: framework.index("groups:")] + "items: [{id: A, level: provider}]\n"
    )
    _, (finding,) = load_vocabulary(tmp_path)
    assert finding.message == 'a provider cannot stand under a provider ("A")'
    assert [label.place.line for label in finding.labels] == [16, 17]


def test_a_group_lists_items_of_a_level_wherever_they_stand(tmp_path):
    text = FRAMEWORK.replace("within: [H]}}\nprovider", "items: [h1A, D1]}}\nprovider")
    assert load(tmp_path, framework=text).groups[0].items == ("h1a", "d1")


def test_a_number_has_any_exact_default(tmp_path):
    text = FRAMEWORK.replace("yes/no, default: no", "number, default: -1/2")
    assert load(tmp_path, framework=text).inputs[0].default == "-1/2"


def test_a_level_may_be_misspelt_where_ratings_are_described(tmp_path):
    files = spoilt("H1(a)\n    level: question", "H1(a)\n    level: questoin")
    assert [finding.code for finding in faults(tmp_path, **files)] == ["F202"]


def test_a_scale_needs_two_grades(tmp_path):
    text = FRAMEWORK.replace("[{id: unmet}, {id: met}]", "[{id: met}]")
    codes = [finding.code for finding in faults(tmp_path, framework=text)]
    assert codes == ["F211", "F202"]
    assert faults(tmp_path, framework=text)[0].message
    assert faults(tmp_path, framework=text)[0].help


def test_an_item_without_a_sample_among_others_with_one(tmp_path):
    days = DAYS + "  - {id: D2, level: question}\n"
    (finding,) = faults(tmp_path, days=days)
    assert (finding.code, underlined(finding)) == ("F208", "D2")
    assert finding.message == 'question "D2" has no sample, so no case can answer it'
    assert finding.help
    assert [label.place.line for label in finding.labels] == [6, 5]


def test_an_observation_directly_in_a_domain_says_what_it_is_about(tmp_path):
    more = "observations:\n  - {id: O1, text: {is: Ask., source: Annex A}%s}\n"
    (finding,) = faults(tmp_path, days=DAYS + more % "")
    assert finding.code == "F222"
    assert finding.message == 'observation "O1" does not say what it is about'
    assert finding.help
    (observation, _) = reversed(load(tmp_path, days=DAYS + more % ", about: d1").observations)
    assert (observation.about, observation.applies_to) == ("d1", ("Day",))


def test_items_stand_in_one_place_only(tmp_path):
    text = FRAMEWORK + "items: [{id: Z1, level: question}]\n"
    codes = {finding.code: finding for finding in faults(tmp_path, framework=text)}
    assert underlined(codes["F205"]) == "items"
    assert codes["F205"].message
    assert codes["F205"].help


def test_a_framework_has_items_or_inputs(tmp_path):
    (tmp_path / "framework.yaml").write_text(
        "framework: x\ntitle: X\nrules_language: 1\nlevels: [{id: a, plural: b}]\n"
        "scales: [{id: s, lowest_first: [{id: c}, {id: d}]}]\n"
    )
    _, findings = load_vocabulary(tmp_path)
    (finding,) = findings
    assert (finding.code, finding.message) == ("F206", "this framework has no items")
    assert finding.help


def test_a_file_with_another_ending_is_not_read_and_that_is_said(tmp_path):
    write(tmp_path)
    (tmp_path / "domains" / "3-more.yml").write_text("domain: M\n")
    _, findings = load_vocabulary(tmp_path)
    (finding,) = findings
    assert (finding.code, finding.message) == (
        "F015",
        'files whose names end in ".yml" are not read',
    )
    assert finding.help


def test_a_folder_without_a_framework(tmp_path):
    vocabulary, (finding,) = load_vocabulary(tmp_path)
    assert vocabulary is None
    assert finding.code == "F001"


def test_two_thousand_lines_load_in_a_moment(tmp_path):
    load(tmp_path)
    one = "  - id: D{0}\n    level: question\n    applies_to: [Day]\n    sample: residents\n"
    days = DAYS + "".join(one.format(n) for n in range(2, 500))
    started = time.perf_counter()
    load(tmp_path, days=days)
    assert time.perf_counter() - started < 1.5


# Above the provider

PROVIDER = "  - {id: provider, plural: providers, scale: rating}\n"


def with_levels(*more: str, before: str = "") -> dict[str, str]:
    """The small framework with further levels after the provider's, or before it."""
    lines = "".join(f"  - {{{line}}}\n" for line in more)
    return spoilt(PROVIDER, f"{before}{PROVIDER}{lines}")


def test_the_provider_is_the_last_level_that_pools_nothing(tmp_path):
    files = with_levels(
        "id: region, plural: regions, pools: cases",
        "id: nation, plural: nations, scale: rating, pools: ratings",
    )
    vocabulary = load(tmp_path, **files)
    assert vocabulary.provider_level.id == "provider"
    assert [(level.id, level.pools) for level in vocabulary.levels_above] == [
        ("region", "cases"),
        ("nation", "ratings"),
    ]


def test_what_pools_cases_has_the_scale_of_the_provider(tmp_path):
    vocabulary = load(tmp_path, **with_levels("id: region, plural: regions, pools: cases"))
    scale = vocabulary.scale_of("region")
    assert scale is not None
    assert scale.id == "rating"


@pytest.mark.parametrize(
    ("level", "code", "under"),
    [
        ("id: x, plural: xs, scale: answer, pools: cases", "F225", "answer"),
        ("id: x, plural: xs, pools: ratings", "F224", "x"),
        ("id: x, plural: xs, pools: everything", "F104", "everything"),
        (
            "id: x, plural: xs, pools: cases, answers: {plural: zs, unit: z, scale: answer}",
            "F225",
            "answers",
        ),
    ],
)
def test_what_a_level_above_cannot_have(tmp_path, level, code, under):
    (finding,) = faults(tmp_path, **with_levels(level))
    assert (finding.code, underlined(finding)) == (code, under)


def test_a_level_that_pools_stands_above_the_provider(tmp_path):
    low = "  - {id: region, plural: regions, pools: cases}\n"
    (finding,) = faults(tmp_path, **with_levels(before=low))
    assert (finding.code, underlined(finding)) == ("F223", "cases")


def test_where_every_level_pools_there_is_no_provider(tmp_path):
    text = FRAMEWORK.replace(
        "plural: questions, scale", "plural: questions, pools: cases, scale"
    )
    text = text.replace("plural: domains}", "plural: domains, pools: cases}")
    text = text.replace("plural: providers, scale", "plural: providers, pools: ratings, scale")
    codes = [finding.code for finding in faults(tmp_path, framework=text)]
    assert codes.count("F223") == 3


def test_which_of_several_inspections_counts(tmp_path):
    assert load(tmp_path).inspections == "one"
    more = spoilt(
        "rules_language: 1\n", "rules_language: 1\ninspections: latest of each item\n"
    )
    assert load(tmp_path, **more).inspections == "latest of each item"
