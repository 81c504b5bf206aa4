"""When planned changes happen, and in which order."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sim.scenario.schema import ChangeForm
from sim.units import DAYS, TICKS_PER_DAY


def moment(at: int | date | None, begins: date | None) -> int | None:
    """A day as ticks after day 0; None where it cannot be known."""
    if not isinstance(at, date):
        return at
    if begins is None:
        return None
    return round((at - begins).days * DAYS["year"] * TICKS_PER_DAY / 365)


def in_order(changes: Mapping[str, ChangeForm], begins: date | None) -> list[tuple[str, int]]:
    """Names of changes and their ticks after day 0, by day, then by name."""
    dated = [(name, moment(form.at, begins)) for name, form in changes.items()]
    known = [(at, name) for name, at in dated if at is not None]
    return [(name, at) for at, name in sorted(known)]
