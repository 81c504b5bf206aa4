"""What a measure is: a view over the ledgers, with its name, unit, meaning and good direction."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from sim.measures.window import Window

Better = Literal["up", "down", "neither"]


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure. `view` gives its value for a window, or None where it is not defined.

    `by_quarter` says whether it means something for a quarter, or only for the whole horizon.
    """

    name: str
    title: str
    unit: str
    better: Better
    meaning: str
    view: Callable[[Window], float | None]
    by_quarter: bool = True
    can_be_negative: bool = False
