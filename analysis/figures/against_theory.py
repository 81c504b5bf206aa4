"""A queue of the model against its closed form: mean waits, and how far they are apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from analysis.figures.canvas import SMALL, paper, styled
from analysis.figures.palette import BLUE, INK, VERMILLION
from analysis.queues import QUEUES, Wait, waits
from analysis.report.words import confidence, number

if TYPE_CHECKING:
    from analysis.study.compare import Study

SEE: Final = (
    "Left: the line is the closed form, the dots are simulated. Right: the same as a distance from "
    "the closed form in percent, for on the left the intervals may be smaller than the dots. All "
    "intervals of the picture hold together. Blue ones contain theory, orange ones do not."
)
_POINTS: Final = 60


@dataclass(frozen=True, slots=True)
class Result:
    """What the figure shows."""

    title: str
    along: str
    whole: bool
    confidence: float
    curve: tuple[tuple[float, float], ...]
    """(place, mean wait in working days) by the closed form."""
    waits: tuple[Wait, ...]


def analyse(study: Study, queue: str, believed: Study | None = None) -> Result:
    """The waits in a queue of `analysis.queues.QUEUES`, simulated and by its closed form.

    Args:
        study: a study of the queue.
        queue: its name.
        believed: the study whose worlds theory is asked about; the same if None.

    Raises:
        KeyError: there is no such queue.
    """
    asked = QUEUES[queue]
    found = waits(study, asked, believed)
    world = (believed or study).scenario.world()
    places = _places([one.place for one in found], whole=asked.whole)
    curve = tuple((place, asked.theory(world, place)) for place in places)
    level = study.scenario.confidence
    return Result(asked.title, asked.along, asked.whole, level, curve, found)


def _places(ends: list[float], *, whole: bool) -> list[float]:
    low, high = min(ends), max(ends)
    if whole:
        return [float(place) for place in range(int(low), int(high) + 1)]
    return [low + (high - low) * step / _POINTS for step in range(_POINTS + 1)]


def told(result: Result) -> str:
    """The figure in words."""
    off = max(result.waits, key=lambda one: abs(one.mean / one.theory - 1))
    inside, count = sum(one.agrees for one in result.waits), len(result.waits)
    contain = {0: "none contains", 1: "1 contains", count: "all contain"}.get(
        inside, f"{number(inside)} contain"
    )
    return (
        f"Of {count} intervals, which hold together at {confidence(result.confidence)}, {contain} "
        f"what theory says. The largest distance is {_percent(off.mean / off.theory - 1)}, with "
        f"'{off.alternative}': {number(off.mean)} days, where theory says {number(off.theory)}."
    )


def _percent(share: float) -> str:
    return f"{number(100 * share, signed=True)} %"


def draw_waits(result: Result, ax: Axes) -> None:
    """Draws waits and the closed form on given axes."""
    marker = "_" if result.whole else ""
    ax.plot(*zip(*result.curve, strict=True), color=INK, linewidth=0 if result.whole else 1.2,
            marker=marker, markersize=22)  # fmt: skip
    for one in result.waits:
        _interval(ax, one.place, one.mean, one.low, one.high, one.agrees)
    ax.set_ylim(bottom=0)
    ax.set_ylabel("mean wait [working days]")
    ax.set_title(result.title)
    _axis(result, ax)


def draw_distances(result: Result, ax: Axes) -> None:
    """Draws the distances from the closed form on given axes, in percent of it."""
    for one in result.waits:
        mean, low, high = (100 * (x / one.theory - 1) for x in (one.mean, one.low, one.high))
        _interval(ax, one.place, mean, low, high, one.agrees)
    ax.axhline(0, color=INK, linewidth=1.2)
    ax.set_ylabel("simulated less theory [% of theory]")
    ax.set_title(f"Distance, with its {confidence(result.confidence)} interval")
    _axis(result, ax)


def _interval(ax: Axes, at: float, mean: float, low: float, high: float, agrees: bool) -> None:
    colour = BLUE if agrees else VERMILLION
    ax.plot([at, at], [low, high], color=colour, linewidth=1.8, marker="_", markersize=7)
    ax.plot([at], [mean], color=colour, marker="o", markersize=5)


def _axis(result: Result, ax: Axes) -> None:
    ax.set_xlabel(result.along)
    ax.margins(x=0.08)
    ax.xaxis.set_major_locator(MaxNLocator(nbins=6, integer=result.whole))


@styled
def figure(study: Study, queue: str, believed: Study | None = None) -> Figure:
    """A queue against theory, as a figure: mean waits left, distances from theory right."""
    result = analyse(study, queue, believed)
    made = paper(4.0)
    left, right = made.subplots(1, 2)
    draw_waits(result, left)
    draw_distances(result, right)
    made.legend(handles=_key(result), loc="outside lower center", ncols=3, fontsize=SMALL)
    return made


def _key(result: Result) -> list[Line2D]:
    theory = Line2D([], [], color=INK, label="theory", linewidth=0 if result.whole else 1.2,
                    marker="_" if result.whole else "", markersize=14)  # fmt: skip
    words = {BLUE: "simulated: contains theory", VERMILLION: "simulated: does not"}
    return [theory, *(Line2D([], [], color=c, marker="o", label=w) for c, w in words.items())]
