"""Luck and the way of working of the day, worked out anew from the scenario."""

from collections.abc import Mapping
from functools import cache
from hashlib import blake2b
from typing import Any

from tests.builders import DAY

_WORD = 2**64
TRAINING = "training"


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
            return TRAINING
        group, _, role = step.partition(".")
        by = role if group in ("duties", "improvement") else self.process[f"{step}.by"]
        return None if by == "never" else by

    def has(self, step: str) -> bool:
        """Whether somebody does it, and it is any work."""
        return self.performer(step) is not None and self.process[self._row(step)].mean() > 0

    def _row(self, step: str) -> str:
        return f"{step}.machine" if step.endswith(".train") else f"{step}.effort"

    def effort(self, step: str, entity: int, index: int, features: int) -> int:
        """Ticks of work; 0 where there is none to do."""
        if not self.has(step):
            return 0
        each = self._ticks(self._row(step), self._row(step), entity, index)
        return each * features if step in ("development.engineer", "handover.rewrite") else each

    def _ticks(self, row: str, purpose: str, entity: int, index: int) -> int:
        u = self.luck.uniform(purpose, entity, index)
        return int(self.process[row].quantile(u) * DAY + 0.5)

    def features(self, entity: int) -> int:
        """How many features a model has."""
        name = "development.features"
        return int(self.process[name].quantile(self.luck.uniform(name, entity, 0)) + 0.5)

    def succeeds(self, entity: int) -> bool:
        """Whether a use case hides a decision."""
        name = "development.success"
        return self.luck.uniform(name, entity, 0) < self.process[name]

    def lag(self, entity: int, shift: int) -> int:
        """How long a shift goes unnoticed."""
        name = f"shift.lag.{self.process['shift.noticed_by']}"
        return self._ticks(name, "shift.lag", entity, shift)

    def lane(self, desk: str, rank: str) -> str:
        """The class in which a request queues."""
        first_come = self.process["training.first"] == "first_come"
        return "new" if desk == TRAINING and first_come else rank

    def order(self, desk: str) -> tuple[str, ...]:
        """The classes of a desk, most urgent first."""
        if desk != TRAINING:
            return self.process["people.priorities"]
        return ("new", "refresh") if self.process["training.first"] == "new" else ("refresh", "new")
