"""The tables that `mlorg sweep` prints: point by point, or number by number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from analysis.report.sweeps import kind, level_text, made, of_differences
from analysis.report.tables import Table
from analysis.report.words import bare, confidence, interval, quoted, title
from sim.scenario.sweep_form import ONE_AT_A_TIME

if TYPE_CHECKING:
    from analysis.study.sweep.judge import Choice, Difference
    from analysis.study.sweep.result import Sweep
    from analysis.study.sweep.tornado import Bar, Swing
    from sim.scenario.axes import Axis

MOST_ROWS = 60
"""Points that are shown; all are in points.parquet and picks.parquet."""


def tables(sweep: Sweep) -> list[Table]:
    """A table for each context, and of one at a time one for each alternative in it; empty without
    alternatives."""
    base = sweep.plan.base
    if len(base.alternatives) < 2:
        return []
    if sweep.plan.design == ONE_AT_A_TIME:
        from analysis.study.sweep.tornado import swings

        found = swings(sweep)
        keys = dict.fromkeys((one.context, one.alternative) for one in found)
        return [
            _tornado(sweep, [one for one in found if (one.context, one.alternative) == key])
            for key in keys
        ]
    return [_points(sweep, context) for context in base.contexts]


def _points(sweep: Sweep, context: str | None) -> Table:
    base = sweep.plan.base
    unit = sweep.unit(base.decide_on)
    others = [name for name in base.alternatives if name != base.baseline]
    level = confidence(base.confidence)
    heads = [
        "point",
        *(axis.name.removeprefix("process.") for axis in sweep.plan.axes),
        *(head for name in others for head in (name, f"{level} interval of '{name}'")),
        "pick",
    ]
    found = {
        (one.point, one.comparison.alternative): one
        for one in sweep.compared
        if (one.comparison.context, one.comparison.measure, one.comparison.reference)
        == (context, base.decide_on, base.baseline)
    }
    chosen = [one for one in sweep.choices if one.pick.context == context]
    rows = tuple(_row(sweep, one, others, found, unit) for one in chosen[:MOST_ROWS])
    words = f"{_where(context)}{title(base.decide_on)}, differences to {quoted(base.baseline)}"
    right = frozenset(heads[:-1])
    head = f"{words[:1].upper()}{words[1:]} [{of_differences(unit)}]"
    return Table(head, tuple(heads), rows, right, (*_cut_short(len(chosen)), *_notes(sweep)))


def _cut_short(count: int) -> list[str]:
    more = count - MOST_ROWS
    return [f"... and {more} points more: see picks.parquet, or --json."] if more > 0 else []


def _notes(sweep: Sweep) -> list[str]:
    level = confidence(sweep.plan.base.confidence)
    ends = f"{kind(sweep).split(' ')[0]}{made(sweep)}."
    return [f"*: decided, all points and comparisons considered (Holm, {level}).", ends]


def _row(
    sweep: Sweep,
    choice: Choice,
    others: Sequence[str],
    found: dict[tuple[int, str], Difference],
    unit: str,
) -> tuple[str, ...]:
    point = sweep.plan.points[choice.point]
    levels = [
        "as it is" if level is None else level_text(axis, level.value)
        for axis, level in zip(sweep.plan.axes, point, strict=True)
    ]
    cells = [cell for name in others for cell in _difference(found[choice.point, name], unit)]
    return (str(choice.point), *levels, *cells, _picked(choice))


def _difference(one: Difference, unit: str) -> tuple[str, str]:
    paired = one.comparison.paired
    star = " *" if one.comparison.adjusted.decided else "  "
    return bare(paired.difference, unit, signed=True) + star, interval(
        paired.low, paired.high, unit
    )


def _picked(choice: Choice) -> str:
    if choice.cut is not None and choice.cut.refused:
        return "too short"
    return choice.name or f"unsure ({choice.pick.best}?)"


def _where(context: str | None) -> str:
    return "" if context is None else f"{quoted(context)}: "


def _tornado(sweep: Sweep, found: Sequence[Swing]) -> Table:
    base = sweep.plan.base
    unit = sweep.unit(base.decide_on)
    level = confidence(base.confidence)
    heads = ("varied alone", "level", "difference", "change", f"{level} interval of it", "pick")
    axes = {axis.name: axis for axis in sweep.plan.axes}
    rows = tuple(_bar(bar, axes[swing.parameter], unit) for swing in found for bar in swing.bars)
    first = found[0]
    as_it_is = bare(first.as_it_is, unit, signed=True)
    words = (
        f"{_where(first.context)}{title(base.decide_on)}, {quoted(first.alternative)} against "
        f"{quoted(base.baseline)}: {as_it_is} as it is"
    )
    head = f"{words[:1].upper()}{words[1:]} [{of_differences(unit)}]"
    return Table(head, heads, rows, frozenset(heads[1:5]), tuple(_notes(sweep)[1:]))


def _bar(bar: Bar, axis: Axis, unit: str) -> tuple[str, ...]:
    return (
        axis.name.removeprefix("process."),
        level_text(axis, bar.value),
        bare(bar.difference, unit, signed=True),
        bare(bar.change, unit, signed=True),
        interval(bar.low, bar.high, unit),
        bar.pick or "unsure",
    )
