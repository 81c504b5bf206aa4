"""The model, reduced to queues with a known answer, gives that answer; 2 % off, it does not."""

import pytest

from tests.theory import cases
from tests.theory.agreement import (
    Case,
    DisagreementError,
    check_busy,
    check_queues,
    load,
    observe,
    power,
)

SURE_ENOUGH = 0.9
"""Least chance to see a plant, as estimated by a test itself; runs are as long as 95 % needs."""

QUICK = {
    cases.M_G_1: ("duties",),
    cases.INTERFERENCE: ("repair",),
}
"""For each case, the steps that are planted wrong in `make test`, one at a time."""
SHORT = {
    cases.PREEMPTIVE: ("tickets",),
    cases.M_M_C: ("explore",),
    cases.WAITING: ("duties",),
    cases.SLOTS: ("train",),
    cases.M_D_1: ("duties",),
    cases.POSTS: ("stay", "fill"),
}
"""As short as these, and in `make test-all` only."""
LONG = {
    cases.WAITING_LONG: ("tickets", "explore"),
    cases.WAITING_POOL: ("every",),
    cases.PREEMPTIVE_LONG: ("incidents", "improvement"),
    cases.PREEMPTIVE_POOL: ("every",),
    cases.TANDEM: ("explore",),
    cases.TANDEM_LONG: ("deploy",),
}
"""Long enough to see a plant in a class with a small part of the load; and several servers."""
SLOW = {**SHORT, **LONG}


def plants(group: dict[Case, tuple[str, ...]], slow: bool = False) -> list:
    """Every case with each step that is planted wrong in it."""
    marks = [pytest.mark.slow] if slow else []
    return [
        pytest.param(case, step, marks=marks, id=f"{case.name}: {step}")
        for case, steps in group.items()
        for step in steps
    ]


CASES = [
    *(pytest.param(case, QUICK[case], id=case.name) for case in QUICK),
    *(pytest.param(case, SLOW[case], id=case.name, marks=pytest.mark.slow) for case in SLOW),
]
PLANTS = [*plants(QUICK), *plants(SLOW, slow=True)]


@pytest.mark.parametrize(("case", "planted"), CASES)
def test_it_agrees_with_theory(case: Case, planted: tuple[str, ...]) -> None:
    sample = observe(case)
    check_queues(case, sample)
    check_busy(case, sample)
    assert all(power(case, step, sample) > SURE_ENOUGH for step in planted)


@pytest.mark.parametrize(("case", "step"), PLANTS)
def test_it_fails_where_a_mean_service_time_is_planted_2_percent_wrong(
    case: Case, step: str
) -> None:
    sample = observe(case, *case.steps[step].planted())
    with pytest.raises(DisagreementError):
        check_queues(case, sample)


@pytest.mark.parametrize(("case", "step"), PLANTS)
def test_nothing_but_the_mean_is_planted(case: Case, step: str) -> None:
    as_it_is = case.steps[step].planted(factor=1)
    assert load(case, *as_it_is).hash == load(case).hash
    assert load(case, *case.steps[step].planted()).hash != load(case).hash


@pytest.mark.slow
@pytest.mark.parametrize("case", [*QUICK, *SHORT], ids=lambda case: case.name)
def test_the_page_shows_what_comes_out(case: Case) -> None:
    """If not: python -m tests.theory.table."""
    from tests.theory.table import PAGE, agreement

    page = PAGE.read_text()
    assert [row for row in agreement(case) if row not in page] == []
