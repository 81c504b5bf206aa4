"""What can befall a model, and what of its value that takes: the words of two ledgers."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

OBSOLETE: Final = "obsolete"
DOWN: Final = "down"
UPSTREAM: Final = "upstream_down"
SLOW: Final = "slow"
SKEWED: Final = "skewed"
SHIFTED: Final = "shifted"
STALE: Final = "stale"
CAUSES: Final = (OBSOLETE, DOWN, UPSTREAM, SLOW, SKEWED, SHIFTED, STALE)
"""What value is lost to."""

PIPELINE_BREAK: Final = "pipeline_break"
DEGRADATION: Final = "degradation"
COLLISION: Final = "collision"
SHIFT: Final = "shift"
BAD_TRAINING: Final = "bad_training"
UPSET: Final = "upset"
SKEW: Final = "skew"
WRONG_VERSION: Final = "wrong_version"
OBSOLESCENCE: Final = "obsolescence"

CAUSE: Final[Mapping[str, str]] = MappingProxyType(
    {
        PIPELINE_BREAK: DOWN,
        COLLISION: DOWN,
        DEGRADATION: SLOW,
        SHIFT: SHIFTED,
        BAD_TRAINING: SHIFTED,
        UPSET: SHIFTED,
        SKEW: SKEWED,
        WRONG_VERSION: SKEWED,
        OBSOLESCENCE: OBSOLETE,
    }
)
"""For each kind of incident, what the value that it takes is charged to."""

KINDS: Final = tuple(CAUSE)
"""Kinds of incident."""
