"""A portfolio that grows and retires is an infinite-server queue: its mean number live is known."""

from dataclasses import replace
from functools import cache

import pytest

from analysis.closed_forms import growth_m_m_infinity
from tests.theory.agreement import Case, DisagreementError, Sample, check_queues, observe
from tests.theory.views import mean_level

GROWTH = Case(
    name="M/M/infinity, from empty",
    file="infinite-server.yaml",
    theory=lambda: {"live models": growth_m_m_infinity(16, 10, 40)},
    steps={},
    queues={"live models": mean_level("live models")},
    busy={},
)
LONG = replace(GROWTH, name="M/M/infinity, long", sets=("compare.replications=300",))
PLANTS = ("process.obsolescence.rate=0.102 / day", "portfolio.use_cases=16.32 / day")
"""2 % off, one at a time."""


@cache
def as_it_is() -> Sample:
    return observe(LONG)


def test_it_grows_as_theory_says() -> None:
    check_queues(GROWTH, observe(GROWTH))


@pytest.mark.slow
@pytest.mark.parametrize("planted", PLANTS)
def test_a_planted_mistake_of_2_percent_is_seen(planted: str) -> None:
    check_queues(LONG, as_it_is())
    with pytest.raises(DisagreementError):
        check_queues(LONG, observe(LONG, planted))


@pytest.mark.slow
@pytest.mark.parametrize(
    "planted",
    [
        "process.obsolescence.warning=1 day",
        "process.portfolio.lingers=1 day",
        "process.development.explore.effort=0.5 days",
    ],
)
def test_another_mechanism_is_not_taken_for_the_right_one(planted: str) -> None:
    with pytest.raises(DisagreementError):
        check_queues(GROWTH, observe(GROWTH, planted))
