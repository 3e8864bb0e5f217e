"""Slips of those who name several items where the language has one name for all of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from typing import get_args

from engine.rules import text_findings as found
from engine.rules import tree
from engine.rules.expected import MEASURES
from engine.rules.phrases import NAME
from engine.rules.similar import beginning
from engine.rules.slip import typed

if TYPE_CHECKING:
    from engine.diagnostics import Finding
    from engine.rules.slip import Slip

COUNTS = set(get_args(tree.ShareKind))
OF_SEVERAL = {*MEASURES, "lowest of", "highest of"}
GROUP = "for several items, declare a group in framework.yaml"


def several_items(slip: Slip) -> Finding | None:
    """``lowest of inspection and staffing``."""
    tokens, position = slip.tokens, slip.position
    name = next((n for n, t in enumerate(tokens) if t.phrase in OF_SEVERAL), len(tokens)) + 1
    marks = [n for n in (position, position - 1) if tokens[n].phrase in {"and", ","}]
    if not marks or name + 1 != marks[-1] or tokens[marks[-1] + 1].type != NAME:
        return None
    advice = (
        f"{GROUP}, and write its plural here; "
        f'a name that holds "{tokens[marks[-1]].text}" needs quotation marks'
    )
    return found.Unexpected(tokens[marks[-1]].place, tokens[marks[-1]].text, (), advice)


def several_otherwise(slip: Slip) -> Finding | None:
    """``higher of inspection and staffing``, ``start from the average of …``."""
    for token, mark, after in zip(slip.tokens, slip.tokens[1:], slip.tokens[2:], strict=False):
        near = beginning(re.sub("^the ", "", token.text, flags=re.IGNORECASE), OF_SEVERAL)
        if token.type != NAME or token.quoted or near is None or not near[0].endswith(" of"):
            continue
        if mark.phrase in {"and", ","} and after.type == NAME:
            return found.Unexpected(mark.place, mark.text, (), _group(slip, near[1]))
    return None


def _group(slip: Slip, phrase: str) -> str:
    begun = ', without "start from"' if slip.starts_with == "start from" else ""
    advice = f'{GROUP}, and write "{phrase}" and its plural{begun}'
    if phrase in MEASURES:
        advice += '; numbers are added up below "points, banded by …"'
    return advice


def some_of_several(slip: Slip) -> Finding | None:
    """``at least 2 of safe, caring and well-led are good``."""
    tokens, position = slip.tokens, slip.position
    if slip.token.phrase not in {"and", ","} or position < 3:
        return None
    name = tokens[position - 1]
    if name.type != NAME or not name.text.startswith("of "):
        return None
    amount = typed(tokens[position - 3 : position - 1])
    advice = f'{GROUP}, and write its plural after "{amount}"'
    return found.Unexpected(slip.token.place, slip.token.text, (), advice)


def weighted_count(slip: Slip) -> Finding | None:
    """``weighted number of standards that are good``."""
    phrase, before = slip.token.phrase, slip.before
    if phrase not in COUNTS or before is None or before.text.lower() != "weighted":
        return None
    advice = (
        f'"{phrase}" counts each once; give the ratings that count a score of 1 and all '
        'others 0, and write "weighted total score of …", or add points, a line for each item'
    )
    return found.Unexpected(before.place, before.text, (), advice)


SEVERAL = (several_items, several_otherwise, some_of_several, weighted_count)
