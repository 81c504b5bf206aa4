"""A sweep in its run folder: what it holds, the same bytes whoever made it, whatever ended it."""

import base64
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq
import pytest

import analysis
from analysis.report.html import sweep_page
from analysis.study import folder
from analysis.study.errors import FolderError
from analysis.study.journal import JOURNAL
from analysis.study.sweep import kept
from analysis.study.sweep.plan import planned
from analysis.study.sweep.result import Sweep
from tests.contract import fake_sweeps

MODELS, DEPLOY = "portfolio.models", "process.release.deploy.effort"
GRID = {MODELS: [10, 20, 30], DEPLOY: [1, 4]}
RESULTS = [
    "differences.parquet",
    "manifest.json",
    "picks.parquet",
    "points.parquet",
    "runs.parquet",
    "scenario.yaml",
]


def swept(path: Path, **asked: Any) -> Sweep:
    return analysis.sweep(path, **{"simulate": fake_sweeps.failing, "jobs": 1, **asked})


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("made")
    swept(fake_sweeps.scenario(place), over=GRID, out=place / "run")
    return place / "run"


def contents(place: Path) -> dict[str, bytes]:
    return {name: (place / name).read_bytes() for name in RESULTS}


def test_it_holds_what_it_should(made: Path) -> None:
    names = sorted(path.name for path in made.iterdir())
    assert names == sorted([*RESULTS, JOURNAL, ".lock"])
    manifest = json.loads((made / "manifest.json").read_text())
    assert (manifest["kind"], manifest["design"], manifest["points"]) == ("sweep", "grid", 6)
    assert manifest["ends"] == {"simulation": "terminating"}
    assert manifest["failed"] == 2
    assert set(manifest["files"]) == set(RESULTS) - {"manifest.json"}


def test_tables_say_their_units(made: Path) -> None:
    points = pq.read_table(made / "points.parquet")
    assert points.schema.field(DEPLOY).metadata[b"unit"] == b"working days"
    assert b"mean of Effort: deploy a new model" in points.schema.field(DEPLOY).metadata[b"meaning"]
    assert points.schema.field(MODELS).metadata[b"unit"] == b""
    runs = pq.read_table(made / "runs.parquet")
    assert runs.column_names[:6] == [
        "point", "context", "alternative", "replication", "seed", "error",
    ]  # fmt: skip
    assert runs.num_rows == 6 * 2 * 10
    assert runs.schema.field("net_value").metadata[b"unit"] == b"USD / year"


@pytest.mark.slow
def test_the_bytes_are_the_same_for_any_number_of_workers(made: Path, tmp_path: Path) -> None:
    swept(fake_sweeps.scenario(tmp_path), over=GRID, out=tmp_path / "run", jobs=2)
    assert contents(tmp_path / "run") == contents(made)


def test_it_can_be_repeated_from_its_folder_alone(made: Path, tmp_path: Path) -> None:
    words = json.loads((made / "manifest.json").read_text())["repeat"]["command"]
    assert words[:3] == ["mlorg", "sweep", "scenario.yaml"]
    plan = planned(made / "scenario.yaml", seed=int(words[4]), replications=int(words[6]))
    assert plan.hash == json.loads((made / "manifest.json").read_text())["hash"]
    kept.kept(plan, tmp_path / "run", simulate=fake_sweeps.failing, jobs=1)
    assert contents(tmp_path / "run") == contents(made)


@pytest.mark.parametrize("design", ["sobol", "given", "one_at_a_time"])
def test_it_is_read_back_as_it_was(design: str, tmp_path: Path) -> None:
    path = fake_sweeps.scenario(tmp_path)
    asked: dict[str, Any] = {"over": [DEPLOY, "process.shift.loss"], "design": design}
    if design == "sobol":
        asked["points"] = 4
    if design == "given":
        asked = {"points": pd.DataFrame({MODELS: [20, None], DEPLOY: ["1 month", 0.1234567891234]})}
    sets = ["portfolio.use_cases=20 / year", "horizon=2 years"]
    first = swept(path, **asked, sets=sets, seed=3, replications=4, out=tmp_path / "run")
    again = analysis.load(tmp_path / "run")
    assert isinstance(again, Sweep)
    assert again.plan.hash == first.plan.hash
    assert again.plan.scenarios == first.plan.scenarios
    for name in ("points", "runs"):
        pd.testing.assert_frame_equal(getattr(again, name), getattr(first, name))
    pd.testing.assert_frame_equal(again.differences(), first.differences())
    pd.testing.assert_frame_equal(again.picks(), first.picks())
    assert again.lived.errors == first.lived.errors


def test_what_is_not_the_run_any_more_is_refused(made: Path, tmp_path: Path) -> None:
    for name, words in (("runs.parquet", "is not the file"), ("points.parquet", "is missing")):
        copy = shutil.copytree(made, tmp_path / name)
        if words == "is missing":
            (copy / name).unlink()
        else:
            (copy / name).write_bytes(b"PAR1")
        with pytest.raises(FolderError, match=words):
            analysis.load(copy)


