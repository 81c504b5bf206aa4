"""Memory is flat without the event log: `python -m benchmarks.memory`.

A stage-4 organisation of 200 models lives for 4 years after day 0, and for 8, each in a process of
its own; the largest memory of the longer run must not be more than that of the shorter, beyond
noise. What Python's objects take at most (tracemalloc) is printed for both as well, to show what
grows: the closings of the books, one a quarter, which are what a run is for, and 32 bytes for each
refresh and use case that has ended, for medians of lead times.
"""

import json
import subprocess
import sys
import tracemalloc
from collections.abc import Sequence
from pathlib import Path
from statistics import median

import sim

LARGEST_RATIO = 1.05
YEARS = (4, 8)
ROUNDS = 1
SCENARIO = Path(__file__).parent / "memory.yaml"


def main(arguments: Sequence[str] = ()) -> int:
    """Prints the largest memory of both; 0 if the bar is met, else 1."""
    if arguments:
        return _measured(*arguments)
    resident = {years: median(_run("resident", years) for _ in range(ROUNDS)) for years in YEARS}
    objects = {years: _run("objects", years) for years in YEARS}
    for years in YEARS:
        print(f"{years} years    {resident[years]:.1f} MB, objects {objects[years]:.2f} MB")
    ratio = resident[YEARS[1]] / resident[YEARS[0]]
    met = ratio <= LARGEST_RATIO
    text = f"ratio {ratio:.3f} of whole processes, must be at most {LARGEST_RATIO:g}"
    print(f"{text}: {'met' if met else 'MISSED'}")
    return 0 if met else 1


def _run(what: str, years: int) -> float:
    """Megabytes that a run takes at most, in a process of its own."""
    command = (sys.executable, "-m", "benchmarks.memory", what, str(years))
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return float(json.loads(done.stdout)) / 1e6


def _measured(what: str, years: str) -> int:
    scenario = sim.load(SCENARIO, [f"horizon={years} years"])
    if what == "objects":
        tracemalloc.start()
    sim.simulate(scenario)
    print(tracemalloc.get_traced_memory()[1] if what == "objects" else resident())
    return 0


def resident() -> int:
    """The largest memory that this process has had, in bytes."""
    import resource

    kilobytes = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * kilobytes


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
