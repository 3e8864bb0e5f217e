"""A round's folder: what is read from it, and what is said of what is wrong."""

from __future__ import annotations

import datetime
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from engine.diagnostics import errors
from engine.rounds.load import framework_of
from engine.rounds.load import load_round
from engine.rounds.rate import rate
from engine.rounds.results import Assumption
from engine.rounds.round import Judgement
from engine.rounds.round import Population
from engine.rules.load import load_framework
from tests.rounds import small
from tests.rounds.small import CASES
from tests.rounds.small import DECISIONS
from tests.rounds.small import FRAMEWORK
from tests.rounds.small import INPUTS
from tests.rounds.small import JUDGEMENTS
from tests.rounds.small import LED
from tests.rounds.small import ROUND
from tests.rounds.small import RULES
from tests.rounds.small import VISITS
from tests.rounds.small import framework
from tests.rounds.small import made
from tests.rounds.small import put
from tests.rounds.small import read
from tests.rounds.small import said
from tests.rounds.small import wrong


def judged(*rows: str) -> str:
    """judgements.csv with these rows after those that are right."""
    return JUDGEMENTS + "".join(f"{row}\n" for row in rows)


# A round without anything wrong


def test_a_round_is_everything_that_its_files_say(tmp_path):
    round_ = read(made(tmp_path, decisions=DECISIONS))
    acton, barton = round_.providers
    assert (round_.id, round_.title, round_.framework) == (
        "first",
        "The first round",
        "./small",
    )
    assert not round_.synthetic
    assert (acton.type, acton.aliases, acton.fieldwork) == (
        "Town",
        ("AC",),
        datetime.date(2019, 1, 7),
    )
    assert barton.published == datetime.date(2019, 5, 1)
    assert round_.judgements == (
        Judgement("acton", "s1", "good"),
        Judgement("acton", "s2", "poor", "no accounts"),
        Judgement("barton", "s1", "fair"),
    )
    assert round_.tallies["acton", "q1"].counts == (1, 1)
    assert round_.tallies["barton", "q2"].excluded == 1
    assert round_.assumptions == (Assumption("staff", "12", "everybody has twelve"),)
    assert [file.file for file in round_.files] == [
        "round.yaml",
        "judgements.csv",
        "inputs.csv",
        "decisions.yaml",
        "cases/visits.csv",
    ]
    assert all(file.digest.startswith("sha256:") for file in round_.files)
    assert round_.findings == ()


def test_a_round_can_be_rated(tmp_path):
    ratings = rate(read(made(tmp_path)), framework())
    assert [result.rating for result in ratings.results] == ["fair", "fair"]


def test_what_inputs_csv_leaves_out_is_assumed_or_is_the_default(tmp_path):
    inputs = INPUTS + "acton,crisis,YES,the board resigned\n"
    facts = read(made(tmp_path, inputs=inputs)).inputs
    assert facts["acton", "crisis"] == "yes"
    assert facts["barton", "crisis"] == "no"
    assert facts["acton", "staff"] == "12"
    assert facts["barton", "size"] == "large"


def test_inputs_csv_overrules_an_assumption(tmp_path):
    facts = read(made(tmp_path, inputs=INPUTS + "acton,staff,1/2,\n")).inputs
    assert (facts["acton", "staff"], facts["barton", "staff"]) == ("1/2", "12")


def test_an_assumption_overrules_a_default(tmp_path):
    text = ROUND + "  - {input: crisis, value: yes, because: it is in the news}\n"
    facts = read(made(tmp_path, round=text)).inputs
    assert (facts["acton", "crisis"], facts["barton", "crisis"]) == ("yes", "yes")


def test_people_are_called_by_id_name_or_alias_in_any_case(tmp_path):
    judgements = (
        "provider,item,rating,reason\nACTON,S1,Good,\nac,money,POOR,\nBarton,s1,fair,\n"
    )
    round_ = read(made(tmp_path, judgements=judgements))
    assert [(j.provider, j.item, j.rating) for j in round_.judgements] == [
        ("acton", "s1", "good"),
        ("acton", "s2", "poor"),
        ("barton", "s1", "fair"),
    ]


