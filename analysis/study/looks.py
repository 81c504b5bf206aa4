"""Looking at a study more than once: when, and what every look costs in certainty.

A study that goes on until it is precise enough is looked at after 30, 60, 120, ... replications.
Whoever looks twelve times and believes a 95 % interval each time is wrong more often than 5 % of
the time. So p values and levels are turned into those of *any* look: the boundary is the same
number of standard errors at each of them (Pocock 1977, Group sequential methods in the design and
analysis of clinical trials), its chance found by the recursion of Armitage, McPherson and Rowe
(1969, Repeated significance tests on accumulating data), and with Student's t in the place of the
normal at the same level.

All looks that there can ever be are allowed for, whether they take place or not. So the intervals
hold together at all looks (Jennison and Turnbull 1989, Interim analyses: the repeated confidence
interval approach): when a study ends, and whether it is continued, may depend on what was seen.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate, repeat, takewhile

import numpy as np
from scipy.special import ndtr, ndtri

from analysis.study.moments import Array
from sim.scenario.tolerance import FIRST_LOOK, MOST_REPLICATIONS

GROWTH = 2
"""How many times as many replications the next look has."""
LOOKS = tuple(
    takewhile(
        lambda size: size <= MOST_REPLICATIONS,
        accumulate(repeat(GROWTH, 64), lambda size, by: size * by, initial=FIRST_LOOK),
    )
)
"""After how many replications a study may be looked at."""
_CORRELATION = GROWTH**-0.5
"""Of the mean, over its standard error, at one look and at the next."""
_SURE = 9.0
"""Standard errors from which on no two looks are taken to err together."""


def looks(most: int) -> tuple[int, ...]:
    """The looks of a study that has at most so many replications."""
    return tuple(size for size in LOOKS if size <= most)


def look_for(replications: float) -> int | None:
    """The first look that has at least so many replications; None if there is none."""
    return next((size for size in LOOKS if size >= replications), None)


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is made of p values and levels, so that they hold at any of some looks."""

    looks: int

    def any_look(self, p: float) -> float:
        """The chance of a p as small as this at one of the looks, where there is nothing."""
        if self.looks == 1 or math.isnan(p):
            return p
        return _crossed(-float(ndtri(min(p, 1.0) / 2)), self.looks)

    def one_look(self, alpha: float) -> float:
        """The level of each look by which the chance to err at one of them is `alpha`."""
        return alpha if self.looks == 1 else _level(alpha, self.looks)

    def confidence(self, level: float) -> float:
        """The confidence of the interval of one look, for `level` at all of them together."""
        return level if self.looks == 1 else 1 - self.one_look(1 - level)


ONE_LOOK = Allowance(1)
"""A study of a fixed number of replications."""
EVERY_LOOK = Allowance(len(LOOKS))
"""A study that is looked at on the way."""


@cache
def _nodes() -> tuple[Array, Array]:
    nodes, weights = np.polynomial.legendre.leggauss(64)
    return nodes, weights


def _crossed(boundary: float, count: int) -> float:
    """The chance that a normal mean without any effect is ever `boundary` standard errors off."""
    if boundary <= 0:
        return 1.0
    first = 2 * float(ndtr(-boundary))
    if boundary > _SURE:
        return count * first
    nodes, weights = (boundary * one for one in _nodes())
    rest = math.sqrt(1 - _CORRELATION**2)
    leaves = _beyond((boundary + _CORRELATION * nodes) / rest)
    leaves += _beyond((boundary - _CORRELATION * nodes) / rest)
    moves = _density((nodes[:, None] - _CORRELATION * nodes[None, :]) / rest) / rest
    inside, total = weights * _density(nodes), first
    for _ in range(count - 1):
        total += float(inside @ leaves)
        inside = weights * (moves @ inside)
    return min(total, 1.0)


def _beyond(distance: Array) -> Array:
    found: Array = ndtr(-distance)
    return found


def _density(z: Array) -> Array:
    found: Array = np.exp(-z * z / 2) / math.sqrt(2 * math.pi)
    return found


@lru_cache(maxsize=1024)
def _level(alpha: float, count: int) -> float:
    """The inverse of `any_look`, by bisection between Bonferroni's level and no allowance."""
    low, high = -float(ndtri(alpha / 2)), -float(ndtri(alpha / count / 2))
    for _ in range(60):
        middle = (low + high) / 2
        if _crossed(middle, count) > alpha:
            low = middle
        else:
            high = middle
    return 2 * float(ndtr(-high))
