"""Luck and the way of working of the day, worked out anew from the scenario."""

from collections.abc import Mapping
from functools import cache
from hashlib import blake2b
from itertools import accumulate
from math import exp
from statistics import NormalDist
from typing import Any

from tests.builders import DAY

_WORD = 2**64
TRAINING = "training"
ELASTIC = "elastic_training"
MACHINES = (TRAINING, ELASTIC)


def _mixed(z: int) -> int:
    """SplitMix64's finaliser."""
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 % _WORD
    z = (z ^ z >> 27) * 0x94D049BB133111EB % _WORD
    return z ^ z >> 31


class Luck:
    """Uniform numbers by purpose, entity and index."""

    def __init__(self, seed: int, replication: int) -> None:
        self._key = cache(lambda purpose: self._digest(f"{seed}/{replication}/{purpose}"))

    @staticmethod
    def _digest(text: str) -> int:
        return int(blake2b(text.encode(), digest_size=8).hexdigest(), 16)

    def uniform(self, purpose: str, entity: int, index: int) -> float:
        """Strictly between 0 and 1."""
        steps = entity * 0xD1B54A32D192ED03 + index * 0x9E3779B97F4A7C15
        return (2 * (_mixed((self._key(purpose) + steps) % _WORD) >> 12) + 1) / 2**53


class Way:
    """A way of working: who does a step, and how much work it is."""

    def __init__(self, process: Mapping[str, Any], luck: Luck) -> None:
        self.process = process
        self.luck = luck

    def performer(self, step: str) -> str | None:
        """Whose work it is; None if nobody's."""
        if step.endswith(".train"):
            return ELASTIC if self.process["training.machines"] == "elastic" else TRAINING
        group, _, role = step.partition(".")
        by = role if group in ("duties", "improvement") else self.process[f"{step}.by"]
        return None if by in ("never", "automatic") else by

    def does(self, step: str) -> bool:
        """Whether the step is done at all, be it by a machine."""
        return self.process[f"{step}.by"] != "never"

    def has(self, step: str) -> bool:
        """Whether somebody does it, and it is any work."""
        return self.performer(step) is not None and self.process[self._row(step)].mean() > 0

    def _row(self, step: str) -> str:
        return f"{step}.machine" if step.endswith(".train") else f"{step}.effort"

    def effort(self, step: str, item: Any) -> int:
        """Ticks of work; 0 where there is none to do."""
        if not self.has(step):
            return 0
        each = self._ticks(self._row(step), self._row(step), item.entity, item.number)
        return each * item.times(step)

    def _ticks(self, row: str, purpose: str, entity: int, index: int) -> int:
        u = self.luck.uniform(purpose, entity, index)
        return int(self.process[row].quantile(u) * DAY + 0.5)

    def draws(self, entity: int) -> int:
        """How often a use case draws on the universe of features."""
        name = "development.features"
        return int(self.process[name].quantile(self.luck.uniform(name, entity, 0)) + 0.5)

    def value(self, entity: int) -> int:
        """What a use case is worth, in cents a year."""
        sigma, mean = self.process["value.sigma"], self.process["value.mean"].cents_per_year
        normal = NormalDist().inv_cdf(self.luck.uniform("value.sigma", entity, 0))
        return int(mean * exp(sigma * normal - sigma * sigma / 2) + 0.5)

    @property
    def shares(self) -> bool:
        """Whether features are kept in a store."""
        return self.process["features.kept"] == "shared"

    def features(self, entity: int, draws: int) -> frozenset[int]:
        """The features that some draws by Zipf's law come to."""
        names = range(1, int(self.process["features.universe"]) + 1)
        ends = list(accumulate(rank ** -self.process["features.popularity"] for rank in names))
        lucks = (self.luck.uniform("features.popularity", entity, i) for i in range(draws))
        hits = (next(i for i, end in enumerate(ends) if u * ends[-1] < end) for u in lucks)
        return frozenset(hits)

    def happens(self, name: str, entity: int) -> bool:
        """Whether something with a chance happens to a use case."""
        return self.luck.uniform(name, entity, 0) < self.process[name]

    def members(self, entity: int, live: int) -> int:
        """Of how many members a model is made that is begun beside so many live ones."""
        most, half = self.process["ensemble.most"], self.process["ensemble.half"]
        many = live and self.luck.uniform("ensemble.most", entity, 0) < most * live / (live + half)
        return int(self.process["ensemble.members"]) if many else 1

    def lag(self, kind: str, entity: int, number: int) -> int:
        """How long an incident goes unnoticed."""
        row = "shift" if kind == "shift" else "outage"
        name = f"noticing.{row}.{self.process['noticing.by']}"
        return self._ticks(name, f"noticing.{kind}", entity, number)

    def reuse(self, pipelines: int) -> float:
        """The share of the effort of packaging that is left after so many pipelines."""
        half = self.process["components.half"]
        return 1 - self.process["components.reused"] * pipelines / (pipelines + half)

    def rank(self, entity: int, value: int) -> float:
        """Who is started next: the lowest."""
        if self.process["demand.policy"] == "first_come":
            return 0.0
        if self.process["demand.policy"] == "random":
            return self.luck.uniform("demand.policy", entity, 0)
        luck = self.luck.uniform("demand.estimate_error", entity, 0)
        error = self.process["demand.estimate_error"] * NormalDist().inv_cdf(luck)
        return -int(value * exp(error) + 0.5)

    def lane(self, desk: str, rank: str) -> str:
        """The class in which a request queues."""
        first_come = self.process["training.first"] == "first_come"
        return "new" if desk in MACHINES and first_come else rank

    def ageing(self, desk: str) -> int | None:
        """How many ticks of waiting make up for one class; None: none do."""
        return None if desk in MACHINES else self.process["people.ageing"]

    def order(self, desk: str) -> tuple[str, ...]:
        """The classes of a desk, most urgent first."""
        if desk not in MACHINES:
            return self.process["people.priorities"]
        return ("new", "refresh") if self.process["training.first"] == "new" else ("refresh", "new")
