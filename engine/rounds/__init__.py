"""Rounds: a framework, cases, judgements and decisions become ratings."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.rounds.decide import record as record
    from engine.rounds.load import framework_of as framework_of
    from engine.rounds.load import load_round as load_round
    from engine.rounds.new import new_framework as new_framework
    from engine.rounds.new import new_round as new_round
    from engine.rounds.results import Ratings as Ratings
    from engine.rounds.results import Result as Result
    from engine.rounds.round import Round as Round
    from engine.rounds.synthetic.demo import make_demo as make_demo

_HOMES = {
    "Ratings": "results",
    "Result": "results",
    "Round": "round",
    "framework_of": "load",
    "load_round": "load",
    "make_demo": "synthetic.demo",
    "new_framework": "new",
    "new_round": "new",
    "record": "decide",
}
"""Where each name is; it is fetched when somebody asks for it."""


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(f"engine.rounds.{_HOMES[name]}"), name)
