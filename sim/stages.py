"""The ways of working, stage by stage: who does which step, and who notices what.

A stage decides only who works and what exists. It sets no effort, no rate and no probability:
if a later stage is to be better, it must come out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from sim.process import HumanValue
from sim.process.operation import INCIDENTS, TICKETS
from sim.vocabulary import DATA_SCIENTIST, IT_ENGINEER, NEVER


@dataclass(frozen=True, slots=True)
class Stage:
    """A maturity stage: its number, its name, its story, and the parameters that it sets."""

    number: int
    title: str
    story: str
    sets: Mapping[str, HumanValue]


def _operated_by(role: str) -> dict[str, str]:
    return {f"operate.{name}.by": role for name in (*TICKETS, *INCIDENTS)}


_FIRST_DEPLOYMENT = Stage(
    2,
    "First deployment",
    "Data scientists wrap, deploy, run and refresh their own models.",
    MappingProxyType(
        {
            "handover.rewrite.by": NEVER,
            "release.wrap.by": DATA_SCIENTIST,
            "release.check.by": DATA_SCIENTIST,
            "release.test.by": NEVER,
            "release.deploy.by": DATA_SCIENTIST,
            **_operated_by(DATA_SCIENTIST),
            "shift.noticed_by": "user",
            "refresh.check.by": DATA_SCIENTIST,
            "refresh.test.by": NEVER,
            "refresh.deploy.by": DATA_SCIENTIST,
        }
    ),
)

_IT_SERVES = Stage(
    3,
    "IT does the serving",
    "Data scientists hand over notebooks; IT rewrites, tests, deploys and operates.",
    MappingProxyType(
        {
            "handover.rewrite.by": IT_ENGINEER,
            "release.wrap.by": NEVER,
            "release.check.by": NEVER,
            "release.test.by": IT_ENGINEER,
            "release.deploy.by": IT_ENGINEER,
            **_operated_by(IT_ENGINEER),
            "shift.noticed_by": "operator",
            "refresh.check.by": NEVER,
            "refresh.test.by": IT_ENGINEER,
            "refresh.deploy.by": IT_ENGINEER,
        }
    ),
)

STAGES: Final[Mapping[int, Stage]] = MappingProxyType(
    {stage.number: stage for stage in (_FIRST_DEPLOYMENT, _IT_SERVES)}
)
"""The stages by number."""
