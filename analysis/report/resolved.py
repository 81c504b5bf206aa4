"""A resolved scenario as a person wants to see it: one alternative in one context."""

from __future__ import annotations

import math
import re
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from analysis.report.defined import defined
from analysis.report.planned import budget, invested, planned
from analysis.report.tables import Table
from analysis.report.ways import way
from analysis.report.words import number, period, quoted, rounded

if TYPE_CHECKING:
    from sim.process import Parameter
    from sim.scenario.machine import Process, Scenario, World

_BY = ".by"
_DISTRIBUTION = re.compile(r"\{(?P<family>\w+): \{(?P<arguments>[^{}]*)\}\}")
_HOW_SHORT = "A distribution is named with its mean first. --wide: as in a file, and with meanings."
_LIMITS = {"value": 20, "from": 21, "unit": 10, "range": 16, "source": 10}


def summary(scenario: Scenario) -> list[str]:
    """Who and what there is, line by line."""
    from sim.stages import STAGES, gaps
    from sim.units import rate_text, share_text

    cell, world = scenario.cells[0], scenario.cells[0].world
    stage, missing = STAGES[world.stage], gaps(world.held)
    shares = {role: share for role, share in world.improvement_reserve.items() if share}
    reserve = _listed({role: rounded(share_text(share)) for role, share in shares.items()})
    slots, ideas = world.training_slots, rounded(rate_text(world.use_cases))
    lines = [
        f"{scenario.name}, alternative {quoted(cell.alternative)}",
        f"context: {quoted(cell.context)}" if cell.context else "",
        f"question: {scenario.question}" if scenario.question else "",
        f"stage {stage.number}, {stage.title}: {stage.story}",
        f"holds: {', '.join(world.held) or 'nothing'}",
        f"gaps: {', '.join(missing)}" if missing else "",
        f"risks: {' '.join(stage.risks)}",
        _next(world),
        f"staff: {_listed(world.staff)}",
        f"improvement reserve: {reserve}",
        f"training slots: {'unlimited' if slots is None else slots}",
        f"portfolio: {world.models} live models; use cases: {ideas}",
        _operations(world),
        f"{period(world)}; seed {scenario.seed}; {_replications(scenario)}",
        f"begins: {scenario.begins}" if scenario.begins else "",
        "ends: never; looked at in its steady state" if scenario.steady else "",
    ]
    return [line for line in lines if line]


def _replications(scenario: Scenario) -> str:
    """How long it is compared."""
    from sim.scenario.words import ending_of

    words = ending_of(scenario)
    said = [f"{words.pop('replications')} replications"] if "replications" in words else []
    said += [f"{key.replace('_', ' ')}: {value}" for key, value in words.items()]
    return "; ".join(said)


def _next(world: World) -> str:
    """What the stage above would add; "" in the last."""
    from sim.stages import STAGES

    above = STAGES.get(world.stage + 1)
    if above is None:
        return ""
    lacking = [name for name in above.capabilities if name not in world.held]
    return f"next: stage {above.number}, {above.title}, would add {', '.join(lacking)}"


def operations(process: Process) -> dict[str, float]:
    """What a live model asks for on the average: rates times efforts of the steps that somebody
    does.

    Returns:
        Working days a model and year, for "operations" and for "incidents".
    """
    from sim.process.operation import OUTAGES, TICKETS

    parts = {"operations": TICKETS, "incidents": OUTAGES}
    return {name: math.fsum(_days(process, row) for row in rows) for name, rows in parts.items()}


def _days(process: Process, ticket: str) -> float:
    from sim.units import DAYS, Distribution
    from sim.vocabulary import AUTOMATIC, NEVER

    rate, effort = process[f"operate.{ticket}.rate"], process[f"operate.{ticket}.effort"]
    if process[f"operate.{ticket}.by"] in (AUTOMATIC, NEVER) or not isinstance(rate, float):
        return 0.0
    assert isinstance(effort, Distribution)
    return rate * DAYS["year"] * effort.mean()


def _operations(world: World) -> str:
    if not world.models and world.process["release.deploy.by"] == "never":
        return "operations: none, for nothing is deployed"
    days = operations(world.process)
    asked, broken = number(days["operations"]), number(days["incidents"])
    return f"operations: {asked} days a model and year (rates x efforts); incidents: {broken} more"


def others(whole: Scenario, shown: Scenario) -> list[str]:
    """Which other alternatives and contexts there are to show."""
    lines = []
    for what in ("alternatives", "contexts"):
        names = [name for name in getattr(whole, what) if name not in getattr(shown, what)]
        if names:
            lines.append(f"other {what}: {', '.join(map(quoted, names))}")
    return lines


def steps(scenario: Scenario, *, wide: bool = False) -> Table:
    """Who does what, step by step, in the order of the story."""
    from sim.process import PARAMETERS

    world = scenario.cells[0].world
    rows = tuple(
        (name.removesuffix(_BY), str(world.process[name]), _effort(world, name, wide), _what(row))
        for name, row in PARAMETERS.items()
        if name.endswith(_BY)
    )
    heads = ("step", "by", "effort", "meaning")
    return Table("Who does what", heads, rows, limits={} if wide else {"effort": 34, "meaning": 44})


