"""What is wrong with a table of providers, or with what a round says of it."""

from __future__ import annotations

import pytest

from tests.rounds.register.making import ASKING
from tests.rounds.register.making import BY_TYPE
from tests.rounds.register.making import FRAMEWORK
from tests.rounds.register.making import GIVEN
from tests.rounds.register.making import INPUTS
from tests.rounds.register.making import LONG
from tests.rounds.register.making import ROUND
from tests.rounds.register.making import RULES
from tests.rounds.register.making import TABLE
from tests.rounds.register.making import TYPED
from tests.rounds.register.making import findings
from tests.rounds.register.making import ratings
from tests.rounds.register.making import write


def test_a_good_round_has_no_findings(tmp_path):
    assert findings(tmp_path) == []


SECRETS = """
shop,hygiene,structure,said
a,0,2,
,secret,0,
b,secret,1,whatever
a,0,0,
"""
TOLD = """
D424 shops.csv:2:3 1 cell of column "structure" holds no word that is known here (row 2)
D425 shops.csv:3:1 column "shop" is blank in row 3
D424 shops.csv:3:2 2 cells of column "hygiene" hold no word that is known here (rows 3, 4)
D424 shops.csv:4:4 1 cell of column "said" holds no word that is known here (row 4)
D426 shops.csv:5:1 column "shop" names a provider for a second time in row 5
"""


def test_every_fault_in_the_rows_is_told_at_once_by_its_row_and_never_by_its_words(tmp_path):
    found = findings(tmp_path, table=SECRETS)
    assert [line.partition(" | ")[0] for line in found] == TOLD.strip().splitlines()
    assert "secret" not in "".join(found)


def test_the_words_that_may_stand_there_are_named_once_each(tmp_path):
    assert 'write "0", "1" or "not rated"; or say under' in findings(tmp_path, table=SECRETS)[0]


def told(tmp_path, **changed):
    return "\n".join(findings(tmp_path, **changed))


@pytest.mark.parametrize(
    ("table", "code", "words"),
    [
        (TABLE.replace("b,1,1,", "b,9,1,"), "D424", '1 cell of column "hygiene"'),
        (TABLE.replace("b,1,1,", "b,1,2,"), "D424", '1 cell of column "structure"'),
        (TABLE.replace("Exempt", "Lost"), "D424", '1 cell of column "said"'),
        (TABLE.replace("b,1,1,", ",1,1,"), "D425", 'column "shop" is blank in row 3'),
        (TABLE.replace("b,1,1,", "a,1,1,"), "D426", "for a second time in row 3"),
        (TABLE.replace("said", "state", 1), "D421", 'has no column "said"'),
        (TABLE.replace("said", "hygiene", 1), "D423", '"hygiene" heads two columns'),
        (
            TABLE.replace("said", "said,town,post code", 1),
            "D422",
            "nothing is said of 2 columns",
        ),
        ("", "C102", "this file is empty"),
        ("shop,hygiene,structure,said\na,0\n", "C1", "row 2"),
        (None, "D409", 'there is no file "shops.csv"'),
    ],
)
def test_a_fault_of_the_file(tmp_path, table, code, words):
    found = told(tmp_path, table=table)
    assert code in found
    assert words in found


def test_columns_that_are_not_listed_are_given_ready_to_be_copied(tmp_path):
    found = told(tmp_path, table=TABLE.replace("said", "said,town,post code: new", 1))
    assert 'of the rest say ignore: [town, "post code: new"]' in found


@pytest.mark.parametrize(
    ("old", "new", "code", "words"),
    [
        ("item: hygiene", "item: hygien", "D120", 'no item "hygien"'),
        ("item: hygiene", "item: structure", "D404", "structure has a column already"),
        ("- {column: structure, item: structure}", "", "D402", "ratings of structure"),
        ("item: hygiene}", "item: shop}", "D408", "rated by a rule"),
        ("item: hygiene}", "input: staff}", "D120", 'no input "staff"'),
        (
            "  columns:",
            "  item: what\n  columns:",
            "D401",
            "whether a row is a provider or a judgement",
        ),
        ("  columns:", "  type: kind\n  columns:", "D406", "no types of provider"),
        ("shops.csv", "shops.doc", "D409", 'no file "shops.doc"'),
        (
            "item: hygiene}",
            "item: hygiene, labels: [{label: x, is: goood}]}",
            "D407",
            '"x" cannot stand for "goood"',
        ),
        (
            "  status:",
            "  labels: [{label: x, is: excellent}]\n  status:",
            "D407",
            '"x" cannot stand for "excellent"',
        ),
        (
            "  status:",
            "  published: [{column: said, item: hygeine}]\n  status:",
            "D120",
            'no item "hygeine"',
        ),
    ],
)
def test_a_fault_of_what_the_round_says(tmp_path, old, new, code, words):
    found = told(tmp_path, round_=ROUND.replace(old, new, 1))
    assert code in found
    assert words in found


def test_a_round_lists_its_providers_or_names_a_table_of_them(tmp_path):
    towns = write(tmp_path, round_=ROUND + "providers: [{id: a, name: A}]\n")
    from engine.rounds.head import read_root

    root, found = read_root(towns)
    assert root is None
    assert [finding.code for finding in found] == ["F109"]


