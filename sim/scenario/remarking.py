"""What is allowed but worth a question: a slip of the pen that no rule can tell from a wish.

Nothing here refuses anything. Whoever shows a scenario to people may show its remarks beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sim.process import PARAMETERS, Parameter
from sim.scenario.checks import steps_of
from sim.scenario.composition import way_of_working
from sim.scenario.machine import Cell, Change, Scenario, World
from sim.scenario.overruling import Find, overruled
from sim.scenario.values import read_value
from sim.scenario.words import moment_words
from sim.stages import stage_of
from sim.units import TICKS_PER_DAY, Distribution, MoneyRate, Value, parse_days, text
from sim.vocabulary import DATA_SCIENTIST, DUTIES, IMPROVEMENT, ROLES

MOST_REMARKS = 12
_FEWEST_SLOTS = 10
"""Data scientists per training slot beyond which it is asked whether that is meant."""
OF_THE_FIRST_DAY = ("data.adequacy", "data.spread", "sponsor.start")
"""How things are when history begins; from then on only what people do moves them."""
Where = tuple[str | None, str]
Phase = tuple[Change | None, Mapping[str, int], Mapping[str, Value]]


def remarks(scenario: Scenario, find: Find | None = None) -> tuple[str, ...]:
    """Things worth a question, one line each: where they hold, which parameter, what is odd.

    Args:
        scenario: a resolved scenario; what is odd is found by it alone.
        find: says where in the files things are written, so that remarks can name the place.

    Returns:
        At most `MOST_REMARKS` lines, no two alike, and one more that counts the rest.
    """
    found: dict[str, list[Where]] = {}
    for cell in scenario.cells:
        for line in dict.fromkeys(_of_cell(cell, scenario, find)):
            found.setdefault(line, []).append((cell.context, cell.alternative))
    lines = [f"{_where(places, scenario)}{line}" for line, places in found.items()]
    more = [f"... and {len(lines) - MOST_REMARKS} more"] if len(lines) > MOST_REMARKS else []
    return (*lines[:MOST_REMARKS], *more)


def _of_cell(cell: Cell, scenario: Scenario, find: Find | None) -> Iterator[str]:
    yield from _unusual(cell.world)
    yield from _few_slots(cell.world)
    yield from _given_up(cell.world)
    yield from _too_late(cell.world)
    yield from _no_time(cell.world, scenario)
    yield from overruled(cell, find)
    if cell.alternative != scenario.baseline:
        before = scenario.world(scenario.baseline, cell.context)
        yield from _undone(cell.world, before)
        yield from _idle_hires(cell.world, before)


def _where(places: list[Where], scenario: Scenario) -> str:
    """In which cells a remark holds; nothing if in all."""
    if len(places) == len(scenario.cells):
        return ""
    contexts, alternatives = (list(dict.fromkeys(side)) for side in zip(*places, strict=True))
    whole = len(places) == len(contexts) * len(alternatives)
    if whole and len(contexts) == len(scenario.contexts):
        return f"{_named('alternative', alternatives)}: "
    if whole and len(alternatives) == len(scenario.alternatives):
        return f"{_named('context', contexts)}: "
    return f"{_named('alternative', alternatives)}, {_named('context', contexts)}: "


def _named(what: str, names: list[str | None]) -> str:
    shown = ", ".join(repr(name) for name in names[:3])
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return f"{what}{'s' if len(names) > 1 else ''} {shown}{more}"


def _phases(world: World) -> Iterator[Phase]:
    """Staff and process from day one, and from each change on."""
    staff: Mapping[str, int] = world.staff
    process: Mapping[str, Value] = world.process
    yield None, staff, process
    for change in world.changes:
        staff, process = change.staff or staff, change.process or process
        yield change, staff, process


def _ways(world: World) -> Iterator[tuple[tuple[str, ...], Mapping[str, Value]]]:
    """What is held, and how work is done, from day one and from each change on."""
    held, process = world.held, world.process
    yield held, process
    for change in world.changes:
        held = held if change.held is None else change.held
        process = change.process or process
        yield held, process


def _unusual(world: World) -> Iterator[str]:
    """Values whose mean lies outside the range that is printed beside the parameter."""
    for held, process in _ways(world):
        way = way_of_working(held, world.capabilities)
        for name, value in process.items():
            row = PARAMETERS[name]
            if value != way[name] and (size := _mean(value)) and _outside(row, value, size):
                written = _shown(row, value)
                between = f"{_range(row)} (allowed; is it meant?)"
                yield f"{name}: {written} lies outside the known range {between}"


def _mean(value: Value) -> float | None:
    """How large a value is; None for words, lists and "never". Nothing at all is no size either:
    whoever writes 0 says that there is none of it."""
    if isinstance(value, Distribution):
        return value.mean()
    if isinstance(value, MoneyRate):
        return float(value.cents_per_year)
    return float(value) if isinstance(value, int | float) else None


def _outside(row: Parameter, value: Value, size: float) -> bool:
    if row.low is None or row.high is None:
        return False
    low, high = read_value(row, row.low), read_value(row, row.high)
    if _currency(value) != _currency(low):
        return False
    # A hair's breadth is no question: limits are rounded where they are printed.
    return not (_mean(low) or 0.0) * (1 - 1e-5) <= size <= (_mean(high) or 0.0) * (1 + 1e-5)


def _currency(value: Value) -> str | None:
    return value.currency if isinstance(value, MoneyRate) else None


def _shown(row: Parameter, value: Value) -> str:
    """A value, or its mean, in the unit of its range."""
    if isinstance(value, Distribution):
        exactly = "" if value.family == "fixed" else "a mean of "
        mean = value.mean()
        return f"{exactly}{_days(mean, row) if value.unit == 'days' else f'{mean:.4g}'}"
    if isinstance(value, int) and row.kind == "duration":
        return _days(value / TICKS_PER_DAY, row)
    return text(value, row.kind, row.none_word)


def _days(days: float, row: Parameter) -> str:
    unit = str(row.high).partition(" ")[2]
    number = f"{days / parse_days(f'1 {unit}'):.4g}"
    return f"{number} {unit if number == '1' or unit.endswith('s') else f'{unit}s'}"


def _range(row: Parameter) -> str:
    """ "0.8 to 4 days" rather than "0.8 days to 4 days"."""
    low, high = str(row.low), str(row.high)
    number, _, unit = low.partition(" ")
    same = unit and unit.removesuffix("s") == high.partition(" ")[2].removesuffix("s")
    return f"{number if same else low} to {high}"


def _few_slots(world: World) -> Iterator[str]:
    slots = world.training_slots
    most = max(staff[DATA_SCIENTIST] for _, staff, _ in _phases(world))
    if slots is not None and slots * _FEWEST_SLOTS < most:
        slot = f"{slots} slot{'s' if slots > 1 else ''}"
        yield (
            f"organisation.training_slots: {slot} for {most} data scientists "
            "(the rule of thumb is one for five; is it meant?)"
        )


def _given_up(world: World) -> Iterator[str]:
    """The stage of a change replaces all that is held, also what was held beside the stage."""
    held = world.held
    for change in world.changes:
        after = held if change.held is None else change.held
        lost = ", ".join(sorted(set(held) - set(after)))
        if lost and stage_of(after) > stage_of(held):
            yield (
                f"changes.{change.name}: reaches stage {stage_of(after)} and gives up {lost} "
                f"(is it meant? `with: [{lost}]` keeps it)"
            )
        held = after


def _too_late(world: World) -> Iterator[str]:
    """What is built or changed later, and would act on how things are when history begins."""
    for one in world.investments:
        for effect in world.capabilities[one.capability].effects:
            if effect.parameter in OF_THE_FIRST_DAY:
                yield f"investments.{one.capability}: {_does_nothing(effect.parameter)}"
    before = world.process
    for change in world.changes:
        after = change.process or before
        for name in OF_THE_FIRST_DAY:
            if after[name] != before[name]:
                yield f"changes.{change.name}: {_does_nothing(name)}"
        before = after


def _does_nothing(name: str) -> str:
    return f"what it does to {name} does nothing: that is how things are on the first day"


def _no_time(world: World, scenario: Scenario) -> Iterator[str]:
    """Building for which no time is kept; where another cell keeps some, that is the question."""
    build = [world.capabilities[one.capability].build for one in world.investments]
    reserves = [cell.world.improvement_reserve for cell in scenario.cells]
    roles = [
        role
        for role in ROLES
        if any(role in one for one in build) and not any(reserve[role] for reserve in reserves)
    ]
    if roles:
        yield (
            f"investments: nothing of the time of {' and '.join(roles)} is kept free for building "
            "them (organisation.improvement_reserve): whatever is urgent goes first, and who is "
            "busy builds late or never (is it meant? `mlorg compare capability-trap` shows it)"
        )


def _undone(world: World, before: World) -> Iterator[str]:
    """Heads that an alternative sets, and that a change planned for all then sets as for all."""
    theirs = {change.name: staff for change, staff, _ in _phases(before) if change}
    for role in ROLES:
        mine = world.staff[role]
        if mine == before.staff[role]:
            continue
        for change, staff, _ in _phases(world):
            if change and staff[role] != mine:
                if theirs.get(change.name, {}).get(role) == staff[role]:
                    yield _says_undone(role, mine, change, staff[role])
                break


def _says_undone(role: str, mine: int, change: Change, heads: int) -> str:
    day = f"day {change.at / TICKS_PER_DAY:.4g}" if change.at >= 0 else moment_words(change.at)
    return (
        f"organisation.staff.{role}: sets {mine}, but change {change.name!r} sets {heads} "
        f"from {day} (what a change sets is a total; is it meant?)"
    )


def _idle_hires(world: World, before: World) -> Iterator[str]:
    """People added to a role that has nothing to do, by an alternative that adds only these."""
    added = [role for role in ROLES if _most(world, role) > _most(before, role)]
    if not added or _without_staff(world) != _without_staff(before):
        return
    if any(_most(world, role) != _most(before, role) for role in ROLES if role not in added):
        return
    if not any(_has_work(process, role) for _, _, process in _phases(world) for role in added):
        roles = " and ".join(added)
        yield f"organisation.staff: adds only {roles}, whom no step and no duty of it needs"


def _most(world: World, role: str) -> int:
    return max(staff[role] for _, staff, _ in _phases(world))


def _without_staff(world: World) -> object:
    """A world in words but its heads; a change of nothing but staff is left out."""
    fields = {name: getattr(world, name) for name in World.model_fields if name not in _HEADS}
    changes = [
        (one.at, one.held, one.process)
        for one in world.changes
        if one.held is not None or one.process is not None
    ]
    return fields, changes


_HEADS = ("staff", "changes")


def _has_work(process: Mapping[str, Value], role: str) -> bool:
    standing = (process.get(f"{work}.{role}.rate") for work in (DUTIES, IMPROVEMENT))
    return bool(steps_of(process, role)) or any(standing)
