"""Speed of mlorg beside SimPy models that do less: `python -m benchmarks` in a checkout.

Prints ratios from one interleaved run of workload W, then how a second worker and the start of the
command fare. Status 1 if the run is invalid or a bar is missed. Some seven minutes on idle cores.
"""

import argparse
import sys
from collections.abc import Iterable, Sequence

from benchmarks import (
    bare,
    callbacks,
    efficiency,
    idiomatic,
    memory,
    mlorg,
    own_pool,
    scale,
    startup,
    table,
)
from benchmarks.agreement import CONGESTED, UNCONGESTED, compare_with_theory
from benchmarks.judge import CALLBACKS, IDIOMATIC, MLORG, OWN_POOL, Finding, findings
from benchmarks.rounds import Rounds, measure
from benchmarks.workload import SIZES, Engine, Size

ENGINES: dict[str, Engine] = {
    IDIOMATIC: idiomatic.run,
    OWN_POOL: own_pool.run,
    CALLBACKS: callbacks.run,
    MLORG: mlorg.run,
}
ROUNDS = {20: 60, 500: 8, 10_000: 5}
"""By number of models: small sizes are short and vary more."""
QUICK_ROUNDS = 12
THEORY_SEEDS = 8


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the benchmark; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--quick",
        action="store_true",
        help="only the smallest size and what it counts, not judged by its times",
    )
    if parser.parse_args(arguments).quick:
        return quick()
    return full()


def quick() -> int:
    """Some seconds: everything runs, and the engines agree."""
    exact = list(_check_theory([UNCONGESTED]))
    rounds = [measure(ENGINES, SIZES[0], QUICK_ROUNDS)]
    return _report(rounds, [*exact, *(found for found in findings(rounds) if not found.timed)])


def full() -> int:
    """All sizes, all bars."""
    exact = list(_check_theory([UNCONGESTED, CONGESTED]))
    rounds = [measure(ENGINES, size, ROUNDS[size.models]) for size in SIZES]
    missed = _report(rounds, [*exact, *findings(rounds)])
    print("\nTwo workers")
    missed |= efficiency.main()
    print("\nStage 4 beside bare timeouts")
    missed |= bare.main()
    print("\nA model and year, by size")
    missed |= scale.main()
    print("\nMemory")
    missed |= memory.main()
    print("\nStart")
    missed |= startup.main()
    return missed


def _check_theory(sizes: Iterable[Size]) -> Iterable[Finding]:
    """Compares every SimPy engine with M/M/c//N and prints both."""
    for size in sizes:
        for name in (IDIOMATIC, OWN_POOL, CALLBACKS):
            compared = compare_with_theory(ENGINES[name], size, THEORY_SEEDS)
            print(table.theory(f"{name}, {size.models} models, {size.people} people", compared))
            agrees = all(comparison.agrees for comparison in compared)
            text = f"{name} agrees with M/M/{size.people}//{size.models}"
            yield Finding(f"valid: {text}", agrees, timed=False)


def _report(sizes: Sequence[Rounds], found: Sequence[Finding]) -> int:
    """Prints the tables and the verdict; 0 if all holds, else 1."""
    print("", table.costs(sizes), *map(table.counts, sizes), table.verdict(found), sep="\n\n")
    return 0 if all(finding.holds for finding in found) else 1


if __name__ == "__main__":
    sys.exit(main())
