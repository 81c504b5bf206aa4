"""Pictures of a study. Each function takes a study, and the name of a context where there are
several, and returns a matplotlib Figure; `svg` makes the same bytes of the same figure each time.

Importing this package imports matplotlib; nothing that does not draw imports it.
"""

from collections.abc import Callable, Mapping
from typing import Final

from matplotlib.figure import Figure

from analysis.figures import (
    difference_forest,
    j_curves,
    people_kinds,
    pick_maps,
    portfolio_states,
    value_causes,
    waiting_steps,
)
from analysis.figures.canvas import svg

__all__ = [
    "FIGURES",
    "differences",
    "j_curve",
    "people_time",
    "pick_map",
    "portfolio",
    "svg",
    "value_leaks",
    "waiting",
]

differences = difference_forest.figure
j_curve = j_curves.figure
people_time = people_kinds.figure
pick_map = pick_maps.figure
portfolio = portfolio_states.figure
value_leaks = value_causes.figure
waiting = waiting_steps.figure

FIGURES: Final[Mapping[str, Callable[..., Figure]]] = {
    "differences": differences,
    "j_curve": j_curve,
    "people_time": people_time,
    "value_leaks": value_leaks,
    "waiting": waiting,
    "portfolio": portfolio,
}
"""Every figure by name, in the order of a report."""
COMPARES: Final = frozenset({"differences", "j_curve"})
"""Figures that need two alternatives."""
OF_SWEEPS: Final[Mapping[str, Callable[..., Figure]]] = {"pick_map": pick_map}
"""Figures of a sweep, which they take in place of a study."""
