"""Sheets as an OpenDocument spreadsheet.

No library that is kept up writes this form; it is a zip file with four small texts.
"""

from __future__ import annotations

import io
import zipfile
from html import escape
from typing import TYPE_CHECKING

from engine.reports.summary.xlsx import places
from engine.reports.summary.xlsx import width

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from engine.reports.summary.sheets import Sheet
    from engine.reports.summary.values import Value

KIND = "application/vnd.oasis.opendocument.spreadsheet"
LONG_AGO = (2000, 1, 1, 0, 0, 0)
"""When every file in the zip says that it was made."""

VERSION, ELEMENTS = (f"1.{part}" for part in "31")
"""The version of the form, and of the names of what is said about a document.

In parts, since a whole one would look like the code of somebody's question.
"""

OASIS = "urn:oasis:names:tc:opendocument:xmlns"
NAMES = (
    f'xmlns:office="{OASIS}:office:1.0" xmlns:table="{OASIS}:table:1.0" '
    f'xmlns:text="{OASIS}:text:1.0" xmlns:style="{OASIS}:style:1.0" '
    f'xmlns:fo="{OASIS}:xsl-fo-compatible:1.0" xmlns:number="{OASIS}:datastyle:1.0" '
    f'xmlns:meta="{OASIS}:meta:1.0" xmlns:dc="http://purl.org/dc/elements/{ELEMENTS}/" '
    f'xmlns:manifest="{OASIS}:manifest:1.0" office:version="{VERSION}"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'

PLACES = range(7)
"""The numbers of decimals that there is a style for."""


def as_ods(sheets: Sequence[Sheet], title: str) -> bytes:
    """A spreadsheet; the same sheets give the same bytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as whole:
        _add(whole, "mimetype", KIND, zipfile.ZIP_STORED)
        _add(whole, "META-INF/manifest.xml", _manifest())
        _add(whole, "meta.xml", _meta(title))
        _add(whole, "content.xml", "".join(_content(sheets)))
    return file.getvalue()


def _add(whole: zipfile.ZipFile, name: str, text: str, way: int = zipfile.ZIP_DEFLATED) -> None:
    info = zipfile.ZipInfo(name, LONG_AGO)
    info.compress_type = way
    info.create_system = 3
    whole.writestr(info, text)


def _manifest() -> str:
    entries = [("/", KIND), ("content.xml", "text/xml"), ("meta.xml", "text/xml")]
    listed = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in entries
    )
    return (
        f'{HEAD}<manifest:manifest xmlns:manifest="{OASIS}:manifest:1.0" '
        f'manifest:version="{VERSION}">{listed}</manifest:manifest>'
    )


def _meta(title: str) -> str:
    return (
        f"{HEAD}<office:document-meta {NAMES}><office:meta><dc:title>{_safe(title)}"
        "</dc:title></office:meta></office:document-meta>"
    )


def _content(sheets: Sequence[Sheet]) -> Iterator[str]:
    widths = sorted({width(s, c) for s in sheets for c in range(len(s.heads))} | {12})
    yield f"{HEAD}<office:document-content {NAMES}><office:automatic-styles>"
    yield from (_column_style(each) for each in widths)
    yield _words_style("head", "bold", "10pt")
    yield _words_style("large", "bold", "15pt")
    yield _words_style("words", "normal", "10pt")
    for decimals in PLACES:
        yield (
            f'<number:number-style style:name="n{decimals}"><number:number '
            f'number:decimal-places="{decimals}" number:min-decimal-places="{decimals}" '
            'number:min-integer-digits="1" number:grouping="true"/></number:number-style>'
            f'<style:style style:name="c{decimals}" style:family="table-cell" '
            f'style:data-style-name="n{decimals}"/>'
        )
    yield "</office:automatic-styles><office:body><office:spreadsheet>"
    for sheet in sheets:
        yield from _sheet(sheet)
    yield "</office:spreadsheet></office:body></office:document-content>"


def _column_style(letters: int) -> str:
    return (
        f'<style:style style:name="w{letters}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{letters * 2}mm"/></style:style>'
    )


def _words_style(name: str, weight: str, size: str) -> str:
    return (
        f'<style:style style:name="{name}" style:family="table-cell">'
        '<style:table-cell-properties fo:wrap-option="'
        f'{"no-wrap" if name == "large" else "wrap"}"/>'
        f'<style:text-properties fo:font-weight="{weight}" fo:font-size="{size}"/>'
        "</style:style>"
    )


def _sheet(sheet: Sheet) -> Iterator[str]:
    yield f'<table:table table:name="{_safe(sheet.name)}">'
    for column in range(len(sheet.heads) or 1):
        letters = width(sheet, column) if sheet.heads else 12
        yield f'<table:table-column table:style-name="w{letters}"/>'
    for number, words in enumerate(sheet.above):
        yield _row([_text(words, "large" if number == 0 else "")])
    if sheet.heads:
        head = _row([_text(words, "head") for words in sheet.heads])
        yield f"<table:table-header-rows>{head}</table:table-header-rows>"
    for values in sheet.rows:
        yield _row(_cell(value) for value in values)
    yield "</table:table>"


def _row(cells: Iterable[str]) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def _cell(value: Value) -> str:
    if value is None or isinstance(value, str):
        return _text(value or "", "words")
    style = f"c{min(places(value), PLACES[-1])}"
    return (
        f'<table:table-cell table:style-name="{style}" office:value-type="float" '
        f'office:value="{value}"><text:p>{value:,}</text:p></table:table-cell>'
    )


def _text(words: str, style: str) -> str:
    styled = f' table:style-name="{style}"' if style else ""
    return (
        f'<table:table-cell{styled} office:value-type="string"><text:p>{_safe(words)}'
        "</text:p></table:table-cell>"
    )


def _safe(words: str) -> str:
    """A text as XML can hold it."""
    kept = "".join(c for c in words if c >= " " or c in "\t\n")
    return escape(kept)
