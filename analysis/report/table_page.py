"""docs/tables.md: what every table holds, from the schemas that the tables are held to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from analysis.schemas import SCHEMAS, Column, Schema

STUDY: Final[Mapping[str, str]] = {
    "study.runs": "runs",
    "study.timeline": "timeline",
    "study.time": "all time",
    "study.flow": "all flow",
    "study.milestones": "all milestones",
    "study.incidents": "all incidents",
    "study.differences()": "differences",
    "study.ranking()": "ranking",
}
"""Tables of a study: how a reader gets one, and the name of its schema."""
HISTORY: Final[Mapping[str, str]] = {
    "frames.measures": "measures",
    "frames.timeline": "quarters",
    "frames.time": "time",
    "frames.flow": "flow",
    "frames.value": "value",
    "frames.money": "money",
    "frames.models": "models",
    "frames.incidents": "incidents",
}
"""Tables of one replication."""
SWEEP: Final[Mapping[str, str]] = {
    "sweep.points": "sweep points",
    "sweep.runs": "sweep runs",
    "sweep.differences()": "sweep differences",
    "sweep.picks()": "sweep picks",
    "sweep.tornado()": "sweep tornado",
}
"""Tables of a sweep."""
STORED: Final = ("runs", "timeline", "time", "flow", "milestones", "incidents")
"""Tables of a study that its run folder holds, as Parquet files of these names."""

_HEAD = """\
# Tables

What `analysis` hands out as pandas DataFrames, and run folders hold as Parquet files. Kinds,
missing values and keys are checked whenever a table is made: one that is not as described here is
refused. The schema of the Parquet files says units and meanings, too. Days are working days, a year
has 252 of them, and currency is that of the scenario. Every DataFrame is made for whoever asks for
it: to change it changes no study.
"""
_STUDY = """\
## Of a study

`study = analysis.compare(...)`, or `analysis.load(folder)` for one that is stored.
"""
_HISTORY = """\
## Of one replication

`frames = analysis.frames(sim.simulate(scenario, incidents=True))`.
"""
_SWEEP = """\
## Of a sweep

`sweep = analysis.sweep(...)`: the same for many points of some parameters.
"""


def page() -> str:
    """docs/tables.md."""
    of_study = [_table(place, _file(place), SCHEMAS[name]) for place, name in STUDY.items()]
    of_history = [_table(place, "", SCHEMAS[name]) for place, name in HISTORY.items()]
    of_sweep = [_table(place, "", SCHEMAS[name]) for place, name in SWEEP.items()]
    return "\n".join([_HEAD, _STUDY, *of_study, _HISTORY, *of_history, _SWEEP, *of_sweep])


def _file(place: str) -> str:
    name = place.removeprefix("study.")
    return f"{name}.parquet" if name in STORED else ""


def _table(place: str, file: str, schema: Schema) -> str:
    title = f"### `{place}`" + (f", `{file}`" if file else "")
    keys = ", ".join(f"`{name}`" for name in schema.key)
    alone = f" No two rows have the same {keys}." if keys else ""
    head = "| column | kind | unit | meaning | no value |\n| --- | --- | --- | --- | --- |\n"
    rows = "".join(map(_column, schema.columns))
    return f"{title}\n\nA row is {schema.row}.{alone}\n\n{head}{rows}"


def _column(column: Column) -> str:
    cells = (f"`{column.name}`", column.kind, column.unit, column.meaning, column.missing)
    return f"| {' | '.join(cells)} |\n"
