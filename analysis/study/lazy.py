"""An outcome whose rows stay in the journal until somebody looks at them."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Any, overload

from analysis.study.frozen import Measured
from analysis.study.outcome import Outcome
from analysis.study.packed import arrays, columns, pack, unpack

if TYPE_CHECKING:
    from analysis.study.moments import Array

LEDGERS = tuple(field.name for field in fields(Outcome))[4:]
"""The fields of an outcome that are rows: all behind cell, replication, error and measures."""
Fetch = Callable[[int, int, str], bytes]
"""What gets the packed rows of a field: called with the cell, the replication and the field."""


class Measures(Mapping[str, float | None]):
    """Measures in 8 bytes each, and the names once for all; NaN is None."""

    __slots__ = ("_names", "_values")

    def __init__(self, names: Mapping[str, int], values: Sequence[float | None]) -> None:
        self._names = names
        self._values = array("d", (float("nan") if one is None else one for one in values))

    def __getitem__(self, name: str) -> float | None:
        value = self._values[self._names[name]]
        return None if value != value else value

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


class Rows(Sequence[Any]):
    """Rows of an outcome, read each time somebody looks; equal to a tuple of the same."""

    __slots__ = ("_cell", "_fetch", "_field", "_replication")

    def __init__(self, fetch: Fetch, cell: int, replication: int, field: str) -> None:
        self._fetch, self._cell, self._replication, self._field = fetch, cell, replication, field

    def _all(self) -> tuple[Any, ...]:
        found = unpack(self._fetch(self._cell, self._replication, self._field))
        return as_records(self._field, found)

    def columns(self) -> list[Sequence[Any] | Array]:
        """The same by column, and numbers as arrays: None is NaN."""
        return arrays(self._fetch(self._cell, self._replication, self._field))

    @overload
    def __getitem__(self, place: int) -> Any: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Any]: ...
    def __getitem__(self, place: int | slice) -> Any:
        return self._all()[place]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._all() == tuple(other)

    def __hash__(self) -> int:
        return hash(self._all())


def by_column(rows: Sequence[Any]) -> list[Any]:
    """Rows of an outcome by column; no columns where there are no rows. Where the rows lie in a
    journal, columns of numbers are arrays, and texts are the same objects for many outcomes."""
    return rows.columns() if isinstance(rows, Rows) else list(zip(*rows, strict=True))


def as_records(field: str, rows: tuple[tuple[Any, ...], ...]) -> tuple[Any, ...]:
    """Plain rows as what an outcome has in this field."""
    from analysis.study.tails import Tail
    from sim.ledgers.incidents import IncidentRow
    from sim.organisation.journal import Entry
    from sim.organisation.programme import Milestone

    kinds: dict[str, Callable[[Sequence[Any]], Any]] = {
        "incidents": IncidentRow._make,
        "events": Entry._make,
        "milestones": Milestone._make,
        "tails": Tail._make,
    }
    return tuple(map(kinds[field], rows)) if field in kinds else rows


def pack_measures(measures: Mapping[str, float | None]) -> bytes:
    """Measures as bytes."""
    return pack(measures.items())


class Names:
    """The names of measures, once for all outcomes that have the same."""

    def __init__(self) -> None:
        self._known: dict[Sequence[str], dict[str, int]] = {}

    def measures(self, packed: bytes) -> Mapping[str, float | None]:
        """Measures again, from `pack_measures`."""
        names, values = columns(packed) or ((), ())
        if set(map(type, values)) - {float, type(None)}:
            return Measured(zip(names, values, strict=True))  # what some test or user measured
        places = self._known.setdefault(names, {name: place for place, name in enumerate(names)})
        return Measures(places, values)


def outcome(
    cell: int,
    replication: int,
    error: str | None,
    measures: Mapping[str, float | None],
    fetch: Fetch,
    without: Sequence[str],
) -> Outcome:
    """An outcome whose rows are read when they are looked at.

    Args:
        cell: its cell.
        replication: its world.
        error: why it failed, or None.
        measures: what was measured.
        fetch: gets its rows.
        without: fields of which it has none.
    """
    here = () if error is not None else tuple(name for name in LEDGERS if name not in without)
    rows: dict[str, Any] = dict.fromkeys(LEDGERS, ())
    rows |= {name: Rows(fetch, cell, replication, name) for name in here}
    return Outcome(cell, replication, error, measures, **rows)
