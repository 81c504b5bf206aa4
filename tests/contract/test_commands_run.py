"""What the commands print, write and return; the model behind them is the real one."""

import json
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import sim
from analysis.cli import cli
from sim.measures import MEASURES
from sim.process import PARAMETERS

SCENARIO = """\
name: Who serves?
history: 0 days
horizon: 2 quarters
portfolio: {models: 3}
process: {refresh.cadence: 60 days}
baseline: scientists
alternatives:
  scientists: {}
  engineers: {organisation: {stage: 3}}
contexts:
  few: {}
  many: {portfolio: {models: 6}}
compare: {measures: [throughput, toil_share], decide_on: throughput, replications: 4}
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "s.yaml").write_text(SCENARIO)
    return tmp_path


def mlorg(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments)


def written(here: Path) -> list[str]:
    return sorted(str(path.relative_to(here)) for path in here.rglob("*") if path.is_file())


class TestCompare:
    """`mlorg compare`."""

    def test_it_prints_differences_and_a_verdict(self, here: Path) -> None:
        done = mlorg("compare", "s.yaml", "--jobs", "1")
        assert (done.exit_code, done.exception) == (0, None)
        assert "'few': 'engineers' against 'scientists'" in done.stdout
        assert done.stdout.count("toil_share ") == 2
        assert "Terminating simulation: history 0 days, horizon 6 months; 4 " in done.stdout
        assert done.stderr.startswith("Results: runs/who-serves-")
        assert len(written(here)) == 5

    def test_json_is_one_document_on_stdout(self) -> None:
        done = mlorg("compare", "s.yaml", "--jobs", "1", "--json")
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

    def test_any_number_of_jobs_prints_and_writes_the_same(self, here: Path) -> None:
        prints = [
            mlorg("compare", "s.yaml", "--jobs", jobs, "--out", f"out{jobs}", "--quiet").output
            for jobs in ("1", "2")
        ]
        assert prints[0] == prints[1]
        for name in ("runs.parquet", "timeline.parquet", "scenario.yaml", "manifest.json"):
            assert (here / "out1" / name).read_bytes() == (here / "out2" / name).read_bytes()

    def test_the_stored_scenario_repeats_it(self, here: Path) -> None:
        assert mlorg("compare", "s.yaml", "--jobs", "1", "--seed", "5", "--out", "a").exit_code == 0
        repeat = json.loads((here / "a" / "manifest.json").read_text())["repeat"]["command"]
        repeat[-1] = f"a/{repeat[-1]}"
        assert mlorg(*repeat[1:], "--out", "b", "--jobs", "1").exit_code == 0
        for name in ("runs.parquet", "timeline.parquet", "scenario.yaml", "manifest.json"):
            assert (here / "a" / name).read_bytes() == (here / "b" / name).read_bytes()

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
        document = json.loads(mlorg("compare", "s.yaml", "--json", *flags).stdout)
        assert (document["seed"], document["replications"]) == (9, 3)
        plain = json.loads(mlorg("compare", "s.yaml", "--json", "--jobs", "1").stdout)
        assert document["hash"] != plain["hash"]

    def test_quiet_is_quiet(self) -> None:
        assert mlorg("compare", "s.yaml", "--jobs", "1", "--quiet").stderr == ""

    def test_a_failed_replication_is_a_row_and_status_1(
        self, here: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        real = sim.simulate

        def fails(world: object, *, seed: int, replication: int, events: bool) -> object:
            if replication == 2:
                raise RuntimeError("[red]broken[/red] \x1b[31m")
            return real(world, seed=seed, replication=replication)  # type: ignore[arg-type]

        monkeypatch.setattr(sim, "simulate", fails)
        done = mlorg("compare", "s.yaml", "--jobs", "1", "--out", "out")
        assert done.exit_code == 1
        assert "4 of 16 replications failed" in done.stdout
        assert "replication 2: RuntimeError: [red]broken[/red] \\u001b[31m" in done.stdout
        assert json.loads((here / "out" / "manifest.json").read_text())["failed"] == 4
        (rows,) = [
            json.loads(mlorg("compare", "s.yaml", "--jobs", "1", "--json").stdout)["failures"]
        ]
        assert {(row["replication"], row["seed"]) for row in rows} == {(2, 1)}
        assert len(rows) == 4

    def test_a_disk_that_fails_is_status_1_in_one_line(
        self, here: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from analysis.study import folder

        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(folder, "_put", full)
        done = mlorg("compare", "s.yaml", "--jobs", "1", "--quiet")
        assert (done.exit_code, done.stdout) == (1, "")
        assert done.stderr == "Failed: [Errno 28] No space left on device\n"
        assert written(here) == ["s.yaml"]


class TestRun:
    """`mlorg run`."""

    def test_it_says_what_happened_by_quarter(self, here: Path) -> None:
        done = mlorg("run", "s.yaml", "--replications", "3", "--jobs", "1")
        assert (done.exit_code, done.exception) == (0, None)
        head, first, second, third, *_ = done.stdout.splitlines()
        assert head == "Who serves?, 'scientists' in 'few': by quarter, means of 3 worlds"
        assert first.split()[:2] == ["quarter", "throughput"]
        assert (second.split()[0], third.split()[0]) == ("1", "2")
        assert all(f"\n{name} " in done.stdout for name in MEASURES)
        assert "Live models: " in done.stdout
        assert "Toil takes" in done.stdout
        assert len(written(here)) == 5

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

    @pytest.mark.parametrize("flags", [["--replication", "2", "--events"], ["--replications", "3"]])
    def test_the_stored_scenario_repeats_it(self, here: Path, flags: list[str]) -> None:
        cell = "--alternative", "engineers", "--context", "many", "--jobs", "1"
        assert mlorg("run", "s.yaml", *cell, *flags, "--out", "a").exit_code == 0
        repeat = json.loads((here / "a" / "manifest.json").read_text())["repeat"]["command"]
        repeat[2] = f"a/{repeat[2]}"
        assert mlorg(*repeat[1:], "--out", "b", "--jobs", "1").exit_code == 0
        assert sorted(p.name for p in (here / "a").iterdir()) == sorted(
            p.name for p in (here / "b").iterdir()
        )
        for path in (here / "a").iterdir():
            assert path.read_bytes() == (here / "b" / path.name).read_bytes()

    def test_not_both_one_world_and_many(self, here: Path) -> None:
        done = mlorg("run", "s.yaml", "--replication", "1", "--replications", "5")
        assert done.exit_code == 2
        assert "not both" in done.stderr
        assert written(here) == ["s.yaml"]


class TestShow:
    """`mlorg show`."""

    def test_every_parameter_has_value_unit_range_source_and_origin(self) -> None:
        rows = json.loads(mlorg("show", "s.yaml", "--json").stdout)["parameters"]
        assert [row["parameter"] for row in rows] == list(PARAMETERS)
        for row in rows:
            assert all(row[key] for key in ("value", "unit", "source", "meaning", "from"))
        ranges = {row["parameter"] for row in rows if row["range"]}
        assert ranges == {name for name, row in PARAMETERS.items() if row.low is not None}

    def test_origins(self) -> None:
        document = json.loads(
            mlorg("show", "s.yaml", "--alternative", "engineers", "--json").stdout
        )
        found = {row["parameter"]: row["from"] for row in document["parameters"]}
        assert found["refresh.cadence"] == "scenario"
        assert found["release.deploy.by"] == "stage 3"
        assert found["people.switching"] == "default"
        assert set(found.values()) == {"scenario", "stage 3", "default"}

    def test_who_does_what_follows_the_stage(self) -> None:
        for name, role in (("scientists", "data_scientist"), ("engineers", "it_engineer")):
            done = mlorg("show", "s.yaml", "--alternative", name)
            (line,) = [x for x in done.stdout.splitlines() if x.startswith("release.deploy ")]
            assert line.split()[1] == role

    def test_it_says_who_and_what_there_is(self) -> None:
        text = mlorg("show", "s.yaml", "--context", "many").stdout
        assert "stage 2, First deployment: " in text
        assert "staff: data_scientist 5, it_engineer 5" in text
        assert "portfolio: 6 live models; use cases: 30 / year" in text
        assert "other alternatives: 'engineers'" in text
        assert "other contexts: 'few'" in text
        assert "improvement reserve: none" in text

    def test_planned_changes(self, here: Path) -> None:
        changes = "changes: {hire: {at: 1 month, staff: {data_scientist: 6}}}\n"
        (here / "s.yaml").write_text(SCENARIO + changes)
        text = mlorg("show", "s.yaml").stdout
        (line,) = [line for line in text.splitlines() if line.startswith("1 month after day 0")]
        assert "data_scientist 6" in line

    def test_it_writes_nothing(self, here: Path) -> None:
        mlorg("show", "s.yaml")
        mlorg("check", "s.yaml")
        mlorg("schema")
        assert written(here) == ["s.yaml"]


class TestCheck:
    """`mlorg check` and `mlorg schema`."""

    def test_no_mistakes(self) -> None:
        done = mlorg("check", "s.yaml")
        assert (done.exit_code, done.stdout) == (0, "s.yaml: no mistakes\n")
        assert mlorg("check", "s.yaml", "--quiet").output == ""

    def test_all_mistakes_of_all_files(self, here: Path) -> None:
        (here / "bad.yaml").write_text("name: x\nhorizon: 3\nseeed: 1\n")
        done = mlorg("check", "bad.yaml", "s.yaml", "nobody.yaml")
        assert done.exit_code == 2
        assert done.stdout == "s.yaml: no mistakes\n"
        places = [line.split(": ")[0] for line in done.stderr.splitlines()]
        assert places == ["bad.yaml:2:10", "bad.yaml:3:1", "nobody.yaml:1:1"]

    def test_json(self, here: Path) -> None:
        (here / "bad.yaml").write_text("name: x\nseeed: 1\n")
        done = mlorg("check", "s.yaml", "bad.yaml", "--json")
        good, bad = json.loads(done.stdout)
        assert done.exit_code == 2
        assert (good["mistakes"], bad["scenario"]) == ([], "bad.yaml")
        assert (bad["mistakes"][0]["line"], bad["mistakes"][0]["suggestion"]) == (2, "seed")

    def test_the_schema_is_json(self) -> None:
        assert json.loads(mlorg("schema").stdout)["$schema"]


class TestWrongInput:
    """Status 2, every mistake, and nothing written."""

    @pytest.mark.parametrize("command", ["compare", "run", "show", "check"])
    def test_a_wrong_file(self, here: Path, command: str) -> None:
        (here / "bad.yaml").write_text("name: x\nhorizon: 3\nseeed: 1\n")
        done = mlorg(command, "bad.yaml")
        assert done.exit_code == 2
        assert [line.split(": ")[0] for line in done.stderr.splitlines()] == [
            "bad.yaml:2:10",
            "bad.yaml:3:1",
        ]
        assert written(here) == ["bad.yaml", "s.yaml"]

    @pytest.mark.parametrize(
        "arguments",
        [
            ["compare"],
            ["compare", "s.yaml", "--replications", "1"],
            ["compare", "s.yaml", "--replications", "many"],
            ["compare", "s.yaml", "--jobs", "0"],
            ["compare", "s.yaml", "--seed", "-1"],
            ["compare", "s.yaml", "--set", "portfolio.models=minus"],
            ["compare", "s.yaml", "--set", "nonsense"],
            ["compare", "s.yaml", "--out", "s.yaml"],
            ["compare", "s.yaml", "--out", "."],
            ["run", "s.yaml", "--alternative", "nobody"],
            ["run", "s.yaml", "--context", "nowhere"],
            ["run", "s.yaml", "--replication", "-1"],
            ["show", "s.yaml", "--alternative", "nobody"],
            ["check"],
            ["nonsense"],
            ["compare", "s.yaml", "t.yaml"],
        ],
    )
    def test_wrong_arguments(self, here: Path, arguments: list[str]) -> None:
        done = mlorg(*arguments)
        assert done.exit_code == 2
        assert done.stderr
        assert done.stdout == ""
        assert written(here) == ["s.yaml"]

    def test_unknown_names_come_with_the_known(self) -> None:
        assert "'scientists' or 'engineers'" in mlorg("run", "s.yaml", "--alternative", "x").stderr
        assert "'few' or 'many'" in mlorg("run", "s.yaml", "--context", "x").stderr


class TestNamesOfStrangers:
    """Names in a scenario can neither colour nor rule a terminal."""

    # A file cannot hold control characters; a name given to the API can.
    NAME = "[bold red]x[/] \x1b]0;owned\x07 \u202egnp.exe"

    def test_tables_and_sentences(self, here: Path) -> None:
        (here / "s.yaml").write_text(SCENARIO.replace("engineers", '"[bold]x :smile:"'))
        done = mlorg("compare", "s.yaml", "--jobs", "1")
        assert done.exit_code == 0
        assert done.stdout.count("'[bold]x :smile:' against 'scientists'\n") == 2
        assert "with '[bold]x :smile:'" in done.stdout

    def test_no_control_character_is_printed(self, capsys: pytest.CaptureFixture[str]) -> None:
        from analysis.report import tables, terminal

        table = tables.Table(self.NAME, ("head",), ((self.NAME,),))
        tables.show(table)
        terminal.say(self.NAME)
        terminal.tell(self.NAME)
        shown = capsys.readouterr()
        assert (shown.out + shown.err).replace("\n", "").isprintable()
        assert shown.out.count("[bold red]x[/] \\u001b]0;owned\\u0007 \\u202egnp.exe") == 3

    def test_nor_to_a_terminal(self) -> None:
        import io

        from analysis.report import tables

        class Terminal(io.StringIO):
            def isatty(self) -> bool:
                return True

        out = Terminal()
        tables.show(tables.Table(self.NAME, ("head",), ((self.NAME,),)), out)
        assert "\x1b]" not in out.getvalue()
        assert "\x07" not in out.getvalue()
        assert "\u202e" not in out.getvalue()
        assert out.getvalue().count("[bold red]x[/]") == 2  # title and cell

    def test_mistakes(self, here: Path) -> None:
        done = mlorg("check", "\x1b[31mno.yaml")
        assert "\x1b" not in done.output
        assert mlorg("compare", "\x1b[31mno.yaml").output.count("\x1b") == 0

    def test_arguments(self) -> None:
        assert "\x1b" not in mlorg("run", "s.yaml", "--alternative", "\x1b[31m").output


def test_json_has_no_numbers_that_json_lacks() -> None:
    from analysis.report.tables import as_json

    document = {"a": [float("nan"), float("inf"), 1.5], "b": ("é",), "c": True}
    assert json.loads(as_json(document)) == {"a": [None, None, 1.5], "b": ["é"], "c": True}
    assert as_json(document).isascii()


def test_an_ascii_terminal_is_no_obstacle(here: Path) -> None:
    import os
    import sys

    (here / "s.yaml").write_text(SCENARIO.replace("engineers", "ingénieurs 日本"))
    environment = {
        **os.environ,
        "PYTHONIOENCODING": "ascii",
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }
    command = [sys.executable, "-m", "analysis.cli", "show", "s.yaml"]
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert b"ing\\xe9nieurs" in done.stdout
