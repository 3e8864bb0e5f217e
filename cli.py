"""Runs Assay from a checkout; an installation has the command ``assay``."""

from __future__ import annotations

from engine.cli import main

if __name__ == "__main__":
    main()
