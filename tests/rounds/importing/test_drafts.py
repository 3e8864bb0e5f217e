"""What a draft makes of headings and cells, and that a corrected one gives back the cases."""

from __future__ import annotations

import csv
import json
import tempfile
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from engine.cases.questions import form as form_of
from engine.frameworks.model import Item
from engine.frameworks.model import Text
from engine.rounds.importing.convert import convert
from engine.rounds.importing.draft import draft
from engine.rounds.importing.draft import header_rows
from engine.rounds.importing.mapping import read_mapping
from engine.rounds.importing.matching import matches
from engine.rounds.importing.sheet import Sheet
from engine.rounds.importing.sheet import cell_name
from engine.rounds.importing.sheet import letters
from engine.rounds.importing.sheet import read_sheet
from tests.cases.framework import PROVIDERS
from tests.cases.framework import VOCABULARY

WORDS = {
    "1.1": "Is the house warm enough for everybody who lives there?",
    "1.1b": "Is the house warm enough in winter?",
    "1.2": "Do people choose what they eat?",
}


def _worded(item: Item) -> Item:
    words = WORDS.get(item.id)
    return item if words is None else replace(item, text=Text(words, "us"))


VISITS = replace(VOCABULARY, items=tuple(map(_worded, VOCABULARY.items)))
FORM = form_of(VISITS, VISITS.samples[0])


def drafted(*rows):
    """The entries of a draft, by the list that they stand in."""
    made = draft(Sheet("t.csv", "", rows), FORM, VISITS, PROVIDERS)
    lists: dict[str, list[str]] = {}
    for line in made.text.splitlines():
        if line.endswith(":"):
            lists[line[:-1]] = []
        elif line.startswith("  - "):
            lists[list(lists)[-1]].append(line[4:])
    return made, lists


def meant(*headings):
    """What each heading is taken for, and how sure that is."""
    found = matches(headings, FORM, VISITS)
    return [None if m is None or m.rivals else (m.target.id, m.sure) for m in found]


@pytest.mark.parametrize(
    ("heading", "id", "sure"),
    [
        ("case", "case", True),
        ("CASE ID", "case", False),
        ("Provider", "provider", True),
        ("Size of home", "size", True),
        ("area", "area", True),
        ("1.1", "1.1", True),
        ("Q1.1(b)", "1.1b", True),
        ("q 1.2: what people eat", "1.2", True),
        ("1.1-garden", "1.1-garden", True),
        ("Is there a garden", "1.1-garden", True),
        ("Is the house warm enough, in winter?", "1.1b", True),
        ("Is the house always warm enough for everybody living there", "1.1", False),
        ("Group / Do people choose what they eat?", "1.2", True),
        ("Do people choose their meals?", "1.2", False),
        ("Size_of_home", "size", True),
        ("Is the house warm enough for everybody who", "1.1", False),
    ],
)
def test_what_a_heading_is_taken_for(heading, id, sure):
    assert meant(heading) == [(id, sure)]


@pytest.mark.parametrize("heading", ["", "Start time", "3.1", "IP address", "1", "Comments"])
def test_a_heading_like_nothing_is_left_open(heading):
    assert meant(heading) == [None]


def test_no_two_columns_are_the_same():
    assert meant("Do people choose their meals?", "1.2", "What do people choose to eat") == [
        None,
        ("1.2", True),
        None,
    ]


def test_a_heading_that_is_like_several_questions_is_none_of_them():
    _, lists = drafted(("case", "Is the house always warm enough?"), ("v1", "1"))
    assert lists["columns"][1] == (
        '{heading: "Is the house always warm enough?", is: }  # like 1.1 or 1.1b'
    )
    assert lists["answers"] == ["{cell: 1, is: }  # a label, or missing"]


def test_a_question_that_another_column_is_for_sure_is_no_rival():
    heading = "Is the house always warm enough?"
    assert meant(heading, WORDS["1.1b"]) == [("1.1", False), ("1.1b", True)]
    assert meant(heading, "1.1", WORDS["1.1b"]) == [None, ("1.1", True), ("1.1b", True)]


def test_of_two_columns_alike_the_one_that_is_more_so_is_the_guess():
    better, worse = "Do people choose what they ate", "Do people choose their meals"
    assert meant(worse, better) == [None, ("1.2", False)]


def test_a_heading_that_is_cut_short_may_be_several_questions():
    items = tuple(
        replace(item, text=Text(f"Do people who live here choose {what}?", "us"))
        if (what := {"1.1": "how warm it is", "1.2": "what they eat"}.get(item.id))
        else item
        for item in VOCABULARY.items
    )
    vocabulary = replace(VOCABULARY, items=items)
    form = form_of(vocabulary, vocabulary.samples[0])
    (match,) = matches(["Do people who live here choose"], form, vocabulary)
    assert match is not None
    assert {match.target.id, *match.rivals} == {"1.1", "1.2"}


