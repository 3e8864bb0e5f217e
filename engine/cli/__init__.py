"""The commands: each reads its arguments, calls one function, and prints."""

from engine.cli.program import main as main
