"""How well `mlorg compare` uses a second worker: `python -m benchmarks.efficiency`.

Efficiency is the time with one worker over twice the time with two: two processes of this machine,
or two workers of a dask cluster on it, which is there already. Both cores must be free: the load of
the machine is printed, for on a busy one the result says nothing. So is what the machine can do at
most: the study with one worker alone, over two of them at once that have nothing to do with each
other. Two cores share caches and memory, and may be two threads of one.
"""

import os
import sys
from functools import partial
from itertools import chain
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.scheduling import two_workers
from benchmarks.wall import Command, medians, mlorg, together

LEAST_EFFICIENCY = 0.9
ROUNDS = 3
REPLICATIONS = 200
SCENARIO = Path(__file__).parent / "efficiency.yaml"


def main() -> int:
    """Prints the times and both efficiencies; 0 if the bar is met, else 1."""
    print(f"load before, which should be 0: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    with TemporaryDirectory() as name, two_workers() as cluster:
        ways = {
            "1 worker": {"--jobs": "1"},
            "2 workers": {"--jobs": "2"},
            "2 workers of a cluster": {"--cluster": cluster.scheduler_address},
        }
        commands = {way: partial(_compare, where, Path(name) / way) for way, where in ways.items()}
        times = medians(commands, ROUNDS)
        most = _ceiling(Path(name), times["1 worker"])
    for way, seconds in times.items():
        print(f"mlorg compare, {way:<24}{seconds:.2f} s")
    print(f"two unrelated studies at once, each of 1 worker: {most:.2f} of what two cores might do")
    alone, *others = ways
    return max([_judged(way, times[alone] / (2 * times[way])) for way in others])


def _ceiling(folder: Path, alone: float) -> float:
    """The share of its speed that a study keeps while another one runs beside it."""
    both = (partial(_compare, {"--jobs": "1"}, folder / name) for name in ("left", "right"))
    pairs = [[command(number) for number in range(ROUNDS)] for command in both]
    return alone / median(together(*pair) for pair in zip(*pairs, strict=True))


def _judged(way: str, efficiency: float) -> int:
    met = efficiency >= LEAST_EFFICIENCY
    print(
        f"efficiency of {way} {efficiency:.2f}, must be at least {LEAST_EFFICIENCY}: "
        f"{'met' if met else 'MISSED'}"
    )
    return 0 if met else 1


def _compare(where: dict[str, str], folder: Path, number: int) -> Command:
    """The command that compares, in such a place, into a folder that is new."""
    options = {"--replications": str(REPLICATIONS), "--out": str(folder / str(number)), **where}
    return mlorg("compare", str(SCENARIO), *chain.from_iterable(options.items()))


if __name__ == "__main__":
    sys.exit(main())
