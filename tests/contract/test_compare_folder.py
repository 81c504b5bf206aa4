"""The run folder: whole or not there, the same bytes every time, nobody else's files touched."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import sim
from analysis.frames import frames
from analysis.schemas import SCHEMAS
from analysis.study import folder
from analysis.study import results as results_of
from analysis.study.compare import Study, compare
from analysis.study.scenarios import changed
from sim.measures import MEASURES
from sim.scenario import load
from tests.contract import fake_worlds
from tests.contract.typed import results

COMMAND = ["mlorg", "compare", "scenario.yaml"]


@pytest.fixture(scope="module")
def study() -> Study:
    return compare(small(), jobs=1, simulate=fake_worlds.failing)


def small(**fields: object) -> sim.Scenario:
    return fake_worlds.scenario(contexts=("5 models", "20 models"), replications=5, **fields)


def contents(place: Path) -> dict[str, bytes]:
    return dict(sorted(results(place).items()))


def test_it_holds_what_it_should(study: Study, tmp_path: Path) -> None:
    folder.write(study, tmp_path / "run", COMMAND)
    assert sorted(contents(tmp_path / "run")) == [
        "flow.parquet",
        "manifest.json",
        "milestones.parquet",
        "runs.parquet",
        "scenario.yaml",
        "time.parquet",
        "timeline.parquet",
    ]
    assert list(tmp_path.iterdir()) == [tmp_path / "run"]  # no leftovers beside it


def test_the_scenario_can_be_loaded_and_is_the_same(study: Study, tmp_path: Path) -> None:
    folder.write(study, tmp_path / "run", COMMAND)
    again = load(tmp_path / "run" / "scenario.yaml")
    assert again == study.scenario
    assert again.hash == study.scenario.hash


def test_the_parquet_is_the_study_and_says_its_units(study: Study, tmp_path: Path) -> None:
    folder.write(study, tmp_path / "run", COMMAND)
    table = pq.read_table(tmp_path / "run" / "runs.parquet")
    assert table.to_pandas().equals(study.runs)
    assert pq.read_table(tmp_path / "run" / "timeline.parquet").to_pandas().equals(study.timeline)
    assert table.column_names == [*SCHEMAS["runs"].names, *MEASURES]
    for name, measure in MEASURES.items():
        said = table.schema.field(name).metadata
        assert said[b"meaning"].decode() == measure.meaning
        assert said[b"unit"].decode() == measure.unit.replace("currency", "USD")
    failed = table.to_pandas().query("error.notna()")
    assert list(failed.replication) == [3, 3]
    assert set(failed.seed) == {1}


def test_the_manifest_says_how_to_repeat_it(study: Study, tmp_path: Path) -> None:
    folder.write(study, tmp_path / "run", COMMAND)
    files = contents(tmp_path / "run")
    manifest = json.loads(files.pop("manifest.json"))
    assert manifest["repeat"]["command"] == COMMAND
    assert (manifest["seed"], manifest["hash"]) == (1, study.scenario.hash)
    assert manifest["failed"] == 2
    assert manifest["versions"]["simpy"]
    assert manifest["files"] == {
        name: "sha256:" + hashlib.sha256(content).hexdigest() for name, content in files.items()
    }


def test_the_bytes_are_the_same_for_any_number_of_workers(study: Study, tmp_path: Path) -> None:
    for jobs in (1, 2, 3):
        found = compare(small(), jobs=jobs, simulate=fake_worlds.failing)
        folder.write(found, tmp_path / str(jobs), COMMAND)
    folder.write(study, tmp_path / "later", COMMAND)
    first, *others = (contents(place) for place in sorted(tmp_path.iterdir()))
    assert len(others) == 3
    assert all(other == first for other in others)


def test_an_earlier_run_is_replaced_and_notes_in_it_stay(study: Study, tmp_path: Path) -> None:
    place = tmp_path / "run"
    folder.write(study, place, COMMAND)
    (place / "notes.txt").write_text("mine")
    (place / "events.jsonl").write_text("of the earlier run\n")
    other = compare(small(seed=2), jobs=1, simulate=fake_worlds.measured)
    folder.write(other, place, COMMAND)
    assert (place / "notes.txt").read_text() == "mine"
    assert not (place / "events.jsonl").exists()
    assert json.loads((place / "manifest.json").read_text())["seed"] == 2
    assert list(tmp_path.iterdir()) == [place]


@pytest.mark.parametrize("moment", ["filling", "renaming"])
def test_what_goes_wrong_leaves_the_earlier_run(
    study: Study, tmp_path: Path, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "run"
    folder.write(study, place, COMMAND)
    before = contents(place)
    _break(moment, monkeypatch)
    with pytest.raises(OSError, match="disk is full"):
        folder.write(study, place, ["another", "command"])
    assert contents(place) == before
    assert list(tmp_path.iterdir()) == [place]


def _break(moment: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Path.rename

    def fails(*_: object) -> None:
        raise OSError("disk is full")

    def rename(path: Path, target: Path) -> Path:
        return fails() if path.parent.name == ".partial" else whole(path, target)  # type: ignore

    if moment == "filling":
        monkeypatch.setattr(results_of, "manifest", fails)
    else:
        monkeypatch.setattr(Path, "rename", rename)


def test_folders_of_others_are_refused(study: Study, tmp_path: Path) -> None:
    mine = tmp_path / "thesis"
    mine.mkdir()
    (mine / "chapter.tex").write_text("years of work")
    (mine / "manifest.json").write_text('{"name": "not a run"}')
    with pytest.raises(folder.FolderError, match="neither empty nor a run folder"):
        folder.place(study.scenario, mine)
    with pytest.raises(folder.FolderError, match="neither empty"):
        folder.write(study, mine, COMMAND)
    with pytest.raises(folder.FolderError, match="not a folder"):
        folder.place(study.scenario, mine / "chapter.tex")
    with pytest.raises(folder.FolderError, match="no folder can be made"):
        folder.place(study.scenario, mine / "chapter.tex" / "run")
    assert (mine / "chapter.tex").read_text() == "years of work"


def test_an_empty_folder_may_be_used(study: Study, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    place = folder.place(study.scenario, tmp_path / "empty")
    folder.write(study, place, COMMAND)
    assert (tmp_path / "empty" / "manifest.json").exists()


def test_the_place_is_named_by_name_and_hash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    scenario = small(name="Who serves, & when?")
    place = folder.place(scenario)
    assert place == tmp_path / "runs" / f"who-serves-when-{scenario.study_hash[:12]}"
    assert folder.shown(place) == f"runs/{place.name}"
    assert folder.place(scenario, world=3).name == f"{place.name}-world-3"
    assert not (tmp_path / "runs").exists()


@pytest.mark.parametrize(
    ("name", "slug"),
    [("../../etc", "etc"), ("日本", "scenario"), ("a" * 99, "a" * 40), ("CON .", "con")],
)
def test_no_name_leads_elsewhere(name: str, slug: str) -> None:
    assert folder.slug(name) == slug


def test_other_numbers_make_another_hash() -> None:
    scenario = small()
    assert scenario.hash  # computed and kept, and not to be kept by what is made of it
    other = changed(scenario, seed=2)
    assert other.seed == 2
    assert other.hash != scenario.hash
    assert changed(scenario) is scenario


def test_permissions_are_those_of_any_new_folder(study: Study, tmp_path: Path) -> None:
    folder.write(study, tmp_path / "run", COMMAND)
    (tmp_path / "other").mkdir()
    modes = {(tmp_path / name).stat().st_mode for name in ("run", "other")}
    assert len(modes) == 1


KILLED = """
import os, sys
from pathlib import Path
from analysis.study import folder
from analysis.study.compare import compare
from tests.contract import fake_worlds
study = compare(fake_worlds.scenario(replications=5), jobs=1, simulate=fake_worlds.measured)
folder._swap = lambda fresh, target: os.kill(os.getpid(), 9)
folder.write(study, Path(sys.argv[1]), [])
"""


def test_killed_while_writing_it_leaves_no_results(
    study: Study, tmp_path: Path, root: Path
) -> None:
    environment = {**os.environ, "PYTHONPATH": str(root)}
    command = [sys.executable, "-c", KILLED, str(tmp_path / "run")]
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert done.returncode == -9
    assert {path.name for path in (tmp_path / "run").iterdir()} == {".lock", ".partial"}
    folder.write(study, folder.place(study.scenario, tmp_path / "run"), COMMAND)  # as if new
    folder.write(study, tmp_path / "other", COMMAND)
    left = {path.name for path in (tmp_path / "run").iterdir()}
    assert left == {*contents(tmp_path / "other"), ".lock"}


def test_histories_as_frames_have_their_schemas() -> None:
    history = sim.simulate(fake_worlds.world(horizon=fake_worlds.YEAR // 4), seed=1)
    found = frames(history)
    for name, schema in (("measures", "measures"), ("time", "time"), ("flow", "flow")):
        columns = list(SCHEMAS[schema].names)
        assert list(getattr(found, name).columns) == columns
        assert len(getattr(found, name))
    assert list(found.timeline.columns) == list(SCHEMAS["quarters"].names)
    assert list(found.measures.measure) == list(MEASURES)
    # Five people of each role for a quarter of 63 working days, every tick of it.
    people = found.time[found.time.role.isin(["data_scientist", "it_engineer"])]
    assert dict(people.groupby("role").days.sum()) == {"data_scientist": 315, "it_engineer": 315}
