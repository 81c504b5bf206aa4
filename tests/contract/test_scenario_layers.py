"""Files, what they extend, and what is set on the command line."""

import os
from pathlib import Path

import pytest

from sim.scenario import Scenario, ScenarioErrors, library, load
from sim.units import parse_distribution, parse_rate

BASE = """\
name: Base
horizon: 1 year
organisation: {stage: 3, staff: {data_scientist: 8, it_engineer: 6}}
process:
  release.wrap.effort: {lognormal: {mean: 4 days, cv: 0.6}}
  release.deploy.effort: 3 days
alternatives:
  nothing: {}
"""
CHILD = """\
name: Child
extends: base.yaml
organisation: {staff: {it_engineer: 7}}
process:
  release: {wrap: {effort: {exponential: {mean: 2 days}}}}
alternatives:
  more: {organisation: {staff: {it_engineer: 9}}}
"""


def study(folder: Path, text: str, name: str = "study.yaml") -> Path:
    path = folder / name
    path.write_text(text)
    return path


def refused(source: str | Path, *sets: str) -> str:
    with pytest.raises(ScenarioErrors) as caught:
        load(source, sets)
    return str(caught.value)


def child(folder: Path, *sets: str) -> Scenario:
    study(folder, BASE, "base.yaml")
    return load(study(folder, CHILD), sets)


def test_a_file_extends_another_map_by_map_and_value_by_value(tmp_path: Path) -> None:
    scenario = child(tmp_path)
    assert scenario.name == "Child"
    assert scenario.alternatives == ("nothing", "more")
    world = scenario.world("nothing")
    assert world.stage == 3
    assert world.staff == {"data_scientist": 8, "it_engineer": 7}
    assert world.process["release.deploy.effort"] == parse_distribution("3 days")
    # A distribution is one value: the other family replaces it whole.
    wrap = parse_distribution({"exponential": {"mean": "2 days"}})
    assert world.process["release.wrap.effort"] == wrap


def test_a_mistake_in_what_is_extended_is_placed_there(tmp_path: Path) -> None:
    study(tmp_path, BASE.replace("1 year", "1 yaer"), "base.yaml")
    text = refused(study(tmp_path, CHILD.replace("name: Child\n", "name: Child\nsed: 1\n")))
    assert "base.yaml:2:10: horizon" in text
    assert "study.yaml:2:1: sed" in text


def test_a_library_scenario_is_found_by_name_from_any_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = tmp_path / "library"
    shelf.mkdir()
    study(shelf, BASE, "retailer.yaml")
    monkeypatch.setattr(library, "library_folder", lambda: tmp_path)
    monkeypatch.chdir(shelf)
    assert load("retailer").name == "Base"
    other = tmp_path / "elsewhere"
    other.mkdir()
    path = study(other, "name: Mine\nextends: retailer\n")
    assert load(path).world().stage == 3
    assert "did you mean: retailer" in refused(study(other, "name: x\nextends: retialer\n"))
    assert "did you mean: retailer" in refused("retialer")


@pytest.mark.parametrize(
    ("extends", "words"),
    [
        ("missing.yaml", "there is no file"),
        ("bsae.yaml", "did you mean: base.yaml"),
        ("study.yaml", "in a circle"),
        ("./study.yaml", "in a circle"),
        ("../base.yaml", "outside the folder"),
        ("/etc/passwd", "outside the folder"),
        ("sub/base.yaml", "outside the folder"),
        ('"..\\\\base.yaml"', "outside the folder"),
        ("..", "in the library"),
        (".hidden.yaml", "in the library"),
        ("link.yaml", "a link that leads out"),
        ("folder.yaml", "there is no file"),
        ("pipe.yaml", "there is no file"),
        ("<b>", "in the library"),
        ("''", "in the library"),
        ("{a: b}", "where one value is wanted"),
        ("binary.yaml", "not UTF-8"),
        ("list.yaml", "a list where a map"),
    ],
)
def test_nothing_else_is_extended(extends: str, words: str, tmp_path: Path) -> None:
    folder = tmp_path / "here"
    folder.mkdir()
    study(tmp_path, BASE, "base.yaml")
    study(folder, BASE, "base.yaml")
    study(folder, "- a\n", "list.yaml")
    (folder / "binary.yaml").write_bytes(b"\xff\xfb")
    (folder / "link.yaml").symlink_to(tmp_path / "base.yaml")
    (folder / "folder.yaml").mkdir()
    os.mkfifo(folder / "pipe.yaml")
    assert words in refused(study(folder, f"name: x\nextends: {extends}\n"))


def test_a_link_within_the_folder_is_followed(tmp_path: Path) -> None:
    study(tmp_path, BASE, "base.yaml")
    (tmp_path / "link.yaml").symlink_to("base.yaml")
    assert load(study(tmp_path, "name: x\nextends: link.yaml\n")).world().stage == 3


