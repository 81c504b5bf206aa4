"""Skewed differences, and measures that not every world has: no verdict beyond the data."""

import math

import numpy as np
import pytest

from analysis.study.family import holm
from analysis.study.significance import mean_test
from analysis.study.statistics import paired

FAMILY = 40
STUDIES = 200
WORLDS = 60


@pytest.mark.parametrize("skewness", [0.0, 1.3, 2.7])
def test_a_family_of_nothing_seldom_yields_a_verdict(skewness: float) -> None:
    luck = np.random.default_rng(3)
    shape = (STUDIES, FAMILY, WORLDS)
    if skewness:
        k = (2 / skewness) ** 2
        differences = luck.gamma(k, size=shape) - k
    else:
        differences = luck.normal(size=shape)
    wrong = sum(min(holm([mean_test(d) for d in study])) <= 0.05 for study in differences)
    # 5 % of the studies, and three standard errors of counting them.
    assert wrong <= STUDIES * 0.05 + 3 * math.sqrt(STUDIES * 0.05 * 0.95)


def test_an_effect_is_still_found() -> None:
    luck = np.random.default_rng(4)
    found = [mean_test(luck.normal(0.6, 1, WORLDS)) < 0.05 / FAMILY for _ in range(200)]
    assert np.mean(found) > 0.6


def test_without_skewness_it_is_students_t() -> None:
    values = np.array([1.0, 2.0, 3.0, 4.0, 5.0]) - 1.5
    t = values.mean() / values.std(ddof=1) * math.sqrt(5)
    from scipy import stats

    assert mean_test(values) == pytest.approx(2 * stats.t.sf(t, 4), rel=1e-12)


class TestOneWorldHasBoth:
    """Forty worlds; the alternative has the measure in all, the reference in one."""

    def test_a_mean_that_contradicts_the_worlds_decides_nothing(self) -> None:
        one = paired([5.0] * 40, [4.0] + [math.nan] * 39, better="down", confidence=0.95)
        assert one.p == 1.0

    def test_an_equal_value_leaves_it_to_the_worlds(self) -> None:
        one = paired([5.0] * 40, [5.0] + [math.nan] * 39, better="down", confidence=0.95)
        assert one.p < 1e-9
        assert one.share_better == pytest.approx(39 / 40)
