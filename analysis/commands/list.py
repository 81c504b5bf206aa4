"""`mlorg list`: what there is to write in a scenario."""

from __future__ import annotations

import re
from pathlib import Path
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
@click.argument("word", required=False)
@flags.as_json
def command(catalogue: str | None, word: str | None, as_json: bool) -> None:
    """List stages, capabilities, parameters, measures or scenarios; or what can be listed.

    With a WORD, the rows that have it in their name or in what they mean. With a SCENARIO in its
    place, `capabilities` lists those that it defines too. With --json, all that is known of each
    row.
    """
    from analysis.report import catalogue as known
    from analysis.report import tables

    if catalogue is None:
        rows, table = known.contents(), known.contents_table()
    else:
        rows = _rows(catalogue, word)
        table = known.table(catalogue, rows)
    if as_json:
        click.echo(tables.as_json(rows))
    else:
        tables.show(table)


def _rows(catalogue: str, word: str | None) -> list[dict[str, Any]]:
    from analysis.report import catalogue as known

    if word is None:
        return known.CATALOGUES[catalogue]()
    if _names_a_scenario(catalogue, word):
        return _with(catalogue, word)
    rows = known.CATALOGUES[catalogue]()
    found = [row for row in rows if known.has(row, word)]
    if not found:
        raise click.BadParameter(_nothing(catalogue, word, rows), param_hint="WORD")
    return found


def _names_a_scenario(catalogue: str, word: str) -> bool:
    """Whether a word is a file; or a scenario of the library, where that is not looked for."""
    from sim.scenario import library

    is_file = word.endswith((".yaml", ".yml")) or Path(word).is_file()
    return is_file or (catalogue != "scenarios" and word in library.names())


def _nothing(catalogue: str, word: str, rows: list[dict[str, Any]]) -> str:
    """That no row has a word, and which word in their names is nearest."""
    from analysis.report.words import quoted
    from sim.units import nearest

    names = [str(next(iter(row.values()))) for row in rows]
    parts = {part: None for name in names for part in re.split(r"[\W_]+", name)}
    near = nearest(word, names) or nearest(word.lower(), parts)
    meant = f"; did you mean: {near}" if near else f"; without it all {len(names)} are listed"
    return f"none of the {catalogue} has {quoted(word)} in its name or its meaning{meant}"


def _with(catalogue: str, scenario: str) -> list[dict[str, Any]]:
    """The capabilities that may be held in a scenario."""
    from analysis.report import catalogue as known
    from analysis.study.scenarios import loaded

    if catalogue != "capabilities":
        found = f"the {catalogue} are the same in every scenario: only `capabilities` takes one"
        raise click.BadParameter(found, param_hint="SCENARIO")
    return known.capabilities(loaded(scenario).world().capabilities)
