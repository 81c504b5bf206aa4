"""Event logs as bytes, and organisations in which much happens."""

from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import Any

from sim.history import History
from sim.organisation.journal import Entry
from sim.scenario.machine import World
from tests.builders import load

BUSY: dict[str, Any] = {
    "horizon": "300 days",
    "history": "100 days",
    "organisation": {
        "stage": 2,
        "staff": {"data_scientist": 4, "it_engineer": 3},
        "improvement_reserve": {"data_scientist": "10 %", "it_engineer": "10 %"},
    },
    "portfolio": {"models": 6, "use_cases": "30 / year"},
    "process": {
        "development.explore.effort": {"lognormal": {"mean": "4 days", "cv": "0.6"}},
        "development.features": "20",
        "improvement.data_scientist.rate": "20 / year",
        "improvement.it_engineer.rate": "20 / year",
        "shift.rate": "2 / year",
        "demand.backlog_expiry": "60 days",
    },
}


def world(*sets: str, **parts: Any) -> World:
    """The busy organisation, but for these parts."""
    return load({**BUSY, **parts}, sets).world()


def log(entries: Iterable[Entry] | None) -> bytes:
    """An event log as it would be written down."""
    assert entries is not None
    return "\n".join(repr(tuple(entry)) for entry in entries).encode()


def before(history: History, tick: int) -> bytes:
    """What had happened before some moment."""
    assert history.events is not None
    return log(entry for entry in history.events if entry.at < tick)


def without(history: History, *names: str) -> bytes:
    """A log from which what begins with these words is struck out."""
    assert history.events is not None
    return log(entry for entry in history.events if not entry.what.startswith(names))


def numbers(history: History) -> Sequence[object]:
    """All that a history says beside its log."""
    return (history.time, history.flow, history.timeline, tuple(sorted(history.measures.items())))


def digest(history: History) -> str:
    """32 digits that two histories share only if they are the same in everything."""
    everything = log(history.events) + repr(numbers(history)).encode()
    return blake2b(everything, digest_size=16).hexdigest()
