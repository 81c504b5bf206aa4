"""docs/effects.md: how its table is made, and that what it says of directions is so."""

import re
from pathlib import Path

import numpy as np
import pytest

import analysis
from analysis.report import effects
from analysis.report.words import number
from analysis.study.family import adjust
from analysis.study.statistics import Paired, paired


def difference(*worlds: float) -> Paired:
    """A capability that adds this to the net value of each world."""
    return paired(np.array(worlds), np.zeros(len(worlds)), better="up", confidence=effects.LEVEL)


SEEMS_TO_PAY = difference(1.0, 2.0, 3.0, 1.5, 2.5, 0.2)


def test_what_pays_by_itself_is_not_told_apart_among_many() -> None:
    [alone] = adjust([SEEMS_TO_PAY], effects.LEVEL)
    assert effects.pays(SEEMS_TO_PAY, alone) == "yes (p 0.018)"
    first, *_ = adjust([SEEMS_TO_PAY] * 9, effects.LEVEL)
    assert effects.pays(SEEMS_TO_PAY, first) == "not told apart (p 0.162)"


def test_what_costs_for_certain_or_changes_nothing_is_said_so() -> None:
    costs, nothing = difference(*(-5.0 - one / 10 for one in range(9))), difference(0.0, 0.0, 0.0)
    judged = adjust([costs, nothing], effects.LEVEL)
    assert effects.pays(costs, judged[0]) == "no (p < 0.001)"
    assert effects.pays(nothing, judged[1]) == "no difference"


@pytest.mark.slow
def test_serving_ones_own_models_brings_releases_and_toil(tmp_path: Path) -> None:
    """Of the page's directions the clearest; kept, gone on with, and made into rows again."""
    for worlds in (2, 4):
        effects.live(1, tmp_path, worlds, jobs=1)
    study = effects.read(tmp_path, 1)
    value, delivered, releases, toil, _ = effects.effects(study, 1, "simple_serving")
    assert min(releases.low, toil.low, value.difference, delivered.difference) > 0
    rows = [line.split(" | ") for line in effects.table({1: study})[2:]]
    assert [(row[0], row[1], row[2]) for row in rows] == [
        (f"| `{name}`", "stage 1", "4") for name in effects.stages()[1]
    ]
    built = effects.effects(study, 1, "simple_serving", built=True)[0]
    assert rows[-1][-1].endswith(f"(p {number(len(rows) * built.p)}) |")


@pytest.mark.slow
@pytest.mark.parametrize("stage", effects.WORLDS)
def test_the_table_is_of_the_model_of_today(stage: int) -> None:
    """If not: python -m analysis.report.effects, and then the words of the page."""
    scenario = effects.scenario(stage, effects.stages()[stage])
    first = effects.first_world(analysis.compare(scenario, replications=1, jobs=1), stage)
    shown = effects.PAGE.read_text(encoding="utf-8").partition("<!-- first worlds -->")[2]
    assert first in re.split(r", |\.\n", shown.strip())
