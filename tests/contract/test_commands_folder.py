"""`--out` and the runs of others; remarks on stderr."""

import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

from sim.scenario.machine import Scenario
from tests.contract.typed import mlorg, results

pytestmark = pytest.mark.usefixtures("here")

COMPARE = ("compare", "s.yaml", "--no-report", "--jobs", "1", "--out", "out")
RUN = ("run", "s.yaml", "--jobs", "1", "--replications", "2", "--out", "out")
OTHER = ("--seed", "9")


@pytest.mark.parametrize("arguments", [COMPARE, RUN])
class TestAnotherStudy:
    """A folder that holds another study is replaced only by force."""

    def test_it_is_refused_before_anything_runs(
        self, here: Path, arguments: tuple[str, ...]
    ) -> None:
        assert mlorg(*arguments).exit_code == 0
        before = results(here)
        done = mlorg(*arguments, *OTHER)
        assert (done.exit_code, done.stdout) == (2, "")
        assert done.stderr == (
            "out: holds the same study with seed 1, and not 9; --force replaces it\n"
        )
        assert results(here) == before

    @pytest.mark.slow
    def test_another_scenario_is_refused_as_well(
        self, here: Path, arguments: tuple[str, ...]
    ) -> None:
        assert mlorg(*arguments).exit_code == 0
        done = mlorg(*arguments, "--set", "horizon=3 quarters")
        assert (done.exit_code, done.stdout) == (2, "")
        assert done.stderr == (
            "out: holds the run of another scenario, 'Who serves?', or of other settings of it; "
            "--force replaces it\n"
        )

    @pytest.mark.slow
    def test_force_replaces_it(self, here: Path, arguments: tuple[str, ...]) -> None:
        assert mlorg(*arguments).exit_code == 0
        assert mlorg(*arguments, *OTHER, "--force").exit_code == 0
        assert json.loads((here / "out" / "manifest.json").read_text())["seed"] == 9

    @pytest.mark.slow
    def test_the_same_study_is_replaced(self, here: Path, arguments: tuple[str, ...]) -> None:
        assert mlorg(*arguments).exit_code == 0
        before = results(here)
        (here / "out" / "runs.parquet").unlink()
        assert mlorg(*arguments).exit_code == 0
        assert results(here) == before


def test_force_takes_no_folder_of_others(here: Path) -> None:
    (here / "out").mkdir()
    (here / "out" / "thesis.tex").write_text("years of work")
    done = mlorg(*COMPARE, "--force")
    assert done.exit_code == 2
    assert "neither empty nor a run folder" in done.stderr


class TestRemarks:
    """What is odd, though no mistake, is said on stderr."""

    @pytest.fixture(autouse=True)
    def odd(self, monkeypatch: pytest.MonkeyPatch) -> None:
        fake = ModuleType("sim.scenario.remarking")

        def remarks(scenario: Scenario, _: object) -> tuple[str, ...]:
            return (f"{scenario.name} is odd\x1b[31m", "and small")

        fake.remarks = remarks  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "sim.scenario.remarking", fake)

    @pytest.mark.parametrize("arguments", [("check", "s.yaml"), COMPARE, RUN])
    def test_on_stderr_in_the_order_given(self, arguments: tuple[str, ...]) -> None:
        done = mlorg(*arguments)
        assert done.exit_code == 0
        assert done.stderr.splitlines()[:2] == [
            "remark: Who serves? is odd\\u001b[31m",
            "remark: and small",
        ]
        assert "remark:" not in done.stdout

    @pytest.mark.parametrize("arguments", [("check", "s.yaml"), COMPARE, RUN])
    def test_not_if_quiet(self, arguments: tuple[str, ...]) -> None:
        assert mlorg(*arguments, "--quiet").stderr == ""

    def test_mistakes_come_without(self, here: Path) -> None:
        (here / "bad.yaml").write_text("name: x\nseeed: 1\n")
        assert "remark" not in mlorg("check", "bad.yaml").stderr
