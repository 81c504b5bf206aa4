"""mlorg's model: an organisation that grows its machine learning, as a discrete-event simulation.

`load` reads a scenario, `simulate` runs one replication of it and returns its `History`. The model
knows nothing of statistics, of files of results or of screens: see `analysis` for these.
"""

# ruff: noqa: E402
from typing import TYPE_CHECKING, Any

from sim import compiled

compiled.use()  # before anything of the kernel is imported

from sim.history import History
from sim.measures import MEASURES
from sim.process import PARAMETERS
from sim.replication import simulate
from sim.scenario import Scenario

if TYPE_CHECKING:
    from sim.scenario import load

__all__ = ["MEASURES", "PARAMETERS", "History", "Scenario", "load", "simulate"]


def __getattr__(name: str) -> Any:
    if name != "load":
        raise AttributeError(f"module 'sim' has no attribute {name!r}")
    from sim.scenario import load  # which a worker never asks for

    return load
