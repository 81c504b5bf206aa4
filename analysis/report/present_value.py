"""What the best-looking alternative is worth in present money, when it pays back, and for what
the money goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.report.words import (
    bare,
    confidence,
    interval,
    joined,
    number,
    percent,
    quantity,
    quoted,
)

if TYPE_CHECKING:
    from analysis.study.compare import Study
    from analysis.study.ranking import Pick
    from analysis.study.statistics import Paired

NPV = "npv"
TOTAL = "cost_total"
KINDS = {
    "staff_cost": "staff",
    "cost_overtime": "overtime",
    "cost_hiring": "hiring",
    "cost_building": "building",
    "cost_licences": "licences",
    "cost_compute": "machines",
}
"""Measures of the kinds of cost, with their names within a sentence; they add up to the total."""
DECIDED_BY = ("net_value", "net_value_with_terminal", NPV, "npv_with_terminal")
QUANTILES = (0.05, 0.5, 0.95)


def present_value(study: Study, pick: Pick) -> list[str]:
    """Net present value, payback and cost by kind of the best-looking alternative against the
    baseline; nothing unless net value decides, where the baseline looks best, or without an end."""
    scenario = study.scenario
    if scenario.steady or scenario.decide_on not in DECIDED_BY or pick.best == pick.baseline:
        return []
    from analysis.study.compare import paired_by

    pair = paired_by(study, pick.context, NPV, pick.best, pick.baseline)
    if not pair.both_defined:
        return []
    return [
        f"Net present value {_difference(study, pair)} against {quoted(pick.baseline)} "
        f"({_bounds(study, pair)}{_spread(study, pick)}){_paid_back(study, pick)}.",
        *_cost_by_kind(study, pick),
    ]


def _difference(study: Study, pair: Paired) -> str:
    return quantity(pair.difference, study.unit(NPV), signed=True)


def _bounds(study: Study, pair: Paired) -> str:
    level = confidence(study.scenario.confidence)
    return f"{level} interval of the mean {interval(pair.low, pair.high, study.unit(NPV))}"


def spread(study: Study, context: str | None, alternative: str, reference: str) -> list[float]:
    """Quantiles over the worlds of the paired difference in net present value."""
    import numpy as np

    mine, other = study.by_world(context, NPV, alternative, reference)
    return [float(one) for one in np.nanquantile(mine - other, QUANTILES)]


def _spread(study: Study, pick: Pick) -> str:
    low, middle, high = (
        bare(one, study.unit(NPV), signed=True)
        for one in spread(study, pick.context, pick.best, pick.baseline)
    )
    names = ", ".join(percent(one) for one in QUANTILES)
    return f"; {names} of worlds are below {low}, {middle}, {high}"


def _paid_back(study: Study, pick: Pick) -> str:
    from analysis.study.payback import payback

    found = payback(study, pick.context, pick.best, pick.baseline)
    if not found.worlds:
        return ""
    worlds = f"{found.reached} of {found.worlds} worlds by the horizon"
    if found.median is None:
        return f"; paid back in {worlds}, so the median is not reached"
    if found.median == 0:
        return f"; paid back from the start in the median world, and in {worlds}"
    return f"; paid back after {number(found.median)} years (median; in {worlds})"


def _cost_by_kind(study: Study, pick: Pick) -> list[str]:
    """What of the difference in cost goes where; nothing if it is all staff."""
    from analysis.study.compare import paired_by

    pairs = {
        name: paired_by(study, pick.context, name, pick.best, pick.baseline)
        for name in (TOTAL, *KINDS)
    }
    moved = {name: one.difference for name, one in pairs.items() if one.both_defined}
    kinds = [name for name in KINDS if moved.get(name)]
    if not set(kinds) - {"staff_cost"} or TOTAL not in moved:
        return []
    unit = study.unit(TOTAL)
    parts = [f"{KINDS[name]} {bare(moved[name], unit, signed=True)}" for name in kinds]
    total = quantity(moved[TOTAL], unit, signed=True)
    return [f"All cost {total} against {quoted(pick.baseline)}: {joined(parts)}."]
