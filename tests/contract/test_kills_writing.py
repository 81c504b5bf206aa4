"""Killed at the steps of the writing of results, one after the other: nothing is half there."""

import os
import signal
import subprocess
import sys
from itertools import count as from_zero
from itertools import cycle
from pathlib import Path

import pytest

from analysis.study.folder import manifest_of
from analysis.study.results import digest
from tests.contract.kills import SCENARIO
from tests.contract.typed import count, results

pytestmark = pytest.mark.slow
FEW = 6
"""Replications of each of two alternatives."""
STRIDE = 7
"""Steps from one kill to the next."""
SIGNALS = (signal.SIGKILL, signal.SIGINT, signal.SIGTERM)
PLACES = ("/.partial", "/.replaced", "/figures/", "report.html")


def mlorg(here: Path, out: str, step: int, number: int) -> int:
    """Status of a command that strikes itself at a step, if it comes to it."""
    struck, options = here / "struck", ("--jobs", "1", "--quiet", "--replications", str(FEW))
    victim = (sys.executable, "-m", "tests.contract.killed_writing", str(step), str(number), struck)
    return subprocess.run(
        [*victim, "compare", "killed.yaml", *options, "--out", out],
        cwd=here,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        check=False,
        capture_output=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    ).returncode


def is_whole(folder: Path) -> bool:
    """Whether what a folder says it holds is there, if it says anything."""
    told = manifest_of(folder).get("files", {})
    return all(digest(folder / name) == sum_ for name, sum_ in told.items())


def test_results_are_whole_or_not_there_wherever_their_writing_ends(tmp_path: Path) -> None:
    (tmp_path / "killed.yaml").write_text(SCENARIO)
    assert mlorg(tmp_path, "whole", 0, signal.SIGKILL) == 0
    struck = []
    for step, number in zip(from_zero(1), cycle(SIGNALS), strict=False):
        status = mlorg(tmp_path, "out", 1 + STRIDE * (step - 1), number)
        assert count(tmp_path / "out") == 2 * FEW
        assert is_whole(tmp_path / "out")
        if not status:
            break
        assert status == {signal.SIGINT: 130}.get(number, -number)
        struck.append((tmp_path / "struck").read_text())
    print(len(struck), *struck, sep="\n")
    assert all(any(place in one for one in struck) for place in PLACES)
    assert results(tmp_path / "out") == results(tmp_path / "whole")
