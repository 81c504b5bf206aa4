"""Talking to whoever sits at the terminal: progress and messages on stderr, data on stdout."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from analysis.study.replicate import Report

if TYPE_CHECKING:
    from pathlib import Path

    from sim.scenario.machine import Scenario

_COARSE_SECONDS = 5.0
"""How often a line tells of progress where there is no terminal to draw a bar on."""


@contextmanager
def progress(quiet: bool) -> Iterator[Report]:
    """What to report progress to: a bar on a terminal, else a line now and then, on stderr."""
    if quiet:
        yield _silent
    elif sys.stderr.isatty():
        with _bar() as report:
            yield report
    else:
        yield _coarse()


def tell(message: str, quiet: bool = False) -> None:
    """A line on stderr, unless it should be quiet; control characters are shown, not sent."""
    from sim.scenario.errors import printable

    if not quiet:
        sys.stderr.write(printable(message, 2000) + "\n")


def remark(scenario: Scenario, quiet: bool, source: str | Path, sets: Sequence[str]) -> None:
    """What is odd about a scenario, though no mistake, on stderr: "remark: ...".

    Args:
        scenario: what was read.
        quiet: nothing is said.
        source: from where it was read, so that remarks can name lines.
        sets: what the command line has set.
    """
    from functools import cache, partial

    from sim.scenario.loading import places_in
    from sim.scenario.remarking import remarks

    find = cache(partial(places_in, source, sets))
    for line in () if quiet else remarks(scenario, find):
        tell(f"remark: {line}")


def say_block(lines: Sequence[str]) -> None:
    """A heading line on stdout, and what belongs to it in lines that begin with a dash."""
    head, *points = lines
    say(head)
    for point in points:
        _say_point(point)


def _say_point(point: str) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from sim.scenario.errors import printable

    if not sys.stdout.isatty():
        say(f"- {point}")
        return
    grid = Table.grid(padding=(0, 1))  # lines after the first begin under the first's text
    grid.add_row("-", Text(printable(point, 10_000)))
    Console(highlight=False).print(grid)


def say(sentence: str) -> None:
    """A paragraph on stdout, wrapped to a terminal's width; on one line elsewhere."""
    from rich.console import Console
    from rich.text import Text

    from sim.scenario.errors import printable

    safe = printable(sentence, 10_000)
    if sys.stdout.isatty():
        Console(highlight=False).print(Text(safe))
    else:
        sys.stdout.write(safe + "\n")


def _silent(_done: int, _total: int) -> None:
    return


@contextmanager
def _bar() -> Iterator[Report]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = "replications", BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("replications", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _coarse() -> Report:
    last = time.monotonic()

    def report(done: int, total: int) -> None:
        nonlocal last
        if time.monotonic() - last >= _COARSE_SECONDS:
            last = time.monotonic()
            sys.stderr.write(f"{done} of {total} replications\n")

    return report
