"""The five stages: each is a composition of capabilities, and of nothing else.

A stage sets no row of its own: no step, no effort, no rate. If a later stage is to be better, it
must come out. Only reports read stages; the rest of the model knows what is held.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage: what is held on entering it, beyond the stage before, and what threatens in it."""

    number: int
    title: str
    story: str
    capabilities: tuple[str, ...]
    risks: tuple[str, ...]


_ALL = (
    Stage(
        1,
        "Pilot",
        "Models are tried for the first use cases; none is deployed.",
        (),
        (
            "First models underwhelm, for the data are limited.",
            "Accurate predictions are hard to turn into value.",
        ),
    ),
    Stage(
        2,
        "First deployment",
        "Data scientists wrap, deploy, run and refresh their own models.",
        ("data_strategy", "ml_canvas", "simple_serving"),
        (
            "Data scientists are swamped by operations as models become many.",
            "Without separate environments, work in progress gets into production's way.",
        ),
    ),
    Stage(
        3,
        "IT does the serving",
        "Data scientists hand over notebooks; IT re-writes, tests, deploys and operates.",
        ("it_serving", "environments"),
        (
            "Updating models is routine work that grows with the portfolio.",
            "Re-writing makes for rework, errors and training-serving skew.",
            "Little is used again, and training has no machines to grow into.",
        ),
    ),
    Stage(
        4,
        "Continuous integration",
        "Tested training pipelines are packaged and retrain by themselves; IT deploys by hand.",
        ("training_pipelines", "containers", "ci_tests", "retraining_triggers"),
        (
            "Deployment by hand is the bottleneck, the more with ensembles and chains of models.",
            "What trains by itself needs to be watched for early signs of trouble.",
            "Features are built again and again.",
        ),
    ),
    Stage(
        5,
        "Full automation and monitoring",
        "Models are trained, tested, deployed and watched by machines; features have one home.",
        ("continuous_deployment", "drift_monitoring", "feature_store", "metadata_store"),
        ("The edge is lost as business needs change and technology breaks through.",),
    ),
)

STAGES: Final[Mapping[int, Stage]] = MappingProxyType({stage.number: stage for stage in _ALL})
"""The stages by number."""


@cache
def held(stage: int) -> frozenset[str]:
    """What an organisation that enters a stage holds: its own row and those of all before."""
    rows = (row.capabilities for number, row in STAGES.items() if number <= stage)
    return frozenset(name for row in rows for name in row)


def stage_of(holding: Iterable[str]) -> int:
    """The highest stage whose own row is held whole; lower rows may lack something."""
    return _highest(frozenset(holding))


@lru_cache(1024)
def _highest(names: frozenset[str]) -> int:
    # Each replication asks for the same few, and does nothing else with them.
    return max(number for number, row in STAGES.items() if names.issuperset(row.capabilities))


def gaps(holding: Iterable[str]) -> tuple[str, ...]:
    """What is missing of the stages below the one that is reached, in the order of the stages."""
    names = set(holding)
    reached = stage_of(names)
    rows = (row.capabilities for number, row in STAGES.items() if number < reached)
    return tuple(name for row in rows for name in row if name not in names)
