"""The compiled kernel tells the same stories as its sources, to the same bytes.

`make test-all` compiles it before. A machine that cannot has nothing but the sources, and says so.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sim import compiled
from tests.ci_scripts import script
from tests.contract.typed import results

pytestmark = pytest.mark.slow

COLLECTED = """
import gc, sys
import sim
from sim import compiled
from tests.contract.typed import results
world = sim.load(sys.argv[1]).world()
sim.simulate(world, 7, 0)
gc.collect()
gc.disable()
history = sim.simulate(world, 7, 1)
print(compiled.in_use(), gc.collect(), history.check())
"""

KEPT = """
from sim import compiled
from sim.organisation.clock import Clock
from sim.organisation.source import Purpose, Source
from sim.organisation.timer import Timer
from sim.randomness import exposures
clock = Clock(0)
purpose = Purpose("any", clock, exposures(7, 1.0), print, again=True)
sources = [Source(purpose, entity, 1.0, None) for entity in range(2)]
timers = [Timer(clock, 5, print, None, None) for _ in range(2)]
print(compiled.in_use(), *(one.callbacks is other.callbacks for one, other in (sources, timers)))
"""


def run(root: Path, kernel: str, *command: str) -> str:
    environment = {**os.environ, compiled.SWITCH: kernel, "PYTHONPATH": str(root)}
    return subprocess.run(
        [sys.executable, *command],
        env=environment, cwd=root, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip


@pytest.fixture(scope="module")
def can_compile(root: Path) -> bool:
    """Whether this machine can; if so, the kernel of these sources is compiled."""
    status = subprocess.run([sys.executable, root / ".ci" / "compile.py"], check=False).returncode
    can = script(root, "compile").has_compiler()
    assert status == (0 if can else 1)
    return bool(can)


def test_the_library_and_random_worlds_come_to_the_same(root: Path, can_compile: bool) -> None:
    told = {
        kernel: run(root, kernel, "-m", "tests.worlds.tellings").splitlines()
        for kernel in (compiled.INTERPRETED, "compiled")
    }
    assert told[compiled.INTERPRETED][0] == compiled.INTERPRETED
    assert told["compiled"][0] == ("compiled" if can_compile else compiled.INTERPRETED)
    assert told["compiled"][1].endswith("numbers")
    assert len(told["compiled"]) > 200
    assert told["compiled"][1:] == told[compiled.INTERPRETED][1:]


@pytest.mark.parametrize(
    "scenario", ["benchmarks/stage-4-investing.yaml", "tests/golden/everything.yaml"]
)
def test_nothing_of_a_compiled_organisation_is_left_for_the_garbage_collector(
    root: Path, can_compile: bool, scenario: str
) -> None:
    assert run(root, "compiled", "-c", COLLECTED, scenario) == f"{can_compile} 0 []\n"


def test_what_a_portfolio_waits_for_shares_what_is_called(root: Path, can_compile: bool) -> None:
    """A tuple each would have to come out of memory with each event."""
    assert run(root, "compiled", "-c", KEPT) == f"{can_compile} True True\n"


def test_a_study_of_two_workers_has_the_same_files(
    root: Path, can_compile: bool, tmp_path: Path
) -> None:
    for kernel in (compiled.INTERPRETED, "compiled"):
        command = ["compare", "feature-store-or-cd", "--replications", "6", "--jobs", "2"]
        out = str(tmp_path / kernel)
        run(root, kernel, "-m", "analysis.cli", *command, "--quiet", "--out", out)
    first, second = (results(tmp_path / name) for name in (compiled.INTERPRETED, "compiled"))
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []
