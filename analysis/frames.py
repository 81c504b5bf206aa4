"""Histories and studies as tables, each column with its unit and its meaning.

Every table exists once, as an Arrow table whose schema carries unit and meaning; Parquet files and
DataFrames are made of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from analysis.study.compare import Study
    from sim.history import History
    from sim.ledgers.incidents import IncidentRow


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its kind ("text", "integer" or "number"), unit ("" if none), meaning."""

    name: str
    kind: str
    unit: str
    meaning: str


_CELL = (
    Column("context", "text", "", "circumstances of the comparison; null if the study has none"),
    Column("alternative", "text", "", "name of the alternative"),
    Column("replication", "integer", "", "number of the world, from 0: the same in all cells"),
)
_QUARTER = Column("quarter", "integer", "quarters", "quarter after day 0, from 1; 63 working days")

INCIDENT = (
    Column("kind", "text", "", "what went wrong"),
    Column("model", "integer", "", "number of the model; negative: live before history began"),
    Column("onset", "number", "working days", "when it began, after day 0; negative: before it"),
    Column("detected", "number", "working days", "when somebody noticed; null: nobody has"),
    Column("resolved", "number", "working days", "when it was over; null: it is not"),
    Column("effort_data_scientist", "number", "person-days", "work to find and mend it"),
    Column("effort_it_engineer", "number", "person-days", "work to find and mend it"),
    Column("value_lost", "number", "currency", "value that it cost up to the horizon, all told"),
    Column(
        "value_lost_elsewhere", "number", "currency", "of that, at models that feed on this one"
    ),
    Column("cause", "text", "", "what that value is charged to where it began: see value_lost_*"),
)
"""Columns of an incident. What happened before day 0 is in them, and in no measure."""

RUNS = (
    *_CELL,
    Column("seed", "integer", "", "root seed of the study"),
    Column("error", "text", "", "why the replication failed; null if it did not"),
)
"""Columns of `runs`; one more for each measure follows, null where a world does not have it."""

SCHEMAS: Mapping[str, tuple[Column, ...]] = {
    "runs": RUNS,
    "timeline": (
        *_CELL,
        _QUARTER,
        Column("measure", "text", "", "name of the measure"),
        Column("value", "number", "the measure's", "the measure in this quarter"),
    ),
    "measures": (
        Column("measure", "text", "", "name of the measure"),
        Column("unit", "text", "", "its unit"),
        Column("value", "number", "the measure's", "from day 0 to the horizon; null: not reached"),
    ),
    "quarters": (
        _QUARTER,
        Column("measure", "text", "", "name of the measure"),
        Column("value", "number", "the measure's", "the measure in this quarter"),
    ),
    "time": (
        _QUARTER,
        Column("role", "text", "", "data_scientist or it_engineer"),
        Column("kind", "text", "", "what the time went into"),
        Column("days", "number", "person-days", "time of all people of the role"),
    ),
    "flow": (
        _QUARTER,
        Column("item_kind", "text", "", "kind of item"),
        Column("step", "text", "", "step of its path"),
        Column("state", "text", "", "working or waiting"),
        Column("resource", "text", "", "for whom or what; empty if nobody"),
        Column("count", "integer", "items", "items that entered the step"),
        Column("days", "number", "item-days", "time of all items in this step and state"),
    ),
    "all time": (
        *_CELL,
        Column("role", "text", "", "data_scientist or it_engineer"),
        Column("kind", "text", "", "what the time went into, from day 0 to the horizon"),
        Column("days", "number", "person-days", "time of all people of the role"),
    ),
    "all flow": (
        *_CELL,
        Column("item_kind", "text", "", "kind of item"),
        Column("step", "text", "", "step of its path; of those that ended: how"),
        Column("state", "text", "", "working, waiting or ended, from day 0 to the horizon"),
        Column("resource", "text", "", "for whom or what; empty if nobody"),
        Column("count", "integer", "items", "items that entered the step, or ended so"),
        Column("days", "number", "item-days", "time of all items in this step and state"),
    ),
    "all milestones": (
        *_CELL,
        Column("what", "text", "", "begun, built, adopted by all, or stage"),
        Column("name", "text", "", "of which capability, or which stage"),
        Column("at", "number", "working days", "when, after day 0; negative: before it"),
    ),
    "value": (
        _QUARTER,
        Column("account", "text", "", "potential, delivered, or the cause of a loss"),
        Column("amount", "number", "currency", "potential is the sum of all others"),
    ),
    "incidents": INCIDENT,
    "all incidents": (*_CELL, *INCIDENT),
    "models": (
        Column("model", "integer", "", "number of the model; negative: live before history began"),
        Column("live_since", "number", "working days", "when it went live, after day 0"),
        Column("data_date", "number", "working days", "how new its training data are, after day 0"),
        Column("worth", "number", "currency / year", "what it would deliver if nothing were wrong"),
        Column("quality", "number", "share", "share of its worth that it delivers at the horizon"),
        Column("decay", "number", "share / year", "how fast that falls with age, as an exponent"),
        Column("terminal_value", "number", "currency", "what it would still earn; null: no end"),
    ),
}
"""What every table holds."""


