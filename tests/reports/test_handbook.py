"""Handbooks: sound pages of every framework that comes with Assay, and of hostile ones."""

# ruff: noqa: E501 -- sentences are as long as they are shown

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import fields
from dataclasses import is_dataclass
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
import python_calamine

from engine.assurance.differences.diff import diff
from engine.diagnostics.words import listed
from engine.frameworks.model import AnswerLabel
from engine.frameworks.model import Bands
from engine.frameworks.model import Edge
from engine.frameworks.model import Level
from engine.frameworks.model import Sample
from engine.frameworks.naming import slug
from engine.reports.bands_drawing import drawn
from engine.reports.handbook.book import Book
from engine.reports.handbook.site import handbook
from engine.rules.english.clauses import expectation
from engine.rules.english.clauses import in_english
from engine.rules.framework import Framework
from engine.rules.load import load_framework
from engine.rules.places import words
from tests.reports.reading import faults
from tests.reports.reading import read
from tests.rules.checking import sound
from tests.rules.vocabularies import FOUR
from tests.rules.vocabularies import TEN
from tests.rules.written import standards

HOUSE = Path(__file__).parents[2]
FRAMEWORKS = {
    path.parent.name: path.parent
    for top in ("standards", "examples", "docs/base")
    for path in sorted((HOUSE / top).rglob("framework.yaml"))
}
CARE = FRAMEWORKS["care-1"]


def made(folder, before=None):
    """The files of a framework's handbook."""
    framework = load_framework(folder)
    return handbook(
        framework, None if before is None else diff(load_framework(before), framework)
    )


def pages(files):
    """The pages among a handbook's files, as texts."""
    return {n: data.decode() for n, data in files.items() if n.endswith(".html")}


@pytest.fixture(scope="module")
def care():
    """The pages of a small framework with everything in it, read."""
    return {name: read(text) for name, text in pages(made(FRAMEWORKS["care-2"], CARE)).items()}


def test_there_are_frameworks_to_try():
    assert {"2018-19", "2019-20", "food-hygiene", "care-1", "stars"} <= FRAMEWORKS.keys()


@pytest.mark.parametrize("folder", FRAMEWORKS.values(), ids=FRAMEWORKS.keys())
def test_the_pages_of_every_framework_are_sound(folder):
    files = made(folder)
    assert faults(pages(files)) == []
    linked = {
        link for text in pages(files).values() for link in re.findall(r'"([\w-]+\.xlsx)"', text)
    }
    assert linked == {name for name in files if name.endswith(".xlsx")}


@pytest.mark.parametrize("folder", FRAMEWORKS.values(), ids=FRAMEWORKS.keys())
def test_every_line_of_the_rules_stands_beside_what_it_does(folder):
    framework = load_framework(folder)
    rules = read(pages(made(folder))["rules.html"])
    shown = [
        tuple(
            " ".join(p.words for p in side.all("p", "code"))
            for side in line.inside
            if not isinstance(side, str)
        )
        for ol in rules.all("ol")
        for line in ol.all("li")
    ]
    wanted = [said for rule in framework.rules.all for said in in_english(rule)]
    assert len(shown) == len(wanted)
    for (left, right), said in zip(shown, wanted, strict=True):
        assert left == f"Line {said.clause.place.line} {words(said.clause)}"
        assert right.startswith(said.words)
    for expected in framework.rules.expectations:
        assert expectation(expected) in rules.words


@pytest.mark.parametrize("folder", FRAMEWORKS.values(), ids=FRAMEWORKS.keys())
def test_every_text_of_the_framework_is_on_a_page_and_in_the_index(folder):
    vocabulary = load_framework(folder).vocabulary
    site = {name: read(text).words for name, text in pages(made(folder)).items()}
    everything = " ".join(site.values())
    texts = [(i.id, i.text) for i in vocabulary.items] + [
        (o.id, o.text) for o in vocabulary.observations
    ]
    for id, text in texts:
        if text is not None:
            said = " ".join(text.words.split())
            assert said in everything
            assert id in site["search.html"]
            assert said in site["search.html"]
    for source in vocabulary.sources:
        assert " ".join(source.quote.split()) in site["sources.html"]
    for item in vocabulary.items:
        for each in item.characteristics:
            assert " ".join(each.text.words.split()) in everything


def test_the_same_framework_gives_the_same_bytes(tmp_path, monkeypatch):
    first = made(FRAMEWORKS["care-2"], CARE)
    monkeypatch.chdir(tmp_path)
    assert made(FRAMEWORKS["care-2"], CARE) == first


