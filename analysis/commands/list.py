"""`mlorg list`: what there is to write in a scenario."""

from __future__ import annotations

import click

from analysis import flags

_CATALOGUES = ("stages", "capabilities", "parameters", "measures", "scenarios")


@click.command()
@click.argument("catalogue", type=click.Choice(_CATALOGUES), required=False)
@flags.as_json
def command(catalogue: str | None, as_json: bool) -> None:
    """List stages, capabilities, parameters, measures or scenarios; or what can be listed.

    With --json, all that is known of each row.
    """
    from analysis.report import catalogue as known
    from analysis.report import tables

    if as_json:
        rows = known.CATALOGUES[catalogue]() if catalogue else known.contents()
        click.echo(tables.as_json(rows))
    else:
        tables.show(known.table(catalogue) if catalogue else known.contents_table())
