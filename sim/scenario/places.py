"""Where in the files a value of a resolved scenario was written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from sim.scenario.errors import Mistake
from sim.scenario.tree import Map, Mark, keys_at, locate

Steps = Sequence[str | int]


class InCell(Protocol):
    """A cell, resolved or not: one alternative in one context."""

    @property
    def context(self) -> str | None:
        """None if the scenario names no contexts."""

    @property
    def alternative(self) -> str:
        """Its name."""


@dataclass(frozen=True, slots=True)
class Places:
    """The layers that a scenario was resolved from.

    Args:
        file: the merged file.
        above: what the command line sets.
    """

    file: Map
    above: Map

    def of(self, path: Steps, cell: InCell | None = None) -> tuple[Mark, Steps]:
        """The place of a value, and its whole path, as it holds in a cell."""
        candidates = [(self.above, tuple(path))] if self.above.entries else []
        if cell is not None:
            candidates.append((self.file, ("alternatives", cell.alternative, *path)))
            if cell.context is not None:
                candidates.append((self.file, ("contexts", cell.context, *path)))
        candidates.append((self.file, tuple(path)))
        for tree, steps in candidates:
            mark, depth = locate(tree, steps)
            if depth == len(steps):
                return mark, steps
        return locate(self.file, path)[0], path

    def written(self, path: Steps, cell: InCell) -> bool:
        """Whether somebody wrote a value that holds in a cell."""
        context = ("contexts", str(cell.context), *path)
        inner = [("alternatives", cell.alternative, *path), context, tuple(path)]
        candidates = [(self.above, tuple(path)), *((self.file, steps) for steps in inner)]
        return any(locate(tree, steps)[1] == len(steps) for tree, steps in candidates)

    def keys(self, path: Steps) -> set[str]:
        """What was written in a map, be it right or wrong."""
        return keys_at(self.file, path) | keys_at(self.above, path)

    def mistake(
        self,
        path: Steps,
        found: str,
        allowed: str = "",
        suggestion: str | None = None,
        cell: InCell | None = None,
    ) -> Mistake:
        """A mistake about a value, at its place."""
        mark, steps = self.of(path, cell)
        return mark.mistake(steps, found, allowed, suggestion)
