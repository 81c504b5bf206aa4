"""What holds of an organisation where a scenario says nothing."""

from __future__ import annotations

from typing import Final

from sim.units import DAYS

AS_IT_IS: Final = "as it is"
"""The only alternative of a scenario that names none."""
STAGE: Final = 2
STAFF: Final = 5
"""Heads of each role."""
SLOTS: Final = 1
MODELS: Final = 10
USE_CASES: Final = 30 / DAYS["year"]
"""Per working day."""
REPLICATIONS: Final = 100
MAX_REPLICATIONS: Final = 1920
"""Where a scenario asks for precision, and does not say how long to go on for it."""
CONFIDENCE: Final = 0.95
MEASURES: Final = ("net_value", "value_delivered", "throughput", "toil_share", "staff_cost")
"""Few, for every further one makes each verdict less sharp; the first decides."""
