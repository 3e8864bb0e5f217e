"""Rate establishments for food hygiene with openfisca-core, all of them at once.

A year is the shortest period that fits: one without end fails in the dates of version 46.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

import establishments
import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence

YEAR = "2015"

ESTABLISHMENT = build_entity("establishment", "establishments", "", is_person=True)


SCORES = ("hygiene", "structural", "confidence")
LINES = {5: (15, 5), 4: (20, 10), 3: (30, 10), 2: (40, 15), 1: (50, 20)}
"""For each rating, the most that the total and that a single score may be; the best first."""


def variable(name: str, **more: object) -> type[Variable]:
    """A whole number that every establishment has each year."""
    fixed = {"value_type": int, "entity": ESTABLISHMENT, "definition_period": DateUnit.YEAR}
    return type(name, (Variable,), fixed | more)


def formula(establishment: Any, period: Any) -> Any:  # noqa: ANN401
    """The first line that both the total and the worst score fit."""
    scores = [establishment(name, period) for name in SCORES]
    total, worst = sum(scores), np.maximum.reduce(scores)
    fits = [(total <= most) & (worst <= highest) for most, highest in LINES.values()]
    return np.select(fits, list(LINES), 0)


def rate(scores: Sequence[establishments.Scores]) -> Iterable[int]:
    """The ratings, in order."""
    system = TaxBenefitSystem([ESTABLISHMENT])
    system.add_variables(*map(variable, SCORES), variable("rating", formula=formula))
    simulation = SimulationBuilder().build_default_simulation(system, len(scores))
    columns = np.array(scores, dtype=np.int32).T
    for name, column in zip(SCORES, columns, strict=True):
        simulation.set_input(name, YEAR, column)
    return simulation.calculate("rating", YEAR).tolist()


establishments.main(rate)
