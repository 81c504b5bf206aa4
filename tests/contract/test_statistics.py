"""The statistics of paired worlds against numbers by hand, scipy, statsmodels and Monte Carlo."""

import math
import warnings
from itertools import combinations

import numpy as np
import pytest
from scipy import stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.power import TTestPower

from analysis.study.family import adjust, holm, replications_needed
from analysis.study.resampled import bootstrap
from analysis.study.significance import sign_test
from analysis.study.statistics import Paired, differences, interval, paired, wilson

pytestmark = pytest.mark.contract
NAN = math.nan


def compared(a: object, b: object, better: str = "up", confidence: float = 0.95) -> Paired:
    return paired(np.array(a, float), np.array(b, float), better=better, confidence=confidence)


def correlated(size: int, seed: int, gain: float = 0.0) -> tuple[np.ndarray, np.ndarray]:
    """Two alternatives that share most of their luck; the first is better by `gain`."""
    luck = np.random.default_rng(seed)
    shared = luck.normal(10, 3, size)
    return shared + luck.normal(gain, 1, size), shared + luck.normal(0, 1, size)


def test_an_interval_by_hand() -> None:
    # Differences 1, 2, 3: mean 2, deviation 1, t(2 df, 97.5 %) = 4.302653.
    one = compared([2, 4, 6], [1, 2, 3])
    assert (one.difference, one.deviation) == (2, 1)
    assert one.low == pytest.approx(2 - 4.302653 / math.sqrt(3), abs=1e-6)
    assert one.high == pytest.approx(2 + 4.302653 / math.sqrt(3), abs=1e-6)
    # Var(a) = 4, Var(b) = 1, Var(a - b) = 1.
    assert one.variance_saved == pytest.approx(1 - 1 / 5)
    assert (one.share_better, one.share_equal) == (1, 0)


@pytest.mark.parametrize("confidence", [0.8, 0.95, 0.99])
@pytest.mark.parametrize("size", [2, 5, 100])
def test_the_paired_t_is_scipys(size: int, confidence: float) -> None:
    a, b = correlated(size, seed=size)
    one, oracle = compared(a, b, confidence=confidence), stats.ttest_rel(a, b)
    assert one.p >= oracle.pvalue * (1 - 1e-9)
    if abs(stats.skew(a - b)) < 1e-12:  # two values are never skewed
        assert one.p == pytest.approx(oracle.pvalue, rel=1e-9)
    assert (one.low, one.high) == pytest.approx(tuple(oracle.confidence_interval(confidence)))
    if size > 2:
        assert one.skewness == pytest.approx(stats.skew(a - b, bias=False))


@pytest.mark.parametrize(("wins", "worlds"), [(0, 10), (3, 10), (10, 10), (917, 1000), (1, 1)])
def test_the_share_of_worlds_is_scipys_wilson(wins: int, worlds: int) -> None:
    oracle = stats.binomtest(wins, worlds).proportion_ci(0.9, "wilson")
    assert wilson(wins, worlds, 0.9) == pytest.approx((oracle.low, oracle.high))


def test_the_sign_test_is_scipys() -> None:
    for wins, losses in [(0, 1), (5, 0), (7, 3), (4, 4), (60, 40)]:
        expected = stats.binomtest(wins, wins + losses).pvalue
        assert sign_test(wins, losses) == pytest.approx(expected)


def test_holm_is_statsmodels() -> None:
    luck = np.random.default_rng(1)
    for size in (1, 2, 7, 40):
        ps = list(luck.uniform(0, 0.2, size))
        assert holm(ps) == pytest.approx(multipletests(ps, method="holm")[1])
    assert holm([0.01, NAN, 0.04]) == pytest.approx([0.02, NAN, 0.04], nan_ok=True)
    assert holm([]) == []


def test_the_replications_needed_are_statsmodels_power() -> None:
    for effect in (0.05, 0.2, 0.5, 1.5):
        oracle = TTestPower().solve_power(effect_size=effect, alpha=0.01, power=0.8)
        assert replications_needed(-effect, 1, 0.01) == pytest.approx(oracle, rel=0.03, abs=1)


def test_what_no_number_of_replications_decides() -> None:
    assert replications_needed(0, 1, 0.05) is None
    assert replications_needed(1e-9, 1, 0.05) is None
    assert replications_needed(1, 0, 0.05) is None
    assert replications_needed(NAN, NAN, 0.05) is None
    assert replications_needed(1e-4, 1, 1e-12) is None


def test_down_is_better_where_the_measure_says_so() -> None:
    up, down = compared([2, 4, 6], [1, 5, 3]), compared([2, 4, 6], [1, 5, 3], "down")
    assert (up.share_better, down.share_better) == (pytest.approx(2 / 3), pytest.approx(1 / 3))
    assert up.difference == down.difference
    assert math.isnan(compared([2], [1], "neither").share_better)


