"""Where items wait: days of first releases and of refreshes by step, at work and waiting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.figures.bars import Part, stack, whisker
from analysis.figures.canvas import SMALL, in_units, key, name, paper, rows, styled, where
from analysis.figures.estimates import Estimate, estimate, observed, outcomes
from analysis.figures.once import once
from analysis.figures.palette import INK, STATE
from analysis.report.words import number
from analysis.study.tails import ENDED, FlowRow
from sim.units import TICKS_PER_DAY

if TYPE_CHECKING:
    from analysis.study.compare import Study

ITEMS: Final[Mapping[str, str]] = {"use case": "Use cases in progress", "refresh": "Refreshes"}
STATES: Final[Mapping[str, str]] = {
    "working": "being worked on",
    "data_scientist": "waiting for data scientists",
    "it_engineer": "waiting for IT engineers",
    "training": "waiting for training slots",
    "": "waiting for something else",
}
PHASES: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "use case": {
        "canvas and data": ("canvas.", "data."),
        "development": ("development.",),
        "hand-over": ("handover.", "release.wrap", "release.write_tests"),
        "tests": ("release.check", "release.test", "release.ci", "release.canary"),
        "deployment": ("release.deploy", "release.repair"),
    },
    "refresh": {
        "training": ("refresh.retrain", "refresh.train"),
        "hand-over": ("handover.",),
        "tests": ("refresh.check", "refresh.test", "release.canary", "release.ci"),
        "deployment": ("refresh.deploy", "refresh.mend", "release."),
    },
}
_NEVER_STARTED: Final = ("expired",)
_BACKLOG: Final = "backlog"


@dataclass(frozen=True, slots=True)
class Bar:
    """One phase: mean days for each item that came to an end, by what happens in it."""

    phase: str
    days: tuple[tuple[str, float], ...]
    total: Estimate


@dataclass(frozen=True, slots=True)
class Panel:
    """One kind of item in one alternative."""

    item: str
    alternative: str
    worlds: int
    """Worlds in which any such item came to an end; means are over these."""
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """What the figure shows."""

    context: str | None
    baseline: str
    confidence: float
    panels: tuple[Panel, ...]
    """Alternative by alternative, in each the kinds of items."""


@once
def analyse(study: Study, context: str | None) -> Result:
    """Days at work and waiting, by step, of use cases from their start on and of refreshes."""
    found = tuple(panel for name in study.alternatives for panel in _panels(study, context, name))
    return Result(context, study.scenario.baseline, study.scenario.confidence, found)


def _panels(study: Study, context: str | None, alternative: str) -> Iterator[Panel]:
    tables: dict[str, dict[int, np.ndarray]] = {item: {} for item in ITEMS}
    for world, one in outcomes(study, context, alternative).items():
        flow = tuple(iter(one.flow))  # read from the journal each time somebody asks, len() too
        for item, by_world in tables.items():
            if (table := _days(flow, item)) is not None:
                by_world[world] = table
    for item, by_world in tables.items():
        yield _panel(study, item, alternative, by_world)


def _panel(study: Study, item: str, alternative: str, by_world: dict[int, np.ndarray]) -> Panel:
    known = list(by_world.values())
    totals = observed(study, {number: table.sum(axis=1) for number, table in by_world.items()})
    bars = []
    for place, phase in enumerate(PHASES[item]):
        days = np.array([table[place] for table in known]).reshape(len(known), len(STATES))
        means = days.mean(axis=0) if known else np.zeros(len(STATES))
        total = estimate(np.array([one[place] for one in totals.values()]), study.level)
        bars.append(Bar(phase, tuple(zip(STATES, map(float, means), strict=True)), total))
    return Panel(item, alternative, len(known), tuple(bars))


def _days(flow: Sequence[FlowRow], item: str) -> np.ndarray | None:
    """Days by phase and state for each item that ended; None if none did."""
    phases, states = list(PHASES[item]), list(STATES)
    table, ended = np.zeros((len(phases), len(states))), 0
    for kind, step, state, resource, count, ticks in flow:
        if kind != item or step == _BACKLOG:
            continue
        if state == ENDED:
            ended += 0 if step in _NEVER_STARTED else count
            continue
        happens = state if state == "working" else resource
        column = states.index(happens if happens in states else "")
        table[phases.index(_phase(item, step)), column] += ticks
    return table / TICKS_PER_DAY / ended if ended else None


def _phase(item: str, step: str) -> str:
    """The phase of a step; one that nobody has put into a phase counts as deployment."""
    for phase, steps in PHASES[item].items():
        if step.startswith(steps):
            return phase
    return list(PHASES[item])[-1]


def draw(panel: Panel, ax: Axes, longest: float) -> None:
    """Draws a panel on given axes, for bars of at most `longest` days."""
    for place, bar in enumerate(panel.bars):
        parts = [Part(days, STATE[state]) for state, days in bar.days]
        end = stack(ax, place, parts)
        _whisker(ax, place, bar.total, longest)
        if panel.worlds and bar.total.mean > 0:
            end = min(max(end, bar.total.high if bar.total.high > end else end), longest)
            ax.text(
                end + 0.02 * longest, place, number(bar.total.mean), va="center", fontsize=SMALL,
                bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.8}, zorder=5,
            )  # fmt: skip
    if not panel.worlds:
        ax.text(0.02 * longest, 1.5, "none came to an end", va="center", style="italic")
    rows(ax, [bar.phase for bar in panel.bars])
    ax.set_xlim(0, 1.14 * longest)
    in_units(ax.xaxis, "days")


def _whisker(ax: Axes, place: float, found: Estimate, longest: float) -> None:
    """An interval, ending in an arrow where it is cut."""
    whisker(ax, place, replace(found, high=min(found.high, longest)))
    if found.low < longest < found.high:
        ax.plot(longest, place, color=INK, marker=">", markersize=6, zorder=4)


@styled
def figure(study: Study, context: str | None = None) -> Figure:
    """Where items wait, as a figure: a row of panels for each alternative, days to the right."""
    result = analyse(study, context)
    made = paper(1.3 + 1.45 * len(study.alternatives))
    grid = made.subplots(len(study.alternatives), len(ITEMS), sharex="col", squeeze=False)
    for place, panel in enumerate(result.panels):
        column = place % len(ITEMS)
        ax = grid[place // len(ITEMS)][column]
        draw(panel, ax, _longest(result, panel.item))
        mark = " (baseline)" if panel.alternative == result.baseline else ""
        if column == 0:
            ax.set_title(f"{name(panel.alternative)}{mark}")
    for column, (item, words) in enumerate(ITEMS.items()):
        what = "started use case" if item == "use case" else "refresh"
        grid[-1][column].set_xlabel(f"{words}: working days per {what} that came to an end")
    made.suptitle(where("Where items wait", result.context), x=0.01, ha="left", weight="bold")
    made.legend(
        handles=key([(STATE[state], words) for state, words in STATES.items()]),
        loc="outside lower center", ncols=5, fontsize=SMALL,
    )  # fmt: skip
    return made


def _longest(result: Result, item: str) -> float:
    """The longest bar; whiskers may be cut where one world would make all bars tiny."""
    bars = [bar for panel in result.panels if panel.item == item for bar in panel.bars]
    means = [bar.total.mean for bar in bars if bar.total.known]
    highs = [bar.total.high for bar in bars if bar.total.high > 0]
    longest = max(means, default=0.0)
    return min(max(highs, default=longest), 1.5 * longest) or 1.0
