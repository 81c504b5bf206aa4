"""Where people's time goes: each role and alternative a bar of all its time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.figures.bars import Part, stack, whisker
from analysis.figures.canvas import SMALL, in_units, key, name, paper, rows, styled, where
from analysis.figures.estimates import Estimate, estimate, observed, outcomes
from analysis.figures.once import once
from analysis.figures.palette import TIME
from analysis.study.tails import TimeRow

if TYPE_CHECKING:
    from analysis.study.compare import Study
    from analysis.study.moments import Array

ROLES: Final[Mapping[str, str]] = {
    "data_scientist": "Data scientists",
    "it_engineer": "IT engineers",
}
WORDS: Final[Mapping[str, str]] = {
    "new_value": "new models",
    "hand_over": "hand-over (re-writing)",
    "release": "releases by hand",
    "refresh": "refreshes",
    "operations": "operations",
    "incident": "incidents",
    "rework": "rework",
    "improvement": "improvement",
    "upkeep": "upkeep of capabilities",
    "onboarding": "onboarding",
    "duties": "other duties",
    "switching": "switching",
    "overhead": "meetings, leave",
    "idle": "idle",
    "vacant": "vacant posts",
}
TOIL: Final = ("release", "refresh", "operations", "incident", "rework")
_LEAST = 0.035
_ROOM = 0.8


@dataclass(frozen=True, slots=True)
class Row:
    """One role of one alternative: shares of all its time (posts x time), by kind."""

    role: str
    alternative: str
    shares: tuple[tuple[str, float], ...]
    """(kind, mean share over worlds), every kind; they add up to one."""
    ahead: Estimate
    """Share that goes into new models and hand-over: all that is left of toil."""
    toil: Estimate
    """Share of all time that is toil."""


@dataclass(frozen=True, slots=True)
class Result:
    """What the figure shows."""

    context: str | None
    baseline: str
    confidence: float
    rows: tuple[Row, ...]


@once
def analyse(study: Study, context: str | None) -> Result:
    """Shares of time by role, alternative and kind, as means over worlds with intervals."""
    lived = {name: _worlds(study, context, name) for name in study.alternatives}
    found = [
        row
        for role in ROLES
        for alternative, worlds in lived.items()
        if (row := _row(study, role, alternative, worlds)) is not None
    ]
    return Result(context, study.scenario.baseline, study.scenario.confidence, tuple(found))


def _worlds(study: Study, context: str | None, alternative: str) -> dict[int, dict[str, Array]]:
    """By world and role, shares of all its time, kind by kind; no roles that have no time."""
    lived = outcomes(study, context, alternative)
    return {number: _shares(one.time) for number, one in lived.items()}


def _row(
    study: Study, role: str, alternative: str, lived: dict[int, dict[str, Array]]
) -> Row | None:
    worlds = {number: shares[role] for number, shares in lived.items() if role in shares}
    if not worlds:
        return None
    table = np.array(list(worlds.values()))
    apart = np.array(list(observed(study, worlds).values())).reshape(-1, len(WORDS))
    kinds = list(WORDS)
    ahead = [kinds.index(kind) for kind in ("new_value", "hand_over")]
    toil = [kinds.index(kind) for kind in TOIL]
    means = tuple(zip(kinds, map(float, table.mean(axis=0)), strict=True))
    return Row(
        role,
        alternative,
        means,
        estimate(apart[:, ahead].sum(axis=1), study.level),
        estimate(apart[:, toil].sum(axis=1), study.level),
    )


def _shares(time: Sequence[TimeRow]) -> dict[str, Array]:
    spent: dict[str, dict[str, int]] = {role: {} for role in ROLES}
    for who, kind, ticks in time:
        if who in spent:
            spent[who][kind] = ticks
    totals = {role: sum(kinds.values()) for role, kinds in spent.items()}
    return {
        role: np.array([kinds.get(kind, 0) / totals[role] for kind in WORDS])
        for role, kinds in spent.items()
        if totals[role]
    }


def draw(result: Result, ax: Axes) -> None:
    """Draws the bars on given axes."""
    places = _places(result)
    for place, row in zip(places, result.rows, strict=True):
        parts = [Part(share, TIME[kind]) for kind, share in row.shares]
        stack(ax, place, parts, label=lambda share: f"{100 * share:.0f}", least=_LEAST)
        whisker(ax, place, row.ahead, below=0.24)
        ax.text(1.012, place, _toil(row), va="center", fontsize=SMALL)
    rows(ax, [_label(row, result.baseline) for row in result.rows], places)
    _head_roles(ax, result, places)
    ax.set_xlim(0, 1)
    in_units(ax.xaxis, "share")
    ax.set_xlabel("share of all time of the role, posts x time [%]")


def _toil(row: Row) -> str:
    toil = row.toil
    if not toil.low < toil.high:
        return f"toil {100 * toil.mean:.0f} %"
    return f"toil {100 * toil.mean:.0f} % ({100 * toil.low:.0f} to {100 * toil.high:.0f})"


def _label(row: Row, baseline: str) -> str:
    return f"{name(row.alternative)}{' (baseline)' if row.alternative == baseline else ''}"


def _places(result: Result) -> list[float]:
    """Where the bars lie: those of a role together, with room for its name above."""
    roles = list(dict.fromkeys(row.role for row in result.rows))
    return [place + _ROOM * roles.index(row.role) for place, row in enumerate(result.rows)]


def _head_roles(ax: Axes, result: Result, places: list[float]) -> None:
    """The name of each role above its first bar."""
    first = {row.role: at for at, row in reversed(list(zip(places, result.rows, strict=True)))}
    for role, at in first.items():
        ax.text(0, at - 0.45, ROLES[role], va="bottom", ha="left", weight="bold")


@styled
def figure(study: Study, context: str | None = None) -> Figure:
    """Where people's time goes, as a figure: bars of shares, in percent of all time."""
    result = analyse(study, context)
    made = paper(1.9 + 0.36 * len(result.rows))
    ax = made.subplots()
    draw(result, ax)
    ax.set_title(where("Where people's time goes", result.context), pad=16)
    made.legend(
        handles=key([(TIME[kind], words) for kind, words in WORDS.items()]),
        loc="outside lower center", ncols=5, fontsize=SMALL,
    )  # fmt: skip
    return made
