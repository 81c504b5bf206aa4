"""Which switches of the whole model a set of living worlds has reached, and how often."""

from collections.abc import Iterator

from sim.capabilities import CAPABILITIES
from sim.history import History
from sim.ledgers.causes import CAUSE, CAUSES, DEGRADATION, KINDS, OBSOLESCENCE
from sim.ledgers.flow import WORKING
from sim.ledgers.releases import DROPPED, PERSON, PRODUCTION, RESTORED, RESULTS, SILENT
from sim.process import PARAMETERS
from sim.process.defects import TESTS
from sim.replication import TASKS
from sim.scenario.machine import World
from sim.stages import STAGES
from sim.vocabulary import ELASTIC, ROLES, TRAINING
from tests.invariants.census import choices, words

RELEASED_ITEMS = ("use case", "refresh", "update")
OUTCOMES = {
    "use case": (
        "released",
        "not deployed",
        "shelved",
        "underwhelming",
        "turned down",
        "expired",
    ),
    "refresh": ("released", "dropped", "in vain"),
    "update": ("released", "in vain"),
}
FATES = {
    "bug": (*TESTS, PRODUCTION, DROPPED),
    "version": (*TESTS, PRODUCTION, SILENT, DROPPED),
    "difference": (*TESTS, SILENT, DROPPED),
    "training": (PERSON, *TESTS, SILENT, DROPPED),
}
NOTES = (
    "goes live",
    "is refreshed",
    "is replaced",
    "is obsolete",
    "obsolescence is sensed",
    "is retired, obsolete",
    "is retired, not worth its upkeep",
    "fails and is rolled back",
    "is rolled back by its canary",
    "drift is noticed",
    "the sponsor ends the initiative",
    "is interrupted",
    "leaves",
    "joins",
)
UNNOTED = (OBSOLESCENCE,)
"""Noticed by who switches the model off, and by nobody before."""
KEPT_TO_ITSELF = (DEGRADATION, OBSOLESCENCE)
"""Kinds of incident of which models that feed on the one that it befell know nothing."""

EVERYTHING = (
    *words(PARAMETERS),
    *(f"holds {name}" for name in CAPABILITIES),
    *(f"gains {name}" for name in CAPABILITIES),
    *(f"loses {name}" for name in CAPABILITIES),
    *(f"stage {number}" for number in STAGES),
    *(f"{kind} {what}" for kind in KINDS for what in ("begun", "noticed", "ended", "lost")),
    *(f"{kind} lost elsewhere" for kind in KINDS if kind not in KEPT_TO_ITSELF),
    *(f"lost to {cause}" for cause in CAUSES),
    *(f"{item} {outcome}" for item, outcomes in OUTCOMES.items() for outcome in outcomes),
    *(f"release of {item} {what}" for item in RELEASED_ITEMS for what in (*RESULTS, RESTORED)),
    *(f"{defect} ends: {fate}" for defect, fates in FATES.items() for fate in fates),
    *(f"noted: {what}" for what in NOTES),
    *(f"noted: is noticed, {kind}" for kind in KINDS if kind not in UNNOTED),
    *dict.fromkeys(f"done: {task.step} of {task.item}" for task in TASKS),
    *(f"work of {desk}" for desk in (*ROLES, TRAINING, ELASTIC)),
)


def reached(world: World, history: History) -> set[str]:
    """Every switch that this world has reached."""
    return {
        *choices(world),
        *_held(world),
        *_befell(history),
        *_released(history),
        *_done(history),
    }


def _held(world: World) -> Iterator[str]:
    yield f"stage {world.stage}"
    held = set(world.held)
    yield from (f"holds {name}" for name in held)
    for change in world.changes:
        if change.held is not None:
            now = set(change.held)
            yield from (f"gains {name}" for name in now - held)
            yield from (f"loses {name}" for name in held - now)
            held = now


def _befell(history: History) -> Iterator[str]:
    closing = history.snapshots[-1]
    words = {"elsewhere": "lost elsewhere"}
    for (kind, what), amount in closing.incidents.items():
        if amount:
            yield f"{kind} {words.get(what, what)}"
    yield from (f"lost to {cause}" for cause in set(CAUSE.values()) | set(CAUSES)
                if closing.value[cause])  # fmt: skip
    for entry in history.events or ():
        yield f"noted: {entry.what}{f', {entry.item}' if entry.what == 'is noticed' else ''}"


def _released(history: History) -> Iterator[str]:
    closing = history.snapshots[-1]
    yield from (f"{item} {outcome}" for item, outcome in closing.outcomes)
    yield from (f"release of {item} {result}" for item, result in closing.releases)
    yield from (f"{defect} ends: {fate}" for defect, fate in closing.defects)


def _done(history: History) -> Iterator[str]:
    for stop, (visits, _) in history.snapshots[-1].stops.items():
        if stop.state == WORKING and visits:
            yield f"done: {stop.step} of {stop.item}"
            yield f"work of {stop.resource}"


__all__ = ["EVERYTHING", "reached"]
