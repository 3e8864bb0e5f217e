"""One at a time: whoever changes a file waits for whoever is changing it."""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager
from contextlib import suppress
from typing import TYPE_CHECKING

from engine.diagnostics import Invalid
from engine.diagnostics import Place
from engine.rounds.write_findings import CannotWrite
from engine.rounds.write_findings import Locked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ATTEMPTS = 600
PAUSE = 1 / 20
"""Seconds between two attempts to have a file for oneself."""


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Nobody else who asks for the same file has it meanwhile.

    A program that is stopped lets go of it, whatever stopped it. Raises Invalid where
    somebody else keeps it for long, or the folder cannot be written to.
    """
    lock = path.with_name(f".{path.name}.lock")
    held = _taken(lock)
    try:
        yield
    finally:
        with suppress(OSError):
            lock.unlink()
        os.close(held)


def _taken(lock: Path) -> int:
    """A descriptor of the lock, which is held as long as that is open."""
    for _ in range(ATTEMPTS):
        try:
            descriptor = os.open(lock, os.O_CREAT | os.O_RDWR)
        except OSError as error:
            raise Invalid([CannotWrite(Place(str(lock.parent)))]) from error
        if _is_held(descriptor) and _is_still(lock, descriptor):
            return descriptor
        os.close(descriptor)
        time.sleep(PAUSE)
    raise Invalid([Locked(Place(str(lock)))])


def _is_held(descriptor: int) -> bool:
    """Whether nobody else holds the file, so that it is held now."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _is_still(lock: Path, descriptor: int) -> bool:
    """Whether the file is still there, and was not taken away by who had it before."""
    try:
        return os.path.samestat(lock.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False
