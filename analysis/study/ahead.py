"""What a command needs at its end, imported while its workers are at work.

Then nobody waits for it: with two workers on two cores, they share what it takes.
"""

from __future__ import annotations

import importlib
import threading
from collections.abc import Sequence
from contextlib import suppress

from analysis.study.replicate import Report

NAME = "imports"
"""Of the thread that does it."""


def importing(modules: Sequence[str], report: Report) -> Report:
    """A listener to progress that has some modules imported as soon as it hears anything: then all
    workers have something to do.

    Args:
        modules: their names; what cannot be imported is left to whoever needs it.
        report: what hears of progress, too.
    """
    begun = threading.Event()

    def heard(done: int, total: int) -> None:
        if not begun.is_set():
            begun.set()
            threading.Thread(None, _import, NAME, (modules,), daemon=True).start()
        report(done, total)

    return heard


def _import(modules: Sequence[str]) -> None:
    for name in modules:
        with suppress(Exception):
            importlib.import_module(name)
