"""The table of what common random numbers, a selection and antithetic pairs save."""

from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from analysis.study.compare import Study
from analysis.study.looks import look_for
from benchmarks.savings import in_pairs, main, table
from sim.scenario.tolerance import Tolerance
from tests.contract.planted_worlds import Planted, antithetic, gone, luck, scenario

pytestmark = pytest.mark.contract


def cells(lines: list[str]) -> list[list[str]]:
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:5]]


def in_twos(*columns: list[float]) -> Study:
    """The best and the baseline in 120 worlds that are pairs."""
    asked = antithetic(scenario(precision=None, replications=120))
    asked = asked.model_copy(update={"cells": asked.cells[:2]})
    return Study(asked, tuple(Planted(*columns).until(120, cells=(0, 1))))


def alone_by_hand(study: Study) -> float:
    """As many worlds of its own for each, as Student's interval at all looks is narrow after."""
    found = []
    for name in ("good", "bad"):
        a, b = study.values(None, "throughput", name, "base")
        quantile = stats.t.isf(stats.norm.sf(2.780), len(a) - 1)
        found.append(quantile**2 * (np.var(a, ddof=1) + np.var(b, ddof=1)) / 0.4**2)
    return float(max(found))


def test_what_is_shared_and_what_is_screened_out_is_saved() -> None:
    # Shared luck has nine times the variance of each alternative's own: 10 + 10 against 1 + 1.
    study = gone(scenario(precision=Tolerance(0.4)), Planted(*luck(0, 2, -4)))
    alone, shared, selected = cells(table(study, in_twos(*luck(0, 2))))
    size = study.courses[None].looks[-1]
    assert shared[1] == f"about {size}"
    assert alone[1] == f"about {look_for(alone_by_hand(study))}"
    assert look_for(alone_by_hand(study)) >= 4 * size
    assert selected[1:3] == [f"30 to {size}", str(2 * size + 30)]
    assert alone[3] == "100%"


def test_pairs_are_of_the_best_and_the_baseline_in_as_many_worlds() -> None:
    study = gone(scenario(precision=Tolerance(0.4)), Planted(*luck(0, 2, -4)))
    asked = in_pairs(study)
    assert asked.alternatives == ("base", "good")
    assert (asked.antithetic, asked.is_open) == (True, False)
    assert asked.replications == study.courses[None].looks[-1]


def test_pairs_that_are_alike_cost_more_and_mirror_images_nothing() -> None:
    study = gone(scenario(precision=Tolerance(0.4)), Planted(*luck(0, 2, -4)))
    a, b = study.values(None, "throughput", "good", "base")
    half = [np.array(column[:60]) for column in luck(0, 2, seed=5)]
    alike = in_twos(*(list(np.repeat(column, 2)) for column in half))
    ratio = 2 * np.var(half[1] - half[0], ddof=1) / np.var(a - b, ddof=1)
    told = table(study, alike)[-1]
    assert f"take {ratio:.2f} times as many replications" in told
    assert "correlate by +1.00 in 'good', by +1.00 in 'base' and by +1.00 in" in told
    mirrored = in_twos(*(list(np.stack([column, -column], 1).ravel()) for column in half))
    told = table(study, mirrored)[-1]
    assert "take 0.00 times as many" in told
    assert "by -1.00 in their difference" in told


@pytest.mark.slow
def test_the_page_shows_what_is_printed(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """If not: python -m benchmarks.savings, and then the words of docs/guarantee.md."""
    page = (root / "docs" / "guarantee.md").read_text("utf-8")
    shown = page.partition("<!-- savings: begin -->\n")[2].partition("<!-- savings: end -->")[0]
    assert main([]) == 0
    assert capsys.readouterr().out == shown
