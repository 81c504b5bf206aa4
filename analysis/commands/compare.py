"""`mlorg compare`: every alternative in the same worlds, and a verdict."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from analysis import flags

if TYPE_CHECKING:
    from analysis.study.compare import Study

_VERDICT = ("analysis.study.sequential", "pyarrow.parquet", "analysis.report.compact", "rich.table")
_REPORT = ("analysis.report.html.write", "matplotlib.backends.backend_svg")
"""What takes longest to import of what is needed behind the replications."""


@click.command()
@flags.scenario
@flags.together(
    flags.replications,
    flags.precision,
    flags.max_replications,
    flags.seed,
    flags.jobs,
    flags.cluster,
    flags.sets,
    flags.out,
    flags.force,
    flags.details,
    flags.no_report,
    flags.quiet,
    flags.as_json,
)
@click.pass_context
def command(
    ctx: click.Context, /, scenario: str, out: Path | None, quiet: bool, **options: Any
) -> None:
    """Run all alternatives of SCENARIO in the same worlds, and say which to pick.

    Prints the verdict, then a table or two for each context; keeps the replications in a run
    folder, with a report and its pictures. Whatever ends it early, the same command goes on from
    there; with more --replications, too.
    """
    from analysis.report import terminal
    from analysis.study import ahead, folder
    from analysis.study.compare import REPEAT
    from analysis.study.opened import kept
    from analysis.study.replicate import cores
    from analysis.study.scenarios import loaded

    asked = ("sets", "seed", "replications", "precision", "max_replications")
    wanted = {name: options[name] for name in asked}
    ready = loaded(scenario, **wanted)
    target = folder.place(ready, out, force=options["force"])
    terminal.remark(ready, quiet, scenario, options["sets"])
    how = {name: options[name] for name in ("jobs", "cluster", "force")}
    with terminal.progress(quiet) as report:
        if options["cluster"] or (options["jobs"] or cores()) > 1:
            needed = _VERDICT if options["no_report"] else (*_VERDICT, *_REPORT)
            report = ahead.importing(needed, report)
        study = kept(ready, target, REPEAT, report=report, **how)
    try:
        _print(study, options["as_json"], options["details"])
        terminal.tell(f"Results: {out or folder.shown(target)}", quiet)
    finally:  # also where whoever read the verdict has left: the folder is made whole
        if not options["no_report"]:
            _report(study, target, out or Path(folder.shown(target)), quiet)
    ctx.exit(1 if study.failures else 0)


def _report(study: Study, target: Path, shown: Path, quiet: bool) -> None:
    """Draws and writes the report, with the results safe in their folder already."""
    from analysis.report import terminal
    from analysis.report.html.write import write

    terminal.tell(f"Report: {shown / write(study, target).name}", quiet)


def _print(study: Study, as_json: bool, details: bool) -> None:
    from analysis.report import compact, sentences, tables, terminal

    if as_json:
        click.echo(tables.as_json(document(study)))
        return
    for block in sentences.blocks(study):
        terminal.say_block(block)
        click.echo()
    for table in (*compact.tables(study), *(tables.differences(study) if details else ())):
        tables.show(table)
        click.echo()
    for line in sentences.footers(study):
        terminal.say(line)


def _picks(study: Study) -> list[dict[str, object]]:
    return [
        {
            "context": pick.context,
            "looks_best": pick.best,
            "supported": pick.supported,
            "selected": pick.selected,
            "screened_out": dict(pick.course.out) if pick.course else {},
            "looks": list(pick.course.looks) if pick.course else [],
            "ended": pick.course is None or pick.course.ended,
            "undecided_against": [one.reference for one in pick.open],
        }
        for pick in study.picks
    ]


def document(study: Study) -> dict[str, object]:
    """What `--json` prints."""
    from dataclasses import asdict

    from analysis.report import sentences
    from analysis.study.comparisons import rows
    from analysis.study.steady import as_document

    return {
        "name": study.scenario.name,
        "hash": study.scenario.hash,
        "seed": study.scenario.seed,
        "replications": study.scenario.replications,
        "decide_on": study.scenario.decide_on,
        "confidence": study.scenario.confidence,
        "ends": as_document(study.cut),
        "differences": rows(study),
        "ranking": [asdict(row) for pick in study.picks for row in pick.standings],
        "picks": _picks(study),
        "picks_with_terminal_value": _picks(study.with_terminal) if study.with_terminal else [],
        "failures": [
            {
                "alternative": study.place(one)[1],
                "context": study.place(one)[0],
                "replication": one.replication,
                "seed": study.scenario.seed,
                "error": one.error,
            }
            for one in study.failures
        ],
        "sentences": sentences.verdict(study),
    }
