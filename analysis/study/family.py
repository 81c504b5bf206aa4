"""All comparisons of a study judged together: many questions must not make chance an answer."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from scipy.special import stdtrit

from analysis.study.looks import ONE_LOOK, Allowance
from analysis.study.moments import NOTHING
from analysis.study.statistics import Paired

POWER = 0.8
"""Chance of a decision that `replications_needed` aims at."""
MOST_REPLICATIONS = 1_000_000
"""A comparison that needs more is called practically equal, not undecided."""


@dataclass(frozen=True, slots=True)
class Adjusted:
    """What is left of a comparison when all comparisons of the study are taken together."""

    p_holm: float
    decided: bool
    """p_holm is small enough, and a bootstrap, where there is one, does not object; or the
    difference is certain, and has no p."""
    replications_needed: int | None
    """Worlds in all to decide it with 80 % chance, if the difference is as it now looks; None if
    it is decided, or if no number within reason would do."""


def adjust(
    family: Sequence[Paired], confidence: float, allowance: Allowance = ONE_LOOK
) -> list[Adjusted]:
    """Judges comparisons together, by Holm's p values.

    The chance that any difference is called decided where there is none is at most
    1 - confidence, for the whole family. Comparisons without a p value are no part of it, nor are
    differences that are certain.

    Args:
        family: the comparisons; their p values allow for all looks already.
        confidence: of all verdicts together.
        allowance: for looking on the way, which makes more replications needed.
    """
    ps = [NOTHING if one.certain else one.p for one in family]
    adjusted = holm(ps)
    size = max(1, sum(not math.isnan(p) for p in ps))
    return [
        _adjusted(one, p_holm, 1 - confidence, allowance.one_look((1 - confidence) / size))
        for one, p_holm in zip(family, adjusted, strict=True)
    ]


def holm(ps: Sequence[float]) -> list[float]:
    """Holm's step-down adjustment; NaN stays NaN and counts for nothing.

    The same as statsmodels' `multipletests(method="holm")` (a test compares them), which takes
    longer to import than most studies take to run.
    """
    ranked = sorted((p, place) for place, p in enumerate(ps) if not math.isnan(p))
    adjusted, floor = [NOTHING] * len(ps), 0.0
    for rank, (p, place) in enumerate(ranked):
        floor = max(floor, min(1.0, p * (len(ranked) - rank)))
        adjusted[place] = floor
    return adjusted


def replications_needed(difference: float, deviation: float, alpha: float) -> int | None:
    """Worlds after which a t test at `alpha` finds this difference with 80 % chance.

    None if more than a million would be needed, or if it cannot be said.
    """
    if not deviation > 0 or abs(difference) * math.sqrt(MOST_REPLICATIONS) < deviation:
        return None
    ratio, needed = (deviation / difference) ** 2, 2.0
    for _ in range(50):  # each step uses the quantiles of the last; a handful settles it
        last, df = needed, max(1.0, needed - 1)
        quantiles = stdtrit(df, 1 - alpha / 2) + stdtrit(df, POWER)
        # Capped while df is tiny and its quantiles are huge.
        needed = max(2.0, min(float(quantiles**2 * ratio), 100 * MOST_REPLICATIONS))
        if abs(needed - last) < 0.01:
            break
    return math.ceil(needed) if needed <= MOST_REPLICATIONS else None


def _adjusted(one: Paired, p_holm: float, alpha: float, each: float) -> Adjusted:
    decided = one.certain or (p_holm <= alpha and not one.bootstrap_disagrees)
    if decided:
        return Adjusted(p_holm, decided, None)
    if one.alike:  # a sign test has p = 2 / 2^worlds
        return Adjusted(p_holm, decided, math.ceil(1 - math.log2(each)))
    return Adjusted(p_holm, decided, replications_needed(one.difference, one.deviation, each))
