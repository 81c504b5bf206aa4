"""What keeping a study costs: `python -m benchmarks.journal`.

The study of `make demo` is run by `mlorg compare` in one process, and the processor time of that
process is divided: replications; journal (packing and writing outcomes, and reading their rows back
for tables, verdict and report); all else. Once with its 40 worlds, which are judged, and once with
as many as keep a core busy for some two minutes: what ends a study takes a few seconds, which a
faster model makes no shorter. Processor time, so other work on the machine hardly matters, and both
ratios are of one run.

Then the largest memory of processes that compare 250 and 2,500 replications of each of two small
organisations, report and all: what one more replication takes, against what its measures take.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

from benchmarks.memory import resident

LEAST_IN_REPLICATIONS = 0.95
LARGEST_OVERHEAD = 0.03
LARGEST_GROWTH = 5.0
"""Of memory with each replication, in measures of 8 bytes each."""
STUDY = "feature-store-or-cd"
JUDGED, LONG = 40, 250
"""Worlds."""
SMALL = Path(__file__).parent / "efficiency.yaml"
SHORT = ("horizon=1 year", "history=0 days", "portfolio.models=3")
WORLDS = (250, 2500)
CELLS = 2


def main(arguments: Sequence[str] = ()) -> int:
    """Prints both parts; 0 if all bars are met, else 1."""
    if arguments:
        return _measured(*arguments)
    time_missed = _time()
    return _memory() or time_missed


def _time() -> int:
    missed = []
    for worlds in (JUDGED, LONG):
        spent = _run(STUDY, "--replications", str(worlds))
        print(f"{STUDY}: {spent['kept']} replications, {spent['bytes'] / 1e6:.1f} MB of journal")
        for name in ("replications", "journal", "all"):
            print(f"{name:<14}{spent[name]:8.2f} s of processor time")
        missed.append(_shares(spent))
    return missed[0]


def _shares(spent: dict[str, Any]) -> int:
    share = spent["replications"] / spent["all"]
    overhead = spent["journal"] / spent["replications"]
    return _judged(
        f"in replications {share:.3f}, must be at least {LEAST_IN_REPLICATIONS}",
        share >= LEAST_IN_REPLICATIONS,
    ) | _judged(
        f"journal {overhead:.4f} of replications, must be under {LARGEST_OVERHEAD}",
        overhead < LARGEST_OVERHEAD,
    )


def _memory() -> int:
    from sim.measures import MEASURES

    sets = (word for one in SHORT for word in ("--set", one))
    options = (str(SMALL), *sets)
    found = [_run(*options, "--replications", str(worlds)) for worlds in WORLDS]
    for worlds, one in zip(WORLDS, found, strict=True):
        size = one["bytes"] / one["kept"]
        print(
            f"{worlds} worlds, {one['kept']} replications: {one['resident'] / 1e6:.1f} MB of "
            f"memory, {one['bytes'] / 1e6:.1f} MB of journal ({size:.0f} bytes each)"
        )
    few, many = found
    each = (many["resident"] - few["resident"]) / (many["kept"] - few["kept"])
    measures = 8 * len(MEASURES)
    return _judged(
        f"memory grows by {each:.0f} bytes a replication, {each / measures:.1f} times its "
        f"{len(MEASURES)} measures; must be at most {LARGEST_GROWTH:g} times",
        each <= LARGEST_GROWTH * measures,
    )


def _judged(text: str, met: bool) -> int:
    print(f"{text}: {'met' if met else 'MISSED'}")
    return 0 if met else 1


def _run(*options: str) -> dict[str, Any]:
    """What a comparison takes, in a process of its own."""
    with TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "benchmarks.journal", folder, *options]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _measured(folder: str, *options: str) -> int:
    from analysis.cli import main
    from analysis.study import lazy, replicate
    from analysis.study.journal import JOURNAL, Journal, Reader

    spent = {"replications": 0.0, "journal": 0.0}
    _clocked(spent, "replications", replicate, "run_batch")
    for name in ("__init__", "keep", "numbers", "outcomes", "close"):
        _clocked(spent, "journal", Journal, name)
    for name in ("_all", "columns"):
        _clocked(spent, "journal", lazy.Rows, name)
    out = Path(folder) / "run"
    sys.argv = ["mlorg", "compare", *options, "--jobs", "1", "--quiet", "--out", str(out)]
    try:
        main()
    except SystemExit as ended:
        if ended.code:
            raise RuntimeError(f"the comparison ended with status {ended.code}") from None
    kept, size = Reader(out).count(), (out / JOURNAL).stat().st_size
    rest = {"all": process_time(), "kept": kept, "bytes": size, "resident": resident()}
    print(json.dumps({**spent, **rest}))
    return 0


def _clocked(spent: dict[str, float], what: str, home: Any, name: str) -> None:
    """Has the processor time of a function counted."""
    whole: Callable[..., Any] = getattr(home, name)

    def clocked(*arguments: Any, **named: Any) -> Any:
        start = process_time()
        try:
            return whole(*arguments, **named)
        finally:
            spent[what] += process_time() - start

    setattr(home, name, clocked)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
