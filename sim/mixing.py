"""The commonest draws in machine integers: for the compiled kernel alone.

`sim.randomness` mixes the bits of a number in Python's integers, and cuts them down to 64 bits
after each step. Compiled, they have 64 bits to begin with. What is drawn is the same to the last
bit: see tests/worlds/test_compiled.py. It also takes next to no time, so nothing is drawn ahead.
"""

from collections.abc import Callable
from math import exp, log1p
from statistics import _normal_dist_inv_cdf  # type: ignore[attr-defined]
from typing import Final

from mypy_extensions import i64

from sim.units import TICKS_PER_DAY

_ENTITY: Final = 0xD1B54A32D192ED03 - 2**64
_INDEX: Final = 0x9E3779B97F4A7C15 - 2**64
_FIRST: Final = 0xBF58476D1CE4E5B9 - 2**64
_SECOND: Final = 0x94D049BB133111EB - 2**64


class Stream:
    """All numbers of one key, as `sim.randomness.uniform` has them."""

    def __init__(self, key: int) -> None:
        low = key & (2**64 - 1)
        self._key: i64 = low - 2**64 if low >= 2**63 else low
        self._turned: i64 = 2**52 - 1 if key != low else 0
        """Which bits are turned over in the mirror image."""

    def uniform(self, entity: i64, index: i64) -> float:
        """A number strictly between 0 and 1. Products are cut to 64 bits by themselves; what is
        shifted in on the left of a negative number is taken away again."""
        z: i64 = self._key + entity * _ENTITY + index * _INDEX
        z = (z ^ ((z >> 30) & (2**34 - 1))) * _FIRST
        z = (z ^ ((z >> 27) & (2**37 - 1))) * _SECOND
        bits: i64 = ((z >> 12) & (2**52 - 1)) ^ ((z >> 43) & (2**21 - 1)) ^ self._turned
        return (float(bits) + 0.5) * 2.0**-52

    def uniforms(self, entity: int, many: int, first: int) -> list[float]:
        """As many of them, those with the indices `first`, `first` + 1 and so on."""
        return [self.uniform(entity, index) for index in range(first, first + many)]


MOST_KEPT: Final = 512
"""So many streams are kept ready, which is those of some replications."""
_KNOWN: Final[dict[int, Stream]] = {}


def stream(key: int) -> Stream:
    """The stream of a key. To look it up takes less than to cut the key to 64 bits again."""
    known = _KNOWN.get(key)
    if known is None:
        if len(_KNOWN) >= MOST_KEPT:
            _KNOWN.clear()
        known = _KNOWN[key] = Stream(key)
    return known


class Exponential(Stream):
    """Exponential durations with this mean, both in ticks."""

    def __init__(self, key: int, mean: float) -> None:
        super().__init__(key)
        self._mean = mean
        self._log1p: Callable[[float], float] = log1p  # looked up once

    def draw(self, entity: int, index: int) -> int:
        """That of an entity with this index."""
        return int(0.5 - self._mean * self._log1p(-self.uniform(entity, index)))

    def draw_ahead(self, entity: int, first: int) -> list[int]:
        """The number of this index, and none of those that follow."""
        return [self.draw(entity, first)]


class Lognormal(Stream):
    """Lognormal durations with this median, in days, and this sigma of its logarithm."""

    def __init__(self, key: int, median: float, sigma: float) -> None:
        super().__init__(key)
        self._median = median * TICKS_PER_DAY
        self._sigma = sigma
        self._normal: Callable[[float, float, float], float] = _normal_dist_inv_cdf

    def draw(self, entity: int, index: int) -> int:
        """That of an entity with this index, in ticks."""
        normal = self._normal(self.uniform(entity, index), 0.0, 1.0)
        return int(self._median * exp(self._sigma * normal) + 0.5)
