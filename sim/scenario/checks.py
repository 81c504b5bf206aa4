"""What only shows when fields are looked at together."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from sim.scenario.comparing import foreign
from sim.scenario.contradictions import contradictions_of
from sim.scenario.currencies import currencies, currency_of
from sim.scenario.errors import Mistake
from sim.scenario.fields import is_name
from sim.scenario.holding import KEYS
from sim.scenario.machine import Cell, Scenario, World
from sim.scenario.once_built import out_of_bounds_once_built
from sim.scenario.places import InCell, Places
from sim.scenario.resolved import in_yaml
from sim.scenario.schema import MOST_CELLS, ChangeForm, Human, Patch
from sim.scenario.too_much import too_much
from sim.scenario.tree import Map
from sim.scenario.work import (
    MOST_EVENTS,
    MOST_EVENTS_IN_ALL,
    expected_events,
    expected_events_in_all,
)
from sim.units import Distribution, Value, duration_text, nearest
from sim.vocabulary import ROLES

_SETS = "stage, with, without, staff or process"


def names_of(human: Human, places: Places) -> Iterator[Mistake]:
    """Names that point nowhere or look alike. Needs no valid world."""
    alternatives = _keys(places.file, "alternatives")
    baseline = human.baseline
    if alternatives and baseline is not None and baseline not in alternatives:
        found = f"there is no alternative {baseline!r}"
        hint = nearest(baseline, [name for name in alternatives if is_name(name)])
        written = in_yaml(hint) if hint else None
        yield places.mistake(("baseline",), found, ", ".join(alternatives), written)
    for key in ("alternatives", "contexts"):
        yield from _alike(key, _keys(places.file, key), places)
    yield from _deciding(human, places)


def _keys(tree: Map, key: str) -> list[str]:
    node = tree.get(key)
    return list(node.entries) if isinstance(node, Map) else []


def _alike(key: str, names: list[str], places: Places) -> Iterator[Mistake]:
    seen: dict[str, str] = {}
    for name in names:
        bare = unicodedata.normalize("NFKC", name).casefold()
        if bare in seen:
            found = f"{name!r} and {seen[bare]!r} look alike"
            yield places.mistake((key, name), found, "names that differ in more than their case")
        seen[bare] = name


def _deciding(human: Human, places: Places) -> Iterator[Mistake]:
    compare = human.compare
    if compare is None or not compare.decide_on or not compare.measures:
        return
    if compare.decide_on not in compare.measures:
        found = f"{compare.decide_on} decides but is not among the measures"
        yield places.mistake(("compare", "decide_on"), found, ", ".join(compare.measures))


def dates_of(human: Human, above: Patch, places: Places) -> Iterator[Mistake]:
    """Changes without a day, or with a date that cannot be counted."""
    top = set(human.changes or {}) | set(above.changes or {})
    everywhere = top | {
        name for patch in (human.contexts or {}).values() for name in patch.changes or {}
    }
    for path, changes, known in _change_maps(human, above, top, everywhere):
        for name, form in changes.items():
            yield from _dated(form, human.begins, (*path, name), name in known, places)


def _change_maps(
    human: Human, above: Patch, top: set[str], everywhere: set[str]
) -> Iterator[tuple[tuple[str, ...], Mapping[str, ChangeForm], set[str]]]:
    yield ("changes",), human.changes or {}, set()
    yield ("changes",), above.changes or {}, everywhere
    for name, patch in (human.contexts or {}).items():
        yield ("contexts", name, "changes"), patch.changes or {}, top
    for name, patch in (human.alternatives or {}).items():
        yield ("alternatives", name, "changes"), patch.changes or {}, everywhere


def _dated(
    form: ChangeForm, begins: date | None, path: tuple[str, ...], known: bool, places: Places
) -> Iterator[Mistake]:
    written = places.keys(path)
    if "at" not in written and not known:
        allowed = "at: 6 months, or at: 2027-06-01"
        yield places.mistake(path, "the change has no day", allowed, "at: 0 days")
    if isinstance(form.at, date) and begins is None:
        allowed = "a duration after day 0; or say at the top when day 0 is: begins: 2027-01-01"
        yield places.mistake((*path, "at"), "a date, but the scenario has none for day 0", allowed)
    if not written - {"at"} and not known:
        yield places.mistake(path, "the change changes nothing", _SETS)


def too_many_cells(human: Human, places: Places) -> Iterator[Mistake]:
    """More combinations than a scenario may have; looked at before they are made."""
    cells = max(len(human.alternatives or {}), 1) * max(len(human.contexts or {}), 1)
    if cells > MOST_CELLS:
        found = f"{cells} combinations of alternatives and contexts"
        yield places.mistake(("contexts",), found, f"at most {MOST_CELLS}")


def worlds_of(
    scenario: Scenario, places: Places, among: Sequence[InCell] = ()
) -> Iterator[Mistake]:
    """What cannot be, in any cell of a resolved scenario, and between them.

    Args:
        scenario: resolved, with all of its cells or with some.
        places: where things are written.
        among: all cells, of which the scenario may have some; none: those that it has.
    """
    for cell in scenario.cells:
        for check in (
            _outside,
            _nobody,
            contradictions_of,
            out_of_bounds_once_built,
            too_much,
            _investments,
        ):
            yield from check(cell, places)
    yield from currencies(scenario, places)
    all_ = among or scenario.cells
    yield from _equal(scenario, places, "alternatives", lambda cell: cell.alternative, all_)
    yield from _equal(scenario, places, "contexts", lambda cell: cell.context, all_)


def ends_of(scenario: Scenario, places: Places) -> Iterator[Mistake]:
    """What cannot be in how long a resolved scenario is compared."""
    yield from foreign(scenario, currency_of(scenario, places), places)
    total = expected_events_in_all(scenario)
    if total > MOST_EVENTS_IN_ALL and not any(
        expected_events(cell.world) > MOST_EVENTS for cell in scenario.cells
    ):
        found = f"about {total:.1e} events in all replications"
        allowed = f"at most {MOST_EVENTS_IN_ALL:.0e}: fewer models, days, cells or replications"
        key = "max_replications" if scenario.is_open else "replications"
        yield places.mistake(("compare", key), found, allowed)


def _investments(cell: Cell, places: Places) -> Iterator[Mistake]:
    """Investments that begin too late, or that nobody could build."""
    world = cell.world
    for one in world.investments:
        path = ("investments", one.capability)
        if one.start >= world.horizon:
            allowed = f"before {duration_text(world.horizon)}"
            found = "the investment would begin after the horizon"
            yield places.mistake((*path, "start"), found, allowed, cell=cell)
        row = world.capabilities[one.capability]
        for role in sorted({*row.build, *row.adopt}):
            if not any(staff[role] for staff, _ in _phases(world)):
                found = f"{one.capability} takes work of the role {role}, and there is nobody"
                allowed = f"staff of the role {role}"
                yield places.mistake(path, found, allowed, cell=cell)


def _outside(cell: Cell, places: Places) -> Iterator[Mistake]:
    world = cell.world
    for change in world.changes:
        if not -world.history <= change.at < world.horizon:
            side = "before history begins" if change.at < 0 else "after the horizon"
            allowed = f"from -{duration_text(world.history)} to {duration_text(world.horizon)}"
            path = ("changes", change.name, "at")
            yield places.mistake(path, f"the change lies {side}", allowed, cell=cell)


def _phases(world: World) -> list[tuple[Mapping[str, int], Mapping[str, Value]]]:
    """Staff and process from day one and from each change on."""
    phases: list[tuple[Mapping[str, int], Mapping[str, Value]]] = [(world.staff, world.process)]
    for change in world.changes:
        staff, process = phases[-1]
        phases.append((change.staff or staff, change.process or process))
    return phases


def _nobody(cell: Cell, places: Places) -> Iterator[Mistake]:
    phases = _phases(cell.world)
    for role in ROLES:
        empty = [staff[role] == 0 for staff, _ in phases]
        for index, (_, process) in enumerate(phases):
            steps = steps_of(process, role) if all(empty[index:]) else []
            if steps:
                allowed = f"staff for {', '.join(steps)}; or another `by`; or an effort of 0 days"
                found = f"nobody is left who could do the work of the role {role}"
                path = ("organisation", "staff", role)
                yield places.mistake(path, found, allowed, cell=cell)
                break


def steps_of(process: Mapping[str, Value], role: str) -> list[str]:
    """The steps that a role has to do."""
    names = [name for name, value in process.items() if value == role and name.endswith(".by")]
    return [name for name in names if _is_work(process, name.removesuffix("by"))]


def _is_work(process: Mapping[str, Value], prefix: str) -> bool:
    effort, rate = process.get(f"{prefix}effort"), process.get(f"{prefix}rate")
    return rate != 0 and not (isinstance(effort, Distribution) and effort.is_zero)


def _equal(
    scenario: Scenario,
    places: Places,
    key: str,
    name_of: Callable[[InCell], str | None],
    all_: Sequence[InCell],
) -> Iterator[Mistake]:
    """Two names for the same worlds: one is probably misspelt, and no run could tell them apart.

    Only names are told apart of which all cells are known: the one that is not may differ.
    """
    worlds: dict[str | None, list[World]] = {}
    for cell in scenario.cells:
        worlds.setdefault(name_of(cell), []).append(cell.world)
    cells = Counter(map(name_of, all_))
    names = [name for name, known in worlds.items() if len(known) == cells[name]]
    for index, name in enumerate(names):
        for other in names[:index]:
            if worlds[name] == worlds[other]:
                found = f"{name!r} is the same as {other!r} in everything"
                yield places.mistake((key, str(name)), found, f"{key} that differ")


def same_day(changes: Mapping[str, ChangeForm], cell: Cell, places: Places) -> Iterator[Mistake]:
    """Two changes of one day that set the same thing to different values."""
    days = {change.name: change.at for change in cell.world.changes}
    names = list(days)
    for index, name in enumerate(names):
        for other in names[:index]:
            if days[name] == days[other] and _conflict(changes[name], changes[other]):
                found = f"{name!r} and {other!r} set the same thing on the same day"
                yield places.mistake(("changes", name), found, "another day, or one", cell=cell)


def _conflict(one: ChangeForm, other: ChangeForm) -> bool:
    mine, theirs = (form.model_dump(exclude_unset=True, exclude={"at"}) for form in (one, other))
    if mine.keys() & KEYS and theirs.keys() & KEYS:  # which of them would be the first?
        return True
    shared = mine.keys() & theirs.keys()
    return any(
        mine[key].keys() & theirs[key].keys() if isinstance(mine[key], dict) else True
        for key in shared
    )
