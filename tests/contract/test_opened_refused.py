"""Folders that cannot be used for a study: it is said why, and nothing is touched."""

from pathlib import Path
from typing import Any

import pytest

from analysis.study import identity
from analysis.study.errors import FolderError
from analysis.study.journal import JOURNAL, Reader
from analysis.study.opened import opened
from analysis.study.scenarios import changed
from tests.contract import disks, fake_worlds
from tests.contract.kept_studies import (
    COMMAND,
    SCENARIO,
    Counting,
    study,
)
from tests.contract.typed import results


class TestRefused:
    """What is there is of something else: it is said of what, and nothing is touched."""

    @pytest.fixture
    def run(self, tmp_path: Path) -> Path:
        study(tmp_path / "run")
        (tmp_path / "run" / "notes.txt").write_text("mine")
        return tmp_path / "run"

    @pytest.fixture(params=["finished", "unfinished"], autouse=True)
    def state(self, run: Path, request: pytest.FixtureRequest) -> str:
        if request.param == "unfinished":
            (run / "manifest.json").unlink()
        return str(request.param)

    def refused(self, run: Path, scenario: Any, why: str) -> None:
        before, lived = results(run), Reader(run).count()
        with pytest.raises(FolderError, match=f"run: .*{why}.*; --force replaces it"):
            study(run, scenario)
        target = run.resolve()
        with (
            pytest.raises(FolderError, match=f"run: .*{why}.*; --force replaces it"),
            opened(scenario, target, COMMAND),  # as well if somebody was faster than `place`
        ):
            pass
        assert results(run) == before
        assert Reader(run).count() == lived

    def forced(self, run: Path, scenario: Any, tmp_path: Path) -> None:
        study(run, scenario, force=True)
        study(tmp_path / "fresh", scenario)
        assert results(run) == {**results(tmp_path / "fresh"), "notes.txt": b"mine"}
        assert Reader(run).count() == len(scenario.cells) * scenario.replications

    def test_another_seed(self, run: Path, tmp_path: Path) -> None:
        other = changed(SCENARIO, seed=9)
        self.refused(run, other, "holds the same study with seed 1, and not 9")
        self.forced(run, other, tmp_path)

    def test_another_scenario(self, run: Path, tmp_path: Path) -> None:
        other = fake_worlds.scenario(replications=3, name="Another")
        self.refused(run, other, "holds the run of another scenario, 'A test'")
        self.forced(run, other, tmp_path)

    @pytest.mark.parametrize("what", ["model another", "this is 9.9"])
    def test_another_version(
        self, run: Path, tmp_path: Path, what: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        if what == "model another":
            monkeypatch.setattr(identity, "model", lambda: "another")
        else:
            monkeypatch.setattr(identity, "version_of", lambda _: "9.9")
        self.refused(run, SCENARIO, f"its journal was written by another version of mlorg .*{what}")
        self.forced(run, SCENARIO, tmp_path)

    def test_a_journal_that_is_none(self, run: Path, tmp_path: Path, state: str) -> None:
        (run / JOURNAL).write_bytes(b"years of work")
        if state == "unfinished":  # nothing there says that it is mlorg's
            with pytest.raises(FolderError, match="neither empty nor a run folder"):
                study(run, force=True)
            assert (run / JOURNAL).read_bytes() == b"years of work"
            return
        with pytest.raises(FolderError, match=f"its {JOURNAL} cannot be read; --force replaces it"):
            study(run)
        self.forced(run, SCENARIO, tmp_path)

    def test_without_its_journal_the_same_study_is_lived_anew(self, run: Path, state: str) -> None:
        (run / JOURNAL).unlink()
        if state == "finished":
            before, counting = results(run), Counting()
            study(run, simulate=counting)
            assert counting.lived == 24
            assert results(run) == before


def test_the_model_is_known_by_every_line_of_its_source() -> None:
    assert len(identity.model()) == 16
    assert identity.model() == identity.model()


class TestWhereNothingCanBeWritten:
    def test_a_read_only_folder(self, tmp_path: Path) -> None:
        (tmp_path / "mine").mkdir()
        with disks.read_only(tmp_path / "mine") as place:
            for target in (place, place / "run"):
                with pytest.raises(FolderError, match=r"can be (written|made) there") as problem:
                    study(target)
                assert "\n" not in str(problem.value)

    def test_a_folder_that_the_kernel_makes_up(self) -> None:
        with pytest.raises(FolderError, match=r"/proc/run: nothing can be written there: "):
            study(Path("/proc/run"))