def test_the_order_of_rows_and_columns_does_not_matter(tmp_path):
    header, *rows = JUDGEMENTS.splitlines()
    turned = "\n".join(",".join(reversed(line.split(","))) for line in (header, *rows[::-1]))
    plain = read(made(tmp_path / "plain"))
    other = read(made(tmp_path / "other", judgements=turned))
    assert rate(other, framework()).results == rate(plain, framework()).results


def test_a_table_may_say_that_it_is_synthetic(tmp_path):
    rows = [f"{line},yes" for line in JUDGEMENTS.splitlines()]
    text = "\n".join(rows).replace("reason,yes", "reason,synthetic")
    assert len(read(made(tmp_path, judgements=text)).judgements) == 3


def test_a_computed_item_may_be_withheld_with_a_reason(tmp_path):
    round_ = read(made(tmp_path, judgements=judged("acton,s3,Not rated,no visits")))
    assert round_.judgements[-1] == Judgement("acton", "s3", None, "no visits")


def test_populations_are_read_with_their_breakdowns(tmp_path):
    text = """
        populations:
          - provider: acton
            sample: Visits
            size: 90
            by:
              - column: Age group
                counts: [{value: young, size: 30}, {value: old, size: 50}]
        """
    text = ROUND + "\n".join(line[8:] for line in text.splitlines())
    (population,) = read(made(tmp_path, round=text)).populations
    by = (("age", (("young", 30), ("old", 50))),)
    assert population == Population("acton", "visits", 90, by)


def test_the_case_files_may_be_named(tmp_path):
    text = ROUND + "cases: [{sample: visits, files: [data/*.csv]}]\n"
    folder = made(tmp_path, round=text, cases=None)
    put(folder, {"data/a.csv": VISITS})
    assert read(folder).tallies["acton", "q1"].counts == (1, 1)


# What is missing


def test_without_any_judgement_every_judged_item_is_asked_for(tmp_path):
    assert wrong(made(tmp_path, judgements=None)) == [
        (
            "judgements.csv: D131: there is no such file, and s1 and s2 must be judged | "
            'write it, with the header "provider,item,rating,reason"; or use --partial'
        )
    ]


def test_missing_judgements_are_named_provider_by_provider(tmp_path):
    folder = made(tmp_path, judgements="provider,item,rating,reason\nbarton,s1,fair,\n")
    assert wrong(folder) == [
        (
            "judgements.csv: D139: no rating is recorded for s1 and s2 of acton | add a row "
            'for each, "not rated" with a reason if need be; or use --partial'
        )
    ]


def test_in_part_judgements_facts_and_samples_may_be_missing(tmp_path):
    text = ROUND[: ROUND.index("assume")]
    folder = made(tmp_path, round=text, judgements=None, inputs=None, cases=None)
    round_ = read(folder, partial=True)
    assert round_.judgements == ()
    assert round_.unanswered == ("visits",)
    assert set(round_.inputs) == {("acton", "crisis"), ("barton", "crisis")}
    assert [f.code for f in round_.findings] == ["C124"]


def test_missing_facts_are_named_provider_by_provider(tmp_path):
    text = ROUND[: ROUND.index("assume")]
    assert wrong(made(tmp_path, round=text, inputs=INPUTS)) == [
        (
            'inputs.csv: D152: no value is given for "staff" of acton | add rows to '
            'inputs.csv, or an entry under "assume" in round.yaml'
        ),
        (
            'inputs.csv: D152: no value is given for "staff" of barton | add rows to '
            'inputs.csv, or an entry under "assume" in round.yaml'
        ),
    ]


def test_a_missing_sample_is_an_error(tmp_path):
    (told,) = wrong(made(tmp_path, cases=None))
    assert told.startswith('cases: C124: there are no cases of sample "visits"')


def test_missing_answers_are_warnings_unless_strict(tmp_path):
    folder = made(tmp_path, cases=VISITS + "4,barton,,,Yes\n")
    (warning,) = read(folder).findings
    assert said(warning, folder).startswith("cases/visits.csv")
    round_, (error,) = load_round(folder, framework(), strict=True, cache=False)
    assert round_ is None
    assert error.code == "C107"


def test_a_folder_without_a_round_is_named(tmp_path):
    assert wrong(tmp_path) == [
        (
            ".: D101: there is no round.yaml here, so this is not a round | "
            "name the folder of a round, or make one: assay new round"
        )
    ]


