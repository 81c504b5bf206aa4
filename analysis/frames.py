"""Histories and studies as tables, each column with its unit and its meaning.

Every table exists once, as an Arrow table whose schema carries unit and meaning; Parquet files and
DataFrames are made of it. A table that is not what `analysis.schemas` says is refused here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from analysis.schemas import SCHEMAS, Column

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from analysis.arrow import Values
    from analysis.study.compare import Study
    from analysis.study.moments import Array
    from sim.history import History
    from sim.ledgers.incidents import IncidentRow


class SchemaError(ValueError):
    """A table is not what its schema says: a mistake in mlorg, and none of its user."""


@dataclass(frozen=True, slots=True)
class Frames:
    """One replication as DataFrames; `SCHEMAS` says what their columns are."""

    measures: pd.DataFrame
    timeline: pd.DataFrame
    time: pd.DataFrame
    flow: pd.DataFrame
    value: pd.DataFrame
    money: pd.DataFrame
    models: pd.DataFrame
    """The models that are live at the horizon."""
    incidents: pd.DataFrame
    """Without rows unless the history was simulated with `incidents` or `events`."""


def frames(history: History) -> Frames:
    """The ledgers and measures of one replication as tidy DataFrames, times in working days."""
    from sim.measures import MEASURES
    from sim.units import TICKS_PER_DAY

    spent = ((*row[:-1], row[-1] / TICKS_PER_DAY) for row in history.time)
    measures = [(name, MEASURES[name].unit, value) for name, value in history.measures.items()]
    return Frames(
        as_frame(table("measures", measures)),
        as_frame(table("quarters", history.timeline)),
        as_frame(table("time", spent)),
        as_frame(table("flow", _merged(history.flow))),
        as_frame(table("value", history.value)),
        as_frame(table("money", history.money)),
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


def of_study(study: Study, name: str) -> pd.DataFrame:
    """A table of a study as a DataFrame of its own for whoever asks; `name` as in this module."""
    made: dict[str, Callable[[Study], pa.Table]] = {
        "runs": runs, "timeline": timeline, "time": time, "flow": flow, "milestones": milestones,
        "incidents": incidents, "differences": differences, "ranking": ranking,
    }  # fmt: skip
    kept: dict[str, pa.Table] = vars(study).setdefault("_tables", {})  # as cached_property does
    if name not in kept:
        kept[name] = made[name](study)
    return as_frame(kept[name])


def as_frame(rows: pa.Table) -> pd.DataFrame:
    """An Arrow table as a DataFrame; missing numbers are NaN, missing whole numbers pd.NA."""
    frame: pd.DataFrame = rows.to_pandas()
    for field in rows.schema:
        if field.nullable and str(field.type) == "int64":  # else its kind would hang on its values
            frame[field.name] = frame[field.name].astype("Int64")
    return frame


def table(name: str, rows: Iterable[Sequence[Any]], more: Sequence[Column] = ()) -> pa.Table:
    """Rows as the Arrow table `name` of `SCHEMAS`, with `more` columns behind its own.

    NaN in a column of numbers is a missing value.

    Raises:
        SchemaError: a value is of another kind, is missing where it must not, or two rows have the
            same key.
    """
    found, schema = list(zip(*rows, strict=True)), SCHEMAS[name]
    made = _made(name, found or [()] * len((*schema.columns, *more)), more)
    key = [found[schema.names.index(column)] for column in schema.key] if found else []
    _refuse_twins(name, made, len(set(zip(*key, strict=True))))
    return made


def _made(
    name: str, found: Sequence[Values | Array | pa.Array], more: Sequence[Column] = ()
) -> pa.Table:
    """Columns as a table, if each is of its kind."""
    import pyarrow as pa

    columns = (*SCHEMAS[name].columns, *more)
    if len(found) != len(columns):
        raise SchemaError(f"table {name!r}: {len(columns)} columns, {len(found)} values in a row")
    arrays = [_array(name, *pair) for pair in zip(columns, found, strict=True)]
    return pa.Table.from_arrays(arrays, schema=_arrow(columns))


def _array(name: str, column: Column, values: Values | Array | pa.Array) -> pa.Array:
    """The values of a column, which have to be of its kind as they are: nothing is converted."""
    import pyarrow as pa

    from analysis import arrow

    where = f"table {name!r}, column {column.name!r}"
    kind = arrow.KINDS[column.kind]
    try:
        array = arrow.array(column.kind, values)
    except (pa.ArrowException, TypeError, OverflowError) as problem:
        raise SchemaError(f"{where}: {problem}") from None
    if array.type not in (kind, pa.null()) and (array.type, kind) != (pa.int64(), pa.float64()):
        raise SchemaError(f"{where}: of {column.kind}, and values are {array.type}")
    if array.null_count and not column.missing:
        raise SchemaError(f"{where}: {array.null_count} of {len(array)} values are missing")
    return array if array.type == kind else array.cast(kind)


def _refuse_twins(name: str, made: pa.Table, different: int) -> None:
    """Refuses a table with fewer different keys than rows."""
    key = SCHEMAS[name].key
    if key and different < made.num_rows:
        raise SchemaError(f"table {name!r}: two rows have the same {', '.join(key)}")


def runs(study: Study) -> pa.Table:
    """A row for each replication of each cell, failed ones included."""
    from sim.measures import MEASURES

    names = tuple(MEASURES)
    seed = study.scenario.seed
    rows = [
        (*study.place(one), seed, one.error, *(one.measures.get(name) for name in names))
        for one in study.outcomes
    ]
    missing = "not reached, not defined, or the replication failed"
    measures = [
        Column(m.name, "number", study.unit(m.name), m.meaning, missing) for m in MEASURES.values()
    ]
    return table("runs", rows, measures)


def timeline(study: Study) -> pa.Table:
    """The measures of each replication quarter by quarter, in long form."""
    from analysis.timelines import columns

    found, different = columns(study)
    if not found:
        return table("timeline", ())
    made = _made("timeline", found)
    _refuse_twins("timeline", made, different)
    return made


def time(study: Study) -> pa.Table:
    """What people's time went into, in each replication as a whole."""
    from sim.units import TICKS_PER_DAY

    rows = (
        (*study.place(one), *row[:-1], row[-1] / TICKS_PER_DAY)
        for one in study.outcomes
        for row in one.time
    )
    return table("all time", rows)


