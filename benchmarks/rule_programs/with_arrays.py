"""The rules of 2018-19 read by Assay's array reader, for all providers at once."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

import numpy as np
import tallies
import timed

from engine.data import folder
from engine.rules import arrays
from engine.rules.load import load_framework
from engine.rules.plan import plan

if TYPE_CHECKING:
    from engine.rules.plan import Plan

TYPE = "NPS"


def prepared(found: tallies.Tallies) -> tuple[Any, ...]:
    """The rules and the columns as the array reader takes them."""
    framework = load_framework(folder("standards") / "2018-19")
    counts = zip(tallies.ALL, found.unfavourable, found.favourable, strict=True)
    nobody = np.zeros(found.judged.shape[1], np.int8)
    columns = arrays.Columns(
        size=found.judged.shape[1],
        judged=dict(zip(tallies.JUDGED, found.judged, strict=True)),
        tallies={question: (no, yes) for question, no, yes in counts},
        inputs={fact.id: nobody for fact in framework.vocabulary.inputs},
    )
    return plan(framework, TYPE), columns


def rate(plan_: Plan, columns: arrays.Columns) -> tallies.Ranks:
    """The overall ratings: 0 to 3, or -1 for none."""
    return arrays.rate(plan_, columns).ranks[None].astype(np.int8)


timed.main(prepared, rate)
