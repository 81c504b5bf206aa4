"""KN against the numbers of its paper and against its definition, written out."""

import math

import numpy as np
import pytest
from scipy import stats

from analysis.study.looks import looks
from analysis.study.selection import Race, is_early, patience_of

pytestmark = pytest.mark.contract
Values = dict[str, np.ndarray]


def drawn(seed: int, means: tuple[float, ...], size: int = 960) -> Values:
    """Alternatives that share most of their luck."""
    luck = np.random.default_rng(seed)
    shared = luck.normal(0, 2, size)
    return {chr(97 + n): shared + luck.normal(mean, 1, size) for n, mean in enumerate(means)}


def first(values: Values, size: int, names: tuple[str, ...] | None = None) -> Values:
    return {name: values[name][:size] for name in names or tuple(values)}


def raced(values: Values, zone: float, sizes: tuple[int, ...], confidence: float = 0.95) -> Race:
    """A race to its end, or to the last of the looks."""
    race = Race(tuple(values), zone, confidence)
    for size in sizes:
        race = race.after(first(values, size, race.alive), size)
        if race.selected:
            break
    return race


def by_the_paper(values: Values, zone: float, sizes: tuple[int, ...], alpha: float) -> str | None:
    """Kim and Nelson 2001, section 3, as it stands there, with c = 1; screened at these sizes."""
    names, n0 = list(values), sizes[0]
    k = len(names)
    eta = 0.5 * ((2 * alpha / (k - 1)) ** (-2 / (n0 - 1)) - 1)
    h2 = 2 * 1 * eta * (n0 - 1)
    s2 = {
        (i, j): sum(
            (values[i][t] - values[j][t] - (values[i][:n0].mean() - values[j][:n0].mean())) ** 2
            for t in range(n0)
        )
        / (n0 - 1)
        for i in names
        for j in names
        if i != j
    }
    left = names
    for r in sizes:
        mean = {i: values[i][:r].mean() for i in left}
        w = {
            (i, j): max(0.0, zone / (2 * r) * (h2 * s2[i, j] / zone**2 - r))
            for i in left
            for j in left
            if i != j
        }
        left = [i for i in left if all(mean[i] >= mean[j] - w[i, j] for j in left if j != i)]
        if len(left) == 1:
            return left[0]
        longest = max(math.floor(h2 * s2[i, j] / zone**2) for i in left for j in left if i != j)
        if r >= longest + 1:
            return max(left, key=lambda i: values[i][:r].mean())
    return None


@pytest.mark.parametrize("zone", [0.05, 0.2, 0.5, 3.0])
@pytest.mark.parametrize("seed", range(2))
def test_it_is_the_papers_procedure(seed: int, zone: float) -> None:
    values = drawn(seed, (0.0, 0.1, 0.3, 0.1))
    sizes = looks(960)
    assert raced(values, zone, sizes).selected == by_the_paper(values, zone, sizes, 0.05)
    every = tuple(range(30, 150))
    short = {name: column[:150] for name, column in values.items()}
    assert raced(short, zone, every).selected == by_the_paper(short, zone, every, 0.05)


def test_its_patience_by_hand() -> None:
    # k = 2, n0 = 11, alpha = 0.05: 10 (0.1 ** -0.2 - 1) = 5.8489.
    assert patience_of(2, 11, 0.95) == pytest.approx(5.8489, abs=1e-4)
    # More alternatives, fewer first observations or more confidence: more patience.
    assert patience_of(3, 11, 0.95) > patience_of(2, 11, 0.95) < patience_of(2, 10, 0.95)
    assert patience_of(2, 11, 0.99) > patience_of(2, 11, 0.95)


def test_whoever_is_far_behind_leaves_at_the_first_look() -> None:
    values = drawn(1, (0.0, 5.0, 4.9))
    race = Race(tuple(values), 0.2, 0.95).after(first(values, 30), 30)
    assert dict(race.out) == {"a": 30}
    assert race.alive == ("b", "c")
    assert race.selected is None


def test_it_ends_at_the_latest_when_it_says() -> None:
    values = drawn(4, (0.0, 0.0, 0.0), size=4000)
    race = Race(tuple(values), 0.3, 0.95).after(first(values, 30), 30)
    late = race.longest
    assert late is not None
    assert 30 < late < 4000
    assert raced(values, 0.3, (30, late)).selected


def test_of_equals_the_first_is_kept() -> None:
    values = {"a": np.arange(30.0), "b": np.arange(30.0), "c": np.arange(30.0) - 1}
    race = Race(tuple(values), 1, 0.95).after(values, 30)
    assert race.selected == "a"


def test_a_constant_lead_needs_no_luck() -> None:
    values = {"a": np.arange(30.0), "b": np.arange(30.0) + 0.1}
    assert Race(tuple(values), 1, 0.95).after(values, 30).selected == "b"


def test_rounding_is_no_lead() -> None:
    base = np.arange(1, 31) * 0.1
    values = {"a": base, "b": base + 1e-15}
    assert Race(tuple(values), 1, 0.95).after(values, 30).selected == "a"


def test_a_long_tail_is_waited_for() -> None:
    """Whoever lives of rare luck is not screened out before there is enough of it to see."""
    luck = np.random.default_rng(1)
    rare = luck.pareto(2.2, 960)
    values = {"a": np.zeros(960), "b": rare - 0.4 + luck.normal(0, 0.1, 960)}
    race = Race(("a", "b"), 0.05, 0.95)
    for size in looks(960):
        race = race.after(first(values, size), size)
        if is_early(values["b"][:size]):
            assert (race.alive, race.longest) == (("a", "b"), None)
        else:
            break
    assert size > 30
    assert race.stages or race.selected is None


def test_so_is_a_variance_that_is_not_known() -> None:
    """Rare values on either side have no skewness, and tell little of their variance."""
    rare = np.zeros(60)
    rare[[0, 1]] = 1, -1
    kurtosis = stats.kurtosis(rare, bias=False)
    assert stats.skew(rare) == 0
    assert 2 / 59 + kurtosis / 60 > 2 / 24  # worth fewer than 24 degrees of freedom
    assert is_early(rare)
    assert not is_early(stats.norm.ppf((np.arange(30) + 0.5) / 30))
    assert not is_early(stats.norm.ppf((np.arange(15) + 0.5) / 15))
    assert not is_early(np.ones(30))


def test_a_first_stage_that_has_ended_stays_as_it_was() -> None:
    values = drawn(4, (0.0, 0.1))
    one = Race(("a", "b"), 0.05, 0.95).after(first(values, 30), 30)
    assert one.after(first(values, 60), 60).stages == one.stages
