"""Keyed randomness: a draw belongs to a purpose, an entity and an index, not to the order of calls.

Two alternatives of a study therefore meet the same use cases, the same shifts and the same luck
with each step, as far as their own decisions allow (common random numbers). There is no state.

Replications may come in antithetic pairs: where one draws u the other draws 1 - u. Whatever a draw
makes of it has the same distribution, and what goes well in one world goes ill in the other.
"""

from collections.abc import Callable
from functools import cache, lru_cache, partial
from hashlib import blake2b
from math import exp, log1p
from statistics import _normal_dist_inv_cdf  # type: ignore[attr-defined]
from struct import Struct
from typing import Final

from sim.compiled import in_use
from sim.units import TICKS_PER_DAY
from sim.units.distribution import Distribution

IN_MACHINE: Final = in_use()
"""Whether this is compiled: then there are integers of 64 bits."""
if IN_MACHINE:
    from sim.mixing import Exponential, Lognormal, stream

Draw = Callable[[int, int], int]
"""(entity, index) -> a whole number: ticks for durations, a count for numbers."""
Ahead = Callable[[int, int], list[int]]
"""(entity, index) -> the number of that index and some of those that follow, the last one first."""
MOST_AT_ONCE: Final = 64
"""So many numbers are mixed side by side at most."""
FEW: Final = 4
"""So many are drawn one by one first."""
MOST_AHEAD: Final = 8
"""So many numbers are drawn at once where an entity needs one after the other, and half as many
before: to mix four side by side costs as much as to mix two by themselves."""

_MASK: Final = 2**64 - 1
_ENTITY: Final = 0xD1B54A32D192ED03
_INDEX: Final = 0x9E3779B97F4A7C15
_MIRRORED: Final = 2**64
"""Added to a key it makes every number of its stream 1 less that number; the rest of the key is
all that is mixed."""
_ALL_BITS: Final = 2**52 - 1
_BELOW_ONE: Final = 1 - 2.0**-53
"""What is taken off a number of 53 digits, the first a 1 before the point, to have it between 0 and
1 and never at either: the digits after the point, and a half of the last."""


def stream_key(seed: int, replication: int, purpose: str) -> int:
    """The 64-bit key of one purpose in one replication, equal on every platform and process."""
    digest = _root(seed, replication).copy()
    digest.update(purpose.encode())
    return int.from_bytes(digest.digest())


@lru_cache(maxsize=8)
def _root(seed: int, replication: int) -> blake2b:
    """What the keys of a replication have in common: the digest of its part of their names."""
    return blake2b(f"{seed}/{replication}/".encode(), digest_size=8)


def keys_of(seed: int, replication: int, *, antithetic: bool = False) -> Callable[[str], int]:
    """The keys of all purposes in one replication.

    Args:
        seed: root of all luck.
        replication: its number, from 0.
        antithetic: whether replications 2 n and 2 n + 1 are a pair: the first has the luck of
            replication n of a study without pairs, the second its mirror image.
    """
    if not antithetic:
        return partial(stream_key, seed, replication)
    pair, mirrored = divmod(replication, 2)
    return partial(mirrored_key, seed, pair) if mirrored else partial(stream_key, seed, pair)


def mirrored_key(seed: int, replication: int, purpose: str) -> int:
    """The key of the same purpose in the mirror image of a replication."""
    return stream_key(seed, replication, purpose) + _MIRRORED


def uniform(key: int, entity: int, index: int) -> float:
    """A number strictly between 0 and 1: the SplitMix64 finaliser (Steele, Lea, Flood 2014)."""
    if IN_MACHINE:
        return stream(key).uniform(entity, index)
    z = (key + entity * _ENTITY + index * _INDEX) & _MASK
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & _MASK
    bits = (z >> 12) ^ (z >> 43)  # those of (z ^ (z >> 31)) >> 12, in smaller numbers
    if key > _MASK:  # all bits turned over: 1 less the number, exactly, and on the same grid
        bits ^= _ALL_BITS
    # 52 bits and a half: exact in a double, and so never 0 or 1.
    return (bits + 0.5) * 2.0**-52


def uniforms(key: int, entity: int, many: int, first: int = 0) -> list[float]:
    """As many of them for an entity, those with the indices `first`, `first` + 1 and so on."""
    if IN_MACHINE:
        return stream(key).uniforms(entity, many, first)
    found: list[float] = []
    for start in range(first, first + many, MOST_AT_ONCE):
        some = min(MOST_AT_ONCE, first + many - start)
        found += [number - _BELOW_ONE for number in _from_one_to_two(key, entity, some, start)]
    return found


def _from_one_to_two(key: int, entity: int, many: int, first: int) -> tuple[float, ...]:
    """As `uniforms`, but for `_BELOW_ONE` that is to be taken off.

    They are mixed side by side in one long number, 128 bits for each, so that products do not run
    into one another: Python takes little longer for eight of them than for two. What comes out are
    the digits of floating-point numbers between 1 and 2.
    """
    ones, steps, low_halves, straight, mirrored, floats = _side_by_side(many)
    z = ((key + entity * _ENTITY + first * _INDEX) & _MASK) * ones + steps & low_halves
    z = ((z ^ (z >> 30)) & low_halves) * 0xBF58476D1CE4E5B9 & low_halves
    z = ((z ^ (z >> 27)) & low_halves) * 0x94D049BB133111EB & low_halves
    # What has come into a high half from the low one above it is not looked at.
    digits = (z >> 12) ^ (z >> 43) ^ (mirrored if key > _MASK else straight)
    return floats.unpack(digits.to_bytes(floats.size, "little"))


