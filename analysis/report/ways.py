"""Ways of working in a few lines: who does what, as the rows have it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from analysis.report.tables import Table
from analysis.report.words import rounded

if TYPE_CHECKING:
    from sim.scenario.machine import Process, World

_WHO = {"data_scientist": "data scientist", "it_engineer": "IT engineer"}
_KEPT = {
    "features": "features.kept",
    "training": "training.machines",
    "environments": "environments.kept",
}
NOBODY = "-"


def _in_production() -> Mapping[str, tuple[str, ...]]:
    """Steps, each with its `.by` rows; where nothing is ever in production, nobody does them."""
    from sim.process.operation import OUTAGES, TICKETS

    return {
        "hand over": ("handover.rewrite", "handover.port", "handover.package", "release.wrap"),
        "test": (
            "release.write_tests",
            "release.check",
            "release.test",
            "release.ci",
            "release.canary",
        ),
        "deploy": ("release.deploy",),
        "operate": tuple(f"operate.{name}" for name in TICKETS),
        "repair": (*(f"operate.{name}" for name in OUTAGES), "release.repair"),
        "refresh": ("refresh.retrain", "refresh.check", "refresh.test", "refresh.deploy"),
        "diagnose": ("diagnose.skew", "diagnose.shift", "diagnose.mend"),
        "first to notice": ("noticing",),
    }


def way(process: Process, *, live: bool = True) -> dict[str, str]:
    """Who does what, step by step, in words.

    Args:
        process: every process parameter.
        live: whether models are in production; none are where none is deployed.
    """
    live = live or process["release.deploy.by"] != "never"
    steps = _in_production().items()
    who = {step: _who(process, rows) if live else NOBODY for step, rows in steps}
    before = {"canvas": _who(process, ("canvas.screen",)), "data": _who(process, ("data.improve",))}
    kept = {step: str(process[row]) for step, row in _KEPT.items()}
    asked = {"refresh asked for": _asked(process) if live else NOBODY}
    return {**before, **who, **asked, **kept}


def _who(process: Process, steps: tuple[str, ...]) -> str:
    """Who does some steps: "IT engineer: test, deploy; automatic: ci"; nobody is left out."""
    groups: dict[str, list[str]] = {}
    for step in steps:
        groups.setdefault(str(process[f"{step}.by"]), []).append(step.rpartition(".")[2])
    groups.pop("never", None)
    if list(map(len, groups.values())) == [len(steps)]:
        return _WHO.get(one := next(iter(groups)), one)
    parts = (f"{_WHO.get(who, who)}: {', '.join(names)}" for who, names in groups.items())
    return "; ".join(parts).replace("_", " ") or NOBODY


def _asked(process: Process) -> str:
    from sim.process import PARAMETERS
    from sim.units import text

    row = PARAMETERS["refresh.cadence"]
    cadence = rounded(text(process[row.name], row.kind, row.none_word))
    age = cadence if process[row.name] is None else f"after {cadence}"
    return f"{age}, or on drift" if process["refresh.trigger"] == "drift" else age


def of_world(world: World) -> Table:
    """The way of working of a world on its first day."""
    words = way(world.process, live=world.models > 0)
    return Table("Way of working", ("step", "who or what"), tuple(words.items()))


def of_stages() -> Mapping[int, dict[str, str]]:
    """The way of working of every stage."""
    from sim.scenario.composition import way_of_working
    from sim.stages import STAGES, held

    return {stage: way(way_of_working(held(stage)), live=False) for stage in STAGES}
