"""How often Python looks for cyclic garbage in a process of ours: before it imports anything large,
so without the model, which does without it while a replication lives (`sim.replication`)."""

import gc
from typing import Final

SELDOM: Final = (50_000, 20, 5)


def look_seldom() -> None:
    """From now on, for as long as the process lives: next to nothing becomes cyclic garbage."""
    gc.set_threshold(*SELDOM)
