"""Payback, its median over worlds, and what the verdict says of present value and cost."""

from typing import Any

import pytest

from analysis.report.present_value import present_value
from analysis.study.compare import Study
from analysis.study.outcome import Outcome
from analysis.study.payback import paid_back, payback
from sim.measures import MEASURES
from tests.contract.made_up_studies import study

ENDS = (0.25, 0.5, 0.75, 1.0)


@pytest.mark.parametrize(
    ("cash", "when"),
    [
        ([-4, 4, 4, 4], 0.5),
        ([-4, 2, 4, 4], 0.625),  # two are lacking, four come in the quarter
        ([-4, 8, -8, 8], 0.875),  # it was there before, but did not stay
        ([4, 4, -1, 0], 0.0),
        ([0, 0, 0, 0], 0.0),
        ([-4, 1, 1, 1], None),
        ([4, 4, 4, -13], None),
    ],
)
def test_the_moment_from_which_on_it_stays_paid_back(cash: list[float], when: float | None) -> None:
    assert paid_back(cash, [0.0] * 4, ENDS) == when
    shifted = [one + 3 for one in cash]
    assert paid_back(shifted, [3.0] * 4, ENDS) == when


def invested(*cash: list[float], **measures: float) -> Study:
    """The alternative "b" with this cash by quarter more than the baseline, a world each."""
    worlds = len(cash)
    found = study(
        {(None, "as it is"): [0.0] * worlds, (None, "b"): [sum(one) for one in cash]},
        decide_on="net_value",
        measures=("net_value",),
    )
    outcomes = tuple(_lived(one, cash[one.replication], measures) for one in found.outcomes)
    return Study(found.scenario, outcomes)


def _lived(one: Outcome, cash: list[float], measures: dict[str, float]) -> Outcome:
    mine: list[float] = cash if one.cell else [0.0] * 4
    moved: dict[str, Any] = measures if one.cell else dict.fromkeys(measures, 0.0)
    all_of_it = {**one.measures, "npv": sum(mine), **moved}
    line = tuple((quarter, "npv", value) for quarter, value in enumerate(mine, 1))
    return Outcome(one.cell, one.replication, None, all_of_it, line, ())


GOOD, SLOW, NEVER = [-4e6, 4e6, 4e6, 4e6], [-4e6, 1e6, 1e6, 4e6], [-4e6, 1e6, 1e6, 1e6]


def test_worlds_that_never_pay_back_are_later_than_all_others() -> None:
    for cash, reached, median in (
        ([GOOD, GOOD, NEVER], 2, 0.5),
        ([GOOD, SLOW], 2, (0.5 + 0.875) / 2),
        ([GOOD, NEVER], 1, None),
        ([GOOD, NEVER, NEVER], 1, None),
    ):
        found = payback(invested(*cash), None, "b", "as it is")
        assert (found.worlds, found.reached, found.median) == (len(cash), reached, median)


def test_the_verdict_says_what_it_is_worth_now_and_when_it_pays_back() -> None:
    found = invested(
        GOOD, GOOD, NEVER, GOOD, staff_cost=3e5, cost_licences=2e5, cost_total=5e5, cost_hiring=0
    )
    value, cost = present_value(found, found.picks[0])
    assert value.startswith("Net present value +5.75 M USD against 'as it is' (95 % interval of ")
    assert "5 %, 50 %, 95 % of worlds are below +350 k, +8 M, +8 M" in value
    assert value.endswith("; paid back after 0.5 years (median; in 3 of 4 worlds by the horizon).")
    assert cost == (
        "All cost +500 k USD / year against 'as it is': staff +300 k and licences +200 k."
    )


def test_where_staff_is_all_that_moved_the_kinds_are_not_told() -> None:
    found = invested(GOOD, GOOD, staff_cost=3e5, cost_total=3e5)
    assert len(present_value(found, found.picks[0])) == 1


def test_where_half_of_the_worlds_never_pay_back_there_is_no_median() -> None:
    found = invested([-1e6, 0, 0, 90e6], NEVER)
    (value,) = present_value(found, found.picks[0])
    assert value.endswith(
        "paid back in 1 of 2 worlds by the horizon, so the median is not reached."
    )


def test_the_kinds_of_cost_are_all_there_are() -> None:
    from analysis.report.present_value import KINDS
    from sim.ledgers import money

    assert len(KINDS) == len(money.KINDS)
    assert KINDS.keys() <= MEASURES.keys()
