"""Organisations that build capabilities, and do next to nothing else."""

from typing import Any

from sim.history import History
from sim.scenario.machine import Scenario
from tests.builders import DAY, lived, quiet

TOOL: dict[str, Any] = {
    "build": {"it_engineer": "10 days"},
    "adopt": {"it_engineer": "2 days"},
}
"""A capability of the scenario's own that changes nothing."""
AS_PLANNED = {"build.day.effort": "1 day", "adopt.day.effort": "1 day"}


def planned(
    investments: dict[str, Any],
    tools: dict[str, Any] | None = None,
    process: dict[str, Any] | None = None,
    **parts: Any,
) -> Scenario:
    """A quiet scenario with investments in its own capabilities; `ours` is one of them."""
    return quiet(
        {**AS_PLANNED, **(process or {})},
        investments=investments,
        define_capabilities={"ours": TOOL, **(tools or {})},
        **parts,
    )


def invested(*arguments: Any, **parts: Any) -> History:
    """What came of it."""
    return lived(planned(*arguments, **parts))


def days(history: History, what: str) -> dict[str, float]:
    """On which day each capability (or stage) came to that."""
    return {step.name: step.at / DAY for step in history.milestones if step.what == what}


def noted(history: History, what: str, item: str = "") -> list[tuple[float, int]]:
    """Days and entities of what the event log says."""
    return [
        (e.at / DAY, e.entity) for e in history.events or () if (e.what, e.item) == (what, item)
    ]


def sittings(history: History, item: str, what: str = "begins") -> list[tuple[float, str]]:
    """Days on which somebody of some role began (or ended) work on a kind of item."""
    return [
        (e.at / DAY, e.resource) for e in history.events or () if (e.what, e.item) == (what, item)
    ]
