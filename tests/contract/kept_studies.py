"""Studies of worlds that cost nothing, kept in folders."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from analysis.study import folder
from analysis.study.compare import Study
from analysis.study.opened import kept
from analysis.study.outcome import Outcome
from analysis.study.scenarios import changed
from tests.contract import fake_worlds

COMMAND = ["mlorg", "compare", "scenario.yaml"]
SCENARIO = fake_worlds.scenario(contexts=("few", "many"), replications=6)
MORE = changed(SCENARIO, replications=11)


class Counting:
    """Counts the worlds that it lives through."""

    def __init__(self, simulate: Callable[..., Any] = fake_worlds.failing) -> None:
        self._simulate, self.lived = simulate, 0

    def __call__(self, *world: Any, **how: Any) -> Any:
        self.lived += 1
        return self._simulate(*world, **how)


def study(place: Path, scenario: Any = SCENARIO, **how: Any) -> Study:
    how = {"simulate": fake_worlds.failing, "jobs": 1, **how}
    target = folder.place(scenario, place, force=how.get("force", False))
    return kept(scenario, target, COMMAND, **how)


def told(outcomes: tuple[Outcome, ...]) -> list[tuple[object, ...]]:
    """All that outcomes say, independent of where they say it from."""
    rows = ("timeline", "time", "flow", "milestones")
    return [
        (one.cell, one.replication, one.error, dict(one.measures),
         *(tuple(getattr(one, name)) for name in rows))
        for one in outcomes
    ]  # fmt: skip


class StopError(Exception):
    pass


def stopping(after: int) -> Callable[[int, int], None]:
    def report(done: int, _total: int) -> None:
        if done >= after:
            raise StopError

    return report
