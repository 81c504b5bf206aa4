"""`mlorg new`: a scenario to start from, and every way in which it may not be written."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import sim
from analysis.report.starter import next_capability, titled
from sim.scenario import library
from tests.contract.typed import mlorg, written

pytestmark = pytest.mark.usefixtures("here")


def errors(*arguments: str) -> str:
    """What is said of input that is wrong."""
    done = mlorg("new", *arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    return " ".join(done.stderr.split())


@pytest.mark.parametrize("organisation", library.organisations())
def test_it_has_no_mistakes_and_is_that_organisation(here: Path, organisation: str) -> None:
    assert mlorg("new", "mine.yaml", "--from", organisation).exit_code == 0
    done = mlorg("check", "mine.yaml")
    assert (done.exit_code, done.stderr) == (0, "")  # no remarks either
    mine = sim.load("mine.yaml")
    assert mine.name == "Mine"
    assert len(mine.alternatives) == 3
    assert mine.world() == sim.load(organisation).world()
    text = (here / "mine.yaml").read_text()
    assert text.startswith("# yaml-language-server: $schema=schema.json\n")
    assert max(map(len, text.splitlines())) <= 110


@pytest.mark.parametrize("organisation", ["stage-1-insurer", "stage-3-retailer"])
def test_it_can_be_compared_as_it_stands(organisation: str) -> None:
    mlorg("new", "mine.yaml", "--from", organisation)
    short = ("--set", "horizon=7 months", "--set", "history=0 days")
    done = mlorg(
        "compare", "mine.yaml", "--replications", "2", "--jobs", "1", "--no-report", *short
    )
    assert (done.exit_code, done.exception) == (0, None)
    assert "Cost of staff" in done.stdout


def test_what_is_suggested_in_comments_has_no_mistakes(here: Path) -> None:
    mlorg("new", "mine.yaml", "--from", "stage-3-retailer")
    text = (here / "mine.yaml").read_text()
    sketches = "begins: ", "process:", "  release.", "  value.", "contexts:", "  as exp", "  few i"
    for sketch in sketches:
        assert f"\n# {sketch}" in text
        text = text.replace(f"\n# {sketch}", f"\n{sketch}")
    text = text.replace("  # with: [...]", "  with: [drift_monitoring]")
    (here / "all.yaml").write_text(text.replace("  # without: [...]", "  without: [ml_canvas]"))
    done = mlorg("check", "all.yaml")
    assert (done.exit_code, done.stderr) == (0, "")
    assert sim.load("all.yaml").contexts == ("as expected", "few ideas")


@pytest.mark.parametrize("organisation", library.organisations())
def test_the_sketch_of_a_capability_of_ones_own_can_be_built(here: Path, organisation: str) -> None:
    mlorg("new", "mine.yaml", "--from", organisation)
    before, _, after = (here / "mine.yaml").read_text().partition("# define_capabilities:")
    sketch, _, rest = after.partition("\n\n")
    sketch = re.sub(r"^# ", "", sketch, flags=re.MULTILINE)
    (here / "own.yaml").write_text(f"{before}define_capabilities:{sketch}\n\n{rest}")
    done = mlorg("check", "own.yaml")
    assert (done.exit_code, done.stderr) == (0, "")
    own = sim.load("own.yaml", ["alternatives.as we are.investments.managed_platform.start=now"])
    (build,) = own.world(alternative="as we are").investments
    assert build.capability == "managed_platform"
    found = own.world().capabilities["managed_platform"]
    assert [one.parameter for one in found.effects] == ["operate.tend_server.rate"]


def test_the_alternatives_are_staff_and_what_could_be_built_next() -> None:
    mlorg("new", "mine.yaml", "--from", "stage-4-retailer")
    mine = sim.load("mine.yaml")
    assert mine.alternatives == ("as we are", "two more IT engineers", "continuous deployment")
    before = mine.world()
    (hire,) = mine.world(alternative="two more IT engineers").changes
    assert hire.staff is not None
    assert hire.staff["it_engineer"] == before.staff["it_engineer"] + 2
    (build,) = mine.world(alternative="continuous deployment").investments
    assert (build.capability, build.start) == ("continuous_deployment", 0)


def test_what_could_be_built_next_has_what_it_needs() -> None:
    found = {name: next_capability(sim.load(name).world()) for name in library.organisations()}
    assert found["stage-1-insurer"] == "data_strategy"
    assert found["stage-2-retailer"] == "it_serving"
    assert found["stage-3-retailer"] == "training_pipelines"


def test_a_file_that_is_there_is_never_overwritten(here: Path) -> None:
    before = (here / "s.yaml").read_text()
    assert "it is there already; nothing is overwritten" in errors("s.yaml", "--from", "bank")
    (here / "link.yaml").symlink_to(here / "elsewhere.yaml")
    assert "there already" in errors("link.yaml", "--from", "bank")
    (here / "folder.yaml").mkdir()
    assert "a folder of this name is there" in errors("folder.yaml", "--from", "bank")
    assert (here / "s.yaml").read_text() == before
    assert written(here) == ["s.yaml"]


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("mine", "a scenario is a .yaml file; did you mean: mine.yaml"),
        ("mine.yml", "did you mean: mine.yaml"),
        ("mine.py", "did you mean: mine.yaml"),
        ("", "a scenario is a .yaml file"),
        (".", "a scenario is a .yaml file"),
        (".yaml", "a scenario is a .yaml file"),
        ("no/mine.yaml", "there is no folder 'no'"),
        ("s.yaml/mine.yaml", "'s.yaml' is no folder"),
        ("a\0b.yaml", "nul"),
        ("x" * 300 + ".yaml", "name too long"),
        ("\x1b[31m/mine.yaml", "there is no folder '\\"),
    ],
)
def test_where_nothing_can_be_written(here: Path, file: str, said: str) -> None:
    told = errors(file, "--from", "bank")
    assert said.lower() in told.lower()
    assert "\x1b" not in told
    assert written(here) == ["s.yaml"]


def writing(monkeypatch: pytest.MonkeyPatch, instead: Callable[[Path], Any]) -> None:
    """Something else happens where a file is opened that must not be there yet."""
    real = Path.open

    def opened(path: Path, mode: str = "r", *more: Any, **named: Any) -> Any:
        return instead(path) if mode == "x" else real(path, mode, *more, **named)

    monkeypatch.setattr(Path, "open", opened)


def test_a_folder_that_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    writing(monkeypatch, refuse)
    assert "nobody allows to write in '.'" in errors("mine.yaml", "--from", "bank")


def test_half_a_file_is_taken_away(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full:
        def __init__(self, path: Path) -> None:
            self.file = open(path, "x")  # noqa: PTH123, SIM115 (Path.open is this class, here)

        def __enter__(self) -> "Full":
            return self

        def __exit__(self, *_: object) -> None:
            self.file.close()

        def write(self, text: str) -> None:
            self.file.write(text[:10])
            raise OSError(28, "No space left on device")

    writing(monkeypatch, Full)
    done = mlorg("new", "mine.yaml", "--from", "bank")
    assert (done.exit_code, done.stderr) == (1, "Failed: [Errno 28] No space left on device\n")
    assert written(here) == ["s.yaml"]


def test_an_organisation_that_is_not_there_or_none_at_all(here: Path) -> None:
    assert "did you mean: stage-2-retailer" in errors("m.yaml", "--from", "stage-2-retailr")
    assert "is a study, no organisation" in errors("m.yaml", "--from", "one-more-engineer")
    every = errors("m.yaml")
    assert all(name in every for name in library.organisations())
    assert "\x1b" not in errors("m.yaml", "--from", "\x1b[31m")
    assert written(here) == ["s.yaml"]


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("feature-store-or-cd", "Feature store or cd"),
        ("Our_plan  2027", "Our plan 2027"),
        ("no", "My organisation"),
        ("1e3", "My organisation"),
        ("a: b", "My organisation"),
        ("x #y", "My organisation"),
        ("a\u202eb", "My organisation"),
    ],
)
def test_a_scenario_is_called_as_its_file_where_it_can_be(file: str, name: str, here: Path) -> None:
    assert titled(file) == name
    assert mlorg("new", f"{file}.yaml", "--from", "bank").exit_code == 0
    assert sim.load(here / f"{file}.yaml").name == name


def test_what_to_type_next_is_quoted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = mlorg("new", "My firm.yaml", "--from", "stage-2-retailer")
    assert "mlorg compare 'My firm.yaml'" in done.stderr


def test_a_flag_without_its_value_says_what_it_wants() -> None:
    done = mlorg("new", "mine.yaml", "--from")
    assert (done.exit_code, done.stdout) == (2, "")
    said = " ".join(done.stderr.split())
    assert "Option '--from' requires an argument. --from ORGANISATION: The library org" in said
    assert "see `mlorg list scenarios`" in said
    done = mlorg("show", "one-more-engineer", "--alternative")
    assert "requires an argument. --alternative: Which alternative" in done.stderr
