"""Measures of money: cost by kind, and what all of it is worth as of day 0."""

from functools import partial
from math import exp, expm1, fsum

from sim.ledgers.money import BUILDING, COMPUTE, HIRING, KINDS, LICENCES, OVERTIME
from sim.measures.registry import Measure
from sim.measures.window import Window

_COSTS = {
    OVERTIME: ("overtime", "for overtime, where it is paid (money.overtime)"),
    HIRING: ("hiring", "to find and hire people (money.hiring)"),
    BUILDING: ("building", "as prices of capabilities, once each. The work is in the salaries"),
    LICENCES: ("licences", "for licences of the capabilities that are held"),
    COMPUTE: ("machines", "for machines that train and serve models"),
}


def total_cost(window: Window) -> float:
    """All that was spent, per year, in currency."""
    return window.spent_money(*KINDS) / window.years


def terminal_value(window: Window) -> float | None:
    """What live models would still earn untouched, as of the end, in currency."""
    total = window.run_off().total
    return None if total is None else total / 100


def _cost(kind: str, window: Window) -> float:
    return window.spent_money(kind) / window.years


def _present_value(window: Window) -> float:
    return fsum(_of_quarter(quarter) for quarter in window.quarters or (window,))


def _of_quarter(window: Window) -> float:
    """Payments count on their day; all else counts as if spread evenly over the quarter."""
    rate, paid = window.discount, window.payments
    at_once = fsum(cents for _, cents in paid) / 100
    evenly = window.money("delivered") - (window.spent_money(*KINDS) - at_once)
    begins = exp(-rate * window.since_day_0)
    return fsum(
        (
            evenly * begins * _mean_discount(rate * window.years),
            *(-cents / 100 * exp(-rate * years) for years, cents in paid),
        )
    )


def _mean_discount(exponent: float) -> float:
    """The mean of exp(-x) for x from 0 to the exponent."""
    return -expm1(-exponent) / exponent if exponent else 1.0


def _with_terminal(window: Window) -> float | None:
    terminal = terminal_value(window)
    if terminal is None:
        return None
    end = window.since_day_0 + window.years
    return _present_value(window) + terminal * exp(-window.discount * end)


MEASURES = (
    Measure(
        "cost_total",
        "Cost",
        "currency / year",
        "down",
        "All that is spent, per year: staff, overtime, hiring, building, licences, machines.",
        total_cost,
    ),
    *(
        Measure(
            f"cost_{kind}",
            f"Cost of {short}",
            "currency / year",
            "down",
            f"What is spent, per year, {words}.",
            partial(_cost, kind),
        )
        for kind, (short, words) in _COSTS.items()
    ),
    Measure(
        "npv",
        "Net present value",
        "currency",
        "up",
        "Value delivered less all cost from day 0 to the horizon, as of day 0: what comes later "
        "counts less (money.discount). In a quarter: what the quarter adds to it. Payments count "
        "on their day, all else as if spread evenly over its quarter.",
        _present_value,
        can_be_negative=True,
    ),
    Measure(
        "npv_with_terminal",
        "Net present value with terminal value",
        "currency",
        "up",
        "Net present value, and the terminal value as of day 0. Terminal value is before the cost "
        "of keeping models: serving, licences, staff.",
        _with_terminal,
        by_quarter=False,
        can_be_negative=True,
    ),
)
