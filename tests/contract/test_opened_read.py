"""A study read from its folder: midway, when it has ended, and with little memory."""

import shutil
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from analysis.study import folder, stored
from analysis.study.errors import FolderError
from analysis.study.journal import JOURNAL
from analysis.study.opened import opened
from analysis.study.scenarios import changed
from tests.contract import fake_worlds
from tests.contract.fake_worlds import Lived
from tests.contract.kept_studies import (
    COMMAND,
    MORE,
    SCENARIO,
    StopError,
    stopping,
    study,
    told,
)


class TestMidway:
    """A study is read from its folder while it is under way."""

    def test_worlds_that_all_have_lived_are_there(self, tmp_path: Path) -> None:
        target = folder.place(MORE, tmp_path / "run")
        with opened(MORE, target, COMMAND, simulate=fake_worlds.measured, jobs=1) as going:
            with pytest.raises(FolderError, match="has not ended, of 11 worlds, and too few"):
                stored.read(target)
            going.until(1)
            with pytest.raises(FolderError, match="has not ended, of 11 worlds, and too few"):
                stored.read(target)
            going.until(4)
            going.until(7, cells=[0])
            found = stored.read(target)
            going.until(9)
        assert (found.scenario.replications, found.unfinished) == (4, 11)
        assert found.outcomes == study(tmp_path / "four", changed(MORE, replications=4),
                                       simulate=fake_worlds.measured).outcomes  # fmt: skip
        assert len(found.timeline) == 4 * 4 * 2
        assert stored.read(target).scenario.replications == 9  # stopped, and not under way

    def test_of_a_study_that_goes_on_the_results_stay_as_they_were(self, tmp_path: Path) -> None:
        first = study(tmp_path / "run").outcomes
        with pytest.raises(StopError):
            study(tmp_path / "run", MORE, report=stopping(30))
        found = stored.read(tmp_path / "run")
        assert found.outcomes == first
        assert found.unfinished is None

    @pytest.mark.parametrize("harm", ["journal", "scenario"])
    def test_what_does_not_belong_together_is_refused(self, tmp_path: Path, harm: str) -> None:
        run, other = tmp_path / "run", tmp_path / "other"
        study(run)
        study(other, changed(SCENARIO, seed=9))
        (run / "manifest.json").unlink()
        name = JOURNAL if harm == "journal" else "scenario.yaml"
        shutil.copy(other / name, run / name)
        with pytest.raises(FolderError, match="are not of the same study"):
            stored.read(run)


class TestReadBack:
    def test_with_the_journal_or_without_it_is_the_same(self, tmp_path: Path) -> None:
        found = told(study(tmp_path / "run").outcomes)
        with_journal = stored.read(tmp_path / "run").outcomes
        assert type(with_journal[0].timeline) is not tuple
        assert told(with_journal) == found
        (tmp_path / "run" / JOURNAL).unlink()
        without = stored.read(tmp_path / "run").outcomes
        assert type(without[0].timeline) is tuple
        assert told(without) == found

    def test_a_journal_that_lacks_some_is_not_used(self, tmp_path: Path) -> None:
        found = told(study(tmp_path / "run").outcomes)
        (tmp_path / "run" / JOURNAL).unlink()
        target = (tmp_path / "run").resolve()
        with opened(SCENARIO, target, COMMAND, simulate=fake_worlds.failing, jobs=1) as going:
            going.until(2)
        assert told(stored.read(tmp_path / "run").outcomes) == found


def long(world: Any, *, seed: int, replication: int, events: bool = False) -> Lived:
    """A world with much to tell."""
    told = fake_worlds.measured(world, seed=seed, replication=replication)
    value = told.measures["throughput"]
    assert value is not None
    rows = tuple((quarter, "throughput", value * quarter) for quarter in range(1, 301))
    return Lived(told.measures, rows)


@pytest.mark.slow
def test_memory_grows_with_the_measures_alone(tmp_path: Path) -> None:
    """Of a replication, 300 rows of 100 bytes and more; what stays is its measures."""
    peak(tmp_path / "first", 1)  # what is imported, or made once for all, is there by now
    few, many = (peak(tmp_path / str(count), count) for count in (60, 240))
    measures = 8 * len(
        fake_worlds.measured(SCENARIO.cells[0].world, seed=1, replication=0).measures
    )
    assert measures < (many - few) / 180 < 5 * measures


def peak(place: Path, worlds: int) -> int:
    scenario = fake_worlds.scenario(alternatives=("only",), replications=worlds)
    tracemalloc.start()
    try:
        found = study(place, scenario, simulate=long)
        assert sum(len(one.timeline) for one in found.outcomes) == 300 * worlds
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
