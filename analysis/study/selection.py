"""Selecting the best of several alternatives: KN, fully sequential, with an indifference zone.

Kim and Nelson 2001, A fully sequential procedure for indifference-zone selection in simulation. The
first stage gives the variance of each paired difference; at every look an alternative leaves that
is behind another one by more than luck could explain. If one is better than every other by at least
the indifference zone, it is the one that remains with at least the stated confidence, common random
numbers or not, for normal differences. Looking at some replications only, and not at each, makes
it surer still (Jennison, Johnstone and Turnbull 1982, Asymptotically optimal procedures for
sequential adaptive selection of the best of several normal means).

Differences need not be normal, and few of a long tail show neither the tail nor the variance. So
the first stage of two alternatives ends at the first look at which the mean of their differences is
nearly normal (there are more than 25 times their squared skewness: Cochran's rule) and at which
their variance is known about as well as the first look would tell it of normal ones.

Not KN++, which estimates the variances anew: its guarantee is for zones that shrink to nothing.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations

from analysis.study.moments import Array, deviation, kurtosis, mean
from analysis.study.statistics import differences, too_skewed

Pair = frozenset[str]
FREEDOM = 24
"""Degrees of freedom that an estimated variance is to be worth, of normal values,"""
SHARE = 0.8
"""and where there are few values, the share of theirs: less luck than that is no long tail."""


@dataclass(frozen=True, slots=True)
class Stage:
    """What the first stage of two alternatives has left: the variance of their differences, and
    Kim and Nelson's h squared."""

    variance: float
    patience: float


@dataclass(frozen=True, slots=True)
class Race:
    """Alternatives between which a selection is made; more is better.

    Args:
        names: of all alternatives; of equal ones the first is preferred.
        zone: the indifference zone, above 0.
        confidence: with which the best is to be selected, if it leads by the zone.
        stages: of each two whose first stage has ended.
        out: whoever has left, with the look at which that was.
    """

    names: tuple[str, ...]
    zone: float
    confidence: float
    stages: Mapping[Pair, Stage] = field(default_factory=dict)
    out: Mapping[str, int] = field(default_factory=dict)

    @property
    def alive(self) -> tuple[str, ...]:
        """Whoever has not left."""
        return tuple(name for name in self.names if name not in self.out)

    @property
    def selected(self) -> str | None:
        """The one that remains; None while there are several."""
        return self.alive[0] if len(self.alive) == 1 else None

    @property
    def longest(self) -> int | None:
        """By how many observations at the latest only one of those that are left will remain; None
        while that is not known of some, for their differences have too long a tail."""
        ends = [self._ends(*pair) for pair in combinations(self.alive, 2)]
        known = [math.floor(end) + 1 for end in ends if end is not None]
        return max(known, default=0) if len(known) == len(ends) else None

    def after(self, values: Mapping[str, Array], look: int) -> Race:
        """The race after a look.

        Args:
            values: of whoever has not left, in the same worlds: two or more, and all up to this
                look.
            look: what to remember of those that leave now.
        """
        size = next(iter(values.values())).size
        staged = replace(self, stages={**self.stages, **self._begun(values)})
        gone = [name for name in staged.alive if staged._is_behind(name, values, size)]
        raced = replace(staged, out={**staged.out, **dict.fromkeys(gone, look)})
        late = raced.longest
        return raced if late is None or size < late else raced._ended(values, look)

    def _begun(self, values: Mapping[str, Array]) -> dict[Pair, Stage]:
        """The first stages that end with these worlds."""
        begun = {}
        for one, other in combinations(self.alive, 2):
            found = differences(values[one], values[other])
            if frozenset((one, other)) not in self.stages and not is_early(found):
                patience = patience_of(len(self.names), found.size, self.confidence)
                begun[frozenset((one, other))] = Stage(deviation(found) ** 2, patience)
        return begun

    def _ends(self, one: str, other: str) -> float | None:
        """After how many observations the better-looking one of two always wins."""
        stage = self.stages.get(frozenset((one, other)))
        return None if stage is None else stage.patience * stage.variance / self.zone**2

    def _is_behind(self, name: str, values: Mapping[str, Array], size: int) -> bool:
        return any(
            mean(differences(values[name], values[other])) < -self._leeway(name, other, size)
            for other in self.alive
            if other != name
        )

    def _leeway(self, one: str, other: str, size: int) -> float:
        """How far one may be behind the other, on average, and stay in the race."""
        ends = self._ends(one, other)
        return math.inf if ends is None else max(0.0, self.zone / (2 * size) * (ends - size))

    def _ended(self, values: Mapping[str, Array], look: int) -> Race:
        """Time is up: the best of whoever is left, by their means, and of equals the first."""
        best = max(self.alive, key=lambda name: mean(values[name]))
        first = next(
            name for name in self.alive if not mean(differences(values[best], values[name])) > 0
        )
        gone = [name for name in self.alive if name != first]
        return replace(self, out={**self.out, **dict.fromkeys(gone, look)})


def is_early(found: Array) -> bool:
    """Whether differences have so long a tail that more of them are needed before any is judged."""
    if too_skewed(found):
        return True
    # Twice the reciprocal of the degrees of freedom: of normal values 2 / (n - 1).
    error = 2 / (found.size - 1) + kurtosis(found) / found.size
    return error > 2 / min(FREEDOM, SHARE * (found.size - 1))  # False of equal values: NaN


def patience_of(alternatives: int, first_stage: int, confidence: float) -> float:
    """Kim and Nelson's h squared, for c = 1 and alternatives that share their luck."""
    alone = (1 - confidence) / max(1, alternatives - 1)
    return (first_stage - 1) * (math.pow(2 * alone, -2 / (first_stage - 1)) - 1)
