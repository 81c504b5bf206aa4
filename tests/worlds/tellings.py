"""What many worlds come to, as digests: `python -m tests.worlds.tellings` prints them.

By whichever kernel `MLORG_KERNEL` asks for; the first line says which it was.
"""

from collections.abc import Iterator

import sim
from sim import compiled
from sim.history import History
from sim.scenario.library import names
from tests.builders import load
from tests.invariants.living_worlds import living_world
from tests.worlds.logs import digest

WORLDS = range(200)


def main() -> None:
    """Prints a line for each world: what it came to, and its name."""
    print(compiled.which())
    for name, history in lives():
        print(digest(history), name)


def lives() -> Iterator[tuple[str, History]]:
    """Every alternative of the library, and random organisations in which everything may happen."""
    for study in names():
        scenario = sim.load(study)
        for one in scenario.alternatives:
            told = sim.simulate(scenario, replication=1, alternative=one, events=True)
            yield f"{study}: {one}", told
    for number in WORLDS:
        world = load(living_world(number)).world()
        yield f"world {number}", sim.simulate(world, number, events=True)


if __name__ == "__main__":
    main()
