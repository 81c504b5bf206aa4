"""The median of a lead time when some items are open, shelved, or older than the window.

Oracles: scipy's Kaplan-Meier where everyone is watched from age 0, and the definition itself,
counted by brute force in exact fractions, for everything else.
"""

from fractions import Fraction
from math import log
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import CensoredData, ecdf

from sim.survival import Spell, median


def by_definition(spells: list[Spell]) -> int | None:
    """Kaplan and Meier's product, with those at risk counted anew at every age."""
    surviving = Fraction(1)
    for age in sorted({spell.exit for spell in spells if spell.ended}):
        at_risk = [s for s in spells if s.entry < age and (s.exit is None or s.exit >= age)]
        ends = [s for s in at_risk if s.ended and s.exit == age]
        if at_risk:
            surviving *= 1 - Fraction(len(ends), len(at_risk))
        if surviving <= Fraction(1, 2):
            return age
    return None


def by_scipy(spells: list[Spell]) -> int | None:
    """For spells that all begin at age 0 and end or are censored."""
    curve = ecdf(
        CensoredData(
            uncensored=[float(s.exit) for s in spells if s.ended],
            right=[float(s.exit) for s in spells if not s.ended],
        )
    ).sf
    ages = zip(curve.quantiles, curve.probabilities, strict=True)
    # scipy's product is of floats: a chance of exactly one half may come out a little above it.
    return next((int(age) for age, chance in ages if chance <= 0.5 + 1e-9), None)


def seen_from_birth(random: Random, size: int) -> list[Spell]:
    """Ages on a coarse grid, so that there are ties; 30 % are censored."""
    return [Spell(0, random.randint(1, 40), random.random() < 0.7) for _ in range(size)]


@pytest.mark.parametrize("seed", range(40))
def test_from_birth_it_is_that_of_scipy(seed: int) -> None:
    random = Random(seed)
    spells = seen_from_birth(random, random.randint(1, 200))
    assert median(spells) == by_scipy(spells)


def test_without_late_entry_or_censoring_it_is_the_middle_one() -> None:
    for size in range(1, 400):
        spells = [Spell(0, age, True) for age in range(1, size + 1)]
        assert median(spells) == (size + 1) // 2, size


def test_freireich_and_others() -> None:
    """Remission of leukaemia in weeks, Freireich 1963: the example of every textbook."""
    with_drug = [(6, 3), (7, 1), (10, 1), (13, 1), (16, 1), (22, 1), (23, 1)]
    censored = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
    treated = [Spell(0, age, True) for age, times in with_drug for _ in range(times)]
    placebo = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]
    assert median([*treated, *(Spell(0, age, False) for age in censored)]) == 23
    assert median([Spell(0, age, True) for age in placebo]) == 8


def test_late_entry_by_hand() -> None:
    """Seven items; three were already on their way when the window opened.

    age   at risk                 ends   surviving
      4   a b c (d enters at 4)      1   2/3
      6   b c d e                    1   2/3 x 3/4 = 1/2
    """
    spells = [
        Spell(0, 4, True),  # a
        Spell(0, 6, True),  # b
        Spell(0, 9, False),  # c
        Spell(4, 12, True),  # d
        Spell(5, 20, True),  # e
        Spell(8, 30, True),
        Spell(10, 11, False),
    ]
    assert median(spells) == 6
    # Counted from birth, as if they had been watched all along, they would seem to last longer.
    assert median([Spell(0, s.exit, s.ended) for s in spells]) == 12


def test_who_never_ends_stays_at_risk() -> None:
    ended = [Spell(0, 5, True), Spell(0, 7, True)]
    assert median([*ended, Spell(0, None, False)]) == 7
    assert median([*ended, Spell(0, None, False), Spell(0, None, False), Spell(0, 8, True)]) == 8
    assert median([*ended, *[Spell(0, None, False)] * 3]) is None


def test_nobody_or_nobody_that_ends() -> None:
    assert median([]) is None
    assert median([Spell(0, 9, False)]) is None
    assert median([Spell(3, 3, True)]) is None  # it ended at the moment it came into sight


SPELLS = st.builds(
    lambda entry, length, ended: Spell(entry, entry + length, ended),
    st.integers(0, 15),
    st.integers(1, 15),
    st.booleans(),
) | st.builds(lambda entry: Spell(entry, None, False), st.integers(0, 15))


@given(st.lists(SPELLS, max_size=40))
def test_it_is_what_the_definition_says(spells: list[Spell]) -> None:
    assert median(spells) == by_definition(spells)


def test_late_entry_does_not_shift_the_median() -> None:
    """Items of a known median, of which a window shows only those that live until it opens."""
    random = Random(1)
    watched = []
    for _ in range(40_000):
        entry, age = max(0, random.randint(-2_000, 2_000)), int(random.expovariate(1 / 1_000)) + 1
        if age > entry:
            leaves = entry + random.randint(1, 3_000)
            watched.append(Spell(entry, min(age, leaves), age <= leaves))
    assert median(watched) == pytest.approx(1_000 * log(2), rel=0.03)
    naive = [Spell(0, spell.exit, spell.ended) for spell in watched]
    assert median(naive) > 800
