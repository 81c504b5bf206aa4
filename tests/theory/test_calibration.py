"""The check itself: with other seeds it seldom fails by luck, and seldom misses a plant."""

from functools import partial

import pytest
from scipy.stats import kstest, t

from tests.theory.agreement import DisagreementError, check_queues, estimates, observe, power
from tests.theory.cases import M_D_1

SEEDS = range(2, 26)
pytestmark = pytest.mark.slow


def fails(*sets: str, seed: int) -> bool:
    """Whether the check fails with this seed."""
    try:
        check_queues(M_D_1, observe(M_D_1, *sets, seed=seed))
    except DisagreementError:
        return True
    return False


def test_a_correct_model_fails_as_seldom_as_it_should() -> None:
    """p-values are uniform over seeds, so intervals are as wide as they say."""
    p_values, powers = [], []
    for seed in SEEDS:
        sample = observe(M_D_1, seed=seed)
        [found] = estimates(M_D_1.expected(), sample)
        z = abs(found.mean - found.theory) / found.error
        p_values.append(2 * t.sf(z, len(sample["wait"]) - 1))
        powers.append(power(M_D_1, "duties", sample))
    assert kstest(p_values, "uniform").pvalue > 0.001
    assert sum(p < 0.005 for p in p_values) <= 2
    assert 0.85 < sum(powers) / len(powers) < 0.99


def test_a_plant_is_missed_as_seldom_as_it_should() -> None:
    """Expected are 22 of 24; fewer than 18 come less than once in a thousand."""
    planted = partial(fails, *M_D_1.steps["duties"].planted())
    assert sum(planted(seed=seed) for seed in SEEDS) >= 18
