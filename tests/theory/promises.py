"""What a comparison promises, put to the proof in planted worlds beside methods that break it.

A chapter makes its studies from fixed seeds, one after the other: the first of many are the same as
those of few.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from unittest.mock import patch

import numpy as np

from analysis.study import selection
from analysis.study.compare import Study
from analysis.study.looks import EVERY_LOOK, LOOKS, looks
from analysis.study.statistics import half_width, interval
from sim.scenario.machine import Scenario
from tests.theory import planted_truth as planted
from tests.theory.after_the_cut import steady
from tests.theory.planted_truth import Planted, asked, at, fixed, followed
from tests.theory.proof import LEVEL, Proof

ZONE = 0.3
RACES = (
    Planted("equal rivals", (0.0, 0.0, 0.0, ZONE), planted.normal(1, 1, 1, 1)),
    Planted("unequal variances", (0.0, 0.0, 0.0, ZONE), planted.normal(0.5, 1, 2, 3)),
    Planted("skewed, 2", (0.0, 0.0, ZONE), planted.skewed(1, 1, 1)),
)
SHARED = Planted("a zone of 3 % of a mean", (10.0, 10.0, 10.0 + ZONE), planted.normal(1, 1, 1))


def selections(count: int) -> Iterator[Proof]:
    """The best of alternatives of which all others are exactly the zone behind: the hardest."""
    for case in RACES:
        yield _selected(case, asked(case, LOOKS[7], zone=ZONE), count)
    yield _selected(SHARED, asked(SHARED, LOOKS[7], zone=ZONE / 10, relative=True), count)
    yield _selected_of_long_tails(count)


def _selected(case: Planted, scenario: Scenario, count: int) -> Proof:
    leads = [_leader(case, seed) == case.best for seed in range(count)]
    return Proof(
        "the best is selected",
        case.name,
        _is_selected(case, scenario, count),
        "the leader at the first look",
        leads,
    )


def _is_selected(case: Planted, scenario: Scenario, count: int) -> list[bool]:
    found = (followed(case, scenario, seed).courses[None].selected for seed in range(count))
    return [name == case.best for name in found]


def _selected_of_long_tails(count: int) -> Proof:
    """The luck of a small organisation, in which a few models are worth more than all others."""
    case = planted.simulated(ZONE / 2)
    scenario = asked(case, LOOKS[7], zone=ZONE / 2)
    kept = _is_selected(case, scenario, count)
    with patch.object(selection, "is_early", return_value=False):
        hasty = _is_selected(case, scenario, count)
    return Proof(
        "the best is selected", case.name, kept, "KN that does not wait for long tails", hasty
    )


def _leader(case: Planted, seed: int) -> str:
    (study,) = at(case, fixed(case, LOOKS[0]), seed, LOOKS[:1])
    return study.picks[0].best


TWINS = (
    Planted("normal", (0.0, 0.0, 0.0), planted.normal(1, 1, 1)),
    Planted("unequal variances", (0.0, 0.0, 0.0), planted.normal(0.3, 1, 3)),
    Planted("skewed, 2", (0.0, 0.0, 0.0), planted.skewed(1, 1, 1)),
)


def twins(count: int) -> Iterator[Proof]:
    """Alternatives that are alike, looked at five times; a verdict at any look is an error."""
    for case in TWINS:
        told = [_told_apart(case, seed) for seed in range(count)]
        yield Proof(
            "twins are never told apart",
            case.name,
            [not ours for ours, _ in told],
            "no allowance for looks",
            [not naive for _, naive in told],
        )


def _told_apart(case: Planted, seed: int) -> tuple[bool, bool]:
    """Whether there is a verdict at any look, with the allowance and without."""
    sizes = looks(LOOKS[4])
    ways = asked(case, sizes[-1], precision=1e-9), fixed(case, sizes[-1])
    ours, naive = (any(_verdict(study) for study in at(case, way, seed, sizes)) for way in ways)
    return ours, naive


def _verdict(study: Study) -> bool:
    return any(one.adjusted.decided for one in study.comparisons)


SPREADS = (
    Planted("normal", (0.0, 0.5), planted.normal(1, 1)),
    Planted("unequal variances", (0.0, 0.5), planted.normal(0.1, 3)),
    Planted("skewed, 1.5", (0.0, 0.5), planted.skewed(1, 1, skewness=1.5)),
)


def coverage(count: int) -> Iterator[Proof]:
    """Intervals of one difference."""
    yield _at_once(SPREADS[0], count)
    yield at_all_looks(count)
    for case in SPREADS:
        yield _at_the_end(case, count)
        yield _at_the_worst(case, count)


def _covers(study: Study, case: Planted) -> bool:
    return all(
        one.paired.low <= case.difference(one.alternative) <= one.paired.high
        for one in study.comparisons
        if one.reference == case.names[0]
    )


def _at_once(case: Planted, count: int) -> Proof:
    scenario = fixed(case, 5)
    studies = [study for seed in range(count) for study in at(case, scenario, seed, (5,))]
    return Proof(
        "the interval holds the difference",
        f"{case.name}, 5 worlds",
        [_covers(study, case) for study in studies],
        "the normal quantile, not Student's",
        [_normal_covers(study, case) for study in studies],
        exact=True,
    )


def _normal_covers(study: Study, case: Planted) -> bool:
    one = study.comparisons[0].paired
    half = 1.96 * one.deviation / one.worlds**0.5
    return abs(one.difference - case.difference(case.names[1])) <= half


def at_all_looks(count: int) -> Proof:
    """All looks that there can be: sums of normal luck, and of its squares, from look to look."""
    luck = np.random.default_rng(11)
    kept, naive = [], []
    for _ in range(count):
        held = list(_held(luck))
        kept.append(all(inside for inside, _ in held))
        naive.append(all(inside for _, inside in held))
    return Proof(
        "the intervals of all looks hold it",
        f"normal, {len(LOOKS)} looks",
        kept,
        "no allowance for looks",
        naive,
        exact=True,
    )


def _held(luck: np.random.Generator) -> Iterator[tuple[bool, bool]]:
    total = squares = 0.0
    before = 0
    for size in LOOKS:
        new = size - before
        mean = luck.normal(0, new**-0.5)
        squares += luck.chisquare(new - 1) + new * mean**2
        total, before = total + new * mean, size
        spread = ((squares - total**2 / size) / (size - 1)) ** 0.5
        off = abs(total / size)
        wide = half_width(size, spread, EVERY_LOOK.confidence(LEVEL))
        yield off <= wide, off <= half_width(size, spread, LEVEL)


def _at_the_end(case: Planted, count: int) -> Proof:
    """A study that ends when it is precise: when that is, luck decides."""
    scenario = asked(case, LOOKS[6], precision=0.3)
    studies = [followed(case, scenario, seed) for seed in range(count)]
    assert all(study.courses[None].ended for study in studies)
    return Proof(
        "the interval holds it when precise",
        case.name,
        [_covers(study, case) for study in studies],
        "ended when zero is out, no allowance",
        [_covers_when_significant(case, seed) for seed in range(count)],
    )


def _covers_when_significant(case: Planted, seed: int) -> bool:
    """Whether an interval without allowance holds the truth, of a study that ended as soon as its
    interval excluded zero, where there is no difference."""
    alike, sizes = replace(case, means=(0.0, 0.0)), looks(LOOKS[4])
    studies = at(alike, fixed(alike, sizes[-1]), seed, sizes)
    pairs = (study.comparisons[0].paired for study in studies)
    return not any(one.low > 0 or one.high < 0 for one in pairs)


def _at_the_worst(case: Planted, count: int) -> Proof:
    """A study that ends at the first look whose interval does not hold the truth."""
    sizes = looks(LOOKS[4])
    kept, naive = (
        [
            all(_covers(study, case) for study in at(case, scenario, seed, sizes))
            for seed in range(count)
        ]
        for scenario in (asked(case, sizes[-1], precision=1e-9), fixed(case, sizes[-1]))
    )
    return Proof(
        "the intervals of five looks hold it",
        case.name,
        kept,
        "no allowance for looks",
        naive,
    )


TOGETHER = (
    ("normal", planted.normal(1, 1, 1, 1, measures=4)),
    ("unequal variances", planted.normal(0.3, 1, 2, 4, measures=4)),
    ("skewed, 2", planted.skewed(1, 1, 1, 1, measures=4)),
)


def together(count: int) -> Iterator[Proof]:
    """Nine differences of three other measures and three of what decides, all at once."""
    for name, luck in TOGETHER:
        case = Planted(name, (0.0, 0.3, 0.0, 1.0), luck)
        studies = [
            study
            for seed in range(count)
            for study in at(case, fixed(case, 60, measures=4), seed, (60,))
        ]
        yield Proof(
            "simultaneous intervals all hold",
            f"{name}, 15 differences",
            [_all_hold(study, case) for study in studies],
            "each by itself",
            [_each_holds(study, case) for study in studies],
            exact=True,
        )


def _truth(case: Planted, measure: str, alternative: str, reference: str) -> float:
    if measure != planted.MEASURES[0]:
        return 0.0
    return case.difference(alternative) - case.difference(reference)


def _all_hold(study: Study, case: Planted) -> bool:
    return all(
        low <= _truth(case, one.measure, one.alternative, one.reference) <= high
        for one, (low, high) in zip(study.comparisons, study.simultaneous, strict=True)
    )


def _each_holds(study: Study, case: Planted) -> bool:
    return all(
        one.paired.low
        <= _truth(case, one.measure, one.alternative, one.reference)
        <= one.paired.high
        for one in study.comparisons
    )


def pairs(count: int) -> Iterator[Proof]:
    """Antithetic pairs whose worlds go well or ill together: worlds are not independent."""
    case = Planted("pairs alike", (0.0, 0.5), planted.mirrored(even=2.0), antithetic=True)
    studies = [study for seed in range(count) for study in at(case, fixed(case, 120), seed, (120,))]
    yield Proof(
        "the interval holds the difference",
        "antithetic pairs alike, 60 pairs",
        [_covers(study, case) for study in studies],
        "a world is an observation",
        [_as_if_independent(study, case) for study in studies],
    )


def _as_if_independent(study: Study, case: Planted) -> bool:
    a, b = study.by_world(None, planted.MEASURES[0], case.names[1], case.names[0])
    lowest, highest = interval(a - b, LEVEL)
    return lowest <= case.difference(case.names[1]) <= highest


CHAPTERS: dict[str, Callable[[int], Iterator[Proof]]] = {
    "selection": selections,
    "twins": twins,
    "coverage": coverage,
    "together": together,
    "pairs": pairs,
    "steady": steady,
}
"""Each makes its proofs, of so many studies each."""