# Judgements that are wrong


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (
            "actn,s3,not rated,x",
            'D120: the round has no provider "actn" | did you mean "acton"?',
        ),
        (
            "acton,Hepl,good,",
            'D120: the framework has no item "Hepl" | did you mean "Help"?',
        ),
        (
            "acton,zzz,good,",
            'D120: the framework has no item "zzz" | leave it out, or declare the item there',
        ),
        ("acton,,good,", 'D122: "item" is blank | fill in the item'),
        (",s1,good,", 'D122: "provider" is blank | fill in the provider'),
        (
            "acton,d1,good,",
            (
                "D136: domain d1 is not rated in this framework | "
                "remove it, or name an item that has a rule in ratings.rules"
            ),
        ),
        (
            "barton,s2,good,",
            (
                'D137: standard s2 does not apply to barton, whose type is "Shire" | '
                "remove it, or correct the provider or its type"
            ),
        ),
        (
            "acton,s3,good,it was",
            (
                'D135: standard s3 is computed by a rule, so "good" cannot be recorded | '
                'remove the row, or write "not rated" with a reason; moves go in decisions.yaml'
            ),
        ),
        (
            "acton,s3,not rated,",
            (
                "D134: standard s3 is not rated, and no reason is given | "
                'say why in the column "reason"'
            ),
        ),
        (
            "acton,s1,fair,",
            "D138: standard s1 of acton stands twice (rows 2 and 5) | keep one of them",
        ),
    ],
)
def test_a_wrong_row_is_named_by_its_number(tmp_path, row, told):
    assert wrong(made(tmp_path, judgements=judged(row))) == [f"judgements.csv:5: {told}"]


@pytest.mark.parametrize(
    ("rating", "told"),
    [
        ("goood", 'D132: "goood" is not a rating of standard s1 | did you mean "good"?'),
        (
            "7",
            (
                'D132: "7" is not a rating of standard s1 | '
                'write "poor", "fair", "good" or "not rated"'
            ),
        ),
        ("", 'D122: "rating" is blank | fill in the rating'),
    ],
)
def test_a_rating_is_one_of_the_scale(tmp_path, rating, told):
    text = JUDGEMENTS.replace("acton,s1,good", f"acton,s1,{rating}")
    assert wrong(made(tmp_path, judgements=text)) == [f"judgements.csv:2: {told}"]


def test_a_rating_is_one_of_those_that_the_item_can_have(tmp_path):
    text = JUDGEMENTS.replace("s2,poor", "s2,fair")
    assert wrong(made(tmp_path, judgements=text)) == [
        (
            'judgements.csv:3: D133: standard s2 cannot be rated "fair" | '
            'write "poor", "good" or "not rated"'
        )
    ]


def test_a_name_that_two_providers_share_is_no_name(tmp_path):
    text = ROUND.replace("name: Barton", "name: Acton Town").replace(
        "name: Acton,", "name: Acton Town,"
    )
    folder = made(tmp_path, round=text, judgements=judged("Acton Town,s3,not rated,x"))
    assert wrong(folder) == [
        (
            'judgements.csv:5: D121: "Acton Town" is the name of more than one provider: '
            'acton and barton | write the provider\'s id: "acton" or "barton"'
        )
    ]


# Facts that are wrong


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("acton,sise,large,", 'D120: the framework has no input "sise" | did you mean "size"?'),
        ("acton,,large,", 'D122: "input" is blank | fill in the input'),
        ("acton,staff,,", 'D122: "value" is blank | fill in the value'),
        (
            "acton,staff,many,",
            (
                'D151: "many" is not a value of "staff" | write a number in digits, such as '
                "12, 2.5 or 1/2, without thousands commas"
            ),
        ),
        ("acton,staff,1/0,", 'D151: "1/0" is not a value of "staff"'),
        ("acton,crisis,1,", 'D151: "1" is not a value of "crisis" | write "yes" or "no"'),
        (
            "acton,size,large,",
            'D138: input "size" of acton stands twice (rows 2 and 4) | keep one of them',
        ),
        ("nobody,size,large,", 'D120: the round has no provider "nobody" | leave it out'),
    ],
)
def test_a_wrong_fact_is_named_by_its_row(tmp_path, row, told):
    (found,) = wrong(made(tmp_path, inputs=f"{INPUTS}{row}\n"))
    assert found.startswith(f"inputs.csv:4: {told}")