def test_no_page_says_where_somebodys_files_are():
    for text in pages(made(FRAMEWORKS["care-2"], CARE)).values():
        assert str(HOUSE) not in text
        assert "framework.yaml:" not in text


def test_items_with_nothing_below_them_share_a_page():
    assert made(FRAMEWORKS["stars"]).keys() == {
        "components.html",
        "index.html",
        "rules.html",
        "search.html",
        "sources.html",
        "terms.html",
    }


def test_grades_are_listed_best_first_with_their_scores_if_they_have_any(care):
    ratings, answers = (care["terms.html"].marked(f"scale-{id}") for id in ("rating", "answer"))
    assert [
        [c.words for c in row.all("th", "td")] for row in ratings.one("tbody").all("tr")
    ] == [
        ["Good", "2"],
        ["Fair", "1"],
        ["Poor", "0"],
    ]
    assert [each.words for each in answers.one("ol").all("li")] == ["Met", "Not met"]


def test_only_the_index_has_a_script(care):
    assert [name for name, page in care.items() if page.all("script")] == ["search.html"]
    entries = care["search.html"].marked("entries").all("li")
    assert any("b2c Was the visit long enough?" in entry.words for entry in entries)


def test_what_changed_is_told_where_something_came_before(care):
    assert "Was it written down within a week ?" in re.sub(
        r" +", " ", care["changes.html"].words
    )
    assert "changes.html" not in made(CARE)
    assert "changes.html" not in pages(made(CARE))["index.html"]


def test_an_item_says_all_that_is_said_of_it(care):
    item = care["domain-b.html"].marked("item-b2c")
    assert item.one("h3").words == "Question b2c Was the visit long enough?"
    assert "Only for: Care home" in item.words
    assert "Answered for each case of: Visits" in item.words
    assert "Rated by the rule for: Each question" in item.words
    assert "Source: Handbook" in item.words


def test_weights_grades_and_characteristics_are_told():
    stars = load_framework(FRAMEWORKS["stars"])
    food = pages(made(FRAMEWORKS["food-hygiene"]))["components.html"]
    allowed = "May be rated: 0, 5, 10, 20 or 30"
    assert allowed in read(food).marked("item-confidence").words
    items = stars.vocabulary.items
    heavy = replace(items[0], weight=Fraction(3, 2))
    weighed = replace(stars, vocabulary=replace(stars.vocabulary, items=(heavy, *items[1:])))
    assert "Weight: 1.5" in "".join(pages(handbook(weighed)).values())
    shipped = read(pages(made(FRAMEWORKS["2018-19"]))["domain-1.html"])
    assert "Outstanding innovative and creative" in shipped.marked("item-1-1").words


def test_ids_that_differ_only_in_signs_have_places_of_their_own():
    stars = load_framework(FRAMEWORKS["stars"])
    first, second, *rest = stars.vocabulary.items
    alike = (replace(first, id="a.b"), replace(second, id="A b"), *rest)
    book = Book(replace(stars, vocabulary=replace(stars.vocabulary, items=alike)))
    assert book.anchors["item", "a.b"] == "item-a-b"
    assert book.anchors["item", "A b"] == "item-a-b-2"


def test_domains_with_names_alike_have_pages_of_their_own():
    care = load_framework(CARE)
    named = {"a": "rules", "b": "RULES!"}
    items = tuple(
        replace(i, id=named.get(i.id, i.id), level="x" if i.id in named else i.level)
        for i in care.vocabulary.items
        if i.parent is None
    )
    levels = (*care.vocabulary.levels, Level("x", "xs"))
    vocabulary = replace(care.vocabulary, items=items, levels=levels)
    book = Book(replace(care, vocabulary=vocabulary))
    assert [*book.chapters] == ["x-rules.html", "x-rules-2.html"]


def test_a_word_without_letters_or_figures_has_a_place_too():
    assert [slug(w) for w in ("2.1 (b)", "Été", "日本", "--")] == ["2-1-b", "ete", "x", "x"]


# Text that means to do something

EVIL = '<script>alert("1")</script>&amp;\' onload=x'
FORMULA = '=HYPERLINK("http://example.org","x")'
IDS = {
    "id",
    "level",
    "parent",
    "children",
    "applies_to",
    "sample",
    "source",
    "grade",
    "allowed",
    "expectations",
    "about",
    "scale",
    "plural",
    "unit",
    "within",
    "items",
    "item",
    "measure",
    "rounding",
    "type",
    "answer",
    "wording",
    "strata",
    "file",
    "provider_types",
    "default",
    "inspections",
}


