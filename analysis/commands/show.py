"""`mlorg show`: the resolved scenario, nothing left implicit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from analysis import flags

if TYPE_CHECKING:
    from sim.scenario.machine import Scenario


@click.command()
@flags.scenario
@flags.together(flags.alternative, flags.context, flags.seed, flags.sets, flags.wide, flags.as_json)
def command(
    scenario: str,
    alternative: str | None,
    context: str | None,
    seed: int | None,
    sets: tuple[str, ...],
    wide: bool,
    as_json: bool,
) -> None:
    """Print SCENARIO resolved: stage, what is held, who does what, and every parameter.

    Every parameter comes with its value, unit, range and source, and with where the value comes
    from: the model's default, the capabilities that act on it, or the scenario. What investments
    change once they are built is listed for all alternatives, or for the one that is asked for.
    """
    from analysis.report import once_built, resolved, tables
    from analysis.study.scenarios import loaded

    whole = loaded(scenario, sets=sets, seed=seed)
    ready = flags.one_cell(whole, alternative, context)
    if as_json:
        built = {"once_built": once_built.document(ready)}
        click.echo(tables.as_json({**resolved.document(ready), **built}))
    else:
        _print(whole, ready, wide, whole if alternative is None else ready)


def _print(whole: Scenario, ready: Scenario, wide: bool, building: Scenario) -> None:
    from analysis.report import defined, once_built, resolved, tables, terminal, ways
    from analysis.report.planned import budget, invested, planned
    from analysis.report.words import quoted

    for line in (*resolved.summary(ready), *resolved.others(whole, ready)):
        terminal.say(line)
    for change in planned(ready):
        terminal.say(f"planned change {quoted(change.name)}: {change}")
    investments = invested(ready)
    for investment in investments:
        terminal.say(str(investment))
    if investments:
        terminal.say(f"investment budget: {budget(ready)}")
    way = ways.of_world(ready.cells[0].world)
    differing, steps = resolved.differing(ready), resolved.steps(ready, wide=wide)
    own = defined.table(ready)
    built = once_built.table(building, ready.cells[0].context)
    for table in (own, way, built, differing, steps, resolved.parameters(ready, wide=wide)):
        if table.rows:
            click.echo()
            tables.show(table)
