"""The Python interface: names and arguments of the commands, cheap to import, hard to misuse."""

import inspect
import pickle
import subprocess
import sys
from pathlib import Path

import click
import pandas as pd
import pytest
from matplotlib.figure import Figure

import analysis
from analysis.cli import cli
from analysis.study import folder
from analysis.study.compare import REPEAT, Study, compare
from analysis.study.journal import JOURNAL
from analysis.study.outcome import failed
from tests.contract import fake_worlds

FOR_THE_TERMINAL = {"details", "no_report", "quiet", "as_json"}
"""Options that say what is printed and drawn: a program asks the study that it gets instead."""
FOR_PROGRAMS = {"report", "simulate", "incidents"}
"""Arguments that hold what no command line can."""
SHARED = sorted(set(analysis.__all__) & set(cli.list_commands(click.Context(cli))))
"""What can be typed and called."""


def command(name: str) -> click.Command:
    found = cli.get_command(click.Context(cli), name)
    assert found is not None
    return found


def options(name: str) -> dict[str, click.Parameter]:
    return {str(one.name): one for one in command(name).params if one.name not in FOR_THE_TERMINAL}


def arguments(name: str) -> dict[str, inspect.Parameter]:
    found = inspect.signature(getattr(analysis, name)).parameters
    return {name: one for name, one in found.items() if name not in FOR_PROGRAMS}


def test_comparing_can_be_typed_and_called() -> None:
    assert "compare" in SHARED


@pytest.mark.parametrize("name", SHARED)
def test_a_function_takes_what_its_command_takes(name: str) -> None:
    assert sorted(arguments(name)) == sorted(options(name))


@pytest.mark.parametrize("name", SHARED)
def test_both_begin_with_the_same_defaults(name: str) -> None:
    taken, given = arguments(name), command(name).make_context(name, ["a scenario"]).params
    for word, option in options(name).items():
        if not isinstance(option, click.Option):
            assert taken[word].default is inspect.Parameter.empty, word
            assert taken[word].kind is inspect.Parameter.POSITIONAL_OR_KEYWORD, word
        else:
            assert taken[word].default == given[word], word
            assert taken[word].kind is inspect.Parameter.KEYWORD_ONLY, word


def test_reading_a_folder_is_called_as_it_is_typed() -> None:
    assert list(inspect.signature(analysis.load).parameters) == ["folder"]
    assert {"folder"} <= set(options("report"))


@pytest.mark.parametrize("name", analysis.__all__)
def test_every_public_name_is_there_and_says_what_it_is(name: str) -> None:
    assert inspect.getdoc(getattr(analysis, name))


def test_there_is_no_other_name() -> None:
    with pytest.raises(AttributeError, match="no attribute 'comparee'"):
        _ = analysis.comparee  # type: ignore[attr-defined]


def small(**fields: object) -> Study:
    scenario = fake_worlds.scenario(replications=4)
    return compare(scenario, jobs=1, simulate=fake_worlds.measured, **fields)  # type: ignore[arg-type]


def test_completion_finds_every_name_before_it_is_used(root: Path) -> None:
    code = "import analysis; print(*sorted(set(analysis.__all__) - set(dir(analysis))), 'none')"
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True)
    assert done.stdout == "none\n"
    assert {"__name__", "__all__"} <= set(dir(analysis))


def test_figures_are_at_hand_and_are_figures() -> None:
    assert isinstance(analysis.figures.value_leaks(small()), Figure)


def test_importing_it_imports_nothing_heavy(root: Path) -> None:
    heavy = ("matplotlib", "pandas", "numpy", "scipy", "pyarrow", "pydantic")
    program = (
        "import sys, analysis\n"
        f"sys.exit(', '.join(one for one in {heavy!r} if one in sys.modules) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=root, check=False)
    assert done.returncode == 0


def test_a_study_that_is_written_can_be_loaded(tmp_path: Path) -> None:
    study = small(out=tmp_path / "run")
    again = analysis.load(str(tmp_path / "run"))
    assert again.runs.equals(study.runs)
    assert again.differences().equals(study.differences())
    assert again.ranking().equals(study.ranking())
    assert analysis.verdict(again) == analysis.verdict(study)
    with pytest.raises(TypeError, match="assign"):
        again.outcomes[0].measures["throughput"] = 1.0  # type: ignore[index]
    assert folder.manifest_of(tmp_path / "run")["repeat"]["command"] == list(REPEAT)


def test_incidents_that_are_kept_are_loaded(tmp_path: Path) -> None:
    year = ["horizon=1 year", "history=0 days"]
    study = compare("one-more-engineer", sets=year, replications=2, jobs=1, incidents=True,
                    out=tmp_path / "run")  # fmt: skip
    assert len(study.incidents)
    for _ in range(2):  # from the journal, and from the tables alone
        again = analysis.load(tmp_path / "run")
        pd.testing.assert_frame_equal(again.incidents, study.incidents, check_exact=True)
        (tmp_path / "run" / JOURNAL).unlink(missing_ok=True)


def test_nothing_that_failed_is_filled_in_later() -> None:
    with pytest.raises(TypeError, match="frozen"):
        failed(0, 3, "lost").measures["throughput"] = 1.0  # type: ignore[index]


def test_measures_travel_and_stay_frozen() -> None:
    measures = pickle.loads(pickle.dumps(small().outcomes[0])).measures
    assert measures == small().outcomes[0].measures
    with pytest.raises(TypeError, match="frozen"):
        measures |= {"throughput": 1.0}


def test_the_run_of_another_scenario_is_replaced_only_by_force(tmp_path: Path) -> None:
    small(out=tmp_path / "run")
    with pytest.raises(folder.FolderError, match="with seed 1, and not 9"):
        small(out=tmp_path / "run", seed=9)
    assert analysis.load(tmp_path / "run").scenario.seed == 1
    small(out=tmp_path / "run", seed=9, force=True)
    assert analysis.load(tmp_path / "run").scenario.seed == 9


def test_nothing_is_lived_for_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(folder.FolderError, match="not a folder"):
        compare("one-more-engineer", out=tmp_path / "file")


@pytest.mark.parametrize("what", ["nowhere", "empty", "thesis", "file"])
def test_a_folder_that_is_no_run_is_refused_in_one_line(tmp_path: Path, what: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "manifest.json").write_text('{"product": "another"}')
    (tmp_path / "file").touch()
    with pytest.raises(folder.FolderError) as refusal:
        analysis.load(tmp_path / what)
    assert str(refusal.value).startswith(str(tmp_path / what))
    assert "\n" not in str(refusal.value)


def test_keys_are_set_of_files_only() -> None:
    study = compare(
        "one-more-engineer",
        sets=["portfolio.models=7"],
        seed=3,
        replications=2,
        jobs=1,
        simulate=fake_worlds.measured,
    )
    assert {cell.world.models for cell in study.scenario.cells} == {7}
    assert (study.scenario.seed, study.scenario.replications) == (3, 2)
    with pytest.raises(ValueError, match="portfolio.models=7: this scenario is loaded"):
        compare(study.scenario, sets=["portfolio.models=7"])
