"""The working-day clock and the values a scenario may hold.

The clock counts integer ticks of 2**-20 working day, so that times add exactly. A week is 5
working days, a month 21, a quarter 63, a year 252; an hour is an eighth of a day.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from sim.units.distribution import Distribution

TICKS_PER_DAY: Final = 2**20
DAYS: Final = {"day": 1, "week": 5, "month": 21, "quarter": 63, "year": 252}
TICKS_PER_YEAR: Final = DAYS["year"] * TICKS_PER_DAY
CURRENCIES: Final = ("USD", "EUR", "GBP")
LONGEST_DAYS: Final = 1000 * DAYS["year"]
"""No duration is longer: beyond it lies a slip of the pen, not an organisation."""
LARGEST_NUMBER: Final = 10**9
LARGEST_MONEY: Final = 10**12
FASTEST_PER_DAY: Final = 10**6
SMALLEST: Final = Fraction(1, 10**30)
"""Nothing but zero is smaller, so that every value can be written down and read back."""


class UnitError(ValueError):
    """A text is not the quantity it should be.

    Args:
        message: what is wrong, a clause without a full stop.
        allowed: what may be written instead.
        suggestion: the likeliest thing meant, or None.
    """

    def __init__(self, message: str, allowed: str, suggestion: str | None = None) -> None:
        super().__init__(message)
        self.path: tuple[str | int, ...] = ()
        # "+1" says a change where a total is wanted; whoever knows the old total may add it.
        self.step: int | None = None
        self.message, self.allowed, self.suggestion = message, allowed, suggestion


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of money, in whole cents of one currency."""

    cents: int
    currency: str


@dataclass(frozen=True, slots=True)
class MoneyRate:
    """Money per working year of 252 days, in whole cents of one currency."""

    cents_per_year: int
    currency: str


Value = int | float | str | tuple[str, ...] | Distribution | Money | MoneyRate | None
"""What a process parameter holds; None is "never" or "unlimited"."""
