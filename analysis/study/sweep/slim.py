"""A replication of a sweep, of which only the measures are kept.

A sweep has many replications, and a timeline takes a hundred times the room of the measures.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analysis.study.outcome import Simulate
    from sim.scenario.machine import World


@dataclass(frozen=True, slots=True)
class Lean:
    """What an outcome is made of, but for its measures all empty."""

    measures: Mapping[str, float | None]
    imbalances: tuple[str, ...]
    timeline: tuple[()] = ()
    events: tuple[()] = ()
    incidents: tuple[()] = ()
    milestones: tuple[()] = ()

    def check(self) -> list[str]:
        """Every balance that does not hold."""
        return list(self.imbalances)

    @property
    def whole(self) -> Lean:
        """Its ledgers, which are empty."""
        return self

    def time_spent(self) -> tuple[()]:
        """Nothing."""
        return ()

    def stops(self) -> tuple[()]:
        """Nothing."""
        return ()

    def ended(self) -> tuple[()]:
        """Nothing."""
        return ()


@dataclass(frozen=True, slots=True)
class Slim:
    """Simulates as another does, and drops all but the measures. Workers may be sent one."""

    simulate: Simulate | None

    def __call__(self, world: World, *, seed: int, replication: int, events: bool = False) -> Any:
        simulate = self.simulate
        if simulate is None:
            from sim import simulate as of_the_model

            simulate = of_the_model
        lived = simulate(world, seed=seed, replication=replication, events=events)
        return Lean(dict(lived.measures), tuple(lived.check()))