def flow(study: Study) -> pa.Table:
    """The paths of items, in each replication as a whole."""
    rows = ((*study.place(one), *row) for one in study.outcomes for row in _merged(one.flow))
    return table("all flow", rows)


def milestones(study: Study) -> pa.Table:
    """What has become of the investments, in each replication."""
    from sim.units import TICKS_PER_DAY

    rows = (
        (*study.place(one), step.what, step.name, step.at / TICKS_PER_DAY)
        for one in study.outcomes
        for step in one.milestones
    )
    return table("all milestones", rows)


def _merged(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """Stops with their visits and days; one that was passed at two priorities is one stop."""
    from sim.units import TICKS_PER_DAY

    passed: dict[tuple[Any, ...], list[int]] = defaultdict(lambda: [0, 0])
    for *stop, visits, ticks in rows:
        sums = passed[tuple(stop)]
        sums[0] += visits
        sums[1] += ticks
    for place, (visits, ticks) in passed.items():
        yield (*place, visits, ticks / TICKS_PER_DAY)


def incidents(study: Study) -> pa.Table:
    """A row for each incident of each replication, if the study keeps them."""
    rows = ((*study.place(one), *_incident(row)) for one in study.outcomes for row in one.incidents)
    return table("all incidents", rows)


def differences(study: Study) -> pa.Table:
    """A row for each comparison of the study."""
    from analysis.study.comparisons import rows

    names = SCHEMAS["differences"].names
    return table("differences", ([row[name] for name in names] for row in rows(study)))


def ranking(study: Study) -> pa.Table:
    """A row for each context and alternative, the best first."""
    found = (asdict(standing) for pick in study.picks for standing in pick.standings)
    return table("ranking", ([row[n] for n in SCHEMAS["ranking"].names] for row in found))


def _arrow(columns: Sequence[Column]) -> pa.Schema:
    import pyarrow as pa

    from analysis.arrow import KINDS

    return pa.schema(
        [
            pa.field(c.name, KINDS[c.kind], bool(c.missing), {"unit": c.unit, "meaning": c.meaning})
            for c in columns
        ]
    )
