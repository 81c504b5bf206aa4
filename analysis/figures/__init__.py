"""Pictures of a study, and of one history. Each function returns a matplotlib Figure, which a
notebook shows as it is; `svg` makes the same bytes of the same figure each time.

Those of a study take it, and the name of a context where there are several. What a picture says in
words is `analysis.caption`.

Importing this package imports matplotlib; nothing that does not draw imports it.
"""

from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Final

from matplotlib.figure import Figure

from analysis.figures import (
    against_theory,
    difference_forest,
    flow_ledger,
    j_curves,
    money_ledger,
    narrowing,
    pairs,
    people_kinds,
    pick_maps,
    portfolio_states,
    time_ledger,
    value_causes,
    value_ledger,
    waiting_steps,
)
from analysis.figures.canvas import png, svg

__all__ = [
    "FIGURES",
    "TOLD",
    "differences",
    "flow",
    "intervals",
    "j_curve",
    "money",
    "paired_worlds",
    "people_time",
    "pick_map",
    "png",
    "portfolio",
    "queue",
    "svg",
    "time",
    "value",
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
paired_worlds = pairs.figure
intervals = narrowing.figure
queue = against_theory.figure
time = time_ledger.figure
flow = flow_ledger.figure
value = value_ledger.figure
money = money_ledger.figure

FIGURES: Final[Mapping[str, Callable[..., Figure]]] = {
    "differences": differences,
    "j_curve": j_curve,
    "people_time": people_time,
    "value_leaks": value_leaks,
    "waiting": waiting,
    "portfolio": portfolio,
}
"""Every figure of a report by name, in its order."""
TOLD: Final[Mapping[str, ModuleType]] = {
    "paired_worlds": pairs,
    "intervals": narrowing,
    "queue": against_theory,
    "time": time_ledger,
    "flow": flow_ledger,
    "value": value_ledger,
    "money": money_ledger,
}
"""Figures beside those of a report, by name: their modules, each with what to see (SEE), with
`analyse`, and with `told`, which says in words what that found."""
COMPARES: Final = frozenset({"differences", "j_curve"})
"""Figures that need two alternatives."""
OF_SWEEPS: Final[Mapping[str, Callable[..., Figure]]] = {"pick_map": pick_map}
"""Figures of a sweep, which they take in place of a study."""