def differing(scenario: Scenario) -> Table:
    """The process parameters that are not at their default; not who does what, said by `steps`,
    unless the scenario sets it."""
    from sim.process import PARAMETERS
    from sim.scenario.values import default
    from sim.units import text

    def usual(row: Parameter) -> str:
        return text(default(row.name), row.kind, row.none_word)

    world = scenario.cells[0].world
    rows = tuple(
        (row.name, short(_text(world, row)), short(usual(row)), found)
        for row in PARAMETERS.values()
        if (found := origin(world, row)) == "scenario"
        or (world.process[row.name] != default(row.name) and not row.name.endswith(_BY))
    )
    heads, limits = (
        ("parameter", "value", "default", "from"),
        {"value": 30, "default": 30, "from": 21},
    )
    return Table("Not at its default", heads, rows, limits=limits)


def parameters(scenario: Scenario, *, wide: bool = False) -> Table:
    """Every process parameter: value, unit, range, source, and where the value comes from.

    Folded to 120 letters, without the meanings, unless it may be wide.
    """
    narrow = ("parameter", "value", "from", "unit", "range", "source")
    heads: tuple[str, ...] = (*narrow, "meaning") if wide else narrow
    rows = tuple(
        tuple((rounded if wide else short)(row[head] or "") for head in heads)
        for row in _rows(scenario)
    )
    limits, notes = ({}, ()) if wide else (_LIMITS, (_HOW_SHORT,))
    return Table("All process parameters", heads, rows, notes=notes, limits=limits)


def short(text: str) -> str:
    """A value to 12 digits, a distribution in fewer words: {lognormal: {mean: 2 days, cv: 0.6}} is
    "lognormal 2 days, cv 0.6"."""
    text = rounded(text)
    found = _DISTRIBUTION.fullmatch(text)
    if not found:
        return text
    arguments = found["arguments"].replace(": ", " ").removeprefix("mean ")
    return f"{found['family']} {arguments}"


def document(scenario: Scenario) -> dict[str, Any]:
    """What `mlorg show --json` prints."""
    from sim.process import PARAMETERS
    from sim.scenario.words import ending_of
    from sim.stages import gaps
    from sim.units import duration_text

    cell, world = scenario.cells[0], scenario.cells[0].world
    return {
        "name": scenario.name,
        "question": scenario.question,
        "hash": scenario.hash,
        "alternative": cell.alternative,
        "context": cell.context,
        "stage": world.stage,
        "held": list(world.held),
        "gaps": list(gaps(world.held)),
        "defines": defined(scenario),
        "staff": dict(world.staff),
        "improvement_reserve": dict(world.improvement_reserve),
        "training_slots": world.training_slots,
        "models": world.models,
        "use_cases_per_working_day": world.use_cases,
        "history": duration_text(world.history),
        "horizon": duration_text(world.horizon),
        "seed": scenario.seed,
        "replications": scenario.replications,
        "ends": ending_of(scenario),
        "way_of_working": [
            {"step": step, "who or what": who}
            for step, who in way(world.process, live=world.models > 0).items()
        ],
        "steps": [
            {"step": name.removesuffix(_BY), "by": world.process[name]}
            for name in PARAMETERS
            if name.endswith(_BY)
        ],
        "parameters": _rows(scenario),
        "operations_days_per_model_and_year": operations(world.process),
        "changes": [asdict(one) for one in planned(scenario)],
        "investments": [asdict(one) for one in invested(scenario)],
        "investment_budget": budget(scenario),
    }


def _rows(scenario: Scenario) -> list[dict[str, str | None]]:
    from sim.process import PARAMETERS

    world = scenario.cells[0].world
    return [_row(world, row) for row in PARAMETERS.values()]


def _row(world: World, row: Parameter) -> dict[str, str | None]:
    return {
        "parameter": row.name,
        "value": _text(world, row),
        "from": origin(world, row),
        "unit": row.unit,
        "range": f"{row.low} to {row.high}" if row.low is not None else None,
        "source": row.source,
        "meaning": row.meaning,
    }


def origin(world: World, row: Parameter) -> str:
    """Where a value comes from: "default", the capabilities that act on it, or "scenario".

    A scenario that says what would have held anyway is not told apart from one that says nothing.
    """
    from sim.scenario.composition import effects_of, way_of_working

    if world.process[row.name] != way_of_working(world.held, world.capabilities)[row.name]:
        return "scenario"
    acting = effects_of(world.held, world.capabilities).get(row.name, ())
    return ", ".join(dict.fromkeys(name for name, _ in acting)) or "default"


def _text(world: World, row: Parameter) -> str:
    from sim.units import text

    return text(world.process[row.name], row.kind, row.none_word)


def _what(row: Parameter) -> str:
    return row.meaning.removeprefix("Who does it: ")


def _effort(world: World, by: str, wide: bool) -> str:
    from sim.process import PARAMETERS
    from sim.vocabulary import NEVER

    effort = PARAMETERS.get(by.removesuffix(_BY) + ".effort")
    if effort is None or world.process[by] == NEVER:
        return ""
    return (rounded if wide else short)(_text(world, effort))


def _listed(pairs: dict[str, Any]) -> str:
    return ", ".join(f"{name} {value}" for name, value in pairs.items()) or "none"
