"""Where one history stands at the end of each quarter: the stage, and what is missing of stages.

Milestones say what has been built, and plans what is held; both of them together say what there is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.report.words import joined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.organisation.programme import Milestone
    from sim.scenario.machine import World

_ADOPTION = "waits for most models to adopt what is built"


@dataclass(frozen=True, slots=True)
class Reached:
    """A stage that is reached; `gaps`, what there is not of the stages below it; `next`, what there
    is not of the one that follows, and None after the last; `beyond`, what there is of those that
    come later."""

    stage: int
    gaps: tuple[str, ...]
    next: tuple[str, ...] | None
    beyond: tuple[str, ...]

    def __str__(self) -> str:
        below = f", gaps: {joined([*self.gaps])}" if self.gaps else ""
        return f"stage {self.stage}{below}{self._ahead()}"

    def _ahead(self) -> str:
        if self.next is None:
            return ""
        later = f"; of later stages there is {joined([*self.beyond])}" if self.beyond else ""
        lacks = f"lacks {joined([*self.next])}" if self.next else _ADOPTION
        return f" (stage {self.stage + 1} {lacks}{later})"


def reached(world: World, milestones: Sequence[Milestone], end: int) -> Reached:
    """Where an organisation stands.

    Args:
        world: what was planned for it.
        milestones: the steps of its investments, in order.
        end: ticks after day 0; what happens then belongs to what follows.
    """
    before = [one for one in milestones if one.at < end]
    owned = _plan(world, end).union(one.name for one in before if one.what == "built")
    stage = _stage(world, before, end)
    lacking = [(number, name) for number, name in _rows() if name not in owned]
    return Reached(
        stage,
        tuple(name for number, name in lacking if number < stage),
        tuple(n for number, n in lacking if number == stage + 1) if stage < _last() else None,
        tuple(name for number, name in _rows() if number > stage + 1 and name in owned),
    )


def _rows() -> list[tuple[int, str]]:
    """Each stage's capabilities, in their order."""
    from sim.stages import STAGES

    return [(number, name) for number, row in STAGES.items() for name in row.capabilities]


def _last() -> int:
    return max(number for number, _ in _rows())


def _plan(world: World, end: int) -> frozenset[str]:
    """What is held by plan."""
    held = [world.held, *(one.held for one in world.changes if one.at < end)]
    return frozenset([names for names in held if names is not None][-1])


def _stage(world: World, before: Sequence[Milestone], end: int) -> int:
    """The last that is a milestone; until anything has been begun the plan alone says it."""
    from sim.stages import stage_of

    first = min((one.at + 1 for one in before), default=end)
    steps = [int(one.name) for one in before if one.what == "stage"]
    return steps[-1] if steps else stage_of(_plan(world, first))
