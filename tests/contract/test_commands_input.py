"""show and check, and what happens to wrong input and to names of strangers."""

import json
import subprocess
from pathlib import Path

import pytest

from sim.process import PARAMETERS
from tests.contract.typed import SCENARIO, mlorg, written

pytestmark = pytest.mark.usefixtures("here")


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
        assert found["release.deploy.by"] == "it_serving"
        assert found["people.switching"] == "default"
        assert found["development.access.effort"] == "environments"
        several = {one for names in found.values() for one in names.split(", ")}
        assert several - {"scenario", "default"} <= set(document["held"])

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
        done = mlorg("compare", "s.yaml", "--no-report", "--jobs", "1")
        assert done.exit_code == 0
        assert done.stdout.count("\n[bold]x :smile:  ") == 2
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


def test_a_command_that_is_misspelt_is_named() -> None:
    done = mlorg("chek", "s.yaml")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "No such command 'chek'. Did you mean: check?" in done.stderr
    assert "Did you mean" not in mlorg("frobnicate").stderr


def test_what_was_meant_is_not_cut_off_by_what_is_allowed() -> None:
    done = mlorg("check", "s.yaml", "--set", "compare.decide_on=net value")
    (line,) = done.stderr.splitlines()
    assert line.endswith(" more; did you mean: net_value")
    assert len(line) < 800


def test_a_capability_is_no_parameter() -> None:
    own = "define_capabilities={ours: {effects: {it_serving: {plus: 1}}}}"
    done = mlorg("check", "s.yaml", "--set", own)
    assert "it_serving is a capability: effects act on parameters" in done.stderr
