"""Times a rule on one core, from tallies in the form that suits it best."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import numpy as np
import tallies

if TYPE_CHECKING:
    from collections.abc import Callable


def main(prepared: Callable[[tallies.Tallies], Any], rate: Callable[..., Any]) -> None:
    """Print the seconds that `rate` takes for what `prepared` makes of the tallies.

    They are the core's seconds, in which no other program has a share.
    The arguments are the file of tallies, how many providers of it to rate, and the file
    to write the ratings into, a byte each. A first time does not count.
    """
    source, number, target = sys.argv[1:]
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    ready = prepared(tallies.read(Path(source), int(number)))
    rate(*ready)
    start = time.process_time()
    ratings = rate(*ready)
    print(time.process_time() - start)
    Path(target).write_bytes(np.asarray(ratings, np.int8).tobytes())
