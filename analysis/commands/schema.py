"""`mlorg schema`: the JSON Schema of scenario files."""

from __future__ import annotations

import click


@click.command()
def command() -> None:
    """Print the JSON Schema of scenario files, for editors."""
    import json

    from sim.scenario import json_schema

    click.echo(json.dumps(json_schema(), indent=2))
