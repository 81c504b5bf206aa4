"""`mlorg report`: the report of a run again, from its folder."""

from __future__ import annotations

from pathlib import Path

import click

from analysis import flags


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

        terminal.tell(f"Report: {sweep_page.write(study, folder)}", quiet)
        return
    for line in sentences.unfinished(study):
        terminal.tell(line, quiet)
    from analysis.report.html.write import write  # draws: not before it is known that it can

    terminal.tell(f"Report: {write(study, folder)}", quiet)
