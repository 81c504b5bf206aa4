"""Which switches of the model a set of random worlds has reached, and how often."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from sim.process import PARAMETERS
from sim.scenario.machine import World
from sim.stages import STAGES
from tests.invariants.oracle.models import RATE
from tests.invariants.oracle.replay import Replay
from tests.invariants.random_worlds import KERNEL

LEAST = 3
"""In so many worlds at least each switch must have been reached."""

HAPPENS = (
    "kept hands",
    "another pace",
    "urgent work interrupted another",
    "resumed",
    "reserve soft spent",
    "reserve soft goes first",
    "reserve hard spent",
    "reserve hard goes first",
    "long waited goes first",
    "leaver with work in hand",
    "hires",
    "nobody there",
    "rate from 0",
    "rate to 0",
    "cadence changed",
    "request for a refresh absorbed",
    "refreshed again at once",
    "WIP limit reached",
    "replaced",
    "outcome released",
    "outcome not deployed",
    "outcome turned down",
    "outcome shelved",
    "outcome expired",
    "outcome in vain",
    "an ensemble",
    "a model is ported",
    "components used again",
    "features found",
    "the sponsor moves the limit",
    "the sponsor ends it",
    "noticed at once",
    *(f"noticed later: {kind}" for kind in RATE),
    "over before anybody noticed: a shift",
    "over before anybody noticed: an outage",
)
SET_UP = (
    "no history",
    "history",
    "elastic training slots",
    "fixed training slots",
    *(f"stage {stage}" for stage in STAGES),
    "stage changes",
    "staff changes",
    "process changes",
    "staff and process change together",
    "a change on day 0",
    "cadence never",
    "cadence from never",
    "cadence to never",
    "nobody in a role",
    "preempting nobody",
    "preempting several",
    "preemptible nobody",
    "preemptible several",
    "priorities in another order",
)


def words(names: Iterable[str]) -> Iterator[str]:
    """Every word that rows of these names may take."""
    for row in (PARAMETERS[name] for name in names):
        if row.kind == "choice":
            yield from (f"{row.name}: {choice}" for choice in row.choices)
        elif row.none_word:
            yield f"{row.name}: {row.none_word}"


EVERYTHING = (*HAPPENS, *SET_UP, *words(KERNEL))


def phases(world: World) -> list[Mapping[str, Any]]:
    """The process from the beginning and from each change on."""
    changed = [change.process for change in world.changes if change.process is not None]
    return [world.process, *changed]


def reached(world: World, book: Replay) -> Counter[str]:
    """Every switch that this world has reached, once."""
    happened = (name for name, times in book.seen.items() if times)
    return Counter(set(happened) | set(_set_up(world)) | set(choices(world)))


def choices(world: World) -> Iterator[str]:
    """Every word that a row of this world has taken."""
    for process in phases(world):
        for row in PARAMETERS.values():
            value = process[row.name]
            if row.kind == "choice":
                yield f"{row.name}: {value}"
            elif value is None:
                yield f"{row.name}: {row.none_word}"


def _set_up(world: World) -> Iterator[str]:
    yield "history" if world.history else "no history"
    yield f"{'elastic' if world.training_slots is None else 'fixed'} training slots"
    yield f"stage {world.stage}"
    yield from _changes(world)
    yield from _cadences([process["refresh.cadence"] for process in phases(world)])
    if 0 in world.staff.values():
        yield "nobody in a role"
    for process in phases(world):
        for name in ("preempting", "preemptible"):
            yield f"{name} {('nobody', 'one', 'several')[min(2, len(process[f'people.{name}']))]}"
        if process["people.priorities"] != PARAMETERS["people.priorities"].choices:
            yield "priorities in another order"


def _changes(world: World) -> Iterator[str]:
    for change in world.changes:
        if change.stage is not None:
            yield "stage changes"
        if change.staff is not None:
            yield "staff changes"
        if change.process is not None:
            yield "process changes"
            if change.staff is not None:
                yield "staff and process change together"
        if change.at == 0:
            yield "a change on day 0"
        if change.at > 0 and change.at % (63 * 2**20) == 0:
            yield "a change at a closing"


def _cadences(cadences: list[int | None]) -> Iterator[str]:
    if None in cadences:
        yield "cadence never"
    for before, after in pairwise(cadences):
        if before is None and after is not None:
            yield "cadence from never"
        if after is None and before is not None:
            yield "cadence to never"
