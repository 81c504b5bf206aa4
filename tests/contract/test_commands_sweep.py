"""`mlorg sweep` as somebody types it: what it prints, what it keeps, how it ends."""

import json
from pathlib import Path

import pytest

from tests.contract.typed import SCENARIO, mlorg, written

pytestmark = pytest.mark.usefixtures("here")

OVER = ("--over", "portfolio.models=[2, 4]")
SWEEP = ("sweep", "s.yaml", "--replications", "2", "--jobs", "1")


@pytest.fixture(autouse=True)
def small(here: Path) -> None:
    text = SCENARIO.replace("contexts:\n  few: {}\n  many: {portfolio: {models: 6}}\n", "")
    (here / "s.yaml").write_text(text.replace("horizon: 2 quarters", "horizon: 1 quarter"))


def test_it_says_what_is_picked_where_and_keeps_it(here: Path) -> None:
    done = mlorg(*SWEEP, *OVER, "--out", "out")
    assert done.exit_code == 0
    assert "points" in done.stdout.splitlines()[0]
    assert "point  portfolio.models" in done.stdout
    assert "Terminating simulation: " in done.stdout
    assert "Results: out" in done.stderr
    assert "Report: out/report.html" in done.stderr
    assert {"out/points.parquet", "out/picks.parquet", "out/report.html"} <= set(written(here))
    again = mlorg("report", "out")
    assert (again.exit_code, again.stderr) == (0, "Report: out/report.html\n")


def test_json(here: Path) -> None:
    done = mlorg(*SWEEP, *OVER, "--design", "one_at_a_time", "--json", "--quiet", "--no-report")
    assert (done.exit_code, done.stderr) == (0, "")
    said = json.loads(done.stdout)
    assert said["design"] == "one_at_a_time"
    assert said["over"] == [{"parameter": "portfolio.models", "unit": "", "low": 2, "high": 4}]
    assert [one["portfolio.models"] for one in said["points"]] == [None, 2, 4]
    assert len(said["picks"]) == 3
    assert len(said["tornado"]) == 2
    assert {one["measure"] for one in said["differences"]} == {"throughput", "toil_share"}
    assert [one["simulation"] for one in said["ends"]] == ["terminating"] * 3
    (place,) = (here / "runs").iterdir()
    assert place.name.startswith("who-serves-sweep-")


def test_points_from_a_file_and_from_a_run_folder(here: Path) -> None:
    (here / "points.csv").write_text("portfolio.models,process.shift.loss\n2,20 %\n,0.3\n")
    plain = ("--quiet", "--no-report", "--json")
    first = mlorg(*SWEEP, "--points", "points.csv", "--out", "one", *plain)
    second = mlorg(*SWEEP, "--points", "one/points.parquet", "--out", "two", *plain)
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert first.stdout == second.stdout
    assert json.loads(first.stdout)["design"] == "given"


def test_what_capabilities_would_do_is_remarked() -> None:
    over = ("--over", "process.development.access.effort=[1 day, 2 days]")
    done = mlorg(*SWEEP, *over, "--no-report")
    assert done.exit_code == 0
    assert "remark: process.development.access.effort: is written at every point" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--over", "portfolio.models"],
        ["--over", "portfolio.modles=[2, 4]"],
        ["--over", "portfolio.models=[]"],
        ["--over", "portfolio.models=[2, 2]"],
        ["--over", "portfolio.models=[2, many]"],
        ["--over", "portfolio.models=[2, 4]", "--design", "lhs"],
        ["--over", "portfolio.models=[2, 4]", "--design", "sobol", "--points", "3"],
        ["--over", "portfolio.models=[2, 4]", "--design", "sobol"],
        ["--over", "portfolio.models=[2, 4]", "--points", "4"],
        ["--over", "portfolio.models=[2, 4]", "--replications", "1"],
        ["--over", "portfolio.models=[2, 4]", "--replications", "200_000"],
        ["--over", "portfolio.models=[2, 4]", "--out", "s.yaml"],
        ["--over", "portfolio.models=[2, 4]", "--set", "portfolio.models=minus"],
        ["--points", "nobody.csv"],
        ["--points", "s.yaml"],
        ["--points", "-3", "--over", "portfolio.models=[2, 4]"],
        ["--over", "process.shift.loss=[10 %, 120 %]"],
    ],
    ids=" ".join,
)
def test_wrong_input_ends_with_2_and_writes_nothing(here: Path, arguments: list[str]) -> None:
    done = mlorg("sweep", "s.yaml", *arguments)
    assert done.exit_code == 2
    assert done.stderr
    assert "Traceback" not in done.output
    assert done.stdout == ""
    assert written(here) == ["s.yaml"]


def test_all_mistakes_at_once_with_their_places(here: Path) -> None:
    block = "sweep:\n  over:\n    portfolio.modles: [1, 2]\n    process.shift.loss: [20 %]\n"
    (here / "bad.yaml").write_text((here / "s.yaml").read_text() + block + "  desing: grid\n")
    lines = (here / "bad.yaml").read_text().splitlines()
    first = lines.index("sweep:") + 1
    for command in ("sweep", "check", "compare"):
        done = mlorg(command, "bad.yaml", *(["--over", "shift.los"] if command == "sweep" else []))
        assert done.exit_code == 2
        places = [line.split(": ")[0] for line in done.stderr.splitlines()]
        if command == "sweep":  # the option takes the place of the file's over
            assert places == ["--over 'shift.los'", f"bad.yaml:{first + 4}:3"]
        else:
            expected = [(first + 2, 5), (first + 3, 5), (first + 4, 3)]
            assert places == [f"bad.yaml:{line}:{column}" for line, column in expected]


def test_a_sweep_of_a_scenario_leaves_all_else_alone(here: Path) -> None:
    from sim.scenario import load

    (here / "with.yaml").write_text(
        (here / "s.yaml").read_text() + "sweep: {over: {portfolio.models: [2, 4]}}\n"
    )
    assert load(here / "with.yaml") == load(here / "s.yaml")
    assert mlorg("check", "with.yaml").exit_code == 0


def test_check_looks_at_every_point(here: Path) -> None:
    block = "sweep: {over: {organisation.stage: [2, 3]}}\n"  # above all, as --set is
    (here / "bad.yaml").write_text((here / "s.yaml").read_text() + block)
    done = mlorg("check", "bad.yaml")
    assert done.exit_code == 2
    found = "'engineers' is the same as 'scientists' in everything, with organisation.stage 2"
    assert found in done.stderr


def test_points_that_are_there_twice_are_refused(here: Path) -> None:
    (here / "twice.csv").write_text("portfolio.models,process.shift.loss\n2,20 %\n3,\n2,0.2\n")
    done = mlorg(*SWEEP, "--points", "twice.csv")
    assert done.exit_code == 2
    assert done.stderr == "twice.csv:4:1: the same point as in line 2; allowed: each once\n"
    assert written(here) == ["s.yaml", "twice.csv"]