def test_a_type_that_is_not_known_is_a_fault(tmp_path):
    table = "shop,kind,hygiene,structure,said\na,cafe,1,1,\nb,,1,,\nc,pub,1,,\n"
    found = told(tmp_path, framework=TYPED, round_=BY_TYPE, table=table)
    assert "D424" in found
    assert '2 cells of column "kind" hold no word that is known here (rows 3, 4)' in found


def test_a_framework_with_types_needs_a_column_of_them(tmp_path):
    assert "D405" in told(tmp_path, framework=TYPED)


def test_a_judgement_of_what_does_not_apply_is_a_fault(tmp_path):
    table = "shop,kind,hygiene,structure,said\na,stall,1,1,\nb,stall,1,,\n"
    found = told(tmp_path, framework=TYPED, round_=BY_TYPE, table=table)
    assert "D431" in found
    assert 'column "structure" rates what does not apply to the provider in row 2' in found


def test_what_rules_ask_for_must_be_given(tmp_path):
    round_ = GIVEN.replace("    - {column: staff, input: staff}\n", "")
    found = told(tmp_path, framework=INPUTS, rules=ASKING, round_=round_)
    assert "D403" in found
    assert "values of staff" in found


def test_values_of_facts_are_held_against_what_they_may_be(tmp_path):
    table = """
        shop,hygiene,structure,said,breach,size,staff
        a,0,0,,perhaps,small,9
        b,0,0,,no,tiny,9
        c,0,0,,no,small,nine
        """
    found = told(tmp_path, framework=INPUTS, rules=ASKING, round_=GIVEN, table=table)
    assert '1 cell of column "breach" holds no word that is known here (row 2)' in found
    assert '1 cell of column "size" holds no word that is known here (row 3)' in found
    assert '1 cell of column "staff" holds no number (row 4)' in found
    assert "nine" not in found


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        ("a,floors,0,", "D427", 'column "what" names nothing that is judged in row 4'),
        ("a,,0,", "D427", 'column "what" names nothing that is judged in row 4'),
        ("a,hygiene,0,", "D426", "names a judgement for a second time in row 4"),
        (
            "b,structure,2,",
            "D424",
            '1 cell of column "score" holds no word that is known here (row 4)',
        ),
    ],
)
def test_a_fault_of_a_table_with_a_row_for_each_judgement(tmp_path, line, code, words):
    table = f"shop,what,score,said\na,hygiene,0,\na,structure,0,\n{line}\n"
    found = told(tmp_path, round_=LONG, table=table)
    assert code in found
    assert words in found


def test_rows_with_nothing_in_them_are_no_providers(tmp_path):
    there = ratings(tmp_path)
    assert ratings(tmp_path, table=f"{TABLE}, ,,\n\n,,,\n") == there
    (nobody,) = findings(tmp_path, table="shop,hygiene,structure,said\n,,,\n")
    assert nobody.startswith("D430")


def test_blank_cells_of_an_input_are_never_not_rated(tmp_path):
    round_ = GIVEN.replace("input: staff}", "input: staff, blank: not rated}")
    table = "shop,hygiene,structure,said,breach,size,staff\na,0,0,,no,large,2\n"
    (found,) = findings(tmp_path, framework=INPUTS, rules=ASKING, round_=round_, table=table)
    assert found.startswith('D436 round.yaml:12:44 "staff" is an input')


def test_strict_refuses_blank_cells(tmp_path):
    hygiene, structure = findings(tmp_path, strict=True)
    assert hygiene.startswith('D428 shops.csv:5:2 column "hygiene" is blank in rows 5, 6, 7 |')
    assert 'column "structure" is blank in rows 6, 7, 8 |' in structure


def test_strict_refuses_judgements_of_which_there_is_no_row(tmp_path):
    table = "shop,what,score,said\na,hygiene,0,\n"
    found = told(tmp_path, round_=LONG, table=table, strict=True)
    assert "D428" in found
    assert "structure" in found


def test_what_only_cases_can_rate_is_not_for_a_table(tmp_path):
    answers = "answers: {plural: answers, unit: visit, scale: score}}"
    framework = FRAMEWORK.replace(
        "plural: components, scale: score}", f"plural: components, scale: score, {answers}"
    )
    edges = "[{from: 0, rating: 2}, {from: 50, rating: 0}]"
    framework += f"bands:\n  - {{id: b, of: percentage, edges: {edges}}}\n"
    rules = RULES.replace(
        "judged by inspector", "percentage of answers that are 0, banded by b"
    )
    rules = rules.replace("components is", "components ignoring not rated is")
    assert "D410" in told(tmp_path, framework=framework, rules=rules)


SEVERAL = LONG.replace(
    "  status:",
    "  name: called\n"
    "  columns: [{column: staff, input: staff}, {column: breach, input: breach}]\n"
    "  status:",
)
ALIKE = """
shop,called,what,score,staff,breach,said
a,Anna,hygiene,0,3,no,
a,anna,structure,0,3.0,,good
b,,hygiene,0,4,yes,exempt
b,,structure,0,4,yes,exempt
"""


