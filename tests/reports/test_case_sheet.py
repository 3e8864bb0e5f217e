"""An empty case file as a spreadsheet: which cells offer their choices."""

from __future__ import annotations

import io
import zipfile

import pytest

from engine.reports.case_sheet import case_sheet


def validations(*choices: str) -> int:
    """How many stretches of cells are held to choices."""
    made = case_sheet(["case", "provider", "met"], [["1", "ash", ""]], {"met": choices})
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        return archive.read("xl/worksheets/sheet1.xml").count(b"<dataValidation ")


def test_a_cell_offers_its_choices():
    assert validations("Yes", "No") == 1


@pytest.mark.parametrize("choices", [("Yes, in part", "No"), (), ("x" * 200, "y" * 200)])
def test_choices_that_a_list_cannot_hold_are_not_offered(choices):
    """A list of choices is one text in which commas stand between them."""
    assert validations(*choices) == 0
