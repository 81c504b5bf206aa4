"""The block `sweep`: what may be varied, over what; a point is what `--set` would make of it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from sim.process import PARAMETERS
from sim.scenario import ScenarioErrors, load
from sim.scenario.axes import Level
from sim.scenario.flat import flat
from sim.scenario.layers import gather
from sim.scenario.leaves import leaf_of
from sim.scenario.library import library_folder
from sim.scenario.points import scenario_at
from sim.scenario.quantities import BY_KIND
from sim.scenario.sweeping import Asked, ask, sweep_of
from sim.scenario.tree import Map, Mark
from sim.units import Distribution, parse_distribution
from tests.contract.planted_sweeps import HEAD, PLANTED
from tests.contract.suggested import assert_a_remedy
from tests.contract.test_scenario_mistakes import mistakes_of, places

NOTHING = Map(Mark("", 1, 1), {})
OWN = """\
define_capabilities:
  ours:
    build: {it_engineer: {value: 40 days, low: 20 days, high: 80 days}}
    licence: 180_000 USD / year
    effects: {shift.rate: {times: 0.5}, release.deploy.effort: {plus: -0.5 days}}
"""


@pytest.mark.parametrize("planted", PLANTED)
def test_a_mistake_is_placed_and_a_remedy_named(planted: str, tmp_path: Path) -> None:
    text, expected = PLANTED[planted]
    found = mistakes_of(HEAD + text, tmp_path)
    assert places(found) == expected
    for one in found:
        assert one.file == str(tmp_path / "study.yaml")
        if one.suggestion is not None:
            assert_a_remedy(HEAD + text, one, tmp_path / "study.yaml")


def asked(text: str, folder: Path, *over: str, **options: Any) -> Asked:
    path = folder / "s.yaml"
    path.write_text(text)
    layers = gather(path, ())
    ask(layers, over, **options)
    if layers.mistakes:
        raise ScenarioErrors(layers.mistakes)
    return sweep_of(layers)


def levels(text: str, folder: Path, *over: str) -> list[list[tuple[float, str]]]:
    spreads = asked(text, folder, *over).spreads
    return [[(level.value, level.text) for level in one.levels] for one in spreads]


def test_ways_to_say_it(tmp_path: Path) -> None:
    alone = levels("name: x\nsweep: {over: process.shift.loss}\n", tmp_path)
    listed = levels("name: x\nsweep: {over: [process.shift.loss]}\n", tmp_path)
    mapped = levels("name: x\nsweep: {over: {process.shift.loss: {}}}\n", tmp_path)
    nested = levels("name: x\nsweep: {over: {process: {shift: {loss: {}}}}}\n", tmp_path)
    option = levels("name: x\n", tmp_path, "process.shift.loss")
    assert alone == listed == mapped == nested == option
    row = PARAMETERS["shift.loss"]
    assert (alone[0][0][1], alone[0][-1][1]) == (row.low, row.high)
    assert len(alone[0]) == 5


def test_ranges_are_even_or_grow_by_a_factor_and_whole_where_they_must_be(tmp_path: Path) -> None:
    text = """\
name: x
sweep:
  over:
    process.shift.rate: {from: 1 / year, to: 8 / year, steps: 4, log: true}
    organisation.improvement_reserve.it_engineer: {from: 0 %, to: 30 %, steps: 4}
    portfolio.models: {from: 20, to: 50, steps: 3}
    process.people.salary.it_engineer: [95_000 USD / year, 100 k USD / year]
    horizon: {from: 1 year, to: 2 years, steps: 3}