def test_identical_alternatives_differ_in_nothing() -> None:
    one = compared([1.5, 2.5, 3.5], [1.5, 2.5, 3.5])
    assert one.identical
    assert (one.difference, one.low, one.high, one.p) == (0, 0, 0, 1)
    assert (one.share_better, one.share_equal, one.variance_saved) == (0, 1, 1)
    constant = compared([2, 2, 2], [2, 2, 2])
    assert constant.identical
    assert math.isnan(constant.variance_saved)


def test_the_same_difference_everywhere_proves_no_more_than_a_sign_test() -> None:
    for size in (2, 5, 30):
        one = compared(np.arange(size) + 1, np.arange(size))
        assert (one.difference, one.low, one.high) == (1, 1, 1)
        assert one.p == pytest.approx(2 * 0.5**size)
        assert not one.identical


def test_rounding_is_no_difference() -> None:
    b = np.array([0.1, 0.2, 0.3])
    same, shifted = compared(b + 1e-17, b), compared(b * 3 / 3 + 0.1, b)
    assert same.identical
    assert shifted.deviation == 0  # and so no t statistic made of rounding errors
    assert 0.1 + 0.2 != 0.3
    assert list(differences(np.array([0.1 + 0.2, 2]), np.array([0.3, 1]))) == [0, 1]


def test_one_world_or_none_says_nothing() -> None:
    one, none = compared([3], [1]), compared([], [])
    assert one.difference == 2
    assert math.isnan(one.p)
    assert math.isnan(one.low)
    assert none.worlds == 0
    assert math.isnan(none.difference)
    assert not adjust([one, none], 0.95)[0].decided


def test_alternatives_that_are_not_paired_are_refused() -> None:
    with pytest.raises(ValueError, match="3 worlds against 2"):
        compared([1, 2, 3], [1, 2])


class TestNotReached:
    """A measure that a world does not have."""

    def test_means_are_over_the_worlds_that_both_reach(self) -> None:
        one = compared([1, NAN, 5, NAN], [0, 3, NAN, NAN], "down")
        assert (one.worlds, one.both_defined) == (4, 1)
        assert (one.undefined_alternative, one.undefined_reference) == (2, 2)
        assert (one.mean_alternative, one.mean_reference, one.difference) == (1, 0, 1)

    def test_reaching_it_is_better_than_not(self) -> None:
        for better in ("up", "down"):
            one = compared([1, 1, NAN, NAN], [NAN, NAN, NAN, 1], better)
            assert (one.share_better, one.share_equal) == (0.5, 0.25)

    def test_a_selection_of_worlds_cannot_win_alone(self) -> None:
        # Faster in the 10 worlds that both reach, but it reaches only those.
        a = np.r_[np.linspace(1, 2, 10), np.full(30, NAN)]
        b = np.r_[np.linspace(3, 4.5, 10), np.full(30, 5.0)]
        one = compared(a, b, "down")
        assert stats.ttest_rel(a[:10], b[:10]).pvalue < 1e-6
        assert one.p == 1
        assert not adjust([one], 0.95)[0].decided

    def test_a_clear_t_test_needs_the_sign_test(self) -> None:
        gains = np.r_[np.linspace(4, 6, 20), np.full(16, NAN)]  # 20 wins, 16 losses
        one = compared(gains, np.where(np.isnan(gains), 1.0, 0.0))
        assert stats.ttest_1samp(gains[:20], 0).pvalue < 1e-9
        assert one.p == pytest.approx(stats.binomtest(20, 36).pvalue)

    def test_a_clear_sign_test_needs_the_t_test(self) -> None:
        gains = np.r_[np.full(30, 0.1), -2.5, NAN]
        one = compared(gains, np.zeros(32))
        assert stats.binomtest(30, 32).pvalue < 1e-6
        assert one.p >= stats.ttest_1samp(gains[:31], 0).pvalue

    def test_reached_by_one_alone_is_a_result(self) -> None:
        one = compared(np.linspace(1, 2, 20), np.full(20, NAN), "down")
        assert one.p == pytest.approx(2 * 0.5**20)
        assert adjust([one], 0.95)[0].decided
        assert math.isnan(one.difference)

    def test_reached_by_neither_is_none(self) -> None:
        one = compared([NAN] * 20, [NAN] * 20, "down")
        assert math.isnan(one.p)
        assert not one.bootstrap_disagrees