def spoilt(piece, words_):
    """The same vocabulary, in which everything that is only shown says something else."""
    if isinstance(piece, tuple):
        return tuple(spoilt(each, words_) for each in piece)
    if isinstance(piece, str):
        return words_
    if not is_dataclass(piece) or isinstance(piece, type):
        return piece
    kept = {f.name for f in fields(piece) if f.name in IDS or not f.compare}
    return replace(
        piece,
        **{
            f.name: spoilt(getattr(piece, f.name), words_)
            for f in fields(piece)
            if f.name not in kept
        },
    )


def hostile(words_):
    """A framework of which every shown text is hostile."""
    framework = load_framework(CARE)
    vocabulary = framework.vocabulary
    parts = {
        name: spoilt(getattr(vocabulary, name), words_)
        for name in (
            "items",
            "sources",
            "provider_types",
            "samples",
            "observations",
            "omissions",
            "scales",
        )
    }
    return replace(framework, vocabulary=replace(vocabulary, title=words_, **parts))


def test_text_does_nothing_on_a_page():
    calm = {name: read(text) for name, text in pages(made(CARE)).items()}
    site = pages(handbook(hostile(EVIL)))
    assert faults(site) == []
    for name, text in site.items():
        page = read(text)
        assert len(page.all("script")) == len(calm[name].all("script"))
        assert EVIL in page.one("head").one("title").words


def test_text_does_nothing_in_a_spreadsheet():
    files = handbook(hostile(FORMULA))
    for name in ("form-residents.xlsx", "form-visits.xlsx"):
        parts = zipfile.ZipFile(io.BytesIO(files[name]))
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet
        assert "<hyperlink" not in sheet
        assert not [part for part in parts.namelist() if "external" in part.lower()]


# Forms


def header(data):
    (sheet,) = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)).sheet_names
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    return book.get_sheet_by_name(sheet).to_python()


def validations(data):
    """What each column of a form accepts, by its number; and the hint that it gives."""
    sheet = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml").decode()
    found = {}
    for whole in re.findall(
        r"<dataValidation [^>]*sqref=\"[A-Z]+2:[A-Z]+1001\".*?(?:/>|</dataValidation>)", sheet
    ):
        (column,) = re.findall(r'sqref="([A-Z]+)2:', whole)
        values = re.search(r"<formula1>\"(.*?)\"</formula1>", whole)
        (hint,) = re.findall(r' prompt="(.*?)"', whole)
        found[column] = (values[1].split(",") if values else None, hint)
    return found


def test_a_spreadsheet_has_the_columns_of_a_case_file_and_their_answers():
    files = made(CARE)
    assert header(files["form-residents.xlsx"]) == [
        ["case", "provider", "age", "b1a", "b1b", "b2a", "b1b-signed"]
    ]
    assert validations(files["form-residents.xlsx"]) == {
        "A": (None, "What this case is called. No other case of the sample is called so."),
        "B": (None, "The provider's id, its name or an alias."),
        "C": (["Under 65", "65 or over"], "Age group: Under 65 or 65 or over"),
        "D": (["Yes", "No", "N/A"], "Was the person asked what they need?"),
        "E": (["Yes", "No", "N/A"], "Was it written down?"),
        "F": (["Yes", "No", "N/A"], "Was the right help given?"),
        "G": (["Yes", "No", "N/A"], "Was it signed?"),
    }


@pytest.mark.parametrize(
    "values", [("a, b", "c"), ('a "b"', "c"), ("x" * 200, "y" * 60), (" a", "b")]
)
def test_values_that_a_spreadsheet_cannot_list_are_left_to_the_reader(values):
    framework = load_framework(CARE)
    residents, visits = framework.vocabulary.samples
    profile = (replace(residents.profile[0], values=values),)
    samples = (replace(residents, profile=profile), visits)
    odd = replace(framework, vocabulary=replace(framework.vocabulary, samples=samples))
    accepted, hint = validations(handbook(odd)["form-residents.xlsx"])["C"]
    assert accepted is None
    assert hint.startswith("Age group: ")


def test_a_form_asks_every_question_with_its_answers(care):
    form = care["form-residents.html"]
    entries = [
        (each.one("dt").words, [a.words for a in each.one("dd").all("span")])
        for each in form.all("dl")[1].all("div")
    ]
    assert entries[0] == ("b1a Was the person asked what they need?", ["Yes", "No", "N/A"])
    assert form.all("dl")[0].all("dd")[-1].words == "Under 65 65 or over"
    asked = " ".join(each.words for each in form.all("dl"))
    assert "b1b-signed Was it signed? (observation)" in asked


