"""Which switches of the whole model a set of living worlds has reached, and how often."""

from collections.abc import Iterator

from sim.capabilities import CAPABILITIES
from sim.history import History
from sim.ledgers.causes import CAUSE, CAUSES, DEGRADATION, KINDS, OBSOLESCENCE
from sim.ledgers.flow import WORKING
from sim.ledgers.releases import DROPPED, PERSON, PRODUCTION, RESTORED, RESULTS, SILENT
from sim.measures import SEEN
from sim.process import PARAMETERS
from sim.process.defects import TESTS
from sim.replication import TASKS
from sim.scenario.machine import Budget, Investment, World
from sim.stages import STAGES
from sim.vocabulary import ELASTIC, ROLES, TRAINING
from tests.invariants.census import choices, words

COUNTED = ("begun", "elsewhere", "ended", "lasted", "lost", "noticed", "open", "unnoticed")
"""What the books count of incidents of a kind."""
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
    "works overtime",
    "works regular days",
)
UNNOTED = (OBSOLESCENCE,)
"""Noticed by who switches the model off, and by nobody before."""
KEPT_TO_ITSELF = (DEGRADATION, OBSOLESCENCE)
"""Kinds of incident of which models that feed on the one that it befell know nothing."""

STARTS = ("now", "a time", "after one", "after several", "at a stage",
          "seen above", "seen below")  # fmt: skip
"""How an investment may begin; it is counted when it has begun."""

DECIDED = (
    *(f"builds {name}" for name in (*CAPABILITIES, "one of its own")),
    *(f"begins: {start}" for start in STARTS),
    *(f"budget: {budget}" for budget in ("unlimited", "amount", "yearly", "too small")),
    *(f"refresh.trigger: {trigger}" for trigger in PARAMETERS["refresh.trigger"].choices),
)
"""What organisations decide on: it has to happen often."""

EVERYTHING = (
    *DECIDED,
    *words(PARAMETERS),
    *(f"holds {name}" for name in CAPABILITIES),
    *(f"gains {name}" for name in CAPABILITIES),
    *(f"loses {name}" for name in CAPABILITIES),
    *(f"brings all over to {name}" for name in CAPABILITIES if CAPABILITIES[name].adopt),
    *(f"waits for {measure}" for measure in SEEN),
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
        *_built(world, history),
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


def _built(world: World, history: History) -> Iterator[str]:
    """What has been begun and built, and how it was begun."""
    by_name = {one.capability: one for one in world.investments}
    begun = set()
    for _, what, name in history.milestones:
        named = name if name in CAPABILITIES else "one of its own"
        if what == "begun":
            begun.add(name)
            yield from (f"begins: {start}" for start in _starts(by_name[name]))
        elif what == "built":
            yield f"builds {named}"
        elif what == "adopted by all":
            yield f"brings all over to {named}"
    yield from (f"waits for {one.when.measure}" for one in world.investments if one.when)
    if by_name:
        yield from _budget(world.budget, all_begun=begun == set(by_name))


def _starts(investment: Investment) -> Iterator[str]:
    """All that has had to come about."""
    when = investment.when
    stated = {
        "after one": len(investment.after) == 1,
        "after several": len(investment.after) > 1,
        "at a stage": investment.at_stage is not None,
        "seen above": when is not None and when.above,
        "seen below": when is not None and not when.above,
        "a time": investment.start > 0,
    }
    yield from (way for way, is_so in stated.items() if is_so)
    if not any(stated.values()):
        yield "now"


def _budget(budget: Budget | None, *, all_begun: bool) -> Iterator[str]:
    if budget is None:
        yield "budget: unlimited"
        return
    yield f"budget: {'yearly' if budget.per_year else 'amount'}"
    if not all_begun:
        yield "budget: too small"


def _befell(history: History) -> Iterator[str]:
    closing = history.snapshots[-1]
    words = {"elsewhere": "lost elsewhere"}
    for kind, counted in closing.incidents.items():
        for what in COUNTED:
            if getattr(counted, what):
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


__all__ = ["DECIDED", "EVERYTHING", "reached"]