class TestSkewed:
    """Differences for which the t interval is doubtful."""

    def test_symmetric_differences_need_no_bootstrap(self) -> None:
        assert math.isnan(compared(*correlated(100, seed=1)).bootstrap_low)

    def test_the_bootstrap_is_scipys_and_repeats(self) -> None:
        d = np.random.default_rng(5).lognormal(0, 1.5, 30)
        one, again = compared(d, np.zeros(30)), compared(d, np.zeros(30))
        oracle = stats.bootstrap((d,), np.mean, rng=np.random.default_rng(7)).confidence_interval
        assert one.bootstrap_low == pytest.approx(oracle.low, rel=0.03)
        assert one.bootstrap_high == pytest.approx(oracle.high, rel=0.06)
        assert one == again

    @pytest.mark.parametrize("method", ["BCa", "percentile"])
    @pytest.mark.parametrize(
        "values",
        [
            np.random.default_rng(5).lognormal(0, 1.5, 40),
            np.random.default_rng(6).normal(1e6, 3e6, 501),
            np.round(np.random.default_rng(7).normal(size=7)),
            np.array([0.0] * 16 + [0.02, 0.05, 0.3, 0.0]),
            np.array([1.0, 2.0]),
            np.full(9, 3.0),
        ],
        ids=["skewed", "many", "ties", "rare", "two", "equal"],
    )
    def test_to_the_last_bit(self, values: np.ndarray, method: str) -> None:
        luck = np.random.default_rng(0)
        with np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            oracle = stats.bootstrap(
                (values,), np.mean, n_resamples=5000, batch=500, confidence_level=0.99,
                method=method, rng=luck,
            ).confidence_interval  # fmt: skip
        found = bootstrap(values, 0.99, method)  # type: ignore[arg-type]
        assert np.array_equal(found, [oracle.low, oracle.high], equal_nan=True)

    def test_of_one_value_there_is_none(self) -> None:
        with pytest.raises(ValueError, match="two values"):
            bootstrap(np.array([1.0]), 0.95)

    def test_a_bootstrap_that_objects_leaves_it_undecided(self) -> None:
        # Gains with a few heavy losses, and a mean that t's interval just finds above zero: it
        # is blind to which side the tail lies on, the bootstrap's is not.
        d = -np.random.default_rng(5).lognormal(0, 1.5, 30)
        d += 2e-3 - interval(d, 0.95)[0]
        one = compared(d, np.zeros(30))
        assert 0 < one.low < 0.01
        assert one.bootstrap_low < 0
        assert one.bootstrap_disagrees
        assert not adjust([one], 0.95)[0].decided


def test_adjusting_makes_no_p_smaller() -> None:
    family = [compared(*correlated(30, seed)) for seed in range(10)]
    for one, adjusted in zip(family, adjust(family, 0.95), strict=True):
        assert adjusted.p_holm >= one.p


MACRO = 2000


def within(share: float, found: float) -> bool:
    """Whether a share found in `MACRO` trials is no further off than chance, at 4 sigma."""
    return abs(found - share) <= 4 * math.sqrt(share * (1 - share) / MACRO)


def test_intervals_cover_the_true_difference_as_often_as_they_say() -> None:
    covered = 0
    for seed in range(MACRO):
        one = compared(*correlated(20, seed, gain=0.5))
        covered += one.low <= 0.5 <= one.high
    assert within(0.95, covered / MACRO)


def test_intervals_of_a_mean_cover_as_often_as_they_say() -> None:
    luck = np.random.default_rng(1)
    bounds = [interval(luck.normal(5, 2, 10), 0.9) for _ in range(MACRO)]
    assert within(0.9, sum(low <= 5 <= high for low, high in bounds) / MACRO)


def study(seed: int, gains: tuple[float, ...]) -> list[Paired]:
    """A baseline and alternatives that share its luck, all compared with the baseline."""
    luck = np.random.default_rng(seed)
    shared = luck.normal(0, 3, 40)
    baseline = shared + luck.normal(0, 1, 40)
    return [compared(shared + luck.normal(gain, 1, 40), baseline) for gain in gains]


def test_a_winner_where_there_is_none_is_as_rare_as_said() -> None:
    """Family-wise error of all verdicts of a study; unadjusted it would be three times as high."""
    families = [study(seed, (0.0,) * 6) for seed in range(MACRO)]
    wrong = sum(any(one.decided for one in adjust(family, 0.95)) for family in families)
    naive = sum(any(one.p <= 0.05 for one in family) for family in families)
    assert wrong / MACRO <= 0.05 + 4 * math.sqrt(0.05 * 0.95 / MACRO)
    assert naive / MACRO > 0.12


@pytest.mark.slow
def test_true_winners_do_not_make_false_ones() -> None:
    """Holm holds strongly: four alternatives that are better leave the error of the others."""
    families = [study(seed, (3.0, 3.0, 3.0, 3.0, 0.0, 0.0)) for seed in range(MACRO)]
    wrong = sum(any(one.decided for one in adjust(family, 0.95)[4:]) for family in families)
    assert wrong / MACRO <= 0.05 + 4 * math.sqrt(0.05 * 0.95 / MACRO)


def test_the_power_aimed_at_is_the_power_got() -> None:
    needed = replications_needed(0.6, math.sqrt(2), 0.05)
    assert needed is not None
    found = sum(compared(*correlated(needed, seed, gain=0.6)).p <= 0.05 for seed in range(MACRO))
    assert within(0.8, found / MACRO)


def test_pairs_are_seen_the_same_from_both_sides() -> None:
    columns = [np.random.default_rng(seed).normal(seed / 3, 1, 25) for seed in range(3)]
    for a, b in combinations(columns, 2):
        one, other = compared(a, b), compared(b, a)
        assert one.p == pytest.approx(other.p)
        assert (one.low, one.high) == pytest.approx((-other.high, -other.low))
        assert one.share_better == pytest.approx(1 - other.share_better - other.share_equal)
