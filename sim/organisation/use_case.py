"""What the world has made of a use case, whoever works on it: drawn once, for life."""

from collections.abc import Callable, Mapping
from math import exp, log
from statistics import NormalDist
from typing import Final, NamedTuple

from sim.randomness import counts, uniform, uniforms
from sim.units import Distribution, MoneyRate, Value

_NORMAL: Final = NormalDist().inv_cdf

SLOW: Final = "slow"
MEDIUM: Final = "medium"
FAST: Final = "fast"


class UseCase(NamedTuple):
    """A decision of the business that predictions could make better.

    `value` is in cents a year with the best of models; `decay` the share of its lift that a model
    loses per tick to the age of its data, as an exponent; `domain` is numbered from 0; `foreign`
    says that its framework is not one that production knows; `sources` are the data sources that it
    draws on.
    """

    entity: int
    value: int
    decay: float
    domain: int
    features: int
    foreign: bool
    sources: tuple[int, ...] = ()


class UseCases:
    """Draws use cases by the numbers of the day."""

    def __init__(self, process: Mapping[str, Value], key: Callable[[str], int]) -> None:
        self._process = process
        self._key = key
        mean = process["value.mean"]
        features = process["development.features"]
        assert isinstance(mean, MoneyRate)
        assert isinstance(features, Distribution)
        self._mean = mean.cents_per_year
        self._sigma = self._number("value.sigma")
        self._features = counts(key("development.features"), features)
        self._drifting = self._number("decay.drifting")
        self._domains = int(self._number("shift.domains"))
        self._foreign = self._number("handover.foreign")
        self._all_sources = int(self._number("data.sources"))
        self._sources = int(self._number("data.per_use_case"))

    def draw(self, entity: int) -> UseCase:
        """The use case of a number; those before history are counted down from -1."""
        return UseCase(
            entity,
            int(self._mean * self._relative_value(entity) + 0.5),
            self._decay(entity),
            int(self._domains * self._luck("shift.domains", entity)),
            self._features(entity, 0),
            self._foreign > 0 and self._luck("handover.foreign", entity) < self._foreign,
            self._draws_on(entity),
        )

    def _draws_on(self, entity: int) -> tuple[int, ...]:
        if not self._sources:
            return ()
        all_ = self._all_sources
        lucks = uniforms(self._key("data.sources"), entity, self._sources)
        return tuple(dict.fromkeys(int(all_ * luck) for luck in lucks))

    def _relative_value(self, entity: int) -> float:
        """Lognormal, with a mean of 1."""
        sigma = self._sigma
        if not sigma:
            return 1.0
        return exp(sigma * _NORMAL(self._luck("value.sigma", entity)) - sigma * sigma / 2)

    def _decay(self, entity: int) -> float:
        if not self._drifting or self._luck("decay.drifting", entity) >= self._drifting:
            return 0.0
        half_life = self._process[f"decay.half_life.{self._pace(entity)}"]
        assert half_life is None or isinstance(half_life, int)
        return log(2) / half_life if half_life else 0.0

    def _pace(self, entity: int) -> str:
        luck = self._luck("decay.share.slow", entity)
        if luck < self._number("decay.share.slow"):
            return SLOW
        return FAST if luck >= 1 - self._number("decay.share.fast") else MEDIUM

    def _luck(self, purpose: str, entity: int) -> float:
        return uniform(self._key(purpose), entity, 0)

    def _number(self, name: str) -> float:
        value = self._process[name]
        assert isinstance(value, int | float)
        return value
