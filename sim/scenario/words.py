"""The machine form in words: every value as the text that reads back to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sim.process import PARAMETERS
from sim.scenario.comparing import Ending, ending_words
from sim.scenario.ending import NEVER_ENDS
from sim.scenario.own_capabilities import definitions
from sim.units import Value, duration_text, human, number_text, rate_text, share_text

if TYPE_CHECKING:
    from sim.scenario.machine import Cell, Change, Investment, Scenario, World

Words = dict[str, Any]


def process_words(process: Mapping[str, Value]) -> Words:
    """Process parameters by name, as in a scenario file."""
    return {name: value_words(name, value) for name, value in process.items()}


def value_words(name: str, value: Value) -> Any:
    """The value of one process parameter, as in a scenario file."""
    row = PARAMETERS[name]
    return human(value, row.kind, row.none_word)


def moment_words(at: int) -> str:
    """A moment, counted from day 0."""
    return duration_text(at) if at >= 0 else f"-{duration_text(-at)}"


def change_words(change: Change) -> Words:
    """A change; what it leaves as before is left out."""
    words: Words = {"name": change.name, "at": moment_words(change.at)}
    if change.held is not None:
        words["held"] = list(change.held)
    if change.staff is not None:
        words["staff"] = {role: str(heads) for role, heads in change.staff.items()}
    if change.process is not None:
        words["process"] = process_words(change.process)
    if change.written:
        words["written"] = list(change.written)
    return words


def investment_words(one: Investment) -> Words:
    """An investment; conditions that it does not have are left out."""
    words: Words = {"capability": one.capability, "start": moment_words(one.start)}
    if one.after:
        words["after"] = list(one.after)
    if one.at_stage is not None:
        words["at_stage"] = str(one.at_stage)
    if one.when is not None:
        level = f"{'-' if one.when.level < 0 else ''}{number_text(abs(one.when.level))}"
        words["when"] = {
            "measure": one.when.measure,
            "above" if one.when.above else "below": level,
        }
    return words


def investing_words(world: World) -> Words:
    """What is built in a world, and under which budget; nothing where nothing is."""
    if not world.investments:
        return {}
    words: Words = {"investments": [investment_words(one) for one in world.investments]}
    if world.budget is not None:
        key = "cents_per_year" if world.budget.per_year else "cents"
        words["budget"] = {key: str(world.budget.cents)}
    return {**words, "written": list(world.written)}


def world_words(world: World) -> Words:
    """A world."""
    shares = world.improvement_reserve.items()
    slots = world.training_slots
    return {
        "history": duration_text(world.history),
        "horizon": duration_text(world.horizon),
        "held": list(world.held),
        "staff": {role: str(heads) for role, heads in world.staff.items()},
        "improvement_reserve": {role: share_text(share) for role, share in shares},
        "training_slots": "unlimited" if slots is None else str(slots),
        "models": str(world.models),
        "use_cases": rate_text(world.use_cases),
        "process": process_words(world.process),
        "changes": [change_words(change) for change in world.changes],
        **investing_words(world),
    }


def cell_words(cell: Cell) -> Words:
    """A cell; without a context if it has none."""
    context = {} if cell.context is None else {"context": cell.context}
    return {**context, "alternative": cell.alternative, **world_words(cell.world)}


def scenario_words(scenario: Scenario) -> Words:
    """A scenario without its name, its question and its cells."""
    begins = {} if scenario.begins is None else {"begins": scenario.begins.isoformat()}
    return {
        **begins,
        **({"ends": NEVER_ENDS} if scenario.steady else {}),
        **definitions(scenario.cells[0].world.capabilities),
        "seed": str(scenario.seed),
        "baseline": scenario.baseline,
        "compare": {
            "measures": list(scenario.measures),
            "decide_on": scenario.decide_on,
            **ending_of(scenario),
            "confidence": share_text(scenario.confidence),
        },
    }


def ending_of(scenario: Scenario) -> dict[str, str]:
    """How long a scenario is compared, and how its replications are made."""
    ending = Ending(
        scenario.replications, scenario.precision, scenario.indifference, scenario.antithetic
    )
    return ending_words(ending, scenario.decide_on)
