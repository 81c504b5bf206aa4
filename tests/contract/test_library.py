"""The organisations of the library: what each says, and in what the five of the stages differ."""

from itertools import takewhile
from pathlib import Path

import pytest
from ruamel.yaml import YAML

import sim
from sim.scenario import library
from sim.scenario.remarking import remarks

FOLDER = Path(__file__).parents[2] / "scenarios" / "library"
FIVE = {
    1: "stage-1-insurer",
    2: "stage-2-retailer",
    3: "stage-3-retailer",
    4: "stage-4-retailer",
    5: "stage-5-marketplace",
}
OTHERS = {"advertiser", "bank", "start-up"}
MAY_DIFFER = {
    "name": None,
    "organisation": {"stage", "staff", "training_slots"},
    "portfolio": {"models", "use_cases"},
}
"""In what the five may differ: nothing that says how work is done, but the stage."""


def test_these_are_all() -> None:
    assert set(library.organisations()) == {*FIVE.values(), *OTHERS}


def transgressions(path: Path) -> list[str]:
    """Keys of a file by which an organisation of a stage would be more than that."""
    tree = YAML(typ="safe").load(path.read_text())
    found = [key for key in tree if key not in MAY_DIFFER]
    for key, allowed in MAY_DIFFER.items():
        if allowed is not None:
            found += [f"{key}.{inner}" for inner in tree.get(key, {}) if inner not in allowed]
    return found


@pytest.mark.parametrize("stage", FIVE)
def test_the_five_differ_in_stage_staff_portfolio_and_domain_only(stage: int) -> None:
    assert transgressions(FOLDER / f"{FIVE[stage]}.yaml") == []
    assert sim.load(FIVE[stage]).world().stage == stage


def test_a_transgression_is_noticed(tmp_path: Path) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_text(
        "name: x\nprocess: {people.leaver_loss: 10 %}\nhorizon: 1 year\n"
        "organisation: {stage: 2, without: [ml_canvas]}\n"
    )
    assert transgressions(mine) == ["process", "horizon", "organisation.without"]


@pytest.mark.parametrize("stage", FIVE)
def test_the_five_keep_the_rules_that_their_comments_state(stage: int) -> None:
    world = sim.load(FIVE[stage]).world()
    scientists = world.staff["data_scientist"]
    assert world.use_cases * 252 == pytest.approx(6 * scientists)
    assert world.training_slots == -(-scientists // 5)
    assert world.models == {1: 0, 2: 20, 3: 20, 4: 40, 5: 150}[stage]


@pytest.mark.parametrize("name", library.organisations())
def test_each_says_who_it_is_and_nobody_asks_whether_it_is_meant(name: str) -> None:
    schema, *lines = (FOLDER / f"{name}.yaml").read_text().splitlines()
    assert schema == "# yaml-language-server: $schema=../schema.json"
    story = list(takewhile(lambda line: line.startswith("# "), lines))
    assert len(story) >= 2
    assert list(remarks(sim.load(name))) == []


@pytest.mark.parametrize("name", library.organisations())
def test_each_lives(name: str) -> None:
    world = sim.load(name, ["history=1 quarter", "horizon=1 quarter"]).world()
    assert sim.simulate(world, seed=1).check() == []


def test_the_page_says_who_they_are() -> None:
    page = (FOLDER.parents[1] / "docs" / "scenarios.md").read_text()
    for name in library.organisations():
        world = sim.load(name).world()
        heads = ", ".join(str(world.staff[role]) for role in ("data_scientist", "it_engineer"))
        [row] = [line for line in page.splitlines() if line.startswith(f"| `{name}` |")]
        assert row.split(" | ")[2:] == [str(world.stage), heads, f"{world.models} |"]
