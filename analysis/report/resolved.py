"""A resolved scenario as a person wants to see it: one alternative in one context."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from analysis.report.tables import Table
from analysis.report.words import period, quoted

if TYPE_CHECKING:
    from sim.process import Parameter
    from sim.scenario.machine import Change, Scenario, World

_BY = ".by"


def summary(scenario: Scenario) -> list[str]:
    """Who and what there is, line by line."""
    from sim.stages import STAGES
    from sim.units import rate_text, share_text

    cell, world = scenario.cells[0], scenario.cells[0].world
    stage = STAGES[world.stage]
    reserve = {role: share for role, share in world.improvement_reserve.items() if share}
    slots = world.training_slots
    lines = [
        f"{scenario.name}, alternative {quoted(cell.alternative)}",
        f"context: {quoted(cell.context)}" if cell.context else "",
        f"question: {scenario.question}" if scenario.question else "",
        f"stage {stage.number}, {stage.title}: {stage.story}",
        f"staff: {_listed(world.staff)}",
        f"improvement reserve: {_listed({role: share_text(s) for role, s in reserve.items()})}",
        f"training slots: {'unlimited' if slots is None else slots}",
        f"portfolio: {world.models} live models; use cases: {rate_text(world.use_cases)}",
        f"{period(world)}; seed {scenario.seed}; {scenario.replications} replications",
        f"begins: {scenario.begins}" if scenario.begins else "",
    ]
    return [line for line in lines if line]


def others(whole: Scenario, shown: Scenario) -> list[str]:
    """Which other alternatives and contexts there are to show."""
    lines = []
    for what in ("alternatives", "contexts"):
        names = [name for name in getattr(whole, what) if name not in getattr(shown, what)]
        if names:
            lines.append(f"other {what}: {', '.join(map(quoted, names))}")
    return lines


def steps(scenario: Scenario) -> Table:
    """Who does what, step by step, in the order of the story."""
    from sim.process import PARAMETERS

    world = scenario.cells[0].world
    rows = tuple(
        (name.removesuffix(_BY), str(world.process[name]), _effort(world, name), _what(row))
        for name, row in PARAMETERS.items()
        if name.endswith(_BY)
    )
    return Table("Who does what", ("step", "by", "effort", "meaning"), rows)


def parameters(scenario: Scenario) -> Table:
    """Every process parameter: value, unit, range, source, and where the value comes from."""
    heads = ("parameter", "value", "from", "unit", "range", "source", "meaning")
    rows = tuple(tuple(row[head] or "" for head in heads) for row in _rows(scenario))
    return Table("Process parameters", heads, rows)


def changes(scenario: Scenario) -> Table:
    """Planned changes, and all that each of them sets."""
    from sim.units import duration_text

    rows = tuple(
        (_signed_time(change.at, duration_text), change.name, what)
        for change in scenario.cells[0].world.changes
        for what in _sets(change)
    )
    return Table("Planned changes", ("at", "change", "sets"), rows)


def document(scenario: Scenario) -> dict[str, Any]:
    """What `mlorg show --json` prints."""
    from sim.process import PARAMETERS
    from sim.units import duration_text

    cell, world = scenario.cells[0], scenario.cells[0].world
    return {
        "name": scenario.name,
        "question": scenario.question,
        "hash": scenario.hash,
        "alternative": cell.alternative,
        "context": cell.context,
        "stage": world.stage,
        "staff": dict(world.staff),
        "improvement_reserve": dict(world.improvement_reserve),
        "training_slots": world.training_slots,
        "models": world.models,
        "use_cases_per_working_day": world.use_cases,
        "history": duration_text(world.history),
        "horizon": duration_text(world.horizon),
        "seed": scenario.seed,
        "replications": scenario.replications,
        "steps": [
            {"step": name.removesuffix(_BY), "by": world.process[name]}
            for name in PARAMETERS
            if name.endswith(_BY)
        ],
        "parameters": _rows(scenario),
        "changes": [
            {"name": one.name, "at": _signed_time(one.at, duration_text), "sets": list(_sets(one))}
            for one in world.changes
        ],
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
    """Where a value comes from: "default", "stage 3" or "scenario".

    A scenario that says what would have held anyway is not told apart from one that says nothing.
    """
    from sim.scenario.values import way_of_working
    from sim.stages import STAGES

    if world.process[row.name] != way_of_working(world.stage)[row.name]:
        return "scenario"
    return f"stage {world.stage}" if row.name in STAGES[world.stage].sets else "default"


def _text(world: World, row: Parameter) -> str:
    from sim.units import text

    return text(world.process[row.name], row.kind, row.none_word)


def _what(row: Parameter) -> str:
    return row.meaning.removeprefix("Who does it: ")


def _effort(world: World, by: str) -> str:
    from sim.process import PARAMETERS
    from sim.vocabulary import NEVER

    effort = PARAMETERS.get(by.removesuffix(_BY) + ".effort")
    return _text(world, effort) if effort and world.process[by] != NEVER else ""


def _sets(change: Change) -> tuple[str, ...]:
    found = [f"stage: {change.stage}"] if change.stage is not None else []
    found += [f"staff: {_listed(change.staff)}"] if change.staff is not None else []
    found += ["process: see scenario.yaml"] if change.process is not None else []
    return tuple(found)


def _signed_time(ticks: int, duration_text: Any) -> str:
    if ticks < 0:
        return f"{duration_text(-ticks)} before day 0"
    return f"{duration_text(ticks)} after day 0"


def _listed(pairs: dict[str, Any]) -> str:
    return ", ".join(f"{name} {value}" for name, value in pairs.items()) or "none"