"""
    rate, reserve, models, salary, horizon = levels(text, tmp_path)
    assert [value for value, _ in rate] == [1, 2, 4, 8]
    assert reserve == [(0.0, "0 %"), (0.1, "10 %"), (0.2, "20 %"), (0.3, "30 %")]
    assert [value for value, _ in models] == [20, 35, 50]
    assert [value for value, _ in salary] == [95_000, 100_000]
    assert [value for value, _ in horizon] == [252, 378, 504]
    units = [one.axis.unit for one in asked(text, tmp_path).spreads]
    assert units == ["1 / year", "share", "", "USD / year", "working days"]


def test_one_at_a_time_takes_the_ends_of_a_range(tmp_path: Path) -> None:
    text = "name: x\nsweep: {over: process.shift.loss, design: one_at_a_time}\n"
    assert len(levels(text, tmp_path)[0]) == 2


def test_options_take_the_place_of_what_the_file_says(tmp_path: Path) -> None:
    text = "name: x\nsweep: {over: process.shift.loss, design: sobol, points: 8}\n"
    found = asked(text, tmp_path, "portfolio.models=[3, 4]", points=16)
    assert [one.axis.name for one in found.spreads] == ["portfolio.models"]
    assert (found.design, found.points) == ("sobol", 16)


def test_ranges_from_python(tmp_path: Path) -> None:
    over = {
        "portfolio.models": [20, 40],
        "process.release.deploy.effort": {"from": 1.5, "to": 3, "steps": 2},
        "process.shift.loss": ["10 %", 0.25],
        "process.shift.rate": None,
        "process.people.salary.it_engineer": {"from": 90_000, "to": 120_000.5},
    }
    path = tmp_path / "s.yaml"
    path.write_text("name: x\n")
    layers = gather(path, ())
    ask(layers, over)
    found = [[one.value for one in spread.levels] for spread in sweep_of(layers).spreads]
    assert found[0] == [20, 40]
    assert found[1] == [1.5, 3]
    assert found[2] == [0.1, 0.25]
    assert found[3][0] == float(str(PARAMETERS["shift.rate"].low).split()[0])
    assert (found[4][0], found[4][-1]) == (90_000, 120_000.5)


@pytest.mark.parametrize(
    ("over", "words"),
    [
        (["x="], "no range of anything"),
        (["=3"], "no range of anything"),
        (["portfolio.models"], "no documented range"),
        (["portfolio.models=[1"], "not YAML"),
        (["portfolio.models=[1, 2]", "portfolio.models=[1, 2]"], "varied twice"),
        (["portfolio.models=&a [1, 2]"], "the anchor"),
        (["process.shift.loss", "portfolio.models=[1, -2]"], "totals, not changes"),
    ],
)
def test_an_option_that_cannot_be(over: Sequence[str], words: str, tmp_path: Path) -> None:
    with pytest.raises(ScenarioErrors) as refused:
        asked("name: x\n", tmp_path, *over)
    assert words in str(refused.value)
    assert str(refused.value).startswith("--over '")


def test_a_resolved_scenario_and_one_without_a_sweep_are_told(tmp_path: Path) -> None:
    from sim.scenario import write

    with pytest.raises(ScenarioErrors, match="nothing is swept"):
        asked("name: x\n", tmp_path)
    (tmp_path / "s.yaml").write_text("name: x\n")
    resolved = write(load(tmp_path / "s.yaml"))
    with pytest.raises(ScenarioErrors, match="a resolved scenario takes no sweep"):
        asked(resolved, tmp_path)
    with pytest.raises(ScenarioErrors, match="a resolved scenario takes no sweep"):
        asked(resolved, tmp_path, "portfolio.models=[1, 2]")


SETTABLE = [
    ("portfolio.use_cases", "24 / year"),
    ("organisation.stage", "3"),
    ("organisation.staff.data_scientist", "7"),
    ("organisation.improvement_reserve.it_engineer", "12 %"),
    ("organisation.training_slots", "4"),
    ("organisation.investment_budget", "300 k USD"),
    ("horizon", "2 years"),
    ("history", "3 months"),
    ("process.shift.rate", "2 / year"),
    ("process.people.salary.it_engineer", "95_000 USD / year"),
    ("process.refresh.cadence", "90 days"),
    ("alternatives.b.organisation.staff.it_engineer", "9"),
    ("contexts.many.portfolio.models", "50"),
    ("changes.hire.staff.it_engineer", "8"),
    ("changes.hire.at", "200 days"),
    ("alternatives.b.investments.feature_store.start", "30 days"),
    ("define_capabilities.ours.build.it_engineer", "30 days"),
    ("define_capabilities.ours.licence", "90_000 USD / year"),
    ('define_capabilities.ours.effects."shift.rate".times', "0.25"),
    ('define_capabilities.ours.effects."release.deploy.effort".plus', "-0.25 days"),
]
OTHERS = {"organisation.stage": "2", "organisation.improvement_reserve.it_engineer": "1 %"}
BASE = f"""\
name: x
{OWN}
organisation: {{stage: 4, with: [ours]}}
changes: {{hire: {{at: 1 year, staff: {{it_engineer: 6}}}}}}
contexts: {{few: {{}}, many: {{portfolio: {{models: 40}}}}}}
alternatives:
  a: {{}}
  b:
    organisation: {{staff: {{it_engineer: 12}}}}
    investments: {{feature_store: {{start: now}}}}
