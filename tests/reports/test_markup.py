from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from engine.reports.markup import Markup
from engine.reports.markup import element
from engine.reports.markup import link
from engine.reports.markup import table
from engine.reports.markup import together
from engine.reports.markup import wide_table
from tests.reports.reading import read

TEXTS = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\r\x00"))


@given(TEXTS, TEXTS)
def test_whatever_stands_in_an_element_is_a_text(words, value):
    found = read(element("em", words, title=value)).one("em")
    assert "".join(map(str, found.inside)) == words
    assert found.attributes == {"title": value}


def test_markup_is_not_escaped_again():
    assert (
        element("p", element("em", "a & b"), Markup("&lt;"))
        == "<p><em>a &amp; b</em>&lt;</p>\n"
    )
    assert together(["<", Markup("<br>"), None]) == "&lt;<br>"


def test_attributes_that_are_not_given_are_left_out():
    made = element("input", type="text", value=None, disabled=False, required=True, class_="x")
    assert made == '<input type="text" required class="x">'
    assert (
        element("a", "x", aria_label='"', tabindex=0)
        == '<a aria-label="&quot;" tabindex="0">x</a>'
    )


def test_a_link_leads_somewhere():
    assert link("a.html?x=1&y=2", "<b>") == '<a href="a.html?x=1&amp;y=2">&lt;b&gt;</a>'


def test_a_table_has_a_caption_and_headings_of_rows_and_columns():
    made = read(table("Ages", ["Who", "Age"], [["Ann", "3"], ["Bob", None]])).one("table")
    assert made.one("caption").words == "Ages"
    scopes = [(head.words, head.attributes["scope"]) for head in made.all("th")]
    assert scopes == [("Who", "col"), ("Age", "col"), ("Ann", "row"), ("Bob", "row")]
    assert [cell.words for cell in made.all("td")] == ["3", ""]


def test_a_wide_table_can_be_moved_by_keys():
    region = read(wide_table("Ages", ["Who"], [["Ann"]])).one("div")
    assert region.attributes == {
        "class": "scroll",
        "role": "region",
        "aria-label": "Ages",
        "tabindex": "0",
    }
    assert region.one("table").one("caption").words == "Ages"


def test_a_column_in_which_nothing_stands_is_left_out():
    made = read(table("Ages", ["Who", "Notes", "Age"], [["Ann", "", "3"], ["Bob", None, ""]]))
    assert [head.words for head in made.all("th")] == ["Who", "Age", "Ann", "Bob"]
    assert [cell.words for cell in made.all("td")] == ["3", ""]


def test_a_table_without_rows_has_all_its_headings():
    assert [th.words for th in read(table("Ages", ["Who", "Age"], [])).all("th")] == [
        "Who",
        "Age",
    ]


def test_a_number_and_the_sign_of_a_percentage_stay_together():
    assert (
        element("b", "from 50 % to 65 %")
        == "<b>from 50\N{NO-BREAK SPACE}% to 65\N{NO-BREAK SPACE}%</b>"
    )