def test_the_measure_is_that_of_difflib():
    from difflib import SequenceMatcher

    heading, words = "do people choose their meals", "do people choose what they eat"
    (match,) = matches([heading], FORM, VISITS)
    assert match is not None
    ratio = SequenceMatcher(None, heading, words, autojunk=False).ratio()
    assert abs(match.alike - Fraction(ratio)) < Fraction(1, 10**9)


def test_a_question_may_be_called_by_its_name():
    items = tuple(
        replace(item, name="Food") if item.id == "1.2" else item for item in VISITS.items
    )
    vocabulary = replace(VISITS, items=items)
    (match,) = matches(["food"], form_of(vocabulary, vocabulary.samples[0]), vocabulary)
    assert match is not None
    assert (match.target.id, match.sure) == ("1.2", True)


def test_a_question_of_another_sample_is_left_out():
    _, lists = drafted(("case", "2.1 Is the lesson good?"), ("v1", "Sometimes"))
    assert lists["columns"][1] == (
        '{heading: "2.1 Is the lesson good?", ignore: true}  # 2.1, of sample lessons'
    )
    assert "answers" not in lists


def test_a_question_that_is_more_like_one_of_another_sample_is_left_out_with_a_guess():
    words = "Is the lesson long enough for everybody who learns there?"
    items = tuple(
        replace(item, text=Text(words, "us")) if item.id == "2.1" else item
        for item in VISITS.items
    )
    vocabulary = replace(VISITS, items=items)
    form = form_of(vocabulary, vocabulary.samples[0])
    for heading, sure in (
        (words, True),
        ("Are lessons long enough for all who learn there", False),
    ):
        (match,) = matches([heading], form, vocabulary)
        assert match is not None
        assert (match.target.id, match.sample, match.sure) == ("2.1", "lessons", sure)
    sheet = Sheet("t.csv", "", ((heading,), ("x",)))
    shown = draft(sheet, form, vocabulary, PROVIDERS).text
    assert (
        f"{{heading: {heading}, ignore: true, guess: true}}  # 2.1, of sample lessons\n"
        in shown
    )


def test_answers_that_begin_like_a_label_are_guesses():
    rows = ((label, "v") for label in ("Y", "N", "n.a.", "no", "Yes", "yep", "1"))
    _, lists = drafted(("1.1", "case"), *rows)
    assert lists["answers"] == [
        '{cell: "Y", is: "Yes", guess: true}',
        '{cell: "N", is: }  # a label, or missing',
        "{cell: n.a., is: N/A, guess: true}",
        "{cell: yep, is: }  # a label, or missing",
        "{cell: 1, is: }  # a label, or missing",
    ]


def test_answers_may_be_called_by_what_they_are():
    _, lists = drafted(("1.1", "case"), ("not met", "v1"), ("Not applicable", "v2"))
    assert lists["answers"] == [
        '{cell: not met, is: "No", guess: true}',
        "{cell: Not applicable, is: N/A, guess: true}",
    ]


def test_values_that_nearly_fit_are_guesses():
    rows = (("v1", "S"), ("v2", "lagre"), ("v3", "<5"), ("v4", "small"))
    _, lists = drafted(("case", "size"), *rows)
    assert lists["values"] == [
        "{column: size, cell: S, is: Small, guess: true}",
        "{column: size, cell: lagre, is: Large, guess: true}",
        '{column: size, cell: "<5", is: }  # a value, or missing',
    ]


def test_free_text_stands_in_no_mapping():
    long = "She told me that nobody had ever asked her that."
    rows = [
        ("v1", "oak", long, "some note"),
        *((f"v{n}", "oak", f"x{n}", "") for n in range(21)),
    ]
    _, lists = drafted(("case", "provider", "1.1", "note"), *rows)
    assert set(lists) == {"columns"}
    _, lists = drafted(("case", "provider", "1.1", "note"), *rows[:2])
    assert lists["answers"] == ["{cell: x0, is: }  # a label, or missing"]


def test_providers_nobody_knows_are_left_open():
    _, lists = drafted(("case", "provider"), ("v1", "Oakk"), ("v2", "Zzz"), ("v3", "The Elms"))
    assert lists["providers"] == [
        "{cell: Oakk, is: oak, guess: true}",
        "{cell: Zzz, is: }  # the id of a provider",
    ]


