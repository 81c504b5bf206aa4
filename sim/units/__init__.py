"""The working-day clock, and the quantities a scenario may write: text to value and back."""

from sim.units.canonical import (
    days_text,
    distribution_human,
    duration_text,
    human,
    money_rate_text,
    money_text,
    number_text,
    rate_text,
    share_text,
    text,
)
from sim.units.describe import parse_distribution
from sim.units.distribution import FAMILIES, Distribution
from sim.units.money import parse_money, parse_money_rate
from sim.units.parse import (
    nearest,
    parse_count,
    parse_days,
    parse_duration,
    parse_number,
    parse_rate,
    parse_share,
)
from sim.units.values import (
    CURRENCIES,
    DAYS,
    TICKS_PER_DAY,
    TICKS_PER_YEAR,
    Money,
    MoneyRate,
    UnitError,
    Value,
)

__all__ = [
    "CURRENCIES",
    "DAYS",
    "FAMILIES",
    "TICKS_PER_DAY",
    "TICKS_PER_YEAR",
    "Distribution",
    "Money",
    "MoneyRate",
    "UnitError",
    "Value",
    "days_text",
    "distribution_human",
    "duration_text",
    "human",
    "money_rate_text",
    "money_text",
    "nearest",
    "number_text",
    "parse_count",
    "parse_days",
    "parse_distribution",
    "parse_duration",
    "parse_money",
    "parse_money_rate",
    "parse_number",
    "parse_rate",
    "parse_share",
    "rate_text",
    "share_text",
    "text",
]
