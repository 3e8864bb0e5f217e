"""The rules of 2018-19 in openfisca-core, for all providers at once.

A year is the shortest period that fits: one without end fails in the dates of version 46.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

import numpy as np
import tallies
import timed
from openfisca_core.entities import build_entity
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

if TYPE_CHECKING:
    from collections.abc import Callable

YEAR = "2018"

PROVIDER = build_entity("provider", "providers", "", is_person=True)


def variable(name: str, formula: Callable[..., Any] | None = None) -> type[Variable]:
    """A whole number that every provider has each year."""
    fixed: dict[str, object] = {
        "value_type": int,
        "entity": PROVIDER,
        "definition_period": DateUnit.YEAR,
    }
    return type(name, (Variable,), fixed if formula is None else fixed | {"formula": formula})


def question(name: str) -> Callable[..., Any]:
    """The grade of a key question, by share of favourable answers; 9 where there are none."""

    def formula(provider: Any, period: Any) -> Any:  # noqa: ANN401
        yes, no = provider(f"yes {name}", period), provider(f"no {name}", period)
        edges = [yes + no == 0, yes >= 4 * no, 7 * yes >= 13 * no, yes >= no]
        return np.select(edges, [9, 3, 2, 1], 0)

    return formula


def standard(name: str) -> Callable[..., Any]:
    """The grade of a standard: that of its weakest key question, -1 without any."""

    def formula(provider: Any, period: Any) -> Any:  # noqa: ANN401
        grades = [provider(question, period) for question in tallies.QUESTIONS[name]]
        lowest = np.minimum.reduce(grades)
        return np.where(lowest == 9, tallies.NOT_RATED, lowest)

    return formula


def overall(provider: Any, period: Any) -> Any:  # noqa: ANN401
    """The rating, by the sum of the grades."""
    grades = [provider(name, period) for name in (*tallies.QUESTIONS, *tallies.JUDGED)]
    score = sum(np.maximum(grade, 0) for grade in grades)
    none = np.maximum.reduce(grades) < 0
    return np.select([none, score >= 26, score >= 16, score >= 6], [-1, 3, 2, 1], 0)


VARIABLES = [
    *(variable(f"{answer} {name}") for name in tallies.ALL for answer in ("yes", "no")),
    *(variable(name) for name in tallies.JUDGED),
    *(variable(name, question(name)) for name in tallies.ALL),
    *(variable(name, standard(name)) for name in tallies.QUESTIONS),
    variable("overall", overall),
]
SYSTEM = TaxBenefitSystem([PROVIDER])
SYSTEM.add_variables(*VARIABLES)


def prepared(found: tallies.Tallies) -> tuple[dict[str, Any]]:
    """The columns by the names of their variables."""
    columns = dict(zip((f"yes {name}" for name in tallies.ALL), found.favourable, strict=True))
    columns |= zip((f"no {name}" for name in tallies.ALL), found.unfavourable, strict=True)
    columns |= zip(tallies.JUDGED, found.judged, strict=True)
    return ({name: column.astype(np.int32) for name, column in columns.items()},)


def rate(columns: dict[str, Any]) -> Any:  # noqa: ANN401
    """The ratings; making the simulation is a part of it."""
    number = len(columns[tallies.JUDGED[0]])
    simulation = SimulationBuilder().build_default_simulation(SYSTEM, number)
    for name, column in columns.items():
        simulation.set_input(name, YEAR, column)
    return simulation.calculate("overall", YEAR)


timed.main(prepared, rate)