def test_a_column_that_mostly_names_providers_is_theirs():
    rows = (
        ("v1", "Elm-House", "x"),
        ("v2", "OAKK", "oak"),
        ("v3", "", "y"),
        ("v4", "Zzz", "z"),
    )
    _, lists = drafted(("case", "Where?", "Who?"), *rows)
    why = "as its heading or its cells show"
    assert lists["columns"][1:] == [
        f'{{heading: "Where?", is: provider, blank: as above, guess: true}}  # {why}',
        '{heading: "Who?", is: }',
    ]
    assert lists["providers"][0] == "{cell: Elm-House, is: elm, guess: true}"
    _, lists = drafted(("case", "provider", "Where?"), *((a, c, b) for a, b, c in rows))
    assert lists["columns"][2] == '{heading: "Where?", is: }'


def test_of_long_words_a_draft_shows_the_beginning():
    long = (
        "Do people who live in this house choose what they eat, and when, and where they eat?"
    )
    items = tuple(
        replace(item, text=Text(long, "us")) if item.id == "1.2" else item
        for item in VOCABULARY.items
    )
    vocabulary = replace(VOCABULARY, items=items)
    form = form_of(vocabulary, vocabulary.samples[0])
    sheet = Sheet("t.csv", "", ((long[:50],), ("Yes",)))
    shown = draft(sheet, form, vocabulary, PROVIDERS).text
    assert (
        "# 99 % alike: Do people who live in this house choose what they eat, and…\n" in shown
    )


def test_what_is_sure_guessed_and_open_is_counted():
    made, lists = drafted(("case", "Case ref", "1.1"), ("v1", "v1", "7"))
    assert (made.sure, made.guessed, made.open) == (2, 0, 2)
    assert sum(map(len, lists.values())) == 4


@pytest.mark.parametrize(
    ("rows", "number"),
    [
        ([("case", "1.1"), ("v1", "Yes")], 1),
        ([("", "Warmth"), ("case", "1.1"), ("v1", "Yes")], 2),
        ([("Q1", "Q2"), ("case", "1.1"), ("a", "b"), ("v1", "Yes")], 2),
        ([("x", "y"), ("v1", "Yes")], 1),
        ([("case", "1.1"), ("case", "Yes")], 1),
    ],
)
def test_how_many_rows_are_a_header(rows, number):
    assert header_rows(Sheet("t.csv", "", tuple(rows)), FORM, VISITS) == number


@pytest.mark.parametrize(
    ("column", "name"),
    [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")],
)
def test_columns_have_letters(column, name):
    assert letters(column) == name
    assert cell_name((6, column)) == f"{name}7"


# There and back


CODES = {"Yes": "1", "No": "2", "N/A": "99", "": ""}
SIZES = {"Small": "S", "Large": "over 20"}
NAMES = {"elm": "Elm (formerly Beech)", "oak": "OAK", "ash": "ash"}
answers = st.sampled_from([*CODES])


@st.composite
def tables(draw):
    """Cases as a case file has them; oak is a school, to which 1.2 does not apply."""
    rows = []
    for number in range(draw(st.integers(1, 8))):
        whose = draw(st.sampled_from([*NAMES]))
        size = draw(st.sampled_from([*SIZES]))
        area = draw(st.sampled_from(["Town", "Country", ""]))
        note = draw(st.sampled_from(["", "plain", "a, b", 'says "so"']))
        given = [draw(answers) for _ in FORM.questions]
        if whose == "oak":
            given[[q.id for q in FORM.questions].index("1.2")] = draw(
                st.sampled_from(["N/A", ""])
            )
        rows.append((f"v{number}", whose, size, area, note, *given))
    return rows


@settings(max_examples=60)
@given(tables(), st.randoms(use_true_random=False), st.sampled_from(",;\t"))
def test_an_export_with_codes_gives_back_the_cases(rows, chance, delimiter):
    ids = ["case", "provider", "size", "area", "note", *(q.id for q in FORM.questions)]
    headings = [f"Column for {id}" for id in ids]
    order = list(range(len(ids)))
    chance.shuffle(order)
    exported = [
        (case, NAMES[who], SIZES[size], area.upper(), note, *(CODES[a] for a in given))
        for case, who, size, area, note, *given in rows
    ]
    mapping = {
        "sample": "visits",
        "columns": [{"heading": headings[n], "is": ids[n]} for n in order],
        "answers": [{"cell": code, "is": label} for label, code in CODES.items() if code],
        "values": [{"column": "size", "cell": c, "is": v} for v, c in SIZES.items()],
        "providers": [{"cell": name, "is": who} for who, name in NAMES.items()],
    }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mapping.yaml"
        path.write_text(json.dumps(mapping), "utf-8")
        table = Path(folder) / "export.csv"
        with table.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, delimiter=delimiter)
            writer.writerows([[row[n] for n in order] for row in [headings, *exported]])
        read, findings = read_mapping(path, FORM, PROVIDERS)
        assert findings == ()
        assert read is not None
        found = convert(read_sheet(table), read, FORM, PROVIDERS)
    assert found.header == tuple(ids)
    assert found.rows == tuple(rows)
