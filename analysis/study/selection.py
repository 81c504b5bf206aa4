"""Selecting the best of several alternatives: KN, fully sequential, with an indifference zone.

Kim and Nelson 2001, A fully sequential procedure for indifference-zone selection in simulation. The
first look gives the variance of each paired difference; at every look an alternative leaves that is
behind another one by more than luck could explain. If one is better than every other by at least
the indifference zone, it is the one that remains with at least the stated confidence, common random
numbers or not, for normal differences. Looking at some replications only, and not at each, makes
it surer still (Jennison, Johnstone and Turnbull 1982, Asymptotically optimal procedures for
sequential adaptive selection of the best of several normal means).

Not KN++, which estimates the variances anew: its guarantee is for zones that shrink to nothing.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations

from analysis.study.moments import Array, deviation, mean
from analysis.study.statistics import differences


@dataclass(frozen=True, slots=True)
class Race:
    """Alternatives between which a selection is made; more is better.

    Args:
        names: of all alternatives; of equal ones the first is preferred.
        zone: the indifference zone, above 0.
        patience: Kim and Nelson's h squared.
        variances: of the difference of each two, after the first look.
        out: whoever has left, with the look at which that was.
    """

    names: tuple[str, ...]
    zone: float
    patience: float
    variances: Mapping[frozenset[str], float]
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
    def longest(self) -> int:
        """By how many observations at the latest only one of those that are left will remain."""
        pairs = combinations(self.alive, 2)
        return max((math.floor(self._ends(*pair)) + 1 for pair in pairs), default=0)

    def after(self, values: Mapping[str, Array], look: int) -> Race:
        """The race after a look.

        Args:
            values: of whoever has not left, in the same worlds: all of them up to this look.
            look: what to remember of those that leave now.
        """
        size = next(iter(values.values())).size
        gone = [name for name in self.alive if self._is_behind(name, values, size)]
        raced = replace(self, out={**self.out, **dict.fromkeys(gone, look)})
        return raced if size < raced.longest else raced._ended(values, look)

    def _ends(self, one: str, other: str) -> float:
        """After how many observations the better-looking one of two always wins."""
        return self.patience * self.variances[frozenset((one, other))] / self.zone**2

    def _is_behind(self, name: str, values: Mapping[str, Array], size: int) -> bool:
        return any(
            mean(differences(values[name], values[other])) < -self._leeway(name, other, size)
            for other in self.alive
            if other != name
        )

    def _leeway(self, one: str, other: str, size: int) -> float:
        """How far one may be behind the other, on average, and stay in the race."""
        return max(0.0, self.zone / (2 * size) * (self._ends(one, other) - size))

    def _ended(self, values: Mapping[str, Array], look: int) -> Race:
        """Time is up: the best of whoever is left, by their means, and of equals the first."""
        best = max(self.alive, key=lambda name: mean(values[name]))
        first = next(
            name for name in self.alive if not mean(differences(values[best], values[name])) > 0
        )
        gone = [name for name in self.alive if name != first]
        return replace(self, out={**self.out, **dict.fromkeys(gone, look)})


def begin(values: Mapping[str, Array], zone: float, confidence: float) -> Race:
    """A race before its first look is judged, with what that look says of the variances.

    Args:
        values: of each alternative in the same worlds, the first look's; more is better.
        zone: the least difference that matters, above 0.
        confidence: with which the best is to be selected, if it leads by the zone.

    Raises:
        ValueError: there are fewer than two worlds, or the zone is not above 0.
    """
    size = next(iter(values.values())).size
    if size < 2 or not zone > 0:
        raise ValueError(f"{size} worlds and a zone of {zone:g} say nothing")
    variances = {
        frozenset((one, other)): deviation(differences(values[one], values[other])) ** 2
        for one, other in combinations(values, 2)
    }
    patience = patience_of(len(values), size, confidence)
    return Race(tuple(values), zone, patience, variances)


def patience_of(alternatives: int, first_stage: int, confidence: float) -> float:
    """Kim and Nelson's h squared, for c = 1 and alternatives that share their luck."""
    alone = (1 - confidence) / max(1, alternatives - 1)
    return (first_stage - 1) * (math.pow(2 * alone, -2 / (first_stage - 1)) - 1)
