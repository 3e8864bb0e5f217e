"""Drawings as pictures, for those who cannot use SVG."""

from __future__ import annotations

from importlib import import_module

NO_PAINTER = (
    "a PNG needs what is not installed: pip install 'assay-engine[charts]'; "
    "an SVG needs nothing more"
)


class NoPainter(Exception):
    """What makes a picture out of a drawing is not installed."""


def picture(drawing: str) -> bytes:
    """An SVG drawing as PNG, at twice its size, so that it stays sharp in print.

    Raises NoPainter where the extra "charts" is not installed.
    """
    try:
        painter = import_module("vl_convert")
    except ImportError as error:
        raise NoPainter from error
    made: bytes = painter.svg_to_png(drawing, scale=2)
    return made
