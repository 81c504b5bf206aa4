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

LEFT = """
import sys
from contextlib import suppress
import sim
from sim import compiled
from sim.organisation import organisation
from sim.organisation.clock import RunawayError
world = sim.load("tests/golden/everything.yaml").world()
organisation.MOST_EVENTS = int(sys.argv[1])

def live(first):
    for replication in range(first, first + 10):
        with suppress(RunawayError):
            sim.simulate(world, 7, replication)
    return sys.getallocatedblocks()

live(0)  # what is made once for all is made by now
begun = live(10)
print(compiled.in_use(), (live(60) - begun + live(70) - begun) // 40)
"""
"""Objects that are left of a replication. Memos come and go meanwhile; of one replication alone
there are thousands."""

DEEP = """
import gc
from sim import compiled
from sim.ledgers.items import ItemBook
from sim.ledgers.value import Stand
from sim.organisation.work import Item
gc.disable()
book = ItemBook(0, keeps_lead_times=False)
first = last = Item("ticket", 0, 0, book, 0)
for number in range(10**6):
    last.newer = Item("ticket", 0, number, book, 0)
    last = last.newer
del last, first
nest = []
for number in range(1000):
    nest = [nest, Stand(number), (Stand(number), number)]
del nest
print(compiled.in_use(), len([Stand(number) for number in range(1000)]))
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


@pytest.mark.parametrize("most_events", [10**9, 1500], ids=["lives", "is broken off"])
def test_nor_for_anybody_else(root: Path, can_compile: bool, most_events: int) -> None:
    """The collector does not see all that is compiled, so objects are counted."""
    told, left = run(root, "compiled", "-c", LEFT, str(most_events)).split()
    assert told == str(can_compile)
    assert abs(int(left)) < 30


def test_what_is_gone_in_a_long_row_leaves_memory_as_it_was(
    root: Path, can_compile: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Python looks for what is written where nothing should be, and breaks off if it finds any."""
    monkeypatch.setenv("PYTHONMALLOC", "debug")
    assert run(root, "compiled", "-c", DEEP) == f"{can_compile} 1000\n"


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
