"""`mlorg run`: one organisation, and what happened to it quarter by quarter."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from analysis import flags

if TYPE_CHECKING:
    from analysis.study.compare import Study
    from analysis.study.replicate import Report
    from sim.scenario import Scenario

DEFAULT_REPLICATIONS = 30


@click.command()
@flags.scenario
@flags.together(
    flags.alternative,
    flags.context,
    flags.replications,
    click.option(
        "--replication",
        type=click.IntRange(min=0),
        help="Only the world of this number, from 0, as `runs.parquet` counts them.",
    ),
    flags.seed,
    flags.jobs,
    flags.cluster,
    flags.sets,
    flags.out,
    flags.force,
    click.option("--events", is_flag=True, help="Keep every event, in events.jsonl."),
    click.option(
        "--details", is_flag=True, help="Every measure from day 0 to the horizon; every quarter."
    ),
    flags.quiet,
    flags.as_json,
)
@click.pass_context
def command(ctx: click.Context, /, **options: Any) -> None:
    """Run one alternative of SCENARIO, and say what happened quarter by quarter.

    Tables are means over worlds; the story is that of one world, one possible history.
    """
    if options["replication"] is not None and options["replications"] is not None:
        raise click.UsageError("--replication is one world, --replications are many: not both")
    from analysis.report import terminal
    from analysis.study import folder

    ready = _ready(options)
    first: int | None = options["replication"]
    target = folder.place(ready, options["out"], first, force=options["force"])
    terminal.remark(ready, options["quiet"], options["scenario"], options["sets"])
    with terminal.progress(options["quiet"]) as report:
        study = _lived(ready, target, first, options, report)
    _print(study, options["as_json"], options["details"])
    terminal.tell(f"Results: {options['out'] or folder.shown(target)}", options["quiet"])
    ctx.exit(1 if study.failures else 0)


def _ready(options: dict[str, Any]) -> Scenario:
    """The scenario of one cell."""
    from analysis.study.scenarios import loaded

    whole = loaded(
        options["scenario"],
        sets=options["sets"],
        seed=options["seed"],
        replications=options["replications"] or DEFAULT_REPLICATIONS,
    )
    return flags.one_cell(whole, options["alternative"], options["context"])


def _lived(
    ready: Scenario, target: Path, world: int | None, options: dict[str, Any], report: Report
) -> Study:
    from analysis.study.journal import Keeps
    from analysis.study.opened import kept

    command = _repeat(ready.replications, world, options["events"])
    keeps = Keeps(incidents=True, events=options["events"])
    how = {name: options[name] for name in ("jobs", "cluster", "force")}
    return kept(ready, target, command, world=world, keeps=keeps, report=report, **how)


def _repeat(replications: int, first: int | None, events: bool) -> list[str]:
    command = ["mlorg", "run", "scenario.yaml"]
    if first is None:
        command += ["--replications", str(replications)]
    else:
        command += ["--replication", str(first)]
    return command + (["--events"] if events else [])


def _print(study: Study, as_json: bool, details: bool) -> None:
    from analysis.report import by_role, history, story, tables, terminal

    if as_json:
        click.echo(tables.as_json(history.document(study)))
        return
    for line in story.opening(study.scenario):
        terminal.say(line)
    names = history.names(study)
    time = story.time_table(history.means_by_quarter(study), names)
    roles = by_role.table(study)
    more = [history.totals(study)] if details else []
    for table in (history.quarters(study), time, roles, *more):
        click.echo()
        tables.show(table)
    for sentence in ("", story.introduction(study), *story.told(study, names, whole=details)):
        terminal.say(sentence)
    for sentence in history.sentences(study):
        click.echo()
        terminal.say(sentence)