def test_rows_of_a_provider_that_say_the_same_are_no_fault(tmp_path):
    found = findings(tmp_path, framework=INPUTS, round_=SEVERAL, table=ALIKE)
    assert found == []


@pytest.mark.parametrize(
    ("old", "new", "heading", "row"),
    [
        ("a,anna,", "a,Anne,", "called", 3),
        ("a,anna,", "a,,", "called", 3),
        ("3.0", "3.5", "staff", 3),
        ("3.0", "", "staff", 3),
        ("structure,0,4,yes", "structure,0,4,", "breach", 5),
        ("structure,0,4,yes,exempt", "structure,0,4,yes,", "said", 5),
        ("structure,0,4,yes,exempt", "structure,0,4,yes,awaiting inspection", "said", 5),
    ],
)
def test_rows_of_a_provider_that_differ_are_a_fault(tmp_path, old, new, heading, row):
    table = ALIKE.replace(old, new)
    (found,) = findings(tmp_path, framework=INPUTS, round_=SEVERAL, table=table)
    assert found.startswith(f"D434 shops.csv:{row}:")
    assert f'column "{heading}" is not the same in all rows of 1 provider (row {row})' in found


def test_a_word_that_is_not_known_is_not_told_as_a_difference_too(tmp_path):
    table = ALIKE.replace("structure,0,4,yes", "structure,0,4,perhaps")
    (found,) = findings(tmp_path, framework=INPUTS, round_=SEVERAL, table=table)
    assert found.startswith("D424")


def of_hygiene(labels):
    return ROUND.replace("item: hygiene}", f"item: hygiene, labels: [{labels}]}}")


@pytest.mark.parametrize(
    ("round_", "words"),
    [
        (of_hygiene("{label: Two, is: 2}, {label: ' two', is: 1}"), 'mean "2" and "1"'),
        (of_hygiene("{label: 2, is: 1}"), '"2" would mean itself and "1"'),
        (of_hygiene("{label: exempt, is: 1}"), '"exempt" would mean "not rated" and "1"'),
        (
            of_hygiene("{label: X, is: 1}") + "  not_rated: [x]\n",
            '"X" would mean "not rated" and "1"',
        ),
        (ROUND + "  not_rated: [2]\n", '"2" would mean itself and "not rated"'),
        (ROUND.replace("said}", "said, not_rated: [Good]}"), '"Good" would mean itself and'),
        (ROUND + "  labels: [{label: x, is: 2}, {label: X, is: 1}]\n", 'mean "2" and "1"'),
        (ROUND + "  labels: [{label: 2, is: 1}]\n", '"2" would mean itself and "1"'),
        (ROUND + "  missing: [2]\n", '"2" would mean itself and missing'),
        (ROUND + "  missing: [Exempt]\n", '"Exempt" would mean "not rated" and missing'),
    ],
)
def test_a_word_has_one_meaning(tmp_path, round_, words):
    (found,) = findings(tmp_path, round_=round_)
    assert found.startswith("D416 round.yaml:")
    assert words in found


@pytest.mark.parametrize(
    "round_",
    [
        of_hygiene("{label: Two, is: 2}, {label: ' two', is: 2}"),
        of_hygiene("{label: 2.0, is: 2}"),
        of_hygiene("{label: x, is: 2}") + "  labels: [{label: x, is: 1}]\n",
    ],
)
def test_a_word_may_be_said_twice_and_a_column_may_have_its_own(tmp_path, round_):
    assert findings(tmp_path, round_=round_) == []


def test_a_label_of_an_input_is_no_other_value(tmp_path):
    round_ = GIVEN.replace("{label: big, is: large}", "{label: small, is: large}")
    found = told(tmp_path, framework=INPUTS, rules=ASKING, round_=round_)
    assert "D416" in found
    assert '"small" would mean itself and "large"' in found


def test_that_a_status_takes_the_rating_away_is_said_before_a_word_is_made_one(tmp_path):
    found = told(tmp_path, table=TABLE.replace("Exempt", "Lost"))
    assert 'write "awaiting inspection" or "exempt", or leave such cells blank' in found
    assert (
        'listed under "not_rated" of "status" takes the rating of its providers away' in found
    )


def test_that_ids_are_read_is_said_where_names_are_listed(tmp_path):
    table = TABLE.replace("b,1,1,", "b,9,1,")
    assert "by its id" not in told(tmp_path, table=table)
    framework = FRAMEWORK.replace("{id: 2, score", "{id: 2, name: Dirty, score")
    found = told(tmp_path, framework=framework, table=table)
    assert 'write "0", "1", "dirty" or "not rated", or a rating by its id; or say' in found


def test_a_long_list_says_how_many_more_there_are(tmp_path):
    more = "".join(f"  - {{id: item{n}, level: component}}\n" for n in range(28))
    table = "shop,what,score,said\na,hygiene,0,\na,floors,0,\n"
    found = told(tmp_path, framework=FRAMEWORK + more, round_=LONG, table=table)
    assert '"item9" and 18 more' in found
