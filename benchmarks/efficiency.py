"""How well `mlorg compare` uses a second worker: `python -m benchmarks.efficiency`.

Efficiency is the time with one worker over twice the time with two. Both cores must be free: the
load of the machine is printed, for on a busy one the result says nothing.
"""

import os
import sys
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.wall import Command, medians, mlorg

LEAST_EFFICIENCY = 0.85
ROUNDS = 3
REPLICATIONS = 100
SCENARIO = Path(__file__).parent / "efficiency.yaml"


def main() -> int:
    """Prints both times and the efficiency; 0 if the bar is met, else 1."""
    print(f"load before, which should be 0: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    with TemporaryDirectory() as name:
        folder = Path(name)
        times = medians(
            {
                "one": lambda number: _compare(1, folder / f"one-{number}"),
                "two": lambda number: _compare(2, folder / f"two-{number}"),
            },
            ROUNDS,
        )
    efficiency = times["one"] / (2 * times["two"])
    met = efficiency >= LEAST_EFFICIENCY
    print(f"mlorg compare, 1 worker     {times['one']:.2f} s")
    print(f"mlorg compare, 2 workers    {times['two']:.2f} s")
    print(
        f"efficiency {efficiency:.2f}, must be at least {LEAST_EFFICIENCY}: "
        f"{'met' if met else 'MISSED'}"
    )
    return 0 if met else 1


def _compare(jobs: int, folder: Path) -> Command:
    """The command that compares, with so many workers, into a folder that is new."""
    options = {"--replications": str(REPLICATIONS), "--jobs": str(jobs), "--out": str(folder)}
    return mlorg("compare", str(SCENARIO), *chain.from_iterable(options.items()))


if __name__ == "__main__":
    sys.exit(main())
