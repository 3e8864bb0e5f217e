"""How published pages look: what can be computed of it."""

from __future__ import annotations

import re

import pytest

from engine.reports.bands_drawing import BAR
from engine.reports.bands_drawing import INK
from engine.reports.bands_drawing import WINDOW
from engine.reports.diff_page import MARKS
from engine.reports.look import LOOK
from engine.reports.look import whole_page
from engine.reports.markup import element
from tests.reports.reading import faults
from tests.reports.reading import read

WHITE = "#fff"
RULES = dict(re.findall(r"([^{}]+)\{([^{}]*)\}", re.sub(r"@media[^{]*\{", "", LOOK + MARKS)))


def luminance(colour):
    """The relative luminance of a colour, as WCAG 2.2 defines it."""
    digits = colour.removeprefix("#")
    digits = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    red, green, blue = (
        p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    light, dark = sorted(map(luminance, (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_computed_as_the_guidelines_do():
    assert contrast("#000", "#fff") == pytest.approx(21)
    assert contrast("#777", "#fff") == pytest.approx(4.48, abs=0.01)


def coloured():
    """The colour of each kind of text, with the one that it stands on."""
    for selector, rules in RULES.items():
        words = re.search(r"(?<![-\w])color: (#\w+)", rules)
        ground = re.search(r"background: (#\w+)", rules)
        if words:
            yield selector.strip(), words[1], ground[1] if ground else WHITE


@pytest.mark.parametrize(("selector", "colour", "ground"), [*coloured()])
def test_text_stands_out(selector, colour, ground):
    assert contrast(colour, ground) >= 4.5, selector


def test_there_is_text_to_look_at():
    assert {"#1a65a6", "#505a5f", "#8a1f11"} <= {colour for _, colour, _ in coloured()}


@pytest.mark.parametrize("colour", [BAR, INK])
def test_what_is_drawn_stands_out(colour):
    assert contrast(colour, WHITE) >= 3


def test_a_pale_bar_has_an_edge_that_stands_out():
    assert contrast(INK, WINDOW) >= 3


def test_a_page_begins_with_a_way_past_what_all_pages_have():
    text = whole_page("A <title>", element("main", element("h1", "A"), id="content"))
    assert faults({"page.html": text}) == []
    first = read(text).one("body").all("a")[0]
    assert first.attributes["href"] == "#content"
    assert read(text).one("title").words == "A <title>"