"""


@pytest.mark.parametrize(("path", "text"), SETTABLE)
def test_a_point_is_what_a_setting_makes_of_the_scenario(
    path: str, text: str, tmp_path: Path
) -> None:
    file = tmp_path / "s.yaml"
    file.write_text(BASE)
    layers = gather(file, ())
    ask(layers, {path: [text, OTHERS.get(path, f"1{text.lstrip('-')}")]})
    (spread,) = sweep_of(layers).spreads
    found = scenario_at(layers, [spread.axis], [spread.levels[0]])
    assert found == load(file, [f"{path}={text}"])
    assert found != load(file)
    assert scenario_at(layers, [spread.axis], [None]) == load(file)


def test_every_parameter_that_is_a_number_may_be_varied_over_its_range() -> None:
    for name, row in PARAMETERS.items():
        leaf = leaf_of(["process", *name.split(".")], NOTHING)
        assert (leaf is not None) == (row.kind in BY_KIND)
        if leaf is not None:
            assert (leaf.low, leaf.high) == (row.low, row.high)


def test_an_effort_keeps_its_form_and_gets_another_mean(tmp_path: Path) -> None:
    file = tmp_path / "s.yaml"
    text = "name: x\nprocess: {release.test.effort: {exponential: {mean: 3 days}}}\n"
    text += (
        "alternatives: {a: {}, b: {process: {release.test.effort: 9 days, shift.rate: 1 / year}}}\n"
    )
    file.write_text(text)
    layers = gather(file, ())
    ask(layers, {"process.release.test.effort": [1, 2], "process.release.check.effort": [4, 5]})
    axes = [one.axis for one in sweep_of(layers).spreads]
    found = scenario_at(layers, axes, [one.levels[0] for one in sweep_of(layers).spreads])
    for cell in found.cells:  # above everything, so in the alternatives, too
        test, check = (cell.world.process[f"release.{n}.effort"] for n in ("test", "check"))
        assert test == parse_distribution({"exponential": {"mean": "1 day"}}, "days")
        assert isinstance(check, Distribution)
        assert (check.family, check.mean()) == ("lognormal", 4)
        assert dict(check.arguments)["cv"] == 0.6


def test_own_figures_have_their_own_range(tmp_path: Path) -> None:
    found = levels(BASE, tmp_path, "define_capabilities.ours.build.it_engineer={steps: 3}")
    assert found == [[(20.0, "20 days"), (50.0, "50 days"), (80.0, "80 days")]]


def test_what_is_wrong_at_a_point_alone_has_the_place_of_its_level(tmp_path: Path) -> None:
    file = tmp_path / "s.yaml"
    text = "name: x\nalternatives: {a: {}, b: {organisation: {staff: {it_engineer: 9}}}}\n"
    file.write_text(f"{text}sweep: {{over: {{organisation.staff.it_engineer: [8, 9]}}}}\n")
    load(file)  # the scenario itself is well
    layers = gather(file, ())
    (spread,) = sweep_of(layers).spreads
    with pytest.raises(ScenarioErrors) as refused:
        scenario_at(layers, [spread.axis], [spread.levels[1]])
    (mistake,) = refused.value.mistakes
    assert "'b' is the same as 'a'" in mistake.found
    nobody = Level(0.0, "0", Mark("points.csv", 7, 3))
    with pytest.raises(ScenarioErrors) as refused:
        scenario_at(layers, [spread.axis], [nobody])
    assert {(one.file, one.line, one.column) for one in refused.value.mistakes} >= {
        ("points.csv", 7, 3)
    }


@pytest.mark.parametrize(
    "path", sorted(library_folder().glob("**/*.yaml")), ids=lambda path: path.stem
)
def test_a_scenario_written_flat_is_the_same(path: Path, tmp_path: Path) -> None:
    (tmp_path / "flat.yaml").write_text(flat(gather(path, ()).file))
    assert load(tmp_path / "flat.yaml") == load(path)
    assert gather(tmp_path / "flat.yaml", ()).file.plain() == {
        key: value for key, value in gather(path, ()).file.plain().items() if key != "extends"
    }
