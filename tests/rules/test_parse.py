"""Reading rules: the tree, its places, and every mistake in one run."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.diagnostics.text import text as shown
from engine.rules import block_findings
from engine.rules import text_findings
from engine.rules import word_findings
from engine.rules.parse import LARGEST
from engine.rules.parse import parse
from engine.rules.parse import read_rules
from engine.rules.tree import BLANK
from engine.rules.tree import Absence
from engine.rules.tree import Allow
from engine.rules.tree import Banded
from engine.rules.tree import Bound
from engine.rules.tree import Branch
from engine.rules.tree import Choice
from engine.rules.tree import Condition
from engine.rules.tree import Counted
from engine.rules.tree import CountedChildren
from engine.rules.tree import Expect
from engine.rules.tree import Extreme
from engine.rules.tree import Given
from engine.rules.tree import Grades
from engine.rules.tree import Holds
from engine.rules.tree import Is
from engine.rules.tree import Judged
from engine.rules.tree import Limit
from engine.rules.tree import Move
from engine.rules.tree import Name
from engine.rules.tree import Near
from engine.rules.tree import NotRated
from engine.rules.tree import Number
from engine.rules.tree import Quantity
from engine.rules.tree import Rule
from engine.rules.tree import Scored
from engine.rules.tree import Share
from engine.rules.tree import StartFrom
from engine.rules.tree import Term
from engine.rules.tree import TheRest

DATA = Path(__file__).parent / "data"
FRAMEWORKS = ("case-reviews", "five-questions", "nursing-homes", "safeguarding", "trusts")


def data(name):
    return (DATA / name).read_text("utf-8")


def read(text):
    """The tree of a text without a mistake."""
    tree, findings = parse(text, "ratings.rules")
    assert not findings, shown(findings)
    return tree


def told(text):
    """What a person is told about a text."""
    return shown(parse(text, "ratings.rules")[1])


def codes(text):
    return [finding.code for finding in parse(text, "ratings.rules")[1]]


def rule(*clauses):
    return "".join(f"{line}\n" for line in ("rate provider:", *clauses))


def only(text):
    (made,) = read(text).rules
    return made


def base(clause):
    return only(rule(clause)).base


def modifier(clause):
    (made,) = only(rule("judged by inspector", clause)).modifiers
    return made


def condition(words):
    made = modifier(f"not rated if {words}").condition
    return made.atoms


def grades(*names):
    return Grades(tuple(Term(Name(name)) for name in names))


GOOD = grades("good")
QUESTIONS = Name("key questions")
LATE = Condition((Holds(Name("late")),))


# The tree


def test_a_rule_and_its_clauses():
    assert read(
        "rate each standard in domain 2, domain 3:\n judged by lead inspector\n"
    ).rules == (
        Rule(
            each=True,
            name=Name("standard"),
            within=(Name("domain 2"), Name("domain 3")),
            base=Judged(Name("lead inspector")),
        ),
    )


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("judged by inspector", Judged(Name("inspector"))),
        ('judged by "judged by"', Judged(Name("judged by"))),
        ("start from health inspection", StartFrom(Name("health inspection"))),
        ("lowest of key questions", Extreme("lowest of", QUESTIONS)),
        (
            "highest of key questions ignoring not rated",
            Extreme("highest of", QUESTIONS, Absence("ignoring not rated")),
        ),
        (
            "lowest of key questions treating not rated as good",
            Extreme("lowest of", QUESTIONS, Absence("treating not rated as", Name("good"))),
        ),
        (
            "percentage of judgements that are sufficient, banded by case bands",
            Banded(
                Share("percentage of", Name("judgements"), grades("sufficient")),
                Name("case bands"),
            ),
        ),
        (
            "number of key questions that are good or better, banded by b",
            Banded(
                Share("number of", QUESTIONS, Grades((Term(Name("good"), "or better"),))),
                Name("b"),
            ),
        ),
        (
            "total score of key questions counting not rated as 0, banded by b",
            Banded(
                Scored(
                    "total score of",
                    QUESTIONS,
                    Absence("counting not rated as", number=Number(Fraction(0))),
                ),
                Name("b"),
            ),
        ),
        (
            "percentage of maximum score of key questions only if all are rated, banded by b",
            Banded(
                Scored(
                    "percentage of maximum score of",
                    QUESTIONS,
                    Absence("only if all are rated"),
                ),
                Name("b"),
            ),
        ),
        (
            "average score of key questions, banded by b",
            Banded(Scored("average score of", QUESTIONS), Name("b")),
        ),
        ("staff turnover, banded by b", Banded(Given(Name("staff turnover")), Name("b"))),
    ],
)
def test_bases(clause, expected):
    assert base(clause) == expected


def test_a_choice_has_the_branches_below_it():
    assert only(
        rule("first that applies", "good if late", "poor otherwise", "at most good")
    ) == (
        Rule(
            each=False,
            name=Name("provider"),
            within=(),
            base=Choice(
                "first that applies", (Branch(Name("good"), LATE), Branch(Name("poor"), None))
            ),
            modifiers=(Limit("at most", Bound(Name("good"))),),
        )
    )


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("up 1 if late", Move("up", 1, LATE)),
        ("down 2 if late", Move("down", 2, LATE)),
        ("at most good", Limit("at most", Bound(Name("good")))),
        ("at least good if late", Limit("at least", Bound(Name("good")), LATE)),
        ("at most 1 above staffing", Limit("at most", Bound(Name("staffing"), 1, "above"))),
        (
            "at least 2 below staffing if late",
            Limit("at least", Bound(Name("staffing"), 2, "below"), LATE),
        ),
        ("not rated if late", NotRated(LATE)),
        ("allow panel to move up 1", Allow(Name("panel"), "up", 1)),
        ("allow panel to move up or down 2", Allow(Name("panel"), "up or down", 2)),
        (
            "allow panel to move down 1 if within 5 points of a boundary",
            Allow(Name("panel"), "down", 1, Near(5)),
        ),
        (
            "allow panel to move down 1 if within 5 points or 1 case of a boundary",
            Allow(Name("panel"), "down", 1, Near(5, 1, Name("case"))),
        ),
    ],
)
def test_modifiers(clause, expected):
    assert modifier(clause) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("late", Holds(Name("late"))),
        ("not late", Holds(Name("late"), negated=True)),
        ("staffing is good", Is(Name("staffing"), GOOD)),
        ("staffing is not rated", Is(Name("staffing"), Grades((Term(None),)))),
        (
            "staffing is good or worse or outstanding",
            Is(
                Name("staffing"),
                Grades((Term(Name("good"), "or worse"), Term(Name("outstanding")))),
            ),
        ),
        ("the rest are good", TheRest(GOOD)),
        ("any key questions are good", Counted(Quantity("any"), QUESTIONS, GOOD)),
        ("no key questions are good", Counted(Quantity("no"), QUESTIONS, GOOD)),
        ("all are good", Counted(Quantity("all"), None, GOOD)),
        ("at most 1 is good", Counted(Quantity("at most", 1), None, GOOD)),
        (
            "more than 2 key questions are good",
            Counted(Quantity("more than", 2), QUESTIONS, GOOD),
        ),
        ("fewer than 9 key questions", CountedChildren(Quantity("fewer than", 9), QUESTIONS)),
    ],
)
def test_conditions(words, expected):
    assert condition(words) == (expected,)


def test_conditions_are_joined_by_and():
    assert condition("late and exactly 3 are good and the rest are good") == (
        Holds(Name("late")),
        Counted(Quantity("exactly", 3), None, GOOD),
        TheRest(GOOD),
    )


def test_an_expectation():
    assert read("expect provider is good if late\nexpect staffing is good\n").rules == (
        Expect(Name("provider"), GOOD, LATE),
        Expect(Name("staffing"), GOOD),
    )


@pytest.mark.parametrize("name", FRAMEWORKS)
def test_published_frameworks_are_read(name):
    assert read(data(f"{name}.rules")).rules


# What does not matter


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("name", FRAMEWORKS)
def test_line_ends_do_not_matter(name, newline):
    text = data(f"{name}.rules")
    assert read(text.replace("\n", newline)) == read(text)


def test_a_byte_order_mark_does_not_matter():
    assert read("\ufeff" + rule("judged by x")) == read(rule("judged by x"))


def test_capital_letters_of_rule_words_do_not_matter():
    assert read("Rate provider:\nJUDGED BY x") == read("rate provider:\njudged by x")


@given(
    name=st.sampled_from(FRAMEWORKS),
    spaces=st.lists(st.sampled_from([" ", "  ", "\t", "\u00a0"]), min_size=1, max_size=9),
    indent=st.lists(st.sampled_from(["", " ", "\t", "        "]), min_size=1, max_size=9),
    blank=st.sampled_from(["\n", "\n\n", "\n \t\n\r\n"]),
)
def test_white_space_never_changes_the_tree(name, spaces, indent, blank):
    text = data(f"{name}.rules")
    lines = [
        indent[n % len(indent)] + spaces[n % len(spaces)].join(line.split())
        for n, line in enumerate(text.splitlines())
    ]
    assert read(blank.join(lines)) == read(text)


# Places, sources and comments


def under(place):
    """The text that a place covers."""
    return place.text[place.column - 1 : place.column - 1 + place.width]


def test_a_clause_covers_its_words_without_source_and_comment():
    made = only(rule("    lowest of  standards ignoring not rated   [Annex A]  # why"))
    assert under(made.base.place) == "lowest of  standards ignoring not rated"
    assert (made.base.place.line, made.base.place.column) == (2, 5)
    assert under(made.base.citation.place) == "[Annex A]"
    assert under(made.base.absence.place) == "ignoring not rated"
    assert under(made.base.name.place) == "standards"


def test_a_rule_covers_its_first_line_without_the_colon():
    assert under(only("rate each x in y:\n judged by z").place) == "rate each x in y"


def test_parts_of_conditions_know_their_places():
    made = modifier(
        "  at most 1 above staffing if at most 2 key questions are good or better and late"
    )
    counted, holds = made.condition.atoms
    assert under(made.place).startswith("at most 1 above staffing if at most 2")
    assert under(made.bound.place) == "1 above staffing"
    assert under(made.condition.place).startswith("at most 2 key questions are")
    assert under(counted.place) == "at most 2 key questions are good or better"
    assert under(counted.quantity.place) == "at most 2"
    assert under(counted.grades.place) == "good or better"
    assert under(counted.grades.terms[0].name.place) == "good"
    assert under(holds.place) == "late"
    (negated,) = modifier("not rated if not late").condition.atoms
    assert under(negated.place) == "not late"


def test_a_window_and_a_quoted_name_know_their_places():
    made = modifier('allow "the panel" to move up 1 if within 5 points or 1 case of a boundary')
    assert under(made.role.place) == '"the panel"'
    assert under(made.near.place) == "within 5 points or 1 case of a boundary"


def test_comments_stay_with_their_clauses():
    tree = read(
        "# about the file\n\n# about the rule\nrate provider:  # provider\n"
        "  # about the base\n\n  judged by x [y] # base\n  # nothing more\n\n# the end\n\n"
    )
    (made,) = tree.rules
    assert made.above == ("about the file", BLANK, "about the rule")
    assert made.beside == "provider"
    assert made.base.above == ("about the base",)
    assert made.base.beside == "base"
    assert made.below == ("nothing more",)
    assert tree.trailing == ("the end",)


def test_a_source_may_hold_any_words():
    assert base("judged by x [P5, gap: # 2 “a”]").citation.text == "P5, gap: # 2 “a”"


# Mistakes


SLIPS = re.findall(
    r"## (.+)\n\n```rules\n([^`]*)\n```\n\n```text\n([^`]*)\n```", data("slips.md")
)


@pytest.mark.parametrize(("text", "answer"), [pytest.param(*s[1:], id=s[0]) for s in SLIPS])
def test_slips(text, answer):
    assert told(text + "\n").rstrip("\n") == answer


def test_every_slip_of_the_page_is_tried():
    assert len(SLIPS) == data("slips.md").count("\n## ") > 40


def classes():
    """Every finding about the text of rules."""
    modules = (block_findings, text_findings, word_findings)
    return [
        each
        for module in modules
        for each in vars(module).values()
        if getattr(each, "__module__", "") == module.__name__
    ]


def test_every_finding_has_an_example():
    elsewhere = {"R109", "R124", "R125", "R138"}
    known = {each.code for each in classes()}
    shown_codes = set(re.findall(r"error (R\d+):", data("slips.md")))
    assert known - elsewhere <= shown_codes


def test_codes_are_given_once():
    assert len({each.code for each in classes()}) == len(classes()) > 40


def test_the_caret_of_a_number_in_words_stands_under_it():
    text = "rate provider:\n    first that applies\n        good  if all are good\n"
    text += "        good  if at least two key questions are good\n"
    assert told(text) == (
        "ratings.rules:4:27: error R101: expected a number\n"
        "    4 |         good  if at least two key questions are good\n"
        '      |                           ^^^ "two"\n'
        '  help: write numbers as digits: "at least 2 key questions"\n'
    )


def test_the_caret_of_a_rule_word_in_a_name_stands_under_it():
    assert told("rate leadership and management:\n    judged by lead inspector\n") == (
        'ratings.rules:1:17: error R104: "and" is a rule word, so this name needs '
        "quotation marks\n"
        "    1 | rate leadership and management:\n"
        "      |                 ^^^\n"
        '  help: write rate "leadership and management":\n'
    )


@pytest.mark.parametrize(
    ("character", "name"),
    [
        ("\u200b", "zero width space (U+200B)"),
        ("\u202e", "right-to-left override (U+202E)"),
        ("\x00", "a control character (U+0000)"),
        ("\u2028", "line separator (U+2028)"),
    ],
)
@pytest.mark.parametrize(
    "line", ["judged by lead{} inspector", 'judged by "{}"', "judged by x # {}"]
)
def test_characters_that_nobody_sees_are_named(character, name, line):
    assert f"R109: an invisible character stands here: {name}" in told(
        rule(line.format(character))
    )


def test_every_mistake_is_told_in_one_run():
    assert codes(
        "judged by nobody\n"
        "rate leadership and management:\n"
        "    lowest of\n"
        "rate provider:\n"
        "    first that applies\n"
        "        good if at least two are good\n"
        "        good if (late)\n"
        "    up one if late\n"
        '    judged by "x\n'
        "expect provider is\n"
    ) == ["R107", "R104", "R102", "R101", "R119", "R101", "R103", "R102"]


def test_nothing_follows_from_a_line_that_cannot_be_read():
    assert codes(rule("lowst of standards", "at most good")) == ["R115"]
    assert codes(rule("frist that applies", "good if late", "poor otherwise")) == ["R115"]
    assert codes(rule("first that applies", "good if two are good")) == []
    assert codes(rule("first that applies", "good if at least two are good")) == ["R101"]
    assert codes("rate provider\n  judged by x\n  at most good\n") == ["R105"]
    assert codes("rat provider:\n  judged by x\n  at most good\n") == ["R118"]
    assert codes('expect "x\n') == ["R103"]
    assert codes("rate a and b:\n") == ["R104"]


def test_what_can_be_read_is_read():
    tree, findings = parse(rule("judged by x", "up one if late", "at most good"), "f")
    assert len(findings) == 1
    assert tree.rules == read(rule("judged by x", "at most good")).rules
    assert parse(rule("first that applies", "good if"), "f")[0].rules == ()


def test_a_branch_below_another_clause_is_told_with_that_clause():
    text = rule("first that applies", "good if late", "at most good", "poor if late")
    assert told(text).startswith("ratings.rules:4:1: error R141: this is not one of the rat")
    assert "5 | poor if late\n      | ------------ this is one\n" in told(text)


def test_only_the_first_of_several_changes_before_the_base_is_told():
    _, (finding,) = parse(rule("at most good", "at least poor", "judged by x"), "f")
    assert (finding.code, finding.place.line) == ("R127", 2)


def test_numbers_have_up_to_nine_digits():
    assert modifier("up 999999999 if late").steps == 999_999_999
    assert codes(rule("judged by x", "up 1000000000 if late")) == ["R137"]


def test_letters_may_be_joined_as_their_script_wants():
    assert base("judged by نم\u200cی").role == Name("نم\u200cی")


def test_or_among_more_than_two_conditions():
    text = rule("judged by x", "at most good if a is b or c is d or e is f")
    assert "help: write a line for each condition\n" in told(text)


def test_a_line_that_ends_with_a_rule_word_is_no_name():
    assert codes(rule("judged by x", "at most good if late and")) == ["R102"]


def test_a_rule_without_any_line():
    assert codes("rate provider:\n") == ["R106"]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("and late", 'expected a clause, not "and"'),
        ("judged by", "the line ends too early: expected a role"),
        ("at least", "the line ends too early: expected a rating or a number"),
        ("lowest of", "the line ends too early: expected a name"),
        ('judged by x "y"', 'expected the end of the line, not "y"'),
        ("allow panel to move by 1", 'expected "up", "down" or "up or down", not "by 1"'),
        ("up 1 late", 'expected "if", not "late"'),
        ("x, y", 'expected "banded by", not "y"'),
        ("judged by ]", 'the character "]" cannot stand here'),
        ("judged by the (lead) inspector", 'rules have no parentheses: "("'),
        ("judged by lead”", "names stand in straight double quotation marks, not ”"),
        ("judged by Mr. X", 'lines have no "."'),
        ("judged by H.M.. X", 'lines have no "."'),
        ("judged by the lead; inspector", 'lines have no ";"'),
        ("if late", 'a line says first what it does, and then "if"'),
        ("at most 2.5 above staffing", 'expected a whole number, not "2.5"'),
        ("good or one", 'expected a comma, "if" or "otherwise", not "or"'),
        ("lowest of not", 'expected a name, not "not"'),
        ("total score of a treating not rated", 'expected a comma, not "not rated"'),
    ],
)
def test_messages_are_in_the_users_words(line, message):
    assert f": {message}\n" in told(rule(line))


def test_a_very_long_line_is_refused_quickly():
    assert codes(rule("judged by x if " + "very " * 10_000 + "late")) == ["R102"]


# Files


def test_a_file_that_is_too_large():
    _, (finding,) = parse("#" * (LARGEST + 1), "f")
    assert finding.code == "R124"
    assert finding.message == "this file is too large for a rules file: 300,001 characters"
    assert finding.help == "a rules file has at most 300,000; is this the right file?"


def test_reading_a_file(tmp_path):
    path = tmp_path / "ratings.rules"
    path.write_bytes("\ufeffrate é:\n".encode())
    assert read_rules(path, "f") == ("rate é:\n", ())


def test_a_file_that_is_not_text(tmp_path):
    path = tmp_path / "ratings.rules"
    path.write_bytes(b"rate \xe9:\n")
    assert shown(read_rules(path, "f")[1]) == (
        "f: error R125: this file is not UTF-8 text\n"
        "  help: save it as UTF-8, from a text editor\n"
    )


def test_a_file_far_too_large_is_not_read(tmp_path):
    path = tmp_path / "ratings.rules"
    path.write_bytes(b"#" * (4 * LARGEST + 1))
    text, (finding,) = read_rules(path, "f")
    assert (text, finding.code) == ("", "R124")


@given(
    name=st.sampled_from(FRAMEWORKS),
    at=st.integers(0, 2000),
    cut=st.integers(0, 60),
    put=st.one_of(
        st.text(max_size=5),
        st.sampled_from(
            ["two", "and", "or", '"', "[", "]", "#", ":", ",", "2.1", "\n", "if", "("]
        ),
    ),
)
def test_no_mistake_stops_the_reader(name, at, cut, put):
    text = data(f"{name}.rules")
    at %= len(text)
    mutated = text[:at] + put + text[at + cut :]
    lines = re.split(r"\r\n|\n|\r", mutated.removeprefix("\ufeff"))
    tree, findings = parse(mutated, "f")
    assert tree.file == "f"
    for finding in findings:
        assert finding.message
        assert finding.help
        for place in [finding.place, *(label.place for label in finding.labels)]:
            assert_within(place, lines)


def assert_within(place, lines):
    """A place is the file, or a stretch of one of its lines, or the point after it."""
    if place.line == 0:
        return
    assert place.text == lines[place.line - 1]
    assert place.column >= 1
    assert place.width >= 1
    assert place.column + place.width - 1 <= max(len(place.text.rstrip()) + 1, 1)
