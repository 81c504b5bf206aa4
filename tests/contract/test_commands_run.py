"""What the commands print, write and return; the model behind them is the real one."""

import json
from pathlib import Path

import pytest

import sim
from sim.measures import MEASURES
from tests.contract.typed import mlorg, names, results, written

pytestmark = pytest.mark.usefixtures("here")


class TestCompare:
    """`mlorg compare`."""

    def test_it_prints_differences_and_a_verdict(self, here: Path) -> None:
        done = mlorg("compare", "s.yaml", "--jobs", "1")
        assert (done.exit_code, done.exception) == (0, None)
        assert done.stdout.startswith("'few': ")  # the verdict first
        before, _, after = done.stdout.partition("\n'few': New models [first releases / quarter]\n")
        assert "\n- Against " in before
        assert "'few': other measures, differences to 'scientists'\n" in after
        assert after.count("Toil of both roles ") == 2
        assert "p (Holm)" not in done.stdout
        assert "throughput" not in done.stdout  # one name for each measure
        assert "Terminating simulation: history 0 days, horizon 6 months; 4 " in done.stdout
        assert "Results: runs/who-serves-" in done.stderr
        assert {"report.html", "scenario.yaml", "manifest.json"} <= names(here)

    def test_json_is_one_document_on_stdout(self) -> None:
        done = mlorg("compare", "s.yaml", "--no-report", "--jobs", "1", "--json")
        document = json.loads(done.stdout)
        assert [one["measure"] for one in document["differences"]] == [
            "throughput",
            "toil_share",
        ] * 2
        assert [one["context"] for one in document["picks"]] == ["few", "many"]
        assert document["replications"] == 4
        assert document["failures"] == []
        assert len(document["sentences"]) >= 3
        assert len(document["ranking"]) == 4

    @pytest.mark.slow
    def test_any_number_of_jobs_prints_and_writes_the_same(self, here: Path) -> None:
        prints = [
            mlorg(
                "compare", "s.yaml", "--no-report", "--jobs", jobs, "--out", f"out{jobs}", "--quiet"
            ).output
            for jobs in ("1", "2")
        ]
        assert prints[0] == prints[1]
        for name in ("runs.parquet", "timeline.parquet", "scenario.yaml", "manifest.json"):
            assert (here / "out1" / name).read_bytes() == (here / "out2" / name).read_bytes()

    @pytest.mark.slow
    def test_the_stored_scenario_repeats_it(self, here: Path) -> None:
        assert (
            mlorg(
                "compare", "s.yaml", "--no-report", "--jobs", "1", "--seed", "5", "--out", "a"
            ).exit_code
            == 0
        )
        repeat = json.loads((here / "a" / "manifest.json").read_text())["repeat"]["command"]
        repeat[-1] = f"a/{repeat[-1]}"
        assert mlorg(*repeat[1:], "--out", "b", "--jobs", "1").exit_code == 0
        for name in ("runs.parquet", "timeline.parquet", "scenario.yaml", "manifest.json"):
            assert (here / "a" / name).read_bytes() == (here / "b" / name).read_bytes()

    @pytest.mark.slow
    def test_flags_are_above_the_file(self) -> None:
        flags = (
            "--seed",
            "9",
            "--replications",
            "3",
            "--set",
            "organisation.training_slots=2",
            "--jobs",
            "1",
        )
        document = json.loads(mlorg("compare", "s.yaml", "--no-report", "--json", *flags).stdout)
        assert (document["seed"], document["replications"]) == (9, 3)
        plain = json.loads(
            mlorg("compare", "s.yaml", "--no-report", "--json", "--jobs", "1").stdout
        )
        assert document["hash"] != plain["hash"]

    def test_quiet_is_quiet(self) -> None:
        assert mlorg("compare", "s.yaml", "--no-report", "--jobs", "1", "--quiet").stderr == ""

    def test_a_failed_replication_is_a_row_and_status_1(
        self, here: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        real = sim.simulate

        def fails(world: object, *, seed: int, replication: int, events: bool) -> object:
            if replication == 2:
                raise RuntimeError("[red]broken[/red] \x1b[31m")
            return real(world, seed=seed, replication=replication)  # type: ignore[arg-type]

        monkeypatch.setattr(sim, "simulate", fails)
        done = mlorg("compare", "s.yaml", "--no-report", "--jobs", "1", "--out", "out")
        assert done.exit_code == 1
        assert "4 of 16 replications failed" in done.stdout
        assert "replication 2: RuntimeError: [red]broken[/red] \\u001b[31m" in done.stdout
        assert json.loads((here / "out" / "manifest.json").read_text())["failed"] == 4
        (rows,) = [
            json.loads(mlorg("compare", "s.yaml", "--no-report", "--jobs", "1", "--json").stdout)[
                "failures"
            ]
        ]
        assert {(row["replication"], row["seed"]) for row in rows} == {(2, 1)}
        assert len(rows) == 4

    def test_a_disk_that_fails_is_status_1_in_one_line(
        self, here: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from analysis.study import folder

        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(folder, "put", full)
        done = mlorg("compare", "s.yaml", "--no-report", "--jobs", "1", "--quiet", "--out", "out")
        assert (done.exit_code, done.stdout) == (1, "")
        assert done.stderr == (
            "Failed: [Errno 28] No space left on device; 16 replications are kept in out; the same "
            "command goes on from there.\n"
        )
        assert names(here / "out") == {".lock", "journal.sqlite", "scenario.yaml"}


class TestRun:
    """`mlorg run`."""

    def test_it_says_what_happened_by_quarter(self, here: Path) -> None:
        done = mlorg("run", "s.yaml", "--replications", "3", "--jobs", "1", "--details")
        assert (done.exit_code, done.exception) == (0, None)
        lines = done.stdout.splitlines()
        assert "Who serves?, 'scientists' in 'few': by quarter, means of 3 worlds" in lines
        heads = next(number for number, line in enumerate(lines) if line.startswith("quarter "))
        assert [line.split()[0] for line in lines[heads + 1 : heads + 3]] == ["1", "2"]
        assert all(f"\n{measure.title} " in done.stdout for measure in MEASURES.values())
        assert "Live models: " in done.stdout
        assert "Toil of both roles: " in done.stdout
        assert {"incidents.parquet", "scenario.yaml", "manifest.json"} <= names(here)

    def test_the_default_is_thirty_worlds(self) -> None:
        assert (
            len(json.loads(mlorg("run", "s.yaml", "--json", "--jobs", "1").stdout)["worlds"]) == 30
        )

    def test_one_world_is_that_of_a_comparison(self) -> None:
        cell = "--alternative", "engineers", "--context", "many"
        one = json.loads(mlorg("run", "s.yaml", *cell, "--replication", "2", "--json").stdout)
        scenario = sim.load("s.yaml")
        history = sim.simulate(scenario, replication=2, alternative="engineers", context="many")
        assert one["worlds"] == [2]
        assert {name: found["mean"] for name, found in one["measures"].items()} == {
            name: pytest.approx(value) for name, value in history.measures.items()
        }
        assert {found["low"] for found in one["measures"].values()} == {None}

    def test_events_are_kept_on_request(self, here: Path) -> None:
        assert (
            mlorg("run", "s.yaml", "--replication", "1", "--events", "--out", "out").exit_code == 0
        )
        lines = (here / "out" / "events.jsonl").read_text().splitlines()
        history = sim.simulate(sim.load("s.yaml"), replication=1, events=True)
        assert history.events is not None
        assert len(lines) == len(history.events) > 10
        last = json.loads(lines[-1])
        assert last["replication"] == 1
        assert last["at"] == history.events[-1].at / 2**20
        assert last["what"] == history.events[-1].what

    def test_a_world_and_many_worlds_are_kept_apart(self, here: Path) -> None:
        for flags in (["--replication", "1"], ["--replication", "2"], ["--replications", "2"]):
            assert mlorg("run", "s.yaml", *flags, "--jobs", "1").exit_code == 0
        assert len(list((here / "runs").iterdir())) == 3

    @pytest.mark.slow
    @pytest.mark.parametrize("flags", [["--replication", "2", "--events"], ["--replications", "3"]])
    def test_the_stored_scenario_repeats_it(self, here: Path, flags: list[str]) -> None:
        cell = "--alternative", "engineers", "--context", "many", "--jobs", "1"
        assert mlorg("run", "s.yaml", *cell, *flags, "--out", "a").exit_code == 0
        repeat = json.loads((here / "a" / "manifest.json").read_text())["repeat"]["command"]
        repeat[2] = f"a/{repeat[2]}"
        assert mlorg(*repeat[1:], "--out", "b", "--jobs", "1").exit_code == 0
        assert results(here / "a") == results(here / "b")

    def test_not_both_one_world_and_many(self, here: Path) -> None:
        done = mlorg("run", "s.yaml", "--replication", "1", "--replications", "5")
        assert done.exit_code == 2
        assert "not both" in done.stderr
        assert written(here) == ["s.yaml"]
