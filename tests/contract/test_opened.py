"""A study in its folder: taken up where it was left, by whoever may, and with the same results."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from analysis.study import folder, identity
from analysis.study.compare import Study
from analysis.study.errors import FolderError
from analysis.study.journal import JOURNAL, Keeps, Reader
from analysis.study.opened import opened
from analysis.study.outcome import WORKER_DIED, Outcome
from tests.contract import fake_worlds
from tests.contract.kept_studies import (
    COMMAND,
    MORE,
    SCENARIO,
    Counting,
    StopError,
    stopping,
    study,
)
from tests.contract.typed import results


@pytest.fixture
def undisturbed(tmp_path: Path) -> dict[str, bytes]:
    study(tmp_path / "undisturbed", MORE)
    return results(tmp_path / "undisturbed")


class TestGoingOn:
    def test_what_was_lived_is_not_lived_again_and_the_bytes_are_the_same(
        self, tmp_path: Path, undisturbed: dict[str, bytes]
    ) -> None:
        counting = Counting()
        for after in (1, 9, 10, 30):
            with pytest.raises(StopError):
                study(tmp_path / "run", MORE, simulate=counting, report=stopping(after))
            assert not (tmp_path / "run" / "manifest.json").exists()
        study(tmp_path / "run", MORE, simulate=counting)
        assert counting.lived == 44
        assert results(tmp_path / "run") == undisturbed

    def test_more_replications_go_on_from_there(
        self, tmp_path: Path, undisturbed: dict[str, bytes]
    ) -> None:
        counting = Counting()
        study(tmp_path / "run", simulate=counting)
        first = results(tmp_path / "run")
        with pytest.raises(StopError):
            study(tmp_path / "run", MORE, simulate=counting, report=stopping(30))
        assert results(tmp_path / "run") == first  # until there is something better
        study(tmp_path / "run", MORE, simulate=counting)
        assert results(tmp_path / "run") == undisturbed
        study(tmp_path / "run", simulate=counting)  # and back again: nothing is lived
        assert results(tmp_path / "run") == first
        assert counting.lived == 44

    def test_in_as_many_steps_as_one_likes(
        self, tmp_path: Path, undisturbed: dict[str, bytes]
    ) -> None:
        target = folder.place(MORE, tmp_path / "run")
        with opened(MORE, target, COMMAND, simulate=fake_worlds.failing, jobs=1) as going:
            for count in (3, 6, 11):
                outcomes = going.until(count)
            going.write(Study(MORE, outcomes))
        assert results(target) == undisturbed

    def test_one_world_alone_is_there_as_well(self, tmp_path: Path) -> None:
        study(tmp_path / "run", MORE)
        found = study(tmp_path / "run", MORE, world=7)
        assert [one.replication for one in found.outcomes] == [7] * 4
        assert set(pq.read_table(tmp_path / "run" / "runs.parquet")["replication"].to_pylist()) == {
            7
        }

    def test_what_killed_its_worker_is_tried_again(
        self, tmp_path: Path, undisturbed: dict[str, bytes]
    ) -> None:
        target = folder.place(MORE, tmp_path / "run")
        with opened(MORE, target, COMMAND, simulate=fake_worlds.failing, jobs=1) as going:
            going.until(3)
            going._underway._store.keep([Outcome(1, 2, WORKER_DIED, {}, (), ())])
            outcomes = going.until(11)
            assert [one.replication for one in outcomes if one.error == WORKER_DIED] == [2]
            going.write(Study(MORE, outcomes))
        assert results(target) != undisturbed
        counting = Counting()
        study(target, MORE, simulate=counting)
        assert counting.lived == 1
        assert results(target) == undisturbed

    def test_tables_that_are_asked_for_later_are_lived_for(self, tmp_path: Path) -> None:
        counting = Counting(fake_worlds.measured)
        study(tmp_path / "run", simulate=counting)
        found = study(tmp_path / "run", simulate=counting, keeps=Keeps(incidents=True))
        assert counting.lived == 48
        assert "unexpected keyword argument 'incidents'" in str(found.outcomes[0].error)


def test_the_lock_and_the_journal_stay_and_nothing_else_is_left(tmp_path: Path) -> None:
    study(tmp_path / "run")
    assert sorted(path.name for path in (tmp_path / "run").iterdir()) == sorted(
        [".lock", JOURNAL, *json.loads((tmp_path / "run" / "manifest.json").read_text())["files"],
         "manifest.json"]
    )  # fmt: skip
    assert set(Reader(tmp_path / "run").facts()) == {
        "command", "format", "mlorg", "model", "name", "seed", "study"
    }  # fmt: skip


class TestTwoOnOneFolder:
    def test_the_second_is_told_who_holds_it(self, tmp_path: Path) -> None:
        target = folder.place(SCENARIO, tmp_path / "run")
        with opened(SCENARIO, target, COMMAND, simulate=fake_worlds.failing, jobs=1) as going:
            going.until(2)
            who = f"process {os.getpid()} on {identity.facts(SCENARIO)['host']} is at work there"
            with pytest.raises(FolderError, match=who):
                study(tmp_path / "run")
            going.until(3)  # undisturbed
        study(tmp_path / "run")

    def test_the_lock_dies_with_its_process(self, tmp_path: Path, root: Path) -> None:
        target = folder.place(SCENARIO, tmp_path / "run")
        holder = subprocess.Popen(
            [sys.executable, "-c", HOLDER, str(target)],
            env={**os.environ, "PYTHONPATH": str(root)},
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            assert holder.stdout is not None
            assert holder.stdout.readline() == "holding\n"
            with pytest.raises(FolderError, match=f"process {holder.pid} on .* is at work there"):
                study(tmp_path / "run")
        finally:
            holder.send_signal(signal.SIGKILL)
            holder.communicate()
        assert Reader(target).facts()["process"] == str(holder.pid)  # it had no time to say bye
        study(tmp_path / "run")


HOLDER = """
import sys, time
from pathlib import Path
from analysis.study.opened import opened
from tests.contract import kept_studies
with opened(kept_studies.SCENARIO, Path(sys.argv[1]), []) as going:
    print("holding", flush=True)
    time.sleep(600)
"""
