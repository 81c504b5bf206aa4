"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from sim.scenario.machine import Scenario

Command = Callable[..., Any]

scenario = click.argument("scenario")
sets = click.option(
    "--set",
    "sets",
    metavar="PATH=VALUE",
    multiple=True,
    help="Set one key of the scenario, as organisation.stage=3; may be repeated.",
)
seed = click.option("--seed", type=click.IntRange(min=0), help="Root seed, in place of the file's.")
replications = click.option(
    "--replications",
    type=click.IntRange(min=2),
    help="Worlds for every alternative, in place of the file's number.",
)
precision = click.option(
    "--precision",
    metavar="AMOUNT",
    help="In place of a number of replications: go on until half the interval of each difference "
    "to the baseline is as small, as '50 k USD / year' or '5 %'.",
)
max_replications = click.option(
    "--max-replications",
    type=int,
    help="The most worlds for every alternative, where precision is asked for.",
)
jobs = click.option(
    "--jobs",
    type=click.IntRange(min=1, max=1024),
    is_eager=True,  # --cluster looks at it
    help="Worker processes; all cores by default. The results do not depend on it.",
)


def _answering(ctx: click.Context, _: click.Parameter, address: str | None) -> str | None:
    """The address of a cluster that answers, and whose workers run this model."""
    if address is None:
        return None
    if ctx.params.get("jobs") is not None:
        raise click.UsageError(
            "--jobs are processes of this machine, --cluster is elsewhere: not both"
        )
    from analysis.report import terminal
    from analysis.study.cluster import ClusterRefusedError
    from analysis.study.connection import check

    try:
        remarks = check(address)
    except ClusterRefusedError as problem:
        raise click.BadParameter(str(problem)) from problem
    for line in remarks:
        terminal.tell(f"remark: {line}", ctx.params.get("quiet", False))
    return address


cluster = click.option(
    "--cluster",
    metavar="ADDRESS",
    callback=_answering,
    help="Run on a dask cluster: tcp://HOST:PORT of its scheduler, or its .json file.",
)
out = click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for the results; runs/<scenario>-<hash> by default.",
)
force = click.option("--force", is_flag=True, help="Let --out replace the run of another scenario.")
quiet = click.option(
    "--quiet",
    is_flag=True,
    is_eager=True,  # --cluster may have a remark
    help="No progress and no remarks on stderr.",
)
details = click.option(
    "--details", is_flag=True, help="All comparisons: p values, worlds, variance saved, all pairs."
)
wide = click.option("--wide", is_flag=True, help="Meanings too; nothing is folded to a width.")
no_report = click.option(
    "--no-report", is_flag=True, help="No report.html; `mlorg report` makes it later."
)
as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
alternative = click.option("--alternative", help="Which alternative; the baseline by default.")
context = click.option("--context", help="In which context; the first by default.")


def together(*options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    """Several options as one decorator, listed by --help in this order."""

    def decorate(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


def one_cell(scenario: Scenario, alternative: str | None, context: str | None) -> Scenario:
    """The scenario of one alternative in one context.

    Raises:
        click.BadParameter: there is no such alternative or context.
    """
    from analysis.report.words import joined, quoted
    from analysis.study.scenarios import only

    try:
        return only(scenario, alternative, context)
    except KeyError as problem:
        what, name, names = problem.args
        known = joined([quoted(one) for one in names], "or") or "there are none"
        message = f"{quoted(name)} is no {what} of this scenario: {known}"
        raise click.BadParameter(message, param_hint=f"--{what}") from None
