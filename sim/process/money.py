"""Money: what machines and hiring cost, and what a sum is worth that comes later."""

from typing import Final

from sim.process.parameter import Kind, Parameter, share

MARKET_CURRENCY: Final = "USD"
"""What machines and capabilities are priced in by default, whatever the scenario's currency."""


def _market(
    name: str, each: str, default: str, between: tuple[str, str], meaning: str
) -> Parameter:
    """The row for a price of the world market."""
    low, high = between
    unit = f"USD / year, {each}"
    return Parameter(name, Kind.MONEY_RATE, unit, default, low, high, "assumption", meaning)


MARKET_ROWS: Final = (
    _market(
        "money.slot",
        "a training slot",
        "9_000 USD / year",
        ("2_000 USD / year", "36_000 USD / year"),
        "What a training slot costs, used or not: a machine of one's own.",
    ),
    _market(
        "money.elastic",
        "a machine in use",
        "25_000 USD / year",
        ("5_000 USD / year", "100_000 USD / year"),
        "What a machine costs that is there as it is needed, for as long as it is used: about "
        "100 USD for a day of training. Unlimited slots are such machines, too.",
    ),
    _market(
        "money.serving",
        "a live model",
        "3_000 USD / year",
        ("600 USD / year", "20_000 USD / year"),
        "What the machines cost that a live model is served from, whoever serves it.",
    ),
)
"""Prices that may be in USD in a scenario of another currency."""

ROWS = (
    *MARKET_ROWS,
    share(
        "money.hiring",
        "share of a year's salary",
        "14 %",
        ("5 %", "30 %"),
        "What it costs in money to find and hire a person: replacing somebody costs 21 % of the "
        "salary proper, about two thirds of the loaded cost; some of that is lost work, not money.",
        source="J08, J04, assumption",
    ),
    Parameter(
        "money.usd",
        Kind.NUMBER,
        "currency / USD",
        "1",
        None,
        None,
        "decision",
        "What one USD costs in the currency of the scenario; to be set where that is another. "
        "Prices of machines and capabilities that are in USD are converted by it.",
    ),
    share(
        "money.discount",
        "share / year",
        "8 %",
        ("4 %", "12 %"),
        "What waiting for money costs: what is paid or earned counts that much less for each year "
        "after day 0, and the terminal value for each year after the horizon.",
    ),
)
