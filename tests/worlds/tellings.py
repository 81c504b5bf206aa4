"""What many worlds come to, as digests: `python -m tests.worlds.tellings` prints them.

By whichever kernel `MLORG_KERNEL` asks for; the first line says which it was.
"""

import random
from collections.abc import Iterator
from hashlib import sha256

import sim
from sim import compiled
from sim.history import History
from sim.randomness import stream_key, uniform, uniforms
from sim.scenario.library import names
from tests.builders import load
from tests.invariants.living_worlds import living_world
from tests.worlds.logs import digest

WORLDS = range(200)
NUMBERS = 5_000


def main() -> None:
    """Prints a line for each world: what it came to, and its name."""
    print(compiled.which())
    print(digest_of_numbers(), "numbers")
    for name, history in lives():
        print(digest(history), name)


def digest_of_numbers() -> str:
    """What is drawn with keys of all sorts, one by one and many at a time."""
    choose, told = random.Random(1), sha256()
    for turn in range(NUMBERS):
        key = stream_key(turn, turn % 99, "any") + (turn % 2 << 64)  # every other one is mirrored
        entity = choose.choice((0, 1, -5, 2**34 + 7, choose.randrange(10**9)))
        index = choose.randrange(-1000, 10**5)
        told.update(repr(uniform(key, entity, index)).encode())
        told.update(repr(uniforms(key, entity, turn % 70, turn % 11)).encode())
    return told.hexdigest()


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
