"""The table of what common random numbers, a selection and antithetic pairs save."""

import numpy as np
import pytest

from benchmarks.savings import in_pairs, table
from sim.scenario.tolerance import Tolerance
from tests.contract.planted_worlds import Planted, antithetic, gone, luck, scenario

pytestmark = pytest.mark.contract


def cells(lines: list[str]) -> list[list[str]]:
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:5]]


def test_what_is_shared_and_what_is_screened_out_is_saved() -> None:
    # Shared luck has nine times the variance of each alternative's own: 10 + 10 against 1 + 1.
    study = gone(scenario(precision=Tolerance(0.4)), Planted(*luck(0, 2, -4)))
    pairs = gone(antithetic(scenario(precision=None, replications=120)), Planted(*luck(0, 2, -4)))
    alone, shared, selected = cells(table(study, pairs))
    size = study.courses[None].looks[-1]
    assert shared[1] == f"about {size}"
    assert int(alone[1].split()[1]) in (8 * size, 16 * size)
    assert selected[1:3] == [f"30 to {size}", str(2 * size + 30)]
    assert alone[3] == "100%"


def test_pairs_are_of_the_best_and_the_baseline_in_as_many_worlds() -> None:
    study = gone(scenario(precision=Tolerance(0.4)), Planted(*luck(0, 2, -4)))
    asked = in_pairs(study)
    assert asked.alternatives == ("base", "good")
    assert (asked.antithetic, asked.is_open) == (True, False)
    assert asked.replications == study.courses[None].looks[-1]


def test_pairs_that_are_alike_cost_twice_as_much() -> None:
    study = gone(scenario(precision=Tolerance(0.4)), Planted(*luck(0, 2, -4)))
    doubled = [list(np.repeat(column[:60], 2)) for column in luck(0, 2, -4, seed=5)]
    asked = antithetic(
        scenario(precision=Tolerance(1e-3), replications=120, indifference=Tolerance(0))
    )
    pairs = gone(asked, Planted(*doubled))
    assert " 2." in table(study, pairs)[-1] or " 1." in table(study, pairs)[-1]