def test_another_sweep_is_not_replaced(made: Path, tmp_path: Path) -> None:
    path = fake_sweeps.scenario(tmp_path)
    for other in ({MODELS: [10, 20, 31], DEPLOY: [1, 4]}, {MODELS: [10, 20, 30]}):
        with pytest.raises(FolderError, match="holds the run of another scenario"):
            swept(path, over=other, out=made)
    with pytest.raises(FolderError, match="holds the run of another scenario"):
        analysis.compare(path, out=made, jobs=1, simulate=fake_sweeps.gain)


def test_more_replications_go_on_from_those_that_there_are(tmp_path: Path) -> None:
    path, told = fake_sweeps.scenario(tmp_path), list[int]()
    swept(path, over=GRID, out=tmp_path / "run", replications=4)
    swept(path, over=GRID, out=tmp_path / "run", report=lambda done, _: told.append(done))
    assert told[0] > 6 * 2 * 4  # the first forty-eight were there
    swept(path, over=GRID, out=tmp_path / "once")
    assert contents(tmp_path / "run") == contents(tmp_path / "once")


SWEEP = """
import sys, time
from pathlib import Path
import analysis
from tests.contract import fake_sweeps
path = Path(sys.argv[1])
over = {"portfolio.models": [10, 20, 30], "process.release.deploy.effort": [1, 4]}
analysis.sweep(path, over=over, out=sys.argv[2], jobs=1, simulate=fake_sweeps.stuck)
"""


def test_a_killed_sweep_goes_on_and_ends_with_the_same_bytes(tmp_path: Path, root: Path) -> None:
    path = fake_sweeps.scenario(tmp_path)
    command = [sys.executable, "-c", SWEEP, str(path), str(tmp_path / "run")]
    started = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": str(root)})
    try:
        while _lived(tmp_path / "run") < 8 and started.poll() is None:
            time.sleep(0.05)
    finally:
        started.send_signal(signal.SIGKILL)
    assert started.wait() == -signal.SIGKILL
    before = _lived(tmp_path / "run")
    assert 8 <= before <= 80  # of 120: eight cells go on side by side, and four have no end
    with pytest.raises(FolderError, match="a sweep that has not ended"):
        analysis.load(tmp_path / "run")
    told: list[int] = []
    over = {MODELS: [10, 20, 30], DEPLOY: [1, 4]}
    asked: dict[str, Any] = {"over": over, "simulate": fake_sweeps.gain}
    swept(path, **asked, out=tmp_path / "run", report=lambda done, _: told.append(done))
    assert told[0] > before - 1
    swept(path, **asked, out=tmp_path / "undisturbed")
    assert contents(tmp_path / "run") == contents(tmp_path / "undisturbed")


def _lived(place: Path) -> int:
    """How many replications a journal has."""
    import sqlite3

    if not (place / JOURNAL).is_file():
        return 0
    try:
        with sqlite3.connect(f"file:{place / JOURNAL}?mode=ro", uri=True) as there:
            return int(there.execute("SELECT count(*) FROM outcomes").fetchone()[0])
    except sqlite3.Error:
        return 0


class TestReport:
    """The page of a sweep, made as that of a study."""

    def test_it_has_the_map_and_all_that_is_said(self, made: Path, tmp_path: Path) -> None:
        made = shutil.copytree(made, tmp_path / "copy")
        sweep = analysis.load(made)
        assert isinstance(sweep, Sweep)
        first = sweep_page.write(sweep, made).read_bytes()
        drawn = base64.b64encode((made / "figures" / "pick_map.svg").read_bytes())
        assert drawn in first
        text = first.decode()
        assert "The pick changes from &#x27;wait&#x27; to &#x27;plan&#x27;" in text
        assert "Content-Security-Policy" in text
        assert "<script" not in text
        assert "mlorg sweep scenario.yaml" in text
        assert sweep_page.write(sweep, made).read_bytes() == first
        assert "report.html" in folder.FILES

    def test_the_picture_of_the_page_is_one_of_these(self, root: Path) -> None:
        """That its numbers are those of today is seen in tests/docs/test_verdict.py."""
        picture = (root / "docs" / "images" / "sweep.svg").read_text("utf-8")
        for words in ("What is picked", "as we are (baseline)", "one more engineer", "per year"):
            assert words in picture
        assert "images/sweep.svg" in (root / "docs" / "sweeps.md").read_text("utf-8")

    def test_other_designs_have_no_map(self, tmp_path: Path) -> None:
        made = swept(fake_sweeps.scenario(tmp_path), over=[DEPLOY], design="sobol", points=2)
        assert sweep_page.figures(made) == {}
        manifest = kept.manifest(made, ["mlorg"])
        assert "<img" not in sweep_page.page(made, {}, manifest)

    def test_names_of_strangers_are_escaped(self, tmp_path: Path) -> None:
        path = fake_sweeps.scenario(tmp_path)
        path.write_text(path.read_text().replace("plan:", '"[b]plan $x_1$":'))
        made = swept(path, over=GRID)
        page = sweep_page.page(made, sweep_page.figures(made), kept.manifest(made, ["mlorg"]))
        assert "[b]plan $x_1$" in page
