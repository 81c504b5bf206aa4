"""`mlorg list`: what there is to write in a scenario."""

from __future__ import annotations

from typing import Any

import click

from analysis import flags

_CATALOGUES = ("stages", "capabilities", "parameters", "measures", "scenarios")


def _catalogue(_ctx: click.Context, _param: click.Parameter, word: str | None) -> str | None:
    """A catalogue, or nothing; of another word, what was probably meant."""
    if word is None or word in _CATALOGUES:
        return word
    from analysis.report.words import joined, quoted
    from sim.units import nearest

    near = nearest(word, _CATALOGUES)
    meant = f"; did you mean: {near}" if near else ""
    raise click.BadParameter(f"{quoted(word)} is none of {joined([*_CATALOGUES])}{meant}")


@click.command()
@click.argument("catalogue", metavar="[CATALOGUE]", callback=_catalogue, required=False)
@click.argument("scenario", required=False)
@flags.as_json
def command(catalogue: str | None, scenario: str | None, as_json: bool) -> None:
    """List stages, capabilities, parameters, measures or scenarios; or what can be listed.

    With a SCENARIO, `capabilities` lists those that it defines too. With --json, all that is known
    of each row.
    """
    from analysis.report import catalogue as known
    from analysis.report import tables

    if catalogue is None:
        rows, table = known.contents(), known.contents_table()
    else:
        rows = known.CATALOGUES[catalogue]() if scenario is None else _with(catalogue, scenario)
        table = known.table(catalogue, rows)
    if as_json:
        click.echo(tables.as_json(rows))
    else:
        tables.show(table)


def _with(catalogue: str, scenario: str) -> list[dict[str, Any]]:
    """The capabilities that may be held in a scenario."""
    from analysis.report import catalogue as known
    from analysis.study.scenarios import loaded

    if catalogue != "capabilities":
        found = f"the {catalogue} are the same in every scenario: only `capabilities` takes one"
        raise click.BadParameter(found, param_hint="SCENARIO")
    return known.capabilities(loaded(scenario).world().capabilities)
