"""Where value goes: from what the live models could deliver to what they do, by cause."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.figures.bars import Part, stack, whisker
from analysis.figures.canvas import SMALL, in_units, key, name, paper, rows, styled, where
from analysis.figures.estimates import Estimate, measured
from analysis.figures.once import once
from analysis.figures.palette import INK, VALUE
from analysis.report.words import bare, percent

if TYPE_CHECKING:
    from analysis.study.compare import Study

WORDS: Final[Mapping[str, str]] = {
    "delivered": "delivered",
    "stale": "lost to old data",
    "shifted": "shifts",
    "skewed": "skew",
    "slow": "slow services",
    "down": "outages",
    "upstream_down": "outages upstream",
    "obsolete": "obsolescence",
}
_LEAST = 0.068
"""Share of the longest bar from which on a part has room for a label."""


@dataclass(frozen=True, slots=True)
class Row:
    """One alternative: means over worlds, in currency a year."""

    alternative: str
    potential: Estimate
    delivered: Estimate
    lost: tuple[tuple[str, Estimate], ...]
    """(cause, what is lost to it), in the order of the legend."""

    @property
    def share_lost(self) -> float:
        """Share of the potential that is lost; NaN without potential."""
        if not self.potential.mean > 0:
            return float("nan")
        return 1 - self.delivered.mean / self.potential.mean


@dataclass(frozen=True, slots=True)
class Result:
    """What the figure shows."""

    context: str | None
    baseline: str
    unit: str
    confidence: float
    rows: tuple[Row, ...]


@once
def analyse(study: Study, context: str | None) -> Result:
    """Value delivered and lost by cause, for each alternative."""
    unit = study.unit("value_delivered")
    found = tuple(_row(study, context, alternative) for alternative in study.alternatives)
    return Result(context, study.scenario.baseline, unit, study.scenario.confidence, found)


def _row(study: Study, context: str | None, alternative: str) -> Row:
    causes = [cause for cause in WORDS if cause != "delivered"]
    lost = [measured(study, context, f"value_lost_{cause}", alternative) for cause in causes]
    return Row(
        alternative,
        measured(study, context, "value_potential", alternative),
        measured(study, context, "value_delivered", alternative),
        tuple(zip(causes, lost, strict=True)),
    )


def draw(result: Result, ax: Axes) -> None:
    """Draws a bar for each alternative on given axes."""
    known = [row for row in result.rows if row.potential.known]
    longest = max((row.potential.mean for row in known), default=0.0) or 1.0
    for place, row in enumerate(result.rows):
        if row.potential.known:
            _bar(ax, place, row, result.unit, longest)
    base = next(row for row in result.rows if row.alternative == result.baseline)
    if base.delivered.known:
        ax.axvline(base.delivered.mean, color=INK, linewidth=1, linestyle=(0, (4, 3)), zorder=3)
    mark = " (baseline)"
    names = [(row.alternative, mark if row is base else "") for row in result.rows]
    rows(ax, [name(one) + more for one, more in names])
    ax.set_xlim(0, 1.2 * longest)
    in_units(ax.xaxis, result.unit)
    ax.set_xlabel(f"value of the live models [{result.unit}]; dashed: delivered with the baseline")


def _bar(ax: Axes, place: int, row: Row, unit: str, longest: float) -> None:
    parts = [Part(max(0.0, row.delivered.mean), VALUE["delivered"])]
    parts += [Part(max(0.0, amount.mean), VALUE[cause]) for cause, amount in row.lost]
    end = stack(ax, place, parts, label=lambda length: bare(length, unit), least=_LEAST * longest)
    whisker(ax, place, row.delivered, below=0.25)
    if row.potential.mean > 0:
        words = f"{percent(row.share_lost)} of {bare(row.potential.mean, unit)} lost"
    else:
        words = "no live models"
    ax.text(end + 0.012 * longest, place, words, va="center", fontsize=SMALL)


@styled
def figure(study: Study, context: str | None = None) -> Figure:
    """Where value goes, as a figure: delivered and lost by cause add up to the potential."""
    result = analyse(study, context)
    made = paper(1.75 + 0.42 * len(result.rows))
    ax = made.subplots()
    draw(result, ax)
    ax.set_title(where("Where value goes", result.context))
    made.legend(
        handles=key([(VALUE[cause], words) for cause, words in WORDS.items()]),
        loc="outside lower center", ncols=8, fontsize=SMALL, columnspacing=1.2, handlelength=1.4,
    )  # fmt: skip
    return made
