"""A sweep in sentences: what is picked where, and between which levels that changes."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from analysis.report.assumed import assumed
from analysis.report.words import (
    bare,
    confidence,
    counted,
    joined,
    number,
    period,
    quantity,
    quoted,
    title,
)
from sim.scenario.sweep_form import GRID, ONE_AT_A_TIME

if TYPE_CHECKING:
    from analysis.study.sweep.judge import Choice
    from analysis.study.sweep.result import Sweep
    from analysis.study.sweep.tornado import Swing
    from sim.scenario.axes import Axis

MOST_CHANGES = 8
"""Changes of the pick that are told one by one."""
MOST_SWINGS = 5
"""Numbers of a tornado that are told."""


@dataclass(frozen=True, slots=True)
class Change:
    """Two points on a line of a grid between which the pick changes."""

    axis: int
    before: Choice
    after: Choice
    between: tuple[Choice, ...]
    """Points between them at which nothing is sure."""


def level_text(axis: Axis, value: float) -> str:
    """A level with its unit, as a sentence has it: "15 %", "4 / year", "1 working day"."""
    unit = axis.unit.removesuffix("s") if number(value) == "1" else axis.unit
    if unit.startswith("1 /"):
        return f"{number(value)} {unit[2:]}"
    return quantity(value, unit) if unit else number(value)


def of_differences(unit: str) -> str:
    """The unit in which differences are written: shares differ by points."""
    return "points" if unit.startswith("share") else unit


def blocks(sweep: Sweep) -> list[list[str]]:
    """What a sweep says: for each context its answer and the points of it; then what failed."""
    if len(sweep.plan.base.alternatives) < 2:
        alone = "There is one alternative, so nothing is compared; its measures are in the tables."
        return [[alone], *([line] for line in failures(sweep))]
    found = [_context(sweep, context) for context in sweep.plan.base.contexts]
    return [*found, *([line] for line in failures(sweep))]


def _context(sweep: Sweep, context: str | None) -> list[str]:
    chosen = [one for one in sweep.choices if one.pick.context == context]
    prefix = "" if context is None else f"{quoted(context)}: "
    told = [f"{prefix}{_answer(chosen)}.", *_too_short(chosen)]
    if sweep.plan.design == ONE_AT_A_TIME:
        return [*told, *_one_at_a_time(sweep, context, chosen)]
    if sweep.plan.design == GRID:
        told += _changes(sweep, chosen)
    return [*told, *_range(sweep, context)]


def _answer(chosen: Sequence[Choice]) -> str:
    """At how many points what is picked."""
    count = len(chosen)
    names = Counter(one.name for one in chosen)
    unsure = names.pop(None, 0)
    if not names:
        where = f"any of {count} points" if count > 1 else "the one point"
        return f"no pick at {where}: {_looks(chosen)}"
    (first, most), *others = names.most_common()
    if most == count:
        return f"pick {quoted(first)} at {'the one point' if count == 1 else f'all {count} points'}"
    told = [f"pick {quoted(first)} at {most} of {count} points"]
    told += [f"{quoted(name)} at {number}" for name, number in others]
    nowhere = f"; no pick at {unsure}: {_looks(chosen)}" if unsure else ""
    return f"{', '.join(told)}{nowhere}"


def _looks(chosen: Sequence[Choice]) -> str:
    """What looks best where nothing is sure."""
    best = Counter(one.pick.best for one in chosen if one.name is None).most_common()
    if len(best) == 1:
        return f"{quoted(best[0][0])} looks best there, but is not separated from all others"
    told = [f"{quoted(name)} at {count}" for name, count in best]
    return f"{joined(told)} look best, but are not separated from all others"


def _too_short(chosen: Sequence[Choice]) -> list[str]:
    short = [one for one in chosen if one.cut is not None and one.cut.refused]
    if not short:
        return []
    return [
        f"At {len(short)} of {len(chosen)} points the run is too short for a steady state, and "
        "nothing is concluded there."
    ]


def changes(sweep: Sweep, chosen: Sequence[Choice]) -> Iterator[Change]:
    """Where the pick of a grid changes from one level to the next sure one, along each number."""
    points = sweep.plan.points
    for axis in range(len(sweep.plan.axes)):

        def line(one: Choice, axis: int = axis) -> tuple[object, ...]:
            point = points[one.point]
            return tuple(level for place, level in enumerate(point) if place != axis)

        order = {key: place for place, key in enumerate(dict.fromkeys(map(line, chosen)))}
        ranked = sorted(chosen, key=lambda one: order[line(one)])
        for _, some in groupby(ranked, key=line):
            yield from _along(sorted(some, key=lambda one: _value(sweep, one, axis)), axis)


def _value(sweep: Sweep, one: Choice, axis: int) -> float:
    level = sweep.plan.points[one.point][axis]
    return math.nan if level is None else level.value


def _along(line: Sequence[Choice], axis: int) -> Iterator[Change]:
    before: Choice | None = None
    unsure: list[Choice] = []
    for one in line:
        if one.name is None:
            unsure.append(one)
            continue
        if before is not None and one.name != before.name:
            yield Change(axis, before, one, tuple(unsure))
        before, unsure = one, []


def _changes(sweep: Sweep, chosen: Sequence[Choice]) -> list[str]:
    found = list(changes(sweep, chosen))
    told = [_change(sweep, one) for one in found[:MOST_CHANGES]]
    more = len(found) - len(told)
    return [*told, *([f"... and at {more} more places."] if more else [])]


def _change(sweep: Sweep, one: Change) -> str:
    axis = sweep.plan.axes[one.axis]
    ends = [level_text(axis, _value(sweep, end, one.axis)) for end in (one.before, one.after)]
    others = [
        f"{other.name} is {level_text(other, _value(sweep, one.before, place))}"
        for place, other in enumerate(sweep.plan.axes)
        if place != one.axis
    ]
    where = f" where {joined(others)}" if others else ""
    unsure = [level_text(axis, _value(sweep, middle, one.axis)) for middle in one.between]
    open_at = f"; at {joined(unsure)} it is not sure" if unsure else ""
    return (
        f"The pick changes from {quoted(one.before.name)} to {quoted(one.after.name)} between "
        f"{axis.name} {ends[0]} and {ends[1]}{where}{open_at}."
    )


def _range(sweep: Sweep, context: str | None) -> list[str]:
    """How far the difference to the baseline goes over the points, for each alternative."""
    from analysis.study.sweep.judge import against_baseline

    measure, unit = sweep.plan.base.decide_on, sweep.unit(sweep.plan.base.decide_on)
    told = []
    for name in sweep.plan.base.alternatives:
        found = [
            one.comparison.paired.difference
            for one in against_baseline(sweep, measure)
            if (one.comparison.context, one.comparison.alternative) == (context, name)
        ]
        known = [value for value in found if not math.isnan(value)]
        if known:
            low, high = (bare(end, unit, signed=True) for end in (min(known), max(known)))
            told.append(f"{quoted(name)} {low} to {high}")
    if not told:
        return []
    base, what = quoted(sweep.plan.base.baseline), title(measure)
    shown = f"{joined(told)} [{of_differences(unit)}]"
    return [f"Against {base}, {what} over the points: {shown}."]


def _one_at_a_time(sweep: Sweep, context: str | None, chosen: Sequence[Choice]) -> list[str]:
    from analysis.study.sweep.tornado import swings

    first, *others = chosen
    as_it_is = f"pick {quoted(first.name)}" if first.name else "no pick"
    told = [f"As the scenario has it: {as_it_is}."]
    found = [one for one in swings(sweep) if one.context == context]
    for name, some in groupby(found, key=lambda one: one.alternative):
        told.append(_most(sweep, name, list(some)))
    other = [one for one in others if one.name is not None and one.name != first.name]
    if first.name and not other:
        return [*told, "No level of any of these numbers changes the pick to another."]
    told += [f"With {_where(sweep, one)}: pick {quoted(one.name)}." for one in other[:MOST_CHANGES]]
    return told


def _where(sweep: Sweep, one: Choice) -> str:
    point = sweep.plan.points[one.point]
    return joined(
        [
            f"{axis.name} at {level_text(axis, level.value)}"
            for axis, level in zip(sweep.plan.axes, point, strict=True)
            if level is not None
        ]
    )


def _most(sweep: Sweep, name: str, found: Sequence[Swing]) -> str:
    unit = sweep.unit(sweep.plan.base.decide_on)
    axes = {axis.name: axis for axis in sweep.plan.axes}
    told = []
    for swing in found[:MOST_SWINGS]:
        low, high = swing.bars[0], swing.bars[-1]
        ends = [level_text(axes[swing.parameter], bar.value) for bar in (low, high)]
        values = [bare(bar.difference, unit, signed=True) for bar in (low, high)]
        told.append(f"{swing.parameter} ({values[0]} at {ends[0]}, {values[1]} at {ends[1]})")
    base = quoted(sweep.plan.base.baseline)
    first = quantity(found[0].as_it_is, unit, signed=True)
    return (
        f"{quoted(name)} against {base} is {first} as it is, and moves most with "
        f"{joined(told)} [{of_differences(unit)}]."
    )


def failures(sweep: Sweep) -> list[str]:
    """How many replications failed, and the first of them; empty if none did."""
    from sim.scenario.errors import printable

    if not sweep.lived.errors:
        return []
    place = min(sweep.lived.errors)
    total = len(sweep.plan.points) * sweep.plan.size * sweep.plan.base.replications
    return [
        f"{sweep.failures} of {total} replications failed and are left out, in all alternatives of "
        f"their world at their point; the first at point {place[0]}, seed "
        f"{sweep.plan.base.seed}, replication {place[2]}: "
        f"{printable(sweep.lived.errors[place], 300)}"
    ]


def footers(sweep: Sweep) -> list[str]:
    """How the sweep was made, and what its intervals and verdicts hold for."""
    base = sweep.plan.base
    worlds = [cell.world for scenario in sweep.plan.scenarios for cell in scenario.cells]
    periods = list(dict.fromkeys(map(period, worlds)))
    shown = joined(periods) if len(periods) <= 3 else f"{periods[0]} and others"
    level = confidence(base.confidence)
    family = f"{_judged(sweep)}Each {level} interval is a paired-t interval by itself"
    return [
        f"{kind(sweep)}: {shown}{made(sweep)}; {_how_many(sweep)} in the same worlds at all "
        f"points, seed {base.seed}. {family}; other measures are described, and not judged.",
        assumed(worlds),
    ]


def _judged(sweep: Sweep) -> str:
    """Which chance there is that a verdict is luck; nothing where nothing is compared."""
    if not sweep.tested:
        return ""
    share = sweep.plan.base.confidence
    all_ = f"all {sweep.tested} comparisons" if sweep.tested > 1 else "the one comparison"
    luck = "any of them" if sweep.tested > 1 else "it"
    return (
        f"Picks and verdicts allow for {all_} of the sweep by what decides (Holm, "
        f"{confidence(share)}): that {luck} is luck has a chance of at most "
        f"{100 * (1 - share):g} %. "
    )


def _how_many(sweep: Sweep) -> str:
    base = sweep.plan.base
    contexts, names = len(base.contexts), len(base.alternatives)
    of = f"each of {names} alternatives" if names > 1 else "one alternative"
    where = f" in {contexts} contexts" if contexts > 1 else ""
    return (
        f"{counted(len(sweep.plan.points), 'point')}, {base.replications} replications of "
        f"{of}{where}"
    )


def kind(sweep: Sweep) -> str:
    """What kind of simulation it was."""
    return "Steady-state simulation" if sweep.plan.base.steady else "Terminating simulation"


def made(sweep: Sweep) -> str:
    """What was cut off, as part of a sentence that has said the kind."""
    cuts = [cut.made for cut in sweep.lived.cuts if cut is not None]
    if not cuts:
        return ""
    quarters = str(min(cuts)) if min(cuts) == max(cuts) else f"{min(cuts)} to {max(cuts)}"
    return f", first {quarters} quarters cut (MSER-5, at each point by itself)"