def test_circles_and_long_chains_are_refused(tmp_path: Path) -> None:
    study(tmp_path, "name: a\nextends: b.yaml\n", "a.yaml")
    study(tmp_path, "name: b\nextends: a.yaml\n", "b.yaml")
    assert "b.yaml:2:10: extends: it extends itself" in refused(tmp_path / "a.yaml")
    for number in range(20):
        study(tmp_path, f"name: x\nextends: c{number + 1}.yaml\n", f"c{number}.yaml")
    study(tmp_path, "name: x\n", "c20.yaml")
    assert "a chain of more than 10 files" in refused(tmp_path / "c0.yaml")


@pytest.mark.parametrize(
    "source", ["no-such-thing", "", "a\0b", "x" * 5000, "<script>", "../../etc/passwd", "a\u202eb"]
)
def test_a_source_that_is_none(
    source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert "there is no such scenario" in refused(source)
    assert "\u202e" not in refused(source)


def test_a_source_that_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "a directory" in refused(tmp_path)
    assert "not an ordinary file" in refused(tmp_path / "pipe")
    assert "not an ordinary file" in refused("/dev/zero")
    study(tmp_path, BASE)
    near = f"did you mean: {tmp_path / 'study.yaml'}"
    assert near in refused(tmp_path / "studdy.yaml")


def test_a_byte_order_mark_and_windows_lines_are_read(tmp_path: Path) -> None:
    path = tmp_path / "study.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + BASE.replace("\n", "\r\n").encode())
    assert load(path) == load(study(tmp_path, BASE, "other.yaml"))


def test_what_is_set_wins_over_everything_the_file_says(tmp_path: Path) -> None:
    scenario = child(
        tmp_path, "horizon=2 years", "process.release.deploy.effort={fixed: {value: 1 day}}"
    )
    world = scenario.world("more")
    assert world.horizon == 2 * child(tmp_path).world().horizon
    assert world.process["release.deploy.effort"] == parse_distribution("1 day")
    assert scenario.world("more").staff["it_engineer"] == 9
    # It wins over the alternatives too, which here leaves nothing to compare.
    text = refused(tmp_path / "study.yaml", "organisation.staff.it_engineer=5")
    assert "'more' is the same as 'nothing'" in text


def test_a_setting_reaches_into_alternatives_and_comparison(tmp_path: Path) -> None:
    scenario = child(
        tmp_path,
        "alternatives.more.organisation.staff.it_engineer=11",
        'alternatives."nothing".process.shift.rate=1 / year',
        "compare.replications=7",
        "compare.replications=8",
    )
    assert scenario.world("more").staff["it_engineer"] == 11
    assert scenario.world("nothing").process["shift.rate"] == parse_rate("1 / year")
    assert scenario.replications == 8


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("horizon", "--set 'horizon': no setting"),
        ("=3", "no setting"),
        ("", "no setting"),
        ("horizn=3 years", "did you mean: horizon"),
        ("horizon=3", "--set 'horizon=3': horizon: '3': the unit is missing"),
        ("horizon=", "--set 'horizon=': horizon"),
        ("horizon='3", "--set 'horizon='3': not YAML"),
        ("horizon=&a 3 years", "the anchor"),
        ("process.release.deploy.efort=3 days", "did you mean: process.release.deploy.effort"),
        ("release.deploy.effort=3 days", "did you mean: process.release.deploy.effort"),
        ("release.deploy.efort=3 days", "did you mean: process.release.deploy.effort"),
        ("models=20", "did you mean: portfolio.models"),
        ("data_scientist=9", "did you mean: organisation.staff.data_scientist"),
        ("replications=9", "did you mean: compare.replications"),
        ("organisation.staff.data_scientist=+1", "did you mean: 9"),
        ("organisation.staff.it_engineer=+1", "without a sign\n"),
        ("process.release=3 days", "a group of parameters"),
        ("alternatives.mroe.portfolio.models=3", "did you mean: more"),
        ("contexts.a.portfolio.models=3", "among the contexts"),
        ("extends=other.yaml", "cannot be set"),
        ("a" * 10_000 + "=3", "there is no key"),
        (".".join("a" * 100) + "=3", "no setting"),
    ],
)
def test_a_setting_that_cannot_be(setting: str, words: str, tmp_path: Path) -> None:
    study(tmp_path, BASE, "base.yaml")
    assert words in refused(study(tmp_path, CHILD), setting) + "\n"


def test_a_mistake_says_which_setting_it_is_in(tmp_path: Path) -> None:
    study(tmp_path, BASE, "base.yaml")
    sets = ["portfolio.models=x", "seed=1", "horizon=3"]
    lines = refused(study(tmp_path, CHILD), *sets).splitlines()
    assert [line.split(": ")[0] for line in lines] == [
        "--set 'portfolio.models=x'",
        "--set 'horizon=3'",
    ]
