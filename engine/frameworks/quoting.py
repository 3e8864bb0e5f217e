"""A text as YAML: plain where that is safe, in quotation marks elsewhere."""

from __future__ import annotations

import json
import re

_PLAIN = re.compile(r"[A-Za-z0-9.](?:[A-Za-z0-9 ._/()'-]*[A-Za-z0-9.)'])?")
_OTHER_TYPES = ("y", "n", "yes", "no", "on", "off", "true", "false", "null")
"""Words that some readers of YAML take for something else than text."""


def scalar(text: str) -> str:
    """A text as YAML, in quotation marks if it could be taken for something else."""
    plain = _PLAIN.fullmatch(text) and text.lower() not in _OTHER_TYPES
    return text if plain else json.dumps(text, ensure_ascii=False)