@dataclass(frozen=True, slots=True)
class Frames:
    """One replication as DataFrames; `SCHEMAS` says what their columns are."""

    measures: pd.DataFrame
    timeline: pd.DataFrame
    time: pd.DataFrame
    flow: pd.DataFrame
    value: pd.DataFrame
    models: pd.DataFrame
    """The models that are live at the horizon."""
    incidents: pd.DataFrame
    """Without rows unless the history was simulated with `incidents` or `events`."""


def frames(history: History) -> Frames:
    """The ledgers and measures of one replication as tidy DataFrames, times in working days."""
    from sim.measures import MEASURES
    from sim.units import TICKS_PER_DAY

    def in_days(rows: Iterable[Sequence[Any]]) -> list[tuple[Any, ...]]:
        return [(*row[:-1], row[-1] / TICKS_PER_DAY) for row in rows]

    measures = [(name, MEASURES[name].unit, value) for name, value in history.measures.items()]
    return Frames(
        as_frame(table("measures", measures)),
        as_frame(table("quarters", history.timeline)),
        as_frame(table("time", in_days(history.time))),
        as_frame(table("flow", in_days(history.flow))),
        as_frame(table("value", history.value)),
        as_frame(table("models", _models(history))),
        as_frame(table("incidents", map(_incident, history.incidents or ()))),
    )


def _models(history: History) -> Iterator[tuple[Any, ...]]:
    from sim.units import TICKS_PER_DAY

    end = history.run_off
    for one in end.models:
        terminal = end.value(one)
        yield (
            one.entity,
            one.born / TICKS_PER_DAY,
            one.data_date / TICKS_PER_DAY,
            one.worth / 100,
            one.quality,
            one.decay,
            None if terminal is None else terminal / 100,
        )


def _incident(row: IncidentRow) -> tuple[Any, ...]:
    from sim.ledgers.causes import CAUSE
    from sim.ledgers.value import GRAIN
    from sim.measures.window import CENT_TICKS
    from sim.units import TICKS_PER_DAY
    from sim.vocabulary import ROLES

    effort = dict(row.effort)
    moments = (row.onset, row.detected, row.resolved)
    return (
        row.kind,
        row.entity,
        *(None if at is None else at / TICKS_PER_DAY for at in moments),
        *(effort.get(role, 0) / TICKS_PER_DAY for role in ROLES),
        row.lost / (GRAIN * CENT_TICKS),
        row.elsewhere / (GRAIN * CENT_TICKS),
        CAUSE[row.kind],
    )


def as_frame(rows: pa.Table) -> pd.DataFrame:
    """An Arrow table as a DataFrame; null numbers are NaN."""
    frame: pd.DataFrame = rows.to_pandas()
    return frame


def table(name: str, rows: Iterable[Sequence[Any]], more: Sequence[Column] = ()) -> pa.Table:
    """Rows as the Arrow table `name` of `SCHEMAS`, with `more` columns behind its own."""
    import pyarrow as pa

    schema = _arrow((*SCHEMAS[name], *more))
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    arrays = [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)


def runs(study: Study) -> pa.Table:
    """A row for each replication of each cell, failed ones included."""
    from sim.measures import MEASURES

    names = tuple(MEASURES)
    seed = study.scenario.seed
    rows = [
        (*study.place(one), seed, one.error, *(one.measures.get(name) for name in names))
        for one in study.outcomes
    ]
    measures = [Column(m.name, "number", study.unit(m.name), m.meaning) for m in MEASURES.values()]
    return table("runs", rows, measures)


def timeline(study: Study) -> pa.Table:
    """The measures of each replication quarter by quarter, in long form."""
    rows = [(*study.place(one), *row) for one in study.outcomes for row in one.timeline]
    return table("timeline", rows)


def time(study: Study) -> pa.Table:
    """What people's time went into, in each replication as a whole."""
    return table("all time", _in_days(study, "time"))


def flow(study: Study) -> pa.Table:
    """The paths of items, in each replication as a whole."""
    return table("all flow", _in_days(study, "flow"))


def milestones(study: Study) -> pa.Table:
    """What has become of the investments, in each replication."""
    from sim.units import TICKS_PER_DAY

    rows = (
        (*study.place(one), step.what, step.name, step.at / TICKS_PER_DAY)
        for one in study.outcomes
        for step in one.milestones
    )
    return table("all milestones", rows)


def _in_days(study: Study, field: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a field of all outcomes, the ticks at their end as days."""
    from sim.units import TICKS_PER_DAY

    for one in study.outcomes:
        for row in getattr(one, field):
            yield (*study.place(one), *row[:-1], row[-1] / TICKS_PER_DAY)


def incidents(study: Study) -> pa.Table:
    """A row for each incident of each replication, if the study keeps them."""
    rows = ((*study.place(one), *_incident(row)) for one in study.outcomes for row in one.incidents)
    return table("all incidents", rows)


def _arrow(columns: Sequence[Column]) -> pa.Schema:
    import pyarrow as pa

    kinds = {"text": pa.string(), "integer": pa.int64(), "number": pa.float64()}
    return pa.schema(
        [
            pa.field(c.name, kinds[c.kind], metadata={"unit": c.unit, "meaning": c.meaning})
            for c in columns
        ]
    )
