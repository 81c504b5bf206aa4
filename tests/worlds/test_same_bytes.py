"""The same seed gives the same bytes: in one process, in another, whatever its hash seed or Python.

The golden digests stand for every Python and platform: whoever runs these tests, with whichever
interpreter, has to come to them. `MLORG_OTHER_PYTHON` may name further interpreters that have the
dependencies (separated as in PATH); each must come to them as well.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import sim
from tests.golden import results
from tests.worlds.logs import digest, world

OTHERS = [path for path in os.environ.get("MLORG_OTHER_PYTHON", "").split(os.pathsep) if path]
TELL = """
import json
from tests.golden import results
print(json.dumps({name: results.result(name)["digest"] for name in results.SCENARIOS}))
"""


def digests() -> dict[str, str]:
    return {name: stored["digest"] for name, stored in results.stored().items()}


@pytest.mark.parametrize("python", [sys.executable, *OTHERS])
@pytest.mark.parametrize("hash_seed", ["0", "1", "4242"])
def test_another_process_comes_to_the_same(python: str, hash_seed: str, root: Path) -> None:
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(root)}
    told = subprocess.run(
        [python, "-c", TELL], env=environment, cwd=root, capture_output=True, text=True, check=True
    )
    assert json.loads(told.stdout) == digests()


def test_so_does_this_process_again_and_in_another_order() -> None:
    for name in (*results.SCENARIOS, *reversed(results.SCENARIOS)):
        sim.simulate(world(), seed=99)
        assert results.result(name)["digest"] == digests()[name]


def test_the_log_makes_no_difference_to_what_it_tells_of() -> None:
    told, untold = (sim.simulate(world(), 5, events=events) for events in (True, False))
    assert untold.events is None
    assert untold.snapshots == told.snapshots
    assert untold.measures == told.measures


@pytest.mark.parametrize("which", [{"seed": 2}, {"replication": 1}])
def test_another_seed_or_replication_gives_others(which: dict[str, int]) -> None:
    one = sim.simulate(world(), 1, events=True)
    other = sim.simulate(world(), which.get("seed", 1), which.get("replication", 0), events=True)
    assert digest(one) != digest(other)
