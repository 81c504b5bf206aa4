"""MSER-5: against a computation by hand, planted beginnings, and a queue whose steady state is
known."""

from fractions import Fraction
from pathlib import Path
from statistics import fmean, stdev

import numpy as np
import pytest
from scipy.stats import t

import sim
from analysis.closed_forms import number_m_m_c
from analysis.study.compare import Study, compare
from analysis.study.moments import Array
from analysis.study.steady import LEFT, Cut, common_cut, mser, multiples
from sim.measures import MEASURES
from sim.units import DAYS

BATCH = 5


def by_hand(observations: list[int]) -> list[Fraction]:
    """MSER-5 as it is defined, of whole numbers, in exact fractions: no sum is shared."""
    batches = [
        Fraction(sum(observations[first : first + BATCH]), BATCH)
        for first in range(0, len(observations) - BATCH + 1, BATCH)
    ]
    found = []
    for cut in range(len(batches) - LEFT + 1):
        left = batches[cut:]
        middle = Fraction(sum(left), len(left))
        found.append(sum((one - middle) ** 2 for one in left) / Fraction(len(left)) ** 2)
    return found


@pytest.mark.parametrize("seed", range(5))
def test_it_is_mser_5_as_one_computes_it_by_hand(seed: int) -> None:
    rng = np.random.default_rng(seed)
    fades = 900 * np.exp(-np.arange(200) / 20)
    observations = [int(one) for one in 10_000 + fades + rng.normal(0, 50, 200)]
    batches = np.array(observations, float).reshape(-1, BATCH).mean(axis=1)
    expected = by_hand(observations)
    assert mser(batches) == pytest.approx([float(one) for one in expected], rel=1e-9)
    alone = common_cut([batches])
    assert alone.quarters == expected.index(min(expected))
    assert alone.quarters > 5


def test_large_values_do_not_swallow_small_differences() -> None:
    values = np.random.default_rng(1).normal(0, 1, 40)
    assert mser(values + 1e9) == pytest.approx(mser(values), rel=1e-4)


def autoregressive(rng: np.random.Generator, count: int, phi: float = 0.3) -> Array:
    """A stationary AR(1) with mean 0 and deviation 1."""
    values = np.empty(count)
    values[0] = rng.normal()
    for place in range(1, count):
        values[place] = phi * values[place - 1] + np.sqrt(1 - phi**2) * rng.normal()
    return values


def planted(seed: int, bias: float, *, count: int = 60, worlds: int = 20) -> Array:
    """Worlds of a series with mean 50 in its steady state, whose beginning fades in 3 quarters."""
    rng = np.random.default_rng(seed)
    fades = bias * np.exp(-np.arange(count) / 3)
    return np.array([50 + fades + autoregressive(rng, count) for _ in range(worlds)])


def holds(values: list[float], truth: float) -> bool:
    """Whether Student's interval at 99 % holds the truth."""
    error = stdev(values) / len(values) ** 0.5
    return abs(fmean(values) - truth) <= t.ppf(0.995, len(values) - 1) * error


def held(cut_off: bool) -> list[bool]:
    """Of thirty studies those that conclude: whether the interval holds the known mean."""
    found = []
    for seed in range(30):
        worlds = planted(seed, bias=30)
        cut = common_cut([worlds.mean(axis=0)])
        if not cut.refused:
            left = worlds[:, cut.made if cut_off else 0 :]
            found.append(holds(list(left.mean(axis=1)), 50))
    return found


def test_a_planted_beginning_is_cut_and_what_is_left_has_the_known_mean() -> None:
    found = held(cut_off=True)
    assert len(found) >= 25  # few are refused
    assert fmean(found) > 0.95
    assert not any(held(cut_off=False))  # or the test could not fail


def test_where_there_is_no_beginning_little_is_cut() -> None:
    cuts = [common_cut([planted(seed, bias=0).mean(axis=0)]) for seed in range(20)]
    assert np.median([cut.quarters for cut in cuts]) <= 3
    assert fmean(cut.too_short for cut in cuts) < 0.2


