"""What a command needs at its end, imported while its workers are at work.

Then nobody waits for it: with two workers on two cores, they share what it takes.

Only when all is imported does the command go on to its end, which would import the same. Otherwise
Ctrl-C might strike it in the midst of an import while another is under way: Python then keeps its
lock on all imports, the one under way waits for that, and the command, which writes a report
nevertheless, for the one under way: for ever.
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
    """A listener to progress that has some modules imported as soon as it hears that something is
    left: then all workers have something to do. When it hears that all is done, it waits for them.

    Args:
        modules: their names; what cannot be imported is left to whoever needs it.
        report: what hears of progress, too.
    """
    under_way: list[threading.Thread] = []

    def heard(done: int, total: int) -> None:
        if not under_way and done < total:
            under_way.append(threading.Thread(None, _import, NAME, (modules,), daemon=True))
            under_way[0].start()
        report(done, total)
        if under_way and done >= total:
            under_way[0].join()

    return heard


def _import(modules: Sequence[str]) -> None:
    for name in modules:
        with suppress(Exception):
            importlib.import_module(name)
