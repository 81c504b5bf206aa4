"""`mlorg sweep`: the alternatives at many points, in the same worlds at all of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from analysis import flags

if TYPE_CHECKING:
    from analysis.study.sweep.result import Sweep


@click.command()
@flags.scenario
@flags.together(
    click.option(
        "--over",
        metavar="PATH[=RANGE]",
        multiple=True,
        help="Vary a number, as portfolio.models=[20, 40] or {from: 20, to: 80, steps: 4}; alone: "
        "over its documented range. May be repeated; takes the place of the file's sweep.over.",
    ),
    click.option(
        "--design",
        help="grid, one_at_a_time, latin_hypercube or sobol, in place of the file's.",
    ),
    click.option(
        "--points",
        metavar="NUMBER|FILE",
        help="Points of a latin_hypercube or sobol design; or a .csv or .parquet file of points.",
    ),
    flags.replications,
    flags.seed,
    flags.jobs,
    flags.cluster,
    flags.sets,
    flags.out,
    flags.force,
    flags.no_report,
    flags.quiet,
    flags.as_json,
)
@click.pass_context
def command(
    ctx: click.Context, /, scenario: str, out: Path | None, quiet: bool, **options: Any
) -> None:
    """Compare the alternatives of SCENARIO at many points of some numbers, and say where the pick
    changes.

    All points live in the same worlds. Prints what is picked where, and a table of the points;
    keeps points, replications, differences and picks in a run folder. Whatever ends it early, the
    same command goes on from there.
    """
    from analysis.report import terminal
    from analysis.study import folder
    from analysis.study.sweep import kept
    from analysis.study.sweep.plan import planned

    asked = ("over", "design", "sets", "seed", "replications")
    points = _points(options["points"])
    plan = planned(scenario, points=points, **{name: options[name] for name in asked})
    target = kept.place(plan, out, force=options["force"])
    terminal.remark(plan.base, quiet, scenario, options["sets"])
    _final(plan, quiet)
    how = {name: options[name] for name in ("jobs", "cluster", "force")}
    with terminal.progress(quiet) as report:
        sweep = kept.kept(plan, target, report=report, **how)
    try:
        _print(sweep, options["as_json"])
        terminal.tell(f"Results: {out or folder.shown(target)}", quiet)
    finally:  # also where whoever read the verdict has left: the folder is made whole
        if not options["no_report"]:
            _report(sweep, target, out or Path(folder.shown(target)), quiet)
    ctx.exit(1 if sweep.failures else 0)


def _report(sweep: Sweep, target: Path, shown: Path, quiet: bool) -> None:
    """Draws and writes the report, with the results safe in their folder already."""
    from analysis.report import terminal
    from analysis.report.html.sweep_page import write

    terminal.tell(f"Report: {shown / write(sweep, target).name}", quiet)


def _points(written: str | None) -> int | str | None:
    """A number of points, or the file of some."""
    if written is None:
        return None
    try:
        return int(written.replace("_", ""))
    except ValueError:
        return written


def _final(plan: Any, quiet: bool) -> None:
    """What capabilities would do to what is varied, and cannot, on stderr."""
    from analysis.report import terminal
    from analysis.report.overruled import overruled

    for line in () if quiet else overruled(plan):
        terminal.tell(f"remark: {line}")


def _print(sweep: Sweep, as_json: bool) -> None:
    from analysis.report import sweep_tables, sweeps, tables, terminal

    if as_json:
        click.echo(tables.as_json(document(sweep)))
        return
    for block in sweeps.blocks(sweep):
        terminal.say_block(block)
        click.echo()
    for table in sweep_tables.tables(sweep):
        tables.show(table)
        click.echo()
    for line in sweeps.footers(sweep):
        terminal.say(line)


def document(sweep: Sweep) -> dict[str, object]:
    """What `--json` prints."""
    from analysis.report import sweeps
    from analysis.study.steady import as_document
    from analysis.study.sweep import frames
    from sim.scenario.sweep_form import ONE_AT_A_TIME

    plan = sweep.plan
    names = ["points", "differences", "picks"]
    names += ["tornado"] if plan.design == ONE_AT_A_TIME else []
    return {
        "name": plan.name,
        "hash": plan.hash,
        "seed": plan.seed,
        "replications": plan.base.replications,
        "decide_on": plan.base.decide_on,
        "confidence": plan.base.confidence,
        "design": plan.design,
        "over": [
            {"parameter": axis.name, "unit": axis.unit, "low": low, "high": high}
            for axis, (low, high) in zip(plan.axes, plan.bounds, strict=True)
        ],
        "ends": [as_document(cut) for cut in sweep.lived.cuts],
        "tested": sweep.tested,
        **{name: frames.TABLES[name](sweep).to_pylist() for name in names},
        "failures": [
            {"point": point, "cell": cell, "replication": world, "error": error}
            for (point, cell, world), error in sorted(sweep.lived.errors.items())
        ],
        "sentences": [*(" ".join(block) for block in sweeps.blocks(sweep)), *sweeps.footers(sweep)],
    }