class TestOneCutForAll:
    """Several series, one cut."""

    def series(self, seed: int = 3, others: int = 9) -> list[Array]:
        first = planted(seed, bias=30).mean(axis=0)
        return [first, *(planted(seed + 100 + n, bias=0).mean(axis=0) for n in range(others))]

    def test_a_beginning_of_one_among_many_is_not_drowned(self) -> None:
        alone, together = common_cut(self.series(others=0)), common_cut(self.series())
        assert together.quarters >= alone.quarters / 2 > 5
        assert together.series == 10
        assert not together.too_short

    def test_units_sizes_and_order_do_not_count(self) -> None:
        plain = self.series()
        other = [1e6 * plain[0] - 3e8, *(1e-3 * one for one in plain[1:])][::-1]
        assert common_cut(other) == common_cut(plain)

    def test_what_never_changes_is_not_asked(self) -> None:
        still = np.full(60, 0.1 + 0.2)
        assert common_cut([*self.series(), still]) == common_cut(self.series())
        assert common_cut([still]) == Cut(0, 60, 0)
        assert not common_cut([still]).refused

    def test_what_is_still_once_it_has_come_to_rest_is_cut_there(self) -> None:
        steps = np.where(np.arange(60) < 9, 5.0, 7.0)
        assert common_cut([steps]).quarters == 9
        assert common_cut([*self.series(), steps]).quarters >= 9
        assert list(multiples(mser(steps))[[0, 8, 9, 20]]) == [np.inf, np.inf, 1, 1]

    def test_the_latest_of_all_cuts_would_refuse_what_has_no_beginning(self) -> None:
        """The figures of docs/comparing.md, roughly: 40 quarters, ten alternatives, AR(1)."""
        refused = {"latest": 0, "common": 0}
        for seed in range(40):
            rng = np.random.default_rng(seed)
            found = [autoregressive(rng, 40, phi=0.8) for _ in range(10)]
            alone = [common_cut([one]).quarters for one in found]
            refused["latest"] += Cut(max(alone), 40, 10).too_short
            refused["common"] += common_cut(found).too_short
        assert refused["latest"] > 30
        assert refused["common"] < 15

    def test_nothing_to_look_at_is_refused(self) -> None:
        assert common_cut([]).refused

    def test_a_beginning_that_lasts_is_too_short(self) -> None:
        long = np.where(np.arange(40) < 25, 100.0, 0.0) + planted(1, 0, count=40).mean(axis=0)
        cut = common_cut([long])
        assert cut.quarters >= 25
        assert (cut.too_short, cut.refused, cut.made) == (True, True, 0)


IN_SYSTEM = number_m_m_c(arrivals=1, service=1.6, servers=3)


@pytest.fixture(scope="module")
def queue() -> Study:
    return compare(Path(__file__).parent / "steady-queue.yaml", jobs=1)


@pytest.mark.slow
class TestAQueue:
    """M/M/3 that was an overloaded M/M/1 for its first half year."""

    def test_the_mean_after_the_cut_is_that_of_the_closed_form(self, queue: Study) -> None:
        assert queue.cut is not None
        assert 3 <= queue.cut.made <= 8  # half a year of growing, two months of working it off
        (found,) = queue.values(None, "wip", queue.scenario.baseline)
        assert holds(list(found), IN_SYSTEM)

    def test_without_a_cut_it_is_not(self, queue: Study) -> None:
        world = queue.scenario.cells[0].world
        whole = sim.simulate(world, queue.scenario.seed).measures["wip"]
        assert whole is not None
        assert whole > 1.5 * IN_SYSTEM

    def test_measures_are_views_over_the_ledgers_and_no_means_of_quarters(
        self, queue: Study
    ) -> None:
        assert queue.cut is not None
        first = queue.outcomes[0]
        history = sim.simulate(queue.scenario, replication=first.replication)
        window = history.after(queue.cut.made)
        assert window.opening.at == queue.cut.made * DAYS["quarter"] * 2**20
        assert first.measures == {name: one.view(window) for name, one in MEASURES.items()}
        assert first.time == tuple(window.time_spent())
        name = "waiting_for_data_scientist"
        quarters = [v for q, m, v in first.timeline if m == name and q > queue.cut.made]
        assert first.measures[name] != pytest.approx(fmean(v or 0 for v in quarters), rel=1e-3)

    def test_the_tails_are_dropped_once_the_cut_is_made(self, queue: Study) -> None:
        assert all(one.tails == () for one in queue.outcomes)
        assert {row[0] for row in queue.outcomes[0].timeline} == set(range(1, 33))  # the whole

    def test_the_cut_has_the_same_place_in_all_replications(self, queue: Study) -> None:
        assert len({sum(row[-1] for row in one.time) for one in queue.outcomes}) == 1