@cache
def _side_by_side(many: int) -> tuple[int, int, int, int, int, Struct]:
    """For so many numbers in one: a 1 for each, what each index adds, all bits of each, the
    exponent of 1 (in a mirrored stream with all digits turned over), how to take them out again."""
    ones = steps = 0
    for place in range(many):
        ones |= 1 << 128 * place
        steps |= (place * _INDEX & _MASK) << 128 * place
    exponents = ones * (1023 << 52)
    mirrored = exponents ^ ones * _ALL_BITS
    return ones, steps, ones * _MASK, exponents, mirrored, Struct("<" + "d8x" * many)


def durations(key: int, distribution: Distribution) -> Draw:
    """Draws of a duration in ticks. Rounding to the tick hides the last bit of libm."""
    if distribution.family == "fixed":
        return _Always(int(distribution.mean() * TICKS_PER_DAY + 0.5)).draw
    if distribution.family == "exponential":
        return exponentials(key, distribution.mean() * TICKS_PER_DAY)
    scale = distribution.median_and_sigma
    if scale is not None and key <= _MASK:
        median, sigma = scale
        return lognormals(key, median, sigma)
    return _Quantiles(key, distribution.quantile, TICKS_PER_DAY).draw


def counts(key: int, distribution: Distribution) -> Draw:
    """Draws of a plain number, rounded to the nearest whole one."""
    if distribution.family == "fixed":
        return _Always(int(distribution.mean() + 0.5)).draw
    return _Quantiles(key, distribution.quantile, 1).draw


def exponentials(key: int, mean: float) -> Draw:
    """Draws of an exponential duration with this mean, both in ticks."""
    return Exponential(key, mean).draw if IN_MACHINE else _exponential(key, mean).draw


def exposures(key: int, mean: float) -> Ahead:
    """Draws of exponential durations with this mean, both in ticks, some at a time.

    Most things happen to most entities a few times at most: the first ones are drawn alone, and
    only what has happened that often is worth being drawn ahead.
    """
    return Exponential(key, mean).draw_ahead if IN_MACHINE else _exponential(key, mean).draw_ahead


def lognormals(key: int, median: float, sigma: float) -> Draw:
    """Draws of a lognormal duration with this median, in days, and this sigma of its logarithm;
    not for mirrored keys."""
    if IN_MACHINE:
        return Lognormal(key, median, sigma).draw
    return _Lognormal(key, median, sigma).draw


class _Always:
    """One number, whatever the luck."""

    __slots__ = ("_number",)

    def __init__(self, number: int) -> None:
        self._number = number

    def draw(self, entity: int, index: int) -> int:
        return self._number


class _Quantiles:
    """The inverse transform of any distribution, in units of which `unit` are one."""

    __slots__ = ("_key", "_quantile", "_unit")

    def __init__(self, key: int, quantile: Callable[[float], float], unit: int) -> None:
        self._key = key
        self._quantile = quantile
        self._unit = unit

    def draw(self, entity: int, index: int) -> int:
        return int(self._quantile(uniform(self._key, entity, index)) * self._unit + 0.5)


class _Exponential:
    """The commonest draw, so `uniform` is written out in it: a call costs as much as the mixing."""

    __slots__ = ("_key", "_mean")

    def __init__(self, key: int, mean: float) -> None:
        self._key = key
        self._mean = mean

    def draw(self, entity: int, index: int) -> int:
        z = (self._key + entity * _ENTITY + index * _INDEX) & _MASK
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & _MASK
        u = (((z >> 12) ^ (z >> 43)) + 0.5) * 2.0**-52
        return int(0.5 - self._mean * log1p(-u))

    def draw_ahead(self, entity: int, first: int) -> list[int]:
        """The number of this index and some of those that follow, the last one first."""
        if first < FEW:
            return [self.draw(entity, first)]
        many, mean = FEW if first < MOST_AHEAD else MOST_AHEAD, self._mean
        lucks = _from_one_to_two(self._key, entity, many, first)
        return [int(0.5 - mean * log1p(_BELOW_ONE - luck)) for luck in lucks[::-1]]


class _Mirrored(_Exponential):
    """The same, with a mirrored key."""

    __slots__ = ()

    def draw(self, entity: int, index: int) -> int:
        return int(0.5 - self._mean * log1p(-uniform(self._key, entity, index)))


def _exponential(key: int, mean: float) -> _Exponential:
    return _Mirrored(key, mean) if key > _MASK else _Exponential(key, mean)


class _Lognormal:
    """What efforts are drawn from, and so written out as well, up to what `NormalDist.inv_cdf`
    calls when it has looked at its argument."""

    __slots__ = ("_key", "_median", "_sigma")

    def __init__(self, key: int, median: float, sigma: float) -> None:
        self._key = key
        self._median = median * TICKS_PER_DAY  # a power of two changes no digit
        self._sigma = sigma

    def draw(self, entity: int, index: int) -> int:
        z = (self._key + entity * _ENTITY + index * _INDEX) & _MASK
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & _MASK
        u = (((z >> 12) ^ (z >> 43)) + 0.5) * 2.0**-52
        return int(self._median * exp(self._sigma * _normal_dist_inv_cdf(u, 0.0, 1.0)) + 0.5)
