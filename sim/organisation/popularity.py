"""Popularity: which feature a draw hits, where some are used by many models and most by few."""

from bisect import bisect_right
from functools import cache
from itertools import accumulate
from math import exp, expm1, log, log1p
from typing import Final

HEAD: Final = 2**16
"""So many of the most popular features are told apart one by one; the others by an integral, which
is as good to the last digits and asks for no memory."""


class Zipf:
    """The r-th of a universe of features is drawn in proportion to r to the power of -exponent."""

    def __init__(self, universe: int, exponent: float) -> None:
        self._universe = max(1, universe)
        head = range(1, min(self._universe, HEAD) + 1)
        self._head = list(accumulate(rank**-exponent for rank in head))
        self._power = 1 - exponent
        self._all = self._head[-1] + self._tail()
        self._steps = 1 << (len(self._head) - 1).bit_length()
        """A power of two, so that to multiply by it or divide is exact."""
        starts = (self._all * (step / self._steps) for step in range(self._steps))
        self._guide = [bisect_right(self._head, weight) for weight in starts]
        """For each step of luck, the feature that its least luck hits: see `features`."""

    def features(self, lucks: list[float]) -> list[int]:
        """The features, numbered from 0, that numbers between 0 and 1 hit: found by the method of
        the guide table (Chen and Asau 1974), from which it is one step, on average, or two."""
        head, all_, guide, steps = self._head, self._all, self._guide, self._steps
        last = head[-1]
        found: list[int] = []
        for luck in lucks:
            weight = all_ * luck
            if weight < last:
                feature = guide[int(luck * steps)]
                while head[feature] <= weight:
                    feature += 1
            else:
                feature = self._beyond(weight)
            found.append(feature)
        return found

    def _tail(self) -> float:
        """The weight of all beyond the head."""
        if self._universe <= HEAD:
            return 0.0
        wide = log((self._universe + 0.5) / (HEAD + 0.5))
        return wide if not self._power else self._scale * expm1(self._power * wide) / self._power

    def _beyond(self, weight: float) -> int:
        """The feature of the tail at which so much weight of all is used up."""
        weight -= self._head[-1]
        if self._power:
            weight = log1p(self._power * weight / self._scale) / self._power
        return min(self._universe - 1, int((HEAD + 0.5) * exp(weight) - 0.5))

    @property
    def _scale(self) -> float:
        return float((HEAD + 0.5) ** self._power)


zipf = cache(Zipf)
"""The same table for all organisations of a process: it takes longer to make than to use."""
