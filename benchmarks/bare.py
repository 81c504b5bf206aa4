"""A stage-4 organisation beside as many bare SimPy timeouts: `python -m benchmarks.bare`.

40 models, 8 + 6 people, two years of history and three of study, with all ledgers; once as it is,
and once while it invests. The yardstick is
what no simulation on SimPy can do without: the same number of events, each a timeout that one of 40
processes waits for in turn, and nothing done in between.

An event is something that is waited for and happens. Most come out of SimPy's queue; the end of a
piece of work, and the start of a use case, happen at once with what brings them about, where a
plain model would have SimPy queue them. The bar is judged by the queued ones alone, the stricter
count; the ratio to all events is printed beside.
"""

import sys
from collections.abc import Callable, Generator
from itertools import islice
from pathlib import Path
from statistics import median
from time import process_time
from unittest import mock

import simpy

import sim
from benchmarks.rounds import as_in_a_study
from sim.ledgers.flow import WORKING
from sim.organisation.clock import Clock
from sim.scenario.machine import World

LARGEST_RATIO = 5.0
ROUNDS = 15
PROCESSES = 40
FOLDER = Path(__file__).parent
SCENARIOS = {"as it is": "stage-4.yaml", "investing": "stage-4-investing.yaml"}


def main() -> int:
    """Prints both times and their ratio for each organisation; 0 if the bar is met, else 1."""
    return max([_measured(name, FOLDER / file) for name, file in SCENARIOS.items()])


def _measured(name: str, file: Path) -> int:
    world = sim.load(file).world()
    ratios, ours, bare, queued, together = [], [], [], [], []
    for number in range(-1, ROUNDS):
        seed = abs(number)
        out_of_the_queue, at_once = count(world, seed)
        queued.append(out_of_the_queue)
        together.append(out_of_the_queue + at_once)
        ours.append(_timed(lambda seed=seed: sim.simulate(world, 7, seed)))  # type: ignore[misc]
        bare.append(_timed(lambda many=queued[-1]: timeouts(many)))  # type: ignore[misc]
        ratios.append(ours[-1] / bare[-1])
    ratio = median(ratios[1:])
    among_all = ratio * median(queued) / median(together)
    met = ratio <= LARGEST_RATIO
    print(f"stage 4, 40 models, {name}")
    print(f"  events out of the queue (median)  {median(queued):,.0f}")
    print(f"  with those that happen at once    {median(together):,.0f}")
    print(f"  replication                       {median(ours[1:]):.3f} s")
    print(f"  bare timeouts, as many as queued  {median(bare[1:]):.3f} s")
    text = f"  ratio {ratio:.2f} (median of {ROUNDS} rounds), must be at most {LARGEST_RATIO:g}"
    print(f"{text}: {'met' if met else 'MISSED'}")
    print(f"  to as many timeouts as all events some {among_all:.2f}")
    return 0 if met else 1


def count(world: World, seed: int) -> tuple[int, int]:
    """How many events of a replication have come out of SimPy's queue, and how many happened at
    once with what brought them about."""
    steps = 0

    def step(clock: Clock) -> None:
        nonlocal steps
        steps += 1
        simpy.Environment.step(clock)

    with mock.patch.object(Clock, "step", step):
        history = sim.simulate(world, 7, seed)
    stops = history.snapshots[-1].stops.items()
    return steps, sum(many for stop, (many, _) in stops if stop.state == WORKING)


def timeouts(events: int) -> None:
    """As many timeouts, of 40 processes in turn."""
    env = simpy.Environment()
    for _ in range(PROCESSES):
        env.process(_waits(env))
    # The first event of each process starts it.
    for _ in islice(iter(int, 1), events):
        env.step()


def _waits(env: simpy.Environment) -> Generator[simpy.Event, None, None]:
    while True:
        yield env.timeout(1)


def _timed(action: Callable[[], object]) -> float:
    with as_in_a_study():
        start = process_time()
        action()
        return process_time() - start


if __name__ == "__main__":
    sys.exit(main())
