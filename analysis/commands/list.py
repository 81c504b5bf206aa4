"""`mlorg list`: what there is to write in a scenario."""

from __future__ import annotations

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
