"""Capabilities that a scenario defines are like the built-in ones, or refused where they stand."""

import json
import pickle
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from analysis.report import defined
from analysis.report.html.elements import text
from analysis.report.html.inputs import inputs
from analysis.study.compare import Study
from sim import simulate
from sim.capabilities import CAPABILITIES
from sim.capability import How
from sim.catalogue import Catalogue
from sim.process import PARAMETERS
from sim.scenario import Scenario, ScenarioErrors, load, write
from sim.scenario.composition import required_by
from sim.scenario.machine import World
from sim.scenario.own_capabilities import definitions, own
from sim.units import parse_distribution
from tests.contract.planted_definitions import PLANTED
from tests.contract.suggested import assert_a_remedy, mistakes_in
from tests.contract.test_scenario_mistakes import places
from tests.contract.typed import mlorg
from tests.worlds.logs import digest

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "own-capability.yaml"
every = pytest.mark.parametrize("name", CAPABILITIES)


def loaded(folder: Path, document: Any, *sets: str) -> Scenario:
    path = folder / "study.yaml"
    path.write_text(document if isinstance(document, str) else json.dumps(document))
    return load(path, sets)


def twins(folder: Path, name: str, **more: Any) -> tuple[Scenario, Scenario]:
    """A scenario that holds a capability, and one that holds its twin of another name."""
    needs = sorted(required_by(name))
    twin = f"zz_{name}"
    words = definitions(CAPABILITIES.extended([replace(CAPABILITIES[name], name=twin)]))
    held = ({"stage": 1, "with": [*needs, one]} for one in (name, twin))
    built_in, ours = ({"name": "x", "organisation": one, **words, **more} for one in held)
    return loaded(folder, built_in), loaded(folder, ours)


@every
def test_a_twin_of_a_built_in_capability_has_its_figures_and_makes_its_rows(
    name: str, tmp_path: Path
) -> None:
    built_in, ours = (scenario.world() for scenario in twins(tmp_path, name))
    (row,) = own(ours.capabilities)
    original = CAPABILITIES[name]
    assert replace(row, name=name, effects=()) == replace(
        original,
        effects=(),
        requires=tuple(sorted(original.requires)),
        supersedes=tuple(sorted(original.supersedes)),
    )
    assert sorted(map(str, row.effects)) == sorted(map(str, original.effects))
    assert ours.process == built_in.process


def without_upkeep(world: World) -> World:
    """The world with nothing to keep up: when that comes is luck, keyed by the name."""
    rows = (replace(row, upkeep={}) for row in world.capabilities.values())
    return world.model_copy(update={"capabilities": Catalogue(rows)})


@pytest.mark.parametrize("name", ["continuous_deployment", "feature_store", "ml_canvas"])
def test_a_twin_makes_the_same_history_byte_for_byte(name: str, tmp_path: Path) -> None:
    more = {"horizon": "6 months", "history": "6 months"}
    worlds = (without_upkeep(one.world()) for one in twins(tmp_path, name, **more))
    built_in, ours = (digest(simulate(one, seed=1, events=True)) for one in worlds)
    assert ours == built_in


def test_what_a_capability_is_called_changes_no_bit(tmp_path: Path) -> None:
    def made(names: tuple[str, str, str]) -> object:
        factors = dict(zip(names, ("0.9", "0.7", "0.1"), strict=True))
        effects = {
            name: {"effects": {"shift.loss": {"times": value}}} for name, value in factors.items()
        }
        return {
            "name": "x",
            "define_capabilities": effects,
            "organisation": {"stage": 1, "with": list(names)},
        }

    one, other = (loaded(tmp_path, made(names)).world() for names in (tuple("abc"), tuple("cab")))
    assert one.process == other.process


