"""`mlorg check`: only the mistakes."""

from __future__ import annotations

from typing import Any

import click

from analysis import flags


@click.command()
@click.argument("scenarios", metavar="SCENARIO...", nargs=-1, required=True)
@flags.together(flags.sets, flags.quiet, flags.as_json)
@click.pass_context
def command(
    ctx: click.Context,
    scenarios: tuple[str, ...],
    sets: tuple[str, ...],
    quiet: bool,
    as_json: bool,
) -> None:
    """Report every mistake of scenarios, with its place, and run nothing."""
    from analysis.report import tables

    found = {name: _mistakes(name, sets, quiet) for name in scenarios}
    if as_json:
        click.echo(tables.as_json([{"scenario": n, "mistakes": m} for n, m in found.items()]))
    else:
        _print(found, quiet)
    ctx.exit(2 if any(found.values()) else 0)


def _mistakes(name: str, sets: tuple[str, ...], quiet: bool) -> list[dict[str, Any]]:
    from dataclasses import asdict

    from analysis.report import terminal
    from sim.scenario import ScenarioErrors, load

    try:
        terminal.remark(load(name, sets), quiet, name, sets)
        _sweep(name, sets)
    except ScenarioErrors as errors:
        return [{**asdict(one), "text": str(one)} for one in errors.mistakes]
    return []


def _sweep(name: str, sets: tuple[str, ...]) -> None:
    """Looks at every point of a scenario's sweep, if it has one."""
    from sim.scenario.layers import gather
    from sim.scenario.sweeping import KEY

    if KEY in gather(name, sets).file.entries:
        from analysis.study.sweep.plan import planned

        planned(name, sets=sets)


def _print(found: dict[str, list[dict[str, Any]]], quiet: bool) -> None:
    from sim.scenario.errors import printable

    for name, mistakes in found.items():
        for mistake in mistakes:
            click.echo(printable(mistake["text"], 1000), err=True)
        if not mistakes and not quiet:
            click.echo(f"{printable(name)}: no mistakes")
