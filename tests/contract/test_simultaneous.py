"""Intervals that hold together: against Bonferroni, independence and Student's."""

import math

import numpy as np
import pytest
from scipy import stats

from analysis.study.simultaneous import simultaneous

pytestmark = pytest.mark.contract


def columns(count: int, size: int, shared: float, seed: int = 1) -> list[np.ndarray]:
    luck = np.random.default_rng(seed)
    common = luck.normal(0, 1, size)
    own = luck.normal(0, 1, (count, size))
    return [math.sqrt(shared) * common + math.sqrt(1 - shared) * one for one in own]


def width(bounds: tuple[float, float], values: np.ndarray) -> float:
    """Half of an interval in standard errors."""
    return (bounds[1] - bounds[0]) / 2 / stats.sem(values)


def test_one_column_has_students_interval() -> None:
    values = columns(1, 200, 0)
    (found,) = simultaneous(values, 0.95)
    assert sum(found) / 2 == pytest.approx(values[0].mean())
    assert width(found, values[0]) == pytest.approx(stats.t.isf(0.025, 199), rel=0.03)


def test_independent_columns_have_sidaks() -> None:
    values = columns(8, 200, 0)
    found = [
        width(one, column) for one, column in zip(simultaneous(values, 0.95), values, strict=True)
    ]
    assert np.ptp(found) < 1e-9
    assert found[0] == pytest.approx(stats.t.isf((1 - 0.95 ** (1 / 8)) / 2, 199), rel=0.03)


def test_columns_that_move_together_have_narrower_ones() -> None:
    alike, apart = columns(8, 200, 0.98), columns(8, 200, 0)
    near = width(simultaneous(alike, 0.95)[0], alike[0])
    assert near < 0.87 * width(simultaneous(apart, 0.95)[0], apart[0])
    assert near > stats.t.isf(0.025, 199)


def test_the_same_every_time() -> None:
    values = columns(3, 40, 0.5)
    assert simultaneous(values, 0.95) == simultaneous(values, 0.95)


def test_a_column_that_hardly_varies_gets_bonferronis_share() -> None:
    rare = np.zeros(60)
    rare[:3] = 1.0
    values = [*columns(3, 60, 0), rare]
    found = simultaneous(values, 0.95)
    assert width(found[3], rare) == pytest.approx(stats.t.isf(0.05 / 4 / 2, 59))
    alone = simultaneous(values[:3], 1 - 0.05 * 3 / 4)
    assert np.array(found[:3]) == pytest.approx(np.array(alone))


def test_what_never_varies_has_no_width_and_costs_nothing() -> None:
    values = columns(2, 60, 0)
    found = simultaneous([*values, np.full(60, 0.1)], 0.95)
    assert found[2] == (pytest.approx(0.1), pytest.approx(0.1))
    assert found[:2] == simultaneous(values, 0.95)


def test_columns_of_different_lengths() -> None:
    """An alternative that was screened out ends early; its worlds are drawn for both."""
    long, short = columns(2, 240, 0.9)
    short[60:] = math.nan
    one, other = simultaneous([long, short], 0.95, (60,))
    assert sum(other) / 2 == pytest.approx(short[:60].mean())
    sizes = [width(one, long), width(other, short[:60])]
    assert np.ptp(sizes) < 1e-9
    assert stats.t.isf(0.025, 59) < sizes[0] < 1.05 * stats.t.isf(0.0125, 59)


def test_too_few_values_have_none() -> None:
    alone = np.array([1.0] + [math.nan] * 29)
    found = simultaneous([alone, *columns(1, 30, 0)], 0.95)
    assert math.isnan(found[0][0])
    assert not math.isnan(found[1][0])
    assert simultaneous([], 0.95) == []
