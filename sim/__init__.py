"""mlorg's model: an organisation that grows its machine learning, as a discrete-event simulation.

`load` reads a scenario, `simulate` runs one replication of it and returns its `History`. The model
knows nothing of statistics, of files of results or of screens: see `analysis` for these.
"""

from sim.history import History
from sim.measures import MEASURES
from sim.process import PARAMETERS
from sim.replication import simulate
from sim.scenario import Scenario, load

__all__ = ["MEASURES", "PARAMETERS", "History", "Scenario", "load", "simulate"]