def test_the_example_says_what_it_does() -> None:
    scenario = load(EXAMPLE)
    ours = scenario.world("managed serving")
    before = scenario.world("as today")
    assert "managed_serving" in ours.held
    assert ours.stage == before.stage
    row = ours.capabilities["managed_serving"]
    assert (row.lead_time.value, row.price and row.price.value) == ("2 months", "50_000 USD")
    assert row.build["it_engineer"].low == "20 days"
    assert row.build["it_engineer"].source == "vendor's offer"
    assert row.upkeep["it_engineer"].low is None
    assert row.upkeep["it_engineer"].source == "this scenario"
    differing = {one for one in PARAMETERS if ours.process[one] != before.process[one]}
    assert differing == {effect.parameter for effect in row.effects}
    assert {effect.how for effect in row.effects} == set(How)


def test_it_is_held_from_a_change_on_and_left_out_again(tmp_path: Path) -> None:
    text = (
        "name: x\ndefine_capabilities: {ours: {effects: {shift.loss: {set: 7 %}}}}\n"
        "changes:\n  a: {at: 1 year, with: [ours]}\n  b: {at: 2 years, without: [ours]}\n"
    )
    world = loaded(tmp_path, text).world()
    first, second = world.changes
    assert (first.process["shift.loss"], second.process) == (0.07, world.process)  # type: ignore[index]


def test_what_the_scenario_says_is_final_and_every_kind_of_value_can_be_set(
    tmp_path: Path,
) -> None:
    text = (
        "name: x\norganisation: {with: [ours]}\nprocess: {shift.loss: 9 %}\n"
        "define_capabilities:\n  ours:\n    effects:\n      shift.loss: {set: 1 %}\n"
        "      release.wrap.effort: {set: {lognormal: {mean: 3 days, cv: 0.4}}}\n"
        "      people.preempting: {set: []}\n"
        "      refresh.cadence: {set: {value: 20 days, low: 10 days, high: 30 days}}\n"
        "      release.test.effort:\n"
        "        set: {value: {fixed: {value: 1 day}}, low: 1 hour, high: 2 days}\n"
    )
    process = loaded(tmp_path, text).world().process
    assert process["shift.loss"] == 0.09
    assert process["people.preempting"] == ()
    expected = parse_distribution({"lognormal": {"mean": "3 days", "cv": 0.4}})
    assert process["release.wrap.effort"] == expected
    assert process["release.test.effort"] == parse_distribution("1 day")


@every
def test_the_resolved_form_reads_back_to_an_equal_scenario(name: str, tmp_path: Path) -> None:
    _, ours = twins(tmp_path, name)
    again = loaded(tmp_path, write(ours))
    assert (again, again.hash) == (ours, ours.hash)
    assert pickle.loads(pickle.dumps(ours)) == ours
    assert write(again) == write(ours)


def test_the_hash_knows_what_is_defined(tmp_path: Path) -> None:
    text = "name: x\ndefine_capabilities: {ours: {price: 5 USD}}\n"
    one, other = loaded(tmp_path, text), loaded(tmp_path, text.replace("5", "6"))
    assert len({one.hash, other.hash, loaded(tmp_path, "name: x\n").hash}) == 3
    assert own(one.world().capabilities) != own(other.world().capabilities)


def test_a_resolved_file_is_checked_like_any_other(tmp_path: Path) -> None:
    text = write(load(EXAMPLE))
    wrong = text.replace("{times: 0.4}", "{times: 0.4, set: 1 / year}")
    assert wrong != text
    with pytest.raises(ScenarioErrors, match="set and times in one effect"):
        loaded(tmp_path, wrong)
    wrong = text.replace("{plus: -0.5 days}", "{plus: -50 days}")
    assert wrong != text
    with pytest.raises(ScenarioErrors, match=r"development\.access\.effort out of its bounds"):
        loaded(tmp_path, wrong)


