"""Steps that nobody does, though what comes of them is there: the model would have it for nothing.

"never" says that a way of working does not have a step. That is a choice where things go on without
it: no test, no packaging, no diagnosis, for whoever notices knows at once. It is none where only
the step brings about what follows: what is mended has been mended by somebody.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from sim.process import PARAMETERS
from sim.process.operation import OUTAGES
from sim.units import Distribution, Value, text
from sim.vocabulary import AUTOMATIC, NEVER, ROLES

Process = Mapping[str, Value]


class Contradiction(NamedTuple):
    """What cannot be: the rows that make it so, the likeliest culprit first, and what could be."""

    rows: tuple[str, ...]
    found: str
    allowed: str


def said(process: Process, name: str) -> str:
    """A value in words."""
    row = PARAMETERS[name]
    return text(process[name], row.kind, row.none_word)


def who(by: str) -> str:
    """Who may do a step."""
    return ", ".join(one for one in PARAMETERS[by].choices if one != NEVER)


def undone(process: Process, step: str) -> bool:
    """Whether a step that is some work is done by nobody."""
    effort = process[f"{step}.effort"]
    some = not (isinstance(effort, Distribution) and effort.is_zero)
    return some and process[f"{step}.by"] == NEVER


def down_for_ever(process: Process) -> Iterator[Contradiction]:
    """Outages, where models are live, that nobody ends."""
    for outage in OUTAGES:
        step, rate = f"operate.{outage}", f"operate.{outage}.rate"
        if undone(process, step) and process[rate] != 0:
            found = f"outages of this kind come {said(process, rate)}, and nobody repairs them"
            yield _by(step, found, (rate,), f"{rate}: 0 / year")


def undone_in_production(process: Process) -> Iterator[Contradiction]:
    """What nobody does where models are deployed, and what follows is there."""
    yield from _never_repaired(process)
    yield from _never_refreshed(process)
    yield from _never_retrained(process)
    yield from _never_called(process)
    yield from _never_developed(process)
    yield from _never_mended(process)


def _by(step: str, found: str, rows: tuple[str, ...], instead: str) -> Contradiction:
    by = f"{step}.by"
    return Contradiction((by, *rows), found, f"{by}: {who(by)}; or {instead}")


def _never_repaired(process: Process) -> Iterator[Contradiction]:
    bugs = _present(process, "defect.bug.new", "defect.bug.refresh")
    if bugs and undone(process, "release.repair"):
        found = "releases fail, and nobody repairs them: they would never go live"
        yield _by("release.repair", found, bugs, f"{' and '.join(bugs)}: 0 %")


def _never_refreshed(process: Process) -> Iterator[Contradiction]:
    step, rows = "refresh.deploy", (*_asked(process), "release.deploy.by")
    if _asked(process) and undone(process, step):
        found = f"models are deployed and refreshes asked for, but {step}.by is {NEVER}"
        yield _by(step, found, rows, _unasked(process))


def _never_retrained(process: Process) -> Iterator[Contradiction]:
    if _asked(process) and undone(process, "refresh.retrain"):
        found = "refreshes are asked for, but nobody retrains the models"
        yield _by("refresh.retrain", found, _asked(process), _unasked(process))


def _never_called(process: Process) -> Iterator[Contradiction]:
    fails = _present(process, "training.fails", "defect.bug.refresh")
    unattended = process["refresh.retrain.by"] == AUTOMATIC
    if fails and unattended and _asked(process) and undone(process, "refresh.mend"):
        found = "automatic refreshes fail, and nobody is there to be called when they keep failing"
        yield _by("refresh.mend", found, fails, f"{' and '.join(fails)}: 0 %")


def _never_developed(process: Process) -> Iterator[Contradiction]:
    rate = "update.rate"
    if process[rate] != 0 and undone(process, "update.develop"):
        found = f"updates are asked for {said(process, rate)}, and nobody develops them"
        yield _by("update.develop", found, (rate,), f"{rate}: 0 / year")


def _never_mended(process: Process) -> Iterator[Contradiction]:
    defects = _skews(process)
    if defects and undone(process, "diagnose.mend"):
        found = "serving comes to differ from training, and nobody mends it: it would stay so"
        yield _by("diagnose.mend", found, defects, f"{' and '.join(defects)}: 0 %")


def _present(process: Process, *names: str) -> tuple[str, ...]:
    return tuple(name for name in names if process[name] != 0)


def _falls_due(process: Process) -> bool:
    return process["refresh.cadence"] is not None or process["refresh.trigger"] == "drift"


def _asked(process: Process) -> tuple[str, ...]:
    """Rows by which refreshes are asked for."""
    due = ("refresh.cadence", "refresh.trigger") if _falls_due(process) else ()
    return (*due, *_present(process, "shift.rate", "shift.domain.rate"))


def _unasked(process: Process) -> str:
    """What nobody asks for a refresh by."""
    ways = ["refresh.cadence: never, with refresh.trigger: age"] if _falls_due(process) else []
    shifts = _present(process, "shift.rate", "shift.domain.rate")
    if shifts:
        ways.append(f"{' and '.join(shifts)}: 0 / year")
    return ", and ".join(ways)


def _skews(process: Process) -> tuple[str, ...]:
    """Defects by which serving may come to differ from training, without a word."""
    differs = process["handover.rewrite.by"] != NEVER
    mixed_up = process["defect.version.shows"] != 1 and _two_roles(process)
    return (
        *(_present(process, "defect.difference") if differs else ()),
        *(_present(process, "defect.version") if mixed_up else ()),
    )


def _two_roles(process: Process) -> bool:
    """Whether one role trains what another deploys by hand."""
    pairs = (
        ("development.evaluate.by", "release.deploy.by"),
        ("update.develop.by", "release.deploy.by"),
        ("refresh.retrain.by", "refresh.deploy.by"),
    )
    found = [(process[trains], process[deploys]) for trains, deploys in pairs]
    return any(one != other and one in ROLES and other in ROLES for one, other in found)
