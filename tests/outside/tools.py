"""The programs of others that judge what Assay writes, where this machine has them."""

from __future__ import annotations

import shutil
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser
    from playwright.sync_api import Page

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
JUDGES = Path(sys.prefix) / "outside" / "node_modules"
"""Where `make test-outside` puts what npm brings."""

AXE = JUDGES / "axe-core" / "axe.min.js"
VNU = JUDGES / "vnu-jar" / "build" / "dist" / "vnu.jar"

BROWSER = next(filter(None, map(shutil.which, BROWSERS)), None)
JAVA = shutil.which("java")
OFFICE = shutil.which("soffice")
PDF_READER = shutil.which("pdftotext")


def needs(**tools: object) -> pytest.MarkDecorator:
    """Skips where a tool is not there: ``needs(Java=JAVA)``."""
    absent = [name.replace("_", " ") for name, there in tools.items() if not there]
    return pytest.mark.skipif(
        bool(absent), reason=f"needs {' and '.join(absent)}: make test-outside"
    )


IN_A_BROWSER = needs(Playwright=find_spec("playwright"), Chromium=BROWSER)


OPEN_ALL = "document.querySelectorAll('details').forEach(each => { each.open = true })"
"""Shows what a page has folded away."""


def shown(
    browser: Browser, folder: Path, width: int = 1200, *endings: str, **how: Any
) -> Iterator[tuple[str, Page]]:
    """Each page of a folder by its name, shown in a window so wide."""
    context = browser.new_context(viewport={"width": width, "height": 900}, **how)
    page = context.new_page()
    for path in sorted(folder.rglob("*")):
        if path.suffix in (endings or {".html"}):
            page.goto(path.as_uri())
            yield path.relative_to(folder).as_posix(), page
    context.close()
