"""Random organisations in which everything may happen: all rows, all stages, any capabilities.

What is drawn can be: capabilities are held with all that they need.
"""

from random import Random

from hypothesis import strategies as st

from sim.capabilities import CAPABILITIES
from sim.scenario.composition import required_by
from sim.stages import STAGES, held
from sim.vocabulary import ROLES
from tests.invariants.random_investments import programme, with_all_needed
from tests.invariants.random_rows import Rows, rows
from tests.invariants.random_worlds import HISTORIES, MODELS, USE_CASES, help_in_the_end, staff

HORIZONS = (20, 63, 130, 200)


def _change_of_holding(dice: Random, before: set[str]) -> tuple[Rows, set[str]]:
    """What is held from now on, as a file says it."""
    if dice.random() < 0.3:
        stage = dice.choice(list(STAGES))
        return {"stage": stage}, set(held(stage))
    some = set(dice.sample(sorted(CAPABILITIES), dice.randint(1, 3)))
    after = with_all_needed(before | some)
    if dice.random() < 0.3:
        gone = set(dice.sample(sorted(CAPABILITIES), 1))
        after = {name for name in after if not gone & {name, *required_by(name)}}
    said = {"with": sorted(after - before), "without": sorted(before - after)}
    return {key: names for key, names in said.items() if names}, after


def _beginning(dice: Random) -> tuple[Rows, set[str]]:
    stage = dice.choice(list(STAGES))
    holding, names = {"stage": stage}, set(held(stage))
    if dice.random() < 0.5:
        more, names = _change_of_holding(dice, names)
        holding.update(more)
    organisation = {
        **holding,
        "staff": staff(dice),
        "improvement_reserve": {role: dice.choice(("0 %", "20 %", "80 %")) for role in ROLES},
        "training_slots": dice.choice((1, 2, "unlimited")),
    }
    return organisation, names


def _changes(dice: Random, days: range, names: set[str]) -> dict[str, Rows]:
    changes = {}
    for day in sorted(dice.sample(days, dice.choice((0, 0, 1, 2, 3)))):
        change: Rows = {}
        if dice.random() < 0.5:
            change, names = _change_of_holding(dice, names)
        if dice.random() < 0.5:
            change["staff"] = staff(dice)
        if dice.random() < 0.5 or not change:
            change["process"] = rows(dice, 0.1) or {"people.switching": "1 day"}
        changes[f"at {day}"] = {"at": f"{day} days", **change}
    return changes


def _builders(dice: Random, organisation: Rows, names: set[str]) -> tuple[Rows, set[str]]:
    """Who builds has more to build where little is held."""
    if dice.random() < 0.4:
        return organisation, names
    stage = dice.choice((1, 1, 2, 3))
    plain = {key: said for key, said in organisation.items() if key not in ("with", "without")}
    return {**plain, "stage": stage}, set(held(stage))


def living_world(number: int) -> Rows:
    """The top-level keys of a scenario file that is valid; each number has its own."""
    dice = Random(number)
    history, horizon = dice.choice(HISTORIES), dice.choice(HORIZONS)
    organisation, names = _beginning(dice)
    process = rows(dice, dice.choice((1, 1, 0.95, 0.8, 0.4, 0.1)))
    changes = _changes(dice, range(-history, horizon), names)
    built: Rows = {}
    planned = any({"stage", "with", "without"} & change.keys() for change in changes.values())
    builds = Random(-1 - number)
    if not planned and builds.random() < 0.8:
        organisation, names = _builders(builds, organisation, names)
        horizon = max(
            horizon, builds.choice((130, 200))
        )  # building takes months, whatever the effort
        built = programme(builds, names, horizon)
    return {
        **built,
        "history": f"{history} days",
        "horizon": f"{horizon} days",
        "organisation": organisation | built.get("organisation", {}),
        "portfolio": {"models": dice.choice(MODELS), "use_cases": dice.choice(USE_CASES)},
        "process": process | built.get("process", {}),
        "changes": changes | help_in_the_end(organisation["staff"], [*changes.values()], horizon),
    }


living_worlds = st.integers(0, 2**32).map(living_world)
"""Any of them."""
