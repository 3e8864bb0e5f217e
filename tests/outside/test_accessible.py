"""Every page, as people with other eyes, hands and screens meet it: WCAG 2.2 AA."""

from __future__ import annotations

import pytest

from tests.outside.tools import AXE
from tests.outside.tools import IN_A_BROWSER
from tests.outside.tools import OPEN_ALL
from tests.outside.tools import needs
from tests.outside.tools import shown

pytestmark = [pytest.mark.outside, IN_A_BROWSER]

PHONE, DESKTOP, NARROWEST = 390, 1200, 320

RULES = [f"wcag{version}{level}" for version in ("2", "21", "22") for level in ("a", "aa")]

JUDGE = """async tags => {
    const found = await axe.run({runOnly: tags, resultTypes: ["violations", "incomplete"]});
    const known = ["color-contrast", "th-has-data-cells"];
    const unsure = found.incomplete.filter(rule => !known.includes(rule.id));
    return [...found.violations, ...unsure].flatMap(
        rule => rule.nodes.map(node => `${rule.id}: ${node.html}`));
}"""
"""What is wrong, or may be.

Of the contrast in pictures axe is never sure, and other tests compute it; nor does it know of
headings that head a group of rows.
"""

WIDER = """() => document.documentElement.scrollWidth - document.documentElement.clientWidth"""

SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important; } p { margin-bottom: 2em !important; }"""
"""Text as wide apart as anybody may set it: success criterion 1.4.12."""

STOPS = """() => {
    const all = "a[href], button, input, select, textarea, summary, [tabindex]";
    window.stops = [...document.querySelectorAll(all)].filter(each => each.checkVisibility());
    return window.stops.length;
}"""

AT = """() => {
    const style = getComputedStyle(document.activeElement);
    const line = style.outlineStyle === "solid" && parseFloat(style.outlineWidth) >= 2;
    const opaque = style.outlineColor.startsWith("rgb(");
    const dark = style.outlineColor.match(/\\d+/g).every(each => each < 128);
    return [window.stops.indexOf(document.activeElement), line && opaque && dark];
}"""
"""Where the keys have led, and whether a line that stands out from the white says so."""


@needs(axe=AXE.exists())
@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_axe_finds_nothing(browser, made, width):
    found = []
    for name, page in shown(browser, made, width):
        page.evaluate(OPEN_ALL)
        page.evaluate(AXE.read_text("utf-8"))
        found += [f"{name}: {each}" for each in page.evaluate(JUDGE, [*RULES, "best-practice"])]
    assert found == []


@needs(axe=AXE.exists())
def test_axe_finds_what_is_wrong(browser):
    page = browser.new_page()
    page.set_content('<p style="color: #aaa">Pale</p><img src="data:,">')
    page.evaluate(AXE.read_text("utf-8"))
    found = {each.partition(":")[0] for each in page.evaluate(JUDGE, [*RULES, "best-practice"])}
    assert found >= {"color-contrast", "image-alt", "html-has-lang", "page-has-heading-one"}


def test_no_page_is_wider_than_the_narrowest_screen(browser, made):
    found = []
    for name, page in shown(browser, made, NARROWEST):
        page.evaluate(OPEN_ALL)
        page.add_style_tag(content=SPACED)
        found += [name] if page.evaluate(WIDER) else []
    assert found == []


def test_keys_reach_everything_in_order_and_show_where_they_are(browser, made):
    for name, page in shown(browser, made, PHONE):
        number = page.evaluate(STOPS)
        reached = []
        for _ in range(number):
            page.keyboard.press("Tab")
            reached.append(page.evaluate(AT))
        assert reached == [[n, True] for n in range(number)], name
