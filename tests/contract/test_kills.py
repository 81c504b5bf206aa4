"""Real processes, really killed; a disk really full: the same command goes on from there."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.contract import disks, kill_table
from tests.contract.kill_table import LEAST, PAGE, killed, table
from tests.contract.kills import KINDS, SCENARIO, TOTAL, Kill, Victim
from tests.contract.typed import count, results

pytestmark = pytest.mark.slow


@pytest.fixture
def here(tmp_path: Path) -> Path:
    (tmp_path / "killed.yaml").write_text(SCENARIO)
    return tmp_path


def test_whatever_is_killed_and_when_the_study_ends_with_the_same_bytes(here: Path) -> None:
    kills, same = killed(here)
    print("\n".join(table(kills, same)))
    assert len(kills) >= LEAST
    assert all(same)
    assert [one for one in kills if one.kept < one.told] == []
    assert {one.kind for one in kills} == set(KINDS)
    assert sum(one.phase != "starting" for one in kills) > LEAST / 2


def mlorg(here: Path, *arguments: str, limit: Callable[[], None] | None = None) -> tuple[int, str]:
    """Status and messages of the command of a folder's scenario."""
    done = subprocess.run(
        [sys.executable, "-m", "analysis.cli", "compare", "killed.yaml", "--jobs", "1", *arguments],
        cwd=here,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=limit,
    )
    return done.returncode, done.stderr


KEPT = r"(\d+) replications? (?:is|are) kept in disk; the same command goes on from there\.$"


def test_a_disk_that_is_full_loses_nothing_that_was_told(here: Path) -> None:
    """First while replications are lived, then while results are written."""
    assert mlorg(here, "--quiet", "--out", "whole")[0] == 0
    (here / "disk").mkdir()
    with disks.small(here / "disk", 300) as disk:
        command = "--quiet", "--out", "disk"
        status, said = mlorg(here, *command, limit=disk.limit)
        assert status == 1, said
        told = re.search(r"^Failed: .*journal\.sqlite: cannot be written: .*; " + KEPT, said)
        assert told, said
        assert 0 < int(told[1]) == count(here / "disk") < TOTAL
        again, said = mlorg(here, *command, limit=disk.limit)
        assert again == 1
        assert count(here / "disk") >= int(told[1])
        disk.enlarge()
        assert mlorg(here, *command, limit=disk.limit) == (0, "")
        assert results(here / "disk") == results(here / "whole")


def test_a_disk_without_room_for_results_keeps_what_was_there(here: Path) -> None:
    whole = here / "whole"
    assert mlorg(here, "--quiet", "--out", "whole")[0] == 0
    (here / "disk").mkdir()
    with disks.small(here / "disk", 4096) as disk:
        few = "--quiet", "--no-report", "--replications", "5", "--out", "disk"
        assert mlorg(here, *few, limit=disk.limit)[0] == 0
        before = results(here / "disk")
        with disks.filled(here / "disk", disk, but=100) as nearly_full:
            status, said = mlorg(here, *few, limit=nearly_full)
        assert (status, results(here / "disk")) == (1, before), said
        assert re.search(r"^Failed: .*; " + KEPT, said), said
        disk.enlarge()
        assert mlorg(here, "--quiet", "--out", "disk", limit=disk.limit) == (0, "")
        assert results(here / "disk") == results(whole)


def test_a_second_command_on_the_same_folder_is_told_who_is_there(here: Path) -> None:
    first = Victim(here, "out")
    try:
        while not first.told and not first.gone:
            time.sleep(0.01)
        first.process.send_signal(signal.SIGSTOP)  # or it may be faster than the second
        status, said = mlorg(here, "--out", "out")
        assert (status, said.count("\n")) == (2, 1)
        assert re.match(rf"out: process {first.process.pid} on .+ is at work there$", said)
    finally:
        first.process.send_signal(signal.SIGCONT)
        assert first.end() == 0
    assert mlorg(here, "--quiet", "--no-report", "--out", "out")[0] == 0
    assert count(here / "out") == TOTAL


def test_kills_that_lose_something_would_be_seen() -> None:
    lines = table([Kill("Ctrl-C", "living", 10, 7), Kill("Ctrl-C", "living", 10, 12)], [False])
    assert "| Ctrl-C | 2 | 0 | 2 | 0 | 0 | 20 | 3 |" in lines
    assert "0 of 1 ended with the same bytes" in lines[-1]


def test_the_table_of_the_page_is_one_of_these() -> None:
    page = PAGE.read_text()
    shown = page[page.index(kill_table.BEGIN) : page.index(kill_table.END)]
    assert re.search(rf"^\| in all \| ({LEAST}|5\d|6\d) \|.*\| 0 \|$", shown, re.MULTILINE)
    assert re.search(r"kills of (\d+) studies; \1 of \1 ended with the same bytes", shown)
