"""`mlorg report`: the report of a run again, from its folder."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from analysis import flags
from analysis.study.errors import FolderError

_NO_ROOM = errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@flags.quiet
def command(folder: Path, quiet: bool) -> None:
    """Write report.html and figures/ of the run folder FOLDER again, from its stored results.

    Nothing is simulated; the same results give the same bytes. Of a study that has not ended it is
    the report of what has been lived so far.
    """
    from analysis.report import sentences, terminal
    from analysis.study import stored
    from analysis.study.sweep.result import Sweep

    study = stored.load(folder)
    if isinstance(study, Sweep):
        from analysis.report.html import sweep_page

        with _allowed(folder):
            page = sweep_page.write(study, folder)
        terminal.tell(f"Report: {page}", quiet)
        return
    for line in sentences.unfinished(study):
        terminal.tell(line, quiet)
    from analysis.report.html.write import write  # draws: not before it is known that it can

    with _allowed(folder):
        page = write(study, folder)
    terminal.tell(f"Report: {page}", quiet)


@contextmanager
def _allowed(folder: Path) -> Iterator[None]:
    """Whoever may not write there is told so of the folder, as `compare` does, and not of a file
    that nobody has heard of. A disk that is full or broken is no wrong input."""
    try:
        yield
    except OSError as problem:
        if problem.errno in _NO_ROOM:
            raise
        why = f"nothing can be written there: {problem.strerror}"
        raise FolderError(f"{folder}: {why}") from None