# round.yaml that is wrong


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("id: barton", "id: Acton", '6:10: D103: the id "Acton" belongs to another provider'),
        ("[AC]", "[barton]", '5:52: D103: the alias "barton" belongs to another provider'),
        ("type: Shire", "part_of: acton", '6:5: D104: provider "barton" has no type'),
        ("type: Shire", "type: Shre", '6:38: D120: the framework has no provider type "Shre"'),
        (
            "type: Shire",
            "type: Shire, part_of: carton",
            '6:54: D120: the round has no provider "carton"',
        ),
        (
            "type: Shire",
            "type: Shire, part_of: barton",
            '6:54: D106: provider "barton" is part of itself',
        ),
        ("input: staff", "input: stuff", '8:13: D120: the framework has no input "stuff"'),
        ("value: 12", "value: twelve", '8:27: D151: "twelve" is not a value of "staff"'),
        (
            "assume:\n",
            "assume:\n  - {input: staff, value: 1, because: x}\n",
            '9:5: D107: there is an entry for input "staff" already',
        ),
        (
            "assume:\n",
            "cases: [{sample: vists, files: [x]}]\nassume:\n",
            '7:18: D120: the framework has no sample "vists"',
        ),
        (
            "assume:\n",
            "populations: [{provider: x, sample: visits, size: 1}]\nassume:\n",
            '7:26: D120: the round has no provider "x"',
        ),
        (
            "assume:\n",
            (
                "populations: [{provider: acton, sample: visits, size: 1, by: [{column: age, "
                "counts: [{value: old, size: 2}]}]}]\nassume:\n"
            ),
            '7:63: D108: the counts by "age" add up to 2 of 1',
        ),
        (
            "assume:\n",
            (
                "populations:\n  - {provider: acton, sample: visits, size: 1}\n"
                "  - {provider: Acton, sample: Visits, size: 2}\nassume:\n"
            ),
            "9:5: D107: there is an entry for sample visits of acton already",
        ),
        (
            "assume:\n",
            "populations: [{provider: acton, sample: vist, size: 1}]\nassume:\n",
            '7:41: D120: the framework has no sample "vist"',
        ),
        (
            "assume:\n",
            (
                "populations: [{provider: acton, sample: visits, size: 1, by: [{column: aged, "
                "counts: []}]}]\nassume:\n"
            ),
            '7:72: D120: sample "visits" has no profile column "aged"',
        ),
        (
            "assume:\n",
            (
                "populations: [{provider: acton, sample: visits, size: 1, by: [{column: age, "
                "counts: [{value: aged, size: 1}]}]}]\nassume:\n"
            ),
            '7:94: D120: column "age" has no value "aged"',
        ),
        ("title:", "titel:", '3:1: F101: there is no key "titel" here'),
    ],
)
def test_what_is_wrong_in_round_yaml_has_a_line_and_a_column(tmp_path, old, new, told):
    found = wrong(made(tmp_path, round=ROUND.replace(old, new)))
    assert any(each.startswith(f"round.yaml:{told}") for each in found), found


def test_nothing_follows_from_a_type_that_is_missing(tmp_path):
    text = ROUND.replace(", type: Shire", "")
    folder = made(tmp_path, round=text, judgements="provider,item,rating,reason\n")
    assert [told.split(": ")[1] for told in wrong(folder)] == ["D104"]


def test_a_circle_of_parts_is_found_from_every_provider_in_it(tmp_path):
    text = ROUND.replace("type: Town,", "type: Town, part_of: barton,")
    text = text.replace("type: Shire,", "type: Shire, part_of: acton,")
    found = wrong(made(tmp_path, round=text))
    assert [each.split(" | ")[0].partition("D106: ")[2] for each in found] == [
        'provider "acton" is part of itself',
        'provider "barton" is part of itself',
    ]


def test_a_round_without_providers_is_refused(tmp_path):
    text = "round: r\nframework: ./small\nproviders: []\n"
    assert any("D102" in each for each in wrong(made(tmp_path, round=text)))


