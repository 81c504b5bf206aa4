"""A promise put to the proof in many studies: how often it was kept, and what chance does."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from scipy import stats

MACRO = 500
"""Studies of each case."""
LEVEL = 0.95
SELDOM = 0.0005
"""How often chance alone may put a share out of its bounds."""


@dataclass(frozen=True)
class Proof:
    """What a promise came to in 500 studies of a case, and what it came to when it was broken."""

    promise: str
    case: str
    kept: float
    """The share of studies in which the promise was kept."""
    broken: str
    then: float
    """The same share for the broken method."""
    exact: bool = False
    """Whether the share is to be the nominal one, and not at least that."""

    @property
    def holds(self) -> bool:
        """Whether the share is what was promised, within what chance does in so many studies."""
        return self.kept >= low() and (not self.exact or self.kept <= high())

    @property
    def seen(self) -> bool:
        """Whether the broken method is found out."""
        return self.then < low()

    def row(self) -> str:
        """A line of the table."""
        nominal = f"{'' if self.exact else 'at least '}{LEVEL:.0%}"
        return line(
            self.promise, self.case, nominal, f"{self.kept:.1%}", self.broken, f"{self.then:.1%}"
        )


def low() -> float:
    """The least share that chance makes of the nominal one."""
    return float(stats.binom.ppf(SELDOM, MACRO, LEVEL)) / MACRO


def high() -> float:
    """The largest."""
    return float(stats.binom.isf(SELDOM, MACRO, LEVEL)) / MACRO


def line(*cells: str) -> str:
    """One line of a Markdown table."""
    return f"| {' | '.join(cells)} |"


def share(found: Iterable[bool]) -> float:
    """The share that is true."""
    return float(np.mean(list(found)))