def test_layers_merge_by_name_and_an_effect_is_whole(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text(
        "name: base\ndefine_capabilities:\n  ours: {title: Ours, build: {it_engineer: 3 days},\n"
        "    effects: {shift.loss: {set: 7 %}, shift.rate: {times: 2}}}\n"
    )
    text = (
        "name: x\nextends: base.yaml\norganisation: {with: [ours]}\ndefine_capabilities:\n"
        "  ours: {build: {data_scientist: 1 day}, effects: {shift.loss: {times: 0.5}}}\n"
    )
    (row,) = own(loaded(tmp_path, text).world().capabilities)
    assert row.title == "Ours"
    assert {role: figure.value for role, figure in row.build.items()} == {
        "data_scientist": "1 day",
        "it_engineer": "3 days",
    }
    assert {one.parameter: str(one.how) for one in row.effects} == {
        "shift.loss": "times",
        "shift.rate": "times",
    }
    (row,) = own(loaded(tmp_path, text, "define_capabilities.ours.title=Mine").world().capabilities)
    assert row.title == "Mine"
    with pytest.raises(ScenarioErrors, match="there is no 'our'"):
        loaded(tmp_path, text, "define_capabilities.our.title=Mine")


@pytest.mark.parametrize("planted", PLANTED)
def test_a_mistake_is_placed_and_a_remedy_named(planted: str, tmp_path: Path) -> None:
    text, expected, words = PLANTED[planted]
    path = tmp_path / "study.yaml"
    found = mistakes_in(text, path)
    assert places(found) == expected
    assert words in found[0].found
    assert all(one.allowed for one in found)
    for mistake in found:
        if mistake.suggestion is not None:
            assert_a_remedy(text, mistake, path)


@pytest.mark.usefixtures("here")
class TestCommands:
    """`mlorg list` and `mlorg show` know them."""

    def test_they_are_listed_with_a_scenario(self) -> None:
        rows = json.loads(mlorg("list", "capabilities", str(EXAMPLE), "--json").stdout)
        assert [row["capability"] for row in rows] == [*CAPABILITIES, "managed_serving"]
        assert rows[-1]["build"]["it_engineer"]["range"] == "20 days to 80 days"
        assert rows[-1]["upkeep"]["it_engineer"]["range"] is None
        assert "managed_serving" in mlorg("list", "capabilities", str(EXAMPLE)).stdout
        assert "managed_serving" not in mlorg("list", "capabilities").stdout
        done = mlorg("list", "stages", str(EXAMPLE))
        assert (done.exit_code, "only `capabilities`" in done.stderr) == (2, True)
        assert mlorg("list", "capabilities", "no-such-scenario").exit_code == 2

    def test_they_are_shown_beside_the_built_in_ones(self) -> None:
        lines = mlorg("show", str(EXAMPLE)).stdout.splitlines()
        start = lines.index("Own capabilities, and what is held")
        table = lines[start + 2 : lines.index("", start)]
        assert table[0].split()[:3] == ["managed_serving", "own", "no"]
        assert any(line.split()[:4] == ["it_serving", "built", "in", "yes"] for line in table)
        assert "operate.tend_server.rate times 0.4" in " ".join(" ".join(table).split())
        document = json.loads(mlorg("show", str(EXAMPLE), "--json").stdout)
        assert [row["capability"] for row in document["defines"]] == ["managed_serving"]
        lines = mlorg("show", str(EXAMPLE), "--alternative", "managed serving").stdout.splitlines()
        whose = [line for line in lines if line.startswith("operate.tend_server.rate")]
        assert "managed_serving" in whose[0]

    def test_nothing_is_shown_where_nothing_is_defined(self) -> None:
        assert "Own capabilities" not in mlorg("show", "one-more-engineer").stdout

    def test_their_figures_are_among_the_assumptions_of_the_report(self) -> None:
        rows = [row for row in defined.figures(load(EXAMPLE)).rows if row[0] == "managed_serving"]
        page = str(inputs(Study(load(EXAMPLE), ())))
        assert ("managed_serving", "build it_engineer") in [row[:2] for row in rows]
        assert any(row[1].startswith("operate.tend_server.rate times") for row in rows)
        for row in rows:
            assert "".join(f"<td>{text(cell)}</td>" for cell in row[1:]) in page
        assert "Own capabilities" not in str(inputs(Study(load("one-more-engineer"), ())))
