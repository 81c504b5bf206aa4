"""Every scenario that comes with mlorg can be loaded, by its path and by its name."""

from collections import Counter
from pathlib import Path

import pytest

import sim
from sim.scenario import library

SHIPPED = sorted((Path(__file__).parents[2] / "scenarios").rglob("*.yaml"))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_it_loads_by_path_and_by_name(path: Path) -> None:
    scenario = sim.load(path)
    assert scenario.cells
    assert sim.load(path.stem).hash == scenario.hash


def test_the_library_knows_them_all() -> None:
    assert library.names() == tuple(sorted(path.stem for path in SHIPPED))
    assert [library.find(path.stem) for path in SHIPPED] == SHIPPED


def test_no_two_have_one_name() -> None:
    twice = [name for name, times in Counter(path.stem for path in SHIPPED).items() if times > 1]
    assert twice == []


@pytest.mark.parametrize("name", ["../pyproject", "library/x", "/etc/passwd", "", ".", "nobody"])
def test_no_name_leaves_the_library(name: str) -> None:
    assert library.find(name) is None