def test_a_question_for_some_says_for_whom():
    form = read(pages(made(FRAMEWORKS["2018-19"]))["form-case-supervision.html"])
    entry = next(e for e in form.all("div") if "3.2.3" in e.words and e.all("dt"))
    assert "(Only for: National Probation Service)" in entry.one("dt").words


def test_a_framework_without_cases_has_no_forms():
    assert not [name for name in made(FRAMEWORKS["stars"]) if "form" in name]


# Bands


def bars(svg):
    """The bars of a drawing by the words beside them: where each begins and ends."""

    def ends(bar):
        start, width = (int(bar.attributes[name] or "") for name in ("x", "width"))
        return start, start + width

    rows = read(svg).all("g")
    return {row.one("text").words: [ends(bar) for bar in row.all("rect")] for row in rows}


def test_bands_are_drawn_to_scale():
    framework = load_framework(FRAMEWORKS["2018-19"])
    case_bands, overall = framework.vocabulary.bands
    drawing = bars(drawn(case_bands, framework))
    assert [*drawing] == [
        "Outstanding",
        "Good",
        "Requires improvement",
        "Inadequate",
        "May be moved",
    ]
    (start, fifty), (_, hundred) = drawing["Inadequate"][0], drawing["Outstanding"][0]

    def at(percent):
        return start + round((hundred - start) * percent / 100)

    assert drawing["Requires improvement"] == [(fifty, at(65))]
    assert drawing["Good"] == [(at(65), at(80))]
    assert fifty == at(50)
    assert drawing["May be moved"] == [(at(b - 5), at(b + 5)) for b in (50, 65, 80)]
    scores = bars(drawn(overall, framework, Fraction(20)))
    (zero, six), (last, thirty) = scores["Inadequate"][0], scores["Outstanding"][0]
    assert (six - zero, last - zero) == (
        round((thirty - zero) * 6 / 30),
        round((thirty - zero) * 26 / 30),
    )
    assert "Here: 20" in read(drawn(overall, framework, Fraction(20))).words
    assert "Here" not in read(drawn(overall, framework)).words


@pytest.mark.parametrize("measure", ["number", "average score", "total score"])
def test_bands_that_no_rule_uses_are_drawn_as_far_as_they_reach(measure):
    framework = load_framework(CARE)
    edges = (
        Edge(Fraction(-2), inclusive=True, grade="poor"),
        Edge(Fraction(4), inclusive=False, grade="good"),
    )
    alone = Bands("alone", measure, "none", edges, "rating")
    drawing = bars(drawn(alone, framework))
    (low, edge), (same, high) = drawing["Poor"][0], drawing["Good"][0]
    assert low < edge == same < high
    one = bars(drawn(replace(alone, edges=edges[:1]), framework))
    assert one["Poor"][0][0] < one["Poor"][0][1]


def test_bands_stand_in_a_table_too():
    rules = read(pages(made(FRAMEWORKS["2018-19"]))["rules.html"])
    table = rules.marked("bands-case-bands").one("table")
    rows = [[cell.words for cell in row.all("th", "td")] for row in table.all("tr")]
    assert rows == [
        ["Rating", "Band", "As published"],
        ["Outstanding", "80 % or more", "Large majority: 80%+"],
        ["Good", "from 65 % to below 80 %", "Reasonable majority: 65-79%"],
        ["Requires improvement", "from 50 % to below 65 %", "Too few: 50-64%"],
        ["Inadequate", "from 0 % to below 50 %", "Minority: <50%"],
    ]


def test_bands_of_rounded_values_say_what_that_comes_to():
    framework = load_framework(CARE)
    bands, *others = framework.vocabulary.bands
    edges = (replace(bands.edges[0], to=Fraction(49)), *bands.edges[1:])
    rounded = replace(bands, rounding="half up to integer", edges=edges)
    vocabulary = replace(framework.vocabulary, bands=(rounded, *others))
    rules = read(pages(handbook(replace(framework, vocabulary=vocabulary)))["rules.html"])
    rows = [
        [c.words for c in row.all("th", "td")]
        for row in rules.marked("bands-case-bands").all("tr")
    ]
    assert rows[0] == ["Rating", "Band", "Before rounding", "As published"]
    assert rows[2] == ["Fair", "from 50 % to below 75 %", "from 49.5 % to below 74.5 %", ""]
    assert rows[3][-1] == "up to 49"


