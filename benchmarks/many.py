"""How far one study goes: `python -m benchmarks.many [NUMBER ...]`.

Small replications, NUMBER of each of two alternatives, are lived on all cores, kept in a journal,
written as tables, judged and reported, each number in a process of its own. Printed is what grows:
processor time of workers and of the process that keeps the study, disk, memory; and what a million
would take if it went on as from the last but one number to the last.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

NUMBERS = (500, 5000)
MILLION = 1_000_000
SCENARIO = Path(__file__).parent / "scheduling.yaml"
UNITS = {
    "live: workers": "s",
    "live: parent": "s",
    "write": "s",
    "judge": "s",
    "report": "s",
    "journal": "MB",
    "tables": "MB",
    "memory of parent": "MB",
}
"""What is printed. Seconds are of processor time."""


def main(arguments: Sequence[str] = ()) -> int:
    """Prints a column for each number, and one for a million replications; 0."""
    if arguments[:1] == ["one"]:
        return _one(int(arguments[1]))
    numbers = [int(one) for one in arguments] or list(NUMBERS)
    columns = [_in_a_process(number) for number in numbers]
    _print(columns)
    return 0


def _print(columns: Sequence[dict[str, float]]) -> None:
    heading = [f"{column['replications']:,.0f}" for column in columns]
    far = {}
    if len(columns) > 1:
        heading.append(f"({MILLION:,})")
        far = {name: _extended(columns[-2], columns[-1], name) for name in UNITS}
    print(f"{'replications':<22}" + "".join(f"{one:>14}" for one in heading))
    for name, unit in UNITS.items():
        cells = [column[name] for column in columns] + ([far[name]] if far else [])
        print(f"{f'{name} [{unit}]':<22}" + "".join(f"{cell:>14,.1f}" for cell in cells))


def _extended(one: dict[str, float], other: dict[str, float], name: str) -> float:
    """What a million replications take, on the line through two numbers of them."""
    slope = (other[name] - one[name]) / (other["replications"] - one["replications"])
    return other[name] + slope * (MILLION - other["replications"])


def _in_a_process(number: int) -> dict[str, float]:
    command = (sys.executable, "-m", "benchmarks.many", "one", str(number))
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _one(number: int) -> int:
    """One study; prints what it took."""
    from analysis.report.html.write import write
    from analysis.study.compare import REPEAT
    from analysis.study.opened import opened
    from analysis.study.scenarios import loaded
    from analysis.study.study import Study

    scenario = loaded(str(SCENARIO), replications=number)
    took: dict[str, float] = {}
    with TemporaryDirectory() as name, opened(scenario, Path(name), REPEAT) as going:
        with _timed(took, "live: parent"):
            outcomes = going.until(number)
        children = resource.getrusage(resource.RUSAGE_CHILDREN)
        study = Study(scenario, outcomes)
        with _timed(took, "write"):
            going.write(study)
        with _timed(took, "judge"):
            assert study.picks
        with _timed(took, "report"):
            write(study, Path(name))
        sizes = {path.name: path.stat().st_size / 1e6 for path in Path(name).iterdir()}
    took |= {
        "replications": float(len(outcomes)),
        "live: workers": children.ru_utime + children.ru_stime,
        "journal": sum(size for name, size in sizes.items() if name.startswith("journal")),
        "tables": sum(size for name, size in sizes.items() if name.endswith(".parquet")),
        "memory of parent": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    print(json.dumps(took))
    return 0


@contextmanager
def _timed(took: dict[str, float], name: str) -> Iterator[None]:
    start = time.process_time()
    yield
    took[name] = time.process_time() - start


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