def test_a_type_means_nothing_where_the_framework_has_none(tmp_path):
    plain = (
        FRAMEWORK[: FRAMEWORK.index("provider_types")]
        + FRAMEWORK[FRAMEWORK.index("samples:") :]
    )
    files = {
        "framework.yaml": plain,
        "domains/1.yaml": LED.replace("applies_to: [Town], ", ""),
        "domains/2.yaml": CASES,
        "ratings.rules": RULES,
    }
    other = load_framework(put(tmp_path / "plain", files))
    _, findings = load_round(made(tmp_path / "round"), other, cache=False)
    assert [f.code for f in findings if f.place.file.endswith("round.yaml")] == ["D105", "D105"]


def test_everything_in_every_file_is_found_in_one_run(tmp_path):
    folder = made(
        tmp_path,
        round=ROUND.replace("value: 12", "value: twelve"),
        judgements=judged("acton,s9,good,"),
        inputs=INPUTS + "acton,sise,large,\n",
        cases=VISITS + "1,acton,young,Yes,Maybe\n",
        decisions=DECISIONS.replace("to: good", "to: great"),
    )
    files = {told.partition(":")[0] for told in wrong(folder)}
    assert files == {
        "round.yaml",
        "judgements.csv",
        "inputs.csv",
        "cases/visits.csv",
        "decisions.yaml",
    }


def test_the_tables_are_checked_even_without_a_readable_round(tmp_path):
    folder = made(tmp_path, round="round: [\n", judgements="provider,item\n")
    files = {told.partition(":")[0] for told in wrong(folder)}
    assert files == {"round.yaml", "judgements.csv"}


# Which framework


def test_a_round_names_its_framework_by_a_path(tmp_path):
    folder = made(tmp_path)
    put(folder / "small", {"framework.yaml": FRAMEWORK})
    path, findings = framework_of(folder)
    assert path is not None
    assert path.resolve() == (folder / "small").resolve()
    assert findings == ()


def test_a_framework_that_does_not_exist_is_found_where_it_is_named(tmp_path):
    path, (finding,) = framework_of(made(tmp_path))
    assert path is None
    assert (finding.place.line, finding.place.column) == (2, 12)


def test_without_a_round_there_is_no_framework(tmp_path):
    path, (finding,) = framework_of(tmp_path)
    assert path is None
    assert finding.code == "D101"


def test_a_provider_may_be_judged_as_a_whole(tmp_path):
    rules = RULES[: RULES.index("rate provider")] + "rate provider:\n    judged by inspector\n"
    files = {
        "framework.yaml": FRAMEWORK,
        "domains/1.yaml": LED,
        "domains/2.yaml": CASES,
        "ratings.rules": rules,
    }
    other = load_framework(put(tmp_path / "other", files))
    rows = judged("acton,provider,good,", "barton,Provider,not rated,too few cases")
    round_, findings = load_round(made(tmp_path / "round", judgements=rows), other, cache=False)
    assert round_ is not None, findings
    assert [r.rating for r in rate(round_, other).results] == ["good", None]
    _, (missing,) = load_round(
        made(tmp_path / "less", judgements=judged("acton,provider,good,")), other, cache=False
    )
    assert missing.message == "no rating is recorded for the provider of barton"


def test_the_cache_changes_nothing(tmp_path):
    folder = made(tmp_path)
    rounds = [load_round(folder, framework(), cache=True)[0] for _ in range(2)]
    assert [replace(r, findings=()) for r in rounds if r] == [read(folder)] * 2


@given(
    name=st.sampled_from(["round.yaml", "judgements.csv", "inputs.csv", "decisions.yaml"]),
    at=st.integers(0, 300),
    cut=st.integers(0, 12),
    put_in=st.text("a1,:-{}[]\"'\n |#&*!\0é\u200b", max_size=4),
)
@settings(max_examples=150)
def test_whatever_is_in_the_files_there_is_a_round_or_there_are_errors(name, at, cut, put_in):
    text = (small.FILES | {"decisions.yaml": DECISIONS})[name].lstrip()
    changed = text[:at] + put_in + text[at + cut :]
    with tempfile.TemporaryDirectory() as place:
        folder = made(Path(place), decisions=DECISIONS)
        put(folder, {name: changed})
        round_, findings = load_round(folder, framework())
        assert (round_ is None) == bool(errors(findings))
        assert all(f.message and f.help and f.labels for f in findings)