def test_a_long_name_is_cut_in_a_drawing_and_whole_in_the_table():
    framework = load_framework(FRAMEWORKS["food-hygiene"])
    scale = framework.vocabulary.scales[1]
    edges = tuple(
        Edge(Fraction(n), inclusive=True, grade=g.id) for n, g in enumerate(scale.grades)
    )
    bands = Bands("long", "number", "none", edges, "rating")
    drawing = drawn(bands, framework)
    assert "0 (urgent improvement…" in bars(drawing)
    assert listed([g.name for g in scale.grades][:1]) in read(drawing).one("desc").words


def ticks(svg):
    """The values that are written below a drawing."""
    return [
        t.words
        for t in read(svg).one("svg").inside
        if not isinstance(t, str) and t.name == "text"
    ]


@pytest.mark.parametrize(
    ("line", "bands", "last"),
    [
        (
            "total score of standards counting not rated as 0, banded by overall bands",
            "overall bands",
            "30",
        ),
        (
            "average score of standards ignoring not rated, banded by half-point bands",
            "half-point bands",
            "3",
        ),
        (
            (
                "average score of standards ignoring not rated, banded by half-point bands\n"
                "        plus 0.5\n        plus 1 if any standard is good"
            ),
            "half-point bands",
            "4.5",
        ),
        ("number of standards that are good, banded by number bands", "number bands", "12"),
        (
            "percentage of standards that are good, banded by share bands",
            "share bands",
            "100 %",
        ),
    ],
)
def test_a_drawing_reaches_as_far_as_its_values_can(line, bands, last):
    framework = Framework(Path(), TEN, sound(standards(line), TEN), "", "")
    assert ticks(drawn(TEN.bands_by_id[bands], framework))[-1] == last


def test_values_that_would_lie_over_each_other_are_not_all_written():
    edges = tuple(
        Edge(Fraction(n), inclusive=True, grade=g)
        for n, g in zip((0, 50, 51, 99), FOUR, strict=True)
    )
    framework = Framework(Path(), TEN, sound(standards("judged by panel"), TEN), "", "")
    near = Bands("near", "percentage", "none", edges, "rating")
    assert ticks(drawn(near, framework)) == ["0 %", "50 %", "99 %"]


def test_a_framework_that_declares_little_has_little_on_its_pages():
    bare = replace(TEN, roles=(), sources=())
    rules = sound(standards("lowest of standards ignoring not rated"), bare)
    site = pages(handbook(Framework(Path(), bare, rules, "", "")))
    assert faults(site) == []
    assert "Who judges" not in site["terms.html"]
    assert "sources.html" not in site


def test_questions_of_a_framework_without_domains_stand_together():
    sample = Sample(
        "cases",
        "Cases",
        (),
        (AnswerLabel("Yes", "sufficient"), AnswerLabel("No", "insufficient")),
    )
    items = tuple(replace(item, sample="cases") for item in TEN.items)
    asked = replace(TEN, items=items, samples=(sample,))
    rules = sound(standards("lowest of standards ignoring not rated"), asked)
    form = read(pages(handbook(Framework(Path(), asked, rules, "", "")))["form-cases.html"])
    assert [h.words for h in form.all("h2")] == ["The case", "Questions"]


def test_a_quotation_of_several_lines_keeps_them():
    framework = load_framework(CARE)
    source = replace(framework.vocabulary.sources[0], quote="One.\n\nTwo.")
    odd = replace(framework, vocabulary=replace(framework.vocabulary, sources=(source,)))
    page = read(pages(handbook(odd))["sources.html"])
    assert [p.words for p in page.one("blockquote").all("p")] == ["One.", "Two."]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"overall": False}, "No provider has a rating of its own."),
        (
            {"inspections": "latest"},
            "Of several inspections of a provider, only the latest counts.",
        ),
        (
            {"inspections": "latest of each item"},
            "Of several inspections of a provider, each item's latest judgement counts.",
        ),
        (
            {"levels": (*TEN.levels, Level("region", "regions", "rating", pools="cases"))},
            "Each region is rated by the rules for a provider, from the cases of all providers in it.",
        ),
        (
            {"levels": (*TEN.levels, Level("region", "regions", "rating", pools="ratings"))},
            "Each region is rated by a rule of its own, from the ratings of what is part of it.",
        ),
        (
            {"small_sub_sample": 7},
            "A percentage of fewer than 7 cases is marked as one of few cases.",
        ),
    ],
)
def test_what_else_is_said_of_how_ratings_are_made(given, said):
    rules = sound(standards("lowest of standards ignoring not rated"), TEN)

    def page(vocabulary):
        return read(
            pages(handbook(Framework(Path(), vocabulary, rules, "", "")))["rules.html"]
        ).words

    assert said in page(replace(TEN, **given))
    assert said not in page(TEN)
